//! Looks over HTML before it is parsed, for what would make parsing it take too long.
//!
//! The parser's time grows with the square of the nesting and of a tag's attributes, so that a page
//! of a few megabytes could keep it busy for hours. This look is linear. It follows the elements
//! about as a parser would; the parsed tree is what is measured exactly.

/// What a page would cost to parse.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Cost {
    /// The elements.
    pub(super) elements: usize,
    /// How deep they are nested, at least; counted no further than the limit given.
    pub(super) nesting: usize,
    /// The most words, attributes as a rule, in one tag.
    pub(super) attributes: usize,
}

/// Elements that hold nothing.
const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
];

/// Elements whose contents are not markup.
const RAW: &[&str] = &["iframe", "noscript", "script", "style", "textarea", "title"];

/// Groups of elements that end each other, so that their end tags are often left out.
const SIBLINGS: &[&[&str]] = &[
    &["p"],
    &["li"],
    &["dd", "dt"],
    &["optgroup", "option"],
    &["caption", "colgroup", "tbody", "td", "tfoot", "th", "thead", "tr"],
];

/// Elements whose end tags end no other kind of element.
const INLINE: &[&str] = &[
    "a", "abbr", "b", "big", "cite", "code", "del", "em", "font", "i", "ins", "kbd", "label",
    "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "tt", "u", "var",
];

/// Looks over a page; nesting is counted up to one more than `nesting_max`.
pub(super) fn cost(html: &str, nesting_max: usize) -> Cost {
    let mut cost = Cost::default();
    let mut open: Vec<String> = Vec::new();
    let mut rest = html;
    while let Some((_, tag)) = rest.split_once('<') {
        rest = tag;
        if let Some(comment) = tag.strip_prefix("!--") {
            rest = after_comment(comment);
            continue;
        }
        let (is_end, tag) = tag.strip_prefix('/').map_or((false, tag), |tag| (true, tag));
        if !tag.starts_with(|c: char| c.is_ascii_alphabetic()) {
            continue;
        }
        let length = tag.find(|c: char| c.is_whitespace() || "/><".contains(c));
        let (name, attributes) = tag.split_at(length.unwrap_or(tag.len()));
        let name = name.to_ascii_lowercase();
        let words;
        (words, rest) = after_tag(attributes);
        cost.attributes = cost.attributes.max(words);
        if is_end {
            end(&mut open, &name);
            continue;
        }
        cost.elements += 1;
        if RAW.contains(&name.as_str()) {
            rest = after_raw(rest, &name);
        } else if !VOID.contains(&name.as_str()) && open.len() <= nesting_max {
            start(&mut open, name);
            cost.nesting = cost.nesting.max(open.len());
        }
    }
    cost
}

fn start(open: &mut Vec<String>, name: String) {
    if let Some(siblings) = SIBLINGS.iter().find(|group| group.contains(&name.as_str())) {
        while open.last().is_some_and(|last| siblings.contains(&last.as_str())) {
            open.pop();
        }
    }
    open.push(name);
}

fn end(open: &mut Vec<String>, name: &str) {
    let is_inline = |name: &str| INLINE.contains(&name);
    for (place, other) in open.iter().enumerate().rev() {
        if other == name {
            open.truncate(place);
            return;
        }
        if is_inline(name) && !is_inline(other) {
            return;
        }
    }
}

/// The number of words in a tag, and what follows its end.
fn after_tag(attributes: &str) -> (usize, &str) {
    let mut words = 0;
    let mut quote = None;
    let mut last = ' ';
    for (place, character) in attributes.char_indices() {
        match (quote, character) {
            (Some(mark), _) if mark == character => quote = None,
            (Some(_), _) => {}
            (None, '>') => return (words, &attributes[place + 1..]),
            (None, '"' | '\'') if last == '=' => quote = Some(character),
            (None, _) if " \n\t\r\u{c}/".contains(character) => {
                if last == '=' {
                    continue;
                }
                last = ' ';
                continue;
            }
            (None, _) if last == ' ' => words += 1,
            (None, _) => {}
        }
        last = character;
    }
    (words, "")
}

fn after_comment(comment: &str) -> &str {
    if let Some(rest) = comment.strip_prefix('>').or_else(|| comment.strip_prefix("->")) {
        return rest;
    }
    let mut rest = comment;
    while let Some((_, after)) = rest.split_once("--") {
        if let Some(end) = after.strip_prefix('>').or_else(|| after.strip_prefix("!>")) {
            return end;
        }
        // The second hyphen may be the first of the pair that ends the comment.
        rest = if after.starts_with('-') { &rest[rest.len() - after.len() - 1..] } else { after };
    }
    ""
}

/// What follows the contents of an element whose contents are not markup.
fn after_raw<'a>(html: &'a str, name: &str) -> &'a str {
    let mut rest = html;
    while let Some((_, tag)) = rest.split_once("</") {
        if tag.get(..name.len()).is_some_and(|other| other.eq_ignore_ascii_case(name)) {
            return tag;
        }
        rest = tag;
    }
    ""
}
