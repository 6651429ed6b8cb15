//! What a caller asks, in names and words, before it is read into a plan.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// What a caller asks, in names and words.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// The query as typed.
    pub query: String,
    /// Whether what cannot be understood is an error rather than a note.
    pub strict: bool,
    /// The selected values, as slugs or names in any case; values of one facet are alternatives.
    pub filters: Vec<(Facet, String)>,
    /// The moment to search, when it is not now; the query's own time fields go first.
    pub as_of: Option<Timestamp>,
    /// Whether to search all that ever stood.
    pub ever: bool,
    /// The order of the hits.
    pub sort: Sort,
    /// Whether each platform shows its best clause only.
    pub by_platform: bool,
    /// Whether clauses of one platform that say nearly the same are shown as one, the best of
    /// them. Only the best matches of a moment are folded: no other order, no groups, and no
    /// search through time.
    pub fold: bool,
    /// Whether clauses match too that may well do what the query speaks of, whatever their words:
    /// those of the clause types that it names.
    pub widen: Widen,
    /// The facets to count.
    pub facets: Vec<Facet>,
    /// The most hits to return, from 1 to [`LIMIT_MAX`](super::LIMIT_MAX).
    pub limit: usize,
    /// Where to go on, as the page before gave it.
    pub cursor: Option<String>,
}

/// A property that is counted over the hits and can narrow them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Facet {
    /// The group that the clause type belongs to.
    Category,
    /// What the clause does.
    Type,
    /// How far it cuts into the reader's rights.
    Severity,
    /// Where it applies; a place is counted with all that contain it.
    Jurisdiction,
    /// The statutes that it touches.
    Regulation,
    /// Whose terms they are.
    Platform,
    /// What kind of document it stands in.
    DocumentType,
    /// The document's language.
    Language,
}

impl Facet {
    /// All of them, in the order in which pages show them.
    pub const ALL: [Self; 8] = [
        Self::Category,
        Self::Type,
        Self::Severity,
        Self::Jurisdiction,
        Self::Regulation,
        Self::Platform,
        Self::DocumentType,
        Self::Language,
    ];

    /// Its name as a parameter.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Category => "category",
            Self::Type => "type",
            Self::Severity => "severity",
            Self::Jurisdiction => "jurisdiction",
            Self::Regulation => "regulation",
            Self::Platform => "platform",
            Self::DocumentType => "document_type",
            Self::Language => "language",
        }
    }

    /// The facet of that parameter name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|facet| facet.name() == name)
    }
}

/// When clauses are found by what a query means, beside those with its words.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Widen {
    /// Never.
    #[default]
    Never,
    /// In [`Engine::search`](super::Engine::search), where plain words stand in no clause at all,
    /// whatever the filters, and surely enough speak of a clause type. Nothing else is widened so.
    Auto,
    /// Always.
    Always,
}

/// The order of hits; ties are broken by record ID, then by the wording's number.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Sort {
    /// The best match first.
    #[default]
    Relevance,
    /// The wording that came last first.
    Newest,
    /// The most severe first; of one severity, the best match.
    Severity,
}
