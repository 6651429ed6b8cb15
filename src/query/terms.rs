//! The terms that a piece of a query stands for, bare or within quotation marks.

use super::tree::Term;
use crate::analysis::{Token, WORD_MAX, tokens};

/// The fewest letters of a root that `!` expands.
const ROOT_MIN: usize = 2;

/// What a piece of a query was read as.
#[derive(Debug, Default)]
pub(super) struct Read {
    /// The terms, in order.
    pub(super) terms: Vec<Term>,
    /// The byte range of a root too short to expand.
    pub(super) short_root: Option<(usize, usize)>,
    /// The byte range of a word too long.
    pub(super) long_word: Option<(usize, usize)>,
    /// Whether some word ends in `*`.
    pub(super) final_wildcard: bool,
}

/// Reads the words of `text`, with `!` behind a root and `*` within a word.
///
/// Words within quotation marks are meant exactly, others by their stem.
pub(super) fn read(text: &str, is_quoted: bool) -> Read {
    let mut read = Read::default();
    let tokens = tokens(text);
    let mut pattern = String::new();
    for (index, token) in tokens.iter().enumerate() {
        let span = (token.start as usize, token.end as usize);
        let next = tokens.get(index + 1).map_or(text.len(), |next| next.start as usize);
        let gap = &text[span.1..next];
        let stars = gap.len() - gap.trim_start_matches('*').len();
        if token.text().len() >= WORD_MAX && span.1 - span.0 > WORD_MAX {
            read.long_word.get_or_insert(span);
        }
        if stars > 0 || !pattern.is_empty() {
            pattern.push_str(token.text());
            pattern.push_str(&gap[..stars]);
            // The word goes on behind the stars.
            if stars > 0 && stars == gap.len() && next < text.len() {
                continue;
            }
            read.final_wildcard |= stars > 0;
            read.terms.push(Term::Pattern(std::mem::take(&mut pattern)));
            continue;
        }
        let has_mark = gap.starts_with('!') && (gap.len() > 1 || next == text.len());
        let is_root = has_mark && token.text().chars().count() >= ROOT_MIN;
        if has_mark && !is_root {
            read.short_root.get_or_insert(span);
        }
        read.terms.push(if is_root {
            Term::Prefix(token.text().into())
        } else {
            word(token, is_quoted)
        });
    }
    read
}

fn word(token: &Token, is_quoted: bool) -> Term {
    if is_quoted {
        return Term::Exact(token.text().into());
    }
    Term::Stem { word: token.text().into(), stem: token.stem().into() }
}
