//! Small pieces that several pages show.

use jiff::Timestamp;
use maud::{Markup, html};

use super::address;
use crate::classify;
use crate::clause::{Labels, Span, TypeLabel};
use crate::document::{Unreadable, Version};
use crate::history::State;
use crate::index::{DocumentEntry, Standing};
use crate::search::{Facet, Hit};
use crate::taxonomy::{Severity, Taxonomy};
use crate::web::wire::Prevalence;

pub(super) use crate::web::wire::{clause_name as name, type_title};

/// A number with its thousands parted.
pub(super) fn number(number: u64) -> String {
    let digits = number.to_string();
    let mut parted = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            parted.push(',');
        }
        parted.push(digit);
    }
    parted
}

/// A number and what is counted, in the singular where there is one.
pub(super) fn count(count: u64, one: &str, many: &str) -> String {
    format!("{} {}", number(count), if count == 1 { one } else { many })
}

/// The day of a moment, in UTC, in words.
pub(super) fn day(moment: Timestamp) -> Markup {
    html! {
        // Files without a date are taken as of 1970-01-01, which nobody captured.
        @if moment == Timestamp::UNIX_EPOCH {
            "an unknown date"
        } @else {
            time datetime=(moment) title=(moment) { (moment.strftime("%-d %b %Y")) }
        }
    }
}

/// Whether a clause is in the language that labels are read out of.
pub(super) fn is_labelled(hit: &Hit) -> bool {
    classify::is_labelled(&hit.entry.state.wording.text, hit.document.language.as_deref())
}

/// When a wording stood.
pub(super) fn standing(state: &State, document: &DocumentEntry) -> Markup {
    html! {
        @match state.valid_to() {
            None => { "since " (day(state.valid_from())) (reservation(document)) }
            Some(end) if document.ended == Some(end) => {
                "since " (day(state.valid_from())) (reservation(document))
            }
            Some(end) => { (day(state.valid_from())) " to " (day(end)) }
        }
    }
}

/// Until when a document is known, where that is not its last capture.
fn reservation(document: &DocumentEntry) -> Markup {
    html! {
        @match document.standing() {
            Standing::Read => {}
            Standing::Unreadable { since, .. } => { ", unread since " (day(since)) }
            Standing::Ended { at } => { ", not observed since " (day(at)) }
        }
    }
}

/// Why what stood in a document last is not known to stand now; empty where it can be read.
pub(super) fn not_current(document: &DocumentEntry) -> Markup {
    html! {
        @match document.standing() {
            Standing::Read => {}
            Standing::Unreadable { since, reason } => p.notice {
                "Since " (day(since)) " the captures of this document cannot be read: "
                (unreadable(reason)) ". What stood in it last is not counted as current."
            }
            Standing::Ended { at } => p.notice {
                "Not observed since " (day(at)) ": the archive ceased to hold this document then, "
                "or goes on with it under another name. What has become of it is not known."
            }
        }
    }
}

/// When a version was captured, and the beginning of its hash.
pub(super) fn captured(version: &Version) -> Markup {
    html! {
        span title=(version.hash) {
            "as captured " (day(version.captured)) ", "
            code { "sha256:" (&version.hash.hex()[..12]) "…" }
        }
    }
}

/// A severity, named and coloured.
pub(super) fn severity_badge(severity: Option<Severity>) -> Markup {
    html! {
        @if let Some(severity) = severity {
            span class={ "badge severity " (severity.slug()) } { (severity_name(severity)) }
        }
    }
}

/// The severity that is usual for a clause's type, in words, for a clause that itself shows none.
pub(super) fn usual_severity(labels: &Labels) -> Option<String> {
    let usual = labels.usual_severity.filter(|_| labels.severity.is_none())?;
    Some(format!("Clauses of this type are usually {usual}."))
}

/// What a severity is called.
pub(super) fn severity_name(severity: Severity) -> &'static str {
    match severity {
        Severity::High => "High severity",
        Severity::Medium => "Medium severity",
        Severity::Low => "Low severity",
        Severity::Protective => "Protective",
    }
}

/// The clause types of a clause, each leading to its explanation, with a word of caution for those
/// that are not confident.
pub(super) fn type_badges(types: &[TypeLabel], taxonomy: &Taxonomy) -> Markup {
    html! {
        @for label in types {
            a.badge.type href={ "/types/" (label.slug) } {
                @if !classify::is_confident(label.confidence) { span.likely { "likely " } }
                (type_title(&label.slug, taxonomy))
            }
        }
    }
}

/// The platform and document of a clause, each leading to its own.
pub(super) fn source(document: &DocumentEntry) -> Markup {
    let platform = &document.document.platform;
    let title = &document.document.document_type;
    html! {
        a.platform href={ "/platforms/" (address::encode(&document.platform_slug)) } {
            bdi { (platform) }
        }
        span.separator aria-hidden="true" { "·" }
        a href={
            (address::filtered(Facet::Platform, &document.platform_slug))
            "&document_type=" (address::encode(&document.document_slug))
        } { bdi { (title) } }
    }
}

/// Text with some of it marked; `spans` ascend and are disjoint.
pub(super) fn marked(text: &str, spans: &[Span]) -> Markup {
    let mut end = 0;
    let mut pieces = Vec::with_capacity(spans.len());
    for span in spans {
        let before = text.get(end..span.start as usize);
        let Some((before, inside)) = before.zip(text.get(span.range())) else { break };
        pieces.push((before, inside));
        end = span.end as usize;
    }
    html! {
        @for (before, inside) in pieces { (before) mark { (inside) } }
        (text[end..])
    }
}

/// Text whose words between backticks are code.
pub(super) fn rich(text: &str) -> Markup {
    html! {
        @for (place, part) in text.split('`').enumerate() {
            @if place % 2 == 1 { code { (part) } } @else { (part) }
        }
    }
}

/// Why a document cannot be read.
pub(super) fn unreadable(reason: Unreadable) -> &'static str {
    match reason {
        Unreadable::Stub => "the capture holds hardly any text",
        Unreadable::NeedsScript => "the capture asks for JavaScript or cookies",
        Unreadable::Wall => "the capture is a login, an error or a bot wall",
        Unreadable::Collapse => "the captured text suddenly shrank",
    }
}

/// In how many platforms a clause type occurs, as a bar and in words.
pub(super) fn prevalence(prevalence: Prevalence) -> Markup {
    let Prevalence { having, none_found, unsure, eligible, unknown, answers } = prevalence;
    let all = eligible + unknown;
    html! {
        div.prevalence {
            meter min="0" max=(all.max(1)) value=(having)
                aria-label="Platforms that have such a clause" {}
            p {
                "Of " (count(all, "platform", "platforms"))
                " with a document that could hold such a clause, "
                strong { (number(having)) @if having == 1 { " has" } @else { " have" } " one" }
                ". In " (number(none_found)) " none was found in what was read; in "
                (number(unsure)) " a passage comes near; of " (number(unknown))
                " it cannot be known, because a document was not read."
            }
            @if let Some(answers) = answers {
                p {
                    "Of those that speak of it, " strong { (number(answers.yes)) " say yes" } ", "
                    strong { (number(answers.no)) " say no" } ", "
                    (number(answers.both)) " say both of different cases, and "
                    (number(answers.neither)) " say neither in words that we can tell. Yes and no are "
                    "read by patterns, one clause at a time: check them against the words."
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_parted_by_thousands() {
        for (value, expected) in [(0, "0"), (999, "999"), (1000, "1,000"), (1_234_567, "1,234,567")]
        {
            assert_eq!(number(value), expected);
        }
    }

    #[test]
    fn what_is_marked_is_escaped() {
        let marked = marked("a <b> c", &[Span::new(2, 5)]);
        assert_eq!(marked.into_string(), "a <mark>&lt;b&gt;</mark> c");
    }
}
