//! Opens a repository of versions without trusting it, and reads its objects.

mod changes;
#[cfg(test)]
mod tests;
mod walk;

use std::collections::{HashMap, HashSet};
use std::path::Path;

use gix::ObjectId;
use jiff::{SignedDuration, Timestamp};
use rayon::prelude::*;

use crate::archive::inventory::{Collection, Inventory};
use crate::archive::{ArchiveError, Capture, DOCUMENT_BYTES_MAX, SkipReason, Source};
use crate::document::{GitPlace, VersionKind};

use changes::{Change, Differ, What};
use walk::{Commit, Subject};

/// The most entries that a tree may have.
const TREE_ENTRIES_MAX: usize = 1_000_000;

/// The largest object that git may allocate: a tree of the most entries.
const OBJECT_BYTES_MAX: usize = 64 * 1024 * 1024;

/// How many consecutive commits are compared by one thread at a time.
const COMMITS_AT_A_TIME: usize = 512;

/// Whether `path` is a git repository or the work tree of one.
pub(super) fn is_repository(path: &Path) -> bool {
    let is_bare = ["HEAD", "objects", "refs"].iter().all(|part| path.join(part).exists());
    is_bare || path.join(".git").exists()
}

/// Opens the repository; also gives the address it was cloned from, and what it holds.
pub(super) fn open(
    path: &Path,
) -> Result<(gix::ThreadSafeRepository, Option<String>, Inventory), ArchiveError> {
    let shared = open_isolated(path)?;
    let repository = shared.to_thread_local();
    let origin = repository
        .config_snapshot()
        .string("remote.origin.url")
        .and_then(|url| String::from_utf8(url.to_vec()).ok());
    let failed = |source| ArchiveError::Repository { path: path.to_owned(), source };
    if repository.head().map_err(failed)?.is_unborn() {
        return Err(ArchiveError::NoCommits { path: path.to_owned() });
    }
    let head = repository.head_id().map_err(failed)?;
    let commits = walk::from(&repository, head.detach())?;
    let inventory = inventory(&shared, &commits)?;
    Ok((shared, origin, inventory))
}

/// A repository of which nothing but its own objects and its own configuration file is read.
pub(super) fn open_isolated(path: &Path) -> Result<gix::ThreadSafeRepository, ArchiveError> {
    let failed = |source| ArchiveError::Repository { path: path.to_owned(), source };
    let overrides = [
        // Replacement refs forge what a commit or blob says without changing its id.
        "core.useReplaceRefs=false".to_owned(),
        format!("gitoxide.objects.allocLimit={OBJECT_BYTES_MAX}"),
    ];
    let options = gix::open::Options::isolated().config_overrides(overrides);
    let shared = options.open(path).map_err(failed)?;
    let repository = shared.to_thread_local();
    let alternates = repository.common_dir().join("objects/info/alternates");
    if alternates.exists() {
        return Err(ArchiveError::Alternates { path: path.to_owned(), alternates });
    }
    if repository.is_shallow().map_err(failed)? {
        return Err(ArchiveError::Shallow { path: path.to_owned() });
    }
    Ok(shared)
}

/// Reads a blob, and makes sure that its bytes are those its id stands for.
pub(super) fn read_blob(
    repository: &gix::Repository,
    place: &GitPlace,
    path: &str,
) -> Result<Vec<u8>, ArchiveError> {
    let failed = |source| ArchiveError::Object { id: place.blob.clone(), source };
    let id = ObjectId::from_hex(place.blob.as_bytes()).map_err(failed)?;
    let bytes = repository.find_header(id).map_err(failed)?.size();
    if bytes > DOCUMENT_BYTES_MAX {
        return Err(ArchiveError::TooLarge { path: path.to_owned(), bytes });
    }
    let data = repository.find_blob(id).map_err(failed)?.take_data();
    let found = gix::objs::compute_hash(id.kind(), gix::objs::Kind::Blob, &data).map_err(failed)?;
    if found != id {
        let (expected, found) = (format!("git blob {id}"), format!("git blob {found}"));
        return Err(ArchiveError::Altered { path: path.to_owned(), expected, found });
    }
    Ok(data)
}

fn inventory(
    repository: &gix::ThreadSafeRepository,
    commits: &[Commit],
) -> Result<Inventory, ArchiveError> {
    let trees = walk::trees(commits);
    let changes: Vec<Vec<Change>> = commits
        .par_chunks(COMMITS_AT_A_TIME)
        .map(|commits| {
            let mut differ = Differ::new(repository.to_thread_local(), &trees);
            commits.iter().map(|commit| differ.changes(commit)).collect::<Result<Vec<_>, _>>()
        })
        .collect::<Result<Vec<_>, _>>()?
        .concat();

    let mut collection = Collection::default();
    let mut removed = HashMap::new();
    for (commit, changes) in commits.iter().zip(changes) {
        for change in changes {
            if change.what == What::Removed {
                removed.insert(change.path.clone(), commit.authored);
            }
            apply(&mut collection, commit, change);
        }
    }
    let mut inventory = collection.finish();
    if let Some(head) = commits.last() {
        let held = changes::paths(&repository.to_thread_local(), head.tree)?;
        mark_ended(&mut inventory.sources, &held, &removed);
    }
    Ok(inventory)
}

/// Says of each document that the head does not hold any more since when; `removed` holds when each
/// path was removed last.
fn mark_ended(
    sources: &mut [Source],
    held: &HashSet<String>,
    removed: &HashMap<String, Option<Timestamp>>,
) {
    for source in sources {
        if source.captures.iter().any(|capture| held.contains(&capture.path)) {
            continue;
        }
        let removals = source.captures.iter().filter_map(|capture| removed.get(&capture.path));
        // Commits may be dated before what they remove; the document stood until then all the same.
        let last = source.captures.last().map(|capture| capture.captured);
        let after = last.and_then(|last| last.checked_add(SignedDuration::from_secs(1)).ok());
        source.ended = removals.copied().flatten().max().max(after);
    }
}

/// Takes up one change of `commit`.
fn apply(collection: &mut Collection, commit: &Commit, change: Change) {
    let path = change.path;
    match change.what {
        What::Passed(reason) => collection.skip(path, reason),
        What::Recorded { document, format, blob, is_new } => {
            let Some(captured) = commit.authored else {
                let commit = commit.id.to_string();
                return collection.skip(path, SkipReason::Undated { commit });
            };
            let kind = match commit.subject {
                Subject::Technical => VersionKind::Technical,
                Subject::First => VersionKind::First,
                _ if is_new => VersionKind::First,
                _ => VersionKind::Change,
            };
            let git = Some(GitPlace { commit: commit.id.to_string(), blob: blob.to_string() });
            let capture = Capture { captured, kind, format, path, git, hash: None };
            collection.record(document, capture);
        }
        // A repository made from the template first holds its demonstration documents; they are no
        // part of the collection's history. Any other removal leaves the versions that were recorded.
        What::Removed if commit.subject == Subject::Template => {
            if collection.forget(&path) {
                collection.skip(path, SkipReason::Template);
            }
        }
        What::Removed => {}
    }
}
