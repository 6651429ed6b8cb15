//! Reads versions that were recorded earlier, without finding out anew what the archive holds.

use std::path::Path;

use gix::ObjectId;

use crate::archive::reader::Handle;
use crate::archive::{ArchiveError, Reader, SkipReason, Store, convert, git};
use crate::document::{Format, GitPlace, Version};

impl Reader {
    /// Opens the archive at `path` to read versions that were recorded earlier.
    ///
    /// # Errors
    ///
    /// As for [`Archive::open`](crate::archive::Archive::open), but whether there are documents is
    /// not looked at.
    pub fn open(path: &Path) -> Result<Self, ArchiveError> {
        let path = path.canonicalize().map_err(|source| match source.kind() {
            std::io::ErrorKind::NotFound => ArchiveError::Missing { path: path.to_owned() },
            _ => ArchiveError::Read { path: path.to_owned(), source },
        })?;
        let store = if path.is_dir() && git::is_repository(&path) {
            Store::Git(Box::new(git::open_isolated(&path)?))
        } else if path.is_file() {
            Store::Folder(path.parent().unwrap_or(&path).to_owned())
        } else {
            Store::Folder(path)
        };
        Ok(Self::new(&store))
    }

    /// Whether the commit of a version recorded earlier holds the version's blob at its path.
    ///
    /// # Errors
    ///
    /// When the commit or a tree of it cannot be read, or the version was recorded from another
    /// kind of archive.
    pub fn commit_holds(&self, version: &Version) -> Result<bool, ArchiveError> {
        match (&self.store, &version.git) {
            (Handle::Git(repository), Some(place)) => holds(repository, place, &version.path),
            _ => Err(ArchiveError::Elsewhere { path: version.path.clone() }),
        }
    }
}

/// The text that clauses are cut from: the archived bytes as they are, or for HTML the Markdown
/// derived from them.
///
/// # Errors
///
/// When the bytes are no text, or HTML that is nested too deeply.
pub fn text(bytes: Vec<u8>, format: Format) -> Result<String, SkipReason> {
    convert::to_text(bytes, format)
}

/// Whether the commit at `place` holds the blob at `place` under `path`.
fn holds(repository: &gix::Repository, place: &GitPlace, path: &str) -> Result<bool, ArchiveError> {
    let failed = |source| ArchiveError::Object { id: place.commit.clone(), source };
    let commit = ObjectId::from_hex(place.commit.as_bytes()).map_err(failed)?;
    let blob = ObjectId::from_hex(place.blob.as_bytes()).map_err(failed)?;
    let tree = repository.find_commit(commit).and_then(|commit| commit.tree()).map_err(failed)?;
    let entry = tree.lookup_entry(path.split('/')).map_err(failed)?;
    Ok(entry.is_some_and(|entry| entry.mode().is_blob() && entry.object_id() == blob))
}
