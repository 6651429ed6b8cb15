//! Where a clause comes from, what was checked of it, and how anyone can check it without us.

use maud::{Markup, html};

use crate::cite::{Check, CitationFormat, Outcome, Verification};
use crate::search::Hit;

/// The source of a clause.
pub(super) struct Record<'a> {
    /// The clause.
    pub(super) hit: &'a Hit,
    /// What was found when it was checked against the archive for this page.
    pub(super) verification: &'a Verification,
}

impl Record<'_> {
    /// The checks, the record, and how to cite it.
    pub(super) fn render(&self) -> Markup {
        html! {
            section {
                h2 { "Checked against the archive" }
                ul.checks { @for check in &self.verification.checks { (found(check)) } }
                (self.commands())
            }
            section {
                h2 { "Record" }
                (self.data())
            }
            section {
                h2 { "Cite it" }
                (self.citation())
            }
        }
    }

    fn data(&self) -> Markup {
        let citation = &self.verification.citation;
        html! {
            dl.record {
                dt { "Record ID" } dd { code { (citation.record) } ", wording " (citation.number) }
                dt { "Captured" } dd { time { (citation.captured) } }
                dt { "SHA-256 of the archived bytes" }
                dd { code.hash { (citation.hash.hex()) } }
                dt { "Bytes of the clause" } dd { (citation.span.start) "–" (citation.span.end) }
                dt { "File" } dd { code { (citation.path) } }
                @if let Some(git) = &citation.git {
                    dt { "Commit" } dd { code.hash { (git.commit) } }
                    dt { "Blob" } dd { code.hash { (git.blob) } }
                }
                @if let Some(origin) = &citation.origin {
                    dt { "Archive" } dd { (origin) }
                }
            }
        }
    }

    fn commands(&self) -> Markup {
        let mut commands = self.verification.citation.commands().into_iter();
        html! {
            details.verify {
                summary { "Check it yourself" }
                @if let Some(command) = commands.next() {
                    p { "In a copy of the archive, this prints the SHA-256 of the version:" }
                    pre { code { (command) } }
                }
                @match commands.next() {
                    Some(command) => {
                        p { "And this prints the clause, markup included:" }
                        pre { code { (command) } }
                    }
                    None => {
                        p {
                            "The byte range refers to the Markdown that the page was converted to."
                        }
                    }
                }
            }
        }
    }

    fn citation(&self) -> Markup {
        let citation = &self.verification.citation;
        let address = format!("/api/v1/clauses/{}", self.hit.record);
        let number = self.hit.entry.state.number;
        let text = CitationFormat::Text.write(citation).unwrap_or_default();
        html! {
            p.citation { (text.trim_end()) }
            p.meta.formats {
                @for format in CitationFormat::ALL {
                    @if format != CitationFormat::Swhid || citation.swhid().is_some() {
                        a href={
                            (address) "/citation?format=" (format.name()) "&wording=" (number)
                        } { (title(format)) }
                    }
                }
                a href={ (address) "?wording=" (number) } { "JSON" }
                a href={ (address) "/history" } { "All wordings as JSON" }
            }
        }
    }
}

fn title(format: CitationFormat) -> &'static str {
    match format {
        CitationFormat::Text => "Text",
        CitationFormat::Bibtex => "BibTeX",
        CitationFormat::Ris => "RIS",
        CitationFormat::CslJson => "CSL-JSON",
        CitationFormat::Swhid => "SWHID",
    }
}

/// A check; those that cannot be made are said to be so.
fn found(check: &Check) -> Markup {
    let (class, sign) = match check.outcome {
        Outcome::Passed => ("passed", "✓"),
        Outcome::Failed => ("failed", "✗"),
        Outcome::NotAvailable => ("missing", "–"),
    };
    html! {
        li.(class) {
            span.sign aria-hidden="true" { (sign) }
            span { (check.finding) span.hidden { " (" (check.outcome.name()) ")" } }
        }
    }
}
