//! Markdown to blocks.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::block::{Blocks, Role};
use super::builder::Builder;
use super::{html, plain};

/// Names of columns are at most this many characters long; a first row with more is a row.
const COLUMN_NAME_MAX: usize = 60;

/// A line that opens more lists and quotes than this is no prose; the text is read as plain.
const NESTING_MAX: usize = 256;

/// Reads the blocks of a Markdown text.
pub(super) fn blocks(text: &str) -> Blocks {
    // Each line below such a line would be looked at once for each list it may be in.
    if text.lines().any(is_nested_too_deep) {
        return plain::blocks(text);
    }
    let mut reader = Reader { text, builder: Builder::default(), ..Reader::default() };
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        reader.read(event, range);
    }
    reader.builder.finish()
}

/// What the events read so far have opened.
#[derive(Debug, Default)]
struct Reader<'t> {
    text: &'t str,
    builder: Builder,
    /// The number of images around the current place; their texts are not seen on the page.
    images: usize,
    /// The code block around the current place; its lines stand as they are.
    code: Option<plain::Lines>,
    table: Option<Table>,
    html: html::Scanner,
}

/// The table around the current place.
#[derive(Debug, Default)]
struct Table {
    /// The visible text of the first row's cells.
    columns: Vec<String>,
    /// The current row's cell, from 0.
    cell: usize,
    in_head: bool,
}

impl Reader<'_> {
    fn read(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.open(&tag, range),
            Event::End(tag) => self.close(tag, range),
            Event::Text(seen) => self.text(&seen, range),
            Event::Code(_) => self.code_span(range),
            Event::Html(_) => self.html(range),
            Event::InlineHtml(_) => self.inline_html(range),
            Event::SoftBreak => self.builder.space(),
            Event::HardBreak => self.hard_break(),
            Event::Rule => {
                let role =
                    if is_joint(&self.text[range.clone()]) { Role::Joint } else { Role::Rule };
                self.builder.mark(role, trim(self.text, range));
            }
            // These need options that are off.
            Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::FootnoteReference(_)
            | Event::TaskListMarker(_) => {}
        }
    }

    fn open(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Emphasis | Tag::Strikethrough => self.builder.open_inline(range.start),
            Tag::Strong => {
                self.builder.open_inline(range.start);
                self.builder.bold += 1;
            }
            Tag::Link { dest_url, .. } => {
                self.builder.open_inline(range.start);
                self.builder.links += 1;
                self.builder.link_is_within = dest_url.starts_with('#');
            }
            Tag::Image { .. } => self.images += 1,
            Tag::Item => self.builder.open_item(),
            Tag::CodeBlock(_) => {
                self.builder.end_block();
                self.code = Some(plain::Lines::default());
            }
            Tag::HtmlBlock => {
                self.builder.end_block();
                self.html = html::Scanner::default();
            }
            Tag::Table(_) => {
                self.builder.end_block();
                self.table = Some(Table::default());
            }
            Tag::TableHead => self.open_row(true),
            Tag::TableRow => self.open_row(false),
            Tag::TableCell => self.open_cell(),
            _ => self.builder.end_block(),
        }
    }

    fn close(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Emphasis | TagEnd::Strikethrough => self.builder.close_inline(range.end),
            TagEnd::Strong => {
                self.builder.close_inline(range.end);
                self.builder.bold -= 1;
            }
            TagEnd::Link => {
                self.builder.close_inline(range.end);
                self.builder.links -= 1;
            }
            TagEnd::Image => self.images -= 1,
            TagEnd::Item => self.builder.close_item(),
            TagEnd::Heading(level) => self.builder.end_block_as(Role::Heading(level as u8)),
            TagEnd::CodeBlock => {
                self.builder.end_block();
                self.code = None;
            }
            TagEnd::Table => {
                self.builder.end_block();
                self.table = None;
            }
            TagEnd::TableHead => self.close_head(),
            TagEnd::TableRow => self.builder.end_block_as(Role::Row),
            TagEnd::TableCell => self.close_cell(),
            _ => self.builder.end_block(),
        }
    }

    fn text(&mut self, seen: &str, range: Range<usize>) {
        if self.images > 0 {
            return;
        }
        if let Some(lines) = &mut self.code {
            lines.read(&mut self.builder, self.text, range);
        } else if self.is_stray_mark(seen, &range) {
            self.builder.drop_mark();
        } else if self.text.get(range.clone()) == Some(seen) {
            self.builder.read_around_marks(seen, range.start);
        } else {
            self.builder.read_decoded(seen, range);
        }
    }

    /// Whether a text is the `**` that Markdown leaves standing when there is white space inside,
    /// as in `**Fees **`; they were put to set it in bold. The halves may come one by one.
    fn is_stray_mark(&self, seen: &str, range: &Range<usize>) -> bool {
        let is_star = |at: usize| self.text.as_bytes().get(at) == Some(&b'*');
        let beside = is_star(range.end) || range.start.checked_sub(1).is_some_and(is_star);
        seen.bytes().all(|byte| byte == b'*') && (seen.len() > 1 || seen.len() == 1 && beside)
    }

    fn code_span(&mut self, range: Range<usize>) {
        if self.images > 0 {
            return;
        }
        let whole = &self.text[range.clone()];
        let inner = whole.trim_start_matches('`');
        let start = range.end - inner.len();
        self.builder.open_inline(range.start);
        self.builder.read(inner.trim_end_matches('`'), start);
        self.builder.close_inline(range.end);
    }

    fn hard_break(&mut self) {
        if self.table.is_none() {
            self.builder.break_line();
        } else if !self.builder.open_text().is_empty() {
            self.builder.put_before("\n");
        }
    }

    fn inline_html(&mut self, range: Range<usize>) {
        if self.text[range.clone()].to_ascii_lowercase().starts_with("<br") {
            self.hard_break();
        } else {
            self.html(range);
        }
    }

    fn html(&mut self, range: Range<usize>) {
        let Self { text, builder, html, .. } = self;
        let ends_line = text[range.clone()].ends_with('\n');
        html.visible(text, range, |seen| builder.read(&text[seen.clone()], seen.start));
        if ends_line {
            builder.space();
        }
    }

    fn open_row(&mut self, in_head: bool) {
        self.builder.end_block();
        if let Some(table) = &mut self.table {
            table.in_head = in_head;
            table.cell = 0;
        }
    }

    fn open_cell(&mut self) {
        let Some(table) = &self.table else { return };
        let mut prefix = String::new();
        if !self.builder.open_text().is_empty() {
            prefix.push_str(" | ");
        }
        let name = table.columns.get(table.cell).map_or("", String::as_str);
        if !table.in_head && !name.is_empty() {
            prefix.push_str(name);
            if !name.ends_with([':', '?']) {
                prefix.push(':');
            }
            prefix.push(' ');
        }
        self.builder.put_before(&prefix);
    }

    fn close_cell(&mut self) {
        let Some(table) = &mut self.table else { return };
        table.cell += 1;
        if table.in_head {
            let row = self.builder.open_text();
            let before: usize = table.columns.iter().map(|name| name.len() + " | ".len()).sum();
            let name = row.get(before..).unwrap_or_default();
            table.columns.push(name.to_owned());
        }
    }

    /// Ends a table's first row, which names the columns unless it reads like a row itself.
    fn close_head(&mut self) {
        let Some(table) = &mut self.table else { return };
        let is_name = |cell: &String| {
            super::builder::count_characters(cell) <= COLUMN_NAME_MAX && !cell.ends_with(['.', ';'])
        };
        if table.columns.len() > 1 && table.columns.iter().all(is_name) {
            self.builder.end_block_as(Role::Columns);
        } else {
            table.columns.clear();
            self.builder.end_block_as(Role::Row);
        }
    }
}

/// Whether a line opens more than [`NESTING_MAX`] lists and quotes.
fn is_nested_too_deep(line: &str) -> bool {
    let is_marker = |byte: &&u8| b" \t>*+-.)0123456789".contains(byte);
    let head = line.bytes().take_while(|byte| is_marker(&byte)).count();
    let opening = |pair: &&[u8]| pair[0] == b'>' || b"*+-.)".contains(&pair[0]) && pair[1] == b' ';
    line.as_bytes()[..head].windows(2).filter(opening).count() > NESTING_MAX
}

/// Whether a thematic break is the one that Open Terms Archive puts between source pages.
fn is_joint(rule: &str) -> bool {
    rule.trim() == "- - -"
}

/// `range` without the white space at its ends.
fn trim(text: &str, range: Range<usize>) -> Range<usize> {
    let whole = &text[range.clone()];
    let start = range.start + (whole.len() - whole.trim_start().len());
    start..start + whole.trim().len()
}
