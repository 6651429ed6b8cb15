//! What else a caller could ask for, beside an answer.

use std::sync::Arc;

use super::counts::Counts;
use super::embedded::Embedded;
use super::meter::Meter;
use super::relax::{self, Relaxed, Trials, Unfiltered};
use super::spelling::{self, DidYouMean};
use super::{Count, Facet, Intent, Plan, SearchError, Widen};

/// A type that has less of the query than this is not offered.
///
/// The shares of all types add up to 1 at most, so below a quarter most of the query may speak of
/// others: enough to rank by, too little to be told "looking for this?".
const LEAST_OFFERED: f32 = 0.25;

/// What else could be asked for; all of it empty where there is nothing to offer.
#[derive(Debug, Clone, Default)]
pub struct Offers {
    /// The clause types that the query surely enough asks for, the likeliest first; clauses that
    /// bear them rank higher, and each can be selected. None when a type is selected already.
    pub types: Vec<NamedType>,
    /// The query in the index's own spelling, where that finds more.
    pub did_you_mean: Option<DidYouMean>,
    /// When no words are found: the query with less asked for, what keeps most of it first. Where
    /// only another spelling finds a word, the query is taken in that spelling.
    pub relaxed: Vec<Relaxed>,
    /// When no words are found: what the query finds without the filters of one facet, the most
    /// first; of facets without which it finds something.
    pub unfiltered: Vec<Unfiltered>,
}

/// A clause type that the query seems to ask for.
#[derive(Debug, Clone, PartialEq)]
pub struct NamedType {
    /// The type, and how much of the query speaks of it.
    pub intent: Intent,
    /// How many of the clauses found bear it, exactly.
    pub found: Count,
    /// When the query finds nothing: what of this type there is.
    pub everywhere: Option<Everywhere>,
}

/// What there is of a type within the filters, whatever its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Everywhere {
    /// The query in the canonical way, without its words.
    pub understood: String,
    /// How many clauses bear the type, exactly.
    pub found: Count,
}

/// The facets to count for a plan: those that it asks for, and the types that can be offered.
pub(super) fn facets(plan: &Plan, intents: &[Intent]) -> Vec<Facet> {
    let mut facets = plan.facets.clone();
    if !facets.contains(&Facet::Type) && offered(plan, intents).next().is_some() {
        facets.push(Facet::Type);
    }
    facets
}

/// The types of which plain words, where they stand in no clause at all, surely enough speak; none
/// where the plan is not to be widened then. `counts` are what its words find.
pub(super) fn meant(
    engine: &Embedded,
    plan: &Plan,
    intents: &[Intent],
    counts: &Counts,
    meter: &Arc<Meter>,
) -> Result<Vec<Intent>, SearchError> {
    if plan.widen != Widen::Auto || counts.found.clauses > 0 || !plan.query.is_plain() {
        return Ok(Vec::new());
    }
    let sure = intents.iter().copied().filter(|intent| intent.strength >= LEAST_OFFERED);
    let sure: Vec<Intent> = sure.collect();
    if sure.is_empty() || plan.selections.is_empty() {
        return Ok(sure);
    }
    // Filters only narrow an answer: they must not turn one of words into one of meaning.
    let unfiltered = Plan { selections: Vec::new(), ..plan.clone() };
    let found = engine.counts(&unfiltered, &[], &[], meter)?.found;
    Ok(if found.clauses > 0 { Vec::new() } else { sure })
}

/// What to offer beside an answer; `intents` are what the query seems to ask for, `counts` what its
/// words find and `shown` what is shown, both with the facets of [`facets`].
pub(super) fn offers(
    engine: &Embedded,
    plan: &Plan,
    intents: &[Intent],
    [counts, shown]: [&Counts; 2],
    meter: &Arc<Meter>,
) -> Result<Offers, SearchError> {
    let mut trials = Trials::new(engine, plan, meter);
    let corrected = spelling::corrected(engine, plan)?;
    let mut did_you_mean = None;
    let mut query = &plan.query;
    if let Some((corrected, corrections)) = &corrected {
        let found = trials.count(corrected)?;
        if found.clauses > counts.found.clauses {
            let (text, corrections) = (corrected.text.clone(), corrections.clone());
            did_you_mean = Some(DidYouMean { text, corrections, found });
        } else if found.clauses == 0 {
            query = corrected;
        }
    }
    let (mut relaxed, mut unfiltered) = (Vec::new(), Vec::new());
    if counts.found.clauses == 0 {
        relaxed = relax::relaxed(&mut trials, query)?;
        unfiltered = relax::unfiltered(plan, counts);
    }
    let types = types(engine, plan, intents, shown, meter)?;
    Ok(Offers { types, did_you_mean, relaxed, unfiltered })
}

/// The types that can be offered as filters.
fn offered(plan: &Plan, intents: &[Intent]) -> impl Iterator<Item = Intent> {
    let is_chosen = plan.selections.iter().any(|selection| selection.facet == Facet::Type);
    let is_offered = move |intent: &Intent| !is_chosen && intent.strength >= LEAST_OFFERED;
    intents.iter().copied().filter(is_offered)
}

fn types(
    engine: &Embedded,
    plan: &Plan,
    intents: &[Intent],
    counts: &Counts,
    meter: &Arc<Meter>,
) -> Result<Vec<NamedType>, SearchError> {
    let named = offered(plan, intents).map(|intent| {
        let found = bearing(engine, counts, intent);
        NamedType { intent, found, everywhere: None }
    });
    let mut named: Vec<NamedType> = named.collect();
    if named.is_empty() || counts.found.clauses > 0 {
        return Ok(named);
    }
    if let Some(query) = plan.query.with_parts(&[]) {
        let understood = query.understood.clone();
        // Without words there is nothing that the query could mean.
        let plan = Plan { query, ..plan.clone() };
        let everything = engine.counts(&plan, &[], &[Facet::Type], meter)?;
        for named in &mut named {
            let found = bearing(engine, &everything, named.intent);
            named.everywhere = Some(Everywhere { understood: understood.clone(), found });
        }
    }
    Ok(named)
}

/// How many of the clauses counted bear a type.
fn bearing(engine: &Embedded, counts: &Counts, intent: Intent) -> Count {
    let slug = &engine.taxonomy.types[intent.clause_type].slug;
    let types = counts.facets.iter().find(|counted| counted.facet == Facet::Type);
    let value = types.and_then(|types| types.values.iter().find(|value| value.value == *slug));
    value.map_or_else(Count::default, |value| Count {
        clauses: value.clauses,
        platforms: value.platforms,
    })
}
