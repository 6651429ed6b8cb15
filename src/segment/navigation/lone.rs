//! What a block is that can be told from itself alone: a button, a date, encoded data.

use super::super::LENGTH_MIN;
use super::super::block::{Block, Role};
use super::{ENTRY_MAX, key};

/// A date line has at most this many characters.
const DATE_MAX: usize = 90;
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
    "copy",
    "copy link",
    "download",
    "download as pdf",
    "download pdf",
    "edit",
    "english",
    "enter a summary",
    "enter summary",
    "expand all",
    "faq",
    "feedback",
    "find out more",
    "go back",
    "go to top",
    "help",
    "hide",
    "hide all",
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
    "open",
    "open all",
    "open in new tab",
    "page content",
    "page summary",
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
    "start exploring",
    "submit",
    "subscribe",
    "table of contents",
    "terms",
    "to top",
    "toc",
    "top",
    "view",
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

/// What a block is that can be told from itself alone.
pub(super) fn role(block: &Block, text: &str) -> Option<Role> {
    let is_heading = matches!(block.role, Role::Heading(_));
    if block.role != Role::Body && !is_heading {
        return None;
    }
    if is_heading {
        let is_contents = block.length <= ENTRY_MAX && is_contents(text);
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
        if plain.is_empty() || is_chrome(plain) || is_icon(text) {
            return Some(Role::Navigation);
        }
        return is_date(&lower).then_some(Role::Date);
    }
    is_data(text).then_some(Role::Data)
}

/// Whether a line, in lower case and without the signs around it, is a button or the like.
fn is_chrome(plain: &str) -> bool {
    CHROME.binary_search(&plain).is_ok()
        || plain.len() < LENGTH_MIN && plain.starts_with("back to ")
}

/// Whether a text is the heading of a table of contents.
pub(super) fn is_contents(text: &str) -> bool {
    CONTENTS.contains(&key(text).as_str())
}

/// Whether a line, in lower case, says when the text was made or takes effect.
fn is_date(line: &str) -> bool {
    let digits = line.bytes().filter(u8::is_ascii_digit).count();
    let plain = line.trim_start_matches(|c: char| !c.is_alphanumeric());
    let is_bare = digits >= 4 && !line.chars().any(char::is_alphabetic);
    // `Dernière version : 8 octobre 2024`, in whatever language.
    let is_labelled = line.rsplit_once(": ").is_some_and(|(_, value)| {
        let has_year = value.split(|c: char| !c.is_ascii_digit()).any(|number| number.len() == 4);
        has_year && value.split_whitespace().count() <= 4
    });
    is_bare || is_labelled || digits > 0 && DATES.iter().any(|start| plain.starts_with(start))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_of_chrome_is_sorted() {
        assert!(CHROME.is_sorted());
    }
}
