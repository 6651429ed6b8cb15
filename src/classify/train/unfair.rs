//! The measure of `LexGLUE`'s UNFAIR-ToS: eight unfair terms by single sentences, for comparison.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::TrainError;
use super::corpus::{Example, FOLDS, Origin, TypeSet, fold, json_lines, read};
use super::matrix::{Matrix, vocabulary};
use super::measure::{f1, rounded};
use super::solver::{Lesson, separate};
use crate::analysis::tokens;
use crate::classify::model::features::{Observed, counted, grams};

/// How many kinds of unfair terms there are.
const LABELS: usize = 8;

/// What an error costs.
const COST: f64 = 3.0;

/// How good the labels are, in percent.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct UnfairScores {
    /// How many sentences were judged.
    pub sentences: usize,
    /// The F1 over all labels, "none" being the ninth.
    pub micro_f1: f64,
    /// The mean F1 of the nine labels.
    pub macro_f1: f64,
}

#[derive(Deserialize)]
struct Sentence {
    company: String,
    text: String,
    labels: Vec<usize>,
}

/// Learns from `train.jsonl` alone, which also gives the thresholds, and measures on `val.jsonl`.
pub(super) fn evaluate(folder: &Path) -> Result<UnfairScores, TrainError> {
    let learn = sentences(&folder.join("train.jsonl"))?;
    let judged = sentences(&folder.join("val.jsonl"))?;
    let mut unseen = vec![[0.0; LABELS]; learn.len()];
    for part in 0..FOLDS {
        let others: Vec<&Example> = learn.iter().filter(|one| one.fold != Some(part)).collect();
        let (places, test): (Vec<usize>, Vec<&Example>) =
            learn.iter().enumerate().filter(|(_, one)| one.fold == Some(part)).unzip();
        for (place, margins) in places.into_iter().zip(margins(&others, &test)) {
            unseen[place] = margins;
        }
    }
    let thresholds: [f64; LABELS] = std::array::from_fn(|label| threshold(&learn, &unseen, label));
    let found = margins(&learn.iter().collect::<Vec<_>>(), &judged.iter().collect::<Vec<_>>());
    Ok(scores(&judged, &found, thresholds))
}

fn sentences(path: &Path) -> Result<Vec<Example>, TrainError> {
    let sentence = |sentence: Sentence| {
        let text = tokens(&sentence.text);
        Example {
            counts: counted(&grams(&Observed { text: &text, ..Observed::default() })),
            facts: Vec::new(),
            types: sentence.labels.into_iter().filter(|label| *label < LABELS).collect(),
            decided: TypeSet::first(LABELS),
            severity: None,
            fold: Some(fold(&sentence.company)),
            origin: Origin::Judged,
            weight: 1.0,
        }
    };
    let read: Vec<Sentence> = json_lines(path, &read(path)?)?;
    Ok(read.into_iter().map(sentence).collect())
}

/// The margins of `test` for each label.
fn margins(learn: &[&Example], test: &[&Example]) -> Vec<[f64; LABELS]> {
    let vocabulary = vocabulary(learn.iter().copied());
    let known = Matrix::of(&vocabulary, learn);
    let asked = Matrix::of(&vocabulary, test);
    let mut margins = vec![[0.0; LABELS]; test.len()];
    for label in 0..LABELS {
        let lesson = |(row, one): (usize, &&Example)| Lesson {
            row,
            positive: one.types.has(label),
            cost: COST,
        };
        let found = separate(&known, &learn.iter().enumerate().map(lesson).collect::<Vec<_>>());
        for (row, margins) in margins.iter_mut().enumerate() {
            margins[label] = found.margin(asked.row(row));
        }
    }
    margins
}

/// The margin from which a label is given: the one that gave the best F1 on unseen sentences.
fn threshold(learn: &[Example], unseen: &[[f64; LABELS]], label: usize) -> f64 {
    let at = |threshold: f64| {
        let mut counts = [0; 3];
        for (one, margins) in learn.iter().zip(unseen) {
            let (said, so) = (margins[label] > threshold, one.types.has(label));
            counts[0] += usize::from(said && so);
            counts[1] += usize::from(said);
            counts[2] += usize::from(so);
        }
        f1(counts)
    };
    // The mean over neighbours, since a single best threshold is often an accident.
    let smooth = |threshold: f64| (-2..=2).map(|step| at(threshold + 0.05 * f64::from(step))).sum();
    let candidates = (-20..=10).map(|step| 0.05 * f64::from(step));
    let scored = candidates.map(|threshold| -> (f64, f64) { (smooth(threshold), threshold) });
    scored.max_by(|(a, _), (b, _)| a.total_cmp(b)).map_or(0.0, |(_, threshold)| threshold)
}

fn scores(judged: &[Example], found: &[[f64; LABELS]], thresholds: [f64; LABELS]) -> UnfairScores {
    let mut counts = [[0; 3]; LABELS + 1];
    for (one, margins) in judged.iter().zip(found) {
        let mut said = [false; LABELS + 1];
        for (label, threshold) in thresholds.iter().enumerate() {
            said[label] = margins[label] > *threshold;
        }
        said[LABELS] = !said.contains(&true);
        for (label, (counts, said)) in counts.iter_mut().zip(said).enumerate() {
            let so = if label == LABELS { one.types.is_empty() } else { one.types.has(label) };
            counts[0] += usize::from(said && so);
            counts[1] += usize::from(said);
            counts[2] += usize::from(so);
        }
    }
    let total = counts.iter().fold([0; 3], |[a, b, c], [x, y, z]| [a + x, b + y, c + z]);
    let mean = counts.iter().map(|counts| f1(*counts)).sum::<f64>() / counts.len() as f64;
    UnfairScores { sentences: judged.len(), micro_f1: f1(total), macro_f1: rounded(mean) }
}
