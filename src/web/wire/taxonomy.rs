//! Clause types, and how common they are.

use serde::Serialize;
use utoipa::ToSchema;

use super::words::SeverityName;
use crate::document::ContentHash;
use crate::search::{Answers, Tally};
use crate::taxonomy::{Applicable, ClauseType, Taxonomy};

/// All clause types, by category, in reading order.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ClauseTypeList {
    pub(crate) clause_types: Vec<ClauseTypeSummary>,
    /// The index build that answered.
    #[schema(value_type = String)]
    pub(crate) build: ContentHash,
}

/// A clause type.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ClauseTypeSummary {
    /// Its name in addresses and filters.
    pub(crate) slug: String,
    /// The standard legal term.
    pub(crate) title: String,
    /// The question that a layperson would ask.
    pub(crate) question: String,
    /// The slug of its category.
    pub(crate) category: String,
    /// The title of its category.
    pub(crate) category_title: String,
    /// The severity that is usual for such clauses, before what a single one says.
    #[schema(value_type = SeverityName)]
    pub(crate) severity: &'static str,
    /// How many clauses of the type stand now.
    pub(crate) clauses: u64,
    /// How many platforms have one.
    pub(crate) platforms: u64,
}

/// A clause type, explained.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ClauseTypeDetail {
    #[serde(flatten)]
    pub(crate) summary: ClauseTypeSummary,
    /// Other names that lawyers use.
    pub(crate) aliases: Vec<String>,
    /// What the clause is.
    pub(crate) what: String,
    /// Why it matters.
    pub(crate) why: String,
    /// What it means for the user.
    pub(crate) impact: String,
    /// Which line of the rubric gives the usual severity.
    pub(crate) severity_reason: String,
    /// The document types that could hold it, by title.
    pub(crate) document_types: Vec<String>,
    /// The regulations that it falls under.
    pub(crate) regulations: Vec<Concern>,
    /// The agencies competent for it.
    pub(crate) agencies: Vec<Concern>,
    /// Saved queries; that a clause matches one of them speaks for this type.
    pub(crate) rules: Vec<String>,
    pub(crate) prevalence: Prevalence,
    /// The index build that answered.
    #[schema(value_type = String)]
    pub(crate) build: ContentHash,
}

/// A regulation or agency that concerns a clause type.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Concern {
    /// Its slug.
    pub(crate) slug: String,
    /// Its name.
    pub(crate) title: String,
    /// Why it concerns clauses of this type.
    pub(crate) reason: String,
}

/// In how many platforms a clause type occurs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct Prevalence {
    /// How many platforms have such a clause.
    pub(crate) having: u64,
    /// In how many none was found, though every document that could hold it was read.
    pub(crate) none_found: u64,
    /// In how many a passage comes near it.
    pub(crate) unsure: u64,
    /// How many those three are together.
    pub(crate) eligible: u64,
    /// Of how many it cannot be known, because a document that could hold it was not read; they are
    /// not counted above.
    pub(crate) unknown: u64,
    /// What those that have it answer to the type's question; null where it is none of yes and no.
    pub(crate) answers: Option<AnswerCounts>,
}

/// How many platforms answer what to a question of yes and no.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct AnswerCounts {
    /// How many say yes, and never no.
    pub(crate) yes: u64,
    /// How many say no, and never yes.
    pub(crate) no: u64,
    /// How many say both, of different cases.
    pub(crate) both: u64,
    /// How many speak of it and say neither in words that we can tell.
    pub(crate) neither: u64,
}

impl ClauseTypeSummary {
    pub(crate) fn new(
        known: &ClauseType,
        taxonomy: &Taxonomy,
        clauses: u64,
        platforms: u64,
    ) -> Self {
        let category = taxonomy.categories.iter().find(|entry| entry.slug == known.category);
        Self {
            slug: known.slug.clone(),
            title: known.title.clone(),
            question: known.question.clone(),
            category: known.category.clone(),
            category_title: category.map(|entry| entry.title.clone()).unwrap_or_default(),
            severity: known.severity.slug(),
            clauses,
            platforms,
        }
    }
}

impl Concern {
    /// The regulations of a clause type.
    pub(crate) fn regulations(entries: &[Applicable], taxonomy: &Taxonomy) -> Vec<Self> {
        let title = |slug: &str| {
            let known = taxonomy.regulations.iter().find(|known| known.slug == slug);
            known.map(|known| known.title.clone())
        };
        entries.iter().map(|entry| Self::new(entry, title(&entry.slug))).collect()
    }

    /// The agencies of a clause type.
    pub(crate) fn agencies(entries: &[Applicable], taxonomy: &Taxonomy) -> Vec<Self> {
        let title = |slug: &str| {
            let known = taxonomy.agencies.iter().find(|known| known.slug == slug);
            known.map(|known| known.title.clone())
        };
        entries.iter().map(|entry| Self::new(entry, title(&entry.slug))).collect()
    }

    fn new(entry: &Applicable, title: Option<String>) -> Self {
        let slug = entry.slug.clone();
        Self { title: title.unwrap_or_else(|| slug.clone()), slug, reason: entry.reason.clone() }
    }
}

impl Prevalence {
    pub(crate) fn new(tally: &Tally) -> Self {
        let Tally { has, none_found, unsure, unknown, answers } = *tally;
        let answers = answers.map(|Answers { yes, no, both, neither }| AnswerCounts {
            yes,
            no,
            both,
            neither,
        });
        Self { having: has, none_found, unsure, eligible: tally.eligible(), unknown, answers }
    }
}
