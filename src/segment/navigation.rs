//! What stands in a text but is not part of it: tables of contents, menus, buttons, dates, data.

use std::collections::HashMap;
use std::ops::Range;

use super::LENGTH_MIN;
use super::block::{Block, Blocks, Role};
use super::title::is_closed_sentence;

/// An entry of a table of contents or a menu has at most this many characters.
const ENTRY_MAX: usize = 120;
/// This many entries in a row are a table of contents or a menu.
const RUN_MIN: usize = 4;
/// This many suffice when all are links to places in the page.
const RUN_MIN_WITHIN: usize = 2;
/// A date line has at most this many characters.
const DATE_MAX: usize = 70;
/// A longer run without white space is no word, and in Latin letters it is data.
const DATA_MIN: usize = 300;

/// Buttons, links and labels of web pages, lowercase, without the arrows and stops around them.
const CHROME: &[&str] = &[
    "accept",
    "accept all",
    "all rights reserved",
    "back",
    "back to main menu",
    "back to policies",
    "back to top",
    "back to top of page",
    "click here",
    "close",
    "collapse all",
    "contact us",
    "content",
    "contents",
    "continue",
    "cookie settings",
    "copy link",
    "download",
    "download as pdf",
    "download pdf",
    "english",
    "enter a summary",
    "enter summary",
    "expand all",
    "faq",
    "feedback",
    "go to top",
    "help",
    "hide",
    "home",
    "in this article",
    "in this policy",
    "in this section",
    "index",
    "jump to section",
    "jump to top",
    "language",
    "learn more",
    "legal",
    "link",
    "log in",
    "login",
    "menu",
    "more",
    "more information",
    "next",
    "no",
    "on this page",
    "open all",
    "page content",
    "pdf",
    "previous",
    "print",
    "print page",
    "print this page",
    "privacy",
    "quick links",
    "read more",
    "related articles",
    "reply",
    "return to top",
    "save",
    "scroll down",
    "search",
    "see all",
    "see more",
    "select language",
    "send feedback",
    "share",
    "share this",
    "share this page",
    "show all",
    "show less",
    "show more",
    "sign in",
    "sign up",
    "skip to content",
    "skip to main content",
    "submit",
    "table of contents",
    "terms",
    "to top",
    "toc",
    "top",
    "view all",
    "view less",
    "view more",
    "view pdf",
    "was this article helpful",
    "was this helpful",
    "was this page helpful",
    "yes",
];

/// The beginnings of lines that say when the text was made or takes effect.
const DATES: &[&str] = &[
    "as of",
    "date last",
    "date of last",
    "date:",
    "dated",
    "effective",
    "en vigueur",
    "last change",
    "last edit",
    "last modified",
    "last review",
    "last revis",
    "last up",
    "latest up",
    "letzte aktualisierung",
    "modified",
    "posted",
    "previous version",
    "publication date",
    "published",
    "revised",
    "revision",
    "stand:",
    "stand ",
    "the date of",
    "updated",
    "última actualización",
    "version",
    "dernière mise à jour",
    "most recent",
    "release date",
    "this policy was last",
    "this page was last",
    "these terms were last",
    "in force",
    "date d",
    "date de",
    "ultimo aggiornamento",
    "mise à jour",
];

/// Headings of tables of contents, without white space.
const CONTENTS: &[&str] = &[
    "contents",
    "índice",
    "inhalt",
    "inhaltsverzeichnis",
    "inthisarticle",
    "inthispolicy",
    "inthissection",
    "onthispage",
    "pagecontent",
    "pagecontents",
    "sommaire",
    "tableofcontent",
    "tableofcontents",
    "tabledesmatières",
    "toc",
];

/// Marks in `blocks` what is no part of the text itself.
pub(super) fn mark(blocks: &mut Blocks) {
    for place in 0..blocks.list.len() {
        let block = &blocks.list[place];
        if let Some(role) = lone_role(block, blocks.text(block)) {
            blocks.list[place].role = role;
        }
    }
    mark_links(blocks);
    mark_contents(blocks);
    mark_below_contents(blocks);
    mark_ends(blocks);
}

/// What a block is that can be told from itself alone.
fn lone_role(block: &Block, text: &str) -> Option<Role> {
    let is_heading = matches!(block.role, Role::Heading(_));
    if block.role != Role::Body && !is_heading {
        return None;
    }
    if is_heading {
        let is_contents = block.length <= ENTRY_MAX && CONTENTS.contains(&key(text).as_str());
        let is_date = block.length <= DATE_MAX && is_date(&text.to_lowercase());
        let role = if is_date { Role::Date } else { Role::Navigation };
        return (is_date || is_contents).then_some(role);
    }
    // Links inside links leave such remains.
    if text.starts_with("](") {
        return Some(Role::Navigation);
    }
    if block.length <= DATE_MAX {
        let lower = text.to_lowercase();
        let plain = lower.trim_matches(|c: char| !c.is_alphanumeric());
        if plain.is_empty() || CHROME.binary_search(&plain).is_ok() || is_icon(text) {
            return Some(Role::Navigation);
        }
        return is_date(&lower).then_some(Role::Date);
    }
    is_data(text).then_some(Role::Data)
}

/// Whether a line, in lower case, says when the text was made or takes effect.
fn is_date(line: &str) -> bool {
    let digits = line.bytes().filter(u8::is_ascii_digit).count();
    let plain = line.trim_start_matches(|c: char| !c.is_alphanumeric());
    let is_bare = digits >= 4 && !line.chars().any(char::is_alphabetic);
    is_bare || digits > 0 && DATES.iter().any(|start| plain.starts_with(start))
}

/// Whether a text is the name of an icon, such as `expand_more`.
fn is_icon(text: &str) -> bool {
    text.contains('_') && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
}

/// Whether a text is mostly one long run of the letters that encoded data are written in.
fn is_data(text: &str) -> bool {
    let is_code = |word: &str| {
        word.len() >= DATA_MIN
            && word.bytes().all(|b| b.is_ascii_alphanumeric() || b"+/=_-,;:.%".contains(&b))
            && !word.contains("://")
    };
    let encoded: usize = text.split(' ').filter(|word| is_code(word)).map(str::len).sum();
    encoded * 2 > text.len()
}

/// Marks runs of blocks that are nothing but links.
fn mark_links(blocks: &mut Blocks) {
    let mut place = 0;
    while place < blocks.list.len() {
        let run = run_of(blocks, place, is_link);
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

/// The longest run from `start` of blocks of text that are `wanted`.
fn run_of(blocks: &Blocks, start: usize, wanted: fn(&Block) -> bool) -> Range<usize> {
    let run = blocks.list[start..].iter().take_while(|block| block.role.is_text() && wanted(block));
    start..start + run.count()
}

fn is_link(block: &Block) -> bool {
    block.length <= ENTRY_MAX && block.linked * 10 >= block.text.len() * 8
}

fn is_entry(block: &Block) -> bool {
    block.length <= ENTRY_MAX && block.role == Role::Body
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
        let run = run_of(blocks, place, is_entry);
        if run.is_empty() {
            place += 1;
            continue;
        }
        place = run.end;
        let returns = |entry: &usize| {
            let head = heads.get(&key(blocks.text(&blocks.list[*entry])));
            head.is_some_and(|head| *head >= run.end)
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
                is_below
                    || block.length <= ENTRY_MAX
                        && CONTENTS.contains(&key(blocks.text(block)).as_str())
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
    let label = super::label::parse(text).map_or(0, |label| label.length);
    text[label..].chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_of_chrome_is_sorted() {
        assert!(CHROME.is_sorted());
    }
}
