//! Proving that a segmentation loses nothing.

use super::{Rest, SPAN_MAX, Segmentation};
use crate::clause::Clause;

/// Checks `segmentation` against the text it was made of.
///
/// # Errors
///
/// With the first fault found: clauses and rest that do not cover the text exactly and in order,
/// spans off character boundaries, a clause without words or beyond [`SPAN_MAX`], a piece of a
/// wording that differs from its source.
pub fn check(text: &str, segmentation: &Segmentation) -> Result<(), String> {
    let clauses = segmentation.clauses.iter().map(|clause| clause.span);
    let mut spans: Vec<_> = clauses.chain(segmentation.rest.iter().map(|rest| rest.0)).collect();
    spans.sort_unstable();
    let mut at = 0;
    for span in spans {
        let range = span.range();
        if range.start != at {
            return Err(format!("byte {at} is followed by a span from {}", range.start));
        }
        if range.is_empty() || text.get(range.clone()).is_none() {
            return Err(format!("{range:?} is no range of characters"));
        }
        at = range.end;
    }
    if at != text.len() {
        return Err(format!("the spans end at {at} of {}", text.len()));
    }
    if !segmentation.clauses.is_sorted_by(|before, after| before.span < after.span) {
        return Err("the clauses are out of order".to_owned());
    }
    if !segmentation.rest.is_sorted_by(|before, after| before.0 < after.0) {
        return Err("the rest is out of order".to_owned());
    }
    for (span, kind) in &segmentation.rest {
        if *kind == Rest::Space && !text[span.range()].trim().is_empty() {
            return Err(format!("{:?} is more than white space", span.range()));
        }
    }
    segmentation.clauses.iter().try_for_each(|clause| check_clause(text, clause))
}

fn check_clause(text: &str, clause: &Clause) -> Result<(), String> {
    let fault = |what: &str| Err(format!("the clause at {:?} {what}", clause.span.range()));
    let bytes = &text[clause.span.range()];
    let wording = &clause.wording;
    if wording.text.trim() != wording.text || wording.text.is_empty() {
        return fault("has no words, or white space around them");
    }
    if bytes.trim() != bytes {
        return fault("has white space at its ends");
    }
    if bytes.len() > SPAN_MAX {
        return fault("is too long");
    }
    let (mut at, mut source) = (0, clause.span.start);
    for piece in &wording.pieces {
        if piece.at < at || piece.source.start < source || piece.source.is_empty() {
            return fault("has pieces out of order");
        }
        at = piece.at + (piece.source.end - piece.source.start);
        source = piece.source.end;
        let said = wording.text.get(piece.at as usize..at as usize);
        if said.is_none() || said != text.get(piece.source.range()) {
            return fault("has a piece that differs from its source");
        }
    }
    if source > clause.span.end {
        return fault("has a piece beyond its end");
    }
    Ok(())
}
