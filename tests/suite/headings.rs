//! A quoted heading finds the clauses under it, as a quoted sentence finds its clause.

use std::collections::{BTreeMap, BTreeSet};

use clausedex::analysis::tokens;
use clausedex::clause::RecordId;
use clausedex::index::ClauseAddress;
use clausedex::query::PHRASE_MAX;
use clausedex::search::{Embedded, Engine, Facet, LISTING_MAX, Plan, Request};

use crate::archives::{Numbers, contrib_engine, sample_engine};

/// The platform and the heading, and the clauses that stand under it now.
type Sections = BTreeMap<(String, String), BTreeSet<RecordId>>;

/// The headings that can be put in quotation marks, with the clauses right under each.
fn sections(engine: &Embedded) -> Sections {
    let build = engine.build();
    let mut sections = Sections::new();
    for (segment, columns) in (0..).zip(&build.segments) {
        for clause in (0..columns.clauses).filter(|clause| columns.is_current(*clause)) {
            let address = ClauseAddress { segment, clause };
            let Some(heading) = build.entry(address).unwrap().state.heading.pop() else { continue };
            let words = tokens(&heading).len();
            let is_quotable = !heading.contains(['"', '“', '”', '„', '«', '»']);
            if is_quotable && (1..=PHRASE_MAX).contains(&words) && heading.len() < 400 {
                let platform = build.document(address).platform_slug.clone();
                sections.entry((platform, heading)).or_default().insert(engine.record(address));
            }
        }
    }
    sections
}

fn found(engine: &Embedded, query: String, platform: &str) -> BTreeSet<RecordId> {
    let filters = vec![(Facet::Platform, platform.to_owned())];
    let request = Request { query, filters, limit: 1, ..Request::default() };
    let plan = Plan::new(&request, engine.taxonomy(), engine.build()).unwrap();
    let listing = engine.list(&plan, LISTING_MAX).unwrap();
    listing.matches.into_iter().map(|found| engine.record(found.address)).collect()
}

/// Checks that each section is found by its heading: in quotation marks, and by any two words of
/// it that follow each other with a connector between them.
fn check<'a>(
    engine: &Embedded,
    sections: impl Iterator<Item = (&'a (String, String), &'a BTreeSet<RecordId>)>,
) {
    for ((platform, heading), clauses) in sections {
        let quoted = found(engine, format!("\"{heading}\""), platform);
        assert!(quoted.is_superset(clauses), "{platform}: \"{heading}\"");
        let words: Vec<&str> = heading.split_whitespace().collect();
        let is_word = |word: &str| {
            word.chars().all(char::is_alphabetic) && !["AND", "OR", "NOT"].contains(&word)
        };
        if let [first, second, ..] = words.as_slice()
            && is_word(first)
            && is_word(second)
        {
            for connector in ["+1", "/s", "+p"] {
                let query = format!("{first} {connector} {second}");
                assert!(found(engine, query, platform).is_superset(clauses), "{heading}");
            }
        }
    }
}

#[test]
fn a_quoted_heading_of_the_sample_finds_the_clauses_under_it() {
    let engine = sample_engine();
    let sections = sections(engine);
    assert!(sections.len() > 300, "{}", sections.len());
    check(engine, sections.iter());
}

#[test]
fn three_hundred_real_headings_in_quotes_find_their_sections() {
    let Some(engine) = contrib_engine() else { return };
    let sections: Vec<_> = sections(engine).into_iter().collect();
    let mut numbers = Numbers(8);
    let drawn: Vec<_> = (0..300).map(|_| numbers.pick(&sections)).collect();
    check(engine, drawn.into_iter().map(|(heading, clauses)| (heading, clauses)));
}
