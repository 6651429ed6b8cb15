//! The command line and the API are two faces of the same functions.

use std::process::Command;
use std::sync::Arc;

use axum::body::Body;
use axum::http::Request;
use clausedex::taxonomy::Taxonomy;
use clausedex::web::{self, Service};
use tower::ServiceExt;

/// What the API answers to a `GET` of `address`.
fn api(service: &Arc<Service>, address: &str) -> String {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let request = Request::get(address).header("host", "127.0.0.1:8080");
        let request = request.body(Body::empty()).unwrap();
        let answer = web::router(Arc::clone(service)).oneshot(request).await.unwrap();
        let body = axum::body::to_bytes(answer.into_body(), usize::MAX).await.unwrap();
        String::from_utf8(body.into()).unwrap()
    })
}

#[test]
fn json_on_the_command_line_is_what_the_api_answers() {
    let folder = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_clausedex"));
        command.args(arguments).args(["--index", "index"]).current_dir(folder.path());
        let output = command.output().unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.success(), "{stderr}");
        (String::from_utf8(output.stdout).unwrap(), stderr)
    };
    let cli = |arguments: &[&str]| run(arguments).0;
    cli(&["index"]);
    let taxonomy = Arc::new(Taxonomy::bundled());
    let service = Service::new(&folder.path().join("index"), taxonomy).unwrap();
    service.reload().unwrap();

    let found: serde_json::Value =
        serde_json::from_str(&cli(&["search", "refund", "--json"])).unwrap();
    let record = found["clauses"][0]["id"].as_str().unwrap();
    for (arguments, address) in [
        (&["search", "refund", "--json"][..], "/api/v1/clauses?q=refund".to_owned()),
        (
            &["search", "--json", "court", "--platform", "Lumenreel", "--group", "platform"],
            "/api/v1/clauses?q=court&platform=Lumenreel&group=platform".to_owned(),
        ),
        (
            &[
                "search",
                "--json",
                "--as-of",
                "2021-05-01",
                "--facets=type,severity",
                "--limit",
                "3",
            ],
            "/api/v1/clauses?as_of=2021-05-01&facets=type,severity&limit=3".to_owned(),
        ),
        (
            &["search", "--json", "(a", "--ever", "--sort", "newest"],
            "/api/v1/clauses?q=(a&ever=true&sort=newest".to_owned(),
        ),
        (
            &["search", "--json", "you", "--unfold", "--limit", "50"],
            "/api/v1/clauses?q=you&fold=false&limit=50".to_owned(),
        ),
        (
            &["search", "--json", "whom might they sell my dta", "--severity", "high"],
            "/api/v1/clauses?q=whom%20might%20they%20sell%20my%20dta&severity=high".to_owned(),
        ),
        (&["show", record, "--json"], format!("/api/v1/clauses/{record}")),
        (&["show", record, "--history", "--json"], format!("/api/v1/clauses/{record}/history")),
        (
            &["show", record, "--query", "refund OR fee", "--json"],
            format!("/api/v1/clauses/{record}?q=refund+OR+fee"),
        ),
        (&["suggest", "class", "act", "--json"], "/api/v1/suggest?q=class+act".to_owned()),
        (&["compare", "arbitration", "--json"], "/api/v1/compare?type=arbitration".to_owned()),
    ] {
        assert_eq!(cli(arguments), api(&service, &address) + "\n", "{address}");
    }
    for format in ["csv", "jsonl"] {
        let address = format!("/api/v1/clauses/export?format={format}&q=refund&limit=7");
        let exported = cli(&["search", "refund", "--format", format, "--limit", "7"]);
        assert_eq!(exported, api(&service, &address), "{format}");
    }
    for format in ["atom", "json"] {
        let address = format!("/feeds/search.{format}?q=refund&severity=low");
        let feed = cli(&["feed", "refund", "--severity", "low", "--format", format]);
        assert_eq!(feed, api(&service, &address), "{format}");
    }
    for format in ["text", "bibtex", "ris", "csl-json"] {
        let address = format!("/api/v1/clauses/{record}/citation?format={format}");
        let cited = cli(&["show", record, "--cite", format]);
        assert_eq!(cited, api(&service, &address), "{format}");
    }
    // What the API offers beside its answer goes to stderr, a line each.
    for (arguments, hint) in [
        (&["search", "arbitraton"][..], "hint: did you mean `arbitration`? "),
        (&["search", "arbitration", "zzzz"], "hint: `arbitration` finds "),
        (
            &["search", "can they sell my data", "--widen=false"],
            "hint: looking for Sale of personal data? ",
        ),
        (
            &["search", "arbitration", "--platform", "cirrostack"],
            "hint: without the filter platform, ",
        ),
    ] {
        let (stdout, stderr) = run(arguments);
        assert!(stderr.contains(hint) && !stdout.contains("hint: "), "{arguments:?}: {stderr}");
    }
}
