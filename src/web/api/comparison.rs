//! Comparing platforms by a clause type.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use utoipa::IntoParams;

use super::Failures;
use super::clauses::record_id;
use crate::search::{Embedded, Engine};
use crate::web::Service;
use crate::web::params::{Given, Parameters, Query};
use crate::web::problem::{Code, Problem};
use crate::web::service::Snapshot;
use crate::web::wire::ComparisonAnswer;

/// What to compare; one of `type` and `clause` is needed.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
pub(in crate::web) struct CompareParameters {
    /// The clause type, by slug, title or alias.
    #[param(rename = "type", example = "arbitration")]
    pub(in crate::web) clause_type: Option<String>,
    /// A clause, by record ID: its surest type is compared.
    clause: Option<String>,
    /// The platforms to show, by slug or name; repeatable; all without it.
    #[param(required = false)]
    pub(in crate::web) platform: Vec<String>,
}

impl Parameters for CompareParameters {
    fn read(given: &Given) -> Result<Self, Problem> {
        let parameters = Self {
            clause_type: given.one("type")?.map(str::to_owned),
            clause: given.one("clause")?.map(str::to_owned),
            platform: given.many("platform"),
        };
        if parameters.clause_type.is_some() && parameters.clause.is_some() {
            let detail = "Give either `type` or `clause`, not both.";
            return Err(Problem::new(Code::InvalidParameter, detail).with_parameter("clause"));
        }
        Ok(parameters)
    }
}

impl CompareParameters {
    /// The type to compare by; none when neither a type nor a clause was given.
    pub(in crate::web) fn wanted(&self, engine: &Embedded) -> Result<Option<String>, Problem> {
        let Some(clause) = &self.clause else { return Ok(self.clause_type.clone()) };
        let record = record_id(clause)?;
        let hit = engine.clause(record, None)?;
        let surest = hit.entry.labels.types.into_iter().next();
        let surest = surest.ok_or_else(|| {
            let detail = format!(
                "{record} is of no known type; see `/api/v1/clauses/{record}/similar` instead."
            );
            Problem::new(Code::Untyped, detail).with_parameter("clause")
        })?;
        Ok(Some(surest.slug))
    }
}

/// Compares platforms by a clause type.
///
/// For each platform a clause of it; or a passage that comes near; or that none was found in all
/// that was read; or why this cannot be known.
#[utoipa::path(get, path = "/compare",
    operation_id = "compare_platforms", tag = "comparison", params(CompareParameters),
    responses((status = 200, description = "Each platform with its clause, or why there is none",
        body = ComparisonAnswer), Failures))]
pub(super) async fn compare(
    State(service): State<Arc<Service>>,
    Snapshot(engine): Snapshot,
    Query(parameters): Query<CompareParameters>,
) -> Result<Json<ComparisonAnswer>, Problem> {
    let work = move || {
        let wanted = parameters.wanted(&engine)?.ok_or_else(|| {
            let detail = "This address needs the parameter `type` or `clause`.";
            Problem::new(Code::MissingParameter, detail).with_parameter("type")
        })?;
        let comparison = engine.compare(&wanted, &parameters.platform)?;
        Ok(Json(ComparisonAnswer::new(&comparison, &engine)))
    };
    service.pool.run(work).await
}
