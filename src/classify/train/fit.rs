//! From examples to a model: a separator for each column, then the weights that matter most.

use rayon::prelude::*;

use super::corpus::{Example, Origin};
use super::matrix::{Matrix, vocabulary};
use super::solver::{Lesson, Separator, separate};
use crate::classify::model::{Calibration, Model, OF_QUOTES, Odds, SEVERITIES, Stake};
use crate::document::ContentHash;
use crate::taxonomy::Severity;

/// What an error costs.
const COST: f64 = 0.1;

/// How strongly the rarer side of a column counts for more: the power of the ratio of the sides.
const BALANCE: f64 = 0.5;

/// A severity of a type with fewer examples gets no column of its own.
const JOINT_MIN: usize = 4;

/// The most columns of a severity of a type; a column is named by one byte.
const JOINT_MAX: usize = 150;

/// How many weights the columns of the types keep together, and how many those of severities: the
/// file stays under 1 MB.
const TYPE_WEIGHTS: usize = 350_000;
const SEVERITY_WEIGHTS: usize = 120_000;

/// How many clauses of a type it takes until they say as much of its severities as all clauses do.
const HABIT_MIN: f64 = 3.0;

/// The power to which what is usual for a type counts beside what the words say.
const HABIT_POWER: f64 = 0.5;

/// What a type is given that has nothing to learn from.
const NOTHING_LEARNT: f64 = -2.0;

/// A model of `examples`. What its margins mean is still to be found.
pub(super) fn model(slugs: &[String], examples: &[&Example]) -> Model {
    let vocabulary = vocabulary(examples.iter().copied());
    let matrix = Matrix::of(&vocabulary, examples);
    let joint = joint(slugs.len(), examples);
    let mut columns: Vec<Vec<Lesson>> =
        (0..slugs.len()).map(|index| type_lessons(examples, index)).collect();
    columns.extend(joint.iter().map(|(index, severity)| {
        severity_lessons(examples, of_quote, |example| {
            let severity = SEVERITIES[usize::from(*severity)];
            example.types.has(usize::from(*index)) && of_quote(example) == Some(severity)
        })
    }));
    columns.extend(SEVERITIES.into_iter().take(OF_QUOTES).map(|severity| {
        severity_lessons(examples, of_quote, |one| of_quote(one) == Some(severity))
    }));
    columns.extend(SEVERITIES.map(|severity| {
        severity_lessons(examples, of_clause, |one| of_clause(one) == Some(severity))
    }));
    let separators: Vec<Separator> =
        columns.par_iter().map(|lessons| separator(&matrix, lessons)).collect();

    let uncalibrated = Calibration {
        stakes: vec![Stake { slope: 1.0, offset: 0.0 }; slugs.len()],
        odds: Odds { lead: 1.0, margin: 1.0, constant: 0.0 },
    };
    let (starts, weights, scales) = squeeze(vocabulary.len(), &separators, slugs.len());
    Model {
        types: slugs.to_vec(),
        alone: uncalibrated.clone(),
        in_document: uncalibrated,
        joint,
        habits: habits(slugs.len(), examples),
        biases: separators.iter().map(|separator| separator.bias as f32).collect(),
        scales,
        vocabulary,
        starts,
        weights,
        digest: ContentHash::from_bytes([0; 32]),
    }
}

/// What an example teaches about a type, if anything.
fn type_lessons(examples: &[&Example], index: usize) -> Vec<Lesson> {
    let deciding = examples.iter().enumerate().filter(|(_, one)| one.decided.has(index));
    let lessons = deciding.map(|(row, example)| Lesson {
        row,
        positive: example.types.has(index),
        cost: COST * example.weight,
    });
    balanced(lessons.collect())
}

/// What examples of which `judged` tells a severity teach about a side.
fn severity_lessons(
    examples: &[&Example],
    judged: impl Fn(&Example) -> Option<Severity>,
    positive: impl Fn(&Example) -> bool,
) -> Vec<Lesson> {
    let judged = examples.iter().enumerate().filter(|(_, one)| judged(one).is_some());
    let lessons = judged.map(|(row, one)| Lesson { row, positive: positive(one), cost: COST });
    balanced(lessons.collect())
}

/// The severity of a quote, as somebody judged it; what is protective counts as low.
fn of_quote(example: &Example) -> Option<Severity> {
    let severity = example.severity.filter(|_| example.origin == Origin::Judged)?;
    Some(severity.max(Severity::Low))
}

/// The severity of a clause in a document, as somebody judged it.
fn of_clause(example: &Example) -> Option<Severity> {
    example.severity.filter(|_| example.origin == Origin::Labelled)
}

/// Makes errors on the positive side cost more the rarer it is.
fn balanced(mut lessons: Vec<Lesson>) -> Vec<Lesson> {
    let positive = lessons.iter().filter(|lesson| lesson.positive).count();
    let ratio = (lessons.len() - positive) as f64 / positive.max(1) as f64;
    for lesson in lessons.iter_mut().filter(|lesson| lesson.positive) {
        lesson.cost *= ratio.powf(BALANCE);
    }
    lessons
}

fn separator(matrix: &Matrix, lessons: &[Lesson]) -> Separator {
    if lessons.iter().any(|lesson| lesson.positive) {
        return separate(matrix, lessons);
    }
    Separator { weights: vec![0.0; matrix.columns()], bias: NOTHING_LEARNT }
}

/// The severities of types that have enough examples, by type, the gravest first.
fn joint(types: usize, examples: &[&Example]) -> Vec<(u8, u8)> {
    let mut counted = Vec::new();
    for index in 0..types {
        for (place, severity) in SEVERITIES.into_iter().take(OF_QUOTES).enumerate() {
            let is_such = |one: &&&Example| one.types.has(index) && of_quote(one) == Some(severity);
            let count = examples.iter().filter(is_such).count();
            if count >= JOINT_MIN {
                counted.push((count, (index as u8, place as u8)));
            }
        }
    }
    counted.sort_by(|(a, _), (b, _)| b.cmp(a));
    counted.truncate(JOINT_MAX);
    let mut joint: Vec<(u8, u8)> = counted.into_iter().map(|(_, pair)| pair).collect();
    joint.sort_unstable();
    joint
}

/// For each type, how much more each severity counts for its clauses than for all.
fn habits(types: usize, examples: &[&Example]) -> Vec<[f32; 4]> {
    // One of each is taken as seen, so that no share is 0.
    let mut all = [1.0; 4];
    let mut of_types = vec![[0.0; 4]; types];
    for example in examples {
        let Some(severity) = of_clause(example) else { continue };
        let is_it = |known: &Severity| *known == severity;
        let Some(place) = SEVERITIES.iter().position(is_it) else { continue };
        all[place] += 1.0;
        for index in (0..types).filter(|index| example.types.has(*index)) {
            of_types[index][place] += 1.0;
        }
    }
    let sum: f64 = all.iter().sum();
    let habit = |counts: [f64; 4]| {
        let held: f64 = counts.iter().sum::<f64>() + HABIT_MIN;
        std::array::from_fn(|place| {
            let usual = all[place] / sum;
            let share = (counts[place] + HABIT_MIN * usual) / held;
            (share / usual).powf(HABIT_POWER) as f32
        })
    };
    of_types.into_iter().map(habit).collect()
}

/// The weights of a model: starts by feature, columns with weights, scales by column.
type Squeezed = (Vec<u32>, Vec<(u8, i8)>, Vec<f32>);

/// Keeps the greatest weights, in steps of one 127th of the greatest of their column; the first
/// `types` columns are those of the types.
fn squeeze(features: usize, separators: &[Separator], types: usize) -> Squeezed {
    let (of_types, of_severities) = separators.split_at(types);
    let least = [greatest(of_types, TYPE_WEIGHTS), greatest(of_severities, SEVERITY_WEIGHTS)];
    let scale = |separator: &Separator| {
        let greatest = separator.weights.iter().fold(0.0_f64, |a, b| a.max(b.abs()));
        if greatest > 0.0 { greatest / 127.0 } else { 1.0 }
    };
    let scales: Vec<f64> = separators.iter().map(scale).collect();
    let mut starts = vec![0];
    let mut weights = Vec::new();
    for row in 0..features {
        for (column, (separator, scale)) in separators.iter().zip(&scales).enumerate() {
            let weight = separator.weights[row];
            let least = least[usize::from(column >= types)];
            let steps = (weight / scale).round() as i8;
            if weight.abs() > least && steps != 0 {
                weights.push((column as u8, steps));
            }
        }
        starts.push(weights.len() as u32);
    }
    (starts, weights, scales.into_iter().map(|scale| scale as f32).collect())
}

/// The size of the greatest weight that is not among the `count` greatest.
fn greatest(separators: &[Separator], count: usize) -> f64 {
    let weights = separators.iter().flat_map(|separator| &separator.weights);
    let mut sizes: Vec<f64> = weights.map(|weight| weight.abs()).collect();
    sizes.sort_by(|a, b| b.total_cmp(a));
    sizes.get(count).copied().unwrap_or(0.0)
}
