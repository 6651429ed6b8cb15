//! Every test that needs more than one module, one file per concern.

#![allow(clippy::unwrap_used, reason = "a test that fails should say where")]

mod absence;
mod api;
mod archives;
mod browser;
mod cli;
mod counts;
mod crash;
mod description;
mod driver;
mod evaluators;
mod export;
mod faces;
mod feeds;
mod folding;
mod following;
mod highlights;
mod headings;
mod hostile;
mod index;
mod language;
mod lawyers;
mod methodology;
mod offers;
mod own_folder;
mod pages;
mod problems;
mod ranking;
mod real_archive;
mod search;
mod segment;
mod severity;
mod siege;
mod site;
mod snapshots;
mod suggest;
mod tidy;
mod time;
mod typed;
