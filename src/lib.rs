//! A search engine over the clauses of platforms' terms and privacy policies, with their history.

pub mod document;
pub mod taxonomy;
pub mod clause;
pub mod archive;
pub mod analysis;
pub mod segment;
pub mod query;
pub mod classify;
pub mod history;
pub mod index;
pub mod indexer;
pub mod search;
pub mod cite;
pub mod web;
pub mod cli;
