//! `clausedex evaluate labels`: how good labels are on clauses that somebody has read.

use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;

use anyhow::Context;
use clap::Args;

use crate::archive::Archive;
use crate::classify::Classifier;
use crate::classify::evaluation::{Found, LabelMeasures, LabelReport, Share, TypeMeasures};
use crate::cli::exit::Exit;
use crate::cli::labels::{self, Draw};
use crate::cli::output::Output;
use crate::document::ContentHash;
use crate::taxonomy::Taxonomy;

/// Label clauses of an archive that people have read, and say how often both agree.
///
/// A type that a reader noted as touched counts neither as right nor as wrong. *Shown* types are
/// those that a search shows; *confident* ones those that it shows without a "likely". What
/// `--json` prints of the test part is `data/model/labels.json`, from which the page
/// `/docs/methodology` is made.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// The archive that the clauses stand in.
    #[arg(value_name = "ARCHIVE")]
    archive: PathBuf,
    /// The judgements: JSON lines that name clauses by version and bytes.
    #[arg(long, value_name = "FILE", default_value = "data/labels/test.jsonl")]
    labels: PathBuf,
    /// Print all figures as JSON.
    #[arg(long)]
    json: bool,
}

const EXAMPLES: &str = "\
Examples:
  clausedex evaluate labels ../shared/archives/contrib-versions.git
  clausedex evaluate labels ../shared/archives/contrib-versions.git --json > data/model/labels.json";

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<Exit> {
    let archive = Archive::open(&arguments.archive)?;
    let classifier = Classifier::new(&Taxonomy::bundled())?;
    let judgements = fs::read(&arguments.labels)
        .with_context(|| format!("cannot read {}", arguments.labels.display()))?;
    let read = labels::read(&arguments.labels, &archive)?;
    let judged: Vec<_> = read
        .into_iter()
        .map(|one| {
            let is_random = one.judgement.drawn == Draw::Random;
            (one.judged(&classifier), is_random)
        })
        .collect();
    let report = LabelReport::new(classifier.digest(), ContentHash::of(&judgements), &judged);
    let mut output = Output::new();
    if arguments.json {
        // It is kept in the repository, where a change should be seen line by line.
        serde_json::to_writer_pretty(&mut output, &report)?;
        writeln!(output)?;
    } else {
        print(&mut output, &report)?;
    }
    output.flush()?;
    Ok(Exit::Done)
}

fn print(output: &mut Output, report: &LabelReport) -> io::Result<()> {
    let style = output.style;
    let parts = [&report.all, &report.random];
    let [all, random] = parts.map(|part| part.clauses.to_string());
    writeln!(output, "{:<50}{:>16}{:>16}", "", "all", "drawn at random")?;
    writeln!(output, "{:<50}{all:>16}{random:>16}", "Clauses read")?;
    for ((name, all), (_, random)) in report.all.shares().into_iter().zip(report.random.shares()) {
        writeln!(output, "{name:<50}{:>16}{:>16}", shown(all), shown(random))?;
    }
    let [all, random] = parts.map(|part| part.types.macro_f1);
    writeln!(output, "{:<50}{all:>14.1} %{random:>14.1} %", "Macro-F1 of the types")?;
    let [all, random] = parts.map(|part| part.severity.macro_f1);
    writeln!(output, "{:<50}{all:>14.1} %{random:>14.1} %", "Macro-F1 of the severities")?;

    let LabelMeasures { types, severity, jurisdictions, .. } = &report.all;
    print_types(output, types)?;
    writeln!(output, "\n{}", style.bold("Severity that readers gave, and what is given instead"))?;
    writeln!(output, "{:<14}{:>12}{:>12}{:>12}{:>12}", "", "high", "medium", "low", "protective")?;
    for row in &severity.confusion {
        let [high, medium, low, protective] = row.given;
        let wanted = row.wanted.slug();
        writeln!(output, "{wanted:<14}{high:>12}{medium:>12}{low:>12}{protective:>12}")?;
    }
    print_found(
        output,
        "Jurisdictions",
        jurisdictions.by_code.iter().map(|one| (&*one.name, &one.found)),
    )
}

fn print_types(output: &mut Output, types: &TypeMeasures) -> io::Result<()> {
    let style = output.style;
    print_found(output, "Types", types.by_type.iter().map(|one| (&*one.name, &one.found)))?;
    writeln!(output, "\n{}", style.bold("Types given wrongly most often"))?;
    for confusion in &types.confusions {
        let wanted = confusion.wanted.as_deref().unwrap_or("nothing more");
        writeln!(output, "{:>4}  {} for {wanted}", confusion.clauses, confusion.given)?;
    }
    writeln!(output, "\n{}", style.bold("How sure, and how often right"))?;
    writeln!(output, "{:<10}{:>8}{:>10}{:>10}", "from", "types", "said", "right")?;
    for step in &types.reliability {
        let (from, count, said, right) = (step.from, step.labels, step.said, step.right);
        writeln!(output, "{from:<10.1}{count:>8}{said:>8.1} %{right:>8.1} %")?;
    }
    Ok(())
}

/// Precision, recall and F1 by name, under a title.
fn print_found<'a>(
    output: &mut Output,
    title: &str,
    rows: impl Iterator<Item = (&'a str, &'a Found)>,
) -> io::Result<()> {
    let title = output.style.bold(&format!("{title:<38}"));
    writeln!(output, "\n{title}{:>9}{:>21}{:>21}{:>8}", "readers", "precision", "recall", "F1")?;
    for (name, found) in rows {
        let (support, f1) = (found.recall.whole, found.f1);
        let (precision, recall) = (shown(found.precision), shown(found.recall));
        writeln!(output, "{name:<38}{support:>9}{precision:>21}{recall:>21}{f1:>8.1}")?;
    }
    Ok(())
}

/// A share in percent, and of what.
fn shown(share: Share) -> String {
    if share.whole == 0 {
        return "-".to_owned();
    }
    format!("{:.1} % of {}", share.percent, share.whole)
}
