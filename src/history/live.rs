//! Tells live data from terms: prices, counts and lists that change all the time.

use jiff::{SignedDuration, Timestamp};

/// So many wordings in a row ...
const WORDINGS: usize = 10;

/// ... within so much time are eight a year: live data.
const WITHIN: SignedDuration = SignedDuration::from_hours(WORDINGS as i64 * 365 * 24 / 8);

/// What a wording is in a run of live data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pace {
    /// It is no live data.
    Lasting,
    /// The first of a run, which is told for all of it.
    First,
    /// A further one of a run.
    Further,
}

/// The pace of each wording; `since` says when each of a clause's wordings was first captured,
/// ascending.
pub(super) fn paces(since: &[Timestamp]) -> Vec<Pace> {
    let mut is_live = vec![false; since.len()];
    for (start, window) in since.windows(WORDINGS).enumerate() {
        if window[WORDINGS - 1].duration_since(window[0]) <= WITHIN {
            is_live[start..start + WORDINGS].fill(true);
        }
    }
    let pace = |place: usize| match (is_live[place], place > 0 && is_live[place - 1]) {
        (false, _) => Pace::Lasting,
        (true, false) => Pace::First,
        (true, true) => Pace::Further,
    };
    (0..since.len()).map(pace).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn monthly(count: i64, days: i64) -> Vec<Timestamp> {
        let start: Timestamp = "2020-01-01T00:00:00Z".parse().unwrap();
        (0..count).map(|n| start + SignedDuration::from_hours(24 * days * n)).collect()
    }

    #[test]
    fn ten_wordings_at_eight_a_year_are_live_data() {
        for (since, live) in [
            (monthly(10, 30), 10),
            (monthly(9, 30), 0),
            (monthly(20, 90), 0),
            (monthly(12, 50), 12),
            (monthly(12, 52), 0),
        ] {
            let paces = paces(&since);
            assert_eq!(paces.iter().filter(|pace| **pace != Pace::Lasting).count(), live);
            let first = paces.iter().filter(|pace| **pace == Pace::First).count();
            assert_eq!(first, usize::from(live > 0));
        }
    }

    #[test]
    fn what_calms_down_is_told_again() {
        let mut since = monthly(10, 7);
        since.push("2023-01-01T00:00:00Z".parse().unwrap());
        assert_eq!(paces(&since)[10], Pace::Lasting);
        assert_eq!(paces(&since)[..2], [Pace::First, Pace::Further]);
    }
}
