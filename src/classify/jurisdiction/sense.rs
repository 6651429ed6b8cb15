//! Whether a place's name means the place, or only sounds like it.

use regex::bytes::Regex;

use crate::classify::pattern::compile;

/// Names that hold a place's name without naming the place.
pub(super) const OTHERS: &[&str] = &[
    "New York Times",
    "New York Stock Exchange",
    "New York Convention",
    "New England",
    "Bank of America",
    "Washington Post",
    "London Court of International Arbitration",
    "London Stock Exchange",
    "Paris Convention",
    "Paris Agreement",
    "Berne Convention",
    "Geneva Convention",
    "Vienna Convention",
    "Hague Convention",
    "Basel Convention",
    "Budapest Convention",
    "Lugano Convention",
    "Rome Convention",
    "Singapore Convention",
    "Brussels I",
    "Brussels Ia",
    "British Airways",
    "Air France",
    "Air Canada",
    "Texas Instruments",
    "Virginia Tech",
    "Jersey City",
    "Yahoo! Japan",
    "Yahoo Japan",
    "European Union Public Licence",
    "European Data Protection Board",
    "European Commission",
    "European Parliament",
    "European Council",
    "European Central Bank",
    "European Court of Human Rights",
    "European Interactive Digital Advertising Alliance",
];

/// Makes a name part of a street's, a currency's or a time zone's.
const NAME_AFTER: &str = concat!(
    r"^(?: ?\$| (?:street|st|avenue|ave|boulevard|blvd|road|rd|parkway|buildings?|dollars?",
    r"|pounds?|pesos?|francs?|kron[ae]|(?:standard |daylight )?time)\b)",
);

/// Makes a name part of an institution's, such as a university's.
const NAME_BEFORE: &str =
    r"\b(?:(?:university|bank|museum) of (?:the )?|bahasa |\bvat (?:id )?no\. )$";

/// Follows an adjective that speaks of a state or its people rather than of a language.
const NOUN_AFTER: &str = concat!(
    r"^[ -](?:(?:state|federal|national|local|data|privacy|personal|consumer|protection|civil|criminal",
    r"|commercial|substantive|domestic|mandatory|statutory|regulatory|supervisory|competent|public",
    r"|copyright|export|control|tax|insolvency|employment|and|or|individual|business|based)[ /])*",
    r"(?:laws?|legislation|regulations?|rules?|courts?|tribunals?|jurisdictions?|authorit(?:y|ies)",
    r"|regulators?|commission(?:er)?s?|governments?|states?|ministr(?:y|ies)|parliament|constitution",
    r"|acts?|codes?|statutes?|ordinances?|residents?|citizens?|nationals|consumers?|users?|customers?",
    r"|people|persons?|individuals?|visitors?|members?|subscribers?|subjects|players?|merchants?",
    r"|sellers?|employees?|applicants?|compan(?:y|ies)|corporations?|entit(?:y|ies)|territor(?:y|ies)",
    r"|soil|police|law enforcement|market|business(?:es)?|privacy (?:notice|policy|rights|statement))\b",
);

/// Stands before a name that means a place, whatever else it may mean.
const PLACE_BEFORE: &str = concat!(
    r"\b(?:laws? of|courts? of|courts? in|residents? of|citizens? of|resides? in|residing in|located in",
    r"|based in|living in|live in|users in|customers in|consumers in|republic of|state of|people in)",
    r" (?:the )?$",
);

/// The forms of companies, which end their names.
const COMPANY_FORMS: &[&str] = &[
    "Limited",
    "Ltd",
    "LTD",
    "LLC",
    "Inc",
    "INC",
    "Corp",
    "Corporation",
    "GmbH",
    "AG",
    "SA",
    "S.A",
    "B.V",
    "BV",
    "N.V",
    "S.à",
    "SARL",
    "S.r.l",
    "SRL",
    "Pty",
    "Pte",
    "PTY",
    "PTE",
    "Unlimited",
    "ULC",
    "AB",
    "A/S",
    "Oy",
    "K.K",
    "Co",
    "LP",
    "Ltda",
    "Branch",
    "Stock",
    "LLP",
    "Holdings",
    "Private",
    "Pvt",
    "UC",
    "SAS",
];

/// The forms of companies that also stand behind a comma.
const COMPANY_FORMS_APART: &[&str] = &["Inc", "INC", "LLC", "Ltd", "LTD", "Limited", "LLP"];

/// The patterns that tell what a name means.
#[derive(Debug)]
pub(super) struct Sense {
    name_after: Regex,
    name_before: Regex,
    noun_after: Regex,
    place_before: Regex,
}

impl Sense {
    /// Compiles the patterns.
    pub(super) fn new() -> Self {
        Self {
            name_after: compile(NAME_AFTER),
            name_before: compile(NAME_BEFORE),
            noun_after: compile(NOUN_AFTER),
            place_before: compile(PLACE_BEFORE),
        }
    }

    /// Whether the words around a name, folded, make it part of another name.
    pub(super) fn is_part_of_name(&self, before: &str, after: &str) -> bool {
        self.name_after.is_match(after.as_bytes()) || self.name_before.is_match(before.as_bytes())
    }

    /// Whether an adjective before `after`, folded, speaks of a state or its people.
    pub(super) fn is_adjective_of_state(&self, after: &str) -> bool {
        self.noun_after.is_match(after.as_bytes())
    }

    /// Whether the words around a name, folded, speak of a place's law or people.
    pub(super) fn is_place(&self, before: &str, after: &str) -> bool {
        self.place_before.is_match(before.as_bytes()) || self.is_adjective_of_state(after)
    }
}

/// Whether the words behind a place make it part of a company's name: `Google Ireland Limited`.
pub(super) fn is_company_name(rest: &str) -> bool {
    let is_form = |forms: &[&str], word: &str| forms.contains(&word.trim_end_matches('.'));
    let first_word = |rest: &str| rest.split([' ', ',', ')', ';', '\n']).next().map(str::to_owned);
    if let Some(rest) = rest.strip_prefix(", ") {
        return first_word(rest).is_some_and(|word| is_form(COMPANY_FORMS_APART, &word));
    }
    let Some(rest) = rest.strip_prefix(' ') else { return false };
    let mut words = rest.split([' ', ',', ')', ';']);
    let first = words.next().unwrap_or_default();
    let is_word = first.len() > 2 && first.chars().all(char::is_alphabetic);
    let is_capitalised = is_word && first.starts_with(char::is_uppercase);
    is_form(COMPANY_FORMS, first)
        || is_capitalised && is_form(COMPANY_FORMS, words.next().unwrap_or_default())
}

/// Whether a name before `rest` begins an address of the web: `USA.gov`.
pub(super) fn is_domain(rest: &str) -> bool {
    rest.strip_prefix('.').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_lowercase()))
}

/// Whether `US` between `before` and `after` may be the pronoun, in capitals as all around it.
pub(super) fn is_pronoun(before: &str, after: &str) -> bool {
    const ADDRESSES: &[&str] =
        &["contact", "about", "reach", "email", "call", "follow", "join", "with", "to", "tell"];
    let is_letters = |word: &&str| word.len() > 1 && word.chars().all(char::is_alphabetic);
    let line = before.rsplit('\n').next().unwrap_or_default();
    let previous = line.rsplit(|c: char| !c.is_alphabetic()).find(is_letters);
    let line = after.split('\n').next().unwrap_or_default();
    let next = line.split(|c: char| !c.is_alphabetic()).find(is_letters);
    let is_shouted = |word: &str| !word.chars().any(char::is_lowercase);
    let is_address = |word: &str| ADDRESSES.contains(&word.to_lowercase().as_str());
    match (previous, next) {
        (Some(previous), None) => is_address(previous),
        (Some(previous), Some(next)) => {
            is_shouted(previous) && (is_shouted(next) && previous != "THE" || is_address(previous))
        }
        (None, Some(next)) => is_shouted(next) && next.len() > 4,
        (None, None) => false,
    }
}
