//! A clause of an exported list, as a line of CSV or of JSON.

use std::borrow::Cow;

use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use super::analysis::StatedTerm;
use super::search::{TypeConfidence, once};
use super::words::SeverityName;
use super::{categories, document_path, severity};
use crate::cite::{Citation, CitationFormat, CiteError, attribution};
use crate::clause::{RecordId, Span};
use crate::document::ContentHash;
use crate::index::{ArchiveEntry, DocumentEntry, Entry};
use crate::taxonomy::Taxonomy;

/// How a list is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ExportFormat {
    /// Comma-separated values (RFC 4180), the first line naming the columns.
    Csv,
    /// The same behind a byte-order mark, by which spreadsheets know that it is UTF-8.
    MarkedCsv,
    /// JSON Lines: one object a line.
    JsonLines,
}

impl ExportFormat {
    /// The media type of what is written.
    pub(crate) fn media_type(self) -> &'static str {
        match self {
            Self::Csv | Self::MarkedCsv => "text/csv; charset=utf-8; header=present",
            Self::JsonLines => "application/x-ndjson",
        }
    }

    /// Its name as a parameter, and the ending of files with it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Csv | Self::MarkedCsv => "csv",
            Self::JsonLines => "jsonl",
        }
    }

    /// Appends what stands above the first line.
    pub(crate) fn write_head(self, output: &mut Vec<u8>) {
        match self {
            Self::Csv => write_cells(&COLUMNS, output),
            Self::MarkedCsv => {
                output.extend_from_slice("\u{feff}".as_bytes());
                write_cells(&COLUMNS, output);
            }
            Self::JsonLines => {}
        }
    }

    /// Appends the line of a clause.
    pub(crate) fn write_line(self, clause: &ExportedClause, output: &mut Vec<u8>) {
        match self {
            Self::Csv | Self::MarkedCsv => write_cells(&clause.cells(), output),
            Self::JsonLines => {
                serde_json::to_writer(&mut *output, clause).expect("a clause is plain data");
                output.push(b'\n');
            }
        }
    }
}

/// Appends a line of CSV.
fn write_cells(cells: &[impl AsRef<str>], output: &mut Vec<u8>) {
    // RFC 4180 parts lines by both characters.
    let mut writer =
        csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(output);
    let cells = cells.iter().map(|cell| disarmed(cell.as_ref()).into_owned());
    let written = writer.write_record(cells).and_then(|()| Ok(writer.flush()?));
    written.expect("memory takes what is written");
}

/// The cell with a `'` in front where a spreadsheet would take it for a formula.
fn disarmed(cell: &str) -> Cow<'_, str> {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        return Cow::Owned(format!("'{cell}"));
    }
    Cow::Borrowed(cell)
}

/// The columns of the CSV, in their order.
const COLUMNS: [&str; 28] = [
    "id",
    "wording",
    "current",
    "platform",
    "document",
    "document_type",
    "language",
    "heading",
    "context",
    "text",
    "types",
    "category",
    "severity",
    "usual_severity",
    "jurisdictions",
    "regulations",
    "valid_from",
    "valid_to",
    "captured",
    "version",
    "span_start",
    "span_end",
    "swhid",
    "citation",
    "page",
    "attribution",
    "of_platform",
    "terms",
];

/// A clause of an exported list.
///
/// CSV has the same values under the same names. There a list is one cell: headings are joined by
/// ` › `, other lists by `; `, a type is followed by its confidence, a stated value is written
/// `liability-cap=100 USD (greater-of)` (name, value, unit and operator, the last two where there
/// are any), and `span` is the two columns `span_start` and `span_end`. A cell that begins with
/// `=`, `+`, `-`, `@`, a tab or a carriage return gets a `'` in front, because spreadsheets would
/// take it for a formula.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ExportedClause {
    /// The record ID.
    #[schema(value_type = String, example = "CX-7Q4M2K9D1A")]
    id: RecordId,
    /// Which wording of the clause it is, from 1.
    wording: u32,
    /// Whether it stands in the last readable version.
    current: bool,
    /// The platform's name.
    platform: String,
    /// The document's address below `/api/v1/documents/`.
    document: String,
    /// The document type's title.
    document_type: String,
    /// The document's language, BCP 47.
    language: Option<String>,
    /// The headings above the clause, outermost first.
    heading: Vec<String>,
    /// The sentence that leads into it; not part of the clause.
    context: Option<String>,
    /// What the clause says, without markup.
    text: String,
    /// What the clause does, surest first.
    types: Vec<TypeConfidence>,
    /// The categories of the types.
    category: Vec<String>,
    /// `high`, `medium`, `low` or `protective`; null where no words of the clause say so.
    #[schema(value_type = Option<SeverityName>)]
    severity: Option<&'static str>,
    /// The severity that is usual for clauses of its surest type, whatever this one says; null
    /// without a type.
    #[schema(value_type = Option<SeverityName>)]
    usual_severity: Option<&'static str>,
    /// The jurisdictions that it names, by code.
    jurisdictions: Vec<String>,
    /// The regulations that it touches, by slug.
    regulations: Vec<String>,
    /// The values that it states; their spans refer to `text`.
    terms: Vec<StatedTerm>,
    /// When this wording was first captured.
    #[schema(value_type = String, format = DateTime)]
    valid_from: Timestamp,
    /// When the first version without it was captured; null while it stands.
    #[schema(value_type = Option<String>, format = DateTime)]
    valid_to: Option<Timestamp>,
    /// When the version cited was captured: the last one with this wording.
    #[schema(value_type = String, format = DateTime)]
    captured: Timestamp,
    /// That version, by the hash of the archived bytes.
    #[schema(value_type = String, example = "sha256:2c26…")]
    version: ContentHash,
    /// The clause's bytes in that version's text.
    #[schema(value_type = [u32; 2])]
    span: Span,
    /// The SWHID of these bytes, where the archive is a git repository.
    swhid: Option<String>,
    /// The citation, in the manner of Bluebook rule 18.2.
    citation: String,
    /// The address of the clause's page on this server.
    #[schema(example = "/clauses/CX-7Q4M2K9D1A?wording=2")]
    page: String,
    /// Whom to name where the text is shown, and its licence, where that is known.
    attribution: Option<&'static str>,
    /// How many clauses of its platform match, when grouped by platform.
    of_platform: Option<u64>,
}

impl ExportedClause {
    /// The line of a clause state; `archives` are those of the build, and `of_platform` counts the
    /// matches of its platform when grouped.
    pub(crate) fn new(
        entry: &Entry,
        document: &DocumentEntry,
        of_platform: Option<u64>,
        archives: &[ArchiveEntry],
        taxonomy: &Taxonomy,
    ) -> Result<Self, CiteError> {
        let Entry { state, labels } = entry;
        let citation = Citation::new(entry, document, archives)?;
        let jurisdictions = labels.jurisdictions.iter().map(|label| label.code.clone());
        let regulations = labels.regulations.iter().map(|label| label.slug.clone());
        Ok(Self {
            id: state.record,
            wording: state.number,
            current: entry.is_current(document),
            platform: document.document.platform.clone(),
            document: document_path(document),
            document_type: document.document.document_type.clone(),
            language: document.language.clone(),
            heading: state.heading.clone(),
            context: state.context.clone(),
            text: state.wording.text.clone(),
            types: labels.types.iter().map(TypeConfidence::new).collect(),
            category: categories(labels.types.iter().map(|label| &*label.slug), taxonomy),
            severity: severity(labels.severity),
            usual_severity: severity(labels.usual_severity),
            jurisdictions: once(jurisdictions),
            regulations: once(regulations),
            terms: labels.terms.iter().map(StatedTerm::new).collect(),
            valid_from: state.valid_from(),
            valid_to: state.valid_to(),
            captured: citation.captured,
            version: citation.hash,
            span: citation.span,
            swhid: citation.swhid(),
            citation: CitationFormat::Text.write(&citation)?.trim_end().to_owned(),
            page: format!("/clauses/{}?wording={}", state.record, state.number),
            attribution: archives.get(document.archive as usize).and_then(attribution),
            of_platform,
        })
    }

    /// The cells of [`COLUMNS`].
    fn cells(&self) -> [String; COLUMNS.len()] {
        let types = self.types.iter().map(|label| format!("{} {}", label.slug, label.confidence));
        let types: Vec<String> = types.collect();
        let text = |value: Option<&str>| value.unwrap_or_default().to_owned();
        [
            self.id.to_string(),
            self.wording.to_string(),
            self.current.to_string(),
            self.platform.clone(),
            self.document.clone(),
            self.document_type.clone(),
            text(self.language.as_deref()),
            self.heading.join(" › "),
            text(self.context.as_deref()),
            self.text.clone(),
            types.join("; "),
            self.category.join("; "),
            text(self.severity),
            text(self.usual_severity),
            self.jurisdictions.join("; "),
            self.regulations.join("; "),
            self.valid_from.to_string(),
            self.valid_to.map(|moment| moment.to_string()).unwrap_or_default(),
            self.captured.to_string(),
            self.version.to_string(),
            self.span.start.to_string(),
            self.span.end.to_string(),
            text(self.swhid.as_deref()),
            self.citation.clone(),
            self.page.clone(),
            text(self.attribution),
            self.of_platform.map(|count| count.to_string()).unwrap_or_default(),
            self.terms.iter().map(StatedTerm::cell).collect::<Vec<_>>().join("; "),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_that_a_spreadsheet_would_run_is_disarmed() {
        for (cell, expected) in [
            ("=1+1", "'=1+1"),
            ("+1", "'+1"),
            ("-1", "'-1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\tx", "'\tx"),
            ("\rx", "'\rx"),
            ("a=1", "a=1"),
            ("'=1", "'=1"),
            ("", ""),
        ] {
            assert_eq!(disarmed(cell), expected, "{cell:?}");
        }
    }

    #[test]
    fn a_line_of_csv_is_quoted_where_it_must_be() {
        let mut line = Vec::new();
        write_cells(&["plain", "a, \"b\"", "two\nlines", "=1"], &mut line);
        let expected = "plain,\"a, \"\"b\"\"\",\"two\nlines\",'=1\r\n";
        assert_eq!(String::from_utf8(line).unwrap(), expected);
    }
}
