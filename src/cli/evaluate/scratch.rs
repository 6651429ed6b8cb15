//! A folder for as long as it is needed.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;

/// A new folder in the system's temporary one; removed when it is dropped.
#[derive(Debug)]
pub(super) struct Scratch(PathBuf);

impl Scratch {
    pub(super) fn new() -> anyhow::Result<Self> {
        let parent = std::env::temp_dir();
        let process = std::process::id();
        for number in 0..1000 {
            let folder = parent.join(format!("clausedex-{process}-{number}"));
            // Creating fails on a folder that is there, so nobody else's is ever taken.
            match fs::create_dir(&folder) {
                Ok(()) => return Ok(Self(folder)),
                Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
                Err(error) => {
                    return Err(error)
                        .with_context(|| format!("cannot create {}", folder.display()));
                }
            }
        }
        anyhow::bail!("{} holds too many folders of the same name", parent.display())
    }

    pub(super) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // The system clears its temporary folder some day if this fails.
        let _left = fs::remove_dir_all(&self.0);
    }
}
