//! The search page before anything was asked: what there is, and how to ask for it.

use maud::{Markup, html};

use super::{address, parts};
use crate::query::examples::CONSTRUCTS;
use crate::search::{Answer, Embedded, Facet, FacetValue};

/// How many clause types are suggested.
const SUGGESTED: usize = 9;

/// The page.
pub(super) struct Welcome<'a> {
    /// The index.
    pub(super) engine: &'a Embedded,
    /// The answer of a search for everything.
    pub(super) answer: &'a Answer,
    /// The search form.
    pub(super) form: Markup,
}

impl Welcome<'_> {
    /// The page's content.
    pub(super) fn render(&self) -> Markup {
        let counts = self.engine.build().manifest.counts;
        html! {
            div.welcome {
                h1 { "What do their terms really say?" }
                p.lead {
                    "Search " (parts::number(counts.current)) " clauses in the terms and privacy "
                    "policies of " (parts::count(counts.platforms, "platform", "platforms"))
                    ": compare how each handles a matter, and follow every clause through time."
                }
                (self.form)
                div.columns {
                    (examples())
                    (self.questions())
                }
            }
        }
    }

    /// The clause types that most platforms have, as the questions that people ask.
    fn questions(&self) -> Markup {
        let facets = self.answer.facets.iter().filter(|counts| counts.facet == Facet::Type);
        let mut values: Vec<&FacetValue> = facets.flat_map(|counts| &counts.values).collect();
        values.sort_by_key(|value| std::cmp::Reverse(value.platforms));
        let taxonomy = self.engine.taxonomy();
        let known = values.iter().filter_map(|value| {
            let known = taxonomy.types.iter().find(|known| known.slug == value.value);
            known.map(|known| (known, value))
        });
        html! {
            section {
                h2 { "Questions people ask" }
                ul.questions {
                    @for (known, value) in known.take(SUGGESTED) {
                        li {
                            a href={ "/types/" (known.slug) } { (known.question) }
                            span.count {
                                (parts::count(value.platforms, "platform", "platforms"))
                            }
                        }
                    }
                }
                p { a href="/types" { "All " (taxonomy.types.len()) " clause types" } }
            }
        }
    }
}

fn examples() -> Markup {
    html! {
        section {
            h2 { "How to ask" }
            dl.examples {
                @for construct in CONSTRUCTS.iter().filter(|construct| construct.is_common) {
                    @let written = construct.examples[0].written;
                    dt { a href=(address::query(written)) { code { (written) } } }
                    dd { (parts::rich(construct.meaning)) }
                }
            }
            p {
                "Plain words work as on the web. Nothing that is pasted fails: what is not "
                "understood is passed over, and the answer says so. "
                a href="/docs/query" { "The whole query language" }
            }
        }
    }
}
