//! The filters that commands share: which clauses are looked at, beside the query.

use clap::Args;

use crate::search::Facet;

/// Which clauses to look at. Values of one filter are alternatives, different filters must all
/// hold.
#[derive(Debug, Args)]
pub(super) struct Filters {
    /// Only clauses of this platform.
    #[arg(long, value_name = "P")]
    platform: Vec<String>,
    /// Only clause types of this category, such as `disputes`.
    #[arg(long, value_name = "C")]
    category: Vec<String>,
    /// Only clauses of this type, such as `arbitration`.
    #[arg(long = "type", value_name = "T")]
    clause_type: Vec<String>,
    /// Only clauses whose own words tell this severity: `high`, `medium`, `low` or `protective`.
    #[arg(long, value_name = "S")]
    severity: Vec<String>,
    /// Only clauses about this jurisdiction or one within it, such as `US` or `US-CA`.
    #[arg(long, value_name = "J")]
    jurisdiction: Vec<String>,
    /// Only clauses that touch this regulation, such as `gdpr`.
    #[arg(long, value_name = "R")]
    regulation: Vec<String>,
    /// Only clauses of this kind of document, such as `privacy-policy`.
    #[arg(long, value_name = "D")]
    document_type: Vec<String>,
    /// Only clauses of documents in this language, such as `en`.
    #[arg(long, value_name = "L")]
    language: Vec<String>,
}

impl Filters {
    /// The values selected in each facet.
    pub(super) fn pairs(&self) -> Vec<(Facet, String)> {
        let filters = [
            (Facet::Category, &self.category),
            (Facet::Type, &self.clause_type),
            (Facet::Severity, &self.severity),
            (Facet::Jurisdiction, &self.jurisdiction),
            (Facet::Regulation, &self.regulation),
            (Facet::Platform, &self.platform),
            (Facet::DocumentType, &self.document_type),
            (Facet::Language, &self.language),
        ];
        let pairs = |(facet, values): (Facet, &Vec<String>)| {
            values.iter().map(|value| (facet, value.clone())).collect::<Vec<_>>()
        };
        filters.into_iter().flat_map(pairs).collect()
    }
}
