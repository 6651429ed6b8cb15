//! Which documents of which archives go into a build, and under which slugs.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::dates::{Dates, Plausible};
use crate::archive::{Archive, SkipReason, Source};
use crate::document::{ContentHash, slug};
use crate::index::{ArchiveEntry, Build, SetAside};

/// The documents of a build, in the order of its catalogue.
#[derive(Debug)]
pub struct Inventory<'a> {
    /// The archives, in the order given.
    pub archives: Vec<ArchiveEntry>,
    /// The documents, by platform slug and document slug.
    pub documents: Vec<Item<'a>>,
    /// What the archives hold besides.
    pub set_aside: Vec<SetAside>,
    /// Groups of platform names that differ only by case or punctuation.
    pub similar_names: Vec<Vec<String>>,
}

/// A document to index.
#[derive(Debug)]
pub struct Item<'a> {
    /// The place of its archive.
    pub archive: u32,
    /// The document and its captures.
    pub source: &'a Source,
    /// The platform's slug, unique among the platforms.
    pub platform_slug: String,
    /// The document's slug, unique within the platform.
    pub document_slug: String,
    /// What tells whether it has changed.
    pub fingerprint: ContentHash,
    /// Which dates of its versions can be true.
    pub plausible: Plausible,
}

impl<'a> Inventory<'a> {
    /// Takes stock of `archives`; a document that two of them hold is taken from the first.
    #[must_use]
    pub fn new(archives: &'a [Archive]) -> Self {
        let mut set_aside = Vec::new();
        let mut similar_names = Vec::new();
        let mut sources: Vec<(u32, &Source)> = Vec::new();
        let mut held = HashSet::new();
        for (place, archive) in archives.iter().enumerate() {
            let place = place as u32;
            similar_names.extend(archive.similar_names().iter().cloned());
            for skipped in archive.skipped() {
                set_aside.push(SetAside {
                    archive: place,
                    path: skipped.path.clone(),
                    reason: skipped.reason.to_string(),
                    is_document: !matches!(skipped.reason, SkipReason::NotADocument),
                });
            }
            for source in archive.documents() {
                if held.insert(&source.document) {
                    sources.push((place, source));
                    continue;
                }
                let document = &source.document;
                set_aside.push(SetAside {
                    archive: place,
                    path: format!("{}/{}", document.platform, document.document_type),
                    reason: "an archive given before holds this document".to_owned(),
                    is_document: true,
                });
            }
        }
        similar_names.sort();
        similar_names.dedup();
        let entry = |archive: &Archive| ArchiveEntry {
            kind: archive.kind().name().to_owned(),
            origin: archive.origin().map(str::to_owned),
        };
        Self {
            archives: archives.iter().map(entry).collect(),
            documents: items(sources, &Dates::new(archives)),
            set_aside,
            similar_names,
        }
    }

    /// Whether `build` was made from just these documents, none of which has changed since.
    #[must_use]
    pub fn is_all_of(&self, build: &Build) -> bool {
        let is_same = |(item, entry): (&Item<'_>, &crate::index::DocumentEntry)| {
            item.archive == entry.archive
                && item.platform_slug == entry.platform_slug
                && item.document_slug == entry.document_slug
                && item.fingerprint == entry.fingerprint
                && item.plausible.holds_of(&entry.versions)
        };
        let manifest = &build.manifest;
        self.archives == manifest.archives
            && self.similar_names == manifest.similar_names
            && self.documents.len() == build.documents.len()
            && self.documents.iter().zip(&build.documents).all(is_same)
            && self.set_aside.iter().all(|aside| manifest.set_aside.contains(aside))
    }
}

/// Gives every platform and document a slug of its own.
///
/// Of names that would share one, that which was captured first keeps it and the others get `-2`,
/// `-3`, so that a platform added later changes no slug and no record ID.
fn items<'a>(sources: Vec<(u32, &'a Source)>, dates: &Dates) -> Vec<Item<'a>> {
    let first_capture = |source: &Source| source.captures.first().map(|capture| capture.captured);
    let mut platforms: BTreeMap<&str, _> = BTreeMap::new();
    for (_, source) in &sources {
        let first = platforms.entry(&*source.document.platform).or_insert(first_capture(source));
        *first = (*first).min(first_capture(source));
    }
    let mut platforms: Vec<_> = platforms.into_iter().map(|(name, first)| (first, name)).collect();
    platforms.sort_unstable();
    let mut taken = HashSet::new();
    let slugs: HashMap<&str, String> = platforms
        .into_iter()
        .map(|(_, name)| (name, unique(slug(name), |slug| taken.insert(slug.to_owned()))))
        .collect();

    let mut by_age = sources;
    by_age.sort_by_key(|(_, source)| (first_capture(source), &source.document));
    let mut taken = HashSet::new();
    let mut items: Vec<Item<'_>> = by_age
        .into_iter()
        .map(|(archive, source)| {
            let platform_slug = slugs[&*source.document.platform].clone();
            let document_slug = unique(source.document.document_slug(), |slug| {
                taken.insert((platform_slug.clone(), slug.to_owned()))
            });
            let fingerprint = source.fingerprint();
            let plausible = dates.of(archive);
            Item { archive, source, platform_slug, document_slug, fingerprint, plausible }
        })
        .collect();
    items.sort_by(|a, b| {
        (&a.platform_slug, &a.document_slug).cmp(&(&b.platform_slug, &b.document_slug))
    });
    items
}

/// The first of `slug`, `slug-2`, `slug-3` ... that can be taken.
fn unique(slug: String, mut take: impl FnMut(&str) -> bool) -> String {
    let slug = if slug.is_empty() { "unnamed".to_owned() } else { slug };
    if take(&slug) {
        return slug;
    }
    let mut numbered = (2..).map(|number| format!("{slug}-{number}"));
    numbered.find(|candidate| take(candidate)).expect("numbers do not run out")
}
