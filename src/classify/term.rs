//! The values that a clause states: windows, caps, ages, notices, yes and no.

mod bargain;
mod changes;
mod data;
mod disputes;
mod ending;
mod licence;
mod value;

use regex::bytes::{Captures, Regex};

use super::pattern::{Patterns, compile};
use super::reading::{Above, Reading};
use crate::clause::{JurisdictionLabel, JurisdictionRole, Term};
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

/// Says, before a place, that the arbitration has its seat there.
const SEAT: &str = concat!(
    r"(?:\bseat (?:of|is|shall|will)|place of (?:the )?arbitration",
    r"|arbitrat\w*\b[^;]{0,120}\b(?:held|take place|conducted|hearings?|located|seated))[^;]{0,60}$",
    r"|\b(?:binding|by|through) arbitration in(?: the)?[^;,]{0,30}$",
);

/// Says, before a place, that an award may be enforced there: nobody is heard in that court.
const ENFORCED: &str = r"\b(?:award|judge?ment)\b[^;]{0,120}\b(?:entered|enforced) in\b[^;]{0,80}$";

/// Finds the terms of clauses.
#[derive(Debug)]
pub(super) struct TermFinder {
    patterns: Patterns<Meaning>,
    seat: Regex,
    enforced: Regex,
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
        Self { patterns: Patterns::new(compiled), seat: compile(SEAT), enforced: compile(ENFORCED) }
    }

    /// The terms that a clause states, in the order of the text.
    pub(super) fn terms(
        &self,
        reading: &Reading,
        above: &Above,
        jurisdictions: &[JurisdictionLabel],
    ) -> Vec<Term> {
        let mut terms = self.legal_places(reading, jurisdictions);
        let has = |words: &str, texts: [&str; 2]| {
            words.is_empty()
                || words.split('|').any(|word| texts.iter().any(|text| text.contains(word)))
        };
        let concerns = |meaning: &Meaning, sentence: &str| {
            has(meaning.subject, [sentence, above.nearest()])
                && has(meaning.context, [reading.text(), above.text()])
        };
        self.patterns.each_match(reading, concerns, |meaning, captures, sentence| {
            terms.extend(read(meaning, captures, sentence, reading));
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
        kept
    }

    /// The governing law, the venue and the arbitration's seat, which the jurisdictions tell.
    fn legal_places(&self, reading: &Reading, jurisdictions: &[JurisdictionLabel]) -> Vec<Term> {
        let mut terms = Vec::new();
        for label in jurisdictions {
            let (Some(span), role) = (label.span, label.role) else { continue };
            // A place in the name of an institution says nothing of where it sits.
            let behind = &reading.text()[reading.place(span.end as usize)..];
            if behind
                .trim_start()
                .trim_start_matches("international ")
                .starts_with("arbitration cent")
            {
                continue;
            }
            let name = match role {
                JurisdictionRole::GoverningLaw => "governing-law",
                JurisdictionRole::Venue => {
                    let place = reading.place(span.start as usize);
                    let sentence = reading.sentence_at(place).map(|at| &reading.sentences()[at]);
                    let before = sentence.map_or("", |range| &reading.text()[range.start..place]);
                    if self.enforced.is_match(before.as_bytes()) {
                        continue;
                    }
                    let is_seat =
                        self.seat.is_match(before.as_bytes()) && !before.contains("court");
                    if is_seat { "arbitration-seat" } else { "venue" }
                }
                JurisdictionRole::AppliesTo | JurisdictionRole::Mentioned => continue,
            };
            let (name, value, unit) = (name.to_owned(), label.code.clone(), String::new());
            terms.push(Term { name, value, unit, span });
        }
        terms
    }
}

/// The term that a match states; none when the sentence speaks of something else.
fn read(
    meaning: &Meaning,
    captures: &Captures<'_>,
    sentence: usize,
    reading: &Reading,
) -> Option<Term> {
    let sentence = reading.sentences()[sentence].clone();
    let text = &reading.text()[sentence.clone()];
    if meaning.unless.as_ref().is_some_and(|unless| unless.is_match(text.as_bytes())) {
        return None;
    }
    let whole = captures.get(0)?;
    let stated = ["v", "w", "x"].iter().find_map(|name| captures.name(name)).unwrap_or(whole);
    let (value, unit) = meaning.kind.read(&text[stated.range()])?;
    let span = reading.span(sentence.start + whole.start()..sentence.start + whole.end());
    Some(Term { name: meaning.name.to_owned(), value, unit, span })
}
