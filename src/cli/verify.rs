//! `clausedex verify`: checks clauses, or the whole index, against the archive.

use std::io::{self, Write};

use clap::Args;

use super::exit::Exit;
use super::input::IndexFolder;
use super::output::{Output, printable, thousands};
use super::progress::Progress;
use crate::cite::{self, Archives, Check, Level, Outcome, Verification};
use crate::clause::RecordId;
use crate::document::Version;
use crate::index::{Build, Entry};
use crate::indexer::Progress as _;
use crate::search::{Embedded, Engine};

/// Check clauses against the archive that they were read from.
///
/// Reads the bytes again and reports each level apart: L1 the archived bytes hash to the SHA-256
/// that was recorded; L2 the quote is exactly the cited range of the text; L3 the cited commit
/// holds these bytes at that path; L4 (someone else attests the time) and L5 (the archive's origin
/// holds the same bytes) are not available.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// The clauses to check, every wording of each.
    #[arg(value_name = "RECORD-ID", required_unless_present = "all")]
    records: Vec<RecordId>,
    #[command(flatten)]
    index: IndexFolder,
    /// Check the index's own files, every version and every wording of every clause.
    #[arg(long, conflicts_with = "records")]
    all: bool,
}

const EXAMPLES: &str = "\
Examples:
  clausedex verify CX-7Q4M2K9D1A
  clausedex verify --all

The exit status is 65 when a check failed, and 1 when bytes or quotes could not be checked, for
example because the archive is not where it was.";

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<Exit> {
    let engine = arguments.index.open()?;
    let mut output = Output::new();
    let mut tally = Tally::default();
    if arguments.all {
        verify_all(&mut output, engine.build(), &mut tally)?;
    } else {
        for record in &arguments.records {
            verify_record(&mut output, &engine, *record, &mut tally)?;
        }
    }
    output.flush()?;
    Ok(tally.exit())
}

/// How often each level ended how.
#[derive(Debug, Default)]
struct Tally([[u64; 3]; 3]);

impl Tally {
    fn add(&mut self, check: &Check) {
        // Nothing can be said of time and origin.
        if let Some(level) = self.0.get_mut(check.level as usize) {
            level[check.outcome as usize] += 1;
        }
    }

    fn count(&self, level: Level, outcome: Outcome) -> u64 {
        self.0[level as usize][outcome as usize]
    }

    fn exit(&self) -> Exit {
        let any = |outcome| {
            [Level::Bytes, Level::Quote].iter().any(|level| self.count(*level, outcome) > 0)
        };
        if any(Outcome::Failed) || self.count(Level::Commit, Outcome::Failed) > 0 {
            Exit::Damaged
        } else if any(Outcome::NotAvailable) {
            Exit::Failed
        } else {
            Exit::Done
        }
    }
}

fn verify_record(
    output: &mut Output,
    engine: &Embedded,
    record: RecordId,
    tally: &mut Tally,
) -> anyhow::Result<()> {
    let build = engine.build();
    let mut archives = Archives::of(build);
    for hit in engine.history(record)? {
        let (entry, document) = (&hit.entry, &hit.document);
        let verification = cite::verify(entry, document, &build.manifest.archives, &mut archives)?;
        print_name(output, &verification)?;
        print_checks(output, &verification)?;
        verification.checks.iter().for_each(|check| tally.add(check));
    }
    Ok(())
}

/// Checks everything; prints what failed or could not be checked, then how often each came.
fn verify_all(output: &mut Output, build: &Build, tally: &mut Tally) -> anyhow::Result<()> {
    build.verify()?;
    let files = thousands(build.manifest.files.len() as u64);
    writeln!(output, "index: the {files} files of build {} are as written", build.digest)?;
    let mut archives = Archives::of(build);
    let progress = Progress::new();
    progress.begin(build.documents.len());
    for (place, document) in build.documents.iter().enumerate() {
        let addresses = build.entries_of(place as u32).into_iter();
        let entries: Vec<Entry> =
            addresses.map(|address| build.entry(address)).collect::<Result<_, _>>()?;
        let mut faults = Vec::new();
        cite::verify_document(
            &entries,
            document,
            &build.manifest.archives,
            &mut archives,
            |version, checks, verifications| {
                faults.extend(tally_version(version, checks, &verifications, tally));
            },
        )?;
        for fault in faults {
            writeln!(output, "{}", printable(&fault))?;
        }
        let name = &document.document;
        progress.document(&format!("{} / {}", name.platform, name.document_type), entries.len());
    }
    progress.finish();
    print_tally(output, tally)?;
    Ok(())
}

/// Counts the checks of a version and of the clauses in it, and describes those that did not pass.
fn tally_version(
    version: &Version,
    checks: [&Check; 2],
    verifications: &[Verification],
    tally: &mut Tally,
) -> Vec<String> {
    let mut faults = Vec::new();
    for check in checks {
        tally.add(check);
        // A folder has no commits, which is no fault.
        if check.outcome != Outcome::Passed
            && (check.level == Level::Bytes || version.git.is_some())
        {
            faults.push(format!("{}: {}", version.path, describe(check)));
        }
    }
    let is_read = checks[0].outcome == Outcome::Passed;
    for verification in verifications {
        let quotes = verification.checks.iter().filter(|check| check.level == Level::Quote);
        for check in quotes {
            tally.add(check);
            // Where the bytes could not be read, that was said once.
            if check.outcome != Outcome::Passed && is_read {
                let record = verification.citation.record;
                faults.push(format!("{record} in {}: {}", version.path, describe(check)));
            }
        }
    }
    faults
}

fn print_tally(output: &mut Output, tally: &Tally) -> io::Result<()> {
    let levels = [
        (Level::Bytes, "versions"),
        (Level::Quote, "wordings of clauses"),
        (Level::Commit, "versions"),
    ];
    for (level, noun) in levels {
        let [passed, failed, not_available] =
            [Outcome::Passed, Outcome::Failed, Outcome::NotAvailable]
                .map(|outcome| thousands(tally.count(level, outcome)));
        writeln!(
            output,
            "{} {}: {passed} {noun} passed, {failed} failed, {not_available} not available",
            level.name(),
            level.title()
        )?;
    }
    for level in [Level::Time, Level::Origin] {
        writeln!(output, "{} {}: not available", level.name(), level.title())?;
    }
    Ok(())
}

fn print_name(output: &mut Output, verification: &Verification) -> io::Result<()> {
    let citation = &verification.citation;
    let document = &citation.document;
    let name = format!(
        "{} wording {}: {} · {}, captured {}",
        citation.record,
        citation.number,
        printable(&document.platform),
        printable(&document.document_type),
        citation.captured
    );
    writeln!(output, "{}", output.style.bold(&name))
}

/// The checks of a clause, a line each.
pub(super) fn print_checks(output: &mut Output, verification: &Verification) -> io::Result<()> {
    for check in &verification.checks {
        writeln!(output, "  {}", printable(&describe(check)))?;
    }
    Ok(())
}

fn describe(check: &Check) -> String {
    let Check { level, outcome, finding } = check;
    format!("{} {}: {} ({finding})", level.name(), level.title(), outcome.name())
}
