//! Every test that needs more than one module, one file per concern.

#![allow(clippy::unwrap_used, reason = "a test that fails should say where")]

mod api;
mod archives;
mod browser;
mod cli;
mod counts;
mod crash;
mod evaluators;
mod faces;
mod following;
mod hostile;
mod index;
mod pages;
mod problems;
mod ranking;
mod real_archive;
mod search;
mod segment;
mod site;
mod tidy;
