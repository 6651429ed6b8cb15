//! The style sheet, the script and the icon, embedded, under names that change with their content.

use std::sync::{Arc, LazyLock};

use axum::Router;
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use crate::document::ContentHash;
use crate::web::Service;

const STYLE: &str = concat!(
    include_str!("style/base.css"),
    include_str!("style/frame.css"),
    include_str!("style/search.css"),
    include_str!("style/clause.css"),
    include_str!("style/document.css"),
    include_str!("style/reference.css"),
);

const SCRIPT: &str = include_str!("script/suggest.js");

const ICON: &str = include_str!("style/icon.svg");

/// The address of the style sheet.
pub(super) static STYLE_ADDRESS: LazyLock<String> = LazyLock::new(|| named("site", STYLE, "css"));

/// The address of the script of the search box.
pub(super) static SCRIPT_ADDRESS: LazyLock<String> =
    LazyLock::new(|| named("suggest", SCRIPT, "js"));

/// The address of the icon.
pub(super) static ICON_ADDRESS: LazyLock<String> = LazyLock::new(|| named("icon", ICON, "svg"));

/// The assets' routes.
pub(in crate::web) fn routes() -> Router<Arc<Service>> {
    Router::new()
        .route(&STYLE_ADDRESS, get(|| async { asset("text/css; charset=utf-8", STYLE) }))
        .route(&SCRIPT_ADDRESS, get(|| async { asset("text/javascript; charset=utf-8", SCRIPT) }))
        .route(&ICON_ADDRESS, get(|| async { asset("image/svg+xml", ICON) }))
}

fn named(name: &str, content: &str, extension: &str) -> String {
    let hash = ContentHash::of(content.as_bytes()).hex();
    format!("/assets/{name}.{}.{extension}", &hash[..12])
}

fn asset(kind: &'static str, content: &'static str) -> Response {
    let for_ever = HeaderValue::from_static("public, max-age=31536000, immutable");
    let kind = HeaderValue::from_static(kind);
    ([(CONTENT_TYPE, kind), (CACHE_CONTROL, for_ever)], content).into_response()
}
