//! The formats that citations are written in.

use std::str::FromStr;

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use serde::Serialize;

use super::escape::{latex, latex_address, one_line};
use super::{Citation, CiteError};
use crate::document::Format;

/// A format that citations are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CitationFormat {
    /// A line in the manner of Bluebook rule 18.2, on internet sources.
    Text,
    /// A BibTeX entry.
    Bibtex,
    /// A RIS record, which reference managers import.
    Ris,
    /// A CSL-JSON list of one item.
    CslJson,
    /// The qualified SWHID alone.
    Swhid,
}

impl CitationFormat {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Text, Self::Bibtex, Self::Ris, Self::CslJson, Self::Swhid];

    /// Its name as a parameter.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Bibtex => "bibtex",
            Self::Ris => "ris",
            Self::CslJson => "csl-json",
            Self::Swhid => "swhid",
        }
    }

    /// The media type of what it writes.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Text | Self::Swhid => "text/plain; charset=utf-8",
            Self::Bibtex => "application/x-bibtex; charset=utf-8",
            Self::Ris => "application/x-research-info-systems; charset=utf-8",
            Self::CslJson => "application/vnd.citationstyles.csl+json",
        }
    }

    /// Writes `citation`, with a line break at the end.
    ///
    /// # Errors
    ///
    /// [`CiteError::NoSwhid`] when a SWHID is asked for and there is none.
    pub fn write(self, citation: &Citation) -> Result<String, CiteError> {
        Ok(match self {
            Self::Text => text(citation),
            Self::Bibtex => bibtex(citation),
            Self::Ris => ris(citation),
            Self::CslJson => csl_json(citation),
            Self::Swhid => {
                let swhid = citation.swhid().ok_or(CiteError::NoSwhid(citation.record))?;
                format!("{swhid}\n")
            }
        })
    }
}

impl FromStr for CitationFormat {
    type Err = CiteError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|format| format.name().eq_ignore_ascii_case(text))
            .ok_or_else(|| CiteError::UnknownFormat { name: text.chars().take(40).collect() })
    }
}

/// The months as Bluebook table T12 abbreviates them.
const MONTHS: [&str; 12] = [
    "Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.",
];

fn text(citation: &Citation) -> String {
    let moment = utc(citation);
    let month = MONTHS[moment.month() as usize - 1];
    let (day, year) = (moment.day(), moment.year());
    // A file without a date is taken as of 1970-01-01, which nobody captured.
    let captured = if citation.captured == Timestamp::UNIX_EPOCH {
        "on an unknown date".to_owned()
    } else {
        format!("{month} {day}, {year}, {} UTC", moment.strftime("%H:%M:%S"))
    };
    let source = citation.origin.as_ref().map(|origin| format!(", {}", one_line(origin)));
    format!(
        "{}, {} (captured {captured}){} [{}].\n",
        one_line(&citation.document.platform),
        title(citation),
        source.unwrap_or_default(),
        identification(citation),
    )
}

fn bibtex(citation: &Citation) -> String {
    let moment = utc(citation);
    let mut fields = vec![
        ("author", format!("{{{{{}}}}}", latex(&citation.document.platform))),
        ("title", format!("{{{{{}}}}}", latex(&title(citation)))),
        ("year", format!("{{{}}}", moment.year())),
        ("month", moment.strftime("%b").to_string().to_lowercase()),
        ("day", format!("{{{}}}", moment.day())),
        (
            "note",
            format!(
                "{{{}}}",
                latex(&format!("Captured {}; {}", citation.captured, identification(citation)))
            ),
        ),
    ];
    if let Some(origin) = &citation.origin {
        fields.push(("url", format!("{{{}}}", latex_address(origin))));
    }
    let fields = fields.iter().map(|(name, value)| format!("  {name} = {value},\n"));
    format!("@misc{{{},\n{}}}\n", key(citation), fields.collect::<String>())
}

fn ris(citation: &Citation) -> String {
    let moment = utc(citation);
    let mut lines = vec![
        ("TY", "ELEC".to_owned()),
        ("ID", key(citation)),
        // A comma would part a surname from a first name.
        ("AU", one_line(&citation.document.platform).replace(',', "")),
        ("TI", title(citation)),
        ("PY", moment.year().to_string()),
        ("DA", moment.strftime("%Y/%m/%d/%H:%M:%S UTC").to_string()),
        ("AN", citation.record.to_string()),
        ("N1", identification(citation)),
    ];
    lines.extend(citation.origin.as_ref().map(|origin| ("UR", one_line(origin))));
    lines.push(("ER", String::new()));
    lines.iter().map(|(tag, value)| format!("{tag}  - {value}\r\n")).collect()
}

fn csl_json(citation: &Citation) -> String {
    #[derive(Serialize)]
    struct Item<'a> {
        id: String,
        r#type: &'static str,
        author: [Name; 1],
        title: String,
        issued: Date,
        archive_location: &'a str,
        #[serde(rename = "URL", skip_serializing_if = "Option::is_none")]
        address: Option<&'a str>,
        note: String,
    }
    #[derive(Serialize)]
    struct Name {
        literal: String,
    }
    #[derive(Serialize)]
    #[serde(rename_all = "kebab-case")]
    struct Date {
        date_parts: [[i16; 3]; 1],
    }
    let moment = utc(citation);
    let date = [moment.year(), i16::from(moment.month()), i16::from(moment.day())];
    let item = Item {
        id: key(citation),
        r#type: "webpage",
        author: [Name { literal: one_line(&citation.document.platform) }],
        title: title(citation),
        issued: Date { date_parts: [date] },
        archive_location: &citation.path,
        address: citation.origin.as_deref(),
        note: format!("Captured {}; {}", citation.captured, identification(citation)),
    };
    let json = serde_json::to_string_pretty(&[item]).expect("an item is plain data");
    format!("{json}\n")
}

/// The document and the headings that lead to the clause.
fn title(citation: &Citation) -> String {
    let document = std::iter::once(&citation.document.document_type);
    let parts = document.chain(&citation.heading).map(|part| one_line(part));
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" › ")
}

/// What finds the bytes and checks them: record, version and byte range.
fn identification(citation: &Citation) -> String {
    let Citation { record, number, hash, text_hash, .. } = citation;
    let bytes = match citation.first_and_last() {
        Some((first, last)) => format!("bytes {first}-{last}"),
        None => "no bytes".to_owned(),
    };
    let bytes = match citation.format {
        Format::Html => format!("{bytes} of its Markdown {text_hash}"),
        Format::Markdown | Format::Text => bytes,
    };
    let path = one_line(&citation.path);
    let swhid = citation.swhid().map(|swhid| format!("; {swhid}")).unwrap_or_default();
    format!("{record}, wording {number}; {path}, {hash}, {bytes}{swhid}")
}

/// The key by which a bibliography refers to it: the wordings of one clause are different works.
fn key(citation: &Citation) -> String {
    format!("{}-{}", citation.record, citation.number)
}

fn utc(citation: &Citation) -> DateTime {
    TimeZone::UTC.to_datetime(citation.captured)
}
