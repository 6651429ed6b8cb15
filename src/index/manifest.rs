//! A build's manifest: every file with its hash, the counts, and what was set aside.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{ArchiveEntry, FORMAT, IndexError};
use crate::document::ContentHash;

/// The manifest's file name.
const MANIFEST: &str = "manifest.json";

/// What a build consists of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The layout's version.
    pub format: u32,
    /// The taxonomy that the labels refer to.
    pub taxonomy: ContentHash,
    /// The classifier that gave the labels.
    pub classifier: ContentHash,
    /// The archives, in the order given.
    pub archives: Vec<ArchiveEntry>,
    /// How much of everything there is.
    pub counts: Counts,
    /// What was found in the archives but not indexed.
    pub set_aside: Vec<SetAside>,
    /// Groups of platform names that differ only by case or punctuation.
    pub similar_names: Vec<Vec<String>>,
    /// Every other file of the build, by path.
    pub files: Vec<FileEntry>,
}

/// How much of everything a build holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Platforms.
    pub platforms: u64,
    /// Documents.
    pub documents: u64,
    /// Versions, the unreadable ones included.
    pub versions: u64,
    /// Versions that cannot be read.
    pub unreadable: u64,
    /// Clauses over all readable versions.
    pub clauses: u64,
    /// Clause states.
    pub states: u64,
    /// Clause states that stand now.
    pub current: u64,
    /// Clause states that stood last in a document that cannot be read now; not current.
    pub unread: u64,
    /// The intervals in which the states stood.
    pub intervals: u64,
    /// Distinct wordings.
    pub wordings: u64,
    /// Type labels over all states.
    pub labels: u64,
    /// States with at least one type.
    pub labelled: u64,
}

impl Counts {
    /// Adds another's counts to these.
    pub fn add(&mut self, other: &Self) {
        self.platforms += other.platforms;
        self.documents += other.documents;
        self.versions += other.versions;
        self.unreadable += other.unreadable;
        self.clauses += other.clauses;
        self.states += other.states;
        self.current += other.current;
        self.unread += other.unread;
        self.intervals += other.intervals;
        self.wordings += other.wordings;
        self.labels += other.labels;
        self.labelled += other.labelled;
    }
}

/// Something of an archive that was not indexed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetAside {
    /// The archive's place among those of the build.
    pub archive: u32,
    /// The path within the archive.
    pub path: String,
    /// Why, in a sentence's words.
    pub reason: String,
    /// Whether it is a document that a reader would miss, not just another file.
    pub is_document: bool,
}

/// A file of a build.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileEntry {
    /// Its path within the build, with `/` between folders.
    pub path: String,
    /// Its length in bytes.
    pub bytes: u64,
    /// The hash of its bytes.
    pub hash: ContentHash,
}

impl Manifest {
    /// The build's name: the hash of the manifest, and so of all that the manifest lists.
    #[must_use]
    pub fn digest(&self) -> ContentHash {
        ContentHash::of(&self.to_bytes())
    }

    /// Reads the manifest of the build in `folder` and checks that it is the one its name says.
    ///
    /// # Errors
    ///
    /// When it cannot be read, is of another format or does not hash to the folder's name.
    pub(super) fn read(folder: &Path) -> Result<Self, IndexError> {
        #[derive(Deserialize)]
        struct Head {
            format: u32,
        }
        let path = folder.join(MANIFEST);
        let bytes = std::fs::read(&path).map_err(IndexError::io("read", &path))?;
        let damaged = |error: serde_json::Error| IndexError::damaged(&path, error.to_string());
        let head: Head = serde_json::from_slice(&bytes).map_err(damaged)?;
        if head.format != FORMAT {
            return Err(IndexError::Format { path: folder.to_owned(), found: head.format });
        }
        if folder.file_name().is_none_or(|name| *name != *ContentHash::of(&bytes).hex()) {
            return Err(IndexError::damaged(&path, "it does not hash to the build's name"));
        }
        serde_json::from_slice(&bytes).map_err(damaged)
    }

    /// Whether `folder` holds a manifest of a build, whatever its format and whatever it lists.
    pub(super) fn is_in(folder: &Path) -> bool {
        let bytes = std::fs::read(folder.join(MANIFEST)).unwrap_or_default();
        let manifest: serde_json::Value = serde_json::from_slice(&bytes).unwrap_or_default();
        ["format", "taxonomy", "classifier", "files"].iter().all(|key| manifest.get(key).is_some())
    }

    /// Re-reads every file of the build in `folder` and compares it with what is listed.
    pub(super) fn check(&self, folder: &Path) -> Result<(), IndexError> {
        check_files(folder, &self.files, true)
    }

    pub(super) fn write(&self, folder: &Path) -> Result<(), IndexError> {
        let path = folder.join(MANIFEST);
        std::fs::write(&path, self.to_bytes()).map_err(IndexError::io("write", &path))
    }

    fn to_bytes(&self) -> Vec<u8> {
        serde_json::to_vec_pretty(self).expect("a manifest is plain data")
    }
}

/// Lists every file below `folder` with size and hash, by path.
pub(super) fn list_files(folder: &Path) -> Result<Vec<FileEntry>, IndexError> {
    let mut entries = Vec::new();
    let mut folders = vec![PathBuf::new()];
    while let Some(relative) = folders.pop() {
        let whole = folder.join(&relative);
        let io = || IndexError::io("list", &whole);
        for item in std::fs::read_dir(&whole).map_err(io())? {
            let item = item.map_err(io())?;
            let path = relative.join(item.file_name());
            if item.file_type().map_err(io())?.is_dir() {
                folders.push(path);
                continue;
            }
            let (bytes, hash) = hash_file(&item.path())?;
            let path = path.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/");
            entries.push(FileEntry { path, bytes, hash });
        }
    }
    entries.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(entries)
}

/// Checks that every file listed is there with its size and, when `hashes`, its bytes.
pub(super) fn check_files(
    folder: &Path,
    files: &[FileEntry],
    hashes: bool,
) -> Result<(), IndexError> {
    for entry in files {
        let path = folder.join(&entry.path);
        let bytes = path.metadata().map_err(IndexError::io("find", &path))?.len();
        if bytes != entry.bytes {
            let what = format!("it has {bytes} bytes where {} were written", entry.bytes);
            return Err(IndexError::damaged(&path, what));
        }
        if hashes && hash_file(&path)?.1 != entry.hash {
            return Err(IndexError::damaged(&path, "its bytes have changed"));
        }
    }
    Ok(())
}

fn hash_file(path: &Path) -> Result<(u64, ContentHash), IndexError> {
    let io = || IndexError::io("read", path);
    let mut file = File::open(path).map_err(io())?;
    let mut hash = Sha256::new();
    let mut buffer = vec![0; 1 << 16];
    let mut bytes = 0;
    loop {
        let read = file.read(&mut buffer).map_err(io())?;
        if read == 0 {
            return Ok((bytes, ContentHash::from_bytes(hash.finalize().into())));
        }
        bytes += read as u64;
        hash.update(&buffer[..read]);
    }
}
