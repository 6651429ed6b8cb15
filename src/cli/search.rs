//! `clausedex search`: finds clauses.

mod export;
mod hints;

use std::io::{self, Write};

use clap::{Args, ValueEnum};
use jiff::Timestamp;

use super::exit::Exit;
use super::filters::Filters;
use super::input::{self, IndexFolder};
use super::output::{Output, counted, say, thousands};
use super::passage;
use crate::search::{
    Answer, AnsweredBy, Engine, Facet, FacetCounts, LIMIT_MAX, LISTING_MAX, Plan, Request, Sort,
    Widen,
};
use crate::taxonomy::Taxonomy;
use crate::web::wire::{ExportFormat, SearchAnswer};

/// The most clauses that are shown when it is not said.
const LIMIT_DEFAULT: usize = 20;

/// Find clauses.
///
/// All words of the query must occur, in any form (`terminate` also finds `termination`); the best
/// match comes first; of clauses of one platform that say nearly the same, the best stands for all.
/// A filter may be repeated: values of one filter are alternatives, different filters must all
/// hold. Filters take a slug or a name, whatever the case; an exact name wins over its twin.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// What to search for; several words need no quotes around them. Without it, everything that
    /// the filters admit is found.
    #[arg(value_name = "QUERY")]
    query: Vec<String>,
    #[command(flatten)]
    index: IndexFolder,
    #[command(flatten)]
    filters: Filters,
    /// Search what stood at that moment: a day (its end, in UTC) or an RFC 3339 time.
    #[arg(long, value_name = "DATE", value_parser = input::moment, conflicts_with = "ever")]
    as_of: Option<Timestamp>,
    /// Search all wordings that ever stood.
    #[arg(long)]
    ever: bool,
    /// Show each platform's best clause only.
    #[arg(long, value_enum, value_name = "BY")]
    group: Option<Group>,
    /// Show every clause, also those of one platform that say nearly the same; `csv` and `jsonl`
    /// always hold every clause.
    #[arg(long)]
    unfold: bool,
    /// Find clauses that may well do what the query speaks of in other words, those of the clause
    /// types that it names: beside those with its words, never, or where plain words stand in no
    /// clause at all; `csv` and `jsonl` take `auto` for `false`.
    #[arg(
        long,
        value_enum,
        value_name = "WHEN",
        num_args = 0..=1,
        require_equals = true,
        default_value_t = When::Auto,
        default_missing_value = "true"
    )]
    widen: When,
    /// The order of the clauses.
    #[arg(long, value_enum, default_value_t = Order::Relevance)]
    sort: Order,
    /// The most clauses to show, from 1 to 100, by default 20; with `--format csv` or `jsonl` up to
    /// 100,000, and by default all of these.
    #[arg(long, value_name = "N", value_parser = limit)]
    limit: Option<usize>,
    /// Go on where the page before ended, as it said.
    #[arg(long, value_name = "CURSOR")]
    cursor: Option<String>,
    /// Count these facets, parted by commas (`type,severity`), or all of them.
    #[arg(
        long,
        value_name = "FACETS",
        value_delimiter = ',',
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "category,type,severity,jurisdiction,regulation,platform,document_type,language",
        value_parser = facet
    )]
    facets: Option<Vec<Facet>>,
    /// Refuse a query that cannot be fully understood, rather than pass over parts of it.
    #[arg(long)]
    strict: bool,
    /// How to write what is found.
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Format::Text)]
    format: Format,
    /// Print what the API answers, as one line of JSON; the same as `--format json`.
    #[arg(long, conflicts_with = "format")]
    json: bool,
}

const EXAMPLES: &str = "\
Examples:
  clausedex search class action waiver
  clausedex search '\"class action\" OR \"jury trial\"' --jurisdiction US
  clausedex search --type data-sale --severity high --group platform
  clausedex search refund --as-of 2021-05-01 --facets=type,platform
  clausedex search --type data-sale --format csv > data-sale.csv
  clausedex search -- -arbitration court            a query that begins with a hyphen

The query language: words (all of them, in any form), \"exact phrases\", a OR b, NOT a, ( ),
a /5 b (within five words), a /s b (same sentence), a /p b (same paragraph), arbitrat! (any ending),
wom*n (any letter), and fields such as platform:spotify type:arbitration as-of:2021-05-01.
The page /docs/query of the server has all of it, with examples; `clausedex suggest` finds names.";

/// By what clauses are grouped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Group {
    /// The best clause of each platform.
    Platform,
}

/// When to find by meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum When {
    /// Where plain words stand in no clause at all.
    Auto,
    /// Beside what has the words.
    True,
    /// Never.
    False,
}

/// How the clauses found are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people.
    Text,
    /// What the API answers, as one line of JSON.
    Json,
    /// All of them as CSV, with citations; a cell that a spreadsheet would run gets a `'` in front.
    Csv,
    /// All of them as JSON Lines, with citations.
    Jsonl,
}

/// The order of clauses; ties are broken by record ID.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Order {
    /// The best match first.
    Relevance,
    /// The wording that came last first.
    Newest,
    /// The most severe first.
    Severity,
}

fn limit(text: &str) -> Result<usize, String> {
    input::number_up_to(text, LISTING_MAX).ok_or_else(|| {
        format!("a whole number from 1 to {LIMIT_MAX} is needed, to {LISTING_MAX} for csv or jsonl")
    })
}

fn facet(text: &str) -> Result<Facet, String> {
    Facet::named(&text.replace('-', "_")).ok_or_else(|| {
        let names = Facet::ALL.map(Facet::name).join(", ");
        format!("there are {names}")
    })
}

impl Arguments {
    fn format(&self) -> Format {
        if self.json { Format::Json } else { self.format }
    }

    fn request(&self) -> Request {
        // The API counts all facets unless it is told which.
        let facets_unasked =
            if self.format() == Format::Json { Facet::ALL.to_vec() } else { Vec::new() };
        Request {
            query: self.query.join(" "),
            strict: self.strict,
            filters: self.filters.pairs(),
            as_of: self.as_of,
            ever: self.ever,
            sort: match self.sort {
                Order::Relevance => Sort::Relevance,
                Order::Newest => Sort::Newest,
                Order::Severity => Sort::Severity,
            },
            by_platform: self.group.is_some(),
            fold: !self.unfold,
            widen: match self.widen {
                When::Auto => Widen::Auto,
                When::True => Widen::Always,
                When::False => Widen::Never,
            },
            facets: self.facets.clone().unwrap_or(facets_unasked),
            limit: self.limit.unwrap_or(LIMIT_DEFAULT),
            cursor: self.cursor.clone(),
        }
    }
}

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<Exit> {
    let engine = arguments.index.open()?;
    let request = arguments.request();
    let export_format = match arguments.format() {
        Format::Text | Format::Json => None,
        Format::Csv => Some(ExportFormat::Csv),
        Format::Jsonl => Some(ExportFormat::JsonLines),
    };
    if let Some(format) = export_format {
        // The limit of an export is not that of a page.
        let request = Request { limit: LIMIT_MAX, ..request };
        return export::run(engine, &request, arguments.limit, format);
    }
    let plan = Plan::new(&request, engine.taxonomy(), engine.build())?;
    let answer = engine.search(&plan)?;
    let mut output = Output::new();
    if arguments.format() == Format::Json {
        output.json(&SearchAnswer::new(&request.query, &answer, engine.taxonomy()))?;
    } else {
        for note in &answer.notes {
            say(&format!("note: {}", note.message));
        }
        hints::give(&answer, engine.taxonomy(), request.widen == Widen::Always);
        print(&mut output, &request, &answer, engine.taxonomy())?;
    }
    output.flush()?;
    Ok(Exit::Done)
}

fn print(
    output: &mut Output,
    request: &Request,
    answer: &Answer,
    taxonomy: &Taxonomy,
) -> io::Result<()> {
    let style = output.style;
    let clauses = counted(answer.total, "clause");
    let platforms = counted(answer.platforms, "platform");
    writeln!(output, "{}", style.bold(&format!("{clauses} on {platforms}")))?;
    if answer.understood != request.query {
        writeln!(output, "{}", style.faint(&format!("understood as: {}", answer.understood)))?;
    }
    if answer.answered_by == AnsweredBy::Meaning {
        writeln!(output, "{}", meaning(answer, taxonomy))?;
    }
    for hit in &answer.hits {
        writeln!(output)?;
        passage::print_found(output, hit)?;
    }
    for counts in &answer.facets {
        writeln!(output)?;
        print_facet(output, counts)?;
    }
    if let Some(cursor) = &answer.next_cursor {
        writeln!(output)?;
        writeln!(output, "{}", style.faint(&format!("more with --cursor {cursor}")))?;
    }
    Ok(())
}

/// Says that the clauses were found by what the words mean.
fn meaning(answer: &Answer, taxonomy: &Taxonomy) -> String {
    let titles = answer.meant.iter().map(|meant| &*taxonomy.types[meant.clause_type].title);
    let titles = titles.collect::<Vec<_>>().join(" or ");
    if answer.total == 0 {
        return "No clause has all these words.".to_owned();
    }
    format!("No clause has all these words; these are about {titles}.")
}

fn print_facet(output: &mut Output, counts: &FacetCounts) -> io::Result<()> {
    let style = output.style;
    writeln!(output, "{}", style.bold(counts.facet.name()))?;
    for value in &counts.values {
        let sign = if value.is_selected { "*" } else { " " };
        let platforms = counted(value.platforms, "platform");
        let number = thousands(value.clauses);
        let name = if value.label == value.value {
            value.value.clone()
        } else {
            format!("{} ({})", value.value, value.label)
        };
        writeln!(output, "{sign}{number:>9}  {name}, {}", style.faint(&platforms))?;
    }
    Ok(())
}
