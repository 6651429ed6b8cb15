//! How a clause is shown to people.

use std::io::{self, Write};

use super::output::{Output, Style, counted, day, printable, thousands};
use crate::classify;
use crate::clause::{Labels, TypeLabel};
use crate::document::Unreadable;
use crate::index::Standing;
use crate::search::Hit;

/// A clause that was found: its headline and its snippet.
pub(super) fn print_found(output: &mut Output, hit: &Hit) -> io::Result<()> {
    print_headline(output, hit)?;
    let text = output.style.marked(&hit.snippet.text, &hit.snippet.highlights);
    print_indented(output, &text)
}

/// Who says it and where, its labels, its record ID and when it stood: three lines.
pub(super) fn print_headline(output: &mut Output, hit: &Hit) -> io::Result<()> {
    let style = output.style;
    let (document, state, labels) = (&hit.document.document, &hit.entry.state, &hit.entry.labels);
    let place = [&document.platform, &document.document_type].map(|name| printable(name));
    let place = style.bold(&place.join(" · "));
    let heading = state.heading.iter().map(|heading| format!(" › {}", printable(heading)));
    writeln!(output, "{place}{}", heading.collect::<String>())?;

    let severity = severity(labels, style);
    let kinds: Vec<_> = severity.into_iter().chain(labels.types.iter().map(type_name)).collect();
    if !kinds.is_empty() {
        writeln!(output, "  {}", kinds.join("  "))?;
    }
    let mut facts = format!("{}  {}", hit.record, standing(hit));
    if let Some(count) = hit.of_platform.filter(|count| *count > 1) {
        let more = counted(count - 1, "clause");
        facts.push_str(&format!("  and {more} more of this platform"));
    }
    if !hit.duplicates.is_empty() {
        let number = hit.duplicates.len() as u64;
        facts.push_str(&format!("  and {} nearly the same on this platform", thousands(number)));
    }
    writeln!(output, "  {}", style.faint(&facts))
}

/// The severity of a clause, or else in words the one that is usual for its type.
pub(super) fn severity(labels: &Labels, style: Style) -> Option<String> {
    let usual = labels.usual_severity.map(|usual| format!("(usually {usual})"));
    labels.severity.map(|severity| style.severity(severity)).or(usual)
}

/// A clause type by its slug, with a word of caution where it is not confident.
pub(super) fn type_name(label: &TypeLabel) -> String {
    let is_confident = classify::is_confident(label.confidence);
    if is_confident { label.slug.clone() } else { format!("likely {}", label.slug) }
}

/// Text below a headline.
pub(super) fn print_indented(output: &mut Output, text: &str) -> io::Result<()> {
    for line in text.lines() {
        writeln!(output, "{}", format!("    {line}").trim_end())?;
    }
    Ok(())
}

/// When a wording stood, in words.
pub(super) fn standing(hit: &Hit) -> String {
    let state = &hit.entry.state;
    let from = day(state.valid_from());
    let gaps = match state.intervals.len() {
        0 | 1 => String::new(),
        number => format!(", in {number} intervals"),
    };
    let is_last = state.is_open() || state.valid_to() == hit.document.ended;
    match (hit.document.standing(), state.valid_to()) {
        (Standing::Ended { at }, _) if is_last => {
            format!("since {from}{gaps}; not observed since {}", day(at))
        }
        (Standing::Unreadable { since, .. }, None) => {
            format!("since {from}{gaps}; unread since {}", day(since))
        }
        (_, None) => format!("since {from}{gaps}"),
        (_, Some(to)) => format!("from {from} to {}{gaps}", day(to)),
    }
}

/// Why a version cannot be read, in words.
pub(super) fn unreadable(reason: Unreadable) -> &'static str {
    match reason {
        Unreadable::Stub => "too little text to be the document",
        Unreadable::NeedsScript => "a page that asks for JavaScript or cookies",
        Unreadable::Wall => "a bot wall, a login page or an error page",
        Unreadable::Collapse => "the text shrank to a fraction of what it was",
    }
}
