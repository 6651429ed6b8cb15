//! The command line as scripts meet it: exit codes, messages, and what goes where.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use clausedex::index::{FORMAT, IndexFolder};
use tempfile::TempDir;

const PROGRAM: &str = env!("CARGO_BIN_EXE_clausedex");

const TERMS: &str = "\
# Terms of Service

## 1. Arbitration

You and Pipwire agree that any dispute will be resolved by binding arbitration and not in court.
You may opt out within 30 days by writing to us.

## 2. Ending

We may suspend or terminate your account at any time, for any reason, without notice to you.
";

/// A folder with an archive of two documents and, once built, an index.
struct Place(TempDir);

/// How a command ended.
struct Outcome {
    code: i32,
    stdout: String,
    stderr: String,
}

impl Place {
    fn new() -> Self {
        let place = Self(tempfile::tempdir().unwrap());
        place.write("archive/Pipwire/Terms of Service/2024-03-01T10-00-00Z.md", TERMS);
        let later = TERMS.replace("30 days", "60 days");
        place.write("archive/Pipwire/Terms of Service/2025-03-01T10-00-00Z.md", &later);
        let privacy = "# Privacy Policy\n\nWe sell your personal data to advertisers and brokers.\n\n\
            We keep your personal data for as long as the law of California allows us to.\n";
        place.write(
            "archive/Openquill/Privacy Policy/2024-05-01T10-00-00Z.md",
            format!("{privacy}\n{}", "Cookies are small files that we store. ".repeat(20)),
        );
        place
    }

    fn indexed() -> Self {
        let place = Self::new();
        let outcome = place.run(&["index", "archive"]);
        assert_eq!(outcome.code, 0, "{}", outcome.stderr);
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, contents: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, contents).unwrap();
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(PROGRAM);
        command.args(arguments).current_dir(self.0.path());
        for name in ["CLAUSEDEX_INDEX", "CLAUSEDEX_LISTEN", "CLAUSEDEX_LOG"] {
            command.env_remove(name);
        }
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    fn run(&self, arguments: &[&str]) -> Outcome {
        Outcome::of(self.command(arguments).spawn().unwrap())
    }

    fn run_with_input(&self, arguments: &[&str], input: &str) -> Outcome {
        let mut child = self.command(arguments).stdin(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
        Outcome::of(child)
    }

    /// The folder of the build that is served.
    fn build(&self) -> PathBuf {
        let builds = fs::read_dir(self.path("index/builds")).unwrap();
        builds.map(|build| build.unwrap().path()).next().unwrap()
    }

    /// The record ID of the arbitration clause.
    fn record(&self) -> String {
        let found = self.run(&["search", "arbitration", "--json"]).json();
        found["clauses"][0]["id"].as_str().unwrap().to_owned()
    }
}

impl Outcome {
    fn of(child: Child) -> Self {
        let output = child.wait_with_output().unwrap();
        Self {
            code: output.status.code().expect("no signal ended it"),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }

    fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.stdout)
            .unwrap_or_else(|error| panic!("{error}: {}", self.stderr))
    }

    fn check(&self, code: i32, message: &str) {
        assert_eq!(self.code, code, "{}", self.stderr);
        assert!(self.stderr.contains(message), "{message:?} is not in {:?}", self.stderr);
    }
}

#[test]
fn indexing_reports_on_stderr_and_a_second_run_changes_nothing() {
    let place = Place::new();
    let first = place.run(&["index", "archive"]);
    first.check(0, "indexed: build sha256:");
    first.check(0, "set aside: nothing");
    assert!(first.stderr.contains("  documents                2"), "{}", first.stderr);
    assert!(
        first.stderr.contains("  versions                 3  0 unreadable"),
        "{}",
        first.stderr
    );
    assert_eq!(first.stdout, "");

    let build = place.build();
    place.run(&["index", "archive"]).check(0, "nothing has changed since the last build");
    assert_eq!(place.build(), build);
}

#[test]
fn documents_set_aside_are_listed_and_told_by_the_exit_code() {
    let place = Place::new();
    place.write("archive/Pipwire/Cookies Policy/2024-03-01T10-00-00Z.md", b"\xff\xfe not text");
    let outcome = place.run(&["index", "archive"]);
    outcome.check(3, "set aside: 1 file of documents, 0 files besides");
    outcome.check(3, "  not UTF-8 from byte 0 on: 1");
    outcome.check(3, "    Pipwire/Cookies Policy/2024-03-01T10-00-00Z.md");
}

#[test]
fn exit_codes_tell_what_kind_of_failure_it_was() {
    let place = Place::new();
    fs::create_dir(place.path("empty")).unwrap();
    place.write("file", "not a folder");
    for (arguments, code, message) in [
        (&["search", "refund"][..], 1, "error: there is no index in index; build one with"),
        (&["index", "nowhere"], 1, "there is no archive at nowhere"),
        (&["index", "empty"], 1, "no documents in empty"),
        (&["index", "archive", "--index", "file/index"], 74, "cannot create file/index"),
        (&["show", "nonsense"], 2, "`nonsense` is not a record ID"),
        (&["search", "--limit", "0"], 2, "a whole number from 1 to 100 is needed"),
        (&["search", "--as-of", "yesterday"], 2, "a day such as 2021-05-01"),
        (&["search", "--unknown"], 2, "unexpected argument '--unknown'"),
        (&["verify"], 2, "required arguments were not provided"),
        (&["analyze", "nowhere.md"], 1, "cannot open nowhere.md"),
        (&["serve"], 1, "there is no index in index"),
    ] {
        place.run(arguments).check(code, message);
    }

    place.run(&["index", "archive"]).check(0, "indexed");
    for (arguments, code, message) in [
        (&["search", "--type", "arbitratoin"][..], 2, "did you mean `arbitration`?"),
        (&["search", "(a", "--strict"], 2, "error: "),
        (&["search", "--cursor", "x", "a"], 2, "the cursor does not belong to this query"),
        (&["search", "--limit", "101"], 2, "`limit` must be from 1 to 100, not `101`"),
        (&["feed", "--base-url", "terms.example"], 2, "is not an address such as https://"),
        (&["show", "CX-0000000000"], 1, "there is no clause CX-0000000000 in this index"),
        (&["serve", "--listen", "nonsense"], 1, "cannot listen on nonsense"),
    ] {
        place.run(arguments).check(code, message);
    }
}

#[test]
fn a_locked_a_damaged_and_a_foreign_index_have_codes_of_their_own() {
    let place = Place::indexed();
    let lock = IndexFolder::lock(&place.path("index")).unwrap();
    place.run(&["index", "archive"]).check(75, "is being written by another process");
    drop(lock);

    let manifest = place.build().join("manifest.json");
    let text = fs::read_to_string(&manifest).unwrap();
    fs::write(&manifest, text.replacen(&format!("\"format\": {FORMAT}"), "\"format\": 999", 1))
        .unwrap();
    place.run(&["search", "a"]).check(78, "has format 999");
    fs::write(&manifest, text).unwrap();

    fs::write(place.build().join("catalogue.jsonl"), "{}").unwrap();
    place.run(&["search", "a"]).check(65, "is damaged");
}

#[test]
fn results_go_to_stdout_without_colours_and_notes_to_stderr() {
    let place = Place::indexed();
    let outcome = place.run(&["search", "\"binding arbitration"]);
    outcome.check(0, "note: ");
    assert!(outcome.stdout.starts_with("1 clause on 1 platform\n"), "{}", outcome.stdout);
    assert!(outcome.stdout.contains("Pipwire · Terms of Service › Terms of Service › 1. Arb"));
    assert!(outcome.stdout.contains("since 2025-03-01"), "{}", outcome.stdout);
    assert!(!outcome.stdout.contains('\x1b'), "{}", outcome.stdout);
}

#[test]
fn a_reader_that_has_seen_enough_is_no_failure() {
    let place = Place::indexed();
    let mut child = place.command(&["taxonomy", "--json"]).spawn().unwrap();
    drop(child.stdout.take());
    let outcome = Outcome::of(child);
    assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""));
}

#[test]
fn a_clause_is_shown_cited_and_checked() {
    let place = Place::indexed();
    let record = place.record();
    let shown = place.run(&["show", &record]);
    shown.check(0, "");
    for expected in [
        "within 60 days by writing",
        "L1 the archived bytes: passed",
        "L2 the quote: passed",
        "L3 the commit: not available",
        "cat './Pipwire/Terms of Service/2025-03-01T10-00-00Z.md' | sha256sum",
    ] {
        assert!(shown.stdout.contains(expected), "{expected:?} is not in {}", shown.stdout);
    }
    let history = place.run(&["show", &record, "--history"]).stdout;
    assert!(history.contains("wording 1 of 2") && history.contains("wording 2 of 2"), "{history}");
    assert!(history.contains("stood from 2024-03-01T10:00:00Z to 2025-03-01T10:00:00Z"));

    let bibtex = place.run(&["show", &record, "--cite", "bibtex"]);
    assert!(bibtex.stdout.starts_with(&format!("@misc{{{record}-2,\n")), "{}", bibtex.stdout);
    place.run(&["show", &record, "--cite", "swhid"]).check(1, "is not a git repository");
    place.run(&["show", &record, "--cite", "endnote"]).check(2, "`endnote` is not a citation");

    let verified = place.run(&["verify", &record]);
    verified.check(0, "");
    assert_eq!(verified.stdout.matches("L2 the quote: passed").count(), 2, "{}", verified.stdout);
    let all = place.run(&["verify", "--all"]);
    all.check(0, "");
    assert!(all.stdout.contains("L1 the archived bytes: 3 versions passed, 0 failed"));
}

#[test]
fn an_altered_archive_fails_and_a_missing_one_is_not_available() {
    let place = Place::indexed();
    let record = place.record();
    let file = "archive/Pipwire/Terms of Service/2025-03-01T10-00-00Z.md";
    place.write(file, TERMS.replace("30 days", "90 days"));
    for arguments in [&["verify", &record][..], &["verify", "--all"]] {
        let outcome = place.run(arguments);
        assert_eq!(outcome.code, 65, "{}", outcome.stdout);
        assert!(outcome.stdout.contains("L1 the archived bytes: failed"), "{}", outcome.stdout);
    }

    fs::rename(place.path("archive"), place.path("moved")).unwrap();
    let outcome = place.run(&["verify", &record]);
    assert_eq!(outcome.code, 1, "{}", outcome.stdout);
    assert!(outcome.stdout.contains("L1 the archived bytes: not available (there is no archive"));
    assert!(!outcome.stdout.contains("passed"), "{}", outcome.stdout);
    let shown = place.run(&["show", &record]);
    shown.check(0, "");
    assert!(shown.stdout.contains("(the index's copy"), "{}", shown.stdout);
}

#[test]
fn a_document_is_analyzed_without_an_index() {
    let place = Place::new();
    let page = "<html><body><h1>Terms</h1><p>All disputes go to binding arbitration, not to any court.</p></body></html>";
    let found = place.run_with_input(&["analyze", "-", "--json"], page).json();
    assert_eq!(found["clauses"][0]["heading"], serde_json::json!(["Terms"]));
    let text = "All disputes go to binding arbitration, not to any court.";
    assert_eq!(found["clauses"][0]["text"], text);

    let lines = format!(
        "{}\n\n{}\n",
        serde_json::json!({"id": 7, "text": text, "heading": "X"}),
        serde_json::json!({"id": "b", "text": "Hello.", "heading": ["A", "B"], "doc_type": null})
    );
    let outcome = place.run_with_input(&["analyze", "--clauses", "-", "--json"], &lines);
    let labels: Vec<serde_json::Value> =
        outcome.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!((&labels[0]["id"], &labels[1]["id"]), (&7.into(), &"b".into()));
    assert!(labels.iter().all(|line| line["types"].is_array()), "{}", outcome.stdout);

    let outcome = place.run_with_input(&["analyze", "--clauses", "-", "--json"], "{\"id\": 1}\n");
    outcome.check(1, "line 1 of the standard input is not like");
    place.write("wrong.md", b"\xff");
    place
        .run(&["analyze", "wrong.md"])
        .check(1, "wrong.md cannot be read as a document: not UTF-8");
}

#[test]
fn the_server_says_where_it_listens_answers_and_stops_when_told() {
    let place = Place::indexed();
    let mut child = place.command(&["serve", "--listen", "127.0.0.1:0"]).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let address = line.trim().strip_prefix("listening on http://").unwrap();

    let mut stream = TcpStream::connect(address).unwrap();
    let request =
        "GET /api/v1/clauses?q=arbitration HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");
    assert_eq!(
        answer.split("\r\n\r\n").nth(1).map(|body| body.contains("\"total\":1")),
        Some(true),
        "{answer}"
    );

    let told = Command::new("kill").arg(child.id().to_string()).status().unwrap();
    assert!(told.success());
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn a_run_ranks_clauses_with_all_words_before_those_with_any() {
    let place = Place::new();
    let clauses = [
        ("a", "The arbitration takes place in London."),
        ("b", "You waive any class action; disputes go to arbitration."),
        ("c", "A class for beginners."),
        ("d", "Nothing of the kind."),
    ];
    let lines = clauses.map(|(id, text)| serde_json::json!({"id": id, "text": text}).to_string());
    place.write("clauses.jsonl", lines.join("\n"));
    place.write(
        "queries.jsonl",
        r#"{"qid": "q1", "text": "class arbitration", "type": "arbitration"}"#,
    );
    let outcome = place.run(&["evaluate", "rank", "clauses.jsonl", "queries.jsonl"]);
    outcome.check(0, "");
    let rows: Vec<Vec<&str>> =
        outcome.stdout.lines().map(|line| line.split('\t').collect()).collect();
    let ids: Vec<&str> = rows.iter().map(|row| row[2]).collect();
    assert_eq!(ids[0], "b");
    assert_eq!(
        ids.iter().copied().collect::<std::collections::BTreeSet<_>>(),
        ["a", "b", "c"].into()
    );
    assert!(rows.iter().zip(1..).all(|(row, rank)| row[3] == rank.to_string() && row.len() == 6));
    let scores: Vec<f32> = rows.iter().map(|row| row[4].parse().unwrap()).collect();
    assert!(scores.is_sorted_by(|a, b| a >= b), "{scores:?}");

    let typed = place.run(&["evaluate", "rank", "clauses.jsonl", "--type-of", "queries.jsonl"]);
    typed.check(0, "");
}

#[test]
fn the_sample_is_indexed_when_no_archive_is_named() {
    let place = Place(tempfile::tempdir().unwrap());
    let outcome = place.run(&["index"]);
    outcome.check(0, "data/sample");
    assert!(Path::new(&place.path("index/CURRENT")).is_file());
}

#[test]
fn every_command_explains_itself() {
    let place = Place::new();
    for command in [
        "index", "serve", "search", "feed", "compare", "show", "verify", "analyze", "taxonomy",
        "evaluate",
    ] {
        let help = place.run(&[command, "--help"]);
        assert_eq!(help.code, 0, "{command}");
        assert!(help.stdout.contains("Usage: clausedex"), "{}", help.stdout);
    }
    let version = place.run(&["--version"]).stdout;
    assert_eq!(version, format!("clausedex {}\n", env!("CARGO_PKG_VERSION")));
}
