//! How platforms handle one clause type.

use serde::Serialize;
use utoipa::ToSchema;

use super::search::FoundClause;
use super::taxonomy::Prevalence;
use crate::document::ContentHash;
use crate::search::{Comparison, Embedded, Holding, PlatformHolding};

/// For each platform, its surest clause of a type, or why there is none to show.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ComparisonAnswer {
    /// The clause type's slug.
    #[serde(rename = "type")]
    clause_type: String,
    /// The clause type's title.
    title: String,
    prevalence: Prevalence,
    /// Every platform with a document that could hold the type: those that have it first.
    platforms: Vec<PlatformAnswer>,
    /// The index build that answered.
    #[schema(value_type = String)]
    build: ContentHash,
}

/// One platform of a comparison.
#[derive(Debug, Serialize, ToSchema)]
struct PlatformAnswer {
    /// The platform's slug.
    slug: String,
    /// The platform's name.
    platform: String,
    #[serde(flatten)]
    holding: HoldingAnswer,
}

/// Whether a platform has a clause of the type.
#[derive(Debug, Serialize, ToSchema)]
#[serde(tag = "holding", rename_all = "kebab-case")]
enum HoldingAnswer {
    /// It has one; the surest is shown.
    Has {
        /// Its surest clause of the type.
        clause: Box<FoundClause>,
    },
    /// Its readable documents could hold one, and none does.
    DoesNotHave {
        /// The titles of those documents.
        documents: Vec<String>,
    },
    /// None of the documents that could hold one can be read.
    Unknown {
        /// The documents, and why each cannot be read.
        documents: Vec<UnreadableDocument>,
    },
}

/// A document that cannot be read.
#[derive(Debug, Serialize, ToSchema)]
struct UnreadableDocument {
    /// Its title.
    document: String,
    /// `stub`, `needs-script`, `wall` or `collapse`.
    #[schema(value_type = String)]
    reason: serde_json::Value,
}

impl ComparisonAnswer {
    pub(crate) fn new(comparison: &Comparison, engine: &Embedded) -> Self {
        let taxonomy = engine.taxonomy();
        let known = taxonomy.clause_type(&comparison.clause_type);
        let platforms = comparison.platforms.iter();
        Self {
            clause_type: comparison.clause_type.clone(),
            title: known.map(|known| known.title.clone()).unwrap_or_default(),
            prevalence: Prevalence::new(comparison),
            platforms: platforms.map(|platform| PlatformAnswer::new(platform, engine)).collect(),
            build: engine.build().digest,
        }
    }
}

impl PlatformAnswer {
    fn new(platform: &PlatformHolding, engine: &Embedded) -> Self {
        let holding = match &platform.holding {
            Holding::Has(hit) => {
                HoldingAnswer::Has { clause: Box::new(FoundClause::new(hit, engine.taxonomy())) }
            }
            Holding::DoesNotHave { documents } => {
                HoldingAnswer::DoesNotHave { documents: documents.clone() }
            }
            Holding::Unknown { documents } => {
                let documents = documents.iter().map(|(document, reason)| UnreadableDocument {
                    document: document.clone(),
                    reason: serde_json::to_value(reason).unwrap_or_default(),
                });
                HoldingAnswer::Unknown { documents: documents.collect() }
            }
        };
        Self { slug: platform.slug.clone(), platform: platform.platform.clone(), holding }
    }
}
