//! The archive module over the real archives, where they are at hand.

use std::path::PathBuf;

use clausedex::archive::{Archive, Kind, Recorded};
use clausedex::document::{ContentHash, VersionKind};
use rayon::prelude::*;

use crate::archives;

fn open(path: Option<PathBuf>) -> Option<Archive> {
    path.map(|path| Archive::open(&path).expect("the real archives are sound"))
}

#[test]
fn the_whole_history_of_the_contrib_collection_is_read() {
    let Some(archive) = open(archives::contrib()) else {
        return;
    };
    assert_eq!(archive.kind(), Kind::Git);
    assert_eq!(archive.documents().len(), 877);
    let skipped: Vec<_> = archive.skipped().iter().map(ToString::to_string).collect();
    assert_eq!(skipped, ["LICENSE: not a document", "README.md: not a document"]);
    let captures: usize = archive.documents().iter().map(|source| source.captures.len()).sum();
    // 42,632 commits; five of them touch only README.md and LICENSE.
    assert_eq!(captures, 42_627);

    let read: Vec<(Vec<Recorded>, usize)> = archive
        .documents()
        .par_iter()
        .map_init(
            || archive.reader(),
            |reader, source| {
                let mut hashes = Vec::new();
                let each = |text: &str| hashes.push(ContentHash::of(text.as_bytes()));
                let versions = reader.versions(source, each).unwrap();
                assert_eq!(versions.skipped, []);
                for Recorded { version, text } in &versions.recorded {
                    assert_eq!((version.hash, version.text_hash), (hashes[*text], hashes[*text]));
                }
                (versions.recorded, hashes.len())
            },
        )
        .collect();
    let versions = || read.iter().flat_map(|(recorded, _)| recorded);
    assert_eq!(versions().count(), 42_627);
    assert_eq!(read.iter().map(|(_, texts)| texts).sum::<usize>(), 27_055);
    // 905 subjects say so, and the earliest versions by date that are changes by their subject.
    let first = versions().filter(|entry| entry.version.kind == VersionKind::First).count();
    assert!((905..1_000).contains(&first), "{first}");
    let unreadable = versions().filter(|entry| entry.version.unreadable.is_some()).count();
    assert!((4_000..6_000).contains(&unreadable), "{unreadable}");
}

#[test]
fn the_templates_documents_are_no_part_of_a_young_collection() {
    let Some(archive) = open(archives::genai()) else {
        return;
    };
    assert_eq!(archive.documents().len(), 63);
    assert!(archive.documents().iter().all(|source| source.document.platform != "UptimeRobot"));
    let template = archive.skipped().iter().filter(|s| s.to_string().contains("template"));
    assert_eq!(template.count(), 19);
}
