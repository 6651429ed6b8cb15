//! Folders made for the purpose: datasets, loose files, and what is not a document.

use std::fs;
use std::path::Path;

use super::*;

const DAY: &str = "An agreement between you and us about the service, its price and its limits.";

fn write(root: &Path, path: &str, bytes: impl AsRef<[u8]>) {
    let file = root.join(path);
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, bytes).unwrap();
}

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        write(folder.path(), path, text);
    }
    folder
}

/// Platform, document type and the paths of the captures, for each document.
fn listed(archive: &Archive) -> Vec<String> {
    let line = |source: &Source| {
        let Document { platform, document_type } = &source.document;
        let paths: Vec<_> = source.captures.iter().map(|capture| capture.path.as_str()).collect();
        format!("{platform} | {document_type} | {}", paths.join(", "))
    };
    archive.documents().iter().map(line).collect()
}

fn skipped(archive: &Archive) -> Vec<String> {
    archive.skipped().iter().map(Skipped::to_string).collect()
}

#[test]
fn an_archive_that_is_not_there_is_named_in_the_error() {
    let error = Archive::open(Path::new("/nowhere/at all")).unwrap_err();
    assert_eq!(error.to_string(), "there is no archive at /nowhere/at all");
}

#[test]
fn a_folder_without_documents_is_an_error() {
    for files in [&[][..], &[("README.md", "read me")], &[("a/b/c.pdf", "%PDF")]] {
        let folder = folder(files);
        let error = Archive::open(folder.path()).unwrap_err();
        assert!(matches!(error, ArchiveError::NoDocuments { .. }), "{error}");
    }
}

#[test]
fn a_dataset_has_a_file_per_version() {
    let folder = folder(&[
        ("README.md", "read me"),
        ("Zed/Terms of Service/2024-02-01T10-00-00Z.md", "second"),
        ("Zed/Terms of Service/2023-02-01T10-00-00Z.md", "first"),
        ("Zed/Terms of Service/notes.md", "not a date"),
        ("alpha/Privacy Policy/2024-01-01.html", "<p>third</p>"),
        ("alpha/Loose.md", "not dated"),
    ]);
    let archive = Archive::open(folder.path()).unwrap();
    assert_eq!(archive.kind(), Kind::Dataset);
    assert_eq!(
        listed(&archive),
        [
            "alpha | Privacy Policy | alpha/Privacy Policy/2024-01-01.html",
            "Zed | Terms of Service | Zed/Terms of Service/2023-02-01T10-00-00Z.md, \
             Zed/Terms of Service/2024-02-01T10-00-00Z.md",
        ]
    );
    assert_eq!(
        skipped(&archive),
        [
            "README.md: not a document",
            "Zed/Terms of Service/notes.md: not a document",
            "alpha/Loose.md: not a document",
        ]
    );
    let kinds: Vec<_> = archive.documents()[1].captures.iter().map(|c| c.kind).collect();
    assert_eq!(kinds, [VersionKind::First, VersionKind::Change]);
    assert_eq!(archive.documents()[1].captures[0].captured.to_string(), "2023-02-01T10:00:00Z");
}

#[test]
fn a_release_is_read_with_the_folder_it_unpacks_to() {
    let folder = folder(&[("contrib-2024/Zed/Terms/2024-02-01T10-00-00Z.md", "text")]);
    let archive = Archive::open(folder.path()).unwrap();
    let path = "contrib-2024/Zed/Terms/2024-02-01T10-00-00Z.md";
    assert_eq!(listed(&archive), [format!("Zed | Terms | {path}")]);
}

#[test]
fn loose_files_lie_in_their_platforms_folders_or_in_one_folder() {
    let folder = folder(&[
        ("Zed/Terms.txt", "text"),
        ("Zed/Terms 2024-02-01.md", "newer"),
        ("Zed/Privacy.htm", "<p>text</p>"),
        ("Zed/deeper/Other.md", "too deep"),
        ("Top.md", "beside the platforms"),
    ]);
    let archive = Archive::open(folder.path()).unwrap();
    assert_eq!(archive.kind(), Kind::Loose);
    assert_eq!(
        listed(&archive),
        ["Zed | Privacy | Zed/Privacy.htm", "Zed | Terms | Zed/Terms.txt, Zed/Terms 2024-02-01.md",]
    );
    assert_eq!(archive.documents()[0].captures[0].captured, Timestamp::UNIX_EPOCH);
    let expected = ["Top.md: not a document", "Zed/deeper/Other.md: not a document"];
    assert_eq!(skipped(&archive), expected);

    let platform = Archive::open(&folder.path().join("Zed/deeper")).unwrap();
    assert_eq!(listed(&platform), ["deeper | Other | Other.md"]);
    let file = Archive::open(&folder.path().join("Zed/Terms.txt")).unwrap();
    assert_eq!(listed(&file), ["Zed | Terms | Terms.txt"]);
}

#[test]
fn what_is_no_text_is_set_aside_and_listed() {
    let folder = folder(&[("Zed/Good.md", DAY)]);
    write(folder.path(), "Zed/Large.md", vec![b'a'; 9 * 1024 * 1024]);
    write(folder.path(), "Zed/Latin.md", b"Caf\xe9");
    write(folder.path(), "Zed/---.md", "a name without letters");
    write(folder.path(), "Zed/Deep.html", "<div>".repeat(600));
    #[cfg(unix)]
    std::os::unix::fs::symlink("/etc/passwd", folder.path().join("Zed/Link.md")).unwrap();

    let archive = Archive::open(folder.path()).unwrap();
    let mut expected = vec![
        "Zed/---.md: its name is unusable: UTF-8 with a letter or digit is needed",
        "Zed/Large.md: 9437184 bytes; documents have at most 8388608",
    ];
    if cfg!(unix) {
        expected.push("Zed/Link.md: a symbolic link, which is not followed");
    }
    assert_eq!(skipped(&archive), expected);
    let set_aside: Vec<_> = archive
        .documents()
        .iter()
        .flat_map(|source| archive.reader().versions(source, |_| {}).unwrap().skipped)
        .map(|skipped| skipped.to_string())
        .collect();
    let expected = [
        "Zed/Deep.html: more than 512 levels of nested elements",
        "Zed/Latin.md: not UTF-8 from byte 3 on",
    ];
    assert_eq!(set_aside, expected);
}

#[test]
fn each_distinct_text_is_handed_out_once() {
    let folder = folder(&[
        ("Zed/Terms/2020-01-01.md", "A"),
        ("Zed/Terms/2021-01-01.md", "B"),
        ("Zed/Terms/2022-01-01.md", "A"),
        ("Zed/Terms/2023-01-01.html", "<p>A</p>"),
        ("Zed/Terms/2024-01-01.html", "<p class='x'>A</p>"),
    ]);
    let archive = Archive::open(folder.path()).unwrap();
    let mut texts = Vec::new();
    let source = &archive.documents()[0];
    let versions = archive.reader().versions(source, |text| texts.push(text.to_owned())).unwrap();
    assert_eq!(texts, ["A", "B", "A\n"]);
    let ordinals: Vec<_> = versions.recorded.iter().map(|recorded| recorded.text).collect();
    assert_eq!(ordinals, [0, 1, 0, 2, 2]);
    for recorded in &versions.recorded {
        let text = &texts[recorded.text];
        assert_eq!(recorded.version.text_hash, ContentHash::of(text.as_bytes()));
        let same = recorded.version.hash == recorded.version.text_hash;
        assert_eq!(same, recorded.version.format == Format::Markdown);
    }
}

#[test]
fn a_version_that_was_altered_later_is_found_out() {
    let folder = folder(&[("Zed/Terms.md", "as archived")]);
    let archive = Archive::open(folder.path()).unwrap();
    let (reader, source) = (archive.reader(), &archive.documents()[0]);
    let mut version = reader.versions(source, |_| {}).unwrap().recorded.remove(0).version;
    assert_eq!(reader.read_version(&version).unwrap(), b"as archived");

    write(folder.path(), "Zed/Terms.md", "as altered");
    for error in
        [reader.read_version(&version).unwrap_err(), reader.read(&source.captures[0]).unwrap_err()]
    {
        assert!(error.to_string().starts_with("Zed/Terms.md has been altered: expected sha256:"));
    }
    for path in ["../secret", "/etc/passwd", "Zed/../../x", "Zed", ""] {
        version.path = path.to_owned();
        assert!(matches!(reader.read_version(&version), Err(ArchiveError::Elsewhere { .. })));
    }
}

#[test]
fn a_fingerprint_changes_with_the_document_and_with_nothing_else() {
    let files = [("Zed/Terms/2020-01-01.md", "A"), ("Zed/Privacy/2020-01-01.md", "B")];
    let fingerprints = |folder: &tempfile::TempDir| -> Vec<ContentHash> {
        let archive = Archive::open(folder.path()).unwrap();
        archive.documents().iter().map(Source::fingerprint).collect()
    };
    let (here, there) = (folder(&files), folder(&files));
    let before = fingerprints(&here);
    assert_eq!(before, fingerprints(&there));
    write(there.path(), "Zed/Terms/2021-01-01.md", "A");
    let after = fingerprints(&there);
    assert_eq!(before[0], after[0]);
    assert_ne!(before[1], after[1]);
}

#[test]
fn platforms_whose_names_differ_only_by_case_or_punctuation_are_listed() {
    let folder = folder(&[
        ("ProtonMail/Terms.md", "text"),
        ("Proton Mail/Terms.md", "text"),
        ("Proton VPN/Terms.md", "text"),
    ]);
    let archive = Archive::open(folder.path()).unwrap();
    assert_eq!(archive.similar_names(), [["Proton Mail", "ProtonMail"]]);
}
