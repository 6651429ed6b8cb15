//! The places whose law governs, whose courts hear disputes, and where an arbitration sits.

use regex::bytes::Regex;

use crate::classify::pattern::compile;
use crate::classify::reading::Reading;
use crate::clause::{JurisdictionLabel, JurisdictionRole, Term};

/// Says, before a place, that the arbitration has its seat there.
const SEAT: &str = concat!(
    r"(?:\bseat (?:of|is|shall|will)|place of (?:the )?arbitration",
    r"|arbitrat\w*\b[^;]{0,120}\b(?:held|take place|conducted|occur|hearings?|located|seated))[^;]{0,60}$",
    r"|\b(?:binding|by|through) arbitration in(?: the)?[^;,]{0,30}$",
    r"|\bhearings? (?:will|shall|is to|are to)(?: \w+){0,3} (?:held|take place|conducted)[^;]{0,60}$",
    r"|\b(?:initiate|commence|conduct|hold) (?:the |an )?arbitration in\b[^;,]{0,40}$",
);

/// Says, before a place, that nobody is sued in that court: an award may be enforced there, a
/// judge once sat there, or a lawyer is admitted there; that only small claims are heard; or that
/// the courts are those for the clauses of a transfer of data.
const NO_VENUE_BEFORE: &str = concat!(
    r"\b(?:award|judge?ment)\b[^;]{0,120}\b(?:entered|enforced) in\b[^;]{0,80}$",
    r"|\b(?:judges?|justices?)(?: or \w+)? (?:of|from|in)(?: \w+){0,3} $",
    r"|\b(?:attorneys?|lawyers?|licen[cs]ed|admitted|qualified|practi[cs]\w+)\b[^.;,]{0,60}$",
    r"|\bsmall[- ]claims courts?(?: (?:located|sitting|in|of|the|a|for|county|state|within))* $",
    r"|\b(?:use|access)(?: \w+){0,5} (?:in|from)(?: the)? $",
    r"|\b(?:sccs?|contractual clauses)\b|\bcounter[- ]?noti|\b(?:jurisprudence|case law|settlement bod(?:y|ies))\b|\bmediations?\b[^;]{0,60}\b(?:take place|held|conducted)\b[^;]{0,40}$",
    r"|\b(?:affiliates?|subsidiar\w+) (?:based|located|established) in(?: the)? $",
);

/// Says, behind a place, that it is in the name of an institution or of a court that sits in many
/// places, that only small claims are heard there, or that it is wherever the reader lives.
const NO_VENUE_BEHIND: &str = r"^ ?(?:international )?(?:arbitration cent|chambers? of (?:commerce|arb)|district court|court of appeals|small[- ]claims)|^ (?:\w+ )?code\b|^ (?:county|state)\b[^.;]{0,30}\b(?:where|in which) you";

/// The name of a statute or its citation, which governs some matter and not the contract.
const STATUTE: &str = r"u\.s\.c|c\.f\.r|\bcfr\b|\busc\b|\b(?:act|code|rules?|directive|regulation|convention)\b|\b(?:faa|gdpr|ccpa)\b";

/// Says, before a place, that its law is for one question only, for a few, or not always applied.
const NO_LAW_BEFORE: &str = concat!(
    r"\bif (?:the )?(?:faa|federal arbitration act|foregoing)\b[^;]{0,120}(?:\bnot\b|n't|inapplicable|unenforceable)",
    r"|\b(?:sccs?|(?:contractual|these|the) clauses)\b|\blaws? of an? $|\b(?:where|when|if)(?: (?:the|applicable|local|laws?|of))* $",
    r"|\brights (?:of\b[^;]{0,80}|(?:\w+ )?under(?: the)? )$|\b(?:conducted|performed|made) in accordance with(?: \w+){0,2} $",
    r"|\b(?:collection|processing|disclosure|transfer) (?:and \w+ )?of\b[^;]{0,120}\bgoverned\b|\bprevent\w*\b[^;,]{0,80}$|\b(?:company|we) (?:is|are) (?:governed|subject)\b",
    r"|\b(?:based|located|hosted|operated)\b[^;,]{0,40}\bgoverned by|\bsuch entit(?:y|ies)\b|\b(?:for|are an?|is an?) (?:[\w.]+,? ){0,4}?government(?:al)? (?:entit|agenc|bod|user|customer|end user)",
);

/// Says, behind a law, that it governs what is done with data.
const NO_LAW_BEHIND: &str = r"^ (?:governs|applies to) (?:our|the) (?:use|collection|processing)";

/// Tells a clause's governing law, venue and seat from its jurisdictions.
#[derive(Debug)]
pub(super) struct LegalPlaces {
    seat: Regex,
    no_venue_before: Regex,
    no_venue_behind: Regex,
    statute: Regex,
    no_law_before: Regex,
    no_law_behind: Regex,
}

impl LegalPlaces {
    /// Compiles the patterns.
    pub(super) fn new() -> Self {
        Self {
            seat: compile(SEAT),
            no_venue_before: compile(NO_VENUE_BEFORE),
            no_venue_behind: compile(NO_VENUE_BEHIND),
            statute: compile(STATUTE),
            no_law_before: compile(NO_LAW_BEFORE),
            no_law_behind: compile(NO_LAW_BEHIND),
        }
    }

    /// The terms that the jurisdictions of a clause make, the narrowest place of each name.
    pub(super) fn terms(
        &self,
        reading: &Reading,
        jurisdictions: &[JurisdictionLabel],
    ) -> Vec<Term> {
        let mut terms: Vec<Term> = jurisdictions
            .iter()
            .filter_map(|label| {
                let name = self.name(reading, label)?.to_owned();
                let (value, unit) = (label.code.clone(), String::new());
                Some(Term { name, value, unit, operator: None, span: label.span? })
            })
            .collect();
        // `Ontario, Canada` is one place.
        let named = terms.clone();
        let is_within = |part: &Term, whole: &Term| {
            let rest = part.value.strip_prefix(&whole.value);
            part.name == whole.name && rest.is_some_and(|rest| rest.starts_with('-'))
        };
        terms.retain(|term| !named.iter().any(|other| is_within(other, term)));
        terms
    }

    /// The name of the term that a jurisdiction makes; none when it makes none.
    fn name(&self, reading: &Reading, label: &JurisdictionLabel) -> Option<&'static str> {
        let span = label.span?;
        let (start, end) = (reading.place(span.start as usize), reading.place(span.end as usize));
        let sentence = reading.sentence_at(start).map(|at| &reading.sentences()[at]);
        let text = reading.text().as_bytes();
        let before = sentence.map_or(&[][..], |range| &text[range.start.min(start)..start]);
        match label.role {
            JurisdictionRole::GoverningLaw => {
                let is_other = self.statute.is_match(&text[start..end])
                    || self.no_law_before.is_match(before)
                    || self.no_law_behind.is_match(&text[end..]);
                (!is_other).then_some("governing-law")
            }
            JurisdictionRole::Venue => {
                if self.no_venue_before.is_match(before)
                    || self.no_venue_behind.is_match(&text[end..])
                {
                    return None;
                }
                let names_court = before.windows(5).any(|word| word == b"court");
                let is_seat = self.seat.is_match(before) && !names_court;
                Some(if is_seat { "arbitration-seat" } else { "venue" })
            }
            JurisdictionRole::AppliesTo | JurisdictionRole::Mentioned => None,
        }
    }
}
