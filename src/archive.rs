//! Reads an archive: what documents and versions there are, their exact bytes, and whether they can be read.

mod convert;
mod error;
mod folder;
mod git;
mod inventory;
mod name;
mod quality;
mod reader;
mod recall;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::document::{ContentHash, Document, Format, GitPlace, VersionKind, slug};

pub use error::{ArchiveError, SkipReason, Skipped};
pub use reader::{Reader, Recorded, Versions};
pub use recall::text;

use inventory::Inventory;

/// The largest document that is read, in bytes.
pub const DOCUMENT_BYTES_MAX: u64 = 8 * 1024 * 1024;

/// An archive, opened; it is read and never written.
///
/// What it holds is found once, when it is opened; its bytes are read through [`Archive::reader`].
#[derive(Debug)]
pub struct Archive {
    store: Store,
    kind: Kind,
    origin: Option<String>,
    inventory: Inventory,
    similar_names: Vec<Vec<String>>,
}

/// What kind of source an archive is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A git repository of versions: the history of `Platform/Document.md`.
    Git,
    /// A folder with a file per version: `Platform/Document/2026-05-05T00-00-00Z.md`.
    Dataset,
    /// A folder with a file per document, or one file.
    Loose,
}

impl Kind {
    /// The word for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Git => "git",
            Self::Dataset => "dataset",
            Self::Loose => "loose",
        }
    }
}

/// Where the bytes are.
#[derive(Debug)]
enum Store {
    Git(Box<gix::ThreadSafeRepository>),
    Folder(PathBuf),
}

/// A document of the archive and its captures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The document.
    pub document: Document,
    /// Its captures, at least one, by date; those of one second as the archive recorded them, so
    /// that the later record comes last.
    pub captures: Vec<Capture>,
    /// When the archive ceased to hold it; none while it does. It was removed or renamed then: what
    /// the platform publishes since is not observed.
    pub ended: Option<Timestamp>,
}

/// What is known of a version before its bytes are read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Capture {
    /// When the snapshot behind it was fetched, in UTC; for a loose file without a date in its
    /// name, 1970-01-01.
    pub captured: Timestamp,
    /// Why it was recorded.
    pub kind: VersionKind,
    /// How its bytes are written.
    pub format: Format,
    /// Where the archive keeps it, relative to the archive's root, with `/` between folders.
    pub path: String,
    /// The commit and blob, when the archive is a git repository.
    pub git: Option<GitPlace>,
    /// The hash of its bytes when the archive was opened; none when it is a git repository, whose
    /// blobs name themselves.
    pub hash: Option<ContentHash>,
}

impl Archive {
    /// Opens the archive at `path` and finds out what it holds.
    ///
    /// A folder with a git repository in it (or a bare repository) is read as git: all commits that
    /// `HEAD` reaches, never the work tree. Otherwise a folder is a dataset if it holds a file
    /// `Platform/Document/DATE.md`, and loose if not. Loose files lie in a folder named for their
    /// platform, or directly in `path`, which then names the platform; `path` may also be one file.
    ///
    /// # Errors
    ///
    /// When there is nothing at `path`, it cannot be read, or it holds no documents; for git also
    /// when the repository has no commits, is a shallow clone, borrows objects from another
    /// repository, or is damaged.
    pub fn open(path: &Path) -> Result<Self, ArchiveError> {
        let metadata = std::fs::metadata(path).map_err(|source| {
            let path = path.to_owned();
            match source.kind() {
                std::io::ErrorKind::NotFound => ArchiveError::Missing { path },
                _ => ArchiveError::Read { path, source },
            }
        })?;
        let (store, kind, origin, inventory) = if metadata.is_dir() && git::is_repository(path) {
            let (repository, origin, inventory) = git::open(path)?;
            (Store::Git(Box::new(repository)), Kind::Git, origin, inventory)
        } else {
            let (root, kind, inventory) = folder::open(path)?;
            (Store::Folder(root), kind, None, inventory)
        };
        if inventory.sources.is_empty() {
            return Err(ArchiveError::NoDocuments { path: path.to_owned() });
        }
        let similar_names = similar_names(&inventory.sources);
        Ok(Self { store, kind, origin, inventory, similar_names })
    }

    /// What kind of source it is.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The documents, by platform slug, document slug, platform and document type.
    #[must_use]
    pub fn documents(&self) -> &[Source] {
        &self.inventory.sources
    }

    /// What lies in the archive but is not read as a document, by path.
    #[must_use]
    pub fn skipped(&self) -> &[Skipped] {
        &self.inventory.skipped
    }

    /// The platforms whose names differ only by case or punctuation, each group and all groups in
    /// alphabetical order.
    #[must_use]
    pub fn similar_names(&self) -> &[Vec<String>] {
        &self.similar_names
    }

    /// The address the repository was cloned from, when it is git and says so.
    #[must_use]
    pub fn origin(&self) -> Option<&str> {
        self.origin.as_deref()
    }

    /// A reader of the archive's bytes, for one thread.
    ///
    /// Readers are independent of each other and keep what helps them to read on, so that one
    /// should serve for many documents.
    #[must_use]
    pub fn reader(&self) -> Reader {
        Reader::new(&self.store)
    }
}

impl Source {
    /// A hash over all that the archive says of this document.
    ///
    /// While it stays the same, nothing of the document has changed: its name, and each version's
    /// date, kind, format, place and bytes, and when it ended. The archive's own path has no part
    /// in it.
    #[must_use]
    pub fn fingerprint(&self) -> ContentHash {
        let mut lines =
            format!("{:?}\n{:?}\n", self.document.platform, self.document.document_type);
        for capture in &self.captures {
            let Capture { captured, kind, format, path, git, hash } = capture;
            lines.push_str(&format!("{captured} {kind:?} {format:?} {path:?}"));
            if let Some(GitPlace { commit, blob }) = git {
                lines.push_str(&format!(" {commit} {blob}"));
            }
            if let Some(hash) = hash {
                lines.push_str(&format!(" {hash}"));
            }
            lines.push('\n');
        }
        if let Some(ended) = self.ended {
            lines.push_str(&format!("ended {ended}\n"));
        }
        ContentHash::of(lines.as_bytes())
    }
}

fn similar_names(sources: &[Source]) -> Vec<Vec<String>> {
    let mut groups: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for source in sources {
        let platform = &source.document.platform;
        groups.entry(slug(platform).replace('-', "")).or_default().insert(platform);
    }
    let names = |group: BTreeSet<&str>| group.into_iter().map(str::to_owned).collect();
    groups.into_values().filter(|group| group.len() > 1).map(names).collect()
}
