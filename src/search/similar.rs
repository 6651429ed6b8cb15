//! Clauses of other platforms that say much the same, by their most telling words.

use std::collections::{HashMap, HashSet};

use tantivy::Term;
use tantivy::query::{BooleanQuery, EnableScoring, Query, TermQuery};
use tantivy::schema::IndexRecordOption;

use super::embedded::Embedded;
use super::filter::Selected;
use super::plan::{Moment, Selection, When};
use super::{Facet, Hit, SearchError, Sort, counts, hits};
use crate::analysis;

/// How many words of a clause are looked for.
const WORDS: usize = 24;

/// How many platforms are looked at more closely for each that is wanted.
const CANDIDATES: usize = 4;

/// The current clauses of other platforms most like `clause`, one a platform, nearest first.
pub(super) fn similar(
    engine: &Embedded,
    clause: &Hit,
    limit: usize,
) -> Result<Vec<Hit>, SearchError> {
    let build = &*engine.build;
    let words = stems(&clause.entry.state.wording.text);
    let telling = telling_words(engine, &words)?;
    let query = BooleanQuery::union(telling);
    let weight = query.weight(EnableScoring::enabled_from_searcher(build.searcher()))?;

    let first = clause.entry.labels.types.first();
    let same_type =
        first.map(|label| Selection { facet: Facet::Type, values: vec![label.slug.clone()] });
    let selections: Vec<Selected> =
        same_type.iter().map(|selection| Selected::new(selection, &engine.tables)).collect();
    let when = When { moment: Moment::Now, changes: Vec::new() };
    let counts = counts::count(&*weight, build, &engine.tables, &when, &selections, &[])?;
    let scored = counts.matches.scored(build, &[weight])?;
    let found = hits::best_by_platform(&scored, build, Sort::Relevance);

    let mut similar = Vec::new();
    for (ranked, _) in found.into_iter().take(limit * CANDIDATES + 1) {
        let hit = engine.hit(ranked.address, None)?;
        if hit.document.platform_slug != clause.document.platform_slug {
            let score = likeness(&words, &stems(&hit.entry.state.wording.text));
            similar.push(Hit { score, ..hit });
        }
    }
    similar.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.record.cmp(&b.record)));
    similar.truncate(limit);
    Ok(similar)
}

fn stems(text: &str) -> HashSet<String> {
    analysis::tokens(text).iter().map(|token| token.stem().to_owned()).collect()
}

/// Jaccard's coefficient of two sets of words, from 0 to 1.
fn likeness(a: &HashSet<String>, b: &HashSet<String>) -> f32 {
    let common = a.intersection(b).count();
    let all = a.len() + b.len() - common;
    if all == 0 { 0.0 } else { common as f32 / all as f32 }
}

/// The rarest of the words that stand in at least two clauses of the index.
fn telling_words(
    engine: &Embedded,
    words: &HashSet<String>,
) -> Result<Vec<Box<dyn Query>>, SearchError> {
    let searcher = engine.build.searcher();
    let field = engine.build.fields().stem;
    let mut frequencies = HashMap::new();
    for word in words {
        let term = Term::from_field_text(field, word);
        let frequency = searcher.doc_freq(&term)?;
        if frequency >= 2 {
            frequencies.insert(term, frequency);
        }
    }
    let mut terms: Vec<(u64, Term)> =
        frequencies.into_iter().map(|(term, frequency)| (frequency, term)).collect();
    terms.sort();
    let query = |(_, term): (u64, Term)| {
        Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs)) as Box<dyn Query>
    };
    Ok(terms.into_iter().take(WORDS).map(query).collect())
}
