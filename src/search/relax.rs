//! What a query that finds nothing would find if it asked for less.
//!
//! What is tried goes from the query as it is to the little that is left of it, and ends with the
//! first step that finds anything: without the words that say little in any question; without any
//! one part, or with one connector or phrase let go; with all of them let go; that without any one
//! word; and at last without the rarest words, as few of them as it takes. Every count is exact.

use std::cmp::Reverse;
use std::sync::Arc;

use super::counts::Counts;
use super::embedded::Embedded;
use super::function_words::is_function_word;
use super::meter::Meter;
use super::{Count, Facet, Plan, SearchError, plan};
use crate::query::{Field, Node, Phrase, Query, Term};

/// How many counting passes the offers of one answer may take; what is not counted is not offered.
pub const PASSES_MAX: usize = 100;

/// The most parts of a query that are left out one at a time.
const PARTS_MAX: usize = 12;

/// The most relaxed queries that are offered, beside the one that any word will do for.
const OFFERS_MAX: usize = 4;

/// A query that asks for less than the one that found nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relaxed {
    /// The query in the canonical way.
    pub understood: String,
    /// The words, phrases and connectors that were left out, as they are written; `""` for
    /// quotation marks. Empty where the words are joined by `OR` instead.
    pub dropped: Vec<String>,
    /// What it finds, exactly.
    pub found: Count,
}

/// A query that finds nothing, without the filters of one facet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unfiltered {
    /// The facet.
    pub facet: Facet,
    /// The query in the canonical way, without the facet's fields.
    pub understood: String,
    /// What it finds, exactly, when nothing is selected in the facet.
    pub found: Count,
}

/// What the query finds without the filters of one facet, the most first.
pub(super) fn unfiltered(plan: &Plan, counts: &Counts) -> Vec<Unfiltered> {
    let some = counts.without.iter().filter(|(_, found)| found.clauses > 0);
    let unfiltered = some.filter_map(|(facet, found)| {
        let field = Field::ALL.into_iter().find(|field| plan::facet_of(*field) == *facet)?;
        let understood = plan.query.without(field)?.understood;
        Some(Unfiltered { facet: *facet, understood, found: *found })
    });
    let mut unfiltered: Vec<Unfiltered> = unfiltered.collect();
    unfiltered.sort_by_key(|one| (Reverse(one.found.clauses), one.facet));
    unfiltered
}

/// What `query` finds when it asks for less, what keeps most of it first.
pub(super) fn relaxed(trials: &mut Trials<'_>, query: &Query) -> Result<Vec<Relaxed>, SearchError> {
    let whole = Draft { query, parts: query.parts().to_vec(), missing: 0, dropped: Vec::new() };
    let core = whole.telling();
    let loose = core.loosened().telling();
    let steps = [vec![core.clone()], core.steps(), vec![loose.clone()], loose.steps()].into_iter();
    let mut offers = Vec::new();
    for drafts in steps {
        offers = trials.offers(drafts.into_iter().filter(|draft| *draft != whole))?;
        if !offers.is_empty() {
            break;
        }
    }
    if offers.is_empty() {
        let draft = trials.without_rarest(&loose)?;
        offers = trials.offers(draft.into_iter())?;
    }
    offers.truncate(OFFERS_MAX);
    // Any of the words includes all of these; with as many clauses it is one of them.
    let mut any = trials.offers(loose.any().into_iter())?;
    any.retain(|any| offers.iter().all(|offer| offer.found != any.found));
    offers.extend(any);
    Ok(offers)
}

/// A query in the making that asks for less than another.
#[derive(Debug, Clone, PartialEq)]
struct Draft<'a> {
    query: &'a Query,
    /// What it asks of the words.
    parts: Vec<Node>,
    /// How many parts were left out.
    missing: usize,
    /// What was left out, as it is written.
    dropped: Vec<String>,
}

impl Draft<'_> {
    fn without(&self, is_dropped: impl Fn(usize, &Node) -> bool) -> Self {
        let mut left = Self { parts: Vec::new(), ..self.clone() };
        for (place, part) in self.parts.iter().enumerate() {
            if is_dropped(place, part) {
                left.missing += 1;
                left.dropped.push(part.written());
            } else {
                left.parts.push(part.clone());
            }
        }
        left
    }

    /// Without the words that say little in any question, unless there are no others.
    fn telling(&self) -> Self {
        let telling = self.without(|_, part| match part {
            Node::Phrase(Phrase { terms, .. }) => {
                matches!(&terms[..], [Term::Stem { stem, .. }] if is_function_word(stem))
            }
            _ => false,
        });
        if telling.asks_for_words() { telling } else { self.clone() }
    }

    /// Without any one part, and with any one connector or phrase let go.
    fn steps(&self) -> Vec<Self> {
        let mut steps = Vec::new();
        if self.parts.len() > PARTS_MAX {
            return steps;
        }
        for (place, part) in self.parts.iter().enumerate() {
            steps.push(self.without(|other, _| other == place));
            if let Some((parts, sign)) = part.loosened() {
                let mut loose = self.clone();
                loose.parts.splice(place..=place, parts);
                loose.dropped.push(sign);
                steps.push(loose);
            }
        }
        steps
    }

    /// With all connectors and phrases let go.
    fn loosened(&self) -> Self {
        let mut loose = self.clone();
        let mut place = 0;
        while let Some(part) = loose.parts.get(place) {
            match part.loosened() {
                Some((parts, sign)) => {
                    loose.parts.splice(place..=place, parts);
                    loose.dropped.push(sign);
                }
                None => place += 1,
            }
        }
        loose
    }

    /// With `OR` between the words, if words are all that it asks for.
    fn any(&self) -> Option<Self> {
        let is_word = |part: &Node| matches!(part, Node::Phrase(_));
        let mut conditions = self.parts.iter().flat_map(Node::conditions);
        if self.parts.len() < 2 || !conditions.all(is_word) {
            return None;
        }
        Some(Self { parts: vec![Node::Or(self.parts.clone())], ..self.clone() })
    }

    fn asks_for_words(&self) -> bool {
        self.parts.iter().any(Node::is_positive)
    }
}

/// Counts what queries would find in a plan's place, in a limited number of passes.
pub(super) struct Trials<'a> {
    engine: &'a Embedded,
    plan: &'a Plan,
    meter: &'a Arc<Meter>,
    left: usize,
}

impl<'a> Trials<'a> {
    pub(super) fn new(engine: &'a Embedded, plan: &'a Plan, meter: &'a Arc<Meter>) -> Self {
        Self { engine, plan, meter, left: PASSES_MAX }
    }

    /// How much a query finds; nothing when there are no passes left to count it.
    pub(super) fn count(&mut self, query: &Query) -> Result<Count, SearchError> {
        if self.left == 0 {
            return Ok(Count::default());
        }
        self.left -= 1;
        let plan = Plan { query: query.clone(), ..self.plan.clone() };
        match self.engine.counts(&plan, &self.engine.widening(&plan), &[], self.meter) {
            Ok(counts) => Ok(counts.found),
            // A root may stand for too many words in the heading, where it was not looked for.
            Err(SearchError::TooBroad { .. }) => Ok(Count::default()),
            // The answer has what it was asked for; what it could offer beside costs too much.
            Err(SearchError::TooCostly { .. }) => {
                self.left = 0;
                Ok(Count::default())
            }
            Err(error) => Err(error),
        }
    }

    /// Those that find something, what keeps most first.
    fn offers<'d>(
        &mut self,
        drafts: impl Iterator<Item = Draft<'d>>,
    ) -> Result<Vec<Relaxed>, SearchError> {
        let mut offers: Vec<(usize, Relaxed)> = Vec::new();
        for draft in drafts.filter(Draft::asks_for_words) {
            let Some(query) = draft.query.with_parts(&draft.parts) else { continue };
            let found = self.count(&query)?;
            let is_known = offers.iter().any(|(_, known)| known.understood == query.understood);
            if found.clauses > 0 && !is_known {
                let Draft { missing, dropped, .. } = draft;
                offers.push((missing, Relaxed { understood: query.understood, dropped, found }));
            }
        }
        offers.sort_by_key(|(missing, offer)| (*missing, Reverse(offer.found.clauses)));
        Ok(offers.into_iter().map(|(_, offer)| offer).collect())
    }

    /// `draft` without its rarest words, as few of them as it takes to find anything.
    fn without_rarest<'d>(&mut self, draft: &Draft<'d>) -> Result<Option<Draft<'d>>, SearchError> {
        let mut rarest: Vec<(u64, usize)> = Vec::new();
        for (place, part) in draft.parts.iter().enumerate().filter(|(_, part)| part.is_positive()) {
            let Some(alone) = draft.query.with_parts(std::slice::from_ref(part)) else { continue };
            rarest.push((self.count(&alone)?.clauses, place));
        }
        rarest.sort_unstable();
        let without = |number: usize| {
            draft.without(|place, _| rarest[..number].iter().any(|(_, rare)| *rare == place))
        };
        // The more is left out, the more is found: the first number that finds anything is sought.
        let (mut none, mut some) = (0, rarest.len().saturating_sub(1));
        while none + 1 < some {
            let middle = usize::midpoint(none, some);
            let query = draft.query.with_parts(&without(middle).parts);
            let found = query.map_or(Ok(Count::default()), |query| self.count(&query))?;
            if found.clauses > 0 { some = middle } else { none = middle }
        }
        Ok((some > 0).then(|| without(some)))
    }
}
