//! Suggestions for a search box: what the build holds under names that begin as somebody types.

mod headings;

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::counts::PlatformSet;
use super::filter::FacetTables;
use super::{Facet, SearchError};
use crate::analysis::{self, Word};
use crate::index::Build;
use crate::taxonomy::Taxonomy;

/// Something that a search box offers while somebody types.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// What it is.
    pub kind: SuggestionKind,
    /// Its slug; for a document `platform/document-type`, for a heading its words.
    pub value: String,
    /// Its name for readers.
    pub label: String,
    /// How many current clauses choosing it finds, exactly.
    pub clauses: u64,
    /// How many platforms these clauses are of, exactly.
    pub platforms: u64,
    /// The query that choosing it asks; empty for what is chosen by filters.
    pub query: String,
    /// The filters that choosing it sets.
    pub filters: Vec<(Facet, String)>,
}

/// What can be suggested.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SuggestionKind {
    /// A clause type, also by its other names.
    Type,
    /// A platform.
    Platform,
    /// The documents of one type of a platform.
    Document,
    /// A heading that several platforms have, whatever its case and numbering.
    Heading,
}

impl SuggestionKind {
    /// The word for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Type => "type",
            Self::Platform => "platform",
            Self::Document => "document",
            Self::Heading => "heading",
        }
    }
}

/// All that can be suggested from one build: what has no current clause is left out.
#[derive(Debug)]
pub(super) struct Suggestions(Vec<Entry>);

#[derive(Debug)]
struct Entry {
    suggestion: Suggestion,
    /// The words of its names, the one that is shown first.
    names: Vec<Vec<Word>>,
}

impl Entry {
    fn new(suggestion: Suggestion, names: Vec<Vec<Word>>, tally: &Tally) -> Self {
        let (clauses, platforms) = (tally.clauses, tally.platforms.len());
        Self { suggestion: Suggestion { clauses, platforms, ..suggestion }, names }
    }
}

/// How well a name meets what was typed; the best sorts first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    /// The name that is shown begins so.
    Begins,
    /// Another name of it begins so.
    OtherBegins,
    /// The words stand somewhere in one of its names.
    Inside,
}

/// How many current clauses there are of something, and of which platforms.
#[derive(Debug, Clone)]
struct Tally {
    clauses: u64,
    platforms: PlatformSet,
}

impl Tally {
    fn new(build: &Build) -> Self {
        Self { clauses: 0, platforms: PlatformSet::new(build.platforms.len()) }
    }

    fn add(&mut self, clauses: u64, platform: u32) {
        self.clauses += clauses;
        self.platforms.insert(platform);
    }
}

impl Suggestions {
    /// Reads every current clause's heading once, which takes a moment.
    pub(super) fn new(
        build: &Build,
        taxonomy: &Taxonomy,
        tables: &FacetTables,
    ) -> Result<Self, SearchError> {
        let counts = Counts::new(build, tables);
        let mut entries = Vec::new();
        for (known, tally) in taxonomy.types.iter().zip(&counts.types) {
            let mut names = vec![words(&known.title), words(&known.slug)];
            names.extend(known.aliases.iter().map(|alias| words(alias)));
            let filters = vec![(Facet::Type, known.slug.clone())];
            let suggestion = filtered(SuggestionKind::Type, &known.slug, &known.title, filters);
            entries.push(Entry::new(suggestion, names, tally));
        }
        for (known, tally) in tables.names(Facet::Platform).iter().zip(&counts.platforms) {
            let filters = vec![(Facet::Platform, known.value.clone())];
            let suggestion =
                filtered(SuggestionKind::Platform, &known.value, &known.label, filters);
            entries.push(Entry::new(suggestion, vec![words(&known.label)], tally));
        }
        for ((platform, document_type), tally) in &counts.documents {
            let platform = &tables.names(Facet::Platform)[*platform as usize];
            let document_type = &tables.names(Facet::DocumentType)[*document_type as usize];
            let filters = vec![
                (Facet::Platform, platform.value.clone()),
                (Facet::DocumentType, document_type.value.clone()),
            ];
            let value = format!("{}/{}", platform.value, document_type.value);
            let label = format!("{} · {}", platform.label, document_type.label);
            let suggestion = filtered(SuggestionKind::Document, &value, &label, filters);
            entries.push(Entry::new(suggestion, vec![words(&label)], tally));
        }
        entries.extend(headings::entries(build)?);

        entries.retain(|entry| entry.suggestion.clauses > 0);
        Ok(Self(entries))
    }

    /// The best `limit` suggestions for `text`, whose last word may be unfinished.
    ///
    /// What begins with `text`, by any of its names, comes before what has the words elsewhere; of
    /// equals, clause types come first, then platforms, documents and headings; of one kind, what is
    /// shown under the name that begins so, then what has more clauses. A text without words has no
    /// suggestions.
    pub(super) fn find(&self, text: &str, limit: usize) -> Vec<Suggestion> {
        let typed = words(text);
        let mut found: Vec<(Fit, &Suggestion)> = Vec::new();
        for entry in &self.0 {
            found.extend(fit(&typed, &entry.names).map(|fit| (fit, &entry.suggestion)));
        }
        found.sort_by_key(|&(fit, suggestion)| {
            let Suggestion { kind, label, value, clauses, .. } = suggestion;
            (fit == Fit::Inside, *kind, fit, Reverse(*clauses), label, value)
        });
        found.into_iter().take(limit).map(|(_, suggestion)| suggestion.clone()).collect()
    }
}

fn filtered(
    kind: SuggestionKind,
    value: &str,
    label: &str,
    filters: Vec<(Facet, String)>,
) -> Suggestion {
    Suggestion {
        kind,
        value: value.to_owned(),
        label: label.to_owned(),
        clauses: 0,
        platforms: 0,
        query: String::new(),
        filters,
    }
}

fn words(name: &str) -> Vec<Word> {
    analysis::tokens(name).into_iter().map(|token| token.word).collect()
}

/// How the best of `names` meets what was typed.
fn fit(typed: &[Word], names: &[Vec<Word>]) -> Option<Fit> {
    let (last, before) = typed.split_last()?;
    let begins = |name: &Vec<Word>| {
        name.len() >= typed.len()
            && name.iter().zip(before).all(|(word, typed)| word.text() == typed.text())
            && name[before.len()].text().starts_with(last.text())
    };
    if let Some(place) = names.iter().position(begins) {
        return Some(if place == 0 { Fit::Begins } else { Fit::OtherBegins });
    }
    let is_inside = |name: &Vec<Word>| {
        before.iter().all(|typed| name.iter().any(|word| word.stem() == typed.stem()))
            && name.iter().any(|word| word.text().starts_with(last.text()))
    };
    names.iter().any(is_inside).then_some(Fit::Inside)
}

/// The current clauses of each clause type, platform, and platform's document type, by number.
struct Counts {
    types: Vec<Tally>,
    platforms: Vec<Tally>,
    documents: BTreeMap<(u32, u32), Tally>,
}

impl Counts {
    fn new(build: &Build, tables: &FacetTables) -> Self {
        let none = Tally::new(build);
        let mut counts = Self {
            types: vec![none.clone(); tables.names(Facet::Type).len()],
            platforms: vec![none.clone(); tables.names(Facet::Platform).len()],
            documents: BTreeMap::new(),
        };
        for columns in build.segments.iter().filter(|columns| columns.has_current) {
            for clause in (0..columns.clauses).filter(|clause| columns.is_current(*clause)) {
                let platform = tables.platform(columns.document[clause as usize]);
                counts.platforms[platform as usize].add(1, platform);
                tables.each_value(Facet::Type, columns, clause, |place| {
                    counts.types[place as usize].add(1, platform);
                });
                tables.each_value(Facet::DocumentType, columns, clause, |place| {
                    let tally = counts.documents.entry((platform, place));
                    tally.or_insert_with(|| none.clone()).add(1, platform);
                });
            }
        }
        counts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_begins_as_typed_comes_before_what_holds_the_words() {
        let names = |list: &[&str]| list.iter().map(|name| words(name)).collect::<Vec<_>>();
        let waiver = names(&["Class action waiver", "No collective proceedings"]);
        for (typed, expected) in [
            ("cla", Some(Fit::Begins)),
            ("CLASS ACT", Some(Fit::Begins)),
            ("class-action", Some(Fit::Begins)),
            ("no coll", Some(Fit::OtherBegins)),
            ("act", Some(Fit::Inside)),
            ("waivers cl", Some(Fit::Inside)),
            ("proceed", Some(Fit::Inside)),
            ("clas act", None),
            ("class collective", None),
            ("class actions", None),
            ("", None),
            ("?!", None),
        ] {
            assert_eq!(fit(&words(typed), &waiver), expected, "{typed}");
        }
        assert_eq!(fit(&words("nestle"), &names(&["Nestlé"])), Some(Fit::Begins));
    }
}
