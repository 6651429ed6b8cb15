//! The newest changes of the clauses that a plan finds.

use std::collections::BinaryHeap;

use jiff::Timestamp;

use super::plan::{Change, Moment, When};
use super::{Embedded, Plan, SearchError, filter};
use crate::history::State;
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
    while changes.len() < limit
        && let Some(next) = told.pop()
    {
        changes.extend(in_full(engine, &next)?);
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
    let weight = engine.matching(plan, &engine.widening(plan))?;
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
    Ok(told)
}

/// What happened to a clause, of what is asked for; everything where nothing is named.
fn of_clause(columns: &Columns, address: ClauseAddress, asked: &[Change]) -> Vec<Told> {
    let clause = address.clause;
    let mut told = Vec::new();
    for (place, kind) in KINDS.into_iter().enumerate() {
        for at in filter::moments(kind, columns, clause).iter().copied() {
            let is_asked =
                |change: &Change| change.kind == kind && (change.from..change.to).contains(&at);
            if asked.is_empty() || asked.iter().any(is_asked) {
                told.push(Told {
                    at,
                    record: columns.record[clause as usize],
                    number: columns.number[clause as usize],
                    kind: place,
                    address,
                });
            }
        }
    }
    told
}

/// The change in full.
fn in_full(engine: &Embedded, told: &Told) -> Result<Option<ClauseChange>, SearchError> {
    let build = &engine.build;
    let entry = build.entry(told.address)?;
    let state = &entry.state;
    let kind = KINDS[told.kind];
    let at = match kind {
        EventKind::Removed => state.removed,
        EventKind::Added | EventKind::Changed => state.introduced.map(|coming| coming.at),
    };
    // The columns were written from the entry, so it knows the moment.
    let Some(at) = at else { return Ok(None) };
    let mut before = None;
    if kind == EventKind::Changed {
        for address in build.states(state.record)? {
            let other = build.entry(address)?.state;
            if other.gave_way_to(state) {
                before = Some(other);
            }
        }
    }
    let document = build.document(told.address).clone();
    Ok(Some(ClauseChange { kind, at, entry, before, document }))
}
