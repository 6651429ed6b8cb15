//! What a search may cost: its steps are counted, and it ends when they run out or nobody waits.
//!
//! A *step* is about the time of reading one position from the index. Steps are counted where a
//! query can be made to cost much, so the same query over the same build always takes as many; the
//! rest of a search is bounded by the size of a query and of the index.

use std::cell::RefCell;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};

use super::SearchError;
use crate::query::{Near, Node, Phrase, Term};

/// The most steps that one search may take; about a fifth of a second of CPU.
pub const STEPS_MAX: u64 = 16_000_000;

/// Tells a search that nobody waits for it any more.
#[derive(Debug, Clone, Default)]
pub struct Stop(Arc<AtomicBool>);

impl Stop {
    /// Ends the searches that run under it, soon.
    pub fn stop(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    fn is_stopped(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

thread_local! {
    /// What ends the searches of this thread.
    static STOP: RefCell<Stop> = RefCell::default();
}

/// Runs `work`, whose searches end with [`SearchError::Stopped`] once `stop` says so.
///
/// A search keeps to the thread that asks for it, so `work` must not ask on other threads.
pub fn until<T>(stop: Stop, work: impl FnOnce() -> T) -> T {
    /// Puts back what it holds, also when a search panics.
    struct Former(Stop);
    impl Drop for Former {
        fn drop(&mut self) {
            STOP.set(std::mem::take(&mut self.0));
        }
    }
    let _former = Former(STOP.replace(stop));
    work()
}

/// Whether nobody waits any more for what this thread does.
#[must_use]
pub fn is_given_up() -> bool {
    STOP.with_borrow(Stop::is_stopped)
}

/// A part of a query that may cost much.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Costly {
    /// How it is written.
    pub(super) operator: String,
    /// What would make it cheaper.
    pub(super) repair: &'static str,
}

impl Costly {
    /// What may cost much of a connector or a phrase.
    pub(super) fn of(node: &Node) -> Self {
        let Node::Near(near) = node else {
            let repair = "write more letters of its words, or ask for fewer phrases of words that \
                          many clauses have";
            return Self { operator: node.written(), repair };
        };
        // In a chain, the operator with the most alternatives beside it.
        let mut worst = (alternatives(&near.right), near);
        let mut left = &near.left;
        while let Node::Near(inner) = left {
            let many = alternatives(&inner.right).max(alternatives(&inner.left));
            if many > worst.0 {
                worst = (many, inner);
            }
            left = &inner.left;
        }
        let (many, Near { within, ordered, .. }) = (worst.0, &**worst.1);
        let operator = format!("{}{within}", if *ordered { '+' } else { '/' });
        let repair = if many.max(alternatives(left)) > 1 {
            "give it fewer alternatives, or roots with more letters"
        } else {
            "join fewer words by it, or words that fewer clauses have"
        };
        Self { operator, repair }
    }
}

/// How many words may stand for an operand, about; a root counts as several.
fn alternatives(node: &Node) -> usize {
    match node {
        Node::Or(nodes) => nodes.iter().map(alternatives).sum(),
        Node::Phrase(Phrase { terms, .. }) => {
            let is_root = |term: &Term| matches!(term, Term::Prefix(_) | Term::Pattern(_));
            if terms.iter().any(is_root) { 4 } else { 1 }
        }
        Node::Near(near) => alternatives(&near.left).max(alternatives(&near.right)),
        Node::And(_) | Node::Not(_) | Node::Field(_) => 1,
    }
}

/// Counts the steps of one search, which runs on one thread.
#[derive(Debug)]
pub(super) struct Meter {
    /// The most steps that it may take.
    most: u64,
    spent: AtomicU64,
    /// What took the last step that there was.
    exceeded: OnceLock<Costly>,
    stop: Stop,
}

impl Meter {
    /// A meter for a search that begins on this thread.
    pub(super) fn new() -> Arc<Self> {
        Self::up_to(STEPS_MAX)
    }

    /// A meter for what the program asks of itself, once for a build: only giving it up ends it.
    pub(super) fn unbounded() -> Arc<Self> {
        Self::up_to(u64::MAX)
    }

    fn up_to(most: u64) -> Arc<Self> {
        let stop = STOP.with_borrow(Stop::clone);
        Arc::new(Self { most, spent: AtomicU64::new(0), exceeded: OnceLock::new(), stop })
    }

    /// Counts steps.
    pub(super) fn count(&self, steps: u64) {
        // Only one thread writes, so that nothing is lost between the two.
        let spent = self.spent.load(Ordering::Relaxed).saturating_add(steps);
        self.spent.store(spent, Ordering::Relaxed);
    }

    /// Whether the search must end here; if for its steps, `part` took the last one.
    pub(super) fn is_over(&self, part: &Costly) -> bool {
        let is_spent = self.spent() > self.most;
        if is_spent {
            self.exceeded.get_or_init(|| part.clone());
        }
        is_spent || self.stop.is_stopped()
    }

    /// Counts steps that `part` is about to take.
    ///
    /// # Errors
    ///
    /// As for [`Self::check`].
    pub(super) fn spend(
        &self,
        steps: u64,
        part: impl FnOnce() -> Costly,
    ) -> Result<(), SearchError> {
        self.count(steps);
        if self.spent() > self.most {
            self.exceeded.get_or_init(part);
        }
        self.check()
    }

    /// Goes on only if there are steps left and somebody waits.
    ///
    /// # Errors
    ///
    /// [`SearchError::TooCostly`] and [`SearchError::Stopped`].
    pub(super) fn check(&self) -> Result<(), SearchError> {
        if self.stop.is_stopped() {
            return Err(SearchError::Stopped);
        }
        let Some(Costly { operator, repair }) = self.exceeded.get() else { return Ok(()) };
        let (operator, spent) = (operator.clone(), self.spent());
        Err(SearchError::TooCostly { operator, repair, maximum: self.most, spent })
    }

    /// How many steps there were so far.
    pub(super) fn spent(&self) -> u64 {
        self.spent.load(Ordering::Relaxed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::{Mode, parse};

    #[test]
    fn what_costs_most_of_a_chain_is_named() {
        for (query, operator, repair) in [
            ("fee /p notice", "/p", "join fewer words"),
            ("fee /s (notice OR day OR month) /p refund", "/s", "give it fewer"),
            ("(fee OR price) +5 notice /p (day OR month OR year)", "/p", "give it fewer"),
            ("fee! +2 notice", "+2", "give it fewer"),
            ("fee! +2 notice /p day", "+2", "give it fewer"),
            ("\"no fee\"", "\"no fee\"", "ask for fewer phrases"),
        ] {
            let costly = Costly::of(&parse(query, Mode::Strict).unwrap().tree.unwrap());
            assert_eq!(costly.operator, operator, "{query}");
            assert!(costly.repair.contains(repair), "{query}: {}", costly.repair);
        }
    }

    #[test]
    fn the_part_that_takes_the_last_step_is_blamed() {
        let part = |operator: &str| Costly { operator: operator.to_owned(), repair: "wait" };
        let meter = Meter::new();
        meter.spend(STEPS_MAX - 1, || part("/s")).unwrap();
        assert!(!meter.is_over(&part("/s")));
        meter.count(2);
        assert!(meter.is_over(&part("/p")) && meter.is_over(&part("/5")));
        let error = meter.check().unwrap_err().to_string();
        assert_eq!(error, format!("`/p` takes more than {STEPS_MAX} steps; wait"));
    }
}
