//! A query for a fact about a clause, such as its type, where it stands within an OR or a NOT.

use std::collections::HashMap;
use std::sync::Arc;

use tantivy::index::SegmentId;
use tantivy::query::{ConstScorer, EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED, TantivyError};

use super::filter::{FacetTables, Selected};
use crate::index::Build;

/// Matches the clauses that have a fact; each scores 1.
#[derive(Debug, Clone)]
pub(super) struct FactQuery(Arc<HashMap<SegmentId, Arc<[DocId]>>>);

impl FactQuery {
    /// The clauses of `build` that `selected` admits.
    pub(super) fn new(selected: &Selected, tables: &FacetTables, build: &Build) -> Self {
        let readers = build.searcher().segment_readers().iter();
        let clauses = readers.zip(&build.segments).map(|(reader, columns)| {
            let all = 0..columns.clauses;
            let having = all.filter(|clause| selected.admits(tables, columns, *clause));
            (reader.segment_id(), having.collect())
        });
        Self(Arc::new(clauses.collect()))
    }
}

impl Query for FactQuery {
    fn weight(&self, _enable: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(self.clone()))
    }
}

impl Weight for FactQuery {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let Some(clauses) = self.0.get(&reader.segment_id()) else {
            return Ok(Box::new(EmptyScorer));
        };
        Ok(Box::new(ConstScorer::new(Listed { clauses: Arc::clone(clauses), place: 0 }, boost)))
    }

    fn explain(&self, _reader: &SegmentReader, _doc: DocId) -> tantivy::Result<Explanation> {
        Err(TantivyError::InvalidArgument("a fact scores 1".to_owned()))
    }
}

/// A list of clauses, ascending.
struct Listed {
    clauses: Arc<[DocId]>,
    place: usize,
}

impl DocSet for Listed {
    fn advance(&mut self) -> DocId {
        self.place += 1;
        self.doc()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        let rest = self.clauses.get(self.place..).unwrap_or_default();
        self.place += rest.partition_point(|clause| *clause < target);
        self.doc()
    }

    fn doc(&self) -> DocId {
        self.clauses.get(self.place).copied().unwrap_or(TERMINATED)
    }

    fn size_hint(&self) -> u32 {
        self.clauses.len() as u32
    }
}
