//! The page that explains the query language, made from the examples that the tests check.

use axum::response::{Html, IntoResponse, Response};
use maud::{Markup, html};

use super::layout::{Layout, Section};
use super::{address, parts};
use crate::query::examples::{CONSTRUCTS, Construct, Example, LENIENCY, PRECEDENCE};
use crate::query::{self, Mode};
use crate::web::limits;
use crate::web::problem::{Problem, sentence};
use crate::web::service::Snapshot;

/// The limits that hold for a query, by the beginnings of their names.
const LIMITS: [&str; 3] = ["query-", "phrase-", "connector-"];

/// Shows the page, with or without an index.
pub(super) async fn page(snapshot: Result<Snapshot, Problem>) -> Response {
    let snapshot = snapshot.ok();
    let engine = snapshot.as_ref().map(|Snapshot(engine)| &**engine);
    let layout = Layout { title: "Query language", section: Section::Docs, engine };
    let page: Html<String> = layout.render(&render());
    page.into_response()
}

fn render() -> Markup {
    html! {
        article.reference.docs {
            header.page {
                h1 { "Query language" }
                p.lead {
                    "The terms and connectors that lawyers know; plain words work as on the web. "
                    "Every example runs when you click on it."
                }
            }
            section {
                h2 { "What can be written" }
                (table(&["Written", "Means"], &html! {
                    @for construct in CONSTRUCTS { (construct_row(construct)) }
                }))
            }
            (precedence())
            (leniency())
            (meaning())
            (limit_table())
        }
    }
}

fn table(columns: &[&str], rows: &Markup) -> Markup {
    html! {
        div.scroll {
            table {
                thead { tr { @for column in columns { th scope="col" { (column) } } } }
                tbody { (rows) }
            }
        }
    }
}

fn construct_row(construct: &Construct) -> Markup {
    html! {
        tr {
            th scope="row" {
                ul.written {
                    @for example in construct.examples {
                        li {
                            (link(example))
                            @if example.understood != example.written {
                                " " span.note { "read as " code { (example.understood) } }
                            }
                        }
                    }
                }
            }
            td { strong { (construct.name) } ": " (parts::rich(construct.meaning)) "." }
        }
    }
}

fn precedence() -> Markup {
    html! {
        section {
            h2 { "What binds first" }
            ol.order {
                li { code { "OR" } " binds tightest." }
                li {
                    "Then the connectors " code { "/n" } " " code { "+n" } " " code { "/s" } " "
                    code { "+s" } " " code { "/p" } " " code { "+p" } ", from left to right."
                }
                li { "Then " code { "AND" } ", which also stands unwritten between any two conditions, and " code { "NOT" } "." }
                li { "Brackets group. Only capitals make an operator: " code { "or" } " is a word." }
            }
            (table(&["Written", "Read as"], &html! {
                @for example in PRECEDENCE {
                    tr { th scope="row" { (link(example)) } td { code { (example.understood) } } }
                }
            }))
        }
    }
}

fn leniency() -> Markup {
    html! {
        section {
            h2 { "What is pasted" }
            p.prose {
                "No text of up to " (parts::number(query::QUERY_MAX as u64)) " bytes fails. What is "
                "not understood is passed over, also a field with a value that is not known, and the "
                "answer says how the query was read and what was passed over, by position. With " code { "strict=true" } " that is an error, "
                "which says where it is and what could stand there."
            }
            (table(&["Written", "Read as", "Said of it"], &html! {
                @for example in LENIENCY {
                    tr {
                        th scope="row" { (link(example)) }
                        td { code { (example.understood) } }
                        td { @for message in messages(example) { (parts::rich(&message)) " " } }
                    }
                }
            }))
        }
    }
}

fn meaning() -> Markup {
    html! {
        section {
            h2 { "What stands in no clause" }
            p.prose {
                "Plain words, without quotation marks, operators and fields, that stand together in "
                "no clause are answered by what they mean: by the clauses that may well be of the "
                "types that they speak of, if they surely enough speak of any. A line above the "
                "clauses says so, and the API's " code { "answered_by" } ". Exports and feeds hold "
                "the words alone. " code { "widen=false" } " turns it off, " code { "widen=true" }
                " finds such clauses beside those with the words."
            }
        }
    }
}

/// What the answer to an example says of it.
fn messages(example: &Example) -> Vec<String> {
    let read = query::parse(example.written, Mode::Lenient);
    let notes = read.map(|query| query.notes).unwrap_or_default();
    notes.iter().map(|note| sentence(&note.message)).collect()
}

fn limit_table() -> Markup {
    let is_of_query =
        |limit: &&limits::Limit| LIMITS.iter().any(|start| limit.name.starts_with(start));
    html! {
        section {
            h2 { "Limits" }
            (table(&["At most", "Of what"], &html! {
                @for limit in limits::ALL.iter().filter(is_of_query) {
                    tr {
                        th scope="row" { (parts::number(limit.maximum)) " " (limit.unit) }
                        td { (parts::rich(limit.meaning)) }
                    }
                }
            }))
            p.meta { a href="/docs" { "All limits, and the API" } }
        }
    }
}

fn link(example: &Example) -> Markup {
    html! { a href=(address::query(example.written)) { code { (example.written) } } }
}
