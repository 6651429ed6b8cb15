//! An index folder is the program's own: it touches no other, and loses no index for nothing.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use clausedex::index::{Current, IndexError, IndexFolder};
use clausedex::taxonomy::Taxonomy;
use tempfile::TempDir;

use crate::archives::sample;

/// A folder with a small archive, in which an index can be made.
struct Place(TempDir);

impl Place {
    fn new() -> Self {
        let place = Self(tempfile::tempdir().unwrap());
        let text = "# Terms\n\nWe may end your account at any time, for any reason.\n\n";
        let padding = "This sentence makes the document long enough to be read. ".repeat(20);
        place.write("archive/Nimbus/Terms of Service.md", &format!("{text}{padding}\n"));
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Indexes `archive` into the folder `index`; gives the exit code and the messages.
    fn index(&self, archive: &str) -> (i32, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_clausedex"));
        command.args(["index", archive, "--index", "index"]).current_dir(self.0.path());
        let output = command.stdin(Stdio::null()).output().unwrap();
        (output.status.code().unwrap(), String::from_utf8(output.stderr).unwrap())
    }

    fn check(&self, archive: &str, code: i32, message: &str) {
        let (found, stderr) = self.index(archive);
        assert_eq!(found, code, "{stderr}");
        assert!(stderr.contains(message), "{message:?} is not in {stderr:?}");
    }

    /// Every file below `index`, with its bytes.
    fn files(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut files = BTreeMap::new();
        let mut folders = vec![self.path("index")];
        while let Some(folder) = folders.pop() {
            for item in fs::read_dir(folder).unwrap() {
                let path = item.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let bytes = fs::read(&path).unwrap();
                    files.insert(path, bytes);
                }
            }
        }
        files
    }

    fn build(&self) -> PathBuf {
        let folder = self.path("index");
        Current::read(&folder).unwrap().build_folder(&folder)
    }
}

#[test]
fn a_folder_with_other_things_is_refused_and_left_alone() {
    for (name, text) in [
        ("index/builds/release-1/notes.txt", "mine"),
        ("index/CURRENT", "not a build"),
        ("index/LOCK", "whose?"),
        ("index/thesis.md", "# Chapter one"),
        ("index/.hidden", ""),
        // A digest's look alone makes no build of ours.
        (
            "index/builds/00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff/a.txt",
            "mine",
        ),
    ] {
        let place = Place::new();
        place.write(name, text);
        let before = place.files();
        place.check("archive", 78, "is not empty and no index of clausedex");
        place.check("archive", 78, "name an empty or a new folder with `--index`");
        assert_eq!(place.files(), before, "{name}");
    }
}

#[test]
fn a_folder_that_holds_nothing_but_placeholders_is_taken() {
    let place = Place::new();
    place.write("index/.gitkeep", "");
    place.check("archive", 0, "indexed: build");
    let marker = fs::read_to_string(place.path("index/CLAUSEDEX")).unwrap();
    assert!(marker.starts_with("clausedex index, format "), "{marker}");
    place.check("archive", 0, "nothing has changed");
}

#[test]
fn an_index_made_before_there_were_markers_gets_one() {
    let place = Place::new();
    place.check("archive", 0, "indexed: build");
    let marker = place.path("index/CLAUSEDEX");
    fs::remove_file(&marker).unwrap();
    place.check("archive", 0, "nothing has changed");
    assert!(marker.is_file());

    fs::remove_file(&marker).unwrap();
    fs::rename(place.build(), place.path("index/builds/elsewhere")).unwrap();
    place.check("archive", 78, "is not empty and no index of clausedex");
}

#[test]
fn strange_files_and_folders_stay_and_fail_no_later_run() {
    let place = Place::new();
    place.check("archive", 0, "indexed: build");
    let digest = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
    let strange = [
        "index/notes.txt".to_owned(),
        "index/builds/stray.txt".to_owned(),
        "index/builds/thesis/chapter.md".to_owned(),
        "index/builds/unfinished/chapter.md".to_owned(),
        format!("index/builds/{digest}/manifest.json"),
    ];
    for name in &strange {
        place.write(name, "{\"name\": \"mine\"}");
    }
    // A file by a digest's name, too.
    place.write(&format!("index/builds/{}", digest.replace("00", "ff")), "mine");
    for round in 0..3 {
        let name = format!("archive/Nimbus/Cookies Policy {round}.md");
        place.write(&name, &"We place cookies on your device to know you again. ".repeat(30));
        place.check("archive", 0, "indexed: build");
    }
    for name in &strange {
        assert_eq!(fs::read_to_string(place.path(name)).unwrap(), "{\"name\": \"mine\"}");
    }
    // Our own former builds but for the last one are gone.
    let builds = fs::read_dir(place.path("index/builds")).unwrap();
    let is_ours = |path: &PathBuf| path.join("catalogue.jsonl").is_file();
    assert_eq!(builds.map(|item| item.unwrap().path()).filter(is_ours).count(), 2);
}

#[test]
fn what_stands_in_a_builds_place_without_being_one_is_moved_aside() {
    let place = Place::new();
    place.check("archive", 0, "indexed: build");
    let build = place.build();
    fs::write(build.join("manifest.json"), "{}").unwrap();
    fs::write(build.join("mine.txt"), "mine").unwrap();
    place.check("archive", 0, "indexed: build");
    assert_eq!(place.build(), build);
    let aside = build.with_extension("other").join("mine.txt");
    assert_eq!(fs::read_to_string(aside).unwrap(), "mine");
}

#[test]
fn an_index_is_never_replaced_by_an_empty_one() {
    let place = Place::new();
    place.check("archive", 0, "indexed: build");
    let before = place.files();
    // Laid out as a document, but nothing of it can be read.
    place.write("settings/fonts/README.txt", "short\n");
    place.check("settings", 76, "no clause can be read in ");
    place.check("settings", 76, "nothing was published");
    fs::create_dir(place.path("empty")).unwrap();
    place.check("empty", 1, "no documents in empty");
    assert_eq!(place.files(), before);
}

#[test]
fn a_run_that_fails_leaves_nothing_unfinished() {
    let place = Place::new();
    place.write("settings/fonts/README.txt", "short\n");
    place.check("settings", 76, "no clause can be read in ");
    assert_eq!(fs::read_dir(place.path("index/builds")).unwrap().count(), 0);
    assert!(matches!(Current::read(&place.path("index")), Err(IndexError::Missing(_))));
    place.check("archive", 0, "indexed: build");
}

#[test]
fn the_library_refuses_a_foreign_folder_too() {
    let place = Place::new();
    place.write("index/builds/x", "mine");
    let error = IndexFolder::lock(&place.path("index")).unwrap_err();
    assert!(matches!(error, IndexError::NotOurs(_)), "{error:?}");
    let run = clausedex::indexer::run(
        &[sample()],
        Path::new(&place.path("index")),
        &Taxonomy::bundled(),
        &clausedex::indexer::Silent,
    );
    assert!(run.is_err());
}

#[test]
fn an_index_of_a_newer_program_is_left_alone() {
    let place = Place::new();
    place.write("index/CLAUSEDEX", "clausedex index, format 99\n");
    place.write("index/CURRENT", "{}");
    let before = place.files();
    place.check("archive", 78, "format 99");
    assert_eq!(place.files(), before);
}
