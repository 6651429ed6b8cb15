//! Labels a clause, with the evidence for each label; pure and deterministic.

pub mod evaluation;
mod jurisdiction;
mod language;
pub mod model;
mod names;
mod pattern;
mod reading;
mod recognise;
mod regulation;
mod scope;
mod severity;
mod term;
#[cfg(test)]
mod tests;
pub mod train;
mod types;

pub use language::{is_labelled, is_language_labelled, language};
pub use recognise::Recogniser;
pub use scope::Scopes;

use std::sync::Arc;

use jurisdiction::Gazetteer;
use reading::{Above, Reading};
use recognise::Recognised;
use regulation::{Named, Origin, Rulebook};
use severity::{Judge, Learned};
use term::TermFinder;
use types::Floor;

use crate::clause::{Clause, JurisdictionLabel, JurisdictionRole, Labels};
use crate::document::ContentHash;
use crate::query::QueryError;
use crate::taxonomy::Taxonomy;

/// Goes up whenever the code labels differently, so that labels can be told apart by their maker.
const VERSION: u32 = 5;

/// How sure a type must be to be shown. A wrong label costs more than a missing one: from here on
/// about nine in ten labels on clauses that somebody read are right (`data/model/labels.json`).
pub const SHOWN: f32 = 0.65;

/// How sure a type must be to be shown as confident: of labels on clauses of platforms that the model
/// had not learnt from, about 95 in 100 proved right from here on (the last step of the reliability
/// of `measures.clauses` in `data/model/types.json`). Below it, a label is shown as likely.
pub const CONFIDENT: f32 = 0.9;

/// Whether a type that sure is shown as confident, and not as likely.
#[must_use]
pub fn is_confident(confidence: f32) -> bool {
    confidence >= CONFIDENT
}

/// How sure the likeliest type of a picked quote must be, and how sure the others.
const GUESSED: f32 = 0.0;
const GUESSED_BESIDE: f32 = 0.2;

/// Labels clauses; built once from a taxonomy.
#[derive(Debug)]
pub struct Classifier {
    recogniser: Arc<Recogniser>,
    judge: Judge,
    gazetteer: Gazetteer,
    rulebook: Rulebook,
    terms: TermFinder,
    digest: ContentHash,
}

/// What is known of a clause when it is labelled.
#[derive(Debug, Clone, Copy, Default)]
pub struct Passage<'a> {
    /// The wording's text.
    pub text: &'a str,
    /// The headings above it, outermost first.
    pub heading: &'a [String],
    /// The sentence that leads into it, when that stands apart.
    pub context: Option<&'a str>,
    /// The document type's title, such as `Privacy Policy`; empty when unknown.
    pub document_type: &'a str,
    /// The document's language as a BCP 47 code. Only English text, or text of a language that is
    /// not known, is given types and what follows from them.
    pub language: Option<&'a str>,
    /// The codes of the jurisdictions whose people the document is for; see [`Scopes`].
    pub scope: &'a [String],
}

impl<'a> Passage<'a> {
    /// A clause of a document of which nothing is known but its language.
    #[must_use]
    pub fn of(clause: &'a Clause, language: Option<&'a str>) -> Self {
        Self {
            text: &clause.wording.text,
            heading: &clause.heading,
            context: clause.context.as_deref(),
            language,
            ..Self::default()
        }
    }
}

/// A classifier that cannot be built.
#[derive(Debug, thiserror::Error)]
pub enum ClassifierError {
    /// A rule of the taxonomy is not a query.
    #[error("the rule `{rule}` of the clause type `{clause_type}` is not a query")]
    Rule {
        /// The clause type's slug.
        clause_type: String,
        /// The rule as written.
        rule: String,
        /// Why.
        source: QueryError,
    },
}

impl Classifier {
    /// Compiles the taxonomy's rules and names.
    ///
    /// # Errors
    ///
    /// When a rule is not a query that strict reading accepts; the error names type and rule.
    pub fn new(taxonomy: &Taxonomy) -> Result<Self, ClassifierError> {
        let recogniser = Arc::new(Recogniser::new(taxonomy)?);
        let model = recogniser.model.digest();
        let named = format!("classify {VERSION} {} {model}", taxonomy.digest);
        Ok(Self {
            recogniser,
            judge: Judge::new(taxonomy),
            gazetteer: Gazetteer::new(taxonomy),
            rulebook: Rulebook::new(taxonomy),
            terms: TermFinder::new(),
            digest: ContentHash::of(named.as_bytes()),
        })
    }

    /// The hash of all that decides the labels: the code's version, the taxonomy and the model.
    #[must_use]
    pub fn digest(&self) -> ContentHash {
        self.digest
    }

    /// What recognises clause types for it, so that others need not compile the rules again.
    #[must_use]
    pub fn recogniser(&self) -> &Arc<Recogniser> {
        &self.recogniser
    }

    /// Labels a clause with the types that are sure enough to be shown; about a third of a
    /// document's clauses have none. Spans are byte offsets into its text.
    #[must_use]
    pub fn classify(&self, passage: &Passage<'_>) -> Labels {
        self.classify_above(passage, Floor { first: SHOWN, others: SHOWN })
    }

    /// Labels a passage that is known to be of some type, such as a quote that somebody picked:
    /// with the likeliest type even where it is doubtful.
    #[must_use]
    pub fn guess(&self, passage: &Passage<'_>) -> Labels {
        self.classify_above(passage, Floor { first: GUESSED, others: GUESSED_BESIDE })
    }

    fn classify_above(&self, passage: &Passage<'_>, floor: Floor) -> Labels {
        if !is_labelled(passage.text, passage.language) {
            return Labels::default();
        }
        let reading = Reading::new(passage.text);
        let above = Above::new(passage.heading, passage.context);
        let named = self.rulebook.named(passage.text);
        let jurisdictions = self.jurisdictions(passage, &reading, above.text(), &named);
        let terms = self.terms.terms(&reading, &above, &jurisdictions);
        let Recognised { types, doubtful, features, subject } =
            self.recogniser.types(passage, floor);
        let model = self.recogniser.model;
        let is_first = |known: &String| types.first().is_some_and(|label| label.slug == *known);
        let surest = model.types().iter().position(is_first);
        let learned = Learned {
            likely: model.severity(&features, surest),
            by_words: model.severity_by_words(&features),
            words: &|place| model.severity_evidence(&features, subject.tokens(), place),
        };
        let verdict = self.judge.verdict(&reading, &types, &terms, &learned);
        Labels {
            severity: verdict.severity,
            usual_severity: verdict.usual,
            severity_reasons: verdict.reasons,
            regulations: self.rulebook.regulations(
                &named,
                [reading.text(), above.text()],
                &types,
                &jurisdictions,
            ),
            agencies: self.rulebook.agencies(&named, &types, &jurisdictions),
            terms,
            types,
            doubtful,
            jurisdictions,
        }
    }

    /// What the clause says of places, then those that its headings or the document speak to.
    ///
    /// Of what is inherited, a wider place gives way to a narrower one: below `United States`, a
    /// part for California is for California.
    fn jurisdictions(
        &self,
        passage: &Passage<'_>,
        reading: &Reading,
        above: &str,
        named: &Named,
    ) -> Vec<JurisdictionLabel> {
        let role = JurisdictionRole::AppliesTo;
        let authorities = self.rulebook.authorities(named);
        let origins: Vec<Origin<'_>> = self.rulebook.statutes(named).chain(authorities).collect();
        let mut labels = self.gazetteer.labels(passage.text, reading, above, &origins);
        let mut codes: Vec<String> = Vec::new();
        for heading in passage.heading {
            let named = self.rulebook.named(heading);
            let statutes: Vec<Origin<'_>> = self.rulebook.statutes(&named).collect();
            codes.extend(self.gazetteer.addressed(heading, &statutes));
        }
        codes.extend(passage.scope.iter().cloned());
        let addressed = labels.iter().filter(|label| label.role == role).map(|label| &label.code);
        let narrower: Vec<String> = addressed.chain(&codes).cloned().collect();
        for code in codes {
            let is_narrowed = narrower.iter().any(|other| self.gazetteer.contains(&code, other));
            let is_known = labels.iter().any(|label| label.code == code && label.role == role);
            if !is_narrowed && !is_known {
                labels.push(JurisdictionLabel { code, role, span: None });
            }
        }
        labels
    }
}
