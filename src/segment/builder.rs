//! Building blocks from a text read front to back.

use std::ops::Range;

use super::block::{Block, Blocks, DEPTH_MAX, Role, Run};

/// Collects visible text into blocks; white space is made even on the way, and characters that
/// cannot be seen are left out.
#[derive(Debug, Default)]
pub(super) struct Builder {
    blocks: Blocks,
    open: Option<Block>,
    /// Where the source has been read to. A parser that gives up on a table may tell of its last
    /// row twice; the second telling is passed over.
    read_to: usize,
    /// White space was read that is to become one space before the next visible character.
    space: bool,
    /// Text of our own making that is to stand before the next visible character.
    prefix: String,
    /// The list items around the current place.
    items: Vec<u32>,
    /// Whether the innermost list item has no block yet.
    item_is_new: bool,
    /// Whether the next block follows a hard break.
    after_break: bool,
    /// Whether the open block holds marks of bold text that Markdown does not take for such.
    has_stray_marks: bool,
    /// The inline elements around the current place: where each opens, and whether nothing visible
    /// of its block stands before it.
    inline: Vec<(usize, bool)>,
    /// The elements around the current place that set text in bold.
    pub(super) bold: usize,
    /// The links around the current place, and whether the innermost leads into the same page.
    pub(super) links: usize,
    pub(super) link_is_within: bool,
}

impl Builder {
    /// The blocks, when the text is read to its end.
    pub(super) fn finish(mut self) -> Blocks {
        self.end_block();
        while !self.items.is_empty() {
            self.close_item();
        }
        self.blocks
    }

    /// Adds a block without text: a rule, joint or the like.
    pub(super) fn mark(&mut self, role: Role, span: Range<usize>) {
        self.end_block();
        if span.start >= self.read_to {
            self.read_to = span.end;
            let block = Block { role, span, ..self.new_block(0) };
            self.blocks.list.push(block);
        }
    }

    /// Opens a list item; what follows belongs to it.
    pub(super) fn open_item(&mut self) {
        self.end_block();
        let id = u32::try_from(self.blocks.items.len()).unwrap_or(u32::MAX);
        self.blocks.items.push(id..id + 1);
        self.items.push(id);
        self.item_is_new = true;
    }

    /// Closes the innermost list item.
    pub(super) fn close_item(&mut self) {
        self.end_block();
        let after = u32::try_from(self.blocks.items.len()).unwrap_or(u32::MAX);
        if let Some(id) = self.items.pop() {
            self.blocks.items[id as usize].end = after;
        }
        self.item_is_new = false;
    }

    /// Opens an inline element whose markup begins at `start`.
    pub(super) fn open_inline(&mut self, start: usize) {
        self.inline.push((start, self.open.is_none()));
    }

    /// Closes the innermost inline element, whose markup ends at `end`.
    pub(super) fn close_inline(&mut self, end: usize) {
        let Some((start, _)) = self.inline.pop() else { return };
        let Some(block) = &mut self.open else { return };
        // An element that opened in a former block would leave this one's markup unbalanced.
        if start >= block.span.start && start < block.span.end {
            block.span.end = end;
            self.read_to = self.read_to.max(end);
        }
    }

    /// Ends the line: the next visible text is a block of the same paragraph.
    pub(super) fn break_line(&mut self) {
        if self.open.is_some() {
            self.end_block();
            self.after_break = true;
        }
    }

    /// Reads white space.
    pub(super) fn space(&mut self) {
        self.space = true;
    }

    /// Puts `text` before the next visible character, if there is one in this block.
    pub(super) fn put_before(&mut self, text: &str) {
        self.prefix.clear();
        self.prefix.push_str(text);
    }

    /// The visible text of the open block so far.
    pub(super) fn open_text(&self) -> &str {
        self.open.as_ref().map_or("", |block| &self.blocks.visible[block.text.start..])
    }

    /// Ends the open block, giving it `role`.
    pub(super) fn end_block_as(&mut self, role: Role) {
        if let Some(block) = &mut self.open {
            block.role = role;
        }
        self.end_block();
    }

    /// Ends the open block, if there is one.
    pub(super) fn end_block(&mut self) {
        self.space = false;
        self.after_break = false;
        self.prefix.clear();
        let has_stray_marks = std::mem::take(&mut self.has_stray_marks);
        let Some(mut block) = self.open.take() else { return };
        block.text.end = self.blocks.visible.len();
        block.length = count_characters(&self.blocks.visible[block.text.clone()]);
        if has_stray_marks && block.bold == 0 {
            block.bold = block.text.len();
        }
        for element in &mut self.inline {
            element.1 = false;
        }
        self.blocks.list.push(block);
    }

    /// Passes a mark of bold text that Markdown does not take for such.
    pub(super) fn drop_mark(&mut self) {
        self.has_stray_marks = true;
    }

    /// Reads text as [`Builder::read`] does, without the `**` in it.
    pub(super) fn read_around_marks(&mut self, text: &str, at: usize) {
        let mut start = 0;
        for (mark, stars) in text.match_indices("**") {
            self.read(&text[start..mark], at + start);
            self.drop_mark();
            start = mark + stars.len();
        }
        self.read(&text[start..], at + start);
    }

    /// Reads visible text that stands at `at` in the source, byte for byte.
    pub(super) fn read(&mut self, text: &str, at: usize) {
        let bytes = text.as_bytes();
        let (mut start, mut place) = (0, 0);
        while place < bytes.len() {
            let byte = bytes[place];
            let is_inner_space = byte == b' '
                && place > start
                && bytes.get(place + 1).is_some_and(u8::is_ascii_graphic);
            if byte.is_ascii_graphic() || is_inner_space {
                place += 1;
                continue;
            }
            let character = text[place..].chars().next().unwrap_or(' ');
            let next = place + character.len_utf8();
            if character.is_whitespace() || is_invisible(character) {
                self.take(&text[start..place], at + start);
                self.space |= character.is_whitespace();
                start = next;
            }
            place = next;
        }
        self.take(&text[start..], at + start);
    }

    /// Adds a character that is written otherwise in the source, over the range `source`.
    pub(super) fn read_decoded(&mut self, text: &str, source: Range<usize>) {
        if source.start < self.read_to {
            return;
        }
        for character in text.chars() {
            if character.is_whitespace() {
                self.space = true;
            } else if !is_invisible(character) {
                let mut buffer = [0; 4];
                self.take_as(character.encode_utf8(&mut buffer), source.clone());
            }
        }
    }

    /// Adds a run that has no white space at its ends and none but single spaces inside.
    fn take(&mut self, run: &str, source: usize) {
        if run.is_empty() || source < self.read_to {
            return;
        }
        let at = self.take_as(run, source..source + run.len());
        match self.blocks.runs.last_mut() {
            Some(last) if last.at + last.len == at && last.source + last.len == source => {
                last.len += run.len();
            }
            _ => self.blocks.runs.push(Run { at, source, len: run.len() }),
        }
    }

    /// Adds visible text to the open block, opening one if there is none; tells where it stands.
    fn take_as(&mut self, text: &str, source: Range<usize>) -> usize {
        let mut block = match self.open.take() {
            Some(block) => block,
            None => self.open_block(source.start),
        };
        if !self.prefix.is_empty() {
            self.blocks.visible.push_str(&self.prefix);
            self.prefix.clear();
        } else if self.space && self.blocks.visible.len() > block.text.start {
            self.blocks.visible.push(' ');
        }
        self.space = false;
        let at = self.blocks.visible.len();
        self.blocks.visible.push_str(text);
        let end = self.blocks.visible.len();
        block.span.end = source.end;
        self.read_to = source.end;
        if self.bold > 0 {
            block.bold += text.len();
            if block.first_bold.is_empty() {
                block.first_bold = at..end;
            } else if at <= block.first_bold.end + 1 {
                block.first_bold.end = end;
            }
        }
        if self.links > 0 {
            block.linked += text.len();
            block.linked_within += if self.link_is_within { text.len() } else { 0 };
        }
        self.open = Some(block);
        at
    }

    fn open_block(&mut self, source: usize) -> Block {
        let start = self.inline.iter().find(|element| element.1).map_or(source, |first| first.0);
        let mut block = self.new_block(start.max(self.read_to));
        block.opens_item = self.item_is_new;
        block.follows_break = self.after_break;
        self.item_is_new = false;
        self.after_break = false;
        self.space = false;
        block
    }

    fn new_block(&self, start: usize) -> Block {
        let at = self.blocks.visible.len();
        Block {
            role: Role::Body,
            span: start..start,
            text: at..at,
            length: 0,
            item: self.items.last().copied(),
            depth: u16::try_from(self.items.len().min(DEPTH_MAX)).unwrap_or(u16::MAX),
            opens_item: false,
            follows_break: false,
            follows_cut: false,
            bold: 0,
            first_bold: at..at,
            linked: 0,
            linked_within: 0,
        }
    }
}

/// The number of characters of `text`.
pub(super) fn count_characters(text: &str) -> usize {
    text.bytes().filter(|byte| (byte & 0xC0) != 0x80).count()
}

/// Whether a character is nothing to a reader: controls, zero-width characters, bidi controls.
fn is_invisible(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
                | '\u{2060}'..='\u{206F}' | '\u{FEFF}'
        )
}
