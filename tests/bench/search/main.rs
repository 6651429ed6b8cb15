//! Searching against bare tantivy: the same clauses, found in the same index by the leanest query.
//!
//! `cargo bench --bench search -- INDEX [ROUNDS] [CLASS]` asks each query both ways in turn, checks
//! that both find the same number of clauses, and prints medians and their ratio. It asserts no
//! time.

#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a bench prints, and may stop")]

mod bare;
mod cases;
mod tally;

use std::hint::black_box;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use bare::Bare;
use cases::{CASES, Case};
use clausedex::classify::Recogniser;
use clausedex::index::Build;
use clausedex::query::{self, Subject};
use clausedex::search::{Answer, Embedded, Engine, Facet, Plan, Request};
use clausedex::taxonomy::Taxonomy;

/// How many hits a page has.
const LIMIT: usize = 20;

const ABOUT: &str = "\
Times are medians, in microseconds. Both sides give the 20 best clauses, the number of clauses and
the number of platforms; with facets, both numbers of every value of all 8 facets; grouped, the best
clause of each platform and its number of clauses.
  bare    tantivy alone, on the same segments: the faster of one pass for everything and of two (the
          best by TopDocs, which may skip what cannot be among them; the numbers without scores).
          It ranks by BM25 over the words as matched and, where ours does, by their nearness. It reads platforms and facets from fast fields.
  top     bare tantivy's TopDocs and Count only, which do not tell the number of platforms.
  find    ours for the same: matching, ranking (also by headings and by the clause types that the
          query names, which it must find out), counting; with facets, what a search takes but for
          fetching.
  offer   what a search takes beside: counts of the types that it offers, a look at the spelling.
  fetch   ours: reading the 20 hits from the store, highlights and snippets; bare does none of it.
  ratio   find : bare.";

fn main() {
    let arguments: Vec<String> =
        std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let folder = arguments.first().map_or_else(|| PathBuf::from("index"), PathBuf::from);
    let rounds = arguments.get(1).map_or(101, |rounds| rounds.parse().unwrap());
    let taxonomy = Arc::new(Taxonomy::bundled());
    let build = Arc::new(Build::open(&folder, &taxonomy).unwrap());
    let recogniser = Arc::new(Recogniser::new(&taxonomy).unwrap());
    let engine = Embedded::new(Arc::clone(&build), Arc::clone(&taxonomy), recogniser);
    println!("index {}, build {}, {rounds} rounds\n{ABOUT}\n", folder.display(), build.digest);

    let bare = Bare { build: &build, taxonomy: &taxonomy };
    let class = arguments.get(2).map_or("", String::as_str);
    let cases = CASES.iter().filter(|case| case.class.contains(class));
    let mut measured: Vec<Measured> = cases.map(Measured::new).collect();
    // All cases take turns in every round, so that a busy moment of the machine harms them alike.
    for round in 0..=rounds {
        for measured in &mut measured {
            let times = run(&engine, bare, measured.case);
            // The first round only warms up.
            if round > 0 {
                measured.add(&times);
            }
        }
    }
    report(&measured);
}

/// Microseconds of one round, and the number of clauses found.
struct Times {
    hits: u64,
    one_pass: f64,
    two_passes: f64,
    top: f64,
    find: f64,
    search: f64,
    fetch: f64,
}

fn run(engine: &Embedded, bare: Bare<'_>, case: &Case) -> Times {
    let request = Request {
        query: case.query.to_owned(),
        filters: case.filters.iter().map(|(of, value)| (*of, (*value).to_owned())).collect(),
        ever: case.ever,
        by_platform: case.by_platform,
        facets: if case.facets { Facet::ALL.to_vec() } else { Vec::new() },
        limit: LIMIT,
        ..Request::default()
    };
    let plan = Plan::new(&request, engine.taxonomy(), engine.build()).unwrap();
    let (one_pass, counts) = timed(|| bare.one_pass(case, LIMIT));
    // Fetching leaves what it read in the store's cache, so both times are taken of a second search.
    let answer = engine.search(&plan).unwrap();
    let (search, _) = timed(|| engine.search(&plan).unwrap());
    let (listed, _) = timed(|| engine.list(&plan, LIMIT).unwrap());
    let (two_passes, again) = timed(|| bare.two_passes(case, LIMIT));
    let (fetch, ()) = timed(|| fetch(engine, &plan, &answer));
    let (top, count) = timed(|| bare.top_and_count(case, LIMIT));
    let found = (answer.total, answer.platforms);
    assert_eq!((counts.clauses, counts.platforms), found, "{}", case.query);
    assert_eq!((again.clauses, again.platforms), found, "{}", case.query);
    assert_eq!(count, answer.total, "{}", case.query);
    // A listing counts no facets.
    let find = if case.facets { search - fetch } else { listed };
    Times { hits: answer.total, one_pass, two_passes, top, find, search, fetch }
}

/// What the engine does with each hit: reads it, and finds what to highlight.
fn fetch(engine: &Embedded, plan: &Plan, answer: &Answer) {
    for hit in &answer.hits {
        let entry = engine.build().entry(hit.address).unwrap();
        if let Some(tree) = &plan.query.tree {
            let subject = Subject::new(&entry.state.wording.text, &entry.state.heading);
            black_box(query::highlights(tree, &subject, &|_| false));
        }
        black_box(entry);
    }
}

fn timed<T>(work: impl FnOnce() -> T) -> (f64, T) {
    let start = Instant::now();
    let done = black_box(work());
    (start.elapsed().as_secs_f64() * 1e6, done)
}

/// The times of all rounds of one case.
struct Measured {
    case: &'static Case,
    hits: u64,
    one_pass: Vec<f64>,
    two_passes: Vec<f64>,
    top: Vec<f64>,
    find: Vec<f64>,
    offer: Vec<f64>,
    fetch: Vec<f64>,
}

impl Measured {
    fn new(case: &'static Case) -> Self {
        let [one_pass, two_passes, top, find, offer, fetch] = [const { Vec::new() }; 6];
        Self { case, hits: 0, one_pass, two_passes, top, find, offer, fetch }
    }

    fn add(&mut self, times: &Times) {
        self.hits = times.hits;
        self.one_pass.push(times.one_pass);
        self.two_passes.push(times.two_passes);
        self.top.push(times.top);
        self.find.push(times.find);
        self.offer.push(times.search - times.fetch - times.find);
        self.fetch.push(times.fetch);
    }

    fn bare(&self) -> f64 {
        median(&self.one_pass).min(median(&self.two_passes))
    }

    fn ratio(&self) -> f64 {
        median(&self.find) / self.bare()
    }
}

fn median(values: &[f64]) -> f64 {
    let mut values = values.to_vec();
    values.sort_unstable_by(f64::total_cmp);
    // Of an even number the mean of the middle two.
    f64::midpoint(values[(values.len() - 1) / 2], values[values.len() / 2])
}

fn report(measured: &[Measured]) {
    println!(
        "{:>7} {:>7} {:>7} {:>7} {:>7} {:>7} {:>6}",
        "hits", "bare", "top", "find", "offer", "fetch", "ratio"
    );
    for cases in measured.chunk_by(|one, other| one.case.class == other.case.class) {
        println!("{}: median ratio {:.2}", cases[0].case.class, median_ratio(cases));
        for measured in cases {
            println!(
                "{:>7} {:>7.0} {:>7.0} {:>7.0} {:>7.0} {:>7.0} {:>6.2}  {}",
                measured.hits,
                measured.bare(),
                median(&measured.top),
                median(&measured.find),
                median(&measured.offer),
                median(&measured.fetch),
                measured.ratio(),
                measured.case.written()
            );
        }
    }
    println!("all queries: median ratio {:.2}", median_ratio(measured));
}

fn median_ratio(cases: &[Measured]) -> f64 {
    median(&cases.iter().map(Measured::ratio).collect::<Vec<f64>>())
}
