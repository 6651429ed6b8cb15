//! What stands in a text but is not part of it: tables of contents, menus, buttons, dates, data.

mod lone;

use std::collections::HashMap;
use std::ops::Range;

use super::LENGTH_MIN;
use super::block::{Block, Blocks, Role};
use super::sentence::is_closed_sentence;
use crate::analysis::label;

/// An entry of a table of contents or a menu has at most this many characters.
const ENTRY_MAX: usize = 120;
/// This many entries in a row are a table of contents or a menu.
const RUN_MIN: usize = 4;
/// This many suffice when all are links to places in the page.
const RUN_MIN_WITHIN: usize = 2;
/// Marks in `blocks` what is no part of the text itself.
pub(super) fn mark(blocks: &mut Blocks) {
    for place in 0..blocks.list.len() {
        let block = &blocks.list[place];
        if let Some(role) = lone::role(block, blocks.text(block)) {
            blocks.list[place].role = role;
        }
    }
    mark_links(blocks);
    mark_contents(blocks);
    mark_below_contents(blocks);
    mark_ends(blocks);
}

/// Marks runs of blocks that are nothing but links.
fn mark_links(blocks: &mut Blocks) {
    let mut place = 0;
    while place < blocks.list.len() {
        let is_entry = |block: &Block| is_link(block) || block.role == Role::Navigation;
        let run = run_of(blocks, place, is_entry);
        if run.is_empty() {
            place += 1;
            continue;
        }
        place = run.end;
        let entries = &blocks.list[run.clone()];
        let within = entries.iter().all(|entry| entry.linked_within * 2 > entry.text.len());
        let is_led_in = run.start > 0 && {
            let before = &blocks.list[run.start - 1];
            before.role.is_text() && blocks.text(before).ends_with(':') && before.length > 40
        };
        // `These policies are part of the terms:` and links to them is a clause, not a menu.
        if within && run.len() >= RUN_MIN_WITHIN || run.len() >= RUN_MIN && !is_led_in {
            set(blocks, run, Role::Navigation);
        }
    }
}

/// The longest run of blocks from `start` that are `wanted`.
fn run_of(blocks: &Blocks, start: usize, wanted: impl Fn(&Block) -> bool) -> Range<usize> {
    start..start + blocks.list[start..].iter().take_while(|block| wanted(block)).count()
}

fn is_link(block: &Block) -> bool {
    block.role.is_text() && block.length <= ENTRY_MAX && block.linked * 10 >= block.text.len() * 8
}

fn set(blocks: &mut Blocks, run: Range<usize>, role: Role) {
    for block in &mut blocks.list[run] {
        if block.role.is_text() {
            block.role = role;
        }
    }
}

/// Marks runs of short blocks that return further down, each above the text it announces.
fn mark_contents(blocks: &mut Blocks) {
    let mut heads: HashMap<String, usize> = HashMap::new();
    for (place, block) in blocks.list.iter().enumerate() {
        let is_head = match block.role {
            Role::Heading(_) => true,
            Role::Body if block.length <= ENTRY_MAX => {
                blocks.list.get(place + 1).is_some_and(|next| next.length > ENTRY_MAX)
                    || block.bold * 10 >= block.text.len() * 9
            }
            _ => false,
        };
        let key = if is_head { key(blocks.text(block)) } else { String::new() };
        if !key.is_empty() {
            heads.insert(key, place);
        }
    }
    let mut place = 0;
    while place < blocks.list.len() {
        let run = run_of(blocks, place, |block| {
            let is_sentence = block.length > LENGTH_MIN && is_closed_sentence(blocks.text(block));
            block.role == Role::Body && block.length <= ENTRY_MAX && !is_sentence
        });
        if run.is_empty() {
            place += 1;
            continue;
        }
        place = run.end;
        let returns = |entry: &usize| {
            let head = heads.get(&key(blocks.text(&blocks.list[*entry])));
            head.is_some_and(|head| head > entry)
        };
        let found: Vec<usize> = run.clone().filter(returns).collect();
        let (Some(first), Some(last)) = (found.first(), found.last()) else { continue };
        if found.len() >= 3 && found.len() * 10 >= (last + 1 - first) * 6 {
            set(blocks, *first..last + 1, Role::Navigation);
        }
    }
}

/// Marks the short lines below the heading of a table of contents.
fn mark_below_contents(blocks: &mut Blocks) {
    let mut is_below = false;
    for place in 0..blocks.list.len() {
        let block = &blocks.list[place];
        is_below = match block.role {
            Role::Navigation => {
                is_below || block.length <= ENTRY_MAX && lone::is_contents(blocks.text(block))
            }
            Role::Body => {
                is_below && block.length <= ENTRY_MAX && !is_closed_sentence(blocks.text(block))
            }
            _ => false,
        };
        if is_below {
            blocks.list[place].role = Role::Navigation;
        }
    }
}

/// Marks the scraps of a page around the text: the name of the page above its first heading, which
/// serves as a title, and a last line that says nothing.
fn mark_ends(blocks: &mut Blocks) {
    let is_seen =
        |block: &&mut Block| !matches!(block.role, Role::Navigation | Role::Date | Role::Rule);
    let is_scrap = |block: &Block| block.role == Role::Body && block.length < LENGTH_MIN;
    let mut first = blocks.list.iter_mut().filter(is_seen);
    if let (Some(scrap), Some(next)) = (first.next(), first.next())
        && is_scrap(scrap)
        && matches!(next.role, Role::Heading(_))
    {
        scrap.role = Role::Title;
    }
    let is_silent = |text: &str| {
        !is_closed_sentence(text)
            && !text.contains('@')
            && !text.bytes().any(|b| b.is_ascii_digit())
    };
    let mut last = blocks.list.iter_mut().filter(is_seen).rev();
    if let (Some(scrap), Some(before)) = (last.next(), last.next())
        && is_scrap(scrap)
        && !scrap.opens_item
        && is_silent(&blocks.visible[scrap.text.clone()])
        && (!before.role.is_text() || is_closed_sentence(&blocks.visible[before.text.clone()]))
    {
        scrap.role = Role::Navigation;
    }
}

/// A heading's text without its number, case, white space and punctuation.
fn key(text: &str) -> String {
    let label = label::parse(text).map_or(0, |label| label.length);
    text[label..].chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
