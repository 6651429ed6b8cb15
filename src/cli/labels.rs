//! The project's own labels: judgements on disk, by place; the clauses they are about come from the archive.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::path::Path;

use anyhow::{Context, bail};
use serde::Deserialize;

use super::input;
use super::output::say;
use crate::archive::{self, Archive, Reader, Source};
use crate::classify::evaluation::Judged;
use crate::classify::train::LabelledText;
use crate::classify::{Classifier, Passage};
use crate::clause::{Clause, Span};
use crate::document::ContentHash;
use crate::segment;
use crate::taxonomy::Severity;

/// What somebody who read a clause says of it; a line of `data/labels/*.jsonl`.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Judgement {
    platform: String,
    document: String,
    /// The hash of the version's archived bytes.
    version: ContentHash,
    /// The clause's bytes in the version's text.
    span: Span,
    /// How the clause came to be read.
    pub(super) drawn: Draw,
    types: Vec<String>,
    #[serde(default)]
    also: Vec<String>,
    #[serde(default)]
    severity: Option<Severity>,
    /// The codes of the jurisdictions that it applies to or names.
    #[serde(default)]
    jurisdictions: Vec<String>,
}

/// How a clause came to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Draw {
    /// By chance, from each document type in proportion.
    Random,
    /// Because a model's labels on it were of interest.
    Chosen,
}

/// A clause that somebody read, with what was said of it.
#[derive(Debug)]
pub(super) struct ReadClause {
    pub(super) judgement: Judgement,
    /// As the archive holds it.
    pub(super) clause: Clause,
}

/// Reads the judgements in `file`, each with the clause that it is about.
///
/// A judgement whose clause the archive does not hold, or which is now cut otherwise, is left out
/// and said.
pub(super) fn read(file: &Path, archive: &Archive) -> anyhow::Result<Vec<ReadClause>> {
    let mut by_document: BTreeMap<(String, String), Vec<Judgement>> = BTreeMap::new();
    let example = r#"{"platform": "…", "document": "…", "version": "sha256:…", "span": [0, 9], …}"#;
    input::json_lines(file, example, |judgement: Judgement| {
        let key = (judgement.platform.clone(), judgement.document.clone());
        by_document.entry(key).or_default().push(judgement);
        Ok(())
    })?;
    let reader = archive.reader();
    let (mut found, mut missing) = (Vec::new(), 0);
    for ((platform, document_type), judgements) in by_document {
        let is_asked = |source: &&Source| {
            source.document.platform == platform && source.document.document_type == document_type
        };
        let Some(source) = archive.documents().iter().find(is_asked) else {
            missing += judgements.len();
            continue;
        };
        let mut clauses: BTreeMap<ContentHash, Vec<Clause>> = BTreeMap::new();
        for judgement in judgements {
            let of_version = match clauses.entry(judgement.version) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(new) => new.insert(cut(&reader, source, judgement.version)?),
            };
            match of_version.iter().max_by_key(|clause| shared(clause.span, judgement.span)) {
                Some(clause) if is_same(clause.span, judgement.span) => {
                    found.push(ReadClause { judgement, clause: clause.clone() });
                }
                _ => missing += 1,
            }
        }
    }
    if found.is_empty() {
        bail!("the archive holds none of the clauses that {} is about", input::shown(file));
    }
    if missing > 0 {
        say(&format!("{missing} judgements of {} have no clause now", input::shown(file)));
    }
    Ok(found)
}

/// The clauses of the version with that hash, looked for from the last one on; none if it is gone.
fn cut(reader: &Reader, source: &Source, version: ContentHash) -> anyhow::Result<Vec<Clause>> {
    for capture in source.captures.iter().rev() {
        let bytes = reader.read(capture)?;
        if ContentHash::of(&bytes) == version {
            let text = archive::text(bytes, capture.format)
                .map_err(|reason| anyhow::anyhow!("{reason}"))
                .with_context(|| format!("cannot read {} as text", capture.path))?;
            return Ok(segment::segment(&text, capture.format).clauses);
        }
    }
    Ok(Vec::new())
}

/// How many bytes two places share.
fn shared(one: Span, other: Span) -> u32 {
    one.end.min(other.end).saturating_sub(one.start.max(other.start))
}

/// Whether most of two places is the same, so that what was said of one holds for the other.
fn is_same(one: Span, other: Span) -> bool {
    let both = one.end.max(other.end) - one.start.min(other.start);
    shared(one, other) * 10 >= both * 8
}

impl ReadClause {
    /// What training learns from it.
    pub(super) fn labelled(self) -> LabelledText {
        let Self { judgement, clause } = self;
        LabelledText {
            platform: judgement.platform,
            document_type: judgement.document,
            heading: clause.heading,
            text: clause.wording.text,
            types: judgement.types,
            also: judgement.also,
            severity: judgement.severity,
        }
    }

    /// It beside what the classifier says of it, as of a clause of an English document.
    ///
    /// Readers saw the clause with its headings, so it is labelled without what the whole document
    /// says of the places it is for.
    pub(super) fn judged(self, classifier: &Classifier) -> Judged {
        let Self { judgement, clause } = self;
        let passage =
            Passage { document_type: &judgement.document, ..Passage::of(&clause, Some("en")) };
        Judged {
            labels: classifier.classify(&passage),
            types: judgement.types,
            also: judgement.also,
            severity: judgement.severity,
            jurisdictions: judgement.jurisdictions,
        }
    }
}
