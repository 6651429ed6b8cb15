//! What a query says, once read: the tree that both evaluators understand.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::analysis::Word;

/// A condition on a clause.
///
/// What the parser makes is in normal form: no `And` directly within an `And`, no `Or` directly
/// within an `Or`, no doubled branch, no negation of a negation, at least two branches each; and
/// the operands of a [`Near`] hold only phrases, none of them in the heading only, `Or`s and further
/// `Near`s.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Node {
    /// The clause holds these terms, one behind the other.
    Phrase(Phrase),
    /// It meets at least one of the conditions.
    Or(Vec<Self>),
    /// It meets all the conditions.
    And(Vec<Self>),
    /// It does not meet the condition.
    Not(Box<Self>),
    /// It holds a pair of passages near each other.
    Near(Box<Near>),
    /// A fact about the clause, where it could not be lifted out of the tree.
    Field(Filter),
}

/// Terms one behind the other; often just one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phrase {
    /// The terms in their order, at least one.
    pub terms: Vec<Term>,
    /// Where they are looked for.
    pub place: Place,
}

/// Where a phrase is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    /// In the text or in one of the headings: whatever is typed.
    Anywhere,
    /// In the text only: what a saved query quotes or connects.
    Text,
    /// In the heading only: `heading:`.
    Heading,
}

/// What one word must be.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Term {
    /// Any word with this stem: a bare word.
    Stem {
        /// The word as typed, folded.
        word: String,
        /// The stem it is compared by.
        stem: String,
    },
    /// Exactly this folded word: a word within quotation marks.
    Exact(String),
    /// Any word that begins so, folded: `arbitrat!`.
    Prefix(String),
    /// A folded word with one letter for each `*`: `wom*n`.
    Pattern(String),
}

impl Term {
    /// Whether `word` is what this term asks for.
    #[must_use]
    pub fn accepts(&self, word: &Word) -> bool {
        match self {
            Self::Stem { stem, .. } => word.stem() == stem,
            _ => self.accepts_spelling(word.text()),
        }
    }

    /// Whether any word that is spelt so, folded, is what this term asks for; never for a stem.
    #[must_use]
    pub fn accepts_spelling(&self, folded: &str) -> bool {
        match self {
            Self::Stem { .. } => false,
            Self::Exact(text) => folded == text,
            Self::Prefix(root) => folded.starts_with(root.as_str()),
            Self::Pattern(pattern) => fits(pattern, folded),
        }
    }

    /// How many bytes are known of the word; the longer, the rarer such words are, about.
    pub(super) fn letters(&self) -> usize {
        match self {
            Self::Stem { word: text, .. } | Self::Exact(text) | Self::Prefix(text) => text.len(),
            Self::Pattern(pattern) => pattern.find('*').unwrap_or(pattern.len()),
        }
    }
}

/// Whether `word` is `pattern` with one letter for each `*`.
fn fits(pattern: &str, word: &str) -> bool {
    let mut letters = word.chars();
    pattern.chars().all(|wanted| letters.next().is_some_and(|got| wanted == '*' || wanted == got))
        && letters.next().is_none()
}

/// Two passages near each other; [`spans`](super::spans) says precisely when they are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Near {
    /// The operand to the left of the connector.
    pub left: Node,
    /// The operand to the right of it.
    pub right: Node,
    /// How near.
    pub within: Within,
    /// Whether the left one must stand first.
    pub ordered: bool,
}

/// How near two passages must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Within {
    /// So many words apart at most; neighbours are one word apart.
    Words(u32),
    /// In one sentence.
    Sentence,
    /// In one paragraph.
    Paragraph,
}

impl fmt::Display for Within {
    /// Writes what stands behind the `/` or `+` of a connector.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Words(count) => write!(f, "{count}"),
            Self::Sentence => f.write_str("s"),
            Self::Paragraph => f.write_str("p"),
        }
    }
}

/// A fact asked of a clause, such as `platform:spotify`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Filter {
    /// What the fact is about.
    pub field: Field,
    /// The slug, name or code as typed.
    pub value: String,
}

/// What a filter is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Field {
    /// The platform, by slug or name.
    Platform,
    /// The clause type, by slug, title or alias.
    Type,
    /// The category, by slug or title.
    Category,
    /// The severity.
    Severity,
    /// The jurisdiction, by code or name; those within it count.
    Jurisdiction,
    /// The regulation, by slug or name.
    Regulation,
    /// The document type, by slug or title.
    DocumentType,
    /// The language, by its BCP 47 tag.
    Language,
}

impl Field {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Platform,
        Self::Type,
        Self::Category,
        Self::Severity,
        Self::Jurisdiction,
        Self::Regulation,
        Self::DocumentType,
        Self::Language,
    ];

    /// The word in front of the colon.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Platform => "platform",
            Self::Type => "type",
            Self::Category => "category",
            Self::Severity => "severity",
            Self::Jurisdiction => "jurisdiction",
            Self::Regulation => "regulation",
            Self::DocumentType => "doctype",
            Self::Language => "lang",
        }
    }

    /// The field of that name, also by its longer names, whatever the case.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        match name.to_ascii_lowercase().replace('-', "_").as_str() {
            "document_type" | "documenttype" => Some(Self::DocumentType),
            "language" => Some(Self::Language),
            lower => Self::ALL.into_iter().find(|field| field.name() == lower),
        }
    }
}

/// The times at which a clause must stand or change.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Time {
    /// Which of a clause's states are looked at.
    pub scope: Scope,
    /// What must have happened to it: of each of these at least one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<Vec<Event>>,
}

/// Which states of a clause are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    /// Those that stand now.
    #[default]
    Current,
    /// Those that stood at the end of that day, UTC.
    AsOf(Date),
    /// All that ever stood.
    Ever,
}

/// A change of a clause, and the days on which it may have happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// What happened.
    pub kind: EventKind,
    /// The first day; unbounded when absent.
    pub from: Option<Date>,
    /// The last day, included; unbounded when absent.
    pub until: Option<Date>,
}

/// What can happen to a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EventKind {
    /// It was added.
    Added,
    /// It was removed.
    Removed,
    /// It was reworded.
    Changed,
}

impl EventKind {
    /// The word in front of the colon.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Changed => "changed",
        }
    }
}
