//! The entries of the taxonomy, as its files write them.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::TaxonomyError;

/// How far a clause cuts into the reader's rights; the worst sorts last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// It gives or secures a right.
    Protective,
    /// Usual and mild.
    Low,
    /// It takes something that matters, with limits or a way out.
    Medium,
    /// It takes a right or a remedy broadly, with no real way out.
    High,
}

impl Severity {
    /// All of them, the worst first.
    pub const ALL: [Self; 4] = [Self::High, Self::Medium, Self::Low, Self::Protective];

    /// The word it is written as.
    #[must_use]
    pub fn slug(self) -> &'static str {
        match self {
            Self::High => "high",
            Self::Medium => "medium",
            Self::Low => "low",
            Self::Protective => "protective",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.slug())
    }
}

impl FromStr for Severity {
    type Err = TaxonomyError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|severity| severity.slug().eq_ignore_ascii_case(text.trim()))
            .ok_or_else(|| TaxonomyError::Unknown { kind: "severity", name: text.to_owned() })
    }
}

/// A group of clause types.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Category {
    /// Its name in addresses and filters.
    pub slug: String,
    /// Its name for readers.
    pub title: String,
    /// What belongs to it.
    pub summary: String,
}

/// What a clause does.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClauseType {
    /// Its name in addresses and filters.
    pub slug: String,
    /// The slug of its category; set from the file it stands in.
    #[serde(default)]
    pub category: String,
    /// The standard legal term.
    pub title: String,
    /// The question that a layperson would ask.
    pub question: String,
    /// Other names that lawyers use.
    pub aliases: Vec<String>,
    /// How ordinary people ask for it.
    pub paraphrases: Vec<String>,
    /// What the clause is.
    pub what: String,
    /// Why it matters.
    pub why: String,
    /// What it means for the user.
    pub impact: String,
    /// The severity that is usual for such clauses, before what a single one says.
    pub severity: Severity,
    /// Which line of the rubric gives it.
    pub severity_reason: String,
    /// The stated values that speak of its matter: a clause that states one is about it.
    #[serde(default)]
    pub values: Vec<String>,
    /// Of these, the one that says yes or no to the question.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<String>,
    /// The document types that could hold it, by title.
    pub document_types: Vec<String>,
    /// The regulations that it falls under.
    pub regulations: Vec<Applicable>,
    /// The agencies competent for it.
    pub agencies: Vec<Applicable>,
    /// Saved queries; that a clause matches one of them speaks for this type.
    pub rules: Vec<String>,
}

/// A regulation or agency that concerns a clause type, and why.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Applicable {
    /// The slug of the regulation or agency.
    pub slug: String,
    /// Why it concerns clauses of this type.
    pub reason: String,
    /// Only where the clause touches this jurisdiction; the regulation's own when none is given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub jurisdiction: Option<String>,
}

/// A severity's rubric.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeverityRubric {
    /// The severity.
    pub slug: Severity,
    /// Its name for readers.
    pub title: String,
    /// 3 for high, 2 for medium, 1 for low, 0 for protective.
    pub rank: u8,
    /// What makes a clause of this severity.
    pub rubric: String,
    /// Short examples.
    pub examples: Vec<String>,
}

/// What a value that a clause states says of the clause's severity.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TellingValue {
    /// The name of what is stated, such as `data-sale`.
    pub term: String,
    /// The value, such as `yes`.
    pub value: String,
    /// The severities that are never shown beside it, because it says the contrary.
    #[serde(default)]
    pub never: Vec<Severity>,
    /// The severity that it is a reason for; none when it is for none in particular.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub speaks_for: Option<Severity>,
    /// That reason, in plain words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// A kind of legal document, an Open Terms Archive terms type.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DocumentType {
    /// Its name in addresses and filters.
    pub slug: String,
    /// Its name as archives write it.
    pub title: String,
    /// `terms`, `privacy`, `data-processing`, `content-rules`, `commercial`, `security` or `other`.
    pub family: String,
    /// What such a document is for.
    pub summary: String,
}

/// A place whose law or courts a clause may name.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Jurisdiction {
    /// ISO 3166-1 or -2 code, `EU` or `EEA`.
    pub code: String,
    /// Its name for readers.
    pub name: String,
    /// The jurisdiction that contains it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
    /// Other names that clearly denote it.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Adjectives that also name a language; they denote it before a word of law or people.
    #[serde(default)]
    pub adjectives: Vec<String>,
    /// Vaguer names, which denote it where a clause speaks of people there.
    #[serde(default)]
    pub regions: Vec<String>,
    /// Places whose courts stand for it.
    #[serde(default)]
    pub venues: Vec<String>,
    /// Whether the name alone may mean something else, so that it counts only where what stands
    /// around it says so.
    #[serde(default)]
    pub ambiguous: bool,
}

/// A statute, directive or rule.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Regulation {
    /// Its name in addresses and filters.
    pub slug: String,
    /// Its official short name.
    pub title: String,
    /// Its official citation.
    pub citation: String,
    /// The code of the jurisdiction that made it.
    pub jurisdiction: String,
    /// The year it was adopted.
    pub year: u16,
    /// What it governs.
    pub summary: String,
    /// How legal documents name it.
    pub names: Vec<String>,
    /// How legal documents cite it: the beginnings of citations.
    pub citations: Vec<String>,
    /// Beginnings of words, lowercase, of which one must stand in a clause or above it before the
    /// clause falls under the law by its type; empty where the law binds every business.
    #[serde(default)]
    pub subjects: Vec<String>,
}

/// A public body that enforces regulations.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Agency {
    /// Its name in addresses and filters.
    pub slug: String,
    /// Its official name.
    pub title: String,
    /// The code of its jurisdiction.
    pub jurisdiction: String,
    /// What it is competent for.
    pub summary: String,
    /// Its home page.
    pub url: String,
}
