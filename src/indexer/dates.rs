//! Which dates of versions can be true, told by what the archives hold besides; no clock is asked.

use jiff::{SignedDuration, Timestamp};

use crate::archive::{Archive, Kind, Source};
use crate::document::Version;

/// Nobody archived the terms of platforms before 1990: the first second that counts.
const EARLIEST: i64 = 631_152_000;

/// How long an archive may record nothing at all: two years, a leap day among them.
const AHEAD_MAX: SignedDuration = SignedDuration::from_hours(731 * 24);

/// Until when the archives tell a history without a gap that no archive would have.
#[derive(Debug)]
pub(super) struct Dates {
    /// Whether each archive's files may be undated; they are taken as of 1970-01-01 then.
    is_loose: Vec<bool>,
    /// The last date that can be true; none where there is one document only.
    latest: Option<Timestamp>,
}

/// Which dates a document's versions can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Plausible {
    latest: Option<Timestamp>,
    may_be_undated: bool,
}

impl Dates {
    /// Walks on from the middle of all that was recorded, versions and ends of documents: what lies
    /// behind a gap of more than two years is no part of the history, in however many documents.
    pub(super) fn new(archives: &[Archive]) -> Self {
        let sources: Vec<&Source> = archives.iter().flat_map(Archive::documents).collect();
        let captured = sources.iter().flat_map(|source| &source.captures);
        let captured = captured.map(|capture| capture.captured);
        let ended = sources.iter().filter_map(|source| source.ended);
        let mut dates: Vec<Timestamp> =
            captured.chain(ended).filter(|at| at.as_second() >= EARLIEST).collect();
        dates.sort_unstable();
        let later = &dates[dates.len().saturating_sub(1) / 2..];
        let gap = later.windows(2).find(|pair| pair[1].duration_since(pair[0]) > AHEAD_MAX);
        let latest = gap.map(|pair| pair[0]).or(later.last().copied());
        Self {
            is_loose: archives.iter().map(|archive| archive.kind() == Kind::Loose).collect(),
            latest: latest.filter(|_| sources.len() > 1),
        }
    }

    /// The dates that the versions of a document of that archive can have.
    pub(super) fn of(&self, archive: u32) -> Plausible {
        Plausible { latest: self.latest, may_be_undated: self.is_loose[archive as usize] }
    }
}

impl Plausible {
    /// Whether a version captured then bears a date that cannot be true.
    #[must_use]
    pub fn is_suspect(self, captured: Timestamp) -> bool {
        let is_undated = self.may_be_undated && captured == Timestamp::UNIX_EPOCH;
        (captured.as_second() < EARLIEST && !is_undated)
            || self.latest.is_some_and(|latest| captured > latest)
    }

    /// Whether just those of the versions are marked that are suspect.
    pub(super) fn holds_of(self, versions: &[Version]) -> bool {
        versions.iter().all(|version| self.is_suspect(version.captured) == version.is_suspect)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Of the last document of a dataset whose documents were captured on those days, the days that
    /// cannot be true.
    fn suspect(documents: &[&[&'static str]]) -> Vec<&'static str> {
        let folder = tempfile::tempdir().unwrap();
        for (place, days) in documents.iter().enumerate() {
            let document = folder.path().join(format!("Zed/Terms {place}"));
            std::fs::create_dir_all(&document).unwrap();
            for day in *days {
                std::fs::write(document.join(format!("{day}.md")), "text").unwrap();
            }
        }
        let archives = [Archive::open(folder.path()).unwrap()];
        let plausible = Dates::new(&archives).of(0);
        let days = documents.last().unwrap().iter().copied();
        days.filter(|day| plausible.is_suspect(format!("{day}T00:00:00Z").parse().unwrap()))
            .collect()
    }

    #[test]
    fn a_version_far_from_all_else_bears_a_date_that_cannot_be_true() {
        let others = ["2024-05-01"].as_slice();
        for (own, expected) in [
            (["2024-01-01", "2026-04-30"].as_slice(), [].as_slice()),
            (&["2024-01-01", "2026-05-03"], &["2026-05-03"]),
            (&["2020-01-01", "2026-05-03"], &["2026-05-03"]),
            (&["1989-12-31", "2024-01-01", "2100-01-01"], &["1989-12-31", "2100-01-01"]),
            (&["2024-01-01", "2099-01-01", "2100-01-01"], &["2099-01-01", "2100-01-01"]),
            (&["2025-01-01", "2026-12-01", "2028-11-01"], &[]),
        ] {
            assert_eq!(suspect(&[others, own]), expected, "{own:?}");
        }
        assert!(suspect(&[&["2020-01-01", "2100-01-01"]]).is_empty(), "there is no other");
        let two = [&["2023-01-01", "2024-01-01", "2100-01-01"][..], &["2024-05-01", "2100-06-01"]];
        assert_eq!(suspect(&two), ["2100-06-01"], "two that agree on it");
    }
}
