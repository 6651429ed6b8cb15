//! Exports: the same clauses as the search, whole or broken off, and bounded.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use clausedex::indexer::{self, Silent};
use clausedex::taxonomy::Taxonomy;
use clausedex::web::{self, Service};
use serde_json::Value;
use tower::ServiceExt;

use crate::archives::{contrib_engine, sample_engine};
use crate::site::{Answer, ask, get, json};

/// What exports have in common with the answer of a search.
const SHARED: [&str; 17] = [
    "id",
    "wording",
    "platform",
    "document",
    "document_type",
    "heading",
    "text",
    "types",
    "category",
    "severity",
    "usual_severity",
    "jurisdictions",
    "regulations",
    "terms",
    "valid_from",
    "valid_to",
    "version",
];

const QUERIES: [&str; 6] = [
    "q=arbitration",
    "severity=high&sort=newest",
    "q=data&group=platform",
    "q=refund&as_of=2023-01-01",
    "q=%22personal+data%22&ever=true&sort=severity",
    "q=added:2024..",
];

/// Everything that a search finds, page by page, nothing folded.
async fn found(query: &str) -> Vec<Value> {
    let mut clauses = Vec::new();
    let mut cursor = String::new();
    loop {
        let address =
            format!("/api/v1/clauses?{query}&fold=false&limit=100&facets=none&cursor={cursor}");
        let page = json(&address).await;
        clauses.extend(page["clauses"].as_array().unwrap().clone());
        match page["next_cursor"].as_str() {
            Some(next) => next.clone_into(&mut cursor),
            None => return clauses,
        }
    }
}

async fn export(format: &str, query: &str) -> Answer {
    let answer = get(&format!("/api/v1/clauses/export?format={format}&{query}")).await;
    assert_eq!(answer.status, StatusCode::OK, "{query}: {}", answer.text);
    answer
}

fn lines(answer: &Answer) -> Vec<Value> {
    answer.text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// A line of JSON as the cells of CSV, by column.
fn cell(line: &Value, column: &str) -> String {
    let text = |value: &Value| match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let cell = match (column, &line[column]) {
        ("span_start", _) => text(&line["span"][0]),
        ("span_end", _) => text(&line["span"][1]),
        ("types", types) => {
            let types = types.as_array().unwrap().iter();
            let types = types.map(|one| {
                let confidence = one["confidence"].as_f64().unwrap() as f32;
                format!("{} {confidence}", text(&one["slug"]))
            });
            types.collect::<Vec<_>>().join("; ")
        }
        ("terms", terms) => {
            let terms = terms.as_array().unwrap().iter().map(|term| {
                let operator = term.get("operator").map(|one| format!(" ({})", text(one)));
                let value = format!(
                    "{}={} {}",
                    text(&term["name"]),
                    text(&term["value"]),
                    text(&term["unit"])
                );
                format!("{}{}", value.trim_end(), operator.unwrap_or_default())
            });
            terms.collect::<Vec<_>>().join("; ")
        }
        (_, Value::Array(values)) => {
            let joint = if column == "heading" { " › " } else { "; " };
            values.iter().map(text).collect::<Vec<_>>().join(joint)
        }
        (_, value) => text(value),
    };
    let is_armed = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if is_armed { format!("'{cell}") } else { cell }
}

#[tokio::test]
async fn exports_hold_what_the_search_finds_in_its_order() {
    for query in QUERIES {
        let found = found(query).await;
        assert!(!found.is_empty(), "{query}");
        let answer = export("jsonl", query).await;
        assert_eq!(answer.header("content-type"), "application/x-ndjson");
        let lines = lines(&answer);
        assert_eq!(lines.len(), found.len(), "{query}");
        for (line, clause) in lines.iter().zip(&found) {
            for key in SHARED {
                assert_eq!(line[key], clause[key], "{query}: {key}");
            }
            assert_eq!(line["span"], clause["span"]);
        }

        let answer = export("csv", query).await;
        assert_eq!(answer.header("content-type"), "text/csv; charset=utf-8; header=present");
        let mut table = csv::Reader::from_reader(answer.text.as_bytes());
        let columns = table.headers().unwrap().clone();
        let rows: Vec<_> = table.records().map(Result::unwrap).collect();
        assert_eq!(rows.len(), lines.len(), "{query}");
        for (row, line) in rows.iter().zip(&lines) {
            for (column, value) in columns.iter().zip(row) {
                assert_eq!(value, cell(line, column), "{query}: {column}");
            }
        }
        let keys = lines[0].as_object().unwrap().len();
        assert_eq!(columns.len(), keys + 1, "the span alone takes two columns");
    }
}

#[tokio::test]
async fn an_exported_clause_can_be_cited_and_opened() {
    let answer = export("jsonl", "q=arbitration&limit=3").await;
    let disposition = "attachment; filename=\"clausedex-arbitration.jsonl\"";
    assert_eq!(answer.header("content-disposition"), disposition);
    for line in lines(&answer) {
        let (id, wording) = (line["id"].as_str().unwrap(), &line["wording"]);
        let citation = get(&format!("/api/v1/clauses/{id}/citation?wording={wording}")).await;
        assert_eq!(line["citation"], citation.text.trim_end());
        assert_eq!(get(line["page"].as_str().unwrap()).await.status, StatusCode::OK);
        assert_eq!(line["attribution"], Value::Null, "the sample's texts are our own");
    }
    let grouped = lines(&export("jsonl", "q=data&group=platform").await);
    assert!(grouped.iter().all(|line| line["of_platform"].as_u64() > Some(0)));
}

#[tokio::test]
async fn what_lies_beyond_the_limit_is_told_and_can_be_reached() {
    let whole = lines(&export("jsonl", "q=data&sort=newest").await);
    let mut address = "/api/v1/clauses/export?format=jsonl&q=data&sort=newest&limit=100".to_owned();
    let mut parts = Vec::new();
    loop {
        let answer = get(&address).await;
        let part = lines(&answer);
        assert_eq!(answer.header("x-total-count"), whole.len().to_string());
        assert_eq!(answer.header("x-clause-count"), part.len().to_string());
        parts.extend(part);
        let link = answer.header("link");
        if link.is_empty() {
            break;
        }
        let next = link.strip_prefix('<').and_then(|rest| rest.strip_suffix(">; rel=\"next\""));
        next.unwrap().clone_into(&mut address);
    }
    assert!(whole.len() > 200, "{}", whole.len());
    assert_eq!(parts, whole);

    let nothing = export("csv", "q=zzzz").await;
    assert_eq!(nothing.header("x-total-count"), "0");
    assert_eq!(nothing.text.lines().count(), 1, "the columns are named: {}", nothing.text);
}

#[tokio::test]
async fn a_bad_export_is_a_problem_before_it_begins() {
    for (query, code, parameter) in [
        ("q=a", "missing-parameter", "format"),
        ("format=xlsx", "invalid-parameter", "format"),
        ("format=csv&limit=0", "invalid-parameter", "limit"),
        ("format=csv&limit=100001", "limit-exceeded", "limit"),
        ("format=jsonl&bom=true", "invalid-parameter", "bom"),
        ("format=csv&facets=type", "unknown-parameter", "facets"),
        ("format=csv&fold=false", "unknown-parameter", "fold"),
        ("format=csv&type=arbitraton", "unknown-value", "type"),
        ("format=csv&cursor=x", "stale-cursor", "cursor"),
    ] {
        let answer = get(&format!("/api/v1/clauses/export?{query}")).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{query}");
        let problem = answer.json();
        assert_eq!((&problem["code"], &problem["parameter"]), (&code.into(), &parameter.into()));
    }
}

#[tokio::test]
async fn a_byte_order_mark_is_for_the_spreadsheets_that_pages_lead_to() {
    let plain = export("csv", "q=arbitration").await;
    let marked = export("csv", "bom=true&q=arbitration").await;
    assert!(plain.text.starts_with("id,wording,"), "{}", plain.text);
    assert_eq!(marked.text, format!("\u{feff}{}", plain.text));

    let page = get("/?q=arbitration").await.text;
    assert!(page.contains("/api/v1/clauses/export?format=csv&amp;bom=true&amp;q=arbitration"));
    let rest = export("csv", "bom=true&q=data&limit=100").await;
    assert!(rest.header("link").contains("format=csv&bom=true&"), "{}", rest.header("link"));
}

#[tokio::test]
async fn stated_values_are_told_everywhere_with_how_they_are_meant() {
    let search = json("/api/v1/clauses?type=liability-cap&platform=Heartwise&limit=1").await;
    let hit = &search["clauses"][0];
    let term = &hit["terms"][0];
    let stated = |key: &str| term[key].as_str().unwrap();
    assert_eq!(stated("name"), "liability-cap-basis");
    assert_eq!((stated("value"), stated("unit"), stated("operator")), ("24", "months", "at-most"));
    let at = |place: usize| term["span"][place].as_u64().unwrap() as usize;
    let words = &hit["text"].as_str().unwrap()[at(0)..at(1)];
    assert!(words.ends_with("TWENTY-FOUR (24) MONTHS"), "{words}");

    let comparison = json("/api/v1/compare?type=liability-cap&platform=Heartwise").await;
    assert_eq!(comparison["platforms"][0]["clause"]["terms"], hit["terms"]);
    let id = hit["id"].as_str().unwrap();
    for page in ["/compare?type=liability-cap&platform=Heartwise", &format!("/clauses/{id}")] {
        let text = get(page).await.text;
        assert!(text.contains("<strong>at most 24 months</strong>"), "{page}");
    }
    let table = export("csv", "type=liability-cap&platform=Heartwise").await;
    assert!(table.text.contains(",liability-cap-basis=24 months (at-most)\r\n"), "{}", table.text);
}

/// The server of an archive with one document of that text.
fn site_of(folder: &Path, text: &str) -> Router {
    let (archive, index) = (folder.join("archive"), folder.join("index"));
    let document = archive.join("+Plus/Terms of Service");
    std::fs::create_dir_all(&document).unwrap();
    std::fs::write(document.join("2024-01-01T00-00-00Z.md"), text).unwrap();
    indexer::run(&[archive], &index, &Taxonomy::bundled(), &Silent).unwrap();
    serve(&index)
}

#[tokio::test]
async fn a_cell_never_begins_as_a_formula() {
    let folder = tempfile::tempdir().unwrap();
    let formula = "=HYPERLINK(\"http://a.example\",\"Click\") is what a sheet would run.";
    let padding = "This sentence makes the document long enough to be read. ".repeat(20);
    let router = site_of(folder.path(), &format!("# Terms\n\n{formula}\n\n{padding}\n"));
    let request = Request::get("/api/v1/clauses/export?format=csv&q=hyperlink");
    let answer = ask(router, request.body(Body::empty()).unwrap()).await;
    let mut table = csv::Reader::from_reader(answer.text.as_bytes());
    let columns = table.headers().unwrap().clone();
    let row = table.records().next().unwrap().unwrap();
    let value = |name: &str| &row[columns.iter().position(|column| column == name).unwrap()];
    assert_eq!(value("text"), format!("'{formula}"));
    assert_eq!(value("platform"), "'+Plus");
    assert!(row.iter().all(|cell| !cell.starts_with(['=', '+', '-', '@'])));
}

/// A server of its own over an index that is there.
fn serve(folder: &Path) -> Router {
    let service = Service::new(folder, Arc::new(Taxonomy::bundled())).unwrap();
    service.reload().unwrap();
    web::router(service)
}

#[tokio::test]
async fn exports_that_nobody_reads_are_few_and_end_with_their_clients() {
    sample_engine();
    let router = serve(&Path::new(env!("CARGO_TARGET_TMPDIR")).join("sample"));
    let begin = async || {
        let request = Request::get("/api/v1/clauses/export?format=jsonl&ever=true");
        router.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap()
    };
    let mut begun = Vec::new();
    for _ in 0..8 {
        let response = begin().await;
        assert_eq!(response.status(), StatusCode::OK);
        begun.push(response);
    }
    let refused = begin().await;
    assert_eq!(refused.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert!(refused.headers().contains_key("retry-after"));
    drop(begun);
    let free = async {
        while begin().await.status() != StatusCode::OK {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), free).await.expect("a place becomes free");
}

#[tokio::test]
async fn a_large_export_is_whole_up_to_its_limit() {
    if contrib_engine().is_none() {
        return;
    }
    let router = serve(&Path::new(env!("CARGO_TARGET_TMPDIR")).join("contrib"));
    let request = Request::get("/api/v1/clauses/export?format=jsonl&ever=true");
    let answer = ask(router.clone(), request.body(Body::empty()).unwrap()).await;
    assert_eq!(answer.header("x-clause-count"), "100000");
    assert_eq!(answer.text.lines().count(), 100_000);
    let total: u64 = answer.header("x-total-count").parse().unwrap();
    assert!(total > 200_000, "{total}");

    // Pages fold many of these.
    let request = Request::get("/api/v1/clauses/export?format=jsonl&q=arbitration");
    let answer_of_query = ask(router, request.body(Body::empty()).unwrap()).await;
    let lines = answer_of_query.text.lines().count();
    assert_eq!(answer_of_query.header("x-total-count"), lines.to_string());
    assert!(answer.header("link").ends_with("rel=\"next\""));
    let last: Value = serde_json::from_str(answer.text.lines().last().unwrap()).unwrap();
    assert!(last["attribution"].as_str().unwrap().contains("Open Terms Archive contributors"));
    assert!(last["swhid"].as_str().unwrap().starts_with("swh:1:cnt:"));
}
