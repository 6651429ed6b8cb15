//! Platforms, their documents and the versions of these.

use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use super::document_path;
use super::search::ValueCount;
use super::words::{ArchiveKind, FormatName, RecordKind, UnreadableReason};
use crate::document::{ContentHash, Version};
use crate::index::DocumentEntry;
use crate::search::Embedded;

/// All platforms, by slug.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PlatformList {
    pub(crate) platforms: Vec<PlatformSummary>,
    /// The index build that answered.
    #[schema(value_type = String)]
    pub(crate) build: ContentHash,
}

/// A platform.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PlatformSummary {
    /// Its name in addresses and filters.
    pub(crate) slug: String,
    /// Its name as the archive spells it.
    pub(crate) name: String,
    /// How many documents of it there are.
    pub(crate) documents: u64,
    /// How many clauses of it stand now.
    pub(crate) clauses: u64,
}

/// A platform with its documents.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PlatformDetail {
    #[serde(flatten)]
    pub(crate) platform: PlatformSummary,
    /// Its clauses that stand now, by severity.
    pub(crate) severities: Vec<ValueCount>,
    /// Its clauses that stand now, by clause type.
    pub(crate) types: Vec<ValueCount>,
    /// Its documents, by slug.
    pub(crate) document_list: Vec<DocumentSummary>,
    /// The index build that answered.
    #[schema(value_type = String)]
    pub(crate) build: ContentHash,
}

/// A document.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DocumentSummary {
    /// Its address below `/api/v1/documents/`.
    #[schema(example = "lumenreel/terms-of-service")]
    pub(crate) document: String,
    /// The platform's name.
    pub(crate) platform: String,
    /// The document type's title.
    pub(crate) document_type: String,
    /// Its language, BCP 47; null when it cannot be told.
    pub(crate) language: Option<String>,
    /// How many versions of it there are.
    pub(crate) versions: usize,
    /// When its first version was captured; one whose date cannot be true does not count.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub(crate) first_captured: Option<Timestamp>,
    /// When its last version was captured; one whose date cannot be true does not count. A visit
    /// that found no change leaves no trace in an archive.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub(crate) last_captured: Option<Timestamp>,
    /// When the first version after the platform's last change was captured; null when its history
    /// tells of none. New extractions of old snapshots are no changes.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub(crate) last_changed: Option<Timestamp>,
    /// Since when its captures cannot be read, and why; null when the last one can. What stood
    /// there last is not current.
    pub(crate) unreadable: Option<UnreadableSince>,
    /// When the archive ceased to hold it, since when it is not observed; null while it does.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub(crate) ended: Option<Timestamp>,
}

/// Since when a document cannot be read.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct UnreadableSince {
    /// When the first capture that cannot be read was made.
    #[schema(value_type = String, format = DateTime)]
    pub(crate) since: Timestamp,
    /// `stub`, `needs-script`, `wall` or `collapse`.
    #[schema(value_type = UnreadableReason)]
    pub(crate) reason: serde_json::Value,
}

/// A document with its last version.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DocumentDetail {
    #[serde(flatten)]
    pub(crate) summary: DocumentSummary,
    /// The archive that holds it.
    pub(crate) archive: ArchiveSource,
    /// Its last version, readable or not.
    pub(crate) last_version: Option<VersionDetail>,
    /// The index build that answered.
    #[schema(value_type = String)]
    pub(crate) build: ContentHash,
}

/// An archive.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct ArchiveSource {
    /// `git`, `dataset` or `loose`.
    #[schema(value_type = ArchiveKind)]
    pub(crate) kind: String,
    /// Where it says that it comes from.
    pub(crate) origin: Option<String>,
}

/// All versions of a document, in the order of time.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct VersionList {
    /// The document's address below `/api/v1/documents/`.
    pub(crate) document: String,
    pub(crate) versions: Vec<VersionDetail>,
    /// The index build that answered.
    #[schema(value_type = String)]
    pub(crate) build: ContentHash,
}

/// A version: what the archive held from one moment on.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct VersionDetail {
    /// The hash of the exact archived bytes.
    #[schema(value_type = String)]
    pub(crate) sha256: ContentHash,
    /// The hash of the text that spans refer to; differs for HTML, which is converted first.
    #[schema(value_type = String)]
    pub(crate) text_sha256: ContentHash,
    /// When the snapshot behind it was fetched.
    #[schema(value_type = String, format = DateTime)]
    pub(crate) captured: Timestamp,
    /// `first`, `change`, or `technical` when an old snapshot was extracted anew.
    #[schema(value_type = RecordKind)]
    pub(crate) kind: serde_json::Value,
    /// `markdown`, `html` or `text`.
    #[schema(value_type = FormatName)]
    pub(crate) format: serde_json::Value,
    /// The number of archived bytes.
    pub(crate) bytes: u64,
    /// Where the archive keeps it.
    pub(crate) path: String,
    /// The commit that recorded it, when the archive is a git repository.
    pub(crate) commit: Option<String>,
    /// The blob with its bytes, when the archive is a git repository.
    pub(crate) blob: Option<String>,
    /// Why it cannot be read, when it cannot: `stub`, `needs-script`, `wall` or `collapse`.
    #[schema(value_type = Option<UnreadableReason>)]
    pub(crate) unreadable: Option<serde_json::Value>,
    /// Whether its date cannot be true: before 1990, or years after all else that the archive
    /// holds. Such a version is kept, and says nothing about what stood when.
    pub(crate) suspect_date: bool,
    /// The archive that holds it.
    pub(crate) archive: ArchiveSource,
}

impl DocumentSummary {
    pub(crate) fn new(entry: &DocumentEntry) -> Self {
        let unreadable = entry.unreadable_since().map(|(since, reason)| UnreadableSince {
            since,
            reason: serde_json::to_value(reason).unwrap_or_default(),
        });
        Self {
            document: document_path(entry),
            platform: entry.document.platform.clone(),
            document_type: entry.document.document_type.clone(),
            language: entry.language.clone(),
            versions: entry.versions.len(),
            first_captured: entry.first_captured(),
            last_captured: entry.last_captured(),
            last_changed: entry.last_changed,
            unreadable,
            ended: entry.ended,
        }
    }
}

impl DocumentDetail {
    pub(crate) fn new(entry: &DocumentEntry, engine: &Embedded) -> Self {
        let last = entry.versions.len().checked_sub(1);
        Self {
            summary: DocumentSummary::new(entry),
            archive: ArchiveSource::new(entry, engine),
            last_version: last.map(|last| VersionDetail::new(entry, last, engine)),
            build: engine.build().digest,
        }
    }
}

impl ArchiveSource {
    fn new(entry: &DocumentEntry, engine: &Embedded) -> Self {
        let archive = &engine.build().manifest.archives[entry.archive as usize];
        Self { kind: archive.kind.clone(), origin: archive.origin.clone() }
    }
}

impl VersionDetail {
    /// The version of `entry` at that place.
    pub(crate) fn new(entry: &DocumentEntry, place: usize, engine: &Embedded) -> Self {
        let version: &Version = &entry.versions[place];
        Self {
            sha256: version.hash,
            text_sha256: version.text_hash,
            captured: version.captured,
            kind: serde_json::to_value(version.kind).unwrap_or_default(),
            format: serde_json::to_value(version.format).unwrap_or_default(),
            bytes: version.bytes,
            path: version.path.clone(),
            commit: version.git.as_ref().map(|git| git.commit.clone()),
            blob: version.git.as_ref().map(|git| git.blob.clone()),
            unreadable: version.unreadable.and_then(|reason| serde_json::to_value(reason).ok()),
            suspect_date: version.is_suspect,
            archive: ArchiveSource::new(entry, engine),
        }
    }
}
