//! Whatever bytes come as a query, the server answers: with hits, or with what to mend.

use axum::http::StatusCode;
use clausedex::query::QUERY_MAX;
use clausedex::search::{Engine, Plan, SearchError, Stop, until};
use percent_encoding::{NON_ALPHANUMERIC, percent_encode};

use crate::archives::{Numbers, sample_engine, trials};
use crate::site::get;

/// What a query of ours may be refused for although it is text of an allowed length.
const REFUSALS: [&str; 4] = ["unknown-value", "too-broad", "too-costly", "invalid-query"];

/// Pieces that mean something to the query language, and pieces that almost do.
const PIECES: &[&str] = &[
    "(",
    ")",
    "((",
    "))",
    "\"",
    "“",
    "”",
    "„",
    "'",
    "’",
    "!",
    "*",
    "**",
    "-",
    "--",
    "−",
    "%",
    "&",
    "|",
    "/",
    "+",
    "/5",
    "+5",
    "/s",
    "+s",
    "/p",
    "+p",
    "/0",
    "/99999999999",
    "+-3",
    "OR",
    "AND",
    "NOT",
    "or",
    "and",
    "§",
    "§§ 1798.100",
    "$100",
    "heading:",
    "type:",
    "type:arbitration",
    "platform:roamly",
    "severity:high",
    "jurisdiction:US-CA",
    "regulation:gdpr",
    "lang:en",
    "doctype:\"privacy policy\"",
    "ever:",
    "as-of:2021",
    "as-of:2021-02-30",
    "added:2024..",
    "removed:..2020-01",
    "changed:2024-01..2024-03",
    "added:9999-12-31",
    "changed:-1",
    ":",
    "::",
    "http://example.com/a?b=c#d",
    "e-mail",
    "opt-out",
    "optout",
    "\\",
    "\0",
    "\u{1f}s",
    "\u{1f}p",
    "\u{200b}",
    "\u{202e}",
    "\u{feff}",
    "é",
    "ß",
    "İ",
    "ﬁ",
    "あ",
    "💩",
    "\n",
    "\t",
    "\u{a0}",
    "<b>",
    "{}",
    "[",
    "]",
    "~2",
    "^3",
    "a!",
    "ar!",
    "ar*",
    "*",
    "w*m*n",
    "arbitration",
    "class action",
    "data",
    "the",
    "of",
    "to",
    "and/or",
    "12.3(b)",
    "U.S.C.",
    "don't",
];

/// Random bytes that make up a query.
fn bytes(numbers: &mut Numbers) -> Vec<u8> {
    let length = match numbers.below(20) {
        0 => numbers.below(QUERY_MAX + 200),
        1 => 0,
        _ => 1 + numbers.below(60),
    };
    match numbers.below(5) {
        // Any bytes; mostly no text at all.
        0 => (0..length).map(|_| numbers.below(256) as u8).collect(),
        1 => text(numbers, length, 0x80).into_bytes(),
        2 => text(numbers, length, 0x11_0000).into_bytes(),
        3 => soup(numbers, length, &["", "", " "]),
        _ => soup(numbers, length, &[" "]),
    }
}

/// Characters below a code point; those that are none are left out.
fn text(numbers: &mut Numbers, length: usize, below: u32) -> String {
    (0..length).filter_map(|_| char::from_u32(numbers.below(below as usize) as u32)).collect()
}

/// Pieces with one of `joints` between them.
fn soup(numbers: &mut Numbers, length: usize, joints: &[&str]) -> Vec<u8> {
    let mut soup = String::new();
    while soup.len() < length {
        soup += *numbers.pick(PIECES);
        soup += *numbers.pick(joints);
    }
    soup.into_bytes()
}

#[tokio::test]
async fn random_bytes_as_a_query_never_fail_the_server() {
    let mut numbers = Numbers(20);
    let mut answered = 0;
    let queries = trials(5_000, 100_000);
    for _ in 0..queries {
        let query = bytes(&mut numbers);
        let written = percent_encode(&query, NON_ALPHANUMERIC);
        let more = numbers.pick(&["", "", "", "&strict=true", "&group=platform", "&ever=true"]);
        let page = numbers.pick(&["/api/v1/clauses", "/api/v1/clauses", "/api/v1/clauses", "/"]);
        let address = format!("{page}?q={written}{more}");
        let answer = get(&address).await;
        assert!(answer.status.as_u16() < 500, "{address}: {}", answer.text);
        answered += usize::from(answer.status == StatusCode::OK);
        // Text of an allowed length is refused only for what it names, or on demand.
        let is_allowed = query.len() <= QUERY_MAX && std::str::from_utf8(&query).is_ok();
        if is_allowed && answer.status != StatusCode::OK && *page != "/" {
            let problem = answer.json();
            let is_known = REFUSALS.iter().any(|refusal| problem["code"] == *refusal);
            assert!(is_known, "{address}: {problem}");
        }
    }
    assert!(answered > queries / 2, "only {answered} of {queries} queries are answered");
}

#[test]
fn a_search_that_nobody_waits_for_ends() {
    let engine = sample_engine();
    let plan = |query: &str| Plan::of_query(query, engine.taxonomy(), engine.build()).unwrap();
    let stop = Stop::default();
    let search = |query| until(stop.clone(), || engine.search(&plan(query)));
    search("refund /p fee").unwrap();
    stop.stop();
    for query in ["refund /p fee", "refund", "\"the fee\"", "re! fe!"] {
        let answer = search(query);
        assert!(matches!(answer, Err(SearchError::Stopped)), "{query}: {answer:?}");
    }
    // What stops one search stops no other.
    engine.search(&plan("refund /p fee")).unwrap();
}
