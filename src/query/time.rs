//! Days and ranges of days, as they are written in time fields.

use jiff::civil::Date;

/// The days from the first to the last, both included.
pub(super) type Days = (Date, Date);

/// The first and last day of `2024`, `2024-03` or `2024-03-09`.
pub(super) fn days(text: &str) -> Option<Days> {
    let mut parts = text.split('-');
    let year = number(parts.next()?, 4)?;
    let Some(month) = parts.next() else {
        let first = Date::new(year, 1, 1).ok()?;
        return Some((first, first.last_of_year()));
    };
    let month = i8::try_from(number(month, 2)?).ok()?;
    let Some(day) = parts.next() else {
        let first = Date::new(year, month, 1).ok()?;
        return Some((first, first.last_of_month()));
    };
    let day = Date::new(year, month, i8::try_from(number(day, 2)?).ok()?).ok()?;
    parts.next().is_none().then_some((day, day))
}

/// The first and last day of `2024..2025-03`, where either side may be missing, or of one period.
pub(super) fn range(text: &str) -> Option<(Option<Date>, Option<Date>)> {
    let Some((from, until)) = text.split_once("..") else {
        return days(text).map(|(first, last)| (Some(first), Some(last)));
    };
    let bound = |text: &str| if text.is_empty() { Some(None) } else { days(text).map(Some) };
    let from = bound(from)?.map(|days| days.0);
    let until = bound(until)?.map(|days| days.1);
    let is_backwards = from.zip(until).is_some_and(|(from, until)| from > until);
    (!is_backwards).then_some((from, until))
}

/// The number that `text` writes with exactly so many digits.
fn number(text: &str, digits: usize) -> Option<i16> {
    let is_number = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_number { text.parse().ok() } else { None }
}
