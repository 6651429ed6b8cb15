//! What can be wrong with an archive as a whole, and why a single file of it is passed over.

use std::fmt;
use std::path::PathBuf;

use crate::archive::DOCUMENT_BYTES_MAX;

/// An archive that cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    /// Nothing is there. The caller can mend it.
    #[error("there is no archive at {}", path.display())]
    Missing {
        /// The path as given.
        path: PathBuf,
    },
    /// A file or folder cannot be read.
    #[error("cannot read {}", path.display())]
    Read {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// It holds nothing that is laid out as a document.
    #[error(
        "no documents in {}: expected a git repository of `Platform/Document.md`, or files \
         `Platform/Document/2026-05-05T00-00-00Z.md` or `Platform/Document.md`",
        path.display()
    )]
    NoDocuments {
        /// The path as given.
        path: PathBuf,
    },
    /// The git repository cannot be opened.
    #[error("cannot open the git repository {}", path.display())]
    Repository {
        /// The repository.
        path: PathBuf,
        /// Why.
        source: gix::Error,
    },
    /// The git repository has no commits.
    #[error("the git repository {} has no commits", path.display())]
    NoCommits {
        /// The repository.
        path: PathBuf,
    },
    /// The git repository is a shallow clone: its history is cut off.
    #[error(
        "the git repository {} is a shallow clone, so its history is incomplete; \
         run `git fetch --unshallow` in it",
        path.display()
    )]
    Shallow {
        /// The repository.
        path: PathBuf,
    },
    /// The git repository borrows objects from another one, which could be anyone's.
    #[error(
        "the git repository {} borrows objects from another one; \
         run `git repack -a -d` in it and remove {}",
        path.display(),
        alternates.display()
    )]
    Alternates {
        /// The repository.
        path: PathBuf,
        /// The file that names the other repository.
        alternates: PathBuf,
    },
    /// A git object is missing or damaged.
    #[error("cannot read the git object {id}; run `git fsck` on the repository")]
    Object {
        /// The object's id, in hexadecimal.
        id: String,
        /// Why.
        source: gix::Error,
    },
    /// A git tree has too many entries.
    #[error("the git tree {id} has more than {max} entries")]
    Tree {
        /// The tree's id, in hexadecimal.
        id: String,
        /// The most entries that are read.
        max: usize,
    },
    /// A document is too large.
    #[error("{path} has {bytes} bytes; documents have at most {DOCUMENT_BYTES_MAX}")]
    TooLarge {
        /// The document's path in the archive.
        path: String,
        /// Its size.
        bytes: u64,
    },
    /// The bytes are not those that were archived.
    #[error("{path} has been altered: expected {expected}, found {found}")]
    Altered {
        /// The document's path in the archive.
        path: String,
        /// The hash it should have.
        expected: String,
        /// The hash it has.
        found: String,
    },
    /// A version is asked for that this archive cannot hold.
    #[error("{path} is not of this archive")]
    Elsewhere {
        /// The path asked for.
        path: String,
    },
}

/// A file or folder of an archive that is passed over.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Skipped {
    /// Its path in the archive.
    pub path: String,
    /// Why.
    pub reason: SkipReason,
}

impl fmt::Display for Skipped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path, self.reason)
    }
}

/// Why a file or folder is passed over.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum SkipReason {
    /// It is not where documents lie, or not of a format they have.
    NotADocument,
    /// Its name is not UTF-8, has control characters, or has neither letters nor digits.
    Name,
    /// It is a symbolic link.
    Symlink,
    /// It is a git submodule.
    Submodule,
    /// It came with the template the repository was made from and was deleted with it.
    Template,
    /// A commit that recorded it bears no date that can be read.
    Undated {
        /// The commit, in hexadecimal.
        commit: String,
    },
    /// It is larger than a document may be.
    TooLarge {
        /// Its size.
        bytes: u64,
    },
    /// It is not UTF-8.
    InvalidUtf8 {
        /// How many bytes are, from the start.
        valid: usize,
    },
    /// Its HTML would take too long to read.
    TooIntricate {
        /// The most that is read.
        max: usize,
        /// Of what, such as `elements`.
        what: &'static str,
    },
    /// It cannot be read.
    Unreadable {
        /// Why.
        cause: String,
    },
}

impl fmt::Display for SkipReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotADocument => f.write_str("not a document"),
            Self::Name => {
                f.write_str("its name is unusable: UTF-8 with a letter or digit is needed")
            }
            Self::Symlink => f.write_str("a symbolic link, which is not followed"),
            Self::Submodule => f.write_str("a git submodule"),
            Self::Template => f.write_str("part of the template, deleted with it"),
            Self::Undated { commit } => write!(f, "commit {commit} has no readable date"),
            Self::TooLarge { bytes } => {
                write!(f, "{bytes} bytes; documents have at most {DOCUMENT_BYTES_MAX}")
            }
            Self::InvalidUtf8 { valid } => write!(f, "not UTF-8 from byte {valid} on"),
            Self::TooIntricate { max, what } => write!(f, "more than {max} {what}"),
            Self::Unreadable { cause } => write!(f, "cannot be read: {cause}"),
        }
    }
}
