//! How labels are made, and how good they are.

use axum::Json;

use super::Failures;
use crate::web::params::{NoParameters, Query};
use crate::web::wire::Methodology;

/// Says how good the labels are, as measured: the page `/docs/methodology` as data.
#[utoipa::path(get, path = "/methodology",
    operation_id = "explain_methodology", tag = "service",
    responses((status = 200, description = "How labels are made, and how good they are",
        body = Methodology), Failures))]
pub(super) async fn one(Query(NoParameters): Query<NoParameters>) -> Json<&'static Methodology> {
    Json(Methodology::bundled())
}
