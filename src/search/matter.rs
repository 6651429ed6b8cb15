//! What each platform has of one clause type's matter: found, near, or nothing that was read.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::Arc;

use tantivy::query::{BooleanQuery, EnableScoring, Query};

use super::SearchError;
use super::compile::Compiler;
use super::embedded::Embedded;
use super::meter::Meter;
use crate::clause::{RecordId, Sureness};
use crate::index::{ClauseAddress, Columns, Stated};
use crate::query::{self, Mode};
use crate::taxonomy::ClauseType;

/// How likely a clause must be of a type to come near it by that alone.
const NEAR_BY_DOUBT: f32 = 0.05;

/// What the current clauses of all platforms say of a matter.
#[derive(Debug)]
pub(super) struct Matter {
    /// For each platform that has such a clause, by number, the one to show and what is said.
    pub(super) found: HashMap<u32, Found>,
    /// For each platform that has none, the current clause that comes nearest, if one comes near.
    pub(super) near: HashMap<u32, ClauseAddress>,
}

/// What a platform has.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found {
    /// The clause to show: one that answers the type's question, yes before no; of those the surest
    /// of the type; of equals the one with the least record ID.
    pub(super) best: ClauseAddress,
    /// How sure that one is of the type; none where only a stated value speaks of it.
    pub(super) confidence: Option<Sureness>,
    /// Whether any clause says yes to the type's question.
    pub(super) says_yes: bool,
    /// Whether any clause says no to it.
    pub(super) says_no: bool,
}

/// How well a clause stands for its platform; the greatest is shown.
type Rank = (u8, Option<Sureness>, Reverse<RecordId>);

/// How near a clause comes; the greatest is shown.
type Nearness = (Option<Sureness>, Reverse<RecordId>);

impl Matter {
    /// Reads the columns, and asks what comes near.
    pub(super) fn new(engine: &Embedded, clause_type: usize) -> Result<Self, SearchError> {
        let found = found(engine, clause_type);
        let near = near(engine, clause_type, &found)?;
        Ok(Self { found, near })
    }
}

/// Hands every current clause to `each`, with its platform.
fn each_current(engine: &Embedded, mut each: impl FnMut(&Columns, ClauseAddress, u32)) {
    let build = &engine.build;
    for (segment, columns) in (0..).zip(&build.segments) {
        for clause in (0..columns.clauses).filter(|clause| columns.is_current(*clause)) {
            let platform = build.platform_of[columns.document[clause as usize] as usize];
            each(columns, ClauseAddress { segment, clause }, platform);
        }
    }
}

fn record(columns: &Columns, clause: u32) -> Reverse<RecordId> {
    Reverse(RecordId::from_bits(columns.record[clause as usize]))
}

fn found(engine: &Embedded, clause_type: usize) -> HashMap<u32, Found> {
    let taxonomy = &engine.taxonomy;
    let ClauseType { values, answer, .. } = &taxonomy.types[clause_type];
    let values: Vec<usize> =
        values.iter().filter_map(|value| taxonomy.stated_value(value)).collect();
    let answer = answer.as_ref().and_then(|answer| taxonomy.stated_value(answer));

    let mut found: HashMap<u32, (Rank, Found)> = HashMap::new();
    each_current(engine, |columns, best, platform| {
        let confidence = columns.confidence(best.clause, clause_type as u32);
        let stated = columns.stated.of(best.clause).iter().copied().map(Stated::from_number);
        let stated = stated.filter(|stated| values.contains(&stated.value));
        let (mut is_stated, mut says_yes, mut says_no) = (false, false, false);
        for stated in stated {
            is_stated = true;
            says_yes |= stated.is_yes && answer == Some(stated.value);
            says_no |= stated.is_no && answer == Some(stated.value);
        }
        if confidence.is_none() && !is_stated {
            return;
        }
        let answers = if says_yes { 2 } else { u8::from(says_no) };
        let rank = (answers, confidence, record(columns, best.clause));
        let one = Found { best, confidence, says_yes, says_no };
        let (kept_rank, kept) = found.entry(platform).or_insert((rank, one));
        let (says_yes, says_no) = (kept.says_yes || says_yes, kept.says_no || says_no);
        if rank > *kept_rank {
            (*kept_rank, *kept) = (rank, one);
        }
        (kept.says_yes, kept.says_no) = (says_yes, says_no);
    });
    found.into_iter().map(|(platform, (_, found))| (platform, found)).collect()
}

/// For each platform without such a clause, the current clause nearest to the type: that which may
/// be of it, or meets a rule of it, or has one of its names.
fn near(
    engine: &Embedded,
    clause_type: usize,
    found: &HashMap<u32, Found>,
) -> Result<HashMap<u32, ClauseAddress>, SearchError> {
    let mut near: HashMap<u32, (Nearness, ClauseAddress)> = HashMap::new();
    let mut keep =
        |columns: &Columns, address: ClauseAddress, platform: u32, nearness: Option<Sureness>| {
            if !found.contains_key(&platform) {
                let rank = (nearness, record(columns, address.clause));
                let kept = near.entry(platform).or_insert((rank, address));
                *kept = (*kept).max((rank, address));
            }
        };
    each_current(engine, |columns, address, platform| {
        let doubt = columns.doubt(address.clause, clause_type as u32);
        if doubt.is_some_and(|doubt| doubt.as_f32() >= NEAR_BY_DOUBT) {
            keep(columns, address, platform, doubt);
        }
    });

    let build = &engine.build;
    let meter = Meter::unbounded();
    let weight = wide(engine, &engine.taxonomy.types[clause_type], &meter)?
        .weight(EnableScoring::disabled_from_searcher(build.searcher()))?;
    let segments = build.segments.iter().zip(build.searcher().segment_readers());
    for (segment, (columns, reader)) in (0..).zip(segments) {
        if !columns.has_current {
            continue;
        }
        weight.for_each_no_score(reader, &mut |clauses| {
            for clause in clauses.iter().copied().filter(|clause| columns.is_current(*clause)) {
                let platform = build.platform_of[columns.document[clause as usize] as usize];
                let doubt = columns.doubt(clause, clause_type as u32);
                keep(columns, ClauseAddress { segment, clause }, platform, doubt);
            }
        })?;
    }
    // What was cut short must not pass for a list in which nothing comes near.
    meter.check()?;
    Ok(near.into_iter().map(|(platform, (_, address))| (platform, address)).collect())
}

/// Finds what may speak of a type's matter: the rules that speak for the type, and its names.
fn wide(
    engine: &Embedded,
    entry: &ClauseType,
    meter: &Arc<Meter>,
) -> Result<Box<dyn Query>, SearchError> {
    let names = std::iter::once(&entry.title).chain(&entry.aliases);
    let names = names.map(|name| format!("\"{}\"", name.replace('"', " ")));
    // Names are looked for in headings too; rules look where they always look.
    let names = names.filter_map(|name| query::parse(&name, Mode::Lenient).ok()?.tree);
    // The classifier was built from the same rules.
    let rules = entry.rules.iter().filter_map(|rule| query::parse_saved(rule).ok());
    let compiler = Compiler::new(engine, meter);
    let parts = names.chain(rules).map(|node| compiler.node(&node)).collect::<Result<_, _>>()?;
    Ok(Box::new(BooleanQuery::union(parts)))
}
