//! The rules by example.

use jiff::Timestamp;

use super::*;
use crate::document::{ContentHash, Format, Version, VersionKind};

const SENTENCE: &str = "You agree that we may change the price of the service at any time.\n";

/// Judges versions, given as the day each was captured on and its text.
fn judged(versions: &[(i64, String)]) -> Vec<Option<Unreadable>> {
    let hash = ContentHash::of(b"");
    let recorded = |(text, (day, _)): (usize, &(i64, String))| Recorded {
        version: Version {
            captured: Timestamp::from_second(day * 86_400).unwrap(),
            kind: VersionKind::Change,
            hash,
            text_hash: hash,
            format: Format::Markdown,
            bytes: 0,
            path: String::new(),
            git: None,
            unreadable: None,
            is_suspect: false,
        },
        text,
    };
    let mut recorded: Vec<_> = versions.iter().enumerate().map(recorded).collect();
    let looks: Vec<_> = versions.iter().map(|(_, text)| Look::at(text)).collect();
    judge(&mut recorded, &looks);
    recorded.into_iter().map(|entry| entry.version.unreadable).collect()
}

fn terms(sentences: usize) -> String {
    SENTENCE.repeat(sentences)
}

#[test]
fn a_page_is_judged_by_what_it_says() {
    let menu = "* [Home](/)\n* [Our long list of all the things that we sell](/x)\n".repeat(50);
    let image = format!("![logo](data:image/png;base64,{})", "A".repeat(9_000));
    for (text, expected) in [
        (terms(20), None),
        ("Privacy Policy\n==============\n".to_owned(), Some(Unreadable::Stub)),
        (String::new(), Some(Unreadable::Stub)),
        (menu, Some(Unreadable::Stub)),
        (image, Some(Unreadable::Stub)),
        ("# Terms\n\nPlease enable JavaScript to go on.".to_owned(), Some(Unreadable::NeedsScript)),
        ("404 Error\n===\n\nGo [home](/)".to_owned(), Some(Unreadable::Wall)),
        (format!("Sign in\n=======\n\nto continue\n{}", terms(10)), Some(Unreadable::Wall)),
        (format!("{}\nIf a page is not available, write to us.", terms(20)), None),
        (format!("{}\nPlease sign in.", terms(60)), None),
        ("条款与隐私政策适用于本网站的所有用户并受当地法律管辖。\n".repeat(12), None),
    ] {
        let versions = [(0, terms(40)), (1, text.clone())];
        assert_eq!(judged(&versions)[1], expected, "{}", text.chars().take(80).collect::<String>());
    }
}

#[test]
fn a_document_that_was_always_short_is_no_stub() {
    let imprint = "**Imprint**\n\nZed AG\n\nHarbour Row 12\n\nRegister number: CHE-107.427.363\n\n\
                   Managing director: A. Person\n\nWrite to: office@zed.example\n";
    assert_eq!(judged(&[(0, imprint.to_owned())]), [None]);
    assert_eq!(
        judged(&[(0, terms(1)), (9, terms(2)), (10, "Loading".to_owned())]),
        [None, None, Some(Unreadable::Stub)]
    );
    assert_eq!(judged(&[(0, "# Terms".to_owned())]), [Some(Unreadable::Stub)]);
}

#[test]
fn a_document_that_shrinks_to_a_fraction_has_collapsed() {
    let (full, small) = (terms(300), terms(20));
    let collapse = Some(Unreadable::Collapse);
    let versions = [(0, full.clone()), (10, small.clone()), (20, full), (30, small)];
    assert_eq!(judged(&versions), [None, collapse, None, collapse]);
    assert_eq!(judged(&[(0, terms(300)), (10, terms(60))]), [None, None]);
    assert_eq!(judged(&[(0, terms(2_000)), (10, terms(100))]), [None, None]);
}

#[test]
fn a_document_that_stays_small_has_become_so() {
    let days = [10, 60, 120, 180, 240];
    let mut versions = vec![(0, terms(300))];
    versions.extend(days.map(|day| (day, terms(20))));
    assert_eq!(judged(&versions), [None; 6]);
    versions.push((250, "Loading".to_owned()));
    versions.push((260, terms(19)));
    let stub = Some(Unreadable::Stub);
    assert_eq!(judged(&versions), [None, None, None, None, None, None, stub, None]);
    versions.truncate(5);
    assert_eq!(judged(&versions)[4], Some(Unreadable::Collapse));
}
