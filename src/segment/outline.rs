//! How deep each block lies in the lists of its section, those typed by hand included.

use super::block::{Block, Blocks, Role};
use super::sentence::{self, is_closed_sentence};
use crate::analysis::label::{self, Style};

/// Lists nested deeper than this lie this deep.
const LEVEL_MAX: usize = 40;

/// The lists that are open at the current place of a section.
#[derive(Debug, Default)]
pub(super) struct Outline {
    frames: Vec<Frame>,
}

#[derive(Debug, Clone, Copy)]
struct Frame {
    /// The number of Markdown list items around it.
    depth: u16,
    /// How its typed label is written.
    style: Option<Style>,
    /// The place of its label in its list.
    value: u32,
}

impl Outline {
    /// Enters `block`, which follows `before` in its section; tells its level, 0 for an ordinary
    /// paragraph.
    pub(super) fn enter(
        &mut self,
        blocks: &Blocks,
        before: Option<&Block>,
        block: &Block,
    ) -> usize {
        let label = label::parse(blocks.text(block));
        let runs_on = before.is_some_and(|before| !is_closed_sentence(blocks.text(before)));
        if before.is_some_and(|before| sentence::goes_on(blocks, before, block)) {
            return self.frames.len().saturating_sub(1);
        }
        while self.frames.last().is_some_and(|last| last.depth > block.depth) {
            self.frames.pop();
        }
        let first = self.frames.partition_point(|frame| frame.depth < block.depth);
        let style = match (block.role, label) {
            // The rows of a table are the items of a list.
            (Role::Row, _) => Some(Style::Row),
            (_, label) => label.map(|label| self.style_here(first, label)),
        };
        let value = label.map_or(0, |label| label.value);
        let alike = self.frames[first..].iter().position(|frame| frame.style == style);
        match (style, alike) {
            // An ordinary paragraph ends the lists that were typed before it.
            (None, _) => self.frames.truncate(first),
            (Some(_), Some(alike)) => self.frames.truncate(first + alike),
            // A numbered section is below a paragraph only when that runs on into it.
            (Some(style), None) if !style.is_of_list() && !runs_on => self.frames.truncate(first),
            (Some(_), None) => {}
        }
        let level = self.frames.len();
        if level < LEVEL_MAX {
            self.frames.push(Frame { depth: block.depth, style, value });
        }
        level
    }

    /// The style of `label` among the open lists: `(i)` after `(h)` is a letter.
    fn style_here(&self, first: usize, label: label::Label) -> Style {
        let Style::Roman(closing) = label.style else { return label.style };
        let letter = match label.value {
            1 => 9,
            5 => 22,
            10 => 24,
            _ => return label.style,
        };
        let goes_on = self.frames[first..]
            .iter()
            .any(|frame| frame.style == Some(Style::Letter(closing)) && frame.value + 1 == letter);
        if goes_on { Style::Letter(closing) } else { label.style }
    }
}
