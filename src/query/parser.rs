//! Lexemes to a tree, by the precedence of the operators.

use super::compound;
use super::connect::{self, Connector};
use super::lexer::{Lexed, Lexeme};
use super::note::{Note, NoteCode, Notes};
use super::tree::{EventKind, Filter, Node, Phrase, Scope, Time};

/// What a query was read as.
#[derive(Debug)]
pub(super) struct Parsed {
    pub(super) tree: Option<Node>,
    pub(super) filters: Vec<Filter>,
    pub(super) time: Time,
    pub(super) notes: Vec<Note>,
}

type Span = (usize, usize);

/// Reads lexemes whose brackets balance.
pub(super) fn parse(lexed: Lexed) -> Parsed {
    let mut parser = Parser {
        lexemes: lexed.lexemes,
        at: 0,
        depth: 0,
        time: Time::default(),
        has_scope: false,
        notes: lexed.notes,
    };
    let whole = parser.conjunction();
    let (tree, filters) = lift(whole);
    Parsed { tree, filters, time: parser.time, notes: parser.notes.0 }
}

/// Takes out of a tree the fields that the whole clause must bear.
fn lift(tree: Option<Node>) -> (Option<Node>, Vec<Filter>) {
    let conjuncts = match tree {
        Some(Node::And(nodes)) => nodes,
        other => other.into_iter().collect(),
    };
    let mut filters: Vec<Filter> = Vec::new();
    let mut others = Vec::new();
    for node in conjuncts {
        match alternatives(&node) {
            Some(found) => filters.extend(found),
            None => others.push(node),
        }
    }
    let mut distinct: Vec<Filter> = Vec::new();
    for filter in filters {
        if !distinct.contains(&filter) {
            distinct.push(filter);
        }
    }
    (connect::all(others), distinct)
}

/// The values of one field, if that is all `node` asks for.
fn alternatives(node: &Node) -> Option<Vec<Filter>> {
    match node {
        Node::Field(filter) => Some(vec![filter.clone()]),
        Node::Or(nodes) => {
            let filters: Vec<Filter> =
                nodes.iter().map(alternatives).collect::<Option<Vec<_>>>()?.concat();
            let is_one_field = filters.iter().all(|filter| filter.field == filters[0].field);
            is_one_field.then_some(filters)
        }
        _ => None,
    }
}

struct Parser {
    lexemes: Vec<(Lexeme, Span)>,
    at: usize,
    depth: usize,
    time: Time,
    has_scope: bool,
    notes: Notes,
}

/// What stands where an operand may stand.
enum Operand {
    Node(Node),
    /// A time, or nothing but faults: no condition on the clause's words.
    Nothing,
}

impl Operand {
    fn node(self) -> Option<Node> {
        match self {
            Self::Node(node) => Some(node),
            Self::Nothing => None,
        }
    }
}

impl Parser {
    fn peek(&self) -> Option<&Lexeme> {
        self.lexemes.get(self.at).map(|(lexeme, _)| lexeme)
    }

    fn span(&self) -> Span {
        self.lexemes[self.at].1
    }

    fn begins_operand(&self) -> bool {
        use Lexeme::{Event, Field, Heading, Not, Open, Phrase, Scope};
        let begins = |lexeme: &Lexeme| {
            matches!(lexeme, Phrase(_) | Field(_) | Heading | Open | Not | Scope(_) | Event(_))
        };
        self.peek().is_some_and(begins)
    }

    fn dangling(&mut self, span: Span) {
        let message = "an operator without an operand on each side was passed over";
        self.notes.add_with_repair(NoteCode::DanglingOperator, span, message, "");
    }

    /// Everything up to a closing bracket or the end.
    fn conjunction(&mut self) -> Option<Node> {
        let mut nodes = Vec::new();
        let mut has_operand = false;
        while let Some(lexeme) = self.peek() {
            match lexeme {
                Lexeme::Close => break,
                Lexeme::And => {
                    let span = self.span();
                    self.at += 1;
                    if !has_operand || !self.begins_operand() {
                        self.dangling(span);
                    }
                }
                _ if self.begins_operand() => {
                    let negated = self.negations();
                    if let Some(operand) = self.chain() {
                        has_operand = true;
                        nodes.extend(operand.node().map(|node| negate(node, negated)));
                    }
                }
                _ => {
                    let span = self.span();
                    self.at += 1;
                    self.dangling(span);
                }
            }
        }
        connect::all(nodes)
    }

    /// Passes over `NOT`s and tells whether they negate.
    fn negations(&mut self) -> bool {
        let mut negated = false;
        while self.peek() == Some(&Lexeme::Not) {
            let span = self.span();
            self.at += 1;
            if self.begins_operand() {
                negated = !negated;
            } else {
                self.dangling(span);
            }
        }
        negated
    }

    /// Operands with connectors between them, from left to right.
    fn chain(&mut self) -> Option<Operand> {
        let mut left = self.disjunction()?;
        while let Some(&Lexeme::Connector { within, ordered }) = self.peek() {
            let span = self.span();
            self.at += 1;
            if !self.begins_operand() {
                self.dangling(span);
                continue;
            }
            let Some(right) = self.disjunction() else { continue };
            left = match (left, right) {
                (Operand::Node(left), Operand::Node(right)) => {
                    Operand::Node(self.connect(left, right, Connector { within, ordered }, span))
                }
                (node @ Operand::Node(_), Operand::Nothing) | (Operand::Nothing, node) => {
                    self.dangling(span);
                    node
                }
            };
        }
        Some(left)
    }

    fn connect(&mut self, left: Node, right: Node, connector: Connector, span: Span) -> Node {
        let (node, is_group) = connect::connect(left, right, connector);
        if is_group {
            let message = "a connector joins words, phrases and OR-groups; \
                           it was applied to each condition of a group, or read as AND";
            self.notes.add(NoteCode::ConnectedGroup, span, message);
        }
        node
    }

    /// Operands with `OR` between them.
    fn disjunction(&mut self) -> Option<Operand> {
        let first = self.operand()?;
        if self.peek() != Some(&Lexeme::Or) {
            return Some(first);
        }
        let mut nodes = Vec::from_iter(first.node());
        while self.peek() == Some(&Lexeme::Or) {
            let span = self.span();
            self.at += 1;
            let next = if self.begins_operand() { self.operand() } else { None };
            match next.map(Operand::node) {
                Some(Some(node)) => nodes.push(node),
                _ => self.dangling(span),
            }
        }
        Some(connect::any(nodes).map_or(Operand::Nothing, Operand::Node))
    }

    /// One word, phrase, field, time or group, perhaps negated; none when there is none.
    fn operand(&mut self) -> Option<Operand> {
        let negated = self.negations();
        let is_heading = self.heading();
        let (lexeme, span) = self.lexemes.get(self.at)?.clone();
        let node = match lexeme {
            Lexeme::Phrase(phrase) => words(phrase),
            Lexeme::Field(filter) => Node::Field(filter),
            Lexeme::Open => {
                self.at += 1;
                self.depth += 1;
                let inner = self.conjunction();
                self.depth -= 1;
                // The lexer made sure that there is one.
                let end = self.span().1;
                self.at += 1;
                let Some(node) = inner else {
                    self.notes.add(
                        NoteCode::Empty,
                        (span.0, end),
                        "an empty group was passed over",
                    );
                    return Some(Operand::Nothing);
                };
                let node = if is_heading { connect::in_heading(node) } else { node };
                return Some(Operand::Node(negate(node, negated)));
            }
            Lexeme::Scope(_) | Lexeme::Event(_) => {
                self.at += 1;
                self.time(&lexeme, span, negated);
                return Some(Operand::Nothing);
            }
            _ => return None,
        };
        self.at += 1;
        let node = if is_heading { connect::in_heading(node) } else { node };
        Some(Operand::Node(negate(node, negated)))
    }

    /// Passes over `heading:` and tells whether it was there.
    fn heading(&mut self) -> bool {
        let mut found = false;
        while self.peek() == Some(&Lexeme::Heading) {
            let span = self.span();
            self.at += 1;
            let is_named = matches!(self.peek(), Some(Lexeme::Phrase(_) | Lexeme::Open));
            if is_named {
                found = true;
            } else {
                self.notes.add(NoteCode::NoValue, span, "`heading:` without words was passed over");
            }
        }
        found
    }

    fn time(&mut self, lexeme: &Lexeme, span: Span, negated: bool) {
        if self.depth > 0 || negated {
            let message = "a time holds for the whole query, wherever it stands";
            self.notes.add(NoteCode::MisplacedTime, span, message);
        }
        match lexeme {
            Lexeme::Scope(scope) if self.has_scope && *scope != self.time.scope => {
                let message = "only one of `as-of:` and `ever:` can hold; the first does";
                self.notes.add(NoteCode::TwoTimes, span, message);
            }
            Lexeme::Scope(scope) => {
                self.has_scope = true;
                self.time.scope = *scope;
            }
            Lexeme::Event(event) => {
                // What was removed does not stand any more.
                if event.kind == EventKind::Removed && !self.has_scope {
                    self.time.scope = Scope::Ever;
                }
                if !self.time.events.contains(event) {
                    self.time.events.push(*event);
                }
            }
            _ => {}
        }
    }
}

fn negate(node: Node, negated: bool) -> Node {
    if negated { connect::not(node) } else { node }
}

/// A word or phrase, or either way to write it when it is a compound such as `optout`.
fn words(phrase: Phrase) -> Node {
    match compound::counterpart(&phrase.terms) {
        Some(terms) => {
            let other = Phrase { terms, place: phrase.place };
            Node::Or(vec![Node::Phrase(phrase), Node::Phrase(other)])
        }
        None => Node::Phrase(phrase),
    }
}
