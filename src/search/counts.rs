//! Exact counts in one pass: the total, and each facet as if its own selection were off.
//!
//! A match that fails no facet's selection counts everywhere; one that fails exactly one facet's
//! counts for that facet only (drill-sideways). The pass also keeps the matches, to be ranked.

use tantivy::query::Weight;

use super::filter::{self, FacetTables, Selected};
use super::matches::Matches;
use super::plan::When;
use super::{Facet, FacetCounts, FacetValue};
use crate::index::Build;

/// What a pass over all matches counts.
#[derive(Debug)]
pub(super) struct Counts {
    pub(super) total: u64,
    pub(super) platforms: u64,
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
    let mut total = 0;
    let mut platforms = PlatformSet::new(build.platforms.len());
    let mut tallies: Vec<Tally> =
        facets.iter().map(|facet| Tally::new(*facet, tables, build.platforms.len())).collect();

    let mut matches = Matches::default();
    for (columns, reader) in build.segments.iter().zip(build.searcher().segment_readers()) {
        let found = matches.next_segment();
        if filter::passes_over(when, columns) {
            continue;
        }
        // Without selections and facets, whole blocks of what stands now are counted at once.
        let is_plain =
            selections.is_empty() && tallies.is_empty() && filter::all_stood(when, columns);
        weight.for_each_no_score(reader, &mut |clauses| {
            if is_plain {
                total += clauses.len() as u64;
                found.extend_from_slice(clauses);
                for document in clauses.iter().map(|clause| columns.document[*clause as usize]) {
                    platforms.insert(tables.platform(document));
                }
                return;
            }
            for clause in clauses.iter().copied() {
                if !filter::stood(when, columns, clause) {
                    continue;
                }
                let mut failed = selections
                    .iter()
                    .filter(|selected| !selected.admits(tables, columns, clause))
                    .map(|selected| selected.facet);
                let (first, second) = (failed.next(), failed.next());
                if second.is_some() {
                    continue;
                }
                let platform = tables.platform(columns.document[clause as usize]);
                if first.is_none() {
                    found.push(clause);
                    total += 1;
                    platforms.insert(platform);
                }
                for tally in &mut tallies {
                    if first.is_none_or(|facet| facet == tally.facet) {
                        tables.each_value(tally.facet, columns, clause, |value| {
                            tally.add(value, platform);
                        });
                    }
                }
            }
        })?;
    }
    let facets = tallies.into_iter().map(|tally| tally.finish(tables, selections)).collect();
    Ok(Counts { total, platforms: platforms.len(), facets, matches })
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

    pub(super) fn len(&self) -> u64 {
        self.0.iter().map(|bits| u64::from(bits.count_ones())).sum()
    }
}

/// The counts of one facet, by the values' numbers.
struct Tally {
    facet: Facet,
    clauses: Vec<u64>,
    platforms: Vec<PlatformSet>,
}

impl Tally {
    fn new(facet: Facet, tables: &FacetTables, platforms: usize) -> Self {
        let values = tables.names(facet).len();
        Self {
            facet,
            clauses: vec![0; values],
            platforms: vec![PlatformSet::new(platforms); values],
        }
    }

    fn add(&mut self, value: u32, platform: u32) {
        self.clauses[value as usize] += 1;
        self.platforms[value as usize].insert(platform);
    }

    fn finish(self, tables: &FacetTables, selections: &[Selected]) -> FacetCounts {
        let selection = selections.iter().find(|selected| selected.facet == self.facet);
        let mut values = Vec::new();
        for (number, name) in tables.names(self.facet).iter().enumerate() {
            let is_selected = selection.is_some_and(|selected| selected.is_selected(number));
            if self.clauses[number] > 0 || is_selected {
                values.push(FacetValue {
                    value: name.value.clone(),
                    label: name.label.clone(),
                    parent: name.parent.clone(),
                    clauses: self.clauses[number],
                    platforms: self.platforms[number].len(),
                    is_selected,
                });
            }
        }
        values.sort_by(|a, b| b.clauses.cmp(&a.clauses).then_with(|| a.value.cmp(&b.value)));
        FacetCounts { facet: self.facet, values }
    }
}
