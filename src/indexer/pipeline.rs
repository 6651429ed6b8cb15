//! Indexes documents on every core and writes them in the catalogue's order.

use std::collections::{BTreeMap, HashSet};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex, PoisonError, mpsc};
use std::thread;

use super::IndexerError;
use super::document::{Failure, Indexed, Indexing, index};
use super::inventory::Inventory;
use super::report::{Progress, Seconds};
use crate::index::{BuildWriter, Counts, SetAside};

/// How many documents may be read ahead of the one that is written next; bounds the memory.
const AHEAD: usize = 128;

/// What all documents together came to.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    pub(super) counts: Counts,
    pub(super) set_aside: Vec<SetAside>,
    pub(super) reused: usize,
    pub(super) seconds: Seconds,
}

/// Indexes every document of `inventory` into `writer`.
pub(super) fn run(
    inventory: &Inventory<'_>,
    indexing: &Indexing<'_>,
    writer: &mut BuildWriter<'_>,
    progress: &dyn Progress,
) -> Result<Outcome, IndexerError> {
    let next = AtomicUsize::new(0);
    let gate = Gate::default();
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let (sender, receiver) = mpsc::channel();
    thread::scope(|scope| {
        for _ in 0..threads {
            let (sender, next, gate) = (sender.clone(), &next, &gate);
            scope.spawn(move || {
                let readers: Vec<_> = indexing.archives.iter().map(|a| a.reader()).collect();
                loop {
                    let place = next.fetch_add(1, Ordering::Relaxed);
                    let Some(item) = inventory.documents.get(place) else { return };
                    if !gate.wait_for(place) {
                        return;
                    }
                    let indexed = index(indexing, &readers, item, place as u32);
                    if sender.send((place, indexed)).is_err() {
                        return;
                    }
                }
            });
        }
        drop(sender);
        // Also when writing fails must the threads be let go, or the scope would never end.
        let outcome = write(&receiver, inventory, indexing, writer, &gate, progress);
        gate.close();
        outcome
    })
}

fn write(
    receiver: &mpsc::Receiver<(usize, Result<Indexed, Failure>)>,
    inventory: &Inventory<'_>,
    indexing: &Indexing<'_>,
    writer: &mut BuildWriter<'_>,
    gate: &Gate,
    progress: &dyn Progress,
) -> Result<Outcome, IndexerError> {
    let mut outcome = Outcome::default();
    let mut wordings = HashSet::new();
    let mut platforms = HashSet::new();
    let mut waiting = BTreeMap::new();
    let mut written = 0;
    for (place, indexed) in receiver {
        waiting.insert(place, indexed);
        while let Some(indexed) = waiting.remove(&written) {
            let indexed = indexed.map_err(|failure| error(failure, indexing))?;
            let item = &inventory.documents[written];
            platforms.insert(item.platform_slug.clone());
            wordings.extend(indexed.wordings);
            outcome.counts.add(&indexed.counts);
            outcome.set_aside.extend(indexed.set_aside);
            outcome.reused += usize::from(indexed.is_reused);
            outcome.seconds.add(&indexed.seconds);
            let states = indexed.entries.len();
            writer.add(&indexed.document, indexed.entries)?;
            let document = &item.source.document;
            progress
                .document(&format!("{} / {}", document.platform, document.document_type), states);
            written += 1;
            gate.advance(written);
        }
    }
    outcome.counts.wordings = wordings.len() as u64;
    outcome.counts.platforms = platforms.len() as u64;
    Ok(outcome)
}

fn error(failure: Failure, indexing: &Indexing<'_>) -> IndexerError {
    match failure {
        Failure::Index(error) => error.into(),
        Failure::Archive(archive, source) => IndexerError::Archive {
            path: indexing.paths[archive as usize].clone(),
            source: Box::new(source),
        },
    }
}

/// Holds threads back that run too far ahead of the writer.
#[derive(Default)]
struct Gate {
    state: Mutex<Progressed>,
    moved: Condvar,
}

#[derive(Default)]
struct Progressed {
    /// How many documents are written.
    written: usize,
    /// Whether nothing will be written any more.
    is_closed: bool,
}

impl Gate {
    /// Waits until the document at `place` may be read; false when it need not be any more.
    fn wait_for(&self, place: usize) -> bool {
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let is_far = |state: &mut Progressed| !state.is_closed && place >= state.written + AHEAD;
        let state = self.moved.wait_while(state, is_far);
        !state.unwrap_or_else(PoisonError::into_inner).is_closed
    }

    fn advance(&self, written: usize) {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).written = written;
        self.moved.notify_all();
    }

    fn close(&self) {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).is_closed = true;
        self.moved.notify_all();
    }
}
