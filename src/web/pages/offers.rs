//! What else could be asked for, as links beside an answer.

use maud::{Markup, html};

use super::{address, facets, parts};
use crate::search::{Answer, AnsweredBy, Count, Facet, NamedType, Relaxed, Unfiltered, Widen};
use crate::taxonomy::Taxonomy;
use crate::web::params::SearchParameters;

/// The offers of an answer.
pub(super) struct OfferList<'a> {
    /// The search.
    pub(super) parameters: &'a SearchParameters,
    /// Its answer.
    pub(super) answer: &'a Answer,
    /// What the answer's types refer to.
    pub(super) taxonomy: &'a Taxonomy,
}

impl OfferList<'_> {
    /// Another spelling and the types that the query names.
    pub(super) fn render(&self) -> Markup {
        let offers = &self.answer.offers;
        html! {
            @if let Some(offer) = &offers.did_you_mean {
                p.offer {
                    "Did you mean " a href=(self.address(&offer.text)) { (offer.text) } "? "
                    (count(offer.found)) "."
                }
            }
            @if self.answer.answered_by == AnsweredBy::Meaning {
                (self.meaning())
            } @else {
                @for named in &offers.types { (self.named(named)) }
                @if !offers.types.is_empty() { (self.widening()) }
            }
        }
    }

    /// That the clauses shown were found by what the words mean, and a way back to the words.
    fn meaning(&self) -> Markup {
        let other =
            SearchParameters { widen: Widen::Never, cursor: None, ..self.parameters.clone() };
        let titles = self.answer.meant.iter().map(|meant| &self.taxonomy.types[meant.clause_type]);
        html! {
            p.meaning {
                "No clause has all these words"
                @if self.answer.total > 0 {
                    "; these are about "
                    @for (place, entry) in titles.enumerate() {
                        @if place > 0 { " or " }
                        em { (entry.title) }
                    }
                }
                ". "
                a href=(address::search(&other)) { "Only these words" }
            }
        }
    }

    /// Clauses that say it in other words too, or no more.
    fn widening(&self) -> Markup {
        let is_widened = self.parameters.widen == Widen::Always;
        let widen = if is_widened { Widen::Never } else { Widen::Always };
        let other = SearchParameters { widen, cursor: None, ..self.parameters.clone() };
        html! {
            p.offer {
                @if !is_widened {
                    a href=(address::search(&other)) { "Find it in other words too" }
                } @else {
                    "Clauses that say it in other words are found too. "
                    a href=(address::search(&other)) { "Only these words" }
                }
            }
        }
    }

    /// A type as a filter of this search or, where that finds nothing, as a search of its own.
    fn named(&self, named: &NamedType) -> Markup {
        let entry = &self.taxonomy.types[named.intent.clause_type];
        let of_type = |q: Option<String>| {
            let search = SearchParameters { q, ..self.parameters.clone() };
            address::search(&address::toggled(&search, Facet::Type, &entry.slug))
        };
        let (address, found, of) = match &named.everywhere {
            None => (of_type(self.parameters.q.clone()), named.found, "Of these, "),
            Some(all) => (of_type(filled(&all.understood)), all.found, ""),
        };
        let verb = if found.clauses == 1 { " is of this type." } else { " are of this type." };
        html! {
            @if found.clauses > 0 {
                p.offer {
                    "Looking for " a href=(address) { (entry.title) } "? "
                    (of) (count(found)) (verb)
                }
            }
        }
    }

    /// What the query finds with less asked for, when it finds nothing.
    pub(super) fn relaxed(&self) -> Markup {
        let offers = &self.answer.offers;
        html! {
            @if !offers.relaxed.is_empty() || !offers.unfiltered.is_empty() {
                p { "With less asked for, there is something:" }
                ul.offers {
                    @for offer in &offers.relaxed { li { (self.asking_less(offer)) } }
                    @for offer in &offers.unfiltered { li { (self.without_filter(offer)) } }
                }
            }
        }
    }

    fn asking_less(&self, offer: &Relaxed) -> Markup {
        html! {
            a href=(self.address(&offer.understood)) { (offer.understood) }
            ": " (count(offer.found))
            @if !offer.dropped.is_empty() {
                span.dropped {
                    ", without"
                    @for dropped in &offer.dropped { " " code { (dropped) } }
                }
            }
        }
    }

    fn without_filter(&self, offer: &Unfiltered) -> Markup {
        let q = filled(&offer.understood);
        let mut search = SearchParameters { q, cursor: None, ..self.parameters.clone() };
        search.values_mut(offer.facet).clear();
        html! {
            a href=(address::search(&search)) {
                "Without the filter " (facets::title(offer.facet))
            }
            ": " (count(offer.found))
        }
    }

    /// The address of this search with another query.
    fn address(&self, query: &str) -> String {
        let q = Some(query.to_owned());
        address::search(&SearchParameters { q, cursor: None, ..self.parameters.clone() })
    }
}

fn filled(query: &str) -> Option<String> {
    Some(query.to_owned()).filter(|query| !query.is_empty())
}

fn count(count: Count) -> String {
    let clauses = parts::count(count.clauses, "clause", "clauses");
    format!("{clauses} on {}", parts::count(count.platforms, "platform", "platforms"))
}
