//! Whether texts begin, end and go on as sentences do.

use super::block::{Block, Blocks, Role};
use crate::analysis::label;

/// The characters of a line that may have been wrapped.
const WRAPPED: std::ops::RangeInclusive<usize> = 60..=140;
/// Words that do not end a sentence.
const OPEN_WORDS: [&str; 40] = [
    "a", "an", "and", "any", "are", "as", "at", "be", "by", "de", "des", "du", "en", "et", "for",
    "from", "if", "in", "is", "la", "le", "les", "may", "must", "not", "of", "on", "or", "our",
    "ou", "shall", "such", "that", "the", "their", "to", "which", "will", "with", "your",
];

/// Whether `block` goes on with the sentence that `before`, the block in front of it, breaks off:
/// some pages put every line of a paragraph into one of its own.
pub(super) fn goes_on(blocks: &Blocks, before: &Block, block: &Block) -> bool {
    let (above, text) = (blocks.text(before), blocks.text(block));
    let is_wrapped = WRAPPED.contains(&before.length)
        && above.ends_with(char::is_alphanumeric)
        && before.depth == block.depth
        && !before.opens_item;
    // A line may fall out of the list whose last item it goes on with.
    before.depth >= block.depth
        && !block.opens_item
        && before.role != Role::Row
        && block.role != Role::Row
        && !is_closed_sentence(above)
        && (!opens_high(text) || is_cut_off(above) || is_wrapped)
        && label::parse(text).is_none()
}

/// Whether a text breaks off in the middle of a sentence: at a comma or a word that needs another.
pub(super) fn is_cut_off(text: &str) -> bool {
    let last = text.rsplit(' ').next().unwrap_or(text);
    text.ends_with([',', '-', '–', '(']) || OPEN_WORDS.contains(&last)
}

/// Whether a text begins with a capital, a digit or a letter that knows no case.
pub(super) fn opens_high(text: &str) -> bool {
    let first = text.chars().find(|c| c.is_alphanumeric());
    first.is_some_and(|first| !first.is_lowercase())
}

/// Whether a text ends as a sentence does.
pub(super) fn is_closed_sentence(text: &str) -> bool {
    let text = text.trim_end_matches(['"', '”', '’', '\'', ')', ']', '»', ' ', '*']);
    text.ends_with(['.', '!', '?', ';', '。', '！', '？', '；', '…'])
}

/// The number of words of `text`, whose white space is single spaces.
pub(super) fn count_words(text: &str) -> usize {
    text.split(' ').count()
}
