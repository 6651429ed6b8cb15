//! `clausedex taxonomy`: the clause types that clauses are labelled with.

use std::io::Write;

use clap::Args;

use super::exit::Exit;
use super::output::Output;
use crate::taxonomy::Taxonomy;

/// Show the clause types by category, each with its usual severity and a layperson's question.
///
/// The taxonomy is part of the program; no index is needed.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Print the whole taxonomy as one line of JSON: categories, clause types with their rules,
    /// severities, document types, jurisdictions, regulations and agencies.
    #[arg(long)]
    json: bool,
}

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<Exit> {
    let taxonomy = Taxonomy::bundled();
    let mut output = Output::new();
    if arguments.json {
        output.json(&taxonomy)?;
        output.flush()?;
        return Ok(Exit::Done);
    }
    let style = output.style;
    for (place, category) in taxonomy.categories.iter().enumerate() {
        if place > 0 {
            writeln!(output)?;
        }
        writeln!(output, "{} ({})", style.bold(&category.title), category.slug)?;
        for known in taxonomy.types.iter().filter(|known| known.category == category.slug) {
            let severity = known.severity.slug();
            let gap = " ".repeat(12_usize.saturating_sub(severity.len()));
            writeln!(output, "  {severity}{gap}{:<32} {}", known.slug, known.question)?;
        }
    }
    output.flush()?;
    Ok(Exit::Done)
}
