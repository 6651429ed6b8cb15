//! Which clause types a query asks for: "can they sell my data" means the sale of personal data.
//!
//! The model that labels clauses has learnt from each type's title, other names and questions as
//! well, so it is asked what the query's words speak of. Nothing is ever filtered by the guess: it
//! ranks clauses that bear the type higher, and is offered as a filter.

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
pub(super) fn recognise(recogniser: &Recogniser, tree: &Node) -> Vec<Intent> {
    let mut words = String::new();
    collect(tree, &mut words);
    if words.is_empty() {
        return Vec::new();
    }
    let asked = recogniser.asked(&words);
    let best = asked.first().map_or(0.0, |(_, share)| *share);
    let least = LEAST_STRENGTH.max(LEAST_SHARE * best);
    let asked = asked.into_iter().take(INTENTS_MAX).filter(|(_, share)| *share >= least);
    asked.map(|(clause_type, strength)| Intent { clause_type, strength }).collect()
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
