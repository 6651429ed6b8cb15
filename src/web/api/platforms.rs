//! The platforms and what each has.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;

use super::Failures;
use crate::document::slug;
use crate::index::DocumentEntry;
use crate::search::{Embedded, Engine, Facet, FacetValue, Plan, Request};
use crate::web::Service;
use crate::web::params::{NoParameters, Query, Segments, nearest, selected};
use crate::web::problem::{Code, Problem, shown};
use crate::web::service::Snapshot;
use crate::web::wire::{
    DocumentSummary, PlatformDetail, PlatformList, PlatformSummary, ValueCount,
};

/// Lists the platforms, by slug.
#[utoipa::path(get, path = "/platforms",
    operation_id = "list_platforms", tag = "catalogue",
    responses((status = 200, description = "All platforms",
        body = PlatformList), Failures))]
pub(super) async fn list(
    State(service): State<Arc<Service>>,
    Snapshot(engine): Snapshot,
    Query(NoParameters): Query<NoParameters>,
) -> Result<Json<PlatformList>, Problem> {
    service.pool.run(move || summaries(&engine).map(Json)).await
}

/// Shows a platform: its documents, and what its clauses do.
#[utoipa::path(get, path = "/platforms/{slug}",
    operation_id = "show_platform", tag = "catalogue",
    params(("slug" = String, Path, description = "The platform, by slug or name")),
    responses((status = 200, description = "The platform",
        body = PlatformDetail), Failures))]
pub(super) async fn one(
    State(service): State<Arc<Service>>,
    Snapshot(engine): Snapshot,
    Segments(slug): Segments<String>,
    Query(NoParameters): Query<NoParameters>,
) -> Result<Json<PlatformDetail>, Problem> {
    service.pool.run(move || detail(&engine, &slug).map(Json)).await
}

/// All platforms with their counts.
pub(in crate::web) fn summaries(engine: &Embedded) -> Result<PlatformList, Problem> {
    let counts = counts(engine, Facet::Platform)?;
    let build = engine.build();
    let mut platforms: Vec<PlatformSummary> = Vec::with_capacity(build.platforms.len());
    for platform in &build.platforms {
        let documents = documents_of(engine, platform);
        let count = counts.iter().find(|count| count.value == *platform);
        platforms.push(PlatformSummary {
            slug: platform.clone(),
            name: documents
                .first()
                .map(|entry| entry.document.platform.clone())
                .unwrap_or_default(),
            documents: documents.len() as u64,
            clauses: count.map_or(0, |count| count.clauses),
        });
    }
    Ok(PlatformList { platforms, build: build.digest })
}

/// How many of all current clauses have each value of a facet.
pub(super) fn counts(engine: &Embedded, facet: Facet) -> Result<Vec<FacetValue>, Problem> {
    let request = Request { facets: vec![facet], limit: 1, ..Request::default() };
    let plan = Plan::new(&request, engine.taxonomy(), engine.build())?;
    Ok(engine.search(&plan)?.facets.into_iter().flat_map(|facet| facet.values).collect())
}

/// A platform with its documents.
pub(in crate::web) fn detail(engine: &Embedded, name: &str) -> Result<PlatformDetail, Problem> {
    let documents = documents_of(engine, &slug(name));
    let Some(first) = documents.first() else { return Err(unknown_platform(engine, name)) };
    let platform = &first.platform_slug;
    let request = Request {
        facets: vec![Facet::Severity, Facet::Type],
        ..selected(Facet::Platform, platform)
    };
    let plan = Plan::new(&request, engine.taxonomy(), engine.build())?;
    let answer = engine.search(&plan)?;
    let counts = |wanted: Facet| {
        let facets = answer.facets.iter().filter(|counts| counts.facet == wanted);
        facets.flat_map(|counts| counts.values.iter().map(ValueCount::new)).collect()
    };
    Ok(PlatformDetail {
        platform: PlatformSummary {
            slug: platform.clone(),
            name: first.document.platform.clone(),
            documents: documents.len() as u64,
            clauses: answer.total,
        },
        severities: counts(Facet::Severity),
        types: counts(Facet::Type),
        document_list: documents.into_iter().map(DocumentSummary::new).collect(),
        build: engine.build().digest,
    })
}

/// The documents of the platform with that slug, by slug.
pub(in crate::web) fn documents_of<'a>(
    engine: &'a Embedded,
    platform: &str,
) -> Vec<&'a DocumentEntry> {
    let documents = engine.build().documents.iter();
    documents.filter(|entry| entry.platform_slug == platform).collect()
}

pub(super) fn unknown_platform(engine: &Embedded, name: &str) -> Problem {
    let known = engine.build().platforms.iter().map(String::as_str);
    let detail = format!("`{}` is not a platform of this index.", shown(name));
    Problem::new(Code::UnknownPlatform, detail)
        .with_parameter("platform")
        .with_suggestion(nearest(name, known))
}
