//! The page that documents the API, made from its `OpenAPI` description.

use std::sync::Arc;

use axum::response::{Html, IntoResponse, Response};
use maud::{Markup, html};
use serde_json::Value;
use utoipa::openapi::OpenApi;

use super::layout::{Layout, Section};
use super::parts;
use crate::web::limits;
use crate::web::problem::{Code, Problem};
use crate::web::service::Snapshot;

/// Shows the documentation, with or without an index.
pub(super) async fn page(
    description: Arc<OpenApi>,
    snapshot: Result<Snapshot, Problem>,
) -> Response {
    let description = serde_json::to_value(&*description).unwrap_or_default();
    let page = DocumentationPage { description: &description };
    let snapshot = snapshot.ok();
    let engine = snapshot.as_ref().map(|Snapshot(engine)| &**engine);
    let layout = Layout { title: "API", section: Section::Docs, engine };
    let page: Html<String> = layout.render(&page.render());
    page.into_response()
}

/// Everything that the page shows.
struct DocumentationPage<'a> {
    /// The `OpenAPI` description as JSON.
    description: &'a Value,
}

impl DocumentationPage<'_> {
    fn render(&self) -> Markup {
        let tags = self.description["tags"].as_array().map(Vec::as_slice).unwrap_or_default();
        html! {
            article.reference.docs {
                header.page {
                    h1 { "API" }
                    p.lead { (parts::rich(text(&self.description["info"]["description"]))) }
                    p.actions {
                        a.button.quiet href="/openapi.json" { "OpenAPI 3.1 description" }
                        a.button.quiet href="/docs/query" { "Query language" }
                        a.button.quiet href="/docs/methodology" { "How labels are made" }
                    }
                }
                @for tag in tags {
                    section {
                        h2 { (text(&tag["description"])) }
                        @for (path, method, operation) in self.operations(text(&tag["name"])) {
                            (operation_entry(path, method, operation))
                        }
                    }
                }
                (problems())
                (limit_table())
            }
        }
    }

    /// The operations with that tag: path, method, description.
    fn operations(&self, tag: &str) -> Vec<(&str, &str, &Value)> {
        let mut found = Vec::new();
        for (path, item) in self.description["paths"].as_object().into_iter().flatten() {
            for (method, operation) in item.as_object().into_iter().flatten() {
                let tags = operation["tags"].as_array().into_iter().flatten();
                if tags.into_iter().any(|known| known == tag) {
                    found.push((path.as_str(), method.as_str(), operation));
                }
            }
        }
        found
    }
}

fn operation_entry(path: &str, method: &str, operation: &Value) -> Markup {
    let parameters = operation["parameters"].as_array().map(Vec::as_slice).unwrap_or_default();
    html! {
        div.operation {
            h3 { span.method { (method.to_uppercase()) } " " code { (path) } }
            p {
                (parts::rich(text(&operation["summary"])))
                " " (parts::rich(text(&operation["description"])))
            }
            @if !parameters.is_empty() {
                div.scroll {
                    table {
                        thead { tr { th scope="col" { "Parameter" } th scope="col" { "Meaning" } } }
                        tbody {
                            @for parameter in parameters {
                                tr {
                                    th scope="row" { code { (text(&parameter["name"])) } }
                                    td { (parts::rich(text(&parameter["description"]))) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn problems() -> Markup {
    html! {
        section {
            h2 { "Problems" }
            p {
                "Every error is " code { "application/problem+json" } " (RFC 9457) with one of "
                "these codes, which do not change, and with " code { "parameter" } ", "
                code { "limit" } ", " code { "position" } " and " code { "suggestion" }
                " where they apply."
            }
            div.scroll {
                table {
                    thead { tr {
                        th scope="col" { "Code" }
                        th.number scope="col" { "Status" }
                        th scope="col" { "Meaning" }
                    } }
                    tbody {
                        @for code in Code::ALL {
                            tr #(code.name()) {
                                th scope="row" { code { (code.name()) } }
                                td.number { (code.status().as_u16()) }
                                td { (code.title()) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn limit_table() -> Markup {
    html! {
        section {
            h2 { "Limits" }
            div.scroll {
                table {
                    thead { tr {
                        th scope="col" { "Limit" }
                        th.number scope="col" { "At most" }
                        th scope="col" { "Of what" }
                    } }
                    tbody {
                        @for limit in limits::ALL {
                            tr {
                                th scope="row" { code { (limit.name) } }
                                td.number { (parts::number(limit.maximum)) " " (limit.unit) }
                                td { (limit.meaning) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}
