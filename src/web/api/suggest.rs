//! Suggestions for a search box.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use utoipa::IntoParams;

use super::Failures;
use crate::search::Engine;
use crate::web::Service;
use crate::web::limits::SUGGESTIONS_DEFAULT;
use crate::web::params::{Given, Parameters, Query};
use crate::web::problem::Problem;
use crate::web::service::Snapshot;
use crate::web::wire::SuggestionList;

/// What has been typed.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct SuggestParameters {
    /// The text so far; its last word may be unfinished. Without words, nothing is suggested.
    #[param(value_type = Option<String>, example = "class act")]
    q: String,
    /// The most suggestions to return, from 1 to 100; 8 by default.
    #[param(value_type = Option<u8>, minimum = 1, maximum = 100)]
    limit: usize,
}

impl Parameters for SuggestParameters {
    fn read(given: &Given) -> Result<Self, Problem> {
        Ok(Self {
            q: given.one("q")?.unwrap_or_default().to_owned(),
            limit: given.page_size()?.unwrap_or(SUGGESTIONS_DEFAULT),
        })
    }
}

/// Suggests searches for a text that is being typed.
///
/// Clause types, platforms, documents and headings that several platforms have, by the beginning
/// of any of their words, whatever the case and accents; each with exactly how many current clauses
/// choosing it finds.
#[utoipa::path(get, path = "/suggest",
    operation_id = "suggest_searches", tag = "clauses", params(SuggestParameters),
    responses((status = 200, description = "What begins as was typed",
        body = SuggestionList), Failures))]
pub(super) async fn list(
    State(service): State<Arc<Service>>,
    Snapshot(engine): Snapshot,
    Query(parameters): Query<SuggestParameters>,
) -> Result<Json<SuggestionList>, Problem> {
    let work = move || {
        let suggestions = engine.suggest(&parameters.q, parameters.limit)?;
        Ok(Json(SuggestionList::new(&parameters.q, &suggestions, &engine)))
    };
    service.pool.run(work).await
}
