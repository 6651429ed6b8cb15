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
    /// The names that mean more than one thing, and the jurisdictions they may stand for.
    ambiguous: Vec<(String, usize)>,
    /// For each jurisdiction, the one that contains it.
    parents: Vec<Option<usize>>,
    roles: Roles,
}

/// What a name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// The jurisdiction of that index, surely.
    Sure(usize),
    /// Some jurisdiction, if what stands around it says which.
    Ambiguous,
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
    "New York Stock Exchange",
    "New York Convention",
    "New England",
    "Bank of America",
    "Washington Post",
    "London Court of International Arbitration",
    "London Stock Exchange",
    "Paris Convention",
    "Berne Convention",
    "Geneva Convention",
    "Vienna Convention",
    "Hague Convention",
    "Brussels I",
    "Brussels Ia",
    "British Airways",
    "Air France",
];

/// What parts the places of a list.
const LIST_SIGNS: &[&str] =
    &[", ", " and ", ", and ", " or ", ", or ", "/", "\n", "; ", " & ", ",\n", " / "];

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
            ambiguous: places
                .iter()
                .enumerate()
                .filter(|(_, place)| place.ambiguous)
                .map(|(index, place)| (place.name.clone(), index))
                .collect(),
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
        let mentions = self.mentions(text, &self.names.find(text), reading);
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
        let found = self.names.find(title);
        if found.is_empty() {
            return Vec::new();
        }
        let reading = Reading::new(title);
        let mentions = self.mentions(title, &found, &reading);
        let mut codes: Vec<String> = Vec::new();
        for mention in self.roles.addressed(&mentions, &reading) {
            let code = &self.codes[mention.jurisdiction];
            if !codes.contains(code) {
                codes.push(code.clone());
            }
        }
        codes
    }

    /// The places that the names `found` in `text` stand for, in order.
    fn mentions(&self, text: &str, found: &[Found<Place>], reading: &Reading) -> Vec<Mention> {
        let mut mentions = Vec::with_capacity(found.len());
        for (index, name) in found.iter().enumerate() {
            let (jurisdiction, is_venue) = match name.meaning {
                Place::Sure(jurisdiction) => (jurisdiction, false),
                Place::Venue(jurisdiction) => (jurisdiction, true),
                Place::Ambiguous => match self.resolve(text, found, index) {
                    Some(jurisdiction) => (jurisdiction, false),
                    None => continue,
                },
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

    /// Which place an ambiguous name stands for: one of the same kind as its neighbour in a list
    /// (`Florida, Georgia and Texas`), or a state after its county.
    fn resolve(&self, text: &str, found: &[Found<Place>], index: usize) -> Option<usize> {
        let name = &found[index];
        let candidates = || {
            self.ambiguous
                .iter()
                .filter(|(spelling, _)| text[name.start..name.end].eq_ignore_ascii_case(spelling))
        };
        let before = index.checked_sub(1).map(|before| &found[before]);
        let neighbours = [
            before.map(|near| (near, &text[near.end..name.start])),
            found.get(index + 1).map(|near| (near, &text[name.end..near.start])),
        ];
        for (near, between) in neighbours.into_iter().flatten() {
            let Place::Sure(near) = near.meaning else { continue };
            let parent = self.parents[near];
            let same = candidates().find(|(_, place)| self.parents[*place] == parent);
            if let Some((_, place)) = same.filter(|_| LIST_SIGNS.contains(&between)) {
                return Some(*place);
            }
        }
        let before = text[..name.start].trim_end_matches([' ', ',']).to_ascii_lowercase();
        let is_state = before.ends_with("county") || before.ends_with("state of");
        let state = candidates().find(|(_, place)| self.parents[*place].is_some());
        state.filter(|_| is_state).map(|(_, place)| *place)
    }
}

fn names_of(index: usize, place: &Jurisdiction) -> Vec<(String, Edge, Place)> {
    let sure = if place.ambiguous { Place::Ambiguous } else { Place::Sure(index) };
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
