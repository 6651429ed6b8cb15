//! Collects what an archive holds, in an order that does not depend on how it was found.

use std::collections::{BTreeMap, BTreeSet};

use crate::archive::{Capture, SkipReason, Skipped, Source};
use crate::document::{Document, VersionKind};

/// What an archive holds.
#[derive(Debug)]
pub(super) struct Inventory {
    pub(super) sources: Vec<Source>,
    pub(super) skipped: Vec<Skipped>,
}

/// An inventory in the making.
#[derive(Debug, Default)]
pub(super) struct Collection {
    captures: BTreeMap<Document, Vec<Capture>>,
    skipped: BTreeSet<Skipped>,
}

impl Collection {
    /// Adds a capture of `document`; among those of one second, the later one is added later.
    pub(super) fn record(&mut self, document: Document, capture: Capture) {
        self.captures.entry(document).or_default().push(capture);
    }

    /// Lists `path` as passed over.
    pub(super) fn skip(&mut self, path: impl Into<String>, reason: SkipReason) {
        self.skipped.insert(Skipped { path: path.into(), reason });
    }

    /// Takes back what has been recorded at `path` so far; true if there was anything.
    pub(super) fn forget(&mut self, path: &str) -> bool {
        let mut is_found = false;
        for captures in self.captures.values_mut() {
            let before = captures.len();
            captures.retain(|capture| capture.path != path);
            is_found |= captures.len() < before;
        }
        is_found
    }

    /// Puts everything in order.
    pub(super) fn finish(self) -> Inventory {
        let mut sources: Vec<Source> = Vec::with_capacity(self.captures.len());
        for (document, mut captures) in self.captures {
            // Stable, so that captures of one second stay as they were recorded.
            captures.sort_by_key(|capture| capture.captured);
            let Some(first) = captures.first_mut() else {
                continue;
            };
            // The earliest by date need not be the one recorded first.
            if first.kind == VersionKind::Change {
                first.kind = VersionKind::First;
            }
            sources.push(Source { document, captures, ended: None });
        }
        sources.sort_by_cached_key(|source| {
            let Document { platform, document_type } = &source.document;
            let slugs = (source.document.platform_slug(), source.document.document_slug());
            (slugs, platform.clone(), document_type.clone())
        });
        Inventory { sources, skipped: self.skipped.into_iter().collect() }
    }
}
