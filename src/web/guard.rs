//! What stands before every handler: bounds on a request's head and time, and answers in the
//! agreed shape for whatever goes wrong.

use std::any::Any;

use axum::extract::Request;
use axum::http::header::{ACCEPT, VARY};
use axum::http::{HeaderMap, HeaderValue, Method, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::limits::{HEADER_BYTES, HEADERS, REQUEST_TIME, URI_BYTES};
use super::pages;
use super::problem::{Code, Problem};

/// Refuses requests whose address or headers are beyond the limits.
pub(super) async fn bound_head(request: Request, next: Next) -> Response {
    let uri = request.uri();
    let bytes = uri.path().len() + uri.query().map_or(0, |query| query.len() + 1);
    if bytes > URI_BYTES {
        let detail = format!("The address has {bytes} bytes; at most {URI_BYTES} are allowed.");
        return Problem::new(Code::UriTooLong, detail)
            .with_limit("uri-bytes", URI_BYTES as u64, bytes as u64)
            .into_response();
    }
    let headers = request.headers();
    let count = headers.len();
    if count > HEADERS {
        let detail = format!("There are {count} headers; at most {HEADERS} are allowed.");
        return Problem::new(Code::HeadersTooLarge, detail)
            .with_limit("headers", HEADERS as u64, count as u64)
            .into_response();
    }
    let bytes: usize = headers.iter().map(|(name, value)| name.as_str().len() + value.len()).sum();
    if bytes > HEADER_BYTES {
        let detail = format!("The headers have {bytes} bytes; at most {HEADER_BYTES} are allowed.");
        return Problem::new(Code::HeadersTooLarge, detail)
            .with_limit("header-bytes", HEADER_BYTES as u64, bytes as u64)
            .into_response();
    }
    next.run(request).await
}

/// Gives up requests that take too long, such as those whose body never ends.
pub(super) async fn bound_time(request: Request, next: Next) -> Response {
    match tokio::time::timeout(REQUEST_TIME, next.run(request)).await {
        Ok(response) => response,
        Err(_) => {
            let seconds = REQUEST_TIME.as_secs();
            let detail = format!("The request was given up after {seconds} seconds.");
            Problem::new(Code::TimedOut, detail).with_retry_after(5).into_response()
        }
    }
}

/// Shows problems as pages to those who read pages.
pub(super) async fn show_problems(request: Request, next: Next) -> Response {
    let is_page = is_page(request.uri(), request.headers());
    let mut response = next.run(request).await;
    let Some(problem) = response.extensions().get::<Problem>() else { return response };
    if is_page {
        let page = pages::problem_page(problem);
        let (parts, _) = response.into_parts();
        response = (parts.status, page).into_response();
        // `Allow` and `Retry-After` hold for the page as well.
        for name in ["allow", "retry-after"] {
            if let Some(value) = parts.headers.get(name) {
                response.headers_mut().insert(name, value.clone());
            }
        }
        response.extensions_mut().extend(parts.extensions);
    }
    response.headers_mut().append(VARY, HeaderValue::from_static("accept"));
    response
}

/// Whether a problem at this address is read by a person in a browser.
fn is_page(uri: &Uri, headers: &HeaderMap) -> bool {
    let accept = headers.get(ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    !uri.path().starts_with("/api/") && accept.contains("text/html")
}

/// Answers a request for which there is no route.
pub(super) async fn unknown_route(uri: Uri) -> Problem {
    let path: String = uri.path().chars().take(100).collect();
    Problem::new(Code::UnknownRoute, format!("There is nothing at `{path}`; see /docs."))
}

/// Answers a request whose route does not take its method.
pub(super) async fn method_not_allowed(method: Method) -> Problem {
    let detail = format!("This address does not take {method}; `Allow` lists what it takes.");
    Problem::new(Code::MethodNotAllowed, detail)
}

/// Answers a request whose handler panicked.
#[expect(clippy::needless_pass_by_value, reason = "the layer hands over the panic")]
pub(super) fn panicked(panic: Box<dyn Any + Send>) -> Response {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    let text = text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default();
    tracing::error!(panic = text, "a handler panicked");
    let detail = "The server failed to answer. The cause has been logged.";
    Problem::new(Code::Internal, detail).into_response()
}

#[cfg(test)]
mod tests {
    use axum::Router;
    use axum::body::Body;
    use axum::http::StatusCode;
    use axum::routing::get;
    use tower::ServiceExt;
    use tower_http::catch_panic::CatchPanicLayer;

    use super::*;

    #[tokio::test]
    async fn a_panic_is_a_problem() {
        let handler = async || -> &'static str { panic!("a secret") };
        let router =
            Router::new().route("/", get(handler)).layer(CatchPanicLayer::custom(panicked));
        let request = Request::get("/").body(Body::empty()).unwrap();
        let response = router.oneshot(request).await.unwrap();
        assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
        let problem = response.extensions().get::<Problem>().unwrap();
        assert!(!problem.detail().contains("secret"));
    }
}
