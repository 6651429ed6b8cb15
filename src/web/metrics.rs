//! Counts and times requests, logs each once, and shows the numbers to Prometheus.

use std::sync::Arc;
use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderValue, Method};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::{Registry, Unit};
use tower_http::request_id::RequestId;
use tracing::Instrument;

use super::Service;
use super::problem::Problem;

/// Upper ends of the classes of response times, in seconds.
const CLASSES: [f64; 10] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1.0, 10.0];

/// What is counted of a request.
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Answered {
    method: &'static str,
    route: String,
    status: u16,
}

/// The route of a request.
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Route {
    route: String,
}

/// The numbers that grow with every request.
#[derive(Debug)]
pub(super) struct Metrics {
    requests: Family<Answered, Counter>,
    seconds: Family<Route, Histogram, fn() -> Histogram>,
}

impl Metrics {
    pub(super) fn new() -> Self {
        let histogram: fn() -> Histogram = || Histogram::new(CLASSES);
        Self { requests: Family::default(), seconds: Family::new_with_constructor(histogram) }
    }
}

/// Counts, times and logs each request.
pub(super) async fn observe(
    State(service): State<Arc<Service>>,
    request: Request,
    next: Next,
) -> Response {
    let start = Instant::now();
    let route = match request.extensions().get::<MatchedPath>() {
        Some(path) => path.as_str().to_owned(),
        None => "none".to_owned(),
    };
    let method = known_method(request.method());
    let path = request.uri().path().to_owned();
    let id = request.extensions().get::<RequestId>();
    let id = id.and_then(|id| id.header_value().to_str().ok()).unwrap_or_default();
    let span = tracing::info_span!("request", id, method, path);

    let response = next.run(request).instrument(span.clone()).await;

    let seconds = start.elapsed().as_secs_f64();
    let status = response.status().as_u16();
    let code = response.extensions().get::<Problem>().map(|problem| problem.code().name());
    span.in_scope(|| tracing::info!(status, code, milliseconds = seconds * 1e3, "answered"));
    service.metrics.seconds.get_or_create(&Route { route: route.clone() }).observe(seconds);
    service.metrics.requests.get_or_create(&Answered { method, route, status }).inc();
    response
}

/// The method's name; one name for all that nobody needs, since anyone can make up more.
fn known_method(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}

/// The numbers, in the text format of `OpenMetrics`.
pub(super) async fn show(State(service): State<Arc<Service>>) -> Response {
    let mut registry = Registry::with_prefix("clausedex");
    let metrics = &service.metrics;
    registry.register("http_requests", "Answered requests", metrics.requests.clone());
    registry.register_with_unit(
        "http_response",
        "Time to the head of the answer",
        Unit::Seconds,
        metrics.seconds.clone(),
    );
    let gauge = |value: u64| {
        let gauge = Gauge::<i64>::default();
        gauge.set(i64::try_from(value).unwrap_or(i64::MAX));
        gauge
    };
    let (running, admitted) = (service.pool.running(), service.pool.admitted());
    registry.register("searches_running", "Searches that run", gauge(running as u64));
    let waiting = admitted.saturating_sub(running);
    registry.register("searches_waiting", "Searches that wait", gauge(waiting as u64));
    if let Some(served) = service.served() {
        let build = served.build();
        let counts = build.manifest.counts;
        for (name, help, value) in [
            ("index_platforms", "Platforms in the index", counts.platforms),
            ("index_documents", "Documents in the index", counts.documents),
            ("index_versions", "Versions in the index", counts.versions),
            ("index_states", "Clause states in the index", counts.states),
            ("index_current", "Clauses that stand now", counts.current),
        ] {
            registry.register(name, help, gauge(value));
        }
        let digest = Info::new(vec![("digest", build.digest.to_string())]);
        registry.register("index_build", "The build that is served", digest);
    }
    let mut text = String::new();
    encode(&mut text, &registry).expect("writing to a string cannot fail");
    let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    ([(CONTENT_TYPE, HeaderValue::from_static(kind))], text).into_response()
}
