//! The archives that tests read, and an index of each, made once.

use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use clausedex::classify::Recogniser;
use clausedex::index::Build;
use clausedex::indexer::{self, Silent};
use clausedex::search::Embedded;
use clausedex::taxonomy::Taxonomy;

/// The folder with the real archives and judged data; none, said loudly, where it is not at hand.
///
/// In CI it must be there.
pub(crate) fn shared() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let folder = std::env::var_os("CLAUSEDEX_SHARED").map_or(beside, PathBuf::from);
    if folder.join("archives").is_dir() {
        return Some(folder);
    }
    let missing = format!("no real archives in {}; set CLAUSEDEX_SHARED", folder.display());
    assert!(std::env::var_os("CI").is_none(), "{missing}");
    #[expect(clippy::print_stderr, reason = "a test that is skipped must say so")]
    {
        eprintln!("SKIPPED: {missing}");
    }
    None
}

/// The real archive with its whole history, of 877 documents.
pub(crate) fn contrib() -> Option<PathBuf> {
    shared().map(|folder| folder.join("archives/contrib-versions.git"))
}

/// A small real archive.
pub(crate) fn genai() -> Option<PathBuf> {
    shared().map(|folder| folder.join("archives/genai-eu-versions.git"))
}

/// The bundled sample archive.
pub(crate) fn sample() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data/sample")
}

/// An engine over the bundled sample.
pub(crate) fn sample_engine() -> &'static Embedded {
    static ENGINE: LazyLock<Embedded> = LazyLock::new(|| engine(&sample(), "sample"));
    &ENGINE
}

/// An engine over the small real archive.
pub(crate) fn genai_engine() -> Option<&'static Embedded> {
    static ENGINE: LazyLock<Option<Embedded>> =
        LazyLock::new(|| genai().map(|archive| engine(&archive, "genai")));
    ENGINE.as_ref()
}

/// An engine over the whole real archive; made once and kept for later runs.
pub(crate) fn contrib_engine() -> Option<&'static Embedded> {
    static ENGINE: LazyLock<Option<Embedded>> =
        LazyLock::new(|| contrib().map(|archive| engine(&archive, "contrib")));
    ENGINE.as_ref()
}

fn engine(archive: &Path, name: &str) -> Embedded {
    engine_in(archive, &Path::new(env!("CARGO_TARGET_TMPDIR")).join(name))
}

/// An engine over an archive, whose index is made in `folder`.
pub(crate) fn engine_in(archive: &Path, folder: &Path) -> Embedded {
    let taxonomy = Arc::new(Taxonomy::bundled());
    indexer::run(&[archive.to_owned()], folder, &taxonomy, &Silent).unwrap();
    let build = Build::open(folder, &taxonomy).unwrap();
    let recogniser = Recogniser::new(&taxonomy).unwrap();
    Embedded::new(Arc::new(build), taxonomy, Arc::new(recogniser))
}

/// How many random trials to make: `usual` ones, or, with `CLAUSEDEX_THOROUGH` set, `thorough` ones.
pub(crate) fn trials(usual: usize, thorough: usize) -> usize {
    if std::env::var_os("CLAUSEDEX_THOROUGH").is_some() { thorough } else { usual }
}

/// Numbers that look random and are the same every time.
pub(crate) struct Numbers(pub(crate) u64);

impl Numbers {
    /// A number from 0 to `below`, which is not included.
    pub(crate) fn below(&mut self, below: usize) -> usize {
        // Knuth's constants; the high bits are the better ones.
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % below
    }

    /// One of `items`.
    pub(crate) fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len())]
    }
}
