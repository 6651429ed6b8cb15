//! What is offered beside an answer: other spellings, less to ask for, clause types; all of it true.

use clausedex::query::{self, Mode};
use clausedex::search::{Answer, Count, Embedded, Engine, Facet, Plan, Request, Widen};

use crate::archives::{contrib_engine, sample_engine};

fn ask(engine: &Embedded, request: &Request) -> Answer {
    let plan = Plan::new(request, engine.taxonomy(), engine.build()).unwrap();
    engine.search(&plan).unwrap()
}

fn request(query: &str, filters: &[(Facet, &str)]) -> Request {
    let filters = filters.iter().map(|(facet, value)| (*facet, (*value).to_owned())).collect();
    Request { query: query.to_owned(), filters, limit: 1, ..Request::default() }
}

/// Asks, and checks that each offer finds what it says; returns the answer.
fn checked(engine: &Embedded, asked: &Request) -> Answer {
    let answer = ask(engine, asked);
    let finds = |request: &Request, expected: Count| {
        let answer = ask(engine, request);
        let found = Count { clauses: answer.total, platforms: answer.platforms };
        assert_eq!(found, expected, "{asked:?} offers {request:?}");
        assert!(found.clauses > 0, "{asked:?} offers {request:?}");
        answer.understood
    };
    let offers = &answer.offers;
    for offer in &offers.relaxed {
        let relaxed = Request { query: offer.understood.clone(), ..asked.clone() };
        assert_eq!(finds(&relaxed, offer.found), offer.understood, "it is canonical");
    }
    for offer in &offers.unfiltered {
        let mut request = Request { query: offer.understood.clone(), ..asked.clone() };
        request.filters.retain(|(facet, _)| *facet != offer.facet);
        finds(&request, offer.found);
    }
    if let Some(offer) = &offers.did_you_mean {
        assert!(offer.found.clauses > answer.total, "{asked:?}");
        finds(&Request { query: offer.text.clone(), ..asked.clone() }, offer.found);
        for correction in &offer.corrections {
            let typed = &asked.query[correction.span.0..correction.span.1];
            assert_eq!(typed.to_lowercase(), correction.word);
            assert!(offer.text.contains(&correction.replacement));
        }
    }
    for named in &offers.types {
        assert!(named.intent.strength >= 0.25, "{asked:?} offers {named:?}");
        let slug = &engine.taxonomy().types[named.intent.clause_type].slug;
        let mut request = asked.clone();
        request.filters.push((Facet::Type, slug.clone()));
        let mut expected = named.found;
        if let Some(everywhere) = &named.everywhere {
            assert_eq!(named.found, Count::default());
            request.query.clone_from(&everywhere.understood);
            expected = everywhere.found;
        }
        if expected.clauses > 0 {
            finds(&request, expected);
        }
    }
    assert!(answer.total == 0 || offers.relaxed.is_empty() && offers.unfiltered.is_empty());
    answer
}

/// The offers of less to ask for: each query with what it leaves out.
fn relaxed(answer: &Answer) -> Vec<(&str, String)> {
    let offers = answer.offers.relaxed.iter();
    offers.map(|offer| (&*offer.understood, offer.dropped.join(" "))).collect()
}

#[test]
fn a_question_that_finds_nothing_is_asked_without_its_little_words() {
    let answer = checked(sample_engine(), &request("whom might they sell my data", &[]));
    assert_eq!(answer.total, 0);
    let first = &relaxed(&answer)[0];
    assert!(!first.0.contains("they") && !first.0.contains("my"), "{first:?}");
    let last = answer.offers.relaxed.last().unwrap();
    assert!(last.understood.contains(" OR "), "{last:?}");
}

#[test]
fn what_keeps_most_of_a_query_is_offered_first() {
    let engine = sample_engine();
    for (asked, expected) in [
        ("arbitration zzzz", vec![("arbitration", "zzzz")]),
        ("zzzz /s arbitration", vec![("arbitration", "/s zzzz")]),
        ("\"arbitration binding\"", vec![("arbitration binding", "\"\"")]),
        ("opt out zzzz", vec![("opt out", "zzzz")]),
        ("zzzz OR yyyy", vec![]),
        ("zzzz -arbitration", vec![]),
        ("zzzz", vec![]),
    ] {
        let answer = checked(engine, &request(asked, &[]));
        assert_eq!(answer.total, 0, "{asked}");
        let mut found = relaxed(&answer);
        found.retain(|(understood, _)| !understood.contains(" OR "));
        let expected: Vec<_> =
            expected.into_iter().map(|(query, dropped)| (query, dropped.to_owned())).collect();
        assert_eq!(found, expected, "{asked}");
    }
}

#[test]
fn of_many_words_the_rarest_are_left_out_until_something_is_found() {
    let many = "arbitration zzza zzzb zzzc court zzzd zzze zzzf zzzg zzzh zzzi zzzj zzzk zzzl zzzm";
    let answer = checked(sample_engine(), &request(many, &[]));
    assert_eq!(relaxed(&answer)[0].0, "arbitration court");
    assert_eq!(answer.offers.relaxed[0].dropped.len(), 13);
}

#[test]
fn filters_that_leave_nothing_are_told_one_by_one() {
    let engine = sample_engine();
    let filters = [(Facet::Platform, "cirrostack"), (Facet::Severity, "high")];
    let answer = checked(engine, &request("arbitration", &filters));
    assert_eq!(answer.total, 0);
    let facets: Vec<Facet> = answer.offers.unfiltered.iter().map(|one| one.facet).collect();
    assert_eq!(facets, [Facet::Platform]);
    let answer = checked(engine, &request("arbitration platform:cirrostack severity:high", &[]));
    assert_eq!(answer.offers.unfiltered[0].understood, "arbitration severity:high");
}

#[test]
fn a_misspelt_word_is_offered_in_the_spelling_of_the_index() {
    let engine = sample_engine();
    for (asked, expected) in [
        ("arbitraton", Some("arbitration")),
        ("Binding ABRITRATION!", None),
        ("\"binding arbitraton\"", Some("\"binding arbitration\"")),
        ("(liabilty OR damges) /s limit!", Some("(liability OR damages) /s limit!")),
        ("arbitration", None),
        ("zzzzzzzz", None),
        ("a30day", None),
    ] {
        let answer = checked(engine, &request(asked, &[]));
        let found = answer.offers.did_you_mean.as_ref().map(|offer| offer.text.as_str());
        assert_eq!(found, expected, "{asked}");
    }
}

#[test]
fn the_types_that_a_query_names_are_offered_until_one_is_selected() {
    let engine = sample_engine();
    let slugs = |asked: &Request| {
        let types = checked(engine, asked).offers.types.into_iter();
        let slug = |place: usize| engine.taxonomy().types[place].slug.as_str();
        types.map(|named| slug(named.intent.clause_type)).collect::<Vec<_>>()
    };
    assert_eq!(slugs(&request("arbitration", &[]))[0], "arbitration");
    assert_eq!(slugs(&request("can they sell my data", &[]))[0], "data-sale");
    assert!(slugs(&request("arbitration", &[(Facet::Type, "arbitration")])).is_empty());
    assert!(slugs(&request("arbitration type:liability-cap", &[])).is_empty());
    assert!(slugs(&request("", &[])).is_empty());
}

#[test]
fn a_widened_search_finds_every_clause_of_the_types_that_it_names() {
    let engine = sample_engine();
    for asked in ["arbitration", "can they sell my data", "whom might they sell my data", "zzzz"] {
        let widened = Request { widen: Widen::Always, ..request(asked, &[]) };
        let answer = checked(engine, &widened);
        let types = &answer.offers.types;
        assert!(answer.total >= ask(engine, &request(asked, &[])).total, "{asked}");
        assert_eq!(answer.total == 0, types.is_empty(), "{asked}");
        for named in types {
            let slug = &engine.taxonomy().types[named.intent.clause_type].slug;
            let of_type = ask(engine, &request("", &[(Facet::Type, slug)]));
            assert_eq!(named.found.clauses, of_type.total, "{asked}: {slug}");
        }
    }
}

#[test]
fn offers_over_the_real_archive_are_true_and_written_canonically() {
    let Some(engine) = contrib_engine() else { return };
    for asked in [
        "can they sell my data",
        "arbitraton",
        "\"class action waver\"",
        "what happens to my photos when i quit",
        "termination",
        "delete /3 zebra /s account",
        "heading:zebra refund",
        "how long do they keep my data after i delte my acount",
    ] {
        for filters in [&[][..], &[(Facet::Severity, "high"), (Facet::Category, "disputes")]] {
            let answer = checked(engine, &request(asked, filters));
            for offer in &answer.offers.relaxed {
                let read = query::parse(&offer.understood, Mode::Strict).unwrap();
                assert_eq!(read.understood, offer.understood);
            }
        }
    }
    let answer = checked(engine, &request("can they sell my data", &[]));
    assert_eq!(relaxed(&answer)[0], ("sell data", "can they my".to_owned()));
}
