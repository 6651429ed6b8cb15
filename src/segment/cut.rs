//! Cutting the blocks of a section into clauses: paragraphs alone, lists with their lead-in.

use std::ops::Range;

use super::block::{Block, Blocks, Role};
use super::sentence::{self, is_closed_sentence, opens_high};
use super::{LENGTH_MAX, LENGTH_MIN, SPAN_MAX};
use crate::analysis::label;

/// Short items of a list are put together up to this many characters.
const PACK_MAX: usize = 600;
/// An item of at least this many characters is a clause of its own.
const ITEM_MIN: usize = 200;
/// A whole sentence of at least this many characters is a clause of its own in a list.
const SENTENCE_MIN: usize = 60;
/// The same in a list that goes on with the sentence leading into it.
const LED_SENTENCE_MIN: usize = 100;
/// A line of fewer characters that does not end as a sentence may belong to an address.
const LINE_MAX: usize = 80;
/// Items shorter than this on average continue the paragraph above them.
const SHORT_ITEM: usize = 80;

/// A block of text and its level in the lists of its section.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    /// Its place in [`Blocks::list`].
    pub(super) place: usize,
    /// See [`super::outline`].
    pub(super) level: usize,
}

/// A clause to be: its entries, and the sentence that leads into them from outside.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Draft {
    pub(super) entries: Range<usize>,
    pub(super) context: Option<String>,
}

/// Cuts the entries of one section into clauses, in order, leaving none out.
pub(super) fn cut(blocks: &Blocks, entries: &[Entry]) -> Vec<Draft> {
    let mut lengths = Vec::with_capacity(entries.len() + 1);
    lengths.push(0);
    for entry in entries {
        lengths.push(lengths[lengths.len() - 1] + blocks.list[entry.place].length);
    }
    let mut cutter = Cutter { blocks, entries, lengths, drafts: Vec::new() };
    cutter.cut(0..entries.len(), None, None);
    cutter.join_fragments();
    cutter.drafts
}

struct Cutter<'b> {
    blocks: &'b Blocks,
    entries: &'b [Entry],
    /// The characters before each entry.
    lengths: Vec<usize>,
    drafts: Vec<Draft>,
}

impl Cutter<'_> {
    /// Cuts siblings and what lies below them. `lead` leads into them and goes with the first;
    /// `context` is what the others are read with.
    fn cut(&mut self, range: Range<usize>, lead: Option<usize>, context: Option<&str>) {
        let mut atoms: Vec<Range<usize>> = lead.map(|lead| lead..lead + 1).into_iter().collect();
        let mut has_lead = lead.is_some();
        let mut place = range.start;
        while place < range.end {
            let level = self.entries[place].level;
            let below = place + 1..range.end;
            let end =
                below.clone().find(|next| self.entries[*next].level <= level).unwrap_or(below.end);
            let children = below.start..end;
            let whole = place..end;
            let is_led = !children.is_empty() && self.leads(place, &children);
            if children.is_empty() || is_led && self.fits(&whole, LENGTH_MAX) {
                atoms.push(whole);
            } else {
                if !is_led {
                    atoms.push(place..place + 1);
                }
                self.pack(&std::mem::take(&mut atoms), has_lead, context);
                has_lead = false;
                let context = is_led.then(|| self.context(context, place));
                self.cut(children, is_led.then_some(place), context.as_deref());
            }
            place = end;
        }
        self.pack(&atoms, has_lead, context);
    }

    /// Joins neighbouring atoms into drafts. The first atom is the lead when `has_lead`.
    ///
    /// A lead-in that does not fit into a clause with what it leads into becomes its context.
    fn pack(&mut self, atoms: &[Range<usize>], has_lead: bool, context: Option<&str>) {
        let mut start = 0;
        let mut led_in: Option<String> = None;
        for next in 1..=atoms.len() {
            let holds_lead = has_lead && start == 0;
            let is_joined = next < atoms.len() && {
                let draft = atoms[start].start..atoms[next - 1].end;
                let is_last = next + 1 == atoms.len();
                if holds_lead && next == 1 {
                    self.fits(&(draft.start..atoms[1].end), LENGTH_MAX)
                } else {
                    let before = &atoms[next - 1];
                    self.joins(&draft, before, &atoms[next], is_last, context.is_some())
                }
            };
            if !is_joined {
                let entries = atoms[start].start..atoms[next - 1].end;
                let context = if holds_lead { None } else { context.map(str::to_owned) };
                let context = context.or(led_in.take());
                let last = entries.end - 1;
                if self.blocks.text(self.block(last)).ends_with([':', '：']) {
                    led_in = Some(self.context(None, last));
                }
                self.drafts.push(Draft { entries, context });
                start = next;
            }
        }
    }

    /// Whether `next` belongs to the same clause as `draft`, whose last atom is `before`.
    fn joins(
        &self,
        draft: &Range<usize>,
        before: &Range<usize>,
        next: &Range<usize>,
        is_last: bool,
        is_led: bool,
    ) -> bool {
        let whole = draft.start..next.end;
        let (length, added) = (self.length(draft), self.length(next));
        let (last, first) = (self.block(before.end - 1), self.block(next.start));
        let (last_text, text) = (self.blocks.text(last), self.blocks.text(first));
        if !self.fits(&whole, LENGTH_MAX) {
            return false;
        }
        let is_line =
            |block: &Block| block.length < LINE_MAX && !is_closed_sentence(self.blocks.text(block));
        let is_item = |block: &Block| {
            block.opens_item || block.role == Role::Row || has_list_label(self.blocks.text(block))
        };
        if length < LENGTH_MIN {
            return true;
        }
        if added < LENGTH_MIN && !is_item(first) {
            return is_last
                || is_line(last)
                || is_closed_sentence(text)
                || first.linked * 2 > text.len();
        }
        if first.follows_cut {
            return false;
        }
        let runs_on = !is_closed_sentence(last_text);
        if sentence::goes_on(self.blocks, last, first) {
            return true;
        }
        if is_item(first) && is_item(self.block(before.start)) {
            let minimum = if is_led { LED_SENTENCE_MIN } else { SENTENCE_MIN };
            let stands_alone = |atom: &Range<usize>| {
                let length = self.length(atom);
                let text = self.blocks.text(self.block(atom.end - 1));
                length >= ITEM_MIN || length >= minimum && text.ends_with(['.', '!', '?', '。'])
            };
            return !stands_alone(before) && !stands_alone(next) && self.fits(&whole, PACK_MAX);
        }
        if is_item(first) {
            return false;
        }
        if last_text.ends_with([':', '：']) && !is_item(last) {
            return true;
        }
        let is_short_line = first.follows_break && added < ITEM_MIN && length < ITEM_MIN;
        (is_line(last) && is_line(first) || is_short_line || first.follows_break && runs_on)
            && self.fits(&whole, PACK_MAX)
    }

    /// Joins drafts too short to be clauses to their neighbours.
    fn join_fragments(&mut self) {
        let mut joined: Vec<Draft> = Vec::with_capacity(self.drafts.len());
        for draft in std::mem::take(&mut self.drafts) {
            let is_joined = joined.last().is_some_and(|last| {
                let is_short = self.length(&last.entries) < LENGTH_MIN
                    || self.length(&draft.entries) < LENGTH_MIN;
                is_short && self.fits(&(last.entries.start..draft.entries.end), LENGTH_MAX)
            });
            match joined.last_mut() {
                Some(last) if is_joined => last.entries.end = draft.entries.end,
                _ => joined.push(draft),
            }
        }
        self.drafts = joined;
    }

    /// Whether the entry at `lead` leads into `children`: they make sense only with it.
    fn leads(&self, lead: usize, children: &Range<usize>) -> bool {
        let text = self.blocks.text(self.block(lead));
        let first = self.block(children.start);
        let opens_low =
            !opens_high(&self.blocks.text(first)[label_length(self.blocks.text(first))..]);
        let count = children.len();
        let lies_within =
            self.block(lead).item.is_some_and(|item| self.blocks.is_inside(first.item, item));
        let is_sentence = is_closed_sentence(self.blocks.text(first));
        let runs_on = text.ends_with([':', '：']) || sentence::is_cut_off(text);
        runs_on
            || !is_closed_sentence(text) && !is_sentence
            || opens_low
            || !is_sentence && self.length(children) < SHORT_ITEM * count
            || lies_within && !is_sentence && self.fits(&(lead..children.end), PACK_MAX)
            || self.length(&(lead..lead + 1)) < LENGTH_MIN
    }

    /// The sentence that leads into the children of `lead`, with what leads into itself.
    fn context(&self, above: Option<&str>, lead: usize) -> String {
        let text = self.blocks.text(self.block(lead));
        let last = crate::analysis::sentences(text).pop().map_or(text, |range| text[range].trim());
        match above {
            Some(above) if above.len() + last.len() < LENGTH_MAX => format!("{above} {last}"),
            _ => last.to_owned(),
        }
    }

    fn block(&self, entry: usize) -> &Block {
        &self.blocks.list[self.entries[entry].place]
    }

    /// The number of visible characters of the entries `range`.
    fn length(&self, range: &Range<usize>) -> usize {
        self.lengths[range.end] - self.lengths[range.start]
    }

    /// Whether the entries are at most `length` characters and not too many bytes.
    fn fits(&self, range: &Range<usize>, length: usize) -> bool {
        let bytes = self.block(range.end - 1).span.end - self.block(range.start).span.start;
        self.length(range) <= length && bytes <= SPAN_MAX
    }
}

fn has_list_label(text: &str) -> bool {
    label::parse(text).is_some_and(|label| label.style.is_of_list())
}

fn label_length(text: &str) -> usize {
    label::parse(text).map_or(0, |label| label.length)
}
