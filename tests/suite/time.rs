//! What is known of a clause now: what cannot be read, bears an impossible date or has ended is not
//! current, and every face says until when it was seen.

use std::path::Path;
use std::process::Command;

use clausedex::search::{Embedded, Engine, Plan};

use crate::absence::{engine_of, english};
use crate::archives::{contrib_engine, engine_in, sample_engine};
use crate::site::get;

fn total(engine: &Embedded, query: &str) -> u64 {
    let plan = Plan::of_query(query, engine.taxonomy(), engine.build()).unwrap();
    engine.search(&plan).unwrap().total
}

fn git(folder: &Path, date: &str, arguments: &[&str]) {
    let status = Command::new("git")
        .arg("-C")
        .arg(folder)
        .args(["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"])
        .args(arguments)
        .envs([("GIT_AUTHOR_DATE", date), ("GIT_COMMITTER_DATE", date)])
        .output()
        .unwrap();
    assert!(status.status.success(), "{}", String::from_utf8_lossy(&status.stderr));
}

#[test]
fn a_document_that_was_renamed_in_git_ends_and_removes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let archive = folder.path().join("archive");
    let terms = archive.join("Twitter/Terms of Service.md");
    std::fs::create_dir_all(terms.parent().unwrap()).unwrap();
    std::fs::write(&terms, english()).unwrap();
    git(&archive, "2020-01-01T00:00:00Z", &["init", "-q", "-b", "main", "."]);
    git(&archive, "2020-01-01T00:00:00Z", &["add", "-A"]);
    git(&archive, "2020-01-01T00:00:00Z", &["commit", "-qm", "First record of Twitter Terms"]);
    git(&archive, "2023-07-24T00:00:00Z", &["mv", "Twitter", "X"]);
    git(&archive, "2023-07-24T00:00:00Z", &["commit", "-qm", "Rename Twitter to X"]);

    let engine = engine_in(&archive, &folder.path().join("index"));
    assert_eq!(total(&engine, "machines"), total(&engine, "machines platform:x"));
    assert!(total(&engine, "machines platform:x") > 0);
    assert!(total(&engine, "machines platform:twitter as-of:2022-01-01") > 0);
    assert_eq!(total(&engine, "machines platform:twitter as-of:2023-08-01"), 0);
    assert_eq!(total(&engine, "removed:2020.. ever:"), 0);
    let documents = &engine.build().documents;
    let ended = documents.iter().find(|entry| entry.platform_slug == "twitter").unwrap().ended;
    assert_eq!(ended.map(|at| at.to_string()).as_deref(), Some("2023-07-24T00:00:00Z"));
}

#[test]
fn what_cannot_be_read_now_is_not_current() {
    let terms = english();
    let wall = "# Just a moment\n\nPlease enable JavaScript and cookies to continue.\n";
    let (_folder, engine) = engine_of(&[
        ("Open/Terms of Service/2024-01-01.md", &terms),
        ("Walled/Terms of Service/2024-01-01.md", &terms),
        ("Walled/Terms of Service/2024-03-01.md", wall),
    ]);
    assert_eq!(total(&engine, "platform:walled"), 0);
    assert_eq!(total(&engine, "platform:open"), total(&engine, "ever: platform:walled"));
    let counts = engine.build().manifest.counts;
    assert_eq!(counts.unread, total(&engine, "ever: platform:walled"));
    assert_eq!(counts.current, total(&engine, ""));
    let plan = Plan::of_query("ever: platform:walled", engine.taxonomy(), engine.build()).unwrap();
    let hit = engine.search(&plan).unwrap().hits.remove(0);
    assert!(!hit.is_current() && hit.entry.state.is_open());
}

#[test]
fn a_version_with_an_impossible_date_is_kept_and_says_nothing_of_now() {
    let (terms, other) = (english(), english().replace("machines", "boats"));
    let (_folder, engine) = engine_of(&[
        ("Open/Terms of Service/2024-01-01.md", &terms),
        ("Late/Terms of Service/2024-01-01.md", &terms),
        ("Late/Terms of Service/2100-01-01.md", &other),
        ("Early/Terms of Service/1970-01-02.md", &other),
        ("Early/Terms of Service/2024-01-01.md", &terms),
    ]);
    assert_eq!(total(&engine, "boats ever:"), 0);
    assert_eq!(total(&engine, "machines platform:late"), total(&engine, "machines platform:open"));
    assert_eq!(total(&engine, "machines platform:early"), total(&engine, "machines platform:open"));
    assert_eq!(engine.build().manifest.counts.versions, 5);
    let marked = engine.build().documents.iter().flat_map(|entry| entry.versions.iter());
    assert_eq!(marked.filter(|version| version.is_suspect).count(), 2);
    let last = engine.build().last_captured().unwrap().to_string();
    assert_eq!(last, "2024-01-01T00:00:00Z");
}

#[test]
fn undated_loose_files_are_current() {
    let folder = tempfile::tempdir().unwrap();
    let archive = folder.path().join("archive");
    std::fs::create_dir_all(archive.join("Zed")).unwrap();
    std::fs::write(archive.join("Zed/Terms.md"), english()).unwrap();
    let engine = engine_in(&archive, &folder.path().join("index"));
    assert!(total(&engine, "machines") > 0);
}

#[tokio::test]
async fn pages_say_until_when_the_archive_was_captured() {
    let last = sample_engine().build().last_captured().unwrap().strftime("%-d %b %Y").to_string();
    for address in ["/", "/?q=refund", "/types", "/platforms", "/compare?type=arbitration"] {
        let page = get(address).await.text;
        assert!(page.contains("The archive captured something last on"), "{address}");
        assert!(page.contains(&last), "{address}");
    }
    let page = get("/?q=refund").await.text;
    let record = page.split("/clauses/CX-").nth(1).unwrap();
    let page = get(&format!("/clauses/CX-{}", &record[..10])).await.text;
    assert!(page.contains("still there when last captured") && !page.contains("today's text"));
}

#[test]
fn of_the_real_archive_only_what_can_be_read_is_current() {
    let Some(engine) = contrib_engine() else { return };
    let build = engine.build();
    for columns in &build.segments {
        for clause in (0..columns.clauses).filter(|clause| columns.is_current(*clause)) {
            assert!(build.documents[columns.document[clause as usize] as usize].is_read());
        }
    }
    assert!(build.manifest.counts.unread > 1_000);
}
