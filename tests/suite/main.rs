//! Every test that needs more than one module, one file per concern.

mod real_archive;
