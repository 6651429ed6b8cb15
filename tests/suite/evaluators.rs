//! The compiled query and the in-memory matcher mean the same by every query.

use clausedex::analysis;
use clausedex::index::ClauseAddress;
use clausedex::query::{self, Filter, Mode, Subject};
use clausedex::search::{Embedded, Engine, Facet, Plan, Request};

use crate::archives::{Numbers, genai_engine, sample_engine};

/// How many random queries are tried on each archive.
const QUERIES: usize = 2000;

/// A clause, made ready for the matcher.
struct Candidate {
    address: ClauseAddress,
    subject: Subject,
    type_slugs: Vec<String>,
    severity: Option<String>,
}

impl Candidate {
    fn has(&self, filter: &Filter) -> bool {
        match filter.field {
            query::Field::Type => self.type_slugs.contains(&filter.value),
            query::Field::Severity => self.severity.as_deref() == Some(filter.value.as_str()),
            other => panic!("no query of this test asks for {other:?}"),
        }
    }
}

fn candidates(engine: &Embedded) -> Vec<Candidate> {
    let build = engine.build();
    let mut candidates = Vec::new();
    for (segment, columns) in build.segments.iter().enumerate() {
        for clause in (0..columns.clauses).filter(|clause| columns.is_current(*clause)) {
            let address = ClauseAddress { segment: segment as u32, clause };
            let entry = build.entry(address).unwrap();
            candidates.push(Candidate {
                address,
                subject: Subject::new(&entry.state.wording.text, &entry.state.heading),
                type_slugs: entry.labels.types.into_iter().map(|label| label.slug).collect(),
                severity: entry.labels.severity.map(|severity| severity.to_string()),
            });
        }
    }
    candidates
}

/// A random query with every operator of the language, made of a clause's own words.
struct Writer<'a> {
    numbers: &'a mut Numbers,
    words: &'a [String],
}

impl Writer<'_> {
    fn query(&mut self, depth: usize) -> String {
        if depth == 0 {
            return self.leaf();
        }
        let (left, right) = (self.query(depth - 1), self.query(depth - 1));
        match self.numbers.below(5) {
            0 => format!("({left} {right})"),
            1 => format!("({left} OR {right})"),
            2 => format!("({left} NOT {right})"),
            _ => self.near(),
        }
    }

    fn leaf(&mut self) -> String {
        let word = self.word();
        match self.numbers.below(9) {
            0 | 1 => word,
            2 => format!("\"{}\"", self.run()),
            3 => format!("{}!", word.chars().take(4).collect::<String>()),
            4 => format!("{}*{}", &word[..1], &word[2..]),
            5 => format!("heading:{word}"),
            6 => format!("heading:\"{word}\""),
            7 => format!("({word} OR type:data-retention)"),
            _ => format!("({word} NOT severity:high)"),
        }
    }

    fn near(&mut self) -> String {
        let (first, second) = (self.operand(), self.operand());
        let (near, further) = (self.connector(), self.connector());
        if self.numbers.below(2) == 0 {
            return format!("({first} {near} {second})");
        }
        format!("({first} {near} {second} {further} {})", self.operand())
    }

    fn operand(&mut self) -> String {
        match self.numbers.below(4) {
            0 => format!("\"{}\"", self.run()),
            1 => format!("({} OR {} OR \"{}\")", self.word(), self.word(), self.run()),
            _ => self.word(),
        }
    }

    fn connector(&mut self) -> String {
        let sign = self.numbers.pick(&["/", "+"]);
        let reach = self.numbers.pick(&["1", "2", "5", "20", "s", "p"]);
        format!("{sign}{reach}")
    }

    fn word(&mut self) -> String {
        self.numbers.pick(self.words).clone()
    }

    fn run(&mut self) -> String {
        let from = self.numbers.below(self.words.len());
        let to = self.words.len().min(from + 1 + self.numbers.below(3));
        self.words[from..to].join(" ")
    }
}

fn check(engine: &Embedded, seed: u64) {
    let candidates = candidates(engine);
    let mut numbers = Numbers(seed);
    let mut matched = 0;
    for _ in 0..QUERIES {
        let subject = &numbers.pick(&candidates).subject;
        let plain = |word: &&str| word.len() > 3 && word.bytes().all(|b| b.is_ascii_lowercase());
        let words: Vec<String> = subject
            .tokens()
            .iter()
            .map(analysis::Token::text)
            .filter(plain)
            .map(str::to_owned)
            .collect();
        if words.len() < 3 {
            continue;
        }
        let depth = numbers.below(4);
        let text = Writer { numbers: &mut numbers, words: &words }.query(depth);
        let tree = query::parse(&text, Mode::Strict).unwrap().tree.unwrap();
        let matches = |candidate: &Candidate| {
            query::matches(&tree, &candidate.subject, &|filter| candidate.has(filter))
        };
        let expected = candidates.iter().filter(|candidate| matches(candidate)).count();
        matched += usize::from(expected > 0);

        let request = Request {
            query: text.clone(),
            limit: 100,
            facets: vec![Facet::Severity],
            ..Request::default()
        };
        let plan = Plan::new(&request, engine.taxonomy(), engine.build()).unwrap();
        let answer = engine.search(&plan).unwrap();
        assert_eq!(answer.total, expected as u64, "{text}");
        assert_eq!(answer.hits.len(), expected.min(100), "{text}");
        for hit in &answer.hits {
            let found = candidates.iter().find(|candidate| candidate.address == hit.address);
            assert!(found.is_some_and(matches), "{text}: {}", hit.record);
        }
    }
    assert!(matched > QUERIES / 3, "only {matched} of the queries match anything");
}

#[test]
fn both_evaluators_find_the_same_clauses_of_the_sample() {
    check(sample_engine(), 3);
}

#[test]
fn both_evaluators_find_the_same_clauses_of_a_real_archive() {
    if let Some(engine) = genai_engine() {
        check(engine, 4);
    }
}
