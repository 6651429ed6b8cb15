//! Every test that needs more than one module, one file per concern.

#![allow(clippy::unwrap_used, reason = "a test that fails should say where")]

mod archives;
mod cli;
mod faces;
mod index;
mod search;
mod real_archive;
mod tidy;
