//! How far a clause cuts into the reader's rights, and why.

mod cues;

use std::collections::HashMap;
use std::ops::RangeInclusive;

use super::model::SEVERITIES;
use super::pattern::{Patterns, compile};
use super::reading::Reading;
use crate::clause::{Reason, Span, TypeLabel};
use crate::taxonomy::{Severity, Taxonomy};
use regex::bytes::Regex;

/// A promise in a sentence shorter than this share of the clause, in percent, tempers the clause
/// without making it protective.
const PROMISE_MIN: usize = 35;

/// How much likelier a severity is when the type and the cues speak for it. Between 1.2 and 3 the
/// verdicts on the judged quotes hardly differ; the model knows what is usual for a type in a
/// document, so that the cues count little more there.
const CUES_WEIGHT: f32 = 1.2;

/// The same where the words themselves take a right away broadly.
const CONDEMNED_WEIGHT: f32 = 4.0;

/// What makes a clause graver or milder than others of its type.
#[derive(Clone, Copy)]
struct Cue {
    /// The slugs of the clause types that it speaks to, parted by `|`.
    types: &'static str,
    /// The pattern is tried only where one of these words, parted by `|`, occurs.
    anchors: &'static str,
    /// The pattern, over one sentence of folded text.
    pattern: &'static str,
    /// The sentence says something else when it matches this; never if empty.
    unless: &'static str,
    /// What it makes of the severity.
    effect: Effect,
    /// Why, in plain words.
    reason: &'static str,
}

/// What a cue makes of the severity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Effect {
    /// It gives or secures a right: the clause is protective unless another cue takes that back.
    Protect,
    /// It costs the reader little: low at most.
    Settle,
    /// It keeps within bounds, or leaves a hard way out: medium at most.
    Temper,
    /// One step graver.
    Raise,
    /// It takes a right or a remedy broadly: high.
    Condemn,
}

/// Judges the severity of clauses.
#[derive(Debug)]
pub(super) struct Judge {
    bases: HashMap<String, (Severity, String)>,
    cues: Patterns<Meaning>,
}

#[derive(Debug)]
struct Meaning {
    types: &'static str,
    unless: Option<Regex>,
    effect: Effect,
    reason: &'static str,
}

/// A severity and its reasons.
#[derive(Debug, Default)]
pub(super) struct Verdict {
    /// None without a type.
    pub(super) severity: Option<Severity>,
    /// Why, the base first.
    pub(super) reasons: Vec<Reason>,
}

impl Judge {
    /// Compiles the cues and takes the types' bases from the taxonomy.
    pub(super) fn new(taxonomy: &Taxonomy) -> Self {
        let base = |entry: &crate::taxonomy::ClauseType| {
            (entry.slug.clone(), (entry.severity, entry.severity_reason.clone()))
        };
        let cues = cues::CUES.iter().map(|cue| {
            let unless = (!cue.unless.is_empty()).then(|| compile(cue.unless));
            let meaning =
                Meaning { types: cue.types, unless, effect: cue.effect, reason: cue.reason };
            (vec![cue.anchors], cue.pattern, meaning)
        });
        Self { bases: taxonomy.types.iter().map(base).collect(), cues: Patterns::new(cues) }
    }

    /// The severity of a clause of these types, of which the surest counts; `learned` is how
    /// probable the model finds each of [`SEVERITIES`].
    pub(super) fn verdict(
        &self,
        reading: &Reading,
        types: &[TypeLabel],
        learned: [f32; 4],
    ) -> Verdict {
        let Some(slug) = types.first().map(|label| label.slug.as_str()) else {
            return Verdict::default();
        };
        let Some((base, reason)) = self.bases.get(slug) else { return Verdict::default() };
        let found = self.found(reading, slug);
        let count = |effect: Effect| found.iter().filter(|(other, ..)| *other == effect).count();
        let has = |effect: Effect| count(effect) > 0;
        let is_grave = has(Effect::Raise) || has(Effect::Condemn);
        let by_cues = match *base {
            _ if has(Effect::Protect) && !is_grave => Severity::Protective,
            _ if has(Effect::Condemn) && !has(Effect::Protect) => Severity::High,
            base if has(Effect::Settle) && !is_grave => base.min(Severity::Low),
            // What pulls both ways leaves the base; a promise taken back is no promise.
            base if has(Effect::Protect) => base.min(Severity::Low),
            base if is_grave && (has(Effect::Temper) || has(Effect::Settle)) => base,
            base if is_grave => graver(base),
            base if has(Effect::Temper) => base.min(Severity::Medium),
            base => base,
        };
        let mut reasons = vec![Reason { text: reason.clone(), span: None }];
        let cue = |(_, reason, span): &(Effect, &'static str, Span)| Reason {
            text: (*reason).to_owned(),
            span: Some(*span),
        };
        reasons.extend(found.iter().map(cue));
        let weight = if has(Effect::Condemn) { CONDEMNED_WEIGHT } else { CUES_WEIGHT };
        let is_mild = has(Effect::Protect) || has(Effect::Settle) || has(Effect::Temper);
        // What the words say plainly is not for the model to turn round.
        let open = if has(Effect::Protect) && !is_grave {
            Severity::Protective..=Severity::Low
        } else if is_grave && !is_mild {
            Severity::Medium..=Severity::High
        } else {
            Severity::Protective..=Severity::High
        };
        let severity = weighed(by_cues, weight, learned, open);
        if severity != by_cues {
            let text =
                format!("Its wording is like that of clauses that readers judged {severity}.");
            reasons.push(Reason { text, span: None });
        }
        Verdict { severity: Some(severity), reasons }
    }

    /// The cues that speak to a clause of that type: each once, in the order of the text.
    fn found(&self, reading: &Reading, slug: &str) -> Vec<(Effect, &'static str, Span)> {
        let mut found: Vec<(Effect, &'static str, Span)> = Vec::new();
        let concerns =
            |meaning: &Meaning, _: &str| meaning.types.split('|').any(|known| known == slug);
        self.cues.each_match(reading, concerns, |meaning, captures, sentence| {
            if found.iter().any(|(_, reason, _)| *reason == meaning.reason) {
                return;
            }
            let sentence = reading.sentences()[sentence].clone();
            let text = &reading.text().as_bytes()[sentence.clone()];
            if meaning.unless.as_ref().is_some_and(|unless| unless.is_match(text)) {
                return;
            }
            let is_aside = text.len() * 100 < reading.text().len() * PROMISE_MIN;
            let effect = match meaning.effect {
                Effect::Protect if is_aside => Effect::Temper,
                effect => effect,
            };
            if let Some(whole) = captures.get(0) {
                let range = sentence.start + whole.start()..sentence.start + whole.end();
                found.push((effect, meaning.reason, reading.span(range)));
            }
        });
        found.sort_by_key(|(_, _, span)| *span);
        found
    }
}

/// What the cues say, unless the model is surer of another severity that is `open`.
fn weighed(
    by_cues: Severity,
    by_cues_weight: f32,
    learned: [f32; 4],
    open: RangeInclusive<Severity>,
) -> Severity {
    let mut likeliest = (by_cues, 0.0);
    let learned = SEVERITIES.into_iter().zip(learned);
    for (severity, probability) in learned.filter(|(severity, _)| open.contains(severity)) {
        let weight = if severity == by_cues { probability * by_cues_weight } else { probability };
        if weight > likeliest.1 {
            likeliest = (severity, weight);
        }
    }
    likeliest.0
}

fn graver(severity: Severity) -> Severity {
    match severity {
        Severity::Protective => Severity::Low,
        Severity::Low => Severity::Medium,
        Severity::Medium | Severity::High => Severity::High,
    }
}
