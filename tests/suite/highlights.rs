//! What is highlighted stands in the version's own bytes, in a hit, a clause and a document alike.

use clausedex::cite::Archives;
use clausedex::search::{Embedded, Engine, Hit, Plan};
use serde_json::Value;

use crate::archives::{genai_engine, sample, sample_engine};
use crate::site::{get, json};

const QUERIES: [&str; 8] = [
    "data",
    "\"personal data\"",
    "arbitrat! OR terminat!",
    "(you OR we) /5 may",
    "third-party /s information",
    "notice +10 days",
    "platform OR service OR naïve OR “as is”",
    "and",
];

fn hits(engine: &Embedded, query: &str) -> Vec<Hit> {
    let plan = Plan::of_query(query, engine.taxonomy(), engine.build()).unwrap();
    engine.search(&Plan { limit: 100, ..plan }).unwrap().hits
}

/// Whether `source` begins and ends as `words` do and has all of their letters in their order;
/// between them stand markup and line breaks.
fn holds(source: &str, words: &str) -> bool {
    let mut rest = source.chars();
    let is_inside = words.chars().all(|wanted| wanted == ' ' || rest.any(|got| got == wanted));
    is_inside
        && source.chars().next() == words.chars().next()
        && source.chars().last() == words.chars().last()
}

/// Compares the highlights of many hits with the archive; returns how many were compared.
fn check_hits(engine: &Embedded) -> usize {
    let mut archives = Archives::of(engine.build());
    let (mut compared, mut repeated) = (0, 0);
    for query in QUERIES {
        for hit in hits(engine, query) {
            let state = &hit.entry.state;
            let version = &hit.document.versions[state.latest.version as usize];
            let text = archives.text(hit.document.archive, version).unwrap();
            let mut end = 0;
            for span in &hit.highlights {
                let words = &state.wording.text[span.range()];
                let Some(source) = state.wording.to_source(*span) else {
                    repeated += 1;
                    continue;
                };
                let found = &text[source.range()];
                assert!(
                    holds(found, &words.replace('\n', " ")),
                    "{}: {words:?} {found:?}",
                    hit.record
                );
                let clause = state.latest.span;
                assert!(clause.start <= source.start && source.end <= clause.end, "{}", hit.record);
                assert!(end <= source.start, "{}: ranges ascend", hit.record);
                end = source.end;
                compared += 1;
            }
        }
    }
    assert!(repeated * 50 < compared, "{repeated} of {compared} have no place in the version");
    compared
}

#[test]
fn a_highlight_stands_in_the_version() {
    assert!(check_hits(sample_engine()) > 500);
}

#[test]
fn a_highlight_stands_in_the_version_of_a_real_archive() {
    if let Some(engine) = genai_engine() {
        assert!(check_hits(engine) > 1_000);
    }
}

fn span(value: &Value) -> std::ops::Range<usize> {
    let at = |place: usize| value[place].as_u64().unwrap() as usize;
    at(0)..at(1)
}

#[tokio::test]
async fn a_clause_shows_where_it_meets_a_query() {
    let query = "arbitrat!+%2Fs+court";
    let found = json(&format!("/api/v1/clauses?q={query}&limit=1")).await;
    let hit = &found["clauses"][0];
    let id = hit["id"].as_str().unwrap();
    let clause = json(&format!("/api/v1/clauses/{id}?q={query}")).await;
    assert_eq!(clause["query"]["understood"], "arbitrat! /s court");
    assert_eq!(clause["highlights"], hit["highlights"]);
    assert_eq!(clause["highlights_in_version"], hit["highlights_in_version"]);
    assert!(!hit["highlights"].as_array().unwrap().is_empty());

    let plain = json(&format!("/api/v1/clauses/{id}")).await;
    assert!(plain.get("query").is_none() && plain.get("highlights").is_none());
    let unmet = json(&format!("/api/v1/clauses/{id}?q=arbitration+zzzz")).await;
    assert_eq!(unmet["highlights"].as_array().unwrap().len(), 0);

    let page = get(&format!("/clauses/{id}?q={query}")).await.text;
    let marks = page.split("<blockquote").nth(1).unwrap().split("</blockquote>").next().unwrap();
    assert_eq!(marks.matches("<mark>").count(), hit["highlights"].as_array().unwrap().len());
    assert!(get("/?q=arbitrat!+%2Fs+court").await.text.contains("?q=arbitrat%21%20%2Fs%20court\""));
}

#[tokio::test]
async fn a_version_lists_its_clauses_that_meet_a_query() {
    let path = "/api/v1/documents/roamly/terms-of-service";
    let versions = json(&format!("{path}/versions")).await;
    for version in versions["versions"].as_array().unwrap() {
        let hash = version["sha256"].as_str().unwrap();
        let file = sample().join(version["path"].as_str().unwrap());
        let text = std::fs::read_to_string(file).unwrap();
        let read = json(&format!("{path}/versions/{hash}?q=host+OR+arbitration")).await;
        let (matches, mut end) = (&read["matches"], 0);
        assert_eq!(matches["query"]["understood"], "host OR arbitration");
        for clause in matches["clauses"].as_array().unwrap() {
            assert!(span(&clause["span"]).start >= end, "clauses stand in reading order");
            end = span(&clause["span"]).end;
            assert!(clause["id"].as_str().unwrap().starts_with("CX-"));
            for mark in clause["highlights_in_version"].as_array().unwrap() {
                let word = text[span(mark)].to_lowercase();
                assert!(word.starts_with("host") || word.starts_with("arbitrat"), "{word}");
            }
        }
        // The same clauses as a search of that time finds.
        let time = version["captured"].as_str().unwrap();
        let filters = "platform=roamly&document_type=terms-of-service";
        let found =
            json(&format!("/api/v1/clauses?q=host+OR+arbitration&{filters}&as_of={time}")).await;
        assert_eq!(found["total"], matches["clauses"].as_array().unwrap().len());
    }
}

#[tokio::test]
async fn a_document_is_read_in_order_with_its_matches_marked() {
    let path = "/documents/roamly/terms-of-service";
    let page = get(path).await.text;
    assert!(!page.contains("<mark>") && page.contains("Schedule A"));
    let found =
        json("/api/v1/clauses?q=arbitration&platform=roamly&document_type=terms-of-service");
    let total = found.await["total"].as_u64().unwrap();
    let marked = get(&format!("{path}?q=arbitration")).await.text;
    assert!(marked.contains(&format!("{total} clauses meet")), "{total}");
    assert!(marked.contains("<mark>arbitration</mark>"));
    for jump in marked.split("href=\"#CX-").skip(1) {
        let anchor = jump.split('"').next().unwrap();
        assert!(marked.contains(&format!("id=\"CX-{anchor}\"")), "{anchor} leads nowhere");
    }
    let versions = json(&format!("/api/v1{path}/versions")).await;
    let first = versions["versions"][0]["sha256"].as_str().unwrap();
    let former = get(&format!("{path}/versions/{first}")).await.text;
    assert!(former.contains(first.strip_prefix("sha256:").unwrap().get(..12).unwrap()));
}
