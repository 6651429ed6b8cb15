//! What a query's reader was not told by its writer: notes, and errors where notes are not wanted.

use serde::{Deserialize, Serialize};

/// Something in a query that was passed over, or read in a special way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// What it is about, for programs.
    pub code: NoteCode,
    /// What it is about, for people.
    pub message: String,
    /// The bytes of the typed text that it is about: the first, and one past the last.
    pub span: (usize, usize),
    /// What could stand there instead.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub repair: Option<String>,
}

/// What a note is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NoteCode {
    /// A quotation mark without its partner was passed over.
    UnbalancedQuote,
    /// A bracket without its partner was passed over, or closed at the end.
    UnbalancedBracket,
    /// Brackets or quotation marks with nothing in them were passed over.
    Empty,
    /// An operator without an operand was passed over.
    DanglingOperator,
    /// Signs that mean nothing were passed over.
    StraySign,
    /// Brackets nested too deep were passed over.
    TooDeep,
    /// What follows the last condition allowed was passed over.
    TooManyConditions,
    /// What follows the last word allowed of a phrase was passed over.
    TooLongPhrase,
    /// What follows the last byte allowed of a word was passed over.
    TooLongWord,
    /// A root too short to expand was read as a word.
    ShortRoot,
    /// A `*` in front of a word was passed over.
    LeadingWildcard,
    /// A distance out of range was brought into it.
    Distance,
    /// A field without a value was read as a word, or passed over.
    NoValue,
    /// A field with a value that is not known was passed over.
    UnknownValue,
    /// A date that cannot be read was passed over.
    UnknownDate,
    /// A time field was taken for the whole query, not as an alternative to words.
    MisplacedTime,
    /// A second, different time was passed over.
    TwoTimes,
    /// A connector was applied to each of several conditions, or read as `AND`.
    ConnectedGroup,
    /// Capitals were read as words, since the whole query is in capitals.
    Capitals,
    /// A section sign or currency sign alone was passed over.
    SignAlone,
    /// A final `*` stands for just one letter.
    FinalWildcard,
    /// A month or year was read as its last day.
    DateWidened,
}

impl NoteCode {
    /// Whether strict mode makes it an error; the others only tell how the query was read.
    #[must_use]
    pub fn is_fault(self) -> bool {
        !matches!(self, Self::Capitals | Self::SignAlone | Self::FinalWildcard | Self::DateWidened)
    }
}

/// A query that was not answered. The caller can mend it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum QueryError {
    /// It is larger than allowed.
    #[error("too many {limit}: {maximum} are allowed, got {got}")]
    Limit {
        /// What is limited.
        limit: &'static str,
        /// How much is allowed.
        maximum: usize,
        /// How much there is.
        got: usize,
        /// The byte at which the limit is passed.
        position: usize,
    },
    /// It has a fault, and strict mode was asked for.
    #[error("{}, which a strict reading does not allow (at byte {})", note.message, note.span.0)]
    Fault {
        /// The first fault.
        note: Box<Note>,
        /// The query without any: how it would be understood leniently.
        understood: String,
    },
    /// A saved query names no words, or names fields or times that cannot be tested on a clause.
    #[error("a saved query must ask for words, and for nothing but words")]
    NoRule,
}

/// Notes in the making; beyond a number of them, more would tell nobody anything.
#[derive(Debug, Default)]
pub(super) struct Notes(pub(super) Vec<Note>);

/// The most notes on one query.
const NOTES_MAX: usize = 32;

impl Notes {
    pub(super) fn add(&mut self, code: NoteCode, span: (usize, usize), message: impl Into<String>) {
        self.push(code, span, message.into(), None);
    }

    pub(super) fn add_with_repair(
        &mut self,
        code: NoteCode,
        span: (usize, usize),
        message: impl Into<String>,
        repair: impl Into<String>,
    ) {
        self.push(code, span, message.into(), Some(repair.into()));
    }

    fn push(
        &mut self,
        code: NoteCode,
        span: (usize, usize),
        message: String,
        repair: Option<String>,
    ) {
        if self.0.len() < NOTES_MAX {
            self.0.push(Note { code, message, span, repair });
        }
    }
}
