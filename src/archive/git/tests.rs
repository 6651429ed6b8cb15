//! Repositories made for the purpose.

use std::collections::BTreeMap;
use std::fs;

use gix::ObjectId;
use gix::objs::tree::{Entry, EntryKind};
use jiff::Timestamp;

use crate::archive::{Archive, ArchiveError, Capture, Kind, Reader, Skipped};
use crate::document::{GitPlace, Unreadable, Version, VersionKind};

/// A bare repository and the files of its next commit: path, kind and blob.
struct Repository {
    folder: tempfile::TempDir,
    git: gix::Repository,
    files: BTreeMap<String, (EntryKind, ObjectId)>,
}

impl Repository {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let git = gix::init_bare(folder.path()).unwrap();
        Self { folder, git, files: BTreeMap::new() }
    }

    fn put(&mut self, path: &str, text: &str) {
        let blob = self.git.write_blob(text).unwrap().detach();
        self.files.insert(path.to_owned(), (EntryKind::Blob, blob));
    }

    fn tree(&self, prefix: &str) -> ObjectId {
        let mut entries: BTreeMap<String, (EntryKind, ObjectId)> = BTreeMap::new();
        for (path, file) in &self.files {
            let Some(rest) = path.strip_prefix(prefix) else {
                continue;
            };
            match rest.split_once('/') {
                Some((folder, _)) => {
                    let tree = self.tree(&format!("{prefix}{folder}/"));
                    entries.insert(folder.to_owned(), (EntryKind::Tree, tree));
                }
                None => drop(entries.insert(rest.to_owned(), *file)),
            }
        }
        let entry = |(name, (kind, oid)): (String, (EntryKind, ObjectId))| Entry {
            mode: kind.into(),
            filename: name.into(),
            oid,
        };
        let mut entries: Vec<_> = entries.into_iter().map(entry).collect();
        entries.sort();
        self.git.write_object(gix::objs::Tree { entries }).unwrap().detach()
    }

    fn commit(&self, subject: &str, seconds: i64, parents: &[ObjectId]) -> ObjectId {
        let time = format!("{seconds} +0000");
        let signature =
            gix::actor::SignatureRef { name: "bot".into(), email: "bot".into(), time: &time };
        let parents = parents.iter().copied();
        let commit =
            self.git.new_commit_as(signature, signature, subject, self.tree(""), parents).unwrap();
        let head = self.git.head_name().unwrap().unwrap();
        let reference = self.folder.path().join(head.as_bstr().to_string());
        fs::write(reference, format!("{}\n", commit.id)).unwrap();
        commit.id
    }

    fn open(&self) -> Result<Archive, ArchiveError> {
        Archive::open(self.folder.path())
    }
}

/// The kind, date and path of each capture.
fn captures(archive: &Archive) -> Vec<String> {
    let line = |capture: &Capture| {
        format!("{:?} {} {}", capture.kind, capture.captured.as_second(), capture.path)
    };
    archive.documents().iter().flat_map(|source| source.captures.iter().map(line)).collect()
}

#[test]
fn a_commits_subject_and_its_parent_say_what_a_version_is() {
    let mut repository = Repository::new();
    repository.put("README.md", "read me");
    repository.put("Zed/Terms.md", "one");
    let mut head = repository.commit("First record of Zed Terms", 100, &[]);
    for (subject, seconds, text) in [
        ("Record new changes of Zed Terms", 300, "two"),
        ("Apply technical or declaration upgrade on Zed Terms", 200, "three"),
        ("Start tracking Zed Terms", 400, "four"),
        ("Refilter Zed Terms", 400, "five"),
        ("anything", 500, "one"),
    ] {
        repository.put("Zed/Terms.md", text);
        head = repository.commit(subject, seconds, &[head]);
    }
    let archive = repository.open().unwrap();
    assert_eq!(archive.kind(), Kind::Git);
    assert_eq!(
        captures(&archive),
        [
            "First 100 Zed/Terms.md",
            "Technical 200 Zed/Terms.md",
            "Change 300 Zed/Terms.md",
            "First 400 Zed/Terms.md",
            "Technical 400 Zed/Terms.md",
            "Change 500 Zed/Terms.md",
        ]
    );
    let mut texts = Vec::new();
    let source = &archive.documents()[0];
    let reader = archive.reader();
    let versions = reader.versions(source, |text| texts.push(text.to_owned())).unwrap();
    assert_eq!(texts, ["one", "three", "two", "four", "five"]);
    let last = versions.recorded.last().unwrap();
    assert_eq!((last.text, last.version.unreadable), (0, Some(Unreadable::Stub)));
    assert_eq!(reader.read_version(&last.version).unwrap(), b"one");
    assert_eq!(archive.skipped()[0].to_string(), "README.md: not a document");
}

#[test]
fn the_templates_demonstration_is_not_history_but_a_removed_document_is() {
    let mut repository = Repository::new();
    repository.put("Demo/Terms.md", "demonstration");
    repository.put("Zed/Terms.md", "kept by the template");
    let head = repository.commit("Initial commit", 100, &[]);
    repository.files.remove("Demo/Terms.md");
    let head = repository.commit("Adapt template automatically", 200, &[head]);
    repository.put("Alpha/Terms.md", "text");
    let head = repository.commit("First record of Alpha Terms", 300, &[head]);
    repository.files.remove("Alpha/Terms.md");
    let head = repository.commit("Remove Alpha", 400, &[head]);
    repository.put("Alpha/Terms.md", "text");
    repository.commit("Record new changes of Alpha Terms", 500, &[head]);
    let archive = repository.open().unwrap();
    let expected =
        ["First 300 Alpha/Terms.md", "First 500 Alpha/Terms.md", "First 100 Zed/Terms.md"];
    assert_eq!(captures(&archive), expected);
    let skipped: Vec<_> = archive.skipped().iter().map(Skipped::to_string).collect();
    assert_eq!(skipped, ["Demo/Terms.md: part of the template, deleted with it"]);
}

#[test]
fn a_document_that_the_head_does_not_hold_has_ended() {
    let mut repository = Repository::new();
    repository.put("Twitter/Terms.md", "one text");
    repository.put("Zed/Terms.md", "another text");
    let head = repository.commit("First record of Twitter Terms", 100, &[]);
    let moved = repository.files.remove("Twitter/Terms.md").unwrap();
    repository.files.insert("X/Terms.md".to_owned(), moved);
    let head = repository.commit("Rename Twitter to X", 400, &[head]);
    repository.files.remove("Zed/Terms.md");
    // Dated before what it removes.
    repository.commit("Remove Zed", 50, &[head]);

    let archive = repository.open().unwrap();
    let ended = archive.documents().iter().map(|source| {
        let ended = source.ended.map(Timestamp::as_second);
        (source.document.platform.as_str(), ended)
    });
    let expected = [("Twitter", Some(400)), ("X", None), ("Zed", Some(101))];
    assert_eq!(ended.collect::<Vec<_>>(), expected);
}

#[test]
fn a_merge_records_only_what_none_of_its_parents_has() {
    let mut repository = Repository::new();
    repository.put("Zed/Terms.md", "base");
    let base = repository.commit("First record of Zed Terms", 100, &[]);
    repository.put("Zed/Terms.md", "left");
    let left = repository.commit("Update Zed Terms", 200, &[base]);
    repository.put("Zed/Terms.md", "base");
    repository.put("Zed/Privacy.md", "right");
    let right = repository.commit("Update Zed Privacy", 300, &[base]);
    repository.put("Zed/Terms.md", "left");
    repository.put("Alpha/Terms.md", "only in the merge");
    repository.commit("Merge", 400, &[left, right]);
    let archive = repository.open().unwrap();
    assert_eq!(
        captures(&archive),
        [
            "First 400 Alpha/Terms.md",
            "First 300 Zed/Privacy.md",
            "First 100 Zed/Terms.md",
            "Change 200 Zed/Terms.md",
        ]
    );
}

#[test]
fn links_submodules_and_other_files_are_listed() {
    let mut repository = Repository::new();
    repository.put("Zed/Terms.md", "text");
    repository.put("Zed/logo.png", "text");
    repository.put("Zed/deeper/Terms.md", "text");
    repository.put(".github/ci.md", "text");
    repository.put("Zed/Link.md", "../../etc/passwd");
    repository.put("Zed/module", "");
    repository.files.get_mut("Zed/Link.md").unwrap().0 = EntryKind::Link;
    repository.files.get_mut("Zed/module").unwrap().0 = EntryKind::Commit;
    repository.commit("all at once", 100, &[]);
    let archive = repository.open().unwrap();
    assert_eq!(captures(&archive), ["First 100 Zed/Terms.md"]);
    let skipped: Vec<_> = archive.skipped().iter().map(Skipped::to_string).collect();
    assert_eq!(
        skipped,
        [
            ".github: not a document",
            "Zed/Link.md: a symbolic link, which is not followed",
            "Zed/deeper: not a document",
            "Zed/logo.png: not a document",
            "Zed/module: a git submodule",
        ]
    );
}

#[test]
fn a_repository_that_cannot_be_trusted_or_is_incomplete_is_refused() {
    let empty = Repository::new();
    let error = empty.open().unwrap_err();
    assert!(error.to_string().ends_with("has no commits"), "{error}");

    let mut repository = Repository::new();
    repository.put("Zed/Terms.md", "text");
    let head = repository.commit("First record of Zed Terms", 100, &[]);
    let root = repository.folder.path();
    fs::write(root.join("shallow"), format!("{head}\n")).unwrap();
    let error = repository.open().unwrap_err();
    assert!(error.to_string().contains("run `git fetch --unshallow`"), "{error}");
    fs::remove_file(root.join("shallow")).unwrap();

    let alternates = root.join("objects/info/alternates");
    fs::create_dir_all(alternates.parent().unwrap()).unwrap();
    fs::write(&alternates, "/elsewhere\n").unwrap();
    let error = repository.open().unwrap_err();
    assert!(error.to_string().contains("run `git repack -a -d`"), "{error}");
    fs::remove_file(alternates).unwrap();

    fs::write(root.join("config"), "[remote \"origin\"]\n\turl = https://example/x\n").unwrap();
    assert_eq!(repository.open().unwrap().origin(), Some("https://example/x"));

    let hex = head.to_string();
    fs::remove_file(root.join("objects").join(&hex[..2]).join(&hex[2..])).unwrap();
    let error = repository.open().unwrap_err();
    assert!(error.to_string().starts_with("cannot open the git repository"), "{error}");
}

#[test]
fn a_replaced_object_is_read_as_it_was() {
    let mut repository = Repository::new();
    repository.put("Zed/Terms.md", "forged");
    let forged = repository.files["Zed/Terms.md"].1;
    repository.put("Zed/Terms.md", "true");
    let blob = repository.files["Zed/Terms.md"].1;
    repository.commit("First record of Zed Terms", 100, &[]);
    let replace = repository.folder.path().join("refs/replace");
    fs::create_dir_all(&replace).unwrap();
    fs::write(replace.join(blob.to_string()), format!("{forged}\n")).unwrap();
    let archive = repository.open().unwrap();
    let capture = &archive.documents()[0].captures[0];
    assert_eq!(archive.reader().read(capture).unwrap(), b"true");
}

#[test]
fn a_version_has_one_kind_whatever_order_its_commits_are_dated_in() {
    let mut repository = Repository::new();
    repository.put("Zed/Terms.md", "one");
    let head = repository.commit("First record of Zed Terms", 200, &[]);
    repository.put("Zed/Terms.md", "two");
    repository.commit("Record new changes of Zed Terms", 100, &[head]);
    let archive = repository.open().unwrap();
    let kinds: Vec<_> = archive.documents()[0].captures.iter().map(|c| c.kind).collect();
    assert_eq!(kinds, [VersionKind::First, VersionKind::First]);
}

#[test]
fn a_commit_holds_the_version_it_recorded_at_that_path_and_no_other() {
    let mut repository = Repository::new();
    repository.put("Zed/Terms.md", "one");
    let head = repository.commit("First record of Zed Terms", 100, &[]);
    repository.put("Zed/Terms.md", "two");
    repository.commit("Record new changes of Zed Terms", 200, &[head]);
    let archive = repository.open().unwrap();
    let versions = archive.reader().versions(&archive.documents()[0], |_| {}).unwrap().recorded;
    let [first, second] = [0, 1].map(|place| versions[place].version.clone());

    let reader = Reader::open(repository.folder.path()).unwrap();
    assert!(reader.commit_holds(&first).unwrap() && reader.commit_holds(&second).unwrap());
    let moved = Version { path: "Zed/Privacy.md".to_owned(), ..first.clone() };
    assert!(!reader.commit_holds(&moved).unwrap());
    let commit = first.git.as_ref().unwrap().commit.clone();
    let blob = second.git.as_ref().unwrap().blob.clone();
    let forged = Version { git: Some(GitPlace { commit, blob }), ..first };
    assert!(!reader.commit_holds(&forged).unwrap());
    let loose = Version { git: None, ..forged };
    assert!(matches!(reader.commit_holds(&loose), Err(ArchiveError::Elsewhere { .. })));
}
