//! What goes over the wire: the JSON of answers, apart from the types that the program thinks in.

mod analysis;
mod catalogue;
mod clause;
mod comparison;
mod evidence;
mod export;
mod feed;
mod methodology;
mod reading;
mod query;
mod search;
mod suggest;
mod taxonomy;
mod words;

pub(crate) use analysis::{AnalysedClause, Analysis, LabelSet};
pub(crate) use catalogue::{
    DocumentDetail, DocumentSummary, PlatformDetail, PlatformList, PlatformSummary, VersionDetail,
    VersionList,
};
pub(crate) use clause::{ClauseDetail, ClauseHistory, SimilarClauses};
pub(crate) use comparison::ComparisonAnswer;
pub(crate) use evidence::EvidenceAnswer;
pub(crate) use export::{ExportFormat, ExportedClause};
pub(crate) use feed::{Feed, FeedFormat, FeedHead};
pub(crate) use methodology::Methodology;
pub(crate) use reading::VersionReading;
pub(crate) use search::{SearchAnswer, ValueCount};
pub(crate) use suggest::SuggestionList;
pub(crate) use taxonomy::{
    ClauseTypeDetail, ClauseTypeList, ClauseTypeSummary, Concern, Prevalence,
};
pub(super) use words::{CitationFormatName, ExportFormatName, ProblemCode, SeverityName};

use crate::clause::{Span, TypeLabel, Wording};
use crate::history::State;
use crate::index::DocumentEntry;
use crate::taxonomy::{Severity, Taxonomy};

/// The address of a document below `/api/v1/documents/`.
pub(super) fn document_path(document: &DocumentEntry) -> String {
    format!("{}/{}", document.platform_slug, document.document_slug)
}

/// Where `highlights`, which are ranges of the wording, stand in the text of the version.
fn in_version(wording: &Wording, highlights: &[Span]) -> Vec<Option<Span>> {
    highlights.iter().map(|span| wording.to_source(*span)).collect()
}

/// The categories of those clause types, each once, in the types' order.
pub(super) fn categories<'a>(
    types: impl IntoIterator<Item = &'a str>,
    taxonomy: &Taxonomy,
) -> Vec<String> {
    let mut categories: Vec<String> = Vec::new();
    for slug in types {
        let known = taxonomy.types.iter().find(|entry| entry.slug == slug);
        let category = known.map(|entry| entry.category.clone());
        categories.extend(category.filter(|category| !categories.contains(category)));
    }
    categories
}

/// A severity as it is written.
pub(super) fn severity(severity: Option<Severity>) -> Option<&'static str> {
    severity.map(Severity::slug)
}

/// The title of a clause type.
pub(super) fn type_title<'a>(slug: &'a str, taxonomy: &'a Taxonomy) -> &'a str {
    let known = taxonomy.types.iter().find(|entry| entry.slug == slug);
    known.map_or(slug, |entry| entry.title.as_str())
}

/// What a clause is called: its innermost heading, or else its first type, or its number.
pub(super) fn clause_name(state: &State, types: &[TypeLabel], taxonomy: &Taxonomy) -> String {
    match (state.heading.last(), types.first()) {
        (Some(heading), _) => heading.clone(),
        (None, Some(label)) => type_title(&label.slug, taxonomy).to_owned(),
        (None, None) => format!("Clause {}", state.record),
    }
}
