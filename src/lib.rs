//! A search engine over the clauses of platforms' terms and privacy policies, with their history.
//!
//! clausedex reads an *archive* of legal documents with all their versions, cuts every version into
//! clauses, labels each with its evidence, follows each through time, and builds an index that one
//! binary serves as JSON API, feeds, web pages and command line.
//!
//! This is the map of the house. Data flows one way, from the top of this list to the bottom, and a
//! module imports only what stands above it; `tests/suite/tidy.rs` holds the exact table.
//!
//! The nouns:
//! - [`document`]: a platform, its documents and their versions, each with the hash of its bytes.
//! - [`taxonomy`]: what a clause can be about: clause types, severities, jurisdictions, regulations.
//! - [`clause`]: a passage of a version, its wording, its permanent name and its labels.
//!
//! From an archive to an index:
//! - [`archive`] finds the documents and versions in a git repository or folder and reads them.
//! - [`analysis`] takes text apart into words, sentences and paragraphs, for everything below.
//! - [`segment`] cuts a version into clauses and loses nothing.
//! - [`query`] is the lawyers' query language, and matches it against one clause in memory.
//! - [`classify`] says what a clause does, how severe it is and where it applies, and why.
//! - [`history`] follows wordings through a document's versions.
//! - [`index`] keeps clause states in tantivy: written once, published in one step, never changed.
//! - [`indexer`] drives all of this, on every core, and reads again only what has changed.
//!
//! From a question to an answer:
//! - [`search`] makes a request exact and answers it: hits, counts, groups, comparison, changes.
//! - [`cite`] writes citations and checks them against the archive.
//! - [`web`] and [`cli`] are two faces of the same functions.

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
