//! A feed of changes, as Atom (RFC 4287) or JSON Feed 1.1.

mod atom;
mod json;
mod text;

use jiff::Timestamp;

use super::{clause_name, type_title};
use crate::cite;
use crate::clause::Labels;
use crate::document::ContentHash;
use crate::query::EventKind;
use crate::search::{ClauseChange, Embedded};

/// How a feed is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FeedFormat {
    /// Atom, which feed readers know.
    Atom,
    /// JSON Feed 1.1.
    Json,
}

impl FeedFormat {
    /// Its media type.
    pub(crate) fn media_type(self) -> &'static str {
        match self {
            Self::Atom => "application/atom+xml; charset=utf-8",
            Self::Json => "application/feed+json; charset=utf-8",
        }
    }
}

/// The newest changes of what a search finds.
#[derive(Debug)]
pub(crate) struct Feed {
    /// Its name for ever: the same search has the same wherever it is served.
    id: String,
    title: String,
    /// Its own address.
    address: String,
    /// The address of the search's page.
    page: String,
    /// Whom to name where the texts are shown, and their licence, where that is known.
    rights: Option<&'static str>,
    /// The newest first.
    entries: Vec<FeedEntry>,
}

/// A change of a clause.
#[derive(Debug)]
struct FeedEntry {
    /// Its name for ever, made of the record, the wording, the kind of change and its moment.
    id: String,
    title: String,
    at: Timestamp,
    platform: String,
    /// The address of the wording's page.
    page: String,
    /// What kind of change, clause and severity it is, each with what it is called.
    categories: Vec<(String, String)>,
    html: String,
    text: String,
    change: json::Change,
}

/// What a feed is about and where it is.
#[derive(Debug)]
pub(crate) struct FeedHead {
    /// What was searched for, in words.
    pub(crate) subject: String,
    /// The address under which the server is reached, without a slash at the end.
    pub(crate) base: String,
    /// Where the feed is on the server.
    pub(crate) path: String,
    /// Where the search's page is on the server.
    pub(crate) page: String,
}

impl Feed {
    /// The feed of `changes`, the newest first.
    pub(crate) fn new(head: &FeedHead, changes: &[ClauseChange], engine: &Embedded) -> Self {
        let FeedHead { subject, base, path, page } = head;
        let about = if subject.is_empty() { "all clauses" } else { subject };
        Self {
            id: urn(&["feed", page]),
            title: format!("Changes: {about}"),
            address: format!("{base}{path}"),
            page: format!("{base}{page}"),
            rights: engine.build().manifest.archives.iter().find_map(cite::attribution),
            entries: changes.iter().map(|change| FeedEntry::new(change, base, engine)).collect(),
        }
    }

    /// When the newest change was; none when there is no change.
    pub(crate) fn updated(&self) -> Option<Timestamp> {
        self.entries.first().map(|entry| entry.at)
    }

    /// The feed as it goes over the wire.
    pub(crate) fn write(&self, format: FeedFormat) -> Vec<u8> {
        match format {
            FeedFormat::Atom => atom::write(self),
            FeedFormat::Json => json::write(self),
        }
    }
}

impl FeedEntry {
    fn new(change: &ClauseChange, base: &str, engine: &Embedded) -> Self {
        let ClauseChange { kind, at, entry, document, .. } = change;
        let (state, taxonomy) = (&entry.state, engine.taxonomy());
        let platform = document.document.platform.clone();
        let verb = verb(*kind);
        let name = clause_name(state, &entry.labels.types, taxonomy);
        let title = &document.document.document_type;
        let (record, number) = (state.record, state.number);
        Self {
            id: urn(&[&record.to_string(), &number.to_string(), verb, &at.to_string()]),
            title: format!("{platform} {verb} {} in {title}", subject(change, &name)),
            at: *at,
            page: format!("{base}/clauses/{record}?wording={number}"),
            categories: categories(verb, &entry.labels, |slug| type_title(slug, taxonomy)),
            html: text::html(change),
            text: text::plain(change),
            change: json::Change {
                id: record,
                wording: number,
                change: verb,
                former_wording: change.before.as_ref().map(|before| before.number),
                document: super::document_path(document),
                clauses: change.clauses,
                live: change.is_live,
            },
            platform,
        }
    }
}

/// What was added, reworded or removed.
fn subject(change: &ClauseChange, name: &str) -> String {
    match change.clauses {
        1 if change.is_live => format!("“{name}”, which changes all the time,"),
        1 => format!("“{name}”"),
        clauses => format!("“{name}” and {} other clauses at once", clauses - 1),
    }
}

/// What the platform did.
fn verb(kind: EventKind) -> &'static str {
    match kind {
        EventKind::Added => "added",
        EventKind::Changed => "reworded",
        EventKind::Removed => "removed",
    }
}

fn categories<'a>(
    verb: &str,
    labels: &'a Labels,
    title: impl Fn(&'a str) -> &'a str,
) -> Vec<(String, String)> {
    let mut categories = vec![(verb.to_owned(), verb.to_owned())];
    let types = labels.types.iter();
    categories.extend(types.map(|label| (label.slug.clone(), title(&label.slug).to_owned())));
    let severity = labels
        .severity
        .map(|severity| (format!("severity:{severity}"), format!("{severity} severity")));
    categories.extend(severity);
    categories
}

/// A name made of `parts` alone, as a UUID of version 8 (RFC 9562).
fn urn(parts: &[&str]) -> String {
    let hash = ContentHash::of(parts.join("\n").as_bytes());
    let mut bytes: [u8; 16] = hash.as_bytes()[..16].try_into().expect("a SHA-256 has 32 bytes");
    bytes[6] = bytes[6] & 0x0f | 0x80;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let digits: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    let [a, b, c, d, e] =
        [&digits[..8], &digits[8..12], &digits[12..16], &digits[16..20], &digits[20..]];
    format!("urn:uuid:{a}-{b}-{c}-{d}-{e}")
}
