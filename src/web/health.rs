//! Whether the process lives and whether it can answer, for those who run it.

use std::sync::Arc;

use axum::extract::State;
use axum::response::{IntoResponse, Response};

use super::Service;
use super::problem::{Code, Problem};

/// The process runs.
pub(super) async fn live() -> &'static str {
    "live\n"
}

/// There is a build to answer from.
pub(super) async fn ready(State(service): State<Arc<Service>>) -> Response {
    match service.served() {
        Some(_) => "ready\n".into_response(),
        None => Problem::new(Code::NotReady, "There is no index yet.")
            .with_retry_after(5)
            .into_response(),
    }
}
