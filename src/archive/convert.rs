//! Turns archived bytes into the text that clauses are cut from.

use std::rc::Rc;

use crate::archive::SkipReason;
use crate::document::Format;

/// How deep HTML elements may be nested; browsers stop at this depth, too.
const NESTING_MAX: usize = 512;

/// Elements that show no text of the document: scripts, styles, menus, controls.
const LEFT_OUT: &[&str] = &[
    "audio", "button", "canvas", "dialog", "embed", "head", "iframe", "input", "nav", "noscript",
    "object", "script", "select", "style", "svg", "template", "textarea", "video",
];

/// Elements without an end tag, or whose end tag is often left out because the next one ends them.
const NOT_NESTING: &[&str] = &[
    "area", "base", "br", "col", "colgroup", "dd", "dt", "embed", "hr", "img", "input", "li",
    "link", "meta", "option", "p", "param", "source", "tbody", "td", "tfoot", "th", "thead", "tr",
    "track", "wbr",
];

/// The text of archived bytes: as it is, or for HTML the Markdown derived from it.
pub(super) fn to_text(bytes: Vec<u8>, format: Format) -> Result<String, SkipReason> {
    let text = String::from_utf8(bytes)
        .map_err(|error| SkipReason::InvalidUtf8 { valid: error.utf8_error().valid_up_to() })?;
    if is_verbatim(format) { Ok(text) } else { to_markdown(&text) }
}

/// Whether the text of that format is the archived bytes themselves.
pub(super) fn is_verbatim(format: Format) -> bool {
    format != Format::Html
}

fn to_markdown(html: &str) -> Result<String, SkipReason> {
    let too_deep = SkipReason::TooDeep { max: NESTING_MAX };
    // Parsing takes time quadratic in the nesting, so that hostile input is turned away before.
    if apparent_nesting(html) > NESTING_MAX {
        return Err(too_deep);
    }
    let converter = htmd::HtmlToMarkdown::builder().skip_tags(LEFT_OUT.to_vec()).build();
    let unreadable = |error: std::io::Error| SkipReason::Unreadable { cause: error.to_string() };
    let tree = converter.html_to_tree(html).map_err(unreadable)?;
    // Only the tree tells the true nesting, and the conversion calls itself as deep as that.
    if is_deeper_than(&tree, NESTING_MAX) {
        return Err(too_deep);
    }
    let mut markdown = converter.tree_to_markdown(&tree);
    markdown.push('\n');
    Ok(markdown)
}

/// About how deep elements are nested, from one look at the tags.
fn apparent_nesting(html: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    for tag in html.split('<').skip(1) {
        let (is_end, tag) = match tag.strip_prefix('/') {
            Some(tag) => (true, tag),
            None => (false, tag),
        };
        let end = tag.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(tag.len());
        let name = tag[..end].to_ascii_lowercase();
        let is_element = name.starts_with(|c: char| c.is_ascii_alphabetic());
        if !is_element || NOT_NESTING.contains(&name.as_str()) {
            continue;
        }
        depth = if is_end { depth.saturating_sub(1) } else { depth + 1 };
        deepest = deepest.max(depth);
    }
    deepest
}

fn is_deeper_than(tree: &Rc<htmd::Node>, max: usize) -> bool {
    let mut level = vec![Rc::clone(tree)];
    // The document itself is no element.
    for _ in 0..=max {
        level = level.iter().flat_map(|node| node.children.borrow().clone()).collect();
        if level.is_empty() {
            return false;
        }
    }
    true
}
