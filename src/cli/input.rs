//! What several commands are given: the index, the sample, moments, files of JSON lines.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, bail};
use clap::Args;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::classify::Recogniser;
use crate::index::Build;
use crate::search::Embedded;
use crate::taxonomy::Taxonomy;

/// Where the index is.
#[derive(Debug, Clone, Args)]
pub(super) struct IndexFolder {
    /// The folder of the index.
    #[arg(long = "index", value_name = "DIR", env = "CLAUSEDEX_INDEX", default_value = "index")]
    pub(super) folder: PathBuf,
}

impl IndexFolder {
    /// Opens the build that the folder serves now.
    pub(super) fn open(&self) -> anyhow::Result<Embedded> {
        let taxonomy = Arc::new(Taxonomy::bundled());
        let build = Build::open(&self.folder, &taxonomy)?;
        let recogniser = Recogniser::new(&taxonomy)?;
        Ok(Embedded::new(Arc::new(build), taxonomy, Arc::new(recogniser)))
    }
}

/// The bundled sample's place: below the current folder, or where the program was built.
pub(super) fn sample() -> anyhow::Result<PathBuf> {
    let here = Path::new("data/sample");
    let built = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/data/sample"));
    match [here, built].into_iter().find(|path| path.is_dir()) {
        Some(path) => Ok(path.to_owned()),
        None => bail!(
            "the bundled sample is neither in data/sample nor in {}; \
             name an archive: `clausedex index ARCHIVE`",
            built.display()
        ),
    }
}

/// Opens a file, or the standard input for `-`.
pub(super) fn open(file: &Path) -> anyhow::Result<Box<dyn Read>> {
    if file == Path::new("-") {
        return Ok(Box::new(io::stdin().lock()));
    }
    let opened = File::open(file).with_context(|| format!("cannot open {}", file.display()))?;
    Ok(Box::new(opened))
}

/// How messages name what [`open`] opens.
pub(super) fn shown(file: &Path) -> String {
    let is_stdin = file == Path::new("-");
    if is_stdin { "the standard input".to_owned() } else { file.display().to_string() }
}

/// Reads JSON lines one by one and hands each to `each`; empty lines are passed over.
///
/// `example` shows what a line looks like, for messages.
pub(super) fn json_lines<T: DeserializeOwned>(
    file: &Path,
    example: &str,
    mut each: impl FnMut(T) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let name = shown(file);
    for (place, line) in BufReader::new(open(file)?).lines().enumerate() {
        let number = place + 1;
        let line = line.with_context(|| format!("cannot read line {number} of {name}"))?;
        if line.trim().is_empty() {
            continue;
        }
        let value = serde_json::from_str(&line)
            .with_context(|| format!("line {number} of {name} is not like {example}"))?;
        each(value)?;
    }
    Ok(())
}

/// The heading above a clause, or all headings from the outermost.
#[derive(Debug, Default, Deserialize)]
#[serde(untagged)]
pub(super) enum Heading {
    /// No heading.
    #[default]
    None,
    /// The nearest heading.
    One(String),
    /// All headings.
    Path(Vec<String>),
}

impl Heading {
    /// The headings, outermost first.
    pub(super) fn path(self) -> Vec<String> {
        match self {
            Self::None => Vec::new(),
            Self::One(heading) => vec![heading],
            Self::Path(path) => path,
        }
    }
}

/// Reads a moment: an RFC 3339 time, or a day, which stands for its last second in UTC.
pub(super) fn moment(text: &str) -> Result<Timestamp, String> {
    if let Ok(moment) = text.parse() {
        return Ok(moment);
    }
    let expected = || "a day such as 2021-05-01 or an RFC 3339 time is needed".to_owned();
    let is_day = text.len() == "2021-05-01".len();
    let day: Date = text.parse().ok().filter(|_| is_day).ok_or_else(expected)?;
    TimeZone::UTC.to_timestamp(day.at(23, 59, 59, 0)).map_err(|_| expected())
}

/// Reads a whole number from 1 to `greatest`.
pub(super) fn number_up_to(text: &str, greatest: usize) -> Option<usize> {
    text.parse().ok().filter(|number| (1..=greatest).contains(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_stands_for_its_last_second() {
        let end = "2021-05-01T23:59:59Z".parse().unwrap();
        assert_eq!(moment("2021-05-01"), Ok(end));
        assert_eq!(moment("2021-05-01T23:59:59Z"), Ok(end));
        for wrong in ["", "2021", "2021-13-01", "20210501", "yesterday"] {
            assert!(moment(wrong).is_err(), "{wrong}");
        }
    }
}
