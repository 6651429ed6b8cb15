//! Given clauses, indexed by the same writer and opened by the same engine as an archive's.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;
use std::sync::Arc;

use anyhow::bail;
use jiff::Timestamp;
use serde::Deserialize;

use super::scratch::Scratch;
use crate::classify::{Classifier, Passage};
use crate::clause::{Labels, RecordId, Span, Wording};
use crate::cli::input::{self, Heading};
use crate::document::{ContentHash, Document, Format, Version, VersionKind, slug};
use crate::history::{Interval, Place, State};
use crate::index::{
    About, Build, BuildWriter, Counts, Current, DocumentEntry, Entry, IndexFolder, Preparer,
};
use crate::search::Embedded;
use crate::taxonomy::Taxonomy;

/// Clauses in a temporary index.
#[derive(Debug)]
pub(super) struct Corpus {
    engine: Embedded,
    /// The clauses' ids and labels, by record.
    clauses: BTreeMap<RecordId, (String, Labels)>,
    /// Removed last, when nothing reads from it any more.
    _scratch: Scratch,
}

/// A clause as it is given.
#[derive(Debug, Deserialize)]
struct Given {
    id: String,
    text: String,
    #[serde(default)]
    service: Option<String>,
    #[serde(default)]
    doc_type: Option<String>,
    #[serde(default)]
    heading: Heading,
}

/// The clauses of a document, by the slugs of its platform and of itself.
type Documents = BTreeMap<(String, String), (Document, Vec<(RecordId, Given)>)>;

impl Corpus {
    /// Labels and indexes the clauses in `file`.
    pub(super) fn read(file: &Path) -> anyhow::Result<Self> {
        let taxonomy = Arc::new(Taxonomy::bundled());
        let classifier = Classifier::new(&taxonomy)?;
        let scratch = Scratch::new()?;
        let mut clauses = BTreeMap::new();
        let folder = IndexFolder::lock(scratch.path())?;
        let mut writer = BuildWriter::create(&folder)?;
        let preparer = Preparer::new(&taxonomy);
        for (place, (slugs, (document, given))) in documents(file)?.into_iter().enumerate() {
            let labelled = given
                .into_iter()
                .map(|(record, given)| entry(record, given, &document, &classifier));
            let (ids, entries): (Vec<String>, Vec<Entry>) = labelled.unzip();
            let prepared = preparer.prepare(&entries, u32::try_from(place)?, true);
            writer.add(&catalogue_entry(slugs, document, prepared.len() as u64), prepared)?;
            for (id, entry) in ids.into_iter().zip(entries) {
                clauses.insert(entry.state.record, (id, entry.labels));
            }
        }
        let manifest = writer.finish(About {
            taxonomy: taxonomy.digest,
            classifier: classifier.digest(),
            archives: Vec::new(),
            counts: Counts::default(),
            set_aside: Vec::new(),
            similar_names: Vec::new(),
        })?;
        folder.publish(&Current {
            build: manifest.digest(),
            archives: Vec::new(),
            program: None,
        })?;
        let build = Build::open(scratch.path(), &taxonomy)?;
        let recogniser = Arc::clone(classifier.recogniser());
        let engine = Embedded::new(Arc::new(build), taxonomy, recogniser);
        Ok(Self { engine, clauses, _scratch: scratch })
    }

    /// What searches it.
    pub(super) fn engine(&self) -> &Embedded {
        &self.engine
    }

    /// The id that a clause was given with.
    pub(super) fn id(&self, record: RecordId) -> &str {
        &self.clauses[&record].0
    }

    /// Each clause's id and labels.
    pub(super) fn labelled(&self) -> impl Iterator<Item = (&str, &Labels)> {
        self.clauses.values().map(|(id, labels)| (id.as_str(), labels))
    }
}

/// The clauses in `file` by document, each with its record ID.
fn documents(file: &Path) -> anyhow::Result<Documents> {
    let mut documents = Documents::new();
    let mut ids = HashSet::new();
    let mut alike: HashMap<(String, String, String), u32> = HashMap::new();
    input::json_lines(file, r#"{"id": "1", "text": "We may…"}"#, |given: Given| {
        if !ids.insert(given.id.clone()) {
            bail!("the id {} is given twice", given.id);
        }
        let platform = given.service.clone().unwrap_or_default();
        let document_type = given.doc_type.clone().unwrap_or_default();
        let slugs = (slug(&platform), slug(&document_type));
        let of_wording = (slugs.0.clone(), slugs.1.clone(), given.text.clone());
        let ordinal = alike.entry(of_wording).or_default();
        let record = RecordId::new(&slugs.0, &slugs.1, &given.text, *ordinal);
        *ordinal += 1;
        let document = Document { platform, document_type };
        documents.entry(slugs).or_insert((document, Vec::new())).1.push((record, given));
        Ok(())
    })?;
    if documents.is_empty() {
        bail!("{} holds no clauses", input::shown(file));
    }
    // The writer takes the states of a document by record.
    documents.values_mut().for_each(|(_, given)| given.sort_by_key(|(record, _)| *record));
    Ok(documents)
}

/// The clause as a state that stands since ever, with its id.
fn entry(
    record: RecordId,
    given: Given,
    document: &Document,
    classifier: &Classifier,
) -> (String, Entry) {
    let heading = given.heading.path();
    let labels = classifier.classify(&Passage {
        text: &given.text,
        heading: &heading,
        context: None,
        document_type: &document.document_type,
        // A single clause is too short to tell its language by.
        language: None,
        scope: &[],
    });
    let place = Place { version: 0, span: Span::new(0, given.text.len()) };
    let state = State {
        record,
        number: 1,
        heading,
        wording: Wording::plain(&given.text),
        context: None,
        latest: place,
        intervals: vec![Interval { from: Timestamp::UNIX_EPOCH, to: None, opened: place }],
        introduced: None,
        removed: None,
        links: 0,
    };
    (given.id, Entry { state, labels })
}

fn catalogue_entry(slugs: (String, String), document: Document, clauses: u64) -> DocumentEntry {
    let nothing = ContentHash::of(b"");
    let version = Version {
        captured: Timestamp::UNIX_EPOCH,
        kind: VersionKind::First,
        hash: nothing,
        text_hash: nothing,
        format: Format::Text,
        bytes: 0,
        path: String::new(),
        git: None,
        unreadable: None,
        is_suspect: false,
    };
    DocumentEntry {
        document,
        platform_slug: slugs.0,
        document_slug: slugs.1,
        archive: 0,
        language: None,
        fingerprint: nothing,
        clauses,
        ended: None,
        last_changed: None,
        versions: [version].into(),
    }
}
