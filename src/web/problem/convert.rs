//! Turns the errors of a search into problems.

use super::{Code, Problem};
use crate::search::SearchError;

impl From<SearchError> for Problem {
    fn from(error: SearchError) -> Self {
        let detail = sentence(&error.to_string());
        match error {
            SearchError::Query(_) => Self::new(Code::InvalidQuery, detail).with_parameter("q"),
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
            SearchError::NoSuchRecord(_) => Self::new(Code::UnknownRecord, detail),
            SearchError::Index(_) => Self::internal(&error),
        }
    }
}

/// The message with a capital and a full stop, as people read it.
fn sentence(message: &str) -> String {
    let mut letters = message.chars();
    let first = letters.next().map(|letter| letter.to_uppercase().to_string());
    let end = if message.ends_with(['.', '?', '!']) { "" } else { "." };
    format!("{}{}{end}", first.unwrap_or_default(), letters.as_str())
}
