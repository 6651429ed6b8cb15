//! The index folder: its lock, its builds, and which of them is served.

use std::fs::{self, File, TryLockError};
use std::io::Write;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::catalogue::CATALOGUE;
use super::{IndexError, Manifest, marker};
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
    /// [`IndexError::NotOurs`] when it is not empty and no index, [`IndexError::Locked`] when
    /// another process is writing; otherwise when the disk fails.
    pub fn lock(folder: &Path) -> Result<Self, IndexError> {
        marker::claim(folder)?;
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
        let is_kept = |path: &Path| keep.iter().flatten().any(|kept| path.ends_with(kept));
        self.remove(|path| marker::is_build(path) && !is_kept(path))
    }

    /// An empty folder to write a build in.
    pub(super) fn staging(&self) -> Result<PathBuf, IndexError> {
        self.remove_staging()?;
        let staging = free(&self.builds(), STAGING);
        fs::create_dir(&staging).map_err(IndexError::io("create", &staging))?;
        Ok(staging)
    }

    /// Moves a finished build to the place that its digest names.
    pub(super) fn place(&self, staging: &Path, digest: &ContentHash) -> Result<(), IndexError> {
        let builds = self.builds();
        let target = builds.join(digest.hex());
        if Manifest::read(&target).is_ok_and(|manifest| manifest.check(&target).is_ok()) {
            // The same digest means the same bytes; a server may have them mapped.
            return self.remove_staging();
        }
        // What stands there was damaged. Unlinking its files harms no process that has them mapped.
        self.remove(|path| path == target && marker::is_build(path))?;
        let place = || {
            if target.symlink_metadata().is_ok() {
                fs::rename(&target, free(&builds, &format!("{}.other", digest.hex())))?;
            }
            fs::rename(staging, &target)?;
            sync_folder(&builds)
        };
        place().map_err(IndexError::io("write", &target))
    }

    fn builds(&self) -> PathBuf {
        self.folder.join("builds")
    }

    fn remove_staging(&self) -> Result<(), IndexError> {
        self.remove(is_staging)
    }

    /// Removes the folders below `builds` of which `is_stale` holds, which must know ours.
    fn remove(&self, is_stale: impl Fn(&Path) -> bool) -> Result<(), IndexError> {
        let builds = self.builds();
        for item in fs::read_dir(&builds).map_err(IndexError::io("list", &builds))? {
            let path = item.map_err(IndexError::io("list", &builds))?.path();
            if is_stale(&path) {
                fs::remove_dir_all(&path).map_err(IndexError::io("remove", &path))?;
            }
        }
        Ok(())
    }
}

impl Drop for IndexFolder {
    /// Removes a build that was not finished; where that fails the next writer does it.
    fn drop(&mut self) {
        let _next_time = self.remove_staging();
    }
}

/// How the folder is named in which a build is written; no digest looks like it.
const STAGING: &str = "unfinished";

/// Whether that is a folder in which a build was being written: the catalogue is begun first.
fn is_staging(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    if !name.starts_with(STAGING) || !marker::is_real_folder(path) {
        return false;
    }
    let is_empty = || fs::read_dir(path).is_ok_and(|mut items| items.next().is_none());
    path.join(CATALOGUE).is_file() || is_empty()
}

/// The first of `name`, `name-2`, `name-3` ... that nothing in `folder` bears.
fn free(folder: &Path, name: &str) -> PathBuf {
    let is_free = |path: &PathBuf| path.symlink_metadata().is_err();
    let mut numbered = (2..).map(|number| folder.join(format!("{name}-{number}")));
    let plain = folder.join(name);
    if is_free(&plain) { plain } else { numbered.find(is_free).expect("numbers do not run out") }
}

/// Makes the names in `folder` last through a power cut.
fn sync_folder(folder: &Path) -> std::io::Result<()> {
    File::open(folder)?.sync_all()
}
