//! Exporting what a search finds.

use std::sync::Arc;

use axum::extract::State;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, LINK};
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::response::{IntoResponse, Response};
use tokio::sync::OwnedSemaphorePermit;
use utoipa::IntoParams;
use utoipa::openapi::path::{Parameter, ParameterIn};

use super::Failures;
use crate::document::slug;
use crate::search::{Engine, LISTING_MAX, Listing, Plan, Request};
use crate::web::Service;
use crate::web::export::Export;
use crate::web::pages::address;
use crate::web::params::{Given, Parameters, Query, SearchParameters};
use crate::web::problem::{Code, Problem};
use crate::web::service::Snapshot;
use crate::web::stream::{self, Source};
use crate::web::wire::{ExportFormat, ExportFormatName, ExportedClause};

/// How many clauses there are in all.
const TOTAL_COUNT: HeaderName = HeaderName::from_static("x-total-count");

/// How many clauses this answer holds when it is whole.
const CLAUSE_COUNT: HeaderName = HeaderName::from_static("x-clause-count");

/// What to export, and how.
#[derive(Debug)]
pub(in crate::web) struct ExportParameters {
    form: Form,
    search: SearchParameters,
}

/// How to export.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
struct Form {
    /// `csv` or `jsonl` (JSON Lines).
    #[param(inline, value_type = ExportFormatName)]
    format: ExportFormat,
    /// Whether the CSV begins with a byte-order mark, without which some spreadsheets misread
    /// letters such as é; not by default.
    #[param(value_type = Option<bool>)]
    bom: bool,
    /// The most clauses to export, from 1 to 100,000, and as many by default.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 100_000)]
    limit: usize,
}

impl Form {
    fn format(&self) -> ExportFormat {
        if self.bom { ExportFormat::MarkedCsv } else { self.format }
    }
}

impl IntoParams for ExportParameters {
    /// The parameters of a search; a list has no facets and folds nothing.
    fn into_params(place: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let mut parameters = Form::into_params(&place);
        let search = SearchParameters::into_params(&place).into_iter();
        let is_taken = |name: &str| !["limit", "facets", "fold"].contains(&name);
        parameters.extend(search.filter(|one| is_taken(&one.name)));
        parameters
    }
}

impl Parameters for ExportParameters {
    fn read(given: &Given) -> Result<Self, Problem> {
        let formats = [ExportFormat::Csv, ExportFormat::JsonLines].map(|one| (one.name(), one));
        let Some(format) = given.choice("format", &formats)? else {
            let detail = "`format` is needed: `csv` or `jsonl`.";
            return Err(Problem::new(Code::MissingParameter, detail).with_parameter("format"));
        };
        let bom = given.flag("bom")?;
        if bom && format != ExportFormat::Csv {
            let detail = "`bom` goes with `format=csv` alone.";
            return Err(Problem::new(Code::InvalidParameter, detail).with_parameter("bom"));
        }
        let limit = given.count("limit", "export-clauses", LISTING_MAX)?.unwrap_or(LISTING_MAX);
        let search = SearchParameters::read(&given.without("limit"))?;
        Ok(Self { form: Form { format, bom, limit }, search })
    }
}

/// Exports what a search finds, as CSV or JSON Lines.
///
/// Every clause that the search finds, in the same order and also those that pages fold, each with
/// its citation, one on a line; `attribution` says whom to name where its text is shown. `X-Total-Count` says how many clauses
/// match (platforms, when grouped) and `X-Clause-Count` how many of them the answer holds; a `Link`
/// with `rel="next"` leads to the rest. The answer is made while it is read: when it cannot be
/// finished, the connection is closed without the end of the body, and there are fewer lines than
/// `X-Clause-Count` says. In CSV a cell that begins with `=`, `+`, `-`, `@`, a tab or a carriage
/// return gets a `'` in front, so that no spreadsheet runs it, and `bom=true` puts a byte-order mark
/// before the first line; the schema `ExportedClause` says how lists are written.
#[utoipa::path(get, path = "/clauses/export",
    operation_id = "export_clauses", tag = "clauses", params(ExportParameters),
    responses((status = 200, description = "One clause a line", content(
        (String = "text/csv"), (ExportedClause = "application/x-ndjson"))), Failures))]
pub(super) async fn export(
    State(service): State<Arc<Service>>,
    Snapshot(engine): Snapshot,
    Query(ExportParameters { form, search }): Query<ExportParameters>,
) -> Result<Response, Problem> {
    let permit = service.pool.begin_export()?;
    let format = form.format();
    let find = {
        let (engine, request) = (Arc::clone(&engine), search.request());
        move || {
            let plan = Plan::new(&request, engine.taxonomy(), engine.build())?;
            Ok(engine.list(&plan, form.limit)?)
        }
    };
    let listing = service.pool.run(find).await?;
    let headers = headers(&form, &search, &listing);
    let export = Export::new(engine, format, listing);
    let (source, body) = stream::body();
    tokio::spawn(send(service, permit, export, source));
    Ok((headers, body).into_response())
}

/// Makes the pieces of an export as fast as the client reads them, each when it is its turn.
async fn send(
    service: Arc<Service>,
    permit: OwnedSemaphorePermit,
    mut export: Export,
    source: Source,
) {
    let _held = permit;
    loop {
        let work = move || {
            let piece = export.next().transpose()?;
            Ok((export, piece))
        };
        // A piece that cannot be made breaks the body off; the cause has been logged.
        let Ok((rest, piece)) = service.pool.run_in_turn(work).await else { return };
        export = rest;
        let Some(piece) = piece else { return source.end().await };
        if source.send(piece).await.is_err() {
            return;
        }
    }
}

fn headers(form: &Form, search: &SearchParameters, listing: &Listing) -> HeaderMap {
    let mut headers = HeaderMap::new();
    let format = form.format();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(format.media_type()));
    headers.insert(TOTAL_COUNT, HeaderValue::from(listing.total));
    headers.insert(CLAUSE_COUNT, HeaderValue::from(listing.matches.len()));

    let query = search.q.as_deref().unwrap_or("clauses");
    // Other letters would need an encoding that not every client reads.
    let mut name = slug(query).replace(|letter: char| !letter.is_ascii(), "");
    name.truncate(40);
    let file = format!("attachment; filename=\"clausedex-{name}.{}\"", format.name());
    headers.extend(HeaderValue::try_from(file).map(|value| (CONTENT_DISPOSITION, value)));

    if let Some(cursor) = &listing.next_cursor {
        let rest = Request { cursor: Some(cursor.clone()), ..search.request() };
        let mut next = address::export(&rest, format);
        if form.limit < LISTING_MAX {
            next.push_str(&format!("&limit={}", form.limit));
        }
        let link = HeaderValue::try_from(format!("<{next}>; rel=\"next\""));
        headers.extend(link.map(|value| (LINK, value)));
    }
    headers
}
