//! Feeds: the newest changes of what a search finds, to be followed without an account.

use std::sync::Arc;

use axum::extract::State;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_MODIFIED_SINCE, IF_NONE_MATCH, LAST_MODIFIED,
};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use jiff::fmt::rfc2822;
use utoipa::IntoParams;
use utoipa::openapi::path::{Parameter, ParameterIn};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::Service;
use super::api::Failures;
use super::base::Base;
use super::caching::is_known;
use super::limits::FEED_ENTRIES;
use super::pages::address;
use super::params::{Given, Parameters, Query, SearchParameters};
use super::problem::Problem;
use super::service::Snapshot;
use super::wire::{Feed, FeedFormat, FeedHead};
use crate::document::ContentHash;
use crate::search::{Embedded, Engine, Plan, Request, SearchError, Widen};

/// The feeds' routes, and what describes them.
pub(super) fn routes() -> OpenApiRouter<Arc<Service>> {
    OpenApiRouter::new().routes(routes!(atom)).routes(routes!(json))
}

/// The feed of the search that `request` asks for, from a server reached under `base`.
///
/// Of the request, the query and the filters count: a feed follows what happens, so it has an
/// order and a scope of its own.
///
/// # Errors
///
/// As for [`Plan::new`] and [`Engine::changes`].
pub(crate) fn newest(
    engine: &Embedded,
    request: &Request,
    format: FeedFormat,
    base: &str,
) -> Result<Feed, SearchError> {
    let plan =
        Plan::new(&Request { limit: 1, ..request.clone() }, engine.taxonomy(), engine.build())?;
    let changes = engine.changes(&plan, FEED_ENTRIES)?;
    let head = FeedHead {
        subject: subject(request),
        base: base.to_owned(),
        path: address::feed(request, format),
        page: address::of_request(&Request { fold: true, widen: Widen::Auto, ..request.clone() }),
    };
    Ok(Feed::new(&head, &changes, engine))
}

/// What is searched for, in words.
fn subject(request: &Request) -> String {
    let query = Some(request.query.clone()).filter(|query| !query.is_empty());
    let filters = request.filters.iter();
    let filters =
        filters.map(|(facet, value)| format!("{} {value}", facet.name().replace('_', " ")));
    query.into_iter().chain(filters).collect::<Vec<_>>().join(", ")
}

/// What to follow.
#[derive(Debug)]
pub(super) struct FeedParameters(SearchParameters);

/// The parameters of a search that a feed takes as well.
const TAKEN: [&str; 10] = [
    "q",
    "strict",
    "platform",
    "category",
    "type",
    "severity",
    "jurisdiction",
    "regulation",
    "document_type",
    "language",
];

impl IntoParams for FeedParameters {
    fn into_params(place: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let search = SearchParameters::into_params(place).into_iter();
        search.filter(|one| TAKEN.contains(&&*one.name)).collect()
    }
}

impl Parameters for FeedParameters {
    fn read(given: &Given) -> Result<Self, Problem> {
        SearchParameters::read(given).map(Self)
    }
}

/// Follows a search as an Atom feed.
///
/// The 50 newest changes by which a platform added, reworded or removed a clause: the wording that
/// was added, is new or was removed is the one that must match. Left out are changes of how an archive
/// extracts its texts, wordings that were taken back within seven days, and those with the same words
/// as before. Entries keep their ids for ever. `ETag` and `Last-Modified` come from the changes alone.
#[utoipa::path(get, path = "/feeds/search.atom",
    operation_id = "follow_search", tag = "feeds", params(FeedParameters),
    responses((status = 200, description = "The feed", body = String,
        content_type = "application/atom+xml"), Failures))]
async fn atom(
    State(service): State<Arc<Service>>,
    snapshot: Snapshot,
    base: Base,
    Query(parameters): Query<FeedParameters>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    answer(&service, snapshot, base, parameters, FeedFormat::Atom, headers).await
}

/// Follows a search as a JSON Feed 1.1.
///
/// The same entries as the Atom feed; `_clausedex` holds each change for programs.
#[utoipa::path(get, path = "/feeds/search.json",
    operation_id = "follow_search_as_json", tag = "feeds", params(FeedParameters),
    responses((status = 200, description = "The feed", body = serde_json::Value,
        content_type = "application/feed+json"), Failures))]
async fn json(
    State(service): State<Arc<Service>>,
    snapshot: Snapshot,
    base: Base,
    Query(parameters): Query<FeedParameters>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    answer(&service, snapshot, base, parameters, FeedFormat::Json, headers).await
}

async fn answer(
    service: &Service,
    Snapshot(engine): Snapshot,
    Base(base): Base,
    FeedParameters(parameters): FeedParameters,
    format: FeedFormat,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let work = move || {
        let feed = newest(&engine, &parameters.request(), format, &base.to_string())?;
        Ok(respond(&feed, format, &headers))
    };
    service.pool.run(work).await
}

/// The feed, or 304 for those who have it already.
fn respond(feed: &Feed, format: FeedFormat, request: &HeaderMap) -> Response {
    let body = feed.write(format);
    let digest = ContentHash::of(&body).hex();
    // Weak, because the same feed may travel compressed or not.
    let tag = format!("W/\"{}\"", &digest[..32]);
    let is_known = match request.get(IF_NONE_MATCH) {
        Some(known) => is_known(known, &tag),
        None => {
            request.get(IF_MODIFIED_SINCE).zip(feed.updated()).is_some_and(|(since, updated)| {
                moment(since).is_some_and(|since| updated.as_second() <= since.as_second())
            })
        }
    };
    let mut headers = HeaderMap::new();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    headers.extend(HeaderValue::try_from(tag).map(|tag| (ETAG, tag)));
    let modified = feed.updated().and_then(|moment| {
        let text = rfc2822::DateTimePrinter::new().timestamp_to_rfc9110_string(&moment).ok()?;
        HeaderValue::try_from(text).ok()
    });
    headers.extend(modified.map(|modified| (LAST_MODIFIED, modified)));
    if is_known {
        return (StatusCode::NOT_MODIFIED, headers).into_response();
    }
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(format.media_type()));
    (headers, body).into_response()
}

/// The moment that a header names; none when it names none, which is as good as no header.
fn moment(value: &HeaderValue) -> Option<Timestamp> {
    rfc2822::DateTimeParser::new().parse_timestamp(value.as_bytes()).ok()
}
