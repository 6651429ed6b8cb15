//! Plain text to blocks.

use std::ops::Range;

use super::block::{Blocks, Role};
use super::builder::{Builder, count_characters};
use crate::analysis::label;

/// A line of at least this many characters may have been wrapped; a shorter one ends on purpose.
const WRAPPED_MIN: usize = 50;
/// A line of more than this many characters was not wrapped; it is a paragraph.
const WRAPPED_MAX: usize = 140;

/// Reads the blocks of a plain text.
pub(super) fn blocks(text: &str) -> Blocks {
    let mut builder = Builder::default();
    Lines::default().read(&mut builder, text, 0..text.len());
    builder.finish()
}

/// Reads lines: blank ones part paragraphs, a label such as `(a)` or a bullet opens one, and a
/// short line ends where it ends.
#[derive(Debug, Default)]
pub(super) struct Lines {
    /// The number of characters of the line before.
    last: usize,
}

impl Lines {
    /// Reads the lines in `range` of `text`.
    pub(super) fn read(&mut self, builder: &mut Builder, text: &str, range: Range<usize>) {
        let mut at = range.start;
        for line in text[range].split_inclusive('\n') {
            let visible = line.trim();
            let start = at + (line.len() - line.trim_start().len());
            at += line.len();
            if visible.is_empty() {
                builder.end_block();
            } else if is_line_drawn(visible) {
                let level = if visible.starts_with('=') { 1 } else { 2 };
                if is_title_length(builder.open_text()) && !visible.starts_with('*') {
                    builder.end_block_as(Role::Heading(level));
                }
                builder.mark(Role::Rule, start..start + visible.len());
            } else {
                self.read_line(builder, visible, start);
            }
        }
    }

    fn read_line(&mut self, builder: &mut Builder, visible: &str, start: usize) {
        if !builder.open_text().is_empty() {
            if label::parse(visible).is_some() || self.last > WRAPPED_MAX {
                builder.end_block();
            } else if self.last < WRAPPED_MIN {
                builder.break_line();
            }
        }
        builder.space();
        builder.read(visible, start);
        self.last = count_characters(visible);
    }
}

/// Whether a line consists of strokes alone.
fn is_line_drawn(line: &str) -> bool {
    let first = line.as_bytes()[0];
    line.len() >= 3
        && matches!(first, b'=' | b'-' | b'_' | b'*' | b'~')
        && line.bytes().all(|byte| byte == first || byte == b' ')
}

fn is_title_length(text: &str) -> bool {
    !text.is_empty() && count_characters(text) <= WRAPPED_MAX
}
