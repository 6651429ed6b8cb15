//! The answers that every address of the API may give instead, for its description.

use utoipa::IntoResponses;

use crate::web::problem::ProblemDetails;

/// Problems.
#[derive(IntoResponses)]
#[expect(dead_code, reason = "it is read by the derive, which describes the answers")]
pub(in crate::web) enum Failures {
    /// The request is to be mended.
    #[response(status = "4XX", content_type = "application/problem+json")]
    Request(ProblemDetails),
    /// The server cannot answer now.
    #[response(status = "5XX", content_type = "application/problem+json")]
    Server(ProblemDetails),
}
