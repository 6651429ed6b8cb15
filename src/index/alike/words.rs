//! The words of clause states, compared without reading the states themselves.

use std::collections::HashMap;

use tantivy::postings::TermInfo;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{Searcher, SegmentReader, TantivyError};

use crate::index::{ClauseAddress, PARAGRAPH_BREAK, SENTENCE_BREAK};

/// How many of a hundred different words two states must share.
const SHARED: usize = 85;

/// The words that turn a clause into its opposite, or take something out of it, in English, French
/// and German; so does every word with `n't`.
const NEGATIONS: &str = "cannot except excluding neither never no none nor not only unless without \
    aucun aucune jamais ne pas sans sauf kein keine nicht nie ohne";

/// The different words of each clause as numbers: the rarer a word, the lower its number.
pub(super) struct Words {
    /// Ascending, for each clause of each segment that was read.
    of: Vec<Vec<Vec<u32>>>,
    /// Whether the word of that number holds a figure or negates.
    is_telling: Vec<bool>,
}

impl Words {
    /// Reads the words off the field `exact` of an index.
    pub(super) fn read(searcher: &Searcher, exact: Field) -> tantivy::Result<Self> {
        let mut frequencies: HashMap<String, u32> = HashMap::new();
        for reader in searcher.segment_readers() {
            each_word(reader, exact, |word, info| {
                *frequencies.entry(word.to_owned()).or_default() += info.doc_freq;
            })?;
        }
        let mut words: Vec<(u32, String)> =
            frequencies.into_iter().map(|(word, frequency)| (frequency, word)).collect();
        words.sort_unstable();
        let is_telling = words.iter().map(|(_, word)| is_telling(word)).collect();
        let numbers: HashMap<String, u32> =
            words.into_iter().map(|(_, word)| word).zip(0..).collect();

        let mut of = Vec::new();
        for reader in searcher.segment_readers() {
            let mut infos = Vec::new();
            each_word(reader, exact, |word, info| infos.push((numbers[word], info.clone())))?;
            // In the order of their numbers, so that each clause's words ascend.
            infos.sort_unstable_by_key(|(number, _)| *number);
            let inverted = reader.inverted_index(exact)?;
            let mut clauses = vec![Vec::new(); reader.max_doc() as usize];
            for (number, info) in infos {
                let option = IndexRecordOption::Basic;
                let mut postings = inverted.read_block_postings_from_terminfo(&info, option)?;
                while !postings.docs().is_empty() {
                    for clause in postings.docs() {
                        clauses[*clause as usize].push(number);
                    }
                    postings.advance();
                }
            }
            of.push(clauses);
        }
        Ok(Self { of, is_telling })
    }

    fn of(&self, address: ClauseAddress) -> &[u32] {
        &self.of[address.segment as usize][address.clause as usize]
    }

    /// The groups of two or more of those clauses, each clause in the order given.
    pub(super) fn groups(
        &self,
        clauses: impl Iterator<Item = ClauseAddress>,
    ) -> Vec<Vec<ClauseAddress>> {
        let mut groups: Vec<Vec<ClauseAddress>> = Vec::new();
        // The groups by the rarest words of their first clauses.
        let mut by_word: HashMap<u32, Vec<usize>> = HashMap::new();
        for clause in clauses {
            let words = self.of(clause);
            if words.is_empty() {
                continue;
            }
            // Two clauses that share enough words share one of so many of their rarest.
            let rarest = &words[..=words.len() - (words.len() * SHARED).div_ceil(100)];
            let mut near: Vec<usize> =
                rarest.iter().filter_map(|word| by_word.get(word)).flatten().copied().collect();
            near.sort_unstable();
            near.dedup();
            let is_near = |group: &usize| self.are_alike(self.of(groups[*group][0]), words);
            match near.into_iter().find(is_near) {
                Some(group) => groups[group].push(clause),
                None => {
                    for word in rarest {
                        by_word.entry(*word).or_default().push(groups.len());
                    }
                    groups.push(vec![clause]);
                }
            }
        }
        groups.retain(|group| group.len() > 1);
        groups
    }

    /// Whether clauses with these words, which ascend, are nearly the same.
    fn are_alike(&self, these: &[u32], those: &[u32]) -> bool {
        let all = these.len() + those.len();
        let (mut one, mut other, mut alone) = (0, 0, 0);
        // Of the words of both, so many may stand in one alone that enough of all are shared.
        while alone * (100 + SHARED) <= all * (100 - SHARED) {
            let lone = match (these.get(one), those.get(other)) {
                (None, None) => return true,
                (Some(this), Some(that)) if this == that => {
                    (one, other) = (one + 1, other + 1);
                    continue;
                }
                (Some(this), that) if that.is_none_or(|that| this < that) => {
                    one += 1;
                    *this
                }
                (_, Some(that)) => {
                    other += 1;
                    *that
                }
                (Some(_), None) => return false,
            };
            if self.is_telling[lone as usize] {
                return false;
            }
            alone += 1;
        }
        false
    }
}

fn is_telling(word: &str) -> bool {
    word.contains(|letter: char| letter.is_ascii_digit())
        || word.ends_with("n't")
        || NEGATIONS.split(' ').any(|negation| negation == word)
}

/// Hands each word of a segment's clauses to `each`, with where it stands.
fn each_word(
    reader: &SegmentReader,
    exact: Field,
    mut each: impl FnMut(&str, &TermInfo),
) -> tantivy::Result<()> {
    let inverted = reader.inverted_index(exact)?;
    let mut words = inverted.terms().stream().map_err(TantivyError::from)?;
    while words.advance() {
        let Ok(word) = std::str::from_utf8(words.key()) else { continue };
        if word != SENTENCE_BREAK && word != PARAGRAPH_BREAK {
            each(word, words.value());
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether two clauses with these words are nearly the same.
    fn check(one: &str, other: &str, expected: bool) {
        let mut numbers: HashMap<String, u32> = HashMap::new();
        let mut is_telling = Vec::new();
        let mut of = |text: &str| {
            let words = text.split(' ').map(|word| {
                *numbers.entry(word.to_owned()).or_insert_with(|| {
                    is_telling.push(super::is_telling(word));
                    is_telling.len() as u32 - 1
                })
            });
            let mut words: Vec<u32> = words.collect();
            words.sort_unstable();
            words.dedup();
            words
        };
        let of = vec![vec![of(one), of(other)]];
        let words = Words { of, is_telling };
        let clauses = [0, 1].map(|clause| ClauseAddress { segment: 0, clause });
        assert_eq!(!words.groups(clauses.into_iter()).is_empty(), expected, "{one} | {other}");
    }

    #[test]
    fn copies_are_nearly_the_same_and_figures_and_negations_part() {
        let clause = "you may cancel your plan with admob at any time and get a refund for it";
        check(clause, clause, true);
        check(clause, &clause.replace("admob", "adsense"), true);
        check(clause, &format!("{clause} then"), true);
        check(clause, &format!("{clause} not"), false);
        check(clause, &clause.replace("any", "30"), false);
        check(clause, &clause.replace("cancel your plan", "leave our house"), false);
        check("we sell data", "we sell it", false);
    }
}
