//! From margins to probabilities: a logistic curve for each type, held near the common one.

use crate::classify::model::Curve;

/// How strongly a type's curve is held to the common one; as so many examples would.
const HOLD: f64 = 4.0;

/// Newton's method is done after so many steps; it needs about eight.
const STEPS: usize = 25;

/// A margin and whether the label was right.
pub(super) type Outcome = (f32, bool);

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

/// The likeliest slope and offset, held to `prior` by a penalty of `hold` per square.
fn fit(outcomes: &[Outcome], prior: (f64, f64), hold: f64) -> (f64, f64) {
    let (mut slope, mut offset) = prior;
    for _ in 0..STEPS {
        let (mut to_slope, mut to_offset) = (hold * (slope - prior.0), hold * (offset - prior.1));
        let (mut curve_slope, mut curve_both, mut curve_offset) = (hold, 0.0, hold);
        for (margin, right) in outcomes {
            let margin = f64::from(*margin);
            let probability = 1.0 / (1.0 + (-(slope * margin + offset)).exp());
            let error = probability - f64::from(u8::from(*right));
            let bend = probability * (1.0 - probability);
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
    use super::curves;

    #[test]
    fn of_labels_at_a_confidence_as_many_are_right() {
        let outcomes = |margin: f32, right: usize| {
            (0..100).map(move |index| (margin, index < right)).collect::<Vec<_>>()
        };
        let all = [outcomes(-1.0, 10), outcomes(0.0, 50), outcomes(1.0, 90)].concat();
        let curve = curves(&[all, Vec::new()]);
        for (margin, share) in [(-1.0, 0.1), (0.0, 0.5), (1.0, 0.9)] {
            assert!((curve[0].probability(margin) - share).abs() < 0.03, "at {margin}");
        }
        assert!((curve[0].probability(0.7) - curve[1].probability(0.7)).abs() < 0.03);
    }
}
