//! Comparison: for each platform its surest clause of a type, or why there is none to show.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::embedded::Embedded;
use super::{Facet, Hit, Plan, Request, SearchError};
use crate::clause::RecordId;
use crate::document::Unreadable;
use crate::index::{Build, ClauseAddress, DocumentEntry};

/// How platforms handle one clause type.
#[derive(Debug, Clone)]
pub struct Comparison {
    /// The clause type's slug.
    pub clause_type: String,
    /// Every platform with a document that could hold the type: those that have it first, the
    /// surest clause first; then those without it; then the unknown ones; each by slug.
    pub platforms: Vec<PlatformHolding>,
    /// How many platforms have such a clause.
    pub having: u64,
    /// How many platforms have a readable document that could hold it.
    pub eligible: u64,
    /// How many platforms have such a document, but none that can be read.
    pub unknown: u64,
}

/// One platform of a comparison.
#[derive(Debug, Clone)]
pub struct PlatformHolding {
    /// The platform's slug.
    pub slug: String,
    /// The platform's name.
    pub platform: String,
    /// What it has.
    pub holding: Holding,
}

/// Whether a platform has a clause of a type.
#[derive(Debug, Clone)]
pub enum Holding {
    /// Its surest clause of the type.
    Has(Box<Hit>),
    /// It has readable documents that could hold one, and none does.
    DoesNotHave {
        /// The titles of those documents.
        documents: Vec<String>,
    },
    /// None of the documents that could hold one can be read.
    Unknown {
        /// The documents' titles, and why each cannot be read.
        documents: Vec<(String, Unreadable)>,
    },
}

/// Compares how platforms handle `clause_type`.
pub(super) fn compare(
    engine: &Embedded,
    clause_type: &str,
    platforms: &[String],
) -> Result<Comparison, SearchError> {
    let request = Request {
        filters: platforms.iter().map(|name| (Facet::Platform, name.clone())).collect(),
        limit: 1,
        ..Request::default()
    };
    let (taxonomy, build) = (&*engine.taxonomy, &*engine.build);
    let wanted = Plan::new(&request, taxonomy, build)?.selections;
    let wanted = wanted.first().map(|selection| selection.values.as_slice());
    let of_type = (Facet::Type, clause_type.to_owned());
    let request = Request { filters: vec![of_type], ..request };
    let slug = Plan::new(&request, taxonomy, build)?.selections[0].values[0].clone();
    let place = taxonomy.types.iter().position(|entry| entry.slug == slug);
    let place = place.expect("the plan resolved it in this taxonomy");
    let entry = &taxonomy.types[place];

    let best = surest(engine, place as u32);
    let mut comparison =
        Comparison { clause_type: slug, platforms: Vec::new(), having: 0, eligible: 0, unknown: 0 };
    let mut having = Vec::new();
    let mut rest = Vec::new();
    for (place, platform) in build.platforms.iter().enumerate() {
        if wanted.is_some_and(|wanted| !wanted.contains(platform)) {
            continue;
        }
        let documents = documents_of(build, place as u32);
        let name = documents[0].document.platform.clone();
        let holding = |holding| PlatformHolding { slug: platform.clone(), platform: name, holding };
        if let Some((confidence, address)) = best.get(&(place as u32)) {
            comparison.having += 1;
            comparison.eligible += 1;
            let hit = Hit { score: f32::from(*confidence) / 255.0, ..engine.hit(*address, None)? };
            having.push((Reverse(*confidence), holding(Holding::Has(Box::new(hit)))));
            continue;
        }
        let could_hold = |document: &&&DocumentEntry| {
            entry.document_types.contains(&document.document.document_type)
        };
        let candidates: Vec<&DocumentEntry> =
            documents.iter().filter(could_hold).copied().collect();
        if candidates.is_empty() {
            continue;
        }
        let title = |document: &DocumentEntry| document.document.document_type.clone();
        let (readable, unreadable): (Vec<&DocumentEntry>, Vec<&DocumentEntry>) =
            candidates.into_iter().partition(|document| document.unreadable_since().is_none());
        if readable.is_empty() {
            comparison.unknown += 1;
            let reasons = unreadable
                .into_iter()
                .filter_map(|document| Some((title(document), document.unreadable_since()?.1)));
            rest.push(holding(Holding::Unknown { documents: reasons.collect() }));
        } else {
            comparison.eligible += 1;
            let documents = readable.into_iter().map(title).collect();
            rest.push(holding(Holding::DoesNotHave { documents }));
        }
    }
    having.sort_by_key(|(confidence, _)| *confidence);
    rest.sort_by_key(|platform| matches!(platform.holding, Holding::Unknown { .. }));
    comparison.platforms = having.into_iter().map(|(_, holding)| holding).chain(rest).collect();
    Ok(comparison)
}

fn documents_of(build: &Build, platform: u32) -> Vec<&DocumentEntry> {
    let pairs = build.documents.iter().zip(&build.platform_of);
    pairs.filter(|(_, of)| **of == platform).map(|(document, _)| document).collect()
}

/// For each platform by number, its current clause that is most surely of the type and how sure
/// that is; of equals the one with the least record ID.
fn surest(engine: &Embedded, clause_type: u32) -> HashMap<u32, (u16, ClauseAddress)> {
    let build = &engine.build;
    let mut best: HashMap<u32, (u16, Reverse<RecordId>, ClauseAddress)> = HashMap::new();
    for (segment, columns) in build.segments.iter().enumerate() {
        for clause in 0..columns.clauses {
            let Some(confidence) = columns.confidence(clause, clause_type) else { continue };
            if !columns.is_current(clause) {
                continue;
            }
            let platform = build.platform_of[columns.document[clause as usize] as usize];
            let record = Reverse(RecordId::from_bits(columns.record[clause as usize]));
            let address = ClauseAddress { segment: segment as u32, clause };
            let found = (confidence, record, address);
            let kept = best.entry(platform).or_insert(found);
            *kept = (*kept).max(found);
        }
    }
    let surest = best.into_iter();
    surest.map(|(platform, (confidence, _, address))| (platform, (confidence, address))).collect()
}
