//! Exact proximity in the engine: a query that matches where `query::spans` finds a passage.
//!
//! Documents that hold all that is needed are found by the postings alone; only for these are
//! positions read, and each position once. No combination of positions is ever materialised. A
//! pattern that takes more steps than a search may ends early, and its search fails.

mod source;

use std::sync::Arc;

use tantivy::postings::{Postings, SegmentPostings};
use tantivy::query::{ConstScorer, EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED, TantivyError, Term};

use self::source::Source;
use super::meter::{Costly, Meter};
use crate::index::{PARAGRAPH_BREAK, SENTENCE_BREAK};
use crate::query::Within;
use crate::query::spans::Layout;

/// What is looked for, in terms of the index.
#[derive(Debug, Clone)]
pub(super) enum Pattern {
    /// Words one behind the other; each may be any of several terms.
    Phrase(Vec<Vec<Term>>),
    /// Any of these; alternatives of one word each are a phrase.
    Or(Vec<Self>),
    /// Two near each other.
    Near { left: Box<Self>, right: Box<Self>, within: Within, ordered: bool },
}

/// Matches the clauses with a passage that the pattern describes; each scores 1.
#[derive(Debug, Clone)]
pub(super) struct SpanQuery {
    pub(super) pattern: Pattern,
    /// The field with the breaks between sentences and paragraphs.
    pub(super) breaks: Field,
    /// Counts what it takes.
    pub(super) meter: Arc<Meter>,
    /// How it is written.
    pub(super) part: Costly,
}

impl Query for SpanQuery {
    fn weight(&self, _enable: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(self.clone()))
    }
}

impl Weight for SpanQuery {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let Some(source) = Source::open(self, &self.pattern, reader)? else {
            return Ok(Box::new(EmptyScorer));
        };
        let breaks = |needed, word| {
            let term = Term::from_field_text(self.breaks, word);
            if needed { postings(reader, &term) } else { Ok(None) }
        };
        let (by_sentence, by_paragraph) = source.layout_needed();
        let breaks = Breaks {
            sentences: Starts::new(breaks(by_sentence, SENTENCE_BREAK)?),
            paragraphs: Starts::new(breaks(by_paragraph, PARAGRAPH_BREAK)?),
        };
        let (meter, part) = (Arc::clone(&self.meter), self.part.clone());
        let mut spans = Spans { source, breaks, doc: 0, meter, part };
        spans.settle(0);
        Ok(Box::new(ConstScorer::new(spans, boost)))
    }

    fn explain(&self, _reader: &SegmentReader, _doc: DocId) -> tantivy::Result<Explanation> {
        Err(TantivyError::InvalidArgument("a span query scores 1".to_owned()))
    }
}

/// The documents with a passage, in order.
struct Spans {
    source: Source,
    breaks: Breaks,
    doc: DocId,
    meter: Arc<Meter>,
    part: Costly,
}

impl Spans {
    /// Goes to the first match at or behind `target`; to the end, when the search must end.
    fn settle(&mut self, target: DocId) -> DocId {
        let mut candidate = self.source.seek(target);
        while candidate != TERMINATED && !self.is_match(candidate) {
            candidate = self.source.seek(candidate + 1);
        }
        if self.meter.is_over(&self.part) {
            candidate = TERMINATED;
        }
        self.doc = candidate;
        candidate
    }

    fn is_match(&mut self, doc: DocId) -> bool {
        self.breaks.read(doc);
        // A search that must end finds no more.
        self.source.is_met(doc, &self.breaks) || self.meter.is_over(&self.part)
    }
}

impl DocSet for Spans {
    fn advance(&mut self) -> DocId {
        if self.doc == TERMINATED { TERMINATED } else { self.settle(self.doc + 1) }
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if target <= self.doc { self.doc } else { self.settle(target) }
    }

    fn doc(&self) -> DocId {
        self.doc
    }

    fn size_hint(&self) -> u32 {
        self.source.size_hint()
    }

    fn cost(&self) -> u64 {
        // Positions are dear: an intersection should ask the others first.
        u64::from(self.size_hint()) * 16
    }
}

/// Where the sentences and paragraphs of a document begin.
struct Breaks {
    sentences: Starts,
    paragraphs: Starts,
}

impl Breaks {
    fn read(&mut self, doc: DocId) {
        self.sentences.read(doc);
        self.paragraphs.read(doc);
    }
}

impl Layout for Breaks {
    fn sentence(&self, position: u32) -> u32 {
        self.sentences.number_at(position)
    }

    fn paragraph(&self, position: u32) -> u32 {
        self.paragraphs.number_at(position)
    }
}

/// The positions at which sentences, or paragraphs, begin.
struct Starts {
    postings: Option<SegmentPostings>,
    positions: Vec<u32>,
}

impl Starts {
    fn new(postings: Option<SegmentPostings>) -> Self {
        Self { postings, positions: Vec::new() }
    }

    fn read(&mut self, doc: DocId) {
        self.positions.clear();
        if let Some(postings) = &mut self.postings {
            if postings.doc() < doc {
                postings.seek(doc);
            }
            if postings.doc() == doc {
                postings.positions(&mut self.positions);
            }
        }
    }

    fn number_at(&self, position: u32) -> u32 {
        self.positions.partition_point(|start| *start <= position) as u32
    }
}

fn postings(reader: &SegmentReader, term: &Term) -> tantivy::Result<Option<SegmentPostings>> {
    let inverted = reader.inverted_index(term.field())?;
    Ok(inverted.read_postings(term, IndexRecordOption::WithFreqsAndPositions)?)
}
