//! Training of the model: from judged texts to the bytes of `data/model`, the same at every run.

mod calibration;
mod card;
mod corpus;
mod fit;
mod matrix;
pub(super) mod measure;
mod solver;
mod unfair;

use std::path::{Path, PathBuf};

pub use card::{Measures, ModelCard, Scores, Source};
pub use measure::{LabelScores, Reliability, SeverityScores, TypeScores};
pub use unfair::UnfairScores;

use super::ClassifierError;
use super::model::{Model, SEVERITIES};
use crate::taxonomy::{Severity, Taxonomy};
use corpus::{Example, FOLDS, Origin, Reader};
use measure::Ranking;

/// A clause that somebody has read and labelled, with its text fetched from the archive.
#[derive(Debug, Clone, Default)]
pub struct LabelledText {
    /// The platform, which decides the part that it is in for cross-validation.
    pub platform: String,
    /// The document type's title; empty when unknown.
    pub document_type: String,
    /// The headings above it, outermost first.
    pub heading: Vec<String>,
    /// Its wording.
    pub text: String,
    /// The slugs of all clause types that it is of; empty when it is ordinary prose.
    pub types: Vec<String>,
    /// The slugs of the types of which nobody need say whether it is of them.
    pub also: Vec<String>,
    /// How far it cuts into the reader's rights; none when nobody judged that.
    pub severity: Option<Severity>,
}

/// A trained model.
#[derive(Debug)]
pub struct Training {
    /// The model's file.
    pub model: Vec<u8>,
    /// What it was made from and how good it is.
    pub card: ModelCard,
}

/// A model that could not be trained.
#[derive(Debug, thiserror::Error)]
pub enum TrainError {
    /// A file cannot be read.
    #[error("cannot read {}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A line is not the JSON that is expected.
    #[error("cannot understand line {line} of {}", path.display())]
    Line {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// Why.
        source: serde_json::Error,
    },
    /// The map of cases is not the TOML that is expected.
    #[error("cannot understand {}", path.display())]
    Cases {
        /// The file.
        path: PathBuf,
        /// Where and why.
        source: Box<toml::de::Error>,
    },
    /// The taxonomy's rules cannot be used.
    #[error("cannot use the taxonomy's rules")]
    Rules(#[source] ClassifierError),
    /// The taxonomy has more clause types than a model can tell apart.
    #[error("{count} clause types are too many; a model can tell apart {}", corpus::TypeSet::MAX)]
    Types {
        /// How many it has.
        count: usize,
    },
}

/// Trains a model on the judged data in `truth` and on `labelled` clauses.
///
/// `truth` is laid out as the project's judged data: `clauses_train.jsonl`,
/// `weak_headings_train.jsonl`, `tosdr_case_map.toml`, `clauses_dev.jsonl` and `unfair_tos/`. The
/// dev parts are only measured on. The same input gives the same bytes.
///
/// # Errors
///
/// When a file is missing or is not what is expected.
pub fn train(
    truth: &Path,
    taxonomy: &Taxonomy,
    labelled: &[LabelledText],
) -> Result<Training, TrainError> {
    let mut reader = Reader::new(taxonomy)?;
    let mut examples = reader.judged(&truth.join("clauses_train.jsonl"))?;
    examples.extend(reader.own(labelled));
    examples.extend(reader.weak(&truth.join("weak_headings_train.jsonl"), &examples)?);
    examples.extend(reader.prose(&truth.join("tosdr_case_map.toml"))?);

    let slugs: Vec<String> = taxonomy.types.iter().map(|entry| entry.slug.clone()).collect();
    let unseen = cross_validate(&slugs, &examples);
    let mut model = fit::model(&slugs, &examples.iter().collect::<Vec<_>>());
    model.alone = calibration::calibrate(slugs.len(), &unseen, Origin::Judged);
    model.in_document = calibration::calibrate(slugs.len(), &unseen, Origin::Labelled);
    let bytes = model.to_bytes();

    let judged = reader.judged(&truth.join("clauses_dev.jsonl"))?;
    let dev: Vec<Weighed<'_>> = judged.iter().map(|example| weighed(&model, example)).collect();
    let measures = Measures {
        quotes: scores(&model, &of_origin(&unseen, Origin::Judged)),
        clauses: scores(&model, &of_origin(&unseen, Origin::Labelled)),
        dev: scores(&model, &dev.iter().collect::<Vec<_>>()),
        unfair: unfair::evaluate(&truth.join("unfair_tos"))?,
    };
    let facts = card::Facts {
        model: &model,
        bytes: &bytes,
        taxonomy,
        read: &reader.read,
        labelled: labelled.len(),
    };
    let card = ModelCard::new(&facts, measures);
    Ok(Training { model: bytes, card })
}

/// An example as a model sees it that has not learnt from it.
struct Weighed<'a> {
    example: &'a Example,
    margins: Vec<f32>,
    severity: [f32; 4],
}

fn weighed<'a>(model: &Model, example: &'a Example) -> Weighed<'a> {
    let values = model.vocabulary.vector(&example.counts, &example.facts);
    let features = model.weigh(values, example.origin != Origin::Labelled);
    let margins = (0..model.types.len()).map(|index| model.margin(&features, index)).collect();
    let surest = model.score(&features, 0.0).first().map(|(index, _)| *index);
    Weighed { example, margins, severity: model.severity(&features, surest) }
}

/// Weighs each example that somebody read by a model that has learnt from other platforms only.
fn cross_validate<'a>(slugs: &[String], examples: &'a [Example]) -> Vec<Weighed<'a>> {
    let mut unseen = Vec::new();
    for fold in 0..FOLDS {
        let (test, learn): (Vec<&Example>, Vec<&Example>) =
            examples.iter().partition(|example| example.fold == Some(fold));
        let model = fit::model(slugs, &learn);
        let read = |example: &&Example| matches!(example.origin, Origin::Judged | Origin::Labelled);
        unseen.extend(test.into_iter().filter(read).map(|example| weighed(&model, example)));
    }
    unseen
}

/// Those that came by their labels in that way.
fn of_origin<'w, 'a>(weighed: &'w [Weighed<'a>], origin: Origin) -> Vec<&'w Weighed<'a>> {
    weighed.iter().filter(|one| one.example.origin == origin).collect()
}

/// The types of a text by the calibration that is meant for it.
fn ranking(model: &Model, one: &Weighed<'_>) -> Ranking {
    let is_clause = one.example.origin == Origin::Labelled;
    let calibration = if is_clause { &model.in_document } else { &model.alone };
    calibration.ranking(&one.margins)
}

fn scores(model: &Model, weighed: &[&Weighed<'_>]) -> Scores {
    let examples: Vec<&Example> = weighed.iter().map(|one| one.example).collect();
    let rankings: Vec<Ranking> = weighed.iter().map(|one| ranking(model, one)).collect();
    let verdicts: Vec<(usize, usize)> = weighed
        .iter()
        .filter_map(|one| {
            let judged = one.example.severity?;
            let place = SEVERITIES.iter().position(|known| *known == judged)?;
            let surest =
                |a: &usize, b: &usize| one.severity[*a].total_cmp(&one.severity[*b]).then(b.cmp(a));
            Some(((0..SEVERITIES.len()).max_by(surest)?, place))
        })
        .collect();
    Scores { types: measure::types(&examples, &rankings), severity: measure::severity(&verdicts) }
}
