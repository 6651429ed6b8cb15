//! Turns archived bytes into the text that clauses are cut from.

mod scan;

use std::rc::Rc;

use crate::archive::{DOCUMENT_BYTES_MAX, SkipReason};
use crate::document::Format;

/// How deep HTML elements may be nested; browsers stop at this depth, too.
const NESTING_MAX: usize = 512;

/// What that limit is about.
const NESTING: &str = "levels of nested elements";

/// The most elements that an HTML page may have.
const ELEMENTS_MAX: usize = 100_000;

/// The most attributes that an HTML tag may have.
const ATTRIBUTES_MAX: usize = 1_000;

/// Elements that show no text of the document: scripts, styles, menus, controls.
const LEFT_OUT: &[&str] = &[
    "audio", "button", "canvas", "dialog", "embed", "head", "iframe", "input", "nav", "noscript",
    "object", "script", "select", "style", "svg", "template", "textarea", "video",
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
    let cost = scan::cost(html, NESTING_MAX);
    for (count, max, what) in [
        (cost.elements, ELEMENTS_MAX, "elements"),
        (cost.attributes, ATTRIBUTES_MAX, "attributes in one tag"),
        (cost.nesting, NESTING_MAX, NESTING),
    ] {
        if count > max {
            return Err(SkipReason::TooIntricate { max, what });
        }
    }
    let converter = htmd::HtmlToMarkdown::builder().skip_tags(LEFT_OUT.to_vec()).build();
    let unreadable = |error: std::io::Error| SkipReason::Unreadable { cause: error.to_string() };
    let tree = converter.html_to_tree(html).map_err(unreadable)?;
    // Only the tree tells the true nesting, and the conversion calls itself as deep as that.
    if is_deeper_than(&tree, NESTING_MAX) {
        return Err(SkipReason::TooIntricate { max: NESTING_MAX, what: NESTING });
    }
    let mut markdown = converter.tree_to_markdown(&tree);
    markdown.push('\n');
    // Escaping can double a page.
    let bytes = markdown.len() as u64;
    if bytes > DOCUMENT_BYTES_MAX {
        return Err(SkipReason::TooLarge { bytes });
    }
    Ok(markdown)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_becomes_the_markdown_of_what_it_shows() {
        for (html, expected) in [
            (
                "<h2>Terms</h2><p>You <b>must</b> <a href='/x'>pay</a>.</p>",
                "## Terms\n\nYou **must** [pay](/x).\n",
            ),
            (
                "<html><head><title>T</title><style>p{}</style></head><body><nav>Menu</nav>\
              <script>if (a<b) alert()</script><p>Text</p></body></html>",
                "Text\n",
            ),
            ("<p>one<p>two", "one\n\ntwo\n"),
            ("", "\n"),
        ] {
            let markdown = to_text(html.as_bytes().to_vec(), Format::Html).unwrap();
            assert_eq!(markdown, expected, "{html}");
        }
    }

    #[test]
    fn deep_nesting_is_refused_and_many_paragraphs_are_not() {
        let nested = |tag: &str, count| to_text(tag.repeat(count).into_bytes(), Format::Html);
        let intricate = |max, what| Err(SkipReason::TooIntricate { max, what });
        let too_deep = intricate(NESTING_MAX, NESTING);
        for html in ["<div>", "<b>", "<dd><li>", "<option><p>", "<i><div></i>"] {
            assert_eq!(nested(html, 10_000), too_deep, "{html}");
        }
        assert_eq!(nested("<hr>", 100_001), intricate(ELEMENTS_MAX, "elements"));
        let tag = format!("<p title='a > b' {}>", "x ".repeat(1_000));
        assert_eq!(nested(&tag, 1), intricate(ATTRIBUTES_MAX, "attributes in one tag"));
        for html in ["<p>x", "<li>x", "<p><b>x</b>", "<!-- <div> -->", "<dl><dt>x<dd>y</dl>"] {
            assert!(nested(html, 10_000).is_ok(), "{html}");
        }
        assert!(nested("<script>if (a<b) alert('<div>')</script>", 10_000).is_ok());
        assert!(nested("<div>", 500).is_ok());
        assert_eq!(nested("_*", 4_000_000), Err(SkipReason::TooLarge { bytes: 16_000_001 }));
        // Misnested formatting is reopened in each paragraph, deeper than the tags suggest.
        assert_eq!(nested("<p><font size=1></p></font>", 2), Ok("\n".to_owned()));
    }
}
