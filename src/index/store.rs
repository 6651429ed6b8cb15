//! The index folder: its lock, its builds, and which of them is served.

use std::fs::{self, File, TryLockError};
use std::io::Write;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::{IndexError, Manifest};
use crate::document::ContentHash;

/// The file that says which build is served.
const CURRENT: &str = "CURRENT";

/// A folder with builds, open for writing; no other process can write meanwhile.
#[derive(Debug)]
pub struct IndexFolder {
    folder: PathBuf,
    /// Locked as long as it is open; the system unlocks it even when the process is killed.
    _lock: File,
}

/// Which build is served, and where the archives lie that it was made from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Current {
    /// The build's digest.
    pub build: ContentHash,
    /// The archives' paths on this machine, in the order of the manifest's archives.
    pub archives: Vec<PathBuf>,
    /// The hash of the program that made it: another one may cut or label otherwise.
    pub program: Option<ContentHash>,
}

impl Current {
    /// Reads what `folder` serves.
    ///
    /// # Errors
    ///
    /// [`IndexError::Missing`] when nothing was published there yet.
    pub fn read(folder: &Path) -> Result<Self, IndexError> {
        let path = folder.join(CURRENT);
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Err(IndexError::Missing(folder.to_owned()));
            }
            Err(error) => return Err(IndexError::io("read", &path)(error)),
        };
        serde_json::from_slice(&bytes)
            .map_err(|error| IndexError::damaged(&path, error.to_string()))
    }

    /// The folder of the build in `folder`.
    #[must_use]
    pub fn build_folder(&self, folder: &Path) -> PathBuf {
        folder.join("builds").join(self.build.hex())
    }
}

impl IndexFolder {
    /// Opens `folder` for writing, creating it where it does not exist.
    ///
    /// Removes what a killed process left behind.
    ///
    /// # Errors
    ///
    /// [`IndexError::Locked`] when another process is writing; otherwise when the disk fails.
    pub fn lock(folder: &Path) -> Result<Self, IndexError> {
        let builds = folder.join("builds");
        fs::create_dir_all(&builds).map_err(IndexError::io("create", &builds))?;
        let path = folder.join("LOCK");
        let lock = File::create(&path).map_err(IndexError::io("create", &path))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(IndexError::Locked(folder.to_owned())),
            Err(TryLockError::Error(error)) => return Err(IndexError::io("lock", &path)(error)),
        }
        let opened = Self { folder: folder.to_owned(), _lock: lock };
        opened.remove_staging()?;
        Ok(opened)
    }

    /// Where the folder is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.folder
    }

    /// Serves the build of that digest from now on, and removes those before the former one.
    ///
    /// # Errors
    ///
    /// When the disk fails; the former build is then still served.
    pub fn publish(&self, current: &Current) -> Result<(), IndexError> {
        let former = Current::read(&self.folder).ok();
        let path = self.folder.join(CURRENT);
        let draft = self.folder.join("CURRENT.new");
        let mut bytes = serde_json::to_vec_pretty(current).expect("paths and a hash are plain");
        bytes.push(b'\n');
        let write = || {
            let mut file = File::create(&draft)?;
            file.write_all(&bytes)?;
            file.sync_all()?;
            fs::rename(&draft, &path)?;
            sync_folder(&self.folder)
        };
        write().map_err(IndexError::io("write", &path))?;

        let keep = [Some(current.build.hex()), former.map(|former| former.build.hex())];
        self.remove_builds(|name| !keep.iter().flatten().any(|kept| kept == name))
    }

    /// An empty folder to write a build in.
    pub(super) fn staging(&self) -> Result<PathBuf, IndexError> {
        let staging = self.folder.join("builds").join(STAGING);
        self.remove_staging()?;
        fs::create_dir_all(&staging).map_err(IndexError::io("create", &staging))?;
        Ok(staging)
    }

    /// Moves a finished build to the place that its digest names.
    pub(super) fn place(&self, staging: &Path, digest: &ContentHash) -> Result<(), IndexError> {
        let builds = self.folder.join("builds");
        let target = builds.join(digest.hex());
        if Manifest::read(&target).is_ok_and(|manifest| manifest.check(&target).is_ok()) {
            // The same digest means the same bytes; a server may have them mapped.
            return self.remove_staging();
        }
        // What stands there was damaged. Unlinking its files harms no process that has them mapped.
        self.remove_builds(|name| name == digest.hex())?;
        let place = || {
            fs::rename(staging, &target)?;
            sync_folder(&builds)
        };
        place().map_err(IndexError::io("write", &target))
    }

    fn remove_staging(&self) -> Result<(), IndexError> {
        self.remove_builds(|name| name == STAGING)
    }

    fn remove_builds(&self, is_stale: impl Fn(&str) -> bool) -> Result<(), IndexError> {
        let builds = self.folder.join("builds");
        for item in fs::read_dir(&builds).map_err(IndexError::io("list", &builds))? {
            let item = item.map_err(IndexError::io("list", &builds))?;
            if is_stale(&item.file_name().to_string_lossy()) {
                let path = item.path();
                fs::remove_dir_all(&path).map_err(IndexError::io("remove", &path))?;
            }
        }
        Ok(())
    }
}

/// The name of the folder in which a build is written; no digest looks like it.
const STAGING: &str = "unfinished";

/// Makes the names in `folder` last through a power cut.
fn sync_folder(folder: &Path) -> std::io::Result<()> {
    File::open(folder)?.sync_all()
}
