//! Patterns over folded sentences, of which only those are tried whose anchors occur in them.

use aho_corasick::AhoCorasick;
use regex::bytes::{Captures, Regex, RegexBuilder};

use super::reading::Reading;

/// A number as digits, as words, or both: `30`, `thirty`, `thirty (30)`.
pub(super) const NUMBER: &str = concat!(
    r"(?:\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?",
    r"|(?:(?:one|two|three|four|five|six|seven|eight|nine|ten) thousand(?: (?:one|two|three|four|five|six|seven|eight|nine) hundred)?",
    r"|(?:(?:one|two|three|four|five|six|seven|eight|nine|a) )?hundred(?:(?: and)? (?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety))?",
    r"|(?:twenty|thirty|forty|fourty|fifty|sixty|seventy|eighty|ninety)(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?",
    r"|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen",
    r"|one|two|three|four|five|six|seven|eight|nine|ten))(?: ?\( ?\d+ ?\))?"
);

/// What stands between a number and the unit of time that it counts.
pub(super) const UNIT: &str = concat!(
    r"[- ](?:(?:business|working|calendar|consecutive|full|additional|continuous|more|additional)[- ])?",
    r"(?:hour|day|week|month|year)s?\b(?: \(\d+\)| period)?"
);

/// An amount of money, in figures or in words.
pub(super) const MONEY: &str = concat!(
    r"(?:(?:(?:us|usd|cad|aud|nzd|sgd|hkd|ca|au|nz|hk|c|a|s|r)? ?\$|(?:usd|eur|gbp|jpy|inr|cad|aud|chf|brl|sgd|rs\.?) ?)",
    r" ?\d[\d,.]*\d?(?: (?:million|thousand))?",
    r"|\d[\d,.]* ?(?:us dollars|u\.s\. dollars|united states dollars|dollars|euros?|usd|eur|gbp|pounds|yen|inr|rupees)",
    r"|{number} (?:us |u\.s\. |united states )?(?:dollars|euros?|pounds))"
);

/// Patterns with what each stands for, tried only on sentences in which their anchors occur.
#[derive(Debug)]
pub(super) struct Patterns<T> {
    anchors: AhoCorasick,
    /// For each anchor, the groups that it meets.
    owners: Vec<Vec<Group>>,
    rows: Vec<Row<T>>,
}

/// A group of a pattern's anchors, as the bit that stands for it.
#[derive(Debug, Clone, Copy)]
struct Group {
    row: usize,
    bit: u8,
}

#[derive(Debug)]
struct Row<T> {
    /// A bit for each group of anchors.
    needed: u8,
    regex: Regex,
    meaning: T,
}

impl<T> Patterns<T> {
    /// Compiles `rows`: the anchors of a pattern, its text, and what it stands for.
    ///
    /// Anchors are groups of alternatives (`price|fee`); one of each group must occur in a sentence.
    /// `{number}`, `{duration}`, `{money}` and `{gap}` in a pattern stand for what they say.
    ///
    /// # Panics
    ///
    /// When a pattern is no regular expression: they are constants, and the tests compile them all.
    pub(super) fn new<'a>(rows: impl IntoIterator<Item = (Vec<&'a str>, &'a str, T)>) -> Self {
        let mut words: Vec<&str> = Vec::new();
        let mut owners: Vec<Vec<Group>> = Vec::new();
        let mut compiled = Vec::new();
        for (row, (groups, pattern, meaning)) in rows.into_iter().enumerate() {
            let mut needed = 0;
            for (place, group) in groups.iter().enumerate() {
                let bit = 1 << place;
                needed |= bit;
                for anchor in group.split('|') {
                    let known = words.iter().position(|word| *word == anchor);
                    let index = known.unwrap_or_else(|| {
                        words.push(anchor);
                        owners.push(Vec::new());
                        words.len() - 1
                    });
                    owners[index].push(Group { row, bit });
                }
            }
            compiled.push(Row { needed, regex: compile(pattern), meaning });
        }
        let anchors = AhoCorasick::new(&words).expect("a few hundred short words fit an automaton");
        Self { anchors, owners, rows: compiled }
    }

    /// Calls `found` with each pattern's first match in each sentence, and the sentence's number.
    ///
    /// A pattern is not tried on a sentence of which `concerns` is false.
    pub(super) fn each_match(
        &self,
        reading: &Reading,
        concerns: impl Fn(&T, &str) -> bool,
        mut found: impl FnMut(&T, &Captures<'_>, usize),
    ) {
        let mut met = vec![0_u8; self.rows.len()];
        for (number, sentence) in reading.sentences().iter().enumerate() {
            let text = &reading.text()[sentence.clone()];
            met.fill(0);
            for anchor in self.anchors.find_overlapping_iter(text) {
                for group in &self.owners[anchor.pattern().as_usize()] {
                    met[group.row] |= group.bit;
                }
            }
            for (row, _) in self.rows.iter().zip(&met).filter(|(row, met)| **met == row.needed) {
                if !concerns(&row.meaning, text) {
                    continue;
                }
                if let Some(captures) = row.regex.captures(text.as_bytes()) {
                    found(&row.meaning, &captures, number);
                }
            }
        }
    }
}

/// Compiles a pattern over folded text.
///
/// # Panics
///
/// When it is no regular expression.
pub(super) fn compile(pattern: &str) -> Regex {
    let pattern = pattern
        .replace("{duration}", "(?:{number}{unit})")
        .replace("{money}", MONEY)
        .replace("{number}", NUMBER)
        .replace("{unit}", UNIT)
        .replace("{gap}", ".{0,100}?");
    RegexBuilder::new(&pattern).unicode(false).build().expect("the tests compile every pattern")
}
