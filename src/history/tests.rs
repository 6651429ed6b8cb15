//! Tests of how clauses are followed.

use std::collections::HashSet;

use super::*;
use crate::clause::Clause;
use crate::document::{ContentHash, Format, Version, VersionKind};

const OLD: &str = "You may cancel your subscription within fourteen days of the purchase.";
const NEW: &str = "You may cancel your subscription within thirty days of the purchase.";
const OTHER: &str = "We are not liable for anything that a third party does.";

/// The states of a document whose versions hold these clauses, each version captured at noon of
/// that day of January 2024.
fn follow(versions: &[(i8, &[&str])]) -> Vec<State> {
    let mut follower = Follower::new("nimbus", "terms");
    for (place, (day, texts)) in versions.iter().enumerate() {
        let clauses = texts.iter().map(|text| Clause {
            span: Span::new(0, text.len()),
            heading: Vec::new(),
            wording: Wording::plain(text),
            context: None,
            links: 0,
        });
        let text = follower.text(clauses.collect());
        let kind = if place == 0 { VersionKind::First } else { VersionKind::Change };
        follower.version(&version(*day, &texts.concat(), kind), Some(text));
    }
    follower.finish(None)
}

fn version(day: i8, text: &str, kind: VersionKind) -> Version {
    let hash = ContentHash::of(text.as_bytes());
    Version {
        captured: noon(day),
        kind,
        hash,
        text_hash: hash,
        format: Format::Markdown,
        bytes: 0,
        path: String::new(),
        git: None,
        unreadable: None,
        is_suspect: false,
    }
}

fn noon(day: i8) -> Timestamp {
    format!("2024-01-{day:02}T12:00:00Z").parse().unwrap()
}

fn of<'a>(states: &'a [State], text: &str) -> &'a State {
    states.iter().find(|state| state.wording.text == text).unwrap()
}

#[test]
fn a_clause_that_goes_back_to_a_former_wording_is_not_removed() {
    let states = follow(&[(1, &[OLD, OTHER]), (10, &[NEW, OTHER]), (25, &[OLD, OTHER])]);
    let new = of(&states, NEW);
    assert_eq!(new.record, of(&states, OLD).record);
    assert_eq!((new.valid_to(), new.removed), (Some(noon(25)), None));

    let states = follow(&[(1, &[OLD, OTHER]), (10, &[NEW, OTHER]), (25, &[OTHER])]);
    assert_eq!(of(&states, NEW).removed, Some(Removal { at: noon(25), bulk: None }));
    assert_eq!(of(&states, OLD).removed, None);
}

#[test]
fn of_a_clause_one_wording_stands_at_a_time() {
    const NEWER: &str = "You may cancel your subscription within sixty days of the purchase.";
    type Versions = &'static [(i8, &'static [&'static str])];
    let cases: [(&str, Versions); 5] = [
        ("both wordings stay", &[(1, &[OLD]), (2, &[NEW]), (3, &[OLD, NEW])]),
        ("the former comes back beside a third", &[(1, &[OLD]), (2, &[NEW]), (3, &[OLD, NEWER])]),
        ("both come back", &[(1, &[OLD]), (2, &[NEW]), (3, &[OTHER]), (4, &[OLD, NEW])]),
        ("both, then one", &[(1, &[OLD]), (2, &[NEW]), (3, &[OLD, NEW]), (4, &[OLD])]),
        (
            "again and again",
            &[(1, &[OLD]), (2, &[NEW]), (3, &[OLD, NEW]), (4, &[NEW]), (5, &[OLD])],
        ),
    ];
    for (name, versions) in cases {
        let states = follow(versions);
        for (day, texts) in versions {
            let standing: Vec<_> = states.iter().filter(|one| one.stood_at(noon(*day))).collect();
            let records: HashSet<_> = standing.iter().map(|one| one.record).collect();
            assert_eq!(records.len(), texts.len(), "{name}, day {day}");
            assert_eq!(standing.len(), texts.len(), "{name}, day {day}");
        }
    }
}

#[test]
fn a_wording_that_comes_back_is_the_clause_that_stood_last() {
    let states = follow(&[
        (1, &[OLD, OTHER]),
        (2, &[NEW, OTHER]),
        (3, &[OLD, NEW, OTHER]),
        (4, &[NEW, OTHER]),
        (5, &[OLD, NEW, OTHER]),
    ]);
    let old: Vec<_> = states.iter().filter(|state| state.wording.text == OLD).collect();
    assert_eq!(old.len(), 2, "the copy is a clause of its own, and the same one every time");
    assert_ne!(old[0].record, old[1].record);
    let copy = old.into_iter().find(|state| state.is_open()).unwrap();
    assert_eq!(copy.number, 1);
    assert_eq!(copy.intervals.len(), 2);
    assert_eq!(copy.introduced.map(|coming| coming.kind), Some(ChangeKind::Added));
}

#[test]
fn what_is_taken_back_within_days_flapped() {
    type Versions = &'static [(i8, &'static [&'static str])];
    let cases: [(&str, Versions, bool); 6] = [
        ("taken back", &[(1, &[OLD, OTHER]), (10, &[NEW, OTHER]), (12, &[OLD, OTHER])], true),
        ("taken back late", &[(1, &[OLD, OTHER]), (10, &[NEW, OTHER]), (20, &[OLD, OTHER])], false),
        ("kept", &[(1, &[OLD, OTHER]), (10, &[NEW, OTHER])], false),
        ("gone with the clause", &[(1, &[OLD, OTHER]), (10, &[NEW, OTHER]), (12, &[OTHER])], false),
        ("shown for a day", &[(1, &[OTHER]), (10, &[NEW, OTHER]), (11, &[OTHER])], true),
        (
            "taken back twice",
            &[
                (1, &[OLD, OTHER]),
                (10, &[NEW, OTHER]),
                (11, &[OLD, OTHER]),
                (20, &[NEW, OTHER]),
                (21, &[OLD, OTHER]),
            ],
            true,
        ),
    ];
    for (name, versions, expected) in cases {
        let states = follow(versions);
        for (text, expected) in [(NEW, expected), (OTHER, false)] {
            let state = of(&states, text);
            let lineage = states.iter().filter(|other| other.record == state.record);
            let lineage: Vec<State> = lineage.cloned().collect();
            assert_eq!(flapping::flapped(state, &lineage), expected, "{name}: {text}");
        }
    }
}

/// What was told of each wording of the last step, by its text.
fn told(versions: &[(i8, &[&str])]) -> Vec<String> {
    let states = follow(versions);
    let (last, _) = versions[versions.len() - 1];
    let mut told = Vec::new();
    for lineage in states.chunk_by(|one, other| one.record == other.record) {
        let lineage: Vec<&State> = lineage.iter().collect();
        for (state, changes) in lineage.iter().zip(Changes::of(&lineage)) {
            for (kind, change) in
                [("+", changes.added), ("~", changes.reworded), ("-", changes.removed)]
            {
                if change.is_some_and(|change| change.at == noon(last)) {
                    told.push(format!("{kind} {}", state.wording.text));
                }
            }
        }
    }
    told.sort();
    told
}

#[test]
fn nothing_is_added_that_stood_and_nothing_removed_that_still_stands() {
    const BOTH: &str = "You may cancel your subscription within fourteen days of the purchase. \
                        We are not liable for anything that a third party does.";
    for (name, before, after) in [
        ("cut in two", &[BOTH][..], &[OLD, OTHER][..]),
        ("joined", &[OLD, OTHER], &[BOTH]),
        ("the other way round", &[OLD, OTHER], &[OTHER, OLD]),
        ("in capitals", &[OTHER], &["WE ARE NOT LIABLE FOR ANYTHING THAT A THIRD PARTY DOES."]),
    ] {
        let told = told(&[(1, before), (20, after)]);
        assert!(told.iter().all(|told| told.starts_with('~')), "{name}: {told:?}");
    }
    assert_eq!(told(&[(1, &[OLD]), (20, &[OLD, OTHER])]), [format!("+ {OTHER}")]);
    assert_eq!(told(&[(1, &[OLD, OTHER]), (20, &[OLD])]), [format!("- {OTHER}")]);
}

#[test]
fn a_mask_a_number_or_an_own_date_line_is_no_change() {
    for (before, after, expected) in [
        ("Write to help@shop.example at any time.", "Write to [email protected] at any time.", 0),
        ("3.1 You may cancel at any time.", "4.1 You may cancel at any time.", 0),
        ("Last updated: 5 May 2024", "Last updated: 7 June 2025", 0),
        ("You may cancel within 30 days.", "You may cancel within 60 days.", 1),
    ] {
        let told = told(&[(1, &[before, OTHER]), (20, &[after, OTHER])]);
        assert_eq!(told.len(), expected, "{before}: {told:?}");
    }
}

#[test]
fn many_that_come_or_go_one_sidedly_are_told_as_one() {
    let texts: Vec<String> =
        (0..60).map(|n| format!("Matter{n} rule{n} holds{n} for{n} every{n} reader{n}.")).collect();
    let many: Vec<&str> = texts.iter().map(String::as_str).collect();
    let few = [OLD, OTHER];
    let whole: Vec<&str> = few.iter().chain(&many).copied().collect();
    for (name, before, after) in [("came", &few[..], &whole[..]), ("went", &whole, &few)] {
        let states = follow(&[(1, before), (20, after)]);
        let bulks: Vec<Bulk> = states
            .iter()
            .filter_map(|state| {
                let came = state.introduced.and_then(|coming| coming.bulk);
                came.or(state.removed.and_then(|going| going.bulk))
            })
            .collect();
        assert_eq!(bulks.len(), 60, "{name}");
        assert!(bulks.iter().all(|bulk| bulk.clauses == 60), "{name}");
        assert_eq!(bulks.iter().filter(|bulk| bulk.leads).count(), 1, "{name}");
    }
    // Where as much goes as comes, the document was written anew.
    let others: Vec<String> = texts.iter().map(|text| text.replace("r", "rr")).collect();
    let others: Vec<&str> = others.iter().map(String::as_str).collect();
    let states = follow(&[(1, &many), (20, &others)]);
    assert!(states.iter().all(|state| state.introduced.is_none_or(|one| one.bulk.is_none())));
}

#[test]
fn what_stood_when_a_document_ended_is_neither_standing_nor_removed() {
    let mut follower = Follower::new("nimbus", "terms");
    let text = follower.text(vec![Clause {
        span: Span::new(0, OLD.len()),
        heading: Vec::new(),
        wording: Wording::plain(OLD),
        context: None,
        links: 0,
    }]);
    follower.version(&version(1, OLD, VersionKind::First), Some(text));
    let states = follower.finish(Some(noon(9)));
    assert_eq!((states[0].is_open(), states[0].removed), (false, None));
    assert_eq!(states[0].valid_to(), Some(noon(9)));
    assert!(states[0].stood_at(noon(8)) && !states[0].stood_at(noon(9)));
}
