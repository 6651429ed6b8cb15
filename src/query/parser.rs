//! Lexemes to a tree, by the precedence of the operators.

use super::compound;
use super::connect::{self, Connector};
use super::lexer::{Lexed, Lexeme};
use super::lift::lift;
use super::note::{Note, NoteCode, Notes};
use super::tree::{Event, EventKind, Filter, Node, Phrase, Scope, Time};
use super::unknown::Unknown;

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
///
/// `unknown` tells of a field's value that is not known.
pub(super) fn parse(lexed: Lexed, unknown: &dyn Fn(&Filter) -> Option<Unknown>) -> Parsed {
    let mut parser = Parser {
        lexemes: lexed.lexemes,
        at: 0,
        depth: 0,
        time: Time::default(),
        has_scope: false,
        notes: lexed.notes,
        unknown,
    };
    let whole = parser.conjunction().node();
    let (tree, filters) = lift(whole);
    Parsed { tree, filters, time: parser.time, notes: parser.notes.0 }
}

struct Parser<'a> {
    lexemes: Vec<(Lexeme, Span)>,
    at: usize,
    depth: usize,
    time: Time,
    has_scope: bool,
    notes: Notes,
    unknown: &'a dyn Fn(&Filter) -> Option<Unknown>,
}

/// What stands where an operand may stand.
enum Operand {
    Node(Node),
    /// What must have happened to the clause: any of these.
    Changes(Vec<Event>),
    /// A time, or nothing but faults: no condition on the clause's words.
    Nothing,
    /// What was passed over, and noted where it stood.
    PassedOver,
}

impl Operand {
    fn node(self) -> Option<Node> {
        match self {
            Self::Node(node) => Some(node),
            Self::Changes(_) | Self::Nothing | Self::PassedOver => None,
        }
    }
}

impl Parser<'_> {
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
    fn conjunction(&mut self) -> Operand {
        let mut nodes = Vec::new();
        let mut changes = Vec::new();
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
                    let start = self.span().0;
                    let negated = self.negations();
                    let Some(operand) = self.chain() else { continue };
                    has_operand = true;
                    match operand {
                        Operand::Node(node) => nodes.push(negate(node, negated)),
                        Operand::Changes(any) => {
                            let span = (start, self.end());
                            if negated {
                                self.misplaced(span);
                            }
                            changes.push((any, span));
                        }
                        Operand::Nothing | Operand::PassedOver => {}
                    }
                }
                _ => {
                    let span = self.span();
                    self.at += 1;
                    self.dangling(span);
                }
            }
        }
        // Changes alone in brackets may still be alternatives to others.
        if self.depth > 0 && nodes.is_empty() && changes.len() == 1 {
            return changes.pop().map_or(Operand::Nothing, |(any, _)| Operand::Changes(any));
        }
        for (any, span) in changes {
            if self.depth > 0 {
                self.misplaced(span);
            }
            self.require(any);
        }
        connect::all(nodes).map_or(Operand::Nothing, Operand::Node)
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
                (operand, Operand::PassedOver) | (Operand::PassedOver, operand) => operand,
                (Operand::Changes(any), other) | (other, Operand::Changes(any)) => {
                    self.misplaced(span);
                    self.require(any);
                    other
                }
                (operand, Operand::Nothing) | (Operand::Nothing, operand) => {
                    self.dangling(span);
                    operand
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
        let start = self.lexemes.get(self.at)?.1.0;
        let first = self.operand()?;
        if self.peek() != Some(&Lexeme::Or) {
            return Some(first);
        }
        let (mut nodes, mut changes) = (Vec::new(), Vec::new());
        let mut add = |operand| match operand {
            Operand::Node(node) => nodes.push(node),
            Operand::Changes(any) => changes.extend(any),
            Operand::Nothing | Operand::PassedOver => {}
        };
        add(first);
        while self.peek() == Some(&Lexeme::Or) {
            let span = self.span();
            self.at += 1;
            match if self.begins_operand() { self.operand() } else { None } {
                None | Some(Operand::Nothing) => self.dangling(span),
                Some(next) => add(next),
            }
        }
        let Some(node) = connect::any(nodes) else {
            let is_change = !changes.is_empty();
            return Some(if is_change { Operand::Changes(changes) } else { Operand::Nothing });
        };
        if !changes.is_empty() {
            self.misplaced((start, self.end()));
            self.require(changes);
        }
        Some(Operand::Node(node))
    }

    /// One word, phrase, field, time or group, perhaps negated; none when there is none.
    fn operand(&mut self) -> Option<Operand> {
        let negated = self.negations();
        let is_heading = self.heading();
        let (lexeme, span) = self.lexemes.get(self.at)?.clone();
        let node = match lexeme {
            Lexeme::Phrase(phrase) => words(phrase),
            Lexeme::Field(filter) => {
                if let Some(unknown) = (self.unknown)(&filter) {
                    self.at += 1;
                    unknown.note(filter, span, &mut self.notes);
                    return Some(Operand::PassedOver);
                }
                Node::Field(filter)
            }
            Lexeme::Open => {
                self.at += 1;
                self.depth += 1;
                let inner = self.conjunction();
                self.depth -= 1;
                // The lexer made sure that there is one.
                let end = self.span().1;
                self.at += 1;
                let node = match inner {
                    Operand::Node(node) => node,
                    Operand::Changes(any) => {
                        if negated {
                            self.misplaced((span.0, end));
                        }
                        return Some(Operand::Changes(any));
                    }
                    Operand::Nothing | Operand::PassedOver => {
                        let message = "an empty group was passed over";
                        self.notes.add(NoteCode::Empty, (span.0, end), message);
                        return Some(Operand::Nothing);
                    }
                };
                let node = if is_heading { connect::in_heading(node) } else { node };
                return Some(Operand::Node(negate(node, negated)));
            }
            Lexeme::Scope(scope) => {
                self.at += 1;
                if self.depth > 0 || negated {
                    self.misplaced(span);
                }
                self.scope(scope, span);
                return Some(Operand::Nothing);
            }
            Lexeme::Event(event) => {
                self.at += 1;
                if negated {
                    self.misplaced(span);
                }
                return Some(Operand::Changes(vec![event]));
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

    /// One past the last byte of the lexeme that was read last.
    fn end(&self) -> usize {
        self.at.checked_sub(1).map_or(0, |last| self.lexemes[last].1.1)
    }

    fn misplaced(&mut self, span: Span) {
        let message = "a time holds for the whole query, wherever it stands";
        self.notes.add(NoteCode::MisplacedTime, span, message);
    }

    fn scope(&mut self, scope: Scope, span: Span) {
        if self.has_scope && scope != self.time.scope {
            let message = "only one of `as-of:` and `ever:` can hold; the first does";
            self.notes.add(NoteCode::TwoTimes, span, message);
            return;
        }
        self.has_scope = true;
        self.time.scope = scope;
    }

    /// Asks that any of these happened.
    fn require(&mut self, any: Vec<Event>) {
        let mut distinct: Vec<Event> = Vec::new();
        for event in any {
            // What was removed does not stand any more.
            if event.kind == EventKind::Removed && !self.has_scope {
                self.time.scope = Scope::Ever;
            }
            if !distinct.contains(&event) {
                distinct.push(event);
            }
        }
        if !self.time.events.contains(&distinct) {
            self.time.events.push(distinct);
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
