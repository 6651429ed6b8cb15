//! What "near" means: the algebra of passages that both evaluators share.
//!
//! This is the definition. A *passage* is a run of a clause's words, known by the positions of its
//! first and last word; words count from 0 through the whole text, over sentences and paragraphs.
//! Each operand of a connector yields a set of passages:
//!
//! - a phrase of k terms yields every run of k words that the terms accept one by one;
//! - an `Or` yields the passages of all its branches;
//! - a [`Near`](super::Near) yields the covers of its pairs, thinned out as below.
//!
//! Two passages are *apart* by the first word's position of the later less the last word's of the
//! earlier: neighbours are 1 apart. Passages that overlap make no pair, so no word is near itself.
//! A left and a right passage *may* pair when they are at most n apart (`/n`), or when the cover of
//! both, from the first word to the last, lies within one sentence (`/s`) or paragraph (`/p`); with
//! `+` the left one stands first. Of all that may, these do: each passage, left or right, pairs with
//! the *nearest* of the other operand behind it and with the nearest in front of it. The nearest is
//! the one least apart and, among those, the shortest (`/n`); or the one with the shortest cover
//! and, among those, the shortest (`/s`, `/p`). Whenever a passage may pair with anything on a
//! side, it may pair with the nearest there; so nothing is lost but pairs across other pairs.
//!
//! Of the covers, those are kept that are the shortest with their first word or the shortest with
//! their last word. So no set is ever larger than twice the number of words, whatever the chain.

use super::Within;

/// A run of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Passage {
    /// The position of its first word.
    pub first: u32,
    /// The position of its last word, included.
    pub last: u32,
}

impl Passage {
    /// The passage from the first word of the two to the last.
    #[must_use]
    pub fn cover(self, other: Self) -> Self {
        Self { first: self.first.min(other.first), last: self.last.max(other.last) }
    }

    fn words(self) -> u32 {
        self.last - self.first
    }
}

/// How the words of a text lie in sentences and paragraphs.
pub trait Layout {
    /// The number of the sentence with the word at `position`; it never falls as positions rise.
    fn sentence(&self, position: u32) -> u32;

    /// The number of the paragraph with the word at `position`; it never falls as positions rise.
    fn paragraph(&self, position: u32) -> u32;
}

/// The passages of a phrase, from the ascending positions of each of its terms.
#[must_use]
pub fn phrase(terms: &[&[u32]]) -> Vec<Passage> {
    let Some((first_term, others)) = terms.split_first() else {
        return Vec::new();
    };
    let mut passages: Vec<Passage> =
        first_term.iter().map(|first| Passage { first: *first, last: *first }).collect();
    for positions in others {
        let mut positions = positions.iter().copied().peekable();
        passages.retain_mut(|passage| {
            passage.last += 1;
            while positions.next_if(|position| *position < passage.last).is_some() {}
            positions.peek() == Some(&passage.last)
        });
    }
    passages
}

/// The passages of several sets as one, ascending by first and then last word.
#[must_use]
pub fn union(sets: impl IntoIterator<Item = Vec<Passage>>) -> Vec<Passage> {
    let mut sets = sets.into_iter();
    let mut whole = sets.next().unwrap_or_default();
    for set in sets {
        whole.extend(set);
    }
    whole.sort_unstable();
    whole.dedup();
    whole
}

/// The pairs of a left and a right passage that are near each other, ascending, each once.
///
/// Both sets ascend by first and then last word. Takes linear time but for sorting.
#[must_use]
pub fn pairs(
    left: &[Passage],
    right: &[Passage],
    within: Within,
    ordered: bool,
    layout: &impl Layout,
) -> Vec<(Passage, Passage)> {
    if left.is_empty() || right.is_empty() {
        return Vec::new();
    }
    let is_near = |pair: &(Passage, Passage)| {
        let (earlier, later) =
            if pair.0.first < pair.1.first { (pair.0, pair.1) } else { (pair.1, pair.0) };
        match within {
            Within::Words(most) => later.first - earlier.last <= most,
            Within::Sentence => layout.sentence(earlier.first) == layout.sentence(later.last),
            Within::Paragraph => layout.paragraph(earlier.first) == layout.paragraph(later.last),
        }
    };
    let by_cover = !matches!(within, Within::Words(_));
    let mut found = Vec::new();
    found.extend(nearest_behind(left, right, by_cover).filter(is_near));
    let in_front = nearest_in_front(right, left, by_cover).map(|(right, left)| (left, right));
    found.extend(in_front.filter(is_near));
    if !ordered {
        found.extend(nearest_in_front(left, right, by_cover).filter(is_near));
        let behind = nearest_behind(right, left, by_cover).map(|(right, left)| (left, right));
        found.extend(behind.filter(is_near));
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// Whether [`pairs`] finds any between words at `left` and words at `right`, which both ascend.
#[must_use]
pub fn are_near(
    left: &[u32],
    right: &[u32],
    within: Within,
    ordered: bool,
    layout: &impl Layout,
) -> bool {
    let is_near = |earlier: u32, later: u32| match within {
        Within::Words(most) => later - earlier <= most,
        Within::Sentence => layout.sentence(earlier) == layout.sentence(later),
        Within::Paragraph => layout.paragraph(earlier) == layout.paragraph(later),
    };
    let mut passed = 0;
    left.iter().copied().any(|word| {
        passed += right[passed..].iter().take_while(|other| **other < word).count();
        let (before, behind) = right.split_at(passed);
        // No word is near itself.
        let behind = behind.iter().copied().find(|other| *other > word);
        behind.is_some_and(|behind| is_near(word, behind))
            || !ordered && before.last().is_some_and(|before| is_near(*before, word))
    })
}

/// The covers of `pairs` that are the shortest with their first or their last word, ascending.
#[must_use]
pub fn covers(pairs: &[(Passage, Passage)]) -> Vec<Passage> {
    let mut covers: Vec<Passage> = pairs.iter().map(|(left, right)| left.cover(*right)).collect();
    covers.sort_unstable_by_key(|cover| (cover.first, cover.last));
    covers.dedup();
    let mut kept = covers.clone();
    kept.dedup_by_key(|cover| cover.first);
    covers.sort_unstable_by_key(|cover| (cover.last, cover.words()));
    covers.dedup_by_key(|cover| cover.last);
    union([kept, covers])
}

/// Each of `these` with the nearest of `others` that begins behind its end.
fn nearest_behind<'a>(
    these: &'a [Passage],
    others: &'a [Passage],
    by_cover: bool,
) -> impl Iterator<Item = (Passage, Passage)> + 'a {
    // From each place in `others` on, the one that ends first; of those, the shortest.
    let mut nearest: Vec<Passage> = others.to_vec();
    if by_cover {
        for place in (0..nearest.len().saturating_sub(1)).rev() {
            if nearest[place + 1].last <= nearest[place].last {
                nearest[place] = nearest[place + 1];
            }
        }
    }
    these.iter().filter_map(move |this| {
        let place = others.partition_point(|other| other.first <= this.last);
        Some((*this, *nearest.get(place)?))
    })
}

/// Each of `these` with the nearest of `others` that ends in front of its beginning.
fn nearest_in_front<'a>(
    these: &'a [Passage],
    others: &'a [Passage],
    by_cover: bool,
) -> impl Iterator<Item = (Passage, Passage)> + 'a {
    let mut by_last = others.to_vec();
    by_last.sort_unstable_by_key(|other| (other.last, other.first));
    // Up to each place, the one that begins last; of those, the shortest.
    let mut nearest = by_last.clone();
    if by_cover {
        for place in 1..nearest.len() {
            if nearest[place - 1].first >= nearest[place].first {
                nearest[place] = nearest[place - 1];
            }
        }
    }
    these.iter().filter_map(move |this| {
        let place = by_last.partition_point(|other| other.last < this.first);
        Some((*this, nearest[place.checked_sub(1)?]))
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    /// Sentences of 5 words, in paragraphs of 15.
    struct Even;

    impl Layout for Even {
        fn sentence(&self, position: u32) -> u32 {
            position / 5
        }

        fn paragraph(&self, position: u32) -> u32 {
            position / 15
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn words_are_near_where_they_make_a_pair(
            left in prop::collection::btree_set(0_u32..40, 0..6),
            right in prop::collection::btree_set(0_u32..40, 0..6),
            reach in 0_u32..8,
            ordered in any::<bool>(),
        ) {
            let within = match reach {
                0 => Within::Sentence,
                1 => Within::Paragraph,
                words => Within::Words(words - 1),
            };
            let words = |set: BTreeSet<u32>| set.into_iter().collect::<Vec<u32>>();
            let (left, right) = (words(left), words(right));
            let passages = |words: &[u32]| phrase(&[words]);
            let pairs = pairs(&passages(&left), &passages(&right), within, ordered, &Even);
            prop_assert_eq!(are_near(&left, &right, within, ordered, &Even), !pairs.is_empty());
        }
    }
}
