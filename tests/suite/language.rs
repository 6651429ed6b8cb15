//! The query language is what its page and the README say, example by example.

use std::path::Path;

use clausedex::query::examples::{CONSTRUCTS, Example, LENIENCY, PRECEDENCE};
use clausedex::query::{self, Mode};
use clausedex::search::{Engine, Plan};

use crate::archives::sample_engine;
use crate::site::get;

fn constructs() -> impl Iterator<Item = &'static Example> {
    CONSTRUCTS.iter().flat_map(|construct| construct.examples)
}

fn total(written: &str) -> u64 {
    let engine = sample_engine();
    let plan = Plan::of_query(written, engine.taxonomy(), engine.build()).unwrap();
    engine.search(&plan).unwrap().total
}

#[test]
fn every_example_is_understood_as_it_says() {
    for example in constructs().chain(PRECEDENCE) {
        let query = query::parse(example.written, Mode::Strict).unwrap();
        assert_eq!(query.understood, example.understood, "{}", example.written);
        assert_eq!(query.notes, [], "{}", example.written);
    }
    for example in LENIENCY {
        let query = query::parse(example.written, Mode::Lenient).unwrap();
        assert_eq!(query.understood, example.understood, "{}", example.written);
        let is_faulty = query.notes.iter().any(|note| note.code.is_fault());
        assert_eq!(query::parse(example.written, Mode::Strict).is_err(), is_faulty);
    }
}

#[test]
fn every_construct_finds_something_in_the_sample() {
    for example in constructs() {
        assert!(total(example.written) > 0, "`{}` finds nothing", example.written);
    }
}

#[test]
fn the_readme_has_a_row_for_each_construct() {
    let readme = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = std::fs::read_to_string(readme).unwrap();
    for construct in CONSTRUCTS {
        let examples: Vec<_> =
            construct.examples.iter().map(|example| format!("`{}`", example.written)).collect();
        let row = format!("| {} | {} |", examples.join(", "), construct.meaning);
        assert!(readme.contains(&row), "the README lacks\n{row}");
    }
}

#[tokio::test]
async fn every_example_of_the_page_leads_to_its_search() {
    let page = get("/docs/query").await.text;
    for example in constructs().chain(PRECEDENCE).chain(LENIENCY) {
        let encoded = percent_encoding::utf8_percent_encode(
            example.written,
            percent_encoding::NON_ALPHANUMERIC,
        );
        let plain = encoded.to_string().replace("%2D", "-").replace("%2E", ".").replace("%5F", "_");
        assert!(page.contains(&format!("href=\"/?q={plain}\"")), "{plain}");
        assert_eq!(get(&format!("/?q={plain}")).await.status, 200, "{plain}");
    }
    for address in ["/", "/?q=refund", "/docs"] {
        assert!(get(address).await.text.contains("href=\"/docs/query\""), "{address}");
    }
}
