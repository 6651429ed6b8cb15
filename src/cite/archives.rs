//! The archives that a build was made from, opened when they are first needed.

use std::path::PathBuf;

use super::reading::Reading;
use super::verify::{Check, Outcome};
use crate::archive::{ArchiveError, Reader};
use crate::document::Version;
use crate::index::Build;

/// Readers of a build's archives, for one thread.
///
/// An archive need not be there: searching needs the index alone. So each is opened only when its
/// bytes are asked for.
#[derive(Debug)]
pub struct Archives {
    archives: Vec<(PathBuf, Option<Reader>)>,
}

impl Archives {
    /// The archives of `build`, none of them opened yet.
    #[must_use]
    pub fn of(build: &Build) -> Self {
        Self::at(build.archives.clone())
    }

    /// The archives at those paths, in the order in which the catalogue numbers them.
    #[must_use]
    pub fn at(paths: Vec<PathBuf>) -> Self {
        Self { archives: paths.into_iter().map(|path| (path, None)).collect() }
    }

    /// The reader of the archive of that number.
    ///
    /// # Errors
    ///
    /// When there is no archive of that number, or it cannot be opened.
    pub fn reader(&mut self, archive: u32) -> Result<&Reader, ArchiveError> {
        let Some((path, reader)) = self.archives.get_mut(archive as usize) else {
            return Err(ArchiveError::Missing { path: PathBuf::from(format!("number {archive}")) });
        };
        Ok(match reader {
            Some(reader) => reader,
            None => reader.insert(Reader::open(path)?),
        })
    }

    /// The text that a version's clauses are cut from, read from the archive of that number just
    /// now and hashed again.
    ///
    /// # Errors
    ///
    /// The check that failed or could not be made.
    pub fn text(&mut self, archive: u32, version: &Version) -> Result<String, Check> {
        let Reading { bytes, text, .. } = self.reading(archive, version);
        text.map_err(|check| if bytes.outcome == Outcome::Passed { check } else { bytes })
    }

    /// Reads that version from the archive of that number, and checks it.
    pub(super) fn reading(&mut self, archive: u32, version: &Version) -> Reading {
        Reading::new(version, self.reader(archive))
    }
}
