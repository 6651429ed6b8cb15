//! The pages: HTML made on the server, whole without scripts, from the same functions as the API.

pub(super) mod address;
mod assets;
mod clause;
mod comparison;
mod document;
mod documentation;
mod facets;
mod hit;
mod labels;
mod layout;
mod methodology;
mod offers;
mod parts;
mod platforms;
mod query;
mod record;
mod search;
mod types;
mod welcome;

use std::sync::Arc;

use axum::response::Html;
use axum::routing::get;
use axum::{Router, middleware};
use maud::html;
use utoipa::openapi::OpenApi;

use super::problem::Problem;
use super::{Service, caching};
use layout::{Layout, Section};

pub(super) use assets::routes as assets;

/// The pages' routes; `description` is what the documentation page shows.
pub(super) fn routes(description: OpenApi) -> Router<Arc<Service>> {
    let documentation = Arc::new(description);
    Router::new()
        .route("/", get(search::page))
        .route("/compare", get(comparison::page))
        .route("/types", get(types::list))
        .route("/types/{slug}", get(types::one))
        .route("/platforms", get(platforms::list))
        .route("/platforms/{slug}", get(platforms::one))
        .route("/docs", get(move |snapshot| documentation::page(documentation, snapshot)))
        .route("/docs/query", get(query::page))
        .route("/docs/methodology", get(methodology::page))
        .layer(middleware::from_fn(caching::revalidate))
        // These check against the archive, which may have changed meanwhile.
        .route("/clauses/{id}", get(clause::page))
        .route("/documents/{platform}/{document}", get(document::latest))
        .route("/documents/{platform}/{document}/versions/{sha256}", get(document::version))
}

/// The page that says why there is no other.
pub(super) fn problem_page(problem: &Problem) -> Html<String> {
    let body = html! {
        div.prose.problem {
            p.eyebrow { "Error " (problem.status().as_u16()) }
            h1 { (problem.title()) }
            p { (parts::rich(problem.detail())) }
            p { a href="/" { "Search the clauses" } " or read how to " a href="/docs" { "ask the API" } "." }
        }
    };
    Layout { title: problem.title(), section: Section::None, engine: None }.render(&body)
}
