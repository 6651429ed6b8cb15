//! What a query matches, found once: a list that is counted, then scored and ranked.
//!
//! Scores never decide what matches, so they are added up word by word over the list. That costs
//! less than finding the matches a second time, above all those of phrases and connectors.

use std::cmp::Ordering;

use tantivy::query::{Scorer, Weight};
use tantivy::{DocId, Score, SegmentReader, TERMINATED};

use crate::index::{Build, ClauseAddress};

/// From how many matches in a segment on it is faster to sum up all scores there are.
const MANY: usize = 4_096;

/// The clauses found in each segment, ascending.
#[derive(Debug, Default)]
pub(super) struct Matches(Vec<Vec<DocId>>);

impl Matches {
    /// The list of the next segment, to be filled in order.
    pub(super) fn next_segment(&mut self) -> &mut Vec<DocId> {
        self.0.push(Vec::new());
        self.0.last_mut().expect("a list was just added")
    }

    /// Whether a clause is among them.
    pub(super) fn contain(&self, address: ClauseAddress) -> bool {
        let segment = self.0.get(address.segment as usize);
        segment.is_some_and(|found| found.binary_search(&address.clause).is_ok())
    }

    /// Each segment's matches with the sum of their scores by `weights`, ascending.
    pub(super) fn scored(
        &self,
        build: &Build,
        weights: &[Box<dyn Weight>],
    ) -> tantivy::Result<Vec<Vec<(DocId, Score)>>> {
        let mut segments = Vec::with_capacity(self.0.len());
        for (found, reader) in self.0.iter().zip(build.searcher().segment_readers()) {
            segments.push(match found.len() {
                0 => Vec::new(),
                few if few < MANY => sought(found, reader, weights)?,
                _ => summed(found, reader, weights)?,
            });
        }
        Ok(segments)
    }
}

/// Scores a few matches: each is sought in what `weights` find.
fn sought(
    found: &[DocId],
    reader: &SegmentReader,
    weights: &[Box<dyn Weight>],
) -> tantivy::Result<Vec<(DocId, Score)>> {
    let mut scored: Vec<(DocId, Score)> = found.iter().map(|clause| (*clause, 0.0)).collect();
    for weight in weights {
        add(&mut *weight.scorer(reader, 1.0)?, &mut scored);
    }
    Ok(scored)
}

/// Scores many matches: all that `weights` find is summed up, and the matches' sums are kept.
fn summed(
    found: &[DocId],
    reader: &SegmentReader,
    weights: &[Box<dyn Weight>],
) -> tantivy::Result<Vec<(DocId, Score)>> {
    let mut sums = vec![0.0; reader.max_doc() as usize];
    for weight in weights {
        weight.for_each(reader, &mut |clause, score| sums[clause as usize] += score)?;
    }
    Ok(found.iter().map(|clause| (*clause, sums[*clause as usize])).collect())
}

/// Adds to each match its score by `scorer`; both ascend.
fn add(scorer: &mut dyn Scorer, scored: &mut [(DocId, Score)]) {
    let mut place = 0;
    let mut clause = scorer.doc();
    while clause != TERMINATED && place < scored.len() {
        let (wanted, sum) = &mut scored[place];
        match clause.cmp(wanted) {
            Ordering::Less => clause = scorer.seek(*wanted),
            Ordering::Equal => {
                *sum += scorer.score();
                place += 1;
                clause = scorer.advance();
            }
            Ordering::Greater => place = seek(scored, place, clause),
        }
    }
}

/// The place of the first entry for `clause` or one behind it, from `place` on; entries ascend.
pub(super) fn seek(entries: &[(DocId, Score)], place: usize, clause: DocId) -> usize {
    if entries.get(place).is_none_or(|(at, _)| *at >= clause) {
        return place;
    }
    let (mut from, mut step) = (place, 1);
    // What is sought is mostly near, so the steps begin small.
    while entries.get(from + step).is_some_and(|(at, _)| *at < clause) {
        from += step;
        step *= 2;
    }
    let near = &entries[from..entries.len().min(from + step)];
    from + near.partition_point(|(at, _)| *at < clause)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seeking_finds_what_a_scan_finds() {
        let entries: Vec<(DocId, Score)> = (0..100).map(|place| (place * 3 + 1, 0.0)).collect();
        for place in 0..=entries.len() {
            for clause in 0..310 {
                let rest = entries[place..].iter();
                let scanned = place + rest.take_while(|(at, _)| *at < clause).count();
                assert_eq!(seek(&entries, place, clause), scanned, "{clause} from {place}");
            }
        }
    }
}
