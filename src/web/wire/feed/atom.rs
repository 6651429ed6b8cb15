//! A feed as Atom.

use std::borrow::Cow;
use std::io;

use jiff::Timestamp;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::{Feed, FeedEntry};

type Xml = Writer<Vec<u8>>;

/// Writes the feed.
pub(super) fn write(feed: &Feed) -> Vec<u8> {
    let mut xml = Writer::new(Vec::new());
    write_feed(feed, &mut xml).expect("memory takes what is written");
    xml.into_inner()
}

fn write_feed(feed: &Feed, xml: &mut Xml) -> io::Result<()> {
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
    let root = [("xmlns", "http://www.w3.org/2005/Atom"), ("xml:lang", "en")];
    xml.create_element("feed").with_attributes(root).write_inner_content(|xml| {
        text(xml, "id", &feed.id)?;
        text(xml, "title", &feed.title)?;
        // The format demands a time; a feed without an entry has not changed since time began.
        text(xml, "updated", &feed.updated().unwrap_or(Timestamp::UNIX_EPOCH).to_string())?;
        link(xml, "self", "application/atom+xml", &feed.address)?;
        link(xml, "alternate", "text/html", &feed.page)?;
        author(xml, "clausedex")?;
        if let Some(rights) = feed.rights {
            text(xml, "rights", &format!("Texts collected by {rights}."))?;
        }
        text(xml, "generator", "clausedex")?;
        feed.entries.iter().try_for_each(|entry| write_entry(entry, xml))
    })?;
    Ok(())
}

fn write_entry(entry: &FeedEntry, xml: &mut Xml) -> io::Result<()> {
    xml.create_element("entry").write_inner_content(|xml| {
        text(xml, "id", &entry.id)?;
        text(xml, "title", &entry.title)?;
        text(xml, "published", &entry.at.to_string())?;
        text(xml, "updated", &entry.at.to_string())?;
        author(xml, &entry.platform)?;
        link(xml, "alternate", "text/html", &entry.page)?;
        for (term, label) in &entry.categories {
            let named = [("term", term.as_str()), ("label", label.as_str())];
            xml.create_element("category").with_attributes(named).write_empty()?;
        }
        let content = xml.create_element("content").with_attribute(("type", "html"));
        content.write_text_content(BytesText::new(&legal(&entry.html)))?;
        Ok(())
    })?;
    Ok(())
}

fn text(xml: &mut Xml, name: &str, text: &str) -> io::Result<()> {
    xml.create_element(name).write_text_content(BytesText::new(&legal(text)))?;
    Ok(())
}

fn author(xml: &mut Xml, name: &str) -> io::Result<()> {
    xml.create_element("author").write_inner_content(|xml| text(xml, "name", name))?;
    Ok(())
}

fn link(xml: &mut Xml, relation: &str, kind: &str, address: &str) -> io::Result<()> {
    let attributes = [("rel", relation), ("type", kind), ("href", address)];
    xml.create_element("link").with_attributes(attributes).write_empty()?;
    Ok(())
}

/// Text without the characters that no XML document may hold, not even escaped.
fn legal(text: &str) -> Cow<'_, str> {
    let is_illegal = |letter: char| matches!(letter, '\0'..='\x08' | '\x0b' | '\x0c' | '\x0e'..='\x1f' | '\u{fffe}' | '\u{ffff}');
    if text.contains(is_illegal) {
        return Cow::Owned(text.replace(is_illegal, "\u{fffd}"));
    }
    Cow::Borrowed(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_cannot_hold_is_replaced() {
        assert_eq!(legal("a\tb\n\r\x7f é"), "a\tb\n\r\x7f é");
        assert_eq!(legal("a\0b\x1b[31m\u{ffff}"), "a\u{fffd}b\u{fffd}[31m\u{fffd}");
    }
}
