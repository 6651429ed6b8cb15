//! Which clauses of one platform say nearly the same: copies for several products or regions.
//!
//! The clause states of a platform are taken in the order of their record IDs and wordings. Each
//! joins the first group whose first state it is nearly the same as, or else begins a group. Two
//! states are *nearly the same* when of all their different words, as written, at least 85 in a
//! hundred stand in both, and no word that stands in one alone holds a figure or negates: "30
//! days" is not "60 days", and "we sell" is not "we do not sell".

mod words;

use std::fs;
use std::path::Path;

use rayon::prelude::*;
use tantivy::{Index, IndexReader, ReloadPolicy};

use super::{ClauseAddress, Columns, Fields, IndexError};
use words::Words;

/// The file's name: for each clause state in the segments' order, its group's place plus 1 in 4
/// bytes, the least first; 0 for a state like no other.
pub(super) const ALIKE: &str = "alike.bin";

/// The groups of two clause states or more that say nearly the same, each of one platform.
#[derive(Debug)]
pub struct Alike {
    groups: Vec<Vec<ClauseAddress>>,
    /// For each clause of each segment, its group's place plus 1; 0 for none.
    places: Vec<Vec<u32>>,
}

impl Alike {
    /// The number of a clause's group; none for a clause like no other.
    #[must_use]
    pub fn group(&self, address: ClauseAddress) -> Option<u32> {
        self.places[address.segment as usize][address.clause as usize].checked_sub(1)
    }

    /// The clauses of the group of that number, by segment and place.
    ///
    /// # Panics
    ///
    /// When there is no such group.
    #[must_use]
    pub fn members(&self, group: u32) -> &[ClauseAddress] {
        &self.groups[group as usize]
    }

    /// Reads the groups of a build whose segments have those columns.
    pub(super) fn read(build: &Path, segments: &[Columns]) -> Result<Self, IndexError> {
        let path = build.join(ALIKE);
        let bytes = fs::read(&path).map_err(IndexError::io("read", &path))?;
        let (numbers, _) = bytes.as_chunks::<4>();
        let mut numbers = numbers.iter().map(|bytes| u32::from_le_bytes(*bytes));
        let mut groups: Vec<Vec<ClauseAddress>> = Vec::new();
        let mut places = Vec::with_capacity(segments.len());
        for (segment, columns) in (0..).zip(segments) {
            let of_segment: Vec<u32> = numbers.by_ref().take(columns.clauses as usize).collect();
            if of_segment.len() < columns.clauses as usize {
                return Err(IndexError::damaged(&path, "it holds too few clauses"));
            }
            for (clause, group) in (0..).zip(&of_segment) {
                let Some(group) = group.checked_sub(1) else { continue };
                if groups.len() <= group as usize {
                    groups.resize_with(group as usize + 1, Vec::new);
                }
                groups[group as usize].push(ClauseAddress { segment, clause });
            }
            places.push(of_segment);
        }
        Ok(Self { groups, places })
    }
}

/// Finds the groups of the tantivy index in the folder `clauses` and writes them into `build`.
///
/// `platforms` names the platform of each document of the catalogue.
pub(super) fn write(
    build: &Path,
    clauses: &Path,
    fields: Fields,
    platforms: &[String],
) -> Result<(), IndexError> {
    let index = Index::open_in_dir(clauses)?;
    let reader: IndexReader =
        index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
    let searcher = reader.searcher();
    let words = Words::read(&searcher, fields.exact)?;

    let schema = index.schema();
    let mut states = Vec::new();
    for (segment, reader) in (0..).zip(searcher.segment_readers()) {
        let column = |field| reader.fast_fields().u64(schema.get_field_name(field));
        let (document, record, number) =
            (column(fields.document)?, column(fields.record)?, column(fields.number)?);
        for clause in 0..reader.max_doc() {
            let document = document.first(clause).unwrap_or_default();
            let name = (record.first(clause), number.first(clause));
            let address = ClauseAddress { segment, clause };
            states.push((&platforms[document as usize], name, address));
        }
    }
    states.sort_unstable();
    let of_platform: Vec<_> = states.chunk_by(|one, other| one.0 == other.0).collect();
    let groups = of_platform.par_iter().map(|states| {
        let addresses = states.iter().map(|(.., address)| *address);
        words.groups(addresses)
    });
    let groups: Vec<Vec<Vec<ClauseAddress>>> = groups.collect();

    let readers = searcher.segment_readers().iter();
    let mut places: Vec<Vec<u32>> =
        readers.map(|reader| vec![0; reader.max_doc() as usize]).collect();
    for (group, members) in (1..).zip(groups.iter().flatten()) {
        for address in members {
            places[address.segment as usize][address.clause as usize] = group;
        }
    }
    let bytes: Vec<u8> = places.iter().flatten().flat_map(|place| place.to_le_bytes()).collect();
    let path = build.join(ALIKE);
    fs::write(&path, bytes).map_err(IndexError::io("write", &path))
}
