//! Tests of how clauses are followed.

use super::*;
use crate::document::{ContentHash, Format};

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
        });
        let text = follower.text(clauses.collect());
        let hash = ContentHash::of(texts.concat().as_bytes());
        let version = Version {
            captured: noon(*day),
            kind: if place == 0 { VersionKind::First } else { VersionKind::Change },
            hash,
            text_hash: hash,
            format: Format::Markdown,
            bytes: 0,
            path: String::new(),
            git: None,
            unreadable: None,
        };
        follower.version(&version, Some(text));
    }
    follower.finish()
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
    assert_eq!(of(&states, NEW).removed, Some(noon(25)));
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
    let copy = old.into_iter().find(|state| state.is_current()).unwrap();
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
            assert_eq!(flapped(state, &lineage), expected, "{name}: {text}");
        }
    }
}
