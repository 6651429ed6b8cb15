//! What a query matches, found once: a list that is counted, then scored and ranked.
//!
//! Scores never decide what matches, so they are added up word by word over the list. That costs
//! less than finding the matches a second time, above all those of phrases and connectors.

use std::cmp::Ordering;

use tantivy::query::{Scorer, Weight};
use tantivy::{DocId, Score, TERMINATED};

use crate::index::Build;

/// The clauses found in each segment, ascending.
#[derive(Debug, Default)]
pub(super) struct Matches(Vec<Vec<DocId>>);

impl Matches {
    /// The list of the next segment, to be filled in order.
    pub(super) fn next_segment(&mut self) -> &mut Vec<DocId> {
        self.0.push(Vec::new());
        self.0.last_mut().expect("a list was just added")
    }

    /// Each segment's matches with the sum of their scores by `weights`, ascending.
    pub(super) fn scored(
        &self,
        build: &Build,
        weights: &[Box<dyn Weight>],
    ) -> tantivy::Result<Vec<Vec<(DocId, Score)>>> {
        let mut segments = Vec::with_capacity(self.0.len());
        for (found, reader) in self.0.iter().zip(build.searcher().segment_readers()) {
            let mut scored: Vec<(DocId, Score)> =
                found.iter().map(|clause| (*clause, 0.0)).collect();
            if !scored.is_empty() {
                for weight in weights {
                    add(&mut *weight.scorer(reader, 1.0)?, &mut scored);
                }
            }
            segments.push(scored);
        }
        Ok(segments)
    }
}

/// Adds to each match its score by `scorer`.
fn add(scorer: &mut dyn Scorer, scored: &mut [(DocId, Score)]) {
    let mut place = 0;
    let mut clause = scorer.doc();
    while clause != TERMINATED && place < scored.len() {
        let (wanted, score) = &mut scored[place];
        match clause.cmp(wanted) {
            Ordering::Less => clause = scorer.seek(*wanted),
            Ordering::Equal => {
                *score += scorer.score();
                place += 1;
                clause = scorer.advance();
            }
            Ordering::Greater => place = seek(scored, place, clause),
        }
    }
}

/// The place of the first entry for `clause` or one behind it, from `place` on; entries ascend.
pub(super) fn seek(entries: &[(DocId, Score)], place: usize, clause: DocId) -> usize {
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
