//! `clausedex index`: builds or renews the index of one or more archives.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};

use clap::Args;

use super::exit::Exit;
use super::input::{self, IndexFolder};
use super::output::{counted, printable, say, thousands};
use super::progress::Progress;
use crate::index::{Counts, SetAside};
use crate::indexer::{self, Report};
use crate::taxonomy::Taxonomy;

/// How many things set aside are all listed; of more, the first few of each reason.
const LISTED_MAX: usize = 20;

/// How many are listed of each reason when there are more than [`LISTED_MAX`].
const LISTED_EACH: usize = 3;

/// Index archives with their whole history.
///
/// Reads every version of every document, cuts it into clauses, labels them, follows each clause
/// through time, and publishes the result in one step: a running server goes on with the former
/// index until the new one is complete. Documents that have not changed since the last run are not
/// read again.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// A git repository of Open Terms Archive versions (bare or not), a dataset folder
    /// (Platform/Document/2026-05-05T00-00-00Z.md), or a folder of loose .md, .html and .txt files
    /// (Platform/Document.md). Several make one index. By default the bundled sample.
    #[arg(value_name = "ARCHIVE")]
    archives: Vec<PathBuf>,
    #[command(flatten)]
    index: IndexFolder,
}

const EXAMPLES: &str = "\
Examples:
  clausedex index                                   index the bundled sample into ./index
  clausedex index ~/contrib-versions --index /srv/clausedex

The exit status is 3 when the index was built but some documents had to be set aside. Nothing is
touched, and the status is 76, when no clause can be read in the archives, or 78, when DIR is not
empty and no index.";

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<Exit> {
    if arguments.archives.is_empty() {
        return build(&[input::sample()?], &arguments.index.folder);
    }
    build(&arguments.archives, &arguments.index.folder)
}

/// Indexes `archives` into `folder` and reports on stderr.
pub(super) fn build(archives: &[PathBuf], folder: &Path) -> anyhow::Result<Exit> {
    let names: Vec<_> = archives.iter().map(|path| path.display().to_string()).collect();
    say(&format!("looking through {}", names.join(", ")));
    let progress = Progress::new();
    let outcome = indexer::run(archives, folder, &Taxonomy::bundled(), &progress);
    progress.finish();
    let report = outcome?;
    say(&describe(&report, folder));
    let is_incomplete = report.manifest.set_aside.iter().any(|aside| aside.is_document);
    Ok(if is_incomplete { Exit::SetAside } else { Exit::Done })
}

/// The closing report.
fn describe(report: &Report, folder: &Path) -> String {
    let digest = report.manifest.digest();
    let mut text = String::new();
    let head = if report.is_unchanged {
        "nothing has changed since the last build, which stays:"
    } else {
        "indexed:"
    };
    let mut line = |line: String| text.push_str(&(line + "\n"));
    line(format!("{head} build {digest} in {}", folder.display()));
    counts(&report.manifest.counts, &mut line);
    if !report.is_unchanged && report.reused > 0 {
        line(format!("  taken over unchanged: {}", counted(report.reused as u64, "document")));
    }
    for names in &report.manifest.similar_names {
        let names = names.iter().map(|name| printable(name)).collect::<Vec<_>>().join(" / ");
        line(format!("  names that differ only by case or punctuation: {names}"));
    }
    let manifest = folder.join("builds").join(digest.hex()).join("manifest.json");
    set_aside(&report.manifest.set_aside, &manifest, &mut line);
    if !report.is_unchanged {
        let mut stages = String::from("seconds (summed over threads):");
        for (name, time) in report.seconds.stages() {
            let _infallible = write!(stages, " {name} {:.1},", time.as_secs_f64());
        }
        line(stages.trim_end_matches(',').to_owned());
    }
    line(format!("took {:.1} s", report.seconds.whole.as_secs_f64()));
    text.truncate(text.trim_end().len());
    text
}

fn counts(counts: &Counts, line: &mut impl FnMut(String)) {
    let rows = [
        ("platforms", counts.platforms, String::new()),
        ("documents", counts.documents, String::new()),
        ("versions", counts.versions, format!("{} unreadable", thousands(counts.unreadable))),
        ("clauses", counts.clauses, "over all versions".to_owned()),
        (
            "clause states",
            counts.states,
            format!(
                "{} current; standing in {}",
                thousands(counts.current),
                counted(counts.intervals, "interval")
            ),
        ),
        ("distinct texts", counts.wordings, String::new()),
        ("labels", counts.labels, format!("on {}", counted(counts.labelled, "clause state"))),
    ];
    for (name, number, remark) in rows {
        let row = format!("  {name:<15}{:>11}  {remark}", thousands(number));
        line(row.trim_end().to_owned());
    }
}

/// Lists what was set aside, by reason.
fn set_aside(all: &[SetAside], manifest: &Path, line: &mut impl FnMut(String)) {
    if all.is_empty() {
        return line("set aside: nothing".to_owned());
    }
    let documents = all.iter().filter(|aside| aside.is_document).count() as u64;
    let files = all.len() as u64 - documents;
    line(format!(
        "set aside: {} of documents, {} besides",
        counted(documents, "file"),
        counted(files, "file")
    ));
    // Documents come first: they are what a reader would miss.
    let mut reasons: BTreeMap<(bool, &str), Vec<&SetAside>> = BTreeMap::new();
    for aside in all {
        reasons.entry((!aside.is_document, &aside.reason)).or_default().push(aside);
    }
    let is_short = all.len() <= LISTED_MAX;
    let shown = if is_short { LISTED_MAX } else { LISTED_EACH };
    for ((_, reason), asides) in reasons.iter().take(LISTED_MAX) {
        line(format!("  {}: {}", printable(reason), thousands(asides.len() as u64)));
        for aside in asides.iter().take(shown) {
            line(format!("    {}", printable(&aside.path)));
        }
        if asides.len() > shown {
            line("    …".to_owned());
        }
    }
    if reasons.len() > LISTED_MAX {
        line("  …".to_owned());
    }
    if !is_short {
        line(format!("  the whole list is in {}", manifest.display()));
    }
}
