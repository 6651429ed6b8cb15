//! The search page before anything was asked: what there is, and how to ask for it.

use maud::{Markup, html};

use super::{address, parts};
use crate::search::{Answer, Embedded, Facet, FacetValue};

/// Questions that show what can be written, and what each means.
const EXAMPLES: [(&str, &str); 8] = [
    ("class action waiver", "all of the words, in any order and form"),
    ("\"class action\"", "exactly these words, in this order"),
    ("terminat! /s notice", "a root and a word in the same sentence"),
    ("refund /5 days", "two words at most five words apart"),
    ("(sell OR share) \"personal data\"", "either word, and the phrase"),
    ("arbitration -\"small claims\"", "one thing without the other"),
    ("type:liability-cap severity:high", "a clause type and a severity"),
    ("arbitration as-of:2021-05-01", "as it stood on that day"),
];

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
                @for (query, meaning) in EXAMPLES {
                    dt { a href=(address::query(query)) { code { (query) } } }
                    dd { (meaning) }
                }
            }
            p {
                "Plain words work as on the web. Nothing that is pasted fails: what is not "
                "understood is passed over, and the answer says so."
            }
        }
    }
}
