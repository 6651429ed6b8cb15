//! What we say of a clause, each statement with what it rests on.

use maud::{Markup, html};

use super::parts;
use crate::classify;
use crate::clause::{EvidenceSource, JurisdictionRole, Span, Term};
use crate::search::{Facet, Hit};
use crate::taxonomy::Taxonomy;
use crate::web::pages::address;

/// The labels of a clause.
pub(super) struct LabelList<'a> {
    /// The clause.
    pub(super) hit: &'a Hit,
    /// What its labels refer to.
    pub(super) taxonomy: &'a Taxonomy,
}

impl LabelList<'_> {
    /// The labels, with their evidence folded away.
    pub(super) fn render(&self) -> Markup {
        let labels = &self.hit.entry.labels;
        html! {
            @if !labels.severity_reasons.is_empty() {
                section {
                    h2 { "Why this severity" }
                    ul.reasons {
                        @for reason in &labels.severity_reasons {
                            li { (reason.text) (self.words(Some(reason.span))) }
                        }
                    }
                }
            }
            @if !labels.terms.is_empty() {
                section {
                    h2 { "What it states" }
                    dl.terms { @for term in &labels.terms { (self.term(term)) } }
                }
            }
            (self.law())
            @if !labels.types.is_empty() {
                section {
                    h2 { "What the labels rest on" }
                    (self.evidence())
                    p.meta {
                        a href="/docs/methodology" { "How labels are made, and how good they are" }
                    }
                }
            }
        }
    }

    fn term(&self, term: &Term) -> Markup {
        html! {
            dt { (term.name.replace('-', " ")) }
            dd { strong { (term) } (self.words(Some(term.span))) }
        }
    }

    fn law(&self) -> Markup {
        let labels = &self.hit.entry.labels;
        let is_empty = labels.jurisdictions.is_empty()
            && labels.regulations.is_empty()
            && labels.agencies.is_empty();
        html! {
            @if !is_empty {
                section {
                    h2 { "Places, laws and agencies" }
                    dl.law {
                        @for label in &labels.jurisdictions {
                            dt {
                                a href=(address::filtered(Facet::Jurisdiction, &label.code)) {
                                    (self.jurisdiction(&label.code))
                                }
                            }
                            dd {
                                (role(label.role)) (self.words(label.span))
                                @if label.is_inherited() {
                                    ", inherited from a heading above or from the whole document"
                                }
                            }
                        }
                        @for label in &labels.regulations {
                            dt {
                                a href=(address::filtered(Facet::Regulation, &label.slug)) {
                                    (self.regulation(&label.slug))
                                }
                            }
                            dd {
                                @match &label.reason {
                                    Some(reason) => { "not named; by the type of clause: " (reason) }
                                    None => "named in the clause",
                                }
                                (self.words(label.span))
                            }
                        }
                        @for label in &labels.agencies {
                            @let known = self.taxonomy.agency(&label.slug);
                            dt { (known.map_or(label.slug.as_str(), |known| &known.title)) }
                            dd { (label.reason) }
                        }
                    }
                }
            }
        }
    }

    fn evidence(&self) -> Markup {
        html! {
            @for label in &self.hit.entry.labels.types {
                details.evidence {
                    summary {
                        (parts::type_title(&label.slug, self.taxonomy)) ", "
                        @if !classify::is_confident(label.confidence) { "likely, " }
                        (label.percent()) " % sure"
                    }
                    ul {
                        @for evidence in &label.evidence {
                            li {
                                @match &evidence.source {
                                    EvidenceSource::Rule(rule) => { "the rule " code { (rule) } }
                                    EvidenceSource::Model(words) => { "the words " em { (words) } }
                                }
                                @match evidence.span {
                                    Some(_) => (self.words(evidence.span)),
                                    None => ", in the heading",
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    /// The words that something rests on.
    fn words(&self, span: Option<Span>) -> Markup {
        let text = &self.hit.entry.state.wording.text;
        let words = span.and_then(|span| text.get(span.range()));
        html! {
            @if let Some(words) = words.filter(|words| !words.is_empty()) {
                " " q.words { (shortened(words)) }
            }
        }
    }

    fn jurisdiction<'a>(&'a self, code: &'a str) -> &'a str {
        let known = self.taxonomy.jurisdictions.iter().find(|known| known.code == code);
        known.map_or(code, |known| known.name.as_str())
    }

    fn regulation<'a>(&'a self, slug: &'a str) -> &'a str {
        let known = self.taxonomy.regulations.iter().find(|known| known.slug == slug);
        known.map_or(slug, |known| known.title.as_str())
    }
}

/// The beginning of `words`, with an ellipsis where there are more than a line holds.
fn shortened(words: &str) -> String {
    const LENGTH: usize = 140;
    if words.chars().count() <= LENGTH {
        return words.to_owned();
    }
    let start: String = words.chars().take(LENGTH).collect();
    format!("{} …", start.trim_end())
}

fn role(role: JurisdictionRole) -> &'static str {
    match role {
        JurisdictionRole::AppliesTo => "the clause holds for people there",
        JurisdictionRole::GoverningLaw => "its law governs",
        JurisdictionRole::Venue => "its courts or arbitrators decide",
        JurisdictionRole::Mentioned => "it is named",
    }
}
