//! Spares sending an answer again: an answer is a function of the build and the address.

use axum::extract::Request;
use axum::http::header::{CACHE_CONTROL, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::service::Snapshot;
use crate::document::ContentHash;

/// Marks answers with the build and address that they come from, and answers 304 to those who
/// have them already.
pub(super) async fn revalidate(request: Request, next: Next) -> Response {
    let is_read = matches!(*request.method(), Method::GET | Method::HEAD);
    let snapshot = request.extensions().get::<Snapshot>().filter(|_| is_read);
    let Some(Snapshot(served)) = snapshot else { return next.run(request).await };

    let address = request.uri().path_and_query().map_or("", |address| address.as_str());
    let build = served.build().digest;
    let source = format!("{}\n{build}\n{address}", env!("CARGO_PKG_VERSION"));
    let digest = ContentHash::of(source.as_bytes()).hex();
    // Weak, because the same answer may travel compressed or not.
    let tag = format!("W/\"{}\"", &digest[..32]);
    let is_known = request.headers().get(IF_NONE_MATCH).is_some_and(|known| is_known(known, &tag));

    let mut response =
        if is_known { StatusCode::NOT_MODIFIED.into_response() } else { next.run(request).await };
    if matches!(response.status(), StatusCode::OK | StatusCode::NOT_MODIFIED) {
        let value = HeaderValue::try_from(tag).expect("hexadecimal digits stand in a header");
        response.headers_mut().insert(ETAG, value);
    }
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response
}

/// Whether the tag is among those of an `If-None-Match`.
pub(super) fn is_known(known: &HeaderValue, tag: &str) -> bool {
    known.to_str().is_ok_and(|known| known.split(',').any(|known| known.trim() == tag))
}
