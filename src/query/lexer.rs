//! Text to lexemes: words, phrases, operators, brackets that balance, fields and times.

mod sign;

use sign::{TimeField, attached_bracket, is_in_capitals, is_quote, operator, time_field};

use super::note::{NoteCode, Notes};
use super::tree::{Event, Field, Filter, Phrase, Place, Scope, Term, Within};
use super::{DISTANCE_MAX, Limits, PHRASE_MAX, terms, time};

/// The smallest piece of a query with a meaning of its own.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Lexeme {
    Phrase(Phrase),
    Field(Filter),
    Scope(Scope),
    Event(Event),
    /// `heading:`, for what follows.
    Heading,
    And,
    Or,
    Not,
    Connector {
        within: Within,
        ordered: bool,
    },
    Open,
    Close,
}

/// A query as lexemes with their bytes, and what had to be passed over so far.
#[derive(Debug, Default)]
pub(super) struct Lexed {
    pub(super) lexemes: Vec<(Lexeme, (usize, usize))>,
    pub(super) notes: Notes,
}

/// Cuts `text` into lexemes in one pass; the brackets among them balance and nest no deeper than
/// allowed.
pub(super) fn lex(text: &str, limits: Limits) -> Lexed {
    let mut lexer = Lexer {
        text,
        limits,
        at: 0,
        conditions: 0,
        open: Vec::new(),
        too_deep: 0,
        is_in_capitals: is_in_capitals(text),
        lexed: Lexed::default(),
    };
    while let Some(character) = lexer.text[lexer.at..].chars().next() {
        let is_more = |character: char| !character.is_whitespace() && character != ')';
        if lexer.conditions == limits.conditions && text[lexer.at..].contains(is_more) {
            let message = format!("only the first {} conditions count", limits.conditions);
            lexer.note(NoteCode::TooManyConditions, (lexer.at, text.len()), message);
            break;
        }
        lexer.step(character);
    }
    lexer.finish()
}

struct Lexer<'a> {
    text: &'a str,
    limits: Limits,
    at: usize,
    conditions: usize,
    /// Where the brackets stand that are still open.
    open: Vec<usize>,
    /// How many brackets are open beyond those.
    too_deep: usize,
    is_in_capitals: bool,
    lexed: Lexed,
}

impl<'a> Lexer<'a> {
    fn note(&mut self, code: NoteCode, span: (usize, usize), message: impl Into<String>) {
        self.lexed.notes.add(code, span, message);
    }

    fn push(&mut self, lexeme: Lexeme, start: usize) {
        self.conditions += usize::from(matches!(lexeme, Lexeme::Phrase(_) | Lexeme::Field(_)));
        self.lexed.lexemes.push((lexeme, (start, self.at)));
    }

    /// Reads what begins with `character`.
    fn step(&mut self, character: char) {
        let start = self.at;
        let next = start + character.len_utf8();
        if let Some(end) = self.end_of_single_quotes(start, next) {
            let inner = &self.text[next..end];
            self.at = end + '’'.len_utf8();
            self.phrase(inner, start, next);
            return;
        }
        match character {
            _ if character.is_whitespace() => self.at = next,
            _ if is_quote(character) => self.quoted(start, next),
            '(' => self.open(start, next),
            ')' => self.close(start, next),
            '-' | '−' if self.is_sign_of_not(start, next) => {
                self.at = next;
                self.push(Lexeme::Not, start);
            }
            _ => self.bare(start),
        }
    }

    /// Whether the minus at `start` stands right in front of a condition and behind none.
    fn is_sign_of_not(&self, start: usize, next: usize) -> bool {
        let begins = |c: char| c.is_alphanumeric() || is_quote(c) || matches!(c, '(' | '$' | '§');
        self.text[next..].starts_with(begins)
            && (start == 0 || self.text[..start].ends_with(|c: char| c.is_whitespace() || c == '('))
    }

    fn open(&mut self, start: usize, next: usize) {
        self.at = next;
        let most = self.limits.nesting;
        if self.open.len() == most {
            let message = format!("brackets nest at most {most} deep; this one was passed over");
            self.note(NoteCode::TooDeep, (start, next), message);
            self.too_deep += 1;
            return;
        }
        self.open.push(start);
        self.push(Lexeme::Open, start);
    }

    fn close(&mut self, start: usize, next: usize) {
        self.at = next;
        if self.too_deep > 0 {
            self.too_deep -= 1;
        } else if self.open.pop().is_some() {
            self.push(Lexeme::Close, start);
        } else {
            let message = "a closing bracket without an opening one was passed over";
            let span = (start, next);
            self.lexed.notes.add_with_repair(NoteCode::UnbalancedBracket, span, message, "");
        }
    }

    /// The text between the quotation mark that ends at `next` and its partner.
    fn between_quotes(&mut self, start: usize, next: usize) -> Option<&'a str> {
        let text = self.text;
        let Some(length) = text[next..].find(is_quote) else {
            self.at = next;
            let message = "a quotation mark without its partner was passed over";
            let span = (start, next);
            self.lexed.notes.add_with_repair(NoteCode::UnbalancedQuote, span, message, "");
            return None;
        };
        let end = next + length;
        self.at = end + text[end..].chars().next().map_or(0, char::len_utf8);
        Some(&text[next..end])
    }

    /// Where the single quotation mark stands that closes the one at `start`, if there is one there:
    /// the first that is no apostrophe within a word.
    fn end_of_single_quotes(&self, start: usize, next: usize) -> Option<usize> {
        let is_first = start == 0
            || self.text[..start].ends_with(|before: char| before.is_whitespace() || before == '(');
        if !is_first || !self.text[start..].starts_with('‘') {
            return None;
        }
        let mut marks = self.text[next..].match_indices('’');
        let is_within = |end: usize| self.text[end..].starts_with(char::is_alphanumeric);
        let (length, _) = marks.find(|(at, mark)| !is_within(next + at + mark.len()))?;
        Some(next + length)
    }

    fn quoted(&mut self, start: usize, next: usize) {
        let Some(inner) = self.between_quotes(start, next) else { return };
        self.phrase(inner, start, next);
    }

    /// Pushes `inner`, which stands between quotation marks from `start` on, as a phrase.
    fn phrase(&mut self, inner: &str, start: usize, next: usize) {
        let read = self.read(inner, next, true);
        if read.is_empty() {
            let message = "quotation marks with no word in them were passed over";
            self.note(NoteCode::Empty, (start, self.at), message);
            return;
        }
        self.push(Lexeme::Phrase(Phrase { terms: read, place: self.limits.quoted }), start);
    }

    /// Reads up to the next white space, bracket or quotation mark.
    fn bare(&mut self, start: usize) {
        let end = self.end_of_chunk(start);
        self.at = end;
        let chunk = &self.text[start..end];
        if let Some(lexeme) = operator(chunk) {
            if self.is_in_capitals && matches!(lexeme, Lexeme::And | Lexeme::Or | Lexeme::Not) {
                let message = "read as a word, since the whole query is in capitals";
                self.note(NoteCode::Capitals, (start, end), message);
            } else {
                let lexeme = self.within_reach(lexeme, start);
                self.push(lexeme, start);
                return;
            }
        } else if self.field(chunk, start) {
            return;
        }
        self.words(chunk, start);
    }

    /// The end of the chunk at `start`, which also runs on over attached brackets as in `5(b)`.
    fn end_of_chunk(&self, start: usize) -> usize {
        let mut end = start;
        loop {
            let rest = &self.text[end..];
            let ends = |c: char| c.is_whitespace() || is_quote(c) || matches!(c, '(' | ')');
            end += rest.find(ends).unwrap_or(rest.len());
            let is_attached = self.text[start..end].ends_with(char::is_alphanumeric)
                && operator(&self.text[start..end]).is_none();
            match attached_bracket(&self.text[end..]) {
                Some(length) if is_attached || self.text[start..end].ends_with(')') => {
                    end += length
                }
                _ => return end,
            }
        }
    }

    fn within_reach(&mut self, lexeme: Lexeme, start: usize) -> Lexeme {
        let Lexeme::Connector { within: Within::Words(count), ordered } = lexeme else {
            return lexeme;
        };
        let reach = count.clamp(1, DISTANCE_MAX);
        if reach != count {
            let message = format!("a connector reaches over 1 to {DISTANCE_MAX} words");
            let repair = format!("{}{reach}", if ordered { '+' } else { '/' });
            let span = (start, self.at);
            self.lexed.notes.add_with_repair(NoteCode::Distance, span, message, repair);
        }
        Lexeme::Connector { within: Within::Words(reach), ordered }
    }

    /// Reads `chunk` as a field, if its name is known.
    fn field(&mut self, chunk: &str, start: usize) -> bool {
        let Some((name, value)) = chunk.split_once(':') else { return false };
        let behind = start + name.len() + 1;
        let next = self.text[behind..].chars().next();
        let is_bare = value.is_empty() && next.is_none_or(char::is_whitespace);
        if let Some(kind) = time_field(name) {
            self.time(kind, value, start);
            return true;
        }
        let is_heading = name.eq_ignore_ascii_case("heading");
        let field = Field::named(name);
        if !is_heading && field.is_none() {
            return false;
        }
        if is_bare {
            let message = format!("`{name}:` has no value behind it and was read as a word");
            let repair = format!("{name}:value");
            let span = (start, self.at);
            self.lexed.notes.add_with_repair(NoteCode::NoValue, span, message, repair);
            return false;
        }
        match field {
            None => {
                self.at = behind;
                self.push(Lexeme::Heading, start);
            }
            Some(field) => self.filter(field, value, start, behind),
        }
        true
    }

    fn filter(&mut self, field: Field, value: &str, start: usize, behind: usize) {
        let mut value = value.trim_matches([',', ';']);
        if value.is_empty() {
            match self.text[behind..].chars().next() {
                Some(quote) if is_quote(quote) => {
                    let next = behind + quote.len_utf8();
                    value = self.between_quotes(behind, next).unwrap_or_default().trim();
                }
                _ => {}
            }
        }
        if value.is_empty() {
            let message = format!("`{}:` without a value was passed over", field.name());
            self.note(NoteCode::NoValue, (start, self.at), message);
            return;
        }
        self.push(Lexeme::Field(Filter { field, value: value.to_owned() }), start);
    }

    fn time(&mut self, kind: TimeField, value: &str, start: usize) {
        let span = (start, self.at);
        let lexeme = match kind {
            TimeField::Ever => Some(Lexeme::Scope(Scope::Ever)),
            TimeField::AsOf => time::days(value).map(|(first, last)| {
                if first != last {
                    let message = format!("`{value}` was read as its last day, {last}");
                    self.note(NoteCode::DateWidened, span, message);
                }
                Lexeme::Scope(Scope::AsOf(last))
            }),
            TimeField::Event(kind) => {
                let range = if value.is_empty() { Some((None, None)) } else { time::range(value) };
                range.map(|(from, until)| Lexeme::Event(Event { kind, from, until }))
            }
        };
        match lexeme {
            Some(lexeme) => self.push(lexeme, start),
            None => {
                let message = "not a date such as 2024, 2024-03 or 2024-03-09, nor a range of such; passed over";
                self.note(NoteCode::UnknownDate, span, message);
            }
        }
    }

    fn words(&mut self, chunk: &str, start: usize) {
        let span = (start, self.at);
        let unstarred = chunk.trim_start_matches('*');
        let stars = chunk.len() - unstarred.len();
        // Stars on both sides are Markdown's, not wildcards.
        let bare = if stars > 0 { unstarred.trim_end_matches('*') } else { unstarred };
        let scheme = bare.find("://").map_or(0, |at| at + "://".len());
        let mut terms = self.read(&bare[scheme..], start + stars + scheme, false);
        if stars > 0 && !terms.is_empty() {
            let message = "a `*` in front of a word was passed over";
            self.note(NoteCode::LeadingWildcard, span, message);
        }
        let is_sign = |term: &Term| matches!(term, Term::Stem { word, .. } if !word.contains(char::is_alphanumeric));
        let is_section_sign = |term: &Term| matches!(term, Term::Stem { word, .. } if word == "§");
        if !terms.is_empty() && (terms.iter().all(is_sign) || terms.iter().any(is_section_sign)) {
            let message = "a sign alone was passed over; put it in quotation marks to ask for it";
            self.note(NoteCode::SignAlone, span, message);
            if terms.iter().all(is_sign) {
                return;
            }
            terms.retain(|term| !is_section_sign(term));
        }
        if terms.is_empty() {
            if chunk.contains(['&', '%', '/', '+', '-', '!', '*', ':', '|']) {
                self.note(NoteCode::StraySign, span, format!("`{chunk}` was passed over"));
            }
            return;
        }
        self.push(Lexeme::Phrase(Phrase { terms, place: Place::Anywhere }), start);
    }

    /// The terms of `text`, which stands at `start`, with notes on what is odd about them.
    fn read(&mut self, text: &str, start: usize, is_quoted: bool) -> Vec<Term> {
        let mut read = terms::read(text, is_quoted);
        let place = |(first, last): (usize, usize)| (start + first, start + last);
        if let Some(span) = read.long_word {
            self.note(NoteCode::TooLongWord, place(span), "only the beginning of the word counts");
        }
        if let Some(span) = read.short_root {
            let message = "a root needs two letters at least; it was read as a word";
            self.note(NoteCode::ShortRoot, place(span), message);
        }
        if read.final_wildcard {
            let message = "`*` stands for exactly one letter; `!` for any ending";
            self.note(NoteCode::FinalWildcard, (start, start + text.len()), message);
        }
        if read.terms.len() > PHRASE_MAX {
            let message = format!("only the first {PHRASE_MAX} words of a phrase count");
            self.note(NoteCode::TooLongPhrase, (start, start + text.len()), message);
            read.terms.truncate(PHRASE_MAX);
        }
        read.terms
    }

    fn finish(mut self) -> Lexed {
        let end = self.text.len();
        for start in std::mem::take(&mut self.open).into_iter().rev() {
            let message = "a bracket that is never closed was closed at the end";
            let span = (start, start + 1);
            self.lexed.notes.add_with_repair(NoteCode::UnbalancedBracket, span, message, ")");
            self.lexed.lexemes.push((Lexeme::Close, (end, end)));
        }
        self.lexed
    }
}
