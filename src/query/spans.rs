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

use std::borrow::Cow;

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

    /// Sorts by the first and then the last word, as passages are; in one comparison.
    fn by_first(self) -> u64 {
        u64::from(self.first) << 32 | u64::from(self.last)
    }

    /// Sorts by the last word, and then from the shortest on.
    fn by_last(self) -> u64 {
        u64::from(self.last) << 32 | u64::from(u32::MAX - self.first)
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
    whole.sort_unstable_by_key(|passage| passage.by_first());
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
    let mut found = Vec::new();
    any_pair(left, right, within, ordered, layout, |left, right| {
        found.push((left, right));
        false
    });
    found.sort_unstable();
    found.dedup();
    found
}

/// The covers of [`pairs`] that are the shortest with their first or their last word, ascending.
#[must_use]
pub fn covers(
    left: &[Passage],
    right: &[Passage],
    within: Within,
    ordered: bool,
    layout: &impl Layout,
) -> Vec<Passage> {
    let mut covers = Vec::new();
    any_pair(left, right, within, ordered, layout, |left, right| {
        covers.push(left.cover(right));
        false
    });
    shortest(covers)
}

/// Whether `is_wanted` says so of any of [`pairs`]; they come in no order, and some twice.
///
/// What a connector is to join to the covers of these pairs can be looked for here, without making
/// [`covers`] first: whenever a passage is near any of the pairs' covers, it is near one of those
/// that are kept, since the shortest ones end and begin where the others do.
pub fn any_pair(
    left: &[Passage],
    right: &[Passage],
    within: Within,
    ordered: bool,
    layout: &impl Layout,
    mut is_wanted: impl FnMut(Passage, Passage) -> bool,
) -> bool {
    if left.is_empty() || right.is_empty() {
        return false;
    }
    let (lefts, rights) = (Nearest::of(left, within), Nearest::of(right, within));
    left.iter().any(|left| {
        let behind = rights.behind(*left, layout).is_some_and(|right| is_wanted(*left, right));
        behind
            || !ordered
                && rights.in_front(*left, layout).is_some_and(|right| is_wanted(*left, right))
    }) || right.iter().any(|right| {
        let in_front = lefts.in_front(*right, layout).is_some_and(|left| is_wanted(left, *right));
        in_front
            || !ordered && lefts.behind(*right, layout).is_some_and(|left| is_wanted(left, *right))
    })
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

/// Of `covers`, those that are the shortest with their first or their last word, ascending.
fn shortest(mut covers: Vec<Passage>) -> Vec<Passage> {
    covers.sort_unstable_by_key(|cover| cover.by_first());
    covers.dedup();
    let mut kept = covers.clone();
    kept.dedup_by_key(|cover| cover.first);
    covers.sort_unstable_by_key(|cover| cover.by_last());
    covers.dedup_by_key(|cover| cover.last);
    union([kept, covers])
}

/// Passages, made ready to tell which of them is the nearest to another one and near it.
#[derive(Debug)]
pub struct Nearest<'a> {
    within: Within,
    /// By first and then last word.
    by_first: &'a [Passage],
    /// From each place in `by_first` on, the nearest to what ends before.
    behind: Cow<'a, [Passage]>,
    /// By last and then first word.
    by_last: Cow<'a, [Passage]>,
    /// Up to each place in `by_last`, the nearest to what begins after.
    in_front: Cow<'a, [Passage]>,
}

impl<'a> Nearest<'a> {
    /// Makes `passages` ready, which ascend by first and then last word.
    #[must_use]
    pub fn of(passages: &'a [Passage], within: Within) -> Self {
        let is_row = passages
            .array_windows()
            .all(|[one, next]| one.first < next.first && one.last < next.last);
        let borrowed = Cow::Borrowed(passages);
        let mut all = Self {
            within,
            by_first: passages,
            behind: borrowed.clone(),
            by_last: borrowed.clone(),
            in_front: borrowed,
        };
        // Words and phrases of one length lie in a row: each is the nearest from its place on.
        if is_row {
            return all;
        }
        let by_last = all.by_last.to_mut();
        by_last.sort_unstable_by_key(|passage| (passage.last, passage.first));
        all.in_front = Cow::Owned(by_last.clone());
        if !matches!(within, Within::Words(_)) {
            // Of those behind, the one that ends first; of those, the shortest.
            let behind = all.behind.to_mut();
            for place in (0..behind.len().saturating_sub(1)).rev() {
                if behind[place + 1].last <= behind[place].last {
                    behind[place] = behind[place + 1];
                }
            }
            // Of those in front, the one that begins last; of those, the shortest.
            let in_front = all.in_front.to_mut();
            for place in 1..in_front.len() {
                if in_front[place - 1].first >= in_front[place].first {
                    in_front[place] = in_front[place - 1];
                }
            }
        }
        all
    }

    /// Whether any of them is near `this`, which comes first if `ordered`.
    #[must_use]
    pub fn is_near(&self, this: Passage, ordered: bool, layout: &impl Layout) -> bool {
        self.behind(this, layout).is_some() || !ordered && self.in_front(this, layout).is_some()
    }

    /// The nearest that begins behind the end of `this`, if it is near.
    fn behind(&self, this: Passage, layout: &impl Layout) -> Option<Passage> {
        let place = self.by_first.partition_point(|other| other.first <= this.last);
        let other = *self.behind.get(place)?;
        is_near(this, other, self.within, layout).then_some(other)
    }

    /// The nearest that ends in front of the beginning of `this`, if it is near.
    fn in_front(&self, this: Passage, layout: &impl Layout) -> Option<Passage> {
        let place = self.by_last.partition_point(|other| other.last < this.first);
        let other = self.in_front[place.checked_sub(1)?];
        is_near(other, this, self.within, layout).then_some(other)
    }
}

fn is_near(earlier: Passage, later: Passage, within: Within, layout: &impl Layout) -> bool {
    match within {
        Within::Words(most) => later.first - earlier.last <= most,
        Within::Sentence => layout.sentence(earlier.first) == layout.sentence(later.last),
        Within::Paragraph => layout.paragraph(earlier.first) == layout.paragraph(later.last),
    }
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

    fn within(reach: u32) -> Within {
        match reach {
            0 => Within::Sentence,
            1 => Within::Paragraph,
            words => Within::Words(words - 1),
        }
    }

    /// Passages of up to 4 words, ascending.
    fn passages() -> impl Strategy<Value = Vec<Passage>> {
        let passage = (0_u32..40, 0_u32..4);
        let passage = passage.prop_map(|(first, more)| Passage { first, last: first + more });
        prop::collection::btree_set(passage, 0..6).prop_map(|set| set.into_iter().collect())
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
            let within = within(reach);
            let words = |set: BTreeSet<u32>| set.into_iter().collect::<Vec<u32>>();
            let (left, right) = (words(left), words(right));
            let passages = |words: &[u32]| phrase(&[words]);
            let pairs = pairs(&passages(&left), &passages(&right), within, ordered, &Even);
            prop_assert_eq!(are_near(&left, &right, within, ordered, &Even), !pairs.is_empty());
        }

        #[test]
        fn what_is_near_any_pair_is_near_a_cover_that_is_kept(
            left in passages(),
            right in passages(),
            third in passages(),
            reaches in [0_u32..8, 0_u32..8],
            ordered in [any::<bool>(), any::<bool>()],
        ) {
            let [inner, outer] = reaches.map(within);
            let covers = covers(&left, &right, inner, ordered[0], &Even);
            let expected = pairs(&covers, &third, outer, ordered[1], &Even);
            let thirds = Nearest::of(&third, outer);
            let found = any_pair(&left, &right, inner, ordered[0], &Even, |left, right| {
                thirds.is_near(left.cover(right), ordered[1], &Even)
            });
            prop_assert_eq!(found, !expected.is_empty());
        }
    }
}
