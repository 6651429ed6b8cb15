//! Every test that needs more than one module, one file per concern.

#![allow(clippy::unwrap_used, reason = "a test that fails should say where")]

mod archives;
mod index;
mod real_archive;
mod search;
mod segment;
mod tidy;
