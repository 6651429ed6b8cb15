//! The headings that several platforms have, whatever their case and numbering, with the clauses
//! below them.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use super::{Entry, Suggestion, SuggestionKind, Tally};
use crate::analysis::{self, Word, label};
use crate::index::{Build, IndexError};

/// How many platforms must have a heading.
const PLATFORMS_MIN: u64 = 3;

/// The most words of a heading; longer ones are sentences that nobody begins to type.
const WORDS_MAX: usize = 8;

/// Headings as they stand one below the other, with how many clauses of each platform are below.
type Paths = BTreeMap<Vec<String>, BTreeMap<u32, u64>>;

/// A heading in all its spellings.
struct Heading {
    words: Vec<Word>,
    /// How many clauses stand below each spelling.
    spellings: BTreeMap<String, u64>,
    /// The clauses below it, just as `heading:"…"` finds them: also within longer headings.
    below: Tally,
}

/// The headings with their counts, each with its one name.
pub(super) fn entries(build: &Build) -> Result<Vec<Entry>, IndexError> {
    let paths = paths(build)?;
    let mut headings = frequent(&paths, build);
    count(&mut headings, &paths);
    let entries = headings.into_iter().map(|heading| {
        let value = text(&heading.words);
        let suggestion = Suggestion {
            kind: SuggestionKind::Heading,
            label: heading.label(),
            query: format!("heading:\"{value}\""),
            value,
            clauses: 0,
            platforms: 0,
            filters: Vec::new(),
        };
        Entry::new(suggestion, vec![heading.words], &heading.below)
    });
    Ok(entries.collect())
}

impl Heading {
    /// The usual spelling, rather not in capitals; of equals the first.
    fn label(&self) -> String {
        let usual = self.spellings.iter().max_by_key(|(spelling, clauses)| {
            (spelling.contains(char::is_lowercase), **clauses, Reverse(spelling.as_str()))
        });
        usual.map(|(spelling, _)| spelling.clone()).unwrap_or_default()
    }
}

fn text(words: &[Word]) -> String {
    words.iter().map(Word::text).collect::<Vec<_>>().join(" ")
}

fn paths(build: &Build) -> Result<Paths, IndexError> {
    let mut paths = Paths::new();
    for (segment, columns) in build.segments.iter().enumerate() {
        if !columns.has_current {
            continue;
        }
        build.headings(segment as u32, |clause, path| {
            if !path.is_empty() && columns.is_current(clause) {
                let platform = build.platform_of[columns.document[clause as usize] as usize];
                *paths.entry(path).or_default().entry(platform).or_default() += 1;
            }
        })?;
    }
    Ok(paths)
}

/// The headings that enough platforms have, each as it stands apart from its number.
///
/// The title of a document stands above all its clauses, and tells no more than its type.
fn frequent(paths: &Paths, build: &Build) -> Vec<Heading> {
    let mut found: BTreeMap<String, Heading> = BTreeMap::new();
    for (path, clauses) in paths {
        for heading in path {
            let start = label::parse(heading).map_or(0, |label| label.length);
            let spelling = heading[start..].trim_matches([' ', '.', ':', ';', ',']);
            let words = super::words(spelling);
            if words.is_empty() || words.len() > WORDS_MAX {
                continue;
            }
            let heading = found.entry(text(&words)).or_insert_with(|| Heading {
                words,
                spellings: BTreeMap::new(),
                below: Tally::new(build),
            });
            for (platform, clauses) in clauses {
                *heading.spellings.entry(spelling.to_owned()).or_default() += clauses;
                heading.below.add(0, *platform);
            }
        }
    }
    for document in &build.documents {
        found.remove(&text(&super::words(&document.document.document_type)));
    }
    // What the query language would read otherwise than it is written cannot be asked for.
    found.retain(|key, heading| {
        heading.below.platforms.len() >= PLATFORMS_MIN && super::words(key) == heading.words
    });
    found.into_values().collect()
}

/// Counts the clauses below each heading, in one pass over the paths.
fn count(headings: &mut [Heading], paths: &Paths) {
    let mut beginning: HashMap<Word, Vec<usize>> = HashMap::new();
    for (place, heading) in headings.iter().enumerate() {
        beginning.entry(heading.words[0].clone()).or_default().push(place);
    }
    for (path, clauses) in paths {
        let tokens = analysis::tokens(&path.join("\n"));
        let words: Vec<Word> = tokens.into_iter().map(|token| token.word).collect();
        let mut met: Vec<usize> = Vec::new();
        for (at, first) in words.iter().enumerate() {
            let candidates = beginning.get(first).into_iter().flatten();
            let stands = |place: &&usize| words[at..].starts_with(&headings[**place].words);
            met.extend(candidates.filter(stands));
        }
        met.sort_unstable();
        met.dedup();
        for place in met {
            for (platform, clauses) in clauses {
                headings[place].below.add(*clauses, *platform);
            }
        }
    }
}
