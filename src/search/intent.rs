//! Which clause types a query asks for: "can they sell my data" means the sale of personal data.
//!
//! Each clause type is a little text of its title, its other names and how people ask for it; the
//! query is ranked against these texts by BM25. Nothing is ever filtered by the guess: it ranks
//! clauses that bear the type higher, and is offered as a filter.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use crate::analysis;
use crate::query::{Node, Phrase, Term};
use crate::taxonomy::{ClauseType, Taxonomy};

/// A clause type that a query seems to ask for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Intent {
    /// The clause type's place in the taxonomy.
    pub clause_type: usize,
    /// How much of the query speaks of it, from 0 to 1.
    pub strength: f32,
}

/// How much a word counts in each part of a type's text, from the name to the explanation.
const TITLE: f32 = 4.0;
const ALIAS: f32 = 3.0;
const QUESTION: f32 = 2.5;
const PARAPHRASE: f32 = 2.0;
const EXPLANATION: f32 = 1.0;

/// BM25's saturation of repeated words and its normalisation by length, at usual values.
const SATURATION: f32 = 1.5;
const BY_LENGTH: f32 = 0.5;

/// How much a word counts that says little in any question.
const FUNCTION_WORD: f32 = 0.3;

/// A type with less of the query than this, or less than this part of the best type, is no guess.
const LEAST_STRENGTH: f32 = 0.25;
const LEAST_SHARE: f32 = 0.6;

/// How many types a query may mean.
const INTENTS_MAX: usize = 3;

const FUNCTION_WORDS: &str = "a an the of to in on for and or is are am be my me i you your we \
    our us they them their it its this that with by at as from if do does can will would may might \
    what how who when where which any not no have has had so just about";

/// The texts of all clause types, ready to be asked.
#[derive(Debug)]
pub(super) struct Intents {
    /// For each stem, how often it stands in each type's text, weighed by the part.
    postings: HashMap<String, Vec<(usize, f32)>>,
    lengths: Vec<f32>,
    mean_length: f32,
    function_words: HashSet<String>,
}

impl Intents {
    pub(super) fn new(taxonomy: &Taxonomy) -> Self {
        let mut postings: HashMap<String, Vec<(usize, f32)>> = HashMap::new();
        let mut lengths = Vec::with_capacity(taxonomy.types.len());
        for (place, entry) in taxonomy.types.iter().enumerate() {
            let counts = counts(entry);
            lengths.push(counts.values().sum());
            for (stem, count) in counts {
                postings.entry(stem).or_default().push((place, count));
            }
        }
        let mean_length = lengths.iter().sum::<f32>() / lengths.len().max(1) as f32;
        Self { postings, lengths, mean_length, function_words: stems(FUNCTION_WORDS).collect() }
    }

    /// The clause types that `tree` seems to ask for, the likeliest first.
    pub(super) fn recognise(&self, tree: &Node) -> Vec<Intent> {
        // In order, so that sums of fractions come out the same every time.
        let mut words = BTreeSet::new();
        collect(tree, &mut words);
        let mut scores = vec![0.0; self.lengths.len()];
        let mut most = 0.0;
        for word in words {
            let weight = if self.function_words.contains(&word) { FUNCTION_WORD } else { 1.0 };
            let postings = self.postings.get(&word).map_or(&[] as &[_], Vec::as_slice);
            let weight = weight * self.rarity(postings.len());
            // The most that a word can add, so that a strength is a part of the query.
            most += weight * (SATURATION + 1.0);
            for (place, count) in postings {
                let length = 1.0 - BY_LENGTH + BY_LENGTH * self.lengths[*place] / self.mean_length;
                let frequency = count * (SATURATION + 1.0) / (count + SATURATION * length);
                scores[*place] += weight * frequency;
            }
        }
        if most == 0.0 {
            return Vec::new();
        }
        let mut intents: Vec<Intent> = scores
            .iter()
            .enumerate()
            .map(|(clause_type, score)| Intent { clause_type, strength: score / most })
            .collect();
        intents.sort_by(|a, b| {
            b.strength.total_cmp(&a.strength).then(a.clause_type.cmp(&b.clause_type))
        });
        let best = intents.first().map_or(0.0, |best| best.strength);
        let least = LEAST_STRENGTH.max(LEAST_SHARE * best);
        intents.retain(|intent| intent.strength >= least);
        intents.truncate(INTENTS_MAX);
        intents
    }

    /// Whether a word says little in any question, by its stem.
    pub(super) fn is_function_word(&self, stem: &str) -> bool {
        self.function_words.contains(stem)
    }

    /// Robertson's inverse document frequency of a word that stands in so many of the texts.
    fn rarity(&self, texts: usize) -> f32 {
        let (all, texts) = (self.lengths.len() as f32, texts as f32);
        (1.0 + (all - texts + 0.5) / (texts + 0.5)).ln()
    }
}

/// How often each stem stands in a type's text, weighed by the part that it stands in.
fn counts(entry: &ClauseType) -> BTreeMap<String, f32> {
    let mut counts = BTreeMap::new();
    let one = |text: &String, weight: f32| (text.clone(), weight);
    let parts =
        [one(&entry.title, TITLE), one(&entry.question, QUESTION), one(&entry.what, EXPLANATION)];
    let aliases = entry.aliases.iter().map(|alias| one(alias, ALIAS));
    let paraphrases = entry.paraphrases.iter().map(|paraphrase| one(paraphrase, PARAPHRASE));
    for (text, weight) in parts.into_iter().chain(aliases).chain(paraphrases) {
        for stem in stems(&text) {
            *counts.entry(stem).or_default() += weight;
        }
    }
    counts
}

fn stems(text: &str) -> impl Iterator<Item = String> + use<> {
    analysis::tokens(text).into_iter().map(|token| token.stem().to_owned())
}

/// The stems of the words that a query asks for; those that it excludes are left out.
fn collect(node: &Node, words: &mut BTreeSet<String>) {
    match node {
        Node::Phrase(Phrase { terms, .. }) => {
            for term in terms {
                match term {
                    Term::Stem { stem, .. } => words.extend([stem.clone()]),
                    Term::Exact(word) | Term::Prefix(word) => words.extend(stems(word)),
                    Term::Pattern(_) => {}
                }
            }
        }
        Node::Or(nodes) | Node::And(nodes) => {
            for node in nodes {
                collect(node, words);
            }
        }
        Node::Near(near) => {
            collect(&near.left, words);
            collect(&near.right, words);
        }
        Node::Not(_) | Node::Field(_) => {}
    }
}
