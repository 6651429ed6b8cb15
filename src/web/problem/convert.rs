//! Turns the errors of a search into problems.

use super::{Code, Problem};
use crate::cite::CiteError;
use crate::query::QueryError;
use crate::search::SearchError;
use crate::web::export::ExportError;

impl From<SearchError> for Problem {
    fn from(error: SearchError) -> Self {
        let detail = sentence(&error.to_string());
        match error {
            SearchError::Query(error) => Self::from(error),
            SearchError::UnknownValue { facet, suggestion, .. } => {
                Self::new(Code::UnknownValue, detail)
                    .with_parameter(facet.name())
                    .with_suggestion(suggestion)
            }
            SearchError::Range { parameter, .. } => {
                Self::new(Code::InvalidParameter, detail).with_parameter(parameter)
            }
            SearchError::Cursor => Self::new(Code::StaleCursor, detail).with_parameter("cursor"),
            SearchError::TooBroad { .. } => Self::new(Code::TooBroad, detail).with_parameter("q"),
            SearchError::TooCostly { maximum, spent, .. } => Self::new(Code::TooCostly, detail)
                .with_parameter("q")
                .with_limit("search-steps", maximum, spent),
            SearchError::Stopped => Self::new(Code::TimedOut, detail).with_retry_after(5),
            SearchError::NoSuchRecord(_) => Self::new(Code::UnknownRecord, detail),
            SearchError::Index(_) => Self::internal(&error),
        }
    }
}

impl From<QueryError> for Problem {
    fn from(error: QueryError) -> Self {
        let detail = sentence(&error.to_string());
        let problem = match error {
            QueryError::Limit { limit, maximum, got, position } => {
                Self::new(Code::LimitExceeded, detail)
                    .with_limit(limit.replace(' ', "-"), maximum as u64, got as u64)
                    .with_position(position)
            }
            QueryError::Fault { note, understood } => Self::new(Code::InvalidQuery, detail)
                .with_position(note.span.0)
                .with_suggestion(Some(understood).filter(|text| !text.is_empty())),
            QueryError::NoRule => Self::new(Code::InvalidQuery, detail),
        };
        problem.with_parameter("q")
    }
}

impl From<CiteError> for Problem {
    fn from(error: CiteError) -> Self {
        let detail = sentence(&error.to_string());
        match error {
            CiteError::UnknownFormat { .. } => {
                Self::new(Code::InvalidParameter, detail).with_parameter("format")
            }
            CiteError::NoSwhid(_) => Self::new(Code::NoSwhid, detail).with_parameter("format"),
            CiteError::NoVersion { .. } => Self::internal(&error),
        }
    }
}

impl From<ExportError> for Problem {
    fn from(error: ExportError) -> Self {
        Self::internal(&error)
    }
}

/// The message with a capital and a full stop, as people read it.
pub(in crate::web) fn sentence(message: &str) -> String {
    let mut letters = message.chars();
    let first = letters.next().map(|letter| letter.to_uppercase().to_string());
    let end = if message.ends_with(['.', '?', '!']) { "" } else { "." };
    format!("{}{}{end}", first.unwrap_or_default(), letters.as_str())
}
