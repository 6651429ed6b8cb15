//! Values of fields that are not known.

use super::note::{NoteCode, Notes};
use super::render;
use super::tree::Filter;

/// A field's value that is not known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unknown {
    /// The known value most like it, where one is like it.
    pub nearest: Option<String>,
}

impl Unknown {
    /// Notes that `filter`, which stands at `span`, was passed over.
    pub(super) fn note(self, filter: Filter, span: (usize, usize), notes: &mut Notes) {
        let Filter { field, value } = filter;
        let message = format!("`{value}` is not a known value of `{}:`; passed over", field.name());
        match self.nearest {
            Some(nearest) => {
                let repair = render::filter(&Filter { field, value: nearest });
                notes.add_with_repair(NoteCode::UnknownValue, span, message, repair);
            }
            None => notes.add(NoteCode::UnknownValue, span, message),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::{Mode, QueryError, parse_knowing};

    #[test]
    fn an_unknown_value_is_noted_and_passed_over_wherever_it_stands() {
        let unknown = |filter: &Filter| match filter.value.as_str() {
            "known" => None,
            "knwon" => Some(Unknown { nearest: Some("known one".to_owned()) }),
            _ => Some(Unknown { nearest: None }),
        };
        for (text, understood, at) in [
            ("platform:nosuch refund", "refund", 0),
            ("type:foo", "", 0),
            ("refund type:\"no such\"", "refund", 7),
            ("refund OR type:foo", "refund", 10),
            ("type:foo OR refund fee", "refund fee", 0),
            ("type:foo OR type:known", "type:known", 0),
            ("fee NOT severity:grave", "fee", 8),
            ("-type:foo fee", "fee", 1),
            ("fee /s type:foo", "fee", 7),
            ("type:knwon fee", "fee", 0),
        ] {
            let query = parse_knowing(text, Mode::Lenient, &unknown).unwrap();
            assert_eq!(query.understood, understood, "{text}");
            let codes: Vec<NoteCode> = query.notes.iter().map(|note| note.code).collect();
            assert_eq!(codes, [NoteCode::UnknownValue], "{text}");
            assert_eq!(query.notes[0].span.0, at, "{text}");
            let repair = text.contains("knwon").then(|| "type:\"known one\"".to_owned());
            assert_eq!(query.notes[0].repair, repair, "{text}");
            let strict = parse_knowing(text, Mode::Strict, &unknown).unwrap_err();
            assert!(
                matches!(strict, QueryError::Fault { note, .. } if note.code == NoteCode::UnknownValue)
            );
        }
    }
}
