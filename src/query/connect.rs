//! Putting conditions together so that the tree stays in normal form.

use super::tree::{Near, Node, Phrase, Place, Within};

/// The most pairs that one connector between two groups is applied to.
const PAIRS_MAX: usize = 64;

/// A connector, whatever stands beside it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Connector {
    pub(super) within: Within,
    pub(super) ordered: bool,
}

/// All of `nodes`; none when there are none.
pub(super) fn all(nodes: Vec<Node>) -> Option<Node> {
    let unfold = |node| match node {
        Node::And(nodes) => nodes,
        other => vec![other],
    };
    one_or(Node::And, nodes.into_iter().flat_map(unfold))
}

/// Any of `nodes`; none when there are none.
pub(super) fn any(nodes: Vec<Node>) -> Option<Node> {
    let unfold = |node| match node {
        Node::Or(nodes) => nodes,
        other => vec![other],
    };
    one_or(Node::Or, nodes.into_iter().flat_map(unfold))
}

fn one_or(group: fn(Vec<Node>) -> Node, nodes: impl Iterator<Item = Node>) -> Option<Node> {
    let mut distinct: Vec<Node> = Vec::new();
    for node in nodes {
        if !distinct.contains(&node) {
            distinct.push(node);
        }
    }
    if distinct.len() > 1 { Some(group(distinct)) } else { distinct.pop() }
}

/// The opposite of `node`.
pub(super) fn not(node: Node) -> Node {
    match node {
        Node::Not(inner) => *inner,
        other => Node::Not(Box::new(other)),
    }
}

/// Looks for the phrases of `node` in the heading only; connectors there become `AND`.
pub(super) fn in_heading(node: Node) -> Node {
    let each = |nodes: Vec<Node>| nodes.into_iter().map(in_heading).collect();
    match node {
        Node::Phrase(Phrase { terms, .. }) => Node::Phrase(Phrase { terms, place: Place::Heading }),
        Node::Or(nodes) => any(each(nodes)).expect("an `Or` has branches"),
        Node::And(nodes) => all(each(nodes)).expect("an `And` has branches"),
        Node::Not(inner) => not(in_heading(*inner)),
        Node::Near(near) => {
            all(vec![in_heading(near.left), in_heading(near.right)]).expect("there are two")
        }
        Node::Field(filter) => Node::Field(filter),
    }
}

/// Whether `node` stands for passages, so that a connector can join it.
fn is_passage(node: &Node) -> bool {
    match node {
        Node::Phrase(phrase) => phrase.place != Place::Heading,
        Node::Or(nodes) => nodes.iter().all(is_passage),
        Node::Near(_) => true,
        Node::And(_) | Node::Not(_) | Node::Field(_) => false,
    }
}

/// Whether `node` stands for no passage at all, so that nothing can be near it.
fn is_fact(node: &Node) -> bool {
    match node {
        Node::Phrase(phrase) => phrase.place == Place::Heading,
        Node::Or(nodes) | Node::And(nodes) => nodes.iter().all(is_fact),
        Node::Not(inner) => is_fact(inner),
        Node::Near(_) => false,
        Node::Field(_) => true,
    }
}

/// `node` with the operands of its connectors looked for in the text only.
pub(super) fn connected_in_text(node: Node) -> Node {
    let each = |nodes: Vec<Node>| nodes.into_iter().map(connected_in_text).collect();
    match node {
        Node::Near(near) => in_text(Node::Near(near)),
        Node::Or(nodes) => any(each(nodes)).expect("an `Or` has branches"),
        Node::And(nodes) => all(each(nodes)).expect("an `And` has branches"),
        Node::Not(inner) => not(connected_in_text(*inner)),
        Node::Phrase(_) | Node::Field(_) => node,
    }
}

/// `node`, an operand of a connector or such a pair, with its words looked for in the text only.
fn in_text(node: Node) -> Node {
    match node {
        Node::Phrase(Phrase { terms, .. }) => Node::Phrase(Phrase { terms, place: Place::Text }),
        Node::Or(nodes) => {
            any(nodes.into_iter().map(in_text).collect()).expect("an `Or` has branches")
        }
        Node::Near(near) => {
            let Near { left, right, within, ordered } = *near;
            let (left, right) = (in_text(left), in_text(right));
            Node::Near(Box::new(Near { left, right, within, ordered }))
        }
        other => other,
    }
}

/// How many passages a connector beside `node` would be applied to.
fn arms(node: &Node) -> usize {
    match node {
        _ if is_passage(node) => 1,
        Node::And(nodes) | Node::Or(nodes) => nodes.iter().map(arms).sum(),
        // The other operand is repeated beside a negation.
        Node::Not(inner) => 1 + arms(inner),
        _ => 1,
    }
}

/// What `left` and `right` with `connector` between them mean, and whether that is more than one
/// pair of passages.
///
/// A connector beside a group of several conditions is applied to each: `(a b) /s c` means
/// `a /s c` and `b /s c`. Beside a negation, `a /s NOT b` means `a`, but not `a /s b`. A field or a
/// heading cannot be near anything: it is asked for as well, and so are groups too large to join.
pub(super) fn connect(left: Node, right: Node, connector: Connector) -> (Node, bool) {
    if is_passage(&left) && is_passage(&right) {
        let Connector { within, ordered } = connector;
        return (Node::Near(Box::new(Near { left, right, within, ordered })), false);
    }
    if arms(&left).saturating_mul(arms(&right)) > PAIRS_MAX {
        return (all(vec![left, right]).expect("there are two"), true);
    }
    (join(left, right, connector), true)
}

fn join(left: Node, right: Node, connector: Connector) -> Node {
    if is_fact(&left) || is_fact(&right) {
        return all(vec![left, right]).expect("there are two");
    }
    let is_left = !is_passage(&left);
    let (group, other) = if is_left { (left, right) } else { (right, left) };
    let beside = |node: Node| {
        let (left, right) = if is_left { (node, other.clone()) } else { (other.clone(), node) };
        connect(left, right, connector).0
    };
    match group {
        Node::And(nodes) => all(nodes.into_iter().map(beside).collect()),
        Node::Or(nodes) => {
            // What is alike stays together: `(a OR b OR heading:c) /s d` joins `a OR b` to `d`.
            let (passages, others): (Vec<_>, Vec<_>) = nodes.into_iter().partition(is_passage);
            let (facts, groups): (Vec<_>, Vec<_>) = others.into_iter().partition(is_fact);
            let alike = any(passages).into_iter().chain(any(facts));
            any(alike.chain(groups).map(beside).collect())
        }
        Node::Not(inner) => {
            let pair = beside(*inner);
            all(vec![other, not(pair)])
        }
        // The others are passages or facts.
        single => Some(single),
    }
    .expect("a group has branches")
}
