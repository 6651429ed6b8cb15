//! `clausedex evaluate judged`: what the index says of absences and changes that people have read.

use std::collections::{BTreeMap, HashMap};
use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use serde::Deserialize;

use crate::clause::Span;
use crate::cli::exit::Exit;
use crate::cli::input::{self, IndexFolder};
use crate::cli::output::Output;
use crate::document::ContentHash;
use crate::history::{Changes, State, Told};
use crate::index::{Build, IndexError};
use crate::search::{Comparison, Embedded, Engine, Holding};

/// Compare an index with absences and changes that people have read, and count what it says of each.
///
/// A row is of part `B` (`type`, `platform`, the `verdict` on a former answer), `E` (a change told:
/// `event`, `at`, `verdict` substance or noise) or `D-removed` (a removal told beside an addition);
/// other parts are passed over. Clauses are found by the hash of their version and their bytes.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// The judgements: JSON lines.
    #[arg(value_name = "FILE")]
    judged: PathBuf,
    #[command(flatten)]
    index: IndexFolder,
}

const EXAMPLES: &str = "\
Examples:
  clausedex evaluate judged ../shared/truth/judged/comparison_and_time.jsonl --index DIR";

/// A judgement, as far as it is looked at.
#[derive(Debug, Deserialize)]
struct Row {
    part: String,
    #[serde(rename = "type")]
    clause_type: Option<String>,
    platform: Option<String>,
    state: Option<String>,
    verdict: Option<String>,
    event: Option<String>,
    at: Option<String>,
    kind: Option<String>,
    id_at: Option<serde_json::Value>,
}

/// Where a clause stands.
#[derive(Debug, Deserialize)]
struct ClausePlace {
    version: ContentHash,
    span: Span,
}

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<Exit> {
    let engine = arguments.index.open()?;
    let mut comparisons: HashMap<String, Comparison> = HashMap::new();
    let mut told = Changed::new(engine.build());
    let mut counts: BTreeMap<(String, String, &str), usize> = BTreeMap::new();
    let example = r#"{"part": "B", "type": "arbitration", "platform": "Zed", "verdict": "right"}"#;
    input::json_lines(&arguments.judged, example, |row: Row| {
        let (subject, said) = match row.part.as_str() {
            "B" => (row.state.clone().unwrap_or_default(), held(&engine, &mut comparisons, &row)?),
            "E" => ("change".to_owned(), told.said(&row, row.event.as_deref())?),
            "D-removed" => ("removal".to_owned(), told.said(&row, Some("removed"))?),
            _ => return Ok(()),
        };
        let mut verdict = row.verdict.unwrap_or_default();
        if let Some(kind) = row.kind.filter(|kind| verdict == "noise" && !kind.is_empty()) {
            verdict = format!("{verdict}: {kind}");
        }
        *counts.entry((format!("{} {subject}", row.part), verdict, said)).or_default() += 1;
        Ok(())
    })?;

    let mut output = Output::new();
    for ((subject, verdict, said), count) in counts {
        writeln!(output, "{subject}\t{verdict}\t{said}\t{count}")?;
    }
    output.flush()?;
    Ok(Exit::Done)
}

/// What the comparison says of the platform and type of a row.
fn held(
    engine: &Embedded,
    comparisons: &mut HashMap<String, Comparison>,
    row: &Row,
) -> anyhow::Result<&'static str> {
    let (Some(clause_type), Some(platform)) = (&row.clause_type, &row.platform) else {
        return Ok("incomplete");
    };
    if !comparisons.contains_key(clause_type) {
        comparisons.insert(clause_type.clone(), engine.compare(clause_type, &[])?);
    }
    let mut platforms = comparisons[clause_type].platforms.iter();
    Ok(match platforms.find(|one| one.platform == *platform).map(|one| &one.holding) {
        Some(Holding::Has { .. }) => "has",
        Some(Holding::Unsure { .. }) => "unsure",
        Some(Holding::NoneFound { .. }) => "none-found",
        Some(Holding::Unknown { .. }) => "unknown",
        None => "not eligible",
    })
}

/// The states of the documents that rows speak of, with what is told of each.
struct Changed<'a> {
    build: &'a Build,
    documents: HashMap<usize, Vec<(State, Changes)>>,
}

impl<'a> Changed<'a> {
    fn new(build: &'a Build) -> Self {
        Self { build, documents: HashMap::new() }
    }

    /// Whether the event of a row is told of the clause that it names.
    fn said(&mut self, row: &Row, event: Option<&str>) -> anyhow::Result<&'static str> {
        let at = row.at.as_deref().unwrap_or_default();
        let at = at.trim_end_matches('Z');
        let Some(place) = &row.id_at else { return Ok("incomplete") };
        let place: ClausePlace = serde_json::from_value(place.clone())?;
        let mut is_found = false;
        for document in 0..self.build.documents.len() {
            let versions = &self.build.documents[document].versions;
            let is_there = |version: u32, span: Span| {
                versions[version as usize].hash == place.version && span == place.span
            };
            if !versions.iter().any(|version| version.hash == place.version) {
                continue;
            }
            for (state, changes) in self.document(document)? {
                let opened = state.intervals.iter().map(|interval| interval.opened);
                let mut places = opened.chain([state.latest]);
                if !places.any(|place| is_there(place.version, place.span)) {
                    continue;
                }
                is_found = true;
                let told = match event {
                    Some("added") => changes.added,
                    Some("removed") => changes.removed,
                    _ => changes.reworded,
                };
                if told.is_some_and(|told| is_told(told, at)) {
                    return Ok("told");
                }
            }
        }
        Ok(if is_found { "not told" } else { "no such clause" })
    }

    /// The states of the document at that place of the catalogue, with what is told of each.
    fn document(&mut self, place: usize) -> Result<&[(State, Changes)], IndexError> {
        if !self.documents.contains_key(&place) {
            let entries = self.build.entries_of(place as u32).into_iter();
            let states = entries.map(|address| Ok(self.build.entry(address)?.state));
            let mut states: Vec<State> = states.collect::<Result<_, IndexError>>()?;
            states.sort_by_key(|state| (state.record, state.number));
            let mut changed = Vec::with_capacity(states.len());
            for lineage in states.chunk_by(|one, other| one.record == other.record) {
                let lineage: Vec<&State> = lineage.iter().collect();
                changed.extend(lineage.iter().copied().cloned().zip(Changes::of(&lineage)));
            }
            self.documents.insert(place, changed);
        }
        Ok(&self.documents[&place])
    }
}

/// Whether a change is told for itself, at that moment; `at` may leave seconds out.
fn is_told(told: Told, at: &str) -> bool {
    told.bulk.is_none_or(|bulk| bulk.leads) && told.at.to_string().starts_with(at)
}
