//! What an entry of a feed says: the wordings, and where they stand.

use maud::{Markup, html};

use crate::history::State;
use crate::query::EventKind;
use crate::search::ClauseChange;

/// The entry's content for people who read feeds.
pub(super) fn html(change: &ClauseChange) -> String {
    let page = html! {
        p { (place(change)) }
        @if let Some(remark) = remark(change) { p { (remark) } }
        @for (title, state) in passages(change) {
            @if !title.is_empty() { p { strong { (title) } } }
            blockquote { (wording(&state.wording.text)) }
        }
        p { "Record " code { (change.entry.state.record) } ", wording " (change.entry.state.number) }
    };
    page.into_string()
}

/// The same without markup.
pub(super) fn plain(change: &ClauseChange) -> String {
    let mut parts = vec![place(change)];
    parts.extend(remark(change).map(str::to_owned));
    for (title, state) in passages(change) {
        let title = if title.is_empty() { String::new() } else { format!("{title}:\n") };
        parts.push(format!("{title}{}", state.wording.text));
    }
    parts.join("\n\n")
}

/// What a reader must know of a change that is told for several.
fn remark(change: &ClauseChange) -> Option<&'static str> {
    match change.kind {
        _ if change.is_live => Some("This text changes all the time and is told once."),
        EventKind::Added if change.clauses > 1 => Some(
            "Many clauses came at once and hardly any went: a new edition, or pages that the \
             archive began to capture. One is shown for all.",
        ),
        EventKind::Removed if change.clauses > 1 => Some(
            "Many clauses went at once and hardly any came: an edition that ended, or pages that \
             the archive ceased to capture. One is shown for all.",
        ),
        _ => None,
    }
}

/// The document and the headings that lead to the clause.
fn place(change: &ClauseChange) -> String {
    let document = std::iter::once(&change.document.document.document_type);
    let parts: Vec<&str> =
        document.chain(&change.entry.state.heading).map(String::as_str).collect();
    parts.join(" › ")
}

/// What there is to read, each with its title where there are several or it is gone.
fn passages(change: &ClauseChange) -> Vec<(&'static str, &State)> {
    let state = &change.entry.state;
    match (&change.before, change.kind) {
        (Some(before), _) => vec![("Now", state), ("Before", before)],
        (None, EventKind::Removed) => vec![("Removed", state)],
        (None, EventKind::Added | EventKind::Changed) => vec![("", state)],
    }
}

/// A wording with its paragraphs and lines.
fn wording(text: &str) -> Markup {
    html! {
        @for paragraph in text.split("\n\n") {
            p {
                @for (place, line) in paragraph.lines().enumerate() {
                    @if place > 0 { br; }
                    (line)
                }
            }
        }
    }
}
