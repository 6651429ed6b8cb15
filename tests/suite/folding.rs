//! Folding: each match is shown once, itself or under a better one, on whatever page.

use std::collections::{BTreeSet, HashMap};

use clausedex::clause::RecordId;
use clausedex::search::{Embedded, Engine, Facet, Hit, Plan, Request, Sort};

use crate::archives::{contrib_engine, sample_engine};

/// Every hit of `request`, page by page.
fn all_hits(engine: &Embedded, mut request: Request) -> Vec<Hit> {
    let mut found = Vec::new();
    loop {
        let plan = Plan::new(&request, engine.taxonomy(), engine.build()).unwrap();
        let answer = engine.search(&plan).unwrap();
        found.extend(answer.hits);
        request.cursor = answer.next_cursor;
        if request.cursor.is_none() {
            return found;
        }
    }
}

/// A clause state: its record ID and its wording.
type Name = (RecordId, u32);

fn names(hits: &[Hit]) -> Vec<Name> {
    hits.iter().map(|hit| (hit.record, hit.entry.state.number)).collect()
}

/// Compares all pages of a folded list with the list in full; returns how many hits are folded.
fn check(engine: &Embedded, request: &Request) -> usize {
    let full = all_hits(engine, Request { fold: false, limit: 100, ..request.clone() });
    let rank: HashMap<Name, usize> = names(&full).into_iter().zip(0..).collect();
    let folded = all_hits(engine, Request { fold: true, ..request.clone() });

    let mut shown = names(&folded);
    assert!(shown.iter().map(|name| rank[name]).is_sorted(), "the order is the same");
    for (best, hit) in names(&folded).into_iter().zip(&folded) {
        for duplicate in &hit.duplicates {
            let name = (duplicate.record, duplicate.wording);
            assert!(rank[&name] > rank[&best], "the best stands for all");
            let place = &full[rank[&name]];
            assert_eq!(place.document.platform_slug, hit.document.platform_slug);
            assert_eq!(place.document.document_slug, duplicate.document_slug);
            shown.push(name);
        }
    }
    assert_eq!(shown.len(), full.len(), "nothing is lost or shown twice: {request:?}");
    assert_eq!(BTreeSet::from_iter(shown).len(), full.len(), "{request:?}");
    full.len() - folded.len()
}

#[test]
fn folded_pages_show_each_clause_once() {
    let engine = sample_engine();
    for query in ["data", "you", "", "termination OR notice"] {
        for limit in [1, 7, 100] {
            check(engine, &Request { query: query.to_owned(), limit, ..Request::default() });
        }
    }
}

#[test]
fn folded_pages_of_the_real_archive_show_each_clause_once() {
    let Some(engine) = contrib_engine() else { return };
    let mut folded = 0;
    for query in ["arbitration", "sell data", "\"third parties\" cookies", "refund OR reimburse"] {
        for limit in [13, 100] {
            let request = Request { query: query.to_owned(), limit, ..Request::default() };
            folded += check(engine, &request);
            let filters = vec![(Facet::Severity, "high".to_owned())];
            folded += check(engine, &Request { filters, ..request });
        }
    }
    let as_of = Some("2021-05-01T00:00:00Z".parse().unwrap());
    let request =
        Request { query: "arbitration".to_owned(), limit: 40, as_of, ..Request::default() };
    folded += check(engine, &request);
    assert!(folded > 100, "only {folded} clauses are folded");
}

#[test]
fn only_the_best_matches_of_a_moment_are_folded() {
    let engine = sample_engine();
    let plain = Request { query: "data".to_owned(), fold: true, limit: 100, ..Request::default() };
    let folds =
        |request: Request| Plan::new(&request, engine.taxonomy(), engine.build()).unwrap().fold;
    assert!(folds(plain.clone()));
    let as_of = Some("2023-01-01T00:00:00Z".parse().unwrap());
    assert!(folds(Request { as_of, ..plain.clone() }));
    for request in [
        Request { fold: false, ..plain.clone() },
        Request { sort: Sort::Newest, ..plain.clone() },
        Request { by_platform: true, ..plain.clone() },
        Request { ever: true, ..plain.clone() },
        Request { query: "data changed:2023..".to_owned(), ..plain.clone() },
    ] {
        assert!(!folds(request.clone()), "{request:?}");
    }
}
