//! The words of the index that a root or a pattern stands for.

use tantivy::Term as IndexTerm;
use tantivy::schema::Field;

use super::SearchError;
use super::meter::{Costly, Meter};
use crate::index::Build;
use crate::query::Term;

/// How many words of the index a root or a pattern may stand for.
const WORDS_MAX: usize = 4096;

/// The steps that a word of the index takes which may be meant, and one that is.
const LOOK: u64 = 16;
const TAKE: u64 = 160;

/// So many clauses of a word that is meant take a step.
const DOCUMENTS: u64 = 2;

/// The terms of `field` that `word` accepts.
///
/// # Errors
///
/// [`SearchError::TooBroad`] when there are more than [`WORDS_MAX`], and when `meter` runs out.
pub(super) fn expand(
    build: &Build,
    field: Field,
    word: &Term,
    meter: &Meter,
) -> Result<Vec<IndexTerm>, SearchError> {
    let (written, root) = match word {
        Term::Prefix(root) => (format!("{root}!"), root.as_str()),
        Term::Pattern(pattern) => (pattern.clone(), pattern.split('*').next().unwrap_or_default()),
        Term::Stem { word, .. } | Term::Exact(word) => (word.clone(), word.as_str()),
    };
    let costly = || Costly { operator: written.clone(), repair: "write more letters of it" };
    let mut found: Vec<String> = Vec::new();
    for reader in build.searcher().segment_readers() {
        let inverted = reader.inverted_index(field)?;
        let terms = inverted.terms().range().ge(root).into_stream();
        let mut terms = terms.map_err(tantivy::TantivyError::from)?;
        let mut steps = 0;
        while terms.advance() {
            steps += LOOK;
            let Ok(text) = std::str::from_utf8(terms.key()) else { continue };
            if !text.starts_with(root) {
                break;
            }
            // The breaks between sentences are no words.
            if !text.starts_with('\u{1f}') && word.accepts_spelling(text) {
                found.push(text.to_owned());
                // Its clauses are gone through as well.
                steps += TAKE + u64::from(terms.value().doc_freq) / DOCUMENTS;
            }
        }
        meter.spend(steps, costly)?;
        // Each segment lists its words in order, so this merges two sorted runs.
        found.sort();
        found.dedup();
        if found.len() > WORDS_MAX {
            return Err(SearchError::TooBroad { pattern: written, maximum: WORDS_MAX });
        }
    }
    Ok(found.iter().map(|text| IndexTerm::from_field_text(field, text)).collect())
}
