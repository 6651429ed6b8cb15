//! Tells wordings that a page showed for a few days only, and then took back, from changes.

use jiff::SignedDuration;

use super::{ChangeKind, Interval, State};

/// The longest time for which a wording stands that counts as flapping when it is taken back.
const FLAPPING_MAX: SignedDuration = SignedDuration::from_hours(7 * 24);

/// Whether neither the coming nor the going of a wording counts as a change by the platform.
///
/// That is so when it never stood for more than seven days at a stretch, and the document then was
/// as before: without the clause, or with a wording of it that is older. `lineage` holds all states
/// of the record.
pub(super) fn flapped<'a>(state: &State, lineage: impl IntoIterator<Item = &'a State>) -> bool {
    let Some(end) = state.valid_to().filter(|_| state.intervals.iter().all(is_short)) else {
        return false;
    };
    let was_added = state.introduced.is_some_and(|coming| coming.kind == ChangeKind::Added);
    let is_older = |other: &State| other.valid_from() < state.valid_from();
    (was_added && state.removed.is_some())
        || lineage.into_iter().any(|other| is_older(other) && other.stood_at(end))
}

fn is_short(interval: &Interval) -> bool {
    interval.to.is_some_and(|to| to.duration_since(interval.from) <= FLAPPING_MAX)
}
