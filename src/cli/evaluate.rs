//! `clausedex evaluate`: ranks given clauses as the served search would, and measures labels.

mod corpus;
mod judged;
mod labels;
mod scratch;

use std::collections::HashSet;
use std::io::Write;
use std::path::PathBuf;

use anyhow::{Context, bail};
use clap::{Args, Subcommand};
use serde::Deserialize;

use super::exit::Exit;
use super::input;
use super::output::Output;
use crate::analysis;
use crate::search::{Engine, LIMIT_MAX, Plan, Request, Widen};

use corpus::Corpus;

/// How many clauses a query is answered with at most. Scorers take out the clauses that nobody
/// judged and look at a hundred of the others.
const DEPTH: usize = 1_000;

/// A query whose words, all together, find fewer clauses asks for any of them.
const FEW: usize = 100;

/// The last column of a run, which names what made it.
const TAG: &str = "clausedex";

/// How many bytes of words a relaxed query takes, below what a query may have.
const RELAXED_BYTES: usize = 1_000;

/// How many different words a relaxed query takes, below what a query may have.
const RELAXED_WORDS: usize = 60;

/// Measure labels, absences and changes that were read, or the ranking on judged queries.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    measure: Measure,
}

/// What to measure.
#[derive(Debug, Subcommand)]
enum Measure {
    Judged(judged::Arguments),
    Labels(labels::Arguments),
    Rank(RankArguments),
}

/// Rank given clauses for given queries, and print a TREC run: qid Q0 id rank score tag.
///
/// The clauses are indexed into a temporary index by the same writer, labelled by the same rules
/// and searched by the same engine as everything else. A query whose words, all together, find
/// fewer than 100 clauses asks for any of them instead, and is widened to the clause types that it
/// names. Up to 1,000 clauses are ranked for each.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
struct RankArguments {
    /// The clauses: JSON lines with `id`, `text` and, where they are known, `service`, `doc_type`
    /// and `heading`.
    #[arg(value_name = "CLAUSES")]
    clauses: PathBuf,
    /// The queries: JSON lines with `qid` and `text`.
    #[arg(value_name = "QUERIES", required_unless_present = "type_of")]
    queries: Option<PathBuf>,
    /// Take each query's `type` as the selected clause type instead of its words; clauses of that
    /// type are ranked by how surely, then how centrally they are of it. JSON lines with `qid` and
    /// `type`.
    #[arg(long, value_name = "QUERIES", conflicts_with = "queries")]
    type_of: Option<PathBuf>,
}

const EXAMPLES: &str = "\
Examples:
  clausedex evaluate rank corpus.jsonl queries.jsonl > run.txt
  clausedex evaluate rank corpus.jsonl --type-of queries.jsonl > run.txt";

/// A query by words.
#[derive(Debug, Deserialize)]
struct Words {
    qid: String,
    text: String,
}

/// A query by clause type.
#[derive(Debug, Deserialize)]
struct Typed {
    qid: String,
    r#type: String,
}

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<Exit> {
    match &arguments.measure {
        Measure::Judged(arguments) => judged::run(arguments),
        Measure::Labels(arguments) => labels::run(arguments),
        Measure::Rank(arguments) => rank(arguments),
    }
}

fn rank(arguments: &RankArguments) -> anyhow::Result<Exit> {
    let corpus = Corpus::read(&arguments.clauses)?;
    let mut output = Output::new();
    if let Some(queries) = &arguments.type_of {
        input::json_lines(queries, r#"{"qid": "1", "type": "arbitration"}"#, |query: Typed| {
            let ranked = by_type(&corpus, &query.r#type)?;
            print(&mut output, &query.qid, &ranked)
        })?;
    } else if let Some(queries) = &arguments.queries {
        input::json_lines(queries, r#"{"qid": "1", "text": "class action"}"#, |query: Words| {
            let ranked = by_words(&corpus, &query.text)
                .with_context(|| format!("cannot answer the query {}", query.qid))?;
            print(&mut output, &query.qid, &ranked)
        })?;
    }
    output.flush()?;
    Ok(Exit::Done)
}

/// A clause's id and its score; greater is better.
type Ranked<'a> = (&'a str, f32);

/// The clauses that hold all words or, where those are few, any of them or what they mean; the best
/// first.
fn by_words<'a>(corpus: &'a Corpus, text: &str) -> anyhow::Result<Vec<Ranked<'a>>> {
    let ranked = search(corpus, text, Widen::Never)?;
    if ranked.len() >= FEW { Ok(ranked) } else { search(corpus, &relaxed(text), Widen::Always) }
}

fn search<'a>(corpus: &'a Corpus, text: &str, widen: Widen) -> anyhow::Result<Vec<Ranked<'a>>> {
    let engine = corpus.engine();
    let request = Request { query: text.to_owned(), limit: LIMIT_MAX, widen, ..Request::default() };
    let plan = Plan::new(&request, engine.taxonomy(), engine.build())?;
    if plan.query.tree.is_none() {
        // A query without a word would find everything.
        return Ok(Vec::new());
    }
    let found = engine.list(&plan, DEPTH)?.matches.into_iter();
    Ok(found.map(|found| (corpus.id(engine.record(found.address)), found.score)).collect())
}

/// The query's words, any of which will do.
fn relaxed(text: &str) -> String {
    let mut words = HashSet::new();
    let mut relaxed = String::new();
    for token in analysis::tokens(text) {
        let word = token.text();
        if words.len() == RELAXED_WORDS || relaxed.len() + word.len() + 4 > RELAXED_BYTES {
            break;
        }
        if words.insert(word.to_owned()) {
            relaxed.push_str(if relaxed.is_empty() { "" } else { " OR " });
            relaxed.push_str(word);
        }
    }
    relaxed
}

/// The clauses of a type, the surest first; of those, the one with the fewest other types.
fn by_type<'a>(corpus: &'a Corpus, name: &str) -> anyhow::Result<Vec<Ranked<'a>>> {
    let Some(known) = corpus.engine().taxonomy().clause_type(name) else {
        bail!("`{name}` is not a known type");
    };
    let mut found: Vec<(f32, usize, &str)> = corpus
        .labelled()
        .filter_map(|(id, labels)| {
            let given = labels.types.iter().map(|label| (&label.slug, label.confidence));
            let doubtful = labels.doubtful.iter().map(|label| (&label.slug, label.confidence));
            let mut all = given.chain(doubtful);
            let (_, confidence) = all.find(|(slug, _)| **slug == known.slug)?;
            Some((confidence, labels.types.len(), id))
        })
        .collect();
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| (a.1, a.2).cmp(&(b.1, b.2))));
    let scored = found.into_iter().enumerate();
    // Clauses as sure as each other keep their order when a tool sorts the run by score.
    let ranked = scored.map(|(place, (confidence, _, id))| (id, confidence - place as f32 * 1e-6));
    Ok(ranked.take(DEPTH).collect())
}

fn print(output: &mut Output, query: &str, ranked: &[Ranked<'_>]) -> anyhow::Result<()> {
    for (place, (id, score)) in ranked.iter().enumerate() {
        // Ids may hold spaces, so the columns are parted by tabs.
        writeln!(output, "{query}\tQ0\t{id}\t{}\t{score:.6}\t{TAG}", place + 1)?;
    }
    Ok(())
}
