//! Reads a version of a document from its archive, and finds its clauses in the index.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::problem::{Code, Problem, sentence};
use crate::cite::Archives;
use crate::clause::{Clause, Span};
use crate::document::Version;
use crate::index::{ClauseAddress, DocumentEntry, Entry, IndexError};
use crate::search::{Embedded, Plan};
use crate::segment::segment;

/// A version, cut into clauses again: the index keeps the places of a clause's first and last
/// version only, and what is shown in full comes from the archive.
#[derive(Debug)]
pub(crate) struct Reading<'a> {
    /// The document.
    pub(crate) document: &'a DocumentEntry,
    /// The version's place among the document's versions.
    pub(crate) place: usize,
    /// Its clauses, in reading order; none when the capture cannot be read.
    pub(crate) clauses: Vec<ReadClause>,
}

/// A clause of a version.
#[derive(Debug)]
pub(crate) struct ReadClause {
    /// The clause, as it stands in this version.
    pub(crate) clause: Clause,
    /// What the index keeps of it; none when it stood for no time.
    pub(crate) entry: Option<Entry>,
    /// Where it meets the query, as ranges of its wording; none when it does not, or there is no
    /// query.
    pub(crate) marks: Option<Vec<Span>>,
}

/// What the index knows of the clauses with one wording, the first in reading order last.
type Known = HashMap<String, Vec<(ClauseAddress, Entry)>>;

impl<'a> Reading<'a> {
    /// Reads the version at `place` of `document`, and marks what meets `plan`.
    ///
    /// # Errors
    ///
    /// [`Code::UnreadArchive`] when the archive does not give the bytes that were recorded, and
    /// when the index fails.
    pub(super) fn new(
        engine: &Embedded,
        document: &'a DocumentEntry,
        place: usize,
        plan: Option<&Plan>,
    ) -> Result<Self, Problem> {
        let version = &document.versions[place];
        if version.unreadable.is_some() {
            return Ok(Self { document, place, clauses: Vec::new() });
        }
        let text = Archives::of(engine.build()).text(document.archive, version);
        let text =
            text.map_err(|check| Problem::new(Code::UnreadArchive, sentence(&check.finding)))?;
        let mut known =
            known(engine, document, version).map_err(|error| Problem::internal(&error))?;
        let mut clauses = Vec::new();
        for clause in segment(&text, version.format).clauses {
            let alike = known.get_mut(&clause.wording.text);
            let (address, entry) = alike.and_then(Vec::pop).unzip();
            let marks = plan.zip(address).and_then(|(plan, address)| {
                engine.marks(plan, address, &clause.wording.text, &clause.heading)
            });
            clauses.push(ReadClause { clause, entry, marks });
        }
        Ok(Self { document, place, clauses })
    }

    /// The version.
    pub(super) fn version(&self) -> &'a Version {
        &self.document.versions[self.place]
    }
}

/// The states of `document` that stood in `version`.
fn known(
    engine: &Embedded,
    document: &DocumentEntry,
    version: &Version,
) -> Result<Known, IndexError> {
    let build = engine.build();
    let is_wanted = |entry: &DocumentEntry| std::ptr::eq(entry, document);
    let Some(place) = build.documents.iter().position(is_wanted) else { return Ok(Known::new()) };
    let second = version.captured.as_second();
    let mut known = Known::new();
    for address in build.entries_of(place as u32) {
        if build.segments[address.segment as usize].stood_at(address.clause, second) {
            let entry = build.entry(address)?;
            let alike = known.entry(entry.state.wording.text.clone()).or_default();
            alike.push((address, entry));
        }
    }
    // Of several clauses with one wording, those further down are the first to be dropped.
    for alike in known.values_mut() {
        alike.sort_by_key(|(_, entry)| {
            let latest = entry.state.latest;
            (latest.version, Reverse(latest.span))
        });
    }
    Ok(known)
}
