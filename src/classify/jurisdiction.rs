//! Which places a clause names, and what it says of them: whose law, whose courts, whose people.

mod role;
mod sense;
mod title;

use std::collections::HashMap;
use std::iter::successors;
use std::ops::Range;

use super::names::{Edge, Found, Names};
use super::reading::Reading;
use super::regulation::Origin;
use crate::clause::{JurisdictionLabel, JurisdictionRole};
use crate::taxonomy::{Jurisdiction, Taxonomy};
use role::Roles;
use sense::Sense;
use title::Titles;

/// The names of all jurisdictions.
#[derive(Debug)]
pub(super) struct Gazetteer {
    names: Names<Place>,
    codes: Vec<String>,
    /// The names that mean more than one thing, and the jurisdictions they may stand for.
    ambiguous: Vec<(String, usize)>,
    /// For each jurisdiction, the one that contains it.
    parents: Vec<Option<usize>>,
    sense: Sense,
    roles: Roles,
    titles: Titles,
}

/// What a name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// The jurisdiction of that index, surely.
    Sure(usize),
    /// Some jurisdiction, if what stands around it says which.
    Ambiguous,
    /// The jurisdiction of that index, before a word of law or people.
    Adjective(usize),
    /// The jurisdiction of that index, where a clause speaks of people there.
    Region(usize),
    /// A place whose courts stand for that jurisdiction.
    Venue(usize),
    /// The law of a federation, if nothing speaks of another one than the United States.
    Federal(usize),
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
    /// What it can be evidence of.
    pub(super) bearing: Bearing,
}

/// What a name can be evidence of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bearing {
    /// Whatever the clause says.
    All,
    /// Law and courts: it is a court's town.
    Courts,
    /// People and law: it is a vaguer name of the place.
    People,
}

/// What parts the places of a list.
const LIST_SIGNS: &[&str] =
    &[", ", " and ", ", and ", " or ", ", or ", "/", "\n", "; ", " & ", ",\n", " / "];

/// The code of the United States.
const UNITED_STATES: &str = "US";

/// How far around a name, in bytes, the words stand that tell what it means.
const SIGHT: usize = 120;

impl Gazetteer {
    /// Compiles the names of the taxonomy's jurisdictions.
    pub(super) fn new(taxonomy: &Taxonomy) -> Self {
        let places = &taxonomy.jurisdictions;
        let index: HashMap<&str, usize> =
            places.iter().enumerate().map(|(index, place)| (place.code.as_str(), index)).collect();
        let others =
            sense::OTHERS.iter().map(|name| ((*name).to_owned(), Edge::Word, Place::Other));
        let names = places.iter().enumerate().flat_map(|(index, place)| names_of(index, place));
        let federal = index.get(UNITED_STATES).into_iter().flat_map(|index| {
            let name = |name: &&str| ((*name).to_owned(), Edge::Word, Place::Federal(*index));
            sense::FEDERAL.iter().map(name)
        });
        Self {
            names: Names::new(others.chain(names).chain(federal)),
            ambiguous: places
                .iter()
                .enumerate()
                // The world is named by nothing but its aliases: `international users` are not its.
                .filter(|(_, place)| place.ambiguous && place.code != "001")
                .map(|(index, place)| (place.name.clone(), index))
                .collect(),
            codes: places.iter().map(|place| place.code.clone()).collect(),
            parents: places
                .iter()
                .map(|place| place.parent.as_deref().and_then(|code| index.get(code).copied()))
                .collect(),
            sense: Sense::new(),
            roles: Roles::new(),
            titles: Titles::new(),
        }
    }

    /// What `text` says of which jurisdictions, one label for each role, in the order of the text.
    ///
    /// `heading` is what stands above, folded; it may say that the clause is about governing law.
    /// `origins` are the places whose regulations and agencies the text names.
    pub(super) fn labels(
        &self,
        text: &str,
        reading: &Reading,
        heading: &str,
        origins: &[Origin<'_>],
    ) -> Vec<JurisdictionLabel> {
        let mentions = self.mentions(text, &self.names.find(text), reading);
        let roles = self.roles.of(&mentions, reading, heading);
        let places = mentions.iter().zip(roles).filter_map(|(mention, role)| {
            let span = reading.span(mention.start..mention.end);
            Some((self.codes[mention.jurisdiction].as_str(), role?, span))
        });
        let statutes = origins.iter().map(|origin| {
            let start = reading.place(origin.span.start as usize);
            (origin.code, self.roles.of_statute(reading, start), origin.span)
        });
        let mut labels: Vec<JurisdictionLabel> = Vec::new();
        for (code, role, span) in places.chain(statutes) {
            if labels.iter().all(|label| label.code != code || label.role != role) {
                labels.push(JurisdictionLabel { code: code.to_owned(), role, span: Some(span) });
            }
        }
        labels.sort_by_key(|label| label.span);
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

    /// The codes of the places whose people a title or heading speaks to, or whose regulation it
    /// names, in its order.
    ///
    /// `statutes` are the places whose regulations the title names.
    pub(super) fn addressed(&self, title: &str, statutes: &[Origin<'_>]) -> Vec<String> {
        let found = self.names.find(title);
        if found.is_empty() && statutes.is_empty() {
            return Vec::new();
        }
        let reading = Reading::new(title);
        let mentions = self.mentions(title, &found, &reading);
        let roles = self.roles.of(&mentions, &reading, "");
        let named: Vec<Range<usize>> = statutes
            .iter()
            .map(|origin| {
                reading.place(origin.span.start as usize)..reading.place(origin.span.end as usize)
            })
            .collect();
        let addressed = self.titles.addressed(&mentions, &roles, &named, &reading);
        let places = addressed.map(|mention| &*self.codes[mention.jurisdiction]);
        let mut codes: Vec<String> = Vec::new();
        for code in places.chain(statutes.iter().map(|origin| origin.code)) {
            if codes.iter().all(|known| known != code) {
                codes.push(code.to_owned());
            }
        }
        codes
    }

    /// Whether the place of code `wider` contains that of code `narrower` and is not the same.
    pub(super) fn contains(&self, wider: &str, narrower: &str) -> bool {
        let index = |code: &str| self.codes.iter().position(|known| known == code);
        let (Some(wider), Some(narrower)) = (index(wider), index(narrower)) else { return false };
        successors(self.parents[narrower], |place| self.parents[*place]).any(|place| place == wider)
    }

    /// The codes of the places whose people a document says it is for: `These terms apply to
    /// users in Japan`. Empty where `text` says no such thing.
    pub(super) fn stated(&self, text: &str) -> Vec<String> {
        let reading = Reading::new(text);
        let mut codes: Vec<String> = Vec::new();
        for said in self.titles.stated(&reading) {
            let labels = self.labels(text, &reading, "", &[]);
            let is_said = |label: &&JurisdictionLabel| {
                label.role == JurisdictionRole::AppliesTo
                    && label
                        .span
                        .is_some_and(|span| said.contains(&reading.place(span.start as usize)))
            };
            for label in labels.iter().filter(is_said) {
                if !codes.contains(&label.code) {
                    codes.push(label.code.clone());
                }
            }
        }
        codes
    }

    /// The places that the names `found` in `text` stand for, in order.
    fn mentions(&self, text: &str, found: &[Found<Place>], reading: &Reading) -> Vec<Mention> {
        let mut mentions = Vec::with_capacity(found.len());
        for (index, name) in found.iter().enumerate() {
            let (jurisdiction, bearing) = match name.meaning {
                Place::Sure(jurisdiction) | Place::Adjective(jurisdiction) => {
                    (jurisdiction, Bearing::All)
                }
                Place::Venue(jurisdiction) => (jurisdiction, Bearing::Courts),
                Place::Region(jurisdiction) => (jurisdiction, Bearing::People),
                Place::Ambiguous => match self.resolve(text, found, index, reading) {
                    Some(jurisdiction) => (jurisdiction, Bearing::All),
                    None => continue,
                },
                Place::Federal(jurisdiction) if self.is_american(text, found) => {
                    (jurisdiction, Bearing::All)
                }
                Place::Federal(_) | Place::Other => continue,
            };
            if !self.is_meant(text, name, reading) {
                continue;
            }
            let (start, end) = (reading.place(name.start), reading.place(name.end));
            mentions.push(Mention { jurisdiction, start, end, bearing });
        }
        mentions
    }

    /// The federation or kingdom of which a place is a part; none for a country.
    fn federation(&self, place: usize) -> Option<usize> {
        self.parents[place].filter(|_| self.codes[place].contains('-'))
    }

    /// Whether federal law is that of the United States: no other federation is spoken of.
    fn is_american(&self, text: &str, found: &[Found<Place>]) -> bool {
        let is_other = |name: &Found<Place>| match name.meaning {
            Place::Sure(place) | Place::Adjective(place) => {
                sense::OTHER_FEDERATIONS.contains(&self.codes[place].as_str())
            }
            _ => false,
        };
        !found.iter().any(is_other) && !text.contains("rovinc")
    }

    /// Whether a name means the place, rather than a company, a street or a language.
    fn is_meant(&self, text: &str, name: &Found<Place>, reading: &Reading) -> bool {
        let (before, after) = around(name, reading);
        if matches!(name.meaning, Place::Adjective(_)) && !self.sense.is_adjective_of_state(after) {
            return false;
        }
        if &text[name.start..name.end] == "US"
            && sense::is_pronoun(&text[..name.start], &text[name.end..])
        {
            return false;
        }
        let rest = &text[name.end..];
        !sense::is_company_name(rest)
            && !sense::is_in_group(text, &text[..name.start])
            && !sense::is_domain(rest)
            && !self.sense.is_part_of_name(before, after)
            && !self.sense.is_address(before, after)
    }

    /// Which place an ambiguous name stands for: one inside its neighbour (`Georgia, USA`), one of
    /// the same kind as its neighbour in a list (`Florida, Georgia and Texas`), a state after its
    /// county, or the only one of that name where the words around it speak of a place.
    fn resolve(
        &self,
        text: &str,
        found: &[Found<Place>],
        index: usize,
        reading: &Reading,
    ) -> Option<usize> {
        let name = &found[index];
        let candidates: Vec<usize> = self
            .ambiguous
            .iter()
            .filter(|(spelling, _)| text[name.start..name.end].eq_ignore_ascii_case(spelling))
            .map(|(_, place)| *place)
            .collect();
        let before = index.checked_sub(1).map(|before| &found[before]);
        let neighbours = [
            before.map(|near| (near, &text[near.end..name.start])),
            found.get(index + 1).map(|near| (near, &text[name.end..near.start])),
        ];
        for (near, between) in neighbours.into_iter().flatten() {
            let Place::Sure(near) = near.meaning else { continue };
            let inside = |place: &&usize| self.parents[**place] == Some(near) && between == ", ";
            let beside = |place: &&usize| {
                self.federation(**place) == self.federation(near) && LIST_SIGNS.contains(&between)
            };
            let place = candidates.iter().find(inside).or_else(|| candidates.iter().find(beside));
            if let Some(place) = place {
                return Some(*place);
            }
        }
        let (before, after) = around(name, reading);
        let is_state = before.trim_end_matches([' ', ',']).ends_with("county")
            || before.trim_end().ends_with("state of")
            || after.starts_with(" state law");
        let state = candidates.iter().find(|place| self.parents[**place].is_some());
        if let Some(place) = state.filter(|_| is_state) {
            return Some(*place);
        }
        match candidates[..] {
            [only] if self.sense.is_place(before, after) => Some(only),
            _ => None,
        }
    }
}

/// The folded text before and behind a name, on its line and not too far off.
fn around<'a>(name: &Found<Place>, reading: &'a Reading) -> (&'a str, &'a str) {
    let text = reading.text();
    let (start, end) = (reading.place(name.start), reading.place(name.end));
    let (before, after) = (&text[start.saturating_sub(SIGHT)..start], &text[end..]);
    (before, &after[..after.len().min(SIGHT)])
}

fn names_of(index: usize, place: &Jurisdiction) -> Vec<(String, Edge, Place)> {
    let sure = if place.ambiguous { Place::Ambiguous } else { Place::Sure(index) };
    let mut names = vec![(place.name.clone(), Edge::Word, sure)];
    names.extend(place.aliases.iter().map(|name| (name.clone(), Edge::Word, Place::Sure(index))));
    names.extend(
        place.adjectives.iter().map(|name| (name.clone(), Edge::Word, Place::Adjective(index))),
    );
    names.extend(place.regions.iter().map(|name| (name.clone(), Edge::Word, Place::Region(index))));
    names.extend(place.venues.iter().map(|name| (name.clone(), Edge::Word, Place::Venue(index))));
    names
}
