//! Random queries with every operator, made of words that stand in real clauses or nearly do.

use std::collections::HashMap;

use clausedex::analysis::Token;
use clausedex::query::{Filter, QUERY_MAX, Subject};

use crate::archives::Numbers;

/// The words of all clauses by how many clauses hold them.
pub(super) struct Vocabulary {
    /// Rare, usual and frequent words.
    bands: [Vec<String>; 3],
}

impl Vocabulary {
    pub(super) fn new<'a>(subjects: impl Iterator<Item = &'a Subject>) -> Self {
        let mut clauses = 0;
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for subject in subjects {
            clauses += 1;
            let mut words: Vec<&str> = subject.tokens().iter().map(Token::text).collect();
            words.sort_unstable();
            words.dedup();
            for word in words {
                *counts.entry(word).or_default() += 1;
            }
        }
        let mut words: Vec<(&str, usize)> = counts.into_iter().collect();
        words.sort_unstable();
        let mut bands = [Vec::new(), Vec::new(), Vec::new()];
        for (word, count) in words {
            let band = if count <= 3 { 0 } else { 1 + usize::from(count > clauses / 20) };
            bands[band].push(word.to_owned());
        }
        Self { bands }
    }
}

/// Writes queries that the clause at hand meets, or nearly.
pub(super) struct Writer<'a> {
    pub(super) numbers: &'a mut Numbers,
    /// The words of the clause's text, or those of its headings; at least one.
    pub(super) words: Vec<&'a str>,
    /// What they are the words of.
    pub(super) text: &'a str,
    pub(super) facts: &'a [Filter],
    pub(super) vocabulary: &'a Vocabulary,
}

impl Writer<'_> {
    /// A whole query, at times with a moment and with fields that hold for all of it.
    pub(super) fn query(&mut self) -> String {
        loop {
            let depth = self.numbers.below(4);
            let mut query = self.condition(depth);
            if self.one_in(8) {
                query = format!("{query} {}", self.field());
            }
            query = match self.numbers.below(12) {
                0 => format!("ever: {query}"),
                1 => format!("{query} as-of:{}", 2016 + self.numbers.below(11)),
                2 => format!("{query} {}", self.change()),
                3 => format!("({} OR {}) {query}", self.change(), self.change()),
                _ => query,
            };
            if query.len() <= QUERY_MAX {
                return query;
            }
        }
    }

    fn condition(&mut self, depth: usize) -> String {
        if depth == 0 {
            return self.leaf();
        }
        match self.numbers.below(8) {
            0 => format!("({} {})", self.condition(depth - 1), self.condition(depth - 1)),
            1 => format!("({} AND {})", self.condition(depth - 1), self.leaf()),
            2 => format!("({} OR {})", self.condition(depth - 1), self.condition(depth - 1)),
            3 => format!("({} NOT {})", self.condition(depth - 1), self.condition(depth - 1)),
            // Beside a connector, groups of conditions are spread over it.
            4 => format!("({} {} {})", self.condition(1), self.connector(), self.operand()),
            _ => self.chain(),
        }
    }

    fn leaf(&mut self) -> String {
        match self.numbers.below(13) {
            0..=3 => self.term(),
            4 | 5 => self.phrase(),
            6 => format!("heading:{}", self.term()),
            7 => format!("heading:{}", self.phrase()),
            8 => format!("({} OR {})", self.term(), self.field()),
            9 => format!("({} NOT {})", self.term(), self.field()),
            10 => format!("NOT {}", self.phrase()),
            11 => {
                (*self.numbers.pick(&["opt out", "third parties", "web site", "log in"])).to_owned()
            }
            _ => self.chain(),
        }
    }

    /// Two to four operands with connectors between them.
    fn chain(&mut self) -> String {
        let mut chain = self.operand();
        for _ in 0..=self.numbers.below(3) {
            chain = format!("{chain} {} {}", self.connector(), self.operand());
        }
        format!("({chain})")
    }

    fn operand(&mut self) -> String {
        match self.numbers.below(8) {
            0 | 1 => self.phrase(),
            2 => format!("({} OR {})", self.term(), self.phrase()),
            3 => format!("({} OR {} OR {})", self.term(), self.term(), self.term()),
            4 => format!("({} {} {})", self.term(), self.connector(), self.term()),
            _ => self.term(),
        }
    }

    fn connector(&mut self) -> String {
        let sign = self.numbers.pick(&["/", "+"]);
        let reach = self.numbers.pick(&["1", "2", "3", "5", "10", "25", "255", "s", "s", "p"]);
        format!("{sign}{reach}")
    }

    /// A word, root or pattern.
    fn term(&mut self) -> String {
        let word = self.word();
        let letters: Vec<char> = word.chars().collect();
        match self.numbers.below(8) {
            0 if letters.len() > 2 => {
                let root: String =
                    letters[..2 + self.numbers.below(letters.len() - 2)].iter().collect();
                format!("{root}!")
            }
            1 if letters.len() > 2 => {
                let mut pattern = letters.clone();
                for _ in 0..=self.numbers.below(2) {
                    let place = 1 + self.numbers.below(letters.len() - 1);
                    pattern[place] = '*';
                }
                pattern.into_iter().collect()
            }
            _ => word,
        }
    }

    /// Most often a word of the clause; else one of another clause, or one that nearly exists.
    fn word(&mut self) -> String {
        match self.numbers.below(16) {
            0 => self.numbers.pick(&self.vocabulary.bands[0]).clone(),
            1 => self.numbers.pick(&self.vocabulary.bands[1]).clone(),
            2 => self.numbers.pick(&self.vocabulary.bands[2]).clone(),
            3 => {
                let word = *self.numbers.pick(&self.words);
                let ending = self.numbers.pick(&["s", "ed", "ing", "x", "'s"]);
                format!("{word}{ending}")
            }
            // The clause's first word comes up often, so that words stand near themselves.
            4 => self.words[0].to_owned(),
            _ => (*self.numbers.pick(&self.words)).to_owned(),
        }
    }

    /// A run of the clause, exactly or with one word changed, within quotation marks.
    fn phrase(&mut self) -> String {
        let from = self.numbers.below(self.words.len());
        let to = self.words.len().min(from + 1 + self.numbers.below(4));
        let mut run: Vec<String> =
            self.words[from..to].iter().map(|&word| word.to_owned()).collect();
        match self.numbers.below(6) {
            0 => {
                let place = self.numbers.below(run.len());
                run[place] = self.term();
            }
            // With the punctuation, links and signs that stand between the words.
            1 => return format!("\"{}\"", self.slice()),
            _ => {}
        }
        format!("\"{}\"", run.join(" "))
    }

    /// A piece of the clause's text as it is, from white space to white space.
    fn slice(&mut self) -> String {
        let pieces: Vec<&str> = self.text.split_whitespace().collect();
        let from = self.numbers.below(pieces.len());
        let to = pieces.len().min(from + 1 + self.numbers.below(4));
        pieces[from..to].join(" ").replace(['"', '“', '”', '„', '«', '»'], "")
    }

    fn change(&mut self) -> String {
        let kind = self.numbers.pick(&["added", "changed", "removed"]);
        let from = 2016 + self.numbers.below(11);
        format!("{kind}:{from}..{}", from + self.numbers.below(5))
    }

    fn field(&mut self) -> String {
        let Filter { field, value } = self.numbers.pick(self.facts);
        format!("{}:\"{value}\"", field.name())
    }

    fn one_in(&mut self, many: usize) -> bool {
        self.numbers.below(many) == 0
    }
}
