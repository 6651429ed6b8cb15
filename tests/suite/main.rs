//! Every test that needs more than one module, one file per concern.
