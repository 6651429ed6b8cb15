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
                for (clause_type, confidence) in given.chain(doubtful) {
                    let bearer = (clause, f32::from(*confidence) / 255.0);
                    bearers[*clause_type as usize].push(bearer);
                }
            }
            (reader.segment_id(), bearers.into_iter().map(Arc::from).collect())
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
        let of_type = |intent: &Intent| Bearers {
            bearers: Arc::clone(&bearers[intent.clause_type]),
            place: 0,
            factor: intent.strength * self.boost * boost,
        };
        let mut merged = Merged { types: self.intents.iter().map(of_type).collect(), doc: 0 };
        merged.settle();
        Ok(Box::new(merged))
    }

    fn explain(&self, _reader: &SegmentReader, _doc: DocId) -> tantivy::Result<Explanation> {
        Err(TantivyError::InvalidArgument("a type scores as surely as it is borne".to_owned()))
    }
}

/// The clauses that bear one of the types, ascending; of several types the one that counts most
/// scores.
struct Merged {
    types: Vec<Bearers>,
    doc: DocId,
}

/// The clauses that bear one type, from a place on.
struct Bearers {
    bearers: OfType,
    place: usize,
    factor: f32,
}

impl Bearers {
    fn doc(&self) -> DocId {
        self.bearers.get(self.place).map_or(TERMINATED, |(clause, _)| *clause)
    }
}

impl Merged {
    /// Goes to the first clause that any of the types stands at.
    fn settle(&mut self) -> DocId {
        self.doc = self.types.iter().map(Bearers::doc).min().unwrap_or(TERMINATED);
        self.doc
    }
}

impl DocSet for Merged {
    fn advance(&mut self) -> DocId {
        for of_type in &mut self.types {
            of_type.place += usize::from(of_type.doc() == self.doc);
        }
        self.settle()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        for of_type in &mut self.types {
            of_type.place = matches::seek(&of_type.bearers, of_type.place, target);
        }
        self.settle()
    }

    fn doc(&self) -> DocId {
        self.doc
    }

    fn size_hint(&self) -> u32 {
        self.types.iter().map(|of_type| of_type.bearers.len() as u32).sum()
    }
}

impl Scorer for Merged {
    fn score(&mut self) -> Score {
        let here = self.types.iter().filter(|of_type| of_type.doc() == self.doc);
        let scores = here.filter_map(|of_type| {
            let (_, confidence) = of_type.bearers.get(of_type.place)?;
            Some(confidence * of_type.factor)
        });
        scores.fold(0.0, f32::max)
    }
}
