//! Found as typed: unknown values, answers by meaning, twins by name, alternatives in time.

use std::collections::BTreeSet;
use std::fs;

use clausedex::index::ClauseAddress;
use clausedex::query::EventKind;
use clausedex::search::{
    Answer, AnsweredBy, Embedded, Engine, Facet, LISTING_MAX, Plan, Request, SearchError, Widen,
};
use serde_json::json;

use crate::archives::{engine_in, sample_engine};
use crate::site::{get, json};

fn plan(engine: &Embedded, request: &Request) -> Plan {
    Plan::new(request, engine.taxonomy(), engine.build()).unwrap()
}

fn ask(engine: &Embedded, request: &Request) -> Answer {
    engine.search(&plan(engine, request)).unwrap()
}

fn request(query: &str) -> Request {
    Request { query: query.to_owned(), limit: 20, ..Request::default() }
}

/// Plain words that stand in no clause of the sample and speak of the sale of data.
const ASKED: &str = "whom might they sell my data";

#[tokio::test]
async fn an_unknown_value_in_a_query_is_noted_and_in_a_parameter_refused() {
    let all = json("/api/v1/clauses?q=refund").await["total"].clone();
    for (value, span, repair) in [
        ("platform:nosuch", [7, 22], None),
        ("type:arbitraton", [7, 22], Some("type:arbitration")),
        ("severity:grave", [7, 21], None),
        ("jurisdiction:Atlantis", [7, 28], None),
        ("NOT%20type:foo", [11, 19], None),
        ("-lang:xx", [8, 15], None),
    ] {
        let answer = json(&format!("/api/v1/clauses?q=refund%20{value}")).await;
        assert_eq!(answer["total"], all, "{value}");
        assert_eq!(answer["query"]["understood"], "refund", "{value}");
        let notes = answer["query"]["notes"].as_array().unwrap();
        assert_eq!(notes.len(), 1, "{value}: {notes:?}");
        assert_eq!(notes[0]["code"], "unknown-value", "{value}");
        assert_eq!(notes[0]["span"], json!(span), "{value}");
        if repair.is_some() {
            assert_eq!(notes[0]["repair"].as_str(), repair, "{value}");
        }
        let strict = get(&format!("/api/v1/clauses?strict=true&q=refund%20{value}")).await;
        assert_eq!(strict.status, 400, "{value}");
    }
    assert_eq!(get("/?q=doctype:privacy+policy+refund").await.status, 200);
    assert_eq!(get("/?q=category:Strictly+Necessary").await.status, 200);
    assert_eq!(get("/feeds/search.atom?q=refund+platform:nosuch").await.status, 200);
    assert_eq!(get("/api/v1/clauses?q=refund&platform=nosuch").await.status, 400);
}

#[test]
fn plain_words_that_stand_nowhere_are_answered_by_what_they_mean() {
    let engine = sample_engine();
    let auto = |query: &str| Request { widen: Widen::Auto, ..request(query) };
    let answer = ask(engine, &auto(ASKED));
    assert_eq!(answer.answered_by, AnsweredBy::Meaning);
    let types = &engine.taxonomy().types;
    assert_eq!(types[answer.meant[0].clause_type].slug, "data-sale");
    let widened = ask(engine, &Request { widen: Widen::Always, ..request(ASKED) });
    assert!(answer.total > 0 && answer.total <= widened.total);
    assert_eq!(widened.answered_by, AnsweredBy::Words);

    for (query, is_found) in [
        ("arbitration", true),
        ("zzzz", false),
        ("qqqq wwww zzzz", false),
        ("", true),
        ("\"whom might they sell\" my data", false),
        ("whom might they sell -my data", false),
        ("whom might they sell my data lang:en", false),
        ("whom might they sell my data!", false),
        ("whom /s might they sell my data", false),
    ] {
        let answer = ask(engine, &auto(query));
        assert_eq!(answer.answered_by, AnsweredBy::Words, "{query}");
        assert_eq!(answer.total > 0, is_found, "{query}");
        assert_eq!(answer.total, ask(engine, &request(query)).total, "{query}");
    }
}

#[test]
fn an_answer_by_meaning_has_pages_and_facets_of_what_is_shown() {
    let engine = sample_engine();
    let whole = Request {
        widen: Widen::Auto,
        facets: vec![Facet::Platform, Facet::Type],
        ..request(ASKED)
    };
    let first = ask(engine, &whole);
    let mut seen = BTreeSet::new();
    let mut cursor = None;
    loop {
        let page = Request { limit: 2, cursor, ..whole.clone() };
        let answer = ask(engine, &page);
        assert_eq!(answer.answered_by, AnsweredBy::Meaning);
        for hit in answer.hits {
            assert!(seen.insert(hit.record));
            seen.extend(hit.duplicates.iter().map(|other| other.record));
        }
        cursor = answer.next_cursor;
        if cursor.is_none() {
            break;
        }
    }
    assert_eq!(seen.len() as u64, first.total);

    for counted in &first.facets {
        for value in &counted.values {
            let filters = vec![(counted.facet, value.value.clone())];
            let narrowed = ask(engine, &Request { filters, ..whole.clone() });
            assert_eq!(narrowed.total, value.clauses, "{}", value.value);
        }
    }
    // Words that stand on one platform are not answered by meaning on another.
    let filters = vec![(Facet::Platform, "cirrostack".to_owned())];
    let narrowed = Request { widen: Widen::Auto, filters, ..request("arbitration") };
    let answer = ask(engine, &narrowed);
    assert_eq!((answer.answered_by, answer.total), (AnsweredBy::Words, 0));
}

#[tokio::test]
async fn every_face_says_that_it_answers_by_meaning_and_none_that_takes_along_does_it() {
    let q = ASKED.replace(' ', "+");
    let answer = json(&format!("/api/v1/clauses?q={q}")).await;
    assert_eq!(answer["answered_by"], "meaning");
    assert!(answer["total"].as_u64() > Some(0));
    assert_eq!(json(&format!("/api/v1/clauses?q={q}&widen=false")).await["total"], 0);
    assert_eq!(json("/api/v1/clauses?q=refund").await["answered_by"], "words");
    assert_eq!(get("/api/v1/clauses?q=refund&widen=perhaps").await.status, 400);

    let page = get(&format!("/?q={q}")).await.text;
    let title = "<em>Sale of personal data</em>";
    assert!(page.contains("No clause has all these words; these are about "), "{page}");
    assert!(page.contains(title) && !page.contains("Download"), "{page}");

    let export = get(&format!("/api/v1/clauses/export?format=jsonl&q={q}")).await;
    assert_eq!((export.header("x-total-count"), &*export.text), ("0", ""));
    let feed = json(&format!("/feeds/search.json?q={q}")).await;
    assert_eq!(feed["items"], json!([]));
    let engine = sample_engine();
    let auto = plan(engine, &Request { widen: Widen::Auto, ..request(ASKED) });
    assert_eq!(engine.list(&auto, LISTING_MAX).unwrap().total, 0);
    assert!(engine.changes(&auto, 50).unwrap().is_empty());
}

#[test]
fn an_exact_platform_name_wins_over_its_twin() {
    let folder = tempfile::tempdir().unwrap();
    let archive = folder.path().join("archive");
    let names = ["Proton Mail", "Proton-Mail", "Proton mail"];
    for (day, name) in (1..).zip(names) {
        let document = archive.join(name).join("Terms of Service");
        fs::create_dir_all(&document).unwrap();
        let text = format!(
            "# Terms\n\nThe herons of {name} are fed at noon, and nobody pays for the fish.\n\n\
             ## Arbitration\n\nYou and we agree that every dispute is settled by binding \
             individual arbitration and not in court.\n"
        );
        fs::write(document.join(format!("2024-01-0{day}T00-00-00Z.md")), text).unwrap();
    }
    let engine = engine_in(&archive, &folder.path().join("index"));
    for (asked, expected) in [
        ("Proton Mail", "Proton Mail"),
        ("Proton-Mail", "Proton-Mail"),
        ("Proton mail", "Proton mail"),
        ("PROTON-MAIL", "Proton-Mail"),
        ("proton-mail", "Proton Mail"),
        ("proton-mail-2", "Proton-Mail"),
        ("proton-mail-3", "Proton mail"),
    ] {
        let platforms = |request: &Request| {
            let hits = ask(&engine, request).hits;
            hits.into_iter().map(|hit| hit.document.document.platform).collect::<BTreeSet<_>>()
        };
        let expected = BTreeSet::from([expected.to_owned()]);
        let filters = vec![(Facet::Platform, asked.to_owned())];
        assert_eq!(platforms(&Request { filters, ..request("herons") }), expected, "{asked}");
        for field in [
            format!("herons platform:\"{asked}\""),
            format!("herons (zzzz OR platform:\"{asked}\")"),
        ] {
            assert_eq!(platforms(&request(&field)), expected, "{field}");
        }
        let compared = engine.compare("arbitration", &[asked.to_owned()]).unwrap().platforms;
        let compared: BTreeSet<String> = compared.into_iter().map(|one| one.platform).collect();
        assert_eq!(compared, expected, "{asked}");
    }
    let filters = vec![(Facet::Platform, "Proton Post".to_owned())];
    let unknown = Request { filters, ..request("herons") };
    let error = Plan::new(&unknown, engine.taxonomy(), engine.build()).unwrap_err();
    assert!(matches!(error, SearchError::UnknownValue { .. }), "{error}");
}

#[tokio::test]
async fn changes_can_be_alternatives() {
    let engine = sample_engine();
    let found = |query: &str| -> BTreeSet<ClauseAddress> {
        let listing = engine.list(&plan(engine, &request(query)), LISTING_MAX).unwrap();
        listing.matches.into_iter().map(|found| found.address).collect()
    };
    let (added, removed) = (found("you added:2024.."), found("you removed:2024.."));
    let either: BTreeSet<_> = added.union(&removed).copied().collect();
    assert!(!added.is_empty() && !removed.is_empty());
    assert!(either.len() > added.len() && either.len() > removed.len());
    assert_eq!(found("you added:2024.. OR removed:2024.."), either);
    assert_eq!(found("(removed:2024.. OR added:2024..) you"), either);
    let both: BTreeSet<_> = added.intersection(&removed).copied().collect();
    assert_eq!(found("you added:2024.. removed:2024.."), both);

    let plan = plan(engine, &request("added:2024.. OR removed:2025.."));
    let changes = engine.changes(&plan, 10_000).unwrap();
    let kinds = |kind| changes.iter().filter(|change| change.kind == kind).count();
    assert!(kinds(EventKind::Added) > 0 && kinds(EventKind::Removed) > 0);
    assert_eq!(kinds(EventKind::Changed), 0);
    let feed = json("/feeds/search.json?q=added:2024..+OR+removed:2024..").await;
    assert!(!feed["items"].as_array().unwrap().is_empty());

    let mixed = json("/api/v1/clauses?q=you+OR+added:2024..").await;
    assert_eq!(mixed["query"]["notes"][0]["code"], "misplaced-time");
}
