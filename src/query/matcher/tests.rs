//! The matcher by example, and against a slow reading of the definition in `spans`.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::query::spans::{Layout, Passage};
use crate::query::subject::Stretch;
use crate::query::{Mode, Phrase, Place, Term, Within, parse, parse_saved};

fn marked(query: &str, text: &str, heading: &str) -> Option<String> {
    let tree = parse(query, Mode::Lenient).unwrap().tree.unwrap();
    let clause = Subject::new(text, &[heading.to_owned()]);
    let found = highlights(&tree, &clause, &|_| false);
    if !matches(&tree, &clause, &|_| false) {
        assert!(found.is_empty(), "{query}");
        return None;
    }
    let mut marked = String::new();
    let mut at = 0;
    for range in found {
        marked += &format!("{}[{}]", &text[at..range.start], &text[range.clone()]);
        at = range.end;
    }
    Some(marked + &text[at..])
}

#[test]
fn a_query_marks_what_made_the_clause_match() {
    let text =
        "We may change the fees. You pay a fee of $100.\n\nArbitration waives class actions.";
    let cases = [
        ("fee", Some("We may change the [fees]. You pay a [fee] of $100.")),
        ("\"fee\"", Some("We may change the fees. You pay a [fee] of $100.")),
        ("arbitrat!", Some("[Arbitration]")),
        ("w*ives", Some("[waives]")),
        ("\"pay a fee\"", Some("[pay a fee]")),
        ("$100", Some("[$100]")),
        ("change /s fee", Some("may [change] the [fees]. You pay a fee of")),
        ("fee /s pay", Some("fees. You [pay] a [fee] of")),
        ("pay +2 fee", Some("fees. You [pay] a [fee] of")),
        ("fee +2 pay", Some("change the [fees]. You [pay] a fee")),
        ("fee /5 fee", Some("change the [fees]. You pay a [fee] of")),
        ("fee /3 fee", None),
        ("change /s pay", None),
        ("change /p pay", Some("[change] the fees. You [pay]")),
        ("pay /p class", None),
        ("change /3 fee /p \"of $\"", Some("[change] the [fees]. You pay a fee [of $]100")),
        (
            "(fee OR class) /s (pay OR actions)",
            Some("[pay] a [fee] of $100.\n\nArbitration waives [class] [actions]"),
        ),
        ("fee NOT class", None),
        ("fee NOT refund", Some("the [fees]. You pay a [fee] of")),
        (
            "fee OR (class refund)",
            Some("the [fees]. You pay a [fee] of $100.\n\nArbitration waives class"),
        ),
        ("title", Some("We may change the fees.")),
        ("\"the title\"", Some("We may change the fees.")),
        ("\"title\" pay", Some("You [pay] a fee")),
        ("title /s the", Some("We may change the fees.")),
        ("the +1 title /s the", None),
        ("\"title we\"", None),
        ("title /s fee", None),
        ("title /255 we", None),
        ("heading:title fee", Some("the [fees]. You pay a [fee] of")),
        ("heading:fee", None),
        ("waiv! platform:x", Some("[waives]")),
        (
            "waiv! OR (fee -platform:x) (pay OR platform:x)",
            Some("[fees]. You [pay] a [fee] of $100.\n\nArbitration [waives]"),
        ),
    ];
    for (query, expected) in cases {
        let marked = marked(query, text, "The Title");
        match (&marked, expected) {
            (Some(marked), Some(part)) => assert!(marked.contains(part), "{query}: {marked}"),
            _ => assert_eq!(marked.as_deref(), expected, "{query}"),
        }
    }
}

#[test]
fn no_phrase_or_connector_reaches_over_the_end_of_a_heading() {
    let path = ["Pre-Flight Checks", "Kangaroo Courts"].map(str::to_owned);
    let clause = Subject::new("Nothing here binds a judge.", &path);
    for (query, expected) in [
        ("\"kangaroo courts\"", true),
        ("pre-flight", true),
        ("heading:pre-flight", true),
        ("\"flight checks\"", true),
        ("kangaroo /s courts", true),
        ("courts /p kangaroo", true),
        ("pre +2 checks", true),
        ("check! /1 flight", true),
        ("(flight OR kangaroo) /1 courts", true),
        ("courts +1 kangaroo", false),
        ("\"checks kangaroo\"", false),
        ("heading:\"checks kangaroo\"", false),
        ("checks /255 kangaroo", false),
        ("checks /p kangaroo", false),
        ("courts /255 nothing", false),
        ("\"courts nothing\"", false),
        ("courts /p judge", false),
        ("courts judge flight", true),
    ] {
        let tree = parse(query, Mode::Strict).unwrap().tree.unwrap();
        assert_eq!(matches(&tree, &clause, &|_| false), expected, "{query}");
        assert_eq!(highlights(&tree, &clause, &|_| false).is_empty(), !query.contains("judge "));
    }
}

#[test]
fn what_a_saved_query_quotes_or_connects_is_looked_for_in_the_text() {
    let clause = Subject::new("Nothing here binds a judge.", &["Kangaroo Courts".to_owned()]);
    for (query, expected) in [
        ("kangaroo", true),
        ("heading:\"kangaroo courts\"", true),
        ("\"kangaroo\"", false),
        ("\"kangaroo courts\"", false),
        ("kangaroo /s courts", false),
        ("(kangaroo OR binds) /s (courts OR judge)", true),
    ] {
        let tree = parse_saved(query).unwrap();
        assert_eq!(matches(&tree, &clause, &|_| false), expected, "{query}");
    }
}

#[test]
fn a_hyphen_or_a_closed_compound_makes_no_difference() {
    for query in ["opt-out", "optout", "\"opt out\"", "opt out"] {
        assert!(marked(query, "You may opt-out today.", "").is_some(), "{query}");
        assert!(marked(query, "You may opt out today.", "").is_some(), "{query}");
    }
    for query in ["opt-out", "optout", "opt out", "Opting out", "today opt out"] {
        assert!(marked(query, "You may optout today.", "").is_some(), "{query}");
        assert!(marked(query, "today", "Your optout").is_some(), "{query}");
    }
    for query in ["\"opt out\"", "out opt", "opt today out", "opt! out", "opt NOT (opt out)"] {
        assert!(marked(query, "You may optout today.", "").is_none(), "{query}");
    }
    assert!(marked("optout NOT (opt out)", "You may optout today.", "").is_none());
    assert!(marked("opt-out", "today", "Your opt out").is_some());
}

#[test]
fn many_connectors_stay_fast() {
    let text = "the of to and we you data in a ".repeat(300);
    let clause = Subject::new(&text, &[]);
    let query = ["the", "of", "to", "and"].repeat(16).join(" /p ");
    let tree = parse_saved(&query).unwrap();
    assert!(matches(&tree, &clause, &|_| false));
    assert!(!highlights(&tree, &clause, &|_| false).is_empty());
}

fn in_text(clause: &Subject) -> Lie<'_> {
    Lie { clause, stretch: Stretch::Text }
}

/// The passages of an operand, by the letter of the definition.
fn slow_passages(node: &Node, clause: &Subject) -> BTreeSet<Passage> {
    let tokens = clause.tokens();
    match node {
        Node::Phrase(phrase) => (0..tokens.len())
            .filter(|first| {
                phrase.terms.iter().enumerate().all(|(index, term)| {
                    tokens.get(first + index).is_some_and(|token| term.accepts(&token.word))
                })
            })
            .map(|first| (first as u32, (first + phrase.terms.len() - 1) as u32))
            .map(|(first, last)| Passage { first, last })
            .collect(),
        Node::Or(nodes) => nodes.iter().flat_map(|node| slow_passages(node, clause)).collect(),
        Node::Near(near) => {
            let covers: BTreeSet<Passage> =
                slow_pairs(near, clause).iter().map(|(left, right)| left.cover(*right)).collect();
            let length = |passage: &Passage| passage.last - passage.first;
            let is_kept = |cover: &&Passage| {
                let shortest = |other: &Passage| length(cover) <= length(other);
                covers.iter().filter(|other| other.first == cover.first).all(shortest)
                    || covers.iter().filter(|other| other.last == cover.last).all(shortest)
            };
            covers.iter().filter(is_kept).copied().collect()
        }
        _ => unreachable!("not an operand"),
    }
}

/// All pairs that may be made, and what the definition ranks them by: the least first.
fn possible_pairs(near: &Near, clause: &Subject) -> Vec<(Passage, Passage)> {
    let lie = in_text(clause);
    let right = slow_passages(&near.right, clause);
    let mut pairs = Vec::new();
    for one in slow_passages(&near.left, clause) {
        for other in right.iter().copied() {
            let (earlier, later) =
                if one.first < other.first { (one, other) } else { (other, one) };
            let is_near = match near.within {
                Within::Words(most) => {
                    later.first > earlier.last && later.first - earlier.last <= most
                }
                Within::Sentence => lie.sentence(earlier.first) == lie.sentence(later.last),
                Within::Paragraph => lie.paragraph(earlier.first) == lie.paragraph(later.last),
            };
            if is_near && later.first > earlier.last && (!near.ordered || earlier == one) {
                pairs.push((one, other));
            }
        }
    }
    pairs
}

fn slow_pairs(near: &Near, clause: &Subject) -> BTreeSet<(Passage, Passage)> {
    let pairs = possible_pairs(near, clause);
    // Less is nearer: first what the connector measures, then the length of the other passage.
    let rank = |this: Passage, other: Passage| {
        let cover = this.cover(other);
        let apart = this.first.max(other.first) - this.last.min(other.last);
        let length = other.last - other.first;
        match near.within {
            Within::Words(_) => (apart, length),
            _ => (cover.last - cover.first, length),
        }
    };
    let is_nearest = |this: Passage, other: Passage, others: Vec<Passage>| {
        let same_side = |third: &Passage| (third.first > this.last) == (other.first > this.last);
        others.into_iter().filter(same_side).all(|third| rank(this, other) <= rank(this, third))
    };
    let chosen = |(left, right): &&(Passage, Passage)| {
        let rights = pairs.iter().filter(|pair| pair.0 == *left).map(|pair| pair.1).collect();
        let lefts = pairs.iter().filter(|pair| pair.1 == *right).map(|pair| pair.0).collect();
        is_nearest(*left, *right, rights) || is_nearest(*right, *left, lefts)
    };
    pairs.iter().filter(chosen).copied().collect()
}

fn slow_matches(node: &Node, clause: &Subject) -> bool {
    match node {
        Node::And(nodes) => nodes.iter().all(|node| slow_matches(node, clause)),
        Node::Or(nodes) => nodes.iter().any(|node| slow_matches(node, clause)),
        Node::Not(inner) => !slow_matches(inner, clause),
        Node::Field(_) => false,
        operand => !slow_passages(operand, clause).is_empty(),
    }
}

fn term() -> impl Strategy<Value = Term> {
    prop_oneof![
        4 => prop::sample::select(vec!["pay", "fee", "car", "card"])
            .prop_map(|word| Term::Stem { word: word.into(), stem: word.into() }),
        2 => prop::sample::select(vec!["pay", "fees", "card"]).prop_map(|word| Term::Exact(word.into())),
        1 => Just(Term::Prefix("pa".into())),
        1 => Just(Term::Pattern("car*".into())),
    ]
}

fn phrase() -> impl Strategy<Value = Node> {
    prop::collection::vec(term(), 1..4)
        .prop_map(|terms| Node::Phrase(Phrase { terms, place: Place::Text }))
}

fn operand() -> impl Strategy<Value = Node> {
    phrase().prop_recursive(3, 12, 3, |inner| {
        let within = prop_oneof![
            (1..6_u32).prop_map(Within::Words),
            Just(Within::Sentence),
            Just(Within::Paragraph)
        ];
        prop_oneof![
            prop::collection::vec(inner.clone(), 2..4).prop_map(Node::Or),
            (inner.clone(), inner, within, any::<bool>()).prop_map(
                |(left, right, within, ordered)| {
                    Node::Near(Box::new(Near { left, right, within, ordered }))
                }
            ),
        ]
    })
}

fn condition() -> impl Strategy<Value = Node> {
    operand().prop_recursive(3, 8, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 2..4).prop_map(Node::And),
            prop::collection::vec(inner.clone(), 2..4).prop_map(Node::Or),
            inner.prop_map(|node| Node::Not(Box::new(node))),
        ]
    })
}

fn text() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "pay", "pays", "paid", "fee", "fees", "car", "card", "cars", "x", "x", "\n", "\n\n",
    ]);
    prop::collection::vec(word, 0..25).prop_map(|words| words.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn the_matcher_agrees_with_the_definition(node in condition(), text in text()) {
        let clause = Subject::new(&text, &[]);
        let is_met = slow_matches(&node, &clause);
        prop_assert_eq!(matches(&node, &clause, &|_| false), is_met);
        let found = highlights(&node, &clause, &|_| false);
        prop_assert!(is_met || found.is_empty());
        for pair in found.windows(2) {
            prop_assert!(pair[0].end <= pair[1].start);
        }
    }

    #[test]
    fn passages_and_pairs_agree_with_the_definition(node in operand(), text in text()) {
        let clause = Subject::new(&text, &[]);
        let fast = super::operand(&node, in_text(&clause));
        let slow: Vec<Passage> = slow_passages(&node, &clause).into_iter().collect();
        prop_assert_eq!(fast, slow);
        if let Node::Near(near) = &node {
            let fast = Pairs::of(near, in_text(&clause)).found;
            let slow: Vec<_> = slow_pairs(near, &clause).into_iter().collect();
            prop_assert_eq!(&fast, &slow);
            // Thinning out pairs loses no passage that is in any pair.
            let all = possible_pairs(near, &clause);
            let sides = |pairs: &[(Passage, Passage)]| {
                let left: BTreeSet<_> = pairs.iter().map(|pair| pair.0).collect();
                let right: BTreeSet<_> = pairs.iter().map(|pair| pair.1).collect();
                (left, right)
            };
            prop_assert_eq!(sides(&all), sides(&fast));
        }
    }
}
