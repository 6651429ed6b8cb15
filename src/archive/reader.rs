//! Reads the bytes of an archive's versions, and the text that clauses are cut from.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::path::PathBuf;

use crate::archive::{
    ArchiveError, Capture, SkipReason, Skipped, Source, Store, convert, folder, git, quality,
};
use crate::document::{ContentHash, GitPlace, Version};

/// Reads an archive's bytes, on one thread.
#[derive(Debug)]
pub struct Reader {
    pub(super) store: Handle,
}

#[derive(Debug)]
pub(super) enum Handle {
    Git(Box<gix::Repository>),
    Folder(PathBuf),
}

/// A document's versions, as far as they can be read as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Versions {
    /// The versions, in the order of the captures.
    pub recorded: Vec<Recorded>,
    /// The captures that are no text, or are larger than a document may be.
    pub skipped: Vec<Skipped>,
}

/// A version and its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// The version.
    pub version: Version,
    /// Which of the document's distinct texts it has, from 0, as they were handed out.
    pub text: usize,
}

/// What one blob or file turned out to hold.
struct Content {
    hash: ContentHash,
    text_hash: ContentHash,
    bytes: u64,
    text: usize,
}

impl Reader {
    pub(super) fn new(store: &Store) -> Self {
        let store = match store {
            Store::Git(repository) => Handle::Git(Box::new(repository.to_thread_local())),
            Store::Folder(root) => Handle::Folder(root.clone()),
        };
        Self { store }
    }

    /// The exact archived bytes.
    ///
    /// # Errors
    ///
    /// When they are gone, larger than [`DOCUMENT_BYTES_MAX`](crate::archive::DOCUMENT_BYTES_MAX),
    /// or not those that were there when the archive was opened.
    pub fn read(&self, capture: &Capture) -> Result<Vec<u8>, ArchiveError> {
        let data = self.fetch(capture.git.as_ref(), &capture.path)?;
        match capture.hash {
            Some(expected) => unaltered(data, expected, &capture.path),
            None => Ok(data),
        }
    }

    /// The exact archived bytes of a version recorded earlier, which are hashed again.
    ///
    /// # Errors
    ///
    /// As for [`Reader::read`]; also when they do not hash to the version's hash, or the version
    /// was recorded from another kind of archive.
    pub fn read_version(&self, version: &Version) -> Result<Vec<u8>, ArchiveError> {
        let data = self.fetch(version.git.as_ref(), &version.path)?;
        unaltered(data, version.hash, &version.path)
    }

    /// Reads all versions of a document.
    ///
    /// `each` is handed every distinct text once, in the order of their first appearance: the
    /// archived text, or for HTML the Markdown derived from it. Pages flap between a few states for
    /// years; no state is read, converted or handed out twice.
    ///
    /// # Errors
    ///
    /// When the archive is damaged or has changed since it was opened. Versions that are no text
    /// are not errors, but listed.
    pub fn versions(
        &self,
        source: &Source,
        mut each: impl FnMut(&str),
    ) -> Result<Versions, ArchiveError> {
        let mut contents: HashMap<Vec<u8>, Result<Content, SkipReason>> = HashMap::new();
        let mut texts: HashMap<ContentHash, usize> = HashMap::new();
        let mut looks = Vec::new();
        let mut recorded = Vec::new();
        let mut skipped = Vec::new();
        for capture in &source.captures {
            let content = match contents.entry(key(capture)) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(place) => {
                    place.insert(self.content(capture, &mut texts, |text| {
                        looks.push(quality::Look::at(text));
                        each(text);
                    })?)
                }
            };
            match content {
                Ok(content) => recorded.push(content.recorded(capture)),
                Err(reason) => {
                    let (path, reason) = (capture.path.clone(), reason.clone());
                    skipped.push(Skipped { path, reason });
                }
            }
        }
        quality::judge(&mut recorded, &looks);
        skipped.sort();
        skipped.dedup();
        Ok(Versions { recorded, skipped })
    }

    fn content(
        &self,
        capture: &Capture,
        texts: &mut HashMap<ContentHash, usize>,
        mut each: impl FnMut(&str),
    ) -> Result<Result<Content, SkipReason>, ArchiveError> {
        let data = match self.read(capture) {
            Err(ArchiveError::TooLarge { bytes, .. }) => {
                return Ok(Err(SkipReason::TooLarge { bytes }));
            }
            other => other?,
        };
        let hash = ContentHash::of(&data);
        let bytes = data.len() as u64;
        let text = match convert::to_text(data, capture.format) {
            Ok(text) => text,
            Err(reason) => return Ok(Err(reason)),
        };
        let text_hash = if convert::is_verbatim(capture.format) {
            hash
        } else {
            ContentHash::of(text.as_bytes())
        };
        let next = texts.len();
        let ordinal = *texts.entry(text_hash).or_insert(next);
        if ordinal == next {
            each(&text);
        }
        Ok(Ok(Content { hash, text_hash, bytes, text: ordinal }))
    }

    fn fetch(&self, place: Option<&GitPlace>, path: &str) -> Result<Vec<u8>, ArchiveError> {
        match (&self.store, place) {
            (Handle::Git(repository), Some(place)) => git::read_blob(repository, place, path),
            (Handle::Folder(root), None) => folder::read(root, path),
            _ => Err(ArchiveError::Elsewhere { path: path.to_owned() }),
        }
    }
}

impl Content {
    fn recorded(&self, capture: &Capture) -> Recorded {
        let Capture { captured, kind, format, path, git, hash: _ } = capture;
        let version = Version {
            captured: *captured,
            kind: *kind,
            hash: self.hash,
            text_hash: self.text_hash,
            format: *format,
            bytes: self.bytes,
            path: path.clone(),
            git: git.clone(),
            unreadable: None,
            is_suspect: false,
        };
        Recorded { version, text: self.text }
    }
}

/// What two captures share when they hold the same bytes in the same format.
fn key(capture: &Capture) -> Vec<u8> {
    let Capture { format, git, hash, path, .. } = capture;
    let mut key = vec![*format as u8];
    match (git, hash) {
        (Some(place), _) => key.extend_from_slice(place.blob.as_bytes()),
        (None, Some(hash)) => key.extend_from_slice(hash.as_bytes()),
        (None, None) => key.extend_from_slice(path.as_bytes()),
    }
    key
}

fn unaltered(data: Vec<u8>, expected: ContentHash, path: &str) -> Result<Vec<u8>, ArchiveError> {
    let found = ContentHash::of(&data);
    if found == expected {
        return Ok(data);
    }
    let (expected, found) = (expected.to_string(), found.to_string());
    Err(ArchiveError::Altered { path: path.to_owned(), expected, found })
}
