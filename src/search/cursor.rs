//! Where a page of hits ended, as text that a caller hands back for the next one.

use super::hits::Key;
use super::{Plan, SearchError};
use crate::document::ContentHash;

/// A place in the hits of one plan over one build.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cursor {
    /// What the hits are those of; a cursor is good for nothing else.
    of: u64,
    /// The last hit of the page before.
    pub(super) after: Key,
}

impl Cursor {
    /// The cursor behind the hit `after`.
    pub(super) fn new(plan: &Plan, build: ContentHash, after: Key) -> Self {
        Self { of: fingerprint(plan, build), after }
    }

    /// Reads a cursor that was made for this plan and build.
    ///
    /// # Errors
    ///
    /// [`SearchError::Cursor`] for any other text.
    pub(super) fn read(text: &str, plan: &Plan, build: ContentHash) -> Result<Self, SearchError> {
        let numbers: Option<Vec<u64>> =
            text.split('.').map(|part| u64::from_str_radix(part, 16).ok()).collect();
        let Some([of, key @ ..]) = numbers.as_deref() else { return Err(SearchError::Cursor) };
        let after = Key::from_numbers(key).ok_or(SearchError::Cursor)?;
        if *of != fingerprint(plan, build) {
            return Err(SearchError::Cursor);
        }
        Ok(Self { of: *of, after })
    }
}

impl std::fmt::Display for Cursor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:x}", self.of)?;
        for number in self.after.to_numbers() {
            write!(f, ".{number:x}")?;
        }
        Ok(())
    }
}

/// Names a plan, its page aside, over a build.
fn fingerprint(plan: &Plan, build: ContentHash) -> u64 {
    let page_less = Plan { cursor: None, limit: 0, facets: Vec::new(), ..plan.clone() };
    let mut bytes = serde_json::to_vec(&page_less).expect("a plan is plain data");
    bytes.extend_from_slice(build.as_bytes());
    let hash = ContentHash::of(&bytes);
    u64::from_be_bytes(hash.as_bytes()[..8].try_into().expect("a SHA-256 has 32 bytes"))
}
