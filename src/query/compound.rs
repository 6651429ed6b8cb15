//! Compounds, which are found in each spelling, whichever is typed: `optout`, `opt-out`, `opt out`.

use super::connect;
use super::terms;
use super::tree::{Node, Phrase, Term};
use crate::analysis::{Token, tokens};

/// The compounds, in any form: `optout`, `opt-outs`, `opting out`.
///
/// No word begins one and ends another.
const COMPOUNDS: &[(&str, &[&str])] = &[
    ("optout", &["opt", "out"]),
    ("optin", &["opt", "in"]),
    ("signup", &["sign", "up"]),
    ("signin", &["sign", "in"]),
    ("login", &["log", "in"]),
    ("logout", &["log", "out"]),
    ("website", &["web", "site"]),
    ("thirdparty", &["third", "party"]),
    ("nonexclusive", &["non", "exclusive"]),
    ("noncommercial", &["non", "commercial"]),
    ("nontransferable", &["non", "transferable"]),
    ("nonrefundable", &["non", "refundable"]),
    ("nonpersonal", &["non", "personal"]),
    ("nonpublic", &["non", "public"]),
    ("sublicensable", &["sub", "licensable"]),
    ("sublicense", &["sub", "license"]),
    ("subprocessor", &["sub", "processor"]),
    ("prorated", &["pro", "rated"]),
    ("prepaid", &["pre", "paid"]),
    ("autorenewal", &["auto", "renewal"]),
    ("autorenew", &["auto", "renew"]),
    ("chargeback", &["charge", "back"]),
    ("royaltyfree", &["royalty", "free"]),
    ("classwide", &["class", "wide"]),
];

/// The other way to write a bare word, when it is a compound of the list.
pub(super) fn counterpart(terms: &[Term]) -> Option<Vec<Term>> {
    let stems: Vec<&str> = terms.iter().map(stem).collect::<Option<_>>()?;
    let is_alike = |text: &str| tokens(text).iter().map(Token::stem).eq(stems.iter().copied());
    let mut compounds = COMPOUNDS.iter();
    let other = match stems.as_slice() {
        [_] => compounds.find(|(closed, _)| is_alike(closed))?.1.join("-"),
        _ => compounds.find(|(_, parts)| is_alike(&parts.join(" ")))?.0.to_owned(),
    };
    Some(terms::read(&other, false).terms)
}

fn stem(term: &Term) -> Option<&str> {
    match term {
        Term::Stem { stem, .. } => Some(stem),
        _ => None,
    }
}

/// The other way to write `node`, when it is a compound of the list in one spelling.
pub(super) fn respelt(node: &Node) -> Option<Node> {
    match node {
        Node::Phrase(Phrase { terms, place }) => {
            Some(Node::Phrase(Phrase { terms: counterpart(terms)?, place: *place }))
        }
        Node::And(nodes) => match nodes.as_slice() {
            [first, second] => one_word(first, second),
            _ => None,
        },
        _ => None,
    }
}

/// The one word for two bare words side by side, when they make up a compound of the list.
fn one_word(first: &Node, second: &Node) -> Option<Node> {
    let (Node::Phrase(first), Node::Phrase(second)) = (first, second) else { return None };
    if first.terms.len() != 1 || second.terms.len() != 1 || first.place != second.place {
        return None;
    }
    let terms = counterpart(&[first.terms.as_slice(), second.terms.as_slice()].concat())?;
    Some(Node::Phrase(Phrase { terms, place: first.place }))
}

/// `node` with every compound that was typed as two words side by side found in one word too.
pub(super) fn closed(node: Node) -> Node {
    match node {
        Node::And(nodes) => {
            let mut parts: Vec<Node> = Vec::with_capacity(nodes.len());
            for node in nodes {
                let node = closed(node);
                match parts.last().and_then(|last| one_word(last, &node)) {
                    Some(compound) => {
                        let words = parts.pop().into_iter().chain([node]).collect();
                        parts.push(Node::Or(vec![Node::And(words), compound]));
                    }
                    None => parts.push(node),
                }
            }
            connect::all(parts).expect("an `And` has branches")
        }
        Node::Or(nodes) => {
            connect::any(nodes.into_iter().map(closed).collect()).expect("an `Or` has branches")
        }
        Node::Not(inner) => connect::not(closed(*inner)),
        other => other,
    }
}

impl Node {
    /// The conditions that it was typed as: a compound typed as two words is both of them.
    #[must_use]
    pub fn conditions(&self) -> &[Self] {
        match self {
            Self::Or(nodes) => match nodes.as_slice() {
                [pair @ Self::And(words), closed] if respelt(pair).as_ref() == Some(closed) => {
                    words
                }
                _ => std::slice::from_ref(self),
            },
            _ => std::slice::from_ref(self),
        }
    }
}
