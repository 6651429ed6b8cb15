//! Documents and their versions.

use axum::Json;

use super::Failures;
use super::platforms::{documents_of, unknown_platform};
use crate::document::{ContentHash, ContentHashError, slug};
use crate::index::DocumentEntry;
use crate::search::Embedded;
use crate::web::params::{NoParameters, Query, Segments, nearest};
use crate::web::problem::{Code, Problem};
use crate::web::service::Snapshot;
use crate::web::wire::{DocumentDetail, VersionDetail, VersionList, document_path};

/// Shows a document.
#[utoipa::path(get, path = "/documents/{platform}/{document}",
    operation_id = "show_document", tag = "catalogue",
    params(("platform" = String, Path, description = "The platform, by slug or name"),
        ("document" = String, Path, description = "The document, by slug or title")),
    responses((status = 200, body = DocumentDetail), Failures))]
pub(super) async fn one(
    Snapshot(engine): Snapshot,
    Segments((platform, document)): Segments<(String, String)>,
    Query(NoParameters): Query<NoParameters>,
) -> Result<Json<DocumentDetail>, Problem> {
    let entry = find(&engine, &platform, &document)?;
    Ok(Json(DocumentDetail::new(entry, &engine)))
}

/// Lists the versions of a document, in the order of time.
#[utoipa::path(get, path = "/documents/{platform}/{document}/versions",
    operation_id = "list_versions", tag = "catalogue",
    params(("platform" = String, Path, description = "The platform, by slug or name"),
        ("document" = String, Path, description = "The document, by slug or title")),
    responses((status = 200, body = VersionList), Failures))]
pub(super) async fn versions(
    Snapshot(engine): Snapshot,
    Segments((platform, document)): Segments<(String, String)>,
    Query(NoParameters): Query<NoParameters>,
) -> Result<Json<VersionList>, Problem> {
    let entry = find(&engine, &platform, &document)?;
    let places = 0..entry.versions.len();
    Ok(Json(VersionList {
        document: document_path(entry),
        versions: places.map(|place| VersionDetail::new(entry, place, &engine)).collect(),
        build: engine.build().digest,
    }))
}

/// Shows a version of a document; of several with the same bytes, the first.
#[utoipa::path(get, path = "/documents/{platform}/{document}/versions/{sha256}",
    operation_id = "show_version", tag = "catalogue",
    params(("platform" = String, Path, description = "The platform, by slug or name"),
        ("document" = String, Path, description = "The document, by slug or title"),
        ("sha256" = String, Path, description = "The hash of the archived bytes")),
    responses((status = 200, body = VersionDetail), Failures))]
pub(super) async fn version(
    Snapshot(engine): Snapshot,
    Segments((platform, document, hash)): Segments<(String, String, String)>,
    Query(NoParameters): Query<NoParameters>,
) -> Result<Json<VersionDetail>, Problem> {
    let entry = find(&engine, &platform, &document)?;
    let wanted: ContentHash = hash.parse().map_err(|error: ContentHashError| {
        Problem::new(Code::UnknownVersion, format!("{error}.")).with_parameter("sha256")
    })?;
    let place = entry.versions.iter().position(|version| version.hash == wanted);
    let place = place.ok_or_else(|| {
        let detail = format!("The document has no version with the bytes of {wanted}.");
        Problem::new(Code::UnknownVersion, detail).with_parameter("sha256")
    })?;
    Ok(Json(VersionDetail::new(entry, place, &engine)))
}

fn find<'a>(
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
        let shown: String = document.chars().take(60).collect();
        let slugs = documents.iter().map(|entry| entry.document_slug.as_str());
        Problem::new(Code::UnknownDocument, format!("The platform has no document `{shown}`."))
            .with_parameter("document")
            .with_suggestion(nearest(&wanted, slugs))
    })
}
