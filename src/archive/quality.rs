//! Judges whether a version can be read as the document it claims to be.

use crate::archive::Recorded;

/// What is needed of a text to judge it.
#[derive(Debug)]
pub(super) struct Look {}

impl Look {
    pub(super) fn at(_text: &str) -> Self {
        Self {}
    }
}

/// Marks the versions that cannot be read.
pub(super) fn judge(_recorded: &mut [Recorded], _looks: &[Look]) {}
