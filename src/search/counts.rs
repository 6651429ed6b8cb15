//! Exact counts in one pass: the total, and each facet as if its own selection were off.
//!
//! A match that fails no facet's selection counts everywhere; one that fails exactly one facet's
//! counts for that facet only (drill-sideways), and for what there would be without the selection.
//! The pass also keeps the matches, to be ranked.

use tantivy::query::Weight;

use super::filter::{self, FacetTables, Selected};
use super::matches::Matches;
use super::plan::When;
use super::{Count, Facet, FacetCounts, FacetValue};
use crate::index::Build;

/// What a pass over all matches counts.
#[derive(Debug)]
pub(super) struct Counts {
    pub(super) found: Count,
    /// What would be found without the selection in each facet, in the selections' order.
    pub(super) without: Vec<(Facet, Count)>,
    pub(super) facets: Vec<FacetCounts>,
    /// The clauses that meet every selection.
    pub(super) matches: Matches,
}

/// Counts the matches of `weight` at that time.
pub(super) fn count(
    weight: &dyn Weight,
    build: &Build,
    tables: &FacetTables,
    when: &When,
    selections: &[Selected],
    facets: &[Facet],
) -> tantivy::Result<Counts> {
    let mut found = Found::new(build.platforms.len());
    let mut without: Vec<Found> = vec![found.clone(); selections.len()];
    let mut tallies: Vec<Tally> =
        facets.iter().map(|facet| Tally::new(*facet, tables, build.platforms.len())).collect();

    let mut matches = Matches::default();
    for (columns, reader) in build.segments.iter().zip(build.searcher().segment_readers()) {
        let matching = matches.next_segment();
        if filter::passes_over(when, columns) {
            continue;
        }
        // Without selections and facets, whole blocks of what stands now are counted at once.
        let is_plain =
            selections.is_empty() && tallies.is_empty() && filter::all_stood(when, columns);
        weight.for_each_no_score(reader, &mut |clauses| {
            if is_plain {
                matching.extend_from_slice(clauses);
                for document in clauses.iter().map(|clause| columns.document[*clause as usize]) {
                    found.add(tables.platform(document));
                }
                return;
            }
            for clause in clauses.iter().copied() {
                if !filter::stood(when, columns, clause) {
                    continue;
                }
                let mut failed = selections
                    .iter()
                    .enumerate()
                    .filter(|(_, selected)| !selected.admits(tables, columns, clause));
                let (first, second) = (failed.next(), failed.next());
                if second.is_some() {
                    continue;
                }
                let platform = tables.platform(columns.document[clause as usize]);
                match first {
                    None => {
                        matching.push(clause);
                        found.add(platform);
                    }
                    Some((place, _)) => without[place].add(platform),
                }
                for tally in &mut tallies {
                    if first.is_none_or(|(_, failed)| failed.facet == tally.facet) {
                        tables.each_value(tally.facet, columns, clause, |value| {
                            tally.add(value, platform);
                        });
                    }
                }
            }
        })?;
    }
    let facets = tallies.into_iter().map(|tally| tally.finish(tables, selections)).collect();
    // What meets every selection is found without any one of them too.
    let without = without.into_iter().map(|failed| failed.with(&found).count());
    let without = selections.iter().map(|selected| selected.facet).zip(without).collect();
    Ok(Counts { found: found.count(), without, facets, matches })
}

/// Clauses found, and on which platforms.
#[derive(Debug, Clone)]
struct Found {
    clauses: u64,
    platforms: PlatformSet,
}

impl Found {
    fn new(platforms: usize) -> Self {
        Self { clauses: 0, platforms: PlatformSet::new(platforms) }
    }

    fn add(&mut self, platform: u32) {
        self.clauses += 1;
        self.platforms.insert(platform);
    }

    /// These and others, which are different clauses.
    fn with(mut self, others: &Self) -> Self {
        self.clauses += others.clauses;
        self.platforms.join(&others.platforms);
        self
    }

    fn count(&self) -> Count {
        Count { clauses: self.clauses, platforms: self.platforms.len() }
    }
}

/// A set of platforms.
#[derive(Debug, Clone)]
pub(super) struct PlatformSet(Vec<u64>);

impl PlatformSet {
    pub(super) fn new(platforms: usize) -> Self {
        Self(vec![0; platforms.div_ceil(64)])
    }

    pub(super) fn insert(&mut self, platform: u32) {
        self.0[platform as usize / 64] |= 1 << (platform % 64);
    }

    fn join(&mut self, other: &Self) {
        for (bits, others) in self.0.iter_mut().zip(&other.0) {
            *bits |= others;
        }
    }

    pub(super) fn len(&self) -> u64 {
        self.0.iter().map(|bits| u64::from(bits.count_ones())).sum()
    }
}

/// The counts of one facet, by the values' numbers.
struct Tally {
    facet: Facet,
    values: Vec<Found>,
}

impl Tally {
    fn new(facet: Facet, tables: &FacetTables, platforms: usize) -> Self {
        Self { facet, values: vec![Found::new(platforms); tables.names(facet).len()] }
    }

    fn add(&mut self, value: u32, platform: u32) {
        self.values[value as usize].add(platform);
    }

    fn finish(self, tables: &FacetTables, selections: &[Selected]) -> FacetCounts {
        let selection = selections.iter().find(|selected| selected.facet == self.facet);
        let mut values = Vec::new();
        let named = tables.names(self.facet).iter().zip(&self.values).enumerate();
        for (number, (name, found)) in named {
            let is_selected = selection.is_some_and(|selected| selected.is_selected(number));
            if found.clauses > 0 || is_selected {
                values.push(FacetValue {
                    value: name.value.clone(),
                    label: name.label.clone(),
                    parent: name.parent.clone(),
                    clauses: found.clauses,
                    platforms: found.platforms.len(),
                    is_selected,
                });
            }
        }
        values.sort_by(|a, b| b.clauses.cmp(&a.clauses).then_with(|| a.value.cmp(&b.value)));
        FacetCounts { facet: self.facet, values }
    }
}
