//! The model's card: what it was made from, under which licences, and how good it is.

use serde::{Deserialize, Serialize};

use super::measure::{SeverityScores, TypeScores};
use super::unfair::UnfairScores;
use crate::classify::model::Model;
use crate::document::ContentHash;
use crate::taxonomy::Taxonomy;

/// Where each judged text comes from, and under which licence.
const LICENCES: [(&str, &str); 4] = [
    ("clauses_train.jsonl", "ToS;DR, CC BY-SA 3.0; CLAUDETTE, CC BY 4.0"),
    ("clauses_dev.jsonl", "ToS;DR, CC BY-SA 3.0; CLAUDETTE, CC BY 4.0 (measured on only)"),
    ("weak_headings_train.jsonl", "Open Terms Archive contributors, ODC-BY 1.0"),
    ("tosdr_case_map.toml", "ToS;DR, CC BY-SA 3.0"),
];

/// The licence of the model itself, which follows from its sources.
const LICENCE: &str = "CC BY-SA 3.0, as a work derived from ToS;DR's; attribution to ToS;DR, \
                       CLAUDETTE (Lippi and others) and Open Terms Archive contributors";

/// What stands in `data/model/types.json`.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ModelCard {
    /// The SHA-256 of the model's file.
    pub digest: ContentHash,
    /// Its size in bytes.
    pub bytes: usize,
    /// How many clause types it knows.
    pub types: usize,
    /// How many features it knows.
    pub features: usize,
    /// How many weights it has.
    pub weights: usize,
    /// The taxonomy whose types, prose and rules it learnt from.
    pub taxonomy: ContentHash,
    /// The model's licence.
    pub licence: String,
    /// What it was made from.
    pub sources: Vec<Source>,
    /// How many clauses labelled by the project it learnt from.
    pub labelled_clauses: usize,
    /// How good it is.
    pub measures: Measures,
}

/// How good a model is, on texts of platforms that it had not learnt from.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Measures {
    /// On the judged quotes of the training part, by cross-validation.
    pub quotes: Scores,
    /// On the project's own labels on clauses as they stand in documents, by cross-validation.
    pub clauses: Scores,
    /// On the quotes of the dev part.
    pub dev: Scores,
    /// How good the same method is at UNFAIR-ToS, learnt from its training part alone.
    pub unfair: UnfairScores,
}

/// A file that was learnt from or measured on.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Source {
    /// Its name.
    pub name: String,
    /// The SHA-256 of its bytes.
    pub digest: ContentHash,
    /// Whose it is, and under which licence.
    pub licence: String,
}

/// How good types and severities are.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Scores {
    /// The types.
    pub types: TypeScores,
    /// The severities.
    pub severity: SeverityScores,
}

/// The files read, with their hashes and licences.
fn sources(read: &[(String, ContentHash)]) -> Vec<Source> {
    let licence = |name: &str| {
        let known = LICENCES.iter().find(|(known, _)| *known == name);
        known.map_or("the project's own", |(_, licence)| licence)
    };
    let source = |(name, digest): &(String, ContentHash)| Source {
        name: name.clone(),
        digest: *digest,
        licence: licence(name).to_owned(),
    };
    read.iter().map(source).collect()
}

/// What is counted of a model, before it is measured.
pub(super) struct Facts<'a> {
    pub(super) model: &'a Model,
    pub(super) bytes: &'a [u8],
    pub(super) taxonomy: &'a Taxonomy,
    pub(super) read: &'a [(String, ContentHash)],
    pub(super) labelled: usize,
}

impl ModelCard {
    /// The card of a model.
    pub(super) fn new(facts: &Facts<'_>, measures: Measures) -> Self {
        Self {
            digest: ContentHash::of(facts.bytes),
            bytes: facts.bytes.len(),
            types: facts.model.types.len(),
            features: facts.model.vocabulary.len(),
            weights: facts.model.weights.len(),
            taxonomy: facts.taxonomy.digest,
            licence: LICENCE.to_owned(),
            sources: sources(facts.read),
            labelled_clauses: facts.labelled,
            measures,
        }
    }
}
