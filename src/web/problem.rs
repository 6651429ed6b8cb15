//! What an answer says when there is none to give: RFC 9457 problems with stable codes.

mod code;
mod convert;

use std::error::Error;

use axum::http::header::{CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::{Serialize, Serializer};
use utoipa::ToSchema;

use super::wire::ProblemCode;

pub(super) use code::Code;
pub(super) use convert::sentence;

/// The most characters of what was given that a problem repeats.
const SHOWN_MAX: usize = 60;

/// What a problem repeats of what was given: its beginning.
pub(super) fn shown(given: &str) -> String {
    given.chars().take(SHOWN_MAX).collect()
}

/// Why a request has no answer, in words for the caller.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Problem(Box<ProblemDetails>);

/// A problem as it goes over the wire.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(super) struct ProblemDetails {
    /// Where the code is explained.
    #[serde(rename = "type", serialize_with = "explanation")]
    #[schema(value_type = String, example = "/docs#unknown-parameter")]
    kind: Code,
    /// What is wrong, in general.
    title: &'static str,
    /// The HTTP status.
    status: u16,
    /// What is wrong, in a word that does not change.
    #[schema(value_type = ProblemCode)]
    code: Code,
    /// What is wrong, in this case.
    detail: String,
    /// The parameter that is to be mended.
    #[serde(skip_serializing_if = "Option::is_none")]
    parameter: Option<String>,
    /// The limit that was exceeded, as `/api/v1/limits` names it.
    #[serde(skip_serializing_if = "Option::is_none")]
    limit: Option<String>,
    /// The most that the limit allows.
    #[serde(skip_serializing_if = "Option::is_none")]
    maximum: Option<u64>,
    /// What was asked instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    found: Option<u64>,
    /// Where it is wrong: a byte of the parameter's value, or of the query string when that cannot
    /// be decoded.
    #[serde(skip_serializing_if = "Option::is_none")]
    position: Option<usize>,
    /// What was probably meant.
    #[serde(skip_serializing_if = "Option::is_none")]
    suggestion: Option<String>,
    /// After how many seconds the same request may succeed.
    #[serde(skip)]
    retry_after: Option<u32>,
}

impl Problem {
    /// A problem of that code; `detail` says what is wrong in this case.
    pub(super) fn new(code: Code, detail: impl Into<String>) -> Self {
        Self(Box::new(ProblemDetails {
            kind: code,
            title: code.title(),
            status: code.status().as_u16(),
            code,
            detail: detail.into(),
            parameter: None,
            limit: None,
            maximum: None,
            found: None,
            position: None,
            suggestion: None,
            retry_after: None,
        }))
    }

    /// A failure that is not the caller's doing: its cause is logged here, once, and not told.
    pub(super) fn internal(error: &dyn Error) -> Self {
        let mut causes = error.to_string();
        let mut next = error.source();
        while let Some(cause) = next {
            causes = format!("{causes}: {cause}");
            next = cause.source();
        }
        tracing::error!(cause = causes, "a request failed");
        Self::new(Code::Internal, "The server failed to answer. The cause has been logged.")
    }

    /// Names the parameter that is to be mended.
    pub(super) fn with_parameter(mut self, name: impl Into<String>) -> Self {
        self.0.parameter = Some(name.into());
        self
    }

    /// Names the limit, the most that it allows and what was asked.
    pub(super) fn with_limit(mut self, name: impl Into<String>, maximum: u64, found: u64) -> Self {
        self.0.limit = Some(name.into());
        self.0.maximum = Some(maximum);
        self.0.found = Some(found);
        self
    }

    /// Says at which byte it is wrong.
    pub(super) fn with_position(mut self, position: usize) -> Self {
        self.0.position = Some(position);
        self
    }

    /// Says what was probably meant.
    pub(super) fn with_suggestion(mut self, suggestion: Option<impl Into<String>>) -> Self {
        self.0.suggestion = suggestion.map(Into::into);
        self
    }

    /// Asks the caller to try again after that many seconds.
    pub(super) fn with_retry_after(mut self, seconds: u32) -> Self {
        self.0.retry_after = Some(seconds);
        self
    }

    /// The HTTP status.
    pub(super) fn status(&self) -> StatusCode {
        self.0.code.status()
    }

    /// What is wrong, in a word that does not change.
    pub(super) fn code(&self) -> Code {
        self.0.code
    }

    /// What is wrong, in general.
    pub(super) fn title(&self) -> &'static str {
        self.0.title
    }

    /// What is wrong, in this case.
    pub(super) fn detail(&self) -> &str {
        &self.0.detail
    }
}

impl IntoResponse for Problem {
    /// The problem as JSON; it also goes along as an extension, so that a page can show it.
    fn into_response(self) -> Response {
        let body = serde_json::to_vec(&self).expect("a problem is plain data");
        let mut response = (self.status(), body).into_response();
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if let Some(seconds) = self.0.retry_after {
            headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        response.extensions_mut().insert(self);
        response
    }
}

fn explanation<S: Serializer>(code: &Code, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&format_args!("/docs#{}", code.name()))
}
