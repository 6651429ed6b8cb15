//! `clausedex analyze`: cuts and labels a document of one's own; no index is needed.

mod clauses;

use std::ffi::OsStr;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::{Args, ValueEnum};

use super::exit::Exit;
use super::input;
use super::output::{Output, counted, printable};
use super::passage;
use crate::archive::{self, DOCUMENT_BYTES_MAX};
use crate::classify::{self, Classifier};
use crate::clause::{Clause, Labels};
use crate::document::Format;
use crate::segment;
use crate::taxonomy::Taxonomy;
use crate::web::wire::{AnalysedClause, Analysis};

/// Cut a document into clauses and label each; no index is needed.
///
/// Shows each clause with its types, severity and stated terms.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// The document, at most 8 MiB of UTF-8; `-` is the standard input.
    #[arg(value_name = "FILE", required_unless_present = "clauses")]
    file: Option<PathBuf>,
    /// How the document is written; `auto` goes by the file's name, then by its first bytes.
    #[arg(long, value_enum, default_value_t = FormatName::Auto, conflicts_with = "clauses")]
    format: FormatName,
    /// Label single clauses instead, from this file or `-`, the standard input: JSON lines with
    /// `id`, `text` and, where they are known, `heading` and `doc_type`; one line of labels each
    /// comes out.
    #[arg(long, value_name = "FILE", requires = "json", conflicts_with = "file")]
    clauses: Option<PathBuf>,
    /// Print what the API answers, as one line of JSON.
    #[arg(long)]
    json: bool,
}

const EXAMPLES: &str = "\
Examples:
  clausedex analyze terms.md
  curl -s https://example.org/terms | clausedex analyze - --format html --json
  clausedex analyze --clauses clauses.jsonl --json > labels.jsonl";

/// How a document is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FormatName {
    /// Find out.
    Auto,
    /// Markdown.
    Markdown,
    /// HTML.
    Html,
    /// Plain text.
    Text,
}

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<Exit> {
    let taxonomy = Taxonomy::bundled();
    let classifier = Classifier::new(&taxonomy)?;
    let mut output = Output::new();
    if let Some(file) = &arguments.clauses {
        clauses::label(file, &classifier, &taxonomy, &mut output)?;
    } else if let Some(file) = &arguments.file {
        let (text, format) = read_document(file, arguments.format)?;
        let language = classify::language(&text);
        let clauses = segment::segment(&text, format).clauses;
        let labelled = classifier.document(clauses, language);
        if arguments.json {
            let clauses = labelled.into_iter();
            let wire = |(clause, labels)| AnalysedClause::new(clause, &labels, language, &taxonomy);
            output.json(&Analysis { language, clauses: clauses.map(wire).collect() })?;
        } else {
            print(&mut output, &labelled, language)?;
        }
    }
    output.flush()?;
    Ok(Exit::Done)
}

/// The document's text, from which clauses are cut, and its format.
fn read_document(file: &Path, format: FormatName) -> anyhow::Result<(String, Format)> {
    let name = input::shown(file);
    let mut bytes = Vec::new();
    let read = input::open(file)?.take(DOCUMENT_BYTES_MAX + 1).read_to_end(&mut bytes);
    read.with_context(|| format!("cannot read {name}"))?;
    if bytes.len() as u64 > DOCUMENT_BYTES_MAX {
        bail!("{name} is too large: documents have at most {DOCUMENT_BYTES_MAX} bytes");
    }
    let format = match format {
        FormatName::Auto => detect(file, &bytes),
        FormatName::Markdown => Format::Markdown,
        FormatName::Html => Format::Html,
        FormatName::Text => Format::Text,
    };
    match archive::text(bytes, format) {
        Ok(text) => Ok((text, format)),
        Err(reason) => bail!("{name} cannot be read as a document: {reason}"),
    }
}

/// The format that the file's name says, or else what its first bytes look like.
fn detect(file: &Path, bytes: &[u8]) -> Format {
    let extension = file.extension().and_then(OsStr::to_str).unwrap_or_default();
    match extension.to_ascii_lowercase().as_str() {
        "md" | "markdown" => return Format::Markdown,
        "html" | "htm" | "xhtml" => return Format::Html,
        "txt" | "text" => return Format::Text,
        _ => {}
    }
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]).to_lowercase();
    let begins = head.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    if begins.starts_with("<!doctype html") || begins.starts_with("<html") || head.contains("<body")
    {
        return Format::Html;
    }
    let is_marked = |line: &str| {
        let line = line.trim_start();
        ["# ", "## ", "### ", "* ", "- "].iter().any(|mark| line.starts_with(mark))
            || line.contains("**")
            || line.contains("](")
    };
    if head.lines().any(is_marked) { Format::Markdown } else { Format::Text }
}

fn print(
    output: &mut Output,
    labelled: &[(Clause, Labels)],
    language: Option<&str>,
) -> io::Result<()> {
    let style = output.style;
    let typed = labelled.iter().filter(|(_, labels)| !labels.types.is_empty()).count() as u64;
    let clauses = counted(labelled.len() as u64, "clause");
    writeln!(output, "{}", style.bold(&format!("{clauses}, {typed} of them of a known type")))?;
    if let Some(language) = language.filter(|language| *language != "en") {
        writeln!(
            output,
            "not labelled: the language is `{language}`, and labels are read out of English alone"
        )?;
    }
    for (clause, labels) in labelled {
        writeln!(output)?;
        let range = clause.span.range();
        let heading = printable(&clause.heading.join(" › ")).into_owned();
        let place = style.faint(&format!("bytes {}..{}", range.start, range.end));
        writeln!(output, "{}  {place}", style.bold(&heading))?;
        let severity = passage::severity(labels, style);
        let types = labels.types.iter().map(passage::type_name);
        let terms = labels.terms.iter().map(|term| format!("{}: {term}", term.name));
        let kinds: Vec<_> = severity.into_iter().chain(types).chain(terms).collect();
        if !kinds.is_empty() {
            writeln!(output, "  {}", kinds.join("  "))?;
        }
        passage::print_indented(output, &printable(&clause.wording.text))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_format_is_told_by_the_name_then_by_the_bytes() {
        for (name, text, expected) in [
            ("terms.md", "plain", Format::Markdown),
            ("terms.HTM", "plain", Format::Html),
            ("terms.txt", "# Title", Format::Text),
            ("-", "  <!DOCTYPE html><title>x", Format::Html),
            ("terms", "\u{feff}<html lang=en>", Format::Html),
            ("-", "# Terms\n\nWe may.", Format::Markdown),
            ("-", "1. TERMS\n\nWe may.", Format::Text),
            ("-", "see [the policy](https://example.org)", Format::Markdown),
        ] {
            assert_eq!(detect(Path::new(name), text.as_bytes()), expected, "{name} {text}");
        }
    }
}
