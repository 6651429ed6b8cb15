//! What the index keeps of a clause state.

use serde::{Deserialize, Serialize};

use super::DocumentEntry;
use crate::clause::Labels;
use crate::history::State;

/// A clause state with its labels: one document of the index.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// The wording and when it stood.
    #[serde(flatten)]
    pub state: State,
    /// What we say of it.
    pub labels: Labels,
}

impl Entry {
    /// Whether the wording stands now: in the last version of `document`, its own, and that can be
    /// read.
    #[must_use]
    pub fn is_current(&self, document: &DocumentEntry) -> bool {
        self.state.is_open() && document.is_read()
    }
}
