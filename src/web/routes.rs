//! Every address, and the layers that each request goes through.

use std::sync::Arc;

use axum::http::{HeaderName, HeaderValue, Method, header};
use axum::routing::get;
use axum::{Router, middleware};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::cors::{Any, CorsLayer};
use tower_http::request_id::{MakeRequestUuid, PropagateRequestIdLayer, SetRequestIdLayer};
use tower_http::set_header::SetResponseHeaderLayer;

use super::{Service, api, guard, health, metrics, pages, service};

/// What the pages may load: nothing but their own style sheet, images and one script, which asks
/// this server alone and without which everything works but suggestions.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; \
     script-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// All that the server answers; it can be called without a socket.
pub fn router(service: Arc<Service>) -> Router {
    let (api, description) = api::routes();
    let router = api
        .merge(pages::routes(description))
        .route("/livez", get(health::live))
        .route("/readyz", get(health::ready))
        .route("/metrics", get(metrics::show))
        .merge(pages::assets())
        .fallback(guard::unknown_route)
        .method_not_allowed_fallback(guard::method_not_allowed);
    with_layers(router, &service).with_state(service)
}

/// The layers, the innermost first.
fn with_layers(router: Router<Arc<Service>>, service: &Arc<Service>) -> Router<Arc<Service>> {
    let fixed = |name: HeaderName, value| {
        SetResponseHeaderLayer::overriding(name, HeaderValue::from_static(value))
    };
    let cors = CorsLayer::new()
        .allow_origin(Any)
        .allow_methods([Method::GET, Method::HEAD, Method::POST])
        .allow_headers([header::CONTENT_TYPE, header::IF_MODIFIED_SINCE, header::IF_NONE_MATCH])
        .expose_headers([
            header::CONTENT_DISPOSITION,
            header::ETAG,
            header::LINK,
            header::RETRY_AFTER,
            HeaderName::from_static("x-clause-count"),
            HeaderName::from_static("x-total-count"),
        ]);
    router
        .layer(middleware::from_fn_with_state(Arc::clone(service), service::take_snapshot))
        .layer(middleware::from_fn(guard::bound_time))
        .layer(middleware::from_fn(guard::bound_head))
        .layer(CatchPanicLayer::custom(guard::panicked))
        .layer(middleware::from_fn(guard::show_problems))
        .layer(CompressionLayer::new())
        .layer(cors)
        .layer(fixed(header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY))
        .layer(fixed(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(fixed(header::REFERRER_POLICY, "no-referrer"))
        .layer(middleware::from_fn_with_state(Arc::clone(service), metrics::observe))
        .layer(PropagateRequestIdLayer::x_request_id())
        .layer(SetRequestIdLayer::x_request_id(MakeRequestUuid))
}
