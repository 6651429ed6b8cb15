//! The same clauses and numbers from tantivy alone.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::ops::Bound;

use clausedex::analysis;
use clausedex::index::{Build, SENTENCE_BREAK};
use clausedex::search::Facet;
use clausedex::taxonomy::{Severity, Taxonomy};
use tantivy::collector::{Collector, Count, TopDocs};
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::query::{
    AllQuery, BooleanQuery, EnableScoring, Occur, PhraseQuery, Query, RangeQuery, RegexQuery,
    TermQuery, Weight,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, SegmentReader, Term};

use crate::cases::{Case, Kind};
use crate::tally::{Counts, Fast, Tally};

/// What is searched.
#[derive(Clone, Copy)]
pub(crate) struct Bare<'a> {
    pub(crate) build: &'a Build,
    pub(crate) taxonomy: &'a Taxonomy,
}

impl<'a> Bare<'a> {
    /// Scores every clause found, and keeps the best and counts all as they come.
    pub(crate) fn one_pass(self, case: &Case, limit: usize) -> Counts {
        let weight = self.weight(case, true);
        let mut tally = Tally::new(self, case);
        let mut best = BinaryHeap::with_capacity(limit + 1);
        let mut groups: Vec<Option<(u32, DocId)>> = vec![None; self.build.platforms.len()];
        for reader in self.segments(case) {
            let fast = Fast::open(reader);
            let mut is_wanted = Sentence::open(self, case, reader);
            let each = &mut |clause, score: f32| {
                if !is_wanted(clause) {
                    return;
                }
                let platform = tally.add(&fast, clause);
                // Scores are positive, so their bits are in the same order.
                let found = (score.to_bits(), clause);
                if case.by_platform {
                    let slot = &mut groups[platform];
                    *slot = slot.map_or(Some(found), |kept| Some(kept.max(found)));
                } else if best.len() < limit {
                    best.push(Reverse(found));
                } else if best.peek().is_some_and(|worst| found > worst.0) {
                    best.pop();
                    best.push(Reverse(found));
                }
            };
            weight.for_each(reader, each).unwrap();
        }
        std::hint::black_box((best, groups));
        tally.counts()
    }

    /// Finds the best by `TopDocs`, then counts without scores.
    ///
    /// Where tantivy has nothing to find the best with, it does all in one pass.
    pub(crate) fn two_passes(self, case: &Case, limit: usize) -> Counts {
        if case.by_platform || case.kind == Kind::Sentence {
            return self.one_pass(case, limit);
        }
        let best = self.collect(case, &TopDocs::with_limit(limit).order_by_score(), true);
        std::hint::black_box(best);
        let weight = self.weight(case, false);
        let mut tally = Tally::new(self, case);
        for reader in self.segments(case) {
            let fast = Fast::open(reader);
            let each = &mut |clauses: &[DocId]| {
                for clause in clauses {
                    tally.add(&fast, *clause);
                }
            };
            weight.for_each_no_score(reader, each).unwrap();
        }
        tally.counts()
    }

    /// The best clauses and the number of clauses only, by tantivy's own collectors.
    pub(crate) fn top_and_count(self, case: &Case, limit: usize) -> u64 {
        if case.kind == Kind::Sentence {
            return self.one_pass(case, limit).clauses;
        }
        let best = self.collect(case, &TopDocs::with_limit(limit).order_by_score(), true);
        std::hint::black_box(best);
        self.collect(case, &Count, false) as u64
    }

    fn collect<C: Collector>(self, case: &Case, collector: &C, scoring: bool) -> C::Fruit {
        let weight = self.weight(case, scoring);
        let found = self.segments(case).enumerate().map(|(place, reader)| {
            collector.collect_segment(&*weight, place as u32, reader).unwrap()
        });
        collector.merge_fruits(found.collect()).unwrap()
    }

    /// The segments with what the case looks through: what stands now lies in segments of its own.
    fn segments(self, case: &Case) -> impl Iterator<Item = &'a SegmentReader> + use<'a> {
        let ever = case.ever;
        let segments = self.build.segments.iter().zip(self.build.searcher().segment_readers());
        segments.filter(move |(columns, _)| ever || columns.has_current).map(|(_, reader)| reader)
    }

    fn weight(self, case: &Case, is_scored: bool) -> Box<dyn Weight> {
        let searcher = self.build.searcher();
        let scoring = if is_scored {
            EnableScoring::enabled_from_searcher(searcher)
        } else {
            EnableScoring::disabled_from_searcher(searcher)
        };
        self.query(case, is_scored).weight(scoring).unwrap()
    }

    fn query(self, case: &Case, is_scored: bool) -> Box<dyn Query> {
        let fields = self.build.fields();
        let words: Vec<_> = analysis::tokens(case.query);
        let stems = || words.iter().map(|word| term(fields.stem, word.stem()));
        let exact = |word: &analysis::Token| Term::from_field_text(fields.exact, word.text());
        let matching: Box<dyn Query> = match case.kind {
            Kind::All => Box::new(AllQuery),
            Kind::NearWords if is_scored => {
                let stem = |word: &analysis::Token| Term::from_field_text(fields.stem, word.stem());
                let near = |pair: &[analysis::Token]| -> Box<dyn Query> {
                    let pair = vec![(0, stem(&pair[0])), (0, stem(&pair[1]))];
                    Box::new(PhraseQuery::new_with_offset_and_slop(pair, 8))
                };
                let must = stems().map(|word| (Occur::Must, word));
                let should = words.windows(2).map(|pair| (Occur::Should, near(pair)));
                Box::new(BooleanQuery::new(must.chain(should).collect()))
            }
            Kind::Words | Kind::NearWords => all(stems().collect()),
            Kind::AnyWord => Box::new(BooleanQuery::union(
                words
                    .iter()
                    .filter(|word| word.text() != "or")
                    .map(|word| term(fields.stem, word.stem()))
                    .collect(),
            )),
            Kind::Phrase => Box::new(PhraseQuery::new(words.iter().map(exact).collect())),
            Kind::Prefix => {
                let pattern = format!("{}.*", words[0].text());
                let within =
                    |field| Box::new(RegexQuery::from_pattern(&pattern, field).unwrap()) as _;
                Box::new(BooleanQuery::union(vec![
                    within(fields.exact),
                    within(fields.heading_exact),
                ]))
            }
            Kind::Near => {
                // Two words at the same offset, with slop: each within so many words of the other.
                let reach = case.query.split('/').nth(1).unwrap();
                let reach = reach.split(' ').next().unwrap().parse().unwrap();
                let terms = [&words[0], words.last().unwrap()].map(|word| (0, exact(word)));
                Box::new(PhraseQuery::new_with_offset_and_slop(terms.into(), reach))
            }
            Kind::Sentence => {
                let ends = [&words[0], words.last().unwrap()];
                all(ends.map(|word| term(fields.exact, word.text())).into())
            }
        };
        if case.filters.is_empty() {
            return matching;
        }
        let mut parts = vec![matching];
        parts.extend(case.filters.iter().map(|(facet, value)| self.filter(*facet, value)));
        all(parts)
    }

    /// The clauses with that value, by ranges over fast fields.
    fn filter(self, facet: Facet, value: &str) -> Box<dyn Query> {
        let fields = self.build.fields();
        let taxonomy = self.taxonomy;
        let place = |found: Option<usize>| found.unwrap() as u64;
        match facet {
            Facet::Severity => {
                let mut severities = Severity::ALL.to_vec();
                severities.sort_unstable();
                let rank = severities.iter().position(|severity| severity.slug() == value);
                equals(fields.severity, place(rank) + 1)
            }
            Facet::Type => equals(
                fields.types,
                place(taxonomy.types.iter().position(|entry| entry.slug == value)),
            ),
            Facet::Jurisdiction => {
                let found = taxonomy.jurisdictions.iter().position(|entry| entry.code == value);
                equals(fields.jurisdictions, place(found))
            }
            Facet::Category => {
                let types = taxonomy.types.iter().enumerate();
                let within = types.filter(|(_, entry)| entry.category == value);
                let any = within.map(|(place, _)| equals(fields.types, place as u64));
                Box::new(BooleanQuery::union(any.collect()))
            }
            other => panic!("no case filters by {}", other.name()),
        }
    }
}

fn all(parts: Vec<Box<dyn Query>>) -> Box<dyn Query> {
    let parts = parts.into_iter().map(|part| (Occur::Must, part));
    Box::new(BooleanQuery::new(parts.collect()))
}

fn term(field: Field, text: &str) -> Box<dyn Query> {
    let term = Term::from_field_text(field, text);
    Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs))
}

fn equals(field: Field, value: u64) -> Box<dyn Query> {
    let bound = || Bound::Included(Term::from_field_u64(field, value));
    Box::new(RangeQuery::new(bound(), bound()))
}

/// Whether both words of a clause stand in one sentence, from their positions; always for cases
/// that do not ask it.
struct Sentence {
    words: [SegmentPostings; 2],
    breaks: SegmentPostings,
}

impl Sentence {
    fn open(
        bare: Bare<'_>,
        case: &Case,
        reader: &SegmentReader,
    ) -> impl FnMut(DocId) -> bool + use<> {
        let mut sentence = (case.kind == Kind::Sentence).then(|| {
            let field = bare.build.fields().exact;
            let inverted = reader.inverted_index(field).unwrap();
            let postings = |text: &str| {
                let term = Term::from_field_text(field, text);
                let option = IndexRecordOption::WithFreqsAndPositions;
                inverted.read_postings(&term, option).unwrap().unwrap()
            };
            let words = analysis::tokens(case.query);
            let ends = [&words[0], words.last().unwrap()];
            Self { words: ends.map(|word| postings(word.text())), breaks: postings(SENTENCE_BREAK) }
        });
        let mut positions = [Vec::new(), Vec::new(), Vec::new()];
        move |clause| {
            sentence.as_mut().is_none_or(|sentence| sentence.is_shared(clause, &mut positions))
        }
    }

    fn is_shared(&mut self, clause: DocId, [left, right, breaks]: &mut [Vec<u32>; 3]) -> bool {
        let [one, other] = &mut self.words;
        for (postings, positions) in
            [(one, &mut *left), (other, &mut *right), (&mut self.breaks, breaks)]
        {
            positions.clear();
            if postings.doc() < clause {
                postings.seek(clause);
            }
            if postings.doc() == clause {
                postings.positions(positions);
            }
        }
        let number = |position: &u32| breaks.partition_point(|start| start <= position);
        left.iter().any(|position| {
            let sentence = number(position);
            right.iter().any(|other| number(other) == sentence && other != position)
        })
    }
}
