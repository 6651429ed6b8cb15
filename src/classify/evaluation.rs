//! How good labels are on clauses that somebody has read.

mod places;
mod severities;
#[cfg(test)]
mod tests;
mod types;

use serde::{Deserialize, Serialize};

pub use super::train::Reliability;
pub use severities::{SeverityMeasures, SeverityRow};
pub use types::{Confusion, TypeMeasures};

use super::train::measure::{f1, percent};
use super::{CONFIDENT, SHOWN};
use crate::clause::Labels;
use crate::document::ContentHash;
use crate::taxonomy::Severity;

/// What a reader said of a clause, and what the classifier says of it.
#[derive(Debug, Clone, Default)]
pub struct Judged {
    /// The slugs of the clause types that readers gave it; empty when it is ordinary prose.
    pub types: Vec<String>,
    /// The slugs of the types that it touches: given, they count neither as right nor as wrong.
    pub also: Vec<String>,
    /// How far it cuts into the reader's rights; none for ordinary prose.
    pub severity: Option<Severity>,
    /// The codes of the jurisdictions that it applies to or names.
    pub jurisdictions: Vec<String>,
    /// What the classifier says.
    pub labels: Labels,
}

/// How good a classifier's labels are; what stands in `data/model/labels.json`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LabelReport {
    /// The digest of the classifier that was measured.
    pub classifier: ContentHash,
    /// The hash of the file of judgements.
    pub judgements: ContentHash,
    /// How sure a type must be to be shown.
    pub shown: f32,
    /// How sure it must be to be called confident.
    pub confident: f32,
    /// On all clauses that were read.
    pub all: LabelMeasures,
    /// On those alone that were drawn at random from each document type, which is what a reader
    /// of an archive meets.
    pub random: LabelMeasures,
}

/// How good labels are on some clauses.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LabelMeasures {
    /// How many clauses were read.
    pub clauses: usize,
    /// The clause types.
    pub types: TypeMeasures,
    /// The severities.
    pub severity: SeverityMeasures,
    /// The jurisdictions.
    pub jurisdictions: PlaceMeasures,
}

/// How good the jurisdictions are, over all clauses.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlaceMeasures {
    /// All of them.
    pub all: Found,
    /// Each by its code, the most frequent first.
    pub by_code: Vec<Named>,
}

/// A part of a whole.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Share {
    /// How many.
    pub part: usize,
    /// Out of how many.
    pub whole: usize,
    /// The same in percent, to a tenth; 0 of nothing.
    pub percent: f64,
}

/// How well something was found.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Found {
    /// Of those given, how many are right.
    pub precision: Share,
    /// Of those that should be given, how many are.
    pub recall: Share,
    /// The harmonic mean of both, in percent.
    pub f1: f64,
}

/// How well one value was found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Named {
    /// The clause type's slug, or the jurisdiction's code.
    pub name: String,
    /// How well.
    #[serde(flatten)]
    pub found: Found,
}

impl LabelReport {
    /// Measures the labels of clauses, each with whether it was drawn at random.
    #[must_use]
    pub fn new(
        classifier: ContentHash,
        judgements: ContentHash,
        clauses: &[(Judged, bool)],
    ) -> Self {
        let of = |is_asked: fn(bool) -> bool| {
            let asked = clauses.iter().filter(|(_, is_random)| is_asked(*is_random));
            LabelMeasures::new(&asked.map(|(judged, _)| judged).collect::<Vec<_>>())
        };
        Self {
            classifier,
            judgements,
            shown: SHOWN,
            confident: CONFIDENT,
            all: of(|_| true),
            random: of(|is_random| is_random),
        }
    }
}

impl LabelMeasures {
    fn new(clauses: &[&Judged]) -> Self {
        Self {
            clauses: clauses.len(),
            types: types::measure(clauses),
            severity: severities::measure(clauses),
            jurisdictions: places::measure(clauses),
        }
    }

    /// The shares that tell most, each with what it is a share of.
    #[must_use]
    pub fn shares(&self) -> [(&'static str, Share); 13] {
        let (types, places) = (&self.types, &self.jurisdictions.all);
        [
            ("Clauses given a type", types.given),
            ("Shown types that are right", types.shown.precision),
            ("Readers' types that are shown", types.shown.recall),
            ("Confident types that are right", types.confident.precision),
            ("Readers' types that are confident", types.confident.recall),
            ("Clauses with a type that show a right one", types.coverage),
            ("Clauses with a type whose surest is right", types.top_1),
            ("Clauses of ordinary prose that get no type", types.none_kept),
            ("Clauses without a label that are ordinary prose", types.none_right),
            ("Clauses with a severity that show one", self.severity.shown),
            ("Shown severities that are right", self.severity.accuracy),
            ("Jurisdictions that are right", places.precision),
            ("Readers' jurisdictions that are found", places.recall),
        ]
    }
}

impl Share {
    fn new(part: usize, whole: usize) -> Self {
        Self { part, whole, percent: percent(part, whole) }
    }

    /// How many of `values` are so.
    fn of(values: impl Iterator<Item = bool>) -> Self {
        let (mut part, mut whole) = (0, 0);
        for is_so in values {
            part += usize::from(is_so);
            whole += 1;
        }
        Self::new(part, whole)
    }
}

/// What was given and what should have been, counted.
#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    right: usize,
    given: usize,
    wanted: usize,
}

impl Tally {
    fn add(&mut self, is_given: bool, is_wanted: bool) {
        self.right += usize::from(is_given && is_wanted);
        self.given += usize::from(is_given);
        self.wanted += usize::from(is_wanted);
    }

    fn found(self) -> Found {
        Found {
            precision: Share::new(self.right, self.given),
            recall: Share::new(self.right, self.wanted),
            f1: f1([self.right, self.given, self.wanted]),
        }
    }
}

impl std::iter::Sum for Tally {
    fn sum<I: Iterator<Item = Self>>(tallies: I) -> Self {
        tallies.fold(Self::default(), |sum, one| Self {
            right: sum.right + one.right,
            given: sum.given + one.given,
            wanted: sum.wanted + one.wanted,
        })
    }
}

/// The tallies by name: what should be given most often first, then in the order of the names.
fn named<'a>(tallies: impl IntoIterator<Item = (&'a str, Tally)>) -> Vec<Named> {
    let mut named: Vec<Named> = tallies
        .into_iter()
        .map(|(name, tally)| Named { name: name.to_owned(), found: tally.found() })
        .collect();
    named.sort_by(|one, other| {
        let support = |named: &Named| named.found.recall.whole;
        support(other).cmp(&support(one)).then_with(|| one.name.cmp(&other.name))
    });
    named
}
