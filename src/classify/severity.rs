//! How far a clause cuts into the reader's rights, and which of its words say so.

mod cues;

use std::collections::HashMap;

use super::model::SEVERITIES;
use super::pattern::{Patterns, compile};
use super::reading::Reading;
use crate::clause::{Reason, Span, Term, TypeLabel};
use crate::taxonomy::{Severity, Taxonomy, TellingValue};
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

/// How probable the words alone must make a severity before it rests on them: likelier than not.
const BY_WORDS_MIN: f32 = 0.5;

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

impl Effect {
    /// Whether it is a reason for that severity in a clause of a type whose usual one is `base`.
    fn speaks_for(self, severity: Severity, base: Severity) -> bool {
        match self {
            Self::Protect => severity == Severity::Protective,
            // What makes milder is no reason for a severity above the usual one.
            Self::Settle => severity == Severity::Low && base >= severity,
            Self::Temper => severity == Severity::Medium && base >= severity,
            Self::Raise => severity == graver(base),
            Self::Condemn => severity == Severity::High,
        }
    }
}

/// Judges the severity of clauses.
#[derive(Debug)]
pub(super) struct Judge {
    /// What is usual for each clause type, by slug.
    bases: HashMap<String, Severity>,
    values: Vec<TellingValue>,
    cues: Patterns<Meaning>,
}

#[derive(Debug)]
struct Meaning {
    types: &'static str,
    unless: Option<Regex>,
    effect: Effect,
    reason: &'static str,
}

/// A cue that a clause has: its effect, the reason that it gives, and its words.
type Found = (Effect, &'static str, Span);

/// What the model says of a clause's severity. All is in the order of [`SEVERITIES`].
pub(super) struct Learned<'a> {
    /// How probable each is for clauses of its type with its words.
    pub(super) likely: [f32; 4],
    /// How probable its words alone make each, whatever the type.
    pub(super) by_words: [f32; 4],
    /// The words that weighed most for one; none when it has no word that speaks for it.
    pub(super) words: &'a dyn Fn(usize) -> Option<Span>,
}

/// A severity and its reasons.
#[derive(Debug, Default)]
pub(super) struct Verdict {
    /// None where none rests on words of the clause.
    pub(super) severity: Option<Severity>,
    /// What is usual for its surest type; none without a type.
    pub(super) usual: Option<Severity>,
    /// Why that severity, each with the words that say so: cues in the order of the text, stated
    /// values, and what the model learnt.
    pub(super) reasons: Vec<Reason>,
}

impl Judge {
    /// Compiles the cues and takes the types' bases from the taxonomy.
    pub(super) fn new(taxonomy: &Taxonomy) -> Self {
        let cues = cues::CUES.iter().map(|cue| {
            let unless = (!cue.unless.is_empty()).then(|| compile(cue.unless));
            let meaning =
                Meaning { types: cue.types, unless, effect: cue.effect, reason: cue.reason };
            (vec![cue.anchors], cue.pattern, meaning)
        });
        Self {
            bases: taxonomy
                .types
                .iter()
                .map(|entry| (entry.slug.clone(), entry.severity))
                .collect(),
            values: taxonomy.values.clone(),
            cues: Patterns::new(cues),
        }
    }

    /// The severity of a clause of these types, of which the surest counts, that states `terms`.
    ///
    /// The likeliest severity is shown when words of the clause speak for it. Where a stated value
    /// bars it, the likeliest of the others is that words speak for.
    pub(super) fn verdict(
        &self,
        reading: &Reading,
        types: &[TypeLabel],
        terms: &[Term],
        learned: &Learned<'_>,
    ) -> Verdict {
        let Some(slug) = types.first().map(|label| label.slug.as_str()) else {
            return Verdict::default();
        };
        let Some(base) = self.bases.get(slug).copied() else { return Verdict::default() };
        let found = self.found(reading, slug);
        let ranked = ranked(base, &found, learned.likely);
        let values = self.told(terms);
        let is_open =
            |severity: &Severity| !values.iter().any(|(value, _)| value.never.contains(severity));
        let fitting = if ranked.first().is_some_and(is_open) { &ranked[..1] } else { &ranked };
        let spoken_for = |severity: &Severity| {
            let reasons = reasons(*severity, base, &found, &values, learned);
            (!reasons.is_empty()).then_some((*severity, reasons))
        };
        match fitting.iter().filter(|severity| is_open(severity)).find_map(spoken_for) {
            Some((severity, reasons)) => {
                Verdict { severity: Some(severity), usual: Some(base), reasons }
            }
            None => Verdict { usual: Some(base), ..Verdict::default() },
        }
    }

    /// What the stated values say of the severity, each with its words.
    fn told(&self, terms: &[Term]) -> Vec<(&TellingValue, Span)> {
        let told = |value: &'_ TellingValue| {
            let is_it = |term: &&Term| term.name == value.term && term.value == value.value;
            terms.iter().find(is_it).map(|term| term.span)
        };
        self.values.iter().filter_map(|value| Some((value, told(value)?))).collect()
    }

    /// The cues that speak to a clause of that type: each once, in the order of the text.
    fn found(&self, reading: &Reading, slug: &str) -> Vec<Found> {
        let mut found: Vec<Found> = Vec::new();
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

/// The severities that the cues leave open, the likeliest first, then the gravest.
fn ranked(base: Severity, found: &[Found], likely: [f32; 4]) -> Vec<Severity> {
    let has = |effect: Effect| found.iter().any(|(other, ..)| *other == effect);
    let is_grave = has(Effect::Raise) || has(Effect::Condemn);
    let by_cues = match base {
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
    let mut ranked: Vec<(Severity, f32)> = SEVERITIES
        .into_iter()
        .zip(likely)
        .filter(|(severity, _)| open.contains(severity))
        .map(|(severity, chance)| {
            (severity, if severity == by_cues { chance * weight } else { chance })
        })
        .collect();
    ranked.sort_by(|(_, one), (_, other)| other.total_cmp(one));
    ranked.into_iter().map(|(severity, _)| severity).collect()
}

/// What speaks for that severity, each reason with its words; empty when nothing does.
fn reasons(
    severity: Severity,
    base: Severity,
    found: &[Found],
    values: &[(&TellingValue, Span)],
    learned: &Learned<'_>,
) -> Vec<Reason> {
    let cues = found.iter().filter(|(effect, ..)| effect.speaks_for(severity, base));
    let mut reasons: Vec<Reason> =
        cues.map(|(_, reason, span)| Reason { text: (*reason).to_owned(), span: *span }).collect();
    for (value, span) in values.iter().filter(|(value, _)| value.speaks_for == Some(severity)) {
        // A cue may have said so already.
        let text = value.reason.clone().unwrap_or_default();
        if reasons.iter().all(|reason| reason.text != text) {
            reasons.push(Reason { text, span: *span });
        }
    }
    let place = SEVERITIES.iter().position(|known| *known == severity);
    let by_words = place.filter(|place| learned.by_words[*place] >= BY_WORDS_MIN);
    if let Some(span) = by_words.and_then(learned.words) {
        let text = format!("Its wording is like that of clauses that readers judged {severity}.");
        reasons.push(Reason { text, span });
    }
    reasons
}

fn graver(severity: Severity) -> Severity {
    match severity {
        Severity::Protective => Severity::Low,
        Severity::Low => Severity::Medium,
        Severity::Medium | Severity::High => Severity::High,
    }
}
