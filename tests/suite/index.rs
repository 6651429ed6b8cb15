//! Builds: the same bytes every time, incremental, never half-published, exact in time.

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::path::{Path, PathBuf};

use clausedex::archive::Archive;
use clausedex::clause::RecordId;
use clausedex::document::Format;
use clausedex::index::{Build, ClauseAddress, FORMAT, IndexError, IndexFolder};
use clausedex::indexer::{self, IndexerError, Report, Silent};
use clausedex::segment;
use clausedex::taxonomy::Taxonomy;

use crate::archives::{Numbers, contrib, contrib_engine, genai, sample};

fn index(archives: &[PathBuf], folder: &Path) -> Report {
    indexer::run(archives, folder, &Taxonomy::bundled(), &Silent).unwrap()
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for item in fs::read_dir(from).unwrap() {
        let item = item.unwrap();
        let target = to.join(item.file_name());
        if item.file_type().unwrap().is_dir() {
            copy(&item.path(), &target);
        } else {
            fs::copy(item.path(), target).unwrap();
        }
    }
}

#[test]
fn the_same_archive_gives_the_same_build_wherever_it_lies() {
    let folder = tempfile::tempdir().unwrap();
    let moved = folder.path().join("elsewhere");
    copy(&sample(), &moved);
    let here = index(&[sample()], &folder.path().join("one")).manifest;
    let there = index(&[moved], &folder.path().join("two")).manifest;
    assert_eq!(here.digest(), there.digest());
    assert!(here.counts.states > 1000);
}

#[test]
fn an_unchanged_archive_is_not_indexed_again() {
    let folder = tempfile::tempdir().unwrap();
    let first = index(&[sample()], folder.path());
    let second = index(&[sample()], folder.path());
    assert!(!first.is_unchanged && second.is_unchanged);
    assert_eq!(first.manifest, second.manifest);
}

#[test]
fn a_grown_archive_gives_the_build_that_it_would_give_from_scratch() {
    let folder = tempfile::tempdir().unwrap();
    let archive = folder.path().join("archive");
    copy(&sample(), &archive);
    let last = archive.join("Pipwire/Terms of Service/2026-06-01T00-00-00Z.md");
    let grown = folder.path().join("grown");
    let before = index(std::slice::from_ref(&archive), &grown).manifest;

    let versions: BTreeSet<PathBuf> =
        fs::read_dir(last.parent().unwrap()).unwrap().map(|item| item.unwrap().path()).collect();
    let text = fs::read_to_string(versions.last().unwrap()).unwrap();
    fs::write(&last, format!("{text}\n\nA fee of three shells falls due on every new moon.\n"))
        .unwrap();
    let after = index(std::slice::from_ref(&archive), &grown);
    assert_eq!(after.reused as u64, before.counts.documents - 1);
    assert_eq!(after.manifest.counts.versions, before.counts.versions + 1);

    let anew = index(&[archive], &folder.path().join("anew")).manifest;
    assert_eq!(after.manifest.digest(), anew.digest());
    let ids = |folder: &Path| {
        let build = Build::open(folder, &Taxonomy::bundled()).unwrap();
        build.segments.iter().flat_map(|columns| columns.record.clone()).collect::<BTreeSet<_>>()
    };
    // The former build is kept, but opened through the folder only as the current one.
    assert!(ids(&grown).len() as u64 >= before.counts.current);
}

#[test]
fn two_writers_do_not_meet() {
    let folder = tempfile::tempdir().unwrap();
    let _held = IndexFolder::lock(folder.path()).unwrap();
    let error =
        indexer::run(&[sample()], folder.path(), &Taxonomy::bundled(), &Silent).unwrap_err();
    assert!(matches!(error, IndexerError::Index(IndexError::Locked(_))), "{error:?}");
}

#[test]
fn a_damaged_build_is_found_out_and_not_built_upon() {
    let folder = tempfile::tempdir().unwrap();
    let good = index(&[sample()], folder.path()).manifest;
    let build = Build::open(folder.path(), &Taxonomy::bundled()).unwrap();
    build.verify().unwrap();
    let stored = good.files.iter().find(|file| file.path.ends_with(".store")).unwrap();
    let path = folder.path().join("builds").join(good.digest().hex()).join(&stored.path);
    let mut bytes = fs::read(&path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    // Written beside and renamed: truncating a mapped file would kill this process.
    let beside = path.with_extension("beside");
    fs::write(&beside, bytes).unwrap();
    fs::rename(&beside, &path).unwrap();
    let error = build.verify().unwrap_err().to_string();
    assert!(error.contains("its bytes have changed"), "{error}");
    let again = index(&[sample()], folder.path());
    assert!(!again.is_unchanged && again.reused == 0);
    Build::open(folder.path(), &Taxonomy::bundled()).unwrap().verify().unwrap();
}

#[test]
fn a_build_of_another_format_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let manifest = index(&[sample()], folder.path()).manifest;
    let path = folder.path().join("builds").join(manifest.digest().hex()).join("manifest.json");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replace(&format!("\"format\": {FORMAT}"), "\"format\": 999")).unwrap();
    let error = Build::open(folder.path(), &Taxonomy::bundled()).unwrap_err();
    assert!(matches!(error, IndexError::Format { found: 999, .. }), "{error:?}");
}

#[test]
fn the_small_real_archive_is_indexed_without_its_template_commits() {
    let Some(archive) = genai() else { return };
    let folder = tempfile::tempdir().unwrap();
    let report = index(&[archive], folder.path());
    let named: Vec<_> = report.manifest.set_aside.iter().map(|aside| &aside.path).collect();
    assert!(report.manifest.counts.documents > 10, "{:?}", report.manifest.counts);
    assert!(named.iter().any(|path| path.contains("README.md")), "{named:?}");
}

/// At random moments, the wordings that the index gives for a document are those of the version
/// that the archive held then.
#[test]
fn as_of_answers_are_what_the_archive_held() {
    let (Some(archive), Some(engine)) = (contrib(), contrib_engine()) else { return };
    let build = engine.build();
    let archive = Archive::open(&archive).unwrap();
    let reader = archive.reader();
    let mut numbers = Numbers(5);
    let mut compared = 0;
    while compared < 60 {
        let place = numbers.below(build.documents.len());
        let document = &build.documents[place];
        let readable: Vec<_> =
            document.versions.iter().filter(|version| version.unreadable.is_none()).collect();
        let Some(version) = readable.get(numbers.below(readable.len().max(1))) else { continue };
        let second = version.captured.as_second();
        // Of versions captured in one second the last one counts.
        let mut same_second = readable.iter().filter(|other| other.captured == version.captured);
        let Some(version) = same_second.next_back() else { continue };

        let bytes = reader.read_version(version).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        let expected = wordings(
            segment::segment(&text, Format::Markdown)
                .clauses
                .into_iter()
                .map(|clause| clause.wording.text),
        );
        let stood = build.entries_of(place as u32).into_iter().filter(|address| {
            build.segments[address.segment as usize].stood_at(address.clause, second)
        });
        let found = wordings(
            stood.map(|address: ClauseAddress| build.entry(address).unwrap().state.wording.text),
        );
        assert_eq!(found, expected, "{:?} at {}", document.document, version.captured);
        compared += 1;
    }
}

#[test]
fn of_each_clause_of_the_real_archive_one_wording_stands_now() {
    let Some(engine) = contrib_engine() else { return };
    let mut standing = BTreeSet::new();
    for columns in &engine.build().segments {
        for clause in (0..columns.clauses).filter(|clause| columns.is_current(*clause)) {
            let record = columns.record[clause as usize];
            assert!(standing.insert(record), "{} stands twice", RecordId::from_bits(record));
        }
    }
    assert!(!standing.is_empty());
}

fn wordings(texts: impl Iterator<Item = String>) -> HashMap<String, usize> {
    let mut counts = HashMap::new();
    for text in texts {
        *counts.entry(text).or_default() += 1;
    }
    counts
}
