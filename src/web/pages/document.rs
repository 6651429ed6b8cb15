//! The page of a document: the clauses of one version in reading order, with what a query meets.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Html;
use maud::{Markup, html};

use super::layout::{Layout, Section};
use super::{address, parts};
use crate::document::Version;
use crate::search::{Embedded, Plan};
use crate::web::Service;
use crate::web::api::{MatchParameters, find_document, find_version, plan_of};
use crate::web::params::{Query, Segments};
use crate::web::problem::{Problem, sentence};
use crate::web::reading::{ReadClause, Reading};
use crate::web::service::Snapshot;

/// How many links to matching clauses stand above the text; each of these leads to the next.
const JUMPS: usize = 24;

/// How many of the latest other versions are listed.
const VERSIONS: usize = 12;

/// Shows the last version of a document that can be read, or else the last.
pub(super) async fn latest(
    State(service): State<Arc<Service>>,
    Snapshot(engine): Snapshot,
    Segments((platform, document)): Segments<(String, String)>,
    Query(parameters): Query<MatchParameters>,
) -> Result<Html<String>, Problem> {
    let work = move || {
        let entry = find_document(&engine, &platform, &document)?;
        let readable = entry.versions.iter().rposition(Version::is_followed);
        let last = entry.versions.len().saturating_sub(1);
        let plan = plan_of(&engine, parameters.q.as_deref())?;
        let reading = Reading::new(&engine, entry, readable.unwrap_or(last), plan.as_ref())?;
        Ok(show(&engine, &reading, plan.as_ref()))
    };
    service.pool.run(work).await
}

/// Shows the version with that hash.
pub(super) async fn version(
    State(service): State<Arc<Service>>,
    Snapshot(engine): Snapshot,
    Segments((platform, document, hash)): Segments<(String, String, String)>,
    Query(parameters): Query<MatchParameters>,
) -> Result<Html<String>, Problem> {
    let work = move || {
        let entry = find_document(&engine, &platform, &document)?;
        let plan = plan_of(&engine, parameters.q.as_deref())?;
        let reading = Reading::new(&engine, entry, find_version(entry, &hash)?, plan.as_ref())?;
        Ok(show(&engine, &reading, plan.as_ref()))
    };
    service.pool.run(work).await
}

fn show(engine: &Embedded, reading: &Reading<'_>, plan: Option<&Plan>) -> Html<String> {
    let matching =
        (0..reading.clauses.len()).filter(|place| reading.clauses[*place].marks.is_some());
    let page = DocumentPage { engine, reading, plan, matching: matching.collect() };
    let document = &reading.document.document;
    let title = format!("{} {}", document.platform, document.document_type);
    let layout = Layout { title: &title, section: Section::Platforms, engine: Some(engine) };
    layout.render(&page.render())
}

/// Everything that the page shows.
struct DocumentPage<'a> {
    engine: &'a Embedded,
    reading: &'a Reading<'a>,
    /// What is looked for.
    plan: Option<&'a Plan>,
    /// The places of the clauses that meet it, ascending.
    matching: Vec<usize>,
}

impl DocumentPage<'_> {
    fn render(&self) -> Markup {
        html! {
            article.document {
                (self.head())
                (self.form())
                @if self.plan.is_some() { (self.found()) }
                div.text lang=[self.reading.document.language.as_deref()] {
                    @for (place, read) in self.reading.clauses.iter().enumerate() {
                        @let before = place.checked_sub(1).map(|before| &self.reading.clauses[before]);
                        (headings(before, read))
                        (self.clause(place, read))
                    }
                }
                (self.versions())
            }
        }
    }

    fn head(&self) -> Markup {
        let (document, version) = (self.reading.document, self.reading.version());
        let clauses = self.reading.clauses.len() as u64;
        html! {
            header.page {
                p.eyebrow {
                    a href={ "/platforms/" (address::encode(&document.platform_slug)) } {
                        bdi { (document.document.platform) }
                    }
                }
                h1 { bdi { (document.document.document_type) } }
                p.lead {
                    @match version.unreadable {
                        Some(reason) => { "This version cannot be read: " (parts::unreadable(reason)) "." }
                        None => { (parts::count(clauses, "clause", "clauses")) ", read from the archive and checked just now." }
                    }
                }
                p.meta {
                    (parts::captured(version))
                    @if let Some(changed) = document.last_changed {
                        ". The platform's last change that we know of was captured "
                        (parts::day(changed)) "."
                    }
                }
                @if version.is_suspect {
                    p.notice {
                        "The date of this version cannot be true; it says nothing about what stood when."
                    }
                }
                @if version.unreadable.is_none() { (parts::not_current(document)) }
            }
        }
    }

    fn form(&self) -> Markup {
        let query = self.plan.map(|plan| plan.query.text.as_str());
        html! {
            form.search.within role="search" method="get" {
                div.line {
                    label.hidden for="q" { "Search in this document" }
                    input #q type="search" name="q" value=[query]
                        placeholder="Search in this document" autocomplete="off" spellcheck="false";
                    button type="submit" { "Mark" }
                }
            }
        }
    }

    /// How many clauses meet the query, and where the first of them are.
    fn found(&self) -> Markup {
        let notes = self.plan.map(|plan| plan.query.notes.as_slice()).unwrap_or_default();
        let marks: usize = self.marks().map(<[_]>::len).sum();
        let met = self.matching.len() as u64;
        html! {
            nav.found aria-label="Matching clauses" {
                p {
                    strong {
                        (parts::count(met, "clause meets", "clauses meet")) " this query"
                    }
                    @if met > 0 {
                        ", with " (parts::count(marks as u64, "mark", "marks")) " in "
                        (if met == 1 { "its text" } else { "their texts" })
                    }
                    "."
                }
                @for note in notes { p.note { (sentence(&note.message)) } }
                @if !self.matching.is_empty() {
                    ol.jump {
                        @for place in self.matching.iter().take(JUMPS) {
                            @let clause = &self.reading.clauses[*place].clause;
                            li {
                                a href={ "#" (anchor(*place, &self.reading.clauses[*place])) } {
                                    (clause.heading.last().map_or("Without a heading", |name| name))
                                }
                            }
                        }
                        @if self.matching.len() > JUMPS {
                            li { "and " (self.matching.len() - JUMPS) " more, each linked from the one before" }
                        }
                    }
                }
            }
        }
    }

    fn marks(&self) -> impl Iterator<Item = &[crate::clause::Span]> {
        self.reading.clauses.iter().filter_map(|read| read.marks.as_deref())
    }

    fn clause(&self, place: usize, read: &ReadClause) -> Markup {
        let marks = read.marks.as_deref();
        let labels = read.entry.as_ref().map(|entry| &entry.labels);
        let query = self.plan.map(|plan| plan.query.text.as_str());
        let next = self.matching.partition_point(|known| *known <= place);
        let next = marks.and_then(|_| self.matching.get(next));
        html! {
            div.passage.met[marks.is_some()] #(anchor(place, read)) {
                blockquote { (parts::marked(&read.clause.wording.text, marks.unwrap_or_default())) }
                p.meta {
                    @if let Some(labels) = labels {
                        (parts::severity_badge(labels.severity))
                        (parts::type_badges(&labels.types, self.engine.taxonomy()))
                    }
                    @if let Some(entry) = &read.entry {
                        a href=(address::clause(&entry.state, query)) { (entry.state.record) }
                    }
                    @if let Some(next) = next {
                        a href={ "#" (anchor(*next, &self.reading.clauses[*next])) } { "Next match" }
                    }
                }
            }
        }
    }

    /// The latest of the document's versions, where there are several.
    fn versions(&self) -> Markup {
        let document = self.reading.document;
        let path = address::document(document);
        html! {
            @if document.versions.len() > 1 {
                section.versions {
                    h2 { "Versions" }
                    ol.intervals {
                        @for version in document.versions.iter().rev().take(VERSIONS) {
                            li {
                                a href={ (path) "/versions/" (version.hash) } {
                                    (parts::captured(version))
                                }
                                @if version.hash == self.reading.version().hash { " (shown)" }
                                @if version.unreadable.is_some() { " (unreadable)" }
                                @if version.is_suspect { " (its date cannot be true)" }
                            }
                        }
                    }
                    p.meta {
                        a href={ "/api/v1" (path) "/versions" } {
                            "All " (document.versions.len()) " versions as JSON"
                        }
                    }
                }
            }
        }
    }
}

/// What an address names a clause by within its document.
fn anchor(place: usize, read: &ReadClause) -> String {
    match &read.entry {
        Some(entry) => address::anchor(&entry.state),
        None => format!("clause-{}", place + 1),
    }
}

/// The headings of a clause that are not above the one before; a title that opens the clause's own
/// text is not said twice.
fn headings(before: Option<&ReadClause>, read: &ReadClause) -> Markup {
    let above = before.map(|before| before.clause.heading.as_slice()).unwrap_or_default();
    let path = &read.clause.heading;
    let same = above.iter().zip(path).take_while(|(above, heading)| above == heading).count();
    html! {
        @for (depth, heading) in path.iter().enumerate().skip(same) {
            @if !read.clause.wording.text.starts_with(heading.as_str()) {
                @match depth {
                    0 => h2 { (heading) },
                    1 => h3 { (heading) },
                    _ => h4 { (heading) },
                }
            }
        }
    }
}
