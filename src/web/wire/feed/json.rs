//! A feed as JSON Feed 1.1.

use jiff::Timestamp;
use serde::Serialize;

use super::{Feed, FeedEntry};
use crate::clause::RecordId;

#[derive(Serialize)]
struct Document<'a> {
    version: &'static str,
    title: &'a str,
    home_page_url: &'a str,
    feed_url: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    language: &'static str,
    items: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Item<'a> {
    id: &'a str,
    url: &'a str,
    title: &'a str,
    content_html: &'a str,
    content_text: &'a str,
    date_published: Timestamp,
    authors: [Author<'a>; 1],
    tags: Vec<&'a str>,
    _clausedex: &'a Change,
}

#[derive(Serialize)]
struct Author<'a> {
    name: &'a str,
}

/// The change for programs.
#[derive(Debug, Serialize)]
pub(super) struct Change {
    /// The record ID.
    pub(super) id: RecordId,
    /// Which wording of the clause was added, is new or was removed, from 1.
    pub(super) wording: u32,
    /// `added`, `reworded` or `removed`.
    pub(super) change: &'static str,
    /// Which wording stood in its place before, when it was reworded.
    pub(super) former_wording: Option<u32>,
    /// The document's address below `/api/v1/documents/`.
    pub(super) document: String,
    /// How many clauses came or went at once, while hardly any went or came: pages that the
    /// archive began or ceased to capture, or a second edition. 1 for a change of one clause.
    pub(super) clauses: u32,
    /// Whether the clause changes all the time, such as prices; it is told once then.
    pub(super) live: bool,
}

/// Writes the feed.
pub(super) fn write(feed: &Feed) -> Vec<u8> {
    let document = Document {
        version: "https://jsonfeed.org/version/1.1",
        title: &feed.title,
        home_page_url: &feed.page,
        feed_url: &feed.address,
        description: feed.rights.map(|rights| format!("Texts collected by {rights}.")),
        language: "en",
        items: feed.entries.iter().map(item).collect(),
    };
    serde_json::to_vec(&document).expect("a feed is plain data")
}

fn item(entry: &FeedEntry) -> Item<'_> {
    Item {
        id: &entry.id,
        url: &entry.page,
        title: &entry.title,
        content_html: &entry.html,
        content_text: &entry.text,
        date_published: entry.at,
        authors: [Author { name: &entry.platform }],
        tags: entry.categories.iter().map(|(term, _)| term.as_str()).collect(),
        _clausedex: &entry.change,
    }
}
