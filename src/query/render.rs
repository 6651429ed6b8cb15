//! A query written anew in the canonical way.

use super::compound::respelt;
use super::terms;
use super::tree::{Event, Filter, Node, Phrase, Place, Scope, Term, Time};

/// How tightly what is written holds together.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Binding {
    /// Conditions side by side.
    Loose,
    /// A chain of connectors.
    Chain,
    /// Anything that needs no brackets anywhere.
    Tight,
}

/// Writes the whole query.
pub(super) fn query(tree: Option<&Node>, filters: &[Filter], time: &Time) -> String {
    let mut parts = Vec::new();
    match tree {
        Some(tree) if filters.is_empty() && *time == Time::default() => {
            return node(tree, Binding::Loose);
        }
        Some(tree @ Node::And(_)) => parts.push(node(tree, Binding::Loose)),
        Some(tree) => parts.push(conjunct(tree)),
        None => {}
    }
    parts.extend(filters.iter().map(filter));
    match time.scope {
        Scope::Current => {}
        Scope::AsOf(day) => parts.push(format!("as-of:{day}")),
        Scope::Ever => parts.push("ever:".to_owned()),
    }
    for alternatives in &time.events {
        let written: Vec<String> = alternatives.iter().map(event).collect();
        parts.push(written.join(" OR "));
    }
    parts.join(" ")
}

fn event(event: &Event) -> String {
    let mut written = format!("{}:", event.kind.name());
    for (day, mark) in [(event.from, ".."), (event.until, "")] {
        let day = day.map_or_else(String::new, |day| day.to_string());
        written += &day;
        if event.from.is_some() || event.until.is_some() {
            written += mark;
        }
    }
    written
}

/// Writes `node`, in brackets if it holds together less tightly than `needed`.
fn node(node: &Node, needed: Binding) -> String {
    let (written, binding) = bound(node);
    if binding < needed { format!("({written})") } else { written }
}

/// Writes `node`, and says how tightly that holds together.
fn bound(node: &Node) -> (String, Binding) {
    match node {
        Node::Phrase(phrase) => (words(phrase), Binding::Tight),
        Node::Field(field) => (filter(field), Binding::Tight),
        Node::Or(nodes) => alternatives(nodes),
        Node::And(nodes) => {
            let parts: Vec<String> = nodes.iter().map(conjunct).collect();
            (parts.join(" "), Binding::Loose)
        }
        Node::Not(_) => (conjunct(node), Binding::Loose),
        Node::Near(near) => {
            let left = self::node(&near.left, Binding::Chain);
            let right = self::node(&near.right, Binding::Tight);
            let sign = if near.ordered { '+' } else { '/' };
            (format!("{left} {sign}{} {right}", near.within), Binding::Chain)
        }
    }
}

/// Writes one of several conditions; its reader should not have to know the precedence.
pub(super) fn conjunct(node: &Node) -> String {
    match node {
        Node::Not(inner) => format!("NOT {}", self::node(inner, Binding::Tight)),
        // The two words of a compound are conditions side by side themselves.
        other if other.conditions().len() > 1 => self::node(other, Binding::Loose),
        other => self::node(other, Binding::Tight),
    }
}

/// Writes alternatives; the two ways to write a compound as the first of them only.
fn alternatives(nodes: &[Node]) -> (String, Binding) {
    let mut typed: Vec<&Node> = Vec::new();
    let mut nodes = nodes.iter().peekable();
    while let Some(node) = nodes.next() {
        typed.push(node);
        nodes.next_if(|next| respelt(node).as_ref() == Some(*next));
    }
    if let [only] = typed.as_slice() {
        return bound(only);
    }
    let parts: Vec<String> =
        typed.into_iter().map(|node| self::node(node, Binding::Tight)).collect();
    // `OR` binds tightest, but few readers know.
    (parts.join(" OR "), Binding::Loose)
}

fn words(phrase: &Phrase) -> String {
    let is_exact = phrase.terms.iter().any(|term| matches!(term, Term::Exact(_)));
    let is_bare = phrase.terms.iter().any(|term| matches!(term, Term::Stem { .. }));
    let words: Vec<String> = phrase.terms.iter().map(term).collect();
    // A root or pattern alone means the same with and without quotation marks, but for the place.
    let is_run = phrase.terms.len() > 1 || phrase.place == Place::Text;
    let written = if is_exact || !is_bare && is_run {
        format!("\"{}\"", words.join(" "))
    } else {
        // What parts the words of one bare piece must not make other words of them.
        let reads_back =
            |joint: &&&str| terms::read(&words.join(joint), false).terms == phrase.terms;
        words.join(["", "-", "/", "_"].iter().find(reads_back).unwrap_or(&"-"))
    };
    if phrase.place == Place::Heading { format!("heading:{written}") } else { written }
}

fn term(term: &Term) -> String {
    match term {
        Term::Stem { word, .. } | Term::Exact(word) | Term::Pattern(word) => word.clone(),
        Term::Prefix(root) => format!("{root}!"),
    }
}

/// Writes a field with its value.
pub(super) fn filter(filter: &Filter) -> String {
    let Filter { field, value } = filter;
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    // A value never holds a quotation mark: it ended there when it was read.
    if value.chars().all(is_plain) {
        format!("{}:{value}", field.name())
    } else {
        format!("{}:\"{value}\"", field.name())
    }
}
