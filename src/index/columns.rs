//! The numbers of a segment's clauses, held in memory for counting and filtering.

use tantivy::SegmentReader;
use tantivy::fastfield::Column as FastColumn;

use super::DocumentEntry;
use crate::clause::Sureness;
use crate::taxonomy::Taxonomy;

/// Several values for each clause, in the order in which they were written.
#[derive(Debug, Default)]
pub struct Column<T> {
    /// Where each clause's values begin; one more entry than there are clauses.
    starts: Vec<u32>,
    values: Vec<T>,
}

impl<T: Copy> Column<T> {
    fn collect<I: IntoIterator<Item = T>>(clauses: u32, values_of: impl Fn(u32) -> I) -> Self {
        let mut starts = Vec::with_capacity(clauses as usize + 1);
        let mut values = Vec::new();
        starts.push(0);
        for clause in 0..clauses {
            values.extend(values_of(clause));
            starts.push(u32::try_from(values.len()).expect("a segment has under 4 billion values"));
        }
        values.shrink_to_fit();
        Self { starts, values }
    }

    /// The values of the segment's clause `clause`.
    ///
    /// # Panics
    ///
    /// When the segment has no such clause.
    #[must_use]
    pub fn of(&self, clause: u32) -> &[T] {
        let clause = clause as usize;
        &self.values[self.starts[clause] as usize..self.starts[clause + 1] as usize]
    }
}

/// The times of a segment's clauses, in seconds since 1970.
///
/// Of changes, only those count that [`crate::history::Changes`] tells.
#[derive(Debug)]
pub struct Moments {
    /// When each interval begins, ascending, and when it ends; [`i64::MAX`] while it stands.
    pub intervals: Column<(i64, i64)>,
    /// When the platform added the clause, if it did.
    pub added: Column<i64>,
    /// When the platform gave it this wording, if it reworded it.
    pub reworded: Column<i64>,
    /// When the platform removed it, if it did.
    pub removed: Column<i64>,
    /// When it came with many others at once; only the one that leads them has it in `added` too.
    pub bulk_added: Column<i64>,
    /// When it went with many others at once; only the one that leads them has it in `removed` too.
    pub bulk_removed: Column<i64>,
}

/// A stated value, as a number in a column: which one, and whether it says yes or no.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stated {
    /// Which value it is, by [`Taxonomy::stated_value`].
    pub value: usize,
    /// Whether it says yes.
    pub is_yes: bool,
    /// Whether it says no.
    pub is_no: bool,
}

impl Stated {
    pub(super) fn new(value: usize, words: &str) -> Self {
        Self { value, is_yes: words == "yes", is_no: words == "no" }
    }

    pub(super) fn to_number(self) -> u64 {
        (self.value as u64) << 2 | u64::from(self.is_yes) << 1 | u64::from(self.is_no)
    }

    /// What a number of the column says.
    #[must_use]
    pub fn from_number(number: u32) -> Self {
        Self { value: number as usize >> 2, is_yes: number & 2 != 0, is_no: number & 1 != 0 }
    }
}

/// The columns of one segment; a clause is named by its place in the segment.
#[derive(Debug)]
pub struct Columns {
    /// The number of clauses.
    pub clauses: u32,
    /// The bits of the record ID.
    pub record: Vec<u64>,
    /// Which wording of the record it is.
    pub number: Vec<u32>,
    /// The document's place in the catalogue.
    pub document: Vec<u32>,
    /// The clause types' places in the taxonomy, surest first.
    pub types: Column<u32>,
    /// How sure each type is; aligned with `types`.
    pub confidences: Column<Sureness>,
    /// The places of doubtful types in the taxonomy, surest first.
    pub doubtful: Column<u32>,
    /// How sure each of these is; aligned with `doubtful`.
    pub doubts: Column<Sureness>,
    /// The places of the types' categories, each once.
    pub categories: Column<u32>,
    /// The severity's rank plus 1; 0 for none.
    pub severity: Vec<u8>,
    /// The jurisdictions' places in the taxonomy, with all that contain them.
    pub jurisdictions: Column<u32>,
    /// The regulations' places in the taxonomy.
    pub regulations: Column<u32>,
    /// The stated values that speak of a type's matter, each as [`Stated`] writes it.
    pub stated: Column<u32>,
    /// When it stood and what happened to it.
    pub moments: Moments,
    /// Whether it stands now: in the last version of a document that can be read.
    current: Vec<bool>,
    /// Whether any clause of the segment stands now.
    pub has_current: bool,
    /// Whether any clause of the segment does not stand now.
    pub has_past: bool,
}

impl Columns {
    /// Reads the columns of a segment, whose clauses stand in `documents`.
    pub(super) fn read(
        segment: &SegmentReader,
        taxonomy: &Taxonomy,
        documents: &[DocumentEntry],
    ) -> tantivy::Result<Self> {
        let clauses = segment.max_doc();
        let fast = segment.fast_fields();
        let several = |name: &str| -> tantivy::Result<Column<u32>> {
            let column = fast.u64(name)?;
            Ok(Column::collect(clauses, |clause| {
                column.values_for_doc(clause).map(|value| value as u32).collect::<Vec<_>>()
            }))
        };
        let moments = |name: &str| -> tantivy::Result<Column<i64>> {
            let column = fast.i64(name)?;
            Ok(Column::collect(clauses, |clause| column.values_for_doc(clause).collect::<Vec<_>>()))
        };
        let one = |column: FastColumn<u64>| {
            (0..clauses).map(move |clause| column.first(clause).unwrap_or_default())
        };
        let (from, to) = (fast.i64("from")?, fast.i64("to")?);
        let intervals = Column::collect(clauses, |clause| {
            from.values_for_doc(clause).zip(to.values_for_doc(clause)).collect::<Vec<_>>()
        });
        let sureness = |name: &str| -> tantivy::Result<Column<Sureness>> {
            let column = fast.u64(name)?;
            let read = |bits| Sureness::from_bits(bits as u16);
            Ok(Column::collect(clauses, |clause| {
                column.values_for_doc(clause).map(read).collect::<Vec<_>>()
            }))
        };
        let types = several("types")?;
        let categories = Column::collect(clauses, |clause| categories(types.of(clause), taxonomy));
        let document: Vec<u32> =
            one(fast.u64("document")?).map(|document| document as u32).collect();
        let is_read: Vec<bool> = documents.iter().map(DocumentEntry::is_read).collect();
        let is_current = |clause: u32| {
            let is_read = is_read.get(document[clause as usize] as usize);
            is_open(&intervals, clause) && is_read == Some(&true)
        };
        let current: Vec<bool> = (0..clauses).map(is_current).collect();
        Ok(Self {
            clauses,
            record: one(fast.u64("record")?).collect(),
            number: one(fast.u64("number")?).map(|number| number as u32).collect(),
            document,
            confidences: sureness("confidences")?,
            doubtful: several("doubtful")?,
            doubts: sureness("doubts")?,
            categories,
            types,
            severity: one(fast.u64("severity")?).map(|severity| severity as u8).collect(),
            jurisdictions: several("jurisdictions")?,
            regulations: several("regulations")?,
            stated: several("stated")?,
            has_current: current.contains(&true),
            has_past: current.contains(&false),
            current,
            moments: Moments {
                intervals,
                added: moments("added")?,
                reworded: moments("reworded")?,
                removed: moments("removed")?,
                bulk_added: moments("bulk_added")?,
                bulk_removed: moments("bulk_removed")?,
            },
        })
    }

    /// How sure it is that the clause is of that type; none when it is not.
    #[must_use]
    pub fn confidence(&self, clause: u32, clause_type: u32) -> Option<Sureness> {
        let place = self.types.of(clause).iter().position(|place| *place == clause_type)?;
        self.confidences.of(clause).get(place).copied()
    }

    /// How likely it is that the clause is of that type though it does not bear it; none when it
    /// surely is not.
    #[must_use]
    pub fn doubt(&self, clause: u32, clause_type: u32) -> Option<Sureness> {
        let place = self.doubtful.of(clause).iter().position(|place| *place == clause_type)?;
        self.doubts.of(clause).get(place).copied()
    }

    /// Whether the clause stands now, in a document that can be read.
    #[must_use]
    pub fn is_current(&self, clause: u32) -> bool {
        self.current[clause as usize]
    }

    /// Whether the clause stands in the last version of its document that could be followed.
    #[must_use]
    pub fn is_open(&self, clause: u32) -> bool {
        is_open(&self.moments.intervals, clause)
    }

    /// Whether the clause stood at that second.
    #[must_use]
    pub fn stood_at(&self, clause: u32, second: i64) -> bool {
        self.moments.intervals.of(clause).iter().any(|(from, to)| *from <= second && second < *to)
    }
}

fn is_open(intervals: &Column<(i64, i64)>, clause: u32) -> bool {
    intervals.of(clause).last().is_some_and(|(_, to)| *to == i64::MAX)
}

/// The places of the categories of those types, each once, in the types' order.
fn categories(types: &[u32], taxonomy: &Taxonomy) -> Vec<u32> {
    let mut places = Vec::new();
    for place in types {
        let category = taxonomy.types.get(*place as usize).map(|entry| entry.category.as_str());
        let place = taxonomy.categories.iter().position(|entry| Some(&*entry.slug) == category);
        let place = place.map(|place| place as u32);
        places.extend(place.filter(|place| !places.contains(place)));
    }
    places
}
