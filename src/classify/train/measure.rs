//! How good labels are: what the judged data and `score_labels.py` count.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::corpus::{Example, TypeSet};

/// A type with fewer judged texts does not count for the mean over types.
pub(in crate::classify) const SUPPORT_MIN: usize = 5;

/// How good ranked types are, in percent.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct TypeScores {
    /// How many texts were judged.
    pub texts: usize,
    /// In how many the surest type is right.
    pub top_1: f64,
    /// In how many one of the three surest is.
    pub top_3: f64,
    /// How good the labels are that are given.
    pub labels: Vec<LabelScores>,
    /// Of labels at a confidence, how many are right.
    pub reliability: Vec<Reliability>,
}

/// How good the labels are that have a confidence, in percent.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct LabelScores {
    /// The least confidence of a label that is given.
    pub at_least: f32,
    /// Whether the surest type is given in any case.
    pub surest_always: bool,
    /// How many labels that are given are right.
    pub precision: f64,
    /// How many right labels are given.
    pub recall: f64,
    /// The harmonic mean of both.
    pub micro_f1: f64,
    /// The mean of the F1 of the types.
    pub macro_f1: f64,
    /// How many texts are given none.
    pub none: f64,
}

/// Labels of about the same confidence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reliability {
    /// The least confidence.
    pub from: f32,
    /// How many labels have it or up to 0.1 more.
    pub labels: usize,
    /// Their mean confidence, in percent.
    pub said: f64,
    /// How many of them are right, in percent.
    pub right: f64,
}

/// How good verdicts on severity are, in percent.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SeverityScores {
    /// How many texts were judged.
    pub texts: usize,
    /// How many verdicts are right.
    pub accuracy: f64,
    /// The mean of the F1 of the severities that were judged.
    pub macro_f1: f64,
}

/// Types with their probabilities, the surest first.
pub(super) type Ranking = Vec<(usize, f32)>;

/// Measures `rankings` of the `examples` that are of any type.
pub(super) fn types(examples: &[&Example], rankings: &[Ranking]) -> TypeScores {
    let rows: Vec<(TypeSet, &Ranking)> = examples
        .iter()
        .map(|example| example.types)
        .zip(rankings)
        .filter(|(types, _)| !types.is_empty())
        .collect();
    let within = |count: usize| {
        let hit = |(types, ranking): &&(TypeSet, &Ranking)| {
            ranking.iter().take(count).any(|(index, _)| types.has(*index))
        };
        percent(rows.iter().filter(hit).count(), rows.len())
    };
    let mut given = Vec::new();
    for surest_always in [false, true] {
        for at_least in [0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8] {
            given.push(labels(&rows, at_least, surest_always));
        }
    }
    TypeScores {
        texts: rows.len(),
        top_1: within(1),
        top_3: within(3),
        labels: given,
        reliability: reliability(examples, rankings),
    }
}

fn labels(rows: &[(TypeSet, &Ranking)], at_least: f32, surest_always: bool) -> LabelScores {
    let mut counts = [[0_usize; 3]; TypeSet::MAX];
    let mut none = 0;
    for (types, ranking) in rows {
        let given: TypeSet = ranking
            .iter()
            .enumerate()
            .filter(|(place, (_, sure))| *sure >= at_least || surest_always && *place == 0)
            .map(|(_, (index, _))| *index)
            .collect();
        none += usize::from(given.is_empty());
        for (index, [both, said, so]) in counts.iter_mut().enumerate() {
            *both += usize::from(given.has(index) && types.has(index));
            *said += usize::from(given.has(index));
            *so += usize::from(types.has(index));
        }
    }
    let supported = counts.iter().filter(|[_, _, so]| *so >= SUPPORT_MIN);
    let (mut sum, mut supported_count) = (0.0, 0);
    for count in supported {
        sum += f1(*count);
        supported_count += 1;
    }
    let total = counts.iter().fold([0; 3], |[a, b, c], [x, y, z]| [a + x, b + y, c + z]);
    LabelScores {
        at_least,
        surest_always,
        precision: percent(total[0], total[1]),
        recall: percent(total[0], total[2]),
        micro_f1: f1(total),
        macro_f1: rounded(sum / f64::from(supported_count.max(1))),
        none: percent(none, rows.len()),
    }
}

/// Twice the labels that are right, over those given and those that should be, in percent.
pub(in crate::classify) fn f1([both, said, so]: [usize; 3]) -> f64 {
    percent(2 * both, said + so)
}

/// Of labels at a confidence, how many are right, in steps of 0.1; only labels that an example
/// decides count.
fn reliability(examples: &[&Example], rankings: &[Ranking]) -> Vec<Reliability> {
    reliability_of(examples.iter().zip(rankings).flat_map(|(example, ranking)| {
        let decided = ranking.iter().filter(|(index, _)| example.decided.has(*index));
        decided.map(|(index, sure)| (*sure, example.types.has(*index)))
    }))
}

/// Of labels, each with its confidence and whether it is right, how many are right in steps of 0.1.
pub(in crate::classify) fn reliability_of(
    labels: impl IntoIterator<Item = (f32, bool)>,
) -> Vec<Reliability> {
    let mut steps = [(0_usize, 0.0_f64, 0_usize); 10];
    for (sure, is_right) in labels {
        let step = &mut steps[((sure * 10.0) as usize).min(9)];
        step.0 += 1;
        step.1 += f64::from(sure);
        step.2 += usize::from(is_right);
    }
    let reliability = |(step, (labels, said, right)): (u8, (usize, f64, usize))| Reliability {
        from: f32::from(step) / 10.0,
        labels,
        said: rounded(100.0 * said / labels.max(1) as f64),
        right: percent(right, labels),
    };
    (0..).zip(steps).map(reliability).collect()
}

/// Measures verdicts, each beside what was judged, as places in
/// [`SEVERITIES`](crate::classify::model::SEVERITIES).
pub(super) fn severity(verdicts: &[(usize, usize)]) -> SeverityScores {
    let class = |class: usize| {
        f1([
            verdicts.iter().filter(|verdict| **verdict == (class, class)).count(),
            verdicts.iter().filter(|(said, _)| *said == class).count(),
            verdicts.iter().filter(|(_, so)| *so == class).count(),
        ])
    };
    let classes: BTreeSet<usize> = verdicts.iter().map(|(_, so)| *so).collect();
    let count = classes.len().max(1) as f64;
    SeverityScores {
        texts: verdicts.len(),
        accuracy: percent(verdicts.iter().filter(|(a, b)| a == b).count(), verdicts.len()),
        macro_f1: rounded(classes.iter().map(|known| class(*known)).sum::<f64>() / count),
    }
}

/// A part of a whole in percent, to a tenth; 0 of nothing.
pub(in crate::classify) fn percent(part: usize, whole: usize) -> f64 {
    rounded(100.0 * part as f64 / whole.max(1) as f64)
}

/// To a tenth, which is finer than the data.
pub(in crate::classify) fn rounded(number: f64) -> f64 {
    (number * 10.0).round() / 10.0
}
