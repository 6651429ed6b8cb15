//! The house rules that no compiler checks: what may import what, the walls, and small files.

use std::fs;
use std::path::{Path, PathBuf};

/// What each module may import of the others, in the order in which data flows.
const IMPORTS: &[(&str, &[&str])] = &[
    ("document", &[]),
    ("taxonomy", &["document"]),
    ("clause", &["document", "taxonomy"]),
    ("archive", &["document"]),
    ("analysis", &[]),
    ("segment", &["clause", "document", "analysis"]),
    ("query", &["analysis", "taxonomy"]),
    ("classify", &["clause", "document", "taxonomy", "analysis", "query"]),
    ("history", &["clause", "document"]),
    ("index", &["clause", "document", "taxonomy", "analysis", "history"]),
    (
        "indexer",
        &[
            "document", "taxonomy", "clause", "archive", "analysis", "segment", "query",
            "classify", "history", "index",
        ],
    ),
    (
        "search",
        &["clause", "document", "taxonomy", "analysis", "query", "classify", "history", "index"],
    ),
    ("cite", &["clause", "document", "archive", "history", "index"]),
    (
        "web",
        &[
            "document", "taxonomy", "clause", "query", "history", "index", "search", "cite",
            "segment", "classify", "archive",
        ],
    ),
    (
        "cli",
        &[
            "document", "taxonomy", "clause", "archive", "analysis", "segment", "query",
            "classify", "history", "index", "indexer", "search", "cite", "web",
        ],
    ),
    ("main", &["cli"]),
];

/// Crates that only some modules may name.
const WALLS: &[(&str, &[&str])] = &[
    ("tantivy", &["index", "search"]),
    ("axum", &["web"]),
    ("hyper", &["web"]),
    ("tower_http", &["web"]),
    ("tokio", &["web", "cli"]),
    ("gix", &["archive"]),
    ("utoipa", &["web"]),
    ("maud", &["web"]),
    ("csv", &["web"]),
    ("quick_xml", &["web"]),
    ("anyhow", &["cli", "main"]),
];

const LINES_MAX: usize = 400;

#[test]
fn modules_import_only_what_lies_before_them() {
    let mut faults = Vec::new();
    for (module, path, line, text) in source_lines() {
        let allowed = IMPORTS.iter().find(|(name, _)| *name == module).map(|(_, allowed)| *allowed);
        let Some(allowed) = allowed else {
            assert_eq!(module, "lib", "{} belongs to no module of the table", path.display());
            continue;
        };
        for named in modules_named(&text) {
            if named != module && !allowed.contains(&named.as_str()) {
                faults.push(format!("{}:{line}: {module} may not import {named}", path.display()));
            }
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn crates_stay_behind_their_walls() {
    let mut faults = Vec::new();
    for (module, path, line, text) in source_lines() {
        for (wall, allowed) in WALLS {
            let is_named = text.match_indices(&format!("{wall}::")).any(|(at, _)| {
                !text[..at].ends_with(|letter: char| letter.is_alphanumeric() || letter == '_')
            });
            if is_named && !allowed.contains(&module.as_str()) {
                faults.push(format!("{}:{line}: {module} may not name {wall}", path.display()));
            }
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn files_stay_under_400_lines() {
    let mut faults = Vec::new();
    for path in sources("src").into_iter().chain(sources("tests")) {
        let lines = fs::read_to_string(&path).expect("a source file is text").lines().count();
        if lines >= LINES_MAX {
            faults.push(format!("{}:{lines}: the file has {lines} lines", path.display()));
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn every_file_opens_with_one_sentence() {
    let opening =
        |path: &PathBuf| fs::read_to_string(path).is_ok_and(|text| text.starts_with("//! "));
    let bare: Vec<_> = sources("src").into_iter().filter(|path| !opening(path)).collect();
    assert!(bare.is_empty(), "without a `//!` line: {bare:?}");
}

/// Every line of `src` that is no comment: its module, file, number and text.
fn source_lines() -> impl Iterator<Item = (String, PathBuf, usize, String)> {
    sources("src").into_iter().flat_map(|path| {
        let module = module_of(&path);
        let text = fs::read_to_string(&path).expect("a source file is text");
        let code = |line: &str| line.split("//").next().unwrap_or_default().to_owned();
        let lines: Vec<_> = text.lines().map(code).enumerate().collect();
        lines.into_iter().map(move |(at, line)| (module.clone(), path.clone(), at + 1, line))
    })
}

/// The modules that a line names by `crate::` or, in `main`, by `clausedex::`.
fn modules_named(line: &str) -> Vec<String> {
    let mut named = Vec::new();
    for prefix in ["crate::", "clausedex::"] {
        for (at, _) in line.match_indices(prefix) {
            let rest = &line[at + prefix.len()..];
            let names = rest.strip_prefix('{').map_or(vec![rest], |list| list.split(',').collect());
            for name in names {
                let is_part = |letter: char| letter.is_alphanumeric() || letter == '_';
                let name = name.trim_start();
                let end = name.find(|letter| !is_part(letter)).unwrap_or(name.len());
                if IMPORTS.iter().any(|(module, _)| *module == &name[..end]) {
                    named.push(name[..end].to_owned());
                }
            }
        }
    }
    named
}

fn module_of(path: &Path) -> String {
    let below = path.strip_prefix(root().join("src")).expect("it was found below src");
    let first = below.iter().next().expect("a file has a name").to_string_lossy();
    first.trim_end_matches(".rs").to_owned()
}

fn sources(folder: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for item in fs::read_dir(&folder).expect("the folder is part of the project") {
            let path = item.expect("the folder can be listed").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
