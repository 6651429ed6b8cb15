//! A clause: a passage of a version, what it says, where it stands and what we say of it.

mod record;
mod sureness;
mod term;

use serde::{Deserialize, Serialize};

use crate::taxonomy::Severity;

pub use record::{RecordId, RecordIdError};
pub use sureness::Sureness;
pub use term::{Operator, Term};

/// A range of bytes, `start` included and `end` not, on character boundaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The span from `start` to `end`.
    ///
    /// # Panics
    ///
    /// When an offset exceeds `u32`: documents are limited to 8 MiB long before.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end, "a span runs forwards");
        let narrow = |offset| u32::try_from(offset).expect("documents are at most 8 MiB");
        Self { start: narrow(start), end: narrow(end) }
    }

    /// The same range for slicing.
    #[must_use]
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The number of bytes.
    #[must_use]
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether there are no bytes in it.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }
}

impl Serialize for Span {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (self.start, self.end).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Span {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (start, end) = Deserialize::deserialize(deserializer)?;
        if start > end {
            return Err(serde::de::Error::custom("a span's start lies after its end"));
        }
        Ok(Self { start, end })
    }
}

/// What a clause says to its reader: its visible text, without the markup, and where each piece of
/// it stands in the version.
///
/// White space within a block is one space; `\n` parts list items, table rows and hard line breaks;
/// `\n\n` parts paragraphs. Invisible characters (zero-width, bidi controls) are left out. Labels,
/// highlights and sentences refer to it; two clauses with the same wording say the same, whatever
/// their links point to.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Wording {
    /// The visible text.
    pub text: String,
    /// The pieces of `text` that stand in the version as they are, ascending in both;
    /// what lies between two pieces is white space or a separator made by us.
    pub pieces: Vec<Piece>,
}

/// A run of visible text that equals the version's bytes at another place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece {
    /// The first byte in the wording.
    pub at: u32,
    /// The same bytes in the version's text.
    pub source: Span,
}

impl Serialize for Piece {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (self.at, self.source).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Piece {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (at, source) = Deserialize::deserialize(deserializer)?;
        Ok(Self { at, source })
    }
}

impl Wording {
    /// A wording that is plain text, standing in its source just as it is.
    #[must_use]
    pub fn plain(text: &str) -> Self {
        let source = Span::new(0, text.len());
        Self { text: text.to_owned(), pieces: vec![Piece { at: 0, source }] }
    }

    /// Where `span` of the wording stands in the version: from its first visible byte to its last.
    ///
    /// None when the span holds nothing but separators.
    #[must_use]
    pub fn to_source(&self, span: Span) -> Option<Span> {
        let mut found: Option<Span> = None;
        let first = self.pieces.partition_point(|piece| piece.end() <= span.start);
        for piece in &self.pieces[first..] {
            if piece.at >= span.end {
                break;
            }
            let start = piece.source.start + span.start.saturating_sub(piece.at);
            let end = piece.source.start + (span.end.min(piece.end()) - piece.at);
            found = Some(Span { start: found.map_or(start, |whole| whole.start), end });
        }
        found
    }
}

impl Piece {
    /// One past its last byte in the wording.
    fn end(self) -> u32 {
        self.at + (self.source.end - self.source.start)
    }
}

/// A passage of a version: one obligation, right or disclaimer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    /// Its bytes in the version's text; they *are* the clause.
    pub span: Span,
    /// The headings above it, outermost first, as visible text.
    pub heading: Vec<String>,
    /// Its visible text.
    pub wording: Wording,
    /// The sentence that leads into it, when it is an item of a list whose lead-in stands apart;
    /// visible text, for reading and classifying, not part of the clause.
    pub context: Option<String>,
    /// How many links its bytes hold.
    pub links: u32,
}

/// What we say of a clause, each statement with its evidence. Spans refer to the wording.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Labels {
    /// What the clause does, surest first; empty for ordinary prose.
    pub types: Vec<TypeLabel>,
    /// Types that are possible but less likely than not: they rank clauses in a search and are
    /// shown nowhere. Surest first.
    pub doubtful: Vec<DoubtfulType>,
    /// How far it cuts into the reader's rights; none where no words of the clause say so.
    pub severity: Option<Severity>,
    /// How far clauses of its surest type usually do, whatever this one says; none without a type.
    pub usual_severity: Option<Severity>,
    /// Why that severity, in words a layperson reads; empty only without a severity.
    pub severity_reasons: Vec<Reason>,
    /// Where it applies, or whose law or courts it names, in the order of the text.
    pub jurisdictions: Vec<JurisdictionLabel>,
    /// The regulations it touches.
    pub regulations: Vec<RegulationLabel>,
    /// The agencies competent for it, by slug.
    pub agencies: Vec<AgencyLabel>,
    /// The values that it states.
    pub terms: Vec<Term>,
}

/// A clause type given to a clause.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TypeLabel {
    /// The clause type's slug in the taxonomy.
    pub slug: String,
    /// How sure we are, from 0 to 1.
    pub confidence: f32,
    /// What it rests on; never empty.
    pub evidence: Vec<Evidence>,
}

impl TypeLabel {
    /// How sure we are, in hundredths for readers; 99 at most, because no label is certain.
    #[must_use]
    pub fn percent(&self) -> u8 {
        (self.confidence * 100.0).round().min(99.0) as u8
    }
}

/// A clause type that a clause may be of.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DoubtfulType {
    /// The clause type's slug in the taxonomy.
    pub slug: String,
    /// How sure we are, from 0 to 1.
    pub confidence: f32,
}

/// What a label rests on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// The rule, as written in the taxonomy, or the words that weighed most.
    #[serde(flatten)]
    pub source: EvidenceSource,
    /// The words of the wording that it matched; none when it matched the heading.
    pub span: Option<Span>,
}

/// The kinds of evidence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EvidenceSource {
    /// A rule of the taxonomy, in the query language.
    Rule(String),
    /// The words that weighed most in the model.
    Model(String),
}

/// A sentence that gives a reason, and the words it rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// The reason in plain words.
    pub text: String,
    /// The words of the wording.
    pub span: Span,
}

/// What a clause says of a jurisdiction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum JurisdictionRole {
    /// The clause holds for people or acts there.
    AppliesTo,
    /// Its law governs.
    GoverningLaw,
    /// Its courts or arbitrators decide.
    Venue,
    /// It is named without more.
    Mentioned,
}

/// A jurisdiction that a clause touches.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JurisdictionLabel {
    /// ISO 3166-1 or -2 code, `EU` or `EEA`.
    pub code: String,
    /// What the clause says of it.
    pub role: JurisdictionRole,
    /// The words that name it; none when a heading above or the whole document is about it.
    pub span: Option<Span>,
}

impl JurisdictionLabel {
    /// Whether a heading above, or the document as a whole, is about the place, and not the
    /// clause's own words.
    #[must_use]
    pub fn is_inherited(&self) -> bool {
        self.span.is_none()
    }
}

/// A regulation that a clause touches.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegulationLabel {
    /// The regulation's slug in the taxonomy.
    pub slug: String,
    /// The words that name or cite it; none when it applies by the clause's type and jurisdiction.
    pub span: Option<Span>,
    /// Why it applies, when it is not named.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub reason: Option<String>,
}

/// An agency competent for a clause.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgencyLabel {
    /// The agency's slug in the taxonomy.
    pub slug: String,
    /// Why it is competent.
    pub reason: String,
}
