//! Labels single clauses, one JSON line each, for evaluation.

use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::classify::{self, Classifier, Passage};
use crate::cli::input::{self, Heading};
use crate::cli::output::Output;
use crate::taxonomy::Taxonomy;
use crate::web::wire::LabelSet;

/// A clause to label.
#[derive(Debug, Deserialize)]
struct Given {
    id: serde_json::Value,
    text: String,
    #[serde(default)]
    heading: Heading,
    #[serde(default)]
    doc_type: Option<String>,
}

/// A clause's labels.
#[derive(Debug, Serialize)]
struct Labelled {
    id: serde_json::Value,
    #[serde(flatten)]
    labels: LabelSet,
}

/// Labels the clauses in `file`, in their order.
pub(super) fn label(
    file: &Path,
    classifier: &Classifier,
    taxonomy: &Taxonomy,
    output: &mut Output,
) -> anyhow::Result<()> {
    input::json_lines(file, r#"{"id": "1", "text": "We may…"}"#, |given: Given| {
        let labels = classifier.guess(&Passage {
            text: &given.text,
            heading: &given.heading.path(),
            context: None,
            document_type: given.doc_type.as_deref().unwrap_or_default(),
            // A single clause is too short to tell its language by.
            language: None,
            scope: &[],
        });
        let labelled = classify::is_labelled(&given.text, None);
        output
            .json(&Labelled { id: given.id, labels: LabelSet::new(&labels, labelled, taxonomy) })?;
        Ok(())
    })
}
