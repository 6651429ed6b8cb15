//! Finds names from a fixed list in a text: the longest at each place, at the edges of words.

use aho_corasick::{AhoCorasick, MatchKind};

/// A list of names, each standing for something.
#[derive(Debug)]
pub(super) struct Names<T> {
    automaton: AhoCorasick,
    /// For each name of the automaton, where it may end and what it stands for.
    entries: Vec<(Edge, T)>,
}

/// Where a name may end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Edge {
    /// At the end of a word.
    Word,
    /// At the end of a word, and a number also before a letter: `§ 1681` begins `§ 1681b`.
    Citation,
}

/// A name found in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found<T> {
    /// The first byte.
    pub(super) start: usize,
    /// One past the last byte.
    pub(super) end: usize,
    /// What it stands for.
    pub(super) meaning: T,
}

/// A name of fewer letters is not looked for in capitals: they could be an abbreviation.
const CAPITALS_MIN: usize = 4;

impl<T: Copy> Names<T> {
    /// Compiles the names; of two that are alike the first counts.
    ///
    /// Case counts, but a name is also found written all in capitals. An apostrophe may be
    /// straight or curved.
    pub(super) fn new(names: impl IntoIterator<Item = (String, Edge, T)>) -> Self {
        let mut spellings: Vec<String> = Vec::new();
        let mut entries = Vec::new();
        for (name, edge, meaning) in names {
            let capitals = name.to_uppercase();
            let letters = name.chars().filter(|letter| letter.is_alphabetic()).count();
            let is_shouted = capitals != name && letters >= CAPITALS_MIN;
            let cases = [Some(name), is_shouted.then_some(capitals)];
            for spelling in cases.into_iter().flatten() {
                let curved = spelling.replace('\'', "’");
                if curved != spelling {
                    spellings.push(curved);
                    entries.push((edge, meaning));
                }
                spellings.push(spelling);
                entries.push((edge, meaning));
            }
        }
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            .build(&spellings)
            .expect("a few thousand names fit an automaton");
        Self { automaton, entries }
    }

    /// The names in `text`, in order; where several begin or overlap, the first and longest.
    pub(super) fn find(&self, text: &str) -> Vec<Found<T>> {
        let mut found: Vec<(Found<T>, usize)> = Vec::new();
        for hit in self.automaton.find_overlapping_iter(text) {
            let index = hit.pattern().as_usize();
            let (edge, meaning) = self.entries[index];
            let (start, end) = (hit.start(), hit.end());
            if is_edged(text, start, end, edge) {
                found.push((Found { start, end, meaning }, index));
            }
        }
        found.sort_by_key(|(name, index)| (name.start, usize::MAX - name.end, *index));
        let mut end = 0;
        found.retain(|(name, _)| {
            let is_free = name.start >= end;
            if is_free {
                end = name.end;
            }
            is_free
        });
        found.into_iter().map(|(name, _)| name).collect()
    }
}

fn is_edged(text: &str, start: usize, end: usize, edge: Edge) -> bool {
    let before = text[..start].chars().next_back();
    if before.is_some_and(char::is_alphanumeric) {
        return false;
    }
    let Some(after) = text[end..].chars().next() else { return true };
    let ends_in_digit = text[..end].ends_with(|last: char| last.is_ascii_digit());
    match edge {
        Edge::Citation if ends_in_digit => !after.is_ascii_digit(),
        _ => !after.is_alphanumeric(),
    }
}
