//! What the index keeps of archives, documents and versions.

use std::path::Path;
use std::sync::Arc;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::IndexError;
use crate::document::{ContentHash, Document, Unreadable, Version};

/// An archive that went into a build.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArchiveEntry {
    /// What kind of source it is: `git`, `dataset` or `loose`.
    pub kind: String,
    /// Where the archive says that it comes from, such as the address of its git remote.
    pub origin: Option<String>,
}

/// A document of a build, with all its versions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentEntry {
    /// The document.
    pub document: Document,
    /// The platform's slug, unique among the platforms.
    pub platform_slug: String,
    /// The document's slug, unique within the platform.
    pub document_slug: String,
    /// The place of its archive among those of the build.
    pub archive: u32,
    /// The language of its last readable version, BCP 47; none when it cannot be told.
    pub language: Option<String>,
    /// Equal fingerprints mean that nothing of the document has changed in the archive.
    pub fingerprint: ContentHash,
    /// How many clauses its readable versions hold together.
    pub clauses: u64,
    /// Its versions, in the order of time; shared, since every hit carries its document.
    pub versions: Arc<[Version]>,
}

impl DocumentEntry {
    /// Since when it cannot be read, and why; none when its last version can be read.
    #[must_use]
    pub fn unreadable_since(&self) -> Option<(Timestamp, Unreadable)> {
        let mut since = None;
        for version in self.versions.iter().rev() {
            let Some(reason) = version.unreadable else { break };
            since = Some((version.captured, reason));
        }
        since
    }

    /// Whether any version can be read.
    #[must_use]
    pub fn was_ever_readable(&self) -> bool {
        self.versions.iter().any(|version| version.unreadable.is_none())
    }
}

/// The catalogue's file name.
pub(super) const CATALOGUE: &str = "catalogue.jsonl";

/// Reads the catalogue of the build in `folder`.
pub(super) fn read(folder: &Path) -> Result<Vec<DocumentEntry>, IndexError> {
    let path = folder.join(CATALOGUE);
    let text = std::fs::read_to_string(&path).map_err(IndexError::io("read", &path))?;
    let parse = |line| serde_json::from_str(line);
    let entries: Result<_, serde_json::Error> = text.lines().map(parse).collect();
    entries.map_err(|error| IndexError::damaged(&path, error.to_string()))
}
