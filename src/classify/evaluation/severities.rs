//! How good severities are.

use serde::{Deserialize, Serialize};

use super::{Judged, Share, Tally};
use crate::classify::train::measure::rounded;
use crate::taxonomy::Severity;

/// The severities, the gravest first.
const CLASSES: [Severity; 4] =
    [Severity::High, Severity::Medium, Severity::Low, Severity::Protective];

/// How good severities are. Only those that are shown are right or wrong; how many are shown is told
/// apart.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SeverityMeasures {
    /// Of the clauses to which readers gave a severity and the classifier a type, how many show a
    /// severity.
    pub shown: Share,
    /// Of the severities shown on clauses to which readers gave one, how many are right.
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
    let typed = clauses
        .iter()
        .filter(|judged| judged.severity.is_some() && judged.labels.usual_severity.is_some());
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
        shown: Share::of(typed.map(|judged| judged.labels.severity.is_some())),
        accuracy: Share::of(verdicts.iter().map(|(given, wanted)| given == wanted)),
        macro_f1: rounded(CLASSES.into_iter().map(f1).sum::<f64>() / CLASSES.len() as f64),
        confusion: CLASSES
            .into_iter()
            .map(|wanted| SeverityRow { wanted, given: CLASSES.map(|given| count(given, wanted)) })
            .collect(),
    }
}
