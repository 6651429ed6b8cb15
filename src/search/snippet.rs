//! The telling part of a clause's wording.

use crate::clause::Span;

/// The length to which a snippet is cut, in bytes, give or take a word.
const LENGTH: usize = 320;

/// How much text a snippet shows in front of its first highlight, in bytes.
const LEAD: usize = 80;

/// A passage of a wording, with what to highlight in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snippet {
    /// A slice of the wording, cut between words.
    pub text: String,
    /// Where it begins in the wording, in bytes.
    pub start: u32,
    /// The words that made the clause match, as ascending, disjoint byte ranges of `text`.
    pub highlights: Vec<Span>,
}

/// Cuts from `text` the passage with the most of `highlights`, which ascend and are disjoint.
pub(super) fn cut(text: &str, highlights: &[Span]) -> Snippet {
    let (start, end) =
        if text.len() <= LENGTH { (0, text.len()) } else { window(text, highlights) };
    let inside =
        highlights.iter().filter(|span| start <= span.start as usize && span.end as usize <= end);
    let highlights =
        inside.map(|span| Span::new(span.start as usize - start, span.end as usize - start));
    Snippet {
        start: Span::new(start, end).start,
        highlights: highlights.collect(),
        text: text[start..end].to_owned(),
    }
}

/// The range of `text`, which is longer than [`LENGTH`], that shows the most highlights; of equals
/// the first.
fn window(text: &str, highlights: &[Span]) -> (usize, usize) {
    let shown_from = |first: usize| {
        let end = highlights[first].start as usize + LENGTH - LEAD;
        highlights[first..].iter().take_while(|span| span.end as usize <= end).count()
    };
    // `max_by_key` takes the last of equals, so the order is turned around.
    let best = (0..highlights.len()).rev().max_by_key(|first| shown_from(*first));
    let start = best.map_or(0, |first| (highlights[first].start as usize).saturating_sub(LEAD));
    let start = word_start(text, start.min(text.len() - LENGTH));
    (start, word_end(text, start))
}

/// The beginning of the first word at or behind `offset`, unless that is far.
fn word_start(text: &str, offset: usize) -> usize {
    let offset = text.floor_char_boundary(offset);
    if offset == 0 {
        return 0;
    }
    let near = &text[offset..text.floor_char_boundary(offset + LEAD)];
    near.find(char::is_whitespace).map_or(offset, |space| {
        let rest = &near[space..];
        offset + space + (rest.len() - rest.trim_start().len())
    })
}

/// The end of the last word that a snippet from `start` on can hold; within a word that is longer.
fn word_end(text: &str, start: usize) -> usize {
    if start + LENGTH >= text.len() {
        return text.len();
    }
    let cut = text.floor_char_boundary(start + LENGTH);
    let shown = &text[start..cut];
    let end = shown.rfind(char::is_whitespace).map_or(0, |space| shown[..space].trim_end().len());
    if end == 0 { cut } else { start + end }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_text_is_shown_whole() {
        let snippet = cut("We never sell data.", &[Span::new(9, 13)]);
        assert_eq!(snippet.text, "We never sell data.");
        assert_eq!(snippet.highlights, [Span::new(9, 13)]);
    }

    #[test]
    fn a_long_text_is_cut_between_words_around_the_highlights() {
        let text = format!("{}arbitration binds you {}", "word ".repeat(100), "more ".repeat(100));
        let snippet = cut(&text, &[Span::new(500, 511)]);
        let shown = snippet.highlights[0];
        assert_eq!(&snippet.text[shown.range()], "arbitration");
        assert!(snippet.text.starts_with("word ") && snippet.text.ends_with(" more"));
        assert!(snippet.text.len() <= LENGTH);
    }

    #[test]
    fn a_text_without_spaces_is_cut_on_character_boundaries() {
        for text in ["あ".repeat(400), format!("a {}", "é".repeat(400))] {
            for at in [0, 2, 500, text.len() - 3] {
                let at = text.floor_char_boundary(at);
                let snippet = cut(&text, &[Span::new(at, at + 1)]).text;
                assert!(!snippet.is_empty() && snippet.len() <= LENGTH);
            }
        }
    }
}
