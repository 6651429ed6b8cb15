//! Severities: each rests on words of its clause, and none says the contrary of what is stated.

use clausedex::index::ClauseAddress;
use clausedex::search::{Embedded, Facet, Request, Sort};
use clausedex::taxonomy::Severity;
use serde_json::Value;

use crate::archives::{contrib_engine, genai_engine, sample_engine};
use crate::search::ask;
use crate::site::{get, json};

/// Values that clauses state, each with the severity that would say the contrary.
const CONTRARY: [(&str, &str, Severity); 11] = [
    ("data-sale", "yes", Severity::Protective),
    ("data-sale", "yes", Severity::Low),
    ("data-sale", "no", Severity::High),
    ("do-not-track-honoured", "no", Severity::Protective),
    ("do-not-track-honoured", "no", Severity::Low),
    ("do-not-track-honoured", "yes", Severity::High),
    ("global-privacy-control-honoured", "no", Severity::Protective),
    ("global-privacy-control-honoured", "yes", Severity::High),
    ("class-action-waiver", "yes", Severity::Protective),
    ("class-action-waiver", "yes", Severity::Low),
    ("class-action-waiver", "no", Severity::High),
];

/// What is wrong with the severities of an archive, each clause by its ID; of how many that have one.
fn faults(engine: &Embedded) -> (Vec<String>, usize) {
    let (mut faults, mut shown) = (Vec::new(), 0);
    for (segment, columns) in engine.build().segments.iter().enumerate() {
        for clause in 0..columns.clauses {
            let address = ClauseAddress { segment: segment as u32, clause };
            let entry = engine.build().entry(address).unwrap();
            let (text, labels) = (&entry.state.wording.text, &entry.labels);
            let mut fault = |what: &str| faults.push(format!("{}: {what}", entry.state.record));
            let surest = labels.types.first();
            let surest = surest.and_then(|label| engine.taxonomy().clause_type(&label.slug));
            if labels.usual_severity != surest.map(|known| known.severity) {
                fault("the usual severity is not that of its type");
            }
            let Some(severity) = labels.severity else {
                if !labels.severity_reasons.is_empty() {
                    fault("reasons for nothing");
                }
                continue;
            };
            shown += 1;
            if labels.severity_reasons.is_empty() {
                fault("it rests on no words");
            }
            for reason in &labels.severity_reasons {
                if text.get(reason.span.range()).is_none_or(str::is_empty) {
                    fault("a reason without words");
                }
                let mut words = reason.text.split(|letter: char| !letter.is_alphabetic());
                let is_other = |word: &str| word.parse().is_ok_and(|other| severity != other);
                if words.any(is_other) {
                    fault("a reason names another severity");
                }
            }
            for (name, value, barred) in CONTRARY {
                let is_stated =
                    |term: &clausedex::clause::Term| (&*term.name, &*term.value) == (name, value);
                if severity == barred && labels.terms.iter().any(is_stated) {
                    fault(&format!("{severity} beside {name} = {value}"));
                }
            }
        }
    }
    (faults, shown)
}

#[test]
fn no_severity_stands_against_the_words() {
    let engines = [Some(sample_engine()), genai_engine(), contrib_engine()];
    for engine in engines.into_iter().flatten() {
        let (faults, shown) = faults(engine);
        assert_eq!(faults, Vec::<String>::new());
        assert!(shown > 100, "{shown} severities are too few to tell");
    }
}

#[test]
fn only_what_is_shown_is_counted_found_and_sorted_first() {
    let engine = sample_engine();
    let everything = Request { facets: vec![Facet::Severity], limit: 100, ..Request::default() };
    let counts: u64 = ask(engine, &everything).facets[0].values.iter().map(|one| one.clauses).sum();
    let mut by_severity = Request { sort: Sort::Severity, ..everything };
    let mut said = Vec::new();
    loop {
        let page = ask(engine, &by_severity);
        let labels = page.hits.iter().map(|hit| &hit.entry.labels);
        said.extend(labels.map(|labels| (labels.severity, labels.usual_severity)));
        by_severity.cursor = page.next_cursor;
        if by_severity.cursor.is_none() {
            break;
        }
    }
    assert!(said.is_sorted_by(|(one, _), (other, _)| one >= other), "those that show none last");
    let shown = said.iter().filter(|(severity, _)| severity.is_some()).count();
    assert_eq!(counts, shown as u64);
    assert!(said[shown..].iter().any(|(_, usual)| usual.is_some()), "some of a type show none");
}

/// A clause of the sample of whose severity that can be said.
async fn clause(is_such: fn(&Value) -> bool) -> Value {
    let mut cursor = String::new();
    loop {
        let page = json(&format!("/api/v1/clauses?sort=severity&limit=100&cursor={cursor}")).await;
        if let Some(found) = page["clauses"].as_array().unwrap().iter().find(|one| is_such(one)) {
            return found.clone();
        }
        page["next_cursor"].as_str().expect("the sample has such a clause").clone_into(&mut cursor);
    }
}

#[tokio::test]
async fn a_clause_without_a_severity_tells_the_usual_one_in_words_alone() {
    let found = clause(|one| one["severity"].is_null() && one["usual_severity"].is_string()).await;
    let id = found["id"].as_str().unwrap();
    let detail = json(&format!("/api/v1/clauses/{id}")).await;
    assert_eq!(detail["severity"], Value::Null);
    assert_eq!(detail["usual_severity"], found["usual_severity"]);
    assert_eq!(detail["severity_reasons"], Value::Array(Vec::new()));

    let page = get(&format!("/clauses/{id}")).await.text;
    let head = page.split("<article class=\"clause\">").nth(1).unwrap();
    let head = head.split("</header>").next().unwrap();
    let usual = found["usual_severity"].as_str().unwrap();
    let words = format!("Clauses of this type are usually {usual}.");
    assert!(head.contains(&words), "{head}");
    assert!(!head.contains("badge severity"), "{head}");
    assert!(!page.contains("Why this severity"));
}

#[tokio::test]
async fn a_severity_stands_with_its_words() {
    let found = clause(|one| one["severity"] == "high").await;
    let id = found["id"].as_str().unwrap();
    let detail = json(&format!("/api/v1/clauses/{id}")).await;
    let reason = &detail["severity_reasons"][0];
    let at = |place: usize| reason["span"][place].as_u64().unwrap() as usize;
    assert!(!detail["text"].as_str().unwrap()[at(0)..at(1)].is_empty());
    let page = get(&format!("/clauses/{id}")).await.text;
    assert!(page.contains("Why this severity") && page.contains("badge severity high"));
    assert!(!page.contains("None of its words tells how severe it is."));
}

#[tokio::test]
async fn what_is_said_of_a_type_stands_apart_from_what_is_said_of_the_clause() {
    let found = clause(|one| one["types"][0]["slug"] == "arbitration").await;
    let page = get(&format!("/clauses/{}", found["id"].as_str().unwrap())).await.text;
    let (of_clause, general) = page.split_once("<section class=\"explanation\">").unwrap();
    let general = general.split("</section>").next().unwrap();
    assert!(general.contains("Clauses of this type in general"), "{general}");
    assert!(general.contains("and not of this one"), "{general}");
    assert!(!general.contains("What it means for you"), "{general}");
    let arbitration = json("/api/v1/clause-types/arbitration").await;
    for key in ["what", "why", "impact"] {
        let prose = arbitration[key].as_str().unwrap().split(['\'', '"', '&']).next().unwrap();
        assert!(!of_clause.contains(prose), "{prose}");
        assert!(general.contains(prose), "{prose}");
    }
}
