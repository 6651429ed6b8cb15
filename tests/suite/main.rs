//! Every test that needs more than one module, one file per concern.

mod archives;
mod index;
mod search;
mod tidy;
