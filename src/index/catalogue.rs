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
    /// When the archive ceased to hold it; none while it does.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub ended: Option<Timestamp>,
    /// When the first version after the platform's last change was captured; none where its history
    /// tells of none.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub last_changed: Option<Timestamp>,
    /// Its versions, in the order of time; shared, since every hit carries its document.
    pub versions: Arc<[Version]>,
}

/// What can be known of a document now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Its last version can be read: what stands there is current.
    Read,
    /// It cannot be read.
    Unreadable {
        /// When the first of its last versions that cannot be read was captured.
        since: Timestamp,
        /// Why.
        reason: Unreadable,
    },
    /// The archive does not hold it any more: it is not observed.
    Ended {
        /// When it was removed from the archive, or renamed.
        at: Timestamp,
    },
}

impl DocumentEntry {
    /// What can be known of it now.
    #[must_use]
    pub fn standing(&self) -> Standing {
        match (self.ended, self.unreadable_since()) {
            (Some(at), _) => Standing::Ended { at },
            (None, Some((since, reason))) => Standing::Unreadable { since, reason },
            (None, None) => Standing::Read,
        }
    }

    /// Whether what stood in it last is current.
    #[must_use]
    pub fn is_read(&self) -> bool {
        self.standing() == Standing::Read
    }

    /// When it was captured last; versions without a date, or whose date cannot be true, do not
    /// count.
    #[must_use]
    pub fn last_captured(&self) -> Option<Timestamp> {
        self.captured().next_back()
    }

    /// When it was captured first; as for [`Self::last_captured`].
    #[must_use]
    pub fn first_captured(&self) -> Option<Timestamp> {
        self.captured().next()
    }

    fn captured(&self) -> impl DoubleEndedIterator<Item = Timestamp> {
        let dated = self.versions.iter().filter(|version| !version.is_suspect);
        // Files without a date are taken as of 1970-01-01.
        dated.map(|version| version.captured).filter(|captured| *captured != Timestamp::UNIX_EPOCH)
    }

    /// Since when it cannot be read, and why; none when its last version can be read.
    #[must_use]
    pub fn unreadable_since(&self) -> Option<(Timestamp, Unreadable)> {
        let mut since = None;
        for version in self.versions.iter().rev().filter(|version| !version.is_suspect) {
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
