//! The page of one clause: what it says, what that means, when it stood, who else says so, and
//! how to cite and check it.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Html;
use jiff::Timestamp;
use maud::{Markup, html};

use super::hit::{HitCard, Level};
use super::labels::LabelList;
use super::layout::{Layout, Section};
use super::record::Record;
use super::{address, parts};
use crate::cite::Verification;
use crate::clause::Span;
use crate::index::Standing;
use crate::query;
use crate::search::{Embedded, Engine, Facet, Hit};
use crate::taxonomy::ClauseType;
use crate::web::Service;
use crate::web::api::{ClauseParameters, plan_of, record_id, verified};
use crate::web::limits::SIMILAR_DEFAULT;
use crate::web::params::{Query, Segments};
use crate::web::problem::Problem;
use crate::web::service::Snapshot;
use crate::web::wire::Prevalence;

/// Shows a clause.
pub(super) async fn page(
    State(service): State<Arc<Service>>,
    Snapshot(engine): Snapshot,
    Segments(id): Segments<String>,
    Query(parameters): Query<ClauseParameters>,
) -> Result<Html<String>, Problem> {
    let record = record_id(&id)?;
    let work = move || {
        let mut hit = engine.clause(record, parameters.wording)?;
        let plan = plan_of(&engine, parameters.q.as_deref())?;
        if let Some(plan) = &plan {
            hit = engine.mark(hit, plan);
        }
        let surest = hit.entry.labels.types.first();
        let surest = surest.and_then(|label| engine.taxonomy().clause_type(&label.slug));
        let prevalence = match surest {
            Some(surest) => Some(Prevalence::new(&engine.tally(&surest.slug)?)),
            None => None,
        };
        let page = ClausePage {
            engine: &engine,
            verification: verified(&hit, &engine)?,
            history: engine.history(record)?,
            similar: engine.similar(record, SIMILAR_DEFAULT)?,
            surest,
            prevalence,
            query: plan.as_ref().map(|plan| &plan.query),
            hit: &hit,
        };
        let layout =
            Layout { title: &page.title(), section: Section::Search, engine: Some(&engine) };
        Ok(layout.render(&page.render()))
    };
    service.pool.run(work).await
}

/// Everything that the page shows.
struct ClausePage<'a> {
    engine: &'a Embedded,
    /// The wording to show.
    hit: &'a Hit,
    /// The query whose matches are marked in it.
    query: Option<&'a query::Query>,
    /// What was found when it was checked against the archive.
    verification: Verification,
    /// All wordings of the clause.
    history: Vec<Hit>,
    /// Clauses of other platforms that are like it.
    similar: Vec<Hit>,
    /// The type that it is of most surely.
    surest: Option<&'a ClauseType>,
    /// In how many platforms that type occurs.
    prevalence: Option<Prevalence>,
}

impl ClausePage<'_> {
    fn title(&self) -> String {
        let document = &self.hit.document.document;
        let labels = &self.hit.entry.labels;
        let name = parts::name(&self.hit.entry.state, &labels.types, self.engine.taxonomy());
        format!("{name} · {} {}", document.platform, document.document_type)
    }

    fn render(&self) -> Markup {
        html! {
            article.clause {
                (self.head())
                div.sides {
                    div.text {
                        (self.wording())
                        (LabelList { hit: self.hit, taxonomy: self.engine.taxonomy() }.render())
                        @if let Some(surest) = self.surest { (explanation(surest)) }
                        (self.wordings())
                        (self.others())
                    }
                    aside.side aria-label="About this clause" {
                        (self.standing())
                        (Record { hit: self.hit, verification: &self.verification }.render())
                    }
                }
            }
        }
    }

    fn head(&self) -> Markup {
        let (state, labels) = (&self.hit.entry.state, &self.hit.entry.labels);
        let taxonomy = self.engine.taxonomy();
        let path = state.heading.split_last().map(|(_, above)| above).unwrap_or_default();
        html! {
            header {
                p.source { (parts::source(&self.hit.document)) }
                h1 { bdi { (parts::name(state, &labels.types, taxonomy)) } }
                @if !path.is_empty() { p.path { (path.join(" › ")) } }
                p.badges {
                    (parts::severity_badge(labels.severity))
                    (parts::type_badges(&labels.types, taxonomy))
                }
                @if let Some(usual) = parts::usual_severity(labels) {
                    p.meta { "None of its words tells how severe it is. " (usual) }
                }
            }
        }
    }

    fn wording(&self) -> Markup {
        let state = &self.hit.entry.state;
        let spans = self.marks();
        html! {
            @if state.is_open() || state.valid_to() == self.hit.document.ended {
                (parts::not_current(&self.hit.document))
            } @else {
                p.notice {
                    "This wording does not stand any more. It stood "
                    (parts::standing(state, &self.hit.document)) "."
                }
            }
            @if !parts::is_labelled(self.hit) {
                p.notice {
                    "Not labelled: this clause is in another language, and labels are read out of \
                     English alone. It is searched all the same."
                }
            }
            figure.quote {
                @if let Some(context) = &state.context {
                    p.context { (context) }
                }
                blockquote lang=[self.hit.document.language.as_deref()] {
                    (parts::marked(&state.wording.text, &spans))
                }
                (self.caption(&spans))
            }
            p.meta { a href=(self.in_document()) { "Read it in the whole document" } }
        }
    }

    /// What the query meets, or else what the labels rest on.
    fn marks(&self) -> Vec<Span> {
        if self.query.is_some() {
            return self.hit.highlights.clone();
        }
        let evidence = self.hit.entry.labels.types.iter().flat_map(|label| &label.evidence);
        disjoint(evidence.filter_map(|evidence| evidence.span).collect())
    }

    fn caption(&self, spans: &[Span]) -> Markup {
        let plain = address::clause(&self.hit.entry.state, None);
        html! {
            @if let Some(query) = self.query {
                figcaption {
                    @if spans.is_empty() { "Nothing of the text is marked by " } @else { "Marked: what meets " }
                    code { (query.understood) } ". "
                    a href=(plain) { "Mark what the labels rest on" }
                }
            } @else if !spans.is_empty() {
                figcaption { "Marked: the words that the labels rest on." }
            }
        }
    }

    /// Where the clause stands in the last version with this wording.
    fn in_document(&self) -> String {
        let (document, state) = (&self.hit.document, &self.hit.entry.state);
        let version = &document.versions[state.latest.version as usize];
        let path = format!("{}/versions/{}", address::document(document), version.hash);
        let query = self.query.map(|query| ("q", query.text.clone()));
        format!("{}#{}", address::with_fields(&path, query.as_slice()), address::anchor(state))
    }

    fn standing(&self) -> Markup {
        let state = &self.hit.entry.state;
        html! {
            section {
                h2 { "When it stood" }
                ul.intervals {
                    @for interval in state.intervals.iter().rev().take(12) {
                        li {
                            (parts::day(interval.from)) " – "
                            (self.end(interval.to))
                        }
                    }
                }
                @if state.intervals.len() > 12 {
                    p.meta { "and " (state.intervals.len() - 12) " times before" }
                }
                @if self.hit.is_current() {
                    p.meta {
                        "A visit that finds no change leaves no trace in an archive; this one's "
                        "last capture of anything is in the footer."
                    }
                }
                @if let Some(removed) = state.removed {
                    p { "Removed by the platform on " (parts::day(removed.at)) "." }
                }
            }
            @if let (Some(surest), Some(prevalence)) = (self.surest, self.prevalence) {
                section {
                    h2 { "How common" }
                    (parts::prevalence(prevalence))
                    p { a href={ "/compare?type=" (surest.slug) } { "Compare the platforms" } }
                }
            }
        }
    }

    /// Until when a wording stood that ceased to stand at `to`, if it did.
    fn end(&self, to: Option<Timestamp>) -> Markup {
        let document = &self.hit.document;
        html! {
            @match (document.standing(), to) {
                (Standing::Ended { at }, Some(to)) if at == to => {
                    "not observed since " (parts::day(at))
                }
                (_, Some(to)) => (parts::day(to)),
                (Standing::Unreadable { since, .. }, None) => {
                    "unread since " (parts::day(since))
                }
                (_, None) => strong {
                    "still there when last captured"
                    @if let Some(last) = document.last_captured() { " on " (parts::day(last)) }
                },
            }
        }
    }

    fn wordings(&self) -> Markup {
        let shown = self.hit.entry.state.number;
        html! {
            @if self.history.len() > 1 {
                section {
                    h2 { "Wordings" }
                    ol.wordings {
                        @for hit in self.history.iter().rev() {
                            @let state = &hit.entry.state;
                            li {
                                p.meta {
                                    @if state.number == shown {
                                        strong { "Wording " (state.number) " (shown)" }
                                    } @else {
                                        a href={
                                            "/clauses/" (hit.record) "?wording=" (state.number)
                                        } { "Wording " (state.number) }
                                    }
                                    span { (parts::standing(state, &hit.document)) }
                                }
                                @if state.number != shown {
                                    p.wording { (hit.snippet.text)
                                        @if hit.snippet.text.len() < state.wording.text.len() {
                                            " …"
                                        }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    fn others(&self) -> Markup {
        html! {
            @if !self.similar.is_empty() {
                section {
                    h2 { "How other platforms put it" }
                    @for hit in &self.similar {
                        @let taxonomy = self.engine.taxonomy();
                        (HitCard { hit, taxonomy, query: None, level: Level::Third }.render())
                    }
                    @if let Some(surest) = self.surest {
                        p {
                            a href=(address::filtered(Facet::Type, &surest.slug)) {
                                "All clauses of this type"
                            }
                        }
                    }
                }
            }
        }
    }
}

/// What clauses of a type are and mean in general.
fn explanation(surest: &ClauseType) -> Markup {
    html! {
        section.explanation {
            h2 { "Clauses of this type in general" }
            p.meta {
                "Of every clause of the type "
                a href={ "/types/" (surest.slug) } { (surest.title) }
                ", and not of this one: what it says itself is quoted above."
            }
            dl {
                dt { "What people ask" } dd { (surest.question) }
                dt { "What such clauses do" } dd { (surest.what) }
                dt { "Why they matter" } dd { (surest.why) }
                dt { "What they can mean for users" } dd { (surest.impact) }
            }
        }
    }
}

/// The spans in ascending order, overlapping ones joined.
fn disjoint(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable();
    let mut joined: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match joined.last_mut() {
            Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
            _ => joined.push(span),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overlapping_spans_are_joined() {
        let spans = vec![Span::new(8, 9), Span::new(0, 4), Span::new(2, 6), Span::new(6, 7)];
        assert_eq!(disjoint(spans), [Span::new(0, 7), Span::new(8, 9)]);
    }
}
