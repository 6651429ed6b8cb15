//! Reads one version from its archive and checks what can be checked of it as a whole.

use super::verify::{Check, Level};
use crate::archive::{self, ArchiveError, Reader};
use crate::document::{ContentHash, Format, Version};

/// What reading a version found.
#[derive(Debug)]
pub(super) struct Reading {
    /// Whether the archived bytes are those recorded.
    pub(super) bytes: Check,
    /// Whether the commit holds them.
    pub(super) commit: Check,
    /// The text that clauses are cut from, or why there is none to compare with.
    pub(super) text: Result<String, Check>,
}

impl Reading {
    pub(super) fn new(version: &Version, reader: Result<&Reader, ArchiveError>) -> Self {
        match reader {
            Ok(reader) => {
                let (bytes, data) = read(version, reader);
                Self { bytes, commit: look_up(version, reader), text: text(version, data) }
            }
            Err(error) => Self {
                bytes: Level::Bytes.not_available(chain(&error)),
                commit: match version.git {
                    Some(_) => Level::Commit.not_available(chain(&error)),
                    None => no_commit(),
                },
                text: text(version, None),
            },
        }
    }
}

/// Reads and hashes the archived bytes, which come back when they are the ones recorded.
fn read(version: &Version, reader: &Reader) -> (Check, Option<Vec<u8>>) {
    let level = Level::Bytes;
    let path = &version.path;
    match reader.read_version(version) {
        Ok(data) => {
            let (size, found) = (data.len(), ContentHash::of(&data));
            if found != version.hash {
                let finding =
                    format!("the {size} bytes of {path} hash to {found}, not {}", version.hash);
                return (level.failed(finding), None);
            }
            let finding = format!("the {size} bytes of {path}, read just now, hash to {found}");
            (level.passed(finding), Some(data))
        }
        Err(error @ (ArchiveError::Altered { .. } | ArchiveError::Object { .. })) => {
            (level.failed(chain(&error)), None)
        }
        Err(error) => (level.not_available(chain(&error)), None),
    }
}

/// The text of checked bytes, itself checked against its hash.
fn text(version: &Version, data: Option<Vec<u8>>) -> Result<String, Check> {
    let level = Level::Quote;
    let data = data
        .ok_or_else(|| level.not_available("there are no checked bytes to cut the quote from"))?;
    let text = archive::text(data, version.format)
        .map_err(|reason| level.failed(format!("the archived bytes are no text: {reason}")))?;
    let found = ContentHash::of(text.as_bytes());
    if found == version.text_hash {
        return Ok(text);
    }
    let (source, expected) = (source(version.format), version.text_hash);
    Err(level.failed(format!("{source} hashes to {found}, not {expected}")))
}

/// What quotes are cut from.
pub(super) fn source(format: Format) -> &'static str {
    match format {
        Format::Html => "the Markdown derived from the archived bytes",
        Format::Markdown | Format::Text => "the archived text",
    }
}

/// Looks the blob up in the commit's tree.
fn look_up(version: &Version, reader: &Reader) -> Check {
    let level = Level::Commit;
    let Some(place) = &version.git else { return no_commit() };
    let (commit, blob, path) = (&place.commit, &place.blob, &version.path);
    match reader.commit_holds(version) {
        Ok(true) => level.passed(format!(
            "commit {commit} holds blob {blob} at {path}; its author and date are the archive's word"
        )),
        Ok(false) => level.failed(format!("commit {commit} does not hold blob {blob} at {path}")),
        Err(error @ ArchiveError::Object { .. }) => level.failed(chain(&error)),
        Err(error) => level.not_available(chain(&error)),
    }
}

fn no_commit() -> Check {
    Level::Commit.not_available("the archive is not a git repository")
}

/// An error with its causes, on one line.
fn chain(error: &ArchiveError) -> String {
    let mut line = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(error) = cause {
        line.push_str(&format!(": {error}"));
        cause = error.source();
    }
    line
}
