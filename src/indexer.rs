//! The whole way from archives to a published index.

mod dates;
mod document;
mod inventory;
mod pipeline;
mod report;

use std::path::{Path, PathBuf};
use std::time::Instant;

use crate::archive::{Archive, ArchiveError};
use crate::classify::{Classifier, ClassifierError};
use crate::document::ContentHash;
use crate::index::{About, Build, BuildWriter, Current, IndexError, IndexFolder};
use crate::taxonomy::Taxonomy;

pub use dates::Plausible;
pub use inventory::Inventory;
pub use report::{Progress, Report, Seconds, Silent};

/// An index that could not be made.
#[derive(Debug, thiserror::Error)]
pub enum IndexerError {
    /// An archive cannot be read.
    #[error("cannot read the archive {}", path.display())]
    Archive {
        /// The archive's path.
        path: PathBuf,
        /// Why.
        source: Box<ArchiveError>,
    },
    /// The taxonomy's rules cannot be used.
    #[error("the taxonomy cannot be used for labels")]
    Classifier(#[from] ClassifierError),
    /// The archives yield no clause. The former index, where there is one, stays.
    #[error(
        "no clause can be read in {}, so nothing was published; name an archive with text that \
         can be read",
        .0.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join(", ")
    )]
    Empty(Vec<PathBuf>),
    /// The index cannot be written.
    #[error("cannot write the index")]
    Index(#[from] IndexError),
}

/// Indexes everything in `archives` into `folder` and publishes it.
///
/// Documents that have not changed since the last build by this very program are taken over from
/// it. Readers keep the build they have until the new one is complete; then it takes its place in
/// one step. The same archives and taxonomy always give the same build, whatever was there before,
/// and where nothing has changed nothing is written.
///
/// # Errors
///
/// Fails when an archive cannot be read, no clause is found in any, the folder is not empty and no
/// index, another process is writing, or the index cannot be written, and leaves the current index
/// as it was. Files that cannot be indexed are not errors: the report lists them.
pub fn run(
    archives: &[PathBuf],
    folder: &Path,
    taxonomy: &Taxonomy,
    progress: &dyn Progress,
) -> Result<Report, IndexerError> {
    let started = Instant::now();
    let classifier = Classifier::new(taxonomy)?;
    let folder = IndexFolder::lock(folder)?;
    let opened = archives.iter().map(|path| open(path)).collect::<Result<Vec<_>, _>>()?;
    let inventory = Inventory::new(&opened);
    let mut seconds = Seconds { archive: started.elapsed(), ..Seconds::default() };

    let program = program();
    let former = former_build(folder.path(), taxonomy, program);
    let archives = archives.iter().map(|path| absolute(path)).collect::<Result<Vec<_>, _>>()?;
    if let Some(former) = former.as_ref().filter(|former| inventory.is_all_of(former)) {
        let current = Current { build: former.digest, archives, program };
        folder.publish(&current)?;
        return Ok(Report::unchanged(former, started.elapsed()));
    }

    progress.begin(inventory.documents.len());
    let mut writer = BuildWriter::create(&folder)?;
    let outcome = pipeline::run(
        &inventory,
        &document::Indexing {
            archives: &opened,
            paths: &archives,
            classifier: &classifier,
            taxonomy,
            former: former.as_ref(),
        },
        &mut writer,
        progress,
    )?;
    seconds.add(&outcome.seconds);
    // A wrong path must not cost the index that stands.
    if outcome.counts.clauses == 0 {
        return Err(IndexerError::Empty(archives));
    }

    progress.writing();
    let publishing = Instant::now();
    let mut set_aside = inventory.set_aside.clone();
    set_aside.extend(outcome.set_aside);
    set_aside.sort_by(|a, b| (a.archive, &a.path).cmp(&(b.archive, &b.path)));
    let manifest = writer.finish(About {
        taxonomy: taxonomy.digest,
        classifier: classifier.digest(),
        archives: inventory.archives.clone(),
        counts: outcome.counts,
        set_aside,
        similar_names: inventory.similar_names.clone(),
    })?;
    folder.publish(&Current { build: manifest.digest(), archives, program })?;
    seconds.publish = publishing.elapsed();
    seconds.whole = started.elapsed();
    Ok(Report { manifest, reused: outcome.reused, seconds, is_unchanged: false })
}

fn open(path: &Path) -> Result<Archive, IndexerError> {
    Archive::open(path)
        .map_err(|source| IndexerError::Archive { path: path.to_owned(), source: Box::new(source) })
}

fn absolute(path: &Path) -> Result<PathBuf, IndexerError> {
    path.canonicalize()
        .map_err(|source| IndexError::Io { action: "find", path: path.to_owned(), source }.into())
}

/// The hash of the running program; none when it cannot be read.
fn program() -> Option<ContentHash> {
    let path = std::env::current_exe().ok()?;
    Some(ContentHash::of(&std::fs::read(path).ok()?))
}

/// The build that stands in the folder, if documents can be taken over from it as they are.
fn former_build(folder: &Path, taxonomy: &Taxonomy, program: Option<ContentHash>) -> Option<Build> {
    let former = Build::open(folder, taxonomy).ok()?;
    // Another program may cut, follow or label clauses otherwise.
    let is_own = program.is_some() && former.program == program;
    // The engine does not check what it reads; a damaged build must not go on into the next.
    (is_own && former.verify().is_ok()).then_some(former)
}
