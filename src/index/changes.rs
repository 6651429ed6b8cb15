//! What a platform did to a clause, as every search and feed counts it.

use jiff::Timestamp;

use super::Entry;
use crate::analysis::Token;
use crate::history::{self, ChangeKind};

/// When a platform added, reworded or removed a clause by one of its wordings.
///
/// What flapped is no change, and neither is a wording that differs from the one before in case,
/// punctuation and white space at most. The entry itself still says how the wording came and went.
#[derive(Debug, Default)]
pub(super) struct Changes {
    pub(super) added: Option<Timestamp>,
    pub(super) reworded: Option<Timestamp>,
    pub(super) removed: Option<Timestamp>,
}

impl Changes {
    /// What was done by the wording at `place` of the clause's `lineage`, by number; `words` are
    /// those of each wording.
    pub(super) fn new(lineage: &[Entry], words: &[Vec<Token>], place: usize) -> Self {
        let state = &lineage[place].state;
        if history::flapped(state, lineage.iter().map(|entry| &entry.state)) {
            return Self::default();
        }
        let came = |kind: ChangeKind| {
            state.introduced.filter(|coming| coming.kind == kind).map(|coming| coming.at)
        };
        let before = lineage.iter().rposition(|other| other.state.gave_way_to(state));
        let text = |place: usize| words[place].iter().map(Token::text);
        let is_repeated = before.is_some_and(|before| text(before).eq(text(place)));
        Self {
            added: came(ChangeKind::Added),
            reworded: came(ChangeKind::Reworded).filter(|_| !is_repeated),
            removed: state.removed,
        }
    }
}
