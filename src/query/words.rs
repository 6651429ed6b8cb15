//! The single words of a query, and where they were typed.

use super::lexer::{self, Lexeme};
use super::tree::Term;
use super::{Query, TYPED};
use crate::analysis;

/// A word as it was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypedWord {
    /// What it asks for.
    pub term: Term,
    /// The bytes of the typed query: the first, and one past the last.
    pub span: (usize, usize),
}

impl Query {
    /// Whether it is made of bare words alone: without quotation marks, operators, roots, patterns,
    /// fields and times. No query without words is.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        let lexemes = lexer::lex(&self.text, TYPED).lexemes;
        let is_word = |term: &Term| matches!(term, Term::Stem { .. });
        let is_bare = |(lexeme, _): &(Lexeme, _)| match lexeme {
            Lexeme::Phrase(phrase) => phrase.terms.iter().all(is_word),
            _ => false,
        };
        !lexemes.is_empty() && lexemes.iter().all(is_bare)
    }

    /// The whole words that were typed, bare or within quotation marks, in order; roots, patterns
    /// and the values of fields are none.
    #[must_use]
    pub fn words(&self) -> Vec<TypedWord> {
        let mut words = Vec::new();
        for (lexeme, (start, end)) in lexer::lex(&self.text, TYPED).lexemes {
            let Lexeme::Phrase(phrase) = lexeme else { continue };
            for token in analysis::tokens(&self.text[start..end]) {
                let is_typed = |term: &&Term| match term {
                    Term::Stem { word, .. } | Term::Exact(word) => word == token.text(),
                    Term::Prefix(_) | Term::Pattern(_) => false,
                };
                if let Some(term) = phrase.terms.iter().find(is_typed) {
                    let span = (start + token.start as usize, start + token.end as usize);
                    words.push(TypedWord { term: term.clone(), span });
                }
            }
        }
        words
    }
}

#[cfg(test)]
mod tests {
    use crate::query::{Mode, parse};

    #[test]
    fn bare_words_alone_are_plain() {
        for (text, expected) in [
            ("can they sell my data?", true),
            ("opt-out, please", true),
            ("class or jury", true),
            ("", false),
            ("?", false),
            ("\"sell\" data", false),
            ("sell OR rent", false),
            ("sell -data", false),
            ("sell /s data", false),
            ("sell data!", false),
            ("sell lang:en", false),
            ("sell heading:data", false),
            ("sell ever:", false),
            ("sell added:2024", false),
        ] {
            assert_eq!(parse(text, Mode::Lenient).unwrap().is_plain(), expected, "{text}");
        }
    }

    #[test]
    fn words_are_found_where_they_were_typed() {
        let text = "platform:waver (Class OR “action waver”) opt-out wom*n terminat! waver";
        let query = parse(text, Mode::Lenient).unwrap();
        let words = query.words().into_iter().map(|word| &text[word.span.0..word.span.1]);
        let words: Vec<_> = words.collect();
        assert_eq!(words, ["Class", "action", "waver", "opt", "out", "waver"]);
    }
}
