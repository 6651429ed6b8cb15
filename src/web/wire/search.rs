//! The answer of a search.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use super::analysis::StatedTerm;
use super::query::QueryEcho;
use super::words::SeverityName;
use super::{categories, document_path, in_version, severity};
use crate::classify::is_confident;
use crate::clause::{RecordId, Span, TypeLabel};
use crate::document::ContentHash;
use crate::search::{Answer, AnsweredBy, Duplicate, FacetValue, Hit};
use crate::taxonomy::Taxonomy;

/// What a search found.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SearchAnswer {
    query: QueryEcho,
    /// `words`: the clauses have the words of the query; `meaning`: no clause has them all, and
    /// these are of the clause types that it speaks of, `query.types`.
    answered_by: AnsweredByName,
    /// How many clauses match, exactly; folding changes nothing about any count.
    total: u64,
    /// How many platforms have a matching clause, exactly.
    platforms: u64,
    /// The clauses of this page, in order; one a platform when grouped, one of those that say
    /// nearly the same on a platform when folded.
    clauses: Vec<FoundClause>,
    /// For each facet asked for, how many clauses have each of its values, as if the facet's own
    /// selection were off; the most frequent first.
    facets: BTreeMap<&'static str, Vec<ValueCount>>,
    /// The platforms of this page when grouped, each with how many of its clauses match.
    #[serde(skip_serializing_if = "Option::is_none")]
    groups: Option<Vec<PlatformGroup>>,
    /// Give it as `cursor` for the next page; null after the last clause.
    next_cursor: Option<String>,
    /// The index build that answered.
    #[schema(value_type = String)]
    build: ContentHash,
}

/// By what the clauses were found.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
enum AnsweredByName {
    Words,
    Meaning,
}

/// A clause that was found. Spans are pairs of byte offsets, the second one past the end.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct FoundClause {
    /// The record ID.
    #[schema(value_type = String, example = "CX-7Q4M2K9D1A")]
    id: RecordId,
    /// Which wording of the clause it is, from 1.
    wording: u32,
    /// The platform's name.
    platform: String,
    /// The document's address below `/api/v1/documents/`.
    #[schema(example = "lumenreel/terms-of-service")]
    document: String,
    /// The document type's title.
    document_type: String,
    /// The headings above the clause, outermost first.
    heading: Vec<String>,
    snippet: SnippetText,
    /// What the clause says, without markup.
    text: String,
    /// The words of `text` that match.
    #[schema(value_type = Vec<[u32; 2]>)]
    highlights: Vec<Span>,
    /// The same in the text of the version, one for each of `highlights`.
    ///
    /// It runs from the first byte to the last, over any markup between; null for a word that we
    /// repeat from elsewhere, such as a column's name in the row of a table.
    #[schema(value_type = Vec<Option<[u32; 2]>>)]
    highlights_in_version: Vec<Option<Span>>,
    /// What the clause does, surest first.
    types: Vec<TypeConfidence>,
    /// The categories of the types.
    category: Vec<String>,
    /// `high`, `medium`, `low` or `protective`; null where no words of the clause say so.
    #[schema(value_type = Option<SeverityName>)]
    severity: Option<&'static str>,
    /// The severity that is usual for clauses of its surest type, whatever this one says; null
    /// without a type.
    #[schema(value_type = Option<SeverityName>)]
    usual_severity: Option<&'static str>,
    /// The jurisdictions that it names, by code.
    jurisdictions: Vec<String>,
    /// The regulations that it touches, by slug.
    regulations: Vec<String>,
    /// The values that it states; their spans refer to `text`.
    terms: Vec<StatedTerm>,
    /// When this wording was first captured.
    #[schema(value_type = String, format = DateTime)]
    valid_from: Timestamp,
    /// When the first version without it was captured; null while it stands.
    #[schema(value_type = Option<String>, format = DateTime)]
    valid_to: Option<Timestamp>,
    /// The version in which it stood last, by the hash of the archived bytes.
    #[schema(value_type = String, example = "sha256:2c26…")]
    version: ContentHash,
    /// The clause's bytes in that version's text.
    #[schema(value_type = [u32; 2])]
    span: Span,
    /// How well it matches; comparable within one answer.
    score: f32,
    /// The other clauses found on its platform that say nearly the same, by record ID; they stand
    /// nowhere else in the list. Absent when there are none or the list is not folded.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    duplicates: Vec<DuplicateClause>,
}

/// A clause that says nearly the same as another one of its platform.
#[derive(Debug, Serialize, ToSchema)]
struct DuplicateClause {
    /// The record ID.
    #[schema(value_type = String, example = "CX-7Q4M2K9D1A")]
    id: RecordId,
    /// Which wording of the clause it is, from 1.
    wording: u32,
    /// The document's address below `/api/v1/documents/`.
    document: String,
    /// The document type's title.
    document_type: String,
}

/// The telling part of a clause.
#[derive(Debug, Serialize, ToSchema)]
struct SnippetText {
    /// A slice of the clause's text.
    text: String,
    /// The words of it that match.
    #[schema(value_type = Vec<[u32; 2]>)]
    highlights: Vec<Span>,
}

/// A clause type, and how sure it is.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct TypeConfidence {
    /// The clause type's slug.
    pub(super) slug: String,
    /// From 0 to 1.
    #[schema(minimum = 0, maximum = 1)]
    pub(super) confidence: f32,
    /// Whether it is so sure that about 95 in 100 such labels prove right; a label that is not is
    /// likely.
    pub(super) confident: bool,
}

/// How many of the clauses found have a value.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ValueCount {
    /// The slug or code, as the filter takes it.
    pub(crate) value: String,
    /// The name for readers.
    pub(crate) label: String,
    /// How many clauses have it.
    pub(crate) count: u64,
    /// How many platforms have such a clause.
    platforms: u64,
    /// The value that contains it, such as a state's country.
    #[serde(skip_serializing_if = "Option::is_none")]
    parent: Option<String>,
    /// Whether the request selects it.
    selected: bool,
}

/// A platform among the groups.
#[derive(Debug, Serialize, ToSchema)]
struct PlatformGroup {
    /// The platform's slug.
    value: String,
    /// The platform's name.
    label: String,
    /// How many of its clauses match.
    count: u64,
    /// Its best clause.
    #[schema(value_type = String)]
    clause: RecordId,
}

impl SearchAnswer {
    pub(crate) fn new(text: &str, answer: &Answer, taxonomy: &Taxonomy) -> Self {
        let groups = answer.hits.iter().filter_map(PlatformGroup::new).collect::<Vec<_>>();
        let facets = answer.facets.iter().map(|counts| {
            (counts.facet.name(), counts.values.iter().map(ValueCount::new).collect())
        });
        Self {
            query: QueryEcho::new(text, answer, taxonomy),
            answered_by: match answer.answered_by {
                AnsweredBy::Words => AnsweredByName::Words,
                AnsweredBy::Meaning => AnsweredByName::Meaning,
            },
            total: answer.total,
            platforms: answer.platforms,
            clauses: answer.hits.iter().map(|hit| FoundClause::new(hit, taxonomy)).collect(),
            facets: facets.collect(),
            groups: (!groups.is_empty()).then_some(groups),
            next_cursor: answer.next_cursor.clone(),
            build: answer.build,
        }
    }
}

impl FoundClause {
    pub(super) fn new(hit: &Hit, taxonomy: &Taxonomy) -> Self {
        let (state, labels) = (&hit.entry.state, &hit.entry.labels);
        let jurisdictions = labels.jurisdictions.iter().map(|label| label.code.clone());
        let regulations = labels.regulations.iter().map(|label| label.slug.clone());
        Self {
            id: hit.record,
            wording: state.number,
            platform: hit.document.document.platform.clone(),
            document: document_path(&hit.document),
            document_type: hit.document.document.document_type.clone(),
            heading: state.heading.clone(),
            snippet: SnippetText {
                text: hit.snippet.text.clone(),
                highlights: hit.snippet.highlights.clone(),
            },
            text: state.wording.text.clone(),
            highlights: hit.highlights.clone(),
            highlights_in_version: in_version(&state.wording, &hit.highlights),
            types: labels.types.iter().map(TypeConfidence::new).collect(),
            category: categories(labels.types.iter().map(|label| &*label.slug), taxonomy),
            severity: severity(labels.severity),
            usual_severity: severity(labels.usual_severity),
            jurisdictions: once(jurisdictions),
            regulations: once(regulations),
            terms: labels.terms.iter().map(StatedTerm::new).collect(),
            valid_from: state.valid_from(),
            valid_to: state.valid_to(),
            version: hit.document.versions[state.latest.version as usize].hash,
            span: state.latest.span,
            score: hit.score,
            duplicates: hit.duplicates.iter().map(|one| DuplicateClause::new(one, hit)).collect(),
        }
    }
}

impl DuplicateClause {
    fn new(duplicate: &Duplicate, of: &Hit) -> Self {
        Self {
            id: duplicate.record,
            wording: duplicate.wording,
            document: format!("{}/{}", of.document.platform_slug, duplicate.document_slug),
            document_type: duplicate.document_type.clone(),
        }
    }
}

impl TypeConfidence {
    pub(super) fn new(label: &TypeLabel) -> Self {
        Self {
            slug: label.slug.clone(),
            confidence: label.confidence,
            confident: is_confident(label.confidence),
        }
    }
}

impl ValueCount {
    pub(crate) fn new(value: &FacetValue) -> Self {
        Self {
            value: value.value.clone(),
            label: value.label.clone(),
            count: value.clauses,
            platforms: value.platforms,
            parent: value.parent.clone(),
            selected: value.is_selected,
        }
    }
}

impl PlatformGroup {
    fn new(hit: &Hit) -> Option<Self> {
        Some(Self {
            value: hit.document.platform_slug.clone(),
            label: hit.document.document.platform.clone(),
            count: hit.of_platform?,
            clause: hit.record,
        })
    }
}

/// The values, each once, in the order in which they first occur.
pub(super) fn once(values: impl Iterator<Item = String>) -> Vec<String> {
    let mut distinct = Vec::new();
    for value in values {
        if !distinct.contains(&value) {
            distinct.push(value);
        }
    }
    distinct
}
