//! Scores clauses by how surely they are of the clause types that a query means.

use std::collections::HashMap;
use std::sync::Arc;

use tantivy::index::SegmentId;
use tantivy::query::{EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED, TantivyError};

use super::intent::Intent;
use crate::index::Build;

/// For each segment and clause type, the clauses that bear it, ascending, each with how surely,
/// from 0 to 1.
#[derive(Debug)]
pub(super) struct Typed(HashMap<SegmentId, Vec<Vec<(DocId, f32)>>>);

impl Typed {
    pub(super) fn new(build: &Build, types: usize) -> Self {
        let readers = build.searcher().segment_readers().iter();
        let segments = readers.zip(&build.segments).map(|(reader, columns)| {
            let mut bearers = vec![Vec::new(); types];
            for clause in 0..columns.clauses {
                let given = columns.types.of(clause).iter().zip(columns.confidences.of(clause));
                let doubtful = columns.doubtful.of(clause).iter().zip(columns.doubts.of(clause));
                for (clause_type, confidence) in given.chain(doubtful) {
                    let bearer = (clause, f32::from(*confidence) / 255.0);
                    bearers[*clause_type as usize].push(bearer);
                }
            }
            (reader.segment_id(), bearers)
        });
        Self(segments.collect())
    }
}

/// Matches the clauses that bear one of the types; each scores by how surely, times how strongly
/// the query means that type, times `boost`.
#[derive(Debug, Clone)]
pub(super) struct TypedQuery {
    pub(super) typed: Arc<Typed>,
    pub(super) intents: Vec<Intent>,
    pub(super) boost: f32,
}

impl Query for TypedQuery {
    fn weight(&self, _enable: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(self.clone()))
    }
}

impl Weight for TypedQuery {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let Some(bearers) = self.typed.0.get(&reader.segment_id()) else {
            return Ok(Box::new(EmptyScorer));
        };
        let mut scored: Vec<(DocId, f32)> = Vec::new();
        for intent in &self.intents {
            let factor = intent.strength * self.boost * boost;
            let of_type = bearers[intent.clause_type].iter();
            scored.extend(of_type.map(|(clause, confidence)| (*clause, confidence * factor)));
        }
        // Of several types the one that counts most is left.
        scored.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
        scored.dedup_by_key(|(clause, _)| *clause);
        Ok(Box::new(Scored { scored, place: 0 }))
    }

    fn explain(&self, _reader: &SegmentReader, _doc: DocId) -> tantivy::Result<Explanation> {
        Err(TantivyError::InvalidArgument("a type scores as surely as it is borne".to_owned()))
    }
}

/// Clauses with their scores, ascending.
struct Scored {
    scored: Vec<(DocId, f32)>,
    place: usize,
}

impl DocSet for Scored {
    fn advance(&mut self) -> DocId {
        self.place += 1;
        self.doc()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        let rest = self.scored.get(self.place..).unwrap_or_default();
        self.place += rest.partition_point(|(clause, _)| *clause < target);
        self.doc()
    }

    fn doc(&self) -> DocId {
        self.scored.get(self.place).map_or(TERMINATED, |(clause, _)| *clause)
    }

    fn size_hint(&self) -> u32 {
        self.scored.len() as u32
    }
}

impl Scorer for Scored {
    fn score(&mut self) -> Score {
        self.scored.get(self.place).map_or(0.0, |(_, score)| *score)
    }
}
