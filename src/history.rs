//! Follows clauses through a document's versions: states, intervals and lineages.

mod align;
mod changes;
mod flapping;
mod follow;
mod live;
mod runs;
mod substance;
#[cfg(test)]
mod tests;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::clause::{RecordId, Span, Wording};

pub use changes::{Changes, Told};
pub use follow::Follower;

/// One wording of a clause, with the exact times in which it stood.
///
/// States of one `record` form its lineage: the first wording is number 1, each rewording counts
/// on, and never do two of them stand at once. What a capture that cannot be read holds is unknown, so a state goes on through it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct State {
    /// The clause whose wording this is.
    pub record: RecordId,
    /// Which wording of the clause it is, from 1, in the order of first appearance.
    pub number: u32,
    /// The headings above it, in the version of `latest`.
    pub heading: Vec<String>,
    /// What it says; its pieces stand in the version of `latest`.
    pub wording: Wording,
    /// The sentence that leads into it, in the version of `latest`.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub context: Option<String>,
    /// Where it stood last.
    pub latest: Place,
    /// When it stood, ascending and disjoint; never empty.
    pub intervals: Vec<Interval>,
    /// How it came; none when the document's history begins with it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub introduced: Option<Introduction>,
    /// When the platform removed the clause; none when it stands, was reworded or returned, when
    /// its words still stand in other clauses, or when it was lost by a technical re-extraction.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub removed: Option<Removal>,
    /// How many links its bytes hold.
    #[serde(skip_serializing_if = "is_none", default)]
    pub links: u32,
}

fn is_none(count: &u32) -> bool {
    *count == 0
}

/// A passage of one version of the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The version's place in the document's list of versions, from 0.
    pub version: u32,
    /// The clause's bytes in that version's text.
    pub span: Span,
}

/// A time in which a wording stood: `from` included, `to` not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Interval {
    /// When a version with the wording was captured.
    pub from: Timestamp,
    /// When the first version without it was captured, or the document ended; none while it
    /// stands.
    pub to: Option<Timestamp>,
    /// Where it stood at `from`.
    pub opened: Place,
}

/// How a wording came into a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Introduction {
    /// When a version with it was first captured.
    pub at: Timestamp,
    /// What the platform did, if it was the platform.
    pub kind: ChangeKind,
    /// What it came with, when hardly anything went.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub bulk: Option<Bulk>,
}

/// How a clause went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Removal {
    /// When the first version without it was captured.
    pub at: Timestamp,
    /// What it went with, when hardly anything came.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub bulk: Option<Bulk>,
}

/// Many clauses that came, or went, all at once while hardly any went, or came: the capture began
/// or ceased to cover pages, or a second edition joined or left. They are told as one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bulk {
    /// How many clauses.
    pub clauses: u32,
    /// Whether this is the one that is told for all: the first in the order of the text.
    pub leads: bool,
}

/// What happened to a clause between two versions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ChangeKind {
    /// The platform added a clause.
    Added,
    /// The platform reworded a clause.
    Reworded,
    /// Its words stood in the version before already, in other clauses; not a change.
    Stood,
    /// The archive extracted an old snapshot anew; not a change by the platform.
    Technical,
}

impl State {
    /// Whether it stands in the last version that clauses were followed through, of a document that
    /// has not ended. It is current only if that document can still be read.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.intervals.last().is_some_and(|interval| interval.to.is_none())
    }

    /// Whether it stood at that moment.
    #[must_use]
    pub fn stood_at(&self, moment: Timestamp) -> bool {
        self.intervals
            .iter()
            .any(|interval| interval.from <= moment && interval.to.is_none_or(|to| moment < to))
    }

    /// When it was first captured.
    #[must_use]
    pub fn valid_from(&self) -> Timestamp {
        self.intervals[0].from
    }

    /// When it ceased to stand for the last time, or the document ended; none while it stands.
    #[must_use]
    pub fn valid_to(&self) -> Option<Timestamp> {
        self.intervals.last().and_then(|interval| interval.to)
    }

    /// Whether the platform reworded this to `other`, a wording of the same clause.
    #[must_use]
    pub fn gave_way_to(&self, other: &Self) -> bool {
        let is_end = |at| self.intervals.iter().any(|interval| interval.to == Some(at));
        self.number < other.number
            && other
                .introduced
                .is_some_and(|coming| coming.kind == ChangeKind::Reworded && is_end(coming.at))
    }
}
