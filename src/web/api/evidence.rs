//! Citing a clause, and checking it against the archive.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use utoipa::IntoParams;

use super::Failures;
use super::clauses::{WordingParameters, record_id};
use crate::cite::{Archives, Citation, CitationFormat, Verification, verify};
use crate::search::{Embedded, Engine, Hit};
use crate::web::Service;
use crate::web::params::{Given, Parameters, Query, Segments};
use crate::web::problem::Problem;
use crate::web::service::Snapshot;
use crate::web::wire::{CitationFormatName, EvidenceAnswer};

/// How to cite a clause.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct CitationParameters {
    /// `text` (as by default), `bibtex`, `ris`, `csl-json` or `swhid`.
    #[param(inline, value_type = Option<CitationFormatName>)]
    format: CitationFormat,
    /// The wording's number, from 1; without it the one that stands now, or stood last.
    #[param(minimum = 1)]
    wording: Option<u32>,
}

impl Parameters for CitationParameters {
    fn read(given: &Given) -> Result<Self, Problem> {
        let format = given.one("format")?.map(str::parse).transpose()?;
        let wording = WordingParameters::read(given)?.wording;
        Ok(Self { format: format.unwrap_or(CitationFormat::Text), wording })
    }
}

/// Cites a clause.
///
/// The citation names the record, the moment of the capture, the hash of the archived bytes and
/// the clause's place in them, and a SWHID where the archive is a git repository.
#[utoipa::path(get, path = "/clauses/{id}/citation",
    operation_id = "cite_clause", tag = "clauses",
    params(("id" = String, Path, description = "The record ID"), CitationParameters),
    responses((status = 200, description = "The citation", content(
        (String = "text/plain"), (String = "application/x-bibtex"),
        (String = "application/x-research-info-systems"),
        (serde_json::Value = "application/vnd.citationstyles.csl+json"))), Failures))]
pub(super) async fn citation(
    State(service): State<Arc<Service>>,
    Snapshot(engine): Snapshot,
    Segments(id): Segments<String>,
    Query(parameters): Query<CitationParameters>,
) -> Result<Response, Problem> {
    let record = record_id(&id)?;
    let work = move || {
        let hit = engine.clause(record, parameters.wording)?;
        let archives = &engine.build().manifest.archives;
        let citation = Citation::new(&hit.entry, &hit.document, archives)?;
        let text = parameters.format.write(&citation)?;
        let kind = HeaderValue::from_static(parameters.format.media_type());
        Ok(([(CONTENT_TYPE, kind)], text).into_response())
    };
    service.pool.run(work).await
}

/// Checks a clause against the archive, now, and says of each level apart what was found.
#[utoipa::path(get, path = "/clauses/{id}/evidence",
    operation_id = "check_clause", tag = "clauses",
    params(("id" = String, Path, description = "The record ID"), WordingParameters),
    responses((status = 200, description = "What was found on each level",
        body = EvidenceAnswer), Failures))]
pub(super) async fn evidence(
    State(service): State<Arc<Service>>,
    Snapshot(engine): Snapshot,
    Segments(id): Segments<String>,
    Query(parameters): Query<WordingParameters>,
) -> Result<Response, Problem> {
    let record = record_id(&id)?;
    let work = move || {
        let hit = engine.clause(record, parameters.wording)?;
        let verification = verified(&hit, &engine)?;
        let answer = EvidenceAnswer::new(&verification, engine.build().digest);
        let never = HeaderValue::from_static("no-store");
        Ok(([(CACHE_CONTROL, never)], Json(answer)).into_response())
    };
    service.pool.run(work).await
}

/// Checks a clause against the archive that the build was made from.
pub(in crate::web) fn verified(hit: &Hit, engine: &Embedded) -> Result<Verification, Problem> {
    let build = engine.build();
    let mut archives = Archives::of(build);
    Ok(verify(&hit.entry, &hit.document, &build.manifest.archives, &mut archives)?)
}
