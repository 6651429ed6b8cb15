//! The server over the bundled sample, called without sockets.

use std::path::Path;
use std::sync::{Arc, LazyLock};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use clausedex::taxonomy::Taxonomy;
use clausedex::web::{self, Service};
use serde_json::Value;
use tower::ServiceExt;

use crate::archives::sample_engine;

/// What the server answered.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

impl Answer {
    /// The body as JSON.
    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }

    /// The value of a header; empty when there is none.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
}

/// The server's answer to any request.
pub(crate) async fn ask(router: Router, request: Request<Body>) -> Answer {
    let response = router.oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let bytes = to_bytes(body, usize::MAX).await.unwrap();
    let text = String::from_utf8(bytes.into()).unwrap();
    Answer { status: parts.status, headers: parts.headers, text }
}

/// The answer of the sample's server to a GET.
pub(crate) async fn get(address: &str) -> Answer {
    let request = Request::get(address).header("host", "terms.example");
    ask(site(), request.body(Body::empty()).unwrap()).await
}

/// The JSON that the sample's server answers to a GET that succeeds.
pub(crate) async fn json(address: &str) -> Value {
    let answer = get(address).await;
    assert_eq!(answer.status, StatusCode::OK, "{address}: {}", answer.text);
    answer.json()
}

/// The sample's server.
pub(crate) fn site() -> Router {
    static ROUTER: LazyLock<Router> = LazyLock::new(|| {
        sample_engine();
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("sample");
        let service = Service::new(&folder, Arc::new(Taxonomy::bundled())).unwrap();
        service.reload().unwrap();
        web::router(service)
    });
    ROUTER.clone()
}
