//! `clausedex search`: finds clauses.

mod hints;

use std::io::{self, Write};

use clap::{Args, ValueEnum};
use jiff::Timestamp;

use super::exit::Exit;
use super::input::{self, IndexFolder};
use super::output::{Output, counted, say, thousands};
use super::passage;
use crate::search::{Answer, Engine, Facet, FacetCounts, LIMIT_MAX, Plan, Request, Sort};
use crate::web::wire::SearchAnswer;

/// Find clauses.
///
/// All words of the query must occur, in any form (`terminate` also finds `termination`); the best
/// match comes first; of clauses of one platform that say nearly the same, the best stands for all. A
/// filter may be repeated: values of one filter are alternatives, different
/// filters must all hold. Filters take a slug or a name, whatever the case.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// What to search for; several words need no quotes around them. Without it, everything that
    /// the filters admit is found.
    #[arg(value_name = "QUERY")]
    query: Vec<String>,
    #[command(flatten)]
    index: IndexFolder,
    /// Only clauses of this platform.
    #[arg(long, value_name = "P")]
    platform: Vec<String>,
    /// Only clause types of this category, such as `disputes`.
    #[arg(long, value_name = "C")]
    category: Vec<String>,
    /// Only clauses of this type, such as `arbitration`.
    #[arg(long = "type", value_name = "T")]
    clause_type: Vec<String>,
    /// Only clauses of this severity: `high`, `medium`, `low` or `protective`.
    #[arg(long, value_name = "S")]
    severity: Vec<String>,
    /// Only clauses about this jurisdiction or one within it, such as `US` or `US-CA`.
    #[arg(long, value_name = "J")]
    jurisdiction: Vec<String>,
    /// Only clauses that touch this regulation, such as `gdpr`.
    #[arg(long, value_name = "R")]
    regulation: Vec<String>,
    /// Only clauses of this kind of document, such as `privacy-policy`.
    #[arg(long, value_name = "D")]
    document_type: Vec<String>,
    /// Only clauses of documents in this language, such as `en`.
    #[arg(long, value_name = "L")]
    language: Vec<String>,
    /// Search what stood at that moment: a day (its end, in UTC) or an RFC 3339 time.
    #[arg(long, value_name = "DATE", value_parser = input::moment, conflicts_with = "ever")]
    as_of: Option<Timestamp>,
    /// Search all wordings that ever stood.
    #[arg(long)]
    ever: bool,
    /// Show each platform's best clause only.
    #[arg(long, value_enum, value_name = "BY")]
    group: Option<Group>,
    /// Show every clause, also those of one platform that say nearly the same.
    #[arg(long)]
    unfold: bool,
    /// The order of the clauses.
    #[arg(long, value_enum, default_value_t = Order::Relevance)]
    sort: Order,
    /// The most clauses to show, from 1 to 100.
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = limit)]
    limit: usize,
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
    /// Print what the API answers, as one line of JSON.
    #[arg(long)]
    json: bool,
}

const EXAMPLES: &str = "\
Examples:
  clausedex search class action waiver
  clausedex search '\"class action\" OR \"jury trial\"' --jurisdiction US
  clausedex search --type data-sale --severity high --group platform
  clausedex search refund --as-of 2021-05-01 --facets=type,platform
  clausedex search -- -arbitration court            a query that begins with a hyphen

The query language: words (all of them, in any form), \"exact phrases\", a OR b, NOT a, ( ),
a /5 b (within five words), a /s b (same sentence), a /p b (same paragraph), arbitrat! (any ending),
wom*n (any letter), and fields such as platform:spotify type:arbitration as-of:2021-05-01.";

/// By what clauses are grouped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Group {
    /// The best clause of each platform.
    Platform,
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
    let number = text.parse().ok().filter(|number| (1..=LIMIT_MAX).contains(number));
    number.ok_or_else(|| format!("a whole number from 1 to {LIMIT_MAX} is needed"))
}

fn facet(text: &str) -> Result<Facet, String> {
    Facet::named(&text.replace('-', "_")).ok_or_else(|| {
        let names = Facet::ALL.map(Facet::name).join(", ");
        format!("there are {names}")
    })
}

impl Arguments {
    fn request(&self) -> Request {
        let filters = [
            (Facet::Category, &self.category),
            (Facet::Type, &self.clause_type),
            (Facet::Severity, &self.severity),
            (Facet::Jurisdiction, &self.jurisdiction),
            (Facet::Regulation, &self.regulation),
            (Facet::Platform, &self.platform),
            (Facet::DocumentType, &self.document_type),
            (Facet::Language, &self.language),
        ];
        let pairs = |(facet, values): (Facet, &Vec<String>)| {
            values.iter().map(|value| (facet, value.clone())).collect::<Vec<_>>()
        };
        // The API counts all facets unless it is told which.
        let facets_unasked = if self.json { Facet::ALL.to_vec() } else { Vec::new() };
        Request {
            query: self.query.join(" "),
            strict: self.strict,
            filters: filters.into_iter().flat_map(pairs).collect(),
            as_of: self.as_of,
            ever: self.ever,
            sort: match self.sort {
                Order::Relevance => Sort::Relevance,
                Order::Newest => Sort::Newest,
                Order::Severity => Sort::Severity,
            },
            by_platform: self.group.is_some(),
            fold: !self.unfold,
            facets: self.facets.clone().unwrap_or(facets_unasked),
            limit: self.limit,
            cursor: self.cursor.clone(),
        }
    }
}

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<Exit> {
    let engine = arguments.index.open()?;
    let request = arguments.request();
    let plan = Plan::new(&request, engine.taxonomy(), engine.build())?;
    let answer = engine.search(&plan)?;
    let mut output = Output::new();
    if arguments.json {
        output.json(&SearchAnswer::new(&request.query, &answer, engine.taxonomy()))?;
    } else {
        for note in &answer.notes {
            say(&format!("note: {}", note.message));
        }
        hints::give(&answer, engine.taxonomy());
        print(&mut output, &request, &answer)?;
    }
    output.flush()?;
    Ok(Exit::Done)
}

fn print(output: &mut Output, request: &Request, answer: &Answer) -> io::Result<()> {
    let style = output.style;
    let clauses = counted(answer.total, "clause");
    let platforms = counted(answer.platforms, "platform");
    writeln!(output, "{}", style.bold(&format!("{clauses} on {platforms}")))?;
    if answer.understood != request.query {
        writeln!(output, "{}", style.faint(&format!("understood as: {}", answer.understood)))?;
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
