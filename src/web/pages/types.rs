//! The clause types: all of them, and each explained.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Html;
use maud::{Markup, html};

use super::layout::{Layout, Section};
use super::{address, parts};
use crate::search::{Embedded, Facet};
use crate::web::Service;
use crate::web::api::types::{detail, summaries};
use crate::web::params::{NoParameters, Query, Segments};
use crate::web::problem::Problem;
use crate::web::service::Snapshot;
use crate::web::wire::{ClauseTypeDetail, ClauseTypeSummary, Concern};

/// Shows all clause types.
pub(super) async fn list(
    State(service): State<Arc<Service>>,
    Snapshot(engine): Snapshot,
    Query(NoParameters): Query<NoParameters>,
) -> Result<Html<String>, Problem> {
    let work = move || {
        let page = TypesPage { engine: &engine, types: summaries(&engine)?.clause_types };
        let title = "Clause types";
        let layout = Layout { title, section: Section::Types, engine: Some(&engine) };
        Ok(layout.render(&page.render()))
    };
    service.pool.run(work).await
}

/// Explains a clause type.
pub(super) async fn one(
    State(service): State<Arc<Service>>,
    Snapshot(engine): Snapshot,
    Segments(slug): Segments<String>,
    Query(NoParameters): Query<NoParameters>,
) -> Result<Html<String>, Problem> {
    let work = move || {
        let page = TypePage { engine: &engine, detail: detail(&engine, &slug)? };
        let title = &page.detail.summary.title;
        let layout = Layout { title, section: Section::Types, engine: Some(&engine) };
        Ok(layout.render(&page.render()))
    };
    service.pool.run(work).await
}

/// All clause types.
struct TypesPage<'a> {
    engine: &'a Embedded,
    types: Vec<ClauseTypeSummary>,
}

impl TypesPage<'_> {
    fn render(&self) -> Markup {
        let categories = &self.engine.taxonomy().categories;
        html! {
            header.page {
                h1 { "Clause types" }
                p.lead {
                    (self.types.len()) " things that terms and policies do, each with the question "
                    "that it answers."
                }
                nav.jump aria-label="Categories" {
                    @for category in categories {
                        a href={ "#" (category.slug) } { (category.title) }
                    }
                }
            }
            @for category in categories {
                section.category #(category.slug) {
                    h2 { (category.title) }
                    p.meta { (category.summary) }
                    ul.types {
                        @for known in &self.types {
                            @if known.category == category.slug { (entry(known)) }
                        }
                    }
                }
            }
        }
    }
}

fn entry(known: &ClauseTypeSummary) -> Markup {
    html! {
        li {
            a href={ "/types/" (known.slug) } {
                span.title { (known.title) }
                span.question { (known.question) }
            }
            span.facts {
                span { "usually " (known.severity) }
                span.count { (parts::count(known.platforms, "platform", "platforms")) }
            }
        }
    }
}

/// One clause type.
struct TypePage<'a> {
    engine: &'a Embedded,
    detail: ClauseTypeDetail,
}

impl TypePage<'_> {
    fn render(&self) -> Markup {
        let ClauseTypeDetail { summary, what, why, impact, .. } = &self.detail;
        html! {
            article.reference {
                header.page {
                    p.eyebrow {
                        a href={ "/types#" (summary.category) } { (summary.category_title) }
                    }
                    h1 { (summary.title) }
                    p.lead { (summary.question) }
                    p.meta { "Clauses of this type are usually " (summary.severity) "." }
                    p.actions {
                        a.button href=(address::filtered(Facet::Type, &summary.slug)) {
                            "Read " (parts::count(summary.clauses, "clause", "clauses"))
                        }
                        a.button.quiet href={ "/compare?type=" (summary.slug) } {
                            "Compare the platforms"
                        }
                    }
                }
                div.sides {
                    div.prose {
                        h2 { "What it means for you" } p { (impact) }
                        h2 { "What it is" } p { (what) }
                        h2 { "Why it matters" } p { (why) }
                        h2 { "Usual severity" } p { (self.detail.severity_reason) }
                        (self.law())
                        (self.definition())
                    }
                    aside.side aria-label="About this type" { (self.facts()) }
                }
            }
        }
    }

    fn facts(&self) -> Markup {
        html! {
            section {
                h2 { "How common" }
                (parts::prevalence(self.detail.prevalence))
            }
            @if !self.detail.aliases.is_empty() {
                section {
                    h2 { "Also called" }
                    ul { @for alias in &self.detail.aliases { li { (alias) } } }
                }
            }
            section {
                h2 { "Where it can stand" }
                ul { @for document in &self.detail.document_types { li { (document) } } }
            }
        }
    }

    fn law(&self) -> Markup {
        html! {
            (concerns("Regulations that may apply", &self.detail.regulations))
            (concerns("Agencies", &self.detail.agencies))
        }
    }

    fn definition(&self) -> Markup {
        html! {
            @if !self.detail.rules.is_empty() {
                h2 { "How we find it" }
                p { "A model weighs a clause's words and which of these queries it matches:" }
                ul.rules {
                    @for rule in &self.detail.rules {
                        li { a href=(address::query(rule)) { code { (rule) } } }
                    }
                }
                p {
                    "A model that has learnt from clauses people read weighs these matches and the "
                    "other words, and says how sure it is. "
                    a href={ "/docs/methodology#type-" (self.detail.summary.slug) } {
                        "How good these labels are"
                    }
                }
                p.meta {
                    "The definitions are files of the program, version "
                    code { (&self.engine.taxonomy().digest.hex()[..12]) } "."
                }
            }
        }
    }
}

fn concerns(title: &str, concerns: &[Concern]) -> Markup {
    html! {
        @if !concerns.is_empty() {
            h2 { (title) }
            dl.law {
                @for concern in concerns {
                    dt { (concern.title) }
                    dd { (concern.reason) }
                }
            }
        }
    }
}
