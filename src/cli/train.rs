//! `clausedex train`: makes the model of `data/model` anew from judged data.

use std::fs;
use std::path::PathBuf;

use anyhow::Context;
use clap::Args;

use super::exit::Exit;
use super::labels::{self, ReadClause};
use super::output::say;
use crate::archive::Archive;
use crate::classify::train::train;
use crate::taxonomy::Taxonomy;

/// Train the model of clause types and severity, which becomes part of the program when it is
/// built next.
///
/// Learns from judged quotes, from the taxonomy's own prose and from the project's labels on
/// clauses of an archive; writes `types.bin`, and `types.json`, which says what it was made from
/// and how good it is. The same input gives the same bytes. Using clausedex needs none of this.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// The folder of judged data.
    #[arg(value_name = "TRUTH")]
    truth: PathBuf,
    /// The archive that the labelled clauses stand in.
    #[arg(value_name = "ARCHIVE")]
    archive: PathBuf,
    /// The labels: JSON lines that name clauses by version and bytes.
    #[arg(long, value_name = "FILE", default_value = "data/labels/train.jsonl")]
    labels: PathBuf,
    /// The folder that the model is written to.
    #[arg(long, value_name = "DIR", default_value = "data/model")]
    model: PathBuf,
}

const EXAMPLES: &str = "\
Example:
  clausedex train ../shared/truth ../shared/archives/contrib-versions.git";

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<Exit> {
    let archive = Archive::open(&arguments.archive)?;
    let read = labels::read(&arguments.labels, &archive)?;
    let labelled: Vec<_> = read.into_iter().map(ReadClause::labelled).collect();
    let training = train(&arguments.truth, &Taxonomy::bundled(), &labelled)?;
    let card = serde_json::to_string_pretty(&training.card)? + "\n";
    let write = |name: &str, bytes: &[u8]| {
        let path = arguments.model.join(name);
        fs::write(&path, bytes).with_context(|| format!("cannot write {}", path.display()))
    };
    write("types.bin", &training.model)?;
    write("types.json", card.as_bytes())?;
    say(&format!("wrote a model of {} bytes, {}", training.model.len(), training.card.digest));
    Ok(Exit::Done)
}
