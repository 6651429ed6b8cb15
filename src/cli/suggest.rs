//! `clausedex suggest`: what could be meant by the beginning of a name.

use std::io::Write;

use clap::Args;

use super::exit::Exit;
use super::input::{self, IndexFolder};
use super::output::{Output, counted, printable};
use crate::search::{Engine, LIMIT_MAX, Suggestion};
use crate::web::wire::SuggestionList;

/// Suggest searches for a text that is only begun: clause types, platforms, documents, headings.
///
/// The last word may be unfinished; case and accents do not matter. Each suggestion says how many
/// current clauses it finds, exactly.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// The text so far; several words need no quotes around them.
    #[arg(value_name = "PREFIX", required = true)]
    prefix: Vec<String>,
    #[command(flatten)]
    index: IndexFolder,
    /// The most suggestions to show, from 1 to 100.
    #[arg(long, value_name = "N", default_value_t = 8, value_parser = limit)]
    limit: usize,
    /// Print what the API answers, as one line of JSON.
    #[arg(long)]
    json: bool,
}

const EXAMPLES: &str = "\
Examples:
  clausedex suggest arbit
  clausedex suggest class act --json";

fn limit(text: &str) -> Result<usize, String> {
    input::number_up_to(text, LIMIT_MAX)
        .ok_or_else(|| format!("a whole number from 1 to {LIMIT_MAX} is needed"))
}

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<Exit> {
    let engine = arguments.index.open()?;
    let text = arguments.prefix.join(" ");
    let suggestions = engine.suggest(&text, arguments.limit)?;
    let mut output = Output::new();
    if arguments.json {
        output.json(&SuggestionList::new(&text, &suggestions, &engine))?;
    } else {
        let style = output.style;
        for suggestion in &suggestions {
            let (kind, label) = (suggestion.kind.name(), printable(&suggestion.label));
            let count = counted(suggestion.clauses, "clause");
            let platforms = counted(suggestion.platforms, "platform");
            let facts = format!("{count} on {platforms}");
            writeln!(output, "{kind:<9} {}, {facts}", style.bold(&label))?;
            writeln!(output, "          {}", style.faint(&command(suggestion)))?;
        }
    }
    output.flush()?;
    Ok(Exit::Done)
}

/// The command that searches for what is suggested.
fn command(suggestion: &Suggestion) -> String {
    let mut command = String::from("clausedex search");
    for (facet, value) in &suggestion.filters {
        command.push_str(&format!(" --{} {value}", facet.name().replace('_', "-")));
    }
    if !suggestion.query.is_empty() {
        command.push_str(&format!(" '{}'", suggestion.query));
    }
    command
}
