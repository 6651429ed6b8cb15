//! The in-memory evaluator: whether a clause meets a query, and where.

#[cfg(test)]
mod tests;

use std::ops::Range;

use super::spans::{Passage, any_pair, covers, pairs, union};
use super::subject::{Lie, Stretch, Subject};
use super::tree::{Filter, Near, Node};

/// Whether `clause` meets `node`; `has` tells which facts are true of the clause.
#[must_use]
pub fn matches(node: &Node, clause: &Subject, has: &dyn Fn(&Filter) -> bool) -> bool {
    match node {
        Node::Phrase(phrase) => clause.has(phrase),
        Node::And(nodes) => nodes.iter().all(|node| matches(node, clause, has)),
        Node::Or(nodes) => nodes.iter().any(|node| matches(node, clause, has)),
        Node::Not(inner) => !matches(inner, clause, has),
        Node::Near(near) => is_near(near, clause),
        Node::Field(filter) => has(filter),
    }
}

/// The bytes of the clause's text that made it meet `node`: ascending, disjoint, a phrase in one.
///
/// Of a connector, those passages count that belong to a satisfied pair; of a negation, none. It is
/// empty when the clause does not meet `node`, or does so only by its heading or by facts.
#[must_use]
pub fn highlights(
    node: &Node,
    clause: &Subject,
    has: &dyn Fn(&Filter) -> bool,
) -> Vec<Range<usize>> {
    let mut passages = Vec::new();
    if !collect(node, clause, has, &mut passages) {
        return Vec::new();
    }
    passages.sort_unstable();
    let mut ranges: Vec<Range<usize>> = Vec::new();
    for passage in passages {
        let bytes = clause.bytes(passage);
        match ranges.last_mut() {
            Some(last) if bytes.start < last.end => last.end = last.end.max(bytes.end),
            _ => ranges.push(bytes),
        }
    }
    ranges
}

/// Adds the passages that make the clause meet `node`, if it does.
fn collect(
    node: &Node,
    clause: &Subject,
    has: &dyn Fn(&Filter) -> bool,
    found: &mut Vec<Passage>,
) -> bool {
    let before = found.len();
    match node {
        Node::Phrase(phrase) => {
            found.extend(clause.passages(phrase, Stretch::Text));
            found.len() > before || clause.has(phrase)
        }
        Node::And(nodes) => {
            let is_met = nodes.iter().all(|node| collect(node, clause, has, found));
            if !is_met {
                found.truncate(before);
            }
            is_met
        }
        Node::Or(nodes) => {
            // Every branch that is met counts, so none may be skipped.
            let mut is_met = false;
            for node in nodes {
                is_met |= collect(node, clause, has, found);
            }
            is_met
        }
        Node::Not(inner) => !matches(inner, clause, has),
        Node::Near(near) => {
            let pairs = Pairs::of(near, Lie { clause, stretch: Stretch::Text });
            pairs.collect(&pairs.found, found);
            found.len() > before || is_near(near, clause)
        }
        Node::Field(filter) => has(filter),
    }
}

/// Whether the sides stand near each other in the text, or in one of the headings.
fn is_near(near: &Near, clause: &Subject) -> bool {
    clause.stretches().any(|stretch| {
        let lie = Lie { clause, stretch };
        let left = operand(&near.left, lie);
        if left.is_empty() {
            return false;
        }
        let right = operand(&near.right, lie);
        any_pair(&left, &right, near.within, near.ordered, &lie, |_, _| true)
    })
}

/// The passages that an operand of a connector yields, ascending.
fn operand(node: &Node, lie: Lie<'_>) -> Vec<Passage> {
    match node {
        Node::Phrase(phrase) => lie.clause.passages(phrase, lie.stretch),
        Node::Or(nodes) => union(nodes.iter().map(|node| operand(node, lie))),
        Node::Near(near) => {
            let left = operand(&near.left, lie);
            if left.is_empty() {
                return left;
            }
            covers(&left, &operand(&near.right, lie), near.within, near.ordered, &lie)
        }
        // The parser puts nothing else beside a connector; a tree made by hand yields nothing.
        _ => Vec::new(),
    }
}

/// The pairs of a connector, and what they were found among: to tell which words made them up,
/// every operand of a chain is asked once.
struct Pairs {
    left: Yield,
    right: Yield,
    found: Vec<(Passage, Passage)>,
}

/// What an operand of a connector yields, and from what.
struct Yield {
    /// Ascending.
    passages: Vec<Passage>,
    from: Origin,
}

enum Origin {
    Words,
    Any(Vec<Yield>),
    Near(Box<Pairs>),
}

impl Pairs {
    fn of(near: &Near, lie: Lie<'_>) -> Self {
        let left = Yield::of(&near.left, lie);
        let right = match left.passages.as_slice() {
            [] => Yield { passages: Vec::new(), from: Origin::Words },
            _ => Yield::of(&near.right, lie),
        };
        let found = pairs(&left.passages, &right.passages, near.within, near.ordered, &lie);
        Self { left, right, found }
    }

    /// Adds the passages at the leaves that make up `chosen`, some of the pairs.
    fn collect(&self, chosen: &[(Passage, Passage)], found: &mut Vec<Passage>) {
        let side = |pick: fn(&(Passage, Passage)) -> Passage| {
            let mut wanted: Vec<Passage> = chosen.iter().map(pick).collect();
            wanted.sort_unstable();
            wanted.dedup();
            wanted
        };
        self.left.collect(&side(|pair| pair.0), found);
        self.right.collect(&side(|pair| pair.1), found);
    }
}

impl Yield {
    fn of(node: &Node, lie: Lie<'_>) -> Self {
        match node {
            Node::Or(nodes) => {
                let all: Vec<Self> = nodes.iter().map(|node| Self::of(node, lie)).collect();
                let passages = union(all.iter().map(|one| one.passages.clone()));
                Self { passages, from: Origin::Any(all) }
            }
            Node::Near(near) => {
                let Near { within, ordered, .. } = **near;
                let pairs = Pairs::of(near, lie);
                let (left, right) = (&pairs.left.passages, &pairs.right.passages);
                let passages = covers(left, right, within, ordered, &lie);
                Self { passages, from: Origin::Near(Box::new(pairs)) }
            }
            words => Self { passages: operand(words, lie), from: Origin::Words },
        }
    }

    /// Adds the passages at the leaves that make up those `wanted`, which ascend.
    fn collect(&self, wanted: &[Passage], found: &mut Vec<Passage>) {
        let is_wanted = |passage: &Passage| wanted.binary_search(passage).is_ok();
        match &self.from {
            Origin::Any(all) => {
                for one in all {
                    one.collect(wanted, found);
                }
            }
            Origin::Near(pairs) => {
                let mut chosen = pairs.found.clone();
                chosen.retain(|(left, right)| is_wanted(&left.cover(*right)));
                pairs.collect(&chosen, found);
            }
            Origin::Words => found.extend(self.passages.iter().copied().filter(is_wanted)),
        }
    }
}
