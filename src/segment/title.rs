//! Which blocks serve as headings although they are not written as such, and which do not although
//! they are.

use super::LENGTH_MIN;
use super::block::{Block, Blocks, Role};
use super::sentence::{count_words, is_closed_sentence, is_cut_off, opens_high};
use crate::analysis::label::{self, Label};

/// A heading of more characters is a paragraph set large.
const HEADING_MAX: usize = 160;
/// A heading of fewer characters is one even when it ends in a full stop.
const SENTENCE_MIN: usize = 60;
/// The characters of a bold title, at most.
const BOLD_MAX: usize = 120;
/// The characters of a title in capitals, at most.
const CAPITALS_MAX: usize = 80;
/// The words of a title known by its number or its place alone, at most.
const WORDS_MAX: usize = 9;
/// The words of a question that serves as a title, at most.
const QUESTION_WORDS_MAX: usize = 18;
/// A line is taken for the title of what follows it when that has at least this many characters.
const FOLLOWED_MIN: usize = 80;
/// This many titles of one style in a row are lines of an address or a list.
const LINES_MIN: usize = 3;

/// How a line begins that leads into a list rather than naming it.
const RUNNING_ON: [&str; 14] = [
    "You ",
    "We ",
    "If ",
    "To ",
    "In ",
    "When ",
    "Please",
    "The following",
    "Users ",
    "For ",
    "This ",
    "These ",
    "It ",
    "They ",
];

/// How a title is set; titles of one style stand beside each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Style {
    is_bold: bool,
    is_capitals: bool,
    pub(super) label: Option<label::Style>,
}

impl Style {
    /// Whether titles so set stand beside each other: they are labelled alike, or look alike.
    pub(super) fn is_like(self, other: Self) -> bool {
        match (self.label, other.label) {
            (Some(label), Some(other)) => label == other,
            _ => self == other,
        }
    }
}

/// Gives [`Role::Title`] to the blocks that serve as headings, and [`Role::Body`] to headings that
/// are paragraphs set large.
pub(super) fn mark(blocks: &mut Blocks) {
    for place in 0..blocks.list.len() {
        let block = &blocks.list[place];
        if matches!(block.role, Role::Heading(_)) && is_paragraph(blocks.text(block), block.length)
        {
            blocks.list[place].role = Role::Body;
        }
    }
    let mut styles: Vec<Option<Style>> = Vec::with_capacity(blocks.list.len());
    for place in 0..blocks.list.len() {
        let is_below_title = styles.last().is_some_and(Option::is_some);
        styles.push(candidate(blocks, place, is_below_title));
    }
    drop_lines(&mut styles);
    // From the end, so that a title above a title knows whether that one has text below it.
    for place in (0..styles.len()).rev() {
        let Some(style) = styles[place] else { continue };
        let Some(next) = next_seen(blocks, place).map(|next| next.role) else { continue };
        let is_above_title =
            next == Role::Title && styles.get(place + 1).copied().flatten() != Some(style);
        let is_title = if is_bare_number(blocks.text(&blocks.list[place])) {
            // Above a paragraph it is that paragraph's.
            is_above_title || matches!(next, Role::Heading(_))
        } else {
            is_above_title || next.is_text() || next == Role::Columns
        };
        if is_title {
            blocks.list[place].role = Role::Title;
        }
    }
}

/// Whether a text is the number of a section alone.
fn is_bare_number(text: &str) -> bool {
    !text.contains(|c: char| !c.is_ascii_digit() && c != '.')
}

fn is_paragraph(text: &str, length: usize) -> bool {
    length > HEADING_MAX || length >= SENTENCE_MIN && text.ends_with(['.', ';', ',', '。'])
}

/// The style of the block at `place` if it looks like a title; `is_below_title` says whether the
/// block above it does.
fn candidate(blocks: &Blocks, place: usize, is_below_title: bool) -> Option<Style> {
    let block = &blocks.list[place];
    if block.role != Role::Body || block.length > BOLD_MAX {
        return None;
    }
    let next = next_seen(blocks, place)?;
    if !next.role.is_text() && next.role != Role::Columns || !is_above(blocks, place, next) {
        return None;
    }
    let text = blocks.text(block);
    let label = label::parse(text);
    let words = text[label.map_or(0, |label| label.length)..].trim();
    let style = style(block, words, label);
    let is_bulleted = matches!(style.label, Some(label::Style::Bullet(_)));
    let is_title = !is_bulleted
        && !is_of_address(blocks, place, words)
        && (!words.is_empty() && is_bold_title(&style, words, next)
            || is_capitals_title(&style, block, words)
            || is_numbered_title(label, words)
            || is_title_of_item(block, next, words)
            || is_title_by_place(blocks, place, words, is_below_title));
    is_title.then_some(style)
}

/// The block after `place` that a reader of the text alone sees.
fn next_seen(blocks: &Blocks, place: usize) -> Option<&Block> {
    let is_seen =
        |block: &&Block| !matches!(block.role, Role::Navigation | Role::Date | Role::Rule);
    blocks.list[place + 1..].iter().find(is_seen)
}

/// Whether a line is part of an address or a log rather than a title: it is full of digits, names
/// a place on the web, or goes on with the line above it.
fn is_of_address(blocks: &Blocks, place: usize, words: &str) -> bool {
    let letters = words.chars().filter(|c| c.is_alphabetic()).count();
    let digits = words.bytes().filter(u8::is_ascii_digit).count();
    let follows_line = blocks.list[place].follows_break && {
        let before = &blocks.list[place.saturating_sub(1)];
        before.role == Role::Body && before.bold == 0 && !is_closed_sentence(blocks.text(before))
    };
    letters == 0 && !words.is_empty()
        || digits * 3 > letters
        || follows_line
        || words.contains(['@', '|'])
        || words.contains("://")
        || words.contains("www.")
}

/// How `block` is set.
pub(super) fn style_of(blocks: &Blocks, block: &Block) -> Style {
    let text = blocks.text(block);
    let label = label::parse(text);
    style(block, text[label.map_or(0, |label| label.length)..].trim(), label)
}

fn style(block: &Block, words: &str, label: Option<Label>) -> Style {
    Style {
        is_bold: block.bold > 0 && block.bold * 10 >= words.len() * 9,
        is_capitals: is_capitals(words),
        label: label.map(|label| label.style),
    }
}

/// Whether `next` stands under the block at `place`: in the same list item, or below a list of
/// that item alone.
fn is_above(blocks: &Blocks, place: usize, next: &Block) -> bool {
    let block = &blocks.list[place];
    let Some(item) = block.item else { return true };
    let before = place.checked_sub(1).map(|before| &blocks.list[before]);
    let is_alone = before.is_none_or(|before| before.depth < block.depth || !before.role.is_text());
    blocks.is_inside(next.item, item)
        || block.opens_item && is_alone && next.depth < block.depth && next.length >= FOLLOWED_MIN
}

fn is_bold_title(style: &Style, words: &str, next: &Block) -> bool {
    if !style.is_bold {
        return false;
    }
    let count = count_words(words);
    if words.ends_with(['.', '!', ';', ',']) {
        return count <= 6 && words.ends_with('.');
    }
    if is_cut_off(words) {
        return false;
    }
    // `You may not:` leads into a list, however it is set.
    !(words.ends_with(':') && count > 4 && next.opens_item)
}

fn is_capitals_title(style: &Style, block: &Block, words: &str) -> bool {
    let is_closed = words.ends_with([';', ',', '!'])
        || words.ends_with(['.', ':'])
            && count_words(words) > if style.label.is_none() { 4 } else { WORDS_MAX };
    style.is_capitals && block.length <= CAPITALS_MAX && !is_closed
}

fn is_numbered_title(label: Option<Label>, words: &str) -> bool {
    let is_of_section = label.is_some_and(|label| {
        matches!(
            label.style,
            label::Style::Named(_)
                | label::Style::Number(_)
                | label::Style::Capital(_)
                | label::Style::CapitalRoman(_)
        )
    });
    if words.is_empty() {
        return is_of_section;
    }
    is_of_section && count_words(words) <= WORDS_MAX && opens_high(words) && !is_closed(words)
}

/// Whether a list item opens with a few words that stand above the paragraphs or items inside it.
fn is_title_of_item(block: &Block, next: &Block, words: &str) -> bool {
    block.opens_item
        && next.item != block.item
        && next.depth > block.depth
        && next.length >= FOLLOWED_MIN
        && count_words(words) <= 6
        && opens_high(words)
        && !words.ends_with([':', ',', ';'])
        && !is_cut_off(words)
}

/// Whether a short line stands alone above a paragraph, after a text that has come to its end.
fn is_title_by_place(blocks: &Blocks, place: usize, words: &str, is_below_title: bool) -> bool {
    let block = &blocks.list[place];
    let Some(next) = next_seen(blocks, place) else { return false };
    let count = count_words(words);
    let is_short = count <= WORDS_MAX && block.length <= CAPITALS_MAX && !is_closed(words)
        || words.ends_with('.') && is_set_as_title(words)
        || words.ends_with('?') && count <= QUESTION_WORDS_MAX;
    let has_list = next.opens_item && !block.opens_item;
    let has_body = next.length >= FOLLOWED_MIN
        || has_list
        || next.length >= LENGTH_MIN && is_title_case(words);
    let is_cut_short = has_list
        && (words.contains(',')
            || count > 4 && !words.ends_with('?') && !is_title_case(words)
            || RUNNING_ON.iter().any(|start| words.starts_with(start)));
    let before = place.checked_sub(1).map(|before| &blocks.list[before]);
    let is_after_end = before.is_none_or(|before| {
        is_below_title
            || !before.role.is_text()
            || is_closed_sentence(blocks.text(before))
            || block.opens_item
            || is_title_case(words) && next.length > BOLD_MAX
    });
    let is_list_label =
        label::parse(blocks.text(block)).is_some_and(|label| label.style.is_of_list());
    is_short
        && has_body
        && is_after_end
        && opens_high(words)
        && !is_list_label
        && !is_cut_short
        && (has_list || opens_high(blocks.text(next)))
        && block.linked == 0
}

/// Whether most words of at least three begin with a capital, as in English titles.
fn is_title_case(words: &str) -> bool {
    let count = count_words(words);
    let capital = words.split(' ').filter(|word| word.starts_with(char::is_uppercase)).count();
    let is_wordy =
        words.starts_with(char::is_alphabetic) && !words.bytes().any(|b| b.is_ascii_digit());
    is_wordy && count >= 3 && capital * 10 >= count * 6
}

/// Whether every word of two to six but the smallest begins with a capital: a title that ends in a
/// full stop.
fn is_set_as_title(words: &str) -> bool {
    let is_set = |word: &str| word.len() <= 3 || word.starts_with(char::is_uppercase);
    (2..=6).contains(&count_words(words)) && opens_high(words) && words.split(' ').all(is_set)
}

/// Drops titles of one style that follow each other line by line.
fn drop_lines(styles: &mut [Option<Style>]) {
    let mut start = 0;
    while start < styles.len() {
        let alike = styles[start..].iter().take_while(|style| **style == styles[start]).count();
        if styles[start].is_some() && alike >= LINES_MIN {
            styles[start..start + alike].fill(None);
        }
        start += alike;
    }
}

/// Whether every letter is a capital, and there are enough of them to tell.
fn is_capitals(text: &str) -> bool {
    let mut letters = text.chars().filter(|c| c.is_alphabetic()).peekable();
    let count = letters.clone().take(4).count();
    count == 4 && letters.all(char::is_uppercase)
}

/// Whether a text ends as no title does.
fn is_closed(text: &str) -> bool {
    text.ends_with(['.', ';', ',', ':', '!', '?', '。', '；', '，', '：', ')'])
}
