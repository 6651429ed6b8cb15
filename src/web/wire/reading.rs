//! Where a query meets a clause or a version that was chosen otherwise than by searching.

use serde::Serialize;
use utoipa::ToSchema;

use super::catalogue::VersionDetail;
use super::in_version;
use super::query::QueryReading;
use crate::clause::{RecordId, Span, Wording};
use crate::query::Query;
use crate::search::Embedded;
use crate::web::reading::{ReadClause, Reading};

/// Where a clause meets a query.
#[derive(Debug, Default, Serialize, ToSchema)]
pub(crate) struct QueryMatch {
    /// How the query `q` was read; absent without one.
    #[serde(skip_serializing_if = "Option::is_none")]
    query: Option<QueryReading>,
    /// The words of `text` that match it; absent without `q`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Vec<[u32; 2]>>)]
    highlights: Option<Vec<Span>>,
    /// The same in the text of the version, one for each of `highlights`, over any markup between;
    /// null for a word that we repeat from elsewhere. Absent without `q`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Vec<Option<[u32; 2]>>>)]
    highlights_in_version: Option<Vec<Option<Span>>>,
}

/// A version, with the clauses of it that meet a query.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct VersionReading {
    #[serde(flatten)]
    version: VersionDetail,
    /// What of it meets `q`; absent without one.
    #[serde(skip_serializing_if = "Option::is_none")]
    matches: Option<VersionMatches>,
}

/// The clauses of a version that meet a query.
#[derive(Debug, Serialize, ToSchema)]
struct VersionMatches {
    /// How the query was read; its times do not count, since the version has its own.
    query: QueryReading,
    /// How many clauses the version has.
    of: usize,
    /// Those that meet the query, in reading order.
    clauses: Vec<MatchingClause>,
}

/// A clause of a version that meets a query.
#[derive(Debug, Serialize, ToSchema)]
struct MatchingClause {
    /// The record ID; null when the clause stood for no time, since another version was captured
    /// in the same second.
    #[schema(value_type = Option<String>, example = "CX-7Q4M2K9D1A")]
    id: Option<RecordId>,
    /// Which wording of the clause it is, from 1.
    wording: Option<u32>,
    /// The headings above it in this version, outermost first.
    heading: Vec<String>,
    /// What it says, without markup.
    text: String,
    /// Its bytes in this version's text.
    #[schema(value_type = [u32; 2])]
    span: Span,
    /// The words of `text` that match.
    #[schema(value_type = Vec<[u32; 2]>)]
    highlights: Vec<Span>,
    /// The same in this version's text, one for each of `highlights`, over any markup between;
    /// null for a word that we repeat from elsewhere.
    #[schema(value_type = Vec<Option<[u32; 2]>>)]
    highlights_in_version: Vec<Option<Span>>,
}

impl QueryMatch {
    pub(super) fn new(query: &Query, wording: &Wording, highlights: &[Span]) -> Self {
        Self {
            query: Some(QueryReading::new(query)),
            highlights: Some(highlights.to_vec()),
            highlights_in_version: Some(in_version(wording, highlights)),
        }
    }
}

impl VersionReading {
    /// The version alone.
    pub(crate) fn of(version: VersionDetail) -> Self {
        Self { version, matches: None }
    }

    /// The version as it was read, with what of it meets `query`.
    pub(crate) fn matching(reading: &Reading<'_>, query: &Query, engine: &Embedded) -> Self {
        let met = reading.clauses.iter().filter_map(MatchingClause::new);
        let matches = VersionMatches {
            query: QueryReading::new(query),
            of: reading.clauses.len(),
            clauses: met.collect(),
        };
        let version = VersionDetail::new(reading.document, reading.place, engine);
        Self { version, matches: Some(matches) }
    }
}

impl MatchingClause {
    fn new(read: &ReadClause) -> Option<Self> {
        let highlights = read.marks.clone()?;
        let state = read.entry.as_ref().map(|entry| &entry.state);
        Some(Self {
            id: state.map(|state| state.record),
            wording: state.map(|state| state.number),
            heading: read.clause.heading.clone(),
            text: read.clause.wording.text.clone(),
            span: read.clause.span,
            highlights_in_version: in_version(&read.clause.wording, &highlights),
            highlights,
        })
    }
}
