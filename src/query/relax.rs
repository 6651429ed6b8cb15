//! A query written anew so that it asks for less: without some of its parts, or with parts that
//! are joined more loosely.

use super::tree::{Filter, Node, Phrase, Place, Term};
use super::{Field, Mode, Query, connect, parse, render, terms};

impl Query {
    /// The conditions on a clause's words, all of which it must meet.
    #[must_use]
    pub fn parts(&self) -> &[Node] {
        match &self.tree {
            Some(Node::And(parts)) => parts,
            Some(part) => std::slice::from_ref(part),
            None => &[],
        }
    }

    /// This query with other conditions on the words; none when they cannot be written as a query.
    #[must_use]
    pub fn with_parts(&self, parts: &[Node]) -> Option<Self> {
        let tree = connect::all(parts.to_vec());
        written(&render::query(tree.as_ref(), &self.filters, &self.time))
    }

    /// This query without what it asks of a field.
    #[must_use]
    pub fn without(&self, field: Field) -> Option<Self> {
        let others: Vec<Filter> =
            self.filters.iter().filter(|filter| filter.field != field).cloned().collect();
        written(&render::query(self.tree.as_ref(), &others, &self.time))
    }
}

/// Reads a query that was written in the canonical way, unless it is too long.
fn written(text: &str) -> Option<Query> {
    parse(text, Mode::Lenient).ok()
}

impl Node {
    /// The condition as it is written among others.
    #[must_use]
    pub fn written(&self) -> String {
        render::conjunct(self)
    }

    /// Whether it asks for words, rather than that they are not there.
    #[must_use]
    pub fn is_positive(&self) -> bool {
        match self {
            Self::Phrase(_) | Self::Near(_) => true,
            Self::Or(nodes) => nodes.iter().all(Self::is_positive),
            Self::And(nodes) => nodes.iter().any(Self::is_positive),
            Self::Not(_) | Self::Field(_) => false,
        }
    }

    /// What is left when the outermost thing is let go that keeps words together or in their
    /// place, and how that thing is written; none when nothing does.
    ///
    /// A connector joins its operands no more; the words of a phrase may stand anywhere and in
    /// any form.
    #[must_use]
    pub fn loosened(&self) -> Option<(Vec<Self>, String)> {
        match self {
            Self::Near(near) => {
                let sign = if near.ordered { '+' } else { '/' };
                let operands = vec![near.left.clone(), near.right.clone()];
                Some((operands, format!("{sign}{}", near.within)))
            }
            Self::Phrase(phrase) => {
                let words: Vec<Self> = phrase.terms.iter().flat_map(bare).collect();
                if words.first() == Some(self) {
                    return None;
                }
                let is_bare = phrase.terms.iter().any(|term| matches!(term, Term::Stem { .. }));
                let sign = match phrase.place {
                    Place::Heading => "heading:",
                    _ if is_bare => "-",
                    _ => "\"\"",
                };
                Some((words, sign.to_owned()))
            }
            Self::Or(_) | Self::And(_) | Self::Not(_) | Self::Field(_) => None,
        }
    }
}

/// The words that a term stands for when it may stand anywhere in any form.
fn bare(term: &Term) -> Vec<Node> {
    let terms = match term {
        Term::Exact(word) => terms::read(word, false).terms,
        other => vec![other.clone()],
    };
    let word = |term| Node::Phrase(Phrase { terms: vec![term], place: Place::Anywhere });
    terms.into_iter().map(word).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_keeps_words_together_can_be_let_go() {
        for (typed, loosened) in [
            ("\"class action waiver\"", Some(("class action waiver", "\"\""))),
            ("sell /s \"personal data\"", Some(("sell \"personal data\"", "/s"))),
            ("a +5 b /p c", Some(("(a +5 b) c", "/p"))),
            ("heading:refund", Some(("refund", "heading:"))),
            ("heading:\"no refund\"", Some(("no refund", "heading:"))),
            ("e-book", Some(("e book", "-"))),
            ("refund", None),
            ("arbitrat!", None),
            ("refund OR credit", None),
        ] {
            let query = parse(typed, Mode::Strict).unwrap();
            let [part] = query.parts() else { panic!("{typed} is one part") };
            let found = part
                .loosened()
                .map(|(parts, sign)| (query.with_parts(&parts).unwrap().understood, sign));
            let found = found.as_ref().map(|(text, sign)| (text.as_str(), sign.as_str()));
            assert_eq!(found, loosened, "{typed}");
        }
    }

    #[test]
    fn a_compound_of_two_words_is_one_part() {
        let query = parse("data opt out NOT (log in) lang:en", Mode::Strict).unwrap();
        let written: Vec<String> = query.parts().iter().map(Node::written).collect();
        assert_eq!(written, ["data", "opt out", "NOT (log in)"]);
        assert_eq!(query.with_parts(&query.parts()[1..2]).unwrap().understood, "opt out lang:en");
        let words: Vec<String> = query.parts()[1].conditions().iter().map(Node::written).collect();
        assert_eq!(words, ["opt", "out"]);
    }

    #[test]
    fn a_query_is_rewritten_with_its_fields_and_times() {
        let query = parse("sell data -credit platform:roamly lang:en ever:", Mode::Strict).unwrap();
        let without = query.with_parts(&query.parts()[1..]).unwrap();
        assert_eq!(without.understood, "data NOT credit platform:roamly lang:en ever:");
        let without = query.without(Field::Platform).unwrap();
        assert_eq!(without.understood, "sell data NOT credit lang:en ever:");
        assert_eq!(query.with_parts(&[]).unwrap().understood, "platform:roamly lang:en ever:");
    }
}
