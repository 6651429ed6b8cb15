//! SWHIDs: names for bytes that a git repository, or any copy of it, holds for ever.

use super::{Citation, escape};
use crate::document::Format;

/// The qualified SWHID of the clause's bytes, or of the whole blob where its bytes are derived.
pub(super) fn of(citation: &Citation) -> Option<String> {
    let place = citation.git.as_ref()?;
    let mut swhid = format!("swh:1:cnt:{}", place.blob);
    if let Some(origin) = &citation.origin {
        swhid.push_str(&format!(";origin={}", escape::qualifier(origin)));
    }
    swhid.push_str(&format!(";anchor=swh:1:rev:{}", place.commit));
    swhid.push_str(&format!(";path=/{}", escape::address_path(&citation.path)));
    let is_verbatim = citation.format != Format::Html;
    if let Some((first, last)) = citation.first_and_last().filter(|_| is_verbatim) {
        swhid.push_str(&format!(";bytes={first}-{last}"));
    }
    Some(swhid)
}
