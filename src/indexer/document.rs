//! Takes one document the whole way: versions, clauses, states, labels, entries.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use super::inventory::Item;
use super::report::Seconds;
use crate::archive::{Archive, ArchiveError, Reader};
use crate::classify::{self, Classifier, Passage};
use crate::history::{Follower, State};
use crate::index::{Build, Counts, DocumentEntry, Entry, IndexError, Prepared, Preparer, SetAside};
use crate::segment;
use crate::taxonomy::Taxonomy;

/// How much of a document's current text is looked at to tell its language, in bytes.
const LANGUAGE_SAMPLE: usize = 16_384;

/// What is needed to index any document.
#[derive(Debug, Clone, Copy)]
pub(super) struct Indexing<'a> {
    pub(super) archives: &'a [Archive],
    /// The archives' paths, in the same order.
    pub(super) paths: &'a [PathBuf],
    pub(super) classifier: &'a Classifier,
    pub(super) taxonomy: &'a Taxonomy,
    /// The build that unchanged documents are taken over from.
    pub(super) former: Option<&'a Build>,
}

/// A document made ready for the index.
#[derive(Debug)]
pub(super) struct Indexed {
    pub(super) document: DocumentEntry,
    pub(super) entries: Vec<Prepared>,
    /// What the document adds to the counts.
    pub(super) counts: Counts,
    /// The hashes of the wordings.
    pub(super) wordings: Vec<u64>,
    pub(super) set_aside: Vec<SetAside>,
    pub(super) is_reused: bool,
    pub(super) seconds: Seconds,
}

/// A document that could not be indexed.
#[derive(Debug)]
pub(super) enum Failure {
    Archive(u32, ArchiveError),
    Index(IndexError),
}

impl From<IndexError> for Failure {
    fn from(error: IndexError) -> Self {
        Self::Index(error)
    }
}

/// Indexes the document at place `place` of the catalogue.
pub(super) fn index(
    indexing: &Indexing<'_>,
    readers: &[Reader],
    item: &Item<'_>,
    place: u32,
) -> Result<Indexed, Failure> {
    let mut seconds = Seconds::default();
    let taken_over = indexing.former.map(|build| take_over(build, item)).transpose()?.flatten();
    let is_reused = taken_over.is_some();
    let read = match taken_over {
        Some(read) => read,
        None => read(indexing, &readers[item.archive as usize], item, &mut seconds)?,
    };
    let Read { mut document, entries, clauses, set_aside } = read;

    let started = Instant::now();
    let preparer = Preparer::new(indexing.taxonomy);
    let prepared = preparer.prepare(&entries, place, document.is_read());
    document.last_changed = prepared.iter().filter_map(|prepared| prepared.changed).max();
    seconds.prepare = started.elapsed();

    Ok(Indexed {
        counts: counts(&document, &entries, clauses),
        wordings: entries.iter().map(|entry| hash(&entry.state.wording.text)).collect(),
        entries: prepared,
        document,
        set_aside,
        is_reused,
        seconds,
    })
}

/// A document with its labelled states.
struct Read {
    document: DocumentEntry,
    entries: Vec<Entry>,
    /// How many clauses its readable versions hold together.
    clauses: u64,
    set_aside: Vec<SetAside>,
}

fn read(
    indexing: &Indexing<'_>,
    reader: &Reader,
    item: &Item<'_>,
    seconds: &mut Seconds,
) -> Result<Read, Failure> {
    let mut follower = Follower::new(&item.platform_slug, &item.document_slug);
    let mut clauses_of = Vec::new();
    let (mut segmenting, mut following) = (Duration::ZERO, Duration::ZERO);
    let started = Instant::now();
    let format = item.source.captures[0].format;
    let mut versions = reader
        .versions(item.source, |text| {
            let start = Instant::now();
            let clauses = segment::segment(text, format).clauses;
            let cut = Instant::now();
            clauses_of.push(clauses.len() as u64);
            follower.text(clauses);
            segmenting += cut - start;
            following += cut.elapsed();
        })
        .map_err(|error| Failure::Archive(item.archive, error))?;
    seconds.read += started.elapsed().saturating_sub(segmenting + following);
    seconds.segment += segmenting;

    let started = Instant::now();
    let mut clauses = 0;
    for recorded in &mut versions.recorded {
        recorded.version.is_suspect = item.plausible.is_suspect(recorded.version.captured);
        let readable = recorded.version.is_followed().then_some(recorded.text);
        clauses += readable.map_or(0, |text| clauses_of[text]);
        follower.version(&recorded.version, readable);
    }
    let states = follower.finish(item.source.ended);
    seconds.history += following + started.elapsed();

    let started = Instant::now();
    let language = classify::language(&sample(&states)).map(str::to_owned);
    let scopes = indexing.classifier.scopes(openings(&states), language.as_deref());
    let label = |state: State| {
        let passage = Passage {
            text: &state.wording.text,
            heading: &state.heading,
            context: state.context.as_deref(),
            document_type: &item.source.document.document_type,
            language: language.as_deref(),
            scope: scopes.of(&state.heading),
        };
        Entry { labels: indexing.classifier.classify(&passage), state }
    };
    let entries = states.into_iter().map(label).collect();
    seconds.classify += started.elapsed();

    let aside = versions.skipped.into_iter().map(|skipped| SetAside {
        archive: item.archive,
        path: skipped.path,
        reason: skipped.reason.to_string(),
        is_document: true,
    });
    let document = DocumentEntry {
        document: item.source.document.clone(),
        platform_slug: item.platform_slug.clone(),
        document_slug: item.document_slug.clone(),
        archive: item.archive,
        language,
        fingerprint: item.fingerprint,
        clauses,
        ended: item.source.ended,
        last_changed: None,
        versions: versions.recorded.into_iter().map(|recorded| recorded.version).collect(),
    };
    Ok(Read { document, entries, clauses, set_aside: aside.collect() })
}

/// Takes the document over from a former build; none when it has changed since.
fn take_over(build: &Build, item: &Item<'_>) -> Result<Option<Read>, IndexError> {
    let is_same = |entry: &&DocumentEntry| {
        entry.archive == item.archive
            && entry.platform_slug == item.platform_slug
            && entry.document_slug == item.document_slug
            && entry.fingerprint == item.fingerprint
            && item.plausible.holds_of(&entry.versions)
    };
    let Some(place) = build.documents.iter().position(|entry| is_same(&entry)) else {
        return Ok(None);
    };
    let document = build.documents[place].clone();
    let mut entries = build
        .entries_of(place as u32)
        .into_iter()
        .map(|at| build.entry(at))
        .collect::<Result<Vec<_>, _>>()?;
    entries.sort_by_key(|entry| (entry.state.record, entry.state.number));
    let paths: Vec<&str> = item.source.captures.iter().map(|capture| &*capture.path).collect();
    let is_of_document =
        |aside: &&SetAside| aside.archive == item.archive && paths.contains(&aside.path.as_str());
    let set_aside = build.manifest.set_aside.iter().filter(is_of_document).cloned().collect();
    Ok(Some(Read { clauses: document.clauses, document, entries, set_aside }))
}

/// The headings and texts of the states, those that stand now first, in the order of the text.
fn openings(states: &[State]) -> impl Iterator<Item = (&[String], &str)> {
    let mut ordered: Vec<&State> = states.iter().collect();
    ordered.sort_by_key(|state| (!state.is_open(), state.latest.span.start));
    ordered.into_iter().map(|state| (&state.heading[..], &state.wording.text[..]))
}

/// The beginning of the text that stands now, or that stood last.
fn sample(states: &[State]) -> String {
    let mut sample = String::new();
    let is_any_open = states.iter().any(State::is_open);
    for state in states.iter().filter(|state| state.is_open() || !is_any_open) {
        sample.push_str(&state.wording.text);
        sample.push('\n');
        if sample.len() > LANGUAGE_SAMPLE {
            break;
        }
    }
    sample
}

fn counts(document: &DocumentEntry, entries: &[Entry], clauses: u64) -> Counts {
    let count =
        |test: &dyn Fn(&Entry) -> bool| entries.iter().filter(|entry| test(entry)).count() as u64;
    Counts {
        documents: 1,
        versions: document.versions.len() as u64,
        unreadable: document.versions.iter().filter(|version| version.unreadable.is_some()).count()
            as u64,
        clauses,
        states: entries.len() as u64,
        current: count(&|entry| document.is_read() && entry.state.is_open()),
        unread: count(&|entry| !document.is_read() && entry.state.is_open()),
        intervals: entries.iter().map(|entry| entry.state.intervals.len() as u64).sum(),
        labels: entries.iter().map(|entry| entry.labels.types.len() as u64).sum(),
        labelled: count(&|entry| !entry.labels.types.is_empty()),
        // Known only over all documents.
        platforms: 0,
        wordings: 0,
    }
}

fn hash(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}
