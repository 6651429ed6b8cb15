//! Absence is claimed only where all was read in a language that is read.

use std::fs;
use std::path::Path;

use clausedex::search::{Comparison, Embedded, Engine, Holding, Says, Unread};

use crate::archives::{contrib_engine, engine_in, sample_engine};

/// An English text of our own, long enough to be a document.
pub(crate) fn english() -> String {
    let paragraph = |n: usize| {
        format!(
            "## {n}. Chapter\n\nThe workshop opens on weekdays and the staff of chapter {n} will \
             show every visitor how the machines are cleaned, stored and lent to other members.\n\n"
        )
    };
    (1..=8).map(paragraph).collect()
}

const FRENCH: &str = "# Conditions du club\n\n## 1. Adhésion\n\nLes membres du club reçoivent une \
    carte valable pendant une année entière et peuvent emprunter les outils de l’atelier sans payer \
    de frais supplémentaires, sauf lorsque les outils sont rendus en mauvais état.\n\n## 2. Fin de \
    l’adhésion\n\nLe club peut mettre fin à l’adhésion d’un membre qui ne respecte pas les règles \
    de l’atelier, après l’avoir entendu et averti par écrit au moins deux fois.\n\n## 3. Droit\n\n\
    Les présentes conditions sont régies par le droit de notre pays, et les tribunaux du lieu où se \
    trouve l’atelier sont seuls compétents.\n";

fn write(root: &Path, path: &str, text: &str) {
    let file = root.join(path);
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, text).unwrap();
}

/// An engine over a dataset of these files.
pub(crate) fn engine_of(files: &[(&str, &str)]) -> (tempfile::TempDir, Embedded) {
    let folder = tempfile::tempdir().unwrap();
    let archive = folder.path().join("archive");
    for (path, text) in files {
        write(&archive, path, text);
    }
    let engine = engine_in(&archive, &folder.path().join("index"));
    (folder, engine)
}

fn holding<'a>(comparison: &'a Comparison, platform: &str) -> &'a Holding {
    let mut platforms = comparison.platforms.iter();
    &platforms.find(|one| one.platform == platform).unwrap().holding
}

#[test]
fn nothing_is_missed_in_a_language_that_is_not_read() {
    let (_folder, engine) = engine_of(&[("Atelier/Terms of Service/2024-01-01.md", FRENCH)]);
    for entry in &engine.taxonomy().types {
        let comparison = engine.compare(&entry.slug, &[]).unwrap();
        for platform in &comparison.platforms {
            let Holding::Unknown { documents } = &platform.holding else {
                panic!("{}: {:?}", entry.slug, platform.holding);
            };
            assert_eq!(documents[0].1, Unread::Language(Some("fr".to_owned())));
        }
        assert_eq!(comparison.tally.eligible(), 0, "{}", entry.slug);
    }
}

#[test]
fn one_unread_document_makes_an_absence_unknown() {
    let terms = english();
    let wall = "# Just a moment\n\nPlease enable JavaScript and cookies to continue.\n";
    let (_folder, engine) = engine_of(&[
        ("Open/Terms of Service/2024-01-01.md", &terms),
        ("Half/Terms of Service/2024-01-01.md", &terms),
        ("Half/Commercial Terms/2024-01-01.md", &terms),
        ("Half/Commercial Terms/2024-02-01.md", wall),
    ]);
    let comparison = engine.compare("liability-cap", &[]).unwrap();
    assert!(matches!(holding(&comparison, "Open"), Holding::NoneFound { .. }));
    let Holding::Unknown { documents } = holding(&comparison, "Half") else { panic!() };
    assert_eq!(documents.len(), 1);
    assert_eq!(documents[0].0, "Commercial Terms");
    assert!(matches!(documents[0].1, Unread::Unreadable(_)));
}

#[test]
fn a_passage_that_comes_near_leaves_it_unsure() {
    let near = format!(
        "{}## 9. Tools\n\nWhether the tools have a damages ceiling, members ask at the desk.\n",
        english()
    );
    let (_folder, engine) = engine_of(&[
        ("Near/Terms of Service/2024-01-01.md", &near),
        ("Far/Terms of Service/2024-01-01.md", &english()),
    ]);
    let named = &engine.taxonomy().clause_type("liability-cap").unwrap().aliases;
    assert!(named.iter().any(|name| name == "damages ceiling"), "{named:?}");
    let comparison = engine.compare("liability-cap", &[]).unwrap();
    let Holding::Unsure { nearest } = holding(&comparison, "Near") else { panic!() };
    assert!(nearest.entry.state.wording.text.contains("damages ceiling"));
    assert!(matches!(holding(&comparison, "Far"), Holding::NoneFound { .. }));
    assert_eq!((comparison.tally.unsure, comparison.tally.none_found), (1, 1));
}

/// How many platforms state a value of a type's matter, each of which must have it.
fn stated(engine: &Embedded) -> usize {
    let build = engine.build();
    let mut stated = 0;
    for entry in engine.taxonomy().types.iter().filter(|entry| !entry.values.is_empty()) {
        let comparison = engine.compare(&entry.slug, &[]).unwrap();
        for (segment, columns) in build.segments.iter().enumerate() {
            for clause in (0..columns.clauses).filter(|clause| columns.is_current(*clause)) {
                if columns.stated.of(clause).is_empty() {
                    continue;
                }
                let address = clausedex::index::ClauseAddress { segment: segment as u32, clause };
                let terms = build.entry(address).unwrap().labels.terms;
                for term in terms.iter().filter(|term| entry.values.contains(&term.name)) {
                    let platform = &build.document(address).document.platform;
                    let Holding::Has { says, .. } = holding(&comparison, platform) else {
                        panic!("{platform} states {} = {}", term.name, term.value);
                    };
                    if entry.answer.as_ref() == Some(&term.name) {
                        let expected = match term.value.as_str() {
                            "yes" => [Says::Yes, Says::Both],
                            _ => [Says::No, Says::Both],
                        };
                        assert!(says.is_some_and(|says| expected.contains(&says)), "{platform}");
                    }
                    stated += 1;
                }
            }
        }
    }
    stated
}

#[test]
fn who_states_a_value_has_its_matter() {
    assert!(stated(sample_engine()) > 20);
    if let Some(engine) = contrib_engine() {
        assert!(stated(engine) > 3_000);
    }
}
