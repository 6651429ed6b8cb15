//! Small tables for what is counted of labels.

use super::*;
use crate::clause::{DoubtfulType, JurisdictionLabel, JurisdictionRole, TypeLabel};

/// A clause of those types for its readers, which touches others, with types as sure as they are
/// said to be.
fn clause(types: &[&str], also: &[&str], given: &[(&str, f32)]) -> Judged {
    let owned = |slugs: &[&str]| slugs.iter().map(|slug| (*slug).to_owned()).collect();
    let mut judged = Judged { types: owned(types), also: owned(also), ..Judged::default() };
    for (slug, confidence) in given {
        let (slug, confidence) = ((*slug).to_owned(), *confidence);
        if confidence >= SHOWN {
            judged.labels.types.push(TypeLabel { slug, confidence, evidence: Vec::new() });
        } else {
            judged.labels.doubtful.push(DoubtfulType { slug, confidence });
        }
    }
    judged
}

fn measured(clauses: &[Judged]) -> LabelMeasures {
    LabelMeasures::new(&clauses.iter().collect::<Vec<_>>())
}

/// Part and whole of a share.
fn parts(share: Share) -> (usize, usize) {
    (share.part, share.whole)
}

#[test]
fn shown_and_confident_types_are_counted_against_what_readers_said() {
    let types = measured(&[
        clause(&["refunds"], &[], &[("refunds", 0.95)]),
        clause(&["refunds"], &[], &[("cookies", 0.7), ("refunds", 0.2)]),
        clause(&["refunds", "cookies"], &[], &[("refunds", 0.75)]),
        clause(&[], &[], &[("cookies", 0.92)]),
        clause(&[], &[], &[("cookies", 0.3)]),
        clause(&["cookies"], &[], &[]),
    ])
    .types;
    assert_eq!(parts(types.given), (4, 6));
    assert_eq!(parts(types.shown.precision), (2, 4));
    assert_eq!(parts(types.shown.recall), (2, 5));
    assert_eq!(types.shown.f1, 44.4);
    assert_eq!(parts(types.confident.precision), (1, 2));
    assert_eq!(parts(types.confident.recall), (1, 5));
    assert_eq!(parts(types.coverage), (2, 4));
    assert_eq!(parts(types.none_kept), (1, 2));
    assert_eq!(parts(types.none_right), (1, 2));
    assert_eq!(parts(types.top_1), (2, 4));
}

#[test]
fn a_type_that_is_only_touched_is_neither_right_nor_wrong() {
    for (types, given, precision, none_kept, top_1) in [
        // It is given beside the right one, or before it.
        (vec!["refunds"], vec![("cookies", 0.9), ("refunds", 0.8)], (1, 1), (0, 0), (1, 1)),
        // It alone is given to ordinary prose, which is then not decided.
        (vec![], vec![("cookies", 0.9)], (0, 0), (0, 0), (0, 0)),
        (vec![], vec![("cookies", 0.9), ("refunds", 0.8)], (0, 1), (0, 1), (0, 0)),
        (vec![], vec![("cookies", 0.4)], (0, 0), (1, 1), (0, 0)),
    ] {
        let measured = measured(&[clause(&types, &["cookies"], &given)]).types;
        assert_eq!(parts(measured.shown.precision), precision, "{types:?} {given:?}");
        assert_eq!(parts(measured.none_kept), none_kept, "{types:?} {given:?}");
        assert_eq!(parts(measured.top_1), top_1, "{types:?} {given:?}");
    }
}

#[test]
fn only_types_with_some_support_count_for_their_mean() {
    let mut clauses = vec![clause(&["refunds"], &[], &[("refunds", 0.9)]); 5];
    clauses.push(clause(&["cookies"], &[], &[]));
    let types = measured(&clauses).types;
    assert_eq!(types.macro_f1, 100.0);
    let by_type: Vec<_> =
        types.by_type.iter().map(|one| (&*one.name, one.found.recall.whole)).collect();
    assert_eq!(by_type, [("refunds", 5), ("cookies", 1)]);
}

#[test]
fn what_is_often_given_wrongly_is_told_beside_what_is_missing() {
    let types = measured(&[
        clause(&["refunds"], &[], &[("cookies", 0.9)]),
        clause(&["refunds"], &[], &[("cookies", 0.75)]),
        clause(&["refunds"], &[], &[("cookies", 0.75)]),
        clause(&["refunds"], &[], &[("refunds", 0.9), ("cookies", 0.75)]),
        clause(&[], &[], &[("cookies", 0.75)]),
        // Once is no habit.
        clause(&[], &[], &[("refunds", 0.75)]),
    ])
    .types;
    let told: Vec<_> = types
        .confusions
        .iter()
        .map(|one| (one.wanted.as_deref(), &*one.given, one.clauses))
        .collect();
    assert_eq!(told, [(Some("refunds"), "cookies", 3), (None, "cookies", 2)]);
}

#[test]
fn reliability_counts_doubtful_types_too() {
    let types = measured(&[
        clause(&["refunds"], &[], &[("refunds", 0.96), ("cookies", 0.44)]),
        clause(&["cookies"], &[], &[("cookies", 0.42)]),
    ])
    .types;
    let steps: Vec<_> = types
        .reliability
        .iter()
        .filter(|step| step.labels > 0)
        .map(|step| (step.from, step.labels, step.said, step.right))
        .collect();
    assert_eq!(steps, [(0.4, 2, 43.0, 50.0), (0.9, 1, 96.0, 100.0)]);
}

#[test]
fn severities_are_compared_where_both_gave_one_and_those_shown_are_counted() {
    let verdict = |wanted: Option<Severity>, given: Option<Severity>| {
        let mut judged = Judged { severity: wanted, ..Judged::default() };
        judged.labels.severity = given;
        judged.labels.usual_severity = Some(Severity::Medium);
        judged
    };
    let untyped = Judged { severity: Some(Severity::Low), ..Judged::default() };
    let severity = measured(&[
        verdict(Some(Severity::High), Some(Severity::High)),
        verdict(Some(Severity::High), Some(Severity::Medium)),
        verdict(Some(Severity::Protective), Some(Severity::Protective)),
        verdict(Some(Severity::Low), None),
        verdict(None, Some(Severity::Low)),
        untyped,
    ])
    .severity;
    assert_eq!(parts(severity.shown), (3, 4));
    assert_eq!(parts(severity.accuracy), (2, 3));
    assert_eq!(severity.macro_f1, 41.7);
    let high = SeverityRow { wanted: Severity::High, given: [1, 1, 0, 0] };
    assert_eq!(severity.confusion[0], high);
}

#[test]
fn a_jurisdiction_counts_once_whatever_its_roles() {
    let mut judged =
        Judged { jurisdictions: ["US-CA", "EU"].map(str::to_owned).to_vec(), ..Judged::default() };
    for (code, role) in [
        ("US-CA", JurisdictionRole::GoverningLaw),
        ("US-CA", JurisdictionRole::Venue),
        ("US", JurisdictionRole::Mentioned),
        ("EEA", JurisdictionRole::AppliesTo),
    ] {
        judged.labels.jurisdictions.push(JurisdictionLabel {
            code: code.to_owned(),
            role,
            span: None,
        });
    }
    let places = measured(&[judged]).jurisdictions;
    assert_eq!(parts(places.all.precision), (2, 3));
    assert_eq!(parts(places.all.recall), (2, 2));
}

#[test]
fn the_clauses_drawn_at_random_are_measured_apart() {
    let digest = ContentHash::of(b"");
    let report = LabelReport::new(
        digest,
        digest,
        &[
            (clause(&["refunds"], &[], &[("refunds", 0.9)]), true),
            (clause(&["refunds"], &[], &[]), false),
        ],
    );
    assert_eq!(parts(report.all.types.coverage), (1, 2));
    assert_eq!(parts(report.random.types.coverage), (1, 1));
}
