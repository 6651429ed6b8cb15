//! The page that compares how platforms handle one clause type.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Html;
use maud::{Markup, html};

use super::layout::{Layout, Section};
use super::{address, parts};
use crate::search::{
    Comparison, Embedded, Engine, Facet, Hit, Holding, PlatformHolding, Says, Unread,
};
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
                            "Choose a type of clause: each platform answers with its clause, or with "
                            "a passage that comes near, or none was found in all that was read, or "
                            "it cannot be known because something was not read."
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
            (parts::prevalence(Prevalence::new(&comparison.tally)))
            @if let Some(shown) = self.shown {
                p.meta {
                    "Clauses of this type are usually " (shown.severity) "; a severity stands beside a "
                    "clause where its own words tell it."
                }
            }
            p.meta {
                a href={ "/types/" (slug) } { "What this clause is" } " · "
                a href=(address::filtered(Facet::Type, slug)) { "All clauses of this type" }
                @if !self.parameters.platform.is_empty() {
                    " · " a href={ "/compare?type=" (slug) } { "All platforms" }
                }
            }
            div.comparison {
                @for platform in &comparison.platforms {
                    @if let Holding::Has { clause, says } = &platform.holding {
                        (self.having(platform, clause, *says))
                    }
                }
            }
            (self.unsure(comparison))
            (none_found(comparison))
            (unknown(comparison))
        }
    }

    /// The platforms of which a passage comes near, each with that passage.
    fn unsure(&self, comparison: &Comparison) -> Markup {
        let near = comparison.platforms.iter().filter_map(|platform| match &platform.holding {
            Holding::Unsure { nearest } => Some((platform, nearest)),
            _ => None,
        });
        let near: Vec<_> = near.collect();
        html! {
            @if !near.is_empty() {
                section {
                    h2 { "Unsure" }
                    p { "These may have one; the passage that comes nearest is shown." }
                    details.more {
                        summary { (parts::count(near.len() as u64, "platform", "platforms")) }
                        div.comparison {
                            @for (platform, hit) in near { (self.having(platform, hit, None)) }
                        }
                    }
                }
            }
        }
    }

    fn having(&self, platform: &PlatformHolding, hit: &Hit, says: Option<Says>) -> Markup {
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
                    @if let Some(says) = says { span.badge { (answer(says)) } }
                    (parts::severity_badge(labels.severity))
                }
                p.meta { (hit.document.document.document_type) ", " (parts::standing(state, &hit.document)) }
                blockquote lang=[hit.document.language.as_deref()] tabindex="0" { (state.wording.text) }
                @if !labels.terms.is_empty() {
                    dl.terms {
                        @for term in &labels.terms {
                            dt { (term.name.replace('-', " ")) }
                            dd { strong { (term) } }
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

/// What a platform answers, in words.
fn answer(says: Says) -> &'static str {
    match says {
        Says::Yes => "says yes",
        Says::No => "says no",
        Says::Both => "says yes and no",
    }
}

fn none_found(comparison: &Comparison) -> Markup {
    let lead = "None found in what was read: all these documents, and nothing in them comes near.";
    listed(comparison, "None found", lead, |holding| match holding {
        Holding::NoneFound { documents } => vec![documents.join(", ")],
        _ => Vec::new(),
    })
}

fn unknown(comparison: &Comparison) -> Markup {
    let lead = "A document that could hold one was not read, so nothing is said of them.";
    listed(comparison, "Unknown", lead, |holding| match holding {
        Holding::Unknown { documents } => {
            let why =
                documents.iter().map(|(document, why)| format!("{document}: {}", unread(why)));
            why.collect()
        }
        _ => Vec::new(),
    })
}

/// Why a document cannot tell what a platform has.
fn unread(why: &Unread) -> String {
    match why {
        Unread::Unreadable(reason) => parts::unreadable(*reason).to_owned(),
        Unread::Language(Some(language)) => {
            format!("in a language that labels are not read out of ({language})")
        }
        Unread::Language(None) => "in a language that cannot be told".to_owned(),
        Unread::Ended => "not observed any more".to_owned(),
        Unread::Undated => "none of its dates can be true".to_owned(),
    }
}

/// The platforms of whose holding `told` has something to tell, each with that.
fn listed(
    comparison: &Comparison,
    title: &str,
    lead: &str,
    told: impl Fn(&Holding) -> Vec<String>,
) -> Markup {
    let platforms = comparison.platforms.iter().map(|platform| (platform, told(&platform.holding)));
    let platforms: Vec<_> = platforms.filter(|(_, told)| !told.is_empty()).collect();
    html! {
        @if !platforms.is_empty() {
            section {
                h2 { (title) }
                p { (lead) }
                ul.platforms {
                    @for (platform, told) in platforms {
                        li {
                            a href={ "/platforms/" (address::encode(&platform.slug)) } {
                                bdi { (platform.platform) }
                            }
                            @for line in told { span.meta { (line) } }
                        }
                    }
                }
            }
        }
    }
}
