//! The in-memory evaluator: whether a clause meets a query, and where.

#[cfg(test)]
mod tests;

use std::ops::Range;

use super::spans::{Passage, covers, pairs, union};
use super::subject::Subject;
use super::tree::{Filter, Near, Node, Place};

/// Whether `clause` meets `node`; `has` tells which facts are true of the clause.
#[must_use]
pub fn matches(node: &Node, clause: &Subject, has: &dyn Fn(&Filter) -> bool) -> bool {
    match node {
        Node::Phrase(phrase) => clause.has(phrase),
        Node::And(nodes) => nodes.iter().all(|node| matches(node, clause, has)),
        Node::Or(nodes) => nodes.iter().any(|node| matches(node, clause, has)),
        Node::Not(inner) => !matches(inner, clause, has),
        Node::Near(near) => !near_pairs(near, clause).is_empty(),
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
            found.extend(clause.passages(phrase));
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
            collect_pairs(near, clause, &near_pairs(near, clause), found);
            found.len() > before
        }
        Node::Field(filter) => has(filter),
    }
}

/// Adds the passages at the leaves of `near` that make up `chosen`, some of its pairs.
fn collect_pairs(
    near: &Near,
    clause: &Subject,
    chosen: &[(Passage, Passage)],
    found: &mut Vec<Passage>,
) {
    let side = |pick: fn(&(Passage, Passage)) -> Passage| {
        let mut wanted: Vec<Passage> = chosen.iter().map(pick).collect();
        wanted.sort_unstable();
        wanted.dedup();
        wanted
    };
    collect_wanted(&near.left, clause, &side(|pair| pair.0), found);
    collect_wanted(&near.right, clause, &side(|pair| pair.1), found);
}

/// Adds the passages at the leaves of an operand that make up those `wanted`, which ascend.
fn collect_wanted(node: &Node, clause: &Subject, wanted: &[Passage], found: &mut Vec<Passage>) {
    let is_wanted = |passage: &Passage| wanted.binary_search(passage).is_ok();
    match node {
        Node::Or(nodes) => {
            for node in nodes {
                collect_wanted(node, clause, wanted, found);
            }
        }
        Node::Near(near) => {
            let mut chosen = near_pairs(near, clause);
            chosen.retain(|(left, right)| is_wanted(&left.cover(*right)));
            collect_pairs(near, clause, &chosen, found);
        }
        other => found.extend(operand(other, clause).into_iter().filter(is_wanted)),
    }
}

fn near_pairs(near: &Near, clause: &Subject) -> Vec<(Passage, Passage)> {
    let left = operand(&near.left, clause);
    if left.is_empty() {
        return Vec::new();
    }
    let right = operand(&near.right, clause);
    pairs(&left, &right, near.within, near.ordered, clause)
}

/// The passages that an operand of a connector yields, ascending.
fn operand(node: &Node, clause: &Subject) -> Vec<Passage> {
    match node {
        Node::Phrase(phrase) if phrase.place != Place::Heading => clause.passages(phrase),
        Node::Or(nodes) => union(nodes.iter().map(|node| operand(node, clause))),
        Node::Near(near) => covers(&near_pairs(near, clause)),
        // The parser puts nothing else beside a connector; a tree made by hand yields nothing.
        _ => Vec::new(),
    }
}
