//! The tantivy index: its schema, writing a build, publishing and opening it.
//!
//! A *build* is a folder that never changes: a manifest, a catalogue of the documents and their
//! versions, groups of clauses alike, and a tantivy index with one document per clause state. Its
//! name is its digest, the hash of everything in it; the same archive, taxonomy and classifier
//! always give the same digest.
//!
//! ```text
//! index/
//!   CLAUSEDEX              the marker: this folder is ours; no other is written to
//!   CURRENT                the digest of the build that is served, and where its archives lie
//!   LOCK                   held by the one process that writes
//!   builds/<digest>/
//!     manifest.json        every file with size and SHA-256, the counts, what was set aside
//!     catalogue.jsonl      one document a line, with its versions
//!     alike.bin            which clauses of a platform say nearly the same
//!     clauses/             the tantivy index
//! ```

mod alike;
mod build;
mod catalogue;
mod columns;
mod directory;
mod entry;
mod manifest;
mod marker;
mod schema;
mod store;
mod writer;

use std::path::PathBuf;

pub use alike::Alike;
pub use build::{Build, ClauseAddress};
pub use catalogue::{ArchiveEntry, DocumentEntry, Standing};
pub use columns::{Column, Columns, Moments, Stated};
pub use entry::Entry;
pub use manifest::{Counts, Manifest, SetAside};
pub use schema::{Fields, HEADING_GAP, HEADING_POSITION, PARAGRAPH_BREAK, SENTENCE_BREAK};
pub use store::{Current, IndexFolder};
pub use writer::{About, BuildWriter, Prepared, Preparer};

/// The version of the layout and schema; a build of another format is not opened.
pub const FORMAT: u32 = 4;

/// An index that cannot be written or read.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    /// There is no build to open. The caller can build one.
    #[error("there is no index in {}; build one with `clausedex index`", .0.display())]
    Missing(PathBuf),
    /// The folder holds other things, and nothing says that it is an index. Nothing was touched.
    #[error(
        "{} is not empty and no index of clausedex, so nothing in it was touched; \
         name an empty or a new folder with `--index`",
        .0.display()
    )]
    NotOurs(PathBuf),
    /// Another process is writing.
    #[error("{} is being written by another process; wait for it to end", .0.display())]
    Locked(PathBuf),
    /// The build was written by another version of the program. The caller can build it anew.
    #[error("{} has format {found}, this program reads format {FORMAT}; build it anew with `clausedex index`", path.display())]
    Format {
        /// The build's folder.
        path: PathBuf,
        /// Its format.
        found: u32,
    },
    /// The build's labels refer to another taxonomy. The caller can build it anew.
    #[error("{} was built with another taxonomy; build it anew with `clausedex index`", .0.display())]
    Taxonomy(PathBuf),
    /// A file of the build is not what its manifest says.
    #[error("{} is damaged: {what}; build the index anew with `clausedex index`", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        what: String,
    },
    /// The disk failed.
    #[error("cannot {action} {}", path.display())]
    Io {
        /// What was attempted, such as `read`.
        action: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// Why it failed.
        source: std::io::Error,
    },
    /// The search engine failed.
    #[error("the search engine failed")]
    Engine(#[from] tantivy::TantivyError),
}

impl IndexError {
    /// Turns an I/O error into one that says what was attempted on which path.
    fn io(action: &'static str, path: &std::path::Path) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Io { action, path, source }
    }

    fn damaged(path: &std::path::Path, what: impl Into<String>) -> Self {
        Self::Damaged { path: path.to_owned(), what: what.into() }
    }
}
