//! A clause among others: its source, the telling part of its wording, and its labels.

use maud::{Markup, html};

use super::{address, parts};
use crate::search::{Duplicate, Hit};
use crate::taxonomy::Taxonomy;

/// How many clauses are listed below one that says nearly the same.
const DUPLICATES_SHOWN: usize = 20;

/// A clause among others.
pub(super) struct HitCard<'a> {
    /// The clause.
    pub(super) hit: &'a Hit,
    /// What its labels refer to.
    pub(super) taxonomy: &'a Taxonomy,
    /// What was looked for, which its own page marks as well.
    pub(super) query: Option<&'a str>,
    /// Where it stands in the page's outline.
    pub(super) level: Level,
}

/// The level of a heading.
#[derive(Debug, Clone, Copy)]
pub(super) enum Level {
    /// Directly below the page's title.
    Second,
    /// Within a section.
    Third,
}

impl HitCard<'_> {
    /// The card.
    pub(super) fn render(&self) -> Markup {
        let Self { hit, taxonomy, query, level } = *self;
        let (state, labels) = (&hit.entry.state, &hit.entry.labels);
        let path = state.heading.split_last().map(|(_, above)| above).unwrap_or_default();
        let version = &hit.document.versions[state.latest.version as usize];
        let is_cut = hit.snippet.text.len() < state.wording.text.len();
        let is_beginning = hit.snippet.start == 0;
        let end = hit.snippet.start as usize + hit.snippet.text.len();
        let link = html! {
            a href=(address::clause(state, query)) {
                bdi { (parts::name(state, &labels.types, taxonomy)) }
            }
        };
        html! {
            article.hit {
                p.source { (parts::source(&hit.document)) }
                @match level {
                    Level::Second => h2 { (link) },
                    Level::Third => h3 { (link) },
                }
                @if !path.is_empty() {
                    p.path { (path.join(" › ")) }
                }
                p.wording lang=[hit.document.language.as_deref()] {
                    @if is_cut && !is_beginning { "… " }
                    (parts::marked(&hit.snippet.text, &hit.snippet.highlights))
                    @if is_cut && end < state.wording.text.len() { " …" }
                }
                p.badges {
                    (parts::severity_badge(labels.severity))
                    (parts::type_badges(&labels.types, taxonomy))
                }
                p.meta {
                    span { (parts::standing(state, &hit.document)) }
                    @if let Some(usual) = parts::usual_severity(labels) { span { (usual) } }
                    @if !parts::is_labelled(hit) { span { "not labelled: not in English" } }
                    @if let Some(count) = hit.of_platform.filter(|count| *count > 1) {
                        span { "best of " (parts::number(count)) " on this platform" }
                    }
                    span { (state.record) }
                    (parts::captured(version))
                }
                (duplicates(&hit.duplicates))
            }
        }
    }
}

/// The clauses that say nearly the same, behind their number.
fn duplicates(duplicates: &[Duplicate]) -> Markup {
    let shown = &duplicates[..duplicates.len().min(DUPLICATES_SHOWN)];
    html! {
        @if !duplicates.is_empty() {
            details.duplicates {
                summary {
                    "and " (parts::number(duplicates.len() as u64))
                    " nearly the same on this platform"
                }
                ul {
                    @for Duplicate { record, wording, document_type, .. } in shown {
                        li {
                            a href={ "/clauses/" (record) "?wording=" (wording) } {
                                bdi { (document_type) } " " span.count { (record) }
                            }
                        }
                    }
                    @if shown.len() < duplicates.len() { li { "…" } }
                }
            }
        }
    }
}
