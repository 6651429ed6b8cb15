//! Documents and their versions.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use utoipa::IntoParams;

use super::Failures;
use super::clauses::plan_of;
use super::platforms::{documents_of, unknown_platform};
use crate::document::{ContentHash, ContentHashError, slug};
use crate::index::DocumentEntry;
use crate::search::Embedded;
use crate::web::Service;
use crate::web::params::{Given, NoParameters, Parameters, Query, Segments, nearest};
use crate::web::problem::{Code, Problem, shown};
use crate::web::reading::Reading;
use crate::web::service::Snapshot;
use crate::web::wire::{DocumentDetail, VersionDetail, VersionList, VersionReading, document_path};

/// Shows a document.
#[utoipa::path(get, path = "/documents/{platform}/{document}",
    operation_id = "show_document", tag = "catalogue",
    params(("platform" = String, Path, description = "The platform, by slug or name"),
        ("document" = String, Path, description = "The document, by slug or title")),
    responses((status = 200, description = "The document",
        body = DocumentDetail), Failures))]
pub(super) async fn one(
    Snapshot(engine): Snapshot,
    Segments((platform, document)): Segments<(String, String)>,
    Query(NoParameters): Query<NoParameters>,
) -> Result<Json<DocumentDetail>, Problem> {
    let entry = find_document(&engine, &platform, &document)?;
    Ok(Json(DocumentDetail::new(entry, &engine)))
}

/// Lists the versions of a document, in the order of time.
#[utoipa::path(get, path = "/documents/{platform}/{document}/versions",
    operation_id = "list_versions", tag = "catalogue",
    params(("platform" = String, Path, description = "The platform, by slug or name"),
        ("document" = String, Path, description = "The document, by slug or title")),
    responses((status = 200, description = "All versions of the document",
        body = VersionList), Failures))]
pub(super) async fn versions(
    Snapshot(engine): Snapshot,
    Segments((platform, document)): Segments<(String, String)>,
    Query(NoParameters): Query<NoParameters>,
) -> Result<Json<VersionList>, Problem> {
    let entry = find_document(&engine, &platform, &document)?;
    let places = 0..entry.versions.len();
    Ok(Json(VersionList {
        document: document_path(entry),
        versions: places.map(|place| VersionDetail::new(entry, place, &engine)).collect(),
        build: engine.build().digest,
    }))
}

/// What to look for in a version.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
pub(in crate::web) struct MatchParameters {
    /// A query, in the query language, whose matches are marked in the version.
    #[param(example = "class action waiver")]
    pub(in crate::web) q: Option<String>,
}

impl Parameters for MatchParameters {
    fn read(given: &Given) -> Result<Self, Problem> {
        Ok(Self { q: given.one("q")?.map(str::to_owned) })
    }
}

/// Shows a version of a document; of several with the same bytes, the first.
///
/// With `q`, the version is read from the archive, hashed again and cut into clauses, and those
/// that meet the query are listed in reading order. The query's times do not count.
#[utoipa::path(get, path = "/documents/{platform}/{document}/versions/{sha256}",
    operation_id = "show_version", tag = "catalogue",
    params(("platform" = String, Path, description = "The platform, by slug or name"),
        ("document" = String, Path, description = "The document, by slug or title"),
        ("sha256" = String, Path, description = "The hash of the archived bytes"),
        MatchParameters),
    responses((status = 200, description = "The version",
        body = VersionReading), Failures))]
pub(super) async fn version(
    State(service): State<Arc<Service>>,
    Snapshot(engine): Snapshot,
    Segments((platform, document, hash)): Segments<(String, String, String)>,
    Query(parameters): Query<MatchParameters>,
) -> Result<Json<VersionReading>, Problem> {
    let work = move || {
        let entry = find_document(&engine, &platform, &document)?;
        let place = find_version(entry, &hash)?;
        let Some(plan) = plan_of(&engine, parameters.q.as_deref())? else {
            return Ok(Json(VersionReading::of(VersionDetail::new(entry, place, &engine))));
        };
        let reading = Reading::new(&engine, entry, place, Some(&plan))?;
        Ok(Json(VersionReading::matching(&reading, &plan.query, &engine)))
    };
    service.pool.run(work).await
}

/// The place among the document's versions of the first with that hash.
pub(in crate::web) fn find_version(entry: &DocumentEntry, hash: &str) -> Result<usize, Problem> {
    let wanted: ContentHash = hash.parse().map_err(|error: ContentHashError| {
        Problem::new(Code::UnknownVersion, format!("{error}.")).with_parameter("sha256")
    })?;
    let place = entry.versions.iter().position(|version| version.hash == wanted);
    place.ok_or_else(|| {
        let detail = format!("The document has no version with the bytes of {wanted}.");
        Problem::new(Code::UnknownVersion, detail).with_parameter("sha256")
    })
}

/// The document of those slugs or names.
pub(in crate::web) fn find_document<'a>(
    engine: &'a Embedded,
    platform: &str,
    document: &str,
) -> Result<&'a DocumentEntry, Problem> {
    let documents = documents_of(engine, &slug(platform));
    if documents.is_empty() {
        return Err(unknown_platform(engine, platform));
    }
    let wanted = slug(document);
    let known = documents.iter().find(|entry| entry.document_slug == wanted);
    known.copied().ok_or_else(|| {
        let slugs = documents.iter().map(|entry| entry.document_slug.as_str());
        let detail = format!("The platform has no document `{}`.", shown(document));
        Problem::new(Code::UnknownDocument, detail)
            .with_parameter("document")
            .with_suggestion(nearest(&wanted, slugs))
    })
}
