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
    "European Digital Advertising Alliance",
    "IAB Europe",
    "Council of Europe",
    "Amazon Europe",
];

/// Names for the law of a federation, of the United States where no other is spoken of.
pub(super) const FEDERAL: &[&str] = &[
    "federal law",
    "federal laws",
    "Federal law",
    "Federal laws",
    "state privacy law",
    "state privacy laws",
    "State Privacy Laws",
];

/// The codes of the federations that have a federal law too.
pub(super) const OTHER_FEDERATIONS: &[&str] =
    &["AE", "AR", "AT", "AU", "BE", "BR", "CA", "CH", "DE", "IN", "MX", "MY", "NG", "RU"];

/// Makes a name part of a street's, a currency's or a time zone's.
const NAME_AFTER: &str = concat!(
    r"^(?: ?\$| (?:street|st|avenue|ave|boulevard|blvd|road|rd|parkway|buildings?|dollars?",
    r"|pounds?|pesos?|francs?|kron[ae]|(?:standard |daylight )?time)\b)",
);

/// Makes a name part of an institution's, such as a university's, of a currency's or of a language's.
const NAME_BEFORE: &str = concat!(
    r"(?:\b(?:(?:university|bank|museum|council) of (?:the )?|bahasa |vat (?:id )?no\. ",
    r"|(?:english|fran.ais|french|espa.ol|spanish|portugu.s|portuguese|deutsch|german|chinese) \()|\$)$",
);

/// Makes a name say where a company is from: `a Delaware corporation`.
const COMPANY_BEFORE: &str = r"\ban? $";
const COMPANY_AFTER: &str = concat!(
    r"^[ -](?:(?:private|public|non-?profit|joint|stock|limited|liability|registered|domestic) )*",
    r"(?:compan(?:y|ies)|corporations?|partnerships?)\b",
);

/// Ends what stands in a postal address before the name: a street, a box or a postcode, and at most
/// a few more lines.
const ADDRESS_BEFORE: &str = concat!(
    r"(?:\b(?:street|str\.|strasse|avenue|ave|boulevard|blvd|road|rd|lane|square|plaza|quay|suite|ste|parkway",
    r"|\d,? (?:[a-z.]+ ){1,4}(?:drive|way|court|place)|(?:\d|first|second|third|ground|th) floor",
    r"|p\.? ?o\.? ?box \d+|postbus \d+",
    r"|dublin \d{1,2})\b[^;()|]{0,80}[,\n.] ?",
    r"|\d ?[a-z]?[,\n] ?\d{4} [a-z.' -]{2,25}, ?",
    r"|(?:\b\d{5,6}(?:-\d{4})?|\b\d{4} ?[a-z]{2}|\b[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}|\b[a-z]\d\d ?[a-z\d]{4}",
    r"|\b[a-z]{1,2}-\d{4,5}|\b[a-z]\d[a-z] ?\d[a-z]\d)",
    r"(?:[,;. \n]{1,3}|[,;. ]{0,2}\n?[a-z.' -]{2,30}[,\n][,;. \n]{0,3}))(?:the )?$",
);

/// Words that show that an address has ended before them.
const PROSE: &[&str] =
    &[" for ", " in ", " if ", " is ", " are ", " may ", " we ", " you ", " who ", " users "];

/// Begins what stands in a postal address behind the name: a postcode.
const ADDRESS_AFTER: &str = concat!(
    r"^[,.]?[ \n](?:(?:[a-z]{2,3}|u\.s\.a?\.|united states),?[ \n])?",
    r"(?:\d{5,6}\b|[a-z]{1,2}\d[a-z\d]? \d[a-z]{2}\b|[a-z]\d[a-z] ?\d[a-z]\d\b)",
);

/// Follows an adjective that speaks of a state or its people rather than of a language.
const NOUN_AFTER: &str = concat!(
    r"^[ -](?:(?:state|federal|national|local|data|privacy|personal|consumer|protection|civil|criminal",
    r"|commercial|substantive|domestic|mandatory|statutory|regulatory|supervisory|competent|public",
    r"|copyright|export|control|tax|insolvency|employment|and|or|other|applicable",
    r"|individual|business|based)[ /])*",
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
    r"|based in|living in|live in|users in|customers in|consumers in|republic of|state of|people in|you are in|people from)",
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
    address_before: Regex,
    address_after: Regex,
    company_before: Regex,
    company_after: Regex,
}

impl Sense {
    /// Compiles the patterns.
    pub(super) fn new() -> Self {
        Self {
            name_after: compile(NAME_AFTER),
            name_before: compile(NAME_BEFORE),
            noun_after: compile(NOUN_AFTER),
            place_before: compile(PLACE_BEFORE),
            address_before: compile(ADDRESS_BEFORE),
            address_after: compile(ADDRESS_AFTER),
            company_before: compile(COMPANY_BEFORE),
            company_after: compile(COMPANY_AFTER),
        }
    }

    /// Whether the words around a name, folded, make it part of another name, or of a company's
    /// description.
    pub(super) fn is_part_of_name(&self, before: &str, after: &str) -> bool {
        let (before, after) = (before.as_bytes(), after.as_bytes());
        self.name_after.is_match(after)
            || self.name_before.is_match(before)
            || self.company_before.is_match(before) && self.company_after.is_match(after)
    }

    /// Whether the words around a name, folded, make it a line of a postal address.
    pub(super) fn is_address(&self, before: &str, after: &str) -> bool {
        if self.address_after.is_match(after.as_bytes()) {
            return true;
        }
        // What is an address only has names in it.
        let lines =
            self.address_before.find(before.as_bytes()).map(|found| &before[found.start()..]);
        lines.is_some_and(|lines| !PROSE.iter().any(|word| lines.contains(word)))
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
    let mut words = rest.split([' ', ',', ')', ';', '\n']);
    let first = words.next().unwrap_or_default();
    let is_word = first.len() > 2 && first.chars().all(char::is_alphabetic);
    let is_capitalised = is_word && first.starts_with(char::is_uppercase);
    is_form(COMPANY_FORMS, first)
        || is_capitalised && is_form(COMPANY_FORMS, words.next().unwrap_or_default())
}

/// Whether a place behind `before` is part of the name of a company of a group, one of several in
/// `text` that begin alike and with no common word: `Lumenreel Japan or Lumenreel Inc.`.
pub(super) fn is_in_group(text: &str, before: &str) -> bool {
    let Some(line) = before.strip_suffix(' ') else { return false };
    let word = line.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    // A sentence may begin with any word.
    let lead = line[..line.len() - word.len()].trim_end_matches([' ', '"', '(']);
    if !lead.ends_with(|last: char| last.is_alphanumeric() || last == ',') {
        return false;
    }
    let mut letters = word.chars();
    let is_name = letters.next().is_some_and(char::is_uppercase)
        && letters.clone().count() >= 3
        && letters.all(char::is_lowercase);
    is_name && text.matches(word).count() >= 2 && !text.contains(&word.to_lowercase())
}

/// Whether a name before `rest` begins an address of the web: `USA.gov`.
pub(super) fn is_domain(rest: &str) -> bool {
    rest.strip_prefix('.').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_lowercase()))
}

/// Whether `US` between `before` and `after` may be the pronoun, in capitals as all around it.
pub(super) fn is_pronoun(before: &str, after: &str) -> bool {
    const ADDRESSES: &[&str] =
        &["contact", "about", "reach", "email", "call", "follow", "join", "with", "to", "tell"];
    const FOLLOWERS: &[&str] = &[
        "STATE",
        "STATES",
        "FEDERAL",
        "RESIDENTS",
        "RESIDENT",
        "CITIZENS",
        "CONSUMERS",
        "CONSUMER",
        "USERS",
        "USER",
        "CUSTOMERS",
        "LAW",
        "LAWS",
        "GOVERNMENT",
        "PRIVACY",
        "EXPORT",
        "PERSON",
        "PERSONS",
        "TERMS",
        "COPYRIGHT",
    ];
    let is_letters = |word: &&str| word.len() > 1 && word.chars().all(char::is_alphabetic);
    let line = before.rsplit('\n').next().unwrap_or_default();
    let previous = line.rsplit(|c: char| !c.is_alphabetic()).find(is_letters);
    let line = after.split('\n').next().unwrap_or_default();
    let next = line.split(|c: char| !c.is_alphabetic()).find(is_letters);
    if next.is_some_and(|next| FOLLOWERS.contains(&next)) {
        return false;
    }
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
