//! The blocks of a text: its paragraphs, list items, table rows and headings, in order.

use std::ops::Range;

use crate::clause::{Piece, Span, Wording};

/// A text as a sequence of blocks, and the visible text of all of them.
#[derive(Debug, Default)]
pub(super) struct Blocks {
    /// In the order of the text; their spans ascend and do not overlap.
    pub(super) list: Vec<Block>,
    /// The visible text of the blocks, one after another.
    pub(super) visible: String,
    /// The runs of `visible` that stand in the source as they are, ascending in both.
    pub(super) runs: Vec<Run>,
    /// For every list item the items inside it, itself included: the first and one past the last.
    pub(super) items: Vec<Range<u32>>,
}

/// A run of visible text that equals the source at another place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Run {
    /// The first byte in the visible text.
    pub(super) at: usize,
    /// The first byte in the source.
    pub(super) source: usize,
    /// The number of bytes.
    pub(super) len: usize,
}

/// A paragraph, list item, table row or heading; or one of the lines that hard breaks part.
#[derive(Debug, Clone)]
pub(super) struct Block {
    /// What it is in its document.
    pub(super) role: Role,
    /// Its bytes in the source, with the inline markup that opens and closes within them.
    pub(super) span: Range<usize>,
    /// Its visible text, in [`Blocks::visible`].
    pub(super) text: Range<usize>,
    /// The number of visible characters.
    pub(super) length: usize,
    /// The innermost list item around it.
    pub(super) item: Option<u32>,
    /// The number of list items around it, at most [`DEPTH_MAX`].
    pub(super) depth: u16,
    /// Whether it opens its list item.
    pub(super) opens_item: bool,
    /// Whether a hard break parts it from the block before, not the end of a paragraph.
    pub(super) follows_break: bool,
    /// Whether it goes on where the block before was cut at the end of a sentence.
    pub(super) follows_cut: bool,
    /// The number of visible bytes set in bold.
    pub(super) bold: usize,
    /// The first run of bold text, in [`Blocks::visible`].
    pub(super) first_bold: Range<usize>,
    /// The number of visible bytes inside links.
    pub(super) linked: usize,
    /// The number of visible bytes inside links to a place in the same page.
    pub(super) linked_within: usize,
}

/// Lists nested deeper than this count as nested this deep.
pub(super) const DEPTH_MAX: usize = 32;

/// What a block is in its document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Text that may become a clause.
    Body,
    /// A table row.
    Row,
    /// The names of a table's columns, which each of its rows repeats.
    Columns,
    /// A heading written as such, with its level from 1 to 6.
    Heading(u8),
    /// A paragraph, line or item that serves as a heading.
    Title,
    /// The boundary between two source pages of a combined document.
    Joint,
    /// A line drawn across the page.
    Rule,
    /// A table of contents, a menu, a button.
    Navigation,
    /// The date of the document, alone.
    Date,
    /// Encoded data.
    Data,
}

impl Role {
    /// Whether such a block belongs to clauses.
    pub(super) fn is_text(self) -> bool {
        matches!(self, Self::Body | Self::Row)
    }
}

impl Blocks {
    /// The visible text of `block`.
    pub(super) fn text(&self, block: &Block) -> &str {
        &self.visible[block.text.clone()]
    }

    /// Whether the list item `inner` is `outer` or lies inside it.
    pub(super) fn is_inside(&self, inner: Option<u32>, outer: u32) -> bool {
        inner.is_some_and(|inner| self.items[outer as usize].contains(&inner))
    }

    /// The bytes of the source from the first visible byte of `text` to its last; none when
    /// nothing of it stands in the source.
    pub(super) fn source_of(&self, text: &Range<usize>) -> Option<Range<usize>> {
        let mut runs = self.runs_of(text);
        let first = runs.next()?;
        let last = runs.last().unwrap_or(first);
        Some(first.source..last.source + last.len)
    }

    /// The runs of the visible range `text`, cut to it.
    pub(super) fn runs_of(&self, text: &Range<usize>) -> impl Iterator<Item = Run> + use<'_> {
        let text = text.clone();
        let first = self.runs.partition_point(|run| run.at + run.len <= text.start);
        let within = self.runs[first..].iter().take_while(move |run| run.at < text.end);
        within.map(move |run| {
            let start = run.at.max(text.start);
            let end = (run.at + run.len).min(text.end);
            Run { at: start, source: run.source + (start - run.at), len: end - start }
        })
    }

    /// What the blocks of text from `first` up to, not including, `end` say together.
    pub(super) fn wording(&self, first: usize, end: usize) -> Wording {
        let mut wording = Wording::default();
        let mut before: Option<&Block> = None;
        for block in self.list[first..end].iter().filter(|block| block.role.is_text()) {
            if let Some(before) = before {
                wording.text.push_str(separator(before, block));
            }
            before = Some(block);
            let shift = wording.text.len();
            wording.text.push_str(self.text(block));
            wording.pieces.extend(self.runs_of(&block.text).map(|run| {
                let at = Span::new(0, run.at - block.text.start + shift).end;
                Piece { at, source: Span::new(run.source, run.source + run.len) }
            }));
        }
        wording
    }
}

/// What parts two blocks of one clause in its wording.
fn separator(before: &Block, block: &Block) -> &'static str {
    let is_line = block.follows_break || block.opens_item || block.role == Role::Row;
    if block.follows_cut {
        " "
    } else if is_line || (before.item.is_some() && before.item != block.item) {
        "\n"
    } else {
        "\n\n"
    }
}
