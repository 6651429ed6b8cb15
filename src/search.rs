//! Answers queries: hits, facets, groups, comparison, similar clauses, changes; and suggests some.
//!
//! A [`Request`] is what a caller asks, in names and words. [`Plan::new`] reads it once, against
//! the taxonomy, into a [`Plan`], which can be sent elsewhere; an [`Engine`] answers plans. The
//! engine at hand is [`Embedded`], over a tantivy build.

mod changes;
mod compare;
mod compile;
mod counts;
mod cursor;
mod embedded;
mod expand;
mod facts;
mod filter;
mod function_words;
mod hits;
mod intent;
mod marks;
mod matches;
mod matter;
mod meter;
mod offers;
mod plan;
mod relax;
mod request;
mod similar;
mod snippet;
mod spans;
mod spelling;
mod suggest;
mod typed;

pub use changes::ClauseChange;
pub use compare::{Answers, Comparison, Holding, PlatformHolding, Says, Tally, Unread};
pub use embedded::Embedded;
pub use intent::Intent;
pub use meter::{STEPS_MAX, Stop, is_given_up, until};
pub use offers::{Everywhere, NamedType, Offers};
pub use plan::{Change, Moment, Plan, Selection, When};
pub use relax::{PASSES_MAX, Relaxed, Unfiltered};
pub use request::{Facet, Request, Sort, Widen};
pub use snippet::Snippet;
pub use spelling::{Correction, DidYouMean};
pub use suggest::{Suggestion, SuggestionKind};

use crate::clause::{RecordId, Span};
use crate::document::ContentHash;
use crate::index::{ClauseAddress, DocumentEntry, Entry, IndexError};
use crate::query::{Note, QueryError};

/// The most hits that one page holds.
pub const LIMIT_MAX: usize = 100;

/// The most matches that one listing holds.
pub const LISTING_MAX: usize = 100_000;

/// What was found.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The query re-written as it was understood.
    pub understood: String,
    /// What was passed over in the query.
    pub notes: Vec<Note>,
    /// By what the hits were found.
    pub answered_by: AnsweredBy,
    /// The clause types that the hits are of when they were found by meaning, the likeliest first.
    pub meant: Vec<Intent>,
    /// What else could be asked for.
    pub offers: Offers,
    /// How many clauses match, exactly; folding changes nothing about it.
    pub total: u64,
    /// How many platforms have a matching clause, exactly.
    pub platforms: u64,
    /// The hits of this page, in order; one a platform when grouped, one of those that say nearly
    /// the same when folded.
    pub hits: Vec<Hit>,
    /// The facets asked for, in that order.
    pub facets: Vec<FacetCounts>,
    /// Where to go on; none after the last hit.
    pub next_cursor: Option<String>,
    /// The build that answered.
    pub build: ContentHash,
}

/// By what an answer's clauses were found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnsweredBy {
    /// By the words, as the query says; with [`Widen::Always`] by what they mean as well.
    Words,
    /// By what the words mean, since no clause has them all.
    Meaning,
}

/// Everything that a plan finds, in order, up to a limit; what it says is fetched one by one.
#[derive(Debug, Clone)]
pub struct Listing {
    /// How many matches there are in all, exactly; one a platform when grouped.
    pub total: u64,
    /// The matches, in order.
    pub matches: Vec<Match>,
    /// Where to go on; none behind the last match.
    pub next_cursor: Option<String>,
}

/// A clause of a listing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Match {
    /// Where the index keeps it.
    pub address: ClauseAddress,
    /// How well it matches; comparable within one listing.
    pub score: f32,
    /// How many clauses of its platform match, when grouped by platform.
    pub of_platform: Option<u64>,
}

/// A number of clauses.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    /// How many clauses.
    pub clauses: u64,
    /// How many platforms have such a clause.
    pub platforms: u64,
}

/// A clause that was found.
#[derive(Debug, Clone)]
pub struct Hit {
    /// Where the index keeps it.
    pub address: ClauseAddress,
    /// Its record ID.
    pub record: RecordId,
    /// What the index holds of it.
    pub entry: Entry,
    /// The document that it stands in.
    pub document: DocumentEntry,
    /// How well it matches; comparable within one answer.
    pub score: f32,
    /// The words that made it match, as ascending, disjoint byte ranges of the wording.
    pub highlights: Vec<Span>,
    /// The telling part of the wording.
    pub snippet: Snippet,
    /// How many clauses of its platform match, when grouped by platform.
    pub of_platform: Option<u64>,
    /// The other matches of its platform that say nearly the same, by record ID; when folded.
    pub duplicates: Vec<Duplicate>,
}

impl Hit {
    /// Whether this wording stands now: in the last version of a document that can be read.
    #[must_use]
    pub fn is_current(&self) -> bool {
        self.entry.is_current(&self.document)
    }
}

/// A match that is shown under another one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duplicate {
    /// Its record ID.
    pub record: RecordId,
    /// Which wording of the record it is, from 1.
    pub wording: u32,
    /// The slug of the document that it stands in.
    pub document_slug: String,
    /// The document type's title.
    pub document_type: String,
}

/// How many of the hits have each value of a facet, as if the facet's own selection were off.
#[derive(Debug, Clone)]
pub struct FacetCounts {
    /// The facet.
    pub facet: Facet,
    /// The values that occur and those selected, the most frequent first, then by value.
    pub values: Vec<FacetValue>,
}

/// A value of a facet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacetValue {
    /// The slug or code.
    pub value: String,
    /// The name for readers.
    pub label: String,
    /// The value that contains it, such as a type's category or a state's country.
    pub parent: Option<String>,
    /// How many clauses have it.
    pub clauses: u64,
    /// How many platforms have such a clause.
    pub platforms: u64,
    /// Whether the request selects it.
    pub is_selected: bool,
}

/// A search that could not be answered.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    /// The query is beyond a limit or, when strict, cannot be understood. The caller can mend it.
    #[error(transparent)]
    Query(#[from] QueryError),
    /// A filter beside the query names something that does not exist. The caller can mend it.
    #[error("`{value}` is not a known {}{}", facet.name(), did_you_mean(suggestion.as_deref()))]
    UnknownValue {
        /// The facet.
        facet: Facet,
        /// The value as given.
        value: String,
        /// The known value most like it.
        suggestion: Option<String>,
    },
    /// A parameter lies outside its range. The caller can mend it.
    #[error("`{parameter}` must be {expected}, not `{found}`")]
    Range {
        /// The parameter.
        parameter: &'static str,
        /// What it may be.
        expected: String,
        /// What it was.
        found: String,
    },
    /// The cursor is of another query or another build. The caller begins anew.
    #[error(
        "the cursor does not belong to this query and this build of the index; start from the first page"
    )]
    Cursor,
    /// A word with `!` or `*` stands for too many words. The caller can lengthen it.
    #[error("`{pattern}` stands for more than {maximum} words; write more letters of it")]
    TooBroad {
        /// The pattern as understood.
        pattern: String,
        /// How many words a pattern may stand for.
        maximum: usize,
    },
    /// Matching the query takes too many steps. The caller can ask for less.
    #[error("`{operator}` takes more than {maximum} steps; {repair}")]
    TooCostly {
        /// What took the last of the steps, as it is written in a query.
        operator: String,
        /// What would make it cheaper.
        repair: &'static str,
        /// How many steps a search may take.
        maximum: u64,
        /// How many it had taken when it ended.
        spent: u64,
    },
    /// Nobody waits for the answer any more.
    #[error("the search was given up")]
    Stopped,
    /// There is no clause of that record ID. The caller can mend it.
    #[error("there is no clause {0} in this index")]
    NoSuchRecord(RecordId),
    /// The index failed. Not the caller's doing.
    #[error("the index failed")]
    Index(#[from] IndexError),
}

fn did_you_mean(suggestion: Option<&str>) -> String {
    suggestion.map(|name| format!("; did you mean `{name}`?")).unwrap_or_default()
}

impl From<tantivy::TantivyError> for SearchError {
    fn from(error: tantivy::TantivyError) -> Self {
        Self::Index(IndexError::Engine(error))
    }
}

/// Answers plans.
pub trait Engine {
    /// Finds the clauses that a plan asks for.
    ///
    /// # Errors
    ///
    /// [`SearchError::TooBroad`], [`SearchError::TooCostly`], [`SearchError::Cursor`],
    /// [`SearchError::Stopped`], and when the index fails.
    fn search(&self, plan: &Plan) -> Result<Answer, SearchError>;

    /// Lists the first `limit` matches of a plan behind its cursor, whatever the plan's own limit.
    ///
    /// A list holds every match, also those that pages fold. `limit` is at most [`LISTING_MAX`]; a match takes 24 bytes of memory.
    ///
    /// # Errors
    ///
    /// As for [`Self::search`].
    fn list(&self, plan: &Plan, limit: usize) -> Result<Listing, SearchError>;

    /// The newest changes by which a platform added, reworded or removed what a plan finds, the
    /// newest first, at most `limit`.
    ///
    /// The wording that was added, is new or was removed is the one that must match, whether it
    /// stands now or not. Where the query names changes, such as `added:2024..`, only these count.
    /// Wordings that were taken back within days are no changes, and neither are those that differ
    /// from the one before in case, punctuation and white space at most.
    ///
    /// # Errors
    ///
    /// As for [`Self::search`], but for the cursor.
    fn changes(&self, plan: &Plan, limit: usize) -> Result<Vec<ClauseChange>, SearchError>;

    /// Fetches a clause: the wording that stood last, or that of the number given, from 1.
    ///
    /// # Errors
    ///
    /// [`SearchError::NoSuchRecord`], and when the index fails.
    fn clause(&self, record: RecordId, number: Option<u32>) -> Result<Hit, SearchError>;

    /// All wordings of a clause, by number.
    ///
    /// # Errors
    ///
    /// [`SearchError::NoSuchRecord`], and when the index fails.
    fn history(&self, record: RecordId) -> Result<Vec<Hit>, SearchError>;

    /// The current clauses of other platforms most like this one, one a platform, of the same
    /// type where the clause has one; the nearest wording first.
    ///
    /// # Errors
    ///
    /// [`SearchError::NoSuchRecord`], and when the index fails.
    fn similar(&self, record: RecordId, limit: usize) -> Result<Vec<Hit>, SearchError>;

    /// For each platform, its current clause of that type that says most, or why there is none to
    /// show.
    ///
    /// `platforms` narrows it to those slugs or names; empty for all.
    ///
    /// # Errors
    ///
    /// [`SearchError::UnknownValue`], and when the index fails.
    fn compare(&self, clause_type: &str, platforms: &[String]) -> Result<Comparison, SearchError>;

    /// How many platforms have a clause of that type, of those that could.
    ///
    /// # Errors
    ///
    /// [`SearchError::UnknownValue`], and when the index fails.
    fn tally(&self, clause_type: &str) -> Result<Tally, SearchError>;

    /// Shows where a clause meets a plan's query, wherever it was found; nowhere when it does not.
    fn mark(&self, hit: Hit, plan: &Plan) -> Hit;

    /// What a search box offers for `text`, whose last word may be unfinished: at most `limit`
    /// suggestions, the best first.
    ///
    /// What begins with `text`, by any of its names, comes before what has its words elsewhere; of
    /// equals, the kinds come in the order of [`SuggestionKind`]; of one kind, what is shown under
    /// the name that begins so comes first, then what finds more clauses. Case and accents do not
    /// matter. A text without words has no suggestions.
    ///
    /// # Errors
    ///
    /// When the index fails.
    fn suggest(&self, text: &str, limit: usize) -> Result<Vec<Suggestion>, SearchError>;
}
