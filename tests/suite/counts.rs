//! Every number that a search gives, against narrowed searches and against a naive recount.

use std::collections::{BTreeMap, BTreeSet};

use clausedex::index::ClauseAddress;
use clausedex::query::{Field, Filter, Scope};
use clausedex::search::{Answer, Embedded, Facet, FacetCounts, Request};
use jiff::civil::date;
use jiff::tz::TimeZone;

use crate::archives::{Numbers, contrib_engine, trials};
use crate::evaluators::{facts, stood};
use crate::search::ask;

const QUERIES: &[&str] = &[
    "",
    "arbitration",
    "data OR information",
    "\"third parties\"",
    "delete /s account",
    "liab! NOT heading:liability",
    "notice (type:arbitration OR severity:high)",
];

/// A request with random selections of up to three facets, of several values each.
fn request(numbers: &mut Numbers, known: &[FacetCounts]) -> Request {
    let mut request = Request {
        query: (*numbers.pick(QUERIES)).to_owned(),
        facets: Facet::ALL.to_vec(),
        by_platform: numbers.below(3) == 0,
        limit: 1,
        ..Request::default()
    };
    match numbers.below(4) {
        0 => request.ever = true,
        1 => {
            let day = date(2015 + numbers.below(10) as i16, 6, 15).at(23, 59, 59, 0);
            request.as_of = Some(TimeZone::UTC.to_timestamp(day).unwrap());
        }
        _ => {}
    }
    for _ in 0..numbers.below(4) {
        let FacetCounts { facet, values } = numbers.pick(known);
        for _ in 0..=numbers.below(3) {
            let value = numbers.pick(values).value.clone();
            if !request.filters.contains(&(*facet, value.clone())) {
                request.filters.push((*facet, value));
            }
        }
    }
    request
}

/// The values of every facet that occur anywhere.
fn known_values(engine: &Embedded) -> Vec<FacetCounts> {
    let request =
        Request { ever: true, facets: Facet::ALL.to_vec(), limit: 1, ..Request::default() };
    let mut known = ask(engine, &request).facets;
    known.retain(|counts| !counts.values.is_empty());
    known
}

#[test]
fn a_facet_count_is_what_the_query_finds_with_that_value_alone() {
    let Some(engine) = contrib_engine() else { return };
    let known = known_values(engine);
    let mut numbers = Numbers(5);
    let mut counted = 0;
    for _ in 0..trials(40, 1_000) {
        let request = request(&mut numbers, &known);
        let answer = ask(engine, &request);
        for FacetCounts { facet, values } in &answer.facets {
            // The first values, the last, and one between them.
            let (most, rest) = values.split_at(values.len().min(2));
            let some = most.iter().chain(rest.last()).chain(rest.get(rest.len() / 2));
            for value in some {
                // The facet's own selection is off while its values are counted.
                let kept = request.filters.iter().filter(|(of, _)| of != facet).cloned();
                let filters = kept.chain([(*facet, value.value.clone())]).collect();
                let narrowed = ask(engine, &Request { filters, ..request.clone() });
                let found = (narrowed.total, narrowed.platforms);
                assert_eq!(found, (value.clauses, value.platforms), "{request:?} {value:?}");
                counted += usize::from(value.clauses > 0);
            }
        }
    }
    assert!(counted > 400, "only {counted} values have any clause");
}

#[test]
fn counts_are_those_of_a_naive_recount() {
    let Some(engine) = contrib_engine() else { return };
    let build = engine.build();
    let mut clauses: Vec<(ClauseAddress, Vec<Filter>)> = Vec::new();
    for (segment, columns) in build.segments.iter().enumerate() {
        for clause in 0..columns.clauses {
            let address = ClauseAddress { segment: segment as u32, clause };
            clauses.push((address, facts(build, engine.taxonomy(), columns, address)));
        }
    }
    let known = known_values(engine);
    let mut numbers = Numbers(6);
    for _ in 0..trials(10, 200) {
        let request = Request { query: String::new(), ..request(&mut numbers, &known) };
        let scope = match (request.ever, request.as_of) {
            (true, _) => Scope::Ever,
            (_, Some(moment)) => Scope::AsOf(TimeZone::UTC.to_datetime(moment).date()),
            _ => Scope::Current,
        };
        let answer = ask(engine, &request);
        let standing = clauses.iter().filter(|(address, _)| stood(build, scope, *address));
        check_recount(&request, &answer, standing.map(|(_, facts)| facts.as_slice()));
    }
}

/// How many clauses have a value, and which platforms they are of.
type Counted<'a> = (u64, BTreeSet<&'a str>);

/// Compares an answer with counts over what the index says of each clause that stands.
fn check_recount<'a>(
    request: &Request,
    answer: &Answer,
    standing: impl Iterator<Item = &'a [Filter]>,
) {
    let selected: BTreeSet<Field> =
        request.filters.iter().map(|(facet, _)| field(*facet)).collect();
    let mut whole = Counted::default();
    let mut counts: BTreeMap<(Field, &str), Counted<'_>> = BTreeMap::new();
    for facts in standing {
        let is_admitted = |of: Field| {
            let mut wanted = request.filters.iter().filter(|(facet, _)| field(*facet) == of);
            wanted
                .any(|(_, value)| facts.iter().any(|fact| fact.field == of && fact.value == *value))
        };
        let failed: Vec<Field> = selected.iter().copied().filter(|of| !is_admitted(*of)).collect();
        let platform = facts.iter().find(|fact| fact.field == Field::Platform).unwrap();
        let add = |counted: &mut Counted<'a>| {
            counted.0 += 1;
            counted.1.insert(&platform.value);
        };
        if failed.is_empty() {
            add(&mut whole);
        }
        for fact in facts.iter().filter(|fact| failed.iter().all(|of| *of == fact.field)) {
            add(counts.entry((fact.field, &fact.value)).or_default());
        }
    }
    assert_eq!((answer.total, answer.platforms), (whole.0, whole.1.len() as u64), "{request:?}");
    for FacetCounts { facet, values } in &answer.facets {
        let of = field(*facet);
        for value in values {
            let (clauses, platforms) = counts.remove(&(of, &*value.value)).unwrap_or_default();
            let expected = (clauses, platforms.len() as u64);
            assert_eq!((value.clauses, value.platforms), expected, "{request:?} {value:?}");
        }
    }
    assert!(counts.is_empty(), "{request:?}: not counted: {:?}", counts.keys());
}

#[test]
fn the_groups_of_a_grouped_search_add_up() {
    let Some(engine) = contrib_engine() else { return };
    let known = known_values(engine);
    let mut numbers = Numbers(7);
    for _ in 0..trials(20, 500) {
        let request = Request { by_platform: true, limit: 100, ..request(&mut numbers, &known) };
        let (mut groups, mut clauses) = (BTreeSet::new(), 0);
        let mut page = request.clone();
        loop {
            let answer = ask(engine, &page);
            for hit in &answer.hits {
                assert!(groups.insert(hit.document.platform_slug.clone()), "{request:?}");
                clauses += hit.of_platform.unwrap();
            }
            page.cursor = answer.next_cursor;
            if page.cursor.is_none() {
                let found = (groups.len() as u64, clauses);
                assert_eq!(found, (answer.platforms, answer.total), "{request:?}");
                break;
            }
        }
    }
}

/// The facet as the query language names it.
fn field(facet: Facet) -> Field {
    Field::named(facet.name()).unwrap()
}
