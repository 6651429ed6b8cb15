//! Checks a clause against the archive, and says of each level apart what was found.

use super::reading::{self, Reading};
use super::{Archives, Citation, CiteError};
use crate::clause::{Piece, Wording};
use crate::document::Version;
use crate::index::{ArchiveEntry, DocumentEntry, Entry};

/// What checking a clause against its archive found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verification {
    /// What was checked.
    pub citation: Citation,
    /// The clause's bytes as they were read from the archive just now; none unless both the bytes
    /// and the quote passed.
    pub quote: Option<String>,
    /// One check for each level, in their order.
    pub checks: Vec<Check>,
}

/// One thing that was checked, or could not be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// What was to be checked.
    pub level: Level,
    /// How it went.
    pub outcome: Outcome,
    /// What was done and found, in a sentence.
    pub finding: String,
}

/// What can be checked; each level stands on its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Level {
    /// The archived bytes hash to the SHA-256 that was recorded.
    Bytes,
    /// The clause is exactly the cited range of the version's text.
    Quote,
    /// The cited commit holds these bytes at the cited path.
    Commit,
    /// Someone else attests the time.
    Time,
    /// The archive's origin holds the same bytes.
    Origin,
}

/// How a check went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// It was checked just now, and is so.
    Passed,
    /// It was checked just now, and is not so.
    Failed,
    /// It could not be checked.
    NotAvailable,
}

impl Level {
    /// Its name in reports, from `L1` to `L5`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Bytes => "L1",
            Self::Quote => "L2",
            Self::Commit => "L3",
            Self::Time => "L4",
            Self::Origin => "L5",
        }
    }

    /// What it is about, in a few words.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Bytes => "the archived bytes",
            Self::Quote => "the quote",
            Self::Commit => "the commit",
            Self::Time => "the time",
            Self::Origin => "the origin",
        }
    }

    pub(super) fn passed(self, finding: impl Into<String>) -> Check {
        Check { level: self, outcome: Outcome::Passed, finding: finding.into() }
    }

    pub(super) fn failed(self, finding: impl Into<String>) -> Check {
        Check { level: self, outcome: Outcome::Failed, finding: finding.into() }
    }

    pub(super) fn not_available(self, finding: impl Into<String>) -> Check {
        Check { level: self, outcome: Outcome::NotAvailable, finding: finding.into() }
    }
}

impl Outcome {
    /// How it is written: `passed`, `failed` or `not available`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Failed => "failed",
            Self::NotAvailable => "not available",
        }
    }
}

impl Verification {
    /// Whether any check failed.
    #[must_use]
    pub fn has_failed(&self) -> bool {
        self.checks.iter().any(|check| check.outcome == Outcome::Failed)
    }

    /// Whether the archived bytes and the quote were both checked, and are so.
    #[must_use]
    pub fn has_quote(&self) -> bool {
        self.quote.is_some()
    }
}

/// Checks a clause state against the archive it came from, re-reading and re-hashing its bytes.
///
/// An archive that cannot be reached is not an error: what needs it is *not available*.
///
/// # Errors
///
/// [`CiteError::NoVersion`] when the entry is not of this document.
pub fn verify(
    entry: &Entry,
    document: &DocumentEntry,
    archives_of_build: &[ArchiveEntry],
    archives: &mut Archives,
) -> Result<Verification, CiteError> {
    let citation = Citation::new(entry, document, archives_of_build)?;
    let version = &document.versions[entry.state.latest.version as usize];
    let reading = archives.reading(document.archive, version);
    Ok(of_reading(citation, &entry.state.wording, &reading))
}

/// Checks all versions of a document and all its clause states, reading each version once.
///
/// `each` is handed every version's checks of bytes and commit, then the verifications of the
/// states that stood there last.
///
/// # Errors
///
/// [`CiteError::NoVersion`] when an entry is not of this document.
pub fn verify_document(
    entries: &[Entry],
    document: &DocumentEntry,
    archives_of_build: &[ArchiveEntry],
    archives: &mut Archives,
    mut each: impl FnMut(&Version, [&Check; 2], Vec<Verification>),
) -> Result<(), CiteError> {
    let mut by_version = vec![Vec::new(); document.versions.len()];
    for entry in entries {
        let citation = Citation::new(entry, document, archives_of_build)?;
        by_version[entry.state.latest.version as usize].push((citation, &entry.state.wording));
    }
    for (version, cited) in document.versions.iter().zip(by_version) {
        let reading = archives.reading(document.archive, version);
        let verify = |(citation, wording)| of_reading(citation, wording, &reading);
        let verifications = cited.into_iter().map(verify).collect();
        each(version, [&reading.bytes, &reading.commit], verifications);
    }
    Ok(())
}

fn of_reading(citation: Citation, wording: &Wording, reading: &Reading) -> Verification {
    let (quote, text) = match &reading.text {
        Ok(text) => check_quote(&citation, wording, text),
        Err(check) => (check.clone(), None),
    };
    let checks = vec![
        reading.bytes.clone(),
        quote,
        reading.commit.clone(),
        Level::Time.not_available(
            "no outside party attests when the bytes were captured; the date is the archive's word",
        ),
        Level::Origin.not_available("the archive's origin was not asked; nothing is fetched"),
    ];
    Verification { citation, quote: text, checks }
}

/// Cuts the quote from the version's text, and compares with it what the index shows.
fn check_quote(citation: &Citation, wording: &Wording, text: &str) -> (Check, Option<String>) {
    let level = Level::Quote;
    let source = reading::source(citation.format);
    let range = citation.span.range();
    let Some(quote) = text.get(range.clone()) else {
        let (start, end) = (range.start, range.end);
        return (level.failed(format!("there is no passage {start}..{end} in {source}")), None);
    };
    if !wording.pieces.iter().all(|piece| stands(*piece, wording, text)) {
        let finding = format!("the wording that the index shows does not stand in {source}");
        return (level.failed(finding), None);
    }
    let finding = match citation.first_and_last() {
        Some((first, last)) => format!("the quote is bytes {first}-{last} of {source}"),
        None => format!("the quote is empty, at byte {} of {source}", range.start),
    };
    (level.passed(finding), Some(quote.to_owned()))
}

/// Whether a piece of the wording is, byte for byte, what stands at its source.
fn stands(piece: Piece, wording: &Wording, text: &str) -> bool {
    let at = piece.at as usize;
    let shown = wording.text.get(at..at + piece.source.len());
    shown.is_some() && shown == text.get(piece.source.range())
}
