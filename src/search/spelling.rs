//! "Did you mean": the words of a query in the index's own spelling.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use tantivy::schema::Field;
use tantivy::{TantivyError, Term as IndexTerm};

use super::embedded::Embedded;
use super::function_words::is_function_word;
use super::plan::{self, Moment};
use super::{Count, Plan, SearchError};
use crate::index::{Build, PARAGRAPH_BREAK, SENTENCE_BREAK};
use crate::query::{Mode, Query, Term, TypedWord};

/// A word that stands in more clauses than this is taken to be meant.
const RARE: u32 = 3;

/// How many times as many clauses must have a word, as have the one that it is to replace.
const FREQUENT: u32 = 50;

/// The fewest clauses that must have a word that replaces another.
const LEAST: u32 = 5;

/// The fewest letters of a word that is corrected, and of one with two letters wrong.
const LETTERS: usize = 4;
const LETTERS_TWO_WRONG: usize = 6;

/// How many times as many clauses must have a word that is spelt one letter more differently.
const BY_LETTER: f64 = 100.0;

/// A query in the index's own spelling.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DidYouMean {
    /// The whole query with its words replaced.
    pub text: String,
    /// What was replaced, in the query's order.
    pub corrections: Vec<Correction>,
    /// What it finds, exactly.
    pub found: Count,
}

/// A word of a query that hardly any clause has, and a word much like it that many have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// The word, folded.
    pub word: String,
    /// The word to put in its place.
    pub replacement: String,
    /// The bytes of the typed query that it stands at: the first, and one past the last.
    pub span: (usize, usize),
}

/// The vocabularies of a build, each read when it is first asked for.
#[derive(Debug, Default)]
pub(super) struct Vocabularies {
    now: OnceLock<Vocabulary>,
    ever: OnceLock<Vocabulary>,
}

impl Vocabularies {
    /// That of the clauses that stand now or, with `past`, of all that ever stood.
    fn get(&self, build: &Build, past: bool) -> tantivy::Result<&Vocabulary> {
        let vocabulary = if past { &self.ever } else { &self.now };
        if let Some(vocabulary) = vocabulary.get() {
            return Ok(vocabulary);
        }
        // Two threads may read it at once; it comes out the same.
        let read = Vocabulary::read(build, past)?;
        Ok(vocabulary.get_or_init(|| read))
    }
}

/// The words of an index with letters only, and how many clauses have each.
#[derive(Debug)]
struct Vocabulary(Vec<Known>);

#[derive(Debug)]
struct Known {
    word: Box<str>,
    letters: usize,
    /// The set of its letters, each by the last five bits of its code.
    set: u32,
    clauses: u32,
}

impl Vocabulary {
    fn read(build: &Build, past: bool) -> tantivy::Result<Self> {
        let mut known: BTreeMap<String, u32> = BTreeMap::new();
        for (reader, columns) in build.searcher().segment_readers().iter().zip(&build.segments) {
            if !past && !columns.has_current {
                continue;
            }
            let inverted = reader.inverted_index(build.fields().exact)?;
            let mut words = inverted.terms().stream().map_err(TantivyError::from)?;
            while words.advance() {
                let Ok(word) = std::str::from_utf8(words.key()) else { continue };
                let is_break = word == SENTENCE_BREAK || word == PARAGRAPH_BREAK;
                if !is_break && word.chars().all(char::is_alphabetic) {
                    *known.entry(word.to_owned()).or_default() += words.value().doc_freq;
                }
            }
        }
        let known = known.into_iter().filter(|(_, clauses)| *clauses >= LEAST);
        Ok(Self(known.map(|(word, clauses)| Known::new(&word, clauses)).collect()))
    }

    /// The word most like `word` that at least so many clauses have: the nearer in spelling and
    /// the more frequent, the better.
    fn nearest(&self, word: &str, least: u32) -> Option<&str> {
        let wanted = Known::new(word, 0);
        let wrong_max = if wanted.letters < LETTERS_TWO_WRONG { 1 } else { 2 };
        let mut best: Option<(f64, &str)> = None;
        for known in &self.0 {
            // A letter put in, left out or replaced changes the set by two letters at most.
            let is_near = known.letters.abs_diff(wanted.letters) <= wrong_max
                && (known.set ^ wanted.set).count_ones() as usize <= 2 * wrong_max;
            if !is_near || known.clauses < least || *known.word == *word {
                continue;
            }
            let wrong = strsim::osa_distance(&known.word, word);
            // Hardly anybody mistypes the first letter and another one.
            let is_plausible = wrong < 2 || known.word.chars().next() == word.chars().next();
            if wrong > wrong_max || !is_plausible {
                continue;
            }
            let merit = f64::from(known.clauses) / BY_LETTER.powi(wrong as i32);
            if best.is_none_or(|(most, _)| merit > most) {
                best = Some((merit, &known.word));
            }
        }
        best.map(|(_, word)| word)
    }
}

impl Known {
    fn new(word: &str, clauses: u32) -> Self {
        let set = word.chars().fold(0, |set, letter| set | 1 << (u32::from(letter) & 31));
        Self { word: word.into(), letters: word.chars().count(), set, clauses }
    }
}

/// The plan's query with the words replaced that hardly any clause has; none when all are known
/// or nothing is like them.
pub(super) fn corrected(
    engine: &Embedded,
    plan: &Plan,
) -> Result<Option<(Query, Vec<Correction>)>, SearchError> {
    let past = plan.when.moment != Moment::Now;
    let mut corrections = Vec::new();
    let Embedded { build, vocabularies, .. } = engine;
    let fields = build.fields();
    for TypedWord { term, span } in plan.query.words() {
        let (word, field, text) = match &term {
            // Such words are known, whether or not lawyers use them.
            Term::Stem { stem, .. } if is_function_word(stem) => continue,
            Term::Stem { word, stem } => (word, fields.stem, stem),
            Term::Exact(word) => (word, fields.exact, word),
            Term::Prefix(_) | Term::Pattern(_) => continue,
        };
        if word.chars().count() < LETTERS || !word.chars().all(char::is_alphabetic) {
            continue;
        }
        let clauses = clauses_with(build, field, text, past)?;
        if clauses > RARE {
            continue;
        }
        let least = LEAST.max(FREQUENT * clauses);
        if let Some(replacement) = vocabularies.get(build, past)?.nearest(word, least) {
            let (word, replacement) = (word.clone(), replacement.to_owned());
            corrections.push(Correction { word, replacement, span });
        }
    }
    if corrections.is_empty() {
        return Ok(None);
    }
    let mut text = plan.query.text.clone();
    for Correction { replacement, span, .. } in corrections.iter().rev() {
        text.replace_range(span.0..span.1, replacement);
    }
    let read = plan::read(&text, Mode::Lenient, &engine.taxonomy, &engine.build);
    Ok(read.ok().map(|query| (query, corrections)))
}

/// How many clauses have that word in that field.
fn clauses_with(build: &Build, field: Field, word: &str, past: bool) -> tantivy::Result<u32> {
    let term = IndexTerm::from_field_text(field, word);
    let mut clauses = 0;
    for (reader, columns) in build.searcher().segment_readers().iter().zip(&build.segments) {
        if past || columns.has_current {
            clauses += reader.inverted_index(field)?.doc_freq(&term)?;
        }
    }
    Ok(clauses)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_and_most_frequent_word_is_found() {
        let words = [
            ("arbitration", 900),
            ("arbitrator", 300),
            ("waiver", 400),
            ("water", 20),
            ("waive", 300),
            ("refund", 500),
            ("fraud", 90),
            ("termination", 800),
        ];
        let known = words.map(|(word, clauses)| Known::new(word, clauses));
        let vocabulary = Vocabulary(Vec::from(known));
        for (word, expected) in [
            ("arbitraton", Some("arbitration")),
            ("abritration", Some("arbitration")),
            ("waver", Some("waiver")),
            ("refnud", Some("refund")),
            ("tremniation", Some("termination")),
            ("xermanation", None),
            ("refunds", Some("refund")),
            ("zebra", None),
        ] {
            assert_eq!(vocabulary.nearest(word, 10), expected, "{word}");
        }
        assert_eq!(vocabulary.nearest("watr", 50), None, "too few clauses have it");
    }
}
