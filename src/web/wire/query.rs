//! How a query was read, and what else could be asked for.

use serde::Serialize;
use utoipa::ToSchema;

use super::words::FacetParameter;
use crate::query::{Note, Query};
use crate::search::{Answer, Correction, DidYouMean, Everywhere, NamedType, Relaxed, Unfiltered};
use crate::taxonomy::Taxonomy;

/// How the query was read, and what else could be asked for.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct QueryEcho {
    #[serde(flatten)]
    reading: QueryReading,
    /// The clause types that the query seems to ask for, the likeliest first; none when a type is
    /// selected. Clauses that bear them rank higher, and each can be given as `type`.
    types: Vec<RecognisedType>,
    /// The query in the index's own spelling; absent unless that finds more.
    #[serde(skip_serializing_if = "Option::is_none")]
    did_you_mean: Option<SpellingOffer>,
    /// When no words are found: what the query finds with less asked for, what keeps most of it
    /// first. Where only another spelling finds a word, the query is taken in that spelling.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    relaxed: Vec<RelaxedQuery>,
    /// When no words are found: what the query finds without the filters of one facet, the most
    /// first; of facets without which it finds something.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    unfiltered: Vec<UnfilteredQuery>,
}

/// How the query was read.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct QueryReading {
    /// The query as typed.
    text: String,
    /// The query as it was understood.
    understood: String,
    /// What was passed over, or read in a special way.
    notes: Vec<QueryNote>,
}

/// Something in the query that was passed over, or read in a special way.
#[derive(Debug, Serialize, ToSchema)]
struct QueryNote {
    /// What it is about, for programs.
    #[schema(value_type = String, example = "unbalanced-quote")]
    code: serde_json::Value,
    /// What it is about, for people.
    message: String,
    /// The bytes of the typed query: the first, and one past the last.
    span: [usize; 2],
    /// What could stand there instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    repair: Option<String>,
}

/// A clause type that the query seems to ask for.
#[derive(Debug, Serialize, ToSchema)]
struct RecognisedType {
    /// The clause type's slug, as the filter takes it.
    #[schema(example = "data-sale")]
    slug: String,
    /// The clause type's name.
    title: String,
    /// How much of the query speaks of it, from 0 to 1.
    #[schema(minimum = 0, maximum = 1)]
    strength: f32,
    /// How many of the clauses found bear it, exactly.
    clauses: u64,
    /// How many platforms have such a clause.
    platforms: u64,
    /// When the query finds nothing: what of this type there is.
    #[serde(skip_serializing_if = "Option::is_none")]
    everywhere: Option<TypeEverywhere>,
}

/// What there is of a clause type within the filters, whatever its words.
#[derive(Debug, Serialize, ToSchema)]
struct TypeEverywhere {
    /// The query as it would be understood without its words.
    understood: String,
    /// How many clauses bear the type, exactly.
    clauses: u64,
    /// How many platforms have such a clause.
    platforms: u64,
}

/// The query in the index's own spelling.
#[derive(Debug, Serialize, ToSchema)]
struct SpellingOffer {
    /// The whole query with its words replaced.
    #[schema(example = "arbitration")]
    text: String,
    /// What was replaced, in the query's order.
    corrections: Vec<WordCorrection>,
    /// How many clauses it finds, exactly.
    total: u64,
    /// How many platforms have such a clause.
    platforms: u64,
}

/// A word that hardly any clause has, and one much like it that many have.
#[derive(Debug, Serialize, ToSchema)]
struct WordCorrection {
    /// The word, in lower case.
    #[schema(example = "arbitraton")]
    word: String,
    /// The word in its place.
    #[schema(example = "arbitration")]
    replacement: String,
    /// The bytes of the typed query: the first, and one past the last.
    span: [usize; 2],
}

/// A query that asks for less than the one that found nothing.
#[derive(Debug, Serialize, ToSchema)]
struct RelaxedQuery {
    /// The query as it would be understood.
    #[schema(example = "sell data")]
    understood: String,
    /// The words, phrases and connectors left out, as they are written; `""` for quotation marks.
    dropped: Vec<String>,
    /// How many clauses it finds, exactly.
    total: u64,
    /// How many platforms have such a clause.
    platforms: u64,
}

/// The query without the filters of one facet.
#[derive(Debug, Serialize, ToSchema)]
struct UnfilteredQuery {
    /// The facet, by the name of its parameter.
    #[schema(value_type = FacetParameter)]
    facet: &'static str,
    /// The query as it would be understood, without the facet's fields.
    understood: String,
    /// How many clauses it finds when nothing is selected in the facet, exactly.
    total: u64,
    /// How many platforms have such a clause.
    platforms: u64,
}

impl QueryEcho {
    pub(super) fn new(text: &str, answer: &Answer, taxonomy: &Taxonomy) -> Self {
        let offers = &answer.offers;
        let types = offers.types.iter().map(|named| RecognisedType::new(named, taxonomy));
        Self {
            reading: QueryReading {
                text: text.to_owned(),
                understood: answer.understood.clone(),
                notes: answer.notes.iter().map(QueryNote::new).collect(),
            },
            types: types.collect(),
            did_you_mean: offers.did_you_mean.as_ref().map(SpellingOffer::new),
            relaxed: offers.relaxed.iter().map(RelaxedQuery::new).collect(),
            unfiltered: offers.unfiltered.iter().map(UnfilteredQuery::new).collect(),
        }
    }
}

impl QueryReading {
    pub(super) fn new(query: &Query) -> Self {
        Self {
            text: query.text.clone(),
            understood: query.understood.clone(),
            notes: query.notes.iter().map(QueryNote::new).collect(),
        }
    }
}

impl QueryNote {
    fn new(note: &Note) -> Self {
        Self {
            code: serde_json::to_value(note.code).unwrap_or_default(),
            message: note.message.clone(),
            span: [note.span.0, note.span.1],
            repair: note.repair.clone(),
        }
    }
}

impl RecognisedType {
    fn new(named: &NamedType, taxonomy: &Taxonomy) -> Self {
        let entry = &taxonomy.types[named.intent.clause_type];
        let everywhere = |Everywhere { understood, found }: &Everywhere| TypeEverywhere {
            understood: understood.clone(),
            clauses: found.clauses,
            platforms: found.platforms,
        };
        Self {
            slug: entry.slug.clone(),
            title: entry.title.clone(),
            strength: named.intent.strength,
            clauses: named.found.clauses,
            platforms: named.found.platforms,
            everywhere: named.everywhere.as_ref().map(everywhere),
        }
    }
}

impl SpellingOffer {
    fn new(offer: &DidYouMean) -> Self {
        let correction = |Correction { word, replacement, span }: &Correction| WordCorrection {
            word: word.clone(),
            replacement: replacement.clone(),
            span: [span.0, span.1],
        };
        Self {
            text: offer.text.clone(),
            corrections: offer.corrections.iter().map(correction).collect(),
            total: offer.found.clauses,
            platforms: offer.found.platforms,
        }
    }
}

impl RelaxedQuery {
    fn new(relaxed: &Relaxed) -> Self {
        Self {
            understood: relaxed.understood.clone(),
            dropped: relaxed.dropped.clone(),
            total: relaxed.found.clauses,
            platforms: relaxed.found.platforms,
        }
    }
}

impl UnfilteredQuery {
    fn new(unfiltered: &Unfiltered) -> Self {
        Self {
            facet: unfiltered.facet.name(),
            understood: unfiltered.understood.clone(),
            total: unfiltered.found.clauses,
            platforms: unfiltered.found.platforms,
        }
    }
}
