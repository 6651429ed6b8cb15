//! A clause made ready for matching: its words by their letters, with their positions.

use std::ops::Range;

use super::spans::{Layout, Passage, phrase};
use super::tree::{Phrase, Place, Term};
use crate::analysis::{Token, tokens};

/// A clause's text and heading, as tokens that are found fast.
#[derive(Debug)]
pub struct Subject {
    text: Words,
    heading: Words,
}

impl Subject {
    /// Analyses a clause's wording and the headings above it, which count as one text.
    #[must_use]
    pub fn new(text: &str, heading: &[String]) -> Self {
        let heading = match heading {
            [] => Words::default(),
            [only] => Words::new(tokens(only)),
            path => Words::new(tokens(&path.join("\n"))),
        };
        Self { text: Words::new(tokens(text)), heading }
    }

    /// The tokens of the text, in order.
    #[must_use]
    pub fn tokens(&self) -> &[Token] {
        &self.text.tokens
    }

    /// The tokens of the headings, in order.
    #[must_use]
    pub fn heading_tokens(&self) -> &[Token] {
        &self.heading.tokens
    }

    /// Whether `wanted` is found where it is looked for.
    pub(super) fn has(&self, wanted: &Phrase) -> bool {
        let is_in = |words: &Words| words.has(&wanted.terms);
        match wanted.place {
            Place::Text => is_in(&self.text),
            Place::Heading => is_in(&self.heading),
            Place::Anywhere => is_in(&self.text) || is_in(&self.heading),
        }
    }

    /// The passages of `wanted` in the text; none for what is looked for in the heading.
    pub(super) fn passages(&self, wanted: &Phrase) -> Vec<Passage> {
        if wanted.place == Place::Heading { Vec::new() } else { self.text.passages(&wanted.terms) }
    }

    /// The bytes of the text from the first word of `passage` to the last.
    pub(super) fn bytes(&self, passage: Passage) -> Range<usize> {
        let tokens = &self.text.tokens;
        tokens[passage.first as usize].start as usize..tokens[passage.last as usize].end as usize
    }

    /// Each different word of the text and of the heading, once for either.
    pub(super) fn distinct_words(&self) -> impl Iterator<Item = &Token> {
        let distinct = |words: &'_ Words| {
            let tokens = &words.tokens;
            words
                .by_text
                .chunk_by(|one, other| {
                    tokens[*one as usize].text() == tokens[*other as usize].text()
                })
                .map(|same| same[0] as usize)
                .collect::<Vec<_>>()
        };
        let text = distinct(&self.text).into_iter().map(|index| &self.text.tokens[index]);
        let heading = distinct(&self.heading).into_iter().map(|index| &self.heading.tokens[index]);
        text.chain(heading)
    }
}

impl Layout for Subject {
    fn sentence(&self, position: u32) -> u32 {
        self.text.tokens[position as usize].sentence
    }

    fn paragraph(&self, position: u32) -> u32 {
        self.text.tokens[position as usize].paragraph
    }
}

/// Tokens, and their positions sorted by exact form and by stem.
#[derive(Debug, Default)]
struct Words {
    tokens: Vec<Token>,
    by_text: Vec<u32>,
    by_stem: Vec<u32>,
}

impl Words {
    fn new(tokens: Vec<Token>) -> Self {
        let mut by_text: Vec<u32> = tokens.iter().map(|token| token.position).collect();
        let mut by_stem = by_text.clone();
        let token = |position: &u32| &tokens[*position as usize];
        // Positions break ties, so that those of one word ascend.
        by_text.sort_unstable_by(|a, b| (token(a).text(), a).cmp(&(token(b).text(), b)));
        by_stem.sort_unstable_by(|a, b| (token(a).stem(), a).cmp(&(token(b).stem(), b)));
        Self { tokens, by_text, by_stem }
    }

    /// The positions of `sorted` whose form `compare` finds equal to what is looked for.
    fn run<'a>(
        &self,
        sorted: &'a [u32],
        compare: impl Fn(&Token) -> std::cmp::Ordering,
    ) -> &'a [u32] {
        let token = |position: &u32| &self.tokens[*position as usize];
        let start = sorted.partition_point(|position| compare(token(position)).is_lt());
        let rest = &sorted[start..];
        let length = rest.iter().take_while(|position| compare(token(position)).is_eq()).count();
        &rest[..length]
    }

    /// The ascending positions of the words that `term` accepts.
    fn positions(&self, term: &Term) -> std::borrow::Cow<'_, [u32]> {
        let root = match term {
            Term::Stem { stem, .. } => {
                return self.run(&self.by_stem, |token| token.stem().cmp(stem)).into();
            }
            Term::Exact(text) => {
                return self.run(&self.by_text, |token| token.text().cmp(text)).into();
            }
            Term::Prefix(root) => root.as_str(),
            Term::Pattern(pattern) => pattern.split('*').next().unwrap_or_default(),
        };
        let begins = |token: &Token| {
            let text = token.text();
            if text.starts_with(root) { std::cmp::Ordering::Equal } else { text.cmp(root) }
        };
        let mut positions = self.run(&self.by_text, begins).to_vec();
        positions.retain(|position| term.accepts(&self.tokens[*position as usize].word));
        positions.sort_unstable();
        positions.into()
    }

    fn has(&self, terms: &[Term]) -> bool {
        match terms {
            [term] => !self.positions(term).is_empty(),
            terms => !self.passages(terms).is_empty(),
        }
    }

    fn passages(&self, terms: &[Term]) -> Vec<Passage> {
        let mut positions = Vec::with_capacity(terms.len());
        for term in terms {
            let found = self.positions(term);
            if found.is_empty() {
                return Vec::new();
            }
            positions.push(found);
        }
        phrase(&positions.iter().map(AsRef::as_ref).collect::<Vec<_>>())
    }
}
