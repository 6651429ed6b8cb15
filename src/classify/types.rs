//! Which clause types a clause is of, by the taxonomy's rules.

use std::collections::BTreeMap;

use super::ClassifierError;
use crate::clause::{DoubtfulType, Evidence, EvidenceSource, Span, TypeLabel};
use crate::query::{Node, Place, RuleSet, Subject, highlights};
use crate::taxonomy::Taxonomy;

/// The most types given to a clause; a passage that seems to be of more is of none in particular.
const TYPES_MAX: usize = 4;

/// Types less sure than this are not even doubtful.
pub(super) const DOUBTFUL: f32 = 0.005;

/// How sure a type must be to be given.
#[derive(Debug, Clone, Copy)]
pub(super) struct Floor {
    /// The surest one.
    pub(super) first: f32,
    /// Every other one.
    pub(super) others: f32,
}

/// The most rules named as evidence for a type.
const EVIDENCE_MAX: usize = 3;

/// Matches further apart than this, in bytes, are not shown as one.
const EVIDENCE_GAP: usize = 120;

/// A clause type that a source of labels proposes, and why.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    /// The index of the clause type in the taxonomy.
    pub(super) clause_type: usize,
    /// How sure this source alone is, from 0 to 1.
    pub(super) confidence: f32,
    /// What it rests on.
    pub(super) evidence: Evidence,
}

/// The rules of all clause types.
#[derive(Debug)]
pub(super) struct TypeRules {
    set: RuleSet,
    rules: Vec<Rule>,
}

#[derive(Debug)]
struct Rule {
    clause_type: usize,
    text: String,
    confidence: f32,
}

impl TypeRules {
    /// Compiles the rules of the taxonomy.
    ///
    /// # Errors
    ///
    /// When a rule is not a saved query.
    pub(super) fn new(taxonomy: &Taxonomy) -> Result<Self, ClassifierError> {
        let mut nodes = Vec::new();
        let mut rules = Vec::new();
        for (clause_type, entry) in taxonomy.types.iter().enumerate() {
            for text in &entry.rules {
                let node =
                    crate::query::parse_saved(text).map_err(|source| ClassifierError::Rule {
                        clause_type: entry.slug.clone(),
                        rule: text.clone(),
                        source,
                    })?;
                rules.push(Rule { clause_type, text: text.clone(), confidence: prior(&node) });
                nodes.push(node);
            }
        }
        Ok(Self { set: RuleSet::new(nodes), rules })
    }

    /// The rules that the clause meets, by index, in the taxonomy's order.
    pub(super) fn met(&self, subject: &Subject) -> Vec<usize> {
        self.set.matching(subject)
    }

    /// A rule's clause type, as an index in the taxonomy, and the rule as written.
    pub(super) fn rule(&self, index: usize) -> (usize, &str) {
        (self.rules[index].clause_type, self.rules[index].text.as_str())
    }

    /// What the rules propose that the clause meets: a candidate for each.
    pub(super) fn candidates(&self, met: &[usize], subject: &Subject) -> Vec<Candidate> {
        let candidate = |index: &usize| {
            let (index, rule) = (*index, &self.rules[*index]);
            let matched = highlights(&self.set.rules()[index], subject, &|_| false);
            let evidence = Evidence {
                source: EvidenceSource::Rule(rule.text.clone()),
                span: together(&matched),
            };
            Candidate { clause_type: rule.clause_type, confidence: rule.confidence, evidence }
        };
        met.iter().map(candidate).collect()
    }
}

/// Joins what the model and the rules say into labels: surest first, then in the taxonomy's order.
///
/// The types below the floor are returned apart. The model has learnt what it means that a clause
/// meets a rule, so that a rule adds evidence to what it says, and decides alone only for a type
/// that the model has never seen.
pub(super) fn merge(
    taxonomy: &[String],
    rules: Vec<Candidate>,
    learned: Vec<Candidate>,
    is_learned: impl Fn(usize) -> bool,
    floor: Floor,
) -> (Vec<TypeLabel>, Vec<DoubtfulType>) {
    let mut by_type: BTreeMap<usize, (f32, Vec<Evidence>)> = BTreeMap::new();
    for candidate in learned {
        let (sure, evidence) = by_type.entry(candidate.clause_type).or_default();
        *sure = candidate.confidence;
        evidence.push(candidate.evidence);
    }
    for candidate in rules {
        let (sure, evidence) = by_type.entry(candidate.clause_type).or_default();
        if !is_learned(candidate.clause_type) {
            *sure = sure.max(candidate.confidence);
        }
        // What can be read as a rule goes before words that weighed.
        evidence.insert(0, candidate.evidence);
    }
    let label = |(clause_type, (confidence, mut evidence)): (usize, (f32, Vec<_>))| {
        evidence.truncate(EVIDENCE_MAX);
        TypeLabel { slug: taxonomy[clause_type].clone(), confidence, evidence }
    };
    let mut labels: Vec<TypeLabel> = by_type.into_iter().map(label).collect();
    labels.sort_by(|one, other| other.confidence.total_cmp(&one.confidence));
    let is_given = |(place, label): (usize, &TypeLabel)| {
        label.confidence >= if place == 0 { floor.first } else { floor.others }
    };
    let given = labels.iter().enumerate().take_while(|entry| is_given(*entry)).count();
    let doubtful = labels
        .split_off(given.min(TYPES_MAX))
        .into_iter()
        .filter(|label| label.confidence >= DOUBTFUL);
    let doubtful =
        doubtful.map(|TypeLabel { slug, confidence, .. }| DoubtfulType { slug, confidence });
    (labels, doubtful.collect())
}

/// How sure a rule is by its form, for a type of which nothing was learnt.
///
/// A phrase of several words says most; a connector binds its words to one thought; words that
/// stand anywhere in the clause say least.
fn prior(rule: &Node) -> f32 {
    match rule {
        Node::Phrase(phrase) => match (phrase.place, phrase.terms.len()) {
            (Place::Heading, _) => 0.6,
            (_, 1) => 0.55,
            (_, 2) => 0.75,
            _ => 0.85,
        },
        Node::Near(_) => 0.75,
        Node::Or(nodes) => nodes.iter().map(prior).fold(0.85, f32::min),
        Node::And(nodes) => {
            let positive = nodes.iter().filter(|node| !matches!(node, Node::Not(_)));
            let (mut strongest, mut count) = (0.0_f32, 0);
            for node in positive {
                strongest = strongest.max(prior(node));
                count += 1;
            }
            if count > 1 { (strongest + 0.05).min(0.85) } else { strongest }
        }
        Node::Not(_) | Node::Field(_) => 0.4,
    }
}

/// The first group of matches that stand together; none when there are none in the text.
fn together(matched: &[std::ops::Range<usize>]) -> Option<Span> {
    let first = matched.first()?;
    let mut end = first.end;
    for range in &matched[1..] {
        if range.start > end + EVIDENCE_GAP {
            break;
        }
        end = end.max(range.end);
    }
    Some(Span::new(first.start, end))
}
