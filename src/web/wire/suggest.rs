//! What a search box offers while somebody types.

use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::ToSchema;

use super::words::SuggestedKind;
use crate::document::ContentHash;
use crate::search::{Embedded, Suggestion};
use crate::web::pages::address;

/// What begins as was typed.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SuggestionList {
    /// The text as typed.
    text: String,
    /// What begins with it, then what has its words elsewhere; of each, clause types, platforms,
    /// documents and headings; of each kind, what begins so by its label before what does by
    /// another name, and then what finds more clauses first.
    suggestions: Vec<SuggestedSearch>,
    /// The index build that answered.
    #[schema(value_type = String)]
    build: ContentHash,
}

/// A search that is offered.
#[derive(Debug, Serialize, ToSchema)]
struct SuggestedSearch {
    /// `type`, `platform`, `document` or `heading`.
    #[schema(value_type = SuggestedKind)]
    kind: &'static str,
    /// The slug; of a document `platform/document-type`, of a heading its words.
    #[schema(example = "class-action-waiver")]
    value: String,
    /// The name for readers.
    #[schema(example = "Class action waiver")]
    label: String,
    /// How many clauses the search finds, exactly.
    count: u64,
    /// How many platforms they are of, exactly.
    platforms: u64,
    /// The parameters of the search, for `/api/v1/clauses`.
    #[schema(example = json!({"type": "class-action-waiver"}))]
    parameters: BTreeMap<&'static str, String>,
    /// The page that shows the search.
    #[schema(example = "/?type=class-action-waiver")]
    href: String,
}

impl SuggestionList {
    pub(crate) fn new(text: &str, suggestions: &[Suggestion], engine: &Embedded) -> Self {
        Self {
            text: text.to_owned(),
            suggestions: suggestions.iter().map(SuggestedSearch::new).collect(),
            build: engine.build().digest,
        }
    }
}

impl SuggestedSearch {
    fn new(suggestion: &Suggestion) -> Self {
        let query = Some(suggestion.query.clone()).filter(|query| !query.is_empty());
        let filters = suggestion.filters.iter().map(|(facet, value)| (facet.name(), value.clone()));
        let fields: Vec<_> = query.map(|query| ("q", query)).into_iter().chain(filters).collect();
        Self {
            kind: suggestion.kind.name(),
            value: suggestion.value.clone(),
            label: suggestion.label.clone(),
            count: suggestion.clauses,
            platforms: suggestion.platforms,
            href: address::with_fields("/", &fields),
            parameters: fields.into_iter().collect(),
        }
    }
}
