//! Many saved queries tried on one clause at once.

use std::collections::HashMap;

use super::matcher::matches;
use super::note::QueryError;
use super::parse_saved;
use super::subject::Subject;
use super::tree::{Node, Phrase, Term};

/// The most groups of one rule that are looked at before the rule itself; one bit each.
const GROUPS_MAX: u32 = 32;

/// Saved queries, compiled so that those that cannot match a clause are not tried on it.
///
/// Most rules need one phrase out of each of several groups. Going once through the clause's
/// different words tells which phrases could be there, and so which groups are met; only rules with
/// all groups met are evaluated.
#[derive(Debug)]
pub struct RuleSet {
    rules: Vec<Node>,
    /// For each rule, a bit for each group.
    needed: Vec<u32>,
    phrases: Vec<Sought>,
    by_stem: HashMap<String, Vec<Part>>,
    by_text: HashMap<String, Vec<Part>>,
    /// By the first two bytes of the root.
    by_root: HashMap<[u8; 2], Vec<(String, Vec<Part>)>>,
}

/// A phrase that rules ask for, and the groups it meets: the rule and the group's bit.
#[derive(Debug)]
struct Sought {
    /// A bit for each word of it that is looked for.
    needed: u8,
    meets: Vec<(usize, u32)>,
}

/// What a word is part of: the phrase's index, and the word's bit in it.
type Part = (usize, u8);

/// A rule that cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("cannot read the rule `{rule}`")]
pub struct RuleSetError {
    /// The rule as written.
    pub rule: String,
    /// Why.
    pub source: QueryError,
}

impl RuleSet {
    /// Reads rules, each known by its index from then on.
    ///
    /// # Errors
    ///
    /// For the first rule that [`parse_saved`] does not read.
    pub fn parse<'a>(rules: impl IntoIterator<Item = &'a str>) -> Result<Self, RuleSetError> {
        let read = |rule: &str| {
            parse_saved(rule).map_err(|source| RuleSetError { rule: rule.to_owned(), source })
        };
        Ok(Self::new(rules.into_iter().map(read).collect::<Result<_, _>>()?))
    }

    /// Compiles conditions, each known by its index from then on.
    #[must_use]
    pub fn new(rules: Vec<Node>) -> Self {
        let mut set = Self {
            needed: Vec::with_capacity(rules.len()),
            phrases: Vec::new(),
            by_stem: HashMap::new(),
            by_text: HashMap::new(),
            by_root: HashMap::new(),
            rules: Vec::new(),
        };
        let mut known: HashMap<Vec<&Term>, usize> = HashMap::new();
        for (rule, node) in rules.iter().enumerate() {
            let mut needed = 0;
            for (group, phrases) in (0..GROUPS_MAX).zip(required(node)) {
                needed |= 1 << group;
                for terms in phrases {
                    let phrase = *known.entry(terms).or_insert_with_key(|terms| set.seek(terms));
                    set.phrases[phrase].meets.push((rule, 1 << group));
                }
            }
            set.needed.push(needed);
        }
        set.rules = rules;
        set
    }

    /// Has a phrase looked for by these words of it.
    fn seek(&mut self, terms: &[&Term]) -> usize {
        let phrase = self.phrases.len();
        let mut needed = 0;
        for (place, term) in terms.iter().enumerate() {
            let part = (phrase, 1 << place);
            needed |= part.1;
            match term {
                Term::Stem { stem, .. } => self.by_stem.entry(stem.clone()).or_default().push(part),
                Term::Exact(text) => self.by_text.entry(text.clone()).or_default().push(part),
                Term::Prefix(root) | Term::Pattern(root) => {
                    let roots = self.by_root.entry(first_two(root)).or_default();
                    match roots.iter_mut().find(|(known, _)| known == root) {
                        Some((_, parts)) => parts.push(part),
                        None => roots.push((root.clone(), vec![part])),
                    }
                }
            }
        }
        self.phrases.push(Sought { needed, meets: Vec::new() });
        phrase
    }

    /// The conditions, by index.
    #[must_use]
    pub fn rules(&self) -> &[Node] {
        &self.rules
    }

    /// The indices of the rules that `clause` meets, ascending. No field is true of it.
    #[must_use]
    pub fn matching(&self, clause: &Subject) -> Vec<usize> {
        let mut met = vec![0_u32; self.rules.len()];
        let mut seen = vec![0_u8; self.phrases.len()];
        let mut mark = |parts: &[Part]| {
            for (phrase, bit) in parts {
                if seen[*phrase] & bit != 0 {
                    continue;
                }
                seen[*phrase] |= bit;
                let Sought { needed, meets } = &self.phrases[*phrase];
                if seen[*phrase] == *needed {
                    for (rule, group) in meets {
                        met[*rule] |= group;
                    }
                }
            }
        };
        for token in clause.distinct_words() {
            for (map, form) in [(&self.by_text, token.text()), (&self.by_stem, token.stem())] {
                if let Some(parts) = map.get(form) {
                    mark(parts);
                }
            }
            for (root, parts) in self.by_root.get(&first_two(token.text())).into_iter().flatten() {
                if token.text().starts_with(root.as_str()) {
                    mark(parts);
                }
            }
        }
        let is_candidate = |rule: &usize| met[*rule] == self.needed[*rule];
        let is_met = |rule: &usize| matches(&self.rules[*rule], clause, &|_| false);
        (0..self.rules.len()).filter(is_candidate).filter(is_met).collect()
    }
}

/// The first two bytes; a root has two letters at least.
fn first_two(word: &str) -> [u8; 2] {
    let mut bytes = word.bytes();
    [bytes.next().unwrap_or(0), bytes.next().unwrap_or(0)]
}

/// Groups of phrases: a clause that meets `node` holds at least one phrase of each group. A phrase
/// is known by one or two of its terms, wherever they stand.
fn required(node: &Node) -> Vec<Vec<Vec<&Term>>> {
    match node {
        Node::Phrase(Phrase { terms, .. }) => {
            let is_pattern = |term: &&Term| matches!(term, Term::Pattern(_));
            let mut terms: Vec<&Term> = terms.iter().filter(|term| !is_pattern(term)).collect();
            // The longest words are about the rarest.
            terms.sort_by_key(|term| std::cmp::Reverse(term.letters()));
            terms.dedup();
            terms.truncate(2);
            if terms.is_empty() { Vec::new() } else { vec![vec![terms]] }
        }
        Node::And(nodes) => nodes.iter().flat_map(required).collect(),
        Node::Near(near) => [required(&near.left), required(&near.right)].concat(),
        Node::Or(nodes) => {
            let mut any = Vec::new();
            for node in nodes {
                // The smallest group of each branch, so that few words meet it.
                match required(node).into_iter().min_by_key(Vec::len) {
                    Some(group) => any.extend(group),
                    None => return Vec::new(),
                }
            }
            vec![any]
        }
        Node::Not(_) | Node::Field(_) => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_set_finds_what_trying_each_rule_finds() {
        let rules = [
            "arbitrat! /s (waive OR \"give up\")",
            "\"terms of the terms\"",
            "wom*n",
            "(wom*n OR fee) AND refund!",
            "NOT fee",
            "fee NOT refund",
            "heading:fees",
            "(heading:fees OR \"late fees\") (pay OR paid)",
            "opt-out OR signup",
            "(pay /3 fee) OR (terms class)",
        ];
        let set = RuleSet::parse(rules).unwrap();
        let texts = [
            "",
            "You pay a fee. No refunds.",
            "A woman may opt out of arbitration. You waive nothing.",
            "You give up arbitration; the terms of the terms hold.",
            "Late fees are paid on sign-up. Women too.",
            "The terms on class actions. Of the terms of the",
        ];
        let mut total = 0;
        for text in texts {
            for heading in ["", "Fees"] {
                let clause = Subject::new(text, &[heading.to_owned()]);
                let each = |rule: &usize| matches(&set.rules()[*rule], &clause, &|_| false);
                let expected: Vec<usize> = (0..rules.len()).filter(each).collect();
                total += expected.len();
                assert_eq!(set.matching(&clause), expected, "{text}");
            }
        }
        assert!(total > 20, "{total}");
    }

    #[test]
    fn a_rule_that_cannot_be_read_is_named() {
        let error = RuleSet::parse(["fee", "fee OR"]).unwrap_err();
        assert_eq!(error.to_string(), "cannot read the rule `fee OR`");
        assert!(RuleSet::parse(["platform:x"]).is_err());
        assert!(RuleSet::parse([""]).is_err());
    }
}
