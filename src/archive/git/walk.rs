//! Lists the commits that a commit reaches, parents before children.

use std::collections::{HashMap, HashSet};

use gix::ObjectId;
use jiff::Timestamp;

use crate::archive::ArchiveError;

/// What is needed of a commit.
#[derive(Debug)]
pub(super) struct Commit {
    pub(super) id: ObjectId,
    pub(super) tree: ObjectId,
    pub(super) parents: Vec<ObjectId>,
    /// The author's date; the committer's is later where history was imported.
    pub(super) authored: Option<Timestamp>,
    pub(super) subject: Subject,
}

/// What a commit's subject says about its meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Subject {
    /// Tracking began, for the first time or again.
    First,
    /// Old snapshots were extracted anew.
    Technical,
    /// The template's demonstration documents were removed.
    Template,
    /// A change at the service, or anything else.
    Other,
}

impl Subject {
    /// Open Terms Archive has worded each of them in two ways over the years.
    fn of(message: &[u8]) -> Self {
        let begins = |words: &str| message.starts_with(words.as_bytes());
        if begins("First record of") || begins("Start tracking") {
            Self::First
        } else if begins("Apply technical or declaration upgrade on") || begins("Refilter") {
            Self::Technical
        } else if begins("Adapt template automatically") {
            Self::Template
        } else {
            Self::Other
        }
    }
}

/// The tree of each commit.
pub(super) fn trees(commits: &[Commit]) -> HashMap<ObjectId, ObjectId> {
    commits.iter().map(|commit| (commit.id, commit.tree)).collect()
}

/// All commits that `head` reaches: parents before children, and of several parents all that the
/// first reaches before the rest of the second.
pub(super) fn from(
    repository: &gix::Repository,
    head: ObjectId,
) -> Result<Vec<Commit>, ArchiveError> {
    enum Step {
        Enter(ObjectId),
        Leave(Commit),
    }
    let mut entered = HashSet::new();
    let mut commits = Vec::new();
    let mut steps = vec![Step::Enter(head)];
    while let Some(step) = steps.pop() {
        match step {
            Step::Leave(commit) => commits.push(commit),
            Step::Enter(id) if !entered.insert(id) => {}
            Step::Enter(id) => {
                let commit = read(repository, id)?;
                let parents: Vec<_> = commit.parents.iter().rev().copied().collect();
                steps.push(Step::Leave(commit));
                steps.extend(parents.into_iter().map(Step::Enter));
            }
        }
    }
    Ok(commits)
}

fn read(repository: &gix::Repository, id: ObjectId) -> Result<Commit, ArchiveError> {
    let failed = |source| ArchiveError::Object { id: id.to_string(), source };
    let object = repository.find_commit(id).map_err(failed)?;
    let commit = object.decode().map_err(failed)?;
    let seconds = commit.author().and_then(|author| author.time()).map(|time| time.seconds);
    Ok(Commit {
        id,
        tree: commit.tree(),
        parents: commit.parents().collect(),
        authored: seconds.ok().and_then(|seconds| Timestamp::from_second(seconds).ok()),
        subject: Subject::of(commit.message),
    })
}
