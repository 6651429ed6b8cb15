//! Follows one document's clauses through its versions.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use jiff::Timestamp;

use super::runs::{self, Words};
use super::{Bulk, ChangeKind, Interval, Introduction, Place, Removal, State, align};
use crate::clause::{Clause, RecordId};
use crate::document::{Version, VersionKind};

/// Follows one document's clauses, version by version.
///
/// Only what was seen so far decides about a version, so versions appended to an archive change
/// no record ID and no number.
#[derive(Debug)]
pub struct Follower {
    platform_slug: String,
    document_slug: String,
    versions: u32,
    /// The wordings met so far; an entry's place is the wording's number in `texts`.
    wordings: HashMap<String, u32>,
    /// For each distinct text of the document, its clauses.
    texts: Vec<Vec<Occurrence>>,
    /// The states of each wording and its ordinal among equals in one version; several when it
    /// came back while its former clause stood with another wording.
    by_occurrence: HashMap<(u32, u32), Vec<usize>>,
    states: Vec<State>,
    /// How many lineages began with each wording.
    begun: HashMap<u32, u32>,
    /// The latest number given in each lineage.
    numbers: HashMap<RecordId, u32>,
    /// The states that stand in the last version, ascending.
    standing: Vec<usize>,
    standing_text: Option<usize>,
    /// The words of each wording, by its number.
    words: Vec<Words>,
}

/// The step from one text of a document to the next.
struct Step {
    before: usize,
    after: usize,
    /// The states that ceased to stand.
    gone: Vec<usize>,
    /// How many states there were before; those behind are new.
    known: usize,
    /// How many clauses came back that had not stood before.
    returned: usize,
}

/// So many clauses that come or go at once, with ...
const BULK_MIN: usize = 40;

/// ... at most so many in a hundred of them on the other side, are one thing that happened.
const OTHER_SIDE_MAX: usize = 15;

/// Whether so many clauses of one side, beside so few of the other, are told as one.
fn is_one_sided(side: usize, other: usize) -> bool {
    side >= BULK_MIN && other * 100 <= side * OTHER_SIDE_MAX
}

/// The states of which the test holds, and the others.
fn parted(states: &[usize], holds: &[bool]) -> (Vec<usize>, Vec<usize>) {
    let pairs = states.iter().copied().zip(holds);
    let (held, others): (Vec<_>, Vec<_>) = pairs.partition(|(_, holds)| **holds);
    let state = |(state, _)| state;
    (held.into_iter().map(state).collect(), others.into_iter().map(state).collect())
}

/// A clause of a distinct text.
#[derive(Debug)]
struct Occurrence {
    wording: u32,
    ordinal: u32,
    clause: Clause,
}

impl Follower {
    /// Starts at the beginning of the document's history.
    #[must_use]
    pub fn new(platform_slug: &str, document_slug: &str) -> Self {
        Self {
            platform_slug: platform_slug.to_owned(),
            document_slug: document_slug.to_owned(),
            versions: 0,
            wordings: HashMap::new(),
            texts: Vec::new(),
            by_occurrence: HashMap::new(),
            states: Vec::new(),
            begun: HashMap::new(),
            numbers: HashMap::new(),
            standing: Vec::new(),
            standing_text: None,
            words: Vec::new(),
        }
    }

    /// Makes a distinct text of the document known; [`Self::version`] refers to it by the number
    /// returned, from 0.
    pub fn text(&mut self, clauses: Vec<Clause>) -> usize {
        let mut counts: HashMap<u32, u32> = HashMap::new();
        let mut occurrences = Vec::with_capacity(clauses.len());
        for clause in clauses {
            let next = self.wordings.len() as u32;
            let wording = match self.wordings.get(&clause.wording.text) {
                Some(known) => *known,
                None => {
                    self.wordings.insert(clause.wording.text.clone(), next);
                    self.words.push(runs::words(&clause.wording.text));
                    next
                }
            };
            let count = counts.entry(wording).or_default();
            occurrences.push(Occurrence { wording, ordinal: *count, clause });
            *count += 1;
        }
        self.texts.push(occurrences);
        self.texts.len() - 1
    }

    /// Takes in the next version, in the order of time; `text` is none when it cannot be read.
    ///
    /// # Panics
    ///
    /// When `text` was not made known before.
    pub fn version(&mut self, version: &Version, text: Option<usize>) {
        let number = self.versions;
        self.versions += 1;
        let Some(text) = text else { return };
        if self.standing_text == Some(text) {
            return;
        }
        let before = self.standing_text.replace(text);

        let (now, fresh) = self.look_up(text, number);
        let gone: Vec<usize> = self
            .standing
            .iter()
            .copied()
            .filter(|state| now.binary_search(state).is_err())
            .collect();
        for state in &gone {
            self.close(*state, version);
        }
        let known = self.states.len();
        if !fresh.is_empty() {
            // A clause that went back to a former wording has none to be replaced by a new one.
            let records: HashSet<_> = now.iter().map(|state| self.states[*state].record).collect();
            let is_open = |state: &usize| !records.contains(&self.states[*state].record);
            let open: Vec<usize> = gone.iter().copied().filter(is_open).collect();
            self.introduce(version, number, text, &fresh, &open, before.is_none());
        }
        let mut standing = now;
        standing.extend(known..self.states.len());
        let went: HashSet<_> = gone.iter().map(|state| self.states[*state].record).collect();
        let (mut opened, mut returned) = (HashSet::new(), 0);
        for index in &standing {
            let state = &mut self.states[*index];
            if state.intervals.last().is_none_or(|last| last.to.is_some()) {
                let place = state.latest;
                state.intervals.push(Interval { from: version.captured, to: None, opened: place });
                state.removed = None;
                opened.insert(state.record);
                returned += usize::from(*index < known && !went.contains(&state.record));
            }
        }
        // A clause that went back to a former wording was reworded, not removed.
        for state in &gone {
            let state = &mut self.states[*state];
            if opened.contains(&state.record) {
                state.removed = None;
            }
        }
        self.standing = standing;
        if let Some(before) = before {
            self.weigh(&Step { before, after: text, gone, known, returned });
        }
    }

    /// Decides, of a step from one text to the next, what of it came or went at all.
    ///
    /// Nothing is added whose words stood before, and nothing removed whose words still stand,
    /// wherever they are cut. What came while hardly anything went, or the other way round, is one
    /// thing that happened, not so many.
    fn weigh(&mut self, step: &Step) {
        let is_added = |state: &usize| {
            self.states[*state].introduced.is_some_and(|coming| coming.kind == ChangeKind::Added)
        };
        let added: Vec<usize> = (step.known..self.states.len()).filter(is_added).collect();
        let is_removed = |state: &usize| self.states[*state].removed.is_some();
        let removed: Vec<usize> = step.gone.iter().copied().filter(is_removed).collect();
        let stood = self.stand_in(&added, step.before);
        let (moved, added) = parted(&added, &stood);
        for state in moved {
            if let Some(coming) = &mut self.states[state].introduced {
                coming.kind = ChangeKind::Stood;
            }
        }
        let still = self.stand_in(&removed, step.after);
        let (kept, removed) = parted(&removed, &still);
        for state in kept {
            self.states[state].removed = None;
        }
        // Those that came back count among what came: pages that fell out of a capture return so.
        let (came, went) = (added.len() + step.returned, removed.len());
        if is_one_sided(came, went) {
            for (state, bulk) in self.bulk(added) {
                if let Some(coming) = &mut self.states[state].introduced {
                    coming.bulk = Some(bulk);
                }
            }
        } else if is_one_sided(went, came) {
            for (state, bulk) in self.bulk(removed) {
                if let Some(going) = &mut self.states[state].removed {
                    going.bulk = Some(bulk);
                }
            }
        }
    }

    /// For each of the states, whether its words stand in a text.
    fn stand_in(&self, states: &[usize], text: usize) -> Vec<bool> {
        if states.is_empty() {
            return Vec::new();
        }
        let words = |state: &usize| {
            let wording = self.wordings[&self.states[*state].wording.text];
            &self.words[wording as usize]
        };
        let passages: Vec<&Words> = states.iter().map(words).collect();
        let occurrences = self.texts[text].iter();
        let whole: Vec<&Words> = occurrences.map(|one| &self.words[one.wording as usize]).collect();
        runs::stand(&passages, &whole)
    }

    /// What each of `states` came or went with; the first in the order of the text leads.
    fn bulk(&self, states: Vec<usize>) -> Vec<(usize, Bulk)> {
        let clauses = states.len() as u32;
        let first =
            states.iter().copied().min_by_key(|state| self.states[*state].latest.span.start);
        let bulk = |state| (state, Bulk { clauses, leads: Some(state) == first });
        states.into_iter().map(bulk).collect()
    }

    /// The document's states, in the order of record and number; what stood when the document
    /// `ended` is not known to stand any more, and was not removed.
    ///
    /// A wording that stood for no time (another version was captured in the same second) is left
    /// out.
    #[must_use]
    pub fn finish(mut self, ended: Option<Timestamp>) -> Vec<State> {
        for state in &mut self.states {
            if let Some(last) = state.intervals.last_mut() {
                last.to = last.to.or(ended);
            }
            state.intervals.retain(|interval| interval.to != Some(interval.from));
        }
        self.states.retain(|state| !state.intervals.is_empty());
        self.states.sort_by_key(|state| (state.record, state.number));
        self.states
    }

    /// The known states that stand in the text, ascending, each moved to where it stands there;
    /// and the places in the text of those that are new.
    fn look_up(&mut self, text: usize, version: u32) -> (Vec<usize>, Vec<usize>) {
        let (mut now, mut fresh) = (Vec::new(), Vec::new());
        for (place, known) in self.known(text).into_iter().enumerate() {
            let Some(index) = known else {
                fresh.push(place);
                continue;
            };
            now.push(index);
            let clause = &self.texts[text][place].clause;
            let state = &mut self.states[index];
            state.latest = Place { version, span: clause.span };
            if state.wording.pieces != clause.wording.pieces {
                state.wording.pieces.clone_from(&clause.wording.pieces);
            }
            if state.heading != clause.heading {
                state.heading.clone_from(&clause.heading);
            }
            state.context.clone_from(&clause.context);
            state.links = clause.links;
        }
        now.sort_unstable();
        (now, fresh)
    }

    /// For each clause of the text, the state that it is in; none when it is a new one.
    ///
    /// What stands goes on. A wording that comes back is its former clause again, unless that
    /// clause stands with another wording; of two that come back, the one that stood later goes
    /// first.
    fn known(&self, text: usize) -> Vec<Option<usize>> {
        let occurrences = &self.texts[text];
        let mut known = vec![None; occurrences.len()];
        let mut returning = Vec::new();
        for (place, occurrence) in occurrences.iter().enumerate() {
            let states = self.by_occurrence.get(&(occurrence.wording, occurrence.ordinal));
            let states = states.map_or(&[][..], Vec::as_slice);
            match states.iter().find(|state| self.states[**state].is_open()) {
                Some(standing) => known[place] = Some(*standing),
                None => returning.extend(states.iter().map(|state| (*state, place))),
            }
        }
        if returning.is_empty() {
            return known;
        }
        let record = |state: usize| self.states[state].record;
        let mut taken: HashSet<_> = known.iter().flatten().map(|state| record(*state)).collect();
        returning.sort_by_key(|(state, _)| Reverse((self.states[*state].valid_to(), *state)));
        for (state, place) in returning {
            if known[place].is_none() && taken.insert(record(state)) {
                known[place] = Some(state);
            }
        }
        known
    }

    fn close(&mut self, state: usize, version: &Version) {
        let state = &mut self.states[state];
        if let Some(last) = state.intervals.last_mut() {
            last.to = Some(version.captured);
        }
        if version.kind != VersionKind::Technical {
            state.removed = Some(Removal { at: version.captured, bulk: None });
        }
    }

    /// Creates the states of new clauses and wordings, each in the lineage of the clause among
    /// `gone` that it replaces, or in one of its own.
    fn introduce(
        &mut self,
        version: &Version,
        number: u32,
        text: usize,
        fresh: &[usize],
        gone: &[usize],
        is_first: bool,
    ) {
        let old: Vec<&str> = gone.iter().map(|state| &*self.states[*state].wording.text).collect();
        let new: Vec<&str> =
            fresh.iter().map(|place| &*self.texts[text][*place].clause.wording.text).collect();
        let replaced = align::replacements(&old, &new);

        for (place, replaced) in fresh.iter().zip(replaced) {
            let Occurrence { wording, ordinal, clause } = &self.texts[text][*place];
            let record = match replaced {
                Some(old) => {
                    let replaced = &mut self.states[gone[old]];
                    replaced.removed = None;
                    replaced.record
                }
                None => {
                    let begun = self.begun.entry(*wording).or_default();
                    *begun += 1;
                    RecordId::new(
                        &self.platform_slug,
                        &self.document_slug,
                        &clause.wording.text,
                        *begun - 1,
                    )
                }
            };
            let count = self.numbers.entry(record).or_default();
            *count += 1;
            let kind = match (version.kind, replaced) {
                (VersionKind::Technical, _) => ChangeKind::Technical,
                (_, Some(_)) => ChangeKind::Reworded,
                (_, None) => ChangeKind::Added,
            };
            self.by_occurrence.entry((*wording, *ordinal)).or_default().push(self.states.len());
            self.states.push(State {
                record,
                number: *count,
                heading: clause.heading.clone(),
                wording: clause.wording.clone(),
                context: clause.context.clone(),
                latest: Place { version: number, span: clause.span },
                intervals: Vec::new(),
                introduced: (!is_first).then_some(Introduction {
                    at: version.captured,
                    kind,
                    bulk: None,
                }),
                removed: None,
                links: clause.links,
            });
        }
    }
}
