//! What goes over the wire: the JSON of answers, apart from the types that the program thinks in.

mod analysis;
mod catalogue;
mod clause;
mod comparison;
mod evidence;
mod query;
mod search;
mod taxonomy;

pub(crate) use analysis::{AnalysedClause, Analysis, LabelSet};
pub(crate) use catalogue::{
    DocumentDetail, DocumentSummary, PlatformDetail, PlatformList, PlatformSummary, VersionDetail,
    VersionList,
};
pub(crate) use clause::{ClauseDetail, ClauseHistory, SimilarClauses};
pub(crate) use comparison::ComparisonAnswer;
pub(crate) use evidence::EvidenceAnswer;
pub(crate) use search::{SearchAnswer, ValueCount};
pub(crate) use taxonomy::{
    ClauseTypeDetail, ClauseTypeList, ClauseTypeSummary, Concern, Prevalence,
};

use crate::index::DocumentEntry;
use crate::taxonomy::{Severity, Taxonomy};

/// The address of a document below `/api/v1/documents/`.
pub(super) fn document_path(document: &DocumentEntry) -> String {
    format!("{}/{}", document.platform_slug, document.document_slug)
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
