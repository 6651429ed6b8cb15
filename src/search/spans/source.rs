//! A pattern over one segment's postings: where it may match, and whether it does.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::collections::binary_heap::PeekMut;
use std::sync::Arc;

use tantivy::postings::{Postings, SegmentPostings};
use tantivy::{DocId, DocSet, SegmentReader, TERMINATED, Term};

use super::{Pattern, SpanQuery, postings};
use crate::index::HEADING_POSITION;
use crate::query::Within;
use crate::query::spans::{self, Layout, Nearest, Passage};
use crate::search::meter::Meter;

/// The steps that opening a word's postings takes: they are looked up, and hold some memory.
const OPEN: u64 = 400;

/// The steps that moving a word's postings to another document takes.
const MOVE: u64 = 2;

/// The steps that reading a word's positions in a document takes, beside one a position.
const READ: u64 = 8;

/// The steps that a passage takes that a connector looks for a partner for.
const JOIN: u64 = 4;

/// A pattern over one segment's postings.
pub(super) enum Source {
    Phrase(Vec<Alternatives>),
    Or(Vec<Self>),
    Near(Box<Near>),
}

/// Two patterns near each other.
pub(super) struct Near {
    left: Source,
    right: Source,
    within: Within,
    ordered: bool,
    meter: Arc<Meter>,
}

impl Source {
    /// None when no document of the segment can match.
    pub(super) fn open(
        query: &SpanQuery,
        pattern: &Pattern,
        reader: &SegmentReader,
    ) -> tantivy::Result<Option<Self>> {
        match pattern {
            Pattern::Phrase(words) => {
                let mut phrase = Vec::with_capacity(words.len());
                for terms in words {
                    let alternatives = Alternatives::open(query, terms, reader)?;
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
                    open.extend(Self::open(query, branch, reader)?);
                }
                Ok((!open.is_empty()).then_some(Self::Or(open)))
            }
            Pattern::Near { left, right, within, ordered } => {
                let Some(left) = Self::open(query, left, reader)? else { return Ok(None) };
                let Some(right) = Self::open(query, right, reader)? else { return Ok(None) };
                let (within, ordered, meter) = (*within, *ordered, Arc::clone(&query.meter));
                Ok(Some(Self::Near(Box::new(Near { left, right, within, ordered, meter }))))
            }
        }
    }

    /// The first document at or behind `target` that holds all the words that are needed.
    pub(super) fn seek(&mut self, target: DocId) -> DocId {
        match self {
            Self::Or(branches) => {
                branches.iter_mut().map(|branch| branch.seek(target)).min().unwrap_or(TERMINATED)
            }
            Self::Phrase(words) => together(words, target, Alternatives::seek),
            Self::Near(near) => {
                let both: &mut [&mut Self] = &mut [&mut near.left, &mut near.right];
                together(both, target, |side, target| side.seek(target))
            }
        }
    }

    /// Whether `doc`, which was sought to, has a passage.
    pub(super) fn is_met(&mut self, doc: DocId, layout: &impl Layout) -> bool {
        match self {
            Self::Or(branches) => branches.iter_mut().any(|branch| branch.is_met(doc, layout)),
            Self::Phrase(words) => !phrase(words, doc).is_empty(),
            Self::Near(near) => near.is_met(doc, layout),
        }
    }

    /// The passages in `doc`, which was sought to; words that stand elsewhere yield none.
    fn passages(&mut self, doc: DocId, layout: &impl Layout) -> Vec<Passage> {
        match self {
            Self::Phrase(words) => phrase(words, doc),
            Self::Or(branches) => {
                spans::union(branches.iter_mut().map(|branch| branch.passages(doc, layout)))
            }
            Self::Near(near) => near.covers(doc, layout),
        }
    }

    pub(super) fn size_hint(&self) -> u32 {
        match self {
            Self::Phrase(words) => words.iter().map(Alternatives::size_hint).min().unwrap_or(0),
            Self::Or(branches) => branches.iter().map(Self::size_hint).fold(0, u32::saturating_add),
            Self::Near(near) => near.left.size_hint().min(near.right.size_hint()),
        }
    }

    /// Whether sentences and whether paragraphs must be known.
    pub(super) fn layout_needed(&self) -> (bool, bool) {
        match self {
            Self::Phrase(_) => (false, false),
            Self::Or(branches) => {
                let needed = branches.iter().map(Self::layout_needed);
                needed.fold((false, false), |all, one| (all.0 || one.0, all.1 || one.1))
            }
            Self::Near(near) => {
                let (left, right) = (near.left.layout_needed(), near.right.layout_needed());
                (
                    left.0 || right.0 || near.within == Within::Sentence,
                    left.1 || right.1 || near.within == Within::Paragraph,
                )
            }
        }
    }

    /// The word that it is, if it is one.
    fn word(&mut self) -> Option<&mut Alternatives> {
        match self {
            Self::Phrase(words) => match words.as_mut_slice() {
                [word] => Some(word),
                _ => None,
            },
            _ => None,
        }
    }
}

impl Near {
    fn is_met(&mut self, doc: DocId, layout: &impl Layout) -> bool {
        let Self { left, right, within, ordered, meter } = self;
        let (within, ordered) = (*within, *ordered);
        if let (Some(left), Some(right)) = (left.word(), right.word()) {
            let has_choice = left.postings.len() > 1 || right.postings.len() > 1;
            let mut are_near = |most| {
                let (left, right) = (left.positions(doc, most), right.positions(doc, most));
                spans::are_near(left, right, within, ordered, layout)
            };
            // Words near each other stay so beside any others: mostly one of each side will do.
            return has_choice && are_near(1) || are_near(usize::MAX);
        }
        let right = right.passages(doc, layout);
        if right.is_empty() {
            return false;
        }
        let near = Nearest::of(&right, within);
        meter.count(JOIN * right.len() as u64);
        let is_near = |passage| near.is_near(passage, ordered, layout);
        match left {
            // As any pair will do, the covers need not all be made.
            Source::Near(inner) => inner.any_cover(doc, layout, is_near),
            _ => left.passages(doc, layout).into_iter().any(is_near),
        }
    }

    /// Both operands' passages; none of either where one has none.
    fn operands(&mut self, doc: DocId, layout: &impl Layout) -> (Vec<Passage>, Vec<Passage>) {
        let left = self.left.passages(doc, layout);
        let right = if left.is_empty() { Vec::new() } else { self.right.passages(doc, layout) };
        self.count(&left, &right);
        (left, right)
    }

    /// Counts what joining these takes; covers lie in no row, which costs more.
    fn count(&self, left: &[Passage], right: &[Passage]) {
        let weight = |side: &Source| if matches!(side, Source::Near(_)) { 2 * JOIN } else { JOIN };
        let (lefts, rights) = (left.len() as u64, right.len() as u64);
        self.meter.count(weight(&self.left) * lefts + weight(&self.right) * rights);
    }

    /// Whether any of its covers is wanted, also of those that are not kept.
    fn any_cover(
        &mut self,
        doc: DocId,
        layout: &impl Layout,
        is_wanted: impl Fn(Passage) -> bool,
    ) -> bool {
        let (left, right) = self.operands(doc, layout);
        spans::any_pair(&left, &right, self.within, self.ordered, layout, |left, right| {
            is_wanted(left.cover(right))
        })
    }

    fn covers(&mut self, doc: DocId, layout: &impl Layout) -> Vec<Passage> {
        let (left, right) = self.operands(doc, layout);
        self.count(&left, &right);
        spans::covers(&left, &right, self.within, self.ordered, layout)
    }
}

fn phrase(words: &mut [Alternatives], doc: DocId) -> Vec<Passage> {
    let positions: Vec<&[u32]> =
        words.iter_mut().map(|word| word.positions(doc, usize::MAX)).collect();
    spans::phrase(&positions)
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
pub(super) struct Alternatives {
    postings: Vec<SegmentPostings>,
    /// The document of each of the postings and its place, the least first.
    order: BinaryHeap<Reverse<(DocId, u32)>>,
    /// The positions read last.
    positions: Vec<u32>,
    /// Places in `order` that are still to be looked at.
    places: Vec<usize>,
    meter: Arc<Meter>,
}

impl Alternatives {
    fn open(query: &SpanQuery, terms: &[Term], reader: &SegmentReader) -> tantivy::Result<Self> {
        let mut open = Vec::new();
        for term in terms {
            query.meter.count(OPEN);
            // What is opened holds memory, so there is no waiting for the end of it.
            if query.meter.is_over(&query.part) {
                break;
            }
            open.extend(postings(reader, term)?);
        }
        let order = open.iter().zip(0..).map(|(postings, place)| Reverse((postings.doc(), place)));
        let (order, meter) = (order.collect(), Arc::clone(&query.meter));
        Ok(Self { postings: open, order, positions: Vec::new(), places: Vec::new(), meter })
    }

    fn seek(&mut self, target: DocId) -> DocId {
        let mut moves = 0;
        let least = loop {
            let Some(mut next) = self.order.peek_mut() else { break TERMINATED };
            let Reverse((doc, place)) = *next;
            if doc >= target {
                break doc;
            }
            moves += MOVE;
            match self.postings[place as usize].seek(target) {
                TERMINATED => drop(PeekMut::pop(next)),
                doc => *next = Reverse((doc, place)),
            }
        };
        self.meter.count(moves);
        least
    }

    /// The positions in the text of `doc`, which was sought to: ascending, each once; those of
    /// `most` of the terms that stand there, or of all.
    fn positions(&mut self, doc: DocId, most: usize) -> &[u32] {
        let Self { postings, order, positions, places, meter } = self;
        positions.clear();
        places.clear();
        places.push(0);
        let mut read = 0;
        // In a heap, what stands at its least document is one tree at the top.
        while read < most
            && let Some(at) = places.pop()
        {
            if let Some(Reverse((at_doc, place))) = order.as_slice().get(at)
                && *at_doc == doc
            {
                postings[*place as usize].append_positions_with_offset(0, positions);
                read += 1;
                places.extend([2 * at + 1, 2 * at + 2]);
            }
        }
        meter.count(READ * read as u64 + positions.len() as u64);
        if read > 1 {
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
