//! Which clause types a clause is of, by the taxonomy's rules.

use super::ClassifierError;
use crate::clause::{Evidence, EvidenceSource, Span, TypeLabel};
use crate::query::{Node, Place, RuleSet, Subject, highlights};
use crate::taxonomy::Taxonomy;

/// The most types given to a clause; a passage that seems to be of more is of none in particular.
const TYPES_MAX: usize = 4;

/// A type less sure than this is not given.
const CONFIDENCE_MIN: f32 = 0.3;

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

    /// The rules that the clause meets, each with the index of its clause type, in the taxonomy's
    /// order.
    pub(super) fn met(&self, subject: &Subject) -> impl Iterator<Item = (usize, &str)> {
        let rule = |index: usize| (self.rules[index].clause_type, self.rules[index].text.as_str());
        self.set.matching(subject).into_iter().map(rule)
    }

    /// The types whose rules the clause meets: a candidate for each rule, in the taxonomy's order.
    pub(super) fn candidates(&self, subject: &Subject) -> Vec<Candidate> {
        let candidate = |index: usize| {
            let rule = &self.rules[index];
            let matched = highlights(&self.set.rules()[index], subject, &|_| false);
            let evidence = Evidence {
                source: EvidenceSource::Rule(rule.text.clone()),
                span: together(&matched),
            };
            Candidate { clause_type: rule.clause_type, confidence: rule.confidence, evidence }
        };
        self.set.matching(subject).into_iter().map(candidate).collect()
    }
}

/// Joins what the sources propose into the labels of a clause: surest first, then in the taxonomy's
/// order.
///
/// Sources that agree make a type surer, each further one by half of what it would alone: they read
/// the same words and so are not independent.
pub(super) fn merge(taxonomy: &[String], candidates: Vec<Candidate>) -> Vec<TypeLabel> {
    let mut by_type: Vec<(usize, Vec<Candidate>)> = Vec::new();
    for candidate in candidates {
        match by_type.iter_mut().find(|(known, _)| *known == candidate.clause_type) {
            Some((_, all)) => all.push(candidate),
            None => by_type.push((candidate.clause_type, vec![candidate])),
        }
    }
    let mut labels: Vec<(usize, TypeLabel)> = by_type
        .into_iter()
        .map(|(clause_type, mut all)| {
            all.sort_by(|a, b| b.confidence.total_cmp(&a.confidence));
            let mut doubt = 1.0;
            for (place, candidate) in all.iter().enumerate() {
                let weight = if place == 0 { 1.0 } else { 0.5 };
                doubt *= 1.0 - weight * candidate.confidence;
            }
            let evidence = all.into_iter().take(EVIDENCE_MAX).map(|one| one.evidence).collect();
            let slug = taxonomy[clause_type].clone();
            (clause_type, TypeLabel { slug, confidence: 1.0 - doubt, evidence })
        })
        .filter(|(_, label)| label.confidence >= CONFIDENCE_MIN)
        .collect();
    labels
        .sort_by(|(a, one), (b, other)| other.confidence.total_cmp(&one.confidence).then(a.cmp(b)));
    labels.truncate(TYPES_MAX);
    labels.into_iter().map(|(_, label)| label).collect()
}

/// How sure a rule is by its form, until it is measured.
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
