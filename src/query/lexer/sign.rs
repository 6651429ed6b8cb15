//! How operators, time fields, quotation marks and capitals are told from words.

use super::Lexeme;
use crate::query::DISTANCE_MAX;
use crate::query::tree::{EventKind, Within};

#[derive(Debug, Clone, Copy)]
pub(super) enum TimeField {
    Ever,
    AsOf,
    Event(EventKind),
}

pub(super) fn time_field(name: &str) -> Option<TimeField> {
    Some(match name {
        "ever" => TimeField::Ever,
        "as-of" | "as_of" | "asof" => TimeField::AsOf,
        "added" => TimeField::Event(EventKind::Added),
        "removed" => TimeField::Event(EventKind::Removed),
        "changed" => TimeField::Event(EventKind::Changed),
        _ => return None,
    })
}

pub(super) fn is_quote(character: char) -> bool {
    matches!(character, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '＂' | '″')
}

/// The operator that the whole of `chunk` is; `w/5` and `pre/5` are other systems' `/5` and `+5`.
pub(super) fn operator(chunk: &str) -> Option<Lexeme> {
    match chunk {
        "AND" | "&" => return Some(Lexeme::And),
        "OR" => return Some(Lexeme::Or),
        "NOT" | "%" => return Some(Lexeme::Not),
        _ => {}
    }
    let lower = chunk.to_ascii_lowercase();
    let (reach, ordered) = if let Some(reach) = lower.strip_prefix('+') {
        (reach, true)
    } else if let Some(reach) = lower.strip_prefix("pre/") {
        (reach, true)
    } else {
        let reach = ["/", "w/", "near/"].iter().find_map(|sign| lower.strip_prefix(sign))?;
        (reach, false)
    };
    // A dialling code, as in `+353 1 234`, is no connector.
    let is_number = !reach.is_empty() && reach.bytes().all(|byte| byte.is_ascii_digit());
    let count = is_number.then(|| reach.parse().unwrap_or(u32::MAX));
    if chunk.starts_with('+') && count.is_some_and(|count| count > DISTANCE_MAX) {
        return None;
    }
    let within = match reach {
        "s" => Within::Sentence,
        "p" => Within::Paragraph,
        _ => Within::Words(count?),
    };
    Some(Lexeme::Connector { within, ordered })
}

/// The length of `(b)`, `(12)` or `(iii)` at the start of `rest`.
pub(super) fn attached_bracket(rest: &str) -> Option<usize> {
    let inner = &rest.strip_prefix('(')?[..rest.find(')')? - 1];
    let is_short = (1..=4).contains(&inner.len());
    (is_short && inner.bytes().all(|byte| byte.is_ascii_alphanumeric())).then_some(inner.len() + 2)
}

/// Whether `text` is prose in capitals, so that `AND`, `OR` and `NOT` in it are words.
///
/// It is when it has six words or more besides them, no small letter, and at least three such words
/// for each operator: `GDPR OR CCPA OR HIPAA` is none.
pub(super) fn is_in_capitals(text: &str) -> bool {
    let (mut words, mut operators) = (0, 0);
    for chunk in text.split_whitespace() {
        match chunk {
            "AND" | "OR" | "NOT" => operators += 1,
            _ if chunk.contains(char::is_lowercase) => return false,
            _ => words += usize::from(chunk.contains(|c: char| c.is_ascii_uppercase())),
        }
    }
    words >= 6 && operators * 3 <= words
}
