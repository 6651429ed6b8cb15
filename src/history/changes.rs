//! What a platform did to a clause, as every search, feed and page tells it: the one place that
//! decides what counts as a change.

use jiff::Timestamp;

use super::live::{self, Pace};
use super::substance::substance;
use super::{Bulk, ChangeKind, State, flapping};

/// A list of so many links or more ...
const LINKS_MIN: u32 = 3;

/// ... with fewer words than this for each says where to go, not what holds.
const WORDS_A_LINK: u32 = 12;

/// A longer wording, in bytes, says more than a date or an address.
const NOTHING_MAX: usize = 300;

/// When a platform added, reworded or removed a clause by one of its wordings.
///
/// No change are: what was taken back within days; words that stood in the version before, or still
/// stand, in other clauses; another number, address, e-mail mask or own date line; another list of
/// links; a new extraction of an old snapshot. Of live data the first wording of a run is told for
/// all of it. The history of a clause still says how each wording came and went.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Changes {
    /// When it was added.
    pub added: Option<Told>,
    /// When the clause was given this wording in place of another.
    pub reworded: Option<Told>,
    /// When it was removed.
    pub removed: Option<Told>,
}

/// A change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Told {
    /// When the first version after it was captured.
    pub at: Timestamp,
    /// What came or went together with it; then only one of all leads.
    pub bulk: Option<Bulk>,
    /// Whether it is told for a run of wordings that change all the time.
    pub is_live: bool,
}

impl Changes {
    /// What was done by each wording of a clause; `lineage` holds all of them, by number.
    #[must_use]
    pub fn of(lineage: &[&State]) -> Vec<Self> {
        let since: Vec<Timestamp> = lineage.iter().map(|state| state.valid_from()).collect();
        let paces = live::paces(&since);
        let changes = lineage.iter().zip(paces);
        changes.map(|(state, pace)| Self::of_one(state, lineage, pace)).collect()
    }

    /// The last of them that is surely the platform's own; none if no other is.
    #[must_use]
    pub fn last(&self) -> Option<Timestamp> {
        let told = [self.added, self.reworded, self.removed].into_iter().flatten();
        told.filter(|told| told.bulk.is_none() && !told.is_live).map(|told| told.at).max()
    }

    fn of_one(state: &State, lineage: &[&State], pace: Pace) -> Self {
        if flapping::flapped(state, lineage.iter().copied()) || is_list_of_links(state) {
            return Self::default();
        }
        let told = |at, bulk| Told { at, bulk, is_live: pace == Pace::First };
        let came = |kind: ChangeKind| {
            let coming = state.introduced.filter(|coming| coming.kind == kind)?;
            Some(told(coming.at, coming.bulk))
        };
        let text = &state.wording.text;
        let says_nothing = || text.len() <= NOTHING_MAX && substance(text).is_empty();
        let is_repeated = || {
            let before = lineage.iter().rev().find(|other| other.gave_way_to(state));
            before.is_some_and(|before| substance(&before.wording.text) == substance(text))
        };
        let reworded = came(ChangeKind::Reworded).filter(|_| pace != Pace::Further);
        Self {
            added: came(ChangeKind::Added).filter(|_| !says_nothing()),
            reworded: reworded.filter(|_| !is_repeated()),
            removed: state
                .removed
                .map(|going| told(going.at, going.bulk))
                .filter(|_| !says_nothing()),
        }
    }
}

fn is_list_of_links(state: &State) -> bool {
    let words = state.wording.text.split_whitespace().count() as u32;
    state.links >= LINKS_MIN && words < state.links * WORDS_A_LINK
}
