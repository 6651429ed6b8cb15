//! The best matches, in a stable order.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use tantivy::{DocId, Score};

use super::Sort;
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

/// The `limit` best of the matches that come after `after`, in order.
///
/// `scored` holds each segment's matches with their scores.
pub(super) fn best(
    scored: &[Vec<(DocId, Score)>],
    build: &Build,
    sort: Sort,
    after: Option<Key>,
    limit: usize,
) -> Vec<Ranked> {
    let mut heap: BinaryHeap<std::cmp::Reverse<Ranked>> = BinaryHeap::with_capacity(limit + 1);
    for (segment, (found, columns)) in (0..).zip(scored.iter().zip(&build.segments)) {
        for (clause, score) in found.iter().copied() {
            let worst = heap.peek().filter(|_| heap.len() == limit);
            // Most matches fall short by their score alone.
            let is_short = |worst: &std::cmp::Reverse<Ranked>| score < worst.0.key.score;
            if sort == Sort::Relevance && worst.is_some_and(is_short) {
                continue;
            }
            let key = Key::new(sort, score, columns, clause);
            let is_wanted = after.is_none_or(|after| key < after)
                && worst.is_none_or(|worst| key > worst.0.key);
            if is_wanted {
                let address = ClauseAddress { segment, clause };
                heap.push(std::cmp::Reverse(Ranked { key, address }));
                if heap.len() > limit {
                    heap.pop();
                }
            }
        }
    }
    heap.into_sorted_vec().into_iter().map(|reversed| reversed.0).collect()
}

/// The best match of each platform and how many matches it has, the best platforms first.
///
/// `scored` holds each segment's matches with their scores.
pub(super) fn best_by_platform(
    scored: &[Vec<(DocId, Score)>],
    build: &Build,
    sort: Sort,
) -> Vec<(Ranked, u64)> {
    let mut best: Vec<Option<(Ranked, u64)>> = vec![None; build.platforms.len()];
    for (segment, (found, columns)) in (0..).zip(scored.iter().zip(&build.segments)) {
        for (clause, score) in found.iter().copied() {
            let key = Key::new(sort, score, columns, clause);
            let found = Ranked { key, address: ClauseAddress { segment, clause } };
            let platform = build.platform_of[columns.document[clause as usize] as usize];
            let slot = &mut best[platform as usize];
            *slot = Some(match *slot {
                Some((kept, count)) => (kept.max(found), count + 1),
                None => (found, 1),
            });
        }
    }
    let mut found: Vec<_> = best.into_iter().flatten().collect();
    found.sort_unstable_by_key(|(ranked, _)| std::cmp::Reverse(*ranked));
    found
}
