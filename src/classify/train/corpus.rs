//! What there is to learn from: judged quotes, weak labels by headings, the taxonomy's own prose
//! and labels on real clauses, each with what it says of which types.

use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::{LabelledText, TrainError};
use crate::classify::model::features::{Observed, counted, facts, grams};
use crate::classify::types::TypeRules;
use crate::document::{ContentHash, slug};
use crate::query::Subject;
use crate::taxonomy::{Severity, Taxonomy};

/// The clause types that the annotators of CLAUDETTE looked for. A sentence that they gave none of
/// their tags is none of these, and may be anything else.
pub(super) const CLAUDETTE_TYPES: [&str; 8] = [
    "arbitration",
    "unilateral-change",
    "content-moderation",
    "governing-law-and-venue",
    "liability-exclusion",
    "termination-at-will",
    "acceptance-by-use",
    "incorporated-terms",
];

/// The parts that the platforms are dealt into for cross-validation.
pub(super) const FOLDS: u8 = 5;

/// A type with fewer judged examples also learns from clauses known by their headings alone.
const JUDGED_ENOUGH: usize = 20;

/// What an example known by its heading counts beside a judged one; about half are right.
const WEAK_WEIGHT: f64 = 0.3;

/// Some clause types, as bits by their index in the taxonomy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct TypeSet(u128);

impl TypeSet {
    /// The most clause types that a set can tell apart.
    pub(super) const MAX: usize = 128;

    /// All of the first `count` types.
    pub(super) fn first(count: usize) -> Self {
        Self(u128::MAX >> (Self::MAX - count))
    }

    /// Whether the type is in it.
    pub(super) fn has(self, index: usize) -> bool {
        self.0 >> index & 1 == 1
    }

    /// Whether there is none in it.
    pub(super) fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Those that are not in `other`.
    pub(super) fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Those that are in both.
    pub(super) fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }
}

impl FromIterator<usize> for TypeSet {
    fn from_iter<I: IntoIterator<Item = usize>>(indices: I) -> Self {
        Self(indices.into_iter().fold(0, |bits, index| bits | 1 << index))
    }
}

/// How an example came by its label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    /// Somebody picked it out of a document and judged it.
    Judged,
    /// It is a clause as it stands in a document, which somebody read and labelled.
    Labelled,
    /// It stands under a heading that speaks of the type.
    Heading,
    /// It is the taxonomy's or a case's description of the type.
    Prose,
}

/// A text with what is known of it.
#[derive(Debug)]
pub(super) struct Example {
    /// Its features, by ascending hash, with how often each occurs.
    pub(super) counts: Vec<(u32, u32)>,
    /// The rules that it meets, and its document type.
    pub(super) facts: Vec<u32>,
    /// The types that it is of.
    pub(super) types: TypeSet,
    /// The types of which it says whether it is of them.
    pub(super) decided: TypeSet,
    /// How grave it is, where somebody said so.
    pub(super) severity: Option<Severity>,
    /// The part it is in for cross-validation, by its platform; none when always learnt from.
    pub(super) fold: Option<u8>,
    /// How it came by its label.
    pub(super) origin: Origin,
    /// What it counts beside others.
    pub(super) weight: f64,
}

/// A line of `clauses_*.jsonl` or `weak_headings_*.jsonl`.
#[derive(Deserialize)]
struct Line {
    service: String,
    #[serde(default)]
    service_key: Option<String>,
    #[serde(default)]
    doc_type: Option<String>,
    text: String,
    clause_types: Vec<String>,
    #[serde(default)]
    severity_signal: Option<Severity>,
}

/// The map of ToS;DR's cases.
#[derive(Deserialize)]
struct CaseMap {
    case: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    title: String,
    #[serde(default)]
    types: Vec<String>,
}

/// Reads examples with the eyes of one taxonomy.
pub(super) struct Reader<'a> {
    taxonomy: &'a Taxonomy,
    rules: TypeRules,
    /// The files read, with the hash of each.
    pub(super) read: Vec<(String, ContentHash)>,
}

impl<'a> Reader<'a> {
    /// A reader for `taxonomy`.
    ///
    /// # Errors
    ///
    /// When the taxonomy has too many types, or a rule is not a query.
    pub(super) fn new(taxonomy: &'a Taxonomy) -> Result<Self, TrainError> {
        let count = taxonomy.types.len();
        if count > TypeSet::MAX {
            return Err(TrainError::Types { count });
        }
        let rules = TypeRules::new(taxonomy).map_err(TrainError::Rules)?;
        Ok(Self { taxonomy, rules, read: Vec::new() })
    }

    /// The judged quotes of a file.
    pub(super) fn judged(&mut self, path: &Path) -> Result<Vec<Example>, TrainError> {
        let mut examples = Vec::new();
        for line in self.lines(path)? {
            let types = self.types(&line.clause_types);
            let decided = match line.clause_types.iter().any(|name| name.starts_with("none-of")) {
                _ if !types.is_empty() => self.all(),
                true => self.types(&CLAUDETTE_TYPES.map(str::to_owned)),
                false => continue,
            };
            let fold = Some(fold(line.service_key.as_deref().unwrap_or(&line.service)));
            let severity = line.severity_signal.filter(|_| !types.is_empty());
            let document_type = line.doc_type.as_deref().unwrap_or_default();
            let (counts, facts) = self.features(&line.text, &[], document_type);
            let example = self.example("", types, decided, Origin::Judged);
            examples.push(Example { counts, facts, severity, fold, ..example });
        }
        Ok(examples)
    }

    /// The clauses of a file that are known by their headings, for the types that `judged` hardly
    /// knows. They say nothing of other types.
    pub(super) fn weak(
        &mut self,
        path: &Path,
        judged: &[Example],
    ) -> Result<Vec<Example>, TrainError> {
        let known = |index: usize| judged.iter().filter(|example| example.types.has(index)).count();
        let count = self.taxonomy.types.len();
        let rare: TypeSet = (0..count).filter(|index| known(*index) < JUDGED_ENOUGH).collect();
        let mut examples = Vec::new();
        for line in self.lines(path)? {
            let types = self.types(&line.clause_types).and(rare);
            examples.push(Example {
                fold: Some(fold(&line.service)),
                weight: WEAK_WEIGHT,
                ..self.example(&line.text, types, rare, Origin::Heading)
            });
        }
        Ok(examples)
    }

    /// The taxonomy's descriptions of its types, and the titles of ToS;DR's cases.
    pub(super) fn prose(&mut self, cases: &Path) -> Result<Vec<Example>, TrainError> {
        let mut examples = Vec::new();
        for (index, entry) in self.taxonomy.types.iter().enumerate() {
            let types = [index].into_iter().collect();
            let what = format!("{}. {}", entry.title, entry.what);
            let texts = [&what, &entry.question].into_iter();
            for text in texts.chain(&entry.aliases).chain(&entry.paraphrases) {
                examples.push(self.example(text, types, self.all(), Origin::Prose));
            }
        }
        let text = self.file(cases)?;
        let map: CaseMap = toml::from_str(&text).map_err(|source| TrainError::Cases {
            path: cases.to_owned(),
            source: Box::new(source),
        })?;
        for case in map.case {
            let types = self.types(&case.types);
            if !types.is_empty() {
                examples.push(self.example(&case.title, types, self.all(), Origin::Prose));
            }
        }
        Ok(examples)
    }

    /// Our own labels on real clauses, which say of every type whether they are of it, but for
    /// those that they only touch.
    pub(super) fn own(&self, labelled: &[LabelledText]) -> Vec<Example> {
        let own = |entry: &LabelledText| {
            let (types, also) = (self.types(&entry.types), self.types(&entry.also));
            let observed = self.features(&entry.text, &entry.heading, &entry.document_type);
            Example {
                counts: observed.0,
                facts: observed.1,
                severity: entry.severity,
                fold: Some(fold(&entry.platform)),
                ..self.example("", types, self.all().without(also), Origin::Labelled)
            }
        };
        labelled.iter().map(own).collect()
    }

    /// The features of a text, as the classifier would compute them.
    fn features(
        &self,
        text: &str,
        heading: &[String],
        document_type: &str,
    ) -> (Vec<(u32, u32)>, Vec<u32>) {
        let subject = Subject::new(text, heading);
        let met: Vec<(&str, &str)> = self
            .rules
            .met(&subject)
            .into_iter()
            .map(|met| {
                let (index, rule) = self.rules.rule(met);
                (self.taxonomy.types[index].slug.as_str(), rule)
            })
            .collect();
        let observed = Observed {
            text: subject.tokens(),
            heading: subject.heading_tokens(),
            rules: &met,
            document_type,
        };
        (counted(&grams(&observed)), facts(&observed))
    }

    fn example(&self, text: &str, types: TypeSet, decided: TypeSet, origin: Origin) -> Example {
        let (counts, facts) = self.features(text, &[], "");
        Example { counts, facts, types, decided, severity: None, fold: None, origin, weight: 1.0 }
    }

    fn all(&self) -> TypeSet {
        TypeSet::first(self.taxonomy.types.len())
    }

    fn types(&self, names: &[String]) -> TypeSet {
        let index = |name: &String| self.taxonomy.types.iter().position(|one| one.slug == *name);
        names.iter().filter_map(index).collect()
    }

    fn lines(&mut self, path: &Path) -> Result<Vec<Line>, TrainError> {
        json_lines(path, &self.file(path)?)
    }

    fn file(&mut self, path: &Path) -> Result<String, TrainError> {
        let text = read(path)?;
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        self.read.push((name, ContentHash::of(text.as_bytes())));
        Ok(text)
    }
}

/// The text of a file.
pub(super) fn read(path: &Path) -> Result<String, TrainError> {
    fs::read_to_string(path).map_err(|source| TrainError::Read { path: path.to_owned(), source })
}

/// The values of a file of JSON lines.
pub(super) fn json_lines<T: serde::de::DeserializeOwned>(
    path: &Path,
    text: &str,
) -> Result<Vec<T>, TrainError> {
    let mut values = Vec::new();
    for (number, line) in (1..).zip(text.lines()).filter(|(_, line)| !line.is_empty()) {
        let value = serde_json::from_str(line).map_err(|source| {
            let path: PathBuf = path.to_owned();
            TrainError::Line { path, line: number, source }
        })?;
        values.push(value);
    }
    Ok(values)
}

/// The part of a platform, however its name is spelt: the same at every run.
pub(super) fn fold(platform: &str) -> u8 {
    let key = slug(platform).replace('-', "");
    ContentHash::of(key.as_bytes()).as_bytes()[0] % FOLDS
}
