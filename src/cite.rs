//! Citations of clauses, and their verification against the archive.

mod archives;
mod escape;
mod format;
mod reading;
mod swhid;
#[cfg(test)]
mod tests;
mod verify;

use jiff::Timestamp;

use crate::clause::{RecordId, Span};
use crate::document::{ContentHash, Document, Format, GitPlace};
use crate::index::{ArchiveEntry, DocumentEntry, Entry};

pub use archives::Archives;
pub use format::CitationFormat;
pub use verify::{Check, Level, Outcome, Verification, verify, verify_document};

/// What names a clause's wording for ever: enough to find the bytes and check them by hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// The clause's record ID.
    pub record: RecordId,
    /// Which wording of the clause it is, from 1.
    pub number: u32,
    /// The document that it stands in.
    pub document: Document,
    /// The headings above it, outermost first.
    pub heading: Vec<String>,
    /// When the version cited was captured: the last one with this wording.
    pub captured: Timestamp,
    /// The hash of that version's archived bytes.
    pub hash: ContentHash,
    /// The hash of the text that `span` refers to; differs from `hash` only for HTML.
    pub text_hash: ContentHash,
    /// The clause's bytes in that text.
    pub span: Span,
    /// How the archived bytes are written.
    pub format: Format,
    /// Where the archive keeps them, relative to its root.
    pub path: String,
    /// The commit and blob, when the archive is a git repository.
    pub git: Option<GitPlace>,
    /// The archive's public address, when it has one.
    pub origin: Option<String>,
}

/// Whom to name wherever the archive's texts are shown or exported, and under which licence; none
/// when it is not known.
#[must_use]
pub fn attribution(archive: &ArchiveEntry) -> Option<&'static str> {
    // Versions repositories are what Open Terms Archive publishes; folders may hold anything.
    (archive.kind == "git").then_some("Open Terms Archive contributors (ODC-BY 1.0)")
}

/// A citation that cannot be given.
#[derive(Debug, thiserror::Error)]
pub enum CiteError {
    /// There is no such format. The caller can mend it.
    #[error(
        "`{name}` is not a citation format; there are {}",
        CitationFormat::ALL.map(CitationFormat::name).join(", ")
    )]
    UnknownFormat {
        /// The name as given.
        name: String,
    },
    /// The archive gives its versions no SWHID. The caller can ask for another format.
    #[error("{0} has no SWHID, because its archive is not a git repository")]
    NoSwhid(RecordId),
    /// The index names a version that its catalogue does not list.
    #[error("the index lists no version {version} of {path}; build it anew with `clausedex index`")]
    NoVersion {
        /// The version's place in the document's list.
        version: u32,
        /// The platform and document type.
        path: String,
    },
}

impl Citation {
    /// Cites a clause state, in the last version that held it.
    ///
    /// `archives` are those of the build, which `document` refers to.
    ///
    /// # Errors
    ///
    /// [`CiteError::NoVersion`] when the entry is not of this document.
    pub fn new(
        entry: &Entry,
        document: &DocumentEntry,
        archives: &[ArchiveEntry],
    ) -> Result<Self, CiteError> {
        let state = &entry.state;
        let place = state.latest;
        let Some(version) = document.versions.get(place.version as usize) else {
            let path =
                format!("{}/{}", document.document.platform, document.document.document_type);
            return Err(CiteError::NoVersion { version: place.version, path });
        };
        let archive = archives.get(document.archive as usize);
        let origin = archive.and_then(|archive| archive.origin.as_deref());
        Ok(Self {
            record: state.record,
            number: state.number,
            document: document.document.clone(),
            heading: state.heading.clone(),
            captured: version.captured,
            hash: version.hash,
            text_hash: version.text_hash,
            span: place.span,
            format: version.format,
            path: version.path.clone(),
            git: version.git.clone(),
            origin: origin.and_then(escape::public_address),
        })
    }

    /// The qualified SWHID of the clause's bytes (ISO/IEC 18670); none when the archive is not a
    /// git repository.
    ///
    /// The bytes of a clause cut from HTML are not those of the archived blob, so there the SWHID
    /// names the whole blob.
    #[must_use]
    pub fn swhid(&self) -> Option<String> {
        swhid::of(self)
    }

    /// The shell commands that check the citation without this program, run in the archive's
    /// folder: the first prints the version's SHA-256, the second the clause.
    ///
    /// There is no second one for HTML, whose clauses are cut from the Markdown derived from it.
    #[must_use]
    pub fn commands(&self) -> Vec<String> {
        let bytes = match &self.git {
            // Replacement refs would show other bytes under the same name.
            Some(place) => format!("git --no-replace-objects cat-file blob {}", place.blob),
            None => format!("cat {}", escape::shell(&self.path)),
        };
        let mut commands = vec![format!("{bytes} | sha256sum")];
        if self.format != Format::Html {
            let Span { start, .. } = self.span;
            let length = self.span.len();
            commands
                .push(format!("{bytes} | tail -c +{} | head -c {length}", u64::from(start) + 1));
        }
        commands
    }

    /// The first and last byte, both included, as SWHIDs and HTTP count them; none when empty.
    fn first_and_last(&self) -> Option<(u32, u32)> {
        let Span { start, end } = self.span;
        (start < end).then(|| (start, end - 1))
    }
}
