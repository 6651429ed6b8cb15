//! Tests of the formats, and of the checks against a folder of files.

use std::path::Path;
use std::sync::Arc;

use super::*;
use crate::archive::Archive;
use crate::clause::{Labels, Piece, Wording};
use crate::document::Version;
use crate::history::{Interval, Place, State};

fn from_git() -> Citation {
    Citation {
        record: "CX-7Q4M2K9D1A".parse().unwrap(),
        number: 2,
        document: Document {
            platform: "Fish & Chips, Inc.".to_owned(),
            document_type: "Terms of Service".to_owned(),
        },
        heading: vec!["12.\nDisputes".to_owned(), "100% {final}".to_owned()],
        captured: "2026-05-05T10:20:30Z".parse().unwrap(),
        hash: ContentHash::of(b"text"),
        text_hash: ContentHash::of(b"text"),
        span: Span::new(120, 560),
        format: Format::Markdown,
        path: "Fish & Chips, Inc./Terms; of_Service.md".to_owned(),
        git: Some(GitPlace { commit: "c".repeat(40), blob: "b".repeat(40) }),
        origin: Some("https://example.org/terms_versions%20;x.git".to_owned()),
    }
}

fn from_folder() -> Citation {
    Citation {
        document: Document {
            platform: "Lumenreel".to_owned(),
            document_type: "Privacy Policy".to_owned(),
        },
        number: 1,
        heading: Vec::new(),
        path: "Lumenreel/Privacy Policy/2026-05-05T10-20-30Z.md".to_owned(),
        git: None,
        origin: None,
        ..from_git()
    }
}

#[test]
fn a_line_of_text_names_who_what_when_and_the_bytes() {
    assert_eq!(
        CitationFormat::Text.write(&from_git()).unwrap(),
        "Fish & Chips, Inc., Terms of Service › 12. Disputes › 100% {final} (captured May 5, 2026, \
         10:20:30 UTC), https://example.org/terms_versions%20;x.git [CX-7Q4M2K9D1A, wording 2; \
         Fish & Chips, Inc./Terms; of_Service.md, \
         sha256:982d9e3eb996f559e633f4d194def3761d909f5a3b647d1a851fead67c32c9d1, bytes 120-559; \
         swh:1:cnt:bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb;\
         origin=https://example.org/terms_versions%2520%3Bx.git;\
         anchor=swh:1:rev:cccccccccccccccccccccccccccccccccccccccc;\
         path=/Fish%20%26%20Chips%2C%20Inc./Terms%3B%20of_Service.md;bytes=120-559].\n"
    );
    assert_eq!(
        CitationFormat::Text.write(&from_folder()).unwrap(),
        "Lumenreel, Privacy Policy (captured May 5, 2026, 10:20:30 UTC) [CX-7Q4M2K9D1A, wording 1; \
         Lumenreel/Privacy Policy/2026-05-05T10-20-30Z.md, \
         sha256:982d9e3eb996f559e633f4d194def3761d909f5a3b647d1a851fead67c32c9d1, \
         bytes 120-559].\n"
    );
}

#[test]
fn bibtex_escapes_what_latex_would_obey() {
    assert_eq!(
        CitationFormat::Bibtex.write(&from_git()).unwrap(),
        r"@misc{CX-7Q4M2K9D1A-2,
  author = {{Fish \& Chips, Inc.}},
  title = {{Terms of Service › 12. Disputes › 100\% \{final\}}},
  year = {2026},
  month = may,
  day = {5},
  note = {Captured 2026-05-05T10:20:30Z; CX-7Q4M2K9D1A, wording 2; Fish \& Chips, Inc./Terms; of\_Service.md, sha256:982d9e3eb996f559e633f4d194def3761d909f5a3b647d1a851fead67c32c9d1, bytes 120-559; swh:1:cnt:bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb;origin=https://example.org/terms\_versions\%2520\%3Bx.git;anchor=swh:1:rev:cccccccccccccccccccccccccccccccccccccccc;path=/Fish\%20\%26\%20Chips\%2C\%20Inc./Terms\%3B\%20of\_Service.md;bytes=120-559},
  url = {https://example.org/terms_versions%20;x.git},
}
"
    );
}

#[test]
fn a_ris_record_holds_one_value_a_line() {
    assert_eq!(
        CitationFormat::Ris.write(&from_folder()).unwrap(),
        "TY  - ELEC\r\nID  - CX-7Q4M2K9D1A-1\r\nAU  - Lumenreel\r\nTI  - Privacy Policy\r\n\
         PY  - 2026\r\nDA  - 2026/05/05/10:20:30 UTC\r\nAN  - CX-7Q4M2K9D1A\r\n\
         N1  - CX-7Q4M2K9D1A, wording 1; Lumenreel/Privacy Policy/2026-05-05T10-20-30Z.md, \
         sha256:982d9e3eb996f559e633f4d194def3761d909f5a3b647d1a851fead67c32c9d1, bytes 120-559\r\n\
         ER  - \r\n"
    );
    let ris = CitationFormat::Ris.write(&from_git()).unwrap();
    assert!(ris.contains("\r\nAU  - Fish & Chips Inc.\r\n"), "{ris}");
    assert!(ris.contains("\r\nTI  - Terms of Service › 12. Disputes › 100% {final}\r\n"), "{ris}");
    assert!(ris.lines().all(|line| line.get(2..6) == Some("  - ")), "{ris}");
}

#[test]
fn csl_json_is_a_list_of_one_webpage() {
    assert_eq!(
        CitationFormat::CslJson.write(&from_folder()).unwrap(),
        r#"[
  {
    "id": "CX-7Q4M2K9D1A-1",
    "type": "webpage",
    "author": [
      {
        "literal": "Lumenreel"
      }
    ],
    "title": "Privacy Policy",
    "issued": {
      "date-parts": [
        [
          2026,
          5,
          5
        ]
      ]
    },
    "archive_location": "Lumenreel/Privacy Policy/2026-05-05T10-20-30Z.md",
    "note": "Captured 2026-05-05T10:20:30Z; CX-7Q4M2K9D1A, wording 1; Lumenreel/Privacy Policy/2026-05-05T10-20-30Z.md, sha256:982d9e3eb996f559e633f4d194def3761d909f5a3b647d1a851fead67c32c9d1, bytes 120-559"
  }
]
"#
    );
    let json = CitationFormat::CslJson.write(&from_git()).unwrap();
    let items: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(items[0]["URL"], "https://example.org/terms_versions%20;x.git");
}

#[test]
fn a_swhid_is_given_only_for_what_git_holds() {
    let check = |change: fn(&mut Citation), expected: Option<&str>| {
        let mut citation = from_git();
        citation.path = "A/B.md".to_owned();
        change(&mut citation);
        let expected = expected.map(|expected| {
            let (blob, commit) = ("b".repeat(40), "c".repeat(40));
            expected.replace("BLOB", &blob).replace("COMMIT", &commit)
        });
        assert_eq!(citation.swhid(), expected);
    };
    check(
        |citation| citation.origin = None,
        Some("swh:1:cnt:BLOB;anchor=swh:1:rev:COMMIT;path=/A/B.md;bytes=120-559"),
    );
    check(
        |citation| {
            citation.origin = Some("https://example.org/x".to_owned());
            citation.format = Format::Html;
        },
        Some("swh:1:cnt:BLOB;origin=https://example.org/x;anchor=swh:1:rev:COMMIT;path=/A/B.md"),
    );
    check(|citation| citation.git = None, None);

    let error = CitationFormat::Swhid.write(&from_folder()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "CX-7Q4M2K9D1A has no SWHID, because its archive is not a git repository"
    );
}

#[test]
fn a_format_is_read_from_its_name() {
    for format in CitationFormat::ALL {
        assert_eq!(format.name().to_uppercase().parse::<CitationFormat>().unwrap(), format);
    }
    assert_eq!(
        "endnote".parse::<CitationFormat>().unwrap_err().to_string(),
        "`endnote` is not a citation format; there are text, bibtex, ris, csl-json, swhid"
    );
}

#[test]
fn an_address_is_cited_only_if_others_can_open_it_and_without_its_password() {
    for (address, expected) in [
        ("https://github.com/OpenTermsArchive/x", Some("https://github.com/OpenTermsArchive/x")),
        ("https://me:secret@example.org/x@y.git", Some("https://example.org/x@y.git")),
        ("https://token@example.org", Some("https://example.org")),
        ("git@github.com:OpenTermsArchive/x.git", None),
        ("ssh://git@example.org/x", None),
        ("file:///home/me/x", None),
        ("/home/me/x", None),
    ] {
        assert_eq!(escape::public_address(address).as_deref(), expected, "{address}");
    }
}

#[test]
fn commands_quote_the_path_and_count_from_one() {
    let mut citation = from_folder();
    citation.path = "It's/Terms.md".to_owned();
    assert_eq!(
        citation.commands(),
        [
            r"cat './It'\''s/Terms.md' | sha256sum",
            r"cat './It'\''s/Terms.md' | tail -c +121 | head -c 440",
        ]
    );
    citation.format = Format::Html;
    assert_eq!(citation.commands().len(), 1);
    let blob = "b".repeat(40);
    assert_eq!(
        from_git().commands()[0],
        format!("git --no-replace-objects cat-file blob {blob} | sha256sum")
    );
}

/// The clause `text` of the only version of the only document of the archive in `folder`.
fn indexed(folder: &Path, text: &str) -> (Entry, DocumentEntry) {
    let archive = Archive::open(folder).unwrap();
    let source = &archive.documents()[0];
    let mut whole = String::new();
    let versions = archive.reader().versions(source, |text| whole.push_str(text)).unwrap().recorded;
    let versions: Arc<[Version]> = versions.into_iter().map(|recorded| recorded.version).collect();
    let start = whole.find(text).unwrap();
    let span = Span::new(start, start + text.len());
    let place = Place { version: 0, span };
    let state = State {
        record: RecordId::from_bits(7),
        number: 1,
        heading: Vec::new(),
        wording: Wording { text: text.to_owned(), pieces: vec![Piece { at: 0, source: span }] },
        context: None,
        latest: place,
        intervals: vec![Interval { from: versions[0].captured, to: None, opened: place }],
        introduced: None,
        removed: None,
        links: 0,
    };
    let document = DocumentEntry {
        platform_slug: source.document.platform_slug(),
        document_slug: source.document.document_slug(),
        document: source.document.clone(),
        archive: 0,
        language: None,
        fingerprint: source.fingerprint(),
        versions,
        clauses: 1,
        ended: None,
        last_changed: None,
    };
    (Entry { state, labels: Labels::default() }, document)
}

fn outcomes(verification: &Verification) -> Vec<&'static str> {
    verification.checks.iter().map(|check| check.outcome.name()).collect()
}

const NONE: &str = "not available";

#[test]
fn a_clause_of_a_folder_is_checked_byte_by_byte() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("Pipwire/Terms.md");
    std::fs::create_dir(file.parent().unwrap()).unwrap();
    std::fs::write(&file, "# Terms\n\nWe may *end* it.\n").unwrap();
    let (entry, document) = indexed(folder.path(), "We may *end* it.");
    let mut archives = Archives::at(vec![folder.path().to_owned()]);

    let found = verify(&entry, &document, &[], &mut archives).unwrap();
    assert_eq!(outcomes(&found), ["passed", "passed", NONE, NONE, NONE]);
    assert_eq!(found.quote.as_deref(), Some("We may *end* it."));
    assert_eq!(found.checks[1].finding, "the quote is bytes 9-24 of the archived text");
    assert!(!found.has_failed());

    // The same length, so that only the hash tells.
    std::fs::write(&file, "# Terms\n\nWe may *not* it.\n").unwrap();
    let found = verify(&entry, &document, &[], &mut archives).unwrap();
    assert_eq!(outcomes(&found), ["failed", NONE, NONE, NONE, NONE]);
    assert_eq!(found.quote, None);
    assert!(found.has_failed());
}

#[test]
fn a_wording_that_the_archive_does_not_hold_fails_though_the_bytes_are_there() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("Pipwire")).unwrap();
    std::fs::write(folder.path().join("Pipwire/Terms.md"), "# Terms\n\nWe may end it.\n").unwrap();
    let (mut entry, document) = indexed(folder.path(), "We may end it.");
    entry.state.wording.text = "We may not end".to_owned();

    let mut archives = Archives::at(vec![folder.path().to_owned()]);
    let found = verify(&entry, &document, &[], &mut archives).unwrap();
    assert_eq!(outcomes(&found), ["passed", "failed", NONE, NONE, NONE]);
    assert_eq!(found.quote, None);
}

#[test]
fn an_archive_that_is_gone_makes_checks_unavailable_not_failed() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("Pipwire")).unwrap();
    std::fs::write(folder.path().join("Pipwire/Terms.md"), "# Terms\n\nWe may end it.\n").unwrap();
    let (entry, document) = indexed(folder.path(), "We may end it.");

    let mut archives = Archives::at(vec![folder.path().join("elsewhere")]);
    let found = verify(&entry, &document, &[], &mut archives).unwrap();
    assert_eq!(outcomes(&found), [NONE; 5]);
    assert!(found.checks[0].finding.starts_with("there is no archive at "));
}
