//! Scores clauses by how surely they are of the clause types that a query means.

use std::collections::HashMap;
use std::sync::Arc;

use tantivy::index::SegmentId;
use tantivy::query::{EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED, TantivyError};

use super::intent::Intent;
use super::matches;
use crate::index::Build;

/// The clauses of a segment that bear a type, ascending, each with how surely, from 0 to 1.
type OfType = Arc<[(DocId, f32)]>;

/// For each segment, the bearers of each clause type.
#[derive(Debug)]
pub(super) struct Typed(HashMap<SegmentId, Vec<OfType>>);

impl Typed {
    pub(super) fn new(build: &Build, types: usize) -> Self {
        let readers = build.searcher().segment_readers().iter();
        let segments = readers.zip(&build.segments).map(|(reader, columns)| {
            let mut bearers = vec![Vec::new(); types];
            for clause in 0..columns.clauses {
                let given = columns.types.of(clause).iter().zip(columns.confidences.of(clause));
                let doubtful = columns.doubtful.of(clause).iter().zip(columns.doubts.of(clause));
                for (clause_type, sure) in given.chain(doubtful) {
                    bearers[*clause_type as usize].push((clause, sure.as_f32()));
                }
            }
            (reader.segment_id(), bearers.into_iter().map(Arc::from).collect())
        });
        Self(segments.collect())
    }
}

/// Matches the clauses that bear a type; each scores by how surely, times the square of how strongly
/// the query means it, times `boost`.
///
/// The scores of several types add up, as the chances that a clause is of the type that is meant
/// do; the square keeps doubtful guesses from counting as much as sure ones.
#[derive(Debug, Clone)]
pub(super) struct TypedQuery {
    pub(super) typed: Arc<Typed>,
    pub(super) intent: Intent,
    pub(super) boost: f32,
    /// Bearers less sure than this do not match.
    pub(super) least: f32,
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
        let mut bearers = Arc::clone(&bearers[self.intent.clause_type]);
        if self.least > 0.0 {
            bearers = bearers.iter().copied().filter(|(_, sure)| *sure >= self.least).collect();
        }
        Ok(Box::new(Bearers {
            bearers,
            place: 0,
            factor: self.intent.strength.powi(2) * self.boost * boost,
        }))
    }

    fn explain(&self, _reader: &SegmentReader, _doc: DocId) -> tantivy::Result<Explanation> {
        Err(TantivyError::InvalidArgument("a type scores as surely as it is borne".to_owned()))
    }
}

/// The clauses that bear a type, from a place on.
struct Bearers {
    bearers: OfType,
    place: usize,
    factor: f32,
}

impl DocSet for Bearers {
    fn advance(&mut self) -> DocId {
        self.place += 1;
        self.doc()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        self.place = matches::seek(&self.bearers, self.place, target);
        self.doc()
    }

    fn doc(&self) -> DocId {
        self.bearers.get(self.place).map_or(TERMINATED, |(clause, _)| *clause)
    }

    fn size_hint(&self) -> u32 {
        self.bearers.len() as u32
    }
}

impl Scorer for Bearers {
    fn score(&mut self) -> Score {
        self.bearers.get(self.place).map_or(0.0, |(_, confidence)| confidence * self.factor)
    }
}
