//! `clausedex feed`: the newest changes of what a search finds.

use std::io::Write;

use clap::{Args, ValueEnum};

use super::exit::Exit;
use super::filters::Filters;
use super::input::IndexFolder;
use super::output::Output;
use crate::search::Request;
use crate::web::wire::FeedFormat;
use crate::web::{BaseUrl, feeds};

/// Print the newest changes of what a search finds, as a feed.
///
/// The 50 newest changes by which a platform added, reworded or removed a clause, the newest first:
/// the wording that was added, is new or was removed is the one that must match. The server answers
/// the same at /feeds/search.atom and /feeds/search.json.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// What to search for; several words need no quotes around them. Without it, everything that
    /// the filters admit is followed.
    #[arg(value_name = "QUERY")]
    query: Vec<String>,
    #[command(flatten)]
    index: IndexFolder,
    #[command(flatten)]
    filters: Filters,
    /// How the feed is written.
    #[arg(long, value_enum, default_value_t = Format::Atom)]
    format: Format,
    /// The address of the server that the feed's links lead to.
    #[arg(
        long,
        value_name = "URL",
        env = "CLAUSEDEX_BASE_URL",
        default_value = "http://127.0.0.1:8080"
    )]
    base_url: BaseUrl,
    /// Refuse a query that cannot be fully understood, rather than pass over parts of it.
    #[arg(long)]
    strict: bool,
}

const EXAMPLES: &str = "\
Examples:
  clausedex feed class action waiver --type class-action-waiver > waivers.atom
  clausedex feed --platform spotify --severity high --format json
  clausedex feed added:2024.. --type data-sale      only what was added, and since when";

/// How a feed is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Atom (RFC 4287).
    Atom,
    /// JSON Feed 1.1.
    Json,
}

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<Exit> {
    let engine = arguments.index.open()?;
    let request = Request {
        query: arguments.query.join(" "),
        strict: arguments.strict,
        filters: arguments.filters.pairs(),
        ..Request::default()
    };
    let format = match arguments.format {
        Format::Atom => FeedFormat::Atom,
        Format::Json => FeedFormat::Json,
    };
    let feed = feeds::newest(&engine, &request, format, &arguments.base_url.to_string())?;
    let mut output = Output::new();
    output.write_all(&feed.write(format))?;
    output.flush()?;
    Ok(Exit::Done)
}
