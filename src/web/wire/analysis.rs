//! Labels with their evidence, of a clause in the index or of one that was just sent.

use serde::Serialize;
use utoipa::ToSchema;

use super::words::{OperatorName, RoleName, SeverityName};
use super::{categories, severity};
use crate::classify::{is_confident, is_labelled};
use crate::clause::{
    AgencyLabel, Clause, Evidence, EvidenceSource, JurisdictionLabel, Labels, Operator, Reason,
    RegulationLabel, Span, Term, TypeLabel,
};
use crate::taxonomy::Taxonomy;

/// What we say of a clause. Spans are byte offsets in the clause's text.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LabelSet {
    /// Whether the clause is labelled; a clause in another language than English is not, and its
    /// lists are empty for that reason alone.
    labelled: bool,
    /// What the clause does, surest first.
    types: Vec<LabelledType>,
    /// The categories of the types.
    category: Vec<String>,
    /// `high`, `medium`, `low` or `protective`; null where no words of the clause say so.
    #[schema(value_type = Option<SeverityName>)]
    severity: Option<&'static str>,
    /// The severity that is usual for clauses of its surest type, whatever this one says; null
    /// without a type.
    #[schema(value_type = Option<SeverityName>)]
    usual_severity: Option<&'static str>,
    /// Why that severity; empty without one.
    severity_reasons: Vec<SeverityReason>,
    /// Where it applies, or whose law or courts it names.
    jurisdictions: Vec<LabelledJurisdiction>,
    /// The regulations that it touches.
    regulations: Vec<LabelledRegulation>,
    /// The agencies competent for it.
    agencies: Vec<LabelledAgency>,
    /// The values that it states.
    terms: Vec<StatedTerm>,
}

/// A clause type given to a clause.
#[derive(Debug, Serialize, ToSchema)]
struct LabelledType {
    /// The clause type's slug.
    slug: String,
    /// How sure it is, from 0 to 1.
    #[schema(minimum = 0, maximum = 1)]
    confidence: f32,
    /// Whether it is so sure that about 95 in 100 such labels prove right; a label that is not is
    /// likely.
    confident: bool,
    /// What it rests on.
    evidence: Vec<LabelEvidence>,
}

/// What a label rests on: a rule of the taxonomy, or the words that weighed most in the model.
#[derive(Debug, Serialize, ToSchema)]
struct LabelEvidence {
    /// The rule, in the query language.
    #[serde(skip_serializing_if = "Option::is_none")]
    rule: Option<String>,
    /// The words that weighed most.
    #[serde(skip_serializing_if = "Option::is_none")]
    model: Option<String>,
    /// The words that it matched; null when it matched the heading.
    #[schema(value_type = Option<[u32; 2]>)]
    span: Option<Span>,
}

/// A reason for a severity.
#[derive(Debug, Serialize, ToSchema)]
struct SeverityReason {
    /// The reason in plain words.
    text: String,
    /// The words that it rests on.
    #[schema(value_type = [u32; 2])]
    span: Span,
}

/// A jurisdiction that a clause touches.
#[derive(Debug, Serialize, ToSchema)]
struct LabelledJurisdiction {
    /// ISO 3166-1 or -2 code, `EU` or `EEA`.
    code: String,
    /// `applies-to`, `governing-law`, `venue` or `mentioned`.
    #[schema(value_type = RoleName)]
    role: serde_json::Value,
    /// The words that name it; null when it is inherited.
    #[schema(value_type = Option<[u32; 2]>)]
    span: Option<Span>,
    /// Whether a heading above the clause, or the document as a whole, is for that place, and not
    /// the clause's own words.
    inherited: bool,
}

/// A regulation that a clause touches.
#[derive(Debug, Serialize, ToSchema)]
struct LabelledRegulation {
    /// The regulation's slug.
    slug: String,
    /// Whether the clause names or cites it; otherwise the taxonomy says that clauses of this type
    /// fall under it where they touch its jurisdiction.
    named: bool,
    /// The words that name or cite it; null when it is not named.
    #[schema(value_type = Option<[u32; 2]>)]
    span: Option<Span>,
    /// Why it applies, when it is not named.
    reason: Option<String>,
}

/// An agency competent for a clause.
#[derive(Debug, Serialize, ToSchema)]
struct LabelledAgency {
    /// The agency's slug.
    slug: String,
    /// Why it is competent.
    reason: String,
}

/// A value that a clause states.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct StatedTerm {
    /// What is stated, such as `arbitration-opt-out-window`.
    name: String,
    /// The normalised value; `none` where the clause says that there is none.
    value: String,
    /// Its unit; empty where it has none.
    unit: String,
    /// How the value is meant; absent where the words do not say so.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<OperatorName>)]
    operator: Option<Operator>,
    /// The words that state it.
    #[schema(value_type = [u32; 2])]
    span: Span,
}

/// A document that was sent, cut into clauses and labelled.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Analysis {
    /// The document's language, BCP 47; null when it cannot be told.
    pub(crate) language: Option<&'static str>,
    /// The clauses, in the order of the text.
    pub(crate) clauses: Vec<AnalysedClause>,
}

/// A clause of a document that was sent.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AnalysedClause {
    /// Its bytes in the text that was sent; of HTML, in the Markdown that it was converted to.
    #[schema(value_type = [u32; 2])]
    span: Span,
    /// The headings above it, outermost first.
    heading: Vec<String>,
    /// The sentence that leads into it.
    context: Option<String>,
    /// What it says, without markup; the labels' spans refer to it.
    text: String,
    #[serde(flatten)]
    labels: LabelSet,
}

impl AnalysedClause {
    /// `language` is the document's.
    pub(crate) fn new(
        clause: Clause,
        labels: &Labels,
        language: Option<&str>,
        taxonomy: &Taxonomy,
    ) -> Self {
        let labelled = is_labelled(&clause.wording.text, language);
        Self {
            span: clause.span,
            heading: clause.heading,
            context: clause.context,
            text: clause.wording.text,
            labels: LabelSet::new(labels, labelled, taxonomy),
        }
    }
}

impl LabelSet {
    pub(crate) fn new(labels: &Labels, labelled: bool, taxonomy: &Taxonomy) -> Self {
        let types = labels.types.iter();
        Self {
            labelled,
            category: categories(types.clone().map(|label| &*label.slug), taxonomy),
            types: types.map(LabelledType::new).collect(),
            severity: severity(labels.severity),
            usual_severity: severity(labels.usual_severity),
            severity_reasons: labels.severity_reasons.iter().map(SeverityReason::new).collect(),
            jurisdictions: labels.jurisdictions.iter().map(LabelledJurisdiction::new).collect(),
            regulations: labels.regulations.iter().map(LabelledRegulation::new).collect(),
            agencies: labels.agencies.iter().map(LabelledAgency::new).collect(),
            terms: labels.terms.iter().map(StatedTerm::new).collect(),
        }
    }
}

impl LabelledType {
    fn new(label: &TypeLabel) -> Self {
        let evidence = label.evidence.iter().map(LabelEvidence::new).collect();
        Self {
            slug: label.slug.clone(),
            confidence: label.confidence,
            confident: is_confident(label.confidence),
            evidence,
        }
    }
}

impl LabelEvidence {
    fn new(evidence: &Evidence) -> Self {
        let (rule, model) = match &evidence.source {
            EvidenceSource::Rule(rule) => (Some(rule.clone()), None),
            EvidenceSource::Model(words) => (None, Some(words.clone())),
        };
        Self { rule, model, span: evidence.span }
    }
}

impl SeverityReason {
    fn new(reason: &Reason) -> Self {
        Self { text: reason.text.clone(), span: reason.span }
    }
}

impl LabelledJurisdiction {
    fn new(label: &JurisdictionLabel) -> Self {
        let role = serde_json::to_value(label.role).unwrap_or_default();
        let inherited = label.is_inherited();
        Self { code: label.code.clone(), role, span: label.span, inherited }
    }
}

impl LabelledRegulation {
    fn new(label: &RegulationLabel) -> Self {
        let (slug, reason) = (label.slug.clone(), label.reason.clone());
        Self { slug, named: label.span.is_some(), span: label.span, reason }
    }
}

impl LabelledAgency {
    fn new(label: &AgencyLabel) -> Self {
        Self { slug: label.slug.clone(), reason: label.reason.clone() }
    }
}

impl StatedTerm {
    pub(super) fn new(term: &Term) -> Self {
        let Term { name, value, unit, operator, span } = term.clone();
        Self { name, value, unit, operator, span }
    }

    /// The term in one cell of a table: `liability-cap=100 USD (greater-of)`.
    pub(super) fn cell(&self) -> String {
        let mut cell = format!("{}={}", self.name, self.value);
        if !self.unit.is_empty() {
            cell.push_str(&format!(" {}", self.unit));
        }
        if let Some(operator) = self.operator {
            cell.push_str(&format!(" ({})", operator.name()));
        }
        cell
    }
}
