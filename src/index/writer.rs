//! Writes a build: the entries in the order given, on one thread for each half of the index.
//!
//! Current states and past ones go to segments of their own, so that a search of what is current
//! never touches the past.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use tantivy::indexer::NoMergePolicy;
use tantivy::schema::{Field, TantivyDocument};
use tantivy::{Index, IndexWriter};

use super::alike;
use super::catalogue::{CATALOGUE, DocumentEntry};
use super::schema;
use super::store::IndexFolder;
use super::{
    ArchiveEntry, Counts, Entry, FORMAT, Fields, IndexError, Manifest, SetAside, Stated, manifest,
};
use crate::analysis;
use crate::clause::Sureness;
use crate::document::ContentHash;
use crate::history::{Changes, State};
use crate::taxonomy::Taxonomy;

/// The folder of the tantivy index within a build.
pub(super) const CLAUSES: &str = "clauses";

/// The memory that one half of the index may fill before a segment is written, in bytes.
const BUDGET: usize = 256 << 20;

/// An entry made ready for the index.
#[derive(Debug)]
pub struct Prepared {
    document: TantivyDocument,
    is_current: bool,
    /// When the platform last changed the clause by this wording, if it did.
    pub changed: Option<Timestamp>,
}

/// Makes entries ready for the index; pure, so that it can be done on every core.
#[derive(Debug)]
pub struct Preparer<'a> {
    fields: Fields,
    taxonomy: &'a Taxonomy,
}

impl<'a> Preparer<'a> {
    /// Prepares entries whose labels refer to `taxonomy`.
    #[must_use]
    pub fn new(taxonomy: &'a Taxonomy) -> Self {
        Self { fields: Fields::schema().1, taxonomy }
    }

    /// Prepares all entries of the document that stands at place `document` of the catalogue and
    /// can be read now if `is_read`; they come in the order of record and number.
    #[must_use]
    pub fn prepare(&self, entries: &[Entry], document: u32, is_read: bool) -> Vec<Prepared> {
        let mut prepared = Vec::with_capacity(entries.len());
        for lineage in entries.chunk_by(|one, other| one.state.record == other.state.record) {
            let states: Vec<&State> = lineage.iter().map(|entry| &entry.state).collect();
            for (entry, changes) in lineage.iter().zip(Changes::of(&states)) {
                let document = self.prepare_one(entry, &changes, document);
                let is_current = is_read && entry.state.is_open();
                prepared.push(Prepared { document, is_current, changed: changes.last() });
            }
        }
        prepared
    }

    fn prepare_one(&self, entry: &Entry, changes: &Changes, document: u32) -> TantivyDocument {
        let Entry { state, labels } = entry;
        let fields = self.fields;
        let text = analysis::tokens(&state.wording.text);
        let mut prepared = TantivyDocument::default();

        let headings = analysis::heading_tokens(&state.heading);
        prepared.add_pre_tokenized_text(fields.stem, schema::stems(&text, &headings));
        prepared.add_pre_tokenized_text(fields.exact, schema::exact(&text));
        let headings = schema::apart(headings);
        prepared.add_pre_tokenized_text(fields.heading_stem, schema::heading_stems(&headings));
        prepared.add_pre_tokenized_text(fields.heading_exact, schema::exact(&headings));

        prepared.add_u64(fields.record, state.record.bits());
        prepared.add_u64(fields.number, u64::from(state.number));
        prepared.add_u64(fields.document, u64::from(document));
        let taxonomy = self.taxonomy;
        let types = labels.types.iter().map(|label| (&label.slug, label.confidence));
        self.add_types(&mut prepared, types, fields.types, fields.confidences);
        let doubtful = labels.doubtful.iter().map(|label| (&label.slug, label.confidence));
        self.add_types(&mut prepared, doubtful, fields.doubtful, fields.doubts);
        let severity = labels.severity.map_or(0, |severity| severity as u64 + 1);
        prepared.add_u64(fields.severity, severity);
        for place in self.jurisdictions(entry) {
            prepared.add_u64(fields.jurisdictions, place as u64);
        }
        let mut regulations: Vec<_> = labels.regulations.iter().map(|label| &label.slug).collect();
        regulations.sort_unstable();
        regulations.dedup();
        for slug in regulations {
            let place = taxonomy.regulations.iter().position(|entry| entry.slug == *slug);
            if let Some(place) = place {
                prepared.add_u64(fields.regulations, place as u64);
            }
        }

        for term in &labels.terms {
            if let Some(value) = taxonomy.stated_value(&term.name) {
                let stated = Stated::new(value, &term.value);
                prepared.add_u64(fields.stated, stated.to_number());
            }
        }
        for interval in &state.intervals {
            prepared.add_i64(fields.from, interval.from.as_second());
            let to = interval.to.map_or(i64::MAX, |to| to.as_second());
            prepared.add_i64(fields.to, to);
        }
        for (field, of_bulk, told) in [
            (fields.added, Some(fields.bulk_added), changes.added),
            (fields.reworded, None, changes.reworded),
            (fields.removed, Some(fields.bulk_removed), changes.removed),
        ] {
            let Some(told) = told else { continue };
            let at = told.at.as_second();
            if told.bulk.is_none_or(|bulk| bulk.leads) {
                prepared.add_i64(field, at);
            }
            if let Some(field) = of_bulk.filter(|_| told.bulk.is_some()) {
                prepared.add_i64(field, at);
            }
        }
        let json = serde_json::to_vec(entry).expect("an entry is plain data");
        prepared.add_bytes(fields.entry, &json);
        prepared
    }

    /// Adds types and how sure they are to a pair of aligned fields.
    fn add_types<'l>(
        &self,
        document: &mut TantivyDocument,
        labels: impl Iterator<Item = (&'l String, f32)>,
        types: Field,
        confidences: Field,
    ) {
        for (slug, confidence) in labels {
            let place = self.taxonomy.types.iter().position(|entry| entry.slug == *slug);
            // A label outside the taxonomy cannot be filtered by; the entry itself still shows it.
            if let Some(place) = place {
                document.add_u64(types, place as u64);
                document.add_u64(confidences, u64::from(Sureness::new(confidence).bits()));
            }
        }
    }

    /// The places of the entry's jurisdictions and of all that contain them, ascending.
    fn jurisdictions(&self, entry: &Entry) -> Vec<usize> {
        let codes = entry.labels.jurisdictions.iter().map(|label| label.code.as_str());
        let paths = codes.flat_map(|code| self.taxonomy.jurisdiction_path(code));
        let mut places: Vec<usize> = paths
            .filter_map(|code| {
                self.taxonomy.jurisdictions.iter().position(|entry| entry.code == code)
            })
            .collect();
        places.sort_unstable();
        places.dedup();
        places
    }
}

/// Writes one build; dropped before [`Self::finish`], it leaves nothing that would be served.
#[derive(Debug)]
pub struct BuildWriter<'a> {
    folder: &'a IndexFolder,
    staging: PathBuf,
    fields: Fields,
    catalogue: BufWriter<File>,
    /// The platform's slug of each document of the catalogue.
    platforms: Vec<String>,
    current: Half,
    past: Half,
}

/// Half of the index: the current states, or the past ones.
struct Half {
    folder: PathBuf,
    writer: IndexWriter,
}

impl std::fmt::Debug for Half {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Half").field("folder", &self.folder).finish_non_exhaustive()
    }
}

impl<'a> BuildWriter<'a> {
    /// Starts a build in a staging folder of `folder`, which must be locked.
    ///
    /// # Errors
    ///
    /// When the disk fails.
    pub fn create(folder: &'a IndexFolder) -> Result<Self, IndexError> {
        let staging = folder.staging()?;
        let catalogue = staging.join(CATALOGUE);
        let file = File::create(&catalogue).map_err(IndexError::io("create", &catalogue))?;
        Ok(Self {
            folder,
            fields: Fields::schema().1,
            catalogue: BufWriter::new(file),
            platforms: Vec::new(),
            current: Half::create(staging.join("current"))?,
            past: Half::create(staging.join("past"))?,
            staging,
        })
    }

    /// Adds the next document of the catalogue with its entries.
    ///
    /// # Errors
    ///
    /// When the disk fails.
    pub fn add(
        &mut self,
        document: &DocumentEntry,
        entries: Vec<Prepared>,
    ) -> Result<(), IndexError> {
        let mut line = serde_json::to_vec(document).expect("a catalogue entry is plain data");
        line.push(b'\n');
        let path = self.staging.join(CATALOGUE);
        self.catalogue.write_all(&line).map_err(IndexError::io("write", &path))?;
        self.platforms.push(document.platform_slug.clone());
        for entry in entries {
            let half = if entry.is_current { &self.current } else { &self.past };
            half.writer.add_document(entry.document)?;
        }
        Ok(())
    }

    /// Writes everything to disk and puts the build in its place; it is not served yet.
    ///
    /// Returns the manifest, whose digest names the build.
    ///
    /// # Errors
    ///
    /// When the disk or the search engine fails; nothing is left behind that would be served.
    pub fn finish(self, about: About) -> Result<Manifest, IndexError> {
        let Self { folder, staging, fields, catalogue, platforms, current, past } = self;
        let path = staging.join(CATALOGUE);
        let file = catalogue
            .into_inner()
            .map_err(|error| IndexError::io("write", &path)(error.into_error()))?;
        file.sync_all().map_err(IndexError::io("write", &path))?;
        let halves = [current.finish()?, past.finish()?];
        let clauses = staging.join(CLAUSES);
        assemble(&halves, &clauses, fields)?;
        alike::write(&staging, &clauses, fields, &platforms)?;
        for half in &halves {
            fs::remove_dir_all(half).map_err(IndexError::io("remove", half))?;
        }
        let manifest = Manifest {
            format: FORMAT,
            taxonomy: about.taxonomy,
            classifier: about.classifier,
            archives: about.archives,
            counts: about.counts,
            set_aside: about.set_aside,
            similar_names: about.similar_names,
            files: manifest::list_files(&staging)?,
        };
        manifest.write(&staging)?;
        folder.place(&staging, &manifest.digest())?;
        Ok(manifest)
    }
}

/// What a manifest says beside the files.
#[derive(Debug, Clone)]
pub struct About {
    /// The taxonomy that the labels refer to.
    pub taxonomy: ContentHash,
    /// The classifier that gave the labels.
    pub classifier: ContentHash,
    /// The archives, in the order given.
    pub archives: Vec<ArchiveEntry>,
    /// How much of everything there is.
    pub counts: Counts,
    /// What was found in the archives but not indexed.
    pub set_aside: Vec<SetAside>,
    /// Groups of platform names that differ only by case or punctuation.
    pub similar_names: Vec<Vec<String>>,
}

impl Half {
    fn create(folder: PathBuf) -> Result<Self, IndexError> {
        fs::create_dir_all(&folder).map_err(IndexError::io("create", &folder))?;
        let index = Index::create_in_dir(&folder, Fields::schema().0)?;
        // Several threads would give another order of documents, and so other bytes, each time.
        let writer: IndexWriter = index.writer_with_num_threads(1, BUDGET)?;
        writer.set_merge_policy(Box::new(NoMergePolicy));
        Ok(Self { folder, writer })
    }

    fn finish(self) -> Result<PathBuf, IndexError> {
        let Self { folder, mut writer } = self;
        writer.commit()?;
        writer.wait_merging_threads()?;
        Ok(folder)
    }
}

/// Moves the segments of both halves into one index, naming them by their order.
///
/// tantivy names segments at random; the files' contents do not depend on the names.
fn assemble(halves: &[PathBuf], target: &Path, fields: Fields) -> Result<(), IndexError> {
    fs::create_dir_all(target).map_err(IndexError::io("create", target))?;
    let mut meta = serde_json::Value::Null;
    let mut segments = Vec::new();
    for half in halves {
        let path = half.join("meta.json");
        let bytes = fs::read(&path).map_err(IndexError::io("read", &path))?;
        meta = serde_json::from_slice(&bytes)
            .map_err(|error| IndexError::damaged(&path, error.to_string()))?;
        for old in ordered_segments(half, fields)? {
            let new =
                tantivy::index::SegmentId::from_uuid_string(&format!("{:032x}", segments.len()))
                    .expect("32 hexadecimal digits name a segment");
            rename_files(half, &old.uuid_string(), target, &new.uuid_string())?;
            let listed = meta["segments"].as_array().into_iter().flatten();
            let id_of = |listed: &&serde_json::Value| {
                listed["segment_id"]
                    .as_str()
                    .is_some_and(|id| id.replace('-', "") == old.uuid_string())
            };
            let mut segment = listed.clone().find(id_of).cloned().unwrap_or_default();
            segment["segment_id"] = serde_json::to_value(new).expect("an id is plain data");
            segments.push(segment);
        }
    }
    meta["segments"] = segments.into();
    meta["opstamp"] = 0.into();
    let path = target.join("meta.json");
    let bytes = serde_json::to_vec(&meta).expect("it was read as JSON");
    fs::write(&path, bytes).map_err(IndexError::io("write", &path))
}

/// The segments of an index in the order in which their clauses were added.
fn ordered_segments(
    folder: &Path,
    fields: Fields,
) -> Result<Vec<tantivy::index::SegmentId>, IndexError> {
    let index = Index::open_in_dir(folder)?;
    let schema = index.schema();
    let names =
        [fields.document, fields.record, fields.number].map(|field| schema.get_field_name(field));
    let reader = index.reader_builder().reload_policy(tantivy::ReloadPolicy::Manual).try_into()?;
    let reader: tantivy::IndexReader = reader;
    let mut ordered = Vec::new();
    for segment in reader.searcher().segment_readers() {
        let mut first = [0; 3];
        for (value, name) in first.iter_mut().zip(names) {
            *value = segment.fast_fields().u64(name)?.first(0).unwrap_or_default();
        }
        ordered.push((first, segment.segment_id()));
    }
    ordered.sort_unstable();
    Ok(ordered.into_iter().map(|(_, id)| id).collect())
}

fn rename_files(from: &Path, old: &str, to: &Path, new: &str) -> Result<(), IndexError> {
    for item in fs::read_dir(from).map_err(IndexError::io("list", from))? {
        let item = item.map_err(IndexError::io("list", from))?;
        let name = item.file_name().to_string_lossy().into_owned();
        if let Some(rest) = name.strip_prefix(old) {
            let path = item.path();
            let target = to.join(format!("{new}{rest}"));
            fs::rename(&path, target).map_err(IndexError::io("move", &path))?;
        }
    }
    Ok(())
}
