//! Comparison: for each platform its clause of a type, or why there is none to show.

use super::embedded::Embedded;
use super::matter::Matter;
use super::{Facet, Hit, Plan, Request, SearchError};
use crate::classify;
use crate::clause::Sureness;
use crate::document::Unreadable;
use crate::index::{Build, DocumentEntry, Standing};

/// How platforms handle one clause type.
#[derive(Debug, Clone)]
pub struct Comparison {
    /// The clause type's slug.
    pub clause_type: String,
    /// Every platform with a document that could hold the type: those that have it first, those
    /// that answer its question before the others, then the surest clause first; then the unsure
    /// ones; then those in which none was found; then the unknown ones; each by slug.
    pub platforms: Vec<PlatformHolding>,
    /// How many platforms have what.
    pub tally: Tally,
}

/// How many platforms have a clause of a type, of those with a document that could hold it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many have such a clause.
    pub has: u64,
    /// In how many none was found, though all documents that could hold it were read.
    pub none_found: u64,
    /// In how many something comes near it.
    pub unsure: u64,
    /// Of how many it cannot be known.
    pub unknown: u64,
    /// What those that have it answer to the type's question; none where it is no question of yes
    /// and no.
    pub answers: Option<Answers>,
}

/// What platforms answer to a question of yes and no.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Answers {
    /// How many say yes, and never no.
    pub yes: u64,
    /// How many say no, and never yes.
    pub no: u64,
    /// How many say both, of different cases.
    pub both: u64,
    /// How many speak of it and say neither in words that we can tell.
    pub neither: u64,
}

/// What a platform answers to a question of yes and no.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Says {
    /// Yes, and never no.
    Yes,
    /// No, and never yes.
    No,
    /// Both, of different cases.
    Both,
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
    /// It has one.
    Has {
        /// The clause to show: one that answers the type's question, or else the surest.
        clause: Box<Hit>,
        /// What the platform answers to the type's question, if it says so and it is one of yes and
        /// no.
        says: Option<Says>,
    },
    /// It may have one: this passage comes near.
    Unsure {
        /// The nearest passage.
        nearest: Box<Hit>,
    },
    /// None was found in what was read: all its documents that could hold one, in a language that
    /// is read.
    NoneFound {
        /// The titles of those documents.
        documents: Vec<String>,
    },
    /// It cannot be known: a document that could hold one was not read.
    Unknown {
        /// The titles of the documents that were not read, and why.
        documents: Vec<(String, Unread)>,
    },
}

/// Why a document cannot tell what a platform has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unread {
    /// Its last captures cannot be read.
    Unreadable(Unreadable),
    /// It is in that language, or in one that cannot be told; labels are read out of English alone.
    Language(Option<String>),
    /// The archive ceased to hold it: it is not observed any more.
    Ended,
    /// None of its versions bears a date that can be true.
    Undated,
}

/// What a platform has, before any clause is fetched.
enum Verdict {
    Has,
    Unsure,
    NoneFound(Vec<String>),
    Unknown(Vec<(String, Unread)>),
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
    let build = &*engine.build;
    let wanted = Plan::new(&request, &engine.taxonomy, build)?.selections;
    let wanted = wanted.first().map(|selection| selection.values.as_slice());
    let place = place_of(engine, clause_type)?;
    let entry = &engine.taxonomy.types[place];
    let matter = engine.matter(place)?;

    let mut tally =
        Tally { answers: entry.answer.as_ref().map(|_| Answers::default()), ..Tally::default() };
    let mut listed = Vec::new();
    for (number, slug) in (0..).zip(&build.platforms) {
        if wanted.is_some_and(|wanted| !wanted.contains(slug)) {
            continue;
        }
        let documents = documents_of(build, number);
        let Some(verdict) = verdict(&matter, number, &documents, &entry.document_types) else {
            continue;
        };
        let (rank, holding) = shown(engine, &matter, number, verdict, &mut tally)?;
        let platform = documents[0].document.platform.clone();
        listed.push((rank, PlatformHolding { slug: slug.clone(), platform, holding }));
    }
    // Stable, so that equals stay in the order of their slugs.
    listed.sort_by_key(|(rank, _)| *rank);
    let platforms = listed.into_iter().map(|(_, platform)| platform).collect();
    Ok(Comparison { clause_type: entry.slug.clone(), platforms, tally })
}

/// Counts how many platforms have what of `clause_type`; fetches no clause.
pub(super) fn tally(engine: &Embedded, clause_type: &str) -> Result<Tally, SearchError> {
    let place = place_of(engine, clause_type)?;
    let entry = &engine.taxonomy.types[place];
    let matter = engine.matter(place)?;
    let mut tally =
        Tally { answers: entry.answer.as_ref().map(|_| Answers::default()), ..Tally::default() };
    for number in 0..engine.build.platforms.len() as u32 {
        let documents = documents_of(&engine.build, number);
        if let Some(verdict) = verdict(&matter, number, &documents, &entry.document_types) {
            tally.add(&verdict, says(&matter, number));
        }
    }
    Ok(tally)
}

/// The place in the taxonomy of the clause type of that name.
fn place_of(engine: &Embedded, clause_type: &str) -> Result<usize, SearchError> {
    let of_type = (Facet::Type, clause_type.to_owned());
    let request = Request { filters: vec![of_type], limit: 1, ..Request::default() };
    let plan = Plan::new(&request, &engine.taxonomy, &engine.build)?;
    let slug = &plan.selections[0].values[0];
    let place = engine.taxonomy.types.iter().position(|entry| entry.slug == *slug);
    Ok(place.expect("the plan resolved it in this taxonomy"))
}

fn documents_of(build: &Build, platform: u32) -> Vec<&DocumentEntry> {
    let pairs = build.documents.iter().zip(&build.platform_of);
    pairs.filter(|(_, of)| **of == platform).map(|(document, _)| document).collect()
}

/// What a platform has; none when no document of it could hold the type.
fn verdict(
    matter: &Matter,
    platform: u32,
    documents: &[&DocumentEntry],
    document_types: &[String],
) -> Option<Verdict> {
    if matter.found.contains_key(&platform) {
        return Some(Verdict::Has);
    }
    let title = |document: &DocumentEntry| document.document.document_type.clone();
    let could_hold = documents.iter().filter(|one| document_types.contains(&title(one)));
    let (mut read, mut unread) = (Vec::new(), Vec::new());
    for document in could_hold {
        match why_unread(document) {
            Some(why) => unread.push((title(document), why)),
            None => read.push(title(document)),
        }
    }
    match (read.is_empty(), unread.is_empty()) {
        (true, true) => None,
        // What one unread document holds is enough to make an absence untrue.
        (_, false) => Some(Verdict::Unknown(unread)),
        _ if matter.near.contains_key(&platform) => Some(Verdict::Unsure),
        _ => Some(Verdict::NoneFound(read)),
    }
}

/// Why nothing can be told from a document; none where it was read.
fn why_unread(document: &DocumentEntry) -> Option<Unread> {
    match document.standing() {
        _ if document.versions.iter().all(|version| version.is_suspect) => Some(Unread::Undated),
        Standing::Ended { .. } => Some(Unread::Ended),
        Standing::Unreadable { reason, .. } => Some(Unread::Unreadable(reason)),
        Standing::Read => {
            let language = document.language.as_deref();
            let is_read = language.is_some_and(classify::is_language_labelled);
            (!is_read).then(|| Unread::Language(document.language.clone()))
        }
    }
}

fn says(matter: &Matter, platform: u32) -> Option<Says> {
    let found = matter.found.get(&platform)?;
    match (found.says_yes, found.says_no) {
        (true, true) => Some(Says::Both),
        (true, false) => Some(Says::Yes),
        (false, true) => Some(Says::No),
        (false, false) => None,
    }
}

/// Fetches what there is to show of a verdict, and counts it; the least rank comes first.
fn shown(
    engine: &Embedded,
    matter: &Matter,
    platform: u32,
    verdict: Verdict,
    tally: &mut Tally,
) -> Result<((u8, u8, u16), Holding), SearchError> {
    let says = says(matter, platform);
    tally.add(&verdict, says);
    Ok(match verdict {
        Verdict::Has => {
            let found = &matter.found[&platform];
            let confidence = found.confidence.unwrap_or(Sureness::new(0.0));
            let answers = match says {
                Some(Says::Yes | Says::Both) => 0,
                Some(Says::No) => 1,
                None => 2,
            };
            let score = confidence.as_f32();
            let clause = Box::new(Hit { score, ..engine.hit(found.best, None)? });
            ((0, answers, u16::MAX - confidence.bits()), Holding::Has { clause, says })
        }
        Verdict::Unsure => {
            let nearest = Box::new(engine.hit(matter.near[&platform], None)?);
            ((1, 0, 0), Holding::Unsure { nearest })
        }
        Verdict::NoneFound(documents) => ((2, 0, 0), Holding::NoneFound { documents }),
        Verdict::Unknown(documents) => ((3, 0, 0), Holding::Unknown { documents }),
    })
}

impl Tally {
    /// How many platforms have a document that could hold the type and was read, all of them.
    #[must_use]
    pub fn eligible(&self) -> u64 {
        self.has + self.none_found + self.unsure
    }

    fn add(&mut self, verdict: &Verdict, says: Option<Says>) {
        match verdict {
            Verdict::Has => self.has += 1,
            Verdict::Unsure => self.unsure += 1,
            Verdict::NoneFound(_) => self.none_found += 1,
            Verdict::Unknown(_) => self.unknown += 1,
        }
        if let (Verdict::Has, Some(answers)) = (verdict, &mut self.answers) {
            match says {
                Some(Says::Yes) => answers.yes += 1,
                Some(Says::No) => answers.no += 1,
                Some(Says::Both) => answers.both += 1,
                None => answers.neither += 1,
            }
        }
    }
}
