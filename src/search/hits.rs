//! The best matches, in a stable order.

use std::cmp::Ordering;
use std::collections::{BTreeSet, HashMap, HashSet};

use tantivy::{DocId, Score};

use super::Sort;
use super::matches::Matches;
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

/// The `limit` best of the matches that come after `after`, in order.
///
/// `scored` holds each segment's matches with their scores. With `alike`, which goes with
/// relevance only, a match is passed over when a better one of its group stands anywhere in front
/// of it, on this page or an earlier one.
pub(super) fn best(
    scored: &[Vec<(DocId, Score)>],
    build: &Build,
    sort: Sort,
    after: Option<Key>,
    limit: usize,
    alike: Option<&Alike>,
) -> Vec<Ranked> {
    let shown = match (alike, after) {
        (Some(alike), Some(after)) => groups_until(scored, build, after, alike),
        _ => HashSet::new(),
    };
    let mut best = Best { limit, kept: BTreeSet::new(), of_group: HashMap::new() };
    for (segment, (found, columns)) in (0..).zip(scored.iter().zip(&build.segments)) {
        for (clause, score) in found.iter().copied() {
            // Most matches fall short by their score alone.
            if sort == Sort::Relevance && score < best.threshold() {
                continue;
            }
            let key = Key::new(sort, score, columns, clause);
            if after.is_some_and(|after| key >= after) || !best.has_room(key) {
                continue;
            }
            let address = ClauseAddress { segment, clause };
            let group = alike.and_then(|alike| alike.group(address));
            if group.is_none_or(|group| !shown.contains(&group)) {
                best.insert(Ranked { key, address }, group);
            }
        }
    }
    best.kept.into_iter().rev().collect()
}

/// The best matches so far; of a group, the best one only.
struct Best {
    limit: usize,
    kept: BTreeSet<Ranked>,
    /// The one that is kept of each group.
    of_group: HashMap<u32, Ranked>,
}

impl Best {
    /// The score below which no match is kept any more.
    ///
    /// It only ever rises: of a group that is kept, a better match takes the place of the one
    /// before.
    fn threshold(&self) -> f32 {
        match self.kept.first() {
            Some(worst) if self.kept.len() == self.limit => worst.key.score,
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
    scored: &[Vec<(DocId, Score)>],
    build: &Build,
    last: Key,
    alike: &Alike,
) -> HashSet<u32> {
    let mut groups = HashSet::new();
    for (segment, (found, columns)) in (0..).zip(scored.iter().zip(&build.segments)) {
        for (clause, score) in found.iter().copied().filter(|(_, score)| *score >= last.score) {
            if Key::new(Sort::Relevance, score, columns, clause) >= last {
                groups.extend(alike.group(ClauseAddress { segment, clause }));
            }
        }
    }
    groups
}

/// The other matches of the group of `found`.
pub(super) fn further<'a>(
    matches: &'a Matches,
    found: ClauseAddress,
    alike: &'a Alike,
) -> impl Iterator<Item = ClauseAddress> + use<'a> {
    let members = alike.group(found).map_or(&[] as &[_], |group| alike.members(group));
    let is_match = move |other: &ClauseAddress| *other != found && matches.contain(*other);
    members.iter().copied().filter(is_match)
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
