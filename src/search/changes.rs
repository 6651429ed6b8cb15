//! The newest changes of the clauses that a plan finds.

use std::collections::{BinaryHeap, HashSet};

use jiff::Timestamp;

use super::meter::Meter;
use super::plan::{Change, Moment, When};
use super::{Embedded, Plan, SearchError, filter};
use crate::clause::RecordId;
use crate::history::{Changes, State};
use crate::index::{ClauseAddress, Columns, DocumentEntry, Entry};
use crate::query::EventKind;

/// Something that a platform did to a clause.
#[derive(Debug, Clone)]
pub struct ClauseChange {
    /// What it did.
    pub kind: EventKind,
    /// When the first version after the change was captured.
    pub at: Timestamp,
    /// The wording that was added, is new or was removed.
    pub entry: Entry,
    /// The wording in its place before, when it was reworded.
    pub before: Option<State>,
    /// The document that it stands in, or stood in.
    pub document: DocumentEntry,
    /// How many clauses came or went at once with it, it included, while hardly any went or came:
    /// this one is told for all of them. 1 for a change of one clause.
    pub clauses: u32,
    /// Whether it is told for a run of wordings that change all the time, such as prices.
    pub is_live: bool,
}

/// A change as the columns tell it; the greatest comes first.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Told {
    /// In seconds since 1970.
    at: i64,
    record: u64,
    number: u32,
    /// What happened, by its place in [`KINDS`].
    kind: usize,
    address: ClauseAddress,
    /// Whether it came or went with many others at once.
    is_of_bulk: bool,
}

/// What can happen to a clause, in the order in which it can happen.
const KINDS: [EventKind; 3] = [EventKind::Added, EventKind::Changed, EventKind::Removed];

/// The newest changes of what the plan finds, at most `limit`.
pub(super) fn newest(
    engine: &Embedded,
    plan: &Plan,
    limit: usize,
) -> Result<Vec<ClauseChange>, SearchError> {
    // In the order of a heap, only as many are sorted as are looked at.
    let mut told = BinaryHeap::from(told(engine, plan)?);
    let mut changes = Vec::new();
    let mut bulks = HashSet::new();
    while changes.len() < limit
        && let Some(next) = told.pop()
    {
        // What came or went with many others is told once for those of them that are found.
        let document = engine.build.document_place(next.address);
        if !next.is_of_bulk || bulks.insert((document, next.at, next.kind)) {
            changes.extend(in_full(engine, &next)?);
        }
    }
    Ok(changes)
}

/// All changes of what the plan finds.
fn told(engine: &Embedded, plan: &Plan) -> Result<Vec<Told>, SearchError> {
    let moment = match plan.when.moment {
        // What was removed does not stand any more.
        Moment::Now => Moment::Ever,
        other => other,
    };
    let when = When { moment, ..plan.when.clone() };
    let selections = engine.selected(plan);
    let meter = Meter::new();
    let weight = engine.matching(plan, &engine.widening(plan), &meter)?;
    let build = &engine.build;
    let mut told = Vec::new();
    let segments = build.segments.iter().zip(build.searcher().segment_readers());
    for (segment, (columns, reader)) in segments.enumerate() {
        weight.for_each_no_score(reader, &mut |clauses| {
            for clause in clauses.iter().copied() {
                let is_found = filter::stood(&when, columns, clause)
                    && selections.iter().all(|one| one.admits(&engine.tables, columns, clause));
                if is_found {
                    let address = ClauseAddress { segment: segment as u32, clause };
                    told.extend(of_clause(columns, address, &plan.when.changes));
                }
            }
        })?;
    }
    meter.check()?;
    Ok(told)
}

/// What happened to a clause, of what is asked for; everything where nothing is named.
fn of_clause(columns: &Columns, address: ClauseAddress, asked: &[Vec<Change>]) -> Vec<Told> {
    let clause = address.clause;
    let mut told = Vec::new();
    for (place, kind) in KINDS.into_iter().enumerate() {
        let of_bulk = filter::bulk_moments(kind, columns, clause);
        let alone = filter::moments(kind, columns, clause).iter();
        let alone = alone.filter(|at| !of_bulk.contains(at)).map(|at| (*at, false));
        for (at, is_of_bulk) in of_bulk.iter().map(|at| (*at, true)).chain(alone) {
            let is_asked =
                |change: &Change| change.kind == kind && (change.from..change.to).contains(&at);
            if asked.is_empty() || asked.iter().flatten().any(is_asked) {
                told.push(Told {
                    at,
                    record: columns.record[clause as usize],
                    number: columns.number[clause as usize],
                    kind: place,
                    address,
                    is_of_bulk,
                });
            }
        }
    }
    told
}

/// The change in full.
fn in_full(engine: &Embedded, told: &Told) -> Result<Option<ClauseChange>, SearchError> {
    let build = &engine.build;
    let lineage = build
        .states(RecordId::from_bits(told.record))?
        .into_iter()
        .map(|address| build.entry(address));
    let lineage: Vec<Entry> = lineage.collect::<Result<_, _>>()?;
    let states: Vec<&State> = lineage.iter().map(|entry| &entry.state).collect();
    let Some(place) = states.iter().position(|state| state.number == told.number) else {
        return Ok(None);
    };
    let changes = &Changes::of(&states)[place];
    let kind = KINDS[told.kind];
    let change = match kind {
        EventKind::Added => changes.added,
        EventKind::Changed => changes.reworded,
        EventKind::Removed => changes.removed,
    };
    // The columns were written from the entry, so it knows the change.
    let Some(change) = change else { return Ok(None) };
    let before = states.iter().rev().filter(|_| kind == EventKind::Changed);
    let before = before.copied().find(|other| other.gave_way_to(states[place])).cloned();
    Ok(Some(ClauseChange {
        kind,
        at: change.at,
        entry: lineage[place].clone(),
        before,
        document: build.document(told.address).clone(),
        clauses: change.bulk.map_or(1, |bulk| bulk.clauses),
        is_live: change.is_live,
    }))
}
