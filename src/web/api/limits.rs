//! The limits, as they are in force.

use axum::Json;
use serde::Serialize;
use utoipa::ToSchema;

use super::Failures;
use crate::web::limits::{ALL, Limit};
use crate::web::params::{NoParameters, Query};

/// What keeps one request from hurting the others.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct LimitList {
    limits: &'static [Limit],
}

/// Lists the limits; an error that names a `limit` names one of these.
#[utoipa::path(get, path = "/limits",
    operation_id = "list_limits", tag = "service",
    responses((status = 200, description = "All limits",
        body = LimitList), Failures))]
pub(super) async fn list(Query(NoParameters): Query<NoParameters>) -> Json<LimitList> {
    Json(LimitList { limits: ALL })
}
