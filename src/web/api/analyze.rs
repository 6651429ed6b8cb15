//! Cutting a document of one's own into clauses and labelling them.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{DefaultBodyLimit, FromRequest, Request, State};
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::Failures;
use crate::archive;
use crate::classify;
use crate::document::Format;
use crate::segment;
use crate::web::Service;
use crate::web::limits::DOCUMENT_BYTES;
use crate::web::params::{NoParameters, Query};
use crate::web::problem::{Code, Problem};
use crate::web::stream;
use crate::web::wire::{AnalysedClause, Analysis};

/// The only route whose body may be large.
pub(super) fn routes() -> OpenApiRouter<Arc<Service>> {
    OpenApiRouter::new().routes(routes!(analyze)).layer(DefaultBodyLimit::max(DOCUMENT_BYTES))
}

/// A document that was sent.
#[derive(Debug)]
pub(super) struct SentDocument {
    bytes: Vec<u8>,
    format: Format,
}

impl FromRequest<Arc<Service>> for SentDocument {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &Arc<Service>) -> Result<Self, Problem> {
        let format = format(request.headers())?;
        let length = request.headers().get(CONTENT_LENGTH).and_then(|value| value.to_str().ok());
        let length = length.and_then(|length| length.parse().ok());
        let bytes = Bytes::from_request(request, state).await;
        let bytes = bytes.map_err(|rejection| refused(&rejection, length))?;
        if let Err(error) = std::str::from_utf8(&bytes) {
            let problem = Problem::new(Code::InvalidEncoding, "The document is not valid UTF-8.");
            return Err(problem.with_position(error.valid_up_to()));
        }
        Ok(Self { bytes: bytes.into(), format })
    }
}

fn refused(rejection: &BytesRejection, length: Option<u64>) -> Problem {
    if rejection.status() != StatusCode::PAYLOAD_TOO_LARGE {
        return Problem::new(Code::InvalidEncoding, "The body ended before its time.");
    }
    let maximum = DOCUMENT_BYTES as u64;
    let detail = format!("The document is larger than {maximum} bytes.");
    // A body sent in chunks does not say how long it is; it is longer than allowed by at least 1.
    let found = length.unwrap_or(maximum + 1);
    Problem::new(Code::BodyTooLarge, detail).with_limit("document-bytes", maximum, found)
}

/// How the document is written, as `Content-Type` says.
fn format(headers: &HeaderMap) -> Result<Format, Problem> {
    let kind = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    match kind.as_str() {
        "text/markdown" => Ok(Format::Markdown),
        "text/html" => Ok(Format::Html),
        "text/plain" => Ok(Format::Text),
        _ => {
            let detail = "Send the document as `text/markdown`, `text/html` or `text/plain`.";
            Err(Problem::new(Code::UnsupportedMediaType, detail))
        }
    }
}

/// Cuts a document into clauses and labels each.
///
/// Nothing of it is kept.
#[utoipa::path(post, path = "/analyze",
    operation_id = "analyze_document", tag = "analysis",
    request_body(description = "The document, at most 1 MiB", content(
        (String = "text/markdown"), (String = "text/html"), (String = "text/plain"))),
    responses((status = 200, description = "The clauses of the document that was sent, labelled",
        body = Analysis), Failures))]
async fn analyze(
    State(service): State<Arc<Service>>,
    Query(NoParameters): Query<NoParameters>,
    document: SentDocument,
) -> Result<Response, Problem> {
    let permit = service.pool.begin_analysis()?;
    let worker = Arc::clone(&service);
    let work = move || {
        let analysis = analysis(&worker, document)?;
        serde_json::to_vec(&analysis).map_err(|error| Problem::internal(&error))
    };
    let json = service.pool.run_analysis(work).await?;
    let kind = HeaderValue::from_static("application/json");
    Ok(([(CONTENT_TYPE, kind)], stream::pieces(json, permit)).into_response())
}

fn analysis(service: &Service, document: SentDocument) -> Result<Analysis, Problem> {
    let text = archive::text(document.bytes, document.format).map_err(|reason| {
        Problem::new(Code::UnreadableDocument, format!("The document cannot be read: {reason}."))
    })?;
    let language = classify::language(&text);
    let clauses = segment::segment(&text, document.format).clauses;
    let clauses = service.classifier.document(clauses, language).into_iter();
    let wire =
        |(clause, labels)| AnalysedClause::new(clause, &labels, language, service.taxonomy());
    Ok(Analysis { language, clauses: clauses.map(wire).collect() })
}
