//! How good severities are.

use serde::{Deserialize, Serialize};

use super::{Judged, Share, Tally};
use crate::classify::train::measure::rounded;
use crate::taxonomy::Severity;

/// The severities, the gravest first.
const CLASSES: [Severity; 4] =
    [Severity::High, Severity::Medium, Severity::Low, Severity::Protective];

/// How good severities are, on the clauses to which both readers and the classifier gave one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SeverityMeasures {
    /// How many are right.
    pub accuracy: Share,
    /// The mean of the F1 of the four severities, in percent.
    pub macro_f1: f64,
    /// For each severity that readers gave, the gravest first, what is given.
    pub confusion: Vec<SeverityRow>,
}

/// What is given to clauses of one severity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeverityRow {
    /// The severity that readers gave.
    pub wanted: Severity,
    /// How many are given high, medium, low and protective, in this order.
    pub given: [usize; 4],
}

pub(super) fn measure(clauses: &[&Judged]) -> SeverityMeasures {
    let verdicts: Vec<(Severity, Severity)> = clauses
        .iter()
        .filter_map(|judged| Some((judged.labels.severity?, judged.severity?)))
        .collect();
    let f1 = |class: Severity| {
        let mut tally = Tally::default();
        for (given, wanted) in &verdicts {
            tally.add(*given == class, *wanted == class);
        }
        tally.found().f1
    };
    let count = |given: Severity, wanted: Severity| {
        verdicts.iter().filter(|verdict| **verdict == (given, wanted)).count()
    };
    SeverityMeasures {
        accuracy: Share::of(verdicts.iter().map(|(given, wanted)| given == wanted)),
        macro_f1: rounded(CLASSES.into_iter().map(f1).sum::<f64>() / CLASSES.len() as f64),
        confusion: CLASSES
            .into_iter()
            .map(|wanted| SeverityRow { wanted, given: CLASSES.map(|given| count(given, wanted)) })
            .collect(),
    }
}
