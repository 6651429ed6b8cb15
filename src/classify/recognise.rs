//! Recognises clause types: the model says how sure, rules and words say why.

use super::model::{Features, Model, Observed};
use super::types::{Candidate, DOUBTFUL, Floor, TypeRules, merge};
use super::{ClassifierError, Passage};
use crate::analysis::Token;
use crate::clause::{DoubtfulType, Evidence, EvidenceSource, TypeLabel};
use crate::query::Subject;
use crate::taxonomy::Taxonomy;

/// So few words under a heading state nothing: they are titles, links, dates and cells of tables.
const TITLE_WORDS: usize = 3;

/// Recognises the taxonomy's clause types in clauses, and in what people ask.
#[derive(Debug)]
pub struct Recogniser {
    type_slugs: Vec<String>,
    rules: TypeRules,
    pub(super) model: &'static Model,
    /// For each type that the model knows, its index in the taxonomy.
    learned: Vec<Option<usize>>,
}

/// A clause's types, and what the model weighed.
pub(super) struct Recognised {
    pub(super) types: Vec<TypeLabel>,
    pub(super) doubtful: Vec<DoubtfulType>,
    pub(super) features: Features,
    /// The clause as it was weighed.
    pub(super) subject: Subject,
}

impl Recogniser {
    /// Compiles the taxonomy's rules.
    ///
    /// # Errors
    ///
    /// When a rule is not a query that strict reading accepts; the error names type and rule.
    pub fn new(taxonomy: &Taxonomy) -> Result<Self, ClassifierError> {
        let model = Model::bundled();
        let index = |slug: &String| taxonomy.types.iter().position(|entry| entry.slug == *slug);
        Ok(Self {
            type_slugs: taxonomy.types.iter().map(|entry| entry.slug.clone()).collect(),
            rules: TypeRules::new(taxonomy)?,
            learned: model.types().iter().map(index).collect(),
            model,
        })
    }

    /// Each type's share of what a question speaks of, by the type's index in the taxonomy. The
    /// shares add up to 1.
    #[must_use]
    pub fn asked(&self, question: &str) -> Vec<(usize, f32)> {
        let subject = Subject::new(question, &[]);
        let features = self.features(&subject, &self.rules.met(&subject), "");
        let shares = self.learned.iter().zip(self.model.shares(&features));
        shares.filter_map(|(index, share)| Some(((*index)?, share))).collect()
    }

    /// The types of a clause that are at least as sure as `floor`, and the others that may be.
    pub(super) fn types(&self, passage: &Passage<'_>, floor: Floor) -> Recognised {
        let subject = Subject::new(passage.text, passage.heading);
        let met = self.rules.met(&subject);
        let features = self.features(&subject, &met, passage.document_type);
        let words = subject.tokens();
        let is_title = words.len() <= TITLE_WORDS || is_lone_question(passage.text, words);
        if !passage.heading.is_empty() && is_title {
            return Recognised { types: Vec::new(), doubtful: Vec::new(), features, subject };
        }
        let learned = self.proposals(passage, &subject, &features, floor);
        let rules = self.rules.candidates(&met, &subject);
        let is_learned = |index: usize| self.learned.contains(&Some(index));
        let (types, doubtful) = merge(&self.type_slugs, rules, learned, is_learned, floor);
        Recognised { types, doubtful, features, subject }
    }

    /// A clause as the model sees it; `met` are the rules that it meets.
    fn features(&self, subject: &Subject, met: &[usize], document_type: &str) -> Features {
        let rule = |index: &usize| {
            let (clause_type, rule) = self.rules.rule(*index);
            (self.type_slugs[clause_type].as_str(), rule)
        };
        let rules: Vec<(&str, &str)> = met.iter().map(rule).collect();
        self.model.features(&Observed {
            text: subject.tokens(),
            heading: subject.heading_tokens(),
            rules: &rules,
            document_type,
        })
    }

    /// What the model proposes.
    fn proposals(
        &self,
        passage: &Passage<'_>,
        subject: &Subject,
        features: &Features,
        floor: Floor,
    ) -> Vec<Candidate> {
        let mut candidates = Vec::new();
        for (learned, confidence) in self.model.score(features, DOUBTFUL) {
            let Some(clause_type) = self.learned[learned] else { continue };
            // Evidence takes time, and is shown only for what is given.
            let is_given = confidence >= floor.others || candidates.is_empty();
            let spans = match is_given {
                true => self.model.evidence(features, subject.tokens(), learned),
                false => Vec::new(),
            };
            let words: Vec<&str> = spans.iter().map(|span| &passage.text[span.range()]).collect();
            let source = EvidenceSource::Model(words.join(" · "));
            let evidence = Evidence { source, span: spans.first().copied() };
            candidates.push(Candidate { clause_type, confidence, evidence });
        }
        candidates
    }
}

/// Whether a text is nothing but a question, as titles are.
fn is_lone_question(text: &str, tokens: &[Token]) -> bool {
    let is_one_sentence = tokens.last().is_none_or(|last| last.sentence == 0);
    is_one_sentence && text.trim_end().trim_end_matches(['*', '_']).ends_with('?')
}
