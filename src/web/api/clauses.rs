//! Searching clauses, and reading one of them.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use utoipa::IntoParams;

use super::Failures;
use crate::clause::RecordId;
use crate::search::{Embedded, Engine, Plan};
use crate::web::Service;
use crate::web::limits::SIMILAR_DEFAULT;
use crate::web::params::{Given, NoParameters, Parameters, Query, SearchParameters, Segments};
use crate::web::problem::{Code, Problem, shown};
use crate::web::service::Snapshot;
use crate::web::wire::{ClauseDetail, ClauseHistory, SearchAnswer, SimilarClauses};

/// Searches clauses.
///
/// Without `q`, everything that the filters admit is found. Pages are followed by `next_cursor`.
#[utoipa::path(get, path = "/clauses",
    operation_id = "search_clauses", tag = "clauses", params(SearchParameters),
    responses((status = 200, description = "What was found",
        body = SearchAnswer), Failures))]
pub(super) async fn search(
    State(service): State<Arc<Service>>,
    Snapshot(engine): Snapshot,
    Query(parameters): Query<SearchParameters>,
) -> Result<Json<SearchAnswer>, Problem> {
    let work = move || {
        let request = parameters.request();
        let plan = Plan::new(&request, engine.taxonomy(), engine.build())?;
        let answer = engine.search(&plan)?;
        Ok(Json(SearchAnswer::new(&request.query, &answer, engine.taxonomy())))
    };
    service.pool.run(work).await
}

/// Which wording of a clause to show.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
pub(in crate::web) struct WordingParameters {
    /// The wording's number, from 1; without it the one that stands now, or stood last.
    #[param(minimum = 1)]
    pub(in crate::web) wording: Option<u32>,
}

impl Parameters for WordingParameters {
    fn read(given: &Given) -> Result<Self, Problem> {
        let wording = given.number("wording", 1..=u32::MAX as usize)?;
        Ok(Self { wording: wording.and_then(|number| u32::try_from(number).ok()) })
    }
}

/// Which wording of a clause to show, and what to mark in it.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
pub(in crate::web) struct ClauseParameters {
    /// The wording's number, from 1; without it the one that stands now, or stood last.
    #[param(minimum = 1)]
    pub(in crate::web) wording: Option<u32>,
    /// A query, in the query language, whose matches are marked in the clause.
    #[param(example = "class action waiver")]
    pub(in crate::web) q: Option<String>,
}

impl Parameters for ClauseParameters {
    fn read(given: &Given) -> Result<Self, Problem> {
        let wording = WordingParameters::read(given)?.wording;
        Ok(Self { wording, q: given.one("q")?.map(str::to_owned) })
    }
}

/// What a query asks of a clause or version that is chosen otherwise.
pub(in crate::web) fn plan_of(engine: &Embedded, q: Option<&str>) -> Result<Option<Plan>, Problem> {
    let plan = q.map(|query| Plan::of_query(query, engine.taxonomy(), engine.build()));
    Ok(plan.transpose()?)
}

/// Reads a clause.
///
/// With `q`, it says how the query was read and where it meets the clause.
#[utoipa::path(get, path = "/clauses/{id}",
    operation_id = "read_clause", tag = "clauses",
    params(("id" = String, Path, description = "The record ID"), ClauseParameters),
    responses((status = 200, description = "The clause",
        body = ClauseDetail), Failures))]
pub(super) async fn one(
    State(service): State<Arc<Service>>,
    Snapshot(engine): Snapshot,
    Segments(id): Segments<String>,
    Query(parameters): Query<ClauseParameters>,
) -> Result<Json<ClauseDetail>, Problem> {
    let record = record_id(&id)?;
    let work = move || {
        let hit = engine.clause(record, parameters.wording)?;
        let Some(plan) = plan_of(&engine, parameters.q.as_deref())? else {
            return Ok(Json(ClauseDetail::new(&hit, &engine)));
        };
        let hit = engine.mark(hit, &plan);
        Ok(Json(ClauseDetail::matching(&hit, &plan.query, &engine)))
    };
    service.pool.run(work).await
}

/// Reads all wordings that a clause ever had.
#[utoipa::path(get, path = "/clauses/{id}/history",
    operation_id = "list_wordings", tag = "clauses",
    params(("id" = String, Path, description = "The record ID")),
    responses((status = 200, description = "All wordings of the clause",
        body = ClauseHistory), Failures))]
pub(super) async fn history(
    State(service): State<Arc<Service>>,
    Snapshot(engine): Snapshot,
    Segments(id): Segments<String>,
    Query(NoParameters): Query<NoParameters>,
) -> Result<Json<ClauseHistory>, Problem> {
    let record = record_id(&id)?;
    let work = move || {
        let wordings = engine.history(record)?;
        Ok(Json(ClauseHistory::new(record, &wordings, &engine)))
    };
    service.pool.run(work).await
}

/// How many similar clauses to show.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct SimilarParameters {
    /// The most clauses to return, from 1 to 100; 5 by default.
    #[param(value_type = Option<u8>, minimum = 1, maximum = 100)]
    limit: usize,
}

impl Parameters for SimilarParameters {
    fn read(given: &Given) -> Result<Self, Problem> {
        Ok(Self { limit: given.page_size()?.unwrap_or(SIMILAR_DEFAULT) })
    }
}

/// Finds the clauses of other platforms that are most like this one.
///
/// One clause a platform, of the same type where the clause has one; the nearest wording first.
#[utoipa::path(get, path = "/clauses/{id}/similar",
    operation_id = "find_similar_clauses", tag = "comparison",
    params(("id" = String, Path, description = "The record ID"), SimilarParameters),
    responses((status = 200, description = "The clauses that are most like it",
        body = SimilarClauses), Failures))]
pub(super) async fn similar(
    State(service): State<Arc<Service>>,
    Snapshot(engine): Snapshot,
    Segments(id): Segments<String>,
    Query(parameters): Query<SimilarParameters>,
) -> Result<Json<SimilarClauses>, Problem> {
    let record = record_id(&id)?;
    let work = move || {
        let hits = engine.similar(record, parameters.limit)?;
        let build = engine.build().digest;
        Ok(Json(SimilarClauses::new(record, &hits, engine.taxonomy(), build)))
    };
    service.pool.run(work).await
}

/// Reads a record ID out of an address.
pub(in crate::web) fn record_id(text: &str) -> Result<RecordId, Problem> {
    text.parse().map_err(|_| {
        let detail = format!(
            "`{}` is not a record ID: those are `CX-` and 10 letters or digits, such as \
             CX-7Q4M2K9D1A.",
            shown(text)
        );
        Problem::new(Code::UnknownRecord, detail).with_parameter("id")
    })
}
