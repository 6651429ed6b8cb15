//! To whose people a title speaks, and for whose people a document says that it is.

use std::ops::Range;

use regex::bytes::Regex;

use super::{Bearing, Mention};
use crate::classify::pattern::compile;
use crate::classify::reading::Reading;
use crate::clause::JurisdictionRole;

/// All that a title says besides the places, when it speaks to their people.
const TITLE_WORDS: &str = concat!(
    r"^(?:\W|\d|\b(?:for|of|in|the|if|you|live|reside|are|located|resident|based|an?|to|and|or|your|our",
    r"|notice|privacy|rights?|additional|supplemental|supplement|addendum|specific|provisions?|terms",
    r"|information|disclosures?|policy|statement|states?|users?|residents?|consumers?|customers?",
    r"|individuals|persons?|people|only|s|under|laws?|choices|regional|country|countries|jurisdictions?",
    r"|data|protection|important|annex|appendix|section|part|edition|version|schedule|conditions",
    r"|service|regions?|other|visitors?|act|applicants?|employees?|members?|california's|exercis(?:e|ing)",
    r"|certain|subjects?|requirements?|obligations?|withdrawal|territor(?:y|ies)|local|with|all|by|as",
    r"|info|about|mainland|legislation|instructions?|on|at|collection|biometric|[a-z]+-specific|how",
    r"|applicable|provided|regulations?|accordance|[ivx]+|[a-d])\b)*$",
);

/// Says for whom the document is; the places follow.
const STATED: &str = concat!(
    r"\b(?:this|these) (?:[\w'/&-]+ ){0,6}?(?:policy|terms|notice|statement|agreement|conditions|addendum|use|service)",
    r"(?: \([^)]*\))? (?:only |solely )?(?:appl(?:y|ies)(?: only| solely)?(?: to you)?(?:,? (?:only )?if| (?:only )?to)\b",
    r"|(?:is|are) (?:only )?(?:for|intended for|addressed to|directed (?:to|at))\b)",
);

/// Says that the document is for others too.
const FOR_ALL: &str = r"\b(?:supplement\w*|global\w*|worldwide|all users|everyone|anyone)\b";

/// How far behind the words that say for whom a document is, in bytes, the places stand.
const STATED_REACH: usize = 200;

/// The patterns that tell for whom something is.
#[derive(Debug)]
pub(super) struct Titles {
    title_words: Regex,
    stated: Regex,
    for_all: Regex,
}

impl Titles {
    /// Compiles the patterns.
    pub(super) fn new() -> Self {
        Self {
            title_words: compile(TITLE_WORDS),
            stated: compile(STATED),
            for_all: compile(FOR_ALL),
        }
    }

    /// The mentions to whose people a title speaks: it says nothing else (`Your California Privacy
    /// Rights`), it names them (`Banking rules for users in the EEA`), or it ends in their place
    /// (`Arbitration (Canada)`).
    ///
    /// `statutes` are the names of regulations in the title; `roles` are those of its `mentions`.
    pub(super) fn addressed<'a>(
        &self,
        mentions: &'a [Mention],
        roles: &[Option<JurisdictionRole>],
        statutes: &[Range<usize>],
        reading: &Reading,
    ) -> impl Iterator<Item = &'a Mention> {
        let mut named: Vec<Range<usize>> = statutes.to_vec();
        named.extend(mentions.iter().map(|mention| mention.start..mention.end));
        let is_whole = self.says_no_more(reading.text(), 0, &named);
        let bracket = reading.text().trim_end().ends_with(')').then(|| reading.text().rfind('('));
        let bracket = bracket.flatten().filter(|at| self.says_no_more(reading.text(), *at, &named));
        let is_addressed = move |(mention, role): &(&Mention, &Option<JurisdictionRole>)| {
            **role == Some(JurisdictionRole::AppliesTo)
                || mention.bearing != Bearing::Courts
                    && (is_whole || bracket.is_some_and(|bracket| bracket < mention.start))
        };
        mentions.iter().zip(roles).filter(is_addressed).map(|(mention, _)| mention)
    }

    /// Whether a title from `start` on holds only words of address besides what it names.
    fn says_no_more(&self, title: &str, start: usize, named: &[Range<usize>]) -> bool {
        let mut rest = title.as_bytes()[start..].to_vec();
        for name in named.iter().filter(|name| name.start >= start) {
            rest[name.start - start..name.end - start].fill(b' ');
        }
        self.title_words.is_match(&rest)
    }

    /// The parts of the text in which a document says for whom it is.
    pub(super) fn stated(&self, reading: &Reading) -> Vec<Range<usize>> {
        let text = reading.text();
        let said = |sentence: &Range<usize>| {
            let found = self.stated.find(&text.as_bytes()[sentence.clone()])?;
            let start = sentence.start + found.end();
            let said = start..sentence.end.min(start + STATED_REACH);
            let is_for_all = self.for_all.is_match(&text.as_bytes()[said.clone()]);
            (!is_for_all).then_some(said)
        };
        reading.sentences().iter().filter_map(said).collect()
    }
}
