//! Counting by plain collectors over fast fields.

use clausedex::taxonomy::Severity;
use tantivy::fastfield::Column;
use tantivy::{DocId, SegmentReader};

use crate::bare::Bare;
use crate::cases::Case;

/// What was found.
pub(crate) struct Counts {
    pub(crate) clauses: u64,
    pub(crate) platforms: u64,
}

/// The fast fields of a segment.
pub(crate) struct Fast {
    document: Column<u64>,
    severity: Column<u64>,
    types: Column<u64>,
    jurisdictions: Column<u64>,
    regulations: Column<u64>,
}

impl Fast {
    pub(crate) fn open(reader: &SegmentReader) -> Self {
        let column = |name| reader.fast_fields().u64(name).unwrap();
        Self {
            document: column("document"),
            severity: column("severity"),
            types: column("types"),
            jurisdictions: column("jurisdictions"),
            regulations: column("regulations"),
        }
    }
}

/// Counts clauses and platforms, in all and by the values of each facet where they are asked for.
pub(crate) struct Tally<'a> {
    bare: Bare<'a>,
    has_facets: bool,
    whole: Value,
    facets: [Vec<Value>; 8],
    /// For each document, the place of its type and its language among those of all documents.
    of_document: Vec<[usize; 2]>,
    /// For each clause type, its category's place.
    category_of: Vec<usize>,
}

/// The numbers of one value.
#[derive(Clone)]
struct Value {
    clauses: u64,
    platforms: Vec<bool>,
}

impl Value {
    fn add(&mut self, platform: usize) {
        self.clauses += 1;
        self.platforms[platform] = true;
    }
}

impl<'a> Tally<'a> {
    pub(crate) fn new(bare: Bare<'a>, case: &Case) -> Self {
        let Bare { build, taxonomy } = bare;
        let none = Value { clauses: 0, platforms: vec![false; build.platforms.len()] };
        let mut tally = Self {
            bare,
            has_facets: case.facets,
            facets: std::array::from_fn(|_| Vec::new()),
            whole: none.clone(),
            of_document: Vec::new(),
            category_of: Vec::new(),
        };
        if !case.facets {
            return tally;
        }
        let documents = build.documents.iter();
        let names = documents
            .map(|entry| [Some(entry.document.document_type.as_str()), entry.language.as_deref()]);
        let names: Vec<_> = names.collect();
        let mut known: Vec<Option<&str>> = names.iter().flatten().copied().collect();
        known.sort_unstable();
        known.dedup();
        let place = |name| known.binary_search(&name).unwrap();
        tally.of_document = names.iter().map(|pair| pair.map(place)).collect();
        let category =
            |slug: &String| taxonomy.categories.iter().position(|entry| entry.slug == *slug);
        tally.category_of =
            taxonomy.types.iter().map(|entry| category(&entry.category).unwrap()).collect();
        let sizes = [
            taxonomy.categories.len(),
            taxonomy.types.len(),
            Severity::ALL.len() + 1,
            taxonomy.jurisdictions.len(),
            taxonomy.regulations.len(),
            build.platforms.len(),
            known.len(),
            known.len(),
        ];
        tally.facets = sizes.map(|size| vec![none.clone(); size]);
        tally
    }

    /// Counts a clause and tells its platform.
    pub(crate) fn add(&mut self, fast: &Fast, clause: DocId) -> usize {
        let document = fast.document.first(clause).unwrap() as usize;
        let platform = self.bare.build.platform_of[document] as usize;
        self.whole.add(platform);
        if !self.has_facets {
            return platform;
        }
        let [
            categories,
            types,
            severities,
            jurisdictions,
            regulations,
            platforms,
            kinds,
            languages,
        ] = &mut self.facets;
        let mut seen = [usize::MAX; 8];
        for (place, found) in fast.types.values_for_doc(clause).enumerate() {
            types[found as usize].add(platform);
            let category = self.category_of[found as usize];
            if !seen.contains(&category) {
                seen[place % 8] = category;
                categories[category].add(platform);
            }
        }
        severities[fast.severity.first(clause).unwrap() as usize].add(platform);
        for place in fast.jurisdictions.values_for_doc(clause) {
            jurisdictions[place as usize].add(platform);
        }
        for place in fast.regulations.values_for_doc(clause) {
            regulations[place as usize].add(platform);
        }
        let [kind, language] = self.of_document[document];
        platforms[platform].add(platform);
        kinds[kind].add(platform);
        languages[language].add(platform);
        platform
    }

    pub(crate) fn counts(self) -> Counts {
        std::hint::black_box(&self.facets);
        let platforms = self.whole.platforms.iter().filter(|is_met| **is_met).count() as u64;
        Counts { clauses: self.whole.clauses, platforms }
    }
}
