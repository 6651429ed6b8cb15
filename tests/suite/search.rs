//! Search against a naive scan of the same clauses: hits, counts, pages, moments.

use std::collections::{BTreeSet, HashMap, HashSet};

use clausedex::analysis;
use clausedex::index::{Build, ClauseAddress};
use clausedex::query::{self, Mode, Node};
use clausedex::search::{Answer, Embedded, Engine, Plan, Request, Sort};

use crate::archives::{Numbers, contrib_engine, sample_engine};

/// A current clause as the naive scan sees it, its words as numbers.
struct Scanned {
    address: ClauseAddress,
    exact: Vec<u32>,
    /// The words of each heading.
    headings: Vec<Vec<u32>>,
    /// The stems of the text and of the heading.
    stems: HashSet<u32>,
}

/// All current clauses, read from the entries that the index keeps.
#[derive(Default)]
struct Scan {
    words: HashMap<String, u32>,
    stems: HashMap<String, u32>,
    clauses: Vec<Scanned>,
}

impl Scan {
    fn new(build: &Build) -> Self {
        let mut scan = Self::default();
        for (segment, columns) in build.segments.iter().enumerate() {
            for clause in (0..columns.clauses).filter(|clause| columns.is_current(*clause)) {
                let address = ClauseAddress { segment: segment as u32, clause };
                let state = build.entry(address).unwrap().state;
                let text = analysis::tokens(&state.wording.text);
                let heading = analysis::tokens(&state.heading.join("\n"));
                let stems = text.iter().chain(&heading);
                let stems = stems.map(|token| number(&mut scan.stems, token.stem())).collect();
                let mut exact = |tokens: &[analysis::Token]| {
                    tokens.iter().map(|token| number(&mut scan.words, token.text())).collect()
                };
                let headings = state.heading.iter().map(|one| exact(&analysis::tokens(one)));
                let headings = headings.collect();
                scan.clauses.push(Scanned { address, exact: exact(&text), headings, stems });
            }
        }
        scan
    }

    fn hits(&self, query: &Asked) -> BTreeSet<ClauseAddress> {
        let test = query.test(self);
        let matching = self.clauses.iter().filter(|clause| test(clause));
        matching.map(|clause| clause.address).collect()
    }
}

fn number(numbers: &mut HashMap<String, u32>, word: &str) -> u32 {
    let next = numbers.len() as u32;
    *numbers.entry(word.to_owned()).or_insert(next)
}

/// A query in the naive scan's terms.
#[derive(Debug)]
enum Asked {
    Word(String),
    Phrase(Vec<String>),
    Root(String),
    All(Vec<Self>),
    Any(Vec<Self>),
    Without(Box<Self>, Box<Self>),
}

type Test<'a> = Box<dyn Fn(&Scanned) -> bool + 'a>;

impl Asked {
    fn test<'a>(&'a self, scan: &'a Scan) -> Test<'a> {
        match self {
            Self::Word(word) => {
                let stem = scan.stems.get(analysis::tokens(word)[0].stem());
                Box::new(move |clause| stem.is_some_and(|stem| clause.stems.contains(stem)))
            }
            Self::Phrase(words) => {
                let words: Option<Vec<u32>> =
                    words.iter().map(|word| scan.words.get(word).copied()).collect();
                let words = words.unwrap_or_else(|| vec![u32::MAX]);
                Box::new(move |clause| {
                    let mut places = clause.headings.iter().chain([&clause.exact]);
                    places.any(|place| place.windows(words.len()).any(|run| run == words))
                })
            }
            Self::Root(root) => {
                let known = scan.words.iter().filter(|(word, _)| word.starts_with(root));
                let words: HashSet<u32> = known.map(|(_, number)| *number).collect();
                Box::new(move |clause| {
                    let mut said = clause.headings.iter().flatten().chain(&clause.exact);
                    said.any(|word| words.contains(word))
                })
            }
            Self::All(parts) => {
                let tests: Vec<_> = parts.iter().map(|part| part.test(scan)).collect();
                Box::new(move |clause| tests.iter().all(|test| test(clause)))
            }
            Self::Any(parts) => {
                let tests: Vec<_> = parts.iter().map(|part| part.test(scan)).collect();
                Box::new(move |clause| tests.iter().any(|test| test(clause)))
            }
            Self::Without(wanted, unwanted) => {
                let (wanted, unwanted) = (wanted.test(scan), unwanted.test(scan));
                Box::new(move |clause| wanted(clause) && !unwanted(clause))
            }
        }
    }

    fn written(&self) -> String {
        let join = |parts: &[Self], joint: &str| {
            parts.iter().map(Self::written).collect::<Vec<_>>().join(joint)
        };
        match self {
            Self::Word(word) => word.clone(),
            Self::Phrase(words) => format!("\"{}\"", words.join(" ")),
            Self::Root(root) => format!("{root}!"),
            Self::All(parts) => format!("({})", join(parts, " ")),
            Self::Any(parts) => format!("({})", join(parts, " OR ")),
            Self::Without(wanted, unwanted) => {
                format!("({} NOT {})", wanted.written(), unwanted.written())
            }
        }
    }

    /// A query made of words that stand in the clauses.
    fn random(numbers: &mut Numbers, texts: &[Vec<String>], depth: usize) -> Self {
        let text = numbers.pick(texts).clone();
        let at = numbers.below(text.len());
        match numbers.below(if depth == 0 { 3 } else { 6 }) {
            0 => Self::Word(text[at].clone()),
            1 => Self::Phrase(text[at..text.len().min(at + 1 + numbers.below(4))].to_vec()),
            2 if text[at].len() >= 4 => Self::Root(text[at][..4].to_owned()),
            2 => Self::Word(text[at].clone()),
            3 => Self::All((0..2).map(|_| Self::random(numbers, texts, depth - 1)).collect()),
            4 => Self::Any((0..3).map(|_| Self::random(numbers, texts, depth - 1)).collect()),
            _ => {
                let mut part = || Box::new(Self::random(numbers, texts, depth - 1));
                Self::Without(part(), part())
            }
        }
    }
}

pub(crate) fn ask(engine: &Embedded, request: &Request) -> Answer {
    let plan = Plan::new(request, engine.taxonomy(), engine.build()).unwrap();
    engine.search(&plan).unwrap()
}

/// Every hit of `request`, page by page, with the number of pages.
fn all_hits(engine: &Embedded, mut request: Request) -> (Vec<ClauseAddress>, usize) {
    let mut found = Vec::new();
    for page in 1.. {
        let answer = ask(engine, &request);
        found.extend(answer.hits.iter().map(|hit| hit.address));
        if answer.next_cursor.is_none() {
            assert_eq!(found.len() as u64, answer.total, "{}", request.query);
            return (found, page);
        }
        request.cursor = answer.next_cursor;
    }
    unreachable!("the pages end")
}

fn words_of(build: &Build, addresses: &[ClauseAddress]) -> Vec<Vec<String>> {
    // Numbers with signs, and words that are also written as two, are read in ways of their own.
    let plain = |word: &str| {
        word.len() > 1
            && word.bytes().all(|byte| byte.is_ascii_lowercase())
            && query::parse(word, Mode::Lenient)
                .is_ok_and(|query| matches!(query.tree, Some(Node::Phrase(_))))
    };
    let words = addresses.iter().map(|address| {
        let tokens = analysis::tokens(&build.entry(*address).unwrap().state.wording.text);
        let words = tokens.iter().map(|token| token.text().to_owned());
        words.skip_while(|word| !plain(word)).take_while(|word| plain(word)).collect::<Vec<_>>()
    });
    words.filter(|words| !words.is_empty()).collect()
}

#[test]
fn five_hundred_queries_find_what_a_naive_scan_finds() {
    let Some(engine) = contrib_engine() else { return };
    let scan = Scan::new(engine.build());
    let mut numbers = Numbers(11);
    let drawn: Vec<_> = (0..400).map(|_| numbers.pick(&scan.clauses).address).collect();
    let texts = words_of(engine.build(), &drawn);
    let mut matched = 0;
    for _ in 0..500 {
        let asked = Asked::random(&mut numbers, &texts, 2);
        let expected = scan.hits(&asked);
        matched += usize::from(!expected.is_empty());
        let request = Request { query: asked.written(), limit: 100, ..Request::default() };
        let answer = ask(engine, &request);
        assert_eq!(answer.total, expected.len() as u64, "{}", asked.written());
        // Whole result lists are compared where that takes a few pages only.
        if expected.len() <= 1000 {
            let (found, _) = all_hits(engine, request);
            assert_eq!(BTreeSet::from_iter(found), expected, "{}", asked.written());
        }
    }
    assert!(matched > 300, "only {matched} of the queries match anything");
}

#[test]
fn paging_gives_each_clause_once_in_a_stable_order() {
    let Some(engine) = contrib_engine() else { return };
    for sort in [Sort::Relevance, Sort::Newest, Sort::Severity] {
        let request =
            Request { query: "dispute".to_owned(), limit: 77, sort, ..Request::default() };
        let (found, pages) = all_hits(engine, request.clone());
        assert!(pages > 10, "the result must be large: {pages} pages");
        assert_eq!(found.iter().collect::<BTreeSet<_>>().len(), found.len());
        let (again, _) = all_hits(engine, Request { limit: 100, ..request });
        assert_eq!(found, again, "the order must not depend on the page size");
    }
}

#[test]
fn groups_show_the_best_clause_of_each_platform_and_count_exactly() {
    let Some(engine) = contrib_engine() else { return };
    let request = Request { query: "arbitration".to_owned(), limit: 100, ..Request::default() };
    let (all, _) = all_hits(engine, request.clone());
    let mut best: Vec<(&str, ClauseAddress, u64)> = Vec::new();
    for address in all {
        let platform = engine.build().document(address).platform_slug.as_str();
        match best.iter_mut().find(|(known, ..)| *known == platform) {
            Some((.., count)) => *count += 1,
            None => best.push((platform, address, 1)),
        }
    }
    let mut grouped = Vec::new();
    let mut request = Request { by_platform: true, ..request };
    loop {
        let answer = ask(engine, &request);
        assert_eq!(answer.platforms, best.len() as u64);
        grouped.extend(answer.hits);
        request.cursor = answer.next_cursor;
        if request.cursor.is_none() {
            break;
        }
    }
    let grouped: Vec<_> = grouped
        .iter()
        .map(|hit| (&*hit.document.platform_slug, hit.address, hit.of_platform.unwrap()))
        .collect();
    assert_eq!(grouped, best);
}

#[test]
fn a_cursor_is_good_for_its_own_query_only() {
    let engine = sample_engine();
    let request = Request { query: "data".to_owned(), limit: 2, ..Request::default() };
    let cursor = ask(engine, &request).next_cursor;
    for (query, cursor) in [("terms", cursor), ("data", Some("no cursor".to_owned()))] {
        let request = Request { query: query.to_owned(), cursor, ..request.clone() };
        let plan = Plan::new(&request, engine.taxonomy(), engine.build()).unwrap();
        let error = engine.search(&plan).unwrap_err().to_string();
        assert!(error.contains("start from the first page"), "{error}");
    }
}
