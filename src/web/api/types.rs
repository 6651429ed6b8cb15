//! The clause types, and how common each is.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;

use super::Failures;
use super::platforms::counts;
use crate::search::{Embedded, Engine, Facet};
use crate::taxonomy::ClauseType;
use crate::web::Service;
use crate::web::params::{NoParameters, Query, Segments, nearest};
use crate::web::problem::{Code, Problem, shown};
use crate::web::service::Snapshot;
use crate::web::wire::{ClauseTypeDetail, ClauseTypeList, ClauseTypeSummary, Concern, Prevalence};

/// Lists the clause types, by category, with how many clauses and platforms have each.
#[utoipa::path(get, path = "/clause-types",
    operation_id = "list_clause_types", tag = "comparison",
    responses((status = 200, description = "All clause types",
        body = ClauseTypeList), Failures))]
pub(super) async fn list(
    State(service): State<Arc<Service>>,
    Snapshot(engine): Snapshot,
    Query(NoParameters): Query<NoParameters>,
) -> Result<Json<ClauseTypeList>, Problem> {
    service.pool.run(move || summaries(&engine).map(Json)).await
}

/// Explains a clause type, and in how many platforms it occurs out of those that could have it.
#[utoipa::path(get, path = "/clause-types/{slug}",
    operation_id = "explain_clause_type", tag = "comparison",
    params(("slug" = String, Path, description = "The clause type, by slug, title or alias")),
    responses((status = 200, description = "The clause type",
        body = ClauseTypeDetail), Failures))]
pub(super) async fn one(
    State(service): State<Arc<Service>>,
    Snapshot(engine): Snapshot,
    Segments(slug): Segments<String>,
    Query(NoParameters): Query<NoParameters>,
) -> Result<Json<ClauseTypeDetail>, Problem> {
    service.pool.run(move || detail(&engine, &slug).map(Json)).await
}

/// All clause types with their counts.
pub(in crate::web) fn summaries(engine: &Embedded) -> Result<ClauseTypeList, Problem> {
    let counts = counts(engine, Facet::Type)?;
    let taxonomy = engine.taxonomy();
    let summary = |known: &ClauseType| {
        let count = counts.iter().find(|count| count.value == known.slug);
        let (clauses, platforms) = count.map_or((0, 0), |count| (count.clauses, count.platforms));
        ClauseTypeSummary::new(known, taxonomy, clauses, platforms)
    };
    Ok(ClauseTypeList {
        clause_types: taxonomy.types.iter().map(summary).collect(),
        build: engine.build().digest,
    })
}

/// A clause type, explained.
pub(in crate::web) fn detail(engine: &Embedded, name: &str) -> Result<ClauseTypeDetail, Problem> {
    let taxonomy = engine.taxonomy();
    let Some(known) = taxonomy.clause_type(name) else {
        let slugs = taxonomy.types.iter().map(|known| known.slug.as_str());
        let detail = format!("`{}` is not a clause type.", shown(name));
        return Err(Problem::new(Code::UnknownType, detail)
            .with_parameter("slug")
            .with_suggestion(nearest(name, slugs)));
    };
    let counted = summaries(engine)?.clause_types.into_iter().find(|one| one.slug == known.slug);
    Ok(ClauseTypeDetail {
        summary: counted.unwrap_or_else(|| ClauseTypeSummary::new(known, taxonomy, 0, 0)),
        aliases: known.aliases.clone(),
        what: known.what.clone(),
        why: known.why.clone(),
        impact: known.impact.clone(),
        severity_reason: known.severity_reason.clone(),
        document_types: known.document_types.clone(),
        regulations: Concern::regulations(&known.regulations, taxonomy),
        agencies: Concern::agencies(&known.agencies, taxonomy),
        rules: known.rules.clone(),
        prevalence: Prevalence::new(&engine.tally(&known.slug)?),
        build: engine.build().digest,
    })
}
