//! Which clauses a plan admits, beside its words: the moment and the selected facet values.

use std::collections::HashMap;

use super::Facet;
use super::plan::{Change, Moment, Selection, When};
use crate::document::slug;
use crate::index::{Build, Columns};
use crate::query::EventKind;
use crate::taxonomy::{Severity, Taxonomy};

/// The values of each facet by number, and the numbers of those that depend on the document alone.
#[derive(Debug)]
pub(super) struct FacetTables {
    values: HashMap<Facet, Vec<FacetName>>,
    document_type_of: Vec<u32>,
    language_of: Vec<Option<u32>>,
    platform_of: Vec<u32>,
}

/// A value of a facet: how it is written and read.
#[derive(Debug, Clone)]
pub(super) struct FacetName {
    pub(super) value: String,
    pub(super) label: String,
    pub(super) parent: Option<String>,
}

impl FacetTables {
    pub(super) fn new(build: &Build, taxonomy: &Taxonomy) -> Self {
        let name = |value: &str, label: &str, parent: Option<&String>| FacetName {
            value: value.to_owned(),
            label: label.to_owned(),
            parent: parent.cloned(),
        };
        let titles: HashMap<&str, &str> = build
            .documents
            .iter()
            .map(|entry| (&*entry.platform_slug, &*entry.document.platform))
            .collect();
        let platforms = build.platforms.iter().map(|slug| name(slug, titles[slug.as_str()], None));

        let types_of = build.documents.iter().map(|entry| slug(&entry.document.document_type));
        let mut document_types: Vec<FacetName> = Vec::new();
        let mut document_type_of = Vec::new();
        for (slug, entry) in types_of.zip(&build.documents) {
            let place = position_or_push(&mut document_types, &slug, || {
                name(&slug, &entry.document.document_type, None)
            });
            document_type_of.push(place);
        }
        let mut languages: Vec<FacetName> = Vec::new();
        let language_of = build.documents.iter().map(|entry| {
            let code = entry.language.as_deref()?;
            Some(position_or_push(&mut languages, code, || name(code, code, None)))
        });
        let language_of = language_of.collect();

        let types = taxonomy.types.iter().map(|t| name(&t.slug, &t.title, Some(&t.category)));
        let categories = taxonomy.categories.iter().map(|c| name(&c.slug, &c.title, None));
        let jurisdictions =
            taxonomy.jurisdictions.iter().map(|j| name(&j.code, &j.name, j.parent.as_ref()));
        let regulations = taxonomy.regulations.iter().map(|r| name(&r.slug, &r.title, None));
        let mut severities: Vec<Severity> = Severity::ALL.to_vec();
        severities.sort_unstable();
        let severities = severities.into_iter().map(|severity| {
            let rubric = taxonomy.severities.iter().find(|rubric| rubric.slug == severity);
            name(severity.slug(), rubric.map_or(severity.slug(), |rubric| &rubric.title), None)
        });
        Self {
            values: HashMap::from([
                (Facet::Category, categories.collect()),
                (Facet::Type, types.collect()),
                (Facet::Severity, severities.collect()),
                (Facet::Jurisdiction, jurisdictions.collect()),
                (Facet::Regulation, regulations.collect()),
                (Facet::Platform, platforms.collect()),
                (Facet::DocumentType, document_types),
                (Facet::Language, languages),
            ]),
            document_type_of,
            language_of,
            platform_of: build.platform_of.clone(),
        }
    }

    /// The values of a facet, by number.
    pub(super) fn names(&self, facet: Facet) -> &[FacetName] {
        &self.values[&facet]
    }

    /// The number of a facet's value; none when no clause of the build can have it.
    pub(super) fn number(&self, facet: Facet, value: &str) -> Option<usize> {
        self.names(facet).iter().position(|name| name.value == value)
    }

    /// The platform of a document, by number.
    pub(super) fn platform(&self, document: u32) -> u32 {
        self.platform_of[document as usize]
    }

    /// Hands each value that a clause has to `each`.
    pub(super) fn each_value(
        &self,
        facet: Facet,
        columns: &Columns,
        clause: u32,
        mut each: impl FnMut(u32),
    ) {
        let document = columns.document[clause as usize];
        match facet {
            Facet::Category => columns.categories.of(clause).iter().copied().for_each(each),
            Facet::Type => columns.types.of(clause).iter().copied().for_each(each),
            Facet::Jurisdiction => columns.jurisdictions.of(clause).iter().copied().for_each(each),
            Facet::Regulation => columns.regulations.of(clause).iter().copied().for_each(each),
            Facet::Severity => {
                // 0 says that the clause has none.
                if let Some(severity) = columns.severity[clause as usize].checked_sub(1) {
                    each(u32::from(severity));
                }
            }
            Facet::Platform => each(self.platform(document)),
            Facet::DocumentType => each(self.document_type_of[document as usize]),
            Facet::Language => {
                if let Some(language) = self.language_of[document as usize] {
                    each(language);
                }
            }
        }
    }
}

fn position_or_push(
    names: &mut Vec<FacetName>,
    value: &str,
    new: impl FnOnce() -> FacetName,
) -> u32 {
    let place = names.iter().position(|name| name.value == value).unwrap_or_else(|| {
        names.push(new());
        names.len() - 1
    });
    place as u32
}

/// The selected values of one facet, as a table over the values' numbers.
#[derive(Debug)]
pub(super) struct Selected {
    pub(super) facet: Facet,
    is_selected: Vec<bool>,
}

impl Selected {
    pub(super) fn new(selection: &Selection, tables: &FacetTables) -> Self {
        let mut is_selected = vec![false; tables.names(selection.facet).len()];
        for value in &selection.values {
            // A value that no clause has selects nothing, which is the exact answer.
            if let Some(number) = tables.number(selection.facet, value) {
                is_selected[number] = true;
            }
        }
        Self { facet: selection.facet, is_selected }
    }

    pub(super) fn admits(&self, tables: &FacetTables, columns: &Columns, clause: u32) -> bool {
        let mut admits = false;
        tables.each_value(self.facet, columns, clause, |value| {
            admits |= self.is_selected[value as usize];
        });
        admits
    }

    pub(super) fn is_selected(&self, number: usize) -> bool {
        self.is_selected[number]
    }
}

/// Whether a whole segment can be passed over because nothing in it stood at that time.
pub(super) fn passes_over(when: &When, columns: &Columns) -> bool {
    when.moment == Moment::Now && !columns.has_current
}

/// Whether every clause of a segment stood when the plan asks, which asks for no change.
pub(super) fn all_stood(when: &When, columns: &Columns) -> bool {
    let stand = match when.moment {
        Moment::Now => !columns.has_past,
        Moment::At(_) => false,
        Moment::Ever => true,
    };
    stand && when.changes.is_empty()
}

/// Whether the clause stood when the plan asks, and all happened to it that the plan asks.
pub(super) fn stood(when: &When, columns: &Columns, clause: u32) -> bool {
    let stands = match when.moment {
        Moment::Now => !columns.has_past || columns.is_current(clause),
        Moment::At(second) => columns.stood_at(clause, second),
        Moment::Ever => true,
    };
    let any = |changes: &Vec<Change>| changes.iter().any(|one| happened(one, columns, clause));
    stands && when.changes.iter().all(any)
}

fn happened(change: &Change, columns: &Columns, clause: u32) -> bool {
    let moments = moments(change.kind, columns, clause);
    moments.iter().any(|second| (change.from..change.to).contains(second))
}

/// When that happened to the clause and many others at once, in seconds since 1970.
pub(super) fn bulk_moments(kind: EventKind, columns: &Columns, clause: u32) -> &[i64] {
    match kind {
        EventKind::Added => columns.moments.bulk_added.of(clause),
        EventKind::Changed => &[],
        EventKind::Removed => columns.moments.bulk_removed.of(clause),
    }
}

/// When that happened to the clause, in seconds since 1970; of many at once, only to the one that
/// leads them.
pub(super) fn moments(kind: EventKind, columns: &Columns, clause: u32) -> &[i64] {
    match kind {
        EventKind::Added => columns.moments.added.of(clause),
        EventKind::Changed => columns.moments.reworded.of(clause),
        EventKind::Removed => columns.moments.removed.of(clause),
    }
}
