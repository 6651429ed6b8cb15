//! The JSON API: its routes, and its description in `OpenAPI` 3.1, which is made from them.

mod analyze;
mod clauses;
mod comparison;
mod description;
mod documents;
mod evidence;
mod export;
mod failures;
mod limits;
mod methodology;
pub(super) mod platforms;
mod suggest;
pub(super) mod types;

use std::sync::Arc;

use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use axum::routing::get;
use axum::{Router, middleware};
use utoipa::OpenApi as _;
use utoipa::openapi::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::problem::ProblemDetails;
use super::wire::ProblemCode;
use super::{Service, caching, feeds};

pub(super) use clauses::{ClauseParameters, plan_of, record_id};
pub(super) use comparison::CompareParameters;
pub(super) use documents::{MatchParameters, find_document, find_version};
pub(super) use evidence::verified;
pub(super) use failures::Failures;

/// What the description says of the whole.
#[derive(utoipa::OpenApi)]
#[openapi(
    info(
        title = "clausedex",
        description = "Search the clauses of platforms' terms and privacy policies, with their \
            history. Spans are pairs of byte offsets, the second one past the end; times are \
            RFC 3339 in UTC. Every error is an RFC 9457 problem with a stable `code`.",
        license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0")
    ),
    components(schemas(ProblemDetails, ProblemCode)),
    tags(
        (name = "clauses", description = "Searching and reading clauses"),
        (name = "feeds", description = "Following a search"),
        (name = "comparison", description = "How platforms handle the same matter"),
        (name = "catalogue", description = "Platforms, documents and versions"),
        (name = "analysis", description = "Labels for a text of one's own"),
        (name = "service", description = "The service itself"),
    )
)]
struct Description;

/// The API's routes, and what describes them.
pub(super) fn routes() -> (Router<Arc<Service>>, OpenApi) {
    let version_1 = OpenApiRouter::new()
        .routes(routes!(clauses::search))
        .routes(routes!(suggest::list))
        .routes(routes!(export::export))
        .routes(routes!(clauses::one))
        .routes(routes!(clauses::history))
        .routes(routes!(clauses::similar))
        .routes(routes!(comparison::compare))
        .routes(routes!(types::list))
        .routes(routes!(types::one))
        .routes(routes!(platforms::list))
        .routes(routes!(platforms::one))
        .routes(routes!(documents::one))
        .routes(routes!(documents::versions))
        .routes(routes!(documents::version))
        .routes(routes!(limits::list))
        .routes(routes!(methodology::one))
        .routes(routes!(evidence::citation))
        .layer(middleware::from_fn(caching::revalidate))
        .routes(routes!(evidence::evidence))
        .merge(analyze::routes());
    let router = OpenApiRouter::with_openapi(Description::openapi())
        .nest("/api/v1", version_1)
        .merge(feeds::routes());
    let (router, mut description) = router.split_for_parts();
    description::spread_choices(&mut description);
    let json = description.to_json().expect("a description is plain data");
    let show = move || async move { ([(CONTENT_TYPE, "application/json")], json).into_response() };
    (router.route("/openapi.json", get(show)), description)
}
