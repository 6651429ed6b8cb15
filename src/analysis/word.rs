//! Where words begin and end, and what they are once folded and stemmed.

use std::collections::HashMap;
use std::sync::Arc;

use rust_stemmers::{Algorithm, Stemmer};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The most bytes of a word that count; what follows them is passed over.
pub const WORD_MAX: usize = 128;

/// How many spellings a [`Lexicon`] remembers before it starts afresh.
const SPELLINGS_MAX: usize = 1 << 16;

/// A word as it is compared; cheap to clone.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Word(Arc<Forms>);

#[derive(Debug, PartialEq, Eq, Hash)]
struct Forms {
    text: Box<str>,
    stem: Box<str>,
}

impl Word {
    /// The exact form: folded, with its possessive, such as `platform's`.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.0.text
    }

    /// The stem, which other forms of the word share, such as `platform`.
    #[must_use]
    pub fn stem(&self) -> &str {
        &self.0.stem
    }
}

/// The words by their spelling.
pub(super) struct Lexicon {
    stemmer: Stemmer,
    words: HashMap<Box<str>, Word>,
}

impl Default for Lexicon {
    fn default() -> Self {
        Self { stemmer: Stemmer::create(Algorithm::English), words: HashMap::new() }
    }
}

impl Lexicon {
    /// The word that is spelt so.
    pub(super) fn word(&mut self, spelling: &str) -> Word {
        if let Some(word) = self.words.get(spelling) {
            return word.clone();
        }
        let mut text = fold(spelling);
        if text.len() > WORD_MAX {
            text.truncate(text.floor_char_boundary(WORD_MAX));
            text.truncate(text.trim_end_matches(['\'', '.']).len());
        }
        // The stemmer knows English only, and is tried on nothing else.
        let stem = if text.is_ascii() { self.stemmer.stem(&text) } else { text.as_str().into() };
        let forms = Forms { stem: stem.into(), text: text.into_boxed_str() };
        let word = Word(Arc::new(forms));
        if spelling.len() <= WORD_MAX {
            if self.words.len() == SPELLINGS_MAX {
                self.words.clear();
            }
            self.words.insert(spelling.into(), word.clone());
        }
        word
    }
}

/// The folded form of one word: without case, diacritics and zero-width characters.
///
/// Apostrophes are made straight, points stay within numbers only, and everything else that is
/// neither letter nor digit nor a sign that [`tokens`](super::tokens) keeps is dropped.
#[must_use]
pub fn fold(word: &str) -> String {
    if word.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return word.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(word.len());
    let mut characters = word.chars().peekable();
    let mut previous = ' ';
    while let Some(character) = characters.next() {
        if character.is_ascii_alphanumeric() {
            folded.push(character.to_ascii_lowercase());
        } else if is_apostrophe(character) {
            folded.push('\'');
        } else if is_sign(character) {
            if previous != '§' {
                folded.push(character);
            }
        } else if character == '.' {
            let next = characters.peek().is_some_and(char::is_ascii_digit);
            if next && previous.is_ascii_digit() {
                folded.push('.');
            }
        } else if is_word_part(character) {
            fold_letter(character, &mut folded);
        }
        previous = character;
    }
    if folded.is_ascii() {
        return folded;
    }
    // Decomposing took Hangul and kana apart as well; they are put together again.
    folded.nfc().collect()
}

/// Appends a letter beyond ASCII: lowercased, without the accents of Latin, Greek and Cyrillic.
fn fold_letter(letter: char, folded: &mut String) {
    // A fraction such as `½` would fall apart into the number 12, a Thai vowel into two marks, a
    // squared sign into several ideographs.
    let parts = || std::iter::once(letter).nfkd();
    let is_other_kind = |part: char| {
        !is_word_part(part) || is_apostrophe(part) || is_ideograph(part) != is_ideograph(letter)
    };
    let begins_with_mark = parts().next().is_some_and(is_combining_mark);
    let is_two_words = parts().filter(|part| is_ideograph(*part)).count() > 1;
    if begins_with_mark != is_combining_mark(letter) || is_two_words || parts().any(is_other_kind) {
        folded.push(letter);
        return;
    }
    for part in parts().flat_map(char::to_lowercase) {
        match part {
            '\u{300}'..='\u{36f}' => {}
            'ß' => folded.push_str("ss"),
            'ς' => folded.push('σ'),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            'đ' | 'ð' => folded.push('d'),
            'þ' => folded.push_str("th"),
            'ı' => folded.push('i'),
            other => folded.push(other),
        }
    }
}

/// A letter or digit, or a mark on one.
fn is_word_part(character: char) -> bool {
    character.is_alphanumeric() || is_combining_mark(character) && !is_invisible(character)
}

/// A character that a word may begin with.
fn begins_word(character: char) -> bool {
    character.is_alphanumeric() && !is_combining_mark(character) && !is_apostrophe(character)
}

fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '’' | '‘' | '‛' | 'ʼ' | '′' | '＇')
}

fn is_hyphen(character: char) -> bool {
    matches!(character, '-' | '\u{2010}' | '\u{2011}')
}

/// A character that is a word by itself although it is neither letter nor digit.
fn is_sign(character: char) -> bool {
    matches!(character, '§' | '$' | '€' | '£' | '¥' | '₹')
}

/// A letter of a script that does not part words by spaces.
fn is_ideograph(character: char) -> bool {
    matches!(character,
        '\u{2e80}'..='\u{2fdf}' | '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{30ff}'
        | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{ff66}'..='\u{ff9d}' | '\u{20000}'..='\u{3ffff}')
}

/// A character that cannot be seen: zero-width, bidi control, soft hyphen, variation selector.
fn is_invisible(character: char) -> bool {
    matches!(character,
        '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

/// The bytes of a word, and how many line breaks stand between it and the word before.
pub(super) struct Found {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) line_breaks: u32,
}

/// Finds the words of a text, one after the other.
pub(super) struct Scanner<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Scanner<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    fn character(&self, at: usize) -> Option<char> {
        match self.text.as_bytes().get(at) {
            Some(byte) if byte.is_ascii() => Some(char::from(*byte)),
            Some(_) => self.text[at..].chars().next(),
            None => None,
        }
    }

    fn is_at(&self, at: usize, test: impl Fn(char) -> bool) -> bool {
        self.character(at).is_some_and(test)
    }

    /// The end of the single letters with points that begin at `at`, if there are two or more.
    fn end_of_initials(&self, at: usize) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let mut end = at + 1;
        while bytes.get(end) == Some(&b'.')
            && bytes.get(end + 1).is_some_and(u8::is_ascii_alphabetic)
            && !self.is_at(end + 2, |next| next.is_alphanumeric() || is_apostrophe(next))
        {
            end += 2;
        }
        if end == at + 1 {
            return None;
        }
        Some(if bytes.get(end) == Some(&b'.') { end + 1 } else { end })
    }

    /// The end of the word whose first character has been seen to be a letter or digit.
    fn end_of_word(&self, start: usize) -> usize {
        let bytes = self.text.as_bytes();
        if bytes[start].is_ascii_alphabetic()
            && let Some(end) = self.end_of_initials(start)
        {
            return end;
        }
        let mut end = start;
        let mut at = start;
        while let Some(character) = self.character(at) {
            let next = at + character.len_utf8();
            if character.is_ascii_alphanumeric() {
                end = next;
            } else if !self.goes_on(start, at, character) {
                break;
            } else if is_word_part(character) {
                end = next;
            }
            at = next;
        }
        end
    }

    /// Whether the word that began at `start` goes on over `character`, which stands at `at`.
    fn goes_on(&self, start: usize, at: usize, character: char) -> bool {
        let bytes = self.text.as_bytes();
        let next = at + character.len_utf8();
        let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
        match character {
            ' ' | '\n' => false,
            '.' => is_digit(at - 1) && is_digit(next),
            ',' => {
                is_digit(at - 1)
                    && (next..next + 3).all(is_digit)
                    && !is_digit(next + 3)
                    && bytes[start..at].iter().all(|byte| matches!(byte, b'0'..=b'9' | b','))
            }
            _ if is_apostrophe(character) => {
                // A mark may change its place when a word is folded, a letter does not.
                self.is_at(next, |next| begins_word(next) && !is_ideograph(next))
            }
            _ if is_hyphen(character) => {
                bytes[start..at].eq_ignore_ascii_case(b"e")
                    && bytes
                        .get(next..next + 4)
                        .is_some_and(|rest| rest.eq_ignore_ascii_case(b"mail"))
            }
            _ if character.is_alphanumeric() => !is_ideograph(character),
            _ => is_combining_mark(character) || is_invisible(character),
        }
    }
}

impl Iterator for Scanner<'_> {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        let mut line_breaks = 0;
        while let Some(character) = self.character(self.at) {
            let start = self.at;
            self.at += character.len_utf8();
            if character == '\n' {
                line_breaks += 1;
            } else if is_sign(character) {
                while character == '§' && self.text[self.at..].starts_with('§') {
                    self.at += character.len_utf8();
                }
                return Some(Found { start, end: self.at, line_breaks });
            } else if !begins_word(character) {
                continue;
            } else if is_ideograph(character) {
                // Marks that belong to it, such as a voicing mark standing apart.
                while self.is_at(self.at, |next| is_combining_mark(next) || is_invisible(next)) {
                    self.at += self.character(self.at).map_or(1, char::len_utf8);
                }
                return Some(Found { start, end: self.at, line_breaks });
            } else {
                self.at = self.end_of_word(start);
                return Some(Found { start, end: self.at, line_breaks });
            }
        }
        None
    }
}
