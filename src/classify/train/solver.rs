//! A linear support vector machine with squared hinge loss, by dual coordinate descent.

use super::matrix::Matrix;

/// Something to learn from: a row of the matrix, which side it is on, and what an error costs.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lesson {
    /// The row.
    pub(super) row: usize,
    /// Whether the label is right for it.
    pub(super) positive: bool,
    /// What an error on it costs, beside the length of the weights.
    pub(super) cost: f64,
}

/// Weights found: one for each column, and the bias.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Separator {
    /// A weight for each column of the matrix.
    pub(super) weights: Vec<f64>,
    /// What is added for every row.
    pub(super) bias: f64,
}

impl Separator {
    /// How far, and on which side, a row lies.
    pub(super) fn margin(&self, row: &[(u32, f32)]) -> f64 {
        let dot = |(column, value): &(u32, f32)| self.weights[*column as usize] * f64::from(*value);
        row.iter().map(dot).sum::<f64>() + self.bias
    }
}

/// The most rounds over all lessons.
const ROUNDS_MAX: usize = 200;

/// The search ends when the projected gradients of a round differ by less.
const TOLERANCE: f64 = 0.01;

/// Finds the weights for which half their squared length plus the cost of all errors is least
/// (Hsieh and others, ICML 2008). The same lessons give the same weights.
pub(super) fn separate(matrix: &Matrix, lessons: &[Lesson]) -> Separator {
    let mut found = Separator { weights: vec![0.0; matrix.columns()], bias: 0.0 };
    let squares: Vec<f64> = lessons
        .iter()
        .map(|lesson| {
            let row = matrix.row(lesson.row);
            let square = row.iter().map(|(_, value)| f64::from(*value).powi(2)).sum::<f64>();
            square + 1.0 + 0.5 / lesson.cost
        })
        .collect();
    let mut duals = vec![0.0_f64; lessons.len()];
    let mut order: Vec<usize> = (0..lessons.len()).collect();
    let mut active = lessons.len();
    let mut random = Random(0x2545_f491_4f6c_dd1d);
    // A lesson that lies further than this beyond its margin is left out for the time being.
    let mut shrink_at = f64::INFINITY;
    for _ in 0..ROUNDS_MAX {
        for place in 0..active {
            order.swap(place, place + random.below(active - place));
        }
        let (mut highest, mut lowest) = (f64::NEG_INFINITY, f64::INFINITY);
        let mut place = 0;
        while place < active {
            let index = order[place];
            let lesson = lessons[index];
            let row = matrix.row(lesson.row);
            let side = if lesson.positive { 1.0 } else { -1.0 };
            let gradient = side * found.margin(row) - 1.0 + duals[index] * 0.5 / lesson.cost;
            if duals[index] == 0.0 && gradient > shrink_at {
                active -= 1;
                order.swap(place, active);
                continue;
            }
            let projected = if duals[index] == 0.0 { gradient.min(0.0) } else { gradient };
            highest = highest.max(projected);
            lowest = lowest.min(projected);
            if projected.abs() > 1e-12 {
                let former = duals[index];
                duals[index] = (former - gradient / squares[index]).max(0.0);
                let step = (duals[index] - former) * side;
                for (column, value) in row {
                    found.weights[*column as usize] += step * f64::from(*value);
                }
                found.bias += step;
            }
            place += 1;
        }
        if highest - lowest <= TOLERANCE {
            if active == lessons.len() {
                break;
            }
            active = lessons.len();
            shrink_at = f64::INFINITY;
            continue;
        }
        shrink_at = if highest <= 0.0 { f64::INFINITY } else { highest };
    }
    found
}

/// Xorshift: the same numbers at every run.
struct Random(u64);

impl Random {
    /// A number below `limit`, which is not 0.
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit as u64) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::{Lesson, separate};
    use crate::classify::train::matrix::Matrix;

    #[test]
    fn what_can_be_told_apart_is_told_apart() {
        let matrix = Matrix::new(
            3,
            vec![
                vec![(0, 1.0)],
                vec![(0, 0.8), (2, 0.2)],
                vec![(1, 1.0)],
                vec![(1, 0.8), (2, 0.2)],
            ],
        );
        let lesson = |row| Lesson { row, positive: row < 2, cost: 10.0 };
        let lessons: Vec<Lesson> = (0..4).map(lesson).collect();
        let found = separate(&matrix, &lessons);
        for lesson in &lessons {
            assert_eq!(found.margin(matrix.row(lesson.row)) > 0.5, lesson.positive);
        }
        assert_eq!(separate(&matrix, &lessons), found, "the same lessons, the same weights");
    }
}
