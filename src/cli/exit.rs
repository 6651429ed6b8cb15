//! Exit codes, which scripts rely on.

use std::io;

use crate::archive::ArchiveError;
use crate::cite::CiteError;
use crate::clause::RecordIdError;
use crate::index::IndexError;
use crate::indexer::IndexerError;
use crate::search::SearchError;

/// How the program ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Exit {
    /// Everything was done.
    Done = 0,
    /// It failed for a reason that no other code names.
    Failed = 1,
    /// The command line asks for something that does not exist.
    Usage = 2,
    /// It was done, but some documents were set aside; they are listed.
    SetAside = 3,
    /// The archive's or the index's bytes are not what they should be.
    Damaged = 65,
    /// The disk or another device failed.
    Disk = 74,
    /// Another process is writing the index.
    Locked = 75,
    /// Nothing was published: no clause would be left.
    Refused = 76,
    /// The index was written by another version of the program, or the folder is no index.
    Format = 78,
}

impl Exit {
    /// The code for an error: that of the first cause which has one.
    pub(super) fn of(error: &anyhow::Error) -> Self {
        error.chain().find_map(Self::of_cause).unwrap_or(Self::Failed)
    }

    fn of_cause(cause: &(dyn std::error::Error + 'static)) -> Option<Self> {
        if let Some(error) = cause.downcast_ref::<IndexError>() {
            return Self::of_index(error);
        }
        if let Some(IndexerError::Empty(_)) = cause.downcast_ref() {
            return Some(Self::Refused);
        }
        let boxed = cause.downcast_ref::<Box<ArchiveError>>().map(|error| &**error);
        if let Some(error) = boxed.or(cause.downcast_ref::<ArchiveError>()) {
            return Self::of_archive(error);
        }
        if let Some(error) = cause.downcast_ref::<SearchError>() {
            let is_usage = !matches!(error, SearchError::Index(_) | SearchError::NoSuchRecord(_));
            return is_usage.then_some(Self::Usage);
        }
        if cause.is::<RecordIdError>()
            || matches!(cause.downcast_ref(), Some(CiteError::UnknownFormat { .. }))
        {
            return Some(Self::Usage);
        }
        let error = cause.downcast_ref::<io::Error>()?;
        match error.kind() {
            // The reader of our output has seen enough, as `head` does.
            io::ErrorKind::BrokenPipe => Some(Self::Done),
            // The disk did its work; what was asked for is not there, or not to be had.
            io::ErrorKind::NotFound
            | io::ErrorKind::InvalidInput
            | io::ErrorKind::InvalidData
            | io::ErrorKind::AddrInUse
            | io::ErrorKind::AddrNotAvailable => Some(Self::Failed),
            _ => Some(Self::Disk),
        }
    }

    fn of_index(error: &IndexError) -> Option<Self> {
        match error {
            IndexError::Locked(_) => Some(Self::Locked),
            IndexError::Format { .. } | IndexError::Taxonomy(_) | IndexError::NotOurs(_) => {
                Some(Self::Format)
            }
            IndexError::Damaged { .. } => Some(Self::Damaged),
            IndexError::Io { .. } => Some(Self::Disk),
            _ => None,
        }
    }

    fn of_archive(error: &ArchiveError) -> Option<Self> {
        match error {
            ArchiveError::Altered { .. } | ArchiveError::Object { .. } => Some(Self::Damaged),
            ArchiveError::Read { .. } => Some(Self::Disk),
            _ => Some(Self::Failed),
        }
    }
}
