//! How labels are made and how good they are, as measured when the program was built.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::classify::evaluation::LabelReport;
use crate::classify::train::ModelCard;

/// The figures that this program carries.
static FIGURES: LazyLock<Methodology> = LazyLock::new(|| Methodology {
    agreement: bundled(include_str!("../../../data/labels/agreement.json")),
    model: bundled(include_str!("../../../data/model/types.json")),
    labels: bundled(include_str!("../../../data/model/labels.json")),
});

fn bundled<T: serde::de::DeserializeOwned>(json: &str) -> T {
    serde_json::from_str(json).expect("the bundled figures are what the program wrote")
}

/// How labels are made and how good they are.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Methodology {
    /// How well two readers agree that read the same clauses independently.
    pub(crate) agreement: ReaderAgreement,
    /// What the model of clause types and severity was made from, and how good it is alone:
    /// `data/model/types.json`.
    #[schema(value_type = Object)]
    pub(crate) model: ModelCard,
    /// How good the labels are on clauses that were read, of platforms that nothing was learnt
    /// from: `data/model/labels.json`. A share has its `part`, its `whole` and its `percent`.
    #[schema(value_type = Object)]
    pub(crate) labels: LabelReport,
}

/// How well two readers agree that read the same clauses independently.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub(crate) struct ReaderAgreement {
    /// How many clauses were read.
    pub(crate) clauses: u64,
    /// How many in each round.
    pub(crate) rounds: Vec<u64>,
    /// How many of them twice.
    pub(crate) twice: u64,
    /// In what the two readings agree, and how often.
    pub(crate) measures: Vec<AgreementMeasure>,
    /// How many differences a further reading settled.
    pub(crate) settled: u64,
}

/// How often two readings agree in something.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub(crate) struct AgreementMeasure {
    /// In what.
    pub(crate) of: String,
    /// In how many clauses they agree.
    pub(crate) same: u64,
    /// Out of how many.
    pub(crate) compared: u64,
    /// Cohen's kappa: agreement beyond chance, at most 1. Absent where it was not counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) kappa: Option<f64>,
}

impl Methodology {
    /// The figures of this program.
    pub(crate) fn bundled() -> &'static Self {
        &FIGURES
    }
}
