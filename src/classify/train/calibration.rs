//! From margins to probabilities: what a margin counts in the contest of the types, and what its
//! lead over the strongest rival means.

use super::Weighed;
use super::corpus::Origin;
use crate::classify::model::{Calibration, Odds, Stake};

/// The slope from which every stake starts, and to which it is held.
const SLOPE: f64 = 4.0;

/// How strongly slopes are held to [`SLOPE`], and offsets to 0, per square, beside one example.
const HOLD_SLOPE: f64 = 0.000_2;
const HOLD_OFFSET: f64 = 0.01;

/// How far a step goes in the direction that Adam finds, and how many there are.
const STEP: f64 = 0.03;
const STEPS: i32 = 300;

/// Newton's method is done after so many steps; it needs about eight.
const NEWTON_STEPS: usize = 25;

/// Labels that lie further than this behind are never given, and not learnt from.
const LEAD_MIN: f32 = -8.0;

/// What a text that is of no type counts beside others when leads are given their meaning. Among
/// quotes they are mostly sentences of whole contracts, far more than are ever picked out; among
/// labelled clauses they are half as common as among clauses drawn at random.
const PROSE_AMONG_QUOTES: f64 = 0.3;
const PROSE_AMONG_CLAUSES: f64 = 2.0;

/// What the margins of texts of an origin mean, by what models say that had not learnt from them.
///
/// Without any such text nothing is known, and every type has the same stake.
pub(super) fn calibrate(types: usize, unseen: &[Weighed<'_>], origin: Origin) -> Calibration {
    let of_origin: Vec<&Weighed<'_>> =
        unseen.iter().filter(|one| one.example.origin == origin).collect();
    let mut calibration = Calibration {
        stakes: stakes(types, &of_origin),
        odds: Odds { lead: 1.0, margin: 1.0, constant: 0.0 },
    };
    let prose = if origin == Origin::Judged { PROSE_AMONG_QUOTES } else { PROSE_AMONG_CLAUSES };
    calibration.odds = odds(&calibration, &of_origin, prose);
    calibration
}

/// What the margins of each of `types` count in the contest, so that the types that examples are
/// of win the greatest shares.
fn stakes(types: usize, unseen: &[&Weighed<'_>]) -> Vec<Stake> {
    let typed: Vec<&&Weighed<'_>> =
        unseen.iter().filter(|one| !one.example.types.is_empty()).collect();
    // The slopes, then the offsets.
    let mut found = [vec![SLOPE; types], vec![0.0; types]].concat();
    let mut adam = Adam::new(found.len());
    for _ in 0..STEPS {
        let mut gradient = vec![0.0; found.len()];
        for one in &typed {
            add_gradient(one, &found, &mut gradient);
        }
        for (index, slope) in gradient.iter_mut().enumerate() {
            *slope /= typed.len().max(1) as f64;
            *slope += match index < types {
                true => 2.0 * HOLD_SLOPE * (found[index] - SLOPE),
                false => 2.0 * HOLD_OFFSET / types as f64 * found[index],
            };
        }
        adam.step(&mut found, &gradient);
    }
    let (slopes, offsets) = found.split_at(types);
    let stake =
        |(slope, offset): (&f64, &f64)| Stake { slope: *slope as f32, offset: *offset as f32 };
    slopes.iter().zip(offsets).map(stake).collect()
}

/// Adds how the loss of an example, the logarithm of the share that its types win together, falls
/// with each slope and offset.
fn add_gradient(one: &Weighed<'_>, found: &[f64], gradient: &mut [f64]) {
    let types = one.margins.len();
    let (slopes, offsets) = found.split_at(types);
    let strengths: Vec<f64> = (0..types)
        .map(|index| slopes[index] * f64::from(one.margins[index]) + offsets[index])
        .collect();
    let greatest = strengths.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let won: Vec<f64> = strengths.iter().map(|strength| (strength - greatest).exp()).collect();
    let all: f64 = won.iter().sum();
    let right: f64 =
        (0..types).filter(|index| one.example.types.has(*index)).map(|index| won[index]).sum();
    for (index, won) in won.iter().enumerate() {
        let due =
            if one.example.types.has(index) { won / right.max(f64::MIN_POSITIVE) } else { 0.0 };
        let slope = won / all - due;
        gradient[index] += slope * f64::from(one.margins[index]);
        gradient[types + index] += slope;
    }
}

/// Kingma and Ba's Adam at its usual values.
struct Adam {
    mean: Vec<f64>,
    square: Vec<f64>,
    steps: i32,
}

impl Adam {
    const KEEP_MEAN: f64 = 0.9;
    const KEEP_SQUARE: f64 = 0.999;

    fn new(length: usize) -> Self {
        Self { mean: vec![0.0; length], square: vec![0.0; length], steps: 0 }
    }

    fn step(&mut self, found: &mut [f64], gradient: &[f64]) {
        self.steps += 1;
        let unbias = |keep: f64| 1.0 - keep.powi(self.steps);
        let (of_mean, of_square) = (unbias(Self::KEEP_MEAN), unbias(Self::KEEP_SQUARE));
        for (index, slope) in gradient.iter().enumerate() {
            let (mean, square) = (&mut self.mean[index], &mut self.square[index]);
            *mean += (1.0 - Self::KEEP_MEAN) * (slope - *mean);
            *square += (1.0 - Self::KEEP_SQUARE) * (slope * slope - *square);
            found[index] -= STEP * (*mean / of_mean) / ((*square / of_square).sqrt() + 1e-8);
        }
    }
}

/// What leads and margins mean: the likeliest log-odds of the labels that texts decide.
fn odds(calibration: &Calibration, unseen: &[&Weighed<'_>], prose: f64) -> Odds {
    let mut outcomes: Vec<([f64; 3], bool, f64)> = Vec::new();
    for one in unseen {
        let weight = if one.example.types.is_empty() { prose } else { 1.0 };
        for (index, lead) in calibration.leads(&one.margins).into_iter().enumerate() {
            if lead > LEAD_MIN && one.example.decided.has(index) {
                let given = [f64::from(lead), f64::from(one.margins[index]), 1.0];
                outcomes.push((given, one.example.types.has(index), weight));
            }
        }
    }
    let [lead, margin, constant] = logistic(&outcomes);
    Odds { lead: lead as f32, margin: margin as f32, constant: constant as f32 }
}

/// Logistic regression by Newton's method.
fn logistic(outcomes: &[([f64; 3], bool, f64)]) -> [f64; 3] {
    let mut found = [1.0, 1.0, 0.0];
    for _ in 0..NEWTON_STEPS {
        let mut gradient = [0.0; 3];
        // A little on the diagonal, so that there is a step whatever the outcomes.
        let mut bend = [[1e-6, 0.0, 0.0], [0.0, 1e-6, 0.0], [0.0, 0.0, 1e-6]];
        for (given, right, weight) in outcomes {
            let odds: f64 = given.iter().zip(found).map(|(given, found)| given * found).sum();
            let probability = 1.0 / (1.0 + (-odds).exp());
            let error = weight * (probability - f64::from(u8::from(*right)));
            let curvature = weight * probability * (1.0 - probability);
            for row in 0..3 {
                gradient[row] += error * given[row];
                for column in 0..3 {
                    bend[row][column] += curvature * given[row] * given[column];
                }
            }
        }
        let step = solve(bend, gradient);
        // A step that leaps is shortened, so that the search cannot run away.
        let length = step.iter().map(|part| part.abs()).sum::<f64>().max(1.0);
        for (found, step) in found.iter_mut().zip(step) {
            *found -= step / length;
        }
    }
    found
}

/// Cramer's rule.
fn solve(matrix: [[f64; 3]; 3], right: [f64; 3]) -> [f64; 3] {
    let determinant = |m: &[[f64; 3]; 3]| {
        m[0][0] * (m[1][1] * m[2][2] - m[1][2] * m[2][1])
            - m[0][1] * (m[1][0] * m[2][2] - m[1][2] * m[2][0])
            + m[0][2] * (m[1][0] * m[2][1] - m[1][1] * m[2][0])
    };
    let whole = determinant(&matrix);
    std::array::from_fn(|column| {
        let mut replaced = matrix;
        for (row, value) in replaced.iter_mut().zip(right) {
            row[column] = value;
        }
        determinant(&replaced) / whole
    })
}

#[cfg(test)]
mod tests {
    use super::{logistic, solve};

    #[test]
    fn three_equations_are_solved() {
        let found = solve([[2.0, 1.0, 0.0], [1.0, 3.0, 1.0], [0.0, 1.0, 4.0]], [4.0, 10.0, 14.0]);
        for (found, wanted) in found.into_iter().zip([1.0, 2.0, 3.0]) {
            assert!((found - wanted).abs() < 1e-9, "{found} instead of {wanted}");
        }
    }

    #[test]
    fn of_labels_at_a_confidence_as_many_are_right() {
        let outcomes = |margin: f64, right: usize| {
            (0..100).map(move |index| ([-margin, margin, 1.0], index < right, 1.0))
        };
        let all: Vec<_> =
            outcomes(-1.0, 10).chain(outcomes(0.0, 50)).chain(outcomes(1.0, 90)).collect();
        let found = logistic(&all);
        for (margin, share) in [(-1.0, 0.1), (0.0, 0.5), (1.0, 0.9)] {
            let odds = -margin * found[0] + margin * found[1] + found[2];
            let said = 1.0 / (1.0 + f64::exp(-odds));
            assert!((said - share).abs() < 0.03, "{said} at {margin}");
        }
    }
}
