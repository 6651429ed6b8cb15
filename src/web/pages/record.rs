//! Where a clause comes from, and how anyone can check it without us.

use maud::{Markup, html};

use super::parts;
use crate::document::{Format, Version};
use crate::search::{Embedded, Hit};

/// The source of a clause.
pub(super) struct Record<'a> {
    /// The clause.
    pub(super) hit: &'a Hit,
    /// The index that holds it.
    pub(super) engine: &'a Embedded,
}

impl Record<'_> {
    /// The source and the commands that check it.
    pub(super) fn render(&self) -> Markup {
        let state = &self.hit.entry.state;
        let version = &self.hit.document.versions[state.latest.version as usize];
        let archive = &self.engine.build().manifest.archives[self.hit.document.archive as usize];
        html! {
            section {
                h2 { "Record" }
                dl.record {
                    dt { "Record ID" } dd { code { (state.record) } }
                    dt { "Wording" } dd { (state.number) }
                    dt { "Captured" }
                    dd { time { (version.captured) } }
                    dt { "SHA-256 of the archived bytes" } dd { code.hash { (version.hash.hex()) } }
                    dt { "Bytes of the clause" }
                    dd { (state.latest.span.start) "–" (state.latest.span.end) }
                    dt { "File" } dd { code { (version.path) } }
                    @if let Some(git) = &version.git {
                        dt { "Commit" } dd { code.hash { (git.commit) } }
                        dt { "Blob" } dd { code.hash { (git.blob) } }
                    }
                    @if let Some(origin) = &archive.origin {
                        dt { "Archive" } dd { (origin) }
                    }
                }
                (self.check(version))
                p.meta {
                    a href={ "/api/v1/clauses/" (state.record) } { "JSON" } " · "
                    a href={ "/api/v1/clauses/" (state.record) "/history" } { "History as JSON" }
                }
            }
        }
    }

    /// The commands, to be run in the archive's folder.
    fn check(&self, version: &Version) -> Markup {
        let span = self.hit.entry.state.latest.span;
        let read = match &version.git {
            Some(git) => format!("git cat-file blob {}", git.blob),
            None => format!("cat {}", shell_quoted(&version.path)),
        };
        let first = span.start + 1;
        html! {
            details.check {
                summary { "How to check it" }
                p { "In a copy of the archive, this must print the hash above:" }
                pre { code { (read) " | sha256sum" } }
                @if version.format == Format::Html {
                    p { "The byte range refers to the Markdown that the page was converted to." }
                } @else {
                    p { "And this prints the clause, markup included:" }
                    pre { code { (read) " | tail -c +" (first) " | head -c " (span.len()) } }
                }
                p.meta { "Last captured " (parts::day(version.captured)) "." }
            }
        }
    }
}

/// A path as one word of a shell command.
fn shell_quoted(path: &str) -> String {
    format!("'{}'", path.replace('\'', r"'\''"))
}
