//! `clausedex compare`: how platforms handle one clause type.

use std::io::{self, Write};

use anyhow::{Context, bail};
use clap::Args;

use super::exit::Exit;
use super::input::IndexFolder;
use super::output::{Output, counted, printable, thousands};
use super::passage;
use crate::clause::RecordId;
use crate::search::{Answers, Comparison, Embedded, Engine, Holding, Tally, Unread};
use crate::web::wire::ComparisonAnswer;

/// Compare how platforms handle one clause type.
///
/// Shows each platform's clause of the type and the values that it states; the nearest passage where
/// one comes near; in which platforms none was found, though all their archived documents that could
/// hold one were read; and which are unknown, because such a document was not read.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// A clause type, by slug, title or alias; or a clause by its record ID, whose surest type is
    /// then compared.
    #[arg(value_name = "TYPE|RECORD-ID")]
    subject: String,
    #[command(flatten)]
    index: IndexFolder,
    /// Only these platforms, by slug or name; repeatable.
    #[arg(long, value_name = "P")]
    platform: Vec<String>,
    /// Print what the API answers, as one line of JSON.
    #[arg(long)]
    json: bool,
}

const EXAMPLES: &str = "\
Examples:
  clausedex compare arbitration
  clausedex compare CX-7Q4M2K9D1A --platform Lumenreel --platform Stallmarket";

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<Exit> {
    let engine = arguments.index.open()?;
    let clause_type = clause_type(&arguments.subject, &engine)?;
    let comparison = engine.compare(&clause_type, &arguments.platform)?;
    let mut output = Output::new();
    if arguments.json {
        output.json(&ComparisonAnswer::new(&comparison, &engine))?;
    } else {
        print(&mut output, &comparison, &engine)?;
    }
    output.flush()?;
    Ok(Exit::Done)
}

/// The type itself, or that of the clause which was named.
fn clause_type(subject: &str, engine: &Embedded) -> anyhow::Result<String> {
    // Ten letters may also be the name of a type, so only the full form names a record.
    let is_record = subject.get(..3).is_some_and(|head| head.eq_ignore_ascii_case("CX-"));
    if !is_record {
        return Ok(subject.to_owned());
    }
    let record: RecordId = subject.parse()?;
    let hit = engine.clause(record, None)?;
    match hit.entry.labels.types.first() {
        Some(surest) => Ok(surest.slug.clone()),
        None => bail!("{record} is of no known type, so there is nothing to compare it by"),
    }
}

fn print(output: &mut Output, comparison: &Comparison, engine: &Embedded) -> anyhow::Result<()> {
    let style = output.style;
    let slug = &comparison.clause_type;
    let known = engine.taxonomy().clause_type(slug).context("the type is in the taxonomy")?;
    writeln!(output, "{}", style.bold(&format!("{} ({slug})", known.title)))?;
    writeln!(output, "{}", known.question)?;
    let Tally { has, none_found, unsure, unknown, answers } = comparison.tally;
    writeln!(
        output,
        "{} of {} have it; {} unsure; none found in {}; {} unknown",
        thousands(has),
        counted(comparison.tally.eligible() + unknown, "platform"),
        thousands(unsure),
        thousands(none_found),
        thousands(unknown),
    )?;
    if let Some(Answers { yes, no, both, neither }) = answers {
        writeln!(
            output,
            "of those that have it {yes} say yes, {no} no, {both} both, {neither} neither"
        )?;
    }
    for platform in &comparison.platforms {
        writeln!(output)?;
        print_holding(output, &platform.platform, &platform.holding)?;
    }
    Ok(())
}

fn print_holding(output: &mut Output, platform: &str, holding: &Holding) -> io::Result<()> {
    let platform = output.style.bold(&printable(platform));
    match holding {
        Holding::Has { clause, .. } => {
            passage::print_found(output, clause)?;
            for term in &clause.entry.labels.terms {
                writeln!(output, "  {}: {term}", term.name)?;
            }
            Ok(())
        }
        Holding::Unsure { nearest } => {
            writeln!(output, "{platform} is unsure; this comes nearest:")?;
            passage::print_found(output, nearest)
        }
        Holding::NoneFound { documents } => {
            writeln!(output, "{platform}: none found in what was read")?;
            passage::print_indented(output, &format!("read: {}", printable(&documents.join(", "))))
        }
        Holding::Unknown { documents } => {
            writeln!(output, "{platform} is unknown")?;
            let reasons = documents
                .iter()
                .map(|(document, why)| format!("{}: {}", printable(document), unread(why)));
            passage::print_indented(output, &reasons.collect::<Vec<_>>().join("\n"))
        }
    }
}

/// Why a document cannot tell what a platform has.
fn unread(why: &Unread) -> String {
    match why {
        Unread::Unreadable(reason) => passage::unreadable(*reason).to_owned(),
        Unread::Language(Some(language)) => format!("labels are not read out of `{language}`"),
        Unread::Language(None) => "its language cannot be told".to_owned(),
        Unread::Ended => "not observed any more".to_owned(),
        Unread::Undated => "none of its dates can be true".to_owned(),
    }
}
