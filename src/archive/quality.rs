//! Judges whether a version can be read as the document it claims to be.
//!
//! The rules were set by reading the short and the shrunken captures of Open Terms Archive's
//! collections. They look at *prose*: lines that say something outside their links. A menu, a
//! cookie banner's list of languages or a forum's front page has none, however long it is.

mod measure;

use jiff::SignedDuration;

use crate::archive::Recorded;
use crate::document::Unreadable;

pub(super) use measure::Look;

/// With less prose than this, in characters, a version is no legal document.
const STUB_PROSE: usize = 400;

/// A document that never had more prose than this may be a short one, such as an imprint.
const SHORT_DOCUMENT_PROSE: usize = 1_000;

/// Part of the most prose a short document ever had that each of its versions must have.
const SHORT_DOCUMENT_PART: usize = 3;

/// What a short document without any prose must show, in characters: lines of an address, say.
const SHORT_DOCUMENT_VISIBLE: usize = 100;

/// A version with less than one in so many characters of the prose it used to have has collapsed.
const COLLAPSE_PART: usize = 7;

/// With more prose than this, in characters, a version has not collapsed but been cut.
const COLLAPSE_PROSE_MAX: usize = 6_000;

/// Prose beyond this makes no difference to any of these rules.
const PROSE_MAX: usize = COLLAPSE_PROSE_MAX * COLLAPSE_PART;

/// A shrunken document that stays so over this many versions, with ...
const SETTLED_VERSIONS: usize = 5;

/// ... this much time between the first and the last of them, and ...
const SETTLED_FOR: SignedDuration = SignedDuration::from_hours(180 * 24);

/// ... this much prose in each is what the platform now publishes.
const SETTLED_PROSE: usize = 1_000;

/// Marks the versions that cannot be read; `looks` are the looks at the distinct texts.
pub(super) fn judge(recorded: &mut [Recorded], looks: &[Look]) {
    let most = looks.iter().filter(|look| look.complaint.is_none()).map(|look| look.prose).max();
    let most = most.unwrap_or(0);
    for entry in &mut *recorded {
        let look = &looks[entry.text];
        entry.version.unreadable = look.complaint.or_else(|| stub(look, most));
    }
    if most >= SHORT_DOCUMENT_PROSE {
        mark_collapsed(recorded, looks);
    }
}

/// Whether a text is a stub, in a document that has at most `most` characters of prose.
fn stub(look: &Look, most: usize) -> Option<Unreadable> {
    let is_always_short = most < SHORT_DOCUMENT_PROSE && look.prose * SHORT_DOCUMENT_PART >= most;
    let says_something =
        look.prose > 0 || (SHORT_DOCUMENT_VISIBLE..STUB_PROSE).contains(&look.visible);
    let is_readable = look.prose >= STUB_PROSE || (is_always_short && says_something);
    (!is_readable).then_some(Unreadable::Stub)
}

/// Marks the readable versions that hold a fraction of what the document held before.
fn mark_collapsed(recorded: &mut [Recorded], looks: &[Look]) {
    // The prose of the versions found readable so far, ascending.
    let mut former: Vec<usize> = Vec::new();
    let mut at = 0;
    while at < recorded.len() {
        let run = shrunken_run(&recorded[at..], looks, &former);
        let is_collapse = !run.is_empty() && !has_settled(&recorded[at..], &run, looks);
        let end = at + run.last().map_or(1, |last| last + 1);
        for entry in &mut recorded[at..end] {
            if entry.version.unreadable.is_some() {
                continue;
            }
            if is_collapse {
                entry.version.unreadable = Some(Unreadable::Collapse);
            } else {
                let prose = looks[entry.text].prose;
                former.insert(former.partition_point(|&other| other < prose), prose);
            }
        }
        at = end;
    }
}

/// The places of the shrunken versions that `recorded` begins with, before the first that is not;
/// versions that cannot be read anyway neither count nor end the run.
fn shrunken_run(recorded: &[Recorded], looks: &[Look], former: &[usize]) -> Vec<usize> {
    let mut run = Vec::new();
    let Some(&usual) = former.get(former.len().saturating_sub(1) / 2) else {
        return run;
    };
    for (place, entry) in recorded.iter().enumerate() {
        if entry.version.unreadable.is_some() {
            if run.is_empty() {
                return run;
            }
            continue;
        }
        let prose = looks[entry.text].prose;
        if prose >= COLLAPSE_PROSE_MAX || prose * COLLAPSE_PART >= usual {
            break;
        }
        run.push(place);
    }
    run
}

/// Whether a run of shrunken versions is what the platform now publishes, and not a bad capture.
fn has_settled(recorded: &[Recorded], run: &[usize], looks: &[Look]) -> bool {
    let versions: Vec<_> = run.iter().map(|&place| &recorded[place]).collect();
    let (Some(first), Some(last)) = (versions.first(), versions.last()) else {
        return false;
    };
    versions.len() >= SETTLED_VERSIONS
        && last.version.captured.duration_since(first.version.captured) >= SETTLED_FOR
        && versions.iter().all(|entry| looks[entry.text].prose >= SETTLED_PROSE)
}

#[cfg(test)]
mod tests;
