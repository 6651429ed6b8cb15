//! The best matches, in a stable order.

use std::cmp::Ordering;
use std::collections::{BTreeSet, HashMap, HashSet};

use tantivy::query::Weight;

use super::Sort;
use super::filter::{self, FacetTables, Selected};
use super::plan::When;
use crate::index::{Alike, Build, ClauseAddress, Columns};

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
///
/// With `alike`, which goes with relevance only, a match is passed over when a better one of its
/// group stands anywhere in front of it, on this page or an earlier one.
pub(super) fn best(
    weight: &dyn Weight,
    scope: Scope<'_>,
    sort: Sort,
    after: Option<Key>,
    limit: usize,
    alike: Option<&Alike>,
) -> tantivy::Result<Vec<Ranked>> {
    let shown = match (alike, after) {
        (Some(alike), Some(after)) => groups_until(weight, scope, after, alike)?,
        _ => HashSet::new(),
    };
    let mut best = Best { limit, kept: BTreeSet::new(), of_group: HashMap::new() };
    each_segment(scope, |segment, columns, reader| {
        weight.for_each_pruning(best.threshold(sort), reader, &mut |clause, score| {
            let key = Key::new(sort, score, columns, clause);
            if after.is_none_or(|after| key < after)
                && best.has_room(key)
                && scope.admits(columns, clause)
            {
                let address = ClauseAddress { segment, clause };
                let group = alike.and_then(|alike| alike.group(address));
                if group.is_none_or(|group| !shown.contains(&group)) {
                    best.insert(Ranked { key, address }, group);
                }
            }
            best.threshold(sort)
        })
    })?;
    Ok(best.kept.into_iter().rev().collect())
}

/// The best matches so far; of a group, the best one only.
struct Best {
    limit: usize,
    kept: BTreeSet<Ranked>,
    /// The one that is kept of each group.
    of_group: HashMap<u32, Ranked>,
}

impl Best {
    /// The score up to which matches can be passed over unseen.
    ///
    /// Those equal to the worst that is kept cannot be: the key decides. It only ever rises: of a
    /// group that is kept, a better match takes the place of the one before.
    fn threshold(&self, sort: Sort) -> f32 {
        match self.kept.first() {
            Some(worst) if self.kept.len() == self.limit && sort == Sort::Relevance => {
                worst.key.score.next_down()
            }
            _ => f32::MIN,
        }
    }

    fn has_room(&self, key: Key) -> bool {
        self.kept.len() < self.limit || self.kept.first().is_some_and(|worst| key > worst.key)
    }

    fn insert(&mut self, found: Ranked, group: Option<u32>) {
        if let Some(group) = group {
            let kept = self.of_group.entry(group).or_insert(found);
            if *kept > found {
                return;
            }
            self.kept.remove(kept);
            *kept = found;
        }
        self.kept.insert(found);
        if self.kept.len() > self.limit
            && let Some(worst) = self.kept.pop_first()
        {
            self.of_group.retain(|_, kept| *kept != worst);
        }
    }
}

/// The groups of the matches up to and with `last`.
fn groups_until(
    weight: &dyn Weight,
    scope: Scope<'_>,
    last: Key,
    alike: &Alike,
) -> tantivy::Result<HashSet<u32>> {
    let mut groups = HashSet::new();
    let threshold = last.score.next_down();
    each_segment(scope, |segment, columns, reader| {
        weight.for_each_pruning(threshold, reader, &mut |clause, score| {
            let key = Key::new(Sort::Relevance, score, columns, clause);
            let group = alike.group(ClauseAddress { segment, clause });
            if let Some(group) = group.filter(|_| key >= last && scope.admits(columns, clause)) {
                groups.insert(group);
            }
            threshold
        })
    })?;
    Ok(groups)
}

/// For each of `found`, the other matches of its group.
pub(super) fn further(
    weight: &dyn Weight,
    scope: Scope<'_>,
    found: &[Ranked],
    alike: &Alike,
) -> tantivy::Result<Vec<Vec<ClauseAddress>>> {
    let others = |ranked: &Ranked| {
        let address = ranked.address;
        let members = alike.group(address).map_or(&[] as &[_], |group| alike.members(group));
        members.iter().copied().filter(move |other| *other != address)
    };
    let mut wanted: Vec<ClauseAddress> = found.iter().flat_map(others).collect();
    wanted.sort_unstable();
    let mut matches = HashSet::new();
    each_segment(scope, |segment, columns, reader| {
        let wanted = wanted.iter().filter(|address| address.segment == segment);
        let mut wanted = wanted.map(|address| address.clause).peekable();
        if wanted.peek().is_none() {
            return Ok(());
        }
        let mut scorer = weight.scorer(reader, 1.0)?;
        for clause in wanted {
            if scorer.doc() < clause {
                scorer.seek(clause);
            }
            if scorer.doc() == clause && scope.admits(columns, clause) {
                matches.insert(ClauseAddress { segment, clause });
            }
        }
        Ok(())
    })?;
    let matching =
        found.iter().map(|ranked| others(ranked).filter(|other| matches.contains(other)).collect());
    Ok(matching.collect())
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
