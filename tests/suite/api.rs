//! The JSON API: the shapes of its answers, and that pages, filters and caching hold together.

use std::collections::BTreeSet;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use serde_json::{Value, json};

use crate::site::{ask, get, json, site};

/// The record ID of the best clause for a query.
async fn best(query: &str) -> String {
    let answer = json(&format!("/api/v1/clauses?q={query}&limit=1")).await;
    answer["clauses"][0]["id"].as_str().unwrap().to_owned()
}

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

#[tokio::test]
async fn a_search_answers_in_the_agreed_shape() {
    let answer = json("/api/v1/clauses?q=arbitration&limit=3&facets=platform,type").await;
    let expected = "answered_by build clauses facets next_cursor platforms query total";
    assert_eq!(keys(&answer).join(" "), expected);
    assert_eq!(answer["answered_by"], "words");
    assert_eq!(keys(&answer["query"]), ["notes", "text", "types", "understood"]);
    assert_eq!(keys(&answer["facets"]), ["platform", "type"]);
    let clause = &answer["clauses"][0];
    let agreed = [
        "id",
        "platform",
        "document",
        "document_type",
        "heading",
        "snippet",
        "text",
        "types",
        "category",
        "severity",
        "usual_severity",
        "jurisdictions",
        "regulations",
        "valid_from",
        "valid_to",
        "version",
        "span",
        "score",
    ];
    for key in agreed {
        assert!(clause.get(key).is_some(), "{key} is missing in {clause}");
    }
    let text = clause["text"].as_str().unwrap();
    for mark in clause["highlights"].as_array().unwrap() {
        let at = |place: usize| mark[place].as_u64().unwrap() as usize;
        assert!(text[at(0)..at(1)].to_lowercase().starts_with("arbitrat"));
    }
    assert!(clause["version"].as_str().unwrap().starts_with("sha256:"));
}

#[tokio::test]
async fn what_else_could_be_asked_for_stands_beside_the_query() {
    let query = &json("/api/v1/clauses?q=arbitraton").await["query"];
    let offer = &query["did_you_mean"];
    assert_eq!(offer["text"], "arbitration");
    let correction = json!({"word": "arbitraton", "replacement": "arbitration", "span": [0, 10]});
    assert_eq!(offer["corrections"], json!([correction]));
    let total = &json("/api/v1/clauses?q=arbitration&facets=none").await["total"];
    assert_eq!(offer["total"], *total);

    let query =
        &json("/api/v1/clauses?q=arbitration%20zzzz&severity=high&widen=false").await["query"];
    let relaxed = &query["relaxed"][0];
    assert_eq!(relaxed["understood"], "arbitration");
    assert_eq!(relaxed["dropped"], json!(["zzzz"]));
    let named = &query["types"][0];
    assert_eq!([&named["slug"], &named["clauses"]], [&json!("arbitration"), &json!(0)]);
    assert_eq!(named["everywhere"]["understood"], "");

    let query = &json("/api/v1/clauses?q=arbitration&platform=cirrostack").await["query"];
    assert_eq!(query["unfiltered"][0]["facet"], "platform");
}

#[tokio::test]
async fn pages_hold_each_clause_once() {
    let mut met = BTreeSet::new();
    let mut cursor = String::new();
    let total = loop {
        let page =
            json(&format!("/api/v1/clauses?q=you&limit=17&facets=none&cursor={cursor}")).await;
        for clause in page["clauses"].as_array().unwrap() {
            let folded = clause.get("duplicates").and_then(Value::as_array).into_iter().flatten();
            for one in folded.chain([clause]) {
                assert!(met.insert(one["id"].as_str().unwrap().to_owned()), "{one} came twice");
            }
        }
        match page["next_cursor"].as_str() {
            Some(next) => next.clone_into(&mut cursor),
            None => break page["total"].as_u64().unwrap(),
        }
    };
    assert_eq!(met.len() as u64, total);
    assert!(total > 100);
}

#[tokio::test]
async fn repeated_filters_are_alternatives_and_take_names_in_any_case() {
    let total = async |query: &str| {
        json(&format!("/api/v1/clauses?{query}")).await["total"].as_u64().unwrap()
    };
    let (one, other) =
        (total("platform=lumenreel").await, total("platform=Brasswick%20BANK").await);
    assert!(one > 0 && other > 0);
    assert_eq!(total("platform=LUMENREEL&platform=brasswick-bank").await, one + other);
    assert_eq!(total("platform=lumenreel&document_type=service+level+agreement").await, 0);
}

#[tokio::test]
async fn groups_show_one_clause_of_each_platform() {
    let answer = json("/api/v1/clauses?q=data&group=platform&limit=100").await;
    let groups = answer["groups"].as_array().unwrap();
    let platforms: BTreeSet<_> = groups.iter().map(|group| group["value"].as_str()).collect();
    assert_eq!(platforms.len() as u64, answer["platforms"].as_u64().unwrap());
    let counted: u64 = groups.iter().map(|group| group["count"].as_u64().unwrap()).sum();
    assert_eq!(counted, answer["total"].as_u64().unwrap());
}

#[tokio::test]
async fn a_clause_is_read_followed_cited_and_checked() {
    let id = best("arbitration").await;
    let clause = json(&format!("/api/v1/clauses/{id}")).await;
    let lowercase = json(&format!("/api/v1/clauses/{}", id.to_lowercase())).await;
    assert_eq!(clause, lowercase);

    let history = json(&format!("/api/v1/clauses/{id}/history")).await;
    let wordings = history["wordings"].as_array().unwrap();
    assert!(wordings.contains(&clause));

    let similar = json(&format!("/api/v1/clauses/{id}/similar?limit=3")).await;
    for other in similar["clauses"].as_array().unwrap() {
        assert_ne!(other["platform"], clause["platform"]);
    }

    let evidence = json(&format!("/api/v1/clauses/{id}/evidence")).await;
    assert_eq!(evidence["checks"][0]["outcome"], "passed", "{evidence}");
    assert_eq!(evidence["checks"][1]["outcome"], "passed", "{evidence}");
    assert_eq!(evidence["sha256"], clause["version"]["sha256"]);

    let formats = [
        ("text", "text/plain; charset=utf-8"),
        ("bibtex", "application/x-bibtex; charset=utf-8"),
        ("ris", "application/x-research-info-systems; charset=utf-8"),
        ("csl-json", "application/vnd.citationstyles.csl+json"),
    ];
    for (format, kind) in formats {
        let citation = get(&format!("/api/v1/clauses/{id}/citation?format={format}")).await;
        assert_eq!((citation.status, citation.header("content-type")), (StatusCode::OK, kind));
        assert!(citation.text.contains(&id), "{}", citation.text);
    }
}

#[tokio::test]
async fn a_wording_that_stood_once_is_read_by_its_number() {
    let ever = json("/api/v1/clauses?ever=true&q=&limit=100&sort=newest&facets=none").await;
    let reworded = ever["clauses"].as_array().unwrap().iter().find(|clause| clause["wording"] == 2);
    let id = reworded.expect("the sample has a reworded clause")["id"].as_str().unwrap();
    let first = json(&format!("/api/v1/clauses/{id}?wording=1")).await;
    let second = json(&format!("/api/v1/clauses/{id}?wording=2")).await;
    assert_eq!((&first["wording"], &second["wording"]), (&json!(1), &json!(2)));
    assert_ne!(first["text"], second["text"]);
}

#[tokio::test]
async fn the_catalogue_leads_from_platforms_to_versions() {
    let list = json("/api/v1/platforms").await;
    let slugs =
        list["platforms"].as_array().unwrap().iter().map(|one| one["slug"].as_str().unwrap());
    assert!(slugs.clone().is_sorted());
    for slug in slugs {
        let platform = json(&format!("/api/v1/platforms/{slug}")).await;
        for document in platform["document_list"].as_array().unwrap() {
            let path = document["document"].as_str().unwrap();
            let versions = json(&format!("/api/v1/documents/{path}/versions")).await;
            let versions = versions["versions"].as_array().unwrap();
            assert_eq!(json!(versions.len()), document["versions"]);
            let hash = versions[0]["sha256"].as_str().unwrap();
            let version = json(&format!("/api/v1/documents/{path}/versions/{hash}")).await;
            assert_eq!(version["captured"], versions[0]["captured"]);
        }
    }
}

#[tokio::test]
async fn every_clause_type_is_explained_and_compared() {
    let list = json("/api/v1/clause-types").await;
    for known in list["clause_types"].as_array().unwrap() {
        let slug = known["slug"].as_str().unwrap();
        let detail = json(&format!("/api/v1/clause-types/{slug}")).await;
        let comparison = json(&format!("/api/v1/compare?type={slug}")).await;
        assert_eq!(detail["prevalence"], comparison["prevalence"], "{slug}");
        let holdings = comparison["platforms"].as_array().unwrap().iter();
        let having = holdings.filter(|platform| platform["holding"] == "has").count();
        assert_eq!(comparison["prevalence"]["having"], having, "{slug}");
        // A stated value speaks of the matter too, where no clause bears the type.
        assert!(known["platforms"].as_u64() <= Some(having as u64), "{slug}");
    }
}

#[tokio::test]
async fn a_document_sent_is_cut_and_labelled() {
    let text = "# Terms\n\nWe may close your account at any time, without notice.\n\n\
                You must be at least sixteen years old to use the service.\n";
    let kinds = [("text/markdown; charset=utf-8", text), ("text/plain", text)];
    let html = "<h1>Terms</h1><p>We may close your account at any time, without notice.</p>";
    for (kind, body) in kinds.into_iter().chain([("text/html", html)]) {
        let request = Request::post("/api/v1/analyze").header("content-type", kind);
        let answer = ask(site(), request.body(Body::from(body)).unwrap()).await;
        assert_eq!(answer.status, StatusCode::OK, "{kind}: {}", answer.text);
        let clause = &answer.json()["clauses"][0];
        assert!(clause["text"].as_str().unwrap().contains("We may close your account"), "{kind}");
        for key in [
            "types",
            "severity",
            "usual_severity",
            "severity_reasons",
            "jurisdictions",
            "terms",
            "span",
        ] {
            assert!(clause.get(key).is_some(), "{key} is missing in {clause}");
        }
    }
}

#[tokio::test]
async fn an_answer_that_is_known_is_not_sent_again() {
    let address = "/api/v1/clauses?q=refund";
    let first = get(address).await;
    let tag = first.header("etag");
    assert!(tag.starts_with("W/\""));
    let again = Request::get(address).header("if-none-match", tag).body(Body::empty()).unwrap();
    let again = ask(site(), again).await;
    assert_eq!((again.status, again.text.as_str()), (StatusCode::NOT_MODIFIED, ""));
    assert_ne!(get("/api/v1/clauses?q=refunds").await.header("etag"), tag);
}

#[tokio::test]
async fn the_description_holds_together() {
    let description = json("/openapi.json").await;
    assert!(description["openapi"].as_str().unwrap().starts_with("3.1"));
    assert_eq!(description["info"]["license"]["identifier"], "MIT OR Apache-2.0");
    let paths = keys(&description["paths"]);
    for path in [
        "/api/v1/clauses",
        "/api/v1/clauses/export",
        "/api/v1/clauses/{id}/citation",
        "/api/v1/analyze",
        "/feeds/search.atom",
        "/feeds/search.json",
    ] {
        assert!(paths.contains(&path), "{path} is missing in {paths:?}");
    }
    let text = description.to_string();
    for reference in text.split("\"$ref\":\"").skip(1) {
        let name = reference.split('"').next().unwrap();
        let pointer = name.strip_prefix('#').unwrap();
        assert!(description.pointer(pointer).is_some(), "{name} leads nowhere");
    }
    let mut names = BTreeSet::new();
    for item in description["paths"].as_object().unwrap().values() {
        for operation in item.as_object().unwrap().values() {
            let name = operation["operationId"].as_str().unwrap();
            assert!(names.insert(name), "two operations are called {name}");
        }
    }
    let search = &description["paths"]["/api/v1/clauses"]["get"]["parameters"];
    let names: Vec<_> = search.as_array().unwrap().iter().map(|one| &one["name"]).collect();
    assert!(names.contains(&&json!("type")) && names.contains(&&json!("as_of")), "{names:?}");
    assert!(search.as_array().unwrap().iter().all(|one| one["required"] == false));
}

#[tokio::test]
async fn a_comparison_scores_from_0_to_1_as_sure_as_the_label_is() {
    let answer = json("/api/v1/compare?type=liability-cap").await;
    let having = answer["platforms"].as_array().unwrap().iter();
    let mut scored = 0;
    for clause in having.filter_map(|platform| platform.get("clause")) {
        let score = clause["score"].as_f64().unwrap();
        let types = clause["types"].as_array().unwrap();
        let label = types.iter().find(|label| label["slug"] == "liability-cap");
        // A clause that only states a value of the matter does not bear the type.
        let confidence = label.map_or(0.0, |label| label["confidence"].as_f64().unwrap());
        assert!((score - confidence).abs() < 1e-4, "{score} for {confidence}");
        scored += 1;
    }
    assert!(scored > 3, "{answer}");
}
