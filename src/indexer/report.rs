//! What an indexing run says while it goes on and when it ends.

use std::time::Duration;

use crate::index::{Build, Manifest};

/// Hears of an indexing run while it goes on; called from one thread.
pub trait Progress {
    /// So many documents are about to be read.
    fn begin(&self, documents: usize);
    /// A document was written, with so many clause states.
    fn document(&self, name: &str, states: usize);
    /// All documents are read; the build is being put on disk.
    fn writing(&self);
}

/// Hears nothing.
#[derive(Debug, Clone, Copy)]
pub struct Silent;

impl Progress for Silent {
    fn begin(&self, _documents: usize) {}
    fn document(&self, _name: &str, _states: usize) {}
    fn writing(&self) {}
}

/// What an indexing run did.
#[derive(Debug, Clone)]
pub struct Report {
    /// The build that is served now, with the counts and what was set aside.
    pub manifest: Manifest,
    /// How many documents were taken over from the former build.
    pub reused: usize,
    /// How long each stage took.
    pub seconds: Seconds,
    /// Whether the archives hold just what the served build was made from.
    pub is_unchanged: bool,
}

impl Report {
    pub(super) fn unchanged(build: &Build, whole: Duration) -> Self {
        Self {
            manifest: build.manifest.clone(),
            reused: build.documents.len(),
            seconds: Seconds { whole, ..Seconds::default() },
            is_unchanged: true,
        }
    }
}

/// How long each stage took; those done on several threads are summed over them.
#[derive(Debug, Clone, Copy, Default)]
pub struct Seconds {
    /// Finding out what the archives hold.
    pub archive: Duration,
    /// Reading, hashing and converting the versions.
    pub read: Duration,
    /// Cutting the texts into clauses.
    pub segment: Duration,
    /// Following the clauses through the versions.
    pub history: Duration,
    /// Labelling the clauses.
    pub classify: Duration,
    /// Making the index's entries: tokens, columns, the stored form.
    pub prepare: Duration,
    /// Putting the build on disk, hashing and publishing it.
    pub publish: Duration,
    /// The whole run, by the clock.
    pub whole: Duration,
}

impl Seconds {
    /// Adds another's stages to these; `whole` is left alone.
    pub fn add(&mut self, other: &Self) {
        self.archive += other.archive;
        self.read += other.read;
        self.segment += other.segment;
        self.history += other.history;
        self.classify += other.classify;
        self.prepare += other.prepare;
        self.publish += other.publish;
    }

    /// Each stage with its name, in order.
    #[must_use]
    pub fn stages(&self) -> [(&'static str, Duration); 7] {
        [
            ("archive", self.archive),
            ("read", self.read),
            ("segment", self.segment),
            ("history", self.history),
            ("classify", self.classify),
            ("prepare", self.prepare),
            ("publish", self.publish),
        ]
    }
}
