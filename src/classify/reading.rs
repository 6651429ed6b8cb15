//! A text folded to plain lowercase ASCII for scanning, with the way back to its own bytes.

use std::ops::Range;

use crate::analysis;
use crate::clause::Span;

/// A text prepared for patterns: folded, and cut into sentences.
///
/// Folding makes letters lowercase and quotation marks, dashes and spaces plain, and writes a
/// currency sign as its code, so that one way of writing a pattern meets them all.
#[derive(Debug)]
pub(super) struct Reading {
    /// The folded text; ASCII only, so every byte is a character.
    folded: String,
    /// For each folded byte, and one past the last, its byte in the text; empty when they agree.
    origins: Vec<u32>,
    /// The sentences, as ranges of the folded text.
    sentences: Vec<Range<usize>>,
}

impl Reading {
    /// Reads `text`.
    pub(super) fn new(text: &str) -> Self {
        let (folded, origins) = fold(text);
        let mut reading = Self { folded, origins, sentences: Vec::new() };
        reading.sentences = analysis::sentences(text)
            .into_iter()
            .map(|sentence| reading.place(sentence.start)..reading.place(sentence.end))
            .collect();
        reading
    }

    /// The folded text.
    pub(super) fn text(&self) -> &str {
        &self.folded
    }

    /// The sentences, in order, as ranges of the folded text.
    pub(super) fn sentences(&self) -> &[Range<usize>] {
        &self.sentences
    }

    /// The number of the sentence that holds the folded byte `at`.
    pub(super) fn sentence_at(&self, at: usize) -> Option<usize> {
        let index = self.sentences.partition_point(|sentence| sentence.end <= at);
        (index < self.sentences.len()).then_some(index)
    }

    /// Where a range of the folded text stands in the text itself.
    pub(super) fn span(&self, range: Range<usize>) -> Span {
        if self.origins.is_empty() {
            return Span::new(range.start, range.end);
        }
        Span { start: self.origins[range.start], end: self.origins[range.end] }
    }

    /// Where a byte of the text stands in the folded text.
    pub(super) fn place(&self, at: usize) -> usize {
        if self.origins.is_empty() {
            return at;
        }
        self.origins.partition_point(|origin| (*origin as usize) < at).min(self.folded.len())
    }
}

/// What stands above a clause, folded: its headings, outermost first, and its lead-in, a line each.
#[derive(Debug)]
pub(super) struct Above {
    text: String,
    /// Where the innermost heading begins.
    nearest: usize,
}

impl Above {
    /// Reads the headings and the lead-in of a clause.
    pub(super) fn new(heading: &[String], context: Option<&str>) -> Self {
        let mut above = Self { text: String::new(), nearest: 0 };
        for heading in heading {
            above.nearest = above.text.len();
            above.push(heading);
        }
        above.push(context.unwrap_or_default());
        above
    }

    fn push(&mut self, line: &str) {
        self.text.push_str(&fold(line).0);
        self.text.push('\n');
    }

    /// All of it.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The innermost heading and the lead-in.
    pub(super) fn nearest(&self) -> &str {
        &self.text[self.nearest..]
    }
}

/// The folded text, and its origins when it is not byte for byte as long as the text.
fn fold(text: &str) -> (String, Vec<u32>) {
    if text.is_ascii() {
        return (text.to_ascii_lowercase(), Vec::new());
    }
    let mut folded = String::with_capacity(text.len());
    let mut origins = Vec::with_capacity(text.len() + 1);
    for (at, character) in text.char_indices() {
        let mut letter = [0; 1];
        let plain = match character {
            '‘' | '’' | 'ʼ' | '′' => "'",
            '“' | '”' | '„' | '«' | '»' => "\"",
            '\u{2010}'..='\u{2015}' | '−' => "-",
            '…' => "...",
            '€' => "eur ",
            '£' => "gbp ",
            '¥' => "jpy ",
            '₹' => "inr ",
            character if character.is_whitespace() && character != '\n' => " ",
            character if character.is_ascii() => {
                letter[0] = character.to_ascii_lowercase() as u8;
                std::str::from_utf8(&letter).unwrap_or("?")
            }
            // A letter or sign that no pattern speaks of.
            _ => "?",
        };
        folded.push_str(plain);
        let origin = u32::try_from(at).expect("documents are at most 8 MiB");
        origins.resize(folded.len(), origin);
    }
    origins.push(u32::try_from(text.len()).expect("documents are at most 8 MiB"));
    (folded, origins)
}
