//! Exact proximity in the engine: a query that matches where `query::spans` finds a passage.
//!
//! Documents that hold all that is needed are found by the postings alone; only for these are
//! positions read, and each position once. No combination of positions is ever materialised.

use tantivy::postings::{Postings, SegmentPostings};
use tantivy::query::{ConstScorer, EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED, TantivyError, Term};

use crate::index::{Fields, HEADING_POSITION, PARAGRAPH_BREAK, SENTENCE_BREAK};
use crate::query::Within;
use crate::query::spans::{self, Layout, Passage};

/// What is looked for, in terms of the index.
#[derive(Debug, Clone)]
pub(super) enum Pattern {
    /// Words one behind the other; each may be any of several terms.
    Phrase(Vec<Vec<Term>>),
    /// Any of these.
    Or(Vec<Self>),
    /// Two near each other.
    Near { left: Box<Self>, right: Box<Self>, within: Within, ordered: bool },
}

/// Matches the clauses with a passage that the pattern describes; each scores 1.
#[derive(Debug, Clone)]
pub(super) struct SpanQuery {
    pub(super) pattern: Pattern,
    pub(super) fields: Fields,
}

impl Query for SpanQuery {
    fn weight(&self, _enable: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(self.clone()))
    }
}

impl Weight for SpanQuery {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let Some(source) = Source::open(&self.pattern, reader)? else {
            return Ok(Box::new(EmptyScorer));
        };
        let breaks = |needed, word| {
            let term = Term::from_field_text(self.fields.exact, word);
            if needed { postings(reader, &term) } else { Ok(None) }
        };
        let (by_sentence, by_paragraph) = source.layout_needed();
        let breaks = Breaks {
            sentences: Starts::new(breaks(by_sentence, SENTENCE_BREAK)?),
            paragraphs: Starts::new(breaks(by_paragraph, PARAGRAPH_BREAK)?),
        };
        let mut spans = Spans { source, breaks, doc: 0 };
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
}

impl Spans {
    /// Goes to the first match at or behind `target`.
    fn settle(&mut self, target: DocId) -> DocId {
        let mut candidate = self.source.seek(target);
        while candidate != TERMINATED && !self.is_match(candidate) {
            candidate = self.source.seek(candidate + 1);
        }
        self.doc = candidate;
        candidate
    }

    fn is_match(&mut self, doc: DocId) -> bool {
        if let Source::Near { left, right, within, ordered } = &mut self.source
            && let (Source::Phrase(left), Source::Phrase(right)) = (&mut **left, &mut **right)
            && let ([left], [right]) = (left.as_mut_slice(), right.as_mut_slice())
        {
            // Two words are the usual case, and tell without any list of passages.
            let (left, right) = (left.positions(doc), right.positions(doc));
            if left.is_empty() || right.is_empty() {
                return false;
            }
            self.breaks.read(doc);
            return spans::are_near(left, right, *within, *ordered, &self.breaks);
        }
        self.breaks.read(doc);
        !self.source.passages(doc, &self.breaks).is_empty()
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

/// A pattern over one segment's postings.
enum Source {
    Phrase(Vec<Alternatives>),
    Or(Vec<Self>),
    Near { left: Box<Self>, right: Box<Self>, within: Within, ordered: bool },
}

impl Source {
    /// None when no document of the segment can match.
    fn open(pattern: &Pattern, reader: &SegmentReader) -> tantivy::Result<Option<Self>> {
        match pattern {
            Pattern::Phrase(words) => {
                let mut phrase = Vec::with_capacity(words.len());
                for terms in words {
                    let alternatives = Alternatives::open(terms, reader)?;
                    if alternatives.postings.is_empty() {
                        return Ok(None);
                    }
                    phrase.push(alternatives);
                }
                Ok(Some(Self::Phrase(phrase)))
            }
            Pattern::Or(branches) => {
                let mut open = Vec::new();
                for branch in branches {
                    open.extend(Self::open(branch, reader)?);
                }
                Ok((!open.is_empty()).then_some(Self::Or(open)))
            }
            Pattern::Near { left, right, within, ordered } => {
                let (left, right) = (Self::open(left, reader)?, Self::open(right, reader)?);
                let (Some(left), Some(right)) = (left, right) else { return Ok(None) };
                let (left, right) = (Box::new(left), Box::new(right));
                Ok(Some(Self::Near { left, right, within: *within, ordered: *ordered }))
            }
        }
    }

    /// The first document at or behind `target` that holds all the words that are needed.
    fn seek(&mut self, target: DocId) -> DocId {
        match self {
            Self::Or(branches) => {
                branches.iter_mut().map(|branch| branch.seek(target)).min().unwrap_or(TERMINATED)
            }
            Self::Phrase(words) => together(words, target, Alternatives::seek),
            Self::Near { left, right, .. } => {
                let both: &mut [&mut Self] = &mut [left, right];
                together(both, target, |side, target| side.seek(target))
            }
        }
    }

    /// The passages in `doc`, which was sought to; words that stand elsewhere yield none.
    fn passages(&mut self, doc: DocId, layout: &impl Layout) -> Vec<Passage> {
        match self {
            Self::Phrase(words) => {
                let positions: Vec<&[u32]> =
                    words.iter_mut().map(|word| word.positions(doc)).collect();
                spans::phrase(&positions)
            }
            Self::Or(branches) => {
                spans::union(branches.iter_mut().map(|branch| branch.passages(doc, layout)))
            }
            Self::Near { left, right, within, ordered } => {
                let left = left.passages(doc, layout);
                if left.is_empty() {
                    return left;
                }
                let right = right.passages(doc, layout);
                spans::covers(&spans::pairs(&left, &right, *within, *ordered, layout))
            }
        }
    }

    fn size_hint(&self) -> u32 {
        match self {
            Self::Phrase(words) => words.iter().map(Alternatives::size_hint).min().unwrap_or(0),
            Self::Or(branches) => branches.iter().map(Self::size_hint).fold(0, u32::saturating_add),
            Self::Near { left, right, .. } => left.size_hint().min(right.size_hint()),
        }
    }

    /// Whether sentences and whether paragraphs must be known.
    fn layout_needed(&self) -> (bool, bool) {
        match self {
            Self::Phrase(_) => (false, false),
            Self::Or(branches) => {
                let needed = branches.iter().map(Self::layout_needed);
                needed.fold((false, false), |all, one| (all.0 || one.0, all.1 || one.1))
            }
            Self::Near { left, right, within, .. } => {
                let (left, right) = (left.layout_needed(), right.layout_needed());
                (
                    left.0 || right.0 || *within == Within::Sentence,
                    left.1 || right.1 || *within == Within::Paragraph,
                )
            }
        }
    }
}

/// Moves all of `these` to the first document at or behind `target` that they share.
fn together<T>(
    these: &mut [T],
    mut target: DocId,
    mut seek: impl FnMut(&mut T, DocId) -> DocId,
) -> DocId {
    loop {
        let wanted = target;
        for this in &mut *these {
            target = target.max(seek(this, target));
            if target == TERMINATED {
                return TERMINATED;
            }
        }
        if target == wanted {
            return target;
        }
    }
}

/// The postings of the terms that a word may be.
struct Alternatives {
    postings: Vec<SegmentPostings>,
    /// The positions read last.
    positions: Vec<u32>,
}

impl Alternatives {
    fn open(terms: &[Term], reader: &SegmentReader) -> tantivy::Result<Self> {
        let mut open = Vec::new();
        for term in terms {
            open.extend(postings(reader, term)?);
        }
        Ok(Self { postings: open, positions: Vec::new() })
    }

    fn seek(&mut self, target: DocId) -> DocId {
        let mut least = TERMINATED;
        for postings in &mut self.postings {
            if postings.doc() < target {
                postings.seek(target);
            }
            least = least.min(postings.doc());
        }
        least
    }

    /// The positions in the text of `doc`, ascending, each once.
    fn positions(&mut self, doc: DocId) -> &[u32] {
        let positions = &mut self.positions;
        positions.clear();
        for postings in &mut self.postings {
            if postings.doc() == doc {
                postings.append_positions_with_offset(0, positions);
            }
        }
        if self.postings.len() > 1 {
            positions.sort_unstable();
            positions.dedup();
        }
        // The `stem` field holds the heading behind the text.
        positions.truncate(positions.partition_point(|position| *position < HEADING_POSITION));
        positions
    }

    fn size_hint(&self) -> u32 {
        self.postings.iter().map(DocSet::size_hint).fold(0, u32::saturating_add)
    }
}

fn postings(reader: &SegmentReader, term: &Term) -> tantivy::Result<Option<SegmentPostings>> {
    let inverted = reader.inverted_index(term.field())?;
    Ok(inverted.read_postings(term, IndexRecordOption::WithFreqsAndPositions)?)
}
