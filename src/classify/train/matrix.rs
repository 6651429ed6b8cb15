//! Texts as rows of numbers: which features are kept, and each text's values of them.

use std::collections::BTreeMap;

use super::corpus::Example;
use crate::classify::model::features::{Vocabulary, rarity};

/// A feature seen in fewer texts is not kept.
const HOLDERS_MIN: usize = 6;

/// Sparse rows.
#[derive(Debug)]
pub(super) struct Matrix {
    columns: usize,
    rows: Vec<Vec<(u32, f32)>>,
}

impl Matrix {
    /// The matrix of these rows; each entry is a column below `columns` and its value.
    pub(super) fn new(columns: usize, rows: Vec<Vec<(u32, f32)>>) -> Self {
        Self { columns, rows }
    }

    /// The rows of `examples` over the features of `vocabulary`.
    pub(super) fn of(vocabulary: &Vocabulary, examples: &[&Example]) -> Self {
        let row = |example: &&Example| vocabulary.vector(&example.counts, &example.facts);
        Self::new(vocabulary.len(), examples.iter().map(row).collect())
    }

    /// How many columns there are.
    pub(super) fn columns(&self) -> usize {
        self.columns
    }

    /// The entries of a row.
    pub(super) fn row(&self, index: usize) -> &[(u32, f32)] {
        &self.rows[index]
    }
}

/// The features that enough of `examples` have.
pub(super) fn vocabulary<'a>(examples: impl Iterator<Item = &'a Example>) -> Vocabulary {
    let mut holders: BTreeMap<u32, usize> = BTreeMap::new();
    let mut all = 0;
    for example in examples {
        all += 1;
        let hashes = example.counts.iter().map(|(hash, _)| hash);
        for hash in hashes.chain(&example.facts) {
            *holders.entry(*hash).or_default() += 1;
        }
    }
    let kept = holders.into_iter().filter(|(_, count)| *count >= HOLDERS_MIN);
    Vocabulary::new(kept.map(|(hash, count)| (hash, rarity(count, all))).collect())
}
