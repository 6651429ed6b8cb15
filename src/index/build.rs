//! Opens a build for reading; it holds everything in memory but the postings and the entries.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use tantivy::directory::MmapDirectory;
use tantivy::schema::{TantivyDocument, Value};
use tantivy::{DocAddress, Index, ReloadPolicy, Searcher, Term};

use super::alike::Alike;
use super::catalogue::{self, DocumentEntry};
use super::columns::Columns;
use super::directory::ReadOnly;
use super::writer::CLAUSES;
use super::{Current, Entry, Fields, IndexError, Manifest, manifest};
use crate::clause::RecordId;
use crate::document::ContentHash;
use crate::taxonomy::Taxonomy;

/// Where the index keeps a clause state: valid for one build only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ClauseAddress {
    /// The segment's place in [`Build::segments`].
    pub segment: u32,
    /// The clause's place in the segment.
    pub clause: u32,
}

/// A build, open for reading.
pub struct Build {
    /// The name of the build.
    pub digest: ContentHash,
    /// What it consists of.
    pub manifest: Manifest,
    /// The documents with their versions, by platform and document.
    pub documents: Vec<DocumentEntry>,
    /// The platforms' slugs, ascending.
    pub platforms: Vec<String>,
    /// For each document, its platform's place in `platforms`.
    pub platform_of: Vec<u32>,
    /// The columns of each segment.
    pub segments: Vec<Columns>,
    /// Which clauses of a platform say nearly the same.
    pub alike: Alike,
    /// The archives' paths on this machine, in the order of the manifest's archives.
    pub archives: Vec<PathBuf>,
    /// The hash of the program that made it, when that is known.
    pub program: Option<ContentHash>,
    searcher: Searcher,
    fields: Fields,
    folder: PathBuf,
}

/// The part of an entry that tells the headings above the clause.
#[derive(Deserialize)]
struct HeadingPath {
    heading: Vec<String>,
}

impl std::fmt::Debug for Build {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Build").field("digest", &self.digest).finish_non_exhaustive()
    }
}

impl Build {
    /// Opens the build that `folder` serves.
    ///
    /// # Errors
    ///
    /// When there is none, it has another format, or a file is missing or has another size.
    pub fn open(folder: &Path, taxonomy: &Taxonomy) -> Result<Self, IndexError> {
        let current = Current::read(folder)?;
        let folder = current.build_folder(folder);
        let manifest = Manifest::read(&folder)?;
        if manifest.taxonomy != taxonomy.digest {
            return Err(IndexError::Taxonomy(folder));
        }
        manifest::check_files(&folder, &manifest.files, false)?;
        let documents = catalogue::read(&folder)?;

        let directory =
            MmapDirectory::open(folder.join(CLAUSES)).map_err(tantivy::TantivyError::from)?;
        let index = Index::open(ReadOnly::new(directory))?;
        let reader: tantivy::IndexReader =
            index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let searcher = reader.searcher();
        let segments = searcher.segment_readers().iter();
        let segments: Vec<Columns> = segments
            .map(|segment| Columns::read(segment, taxonomy, &documents))
            .collect::<Result<_, _>>()?;

        let mut platforms: Vec<String> =
            documents.iter().map(|entry| entry.platform_slug.clone()).collect();
        platforms.sort_unstable();
        platforms.dedup();
        let places: HashMap<&str, u32> = platforms
            .iter()
            .enumerate()
            .map(|(place, slug)| (slug.as_str(), place as u32))
            .collect();
        let platform_of = documents.iter().map(|entry| places[entry.platform_slug.as_str()]);
        Ok(Self {
            digest: current.build,
            platform_of: platform_of.collect(),
            alike: Alike::read(&folder, &segments)?,
            segments,
            archives: current.archives,
            program: current.program,
            fields: Fields::schema().1,
            manifest,
            documents,
            platforms,
            searcher,
            folder,
        })
    }

    /// When the archives captured anything last; versions whose date cannot be true do not count.
    #[must_use]
    pub fn last_captured(&self) -> Option<Timestamp> {
        self.documents.iter().filter_map(DocumentEntry::last_captured).max()
    }

    /// Re-reads every file and compares it with the manifest.
    ///
    /// # Errors
    ///
    /// [`IndexError::Damaged`] names the first file that is not as it was written.
    pub fn verify(&self) -> Result<(), IndexError> {
        self.manifest.check(&self.folder)
    }

    /// The engine's view of the segments, in the order of [`Self::segments`].
    #[must_use]
    pub fn searcher(&self) -> &Searcher {
        &self.searcher
    }

    /// The fields of the schema.
    #[must_use]
    pub fn fields(&self) -> Fields {
        self.fields
    }

    /// The document of a clause state.
    #[must_use]
    pub fn document(&self, address: ClauseAddress) -> &DocumentEntry {
        &self.documents[self.document_place(address) as usize]
    }

    /// The place in the catalogue of a clause state's document.
    #[must_use]
    pub fn document_place(&self, address: ClauseAddress) -> u32 {
        self.segments[address.segment as usize].document[address.clause as usize]
    }

    /// Fetches what the index keeps of a clause state.
    ///
    /// # Errors
    ///
    /// When the entry cannot be read.
    pub fn entry(&self, address: ClauseAddress) -> Result<Entry, IndexError> {
        let place = DocAddress::new(address.segment, address.clause);
        self.decode(&self.searcher.doc::<TantivyDocument>(place)?)
    }

    /// Hands the headings above each clause of a segment to `each`, clause by clause, in order.
    ///
    /// # Errors
    ///
    /// When the entries cannot be read.
    pub fn headings(
        &self,
        segment: u32,
        mut each: impl FnMut(u32, Vec<String>),
    ) -> Result<(), IndexError> {
        let reader = self.searcher.segment_reader(segment);
        let store = reader.get_store_reader(1).map_err(IndexError::io("read", &self.folder))?;
        let documents = store.iter::<TantivyDocument>(reader.alive_bitset());
        for (clause, document) in documents.enumerate() {
            let HeadingPath { heading } = self.decode(&document?)?;
            each(clause as u32, heading);
        }
        Ok(())
    }

    /// Reads what is wanted of an entry out of the document that holds it.
    fn decode<T: DeserializeOwned>(&self, document: &TantivyDocument) -> Result<T, IndexError> {
        let bytes = document.get_first(self.fields.entry).and_then(|value| value.as_bytes());
        serde_json::from_slice(bytes.unwrap_or_default()).map_err(|error| {
            IndexError::damaged(
                &self.folder.join(CLAUSES),
                format!("an entry cannot be read: {error}"),
            )
        })
    }

    /// The states of the document that stands at place `document` of the catalogue.
    #[must_use]
    pub fn entries_of(&self, document: u32) -> Vec<ClauseAddress> {
        let mut found = Vec::new();
        for (segment, columns) in self.segments.iter().enumerate() {
            // The clauses of a segment stand in the order of the catalogue.
            let first = columns.document.partition_point(|place| *place < document);
            let end = columns.document.partition_point(|place| *place <= document);
            let segment = segment as u32;
            found.extend(
                (first..end).map(|clause| ClauseAddress { segment, clause: clause as u32 }),
            );
        }
        found
    }

    /// The states of a record, by number; empty when there is no such record.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub fn states(&self, record: RecordId) -> Result<Vec<ClauseAddress>, IndexError> {
        let term = Term::from_field_u64(self.fields.record, record.bits());
        let mut found = Vec::new();
        for (segment, reader) in self.searcher.segment_readers().iter().enumerate() {
            let inverted = reader.inverted_index(self.fields.record)?;
            let option = tantivy::schema::IndexRecordOption::Basic;
            let Some(mut postings) = inverted
                .read_postings(&term, option)
                .map_err(IndexError::io("read", &self.folder))?
            else {
                continue;
            };
            use tantivy::DocSet;
            while postings.doc() != tantivy::TERMINATED {
                found.push(ClauseAddress { segment: segment as u32, clause: postings.doc() });
                postings.advance();
            }
        }
        found.sort_by_key(|address| self.number(*address));
        Ok(found)
    }

    /// Which wording of its record a clause state is, from 1.
    #[must_use]
    pub fn number(&self, address: ClauseAddress) -> u32 {
        self.segments[address.segment as usize].number[address.clause as usize]
    }
}
