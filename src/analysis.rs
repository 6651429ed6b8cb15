//! Text to tokens with byte offsets, sentences, paragraphs and labels; one analyser for everything.

pub mod label;
mod sentence;
#[cfg(test)]
mod tests;
mod word;

use std::cell::RefCell;

pub use sentence::sentences;
use word::{Lexicon, Scanner};
pub use word::{WORD_MAX, Word, fold};

/// A word of a text, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// The word, as written and stemmed.
    pub word: Word,
    /// The first byte in the text.
    pub start: u32,
    /// One past the last byte in the text.
    pub end: u32,
    /// How many words stand before it.
    pub position: u32,
    /// The index of its sentence in [`sentences`].
    pub sentence: u32,
    /// How many paragraphs with words stand before its own.
    pub paragraph: u32,
}

impl Token {
    /// The exact form: folded, with its possessive.
    #[must_use]
    pub fn text(&self) -> &str {
        self.word.text()
    }

    /// The stem, which other forms of the word share.
    #[must_use]
    pub fn stem(&self) -> &str {
        self.word.stem()
    }
}

/// The tokens of `text`, in order.
///
/// `text` is a clause's wording: `\n\n` parts paragraphs, `\n` parts items, rows and lines. Its
/// words are runs of letters and digits, and beyond that:
///
/// - case and diacritics are folded, zero-width characters passed over: `Naïve` is `naive`;
/// - all apostrophes are alike and stay within a word (`don't`, `platform's`), while a hyphen parts
///   two (`opt-out`); `e-mail` is `email`;
/// - a number is one word with its points and without its thousands' commas: `1798.100`, `1000.50`;
/// - single letters with points are one word: `U.S.C.` is `usc`;
/// - `§` (also `§§`) and each currency sign are words of their own, as is each ideograph;
/// - of a word longer than [`WORD_MAX`] bytes only so many count.
///
/// The words met are remembered per thread, so that a word is folded and stemmed once.
///
/// # Panics
///
/// When `text` is 4 GiB or longer.
#[must_use]
pub fn tokens(text: &str) -> Vec<Token> {
    thread_local! {
        static LEXICON: RefCell<Lexicon> = RefCell::new(Lexicon::default());
    }
    LEXICON.with_borrow_mut(|lexicon| tokens_with(lexicon, text))
}

/// The tokens of the headings above a clause, outermost first; each heading is one sentence and one
/// paragraph, numbered by its place, whether it has words or not.
///
/// Positions count through all of them; bytes are those of the headings with `\n` between them.
///
/// # Panics
///
/// When they are 4 GiB or longer together.
#[must_use]
pub fn heading_tokens(path: &[String]) -> Vec<Token> {
    let mut all: Vec<Token> = Vec::new();
    let mut start = 0;
    for (number, heading) in (0..).zip(path) {
        let position = all.last().map_or(0, |last| last.position + 1);
        all.extend(tokens(heading).into_iter().map(|token| Token {
            start: start + token.start,
            end: start + token.end,
            position: position + token.position,
            sentence: number,
            paragraph: number,
            word: token.word,
        }));
        start += u32::try_from(heading.len()).expect("headings are shorter than 4 GiB") + 1;
    }
    all
}

fn tokens_with(lexicon: &mut Lexicon, text: &str) -> Vec<Token> {
    let offset = |bytes: usize| u32::try_from(bytes).expect("a text is shorter than 4 GiB");
    let sentences = sentences(text);
    let mut tokens = Vec::with_capacity(text.len() / 6);
    let (mut sentence, mut paragraph) = (0, 0);
    for found in Scanner::new(text) {
        while sentences.get(sentence).is_some_and(|sentence| sentence.end <= found.start) {
            sentence += 1;
        }
        if found.line_breaks >= 2 && !tokens.is_empty() {
            paragraph += 1;
        }
        tokens.push(Token {
            word: lexicon.word(&text[found.start..found.end]),
            start: offset(found.start),
            end: offset(found.end),
            position: offset(tokens.len()),
            sentence: offset(sentence),
            paragraph,
        });
    }
    tokens
}
