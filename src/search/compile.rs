//! Compiles a syntax tree to engine queries.
//!
//! A query has two forms. *Matching* decides which clauses are hits and gives no score. *Scores* are
//! queries for the words that are asked for, by BM25, whose sum ranks the hits.

use std::sync::Arc;

use tantivy::Term as IndexTerm;
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, EmptyQuery, Occur, PhraseQuery, Query, TermQuery,
    TermSetQuery,
};
use tantivy::schema::{Field, IndexRecordOption};

use super::embedded::Embedded;
use super::expand::expand;
use super::facts::FactQuery;
use super::filter::Selected;
use super::function_words::is_function_word;
use super::intent::Intent;
use super::meter::{Costly, Meter};
use super::plan;
use super::spans::{Pattern, SpanQuery};
use super::typed::TypedQuery;
use super::{Plan, SearchError};
use crate::index::{Fields, HEADING_GAP};
use crate::query::{DISTANCE_MAX, Near, Node, Phrase, Place, Term};

/// How much a word in the heading weighs, where one in the text weighs 1.
const HEADING_BOOST: f32 = 0.6;

/// How much a clause gains that surely bears the type that the whole query speaks of: far more than
/// words add up to, so that among clauses with the same words what they do comes first.
const TYPE_BOOST: f32 = 600.0;

/// Words of a plain query that follow each other count as near within so many words.
const NEAR_WORDS: u32 = 8;

/// Nearness is looked at among so many matches at most: it costs more than all other scores, and
/// among more of them what the clauses do tells them apart.
const NEAR_MATCHES_MAX: u64 = 1_000;

/// How sure a clause must be of a type to match a widened query without its words.
const WELL: f32 = 0.2;

const _: () = assert!(HEADING_GAP >= DISTANCE_MAX, "no connector reaches into another heading");

type EngineQuery = Box<dyn Query>;

/// The steps that a candidate for a phrase takes, a word; of the words so many are looked at, since
/// few candidates hold more of them in a row.
const PHRASE_STEPS: u64 = 8;
const PHRASE_WORDS: usize = 4;

/// Compiles queries for one engine.
#[derive(Clone, Copy)]
pub(super) struct Compiler<'a> {
    engine: &'a Embedded,
    fields: Fields,
    meter: &'a Arc<Meter>,
    /// Whether what is compiled excludes clauses. tantivy then asks for clauses behind the last that
    /// matches, which its own phrases do not bear.
    excludes: bool,
}

impl<'a> Compiler<'a> {
    /// A compiler of queries whose steps `meter` counts.
    pub(super) fn new(engine: &'a Embedded, meter: &'a Arc<Meter>) -> Self {
        Self { engine, fields: engine.build.fields(), meter, excludes: false }
    }

    /// The query that finds the plan's matches, and also those that may well be of the types that
    /// `widening` names, if any.
    pub(super) fn matching(
        &self,
        plan: &Plan,
        widening: &[Intent],
    ) -> Result<EngineQuery, SearchError> {
        let Some(tree) = &plan.query.tree else { return Ok(all()) };
        let said = self.node(tree)?;
        if widening.is_empty() {
            return Ok(said);
        }
        let meant =
            self.typed(widening).map(|typed| Box::new(TypedQuery { least: WELL, ..typed }) as _);
        Ok(Box::new(BooleanQuery::union(std::iter::once(said).chain(meant).collect())))
    }

    /// The queries whose scores add up to how well a match answers the plan's query; what they
    /// match beside is of no account. `found` is how many matches there are.
    pub(super) fn scores(
        &self,
        plan: &Plan,
        intents: &[Intent],
        found: u64,
    ) -> Result<Vec<EngineQuery>, SearchError> {
        let mut scores = Vec::new();
        let Some(tree) = &plan.query.tree else { return Ok(scores) };
        self.words(tree, &mut scores)?;
        scores.extend(self.typed(intents).map(|typed| Box::new(typed) as EngineQuery));
        if found <= NEAR_MATCHES_MAX {
            scores.extend(self.near(plan.query.parts()));
        }
        Ok(scores)
    }

    /// For each two words of a plain query that follow each other, what scores the clauses in which
    /// they stand near each other, in either order; words that say little are passed over.
    fn near(&self, parts: &[Node]) -> Vec<EngineQuery> {
        let word = |part| match part {
            &Node::Phrase(Phrase { ref terms, place: Place::Anywhere }) => match terms.as_slice() {
                [Term::Stem { stem, .. }] if !is_function_word(stem) => Some(stem.as_str()),
                _ => None,
            },
            _ => None,
        };
        let words: Vec<&str> = parts.iter().flat_map(Node::conditions).filter_map(word).collect();
        let pairs = words.windows(2).filter(|pair| pair[0] != pair[1]);
        let near = |pair: &[&str]| -> EngineQuery {
            let term = |word| (0, IndexTerm::from_field_text(self.fields.stem, word));
            // At the same offset, two terms within a slop are exactly those within so many words.
            let pair = vec![term(pair[0]), term(pair[1])];
            Box::new(PhraseQuery::new_with_offset_and_slop(pair, NEAR_WORDS))
        };
        pairs.map(near).collect()
    }

    /// For each of the types, what finds and scores the clauses that may be of it.
    fn typed(&self, intents: &[Intent]) -> impl Iterator<Item = TypedQuery> {
        intents.iter().map(|intent| TypedQuery {
            typed: Arc::clone(&self.engine.typed),
            intent: *intent,
            boost: TYPE_BOOST,
            least: 0.0,
        })
    }

    /// The query that finds what a node asks for.
    pub(super) fn node(&self, node: &Node) -> Result<EngineQuery, SearchError> {
        match node {
            Node::Phrase(phrase) => self.phrase(phrase),
            Node::Or(branches) => {
                let branches = branches.iter().map(|branch| self.node(branch));
                Ok(Box::new(BooleanQuery::union(branches.collect::<Result<_, _>>()?)))
            }
            Node::And(parts) => {
                let mut clauses = Vec::with_capacity(parts.len() + 1);
                for part in parts {
                    clauses.push(match part {
                        Node::Not(excluded) => (Occur::MustNot, self.excluded(excluded)?),
                        _ => (Occur::Must, self.node(part)?),
                    });
                }
                if clauses.iter().all(|(occur, _)| *occur == Occur::MustNot) {
                    clauses.push((Occur::Must, all()));
                }
                Ok(Box::new(BooleanQuery::new(clauses)))
            }
            Node::Not(excluded) => {
                let clauses =
                    vec![(Occur::MustNot, self.excluded(excluded)?), (Occur::Must, all())];
                Ok(Box::new(BooleanQuery::new(clauses)))
            }
            // What is near each other stands in the text, or in one of the headings.
            Node::Near(_) => {
                let places = [Place::Text, Place::Heading].map(|place| self.spans(node, place));
                let found = places.into_iter().collect::<Result<Vec<_>, _>>()?;
                Ok(Box::new(BooleanQuery::union(found.into_iter().flatten().collect())))
            }
            Node::Field(filter) => {
                let engine = self.engine;
                let selection = plan::selection(filter, &engine.taxonomy, &engine.build);
                let selected = Selected::new(&selection, &engine.tables);
                Ok(Box::new(FactQuery::new(&selected, &engine.tables, &engine.build)))
            }
        }
    }

    fn excluded(&self, node: &Node) -> Result<EngineQuery, SearchError> {
        Self { excludes: true, ..*self }.node(node)
    }

    fn phrase(&self, phrase: &Phrase) -> Result<EngineQuery, SearchError> {
        let fields = self.fields;
        match (phrase.terms.as_slice(), phrase.place) {
            ([Term::Stem { stem, .. }], Place::Anywhere) => Ok(term(fields.stem, stem)),
            ([Term::Stem { stem, .. }], Place::Heading) => Ok(term(fields.heading_stem, stem)),
            // The `stem` field holds the heading too; only positions tell them apart.
            ([Term::Stem { .. }], Place::Text) => self.passages(phrase),
            ([word], Place::Anywhere) => {
                let mut terms = self.terms(word, Place::Text)?;
                terms.extend(self.terms(word, Place::Heading)?);
                Ok(any_of(terms))
            }
            ([word], place) => Ok(any_of(self.terms(word, place)?)),
            (_, Place::Anywhere) => {
                let of = |place| Phrase { place, ..phrase.clone() };
                let (text, heading) = (of(Place::Text), of(Place::Heading));
                Ok(Box::new(BooleanQuery::union(vec![self.phrase(&text)?, self.phrase(&heading)?])))
            }
            (words, place) => {
                let exact =
                    if place == Place::Heading { fields.heading_exact } else { fields.exact };
                let is_exact = |word: &Term| match word {
                    Term::Exact(text) => Some(IndexTerm::from_field_text(exact, text)),
                    _ => None,
                };
                match words.iter().map(is_exact).collect::<Option<Vec<_>>>() {
                    Some(terms) if !self.excludes => {
                        self.expect_phrase(phrase, &terms)?;
                        Ok(Box::new(PhraseQuery::new(terms)))
                    }
                    _ => self.passages(phrase),
                }
            }
        }
    }

    /// Counts what finding a phrase takes, which looks at each clause with its rarest word.
    fn expect_phrase(&self, phrase: &Phrase, terms: &[IndexTerm]) -> Result<(), SearchError> {
        let searcher = self.engine.build.searcher();
        let mut candidates = u64::MAX;
        for term in terms {
            candidates = candidates.min(searcher.doc_freq(term)?);
        }
        let steps = candidates.saturating_mul(PHRASE_STEPS * terms.len().min(PHRASE_WORDS) as u64);
        self.meter.spend(steps, || Costly::of(&Node::Phrase(phrase.clone())))
    }

    /// The query for the passages of a phrase that is looked for in one place.
    fn passages(&self, phrase: &Phrase) -> Result<EngineQuery, SearchError> {
        let found = self.spans(&Node::Phrase(phrase.clone()), phrase.place)?;
        Ok(found.unwrap_or_else(|| Box::new(EmptyQuery)))
    }

    /// The query for the passages that `node` describes in the text or in a heading; none where
    /// nothing of it can stand there.
    fn spans(&self, node: &Node, place: Place) -> Result<Option<EngineQuery>, SearchError> {
        let Fields { exact, heading_exact, .. } = self.fields;
        let breaks = if place == Place::Heading { heading_exact } else { exact };
        let pattern = self.pattern(node, place)?;
        let query = |pattern| {
            let (meter, part) = (Arc::clone(self.meter), Costly::of(node));
            Box::new(SpanQuery { pattern, breaks, meter, part }) as EngineQuery
        };
        Ok(pattern.map(query))
    }

    fn pattern(&self, node: &Node, place: Place) -> Result<Option<Pattern>, SearchError> {
        match node {
            Node::Phrase(phrase) if phrase.place == place || phrase.place == Place::Anywhere => {
                let terms = phrase.terms.iter().map(|word| self.terms(word, place));
                Ok(Some(Pattern::Phrase(terms.collect::<Result<_, _>>()?)))
            }
            Node::Or(branches) => {
                let mut words = Vec::new();
                let mut patterns = Vec::new();
                for branch in branches {
                    match self.pattern(branch, place)? {
                        // One list of positions for all is made faster than one of passages.
                        Some(Pattern::Phrase(mut phrase)) if phrase.len() == 1 => {
                            words.append(&mut phrase[0]);
                        }
                        pattern => patterns.extend(pattern),
                    }
                }
                if !words.is_empty() {
                    words.sort_unstable();
                    words.dedup();
                    patterns.push(Pattern::Phrase(vec![words]));
                }
                let is_single = patterns.len() == 1;
                let single = patterns.pop_if(|_| is_single);
                let several = (!patterns.is_empty()).then_some(Pattern::Or(patterns));
                Ok(single.or(several))
            }
            Node::Near(near) => {
                let Near { left, right, within, ordered } = &**near;
                let (left, right) = (self.pattern(left, place)?, self.pattern(right, place)?);
                let both = left.zip(right);
                Ok(both.map(|(left, right)| {
                    let (left, right) = (Box::new(left), Box::new(right));
                    Pattern::Near { left, right, within: *within, ordered: *ordered }
                }))
            }
            // The tree's normal form has no other operands; of these there is no passage.
            Node::Phrase(_) | Node::And(_) | Node::Not(_) | Node::Field(_) => Ok(None),
        }
    }

    /// The index's terms that a word stands for.
    fn terms(&self, word: &Term, place: Place) -> Result<Vec<IndexTerm>, SearchError> {
        let Fields { stem, exact, heading_stem, heading_exact, .. } = self.fields;
        let is_heading = place == Place::Heading;
        let exact = if is_heading { heading_exact } else { exact };
        match word {
            Term::Stem { stem: text, .. } => {
                let field = if is_heading { heading_stem } else { stem };
                Ok(vec![IndexTerm::from_field_text(field, text)])
            }
            Term::Exact(text) => Ok(vec![IndexTerm::from_field_text(exact, text)]),
            Term::Prefix(_) | Term::Pattern(_) => {
                expand(&self.engine.build, exact, word, self.meter)
            }
        }
    }

    /// Adds what scores a condition's words: each in the text, then in the heading.
    fn words(&self, node: &Node, words: &mut Vec<EngineQuery>) -> Result<(), SearchError> {
        match node {
            Node::Phrase(phrase) => {
                let fields = self.fields;
                for word in &phrase.terms {
                    match word {
                        Term::Stem { stem, .. } => {
                            words.push(term(fields.stem, stem));
                            words.push(boosted(term(fields.heading_stem, stem)));
                        }
                        Term::Exact(text) => {
                            words.push(term(fields.exact, text));
                            words.push(boosted(term(fields.heading_exact, text)));
                        }
                        Term::Prefix(_) | Term::Pattern(_) => {
                            words.push(sum(self.terms(word, phrase.place)?));
                        }
                    }
                }
            }
            Node::Or(nodes) | Node::And(nodes) => {
                for node in nodes {
                    self.words(node, words)?;
                }
            }
            Node::Near(near) => {
                self.words(&near.left, words)?;
                self.words(&near.right, words)?;
            }
            Node::Not(_) | Node::Field(_) => {}
        }
        Ok(())
    }
}

fn all() -> EngineQuery {
    Box::new(AllQuery)
}

fn boosted(query: EngineQuery) -> EngineQuery {
    Box::new(BoostQuery::new(query, HEADING_BOOST))
}

fn term(field: Field, text: &str) -> EngineQuery {
    let term = IndexTerm::from_field_text(field, text);
    Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs))
}

/// Finds what holds any of `terms`, without scores.
fn any_of(mut terms: Vec<IndexTerm>) -> EngineQuery {
    match terms.pop() {
        Some(only) if terms.is_empty() => Box::new(TermQuery::new(only, IndexRecordOption::Basic)),
        last => Box::new(TermSetQuery::new(terms.into_iter().chain(last))),
    }
}

/// Scores by each of `terms` that is there.
fn sum(terms: Vec<IndexTerm>) -> EngineQuery {
    let terms = terms
        .into_iter()
        .map(|term| Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs)) as EngineQuery);
    Box::new(BooleanQuery::union(terms.collect()))
}
