//! Cutting the blocks that are too long for a clause, at the ends of sentences.

use std::ops::Range;

use super::block::{Block, Blocks};
use super::builder::count_characters;
use super::{LENGTH_MAX, SPAN_MAX};

/// Parts are about this many characters long.
const PART: usize = 900;
/// A sentence of more bytes is cut wherever there is a space.
const SENTENCE_BYTES_MAX: usize = 4096;
/// A rest of fewer characters stays with the part before it.
const REST_MIN: usize = 200;

/// Replaces every block of text that is too long by its parts.
pub(super) fn split(blocks: &mut Blocks) {
    let is_long = |block: &Block| {
        block.role.is_text() && (block.length > LENGTH_MAX || block.span.len() > SPAN_MAX)
    };
    if !blocks.list.iter().any(is_long) {
        return;
    }
    let mut list = Vec::with_capacity(blocks.list.len() + 16);
    for block in std::mem::take(&mut blocks.list) {
        if is_long(&block) {
            let parts = parts(blocks, &block);
            add_parts(blocks, &block, &parts, &mut list);
        } else {
            list.push(block);
        }
    }
    blocks.list = list;
}

/// The visible ranges of the parts of `block`.
fn parts(blocks: &Blocks, block: &Block) -> Vec<Range<usize>> {
    let text = blocks.text(block);
    // Parts of one size read better than full ones and a scrap.
    let target = block.length / block.length.div_ceil(PART).max(1);
    let mut parts = Vec::new();
    let (mut start, mut length, mut left) = (0, 0, block.length);
    for sentence in sentences(text) {
        let characters = count_characters(&text[sentence.clone()]);
        let is_full = length >= target || length + characters > LENGTH_MAX;
        let is_far = exceeds_span(blocks, block, start..sentence.end);
        if length > 0 && (is_full && left > REST_MIN || is_far) {
            parts.push(start..sentence.start);
            (start, length) = (sentence.start, 0);
        }
        length += characters;
        left = left.saturating_sub(characters);
    }
    parts.push(start..text.len());
    parts
}

/// Whether the visible range `text` of `block` reaches over too many bytes of the source.
fn exceeds_span(blocks: &Blocks, block: &Block, text: Range<usize>) -> bool {
    if block.span.len() <= SPAN_MAX {
        return false;
    }
    let shift = block.text.start;
    let source = blocks.source_of(&(text.start + shift..text.end + shift));
    source.is_some_and(|source| source.len() > SPAN_MAX)
}

/// The sentences of `text` from its start to its end, without gaps; very long ones in pieces.
fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    let mut start = 0;
    for sentence in crate::analysis::sentences(text) {
        let end = sentence.end;
        if count_characters(&text[start..end]) > LENGTH_MAX {
            let mut from = start;
            for (at, _) in text[start..end].match_indices("; ") {
                push_short(text, from..start + at + 2, &mut pieces);
                from = start + at + 2;
            }
            push_short(text, from..end, &mut pieces);
        } else {
            pieces.push(start..end);
        }
        start = end;
    }
    push_short(text, start..text.len(), &mut pieces);
    pieces
}

/// Adds `range`, cut where it is longer than a clause may be.
fn push_short(text: &str, range: Range<usize>, pieces: &mut Vec<Range<usize>>) {
    let Range { mut start, end } = range;
    while end - start > SENTENCE_BYTES_MAX {
        let limit = text.floor_char_boundary(start + SENTENCE_BYTES_MAX);
        let cut = text[start..limit].rfind([' ', '\n']).map_or(limit, |space| start + space + 1);
        pieces.push(start..cut);
        start = cut;
    }
    if start < end {
        pieces.push(start..end);
    }
}

fn add_parts(blocks: &Blocks, block: &Block, parts: &[Range<usize>], list: &mut Vec<Block>) {
    let before = list.len();
    for part in parts {
        let text = &blocks.text(block)[part.clone()];
        let start = block.text.start + part.start + (text.len() - text.trim_start().len());
        for (text, source) in within_span(blocks, &(start..start + text.trim().len())) {
            let is_first = list.len() == before;
            list.push(Block {
                span: source,
                length: count_characters(&blocks.visible[text.clone()]),
                opens_item: block.opens_item && is_first,
                follows_break: block.follows_break && is_first,
                follows_cut: block.follows_cut || !is_first,
                bold: 0,
                first_bold: if is_first { block.first_bold.clone() } else { start..start },
                linked: 0,
                linked_within: 0,
                text,
                ..block.clone()
            });
        }
    }
    // The markup around the whole goes with the first and the last part, unless it is a text's
    // worth of bytes itself.
    if let Some(first) =
        list.get_mut(before).filter(|first| first.span.end <= block.span.start + SPAN_MAX)
    {
        first.span.start = block.span.start;
    }
    if let Some(last) = list.last_mut().filter(|last| last.span.start + SPAN_MAX >= block.span.end)
    {
        last.span.end = block.span.end;
    }
}

/// The visible range `text` and its source, parted where markup inside makes the source too long.
fn within_span(blocks: &Blocks, text: &Range<usize>) -> Vec<(Range<usize>, Range<usize>)> {
    let mut parts: Vec<(Range<usize>, Range<usize>)> = Vec::new();
    for run in blocks.runs_of(text) {
        let (at, source) = (run.at + run.len, run.source + run.len);
        match parts.last_mut() {
            Some(part) if source - part.1.start <= SPAN_MAX => {
                part.0.end = at;
                part.1.end = source;
            }
            _ => parts.push((run.at..at, run.source..source)),
        }
    }
    parts
}
