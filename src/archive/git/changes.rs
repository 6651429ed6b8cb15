//! Finds which documents a commit recorded, by comparing its trees with its parent's.
//!
//! A commit of an archive changes one file in one folder of hundreds. Comparing the root trees and
//! the changed folder is several times faster than a general comparison of trees.

use std::collections::{BTreeMap, HashMap, HashSet};

use gix::ObjectId;
use gix::objs::TreeRefIter;
use gix::objs::tree::{EntryMode, EntryRef};

use super::TREE_ENTRIES_MAX;
use super::walk::Commit;
use crate::archive::{ArchiveError, SkipReason, name};
use crate::document::{Document, Format};

/// Something that a commit did to a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Change {
    pub(super) path: String,
    pub(super) what: What,
}

/// What a commit did to a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum What {
    /// It recorded a version; `is_new` if the parent had none there.
    Recorded { document: Document, format: Format, blob: ObjectId, is_new: bool },
    /// It removed the document.
    Removed,
    /// It touched something that is no document.
    Passed(SkipReason),
}

/// Compares commits with their parents, best in their order.
#[derive(Debug)]
pub(super) struct Differ<'a> {
    repository: gix::Repository,
    trees: &'a HashMap<ObjectId, ObjectId>,
    /// The last root tree that was read: the parent's of the commit that comes next.
    last: (ObjectId, Vec<u8>),
}

/// An entry that two trees do not share: as it was, and as it is.
struct Difference<'a> {
    name: &'a [u8],
    old: Option<(EntryMode, ObjectId)>,
    new: Option<(EntryMode, ObjectId)>,
}

impl<'a> Differ<'a> {
    pub(super) fn new(repository: gix::Repository, trees: &'a HashMap<ObjectId, ObjectId>) -> Self {
        let empty = ObjectId::empty_tree(repository.object_hash());
        Self { repository, trees, last: (empty, Vec::new()) }
    }

    /// What `commit` did, by path.
    ///
    /// A merge did only what is in none of its parents: the rest was done by the commits it brings
    /// together.
    pub(super) fn changes(&mut self, commit: &Commit) -> Result<Vec<Change>, ArchiveError> {
        let empty = ObjectId::empty_tree(self.repository.object_hash());
        let tree_of = |parent: &ObjectId| self.trees.get(parent).copied().unwrap_or(empty);
        let (first, others) = match commit.parents.split_first() {
            Some((first, others)) => (tree_of(first), others.iter().map(tree_of).collect()),
            None => (empty, Vec::new()),
        };
        let mut changes = self.between(first, commit.tree)?;
        for other in others {
            let since = self.between(other, commit.tree)?;
            changes.retain(|change| since.iter().any(|other| other.path == change.path));
        }
        Ok(changes)
    }

    /// Compares two root trees.
    fn between(&mut self, old: ObjectId, new: ObjectId) -> Result<Vec<Change>, ArchiveError> {
        let mut changes = Vec::new();
        if old == new {
            return Ok(changes);
        }
        let old_data =
            if self.last.0 == old { std::mem::take(&mut self.last.1) } else { self.read(old)? };
        let new_data = self.read(new)?;
        for entry in differences(&entries(old, &old_data)?, &entries(new, &new_data)?) {
            self.compare_in_root(&entry, &mut changes)?;
        }
        self.last = (new, new_data);
        Ok(changes)
    }

    fn compare_in_root(
        &self,
        entry: &Difference<'_>,
        changes: &mut Vec<Change>,
    ) -> Result<(), ArchiveError> {
        let empty = ObjectId::empty_tree(self.repository.object_hash());
        let folder = |side: Option<(EntryMode, ObjectId)>| {
            side.filter(|(mode, _)| mode.is_tree()).map(|(_, id)| id)
        };
        if let Some((mode, _)) = entry.new.filter(|(mode, _)| !mode.is_tree()) {
            changes.push(passed(lossy(entry.name), mode));
        }
        let (old, new) = (folder(entry.old), folder(entry.new));
        if old.is_none() && new.is_none() {
            return Ok(());
        }
        let platform = match str::from_utf8(entry.name) {
            Ok(name) if name::is_usable(name) && !name.starts_with('.') => name,
            name => {
                let is_hidden = name.is_ok_and(|name| name.starts_with('.'));
                let reason = if is_hidden { SkipReason::NotADocument } else { SkipReason::Name };
                changes.push(Change { path: lossy(entry.name), what: What::Passed(reason) });
                return Ok(());
            }
        };
        let (old, new) = (old.unwrap_or(empty), new.unwrap_or(empty));
        let (old_data, new_data) = (self.read(old)?, self.read(new)?);
        for entry in differences(&entries(old, &old_data)?, &entries(new, &new_data)?) {
            changes.extend(compare_in_folder(platform, &entry));
        }
        Ok(())
    }

    fn read(&self, tree: ObjectId) -> Result<Vec<u8>, ArchiveError> {
        let failed = |source| ArchiveError::Object { id: tree.to_string(), source };
        let mut tree = self.repository.find_tree(tree).map_err(failed)?;
        Ok(std::mem::take(&mut tree.data))
    }
}

/// What was done to a file in a platform's folder.
fn compare_in_folder(platform: &str, entry: &Difference<'_>) -> Option<Change> {
    let path = format!("{platform}/{}", lossy(entry.name));
    let is_document = |side: Option<(EntryMode, ObjectId)>| {
        side.filter(|(mode, _)| mode.is_blob()).map(|(_, blob)| blob)
    };
    let (old, new) = (is_document(entry.old), is_document(entry.new));
    let what = match (old, new) {
        (Some(_), None) => What::Removed,
        // Only the file's mode has changed.
        (Some(old), Some(new)) if old == new => return None,
        (old, Some(blob)) => match str::from_utf8(entry.name).map(name::stem) {
            Ok(Some((stem, format))) if name::is_usable(stem) => {
                let (platform, document_type) = (platform.to_owned(), stem.to_owned());
                let document = Document { platform, document_type };
                What::Recorded { document, format, blob, is_new: old.is_none() }
            }
            Ok(None) => What::Passed(SkipReason::NotADocument),
            _ => What::Passed(SkipReason::Name),
        },
        (None, None) => return entry.new.map(|(mode, _)| passed(path, mode)),
    };
    Some(Change { path, what })
}

fn passed(path: String, mode: EntryMode) -> Change {
    let reason = if mode.is_link() {
        SkipReason::Symlink
    } else if mode.is_commit() {
        SkipReason::Submodule
    } else {
        SkipReason::NotADocument
    };
    Change { path, what: What::Passed(reason) }
}

/// The paths of all files in the folders of the root tree `root`.
pub(super) fn paths(
    repository: &gix::Repository,
    root: ObjectId,
) -> Result<HashSet<String>, ArchiveError> {
    let read = |tree: ObjectId| {
        let failed = |source| ArchiveError::Object { id: tree.to_string(), source };
        Ok::<_, ArchiveError>(repository.find_tree(tree).map_err(failed)?.detach().data)
    };
    let root_data = read(root)?;
    let mut paths = HashSet::new();
    for folder in entries(root, &root_data)?.iter().filter(|entry| entry.mode.is_tree()) {
        let folder_data = read(folder.oid.to_owned())?;
        for file in entries(folder.oid.to_owned(), &folder_data)? {
            if file.mode.is_blob() {
                paths.insert(format!("{}/{}", lossy(folder.filename), lossy(file.filename)));
            }
        }
    }
    Ok(paths)
}

fn lossy(name: &[u8]) -> String {
    String::from_utf8_lossy(name).into_owned()
}

fn entries(tree: ObjectId, data: &[u8]) -> Result<Vec<EntryRef<'_>>, ArchiveError> {
    let mut entries = Vec::new();
    for entry in TreeRefIter::from_bytes(data, tree.kind()) {
        let failed = |source| ArchiveError::Object { id: tree.to_string(), source };
        entries.push(entry.map_err(failed)?);
        if entries.len() > TREE_ENTRIES_MAX {
            return Err(ArchiveError::Tree { id: tree.to_string(), max: TREE_ENTRIES_MAX });
        }
    }
    Ok(entries)
}

/// The entries that two trees do not share, by name.
fn differences<'a>(old: &[EntryRef<'a>], new: &[EntryRef<'a>]) -> Vec<Difference<'a>> {
    let alike = old.iter().zip(new).take_while(|(old, new)| old == new).count();
    let (old, new) = (&old[alike..], &new[alike..]);
    let alike = old.iter().rev().zip(new.iter().rev()).take_while(|(old, new)| old == new).count();
    let (old, new) = (&old[..old.len() - alike], &new[..new.len() - alike]);

    let mut sides: BTreeMap<&[u8], (Option<_>, Option<_>)> = BTreeMap::new();
    for entry in old {
        let side = Some((entry.mode, entry.oid.to_owned()));
        sides.entry(entry.filename.as_ref()).or_default().0 = side;
    }
    for entry in new {
        let side = Some((entry.mode, entry.oid.to_owned()));
        sides.entry(entry.filename.as_ref()).or_default().1 = side;
    }
    sides
        .into_iter()
        .filter(|(_, (old, new))| old != new)
        .map(|(name, (old, new))| Difference { name, old, new })
        .collect()
}
