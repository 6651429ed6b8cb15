//! The names of clause types and how people ask for them, as little texts that a query is ranked
//! against by BM25.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::analysis;
use crate::search::function_words::is_function_word;
use crate::taxonomy::{ClauseType, Taxonomy};

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

/// How much the better fit counts for more: shares go by this power of the scores.
const SHARPNESS: i32 = 6;

/// The texts of all clause types, ready to be asked.
#[derive(Debug)]
pub(in crate::search) struct Names {
    /// For each stem, how often it stands in each type's text, weighed by the part.
    postings: HashMap<String, Vec<(usize, f32)>>,
    lengths: Vec<f32>,
    mean_length: f32,
}

impl Names {
    pub(in crate::search) fn new(taxonomy: &Taxonomy) -> Self {
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
        Self { postings, lengths, mean_length }
    }

    /// Each type's share of what `words` name; they add up to 1, or are 0 when nothing is named.
    pub(super) fn shares(&self, words: &str) -> Vec<f32> {
        // In order, so that sums of fractions come out the same every time.
        let words: BTreeSet<String> = stems(words).collect();
        let mut scores = vec![0.0; self.lengths.len()];
        for word in words {
            let Some(postings) = self.postings.get(&word) else { continue };
            let weight = if is_function_word(&word) { FUNCTION_WORD } else { 1.0 };
            let weight = weight * self.rarity(postings.len());
            for (place, count) in postings {
                let length = 1.0 - BY_LENGTH + BY_LENGTH * self.lengths[*place] / self.mean_length;
                scores[*place] +=
                    weight * count * (SATURATION + 1.0) / (count + SATURATION * length);
            }
        }
        let greatest = scores.iter().copied().fold(f32::MIN_POSITIVE, f32::max);
        for score in &mut scores {
            *score = (*score / greatest).powi(SHARPNESS);
        }
        let sum = scores.iter().sum::<f32>().max(f32::MIN_POSITIVE);
        scores.into_iter().map(|score| score / sum).collect()
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
