//! Tells from the name of a file or folder what it holds.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;

use crate::document::{Format, slug};

/// The longest name of a platform or document, in bytes; file systems allow no longer one.
const NAME_BYTES_MAX: usize = 255;

/// A file's name without its ending, and the format that the ending stands for.
///
/// None when documents have no such ending.
pub(super) fn stem(file: &str) -> Option<(&str, Format)> {
    let (stem, ending) = file.rsplit_once('.')?;
    let format = match ending.to_ascii_lowercase().as_str() {
        "md" => Format::Markdown,
        "html" | "htm" => Format::Html,
        "txt" => Format::Text,
        _ => return None,
    };
    Some((stem, format))
}

/// Whether a platform or document can bear that name.
pub(super) fn is_usable(name: &str) -> bool {
    name.len() <= NAME_BYTES_MAX && !name.chars().any(char::is_control) && !slug(name).is_empty()
}

/// Whether a file of that name beside the platforms' folders belongs to the archive's housekeeping:
/// a read-me or a licence.
pub(super) fn is_housekeeping(file: &str) -> bool {
    let stem = file.split_once('.').map_or(file, |(stem, _)| stem);
    ["readme", "license", "licence"].contains(&stem.to_lowercase().as_str())
}

/// The moment that the whole of `stem` denotes, such as `2026-05-05T00-00-00Z` or `2026-05-05`.
pub(super) fn moment(stem: &str) -> Option<Timestamp> {
    let (date, time) = match stem.split_once('T') {
        Some((date, time)) => (date, clock(time.strip_suffix('Z').unwrap_or(time))?),
        None => (stem, Time::midnight()),
    };
    utc(DateTime::from_parts(day(date)?, time))
}

/// The first date within `stem`, such as that of `Terms 2024-03-01`, and the rest of it.
///
/// The rest is all of `stem` when there is nothing but the date.
pub(super) fn dated(stem: &str) -> Option<(Timestamp, String)> {
    let whole = stem.as_bytes();
    let digit_at = |at: usize| whole.get(at).is_some_and(u8::is_ascii_digit);
    for start in 0..stem.len() {
        let end = start + 10;
        let stands_alone = (start == 0 || !digit_at(start - 1)) && !digit_at(end);
        let Some(date) = stem.get(start..end).filter(|_| stands_alone).and_then(day) else {
            continue;
        };
        let captured = utc(DateTime::from_parts(date, Time::midnight()))?;
        let edge = |c: char| c.is_whitespace() || "-_.()[],".contains(c);
        let parts = [stem[..start].trim_matches(edge), stem[end..].trim_matches(edge)];
        let rest = parts.join(" ").trim().to_owned();
        return Some((captured, if rest.is_empty() { stem.to_owned() } else { rest }));
    }
    None
}

fn utc(moment: DateTime) -> Option<Timestamp> {
    TimeZone::UTC.to_timestamp(moment).ok()
}

/// Reads exactly `YYYY-MM-DD`.
fn day(text: &str) -> Option<Date> {
    let [year, month, day] = numbers::<3>(text, [4, 2, 2])?;
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// Reads exactly `HH-MM-SS`.
fn clock(text: &str) -> Option<Time> {
    let parts = numbers::<3>(text, [2, 2, 2])?;
    let [hour, minute, second] = parts.map(|part| i8::try_from(part).unwrap_or(-1));
    Time::new(hour, minute, second, 0).ok()
}

/// Reads `N` numbers of just so many digits, parted by `-`.
fn numbers<const N: usize>(text: &str, digits: [usize; N]) -> Option<[i16; N]> {
    let mut numbers = [0; N];
    let mut parts = text.split('-');
    for (number, digits) in numbers.iter_mut().zip(digits) {
        let part = parts.next()?;
        if part.len() != digits || !part.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        *number = part.parse().ok()?;
    }
    parts.next().is_none().then_some(numbers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_read_only_when_it_is_the_whole_name() {
        let moment = |stem| moment(stem).map(|moment| moment.to_string());
        for (stem, expected) in [
            ("2026-05-05T01-02-03Z", Some("2026-05-05T01:02:03Z")),
            ("2026-05-05", Some("2026-05-05T00:00:00Z")),
            ("2026-13-05", None),
            ("2026-02-30T00-00-00Z", None),
            ("2026-05-05T25-00-00Z", None),
            ("2026-05-05T00-00", None),
            ("2026-5-5", None),
            ("Terms 2026-05-05", None),
            ("", None),
            ("é026-05-05", None),
        ] {
            assert_eq!(moment(stem).as_deref(), expected, "{stem}");
        }
    }

    #[test]
    fn a_date_within_a_name_is_taken_out_of_it() {
        for (stem, expected) in [
            ("Terms 2024-03-01", Some("Terms")),
            ("2024-03-01_Terms of Service", Some("Terms of Service")),
            ("Terms (2024-03-01) final", Some("Terms final")),
            ("2024-03-01", Some("2024-03-01")),
            ("Terms 12024-03-01", None),
            ("Termsé2024-03-01é", Some("Termsé é")),
            ("Terms", None),
        ] {
            let rest = dated(stem).map(|(_, rest)| rest);
            assert_eq!(rest.as_deref(), expected, "{stem}");
        }
    }
}
