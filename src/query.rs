//! The query language: text to a checked syntax tree, and its matcher over one clause.
//!
//! Operators bind in this order: `OR` tightest; then the connectors `/n` `+n` `/s` `+s` `/p` `+p`,
//! from left to right; then `AND`, which also stands unwritten between any two conditions, and
//! `NOT`. Only capitals make an operator. Brackets group.

mod compound;
mod connect;
pub mod examples;
mod lexer;
mod lift;
mod matcher;
mod note;
mod parser;
mod relax;
mod render;
mod rules;
pub mod spans;
mod subject;
mod terms;
#[cfg(test)]
mod tests;
mod time;
mod tree;
mod unknown;
mod words;

use serde::{Deserialize, Serialize};

pub use matcher::{highlights, matches};
pub use note::{Note, NoteCode, QueryError};
pub use rules::{RuleSet, RuleSetError};
pub use subject::Subject;
pub use tree::{
    Event, EventKind, Field, Filter, Near, Node, Phrase, Place, Scope, Term, Time, Within,
};
pub use unknown::Unknown;
pub use words::TypedWord;

/// The most bytes of a query.
pub const QUERY_MAX: usize = 1_024;
/// The most brackets around a part of a query.
pub const NESTING_MAX: usize = 32;
/// The most conditions (words, phrases and fields) in a query.
pub const CONDITIONS_MAX: usize = 64;
/// The most words of a phrase.
pub const PHRASE_MAX: usize = 64;
/// The most words that the connectors `/n` and `+n` reach over.
pub const DISTANCE_MAX: u32 = 255;

/// A query as it was understood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Query {
    /// The text typed.
    pub text: String,
    /// The query written anew in the canonical way; read again, it gives the same tree, filters
    /// and time. It may be a little longer than what was typed, and so than [`QUERY_MAX`].
    pub understood: String,
    /// What was passed over or read in a special way, by position.
    pub notes: Vec<Note>,
    /// What the clause must say; none when everything does.
    pub tree: Option<Node>,
    /// The fields asked for beside the tree, as typed. As with ticked facets, values of one field
    /// mean any of them, and different fields mean all of them.
    pub filters: Vec<Filter>,
    /// When the clause must stand or change.
    pub time: Time,
}

/// What becomes of a query with faults.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// They are passed over, with a note.
    Lenient,
    /// They are errors.
    Strict,
}

/// How large a query may be, and how far its quoted phrases reach.
#[derive(Debug, Clone, Copy)]
struct Limits {
    bytes: usize,
    conditions: usize,
    nesting: usize,
    /// Where a quoted phrase is looked for.
    quoted: Place,
}

/// The limits of what comes from outside.
const TYPED: Limits = Limits {
    bytes: QUERY_MAX,
    conditions: CONDITIONS_MAX,
    nesting: NESTING_MAX,
    quoted: Place::Anywhere,
};

/// The limits of saved queries in files of our own.
const SAVED: Limits = Limits {
    bytes: 16 * QUERY_MAX,
    conditions: 16 * CONDITIONS_MAX,
    nesting: 4 * NESTING_MAX,
    quoted: Place::Text,
};

/// Reads what somebody typed or pasted.
///
/// # Errors
///
/// When `text` is longer than [`QUERY_MAX`]; otherwise only in strict mode, for the first fault.
pub fn parse(text: &str, mode: Mode) -> Result<Query, QueryError> {
    parse_within(text, mode, TYPED, &|_| None)
}

/// Reads what somebody typed or pasted, where not every value of a field is known: `unknown` tells
/// of one that is not, which is a fault, and so passed over but in strict mode.
///
/// # Errors
///
/// As for [`parse`].
pub fn parse_knowing(
    text: &str,
    mode: Mode,
    unknown: &dyn Fn(&Filter) -> Option<Unknown>,
) -> Result<Query, QueryError> {
    parse_within(text, mode, TYPED, unknown)
}

/// Reads a saved query, such as a rule of the taxonomy: strictly, but with wider limits.
///
/// What it quotes or connects is looked for in the text only, so that a clause is not said to do
/// what only a heading above it names; `heading:` asks for that.
///
/// # Errors
///
/// When it is longer than 16 KiB, has a fault, or asks for no words at all. Its filters and times
/// would have no effect on a single clause, so they are faults.
pub fn parse_saved(text: &str) -> Result<Node, QueryError> {
    let query = parse_within(text, Mode::Strict, SAVED, &|_| None)?;
    match query.tree {
        Some(tree) if query.filters.is_empty() && query.time == Time::default() => {
            Ok(connect::connected_in_text(tree))
        }
        _ => Err(QueryError::NoRule),
    }
}

fn parse_within(
    text: &str,
    mode: Mode,
    limits: Limits,
    unknown: &dyn Fn(&Filter) -> Option<Unknown>,
) -> Result<Query, QueryError> {
    if text.len() > limits.bytes {
        return Err(QueryError::Limit {
            limit: "query bytes",
            maximum: limits.bytes,
            got: text.len(),
            position: text.floor_char_boundary(limits.bytes),
        });
    }
    let lexed = lexer::lex(text, limits);
    let parsed = parser::parse(lexed, unknown);
    let understood = render::query(parsed.tree.as_ref(), &parsed.filters, &parsed.time);
    let mut notes = parsed.notes;
    notes.sort_by_key(|note| note.span);
    if mode == Mode::Strict
        && let Some(fault) = notes.iter().find(|note| note.code.is_fault())
    {
        return Err(QueryError::Fault { note: Box::new(fault.clone()), understood });
    }
    Ok(Query {
        text: text.to_owned(),
        understood,
        notes,
        tree: parsed.tree.map(compound::closed),
        filters: parsed.filters,
        time: parsed.time,
    })
}
