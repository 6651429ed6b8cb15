//! What in an index folder is ours: nothing else is ever written over or removed.

use std::ffi::OsStr;
use std::fs;
use std::path::Path;

use super::{FORMAT, IndexError, Manifest};

/// The file that marks a folder as an index of this program.
const MARKER: &str = "CLAUSEDEX";

/// How the marker's text begins, whatever the format.
const OPENING: &str = "clausedex index";

/// What may lie in a folder that counts as empty: it keeps a place, and nobody would miss it.
const PLACEHOLDERS: [&str; 3] = [".gitkeep", ".gitignore", "lost+found"];

/// Makes `folder` an index folder, creating it where it does not exist, unless it is someone
/// else's.
///
/// A folder made before there were markers is told by what it serves, and gets one.
///
/// # Errors
///
/// [`IndexError::NotOurs`] when it holds other things and no marker, [`IndexError::Format`] when a
/// newer program made it; nothing is touched then.
pub(super) fn claim(folder: &Path) -> Result<(), IndexError> {
    fs::create_dir_all(folder).map_err(IndexError::io("create", folder))?;
    let path = folder.join(MARKER);
    let text = format!("{OPENING}, format {FORMAT}\n");
    let found = fs::read_to_string(&path).ok();
    if found.as_deref() == Some(&text) {
        return Ok(());
    }
    let written = found.as_deref().and_then(|found| found.strip_prefix(OPENING));
    let format = written.and_then(|rest| rest.trim().strip_prefix(", format ")?.parse().ok());
    if let Some(found) = format.filter(|format: &u32| *format > FORMAT) {
        return Err(IndexError::Format { path: folder.to_owned(), found });
    }
    // A process killed while it wrote the marker leaves it empty.
    let is_marked = found.is_some_and(|found| found.is_empty() || found.starts_with(OPENING));
    if !is_marked && !is_empty(folder)? && !is_index_without_marker(folder) {
        return Err(IndexError::NotOurs(folder.to_owned()));
    }
    fs::write(&path, text).map_err(IndexError::io("write", &path))
}

/// Whether that is the folder of a build: named by a digest, and with a manifest of ours.
pub(super) fn is_build(path: &Path) -> bool {
    let is_digit = |byte: &u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(byte);
    let is_digest = |name: &OsStr| name.len() == 64 && name.as_encoded_bytes().iter().all(is_digit);
    path.file_name().is_some_and(is_digest) && is_real_folder(path) && Manifest::is_in(path)
}

/// Whether that is a folder and no link to one.
pub(super) fn is_real_folder(path: &Path) -> bool {
    path.symlink_metadata().is_ok_and(|metadata| metadata.is_dir())
}

fn is_empty(folder: &Path) -> Result<bool, IndexError> {
    for item in fs::read_dir(folder).map_err(IndexError::io("list", folder))? {
        let name = item.map_err(IndexError::io("list", folder))?.file_name();
        if !PLACEHOLDERS.iter().any(|placeholder| name == *placeholder) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Whether it serves a build of ours, and so is an index made before there were markers.
fn is_index_without_marker(folder: &Path) -> bool {
    let Ok(builds) = fs::read_dir(folder.join("builds")) else { return false };
    folder.join("CURRENT").is_file() && builds.flatten().any(|build| is_build(&build.path()))
}
