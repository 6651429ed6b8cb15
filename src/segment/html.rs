//! The text that a browser would show of HTML inside Markdown.

use std::ops::Range;

/// The elements that hide what is inside them.
const HIDDEN: [&str; 4] = ["script", "style", "template", "noscript"];

/// The elements whose tags are markup; other names in angle brackets are someone's words, such as
/// `<Data Protection Officer>`.
const ELEMENTS: [&str; 62] = [
    "a",
    "abbr",
    "address",
    "article",
    "aside",
    "b",
    "blockquote",
    "body",
    "br",
    "button",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "em",
    "figure",
    "font",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "i",
    "iframe",
    "img",
    "input",
    "label",
    "li",
    "link",
    "main",
    "meta",
    "nav",
    "ol",
    "option",
    "p",
    "pre",
    "section",
    "select",
    "small",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "svg",
    "table",
    "tbody",
    "u",
    "ul",
];

/// Table elements and others that do not fit the list above for want of common use.
const RARE_ELEMENTS: [&str; 12] = [
    "td", "th", "tr", "thead", "tfoot", "video", "audio", "source", "object", "embed", "path", "g",
];

/// Reads HTML piece by piece, remembering what a former piece has left open.
#[derive(Debug, Default)]
pub(super) struct Scanner {
    /// The element whose content is hidden, when inside one.
    hidden: Option<&'static str>,
    in_comment: bool,
}

impl Scanner {
    /// Calls `see` with each range of `text` inside `range` that is visible.
    pub(super) fn visible(
        &mut self,
        text: &str,
        range: Range<usize>,
        mut see: impl FnMut(Range<usize>),
    ) {
        let Range { start: mut place, end } = range;
        while place < end {
            let rest = &text[place..end];
            if self.in_comment {
                let Some(length) = rest.find("-->") else { return };
                self.in_comment = false;
                place += length + "-->".len();
                continue;
            }
            let length = rest.find('<').unwrap_or(rest.len());
            if length > 0 && self.hidden.is_none() {
                see(place..place + length);
            }
            place += length;
            if place < end {
                place += self.tag(&text[place..end], place, &mut see);
            }
        }
    }

    /// Reads what begins with `<`; tells its length, at least 1.
    fn tag(&mut self, rest: &str, at: usize, see: &mut impl FnMut(Range<usize>)) -> usize {
        if rest.starts_with("<!--") {
            self.in_comment = true;
            return "<!--".len();
        }
        let is_closing = rest.starts_with("</");
        let name = &rest[if is_closing { 2 } else { 1 }..];
        let length = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
        let name = name[..length.min(16)].to_ascii_lowercase();
        let hidden = HIDDEN.into_iter().find(|hidden| **hidden == name);
        let is_tag = hidden.is_some()
            || ELEMENTS.contains(&name.as_str())
            || RARE_ELEMENTS.contains(&name.as_str())
            || rest.starts_with("<!")
            || rest.starts_with("<?");
        if is_tag {
            match hidden {
                Some(name) if is_closing && self.hidden == Some(name) => self.hidden = None,
                Some(name) if !is_closing && self.hidden.is_none() => self.hidden = Some(name),
                _ => {}
            }
            return rest.find('>').map_or(rest.len(), |end| end + 1);
        }
        if self.hidden.is_none() {
            see(at..at + 1);
        }
        1
    }
}
