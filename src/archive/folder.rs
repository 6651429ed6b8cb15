//! Finds the documents in a folder: a dataset with a file per version, or loose files.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use rayon::prelude::*;

use crate::archive::inventory::{Collection, Inventory};
use crate::archive::{ArchiveError, Capture, DOCUMENT_BYTES_MAX, Kind, SkipReason, name};
use crate::document::{ContentHash, Document, Format, VersionKind};

/// How deep folders are searched: `archive/Platform/Document/DATE.md`, as a release unpacks.
const DEPTH_MAX: usize = 4;

/// The platform of loose files in a folder that has no name of its own.
const NAMELESS: &str = "Documents";

/// A regular file below the root: the names on the way to it.
struct Found {
    names: Vec<String>,
}

/// A file that is a version of a document.
struct Placed {
    path: String,
    document: Document,
    format: Format,
    captured: Timestamp,
}

/// What is found at `path`, with the folder that paths are relative to.
pub(super) fn open(path: &Path) -> Result<(PathBuf, Kind, Inventory), ArchiveError> {
    // Only an absolute path says what a folder given as `.` is called.
    let path = &path.canonicalize().map_err(|source| unreadable(path, source))?;
    let mut collection = Collection::default();
    if path.is_file() {
        let root = path.parent().unwrap_or(path);
        let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let found = vec![Found { names: vec![file] }];
        let placed = place_loose(root, &found, &mut collection);
        return Ok((root.to_owned(), Kind::Loose, gather(root, placed, collection)));
    }
    let mut found = Vec::new();
    search(path, &mut Vec::new(), &mut found, &mut collection)
        .map_err(|source| unreadable(path, source))?;
    found.retain(|file| {
        let is_housekeeping = file.names.len() == 1 && name::is_housekeeping(&file.names[0]);
        if is_housekeeping {
            collection.skip(file.names.join("/"), SkipReason::NotADocument);
        }
        !is_housekeeping
    });
    let (kind, placed) = match dataset_depth(&found) {
        Some(depth) => (Kind::Dataset, place_dated(&found, depth, &mut collection)),
        None => (Kind::Loose, place_loose(path, &found, &mut collection)),
    };
    Ok((path.to_owned(), kind, gather(path, placed, collection)))
}

/// Reads a file below `root`; it must not have grown beyond what a document may have.
pub(super) fn read(root: &Path, path: &str) -> Result<Vec<u8>, ArchiveError> {
    let is_below = path.split('/').all(|name| !name.is_empty() && name != "." && name != "..");
    if !is_below || Path::new(path).is_absolute() {
        return Err(ArchiveError::Elsewhere { path: path.to_owned() });
    }
    let file = root.join(path);
    let failed = |source| unreadable(&file, source);
    let metadata = fs::symlink_metadata(&file).map_err(failed)?;
    if !metadata.is_file() {
        return Err(ArchiveError::Elsewhere { path: path.to_owned() });
    }
    let mut data = Vec::new();
    let open = fs::File::open(&file).map_err(failed)?;
    open.take(DOCUMENT_BYTES_MAX + 1).read_to_end(&mut data).map_err(failed)?;
    if data.len() as u64 > DOCUMENT_BYTES_MAX {
        let bytes = metadata.len().max(data.len() as u64);
        return Err(ArchiveError::TooLarge { path: path.to_owned(), bytes });
    }
    Ok(data)
}

fn unreadable(path: &Path, source: std::io::Error) -> ArchiveError {
    ArchiveError::Read { path: path.to_owned(), source }
}

/// Lists the regular files below `folder`, by name.
fn search(
    folder: &Path,
    names: &mut Vec<String>,
    found: &mut Vec<Found>,
    collection: &mut Collection,
) -> std::io::Result<()> {
    let mut entries = fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let (name, kind) = (entry.file_name(), entry.file_type()?);
        names.push(name.to_string_lossy().into_owned());
        let passed = if name.to_str().is_none() {
            Some(SkipReason::Name)
        } else if kind.is_symlink() {
            Some(SkipReason::Symlink)
        } else if names.last().is_some_and(|name| name.starts_with('.')) {
            Some(SkipReason::NotADocument)
        } else if kind.is_file() {
            found.push(Found { names: names.clone() });
            None
        } else if kind.is_dir() && names.len() < DEPTH_MAX {
            let inner = search(&entry.path(), names, found, collection);
            inner.err().map(|error| SkipReason::Unreadable { cause: error.to_string() })
        } else {
            Some(SkipReason::NotADocument)
        };
        if let Some(reason) = passed {
            collection.skip(names.join("/"), reason);
        }
        names.pop();
    }
    Ok(())
}

/// How many folders lie above the platforms' folders, when this is a dataset.
fn dataset_depth(found: &[Found]) -> Option<usize> {
    let is_dated = |names: &[String]| {
        names.last().and_then(|file| name::stem(file)).and_then(|(stem, _)| name::moment(stem))
    };
    let at = |depth: usize| {
        found.iter().find(|file| file.names.len() == depth + 3 && is_dated(&file.names).is_some())
    };
    (0..=DEPTH_MAX - 3).find(|&depth| at(depth).is_some())
}

/// The versions of a dataset whose platforms lie below `depth` folders.
fn place_dated(found: &[Found], depth: usize, collection: &mut Collection) -> Vec<Placed> {
    let mut placed = Vec::new();
    for Found { names } in found {
        let path = names.join("/");
        let [platform, document_type, file] = names.get(depth..).unwrap_or_default() else {
            collection.skip(path, SkipReason::NotADocument);
            continue;
        };
        let dated = name::stem(file)
            .and_then(|(stem, format)| name::moment(stem).map(|captured| (captured, format)));
        let Some((captured, format)) = dated else {
            collection.skip(path, SkipReason::NotADocument);
            continue;
        };
        if !name::is_usable(platform) || !name::is_usable(document_type) {
            collection.skip(path, SkipReason::Name);
            continue;
        }
        let (platform, document_type) = (platform.clone(), document_type.clone());
        let document = Document { platform, document_type };
        placed.push(Placed { path, document, format, captured });
    }
    placed
}

/// The documents among loose files: those in platforms' folders if there are any, else those in
/// `root` itself, whose name is then the platform's.
fn place_loose(root: &Path, found: &[Found], collection: &mut Collection) -> Vec<Placed> {
    let is_in_folder = |file: &Found| file.names.len() == 2 && name::stem(&file.names[1]).is_some();
    let depth = if found.iter().any(is_in_folder) { 2 } else { 1 };
    let root_name = root.file_name().and_then(|name| name.to_str());
    let root_name = root_name.filter(|name| name::is_usable(name)).unwrap_or(NAMELESS);
    let mut placed = Vec::new();
    for Found { names } in found {
        let path = names.join("/");
        let (platform, file) = match names.as_slice() {
            [platform, file] => (platform.as_str(), file.as_str()),
            [file] => (root_name, file.as_str()),
            _ => {
                collection.skip(path, SkipReason::NotADocument);
                continue;
            }
        };
        let Some((stem, format)) = name::stem(file).filter(|_| names.len() == depth) else {
            collection.skip(path, SkipReason::NotADocument);
            continue;
        };
        let (captured, document_type) =
            name::dated(stem).unwrap_or_else(|| (Timestamp::UNIX_EPOCH, stem.to_owned()));
        if !name::is_usable(platform) || !name::is_usable(&document_type) {
            collection.skip(path, SkipReason::Name);
            continue;
        }
        let document = Document { platform: platform.to_owned(), document_type };
        placed.push(Placed { path, document, format, captured });
    }
    placed
}

/// Hashes the files that were placed and puts all in order.
fn gather(root: &Path, placed: Vec<Placed>, mut collection: Collection) -> Inventory {
    let hashes: Vec<_> = placed.par_iter().map(|file| read(root, &file.path)).collect();
    for (file, data) in placed.into_iter().zip(hashes) {
        let Placed { path, document, format, captured } = file;
        match data {
            Ok(data) => {
                let (kind, hash) = (VersionKind::Change, Some(ContentHash::of(&data)));
                let capture = Capture { captured, kind, format, path, git: None, hash };
                collection.record(document, capture);
            }
            Err(error) => collection.skip(path, error.into()),
        }
    }
    collection.finish()
}

impl From<ArchiveError> for SkipReason {
    fn from(error: ArchiveError) -> Self {
        match error {
            ArchiveError::TooLarge { bytes, .. } => Self::TooLarge { bytes },
            ArchiveError::Read { source, .. } => Self::Unreadable { cause: source.to_string() },
            error => Self::Unreadable { cause: error.to_string() },
        }
    }
}
