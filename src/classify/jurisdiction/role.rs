//! What the words around a place's name make of it.

use regex::bytes::Regex;

use super::{Bearing, Mention};
use crate::classify::pattern::compile;
use crate::classify::reading::Reading;
use crate::clause::JurisdictionRole::{self, AppliesTo, GoverningLaw, Mentioned, Venue};

/// How far before a name, in bytes, the words stand that say what it is for.
const REACH: usize = 160;

/// How far before a name, in bytes, the words stand that say what is done there.
const ACT_REACH: usize = 80;

/// Nouns for the people a clause may speak of.
const PEOPLE: &str = concat!(
    r"(?:residents?|citizens?|nationals|inhabitants|consumers?|users?|customers?|people|individuals?",
    r"|persons?|visitors?|members?|subscribers?|data subjects?|players?|merchants?|sellers?|employees?",
    r"|applicants?|clients?|minors?|children|patients|drivers?|creators?",
    r"|hosts?|guests?|buyers?|students?|parents?|candidates?|participants?|purchasers?|viewers?",
    r"|passengers?|publishers?|holders?|developers?|businesses|advertisers?|travell?ers|households|licensees?)"
);

/// What may stand between a preposition and the name.
const ARTICLES: &str = concat!(
    r"(?: (?:the|a|an|any|one|of|either|both|other|member|states?|country|countries|commonwealth",
    r"|jurisdictions?|province|territory|district|kingdom|republic|certain|us states?|u\.s\. states?",
    r"|such as|like|including|within|all|parts of|different|various|most|some|mainland)[,:]?)*[ (\x22]*$"
);

/// Says that the people before a name are there, or from there.
const PEOPLE_BEFORE: &str = concat!(
    r"\b(?:(?:{people}|anyone|everyone|those who|you)(?:'s|s')?(?:,? (?:who|that))?(?: (?:are|is|were|am|'re))?",
    r"(?: (?:currently|ordinarily|habitually|permanently|physically|normally|legally|a|an|either))*",
    r"(?: (?:located|based|residing|residents?|living|lives?|resides?|established|domiciled",
    r"|situated|incorporated",
    r"|citizens?|consumers?|users?|customers?|businesses?|accessing|using|visiting|who access|use|access)",
    r"(?: (?:the|our|this) (?:services?|site|sites|websites?|platform|products?|apps?))?)*",
    r" (?:in|of|from|within|inside|throughout|across|at)",
    r"|{people}\b.{0,40}?\b(?:located|residing|resident|based|reside|live) in",
    r"|\bif you(?: are|'re)",
    r"|\bif (?:located|based|residing|resident) in",
    r"|you're (?:located |based |residing |living )?(?:in|from|a resident of)",
    r"|(?:reside|resides|residing|live|lives|living|resident|domiciled) (?:in|within|inside)",
    r"|(?:residence|residency|domicile|home|billing address)(?: \w+){0,3} (?:is|are|was|in)(?: in)?)",
    "{articles}",
);

/// Says that those people are what the name is about: `California residents`.
const PEOPLE_AFTER: &str = concat!(
    r"^(?:'s|\))?[ -]?(?:(?:based|state|federal|data|adult|privacy|individual|private|registered",
    r"|resident|eligible|only|business|region|regional|union|area",
    r"|print|paying|existing|new|end|retail) )*(?:{people}|privacy rights|privacy notice|privacy statement",
    r"|privacy policy|privacy disclosures?|privacy supplement|privacy addendum",
    r"|(?:government|agency) (?:end )?(?:users?|customers?|licensees?)",
    r"|specific (?:terms|provisions|disclosures?)|only)\b",
);

/// What only begins as if it spoke of people: `California Consumer Privacy Act`.
const NOT_PEOPLE_AFTER: &str = concat!(
    r"^(?:'s)? (?:members?\b|privacy rights act|privacy act|customer records|business",
    r"|consumers? (?:privacy|protection|rights|data|code|law|act|contract|guarantee))",
);

/// Says that the service is used or sold there.
const ACT_BEFORE: &str = concat!(
    r"(?:\b(?:you|who|that|users?|if|when)(?: \w+){0,3} (?:use|access|visit|view|purchase|order|download|shop|sign(?:ed)? up)",
    r"|\b(?:using|accessing|viewing|visiting|offered|available|sold|appl(?:y|ies)))\b",
    r"(?: \w+){0,5} (?:in|from|within){articles}",
);

/// Says that what is done there is done to data, or by others than the reader.
const HANDLED_BEFORE: &str = concat!(
    r"\b(?:transfer\w*|stor(?:e|ed|ing|age)|process\w*|host\w*|disclos\w*|personal (?:data|information)",
    r"|your (?:data|information)|licen[cs]e\w*|trademarks?|dealers?|compan(?:y|ies)|servers?)\b",
);

/// Says, before the words for people, that the clause leaves them out.
const LEAVES_OUT: &str = concat!(
    r"\b(?:except(?:ing)?|unless|excluding|other than|not (?:apply|available|applicable|intended))",
    r"(?: (?:for|to|if|where|when|with respect to|in the case of|that|any|all|the|those|a))*,? ?$",
);

/// Says that it is about everyone but the people there.
const EXCEPT_BEFORE: &str = concat!(
    r"\b(?:outside|other than|except|excluding|not|non|not a resident|not located|beyond|apart)",
    r"(?: of| in| for| from)?[- ]?{articles}",
);

const LAW_BEFORE: &str = concat!(
    r"\b(?:laws?|statutes?|legislation|regulations)(?: and (?:regulations|jurisdiction|courts))?",
    r"(?:,? as (?:applied|in effect|applicable|they apply))?",
    r"(?:,? (?:then )?(?:in force|in effect|applicable|effective|applying|prevailing|enacted))?",
    r" (?:of|in|from|to|for|within){articles}",
);

const LAW_AFTER: &str = concat!(
    r"^(?:'s|\))?[ ,]?(?:(?:state|federal|substantive|domestic|national|local|internal|civil|contract",
    r"|mandatory|material|and|or|the|applicable|general|procedural|statutory|data|protection|privacy",
    r"|consumer|copyright|employment|export|control|sanctions|tax) )*(?:laws?|legislation)\b",
);

/// Makes the law of a place a statute on some matter, or the law of some field.
const STATUTE_AFTER: &str = concat!(
    r"^(?:'s|\))? (?:(?:\w+ )?laws? (?:on|no\b|n\?|concerning|regarding|relating)",
    r"|(?:\w+ ){0,3}(?:privacy|protection|tax|copyright|sanctions|employment|export|control)",
    r"(?: and \w+)? (?:laws?|legislation))",
);

/// A law of some field, one that a company was founded under or must heed, or one that merely
/// sets a limit, does not govern the contract.
const FOUNDED: &str = concat!(
    r"\b(?:organi[sz]ed|incorporated|existing|registered|formed|established|founded|constituted",
    r"|compl(?:y|ies|iance|ying)(?: \w+){0,3} with|violat\w+|export\w*|differ\w* from",
    r"|(?:permitted|allowed|required|prohibited|protected|restricted) (?:by|under))\b[^,;]{0,50}$",
    r"|\b(?:privacy|protection|tax|copyright|securities|sanctions|criminal|employment) (?:laws?|legislation|regulations|requirements)\b[^;]{0,200}$",
);

/// Says that a law is the contract's own.
const GOVERNING: &str = concat!(
    r"\bgovern(?:ed|s)?\b|governing law|\bconstru|\binterpret|choice of law",
    r"|laws? governing (?:the|this|these|your|our) |laws? (?:shall|will|is to|are to) apply|laws? appl(?:y|ies)\b",
    r"|appl(?:y|ies) to (?:these|this|your|our|any|the) (?:terms|agreement|contract|policy|notice|dispute|claim|use|relationship|services?)",
    r"|under applicable (?:\w+ ){1,2}law\b|subject to (?:the )?(?:exclusive )?(?:substantive )?laws?\b|subject to \w+ law",
    r"|in accordance with (?:the )?(?:laws?|\w+ law)|resolved (?:under|by|according)",
);

const COURTS_BEFORE: &str = concat!(
    r"\b(?:courts?|tribunals?|jurisdiction (?:of|in|and|is|for)|jurisdiction:|venue|arbitrat\w+",
    r"|seat (?:of|is|shall|will)|hearings?|forum|litigated?|proceedings?|judicial district|small claims|mediation)\b",
);

const COURTS_AFTER: &str = concat!(
    r"^(?:'s|\))?[ ,]?(?:(?:state|federal|and|or|civil|district|superior|competent|ordinary|local",
    r"|the|small|claims) )*(?:courts?|tribunals?|county)\b",
);

/// Says that what follows is not where people sue, though courts were named before.
const ELSEWHERE: &str = concat!(
    r"\b(?:headquarter\w*|offices?|servers?|stored?|transfer\w*|process(?:ed|ing)?|incorporated",
    r"|compan(?:y|ies)|corporation|address|authorit(?:y|ies)|residents?|users|law enforcement|trademarks?|registered",
    r"|residence|place of business|export\w*|laws?|send|mail)\b",
);

/// Says that a courts' place follows, rather than something that merely comes later.
const PLACE_BEFORE: &str = concat!(
    r"(?:\b(?:in|of|at|for|within|be|is|serving)|:){articles}",
    // A town or county that we have no name for comes first.
    r"|\b(?:in|of|at|within)(?: [a-z.'-]+){1,7}, (?:state of |the )*$",
);

/// Opens a sentence that holds for one place: `In Germany, ...`, `Japan: ...`.
const OPENING_BEFORE: &str = r"^(?:\W|\d){0,6}(?:in|for|if in|within) ?{articles}|^(?:\W|\d){0,6}$";
const OPENING_AFTER: &str = r"^\)?(?: only)?(?:\s*:|\s+-)|^,";

const LIST: &str = concat!(
    r"^[\s,;/&()'\x22]*(?:(?:and|or|the|states?|commonwealth|of|both|in|any|an|efta|as well as|us|republic",
    r"|county|also|federal|province|district|country|countries|from|within|including|collectively)",
    r"[\s,;/&()'\x22]*)*$",
);

/// Says that the regulation whose name follows governs.
const GOVERNED_BY: &str = concat!(
    r"\b(?:(?:is|are|be|and) (?:exclusively )?(?:governed|construed|interpreted)|govern(?:s|ed)?) [^.;]{0,60}?",
    r"\b(?:by|under|with|of)(?: (?:the|both|u\.s\.|united states))*:? $|\b(?:is|are|be) governed by(?: the)? $",
);

/// Stands before a vaguer name of a place where it is one, and no part of a company's name.
const REGION_BEFORE: &str =
    r"\b(?:in|of|for|within|from|to|outside|inside|throughout|across|into|or|and){articles}";

/// The patterns that tell the roles apart.
#[derive(Debug)]
pub(super) struct Roles {
    people_before: Regex,
    people_after: Regex,
    not_people_after: Regex,
    act_before: Regex,
    handled_before: Regex,
    leaves_out: Regex,
    except_before: Regex,
    law_before: Regex,
    law_after: Regex,
    founded: Regex,
    statute_after: Regex,
    governing: Regex,
    courts_before: Regex,
    courts_after: Regex,
    elsewhere: Regex,
    place_before: Regex,
    opening_before: Regex,
    opening_after: Regex,
    list: Regex,
    governed_by: Regex,
    region_before: Regex,
}

/// A role, and whether the words right beside the name give it.
type Verdict = (JurisdictionRole, bool);

impl Roles {
    /// Compiles the patterns.
    pub(super) fn new() -> Self {
        let regex = |pattern: &str| {
            compile(&pattern.replace("{people}", PEOPLE).replace("{articles}", ARTICLES))
        };
        Self {
            people_before: regex(PEOPLE_BEFORE),
            people_after: regex(PEOPLE_AFTER),
            not_people_after: regex(NOT_PEOPLE_AFTER),
            act_before: regex(ACT_BEFORE),
            handled_before: regex(HANDLED_BEFORE),
            leaves_out: regex(LEAVES_OUT),
            except_before: regex(EXCEPT_BEFORE),
            law_before: regex(LAW_BEFORE),
            law_after: regex(LAW_AFTER),
            founded: regex(FOUNDED),
            statute_after: regex(STATUTE_AFTER),
            governing: regex(GOVERNING),
            courts_before: regex(COURTS_BEFORE),
            courts_after: regex(COURTS_AFTER),
            elsewhere: regex(ELSEWHERE),
            place_before: regex(PLACE_BEFORE),
            opening_before: regex(OPENING_BEFORE),
            opening_after: regex(OPENING_AFTER),
            list: regex(LIST),
            governed_by: regex(GOVERNED_BY),
            region_before: regex(REGION_BEFORE),
        }
    }

    /// The role of each mention; none where a court's town or a vaguer name says nothing.
    pub(super) fn of(
        &self,
        mentions: &[Mention],
        reading: &Reading,
        heading: &str,
    ) -> Vec<Option<JurisdictionRole>> {
        let mut verdicts: Vec<Verdict> = Vec::with_capacity(mentions.len());
        for (index, mention) in mentions.iter().enumerate() {
            let near = self.near(mention, reading, heading).map(|role| (role, true));
            let listed = || {
                let before = index.checked_sub(1)?;
                let is_listed = self.is_list(reading, mentions[before].end, mention.start);
                // A list does not carry further what was never said of its first.
                (is_listed && verdicts[before].1).then_some(verdicts[before])
            };
            verdicts.push(near.or_else(listed).unwrap_or_else(|| self.far(mention, reading)));
        }
        // What follows the last of a list is said of all: `Colorado and Virginia residents`.
        for index in (1..mentions.len()).rev() {
            let (before, after) = (mentions[index - 1], mentions[index]);
            if !verdicts[index - 1].1 && self.is_list(reading, before.end, after.start) {
                verdicts[index - 1] = verdicts[index];
            }
        }
        let useful = |(mention, (role, is_near)): (&Mention, Verdict)| {
            let is_meant = match mention.bearing {
                Bearing::All => true,
                Bearing::Courts => matches!(role, Venue | GoverningLaw),
                Bearing::People => role != Venue && (is_near || self.is_region(mention, reading)),
            };
            is_meant.then_some(role)
        };
        mentions.iter().zip(verdicts).map(useful).collect()
    }

    /// The role of a place whose regulation the text names at the folded byte `start`: its law
    /// governs if the text says so.
    pub(super) fn of_statute(&self, reading: &Reading, start: usize) -> JurisdictionRole {
        let Some(index) = reading.sentence_at(start) else { return Mentioned };
        let sentence = reading.sentences()[index].start;
        let before = &reading.text().as_bytes()[sentence.min(start)..start];
        if self.governed_by.is_match(before) { GoverningLaw } else { Mentioned }
    }

    /// What the words right beside the name say; none when they say nothing.
    fn near(
        &self,
        mention: &Mention,
        reading: &Reading,
        heading: &str,
    ) -> Option<JurisdictionRole> {
        let sentence = reading.sentences()[reading.sentence_at(mention.start)?].clone();
        let text = reading.text();
        let start = window(&sentence, mention);
        let before = &text.as_bytes()[start..mention.start];
        let after = &text.as_bytes()[mention.end..sentence.end.max(mention.end)];
        let name = &text[mention.start..mention.end];

        if self.except_before.is_match(before) {
            return Some(Mentioned);
        }
        let names_people = name.ends_with("consumers") || name.ends_with("residents");
        let is_people =
            || self.people_after.is_match(after) && !self.not_people_after.is_match(after);
        if names_people || is_people() {
            return Some(AppliesTo);
        }
        let names_law = [" law", " laws", "procedure", " code", "u.s.c.", "c.f.r.", "cfr", "usc ?"]
            .iter()
            .any(|ending| name.ends_with(ending));
        if names_law || self.law_after.is_match(after) || self.law_before.is_match(before) {
            let titled =
                ["governing law", "applicable law", "choice of law", "law and jurisdiction"];
            let governs = self.governing.is_match(&text.as_bytes()[sentence])
                || titled.iter().any(|words| heading.contains(words));
            let is_other = self.founded.is_match(before)
                || self.statute_after.is_match(after)
                || name.contains("privacy law");
            let governs = governs && !is_other;
            return Some(if governs { GoverningLaw } else { Mentioned });
        }
        if name.ends_with(" courts") || self.courts_after.is_match(after) {
            return Some(Venue);
        }
        if let Some(role) = self.people(before) {
            return Some(role);
        }
        if self.act_before.is_match(before)
            && !self.courts_before.is_match(before)
            && !self.handled_before.is_match(&before[before.len().saturating_sub(ACT_REACH)..])
        {
            return Some(AppliesTo);
        }
        let opens = start == sentence.start && self.opening_before.is_match(before);
        let is_bare = before.iter().all(|byte| !byte.is_ascii_alphabetic());
        let is_opening =
            opens && self.opening_after.is_match(after) && !(is_bare && after[0] == b',');
        is_opening.then_some(AppliesTo)
    }

    /// What the words for people right before a name say; none when there are none.
    fn people(&self, before: &[u8]) -> Option<JurisdictionRole> {
        let mut people = self.people_before.find(before)?;
        // People before a court's place are those who sue there, unless others follow it.
        while self.courts_before.is_match(&before[people.start()..]) {
            people = self.people_before.find_at(before, people.start() + 1)?;
        }
        // Who appears in person somewhere need not be from there.
        if before[..people.end()].ends_with(b"in person in ") {
            return None;
        }
        if self.leaves_out.is_match(&before[..people.start()]) {
            return Some(Mentioned);
        }
        Some(AppliesTo)
    }

    /// Whether a vaguer name stands where a place's name would.
    fn is_region(&self, mention: &Mention, reading: &Reading) -> bool {
        let start = mention.start.saturating_sub(REACH);
        self.region_before.is_match(&reading.text().as_bytes()[start..mention.start])
    }

    /// What the sentence says of the name from further away.
    fn far(&self, mention: &Mention, reading: &Reading) -> Verdict {
        let Some(index) = reading.sentence_at(mention.start) else { return (Mentioned, false) };
        let start = window(&reading.sentences()[index], mention);
        let before = &reading.text().as_bytes()[start..mention.start];
        let courts = last_end(&self.courts_before, before);
        let elsewhere = last_end(&self.elsewhere, before);
        match courts {
            Some(courts)
                if elsewhere.is_none_or(|other| other < courts)
                    && self.place_before.is_match(before) =>
            {
                (Venue, true)
            }
            _ => (Mentioned, false),
        }
    }

    /// Whether only the words of a list stand between two names.
    fn is_list(&self, reading: &Reading, from: usize, to: usize) -> bool {
        reading.text().get(from..to).is_some_and(|between| self.list.is_match(between.as_bytes()))
    }
}

/// Where the words that tell a mention's role begin: within its sentence and not too far off.
fn window(sentence: &std::ops::Range<usize>, mention: &Mention) -> usize {
    sentence.start.max(mention.start.saturating_sub(REACH)).min(mention.start)
}

fn last_end(pattern: &Regex, text: &[u8]) -> Option<usize> {
    pattern.find_iter(text).last().map(|found| found.end())
}
