//! What the model sees of a clause: words, pairs and beginnings of words, headings, rules met.

use std::collections::HashMap;
use std::ops::Range;

use crate::analysis::Token;

/// What is known of a clause when the model weighs it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Observed<'a> {
    /// The tokens of its text.
    pub text: &'a [Token],
    /// The tokens of the headings above it.
    pub heading: &'a [Token],
    /// The taxonomy's rules that it meets: the slug of the clause type, and the rule as written.
    pub rules: &'a [(&'a str, &'a str)],
    /// The document type's title, such as `Privacy Policy`; empty when unknown.
    pub document_type: &'a str,
}

/// What a sure fact, such as a rule that is met, counts beside the words, which together count 1.
const FACT_VALUE: f32 = 0.1;

/// How finely rarity is kept: steps per unit.
const RARITY_STEPS: f32 = 16.0;

/// How many first letters of a word are told apart from the word.
const BEGINNINGS: [usize; 2] = [4, 5];

/// A feature of a clause before the model knows it: its name's hash, and the words it is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::classify) struct Gram {
    /// The hash of its kind and name.
    pub(in crate::classify) hash: u32,
    /// The text's tokens that it is made of; none for a heading's.
    pub(in crate::classify) words: Option<Range<usize>>,
}

/// The kinds of features; each names apart from the others.
#[derive(Clone, Copy)]
enum Kind {
    Word,
    Pair,
    Beginning,
    HeadingWord,
    HeadingPair,
    Rule,
    RuleType,
    Family,
}

/// The features that a clause's words make, in the order of the words, the headings' last.
pub(in crate::classify) fn grams(observed: &Observed<'_>) -> Vec<Gram> {
    let mut grams = Vec::with_capacity(observed.text.len() * 4);
    let mut before = None;
    for (place, token) in observed.text.iter().enumerate() {
        let mut add = |kind, parts: &[&str], words| {
            grams.push(Gram { hash: hash(kind, parts), words: Some(words) });
        };
        let stem = token.stem();
        add(Kind::Word, &[stem], place..place + 1);
        let alike = meaning(stem);
        if let Some(before) = before {
            add(Kind::Pair, &[before, alike], place - 1..place + 1);
        }
        before = Some(alike);
        for length in BEGINNINGS {
            add(Kind::Beginning, &[beginning(token.text(), length)], place..place + 1);
        }
    }
    let mut before = None;
    for token in observed.heading {
        let alike = meaning(token.stem());
        grams.push(Gram { hash: hash(Kind::HeadingWord, &[alike]), words: None });
        if let Some(before) = before {
            grams.push(Gram { hash: hash(Kind::HeadingPair, &[before, alike]), words: None });
        }
        before = Some(alike);
    }
    grams
}

/// The hashes of what is known of a clause beside its words, without repetitions.
pub(in crate::classify) fn facts(observed: &Observed<'_>) -> Vec<u32> {
    let mut facts = Vec::with_capacity(observed.rules.len() * 2 + 1);
    for (clause_type, rule) in observed.rules {
        facts.push(hash(Kind::Rule, &[clause_type, rule]));
        facts.push(hash(Kind::RuleType, &[clause_type]));
    }
    if let Some(family) = family(observed.document_type) {
        facts.push(hash(Kind::Family, &[family]));
    }
    facts.sort_unstable();
    facts.dedup();
    facts
}

/// How often each of `grams` occurs, by ascending hash.
pub(in crate::classify) fn counted(grams: &[Gram]) -> Vec<(u32, u32)> {
    let mut hashes: Vec<u32> = grams.iter().map(|gram| gram.hash).collect();
    hashes.sort_unstable();
    let mut counts: Vec<(u32, u32)> = Vec::with_capacity(hashes.len());
    for hash in hashes {
        match counts.last_mut() {
            Some((last, count)) if *last == hash => *count += 1,
            _ => counts.push((hash, 1)),
        }
    }
    counts
}

/// The features that a model knows, and how rare each is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in crate::classify) struct Vocabulary {
    /// Ascending; a feature's row is its place here.
    hashes: Vec<u32>,
    /// In sixteenths, as the model file keeps it.
    rarities: Vec<u8>,
    rows: HashMap<u32, u32, Identity>,
}

impl Vocabulary {
    /// The vocabulary of these hashes, ascending, and their rarities.
    pub(in crate::classify) fn new(entries: Vec<(u32, u8)>) -> Self {
        let rows = entries.iter().zip(0..).map(|((hash, _), row)| (*hash, row)).collect();
        let (hashes, rarities) = entries.into_iter().unzip();
        Self { hashes, rarities, rows }
    }

    /// The hashes with their rarities, ascending.
    pub(in crate::classify) fn entries(&self) -> impl ExactSizeIterator<Item = (u32, u8)> {
        self.hashes.iter().copied().zip(self.rarities.iter().copied())
    }

    /// How many features there are.
    pub(in crate::classify) fn len(&self) -> usize {
        self.hashes.len()
    }

    /// The row of a feature, if it is known.
    pub(in crate::classify) fn row(&self, hash: u32) -> Option<u32> {
        self.rows.get(&hash).copied()
    }

    /// The known features of a clause with their values: its words' make a vector of length 1, and
    /// each fact counts the same.
    pub(in crate::classify) fn vector(
        &self,
        counts: &[(u32, u32)],
        facts: &[u32],
    ) -> Vec<(u32, f32)> {
        let mut vector: Vec<(u32, f32)> = counts
            .iter()
            .filter_map(|(hash, count)| {
                let row = self.row(*hash)?;
                let rarity = f32::from(self.rarities[row as usize]) / RARITY_STEPS;
                Some((row, (1.0 + (*count as f32).ln()) * rarity))
            })
            .collect();
        let length = vector.iter().map(|(_, value)| value * value).sum::<f32>().sqrt();
        for (_, value) in &mut vector {
            *value /= length;
        }
        vector.extend(facts.iter().filter_map(|hash| Some((self.row(*hash)?, FACT_VALUE))));
        vector
    }
}

/// How rare a feature is that occurs in `holders` of `all` texts: 1 in all of them, more in fewer.
pub(in crate::classify) fn rarity(holders: usize, all: usize) -> u8 {
    let rarity = ((1.0 + all as f32) / (1.0 + holders as f32)).ln() + 1.0;
    (rarity * RARITY_STEPS).round().clamp(1.0, 255.0) as u8
}

/// FNV-1a over the kind and the parts, so that equal parts of different kinds differ.
fn hash(kind: Kind, parts: &[&str]) -> u32 {
    let mut hash = 0x811c_9dc5_u32;
    let mut mix = |byte: u8| hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    mix(kind as u8);
    for part in parts {
        part.bytes().for_each(&mut mix);
        // No word holds this byte, so `a bc` and `ab c` differ.
        mix(0xff);
    }
    hash
}

/// The first letters of a word.
fn beginning(word: &str, length: usize) -> &str {
    word.char_indices().nth(length).map_or(word, |(end, _)| &word[..end])
}

/// One stem for those that contracts use alike, so that pairs seen with one are known with all.
fn meaning(stem: &str) -> &str {
    match stem {
        "us" | "our" | "compani" => "we",
        "data" | "info" | "detail" => "inform",
        "user" | "member" | "custom" | "your" => "you",
        "term" | "polici" => "agreement",
        "websit" | "site" | "platform" | "app" | "applic" => "servic",
        "shall" | "must" => "will",
        "can" | "might" | "could" => "may",
        other => other,
    }
}

/// The family of documents that a title speaks of; none when it tells nothing.
fn family(document_type: &str) -> Option<&'static str> {
    const FAMILIES: [(&str, &str); 7] = [
        ("priva", "privacy"),
        ("data", "privacy"),
        ("cookie", "cookies"),
        ("terms", "terms"),
        ("agreement", "terms"),
        ("condition", "terms"),
        ("guideline", "rules"),
    ];
    let title = document_type.to_lowercase();
    FAMILIES.iter().find(|(word, _)| title.contains(word)).map(|(_, family)| *family)
}

/// Takes a hash as its own hash.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Identity;

impl std::hash::BuildHasher for Identity {
    type Hasher = Spread;

    fn build_hasher(&self) -> Spread {
        Spread(0)
    }
}

/// Spreads an already random number over the bits that a hash map looks at.
#[derive(Debug)]
struct Spread(u64);

impl std::hash::Hasher for Spread {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u32(u32::from(*byte));
        }
    }

    fn write_u32(&mut self, number: u32) {
        self.0 = (self.0 ^ u64::from(number)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}
