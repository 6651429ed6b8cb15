//! Indexing an archive against the floor: reading, hashing and tokenising the same bytes once.
//!
//! `cargo bench --bench archive -- [ARCHIVE]` also walks every version and checks that cutting it
//! into clauses loses nothing. It prints what it compared and asserts no time.

#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a bench prints, and may stop")]

use std::path::PathBuf;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use clausedex::analysis;
use clausedex::archive::Archive;
use clausedex::document::{ContentHash, Format};
use clausedex::indexer::{self, Silent};
use clausedex::segment;
use clausedex::taxonomy::Taxonomy;
use rayon::prelude::*;

fn main() {
    let default = PathBuf::from("../shared/archives/contrib-versions.git");
    let path = std::env::args().skip(1).find(|argument| !argument.starts_with("--"));
    let path = path.map_or(default, PathBuf::from);
    println!("archive {}", path.display());

    let floor = measured("floor: read, hash, tokenise", || floor(&path));
    measured("cut every version and check that nothing is lost", || walk(&path));
    let folder = tempfile::tempdir().unwrap();
    let whole = measured("index", || {
        let taxonomy = Taxonomy::bundled();
        let report = indexer::run(std::slice::from_ref(&path), folder.path(), &taxonomy, &Silent);
        let report = report.unwrap();
        println!("  build {}", report.manifest.digest());
        for (stage, time) in report.seconds.stages() {
            println!("  {stage:<9} {:7.2} s, summed over threads", time.as_secs_f64());
        }
    });
    println!(
        "index : floor = {:.2} by the clock, {:.2} in CPU time",
        whole.0 / floor.0,
        whole.1 / floor.1
    );
}

/// Reads every distinct text, hashes it and takes it apart into words.
fn floor(path: &std::path::Path) {
    let archive = Archive::open(path).unwrap();
    let totals = Mutex::new((0_usize, 0_usize));
    archive.documents().par_iter().for_each_init(
        || archive.reader(),
        |reader, source| {
            let (mut bytes, mut words) = (0, 0);
            let each = |text: &str| {
                bytes += text.len();
                words += analysis::tokens(text).len();
                std::hint::black_box(ContentHash::of(text.as_bytes()));
            };
            reader.versions(source, each).unwrap();
            let mut totals = totals.lock().unwrap();
            *totals = (totals.0 + bytes, totals.1 + words);
        },
    );
    let (bytes, words) = *totals.lock().unwrap();
    println!(
        "  {:.1} MB of distinct text, {:.1} million words",
        bytes as f64 / 1e6,
        words as f64 / 1e6
    );
}

fn walk(path: &std::path::Path) {
    let archive = Archive::open(path).unwrap();
    let totals = Mutex::new((0, 0, 0));
    archive.documents().par_iter().for_each_init(
        || archive.reader(),
        |reader, source| {
            let (mut texts, mut clauses) = (0, 0);
            let each = |text: &str| {
                let segmentation = segment::segment(text, Format::Markdown);
                texts += 1;
                clauses += segmentation.clauses.len();
                if let Err(fault) = segment::check(text, &segmentation) {
                    panic!("{:?}, text {texts}: {fault}", source.document);
                }
            };
            let versions = reader.versions(source, each).unwrap().recorded.len();
            let mut totals = totals.lock().unwrap();
            *totals = (totals.0 + versions, totals.1 + texts, totals.2 + clauses);
        },
    );
    let (versions, texts, clauses) = *totals.lock().unwrap();
    println!("  {versions} versions, {texts} distinct texts, {clauses} clauses: nothing lost");
}

/// Runs `work` and prints how long it took; returns seconds by the clock and of CPU.
fn measured(name: &str, work: impl FnOnce()) -> (f64, f64) {
    println!("{name}");
    let (start, cpu) = (Instant::now(), cpu_time());
    work();
    let (wall, cpu) = (start.elapsed().as_secs_f64(), (cpu_time() - cpu).as_secs_f64());
    println!("  {wall:.1} s by the clock, {cpu:.1} s of CPU");
    (wall, cpu)
}

/// The CPU time of this process so far, user and system; zero where `/proc` does not tell.
fn cpu_time() -> Duration {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace();
    let ticks: u64 = fields.skip(11).take(2).filter_map(|field| field.parse::<u64>().ok()).sum();
    // Linux counts in hundredths of a second whatever the kernel's own clock.
    Duration::from_millis(ticks * 10)
}
