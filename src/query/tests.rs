//! The language by example, and what must hold of it for any text.

use super::*;

fn understood(text: &str) -> String {
    parse(text, Mode::Lenient).unwrap().understood
}

/// What is typed, and how it is understood.
const PRECEDENCE: &[(&str, &str)] = &[
    ("", ""),
    ("waiver", "waiver"),
    ("class action waiver", "class action waiver"),
    ("\"class action\"", "\"class action\""),
    ("a AND b", "a b"),
    ("a & b", "a b"),
    ("a OR b", "a OR b"),
    ("a or b", "a or b"),
    ("a OR b c", "(a OR b) c"),
    ("a b OR c", "a (b OR c)"),
    ("a b OR c d", "a (b OR c) d"),
    ("a AND b OR c AND d", "a (b OR c) d"),
    ("(a AND b) OR c", "(a b) OR c"),
    ("(a b) OR (c d)", "(a b) OR (c d)"),
    ("a OR (b OR c)", "a OR b OR c"),
    ("a AND (b AND c)", "a b c"),
    ("NOT a", "NOT a"),
    ("-a", "NOT a"),
    ("% a", "NOT a"),
    ("a NOT b", "a NOT b"),
    ("a % b", "a NOT b"),
    ("a -b", "a NOT b"),
    ("a NOT b c", "a NOT b c"),
    ("a NOT b OR c", "a NOT (b OR c)"),
    ("a OR NOT b", "a OR (NOT b)"),
    ("NOT NOT a", "a"),
    ("NOT (NOT a)", "a"),
    ("NOT a /5 b", "NOT (a /5 b)"),
    ("-(a b)", "NOT (a b)"),
    ("-\"a b\"", "NOT \"a b\""),
    ("a /5 b", "a /5 b"),
    ("a +5 b", "a +5 b"),
    ("a /s b", "a /s b"),
    ("a +s b", "a +s b"),
    ("a /p b", "a /p b"),
    ("a +P b", "a +p b"),
    ("a w/5 b pre/3 c", "a /5 b +3 c"),
    ("a /5 b /s c", "a /5 b /s c"),
    ("a /5 (b /s c)", "a /5 (b /s c)"),
    ("(a /5 b) /s c", "a /5 b /s c"),
    ("a OR b /5 c OR d", "(a OR b) /5 (c OR d)"),
    ("(a /5 b) OR c /s d", "((a /5 b) OR c) /s d"),
    ("a /5 b c", "(a /5 b) c"),
    ("c a /5 b", "c (a /5 b)"),
    ("a /5 b AND c /s d", "(a /5 b) (c /s d)"),
    ("a /5 \"b c\"", "a /5 \"b c\""),
    ("a a", "a"),
    ("(a) ((b))", "a b"),
    ("arbitrat! wom*n", "arbitrat! wom*n"),
    ("\"class action!\"", "\"class action!\""),
    ("heading:refund", "heading:refund"),
    ("heading:\"time limit\" fee", "heading:\"time limit\" fee"),
    ("heading:(refund OR return)", "heading:refund OR heading:return"),
    ("heading:(refund policy)", "heading:refund heading:policy"),
    ("NOT heading:cookies", "NOT heading:cookies"),
    ("platform:spotify fee", "fee platform:spotify"),
    ("platform:spotify", "platform:spotify"),
    ("fee doctype:\"privacy policy\"", "fee doctype:\"privacy policy\""),
    ("type:a OR type:b", "type:a type:b"),
    ("type:a OR platform:b", "type:a OR platform:b"),
    ("-platform:spotify fee", "NOT platform:spotify fee"),
    ("Document_Type:x language:en", "doctype:x lang:en"),
    ("fee as-of:2021-05-01", "fee as-of:2021-05-01"),
    ("ever: fee", "fee ever:"),
    ("added:2024..", "added:2024-01-01.."),
    ("changed:2024-01..2024-03", "changed:2024-01-01..2024-03-31"),
    ("changed:..2024-02", "changed:..2024-02-29"),
    ("added:2023", "added:2023-01-01..2023-12-31"),
    ("removed:", "ever: removed:"),
    ("added:2024.. OR changed:2024..", "added:2024-01-01.. OR changed:2024-01-01.."),
    (
        "a (added: OR removed:2024) added:",
        "a ever: added: OR removed:2024-01-01..2024-12-31 added:",
    ),
    ("(added: OR changed:) OR removed: b", "b ever: added: OR changed: OR removed:"),
    ("added: OR added: a", "a added:"),
    ("a OR b platform:x", "(a OR b) platform:x"),
    ("a OR b as-of:2020-01-02", "(a OR b) as-of:2020-01-02"),
    ("GDPR OR CCPA OR HIPAA", "gdpr OR ccpa OR hipaa"),
    ("opt platform:x out", "opt out platform:x"),
    ("fee (opt out) fee", "fee opt out"),
    ("(log in) OR (opt out)", "(log in) OR (opt out)"),
    ("NOT (opt out) fee", "NOT (opt out) fee"),
    ("heading:(opt out)", "heading:opt heading:out"),
    ("(opt out) OR optout", "(opt out) OR opt-out"),
    ("optout OR (opt out)", "optout OR (opt out)"),
];

#[test]
fn each_operator_binds_as_tightly_as_it_should() {
    for (text, expected) in PRECEDENCE {
        assert_eq!(understood(text), *expected, "{text}");
        let strict = parse(text, Mode::Strict);
        assert!(strict.is_ok(), "{text}: {strict:?}");
    }
}

use NoteCode::*;

/// What is pasted, how it is understood, and what is noted.
const LENIENCY: &[(&str, &str, &[NoteCode])] = &[
    ("“class action” waiver’s", "\"class action\" waiver's", &[]),
    ("„class action“ «jury trial»", "\"class action\" \"jury trial\"", &[]),
    ("§ 1798.100", "1798.100", &[SignAlone]),
    ("§1798.100", "1798.100", &[SignAlone]),
    ("\"§ 1798.100\"", "\"§ 1798.100\"", &[]),
    ("45 CFR 164.308(b)", "45 cfr 164.308-b", &[]),
    ("\"45 CFR 164.308(b)\"", "\"45 cfr 164.308 b\"", &[]),
    ("$100", "$100", &[]),
    ("e-mail E-Mail email", "email", &[]),
    ("opt-out", "opt-out", &[]),
    ("opt out", "opt out", &[]),
    ("optout", "optout", &[]),
    ("opt-outs", "opt-outs", &[]),
    ("‘class action’ OR ‘jury trial’", "\"class action\" OR \"jury trial\"", &[]),
    ("‘platform’s terms’, users’ rights", "\"platform's terms\" users rights", &[]),
    ("the users’ ‘content", "the users content", &[]),
    ("U.S.C. Inc.", "usc inc", &[]),
    ("AT&T and/or R&D", "at-t and-or r-d", &[]),
    ("fee(s)", "fee-s", &[]),
    ("a AND", "a", &[DanglingOperator]),
    ("OR a", "a", &[DanglingOperator]),
    ("a OR AND b", "a b", &[DanglingOperator]),
    ("a /5", "a", &[DanglingOperator]),
    ("/s a", "a", &[DanglingOperator]),
    ("NOT", "", &[DanglingOperator]),
    ("a NOT NOT", "a", &[DanglingOperator]),
    ("a - b", "a b", &[StraySign]),
    ("a / b", "a b", &[StraySign]),
    ("* a", "a", &[StraySign]),
    ("\"class action", "class action", &[UnbalancedQuote]),
    ("class action\"", "class action", &[UnbalancedQuote]),
    ("\"\" a", "a", &[Empty]),
    ("(a OR b", "a OR b", &[UnbalancedBracket]),
    ("a OR b)", "a OR b", &[UnbalancedBracket]),
    ("() a", "a", &[Empty]),
    (")(", "", &[UnbalancedBracket, UnbalancedBracket, Empty]),
    ("a /0 b", "a /1 b", &[Distance]),
    ("a /99999999999999 b", "a /255 b", &[Distance]),
    ("call +353 1 234", "call 353 1 234", &[]),
    ("a!", "a", &[ShortRoot]),
    ("**bold** text", "bold text", &[LeadingWildcard]),
    ("arbitrat*", "arbitrat*", &[FinalWildcard]),
    ("platform: spotify", "platform spotify", &[NoValue]),
    ("platform:\"\" a", "a", &[NoValue]),
    ("heading: a", "heading a", &[NoValue]),
    ("as-of:yesterday a", "a", &[UnknownDate]),
    ("changed:2024..2023", "", &[UnknownDate]),
    ("as-of:2021-02", "as-of:2021-02-28", &[DateWidened]),
    ("(a ever:)", "a ever:", &[MisplacedTime]),
    ("(a added:)", "a added:", &[MisplacedTime]),
    ("NOT added: a", "a added:", &[MisplacedTime]),
    ("a OR added: OR changed:", "a added: OR changed:", &[MisplacedTime]),
    ("a /s added:", "a added:", &[MisplacedTime]),
    ("ever: as-of:2020-01-01", "ever:", &[TwoTimes]),
    ("(a b) /s c", "(a /s c) (b /s c)", &[ConnectedGroup]),
    ("c /s (a b)", "(c /s a) (c /s b)", &[ConnectedGroup]),
    ("(a NOT b) /s c", "(a /s c) c NOT (b /s c)", &[ConnectedGroup]),
    ("a /s NOT b", "a NOT (a /s b)", &[ConnectedGroup]),
    ("a /s platform:x", "a platform:x", &[ConnectedGroup]),
    ("a /s heading:x", "a heading:x", &[ConnectedGroup]),
    ("https://www.example.com/legal?x=1", "www-example-com-legal-x-1", &[]),
    (
        "You agree that, except as noted (see below), disputes \"shall be\" resolved; or not.",
        "you agree that except as noted see below disputes \"shall be\" resolved or not",
        &[],
    ),
    (
        "THE SERVICE IS PROVIDED AS IS AND WITHOUT WARRANTY",
        "the service is provided as and without warranty",
        &[Capitals],
    ),
    (
        "WE ARE NOT LIABLE FOR ANY DIRECT OR INDIRECT DAMAGES",
        "we are not liable for any direct or indirect damages",
        &[Capitals, Capitals],
    ),
];

#[test]
fn whatever_is_pasted_is_understood() {
    for (text, expected, notes) in LENIENCY {
        let query = parse(text, Mode::Lenient).unwrap();
        assert_eq!(query.understood, *expected, "{text}");
        let mut codes: Vec<_> = query.notes.iter().map(|note| note.code).collect();
        let mut expected = notes.to_vec();
        codes.sort_by_key(|code| format!("{code:?}"));
        expected.sort_by_key(|code| format!("{code:?}"));
        assert_eq!(codes, expected, "{text}");
        let is_faulty = notes.iter().any(|code| code.is_fault());
        assert_eq!(parse(text, Mode::Strict).is_err(), is_faulty, "{text}");
        for note in &query.notes {
            assert!(text.get(note.span.0..note.span.1).is_some(), "{text}: {note:?}");
        }
    }
}

#[test]
fn an_error_says_limit_maximum_and_what_was_got() {
    let error = parse(&"é".repeat(600), Mode::Lenient).unwrap_err();
    assert_eq!(error.to_string(), "too many query bytes: 1024 are allowed, got 1200");
    let error = parse("a OR", Mode::Strict).unwrap_err();
    assert!(matches!(&error, QueryError::Fault { note, .. } if note.span == (2, 4)));
}

#[test]
fn size_is_limited_without_failing() {
    let many = (0..300).map(|n| n.to_string()).collect::<Vec<_>>().join(" ");
    let query = parse(&many[..1000], Mode::Lenient).unwrap();
    let Some(Node::And(nodes)) = query.tree else { panic!("many words") };
    assert_eq!(nodes.len(), CONDITIONS_MAX);
    assert_eq!(query.notes[0].code, TooManyConditions);

    let deep = "(".repeat(1000) + "a";
    let query = parse(&deep, Mode::Lenient).unwrap();
    assert_eq!(query.understood, "a");
    let balanced = "(".repeat(500) + "a" + &")".repeat(500);
    assert_eq!(parse(&balanced, Mode::Lenient).unwrap().understood, "a");

    let long = format!("\"{}\"", "a ".repeat(100));
    let query = parse(&long, Mode::Lenient).unwrap();
    assert!(matches!(query.tree, Some(Node::Phrase(phrase)) if phrase.terms.len() == PHRASE_MAX));

    let nots = "NOT ".repeat(250) + "a";
    assert_eq!(parse(&nots, Mode::Lenient).unwrap().understood, "a");
}

#[test]
fn a_query_survives_being_written_down() {
    let query = parse("a /5 \"b c\" NOT wom*n! type:x changed:2024..", Mode::Lenient).unwrap();
    let written = serde_json::to_string(&query).unwrap();
    assert_eq!(serde_json::from_str::<Query>(&written).unwrap(), query);
}

/// What is understood must mean what was typed.
fn check_understood(text: &str) {
    let query = parse(text, Mode::Lenient).unwrap();
    let wide = Limits { bytes: 1 << 20, conditions: 1 << 20, nesting: 1 << 10, ..TYPED };
    let again = parse_within(&query.understood, Mode::Lenient, wide, &|_| None).unwrap();
    assert_eq!(again.tree, query.tree, "{text:?} -> {:?}", query.understood);
    assert_eq!(again.filters, query.filters, "{text:?} -> {:?}", query.understood);
    assert_eq!(again.time, query.time, "{text:?} -> {:?}", query.understood);
    assert_eq!(again.understood, query.understood);
    let strict = parse_within(&query.understood, Mode::Strict, wide, &|_| None);
    assert!(strict.is_ok(), "{text:?} -> {:?}: {strict:?}", query.understood);
    for note in &query.notes {
        assert!(text.get(note.span.0..note.span.1).is_some(), "{text:?}: {note:?}");
    }
}

#[test]
fn what_is_understood_means_what_was_typed() {
    for (text, _) in PRECEDENCE {
        check_understood(text);
    }
    for (text, ..) in LENIENCY {
        check_understood(text);
    }
    for text in [
        "e/mail",
        "optout OR opt-out OR x",
        "x OR opt-out NOT login",
        "隐私政策 隐私!",
        "a'\u{1e026}\u{9bc}",
    ] {
        check_understood(text);
    }
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(2_000))]

    #[test]
    fn any_text_is_understood(text in "\\PC{0,200}") {
        check_understood(&text);
    }

    #[test]
    fn any_arrangement_of_the_language_is_understood(
        pieces in proptest::collection::vec(piece(), 0..60),
        spaces in proptest::collection::vec(proptest::bool::weighted(0.8), 60),
    ) {
        let mut text = String::new();
        for (piece, space) in pieces.iter().zip(spaces) {
            text += piece;
            text += if space { " " } else { "" };
        }
        text.truncate(text.floor_char_boundary(QUERY_MAX));
        check_understood(&text);
    }
}

fn piece() -> impl proptest::strategy::Strategy<Value = &'static str> {
    proptest::sample::select(vec![
        "a",
        "b",
        "Fees",
        "opt-out",
        "optout",
        "opt",
        "out",
        "login",
        "e-mail",
        "wom*n",
        "arbitrat!",
        "x!",
        "*",
        "!",
        "§",
        "$",
        "1,000.5",
        "U.S.C.",
        "隐私",
        "\"",
        "“",
        "”",
        "(",
        ")",
        "(",
        ")",
        "[",
        "AND",
        "OR",
        "OR",
        "NOT",
        "&",
        "%",
        "-",
        "+",
        "/5",
        "+3",
        "/s",
        "+s",
        "/p",
        "w/2",
        "/0",
        "/",
        "heading:",
        "platform:",
        "type:x",
        "platform:\"a b\"",
        "lang:en",
        "ever:",
        "as-of:2021",
        "added:2020..",
        "removed:",
        "changed:",
        "‘",
        "’",
        "'s",
        ".",
        ",",
        ":",
        "https://",
        "\u{200b}",
        "ß",
        "½",
        "e",
        "mail",
        "\n",
        "\u{0}",
        "c.d",
        "(b)",
    ])
}

#[test]
fn a_hundred_thousand_random_byte_strings_are_read() {
    let mut state: u64 = 1;
    let mut next = || {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize
    };
    for _ in 0..100_000 {
        let length = next() % 80;
        let bytes: Vec<u8> = (0..length).map(|_| (next() % 256) as u8).collect();
        let text = String::from_utf8_lossy(&bytes);
        let _ = parse(&text, Mode::Lenient).unwrap();
        let _ = parse(&text, Mode::Strict);
    }
}
