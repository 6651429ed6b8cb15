//! What an engine is to do: a request, read once and made exact.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use super::{Facet, LIMIT_MAX, Request, SearchError, Sort, Widen};
use crate::document::slug;
use crate::index::Build;
use crate::query::{self, Event, EventKind, Field, Filter, Mode, Query, QueryError, Unknown};
use crate::taxonomy::{Severity, Taxonomy};

/// A request made exact: names are slugs, dates are seconds. It can be sent elsewhere.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Plan {
    /// The query, without the fields that became selections.
    pub query: Query,
    /// The selected facet values; a clause must meet every selection.
    pub selections: Vec<Selection>,
    /// When a clause must have stood or changed.
    pub when: When,
    /// The order of the hits.
    pub sort: Sort,
    /// Whether each platform shows its best clause only.
    pub by_platform: bool,
    /// Whether clauses of one platform that say nearly the same are shown as one.
    pub fold: bool,
    /// When clauses match too that may well be of the types that the query names.
    pub widen: Widen,
    /// The facets to count.
    pub facets: Vec<Facet>,
    /// The most hits to return.
    pub limit: usize,
    /// Where to go on.
    pub cursor: Option<String>,
}

/// Values of one facet, any of which a clause must have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Selection {
    /// The facet.
    pub facet: Facet,
    /// The slugs or codes.
    pub values: Vec<String>,
}

/// When a clause must have stood, and what must have happened to it then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct When {
    /// When it stood.
    pub moment: Moment,
    /// What happened to it, and when: of each of these at least one.
    pub changes: Vec<Vec<Change>>,
}

/// When a clause stood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Moment {
    /// It stands in the last readable version.
    Now,
    /// It stood at that second since 1970.
    At(i64),
    /// It stood at any time.
    Ever,
}

/// Something that happened to a clause in a span of seconds since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// What happened.
    pub kind: EventKind,
    /// The first second.
    pub from: i64,
    /// One past the last second.
    pub to: i64,
}

impl Plan {
    /// Reads a request against what the taxonomy and the build know.
    ///
    /// # Errors
    ///
    /// When the query is beyond a limit or, if strict, not understood; when a filter beside it
    /// names something unknown; when the limit is out of range.
    pub fn new(request: &Request, taxonomy: &Taxonomy, build: &Build) -> Result<Self, SearchError> {
        if !(1..=LIMIT_MAX).contains(&request.limit) {
            return Err(SearchError::Range {
                parameter: "limit",
                expected: format!("from 1 to {LIMIT_MAX}"),
                found: request.limit.to_string(),
            });
        }
        let mode = if request.strict { Mode::Strict } else { Mode::Lenient };
        let query = read(&request.query, mode, taxonomy, build)?;

        let mut selections: Vec<Selection> = Vec::new();
        let typed = query.filters.iter().map(|filter| (facet_of(filter.field), &filter.value));
        let chosen = request.filters.iter().map(|(facet, value)| (*facet, value));
        for (facet, value) in typed.chain(chosen) {
            let value = resolve(facet, value, taxonomy, build)?;
            match selections.iter_mut().find(|selection| selection.facet == facet) {
                Some(selection) => selection.values.push(value),
                None => selections.push(Selection { facet, values: vec![value] }),
            }
        }

        let moment = match query.time.scope {
            query::Scope::Ever => Moment::Ever,
            query::Scope::AsOf(date) => Moment::At(day_after(date) - 1),
            // What was removed or changed need not stand any more.
            query::Scope::Current if !query.time.events.is_empty() => Moment::Ever,
            query::Scope::Current if request.ever => Moment::Ever,
            query::Scope::Current => {
                request.as_of.map_or(Moment::Now, |moment| Moment::At(moment.as_second()))
            }
        };
        let any = |events: &Vec<Event>| events.iter().map(change).collect();
        let changes: Vec<Vec<Change>> = query.time.events.iter().map(any).collect();
        // Wordings through time are alike by nature, and are what is asked for then.
        let is_moment = moment != Moment::Ever && changes.is_empty();
        let is_list = request.sort == Sort::Relevance && !request.by_platform;
        Ok(Self {
            query,
            selections,
            when: When { moment, changes },
            sort: request.sort,
            by_platform: request.by_platform,
            fold: request.fold && is_list && is_moment,
            widen: request.widen,
            facets: request.facets.clone(),
            limit: request.limit,
            cursor: request.cursor.clone(),
        })
    }

    /// Reads a query alone, for a clause or document that is chosen otherwise.
    ///
    /// # Errors
    ///
    /// As for [`Self::new`].
    pub fn of_query(query: &str, taxonomy: &Taxonomy, build: &Build) -> Result<Self, SearchError> {
        let request = Request { query: query.to_owned(), limit: 1, ..Request::default() };
        Self::new(&request, taxonomy, build)
    }
}

/// Reads a query; the values of its fields that are not known are faults.
pub(super) fn read(
    text: &str,
    mode: Mode,
    taxonomy: &Taxonomy,
    build: &Build,
) -> Result<Query, QueryError> {
    let unknown = |filter: &Filter| {
        let facet = facet_of(filter.field);
        let is_known = find(facet, &filter.value, taxonomy, build).is_some();
        (!is_known).then(|| Unknown { nearest: nearest(facet, &filter.value, taxonomy, build) })
    };
    query::parse_knowing(text, mode, &unknown)
}

/// The selection that a field of a query stands for; one that is unknown selects nothing.
pub(super) fn selection(filter: &Filter, taxonomy: &Taxonomy, build: &Build) -> Selection {
    let facet = facet_of(filter.field);
    let value = find(facet, &filter.value, taxonomy, build);
    Selection { facet, values: vec![value.unwrap_or_else(|| slug(&filter.value))] }
}

/// The facet that a field of a query selects in.
pub(super) fn facet_of(field: Field) -> Facet {
    match field {
        Field::Platform => Facet::Platform,
        Field::Type => Facet::Type,
        Field::Category => Facet::Category,
        Field::Severity => Facet::Severity,
        Field::Jurisdiction => Facet::Jurisdiction,
        Field::Regulation => Facet::Regulation,
        Field::DocumentType => Facet::DocumentType,
        Field::Language => Facet::Language,
    }
}

/// The slug or code of a value that the taxonomy names; none when it names no such thing.
fn known(facet: Facet, value: &str, taxonomy: &Taxonomy) -> Option<String> {
    match facet {
        Facet::Type => taxonomy.clause_type(value).map(|entry| entry.slug.clone()),
        Facet::Category => taxonomy.category(value).map(|entry| entry.slug.clone()),
        Facet::Severity => value.parse::<Severity>().ok().map(|severity| severity.to_string()),
        Facet::Jurisdiction => taxonomy.jurisdiction(value).map(|entry| entry.code.clone()),
        Facet::Regulation => taxonomy.regulation(value).map(|entry| entry.slug.clone()),
        Facet::DocumentType => taxonomy.document_type(value).map(|entry| entry.slug.clone()),
        Facet::Platform | Facet::Language => None,
    }
}

/// The slug or code of a value; none when nothing is called so.
fn find(facet: Facet, value: &str, taxonomy: &Taxonomy, build: &Build) -> Option<String> {
    if facet == Facet::Platform {
        return platform(value, build);
    }
    let by_slug = || {
        let wanted = slug(value);
        names(facet, taxonomy, build).contains(&wanted).then_some(wanted)
    };
    known(facet, value, taxonomy).or_else(by_slug)
}

/// The slug of a platform: by its slug, by its exact name, by its name whatever the case, or by a
/// name that differs in its signs too; of twins, the first of these tells which is meant.
fn platform(value: &str, build: &Build) -> Option<String> {
    let is_slug = |wanted: &str| build.platforms.iter().any(|slug| slug == wanted);
    if is_slug(value) {
        return Some(value.to_owned());
    }
    let named = |is_name: &dyn Fn(&str) -> bool| {
        let entry = build.documents.iter().find(|entry| is_name(&entry.document.platform));
        entry.map(|entry| entry.platform_slug.clone())
    };
    let lower = value.to_lowercase();
    let wanted = slug(value);
    named(&|name| name == value)
        .or_else(|| named(&|name| name.to_lowercase() == lower))
        .or_else(|| is_slug(&wanted).then_some(wanted))
}

/// The slugs or codes of everything that a facet's values can be.
fn names(facet: Facet, taxonomy: &Taxonomy, build: &Build) -> Vec<String> {
    match facet {
        Facet::Type => taxonomy.types.iter().map(|entry| entry.slug.clone()).collect(),
        Facet::Category => taxonomy.categories.iter().map(|entry| entry.slug.clone()).collect(),
        Facet::Severity => Severity::ALL.iter().map(ToString::to_string).collect(),
        Facet::Jurisdiction => {
            taxonomy.jurisdictions.iter().map(|entry| entry.code.clone()).collect()
        }
        Facet::Regulation => taxonomy.regulations.iter().map(|entry| entry.slug.clone()).collect(),
        Facet::DocumentType => {
            build.documents.iter().map(|entry| slug(&entry.document.document_type)).collect()
        }
        Facet::Platform => build.platforms.clone(),
        Facet::Language => {
            build.documents.iter().filter_map(|entry| entry.language.clone()).collect()
        }
    }
}

/// The known value most like one that is not known, where one is like it.
fn nearest(facet: Facet, value: &str, taxonomy: &Taxonomy, build: &Build) -> Option<String> {
    let wanted = slug(value);
    let names = names(facet, taxonomy, build);
    let likeness = |name: &&String| (strsim::jaro_winkler(&slug(name), &wanted) * 1000.0) as u32;
    names.iter().max_by_key(likeness).filter(|name| likeness(name) > 800).cloned()
}

/// The slug or code of a value, which must be known.
fn resolve(
    facet: Facet,
    value: &str,
    taxonomy: &Taxonomy,
    build: &Build,
) -> Result<String, SearchError> {
    find(facet, value, taxonomy, build).ok_or_else(|| SearchError::UnknownValue {
        facet,
        value: value.to_owned(),
        suggestion: nearest(facet, value, taxonomy, build),
    })
}

fn change(event: &Event) -> Change {
    let from = event.from.map_or(i64::MIN, |date| day_after(date) - SECONDS_A_DAY);
    Change { kind: event.kind, from, to: event.until.map_or(i64::MAX, day_after) }
}

const SECONDS_A_DAY: i64 = 24 * 60 * 60;

/// The first second of the day after `date`, UTC.
fn day_after(date: Date) -> i64 {
    let start = date.to_zoned_datetime(TimeZone::UTC);
    start.map_or(i64::MAX, |start| start.timestamp().as_second() + SECONDS_A_DAY)
}
