//! The search page: the query, what was found, and what can narrow it.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use maud::{Markup, html};

use super::hit::{HitCard, Level};
use super::layout::{Layout, Section};
use super::offers::OfferList;
use super::welcome::Welcome;
use super::{address, facets, parts};
use crate::search::{Answer, AnsweredBy, Embedded, Engine, Facet, Plan, Request, Selection, Sort};
use crate::web::Service;
use crate::web::params::{Group, Query, SearchParameters};
use crate::web::problem::{Problem, sentence};
use crate::web::service::Snapshot;
use crate::web::wire::{ExportFormat, FeedFormat};

/// Answers a search with a page.
pub(super) async fn page(
    State(service): State<Arc<Service>>,
    Snapshot(engine): Snapshot,
    Query(parameters): Query<SearchParameters>,
) -> Result<Response, Problem> {
    service.pool.run(move || Ok(respond(&engine, parameters))).await
}

fn respond(engine: &Embedded, mut parameters: SearchParameters) -> Response {
    let outcome = answer(engine, &mut parameters);
    let status = match &outcome {
        Ok(_) => StatusCode::OK,
        Err(problem) => problem.status(),
    };
    let page = SearchPage { engine, parameters: &parameters, outcome };
    let title = parameters.q.as_deref().unwrap_or("Search the clauses");
    let layout = Layout { title, section: Section::Search, engine: Some(engine) };
    let page: Html<String> = layout.render_with(&page.links(), &page.render());
    (status, page).into_response()
}

/// Searches, and turns the names among the filters into the slugs that the facets have.
fn answer(engine: &Embedded, parameters: &mut SearchParameters) -> Result<Found, Problem> {
    let (taxonomy, build) = (engine.taxonomy(), engine.build());
    let filters = Request { filters: parameters.filters(), limit: 1, ..Request::default() };
    let selections = Plan::new(&filters, taxonomy, build)?.selections;
    for Selection { facet, values } in &selections {
        parameters.values_mut(*facet).clone_from(values);
    }
    let answer = engine.search(&Plan::new(&parameters.request(), taxonomy, build)?)?;
    Ok(Found { answer, selections })
}

/// What was found, and the filters that were selected beside the query.
struct Found {
    answer: Answer,
    selections: Vec<Selection>,
}

/// A search and its answer.
struct SearchPage<'a> {
    engine: &'a Embedded,
    parameters: &'a SearchParameters,
    outcome: Result<Found, Problem>,
}

impl SearchPage<'_> {
    fn render(&self) -> Markup {
        let is_start = self.parameters.is_empty() && self.parameters.cursor.is_none();
        html! {
            @match &self.outcome {
                Ok(Found { answer, .. }) if is_start => {
                    (Welcome { engine: self.engine, answer, form: self.form() }.render())
                }
                Ok(found) => {
                    (self.form())
                    (self.results(found))
                }
                Err(problem) => {
                    (self.form())
                    div.notice role="alert" {
                        h1 { (problem.title()) }
                        p { (parts::rich(problem.detail())) }
                    }
                }
            }
        }
    }

    /// The feed of this search, for programs that look for one.
    fn links(&self) -> Markup {
        let feed = address::feed(&self.parameters.request(), FeedFormat::Atom);
        html! {
            @if self.outcome.is_ok() {
                link rel="alternate" type="application/atom+xml" title="Follow this search"
                    href=(feed);
            }
        }
    }

    /// How to take along what was found, and to follow it.
    ///
    /// Only words are exported and followed; there is nothing to take along of what they mean.
    fn takeaways(&self, answer: &Answer) -> Markup {
        let request = Request { cursor: None, ..self.parameters.request() };
        if answer.answered_by == AnsweredBy::Meaning {
            return html! {};
        }
        html! {
            p.takeaways {
                @if answer.total > 0 {
                    span {
                        "Download "
                        a href=(address::export(&request, ExportFormat::MarkedCsv)) { "CSV" }
                        " · "
                        a href=(address::export(&request, ExportFormat::JsonLines)) { "JSON Lines" }
                    }
                }
                span {
                    a href=(address::feed(&request, FeedFormat::Atom)) { "Follow this search" }
                    " · "
                    a href=(address::feed(&request, FeedFormat::Json)) { "as JSON" }
                }
            }
        }
    }

    fn form(&self) -> Markup {
        let parameters = self.parameters;
        let sorts = [
            (Sort::Relevance, "Best match"),
            (Sort::Newest, "Newest wording"),
            (Sort::Severity, "Most severe"),
        ];
        html! {
            form.search role="search" action="/" method="get" {
                div.line {
                    label.hidden for="q" { "Search the clauses" }
                    input #q type="search" name="q" value=[parameters.q.as_deref()]
                        placeholder="class action waiver" autocomplete="off" spellcheck="false"
                        data-suggest;
                    button type="submit" { "Search" }
                }
                div.options {
                    label { "As of "
                        input type="date" name="as_of" value=[parameters.as_of_text()];
                    }
                    label { "Order "
                        select name="sort" {
                            @for (sort, name) in sorts {
                                option value=(address::sort_name(sort))
                                    selected[sort == parameters.sort] { (name) }
                            }
                        }
                    }
                    label.check {
                        input type="checkbox" name="group" value="platform"
                            checked[parameters.group == Some(Group::Platform)];
                        " Best of each platform"
                    }
                    label.check {
                        input type="checkbox" name="ever" value="true" checked[parameters.ever];
                        " All that ever stood"
                    }
                    a href="/docs/query" { "How to write a query" }
                }
                @for (facet, value) in parameters.filters() {
                    input type="hidden" name=(facet.name()) value=(value);
                }
                @if parameters.unfolded { input type="hidden" name="fold" value="false"; }
                @if let Some(widen) = address::widen_name(parameters.widen) {
                    input type="hidden" name="widen" value=(widen);
                }
            }
        }
    }

    fn results(&self, found: &Found) -> Markup {
        let answer = &found.answer;
        html! {
            div.results {
                (facets::Filters { parameters: self.parameters, answer }.render())
                section.hits aria-label="Results" {
                    (self.summary(found))
                    @for hit in &answer.hits {
                        @let taxonomy = self.engine.taxonomy();
                        @let query = self.parameters.q.as_deref();
                        (HitCard { hit, taxonomy, query, level: Level::Second }.render())
                    }
                    @if answer.hits.is_empty() {
                        (self.nothing(answer))
                    } @else if answer.answered_by == AnsweredBy::Meaning {
                        (self.offers(answer).relaxed())
                    }
                    (self.pager(answer))
                }
            }
        }
    }

    fn summary(&self, Found { answer, selections }: &Found) -> Markup {
        let query = self.parameters.q.as_deref().unwrap_or_default();
        html! {
            div.summary {
                h1 {
                    (parts::count(answer.total, "clause", "clauses"))
                    " on " (parts::count(answer.platforms, "platform", "platforms"))
                    @if let Some(moment) = self.parameters.as_of {
                        " as of " (parts::day(moment))
                    }
                }
                @if !answer.understood.is_empty() && answer.understood != query {
                    p.understood { "Understood as " code { (answer.understood) } }
                }
                @for note in &answer.notes {
                    p.note {
                        (sentence(&note.message))
                        // A single sign, put in or taken out, is said well enough by the message.
                        @if let Some(repair) = note.repair.as_ref().filter(|text| text.len() > 1) {
                            " Perhaps " code { (repair) } "?"
                        }
                    }
                }
                (self.offers(answer).render())
                (self.folding(answer))
                @if !selections.is_empty() {
                    ul.chips aria-label="Selected filters" {
                        @for (facet, value) in self.parameters.filters() {
                            li { (self.chip(answer, facet, &value)) }
                        }
                    }
                }
                (self.takeaways(answer))
            }
        }
    }

    fn offers<'b>(&'b self, answer: &'b Answer) -> OfferList<'b> {
        OfferList { parameters: self.parameters, answer, taxonomy: self.engine.taxonomy() }
    }

    /// Says that clauses are folded, and how to see them all; or the other way around.
    fn folding(&self, answer: &Answer) -> Markup {
        let unfolded = !self.parameters.unfolded;
        let other = SearchParameters { unfolded, cursor: None, ..self.parameters.clone() };
        let is_folded = answer.hits.iter().any(|hit| !hit.duplicates.is_empty());
        html! {
            @if self.parameters.unfolded {
                p { "Every clause is shown. " a href=(address::search(&other)) { "Fold copies" } }
            } @else if is_folded {
                p {
                    "Of clauses of one platform that say nearly the same, the best stands for all. "
                    a href=(address::search(&other)) { "Show every clause" }
                }
            }
        }
    }

    /// A selected filter, which a click takes away.
    fn chip(&self, answer: &Answer, facet: Facet, value: &str) -> Markup {
        let counts = answer.facets.iter().filter(|counts| counts.facet == facet);
        let known = counts.flat_map(|counts| &counts.values).find(|known| known.value == value);
        let label = known.map_or(value, |known| known.label.as_str());
        let without = address::toggled(self.parameters, facet, value);
        html! {
            a.chip href=(address::search(&without)) {
                span.hidden { "Remove the filter " (facets::title(facet)) ": " }
                (label)
                span aria-hidden="true" { " ×" }
            }
        }
    }

    fn nothing(&self, answer: &Answer) -> Markup {
        let bare = SearchParameters { q: self.parameters.q.clone(), ..SearchParameters::plain() };
        html! {
            div.prose {
                p { "Nothing in the archive says this in these words." }
                (self.offers(answer).relaxed())
                ul {
                    @if !self.parameters.filters().is_empty() || self.parameters.as_of.is_some() {
                        li { a href=(address::search(&bare)) { "Search without the filters" } }
                    }
                    @if !self.parameters.ever {
                        @let ever = SearchParameters { ever: true, ..self.parameters.clone() };
                        li { a href=(address::search(&ever)) { "Search all that ever stood" } }
                    }
                    li { "Write fewer words, or the root of a word: " code { "terminat!" } }
                    li { "Join alternatives: " code { "refund OR reimburse!" } }
                }
            }
        }
    }

    fn pager(&self, answer: &Answer) -> Markup {
        let page = |cursor: Option<String>| {
            address::search(&SearchParameters { cursor, ..self.parameters.clone() })
        };
        html! {
            @if self.parameters.cursor.is_some() || answer.next_cursor.is_some() {
                nav.pager aria-label="Pages" {
                    @if self.parameters.cursor.is_some() {
                        a href=(page(None)) { "First page" }
                    }
                    @if let Some(cursor) = &answer.next_cursor {
                        a.next rel="next" href=(page(Some(cursor.clone()))) { "Next page" }
                    }
                }
            }
        }
    }
}
