//! The facets beside a search's results: what can narrow them, and to how many.

use std::cmp::Reverse;

use maud::{Markup, html};

use super::{address, parts};
use crate::search::{Answer, Facet, FacetCounts, FacetValue};
use crate::taxonomy::Severity;
use crate::web::params::SearchParameters;

/// How many values of a facet are shown before the rest is folded away.
const SHOWN: usize = 7;

/// How many values of a facet are shown at all; a query can ask for the others.
const SHOWN_MAX: usize = 200;

/// What a facet is called.
pub(super) fn title(facet: Facet) -> &'static str {
    match facet {
        Facet::Category => "Category",
        Facet::Type => "Clause type",
        Facet::Severity => "Severity",
        Facet::Jurisdiction => "Jurisdiction",
        Facet::Regulation => "Regulation",
        Facet::Platform => "Platform",
        Facet::DocumentType => "Document",
        Facet::Language => "Language",
    }
}

/// The facets of an answer.
pub(super) struct Filters<'a> {
    /// The search.
    pub(super) parameters: &'a SearchParameters,
    /// Its answer.
    pub(super) answer: &'a Answer,
}

impl Filters<'_> {
    /// The facets, each value a link that selects it or takes it away; nothing where none narrows.
    pub(super) fn render(&self) -> Markup {
        let selected = self.parameters.filters().len();
        // One value that all clauses have narrows nothing.
        let is_shown = |counts: &&FacetCounts| {
            counts.values.len() > 1 || counts.values.iter().any(|value| value.is_selected)
        };
        let shown: Vec<&FacetCounts> = self.answer.facets.iter().filter(is_shown).collect();
        if shown.is_empty() {
            return html! {};
        }
        html! {
            aside.filters aria-label="Filters" {
                details {
                    summary {
                        "Filters"
                        @if selected > 0 { " (" (selected) " selected)" }
                    }
                    div.facets {
                        @for counts in shown { (self.facet(counts)) }
                    }
                }
            }
        }
    }

    fn facet(&self, counts: &FacetCounts) -> Markup {
        let mut values: Vec<&FacetValue> = counts.values.iter().collect();
        if counts.facet == Facet::Severity {
            // Readers expect an order of gravity, not of frequency.
            values.sort_by_key(|value| Reverse(value.value.parse::<Severity>().ok()));
        }
        let (first, rest) = values.split_at(SHOWN.min(values.len()));
        let rest = &rest[..rest.len().min(SHOWN_MAX)];
        html! {
            section.facet {
                h2 { (title(counts.facet)) }
                ul { @for value in first { li { (self.value(counts.facet, value)) } } }
                @if !rest.is_empty() {
                    details {
                        summary { (rest.len()) " more" }
                        ul { @for value in rest { li { (self.value(counts.facet, value)) } } }
                    }
                }
            }
        }
    }

    fn value(&self, facet: Facet, value: &FacetValue) -> Markup {
        let is_grouped = self.parameters.group.is_some();
        let count = if is_grouped { value.platforms } else { value.clauses };
        let changed = address::toggled(self.parameters, facet, &value.value);
        // A value that the query itself names cannot be taken away by a link.
        let filters = self.parameters.filters();
        let is_ours = filters.iter().any(|(known, text)| *known == facet && *text == value.value);
        let is_fixed = value.is_selected && !is_ours;
        let address = (!is_fixed).then(|| address::search(&changed));
        html! {
            a.value.selected[value.is_selected] href=[address] rel="nofollow" {
                span.box aria-hidden="true" {}
                span.label { bdi { (value.label) } }
                @if value.is_selected { span.hidden { " (selected)" } }
                span.count { (parts::number(count)) }
            }
        }
    }
}
