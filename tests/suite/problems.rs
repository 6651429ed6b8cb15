//! Bad requests: each gets a problem with a stable code that says what to mend.

use std::sync::Arc;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use clausedex::taxonomy::Taxonomy;
use clausedex::web::{self, Service};
use serde_json::json;

use crate::site::{Answer, ask, get, site};

#[track_caller]
fn check(answer: &Answer, status: u16, code: &str) {
    assert_eq!(answer.status.as_u16(), status, "{}", answer.text);
    assert_eq!(answer.header("content-type"), "application/problem+json", "{}", answer.text);
    let problem = answer.json();
    assert_eq!(problem["code"], code, "{problem}");
    assert_eq!(problem["status"], status, "{problem}");
    assert!(problem["detail"].as_str().is_some_and(|detail| detail.ends_with(['.', '?'])));
}

#[tokio::test]
async fn a_bad_parameter_is_named() {
    let cases = [
        ("clauses?limit=0", "invalid-parameter", "limit"),
        ("clauses?limit=101", "limit-exceeded", "limit"),
        ("clauses?limit=many", "invalid-parameter", "limit"),
        ("clauses?q=%ff", "invalid-encoding", "q"),
        ("clauses?q=a&q=b", "repeated-parameter", "q"),
        ("clauses?serverity=high", "unknown-parameter", "serverity"),
        ("clauses?type=arbitraton", "unknown-value", "type"),
        ("clauses?severity=awful", "unknown-value", "severity"),
        ("clauses?platform=nobody", "unknown-value", "platform"),
        ("clauses?as_of=yesterday", "invalid-parameter", "as_of"),
        ("clauses?sort=random", "invalid-parameter", "sort"),
        ("clauses?group=country", "invalid-parameter", "group"),
        ("clauses?facets=colour", "invalid-parameter", "facets"),
        ("clauses?ever=perhaps", "invalid-parameter", "ever"),
        ("clauses?cursor=abc", "stale-cursor", "cursor"),
        ("clauses?strict=true&q=%22open", "invalid-query", "q"),
        ("compare", "missing-parameter", "type"),
        ("compare?type=arbitration&clause=CX-0000000000", "invalid-parameter", "clause"),
        ("limits?limit=5", "unknown-parameter", "limit"),
    ];
    for (address, code, parameter) in cases {
        let answer = get(&format!("/api/v1/{address}")).await;
        check(&answer, 400, code);
        assert_eq!(answer.json()["parameter"], parameter, "{address}");
    }
}

#[tokio::test]
async fn what_is_almost_right_gets_a_suggestion() {
    let cases = [
        ("clauses?serverity=high", "severity"),
        ("clauses?type=arbitraton", "arbitration"),
        ("clauses?platform=lumenrel", "lumenreel"),
        ("clauses?facets=platfrom", "platform"),
        ("clauses?sort=relevence", "relevance"),
        ("clauses?strict=true&q=%22class+action+(waiver", "class action waiver"),
        ("platforms/lumenrel", "lumenreel"),
        ("clause-types/arbitraton", "arbitration"),
        ("documents/lumenreel/terms-of-servce", "terms-of-service"),
    ];
    for (address, suggestion) in cases {
        let problem = get(&format!("/api/v1/{address}")).await.json();
        assert_eq!(problem["suggestion"], suggestion, "{address}: {problem}");
    }
}

#[tokio::test]
async fn what_is_not_there_is_not_found() {
    let cases = [
        ("/nowhere", "unknown-route"),
        ("/api/v1", "unknown-route"),
        ("/api/v1/clauses/", "unknown-route"),
        ("/api/v1/clauses/CX-0000000000", "unknown-record"),
        ("/api/v1/clauses/arbitration", "unknown-record"),
        ("/api/v1/platforms/nobody", "unknown-platform"),
        ("/api/v1/documents/nobody/terms", "unknown-platform"),
        ("/api/v1/documents/lumenreel/nothing", "unknown-document"),
        ("/api/v1/documents/lumenreel/terms-of-service/versions/12", "unknown-version"),
        ("/api/v1/clause-types/nothing", "unknown-type"),
    ];
    for (address, code) in cases {
        check(&get(address).await, 404, code);
    }
}

#[tokio::test]
async fn a_limit_says_what_it_is_and_what_was_asked() {
    let long = "a".repeat(1_500);
    let problem = get(&format!("/api/v1/clauses?q={long}")).await;
    check(&problem, 400, "limit-exceeded");
    let problem = problem.json();
    assert_eq!(problem["limit"], "query-bytes");
    assert_eq!((&problem["maximum"], &problem["found"]), (&json!(1024), &json!(1500)));

    let limits = get("/api/v1/limits").await.json();
    let limits = limits["limits"].as_array().unwrap().clone();
    for name in ["query-bytes", "page-clauses", "uri-bytes", "headers", "document-bytes"] {
        assert!(limits.iter().any(|limit| limit["name"] == name), "{name} is not listed");
    }
}

#[tokio::test]
async fn an_overlong_head_is_refused() {
    check(&get(&format!("/api/v1/clauses?q={}", "a".repeat(10_000))).await, 414, "uri-too-long");

    let mut many = Request::get("/api/v1/limits");
    for number in 0..70 {
        many = many.header(format!("x-{number}"), "1");
    }
    let many = ask(site(), many.body(Body::empty()).unwrap()).await;
    check(&many, 431, "headers-too-large");

    let large = Request::get("/api/v1/limits").header("x-large", "a".repeat(17_000));
    check(&ask(site(), large.body(Body::empty()).unwrap()).await, 431, "headers-too-large");
}

#[tokio::test]
async fn a_body_that_cannot_be_analysed_is_refused() {
    let send = async |kind: &'static str, body: Vec<u8>| {
        let request = Request::post("/api/v1/analyze").header("content-type", kind);
        ask(site(), request.body(Body::from(body)).unwrap()).await
    };
    check(&send("application/json", b"{}".to_vec()).await, 415, "unsupported-media-type");
    check(&send("text/plain", b"fine \xff".to_vec()).await, 400, "invalid-encoding");
    check(&send("text/plain", vec![b'a'; (1 << 20) + 1]).await, 413, "body-too-large");
    assert_eq!(send("text/plain", Vec::new()).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_wrong_method_is_told_the_right_ones() {
    let delete = Request::delete("/api/v1/clauses").body(Body::empty()).unwrap();
    let answer = ask(site(), delete).await;
    check(&answer, 405, "method-not-allowed");
    assert_eq!(answer.header("allow"), "GET,HEAD");
}

#[tokio::test]
async fn hostile_queries_are_answered() {
    let queries = [
        "%28".repeat(1_000),
        "%22".repeat(700),
        "-+-+-".to_owned(),
        "%3A%3A%3A".to_owned(),
        "a+OR".to_owned(),
        "%F0%9F%92%A9+%E2%80%AE".to_owned(),
        "to+the+%2F255+of".to_owned(),
        "%C2%A7+4%2F5".to_owned(),
        "a!+b!+c!".to_owned(),
    ];
    for query in queries {
        let answer = get(&format!("/api/v1/clauses?q={query}")).await;
        assert!(answer.status.as_u16() < 500, "{query}: {}", answer.text);
    }
}

#[tokio::test]
async fn without_an_index_only_its_absence_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let service = Service::new(folder.path(), Arc::new(Taxonomy::bundled())).unwrap();
    assert!(service.reload().is_err());
    let router = web::router(service);
    let get = |address: &str| Request::get(address).body(Body::empty()).unwrap();
    assert_eq!(ask(router.clone(), get("/livez")).await.status, StatusCode::OK);
    for address in ["/readyz", "/api/v1/clauses", "/api/v1/platforms", "/"] {
        let answer = ask(router.clone(), get(address)).await;
        check(&answer, 503, "not-ready");
        assert_eq!(answer.header("retry-after"), "5");
    }
    assert_eq!(ask(router.clone(), get("/api/v1/limits")).await.status, StatusCode::OK);
    assert_eq!(ask(router, get("/docs")).await.status, StatusCode::OK);
}
