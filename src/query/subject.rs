//! A clause made ready for matching: its words by their letters, with their positions.

use std::cmp::Ordering;
use std::ops::Range;

use super::spans::{Layout, Passage, phrase};
use super::tree::{Phrase, Place, Term};
use crate::analysis::{Token, heading_tokens, tokens};

/// A clause's text and heading, as tokens that are found fast.
#[derive(Debug)]
pub struct Subject {
    text: Words,
    heading: Words,
}

impl Subject {
    /// Analyses a clause's wording and the headings above it, outermost first.
    #[must_use]
    pub fn new(text: &str, heading: &[String]) -> Self {
        Self { text: Words::new(tokens(text)), heading: Words::new(heading_tokens(heading)) }
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
        let is_in_text = || self.text.has(&wanted.terms);
        let is_in_heading = || match wanted.terms.as_slice() {
            [word] => !self.heading.positions(word).is_empty(),
            run => self.heading_passages(run).next().is_some(),
        };
        match wanted.place {
            Place::Text => is_in_text(),
            Place::Heading => is_in_heading(),
            Place::Anywhere => is_in_text() || is_in_heading(),
        }
    }

    /// Where passages are looked for, one after the other: the text, then each heading with words.
    pub(super) fn stretches(&self) -> impl Iterator<Item = Stretch> {
        let headings = self.heading.tokens.chunk_by(|one, next| one.paragraph == next.paragraph);
        let headings = headings.map(|heading| Stretch::Heading(heading[0].paragraph));
        std::iter::once(Stretch::Text).chain(headings)
    }

    /// The passages of `wanted` there; none where it is not looked for.
    pub(super) fn passages(&self, wanted: &Phrase, stretch: Stretch) -> Vec<Passage> {
        match (stretch, wanted.place) {
            (Stretch::Text, Place::Text | Place::Anywhere) => self.text.passages(&wanted.terms),
            (Stretch::Heading(number), Place::Heading | Place::Anywhere) => {
                let of = |passage: &Passage| {
                    self.heading.tokens[passage.first as usize].paragraph == number
                };
                self.heading_passages(&wanted.terms).filter(of).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The passages in the headings that run over no end of one.
    fn heading_passages(&self, terms: &[Term]) -> impl Iterator<Item = Passage> {
        let number = |position: u32| self.heading.tokens[position as usize].paragraph;
        let passages = self.heading.passages(terms).into_iter();
        passages.filter(move |passage| number(passage.first) == number(passage.last))
    }

    /// The bytes of the text from the first word of `passage` to the last.
    pub(super) fn bytes(&self, passage: Passage) -> Range<usize> {
        let tokens = &self.text.tokens;
        tokens[passage.first as usize].start as usize..tokens[passage.last as usize].end as usize
    }

    /// Each different word of the text and of the heading, once for either.
    pub(super) fn distinct_words(&self) -> impl Iterator<Item = &Token> {
        self.text.distinct().chain(self.heading.distinct())
    }
}

/// Where passages are looked for; none runs from one stretch into another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stretch {
    /// The text.
    Text,
    /// The heading of that number.
    Heading(u32),
}

/// How the words of one stretch of a clause lie.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lie<'a> {
    pub(super) clause: &'a Subject,
    pub(super) stretch: Stretch,
}

impl Lie<'_> {
    fn token(&self, position: u32) -> &Token {
        match self.stretch {
            Stretch::Text => &self.clause.text.tokens[position as usize],
            Stretch::Heading(_) => &self.clause.heading.tokens[position as usize],
        }
    }
}

impl Layout for Lie<'_> {
    fn sentence(&self, position: u32) -> u32 {
        self.token(position).sentence
    }

    fn paragraph(&self, position: u32) -> u32 {
        self.token(position).paragraph
    }
}

/// Tokens, and their positions sorted by exact form and by stem.
#[derive(Debug, Default)]
struct Words {
    tokens: Vec<Token>,
    by_text: Vec<Entry>,
    by_stem: Vec<Entry>,
}

/// One word in a sorted list.
#[derive(Debug, Clone, Copy)]
struct Entry {
    /// The first eight bytes of the word, which tell most words apart without looking them up.
    head: u64,
    position: u32,
}

/// The first eight bytes of `word`, such that they compare as the words do; zeros follow a shorter.
fn head(word: &str) -> u64 {
    let mut bytes = [0; 8];
    let length = word.len().min(bytes.len());
    bytes[..length].copy_from_slice(&word.as_bytes()[..length]);
    u64::from_be_bytes(bytes)
}

impl Words {
    fn new(tokens: Vec<Token>) -> Self {
        let by_text = sorted(&tokens, Token::text);
        let by_stem = sorted(&tokens, Token::stem);
        Self { tokens, by_text, by_stem }
    }

    fn distinct(&self) -> impl Iterator<Item = &Token> {
        let token = |entry: &Entry| &self.tokens[entry.position as usize];
        let is_same = move |one: &Entry, other: &Entry| {
            one.head == other.head && token(one).text() == token(other).text()
        };
        self.by_text.chunk_by(is_same).map(move |same| token(&same[0]))
    }

    /// The entries from the first word that is not less than `wanted`.
    fn from<'a>(
        &self,
        entries: &'a [Entry],
        form: fn(&Token) -> &str,
        wanted: &str,
    ) -> &'a [Entry] {
        let wanted_head = head(wanted);
        let is_less = |entry: &Entry| match entry.head.cmp(&wanted_head) {
            Ordering::Equal if wanted.len() <= 8 => false,
            Ordering::Equal => form(&self.tokens[entry.position as usize]) < wanted,
            order => order.is_lt(),
        };
        &entries[entries.partition_point(is_less)..]
    }

    /// The ascending positions of the words that `term` accepts.
    fn positions(&self, term: &Term) -> Vec<u32> {
        let (entries, form, root): (_, fn(&Token) -> &str, &str) = match term {
            Term::Stem { stem, .. } => (&self.by_stem, Token::stem, stem),
            Term::Exact(text) => (&self.by_text, Token::text, text),
            Term::Prefix(root) => (&self.by_text, Token::text, root),
            Term::Pattern(pattern) => {
                (&self.by_text, Token::text, pattern.split('*').next().unwrap_or_default())
            }
        };
        let word = |entry: &&Entry| &self.tokens[entry.position as usize];
        let from = self.from(entries, form, root).iter();
        if matches!(term, Term::Stem { .. } | Term::Exact(_)) {
            let is_equal = |entry: &&Entry| {
                entry.head == head(root) && (root.len() < 8 || form(word(entry)) == root)
            };
            return from.take_while(is_equal).map(|entry| entry.position).collect();
        }
        let begins = from.take_while(|entry| form(word(entry)).starts_with(root));
        let mut positions: Vec<u32> = begins
            .filter(|entry| term.accepts(&word(entry).word))
            .map(|entry| entry.position)
            .collect();
        positions.sort_unstable();
        positions
    }

    fn has(&self, terms: &[Term]) -> bool {
        match terms {
            [term] => !self.positions(term).is_empty(),
            terms => !self.passages(terms).is_empty(),
        }
    }

    fn passages(&self, terms: &[Term]) -> Vec<Passage> {
        let mut positions = vec![Vec::new(); terms.len()];
        let mut order: Vec<usize> = (0..terms.len()).collect();
        // The longest word is about the rarest: most phrases are not there, and it shows first.
        order.sort_by_key(|index| std::cmp::Reverse(terms[*index].letters()));
        for index in order {
            positions[index] = self.positions(&terms[index]);
            if positions[index].is_empty() {
                return Vec::new();
            }
        }
        phrase(&positions.iter().map(Vec::as_slice).collect::<Vec<_>>())
    }
}

/// The words by one of their forms; positions break ties, so that those of one word ascend.
fn sorted(tokens: &[Token], form: fn(&Token) -> &str) -> Vec<Entry> {
    let mut entries: Vec<Entry> = tokens
        .iter()
        .map(|token| Entry { head: head(form(token)), position: token.position })
        .collect();
    let text = |entry: &Entry| form(&tokens[entry.position as usize]);
    entries.sort_unstable_by(|one, other| {
        let by_text =
            || if one.head & 0xff == 0 { Ordering::Equal } else { text(one).cmp(text(other)) };
        one.head.cmp(&other.head).then_with(by_text).then(one.position.cmp(&other.position))
    });
    entries
}
