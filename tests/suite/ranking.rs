//! How well the sample's clauses are ranked: judged queries, and a golden file of what is found.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

use clausedex::analysis;
use clausedex::clause::RecordId;
use clausedex::search::{Answer, Embedded, Engine, Facet, Hit, Request};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::Deserialize;

use crate::archives::{engine_in, sample_engine};
use crate::search::ask;
use crate::segment::difference;

/// How many hits the golden file shows of each query.
const SHOWN: usize = 5;

/// A query and the clauses that answer it, judged by reading the sample.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Judged {
    /// What the query tries: `words`, `question`, `phrase`, `connectors`, `fields`, `time`, `grouped`.
    kind: String,
    text: String,
    /// Selected values, as `severity:high`.
    #[serde(default)]
    filters: Vec<String>,
    /// The day to search.
    as_of: Option<Date>,
    /// Whether each platform shows its best clause only.
    #[serde(default)]
    grouped: bool,
    /// The record IDs, each with the platform and words of the clause to know it by.
    relevant: BTreeMap<String, String>,
}

#[derive(Debug, Deserialize)]
struct Judgements {
    query: Vec<Judged>,
}

fn judgements() -> Vec<Judged> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/examples/ranking/queries.toml");
    let text = std::fs::read_to_string(file).unwrap();
    toml::from_str::<Judgements>(&text).unwrap().query
}

impl Judged {
    fn request(&self) -> Request {
        let filter = |written: &String| {
            let (facet, value) = written.split_once(':').unwrap();
            (Facet::named(facet).unwrap(), value.to_owned())
        };
        let end = |day: Date| TimeZone::UTC.to_timestamp(day.at(23, 59, 59, 0)).unwrap();
        Request {
            query: self.text.clone(),
            filters: self.filters.iter().map(filter).collect(),
            as_of: self.as_of.map(end),
            by_platform: self.grouped,
            limit: 20,
            ..Request::default()
        }
    }

    fn is_relevant(&self, hit: &Hit) -> bool {
        self.relevant.contains_key(&hit.record.to_string())
    }
}

#[test]
fn of_clauses_with_the_same_words_those_with_them_near_come_first() {
    let folder = tempfile::tempdir().unwrap();
    let filler = "and pebbles and shells and driftwood and amber and seaweed and sand";
    let apart = format!("The lantern stands on the pier {filler} beside the heron.");
    let near = format!("The pier stands on the sand {filler} beside the heron and the lantern.");
    for (platform, text) in [("Farhold", &apart), ("Nearholm", &near)] {
        let place = folder.path().join("archive").join(platform);
        std::fs::create_dir_all(&place).unwrap();
        std::fs::write(place.join("Terms of Service.md"), format!("# Rules\n\n{text}\n")).unwrap();
    }
    let engine = engine_in(&folder.path().join("archive"), &folder.path().join("index"));
    let request = Request { query: "heron lantern".to_owned(), limit: 10, ..Request::default() };
    let answer = ask(&engine, &request);
    let platforms: Vec<&str> =
        answer.hits.iter().map(|hit| hit.document.document.platform.as_str()).collect();
    assert_eq!(platforms, ["Nearholm", "Farhold"]);
    assert!(answer.hits[0].score > answer.hits[1].score + 0.1);
}

/// The answer to a judged query, and whether it was relaxed.
///
/// A question in everyday words of which some stand in no clause is asked again for any of its
/// words, as `clausedex evaluate rank` does.
fn answer(engine: &Embedded, judged: &Judged) -> (Answer, bool) {
    let request = judged.request();
    let answer = ask(engine, &request);
    if answer.total > 0 || judged.kind != "question" {
        return (answer, false);
    }
    let words: Vec<String> =
        analysis::tokens(&judged.text).iter().map(|token| token.text().to_owned()).collect();
    (ask(engine, &Request { query: words.join(" OR "), ..request }), true)
}

/// How good answers are, each number from 0 to 1.
#[derive(Default)]
struct Scores {
    queries: usize,
    /// Whether the first hit is relevant.
    recall_1: f64,
    /// How many of the relevant clauses, or of five where there are more, stand among the first 5.
    recall_5: f64,
    /// One divided by the rank of the first relevant hit; 0 when none is among the first 20.
    reciprocal_rank: f64,
}

impl Scores {
    fn of(judged: &Judged, answer: &Answer) -> Self {
        let among = |first: usize| {
            let found =
                answer.hits.iter().take(first).filter(|hit| judged.is_relevant(hit)).count();
            found as f64 / judged.relevant.len().min(first) as f64
        };
        let rank = answer.hits.iter().position(|hit| judged.is_relevant(hit));
        Self {
            queries: 1,
            recall_1: among(1),
            recall_5: among(5),
            reciprocal_rank: rank.map_or(0.0, |rank| 1.0 / (rank + 1) as f64),
        }
    }

    fn add(&mut self, other: &Self) {
        self.queries += other.queries;
        self.recall_1 += other.recall_1;
        self.recall_5 += other.recall_5;
        self.reciprocal_rank += other.reciprocal_rank;
    }

    fn written(&self) -> String {
        let mean = |sum: f64| sum / self.queries as f64;
        let [first, five, rank] = [self.recall_1, self.recall_5, self.reciprocal_rank].map(mean);
        format!("recall@1 {first:.3}, recall@5 {five:.3}, MRR {rank:.3}")
    }
}

/// The file `top.txt` holds what is found. Run with `UPDATE_EXPECT=1` to rewrite it, and read the
/// difference before keeping it.
#[test]
fn judged_queries_find_what_the_golden_file_shows() {
    let engine = sample_engine();
    let (mut whole, mut kinds) = (Scores::default(), BTreeMap::<String, Scores>::new());
    let mut lists = String::new();
    for judged in judgements() {
        let (answer, is_relaxed) = answer(engine, &judged);
        let scores = Scores::of(&judged, &answer);
        lists += &list(&judged, &answer, is_relaxed, &scores);
        whole.add(&scores);
        kinds.entry(judged.kind).or_default().add(&scores);
    }
    assert!(whole.queries >= 60, "only {} queries are judged", whole.queries);
    let mut found = format!("{} queries: {}\n", whole.queries, whole.written());
    for (kind, scores) in kinds {
        writeln!(found, "{} {kind}: {}", scores.queries, scores.written()).unwrap();
    }
    found += &lists;

    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/examples/ranking/top.txt");
    let expected = std::fs::read_to_string(&file).unwrap_or_default();
    if found != expected && std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::write(&file, found).unwrap();
        return;
    }
    let difference = difference(&expected, &found);
    assert!(found == expected, "\n{difference}\nUPDATE_EXPECT=1 accepts what was found");
}

/// What is found for one query: the first hits, those judged relevant marked.
fn list(judged: &Judged, answer: &Answer, is_relaxed: bool, scores: &Scores) -> String {
    let mut list = format!("\n{}: {}", judged.kind, judged.text);
    for filter in &judged.filters {
        write!(list, " [{filter}]").unwrap();
    }
    if let Some(day) = judged.as_of {
        write!(list, " [as of {day}]").unwrap();
    }
    if is_relaxed {
        list += " [any word]";
    }
    let (judged_relevant, total) = (judged.relevant.len(), answer.total);
    writeln!(list, "\n  {total} found, {judged_relevant} relevant; {}", scores.written()).unwrap();
    for hit in answer.hits.iter().take(SHOWN) {
        let mark = if judged.is_relevant(hit) { '*' } else { '-' };
        let platform = &hit.document.document.platform;
        let text: String =
            hit.entry.state.wording.text.split_whitespace().collect::<Vec<_>>().join(" ");
        let words: String = text.chars().take(70).collect();
        writeln!(list, "  {mark} {} {platform}: {words}", hit.record).unwrap();
    }
    list
}

#[test]
fn judgements_name_clauses_by_their_words() {
    let engine = sample_engine();
    for judged in judgements() {
        assert!(!judged.relevant.is_empty(), "{}", judged.text);
        for (id, words) in &judged.relevant {
            check_words(engine, id.parse().unwrap(), words);
        }
    }
}

#[track_caller]
fn check_words(engine: &Embedded, record: RecordId, words: &str) {
    let wordings = engine.history(record).unwrap();
    let is_meant = |hit: &Hit| {
        let (platform, quote) = words.split_once(": ").unwrap();
        hit.document.document.platform == platform && hit.entry.state.wording.text.contains(quote)
    };
    assert!(wordings.iter().any(is_meant), "{record} has no wording with {words:?}");
}
