//! The platforms: all of them, and what each has.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Html;
use maud::{Markup, html};

use super::hit::{HitCard, Level};
use super::layout::{Layout, Section};
use super::{address, parts};
use crate::index::{DocumentEntry, Standing};
use crate::search::{Embedded, Engine, Facet, Hit, Plan, Request, Sort};
use crate::taxonomy::Severity;
use crate::web::Service;
use crate::web::api::platforms::{detail, documents_of, summaries};
use crate::web::params::{NoParameters, Query, Segments};
use crate::web::problem::Problem;
use crate::web::service::Snapshot;
use crate::web::wire::{PlatformDetail, PlatformSummary, ValueCount};

/// How many of a platform's gravest clauses its page shows.
const GRAVEST: usize = 8;

/// How many clause types its page shows before the rest is folded away.
const FREQUENT: usize = 18;

/// Shows all platforms.
pub(super) async fn list(
    State(service): State<Arc<Service>>,
    Snapshot(engine): Snapshot,
    Query(NoParameters): Query<NoParameters>,
) -> Result<Html<String>, Problem> {
    let work = move || {
        let page = PlatformsPage { platforms: summaries(&engine)?.platforms };
        let layout =
            Layout { title: "Platforms", section: Section::Platforms, engine: Some(&engine) };
        Ok(layout.render(&page.render()))
    };
    service.pool.run(work).await
}

/// Shows a platform.
pub(super) async fn one(
    State(service): State<Arc<Service>>,
    Snapshot(engine): Snapshot,
    Segments(name): Segments<String>,
    Query(NoParameters): Query<NoParameters>,
) -> Result<Html<String>, Problem> {
    let work = move || {
        let detail = detail(&engine, &name)?;
        let page = PlatformPage {
            engine: &engine,
            documents: documents_of(&engine, &detail.platform.slug),
            gravest: gravest(&engine, &detail.platform.slug)?,
            detail,
        };
        let title = &page.detail.platform.name;
        let layout = Layout { title, section: Section::Platforms, engine: Some(&engine) };
        Ok(layout.render(&page.render()))
    };
    service.pool.run(work).await
}

/// The platform's clauses of high severity.
fn gravest(engine: &Embedded, platform: &str) -> Result<Vec<Hit>, Problem> {
    let request = Request {
        filters: vec![(Facet::Platform, platform.to_owned()), (Facet::Severity, "high".to_owned())],
        sort: Sort::Severity,
        limit: GRAVEST,
        ..Request::default()
    };
    let plan = Plan::new(&request, engine.taxonomy(), engine.build())?;
    Ok(engine.search(&plan)?.hits)
}

/// All platforms.
struct PlatformsPage {
    platforms: Vec<PlatformSummary>,
}

impl PlatformsPage {
    fn render(&self) -> Markup {
        html! {
            header.page {
                h1 { "Platforms" }
                p.lead { (parts::count(self.platforms.len() as u64, "platform", "platforms")) "." }
            }
            ul.platforms.wide {
                @for platform in &self.platforms {
                    li {
                        a href={ "/platforms/" (address::encode(&platform.slug)) } {
                            bdi { (platform.name) }
                        }
                        span.meta {
                            (parts::count(platform.documents, "document", "documents")) ", "
                            (parts::count(platform.clauses, "clause", "clauses"))
                        }
                    }
                }
            }
        }
    }
}

/// One platform.
struct PlatformPage<'a> {
    engine: &'a Embedded,
    detail: PlatformDetail,
    documents: Vec<&'a DocumentEntry>,
    gravest: Vec<Hit>,
}

impl PlatformPage<'_> {
    fn render(&self) -> Markup {
        let platform = &self.detail.platform;
        html! {
            article.reference {
                header.page {
                    p.eyebrow { "Platform" }
                    h1 { bdi { (platform.name) } }
                    p.lead {
                        (parts::count(platform.clauses, "clause stands", "clauses stand")) " in "
                        (parts::count(platform.documents, "document", "documents")) "."
                    }
                    p.badges { @for severity in Severity::ALL { (self.severity(severity)) } }
                    p.actions {
                        a.button href=(address::filtered(Facet::Platform, &platform.slug)) {
                            "Read its clauses"
                        }
                    }
                }
                (self.documents())
                (self.types())
                @if !self.gravest.is_empty() {
                    section {
                        h2 { "Clauses of high severity" }
                        @for hit in &self.gravest {
                            @let taxonomy = self.engine.taxonomy();
                            (HitCard { hit, taxonomy, query: None, level: Level::Third }.render())
                        }
                        p {
                            a href={
                                (address::filtered(Facet::Platform, &platform.slug))
                                "&severity=high"
                            } { "All of them" }
                        }
                    }
                }
            }
        }
    }

    fn severity(&self, severity: Severity) -> Markup {
        let slug = &self.detail.platform.slug;
        let mut counts = self.detail.severities.iter();
        let count = counts.find(|count| count.value == severity.slug() && count.count > 0);
        html! {
            @if let Some(count) = count {
                a class={ "badge severity " (count.value) } href={
                    (address::filtered(Facet::Platform, slug)) "&severity=" (count.value)
                } { (count.label) ": " (parts::number(count.count)) }
            }
        }
    }

    fn documents(&self) -> Markup {
        html! {
            section {
                h2 { "Documents" }
                div.scroll {
                    table {
                        thead { tr {
                            th scope="col" { "Document" }
                            th scope="col" { "Language" }
                            th.number scope="col" { "Versions" }
                            th scope="col" { "First captured" }
                            th scope="col" { "Last captured" }
                            th scope="col" { "Last change" }
                        } }
                        tbody { @for document in &self.documents { (row(document)) } }
                    }
                }
            }
        }
    }

    fn types(&self) -> Markup {
        let slug = &self.detail.platform.slug;
        let counts = self.detail.types.iter().filter(|count| count.count > 0);
        let counts: Vec<&ValueCount> = counts.collect();
        let (first, rest) = counts.split_at(FREQUENT.min(counts.len()));
        let badge = |count: &ValueCount| {
            let filter = address::filtered(Facet::Platform, slug);
            html! {
                a.badge.type href={ (filter) "&type=" (address::encode(&count.value)) } {
                    (count.label) " " span.count { (parts::number(count.count)) }
                }
            }
        };
        html! {
            section {
                h2 { "What its clauses do" }
                p.badges { @for count in first { (badge(count)) } }
                @if !rest.is_empty() {
                    details.more {
                        summary { (rest.len()) " more" }
                        p.badges { @for count in rest { (badge(count)) } }
                    }
                }
            }
        }
    }
}

fn row(entry: &DocumentEntry) -> Markup {
    let title = &entry.document.document_type;
    html! {
        tr {
            th scope="row" {
                a href=(address::document(entry)) { bdi { (title) } }
                @match entry.standing() {
                    Standing::Read => {}
                    Standing::Unreadable { since, reason } => p.note {
                        "Unreadable since " (parts::day(since)) ": " (parts::unreadable(reason))
                    },
                    Standing::Ended { at } => p.note { "Not observed since " (parts::day(at)) },
                }
            }
            td { (entry.language.as_deref().unwrap_or("unknown")) }
            td.number { (entry.versions.len()) }
            td { @if let Some(first) = entry.first_captured() { (parts::day(first)) } }
            td { @if let Some(last) = entry.last_captured() { (parts::day(last)) } }
            td {
                @match entry.last_changed {
                    Some(changed) => (parts::day(changed)),
                    None => "none known",
                }
            }
        }
    }
}
