//! Every kind of answer over the bundled sample, as it is: a change of the contract shows in review.
//!
//! `INSTA_UPDATE=always cargo test --test suite snapshots` accepts what has changed.

use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};

use crate::site::{Answer, ask, get, site};

/// How many items of a list are kept: they show its shape, and not the sample.
const ITEMS: usize = 2;

/// How many characters of a text are kept.
const CHARACTERS: usize = 120;

#[tokio::test]
async fn answers_of_searches() {
    for (name, address) in [
        ("search", "/api/v1/clauses?q=liability+cap&limit=2&facets=none"),
        ("search-facets", "/api/v1/clauses?q=arbitration&limit=1"),
        ("search-grouped", "/api/v1/clauses?q=data&group=platform&limit=2&facets=none"),
        ("search-folded", "/api/v1/clauses?q=refund&limit=1&facets=severity"),
        ("search-notes", "/api/v1/clauses?q=%22as+is+AND&limit=1&facets=none"),
        ("search-nothing", "/api/v1/clauses?q=zebra+refund&facets=none"),
        ("search-as-of", "/api/v1/clauses?q=refund&as_of=2022-01-01&limit=1&facets=none"),
        ("suggest", "/api/v1/suggest?q=arb"),
    ] {
        snapshot(name, &get(address).await);
    }
}

#[tokio::test]
async fn answers_about_one_clause() {
    let id = best("type=liability-cap&platform=Heartwise").await;
    for (name, rest) in [
        ("clause", ""),
        ("clause-with-query", "?q=lawsuit"),
        ("history", "/history"),
        ("similar", "/similar?limit=1"),
        ("evidence", "/evidence"),
        ("citation-text", "/citation"),
        ("citation-bibtex", "/citation?format=bibtex"),
        ("citation-ris", "/citation?format=ris"),
        ("citation-csl-json", "/citation?format=csl-json"),
    ] {
        snapshot(name, &get(&format!("/api/v1/clauses/{id}{rest}")).await);
    }
}

#[tokio::test]
async fn answers_about_the_catalogue() {
    let document = "/api/v1/documents/heartwise/terms-of-service";
    let versions = get(&format!("{document}/versions")).await.json();
    let version = versions["versions"][0]["sha256"].as_str().unwrap();
    for (name, address) in [
        ("compare", "/api/v1/compare?type=liability-cap"),
        (
            "compare-platforms",
            "/api/v1/compare?type=arbitration&platform=Roamly&platform=Cirrostack",
        ),
        ("types", "/api/v1/clause-types"),
        ("type", "/api/v1/clause-types/arbitration"),
        ("platforms", "/api/v1/platforms"),
        ("platform", "/api/v1/platforms/heartwise"),
        ("document", document),
        ("versions", &format!("{document}/versions")),
        ("version", &format!("{document}/versions/{version}?q=liability")),
        ("limits", "/api/v1/limits"),
        ("methodology", "/api/v1/methodology"),
    ] {
        snapshot(name, &get(address).await);
    }
}

#[tokio::test]
async fn answers_in_other_forms() {
    for (name, address) in [
        ("export-csv", "/api/v1/clauses/export?format=csv&type=liability-cap&limit=1"),
        ("export-jsonl", "/api/v1/clauses/export?format=jsonl&type=liability-cap&limit=1"),
        ("feed-atom", "/feeds/search.atom?q=%22opt+out%22"),
        ("feed-json", "/feeds/search.json?q=%22opt+out%22"),
    ] {
        snapshot(name, &get(address).await);
    }
    let text = "# Terms\n\nOur total liability to you shall not exceed $50.\n";
    let request = Request::post("/api/v1/analyze").header("content-type", "text/markdown");
    snapshot("analyze", &ask(site(), request.body(Body::from(text)).unwrap()).await);
}

#[tokio::test]
async fn answers_that_are_problems() {
    for (name, address) in [
        ("problem-parameter", "/api/v1/clauses?qq=refund"),
        ("problem-value", "/api/v1/clauses?type=arbitratoin"),
        ("problem-limit", "/api/v1/clauses?limit=101"),
        ("problem-record", "/api/v1/clauses/CX-0000000000"),
        ("problem-route", "/api/v1/nothing"),
    ] {
        snapshot(name, &get(address).await);
    }
}

#[tokio::test]
async fn what_the_description_describes() {
    let description = get("/openapi.json").await.json();
    let mut lines = Vec::new();
    for (path, operations) in description["paths"].as_object().unwrap() {
        for (method, operation) in operations.as_object().unwrap() {
            let parameters = operation["parameters"].as_array().into_iter().flatten();
            let names: Vec<_> = parameters.map(|one| one["name"].as_str().unwrap()).collect();
            let id = operation["operationId"].as_str().unwrap();
            lines.push(format!("{method} {path} {id}({})", names.join(", ")));
        }
    }
    compare("openapi", &lines.join("\n"));
}

/// The record ID of the best clause of a search.
async fn best(query: &str) -> String {
    let answer = get(&format!("/api/v1/clauses?{query}&limit=1")).await.json();
    answer["clauses"][0]["id"].as_str().unwrap().to_owned()
}

fn snapshot(name: &str, answer: &Answer) {
    let kind = answer.header("content-type");
    let body = match serde_json::from_str(&answer.text) {
        Ok(value) => serde_json::to_string_pretty(&abridged(value)).unwrap(),
        Err(_) => answer.text.chars().take(3000).collect::<String>().replace('\r', ""),
    };
    compare(name, &format!("{} {kind}\n\n{body}", answer.status.as_u16()));
}

fn compare(name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}

/// The value without what any change of the program changes, and without what only makes it long.
fn abridged(value: Value) -> Value {
    match value {
        Value::Object(fields) => {
            let field = |(name, value): (String, Value)| match (name.as_str(), &value) {
                ("build" | "next_cursor", Value::String(_)) => {
                    let placeholder = format!("[{name}]");
                    (name, placeholder.into())
                }
                _ => (name, abridged(value)),
            };
            Value::Object(fields.into_iter().map(field).collect())
        }
        Value::Array(mut items) => {
            let left_out = items.len().saturating_sub(ITEMS);
            let is_span = items.len() == 2 && items[0].as_u64() <= items[1].as_u64();
            let is_span = is_span && items[0].is_u64();
            if is_span {
                return json!(format!("{} to {}", items[0], items[1]));
            }
            items.truncate(ITEMS);
            let mut items: Vec<Value> = items.into_iter().map(abridged).collect();
            items.extend((left_out > 0).then(|| json!(format!("… and {left_out} more"))));
            items.into()
        }
        Value::String(text) if text.chars().count() > CHARACTERS => {
            format!("{} …", text.chars().take(CHARACTERS).collect::<String>()).into()
        }
        // The last digits of a sum may differ between machines.
        Value::Number(number) if number.is_f64() => {
            format!("{:.3}", number.as_f64().unwrap_or_default()).into()
        }
        other => other,
    }
}
