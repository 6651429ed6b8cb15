//! Clause types by example.

use super::{labels, labels_under};
use crate::clause::EvidenceSource;

#[test]
fn a_clause_is_of_the_type_whose_rules_it_meets() {
    for (clause_type, word, text) in [
        (
            "arbitration",
            "arbitration",
            "You and Lumenreel agree that any dispute will be resolved by binding arbitration and \
             not in court.",
        ),
        (
            "class-action-waiver",
            "class",
            "You may bring claims only in your own name, and you waive your right to take part in \
             a class action.",
        ),
    ] {
        let labels = labels(text);
        let first = &labels.types[0];
        assert_eq!(first.slug, clause_type);
        assert!(labels.types.windows(2).all(|pair| pair[0].confidence >= pair[1].confidence));
        for label in &labels.types {
            assert!((0.0..=1.0).contains(&label.confidence) && !label.evidence.is_empty());
        }
        assert!(matches!(first.evidence[0].source, EvidenceSource::Rule(_)), "{first:?}");
        let span = first.evidence[0].span.unwrap();
        assert!(text[span.range()].contains(word), "{}", &text[span.range()]);
    }
}

#[test]
fn ordinary_prose_is_of_no_type_and_has_no_severity() {
    for text in [
        "The weather in the valley is mild for most of the year.",
        "Section 4 is left blank on purpose.",
        "",
    ] {
        let labels = labels(text);
        assert!(labels.types.is_empty() && labels.severity.is_none(), "{text}: {labels:?}");
        assert!(labels.severity_reasons.is_empty());
    }
}

#[test]
fn a_title_or_a_link_under_a_heading_is_of_no_type() {
    for text in [
        "Cookies",
        "Do not sell",
        "Your data rights",
        "With whom do we share your personal data?",
        "5. With whom do we share your personal data?",
    ] {
        assert!(labels_under("Privacy Policy", text).types.is_empty(), "{text}");
    }
    let told = labels_under("Privacy Policy", "We use cookies to remember you.");
    assert_eq!(told.types[0].slug, "cookies");
}

#[test]
fn the_same_clause_is_always_labelled_alike() {
    let text = "We may terminate your account at any time for any reason without notice.";
    assert_eq!(labels_under("Termination", text), labels_under("Termination", text));
}
