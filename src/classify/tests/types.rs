//! Clause types by example.

use super::{labels, labels_under};
use crate::clause::EvidenceSource;

#[test]
fn a_clause_is_of_the_types_whose_rules_it_meets() {
    let text = "You and Lumenreel agree that any dispute will be resolved by binding arbitration \
                and not in court, and you waive your right to take part in a class action.";
    let labels = labels(text);
    let slugs: Vec<_> = labels.types.iter().map(|label| label.slug.as_str()).collect();
    assert!(slugs.contains(&"arbitration"), "{slugs:?}");
    assert!(slugs.contains(&"class-action-waiver"), "{slugs:?}");
    assert!(labels.types.windows(2).all(|pair| pair[0].confidence >= pair[1].confidence));
    for label in &labels.types {
        assert!((0.0..=1.0).contains(&label.confidence) && !label.evidence.is_empty());
    }
    let arbitration = labels.types.iter().find(|label| label.slug == "arbitration").unwrap();
    assert!(matches!(arbitration.evidence[0].source, EvidenceSource::Rule(_)));
    let span = arbitration.evidence[0].span.unwrap();
    assert!(text[span.range()].contains("arbitration"), "{}", &text[span.range()]);
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
fn the_same_clause_is_always_labelled_alike() {
    let text = "We may terminate your account at any time for any reason without notice.";
    assert_eq!(labels_under("Termination", text), labels_under("Termination", text));
}
