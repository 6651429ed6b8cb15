//! The command line: one file per command, results on stdout, everything else on stderr.

mod analyze;
mod compare;
mod evaluate;
mod exit;
mod feed;
mod filters;
mod index;
mod input;
mod labels;
mod output;
mod passage;
mod progress;
mod search;
mod serve;
mod show;
mod suggest;
mod taxonomy;
mod train;
mod verify;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use exit::Exit;

/// A search engine over the clauses of platforms' terms and privacy policies, with their history.
///
/// Without a command it serves the index on 127.0.0.1:8080; where there is none yet, it first
/// builds one of the bundled sample.
#[derive(Debug, Parser)]
// What it flattens is called `Arguments` too, and clap wants groups named apart.
#[group(skip)]
#[command(name = "clausedex", version, after_help = EXAMPLES, args_conflicts_with_subcommands = true)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    serve: serve::Arguments,
}

const EXAMPLES: &str = "\
Examples:
  clausedex                                         try it with the bundled sample
  clausedex index ~/contrib-versions                index an archive with its whole history
  clausedex search class action waiver              find clauses with all of these words
  clausedex search '\"opt out\" /s arbitrat!' --severity high
  clausedex suggest arbit                           what begins so, with counts
  clausedex search arbitration --format csv         export all of them, with citations
  clausedex feed arbitration                        follow what is added, reworded or removed
  clausedex compare arbitration                     one clause a platform, side by side
  clausedex show CX-7Q4M2K9D1A --cite bibtex        cite a clause
  clausedex verify CX-7Q4M2K9D1A                    check it against the archive

Exit status: 0 done, 1 failed, 2 wrong usage, 3 done but some documents were set aside,
65 data damaged, 74 disk or I/O error, 75 index locked, 76 nothing published since no clause would
be left, 78 format mismatch or a folder that is no index.";

/// What to do.
#[derive(Debug, Subcommand)]
enum Command {
    Index(index::Arguments),
    Serve(serve::Arguments),
    Search(Box<search::Arguments>),
    Suggest(suggest::Arguments),
    Feed(feed::Arguments),
    Compare(compare::Arguments),
    Show(show::Arguments),
    Verify(verify::Arguments),
    Analyze(analyze::Arguments),
    Taxonomy(taxonomy::Arguments),
    Evaluate(evaluate::Arguments),
    Train(train::Arguments),
}

/// Runs the program: reads the command line, does what it says, and reports a failure on stderr.
#[must_use]
pub fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let outcome = match arguments.command {
        None => serve::run_sample(&arguments.serve),
        Some(Command::Index(arguments)) => index::run(&arguments),
        Some(Command::Serve(arguments)) => serve::run(&arguments),
        Some(Command::Search(arguments)) => search::run(&arguments),
        Some(Command::Suggest(arguments)) => suggest::run(&arguments),
        Some(Command::Feed(arguments)) => feed::run(&arguments),
        Some(Command::Compare(arguments)) => compare::run(&arguments),
        Some(Command::Show(arguments)) => show::run(&arguments),
        Some(Command::Verify(arguments)) => verify::run(&arguments),
        Some(Command::Analyze(arguments)) => analyze::run(&arguments),
        Some(Command::Taxonomy(arguments)) => taxonomy::run(&arguments),
        Some(Command::Evaluate(arguments)) => evaluate::run(&arguments),
        Some(Command::Train(arguments)) => train::run(&arguments),
    };
    let exit = outcome.unwrap_or_else(|error| {
        let exit = Exit::of(&error);
        if exit != Exit::Done {
            output::say(&format!("error: {error:#}"));
        }
        exit
    });
    ExitCode::from(exit as u8)
}
