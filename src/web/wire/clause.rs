//! A clause in full: its wording, its labels with their evidence, its times and its source.

use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use super::analysis::LabelSet;
use super::catalogue::VersionDetail;
use super::document_path;
use super::reading::QueryMatch;
use super::search::FoundClause;
use super::words::IntroducedKind;
use crate::classify::is_labelled;
use crate::clause::{RecordId, Span};
use crate::document::ContentHash;
use crate::query::Query;
use crate::search::{Embedded, Hit};
use crate::taxonomy::Taxonomy;

/// One wording of a clause, with everything that is known of it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ClauseDetail {
    /// The record ID.
    #[schema(value_type = String, example = "CX-7Q4M2K9D1A")]
    id: RecordId,
    /// Which wording of the clause it is, from 1.
    wording: u32,
    /// Whether it stands now: in the last version of a document that can be read and that the
    /// archive still holds.
    current: bool,
    /// The platform's name.
    platform: String,
    /// The document's address below `/api/v1/documents/`.
    document: String,
    /// The document type's title.
    document_type: String,
    /// The document's language, BCP 47.
    language: Option<String>,
    /// The headings above the clause, outermost first.
    heading: Vec<String>,
    /// The sentence that leads into it; not part of the clause.
    context: Option<String>,
    /// What the clause says, without markup; the labels' spans refer to it.
    text: String,
    #[serde(flatten)]
    labels: LabelSet,
    /// When this wording was first captured.
    #[schema(value_type = String, format = DateTime)]
    valid_from: Timestamp,
    /// When the first version without it was captured; null while it stands.
    #[schema(value_type = Option<String>, format = DateTime)]
    valid_to: Option<Timestamp>,
    /// The exact times in which it stood, ascending.
    intervals: Vec<Standing>,
    /// How it came; null when the document's history begins with it.
    introduced: Option<Introduced>,
    /// When the platform removed the clause; null unless it did.
    #[schema(value_type = Option<String>, format = DateTime)]
    removed: Option<Timestamp>,
    /// The version in which it stood last.
    version: VersionDetail,
    /// The clause's bytes in that version's text.
    #[schema(value_type = [u32; 2])]
    span: Span,
    #[serde(flatten)]
    query_match: QueryMatch,
    /// The index build that answered.
    #[schema(value_type = String)]
    build: ContentHash,
}

/// A time in which a wording stood.
#[derive(Debug, Serialize, ToSchema)]
struct Standing {
    /// When a version with it was captured.
    #[schema(value_type = String, format = DateTime)]
    from: Timestamp,
    /// When the first version without it was captured; null while it stands.
    #[schema(value_type = Option<String>, format = DateTime)]
    to: Option<Timestamp>,
    /// The version at `from`.
    #[schema(value_type = String)]
    version: ContentHash,
    /// Its bytes in that version's text.
    #[schema(value_type = [u32; 2])]
    span: Span,
}

/// How a wording came into a document.
#[derive(Debug, Serialize, ToSchema)]
struct Introduced {
    /// When a version with it was first captured.
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    /// `added`, `reworded`, `stood` when its words stood in the version before in other clauses, or
    /// `technical` when the archive extracted an old snapshot anew.
    #[schema(value_type = IntroducedKind)]
    kind: serde_json::Value,
}

/// All wordings of a clause, the first one first.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ClauseHistory {
    /// The record ID.
    #[schema(value_type = String)]
    id: RecordId,
    /// The wordings, by number.
    wordings: Vec<ClauseDetail>,
    /// The index build that answered.
    #[schema(value_type = String)]
    build: ContentHash,
}

/// Clauses of other platforms that are like a clause.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SimilarClauses {
    /// The record ID of the clause that they are like.
    #[schema(value_type = String)]
    id: RecordId,
    /// The clauses, the nearest wording first, one a platform.
    clauses: Vec<FoundClause>,
    /// The index build that answered.
    #[schema(value_type = String)]
    build: ContentHash,
}

impl ClauseDetail {
    /// The clause, with where it meets `query`.
    pub(crate) fn matching(hit: &Hit, query: &Query, engine: &Embedded) -> Self {
        let query_match = QueryMatch::new(query, &hit.entry.state.wording, &hit.highlights);
        Self { query_match, ..Self::new(hit, engine) }
    }

    pub(crate) fn new(hit: &Hit, engine: &Embedded) -> Self {
        let (state, document) = (&hit.entry.state, &hit.document);
        let intervals = state.intervals.iter().map(|interval| Standing {
            from: interval.from,
            to: interval.to,
            version: document.versions[interval.opened.version as usize].hash,
            span: interval.opened.span,
        });
        let introduced = state.introduced.map(|introduction| Introduced {
            at: introduction.at,
            kind: serde_json::to_value(introduction.kind).unwrap_or_default(),
        });
        let labelled = is_labelled(&state.wording.text, document.language.as_deref());
        Self {
            id: hit.record,
            wording: state.number,
            current: hit.is_current(),
            platform: document.document.platform.clone(),
            document: document_path(document),
            document_type: document.document.document_type.clone(),
            language: document.language.clone(),
            heading: state.heading.clone(),
            context: state.context.clone(),
            text: state.wording.text.clone(),
            labels: LabelSet::new(&hit.entry.labels, labelled, engine.taxonomy()),
            valid_from: state.valid_from(),
            valid_to: state.valid_to(),
            intervals: intervals.collect(),
            introduced,
            removed: state.removed.map(|removal| removal.at),
            version: VersionDetail::new(document, state.latest.version as usize, engine),
            span: state.latest.span,
            query_match: QueryMatch::default(),
            build: engine.build().digest,
        }
    }
}

impl ClauseHistory {
    pub(crate) fn new(id: RecordId, wordings: &[Hit], engine: &Embedded) -> Self {
        let wordings = wordings.iter().map(|hit| ClauseDetail::new(hit, engine)).collect();
        Self { id, wordings, build: engine.build().digest }
    }
}

impl SimilarClauses {
    pub(crate) fn new(id: RecordId, hits: &[Hit], taxonomy: &Taxonomy, build: ContentHash) -> Self {
        let clauses = hits.iter().map(|hit| FoundClause::new(hit, taxonomy)).collect();
        Self { id, clauses, build }
    }
}
