//! How platforms handle one clause type.

use serde::Serialize;
use utoipa::ToSchema;

use super::search::FoundClause;
use super::taxonomy::Prevalence;
use crate::document::{ContentHash, Unreadable};
use crate::search::{Comparison, Embedded, Holding, PlatformHolding, Says, Unread};

/// For each platform, its clause of a type that says most, or why there is none to show.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ComparisonAnswer {
    /// The clause type's slug.
    #[serde(rename = "type")]
    clause_type: String,
    /// The clause type's title.
    title: String,
    prevalence: Prevalence,
    /// Every platform with a document that could hold the type: those that have it first, then the
    /// unsure ones, then those in which none was found, then the unknown ones.
    platforms: Vec<PlatformAnswer>,
    /// The index build that answered.
    #[schema(value_type = String)]
    build: ContentHash,
}

/// One platform of a comparison.
#[derive(Debug, Serialize, ToSchema)]
struct PlatformAnswer {
    /// The platform's slug.
    slug: String,
    /// The platform's name.
    platform: String,
    #[serde(flatten)]
    holding: HoldingAnswer,
}

/// Whether a platform has a clause of the type.
#[derive(Debug, Serialize, ToSchema)]
#[serde(tag = "holding", rename_all = "kebab-case")]
enum HoldingAnswer {
    /// It has one.
    Has {
        /// One that answers the type's question, or else its surest clause of the type.
        clause: Box<FoundClause>,
        /// What the platform answers to the type's question: `yes`, `no` or, of different cases,
        /// `both`; null where it says neither in words that we can tell, or the question is none of
        /// yes and no.
        says: Option<SaysAnswer>,
    },
    /// It may have one: a passage comes near.
    Unsure {
        /// The nearest passage.
        nearest: Box<FoundClause>,
    },
    /// None was found in what was read: all its documents that could hold one.
    NoneFound {
        /// The titles of those documents.
        documents: Vec<String>,
    },
    /// It cannot be known: a document that could hold one was not read.
    Unknown {
        /// The documents that were not read, and why.
        documents: Vec<UnreadDocument>,
    },
}

/// What a platform answers to a question of yes and no.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
enum SaysAnswer {
    Yes,
    No,
    Both,
}

/// A document that cannot tell what a platform has.
#[derive(Debug, Serialize, ToSchema)]
struct UnreadDocument {
    /// Its title.
    document: String,
    reason: UnreadReason,
    /// Its language, BCP 47, where that is the reason and can be told.
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<String>,
}

/// Why a document cannot tell what a platform has.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
enum UnreadReason {
    /// Its last captures hold too little text.
    Stub,
    /// They ask for JavaScript or cookies.
    NeedsScript,
    /// They are a bot wall, a login or an error page.
    Wall,
    /// Their text shrank to a fraction.
    Collapse,
    /// It is in a language that labels are not read out of.
    Language,
    /// The archive ceased to hold it: it is not observed any more.
    NotObserved,
    /// None of its versions bears a date that can be true.
    SuspectDate,
}

impl ComparisonAnswer {
    pub(crate) fn new(comparison: &Comparison, engine: &Embedded) -> Self {
        let taxonomy = engine.taxonomy();
        let known = taxonomy.clause_type(&comparison.clause_type);
        let platforms = comparison.platforms.iter();
        Self {
            clause_type: comparison.clause_type.clone(),
            title: known.map(|known| known.title.clone()).unwrap_or_default(),
            prevalence: Prevalence::new(&comparison.tally),
            platforms: platforms.map(|platform| PlatformAnswer::new(platform, engine)).collect(),
            build: engine.build().digest,
        }
    }
}

impl PlatformAnswer {
    fn new(platform: &PlatformHolding, engine: &Embedded) -> Self {
        let found = |hit| Box::new(FoundClause::new(hit, engine.taxonomy()));
        let holding = match &platform.holding {
            Holding::Has { clause, says } => {
                HoldingAnswer::Has { clause: found(clause), says: says.map(SaysAnswer::new) }
            }
            Holding::Unsure { nearest } => HoldingAnswer::Unsure { nearest: found(nearest) },
            Holding::NoneFound { documents } => {
                HoldingAnswer::NoneFound { documents: documents.clone() }
            }
            Holding::Unknown { documents } => {
                let documents =
                    documents.iter().map(|(title, why)| UnreadDocument::new(title, why));
                HoldingAnswer::Unknown { documents: documents.collect() }
            }
        };
        Self { slug: platform.slug.clone(), platform: platform.platform.clone(), holding }
    }
}

impl SaysAnswer {
    fn new(says: Says) -> Self {
        match says {
            Says::Yes => Self::Yes,
            Says::No => Self::No,
            Says::Both => Self::Both,
        }
    }
}

impl UnreadDocument {
    fn new(title: &str, why: &Unread) -> Self {
        let (reason, language) = match why {
            Unread::Unreadable(Unreadable::Stub) => (UnreadReason::Stub, None),
            Unread::Unreadable(Unreadable::NeedsScript) => (UnreadReason::NeedsScript, None),
            Unread::Unreadable(Unreadable::Wall) => (UnreadReason::Wall, None),
            Unread::Unreadable(Unreadable::Collapse) => (UnreadReason::Collapse, None),
            Unread::Language(language) => (UnreadReason::Language, language.clone()),
            Unread::Ended => (UnreadReason::NotObserved, None),
            Unread::Undated => (UnreadReason::SuspectDate, None),
        };
        Self { document: title.to_owned(), reason, language }
    }
}
