//! The best matches, in a stable order.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use tantivy::query::Weight;

use super::Sort;
use super::filter::{self, FacetTables, Selected};
use super::plan::When;
use crate::index::{Build, ClauseAddress, Columns};

/// Where a match stands in the order of hits: the greatest comes first.
///
/// No two clause states of a build share a key, so the order is total and the same every time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Key {
    /// What is sorted by, mapped so that greater is better.
    primary: i64,
    /// The score, where it is not what is sorted by.
    score: f32,
    record: u64,
    number: u32,
}

impl Eq for Key {}

impl Ord for Key {
    fn cmp(&self, other: &Self) -> Ordering {
        let better = self.primary.cmp(&other.primary).then(self.score.total_cmp(&other.score));
        better.then_with(|| (other.record, other.number).cmp(&(self.record, self.number)))
    }
}

impl PartialOrd for Key {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Key {
    fn new(sort: Sort, score: f32, columns: &Columns, clause: u32) -> Self {
        let place = clause as usize;
        let primary = match sort {
            Sort::Relevance => 0,
            Sort::Newest => columns.moments.intervals.of(clause).first().map_or(0, |first| first.0),
            Sort::Severity => i64::from(columns.severity[place]),
        };
        Self { primary, score, record: columns.record[place], number: columns.number[place] }
    }

    /// The key as numbers, for a cursor.
    pub(super) fn to_numbers(self) -> [u64; 4] {
        let score = u64::from(self.score.to_bits());
        [self.primary.cast_unsigned(), score, self.record, u64::from(self.number)]
    }

    /// The key of those numbers; none when no key has them.
    pub(super) fn from_numbers(numbers: &[u64]) -> Option<Self> {
        let [primary, score, record, number] = *numbers else { return None };
        let score = f32::from_bits(u32::try_from(score).ok()?);
        let number = u32::try_from(number).ok()?;
        Some(Self { primary: primary.cast_signed(), score, record, number })
    }

    /// How well the clause matches.
    pub(super) fn score(&self) -> f32 {
        self.score
    }
}

/// A match with its place in the order; the greatest key comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Ranked {
    pub(super) key: Key,
    pub(super) address: ClauseAddress,
}

/// What is looked through.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scope<'a> {
    pub(super) build: &'a Build,
    pub(super) tables: &'a FacetTables,
    pub(super) when: &'a When,
    pub(super) selections: &'a [Selected],
}

impl Scope<'_> {
    fn admits(&self, columns: &Columns, clause: u32) -> bool {
        filter::stood(self.when, columns, clause)
            && self.selections.iter().all(|selected| selected.admits(self.tables, columns, clause))
    }
}

/// The best `limit` matches after `after`, in order.
pub(super) fn best(
    weight: &dyn Weight,
    scope: Scope<'_>,
    sort: Sort,
    after: Option<Key>,
    limit: usize,
) -> tantivy::Result<Vec<Ranked>> {
    let mut heap: BinaryHeap<std::cmp::Reverse<Ranked>> = BinaryHeap::with_capacity(limit + 1);
    each_segment(scope, |segment, columns, reader| {
        // Scores below the worst kept can be skipped, those equal to it cannot: the key decides.
        let threshold = |heap: &BinaryHeap<std::cmp::Reverse<Ranked>>| match heap.peek() {
            Some(worst) if heap.len() == limit && sort == Sort::Relevance => {
                worst.0.key.score.next_down()
            }
            _ => f32::MIN,
        };
        weight.for_each_pruning(threshold(&heap), reader, &mut |clause, score| {
            let key = Key::new(sort, score, columns, clause);
            let is_wanted = after.is_none_or(|after| key < after)
                && (heap.len() < limit || heap.peek().is_some_and(|worst| key > worst.0.key));
            if is_wanted && scope.admits(columns, clause) {
                let address = ClauseAddress { segment, clause };
                heap.push(std::cmp::Reverse(Ranked { key, address }));
                if heap.len() > limit {
                    heap.pop();
                }
            }
            threshold(&heap)
        })
    })?;
    Ok(heap.into_sorted_vec().into_iter().map(|reversed| reversed.0).collect())
}

/// The best match of each platform and how many matches it has, the best platforms first.
pub(super) fn best_by_platform(
    weight: &dyn Weight,
    scope: Scope<'_>,
    sort: Sort,
) -> tantivy::Result<Vec<(Ranked, u64)>> {
    let mut best: Vec<Option<(Ranked, u64)>> = vec![None; scope.build.platforms.len()];
    each_segment(scope, |segment, columns, reader| {
        weight.for_each(reader, &mut |clause, score| {
            if !scope.admits(columns, clause) {
                return;
            }
            let key = Key::new(sort, score, columns, clause);
            let found = Ranked { key, address: ClauseAddress { segment, clause } };
            let platform = scope.tables.platform(columns.document[clause as usize]);
            let slot = &mut best[platform as usize];
            *slot = Some(match *slot {
                Some((kept, count)) => (kept.max(found), count + 1),
                None => (found, 1),
            });
        })
    })?;
    let mut found: Vec<_> = best.into_iter().flatten().collect();
    found.sort_unstable_by_key(|(ranked, _)| std::cmp::Reverse(*ranked));
    Ok(found)
}

fn each_segment(
    scope: Scope<'_>,
    mut each: impl FnMut(u32, &Columns, &tantivy::SegmentReader) -> tantivy::Result<()>,
) -> tantivy::Result<()> {
    let readers = scope.build.searcher().segment_readers();
    for (segment, (columns, reader)) in scope.build.segments.iter().zip(readers).enumerate() {
        if !filter::passes_over(scope.when, columns) {
            each(segment as u32, columns, reader)?;
        }
    }
    Ok(())
}
