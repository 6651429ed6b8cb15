//! Every test that needs more than one module, one file per concern.

#![allow(clippy::unwrap_used, reason = "a test that fails should say where")]

mod api;
mod archives;
mod browser;
mod cli;
mod crash;
mod evaluators;
mod faces;
mod folding;
mod following;
mod index;
mod offers;
mod pages;
mod problems;
mod real_archive;
mod search;
mod segment;
mod site;
mod tidy;
