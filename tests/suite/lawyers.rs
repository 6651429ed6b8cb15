//! Queries as lawyers write them are all answered, however bounded the work of one search is.

use clausedex::search::{Embedded, Engine, Plan, Request, SearchError};

use crate::archives::{contrib_engine, genai_engine, sample_engine};

/// Three hundred queries, written without a look at what a search may cost.
const QUERIES: &str = include_str!("../examples/queries/lawyers.txt");

fn found(engine: &Embedded, query: &str, ever: bool) -> Result<u64, SearchError> {
    let request = Request { query: query.to_owned(), ever, limit: 10, ..Request::default() };
    let plan = Plan::new(&request, engine.taxonomy(), engine.build())?;
    Ok(engine.search(&plan)?.total)
}

/// Asks all of them, and says how many find something that ever stood.
fn answered(engine: &Embedded) -> usize {
    assert!(QUERIES.lines().count() >= 300);
    let mut finding = 0;
    for query in QUERIES.lines() {
        for ever in [false, true] {
            match found(engine, query, ever) {
                Ok(total) => finding += usize::from(ever && total > 0),
                Err(error) => panic!("{query}: {error}"),
            }
        }
    }
    finding
}

#[test]
fn queries_of_lawyers_are_answered_over_the_sample() {
    assert!(answered(sample_engine()) > 100);
}

#[test]
fn queries_of_lawyers_are_answered_over_real_archives() {
    if let Some(engine) = genai_engine() {
        answered(engine);
    }
    if let Some(engine) = contrib_engine() {
        assert!(answered(engine) > 280);
    }
}

/// `(a OR b …)` of so many of the commonest words, from one on.
fn group(from: usize, many: usize) -> String {
    const COMMON: [&str; 64] = [
        "the",
        "of",
        "to",
        "and",
        "or",
        "you",
        "your",
        "we",
        "in",
        "any",
        "for",
        "our",
        "with",
        "by",
        "this",
        "is",
        "that",
        "as",
        "not",
        "may",
        "on",
        "are",
        "use",
        "be",
        "information",
        "from",
        "will",
        "services",
        "if",
        "these",
        "us",
        "other",
        "service",
        "such",
        "terms",
        "it",
        "an",
        "at",
        "have",
        "which",
        "please",
        "data",
        "access",
        "personal",
        "all",
        "can",
        "account",
        "provide",
        "through",
        "content",
        "do",
        "agreement",
        "third",
        "including",
        "when",
        "more",
        "about",
        "party",
        "under",
        "rights",
        "rules",
        "privacy",
        "has",
        "no",
    ];
    format!("({})", COMMON[from..from + many].join(" OR "))
}

#[test]
fn what_would_take_too_long_is_refused_with_a_repair() {
    let Some(engine) = contrib_engine() else { return };
    let chain = |groups: usize, many: usize, operator: &str| {
        let groups: Vec<String> = (0..groups).map(|at| group(at * many, many)).collect();
        groups.join(operator)
    };
    for (query, operator) in [
        (chain(4, 16, " /255 "), "/255"),
        (chain(8, 8, " /p "), "/p"),
        (["the"; 60].join(" /s "), "/s"),
        (["(con! OR pro! OR the! OR per! OR ser! OR acc!)"; 2].join(" +s "), "+s"),
    ] {
        let first = found(engine, &query, true);
        let Err(SearchError::TooCostly { operator: named, repair, maximum, spent }) = first else {
            panic!("{query}: {first:?}");
        };
        assert_eq!(named, operator, "{query}");
        assert!(!repair.is_empty() && spent > maximum, "{query}: {repair}");
        // The same query takes as many steps each time.
        let Err(SearchError::TooCostly { spent: again, .. }) = found(engine, &query, true) else {
            panic!("{query}");
        };
        assert_eq!(again, spent, "{query}");
    }
}
