//! Which clause types a query asks for: "can they sell my data" means the sale of personal data.
//!
//! Two are asked what the query speaks of, and count the same: the model that labels clauses, which
//! has learnt from how types are asked for as well, and the types' names by their words. Nothing is
//! ever filtered by the guess: it ranks clauses that bear the type higher, and is offered as a
//! filter.

mod names;

pub(super) use names::Names;

use crate::classify::Recogniser;
use crate::query::{Node, Phrase, Term};

/// A clause type that a query seems to ask for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Intent {
    /// The clause type's place in the taxonomy.
    pub clause_type: usize,
    /// How much of the query speaks of it, from 0 to 1.
    pub strength: f32,
}

/// A type with less of the query than this, or less than this part of the best type, is no guess.
const LEAST_STRENGTH: f32 = 0.1;
const LEAST_SHARE: f32 = 0.2;

/// How many types a query may mean.
const INTENTS_MAX: usize = 3;

/// The clause types that `tree` seems to ask for, the likeliest first.
pub(super) fn recognise(recogniser: &Recogniser, names: &Names, tree: &Node) -> Vec<Intent> {
    let mut words = String::new();
    collect(tree, &mut words);
    if words.is_empty() {
        return Vec::new();
    }
    let mut shares = names.shares(&words);
    for (clause_type, share) in recogniser.asked(&words) {
        shares[clause_type] += share;
    }
    let strength =
        |(clause_type, share): (usize, f32)| Intent { clause_type, strength: share / 2.0 };
    let mut intents: Vec<Intent> = shares.into_iter().enumerate().map(strength).collect();
    intents.sort_by(|a, b| b.strength.total_cmp(&a.strength));
    let best = intents.first().map_or(0.0, |best| best.strength);
    let least = LEAST_STRENGTH.max(LEAST_SHARE * best);
    intents.retain(|intent| intent.strength >= least);
    intents.truncate(INTENTS_MAX);
    intents
}

/// The words that a query asks for, in its order; those that it excludes are left out.
fn collect(node: &Node, words: &mut String) {
    match node {
        Node::Phrase(Phrase { terms, .. }) => {
            for term in terms {
                match term {
                    Term::Stem { word, .. } | Term::Exact(word) | Term::Prefix(word) => {
                        words.push_str(word);
                        words.push(' ');
                    }
                    Term::Pattern(_) => {}
                }
            }
        }
        // That a compound of two words is found in one word too says nothing more.
        Node::Or(_) if node.conditions().len() > 1 => {
            for word in node.conditions() {
                collect(word, words);
            }
        }
        Node::Or(nodes) | Node::And(nodes) => {
            for node in nodes {
                collect(node, words);
            }
        }
        Node::Near(near) => {
            collect(&near.left, words);
            collect(&near.right, words);
        }
        Node::Not(_) | Node::Field(_) => {}
    }
}
