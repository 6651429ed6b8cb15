//! Which places a clause names, and what it says of them: whose law, whose courts, whose people.

mod role;

use std::collections::HashMap;

use super::names::{Edge, Found, Names};
use super::reading::Reading;
use crate::clause::{JurisdictionLabel, JurisdictionRole};
use crate::taxonomy::{Jurisdiction, Taxonomy};
use role::Roles;

/// The names of all jurisdictions.
#[derive(Debug)]
pub(super) struct Gazetteer {
    names: Names<Place>,
    codes: Vec<String>,
    /// For each jurisdiction, the one that contains it.
    parents: Vec<Option<usize>>,
    roles: Roles,
}

/// What a name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// The jurisdiction of that index, surely.
    Sure(usize),
    /// That jurisdiction, in the company of others of its kind: `Florida, Georgia and Texas`.
    Ambiguous(usize),
    /// A place whose courts stand for that jurisdiction.
    Venue(usize),
    /// Something else that merely sounds so, such as the New York Times.
    Other,
}

/// A jurisdiction named in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mention {
    /// The index of the jurisdiction.
    pub(super) jurisdiction: usize,
    /// The first byte of the name in the folded text.
    pub(super) start: usize,
    /// One past the last byte of the name in the folded text.
    pub(super) end: usize,
    /// Whether it is only evidence of a court's place.
    pub(super) is_venue: bool,
}

/// Names that hold a place's name without naming the place.
const OTHERS: &[&str] = &[
    "New York Times",
    "New York Convention",
    "Bank of America",
    "Washington Post",
    "Amazon Web Services",
    "London Court of International Arbitration",
    "Paris Convention",
    "Berne Convention",
    "Geneva Convention",
    "Vienna Convention",
    "Hague Convention",
    "Brussels I",
    "Brussels Ia",
    "Standard & Poor's",
    "Air France",
    "French language",
    "New England",
    "New South Wales Lottery",
    "Virgin Islands",
    "Indian Ocean",
    "India Pale",
    "Turkey Point",
    "Washington Mutual",
    "Swiss Army",
    "Japan Airlines",
    "Java",
    "Canada Goose",
    "Georgia Tech",
    "Mexico City Policy",
    "Wells Fargo",
    "British Airways",
    "Korean Air",
    "Singapore Airlines",
    "Chrome Web Store",
];

impl Gazetteer {
    /// Compiles the names of the taxonomy's jurisdictions.
    pub(super) fn new(taxonomy: &Taxonomy) -> Self {
        let places = &taxonomy.jurisdictions;
        let index: HashMap<&str, usize> =
            places.iter().enumerate().map(|(index, place)| (place.code.as_str(), index)).collect();
        let others = OTHERS.iter().map(|name| ((*name).to_owned(), Edge::Word, Place::Other));
        let names = places.iter().enumerate().flat_map(|(index, place)| names_of(index, place));
        Self {
            names: Names::new(others.chain(names)),
            codes: places.iter().map(|place| place.code.clone()).collect(),
            parents: places
                .iter()
                .map(|place| place.parent.as_deref().and_then(|code| index.get(code).copied()))
                .collect(),
            roles: Roles::new(),
        }
    }

    /// What `text` says of which jurisdictions, one label for each role, in the order of the text.
    ///
    /// `heading` is what stands above, folded; it may say that the clause is about governing law.
    pub(super) fn labels(
        &self,
        text: &str,
        reading: &Reading,
        heading: &str,
    ) -> Vec<JurisdictionLabel> {
        let mentions = self.mentions(text, reading);
        let roles = self.roles.of(&mentions, reading, heading);
        let mut labels: Vec<JurisdictionLabel> = Vec::new();
        for (mention, role) in mentions.iter().zip(roles) {
            let Some(role) = role else { continue };
            let code = &self.codes[mention.jurisdiction];
            if labels.iter().any(|label| label.code == *code && label.role == role) {
                continue;
            }
            let span = Some(reading.span(mention.start..mention.end));
            labels.push(JurisdictionLabel { code: code.clone(), role, span });
        }
        // A bare mention adds nothing to a place of which more is said.
        let said: Vec<String> = labels
            .iter()
            .filter(|label| label.role != JurisdictionRole::Mentioned)
            .map(|label| label.code.clone())
            .collect();
        labels.retain(|label| {
            label.role != JurisdictionRole::Mentioned || !said.contains(&label.code)
        });
        labels
    }

    /// The codes of the places whose people a title or heading speaks to, in its order.
    pub(super) fn addressed(&self, title: &str) -> Vec<String> {
        let reading = Reading::new(title);
        let mentions = self.mentions(title, &reading);
        let mut codes: Vec<String> = Vec::new();
        for mention in self.roles.addressed(&mentions, &reading) {
            let code = &self.codes[mention.jurisdiction];
            if !codes.contains(code) {
                codes.push(code.clone());
            }
        }
        codes
    }

    /// The places named in `text`, in order.
    fn mentions(&self, text: &str, reading: &Reading) -> Vec<Mention> {
        let found = self.names.find(text);
        let mut mentions = Vec::with_capacity(found.len());
        for (index, name) in found.iter().enumerate() {
            let (jurisdiction, is_venue) = match name.meaning {
                Place::Sure(jurisdiction) => (jurisdiction, false),
                Place::Venue(jurisdiction) => (jurisdiction, true),
                Place::Ambiguous(jurisdiction) => {
                    let before = index.checked_sub(1).map(|before| &found[before]);
                    let around = [before, found.get(index + 1)];
                    match around
                        .into_iter()
                        .flatten()
                        .find_map(|near| self.company(text, name, near))
                    {
                        Some(same) => (same, false),
                        None if is_in_county(text, name) => (jurisdiction, false),
                        None => continue,
                    }
                }
                Place::Other => continue,
            };
            if is_company_name(&text[name.end..]) {
                continue;
            }
            let (start, end) = (reading.place(name.start), reading.place(name.end));
            mentions.push(Mention { jurisdiction, start, end, is_venue });
        }
        mentions
    }

    /// Which jurisdiction of that ambiguous name stands beside `near`, a place of the same kind.
    fn company(&self, text: &str, name: &Found<Place>, near: &Found<Place>) -> Option<usize> {
        let (Place::Sure(other), Place::Ambiguous(_)) = (near.meaning, name.meaning) else {
            return None;
        };
        let between = if near.start < name.start {
            text.get(near.end..name.start)?
        } else {
            text.get(name.end..near.start)?
        };
        let separators = [", ", " and ", ", and ", " or ", ", or ", "/", "\n", "; ", " & "];
        if !separators.contains(&between) {
            return None;
        }
        let spelling = &text[name.start..name.end];
        self.names
            .meanings_of(spelling)
            .filter_map(|meaning| match meaning {
                Place::Ambiguous(index) => Some(index),
                _ => None,
            })
            .find(|index| self.parents[*index] == self.parents[other])
    }
}

/// Whether the name follows a county or says that it is a state: `Fulton County, Georgia`.
fn is_in_county(text: &str, name: &Found<Place>) -> bool {
    let before = text[..name.start].trim_end_matches([' ', ',']).to_ascii_lowercase();
    before.ends_with("county") || before.ends_with("state of")
}

fn names_of(index: usize, place: &Jurisdiction) -> Vec<(String, Edge, Place)> {
    let sure = if place.ambiguous { Place::Ambiguous(index) } else { Place::Sure(index) };
    let mut names = vec![(place.name.clone(), Edge::Word, sure)];
    names.extend(place.aliases.iter().map(|name| (name.clone(), Edge::Word, Place::Sure(index))));
    names.extend(place.venues.iter().map(|name| (name.clone(), Edge::Word, Place::Venue(index))));
    names
}

/// Whether the words behind a place make it part of a company's name: `Google Ireland Limited`.
fn is_company_name(rest: &str) -> bool {
    const FORMS: &[&str] = &[
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
    let Some(rest) = rest.strip_prefix(' ') else { return false };
    let mut words = rest.split([' ', ',', ')', ';']);
    let is_form = |word: &str| FORMS.contains(&word.trim_end_matches('.'));
    let first = words.next().unwrap_or_default();
    let is_word = first.len() > 2 && first.chars().all(char::is_alphabetic);
    let is_capitalised = is_word && first.starts_with(char::is_uppercase);
    is_form(first) || is_capitalised && is_form(words.next().unwrap_or_default())
}
