//! What the index keeps of a clause state.

use serde::{Deserialize, Serialize};

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
