//! The values that a clause states: windows, caps, ages, notices, yes and no.

mod bargain;
mod changes;
mod data;
mod disputes;
mod ending;
mod licence;
mod operator;
mod places;
mod settle;
mod value;

use regex::bytes::{Captures, Regex};

use super::pattern::{Patterns, compile};
use super::reading::{Above, Reading};
use crate::clause::{JurisdictionLabel, Term};
use operator::OperatorFinder;
use places::LegalPlaces;
use settle::Settlement;
use value::Kind;

/// A way in which clauses state a value.
#[derive(Clone, Copy)]
struct Row {
    /// The term's name.
    name: &'static str,
    /// The pattern is tried only where one of these words, parted by `|`, occurs in the sentence;
    /// and one of each group of words, when `&` parts several.
    anchors: &'static str,
    /// One of these words, parted by `|`, must stand in the clause or above it; none if empty.
    context: &'static str,
    /// One of these words, parted by `|`, must stand in the same sentence or right above the
    /// clause, in its innermost heading or its lead-in.
    subject: &'static str,
    /// The pattern, over one sentence of folded text; its group `v`, `w` or `x`
    /// holds the value.
    pattern: &'static str,
    /// The sentence states something else when it matches this; never if empty.
    unless: &'static str,
    /// How the value is read.
    kind: Kind,
}

/// Opens a sentence that speaks of a case of the sentence before it.
const REFERRING: &str = r"^\W*(?:in|for|on|upon|under) (?:any )?(?:such|this|that|these|those)\b";

/// Finds the terms of clauses.
#[derive(Debug)]
pub(super) struct TermFinder {
    patterns: Patterns<Meaning>,
    places: LegalPlaces,
    settlement: Settlement,
    operators: OperatorFinder,
    referring: Regex,
}

#[derive(Debug)]
struct Meaning {
    name: &'static str,
    context: &'static str,
    subject: &'static str,
    unless: Option<Regex>,
    kind: Kind,
}

impl TermFinder {
    /// Compiles the patterns.
    pub(super) fn new() -> Self {
        let rows =
            [disputes::ROWS, changes::ROWS, bargain::ROWS, ending::ROWS, licence::ROWS, data::ROWS]
                .concat();
        let compiled = rows.iter().map(|row| {
            let unless = (!row.unless.is_empty()).then(|| compile(row.unless));
            let (name, context, subject, kind) = (row.name, row.context, row.subject, row.kind);
            let meaning = Meaning { name, context, subject, unless, kind };
            let anchors = row.anchors.split('&').chain(row.kind.anchors()).collect();
            (anchors, row.pattern, meaning)
        });
        Self {
            patterns: Patterns::new(compiled),
            places: LegalPlaces::new(),
            settlement: Settlement::new(),
            operators: OperatorFinder::new(),
            referring: compile(REFERRING),
        }
    }

    /// The terms that a clause states, in the order of the text.
    pub(super) fn terms(
        &self,
        reading: &Reading,
        above: &Above,
        jurisdictions: &[JurisdictionLabel],
    ) -> Vec<Term> {
        let mut terms = self.places.terms(reading, jurisdictions);
        let has = |words: &str, texts: [&str; 2]| {
            words.is_empty()
                || words.split('|').any(|word| texts.iter().any(|text| text.contains(word)))
        };
        let concerns = |meaning: &Meaning, sentence: &str| {
            has(meaning.subject, [sentence, above.nearest()])
                && has(meaning.context, [reading.text(), above.text()])
        };
        self.patterns.each_match(reading, concerns, |meaning, captures, sentence| {
            terms.extend(self.read(meaning, captures, sentence, reading, above));
        });
        terms.sort_by(|a, b| {
            (a.span.start, &a.name, &a.value).cmp(&(b.span.start, &b.name, &b.value))
        });
        let mut kept: Vec<Term> = Vec::with_capacity(terms.len());
        for term in terms {
            let is_known = |other: &Term| {
                other.name == term.name && other.value == term.value && other.unit == term.unit
            };
            if !kept.iter().any(is_known) {
                kept.push(term);
            }
        }
        self.settlement.settle(&mut kept, reading);
        kept
    }

    /// The term that a match states; none when the sentence speaks of something else.
    fn read(
        &self,
        meaning: &Meaning,
        captures: &Captures<'_>,
        sentence: usize,
        reading: &Reading,
        above: &Above,
    ) -> Option<Term> {
        let range = reading.sentences()[sentence].clone();
        let text = &reading.text()[range.clone()];
        let before = sentence.checked_sub(1).filter(|_| self.referring.is_match(text.as_bytes()));
        let start = before.map_or(range.start, |before| reading.sentences()[before].start);
        let spoken_of = &reading.text().as_bytes()[start..range.end];
        if meaning.unless.as_ref().is_some_and(|unless| unless.is_match(spoken_of)) {
            return None;
        }
        let whole = captures.get(0)?;
        let stated = ["v", "w", "x"].iter().find_map(|name| captures.name(name)).unwrap_or(whole);
        let (value, unit) = meaning.kind.read(&text[stated.range()])?;
        // What leads a list stands in the sentences before its items, or above the clause.
        let is_item = meaning.context == disputes::GREATER_OF;
        let lead = [above.nearest(), &reading.text()[..range.start]];
        let mut before = if is_item { lead.concat() } else { String::new() };
        // A value that the pattern alone tells is stated at the end of what it matches.
        let is_whole = matches!(meaning.kind, Kind::Is(_));
        before.push_str(&text[..if is_whole { whole.end() } else { stated.start() }]);
        let behind = &text[stated.end()..];
        let operator = self.operators.find(meaning.name, meaning.kind, &before, behind);
        let span = reading.span(range.start + whole.start()..range.start + whole.end());
        Some(Term { name: meaning.name.to_owned(), value, unit, operator, span })
    }
}
