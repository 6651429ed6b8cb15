//! Cutting versions into clauses: the specification by example, and what must hold for any text.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use clausedex::archive::Archive;
use clausedex::document::Format;
use clausedex::segment::{Rest, Segmentation, check, segment};
use proptest::prelude::*;

use crate::archives::contrib;

/// Parts an example's text from the clauses expected of it.
const SEPARATOR: &str = "\n%%% clauses %%%\n";
/// The versions of the real archive that are cut in a test run.
const SAMPLE: usize = 2000;

/// Each file in `tests/examples/segment` holds a text and the clauses expected of it. Run with
/// `UPDATE_EXPECT=1` to rewrite the expectations, and read the difference before keeping it.
#[test]
fn every_example_is_cut_as_written() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/examples/segment");
    let entries = std::fs::read_dir(&folder).unwrap();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(files.len() >= 30, "the specification has lost examples");
    let mut failures = String::new();
    for file in files {
        let example = std::fs::read_to_string(&file).unwrap();
        let (text, expected) = example.split_once(SEPARATOR).unwrap_or((&example, ""));
        let is_plain = file.extension().is_some_and(|extension| extension == "txt");
        let format = if is_plain { Format::Text } else { Format::Markdown };
        let segmentation = segment(text, format);
        check(text, &segmentation).unwrap_or_else(|fault| panic!("{}: {fault}", file.display()));
        let found = describe(text, &segmentation);
        if found == expected {
            continue;
        }
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            std::fs::write(&file, format!("{text}{SEPARATOR}{found}")).unwrap();
            continue;
        }
        writeln!(failures, "\n{}:\n{}", file.display(), difference(expected, &found)).unwrap();
    }
    assert!(failures.is_empty(), "{failures}\nUPDATE_EXPECT=1 accepts what was found");
}

/// Writes a segmentation down: `#` the headings, `^` the context, `>` the bytes, `=` the wording
/// of each clause, and `-` what belongs to none, unless it is white space or mere markup.
fn describe(text: &str, segmentation: &Segmentation) -> String {
    let mut parts = Vec::new();
    for clause in &segmentation.clauses {
        let mut part = format!("# {}\n", clause.heading.join(" > "));
        if let Some(context) = &clause.context {
            part += &prefixed("^ ", context);
        }
        part += &prefixed("> ", &text[clause.span.range()]);
        part += &prefixed("= ", &clause.wording.text);
        parts.push((clause.span, part));
    }
    for (span, kind) in &segmentation.rest {
        let bytes = text[span.range()].trim();
        let is_mere = matches!(kind, Rest::Space | Rest::Markup)
            && !bytes.contains(|character: char| character.is_alphabetic());
        if !is_mere {
            parts.push((*span, format!("- {kind:?} {bytes:?}\n")));
        }
    }
    parts.sort();
    parts.into_iter().map(|(_, part)| part).collect::<Vec<_>>().join("\n")
}

fn prefixed(prefix: &str, text: &str) -> String {
    text.split('\n').map(|line| format!("{}\n", format!("{prefix}{line}").trim_end())).collect()
}

/// The lines of both texts, those of only one of them marked.
pub(crate) fn difference(expected: &str, found: &str) -> String {
    let expected: Vec<&str> = expected.lines().collect();
    let found: Vec<&str> = found.lines().collect();
    let same = expected.iter().zip(&found).take_while(|(left, right)| left == right).count();
    let (left, right) = (&expected[same..], &found[same..]);
    let after =
        left.iter().rev().zip(right.iter().rev()).take_while(|(left, right)| left == right).count();
    let mut lines: Vec<String> = Vec::new();
    let around =
        |lines: &[&str]| lines.iter().map(|line| format!("    {line}")).collect::<Vec<_>>();
    lines.extend(around(&found[same.saturating_sub(3)..same]));
    lines.extend(left[..left.len() - after].iter().map(|line| format!("  expected {line}")));
    lines.extend(right[..right.len() - after].iter().map(|line| format!("     found {line}")));
    lines.extend(around(&right[right.len() - after..][..after.min(3)]));
    lines.join("\n")
}

#[test]
fn real_versions_are_cut_without_loss() {
    let Some(path) = contrib() else { return };
    let archive = Archive::open(&path).unwrap();
    let reader = archive.reader();
    let captures: Vec<_> = archive.documents().iter().flat_map(|source| &source.captures).collect();
    let step = captures.len().div_ceil(SAMPLE);
    let mut clauses = 0;
    for capture in captures.iter().step_by(step) {
        let text = String::from_utf8(reader.read(capture).unwrap()).unwrap();
        let segmentation = segment(&text, Format::Markdown);
        check(&text, &segmentation)
            .unwrap_or_else(|fault| panic!("{} of {}: {fault}", capture.path, capture.captured));
        clauses += segmentation.clauses.len();
    }
    assert!(clauses > 50 * SAMPLE, "only {clauses} clauses in {SAMPLE} versions");
}

#[test]
fn hostile_texts_are_cut_without_loss() {
    let many = 20_000;
    let deep: String = (0..2000).map(|depth| format!("{}* x\n", "  ".repeat(depth))).collect();
    let texts = [
        String::new(),
        " \n".repeat(many),
        "* ".repeat(many) + "x",
        "> ".repeat(many) + "x\n" + &"y\n".repeat(many),
        "1. ".repeat(many) + "x\n\n" + &"y\n\n".repeat(many),
        deep,
        "[".repeat(many),
        "[a](".repeat(many),
        "**a ".repeat(many),
        "<div>\n<!--".repeat(many),
        "<a ".repeat(many),
        "```\n".to_owned() + &"word ".repeat(many),
        "|a".repeat(many) + "\n" + &"|-".repeat(many) + "\n" + &"|b\n".repeat(many),
        "# a\n\n".repeat(many),
        "**A title**\n\n".repeat(many),
        "&amp;\0\u{200B}\u{202E}".repeat(many),
        "x".repeat(1_000_000),
        "A sentence of a long line. ".repeat(50_000),
        format!("See [this](https://example.com/{}) page.", "y".repeat(100_000)),
        "\u{FEFF}a\u{AD}b".to_owned(),
    ];
    for text in texts {
        for format in [Format::Markdown, Format::Text] {
            let shown: String = text.chars().take(20).collect();
            check(&text, &segment(&text, format))
                .unwrap_or_else(|fault| panic!("{shown:?}: {fault}"));
        }
    }
}

proptest! {
    #[test]
    fn any_text_is_cut_without_loss(text in any::<String>()) {
        for format in [Format::Markdown, Format::Text] {
            prop_assert_eq!(check(&text, &segment(&text, format)), Ok(()));
        }
    }

    #[test]
    fn any_mixture_of_markup_is_cut_without_loss(parts in prop::collection::vec(part(), 0..60)) {
        let text = parts.concat();
        for format in [Format::Markdown, Format::Text] {
            prop_assert_eq!(check(&text, &segment(&text, format)), Ok(()));
        }
    }
}

/// A scrap of Markdown, of words or of characters that make trouble.
fn part() -> impl Strategy<Value = String> {
    let marks = prop::sample::select(vec![
        "\n",
        "\n\n",
        "  \n",
        "* ",
        "    ",
        "1. ",
        "(a) ",
        "1.1 ",
        "> ",
        "# ",
        "\n---\n",
        "\n- - -\n",
        "**",
        "*",
        "_",
        "`",
        "```\n",
        "[",
        "](#a)",
        "](http://example.com)",
        "![",
        "|",
        "\n|-|-|\n",
        "<br>",
        "<div>",
        "<script>",
        "<!--",
        "&amp;",
        "&nbsp;",
        "\\",
        "\u{200B}",
        "\u{A0}",
        "\t",
        ":",
        ".",
        "?",
        "。",
        "§ 4 ",
        "Last updated 2024",
        "Table of contents",
    ]);
    let words = "[A-Za-zéß ,;]{1,60}";
    prop_oneof![marks.prop_map(str::to_owned), words, "[a-z]{1,20}\\. "]
}
