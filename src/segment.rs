//! Cuts a version's text into clauses; pure, cannot fail, loses nothing.

mod block;
mod builder;
mod check;
mod cut;
mod html;
mod markdown;
mod navigation;
mod outline;
mod path;
mod plain;
mod sentence;
mod split;
mod title;

use crate::clause::{Clause, Span};
use crate::document::Format;

use block::{Blocks, Role};
use cut::Entry;
use outline::Outline;
use path::Path;

pub use check::check;

/// A clause of more characters is cut at the ends of sentences.
pub const LENGTH_MAX: usize = 1200;
/// A clause of fewer characters is joined to its neighbour, if there is one under its headings.
pub const LENGTH_MIN: usize = 40;
/// The bytes of a clause, at most, whatever markup lies inside.
pub const SPAN_MAX: usize = 16 * 1024;

/// A text cut into clauses, with an account of every byte.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segmentation {
    /// The clauses, in the order of the text; their spans ascend and do not overlap.
    pub clauses: Vec<Clause>,
    /// Every byte outside the clauses, in ascending, disjoint spans.
    pub rest: Vec<(Span, Rest)>,
}

/// What bytes are that belong to no clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Rest {
    /// A heading; it is in the paths of the clauses below it.
    Heading,
    /// The names of a table's columns; the wording of each row repeats them.
    Columns,
    /// The boundary between two source pages of a combined document.
    Joint,
    /// A table of contents, a menu, a button: the page, not the document.
    Navigation,
    /// The date of the document, standing alone.
    Date,
    /// Encoded data.
    Data,
    /// Markup without text of its own.
    Markup,
    /// White space.
    Space,
}

/// Cuts `text` into clauses.
///
/// HTML is converted to Markdown before it comes here; [`Format::Html`] is read as Markdown.
///
/// # Panics
///
/// When the text is 4 GiB or longer, which [`Span`] cannot express.
#[must_use]
pub fn segment(text: &str, format: Format) -> Segmentation {
    let mut blocks = match format {
        Format::Markdown | Format::Html => markdown::blocks(text),
        Format::Text => plain::blocks(text),
    };
    navigation::mark(&mut blocks);
    title::mark(&mut blocks);
    split::split(&mut blocks);
    let mut clauses = clauses(&blocks);
    for clause in &mut clauses {
        clause.links = text[clause.span.range()].matches("](").count() as u32;
    }
    let rest = rest(text, &blocks, &clauses);
    Segmentation { clauses, rest }
}

/// The clauses of all sections.
fn clauses(blocks: &Blocks) -> Vec<Clause> {
    let mut clauses = Vec::new();
    let mut path = Path::new(blocks);
    let mut section = Section::default();
    for (place, block) in blocks.list.iter().enumerate() {
        if block.role.is_text() {
            let heading = path.above(blocks, block);
            if heading != section.heading {
                section.end(blocks, &mut clauses);
                section.heading = heading;
            }
            let before = section.entries.last().map(|entry| &blocks.list[entry.place]);
            let level = section.outline.enter(blocks, before, block);
            section.entries.push(Entry { place, level });
        } else {
            let before = section.entries.last().map(|entry| blocks.list[entry.place].role);
            // The names of columns part a table from the one before, not from its lead-in.
            if block.role != Role::Columns || before == Some(Role::Row) {
                section.end(blocks, &mut clauses);
            }
            path.pass(blocks, block);
        }
    }
    section.end(blocks, &mut clauses);
    clauses
}

/// Texts under the same headings with nothing between them.
#[derive(Debug, Default)]
struct Section {
    heading: Vec<String>,
    entries: Vec<Entry>,
    outline: Outline,
}

impl Section {
    /// Adds the section's clauses to `clauses` and starts anew under the same headings.
    fn end(&mut self, blocks: &Blocks, clauses: &mut Vec<Clause>) {
        for draft in cut::cut(blocks, &self.entries) {
            let entries = &self.entries[draft.entries];
            let (first, last) = (entries[0].place, entries[entries.len() - 1].place);
            let span = Span::new(blocks.list[first].span.start, blocks.list[last].span.end);
            let mut heading = self.heading.clone();
            let mut run_ins =
                entries.iter().map(|entry| path::run_in(blocks, &blocks.list[entry.place]));
            // Several run-in titles in one clause name its parts, not the whole.
            if let Some(title) =
                run_ins.next().flatten().filter(|_| run_ins.all(|title| title.is_none()))
            {
                heading.push(title);
            }
            let wording = blocks.wording(first, last + 1);
            let context = draft.context;
            clauses.push(Clause { span, heading, wording, context, links: 0 });
        }
        self.entries.clear();
        self.outline = Outline::default();
    }
}

/// Accounts for every byte of `text` outside the clauses.
fn rest(text: &str, blocks: &Blocks, clauses: &[Clause]) -> Vec<(Span, Rest)> {
    let others = blocks.list.iter().filter_map(|block| {
        let kind = match block.role {
            Role::Body | Role::Row => return None,
            Role::Columns => Rest::Columns,
            Role::Heading(_) | Role::Title => Rest::Heading,
            Role::Joint => Rest::Joint,
            Role::Rule => Rest::Markup,
            Role::Navigation => Rest::Navigation,
            Role::Date => Rest::Date,
            Role::Data => Rest::Data,
        };
        Some((block.span.clone(), kind))
    });
    let mut others = others.peekable();
    let mut rest = Vec::new();
    let mut at = 0;
    let end = Span::new(text.len(), text.len());
    for span in clauses.iter().map(|clause| clause.span).chain([end]) {
        let span = span.range();
        while let Some((other, kind)) = others.next_if(|(other, _)| other.start < span.end) {
            // The names of columns may lie inside a clause, between its lead-in and its rows.
            if other.start >= at && other.end <= span.start && !other.is_empty() {
                fill(text, at..other.start, &mut rest);
                at = other.end;
                rest.push((Span::new(other.start, other.end), kind));
            }
        }
        fill(text, at..span.start, &mut rest);
        at = span.end;
    }
    rest
}

/// Accounts for a gap without visible text.
fn fill(text: &str, gap: std::ops::Range<usize>, rest: &mut Vec<(Span, Rest)>) {
    if gap.is_empty() {
        return;
    }
    let kind = if text[gap.clone()].trim().is_empty() { Rest::Space } else { Rest::Markup };
    rest.push((Span::new(gap.start, gap.end), kind));
}
