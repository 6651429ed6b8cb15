//! Suggestions: in a stable order, whatever the case, each with the counts that choosing it finds.

use std::path::Path;
use std::process::Command;

use clausedex::search::{Embedded, Engine, Facet, Plan, Request, Suggestion, SuggestionKind};

use crate::archives::{genai_engine, sample_engine};
use crate::site::{get, json};

fn suggest(text: &str, limit: usize) -> Vec<Suggestion> {
    sample_engine().suggest(text, limit).unwrap()
}

fn labels(text: &str) -> Vec<String> {
    suggest(text, 100).into_iter().map(|suggestion| suggestion.label).collect()
}

/// Chooses every suggestion for every letter and some words.
fn check_counts(engine: &Embedded, kinds: &[SuggestionKind]) {
    let letters = ('a'..='z').map(String::from);
    let words = ["arbit", "your r", "privacy po", "how we", "terms"].map(str::to_owned);
    let mut met = Vec::new();
    for text in letters.chain(words) {
        for suggestion in engine.suggest(&text, 100).unwrap() {
            let request = Request {
                query: suggestion.query.clone(),
                filters: suggestion.filters.clone(),
                strict: true,
                limit: 1,
                ..Request::default()
            };
            let plan = Plan::new(&request, engine.taxonomy(), engine.build()).unwrap();
            let answer = engine.search(&plan).unwrap();
            let found = (answer.total, answer.platforms);
            assert_eq!((suggestion.clauses, suggestion.platforms), found, "{suggestion:?}");
            assert!(suggestion.clauses > 0, "{suggestion:?}");
            met.push(suggestion.kind);
        }
    }
    for kind in kinds {
        assert!(met.contains(kind), "nothing of the kind {kind:?} was suggested");
    }
}

const KINDS: [SuggestionKind; 4] = [
    SuggestionKind::Type,
    SuggestionKind::Platform,
    SuggestionKind::Document,
    SuggestionKind::Heading,
];

#[test]
fn a_suggestion_counts_what_choosing_it_finds() {
    check_counts(sample_engine(), &KINDS);
}

#[test]
fn a_suggestion_counts_what_choosing_it_finds_in_a_real_archive() {
    if let Some(engine) = genai_engine() {
        check_counts(engine, &KINDS);
    }
}

#[test]
fn names_are_found_by_any_of_their_words_in_any_case() {
    for (text, label) in [
        ("arb", "Mandatory arbitration"),
        ("ARB", "Mandatory arbitration"),
        ("manda", "Mandatory arbitration"),
        ("agreement to arb", "Mandatory arbitration"),
        ("lumen", "Lumenreel"),
        ("Lumenreel priv", "Lumenreel · Privacy Policy"),
        ("privacy lumen", "Lumenreel · Privacy Policy"),
        ("bank", "Brasswick Bank"),
        ("Brásswick", "Brasswick Bank"),
        ("jury wai", "Class action and jury trial waiver"),
        ("waivers cl", "Class action and jury trial waiver"),
    ] {
        let found = labels(text);
        assert!(found.iter().any(|known| known == label), "{text}: {found:?}");
    }
    for text in ["", "  ", "?!", "zzzz", "lumen priv"] {
        assert_eq!(labels(text), [""; 0], "{text}");
    }
}

#[test]
fn a_shorter_list_is_the_beginning_of_a_longer_one() {
    for text in ["a", "pri", "data"] {
        let long = suggest(text, 100);
        for limit in [1, 3, 7] {
            assert_eq!(suggest(text, limit), long[..limit.min(long.len())], "{text}");
        }
    }
}

#[test]
fn a_heading_is_one_however_it_is_numbered_and_cased() {
    let headings: Vec<Suggestion> = suggest("law and cou", 100)
        .into_iter()
        .filter(|suggestion| suggestion.kind == SuggestionKind::Heading)
        .collect();
    let [heading] = headings.as_slice() else { panic!("{headings:?}") };
    assert_eq!(heading.value, "law and courts");
    assert_eq!(heading.query, "heading:\"law and courts\"");
    assert_eq!(heading.filters, [] as [(Facet, String); 0]);
    assert_eq!(heading.label, "Law and courts");
    assert!(heading.platforms >= 3);
}

#[test]
fn the_command_of_a_suggestion_finds_what_it_says() {
    sample_engine();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("sample");
    let run = |line: &str| {
        let mut shell = Command::new("sh");
        let line = line.replacen("clausedex", env!("CARGO_BIN_EXE_clausedex"), 1);
        let output = shell.args(["-c", &line]).env("CLAUSEDEX_INDEX", &folder).output().unwrap();
        assert!(output.status.success(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    for text in ["lumenreel p", "chan", "arb"] {
        let printed = run(&format!("clausedex suggest {text}"));
        let lines: Vec<&str> = printed.lines().collect();
        assert!(!lines.is_empty(), "{text}");
        for pair in lines.chunks(2) {
            let found = run(pair[1].trim_start());
            let counts = found.lines().next().unwrap();
            assert!(pair[0].ends_with(&format!(", {counts}")), "{}: {counts}", pair[0]);
        }
    }
}

#[tokio::test]
async fn the_api_says_what_choosing_a_suggestion_does() {
    let answer = json("/api/v1/suggest?q=lumenreel%20pri&limit=1").await;
    let suggestion = &answer["suggestions"][0];
    assert_eq!(suggestion["kind"], "document");
    assert_eq!(suggestion["value"], "lumenreel/privacy-policy");
    assert_eq!(suggestion["parameters"]["platform"], "lumenreel");
    assert_eq!(suggestion["parameters"]["document_type"], "privacy-policy");
    let href = suggestion["href"].as_str().unwrap();
    let found = json(&format!("/api/v1/clauses{}", &href[1..])).await;
    assert_eq!(found["total"], suggestion["count"]);
    assert_eq!(found["platforms"], suggestion["platforms"]);

    assert_eq!(json("/api/v1/suggest").await["suggestions"].as_array().unwrap().len(), 0);
    assert_eq!(get("/api/v1/suggest?q=a&limit=0").await.status, 400);
    assert_eq!(get("/api/v1/suggest?q=a&limit=101").await.status, 400);
}
