//! Many saved queries tried on one clause at once.

use std::collections::HashMap;

use super::matcher::matches;
use super::note::QueryError;
use super::parse_saved;
use super::subject::Subject;
use super::tree::{Node, Phrase, Term};

/// The most alternatives-groups of one rule that are looked at before the rule itself.
const GROUPS_MAX: usize = 32;

/// Saved queries, compiled so that those that cannot match a clause are not tried on it.
///
/// Most rules need a word out of each of several groups. Going once through the clause's different
/// words tells which groups are met; only rules with all groups met are evaluated.
#[derive(Debug)]
pub struct RuleSet {
    rules: Vec<Node>,
    /// For each rule, a bit for each group.
    needed: Vec<u32>,
    by_stem: HashMap<String, Vec<Met>>,
    by_text: HashMap<String, Vec<Met>>,
    /// By the first two bytes of the root.
    by_root: HashMap<[u8; 2], Vec<(String, Vec<Met>)>>,
}

/// The group of a rule that a word meets.
#[derive(Debug, Clone, Copy)]
struct Met {
    rule: usize,
    group: u32,
}

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
            by_stem: HashMap::new(),
            by_text: HashMap::new(),
            by_root: HashMap::new(),
            rules: Vec::new(),
        };
        for (rule, node) in rules.iter().enumerate() {
            let mut groups = required(node);
            groups.truncate(GROUPS_MAX);
            let needed = groups.iter().enumerate().fold(0, |bits, (group, _)| bits | 1 << group);
            set.needed.push(needed);
            for (group, terms) in (0..).zip(groups) {
                for term in terms {
                    set.note(term, Met { rule, group });
                }
            }
        }
        set.rules = rules;
        set
    }

    fn note(&mut self, term: &Term, met: Met) {
        match term {
            Term::Stem { stem, .. } => self.by_stem.entry(stem.clone()).or_default().push(met),
            Term::Exact(text) => self.by_text.entry(text.clone()).or_default().push(met),
            Term::Prefix(root) => {
                let roots = self.by_root.entry(first_two(root)).or_default();
                match roots.iter_mut().find(|(known, _)| known == root) {
                    Some((_, all)) => all.push(met),
                    None => roots.push((root.clone(), vec![met])),
                }
            }
            // `required` names none.
            Term::Pattern(_) => {}
        }
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
        let mut mark = |all: &[Met]| {
            for one in all {
                met[one.rule] |= 1 << one.group;
            }
        };
        for token in clause.distinct_words() {
            for (map, form) in [(&self.by_text, token.text()), (&self.by_stem, token.stem())] {
                if let Some(all) = map.get(form) {
                    mark(all);
                }
            }
            for (root, all) in self.by_root.get(&first_two(token.text())).into_iter().flatten() {
                if token.text().starts_with(root.as_str()) {
                    mark(all);
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

/// Groups of terms: a clause that meets `node` holds at least one term of each group.
fn required(node: &Node) -> Vec<Vec<&Term>> {
    match node {
        Node::Phrase(Phrase { terms, .. }) => {
            let is_known = |term: &&Term| !matches!(term, Term::Pattern(_));
            // The longest word is about the rarest.
            let longest = terms.iter().filter(is_known).max_by_key(|term| letters(term));
            longest.map(|term| vec![vec![term]]).unwrap_or_default()
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

fn letters(term: &Term) -> usize {
    match term {
        Term::Stem { word: text, .. } | Term::Exact(text) | Term::Prefix(text) => text.len(),
        Term::Pattern(_) => 0,
    }
}
