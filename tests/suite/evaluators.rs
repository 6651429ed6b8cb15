//! The compiled query and the in-memory matcher mean the same by every query.

mod writer;

use std::collections::BTreeSet;

use clausedex::analysis::Token;
use clausedex::clause::Span;
use clausedex::index::{Build, ClauseAddress, Columns};
use clausedex::query::{self, Event, EventKind, Field, Filter, Mode, Node, Scope, Subject, Time};
use clausedex::search::{Answer, Embedded, Engine, Plan, Request, SearchError};
use clausedex::taxonomy::{Severity, Taxonomy};

use crate::archives::{Numbers, genai_engine, sample_engine, trials};
use writer::{Vocabulary, Writer};

/// A clause state, made ready for the matcher.
struct Candidate {
    address: ClauseAddress,
    subject: Subject,
    text: String,
    heading: Vec<String>,
    platform: String,
    /// What the index says of it.
    facts: Vec<Filter>,
}

impl Candidate {
    fn has(&self, filter: &Filter) -> bool {
        self.facts.contains(filter)
    }

    /// Whether it meets `query` but for its time: the tree, and of the fields lifted out of it any
    /// value of each.
    fn meets(&self, query: &query::Query) -> bool {
        let is_fact = |filter: &Filter| self.has(filter);
        let fields: BTreeSet<Field> = query.filters.iter().map(|filter| filter.field).collect();
        let has_any = |field: &Field| {
            query.filters.iter().any(|filter| filter.field == *field && self.has(filter))
        };
        fields.iter().all(has_any)
            && query.tree.as_ref().is_none_or(|tree| query::matches(tree, &self.subject, &is_fact))
    }
}

fn candidates(engine: &Embedded) -> Vec<Candidate> {
    let build = engine.build();
    let mut candidates = Vec::new();
    for (segment, columns) in build.segments.iter().enumerate() {
        for clause in 0..columns.clauses {
            let address = ClauseAddress { segment: segment as u32, clause };
            let state = build.entry(address).unwrap().state;
            candidates.push(Candidate {
                address,
                subject: Subject::new(&state.wording.text, &state.heading),
                text: state.wording.text,
                heading: state.heading,
                platform: build.document(address).platform_slug.clone(),
                facts: facts(build, engine.taxonomy(), columns, address),
            });
        }
    }
    candidates
}

/// What the index says of a clause, as fields of the query language.
pub(crate) fn facts(
    build: &Build,
    taxonomy: &Taxonomy,
    columns: &Columns,
    address: ClauseAddress,
) -> Vec<Filter> {
    let clause = address.clause;
    let document = build.document(address);
    let mut facts = vec![
        (Field::Platform, document.platform_slug.clone()),
        (Field::DocumentType, clausedex::document::slug(&document.document.document_type)),
    ];
    facts.extend(document.language.clone().map(|language| (Field::Language, language)));
    let of = |places: &[u32], name: &dyn Fn(usize) -> String| -> Vec<String> {
        places.iter().map(|place| name(*place as usize)).collect()
    };
    let types = of(columns.types.of(clause), &|place| taxonomy.types[place].slug.clone());
    let categories =
        of(columns.categories.of(clause), &|place| taxonomy.categories[place].slug.clone());
    let jurisdictions =
        of(columns.jurisdictions.of(clause), &|place| taxonomy.jurisdictions[place].code.clone());
    let regulations =
        of(columns.regulations.of(clause), &|place| taxonomy.regulations[place].slug.clone());
    let mut severities = Severity::ALL.to_vec();
    severities.sort_unstable();
    let rank = usize::from(columns.severity[clause as usize]);
    let severity = rank.checked_sub(1).map(|rank| severities[rank].slug().to_owned());
    for (field, values) in [
        (Field::Type, types),
        (Field::Category, categories),
        (Field::Jurisdiction, jurisdictions),
        (Field::Regulation, regulations),
        (Field::Severity, severity.into_iter().collect()),
    ] {
        facts.extend(values.into_iter().map(|value| (field, value)));
    }
    facts.into_iter().map(|(field, value)| Filter { field, value }).collect()
}

/// Whether the clause stood when the query asks.
pub(crate) fn stood(build: &Build, scope: Scope, address: ClauseAddress) -> bool {
    let columns = &build.segments[address.segment as usize];
    match scope {
        Scope::Current => columns.is_current(address.clause),
        Scope::Ever => true,
        Scope::AsOf(day) => {
            let end = day.tomorrow().unwrap().to_zoned_datetime(jiff::tz::TimeZone::UTC).unwrap();
            columns.stood_at(address.clause, end.timestamp().as_second() - 1)
        }
    }
}

/// Whether the clause stood when the query asks, and all happened to it that the query asks.
fn stood_when(build: &Build, time: &Time, address: ClauseAddress) -> bool {
    let columns = &build.segments[address.segment as usize];
    let moments = &columns.moments;
    let happened = |event: &Event| {
        let moments = match event.kind {
            EventKind::Added => &moments.added,
            EventKind::Changed => &moments.reworded,
            EventKind::Removed => &moments.removed,
        };
        moments.of(address.clause).iter().any(|second| {
            let day = jiff::Timestamp::from_second(*second).unwrap();
            let day = jiff::tz::TimeZone::UTC.to_datetime(day).date();
            event.from.is_none_or(|from| from <= day) && event.until.is_none_or(|end| day <= end)
        })
    };
    // What changed need not stand any more.
    let scope = match time.scope {
        Scope::Current if !time.events.is_empty() => Scope::Ever,
        scope => scope,
    };
    let has_happened = time.events.iter().all(|any| any.iter().any(happened));
    has_happened && stood(build, scope, address)
}

/// What went right, so that a generator that asks for nothing is noticed.
#[derive(Default)]
struct Tally {
    matched: usize,
    highlighted: usize,
}

fn check(engine: &Embedded, seed: u64) {
    let candidates = candidates(engine);
    let vocabulary = Vocabulary::new(candidates.iter().map(|candidate| &candidate.subject));
    let mut numbers = Numbers(seed);
    let mut tally = Tally::default();
    // Two archives are tried, each with half of the queries.
    let queries = trials(2_000, 20_000) / 2;
    for _ in 0..queries {
        let candidate = numbers.pick(&candidates);
        // Of three queries one is made of the words of the headings, also over the ends of them.
        let headings = candidate.heading.join(" ");
        let (tokens, text) = match numbers.below(3) {
            0 => (candidate.subject.heading_tokens(), &headings),
            _ => (candidate.subject.tokens(), &candidate.text),
        };
        let words: Vec<&str> = tokens.iter().map(Token::text).collect();
        if words.is_empty() {
            continue;
        }
        let mut writer = Writer {
            numbers: &mut numbers,
            words,
            text,
            facts: &candidate.facts,
            vocabulary: &vocabulary,
        };
        check_query(engine, &candidates, &writer.query(), &mut tally);
    }
    let Tally { matched, highlighted } = tally;
    assert!(matched > queries / 3, "only {matched} of the queries match anything");
    assert!(highlighted > queries / 4, "only {highlighted} of the answers highlight anything");
}

fn check_query(engine: &Embedded, candidates: &[Candidate], text: &str, tally: &mut Tally) {
    let request = Request { query: text.to_owned(), limit: 100, ..Request::default() };
    let plan = Plan::new(&request, engine.taxonomy(), engine.build()).unwrap();
    let answer = match engine.search(&plan) {
        Ok(answer) => answer,
        Err(SearchError::TooBroad { .. } | SearchError::TooCostly { .. }) => return,
        Err(error) => panic!("{text}: {error}"),
    };
    // Reading is not what is compared: both sides are asked by the same tree.
    let query = query::parse(text, Mode::Lenient).unwrap();
    let found: Vec<&Candidate> = candidates
        .iter()
        .filter(|candidate| stood_when(engine.build(), &query.time, candidate.address))
        .filter(|candidate| candidate.meets(&query))
        .collect();
    assert_eq!(answer.total, found.len() as u64, "{text}");
    assert_eq!(answer.hits.len(), found.len().min(100), "{text}");
    let platforms: BTreeSet<&str> = found.iter().map(|candidate| &*candidate.platform).collect();
    assert_eq!(answer.platforms, platforms.len() as u64, "{text}");
    tally.matched += usize::from(!found.is_empty());
    if let Some(tree) = &query.tree {
        check_highlights(tree, &found, &answer, text, tally);
    }
}

fn check_highlights(
    tree: &Node,
    found: &[&Candidate],
    answer: &Answer,
    text: &str,
    tally: &mut Tally,
) {
    for hit in &answer.hits {
        let place = found.binary_search_by_key(&hit.address, |candidate| candidate.address);
        let candidate = found[place.unwrap_or_else(|_| panic!("{text}: {}", hit.record))];
        let is_fact = |filter: &Filter| candidate.has(filter);
        let expected = query::highlights(tree, &candidate.subject, &is_fact);
        let expected: Vec<Span> =
            expected.into_iter().map(|range| Span::new(range.start, range.end)).collect();
        assert_eq!(hit.highlights, expected, "{text}: {}", hit.record);
        for pair in hit.highlights.windows(2) {
            assert!(pair[0].end <= pair[1].start, "{text}: {}", hit.record);
        }
        for span in &hit.highlights {
            assert!(!candidate.text[span.range()].is_empty(), "{text}: {}", hit.record);
        }
        // What a connector finds is shown, but where its passages stand in a heading.
        if matches!(tree, Node::Near(_)) && hit.highlights.is_empty() {
            let untitled = Subject::new("", &candidate.heading);
            assert!(query::matches(tree, &untitled, &is_fact), "{text}: {}", hit.record);
        }
    }
    tally.highlighted += usize::from(answer.hits.iter().any(|hit| !hit.highlights.is_empty()));
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
