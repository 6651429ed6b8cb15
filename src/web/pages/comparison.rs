//! The page that compares how platforms handle one clause type.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Html;
use maud::{Markup, html};

use super::layout::{Layout, Section};
use super::{address, parts};
use crate::search::{Comparison, Embedded, Engine, Facet, Hit, Holding, PlatformHolding};
use crate::taxonomy::ClauseType;
use crate::web::Service;
use crate::web::api::CompareParameters;
use crate::web::params::Query;
use crate::web::problem::Problem;
use crate::web::service::Snapshot;
use crate::web::wire::Prevalence;

/// Compares platforms.
pub(super) async fn page(
    State(service): State<Arc<Service>>,
    Snapshot(engine): Snapshot,
    Query(parameters): Query<CompareParameters>,
) -> Result<Html<String>, Problem> {
    let work = move || {
        let wanted = parameters.wanted(&engine)?;
        let comparison = match &wanted {
            Some(wanted) => Some(engine.compare(wanted, &parameters.platform)?),
            None => None,
        };
        let shown = comparison.as_ref().map(|comparison| comparison.clause_type.as_str());
        let shown = shown.and_then(|slug| engine.taxonomy().clause_type(slug));
        let page = ComparisonPage {
            engine: &engine,
            parameters: &parameters,
            shown,
            comparison: comparison.as_ref(),
        };
        let title = shown.map_or("Compare platforms", |shown| &shown.title);
        let layout = Layout { title, section: Section::Compare, engine: Some(&engine) };
        Ok(layout.render(&page.render()))
    };
    service.pool.run(work).await
}

/// Everything that the page shows.
struct ComparisonPage<'a> {
    engine: &'a Embedded,
    parameters: &'a CompareParameters,
    /// The clause type compared, when one was chosen.
    shown: Option<&'a ClauseType>,
    comparison: Option<&'a Comparison>,
}

impl ComparisonPage<'_> {
    fn render(&self) -> Markup {
        html! {
            header.page {
                p.eyebrow { "Compare platforms" }
                @match self.shown {
                    Some(shown) => {
                        h1 { (shown.title) }
                        p.lead { (shown.question) }
                    }
                    None => {
                        h1 { "Who says what about the same matter?" }
                        p.lead {
                            "Choose a type of clause: each platform answers with its surest clause, "
                            "or it has none, or nobody can know because its text was not captured."
                        }
                    }
                }
                (self.form())
            }
            @if let Some(comparison) = self.comparison { (self.answer(comparison)) }
        }
    }

    fn form(&self) -> Markup {
        let taxonomy = self.engine.taxonomy();
        let shown = self.shown.map(|shown| shown.slug.as_str());
        html! {
            form.choose action="/compare" method="get" {
                label for="type" { "Clause type" }
                select #type name="type" {
                    @for category in &taxonomy.categories {
                        optgroup label=(category.title) {
                            @for known in &taxonomy.types {
                                @if known.category == category.slug {
                                    option value=(known.slug)
                                        selected[shown == Some(known.slug.as_str())] {
                                        (known.title)
                                    }
                                }
                            }
                        }
                    }
                }
                @for platform in &self.parameters.platform {
                    input type="hidden" name="platform" value=(platform);
                }
                button type="submit" { "Compare" }
            }
        }
    }

    fn answer(&self, comparison: &Comparison) -> Markup {
        let slug = &comparison.clause_type;
        html! {
            (parts::prevalence(Prevalence::new(comparison)))
            p.meta {
                a href={ "/types/" (slug) } { "What this clause is" } " · "
                a href=(address::filtered(Facet::Type, slug)) { "All clauses of this type" }
                @if !self.parameters.platform.is_empty() {
                    " · " a href={ "/compare?type=" (slug) } { "All platforms" }
                }
            }
            div.comparison {
                @for platform in &comparison.platforms {
                    @if let Holding::Has(hit) = &platform.holding { (self.having(platform, hit)) }
                }
            }
            (without(comparison))
            (unknown(comparison))
        }
    }

    fn having(&self, platform: &PlatformHolding, hit: &Hit) -> Markup {
        let (state, labels) = (&hit.entry.state, &hit.entry.labels);
        let version = &hit.document.versions[state.latest.version as usize];
        html! {
            article.holding {
                header {
                    h2 {
                        a href={ "/platforms/" (address::encode(&platform.slug)) } {
                            bdi { (platform.platform) }
                        }
                    }
                    (parts::severity_badge(labels.severity))
                }
                p.meta { (hit.document.document.document_type) ", " (parts::standing(state)) }
                blockquote lang=[hit.document.language.as_deref()] tabindex="0" { (state.wording.text) }
                @if !labels.terms.is_empty() {
                    dl.terms {
                        @for term in &labels.terms {
                            dt { (term.name.replace('-', " ")) }
                            dd { strong { (term.value) " " (term.unit) } }
                        }
                    }
                }
                p.meta {
                    a href={ "/clauses/" (hit.record) } { "Read and cite " (hit.record) }
                    span { (parts::captured(version)) }
                }
            }
        }
    }
}

fn without(comparison: &Comparison) -> Markup {
    let without = comparison.platforms.iter().filter_map(|platform| match &platform.holding {
        Holding::DoesNotHave { documents } => Some((platform, documents)),
        _ => None,
    });
    let without: Vec<_> = without.collect();
    html! {
        @if !without.is_empty() {
            section {
                h2 { "Without such a clause" }
                p { "We read these documents and found none." }
                ul.platforms {
                    @for (platform, documents) in without {
                        li {
                            a href={ "/platforms/" (address::encode(&platform.slug)) } {
                                bdi { (platform.platform) }
                            }
                            span.meta { (documents.join(", ")) }
                        }
                    }
                }
            }
        }
    }
}

fn unknown(comparison: &Comparison) -> Markup {
    let unknown = comparison.platforms.iter().filter_map(|platform| match &platform.holding {
        Holding::Unknown { documents } => Some((platform, documents)),
        _ => None,
    });
    let unknown: Vec<_> = unknown.collect();
    html! {
        @if !unknown.is_empty() {
            section {
                h2 { "Unknown" }
                p { "Their documents were not captured in a way that can be read." }
                ul.platforms {
                    @for (platform, documents) in unknown {
                        li {
                            a href={ "/platforms/" (address::encode(&platform.slug)) } {
                                bdi { (platform.platform) }
                            }
                            @for (document, reason) in documents {
                                span.meta { (document) ": " (parts::unreadable(*reason)) }
                            }
                        }
                    }
                }
            }
        }
    }
}
