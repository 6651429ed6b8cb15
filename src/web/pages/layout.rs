//! What all pages have around them.

use axum::response::Html;
use maud::{DOCTYPE, Markup, html};

use super::assets::{ICON_ADDRESS, SCRIPT_ADDRESS, STYLE_ADDRESS};
use super::parts;
use crate::cite;
use crate::search::Embedded;

/// The part of the site that a page belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Section {
    /// Searching and reading clauses.
    Search,
    /// The clause types.
    Types,
    /// Comparing platforms.
    Compare,
    /// The platforms.
    Platforms,
    /// The API's documentation.
    Docs,
    /// None of them.
    None,
}

/// The parts that the navigation leads to.
const NAVIGATION: [(Section, &str, &str); 5] = [
    (Section::Search, "/", "Search"),
    (Section::Types, "/types", "Types"),
    (Section::Compare, "/compare", "Compare"),
    (Section::Platforms, "/platforms", "Platforms"),
    (Section::Docs, "/docs", "API"),
];

/// A page's frame.
#[derive(Debug, Clone, Copy)]
pub(super) struct Layout<'a> {
    /// What the page is about, without the site's name.
    pub(super) title: &'a str,
    /// Where it belongs.
    pub(super) section: Section,
    /// The index that it shows, which the footer names; none on pages that show none.
    pub(super) engine: Option<&'a Embedded>,
}

impl Layout<'_> {
    /// The whole page around `body`.
    pub(super) fn render(self, body: &Markup) -> Html<String> {
        self.render_with(&html! {}, body)
    }

    /// The whole page around `body`, with `links` to what belongs to it in its head.
    pub(super) fn render_with(self, links: &Markup, body: &Markup) -> Html<String> {
        let page = html! {
            (DOCTYPE)
            html lang="en" {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    title { (self.title) " · clausedex" }
                    link rel="stylesheet" href=(*STYLE_ADDRESS);
                    link rel="icon" type="image/svg+xml" href=(*ICON_ADDRESS);
                    @if self.section == Section::Search {
                        script src=(*SCRIPT_ADDRESS) defer {}
                    }
                    (links)
                }
                body {
                    a.skip href="#content" { "Skip to the content" }
                    (self.header())
                    main #content tabindex="-1" { (body) }
                    (self.footer())
                }
            }
        };
        Html(page.into_string())
    }

    fn header(self) -> Markup {
        html! {
            header.site {
                a.brand href="/" { "clause" span { "dex" } }
                nav aria-label="Site" {
                    @for (section, address, name) in NAVIGATION {
                        @let current = (section == self.section).then_some("page");
                        a href=(address) aria-current=[current] { (name) }
                    }
                }
            }
        }
    }

    fn footer(self) -> Markup {
        let build = self.engine.map(Embedded::build);
        let archives = build.map(|build| build.manifest.archives.as_slice()).unwrap_or_default();
        let attribution = archives.iter().find_map(cite::attribution);
        html! {
            footer.site {
                @if let Some(build) = build {
                    p {
                        "An index of " (parts::number(build.manifest.counts.current))
                        " clauses of " (parts::number(build.manifest.counts.platforms))
                        " platforms, with their history over "
                        (parts::number(build.manifest.counts.versions)) " versions."
                        @if let Some(last) = build.last_captured() {
                            " The archive captured something last on " (parts::day(last)) "."
                        }
                        @if build.manifest.counts.unread > 0 {
                            " " (parts::count(build.manifest.counts.unread, "further clause", "further clauses"))
                            " stood last in documents that cannot be read now, and are not counted."
                        }
                        @if let Some(attribution) = attribution {
                            " Texts collected by " (attribution) "."
                        }
                    }
                    p { "Build " code title=(build.digest) { (&build.digest.hex()[..12]) } }
                }
                p {
                    a href="/docs/query" { "Query language" } " · "
                    a href="/docs/methodology" { "Methodology" } " · "
                    a href="/docs" { "API" }
                }
                p { "Labels and severities are our own opinion, and not legal advice." }
            }
        }
    }
}
