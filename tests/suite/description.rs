//! The description of the API: complete, with closed lists, and in shapes that generators read.

use serde_json::Value;

use crate::site::{get, json};

/// Every operation of the description: its name and itself.
async fn operations() -> Vec<(String, Value)> {
    let description = json("/openapi.json").await;
    let paths = description["paths"].as_object().unwrap().clone();
    let items = paths.into_iter().flat_map(|(path, item)| {
        let operations = item.as_object().unwrap().clone();
        operations.into_iter().map(move |(method, one)| (format!("{method} {path}"), one))
    });
    items.collect()
}

fn parameter<'a>(operations: &'a [(String, Value)], operation: &str, name: &str) -> &'a Value {
    let (_, found) = operations.iter().find(|(known, _)| known == operation).unwrap();
    let mut parameters = found["parameters"].as_array().unwrap().iter();
    &parameters.find(|one| one["name"] == name).unwrap()["schema"]
}

#[tokio::test]
async fn every_answer_and_every_parameter_is_described() {
    for (name, operation) in operations().await {
        assert!(operation["summary"].is_string(), "{name}");
        for (status, response) in operation["responses"].as_object().unwrap() {
            let text = response["description"].as_str().unwrap_or_default();
            assert!(!text.is_empty(), "{name}: {status}");
        }
        for one in operation["parameters"].as_array().into_iter().flatten() {
            let text = one["description"].as_str().unwrap_or_default();
            assert!(!text.is_empty(), "{name}: {}", one["name"]);
        }
    }
}

#[tokio::test]
async fn closed_lists_and_bounds_are_those_that_are_kept() {
    let operations = operations().await;
    let search = "get /api/v1/clauses";
    let severities = &parameter(&operations, search, "severity")["items"]["enum"];
    assert_eq!(*severities, serde_json::json!(["high", "medium", "low", "protective"]));
    let formats = &parameter(&operations, "get /api/v1/clauses/export", "format")["enum"];
    assert_eq!(*formats, serde_json::json!(["csv", "jsonl"]));

    // What lies outside is refused, what is inside is taken.
    for (operation, name, address) in [
        (search, "limit", "/api/v1/clauses?limit="),
        ("get /api/v1/clauses/export", "limit", "/api/v1/clauses/export?format=csv&limit="),
        ("get /api/v1/suggest", "limit", "/api/v1/suggest?q=a&limit="),
    ] {
        let schema = parameter(&operations, operation, name);
        let bound = |key: &str| schema[key].as_u64().unwrap();
        for (value, status) in [
            (bound("minimum"), 200),
            (bound("minimum") - 1, 400),
            (bound("maximum"), 200),
            (bound("maximum") + 1, 400),
        ] {
            let answer = get(&format!("{address}{value}")).await;
            assert_eq!(answer.status.as_u16(), status, "{address}{value}");
        }
    }
    let citation = "get /api/v1/clauses/{id}/citation";
    assert_eq!(parameter(&operations, citation, "wording")["minimum"], 1);
    assert_eq!(parameter(&operations, citation, "format")["enum"][1], "bibtex");
}

#[tokio::test]
async fn the_words_of_answers_are_closed_lists() {
    let schemas = json("/openapi.json").await["components"]["schemas"].clone();
    for (name, first, length) in [
        ("SeverityName", "high", 4),
        ("RoleName", "applies-to", 4),
        ("OperatorName", "at-most", 5),
        ("UnreadableReason", "stub", 4),
        ("RecordKind", "first", 3),
        ("OutcomeName", "passed", 3),
        ("FacetParameter", "category", 8),
    ] {
        let words = schemas[name]["enum"].as_array().unwrap();
        assert_eq!((words[0].as_str(), words.len()), (Some(first), length), "{name}");
    }
    let codes = schemas["ProblemCode"]["enum"].as_array().unwrap();
    let problem = get("/api/v1/clauses?qq=1").await.json();
    assert!(codes.contains(&problem["code"]), "{problem}");
}

/// A clause fits its description with a query and without one, and so does each platform of a
/// comparison: nothing that may be absent is required, and a choice is one of whole objects.
#[tokio::test]
async fn what_is_put_together_is_put_together_of_objects() {
    let schemas = json("/openapi.json").await["components"]["schemas"].clone();
    for (name, schema) in schemas.as_object().unwrap() {
        for part in schema["allOf"].as_array().into_iter().flatten() {
            let target = part["$ref"].as_str().map(|path| path.rsplit('/').next().unwrap());
            let part = target.map_or(part, |target| &schemas[target]);
            assert!(part["oneOf"].is_null(), "{name} holds a choice: {part}");
        }
    }
    assert!(schemas["QueryMatch"]["required"].is_null(), "{}", schemas["QueryMatch"]);
    for shape in schemas["PlatformAnswer"]["oneOf"].as_array().unwrap() {
        for key in ["slug", "platform", "holding"] {
            assert!(shape["required"].as_array().unwrap().contains(&key.into()), "{shape}");
        }
    }
}
