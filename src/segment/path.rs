//! The headings above each place of a text.

use super::block::{Block, Blocks, Role};
use super::sentence;
use super::title::{self, Style};
use crate::analysis::label;

/// A run-in title has at most this many bytes.
const RUN_IN_MAX: usize = 100;

/// The headings above the current place, outermost first.
#[derive(Debug, Default)]
pub(super) struct Path {
    frames: Vec<Frame>,
    /// How many frames stood above the titles of each style when it was last used.
    depths: Vec<(Style, usize)>,
    /// Whether titles are numbered from 1 more than once, so that the numbers count the parts of a
    /// section, not those of the document.
    restarts: bool,
}

#[derive(Debug)]
struct Frame {
    text: String,
    /// The level of a heading written as such; none of a title.
    level: Option<u8>,
    style: Style,
    /// The list item it stands in; its text reaches to the end of that, if there is any.
    item: Option<u32>,
    /// Whether there was text below it, inside its list item.
    has_text: bool,
}

impl Path {
    /// The path at the start of `blocks`.
    pub(super) fn new(blocks: &Blocks) -> Self {
        let is_first = |block: &&Block| {
            let label = label::parse(blocks.text(block));
            block.role == Role::Title
                && label
                    .is_some_and(|label| label.style == label::Style::Number(1) && label.value == 1)
        };
        let restarts = blocks.list.iter().filter(is_first).nth(1).is_some();
        Self { restarts, ..Self::default() }
    }

    /// The texts of the headings above `block`, which is a text.
    pub(super) fn above(&mut self, blocks: &Blocks, block: &Block) -> Vec<String> {
        self.leave_items(blocks, block);
        for frame in &mut self.frames {
            frame.has_text |= frame.item.is_none_or(|item| blocks.is_inside(block.item, item));
        }
        let mut texts: Vec<_> = self.frames.iter().map(|frame| frame.text.clone()).collect();
        texts.dedup_by(|below, above| below.eq_ignore_ascii_case(above));
        texts
    }

    /// Passes a block that is no text: a heading, title or joint.
    pub(super) fn pass(&mut self, blocks: &Blocks, block: &Block) {
        match block.role {
            Role::Joint => *self = Self { restarts: self.restarts, ..Self::default() },
            Role::Heading(level) => self.enter(blocks, block, Some(level)),
            Role::Title => self.enter(blocks, block, None),
            _ => {}
        }
    }

    fn enter(&mut self, blocks: &Blocks, block: &Block, level: Option<u8>) {
        self.leave_items(blocks, block);
        let style = title::style_of(blocks, block);
        let kept = match level {
            Some(level) => self.kept_above_heading(level, style),
            None => self.kept_above_title(style, label_value(blocks.text(block))),
        };
        self.frames.truncate(kept);
        if level.is_none() {
            self.depths.retain(|(known, _)| *known != style);
            self.depths.push((style, kept));
        }
        let text = blocks.text(block).trim_end_matches([':', ' ']).to_owned();
        self.frames.push(Frame { text, level, style, item: block.item, has_text: false });
    }

    /// How many frames stay above a heading of `level`.
    fn kept_above_heading(&self, level: u8, style: Style) -> usize {
        let stays = |frame: &Frame| {
            frame.level.is_some_and(|above| {
                above < level || above == level && is_deeper(style, frame.style)
            })
        };
        self.frames.iter().position(|frame| !stays(frame)).unwrap_or(self.frames.len())
    }

    /// How many frames stay above a title: all down to its like; without its like, all headings
    /// and such titles as are not of its own list.
    fn kept_above_title(&self, style: Style, value: u32) -> usize {
        let titles =
            self.frames.iter().rposition(|frame| frame.level.is_some()).map_or(0, |at| at + 1);
        let alike = self.frames[titles..].iter().position(|frame| frame.style.is_like(style));
        if let Some(alike) = alike {
            return titles + alike;
        }
        let depth = self.depths.iter().find(|(known, _)| known.is_like(style)).map(|known| known.1);
        if let Some(depth) = depth.filter(|depth| (titles..self.frames.len()).contains(depth)) {
            return depth;
        }
        let ends = |frame: &Frame| match (frame.style.label, style.label) {
            (Some(label::Style::Number(above)), Some(label::Style::Number(below))) => {
                above >= below
            }
            // A list that goes on is not inside a title without number, and one that numbers the
            // whole document only inside the document's own.
            (None, Some(_)) => value > 1 || frame.has_text && !self.restarts,
            _ => false,
        };
        let end = self.frames[titles..].iter().position(ends);
        end.map_or(self.frames.len(), |end| titles + end)
    }

    /// Leaves the headings inside list items that `block` is not in.
    fn leave_items(&mut self, blocks: &Blocks, block: &Block) {
        while let Some(last) = self.frames.last() {
            let Some(item) = last.item else { return };
            if !last.has_text || blocks.is_inside(block.item, item) {
                return;
            }
            self.frames.pop();
        }
    }
}

fn is_deeper(below: Style, above: Style) -> bool {
    match (above.label, below.label) {
        (Some(label::Style::Number(above)), Some(label::Style::Number(below))) => above < below,
        _ => false,
    }
}

fn label_value(text: &str) -> u32 {
    label::parse(text).map_or(0, |label| label.value)
}

/// The title that opens `block` in bold and runs on in the same line: `**Fees.** You pay`.
pub(super) fn run_in(blocks: &Blocks, block: &Block) -> Option<String> {
    let bold = block.first_bold.clone();
    if block.role == Role::Row || bold.is_empty() || bold.end >= block.text.end || block.follows_cut
    {
        return None;
    }
    let text = blocks.text(block);
    let label = label::parse(text).map_or(0, |label| label.length);
    if bold.start > block.text.start + label || bold.end > block.text.start + RUN_IN_MAX {
        return None;
    }
    let title = &text[..bold.end - block.text.start];
    let rest = &text[title.len()..];
    let after = rest.trim_start();
    let is_punctuated = title.ends_with(['.', ':', '?', '–', '—', '-'])
        || after.starts_with(['.', ':', '–', '—'])
        || rest.starts_with(" - ");
    let is_parted = !rest.starts_with(char::is_alphanumeric) && sentence::count_words(title) > 1;
    let words = title.get(label..).unwrap_or_default();
    let is_title = sentence::opens_high(words)
        && words.chars().filter(|c| c.is_alphabetic()).nth(2).is_some()
        && after.len() > words.len().min(20)
        && (is_punctuated || is_parted && after.starts_with(char::is_uppercase));
    let ends = |c: char| c.is_whitespace() || matches!(c, '.' | ':' | '–' | '—' | '-' | ',');
    is_title.then(|| title.trim_end_matches(ends).to_owned())
}
