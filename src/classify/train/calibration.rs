//! From margins to probabilities: a logistic curve for each type, held near the common one.

use crate::classify::model::{Curve, Proof};

/// How strongly a type's curve is held to the common one; as so many examples would.
const HOLD: f64 = 4.0;

/// Newton's method is done after so many steps; it needs about eight.
const STEPS: usize = 25;

/// How many labels at least make a point of the proof.
const POINT_LABELS: usize = 300;

/// A label surer than this may be given, and so is looked at for the proof.
const PROVED_FROM: f32 = 0.05;

/// How a label turned out.
#[derive(Debug, Clone, Copy)]
pub(super) struct Outcome {
    /// The margin.
    pub(super) margin: f32,
    /// Whether it was right.
    pub(super) right: bool,
    /// What it counts beside others.
    pub(super) weight: f32,
}

/// A curve for each type from the outcomes of examples that it had not learnt from.
///
/// A type with few outcomes stays near the curve of all.
pub(super) fn curves(by_type: &[Vec<Outcome>]) -> Vec<Curve> {
    let all: Vec<Outcome> = by_type.iter().flatten().copied().collect();
    let common = fit(&all, (4.0, -1.0), 1e-3);
    by_type
        .iter()
        .map(|outcomes| {
            let (slope, offset) = fit(outcomes, common, HOLD);
            // A curve that falls would call the surest labels wrong.
            let (slope, offset) = if slope > 0.5 { (slope, offset) } else { common };
            Curve { slope: slope as f32, offset: offset as f32 }
        })
        .collect()
}

/// What the curves' probabilities mean in truth: where the labels of about 300 lie, and how many of
/// them are right.
///
/// No logistic curve fits at both ends, since some of the judgements themselves are wrong.
pub(super) fn proof(by_type: &[Vec<Outcome>], curves: &[Curve]) -> Proof {
    let mut said: Vec<(f32, Outcome)> = Vec::new();
    for (outcomes, curve) in by_type.iter().zip(curves) {
        said.extend(outcomes.iter().map(|one| (curve.probability(one.margin), *one)));
    }
    said.retain(|(probability, _)| *probability >= PROVED_FROM);
    said.sort_by(|(a, _), (b, _)| a.total_cmp(b));
    // Neighbours that fall are joined until the line rises.
    let mut points: Vec<[f32; 3]> = Vec::new();
    for labels in said.chunks(POINT_LABELS) {
        let mut point = [0.0; 3];
        for (probability, one) in labels {
            point[0] += one.weight;
            point[1] += one.weight * probability;
            point[2] += one.weight * f32::from(u8::from(one.right));
        }
        while let Some(last) = points.pop_if(|last| last[2] * point[0] >= point[2] * last[0]) {
            point = std::array::from_fn(|index| point[index] + last[index]);
        }
        points.push(point);
    }
    Proof(points.into_iter().map(|[all, said, right]| (said / all, right / all)).collect())
}

/// The likeliest slope and offset, held to `prior` by a penalty of `hold` per square.
fn fit(outcomes: &[Outcome], prior: (f64, f64), hold: f64) -> (f64, f64) {
    let (mut slope, mut offset) = prior;
    for _ in 0..STEPS {
        let (mut to_slope, mut to_offset) = (hold * (slope - prior.0), hold * (offset - prior.1));
        let (mut curve_slope, mut curve_both, mut curve_offset) = (hold, 0.0, hold);
        for outcome in outcomes {
            let (margin, weight) = (f64::from(outcome.margin), f64::from(outcome.weight));
            let probability = 1.0 / (1.0 + (-(slope * margin + offset)).exp());
            let error = weight * (probability - f64::from(u8::from(outcome.right)));
            let bend = weight * probability * (1.0 - probability);
            to_slope += error * margin;
            to_offset += error;
            curve_slope += bend * margin * margin;
            curve_both += bend * margin;
            curve_offset += bend;
        }
        let determinant = curve_slope * curve_offset - curve_both * curve_both;
        let step = (
            (curve_offset * to_slope - curve_both * to_offset) / determinant,
            (curve_slope * to_offset - curve_both * to_slope) / determinant,
        );
        // A step that leaps is shortened, so that the search cannot run away.
        let length = (step.0.abs() + step.1.abs()).max(1.0);
        slope -= step.0 / length;
        offset -= step.1 / length;
    }
    (slope, offset)
}

#[cfg(test)]
mod tests {
    use super::{Curve, Outcome, curves, proof};

    #[test]
    fn of_labels_at_a_confidence_as_many_are_right() {
        let outcomes = |margin: f32, right: usize| {
            (0..100)
                .map(move |index| Outcome { margin, right: index < right, weight: 1.0 })
                .collect::<Vec<_>>()
        };
        let all = [outcomes(-1.0, 10), outcomes(0.0, 50), outcomes(1.0, 90)].concat();
        let curve = curves(&[all, Vec::new()]);
        for (margin, share) in [(-1.0, 0.1), (0.0, 0.5), (1.0, 0.9)] {
            assert!((curve[0].probability(margin) - share).abs() < 0.03, "at {margin}");
        }
        assert!((curve[0].probability(0.7) - curve[1].probability(0.7)).abs() < 0.03);
    }

    #[test]
    fn what_curves_say_is_measured_against_what_proved_right() {
        let outcome = |index: usize| Outcome {
            margin: if index < 600 { 0.0 } else { 3.0 },
            right: index % 10 < 6 + index / 600,
            weight: 1.0,
        };
        let by_type = [(0..1200).map(outcome).collect::<Vec<_>>()];
        let curve = Curve { slope: 2.0, offset: 0.0 };
        let proof = proof(&by_type, &[curve]);
        assert!((proof.share(0.5) - 0.6).abs() < 0.01);
        assert!((proof.share(0.999) - 0.7).abs() < 0.01);
        assert!(proof.share(0.1) < 0.2, "towards 0 it falls to 0");
    }
}
