//! Reads a value out of the words that state it.

/// How a value is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// The pattern alone tells the value.
    Is(&'static str),
    /// A span of time, in the unit in which it is stated.
    Time,
    /// A span of time in days, when it is stated in weeks or days.
    Days,
    /// A span of time in hours, when it is stated in hours or days.
    Hours,
    /// An age in years, at which someone may plausibly be let in.
    Age,
    /// An amount of money.
    Money,
}

impl Kind {
    /// The words of which one stands in every such value, parted by `|`; none when none needs to.
    pub(super) fn anchors(self) -> Option<&'static str> {
        match self {
            Self::Is(_) => None,
            Self::Time | Self::Days => Some("day|hour|week|month|year"),
            Self::Hours => Some("day|hour|week"),
            Self::Age => Some("1|2|8|teen|twelve|twenty"),
            Self::Money => Some("$|usd|eur|gbp|jpy|inr|dollar|pounds|yen|chf|brl|rs"),
        }
    }

    /// The normalised value and its unit; none when the words hold none.
    pub(super) fn read(self, words: &str) -> Option<(String, String)> {
        match self {
            Self::Is(value) => Some((value.to_owned(), String::new())),
            Self::Money => money(words),
            Self::Age => {
                let age = number(words)?;
                (8.0..=25.0).contains(&age).then(|| (age.to_string(), "years".to_owned()))
            }
            Self::Time | Self::Days | Self::Hours => {
                let (mut count, mut unit) = (number(words)?, unit(words)?);
                // Nobody gives notice of a breach by the month.
                if self == Self::Hours && matches!(unit, "months" | "years") {
                    return None;
                }
                if self == Self::Days && unit == "weeks" {
                    (count, unit) = (count * 7.0, "days");
                }
                if self == Self::Hours && unit == "days" {
                    (count, unit) = (count * 24.0, "hours");
                }
                Some((count.to_string(), unit.to_owned()))
            }
        }
    }
}

/// The number that the words begin with; none when figures in brackets behind it say another.
fn number(words: &str) -> Option<f64> {
    let figures = |text: &str| {
        let end =
            text.find(|c: char| !c.is_ascii_digit() && c != ',' && c != '.').unwrap_or(text.len());
        text[..end].trim_end_matches(['.', ',']).replace(',', "").parse::<f64>().ok()
    };
    let bracketed = words.split_once('(').and_then(|(_, rest)| figures(rest.trim_start()));
    match (figures(words).or_else(|| spelt(words)), bracketed) {
        (Some(stated), Some(repeated)) if (stated - repeated).abs() >= 1.0 => None,
        (stated, repeated) => repeated.or(stated),
    }
}

/// The number that the words spell, such as `one hundred eighty`.
fn spelt(words: &str) -> Option<f64> {
    const ONES: &[&str] = &[
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    const TENS: &[&str] =
        &["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    // What is spelt since the last thousand stands in `part`.
    let (mut total, mut part) = (0.0, 0.0);
    let mut is_number = false;
    for word in words.split([' ', '-']) {
        let position = |list: &[&str]| list.iter().position(|known| *known == word);
        if let Some(place) = position(ONES) {
            part += place as f64 + 1.0;
        } else if let Some(place) = position(TENS) {
            part += (place as f64 + 2.0) * 10.0;
        } else if word == "fourty" {
            part += 40.0;
        } else if word == "hundred" {
            part = f64::max(part, 1.0) * 100.0;
        } else if word == "thousand" {
            total += f64::max(part, 1.0) * 1_000.0;
            part = 0.0;
        } else if (word == "a" || word == "an") && !is_number {
            part = 1.0;
        } else if word != "and" {
            break;
        }
        is_number = true;
    }
    let total = total + part;
    (total > 0.0).then_some(total)
}

/// The unit of time, in the plural.
fn unit(words: &str) -> Option<&'static str> {
    let business = words.contains("business") || words.contains("working");
    [("hour", "hours"), ("day", "days"), ("week", "weeks"), ("month", "months"), ("year", "years")]
        .into_iter()
        .find(|(word, _)| words.contains(word))
        .map(|(_, unit)| if business && unit == "days" { "business days" } else { unit })
}

/// The amount and its currency, an ISO 4217 code.
fn money(words: &str) -> Option<(String, String)> {
    const CURRENCIES: &[(&str, &str)] = &[
        ("cad", "CAD"),
        ("ca$", "CAD"),
        ("ca $", "CAD"),
        ("aud", "AUD"),
        ("au$", "AUD"),
        ("a$", "AUD"),
        ("nzd", "NZD"),
        ("nz$", "NZD"),
        ("sgd", "SGD"),
        ("hkd", "HKD"),
        ("hk$", "HKD"),
        ("r$", "BRL"),
        ("brl", "BRL"),
        ("c$", "CAD"),
        ("eur", "EUR"),
        ("gbp", "GBP"),
        ("pounds", "GBP"),
        ("jpy", "JPY"),
        ("yen", "JPY"),
        ("inr", "INR"),
        ("dollars", "USD"),
        ("rs", "INR"),
        ("rupees", "INR"),
        ("chf", "CHF"),
        ("s$", "SGD"),
        ("$", "USD"),
        ("usd", "USD"),
    ];
    let is_dollar = words.starts_with("us$") || words.starts_with("us $");
    let currency = match CURRENCIES.iter().find(|(sign, _)| words.contains(sign)) {
        _ if is_dollar => "USD",
        Some((_, currency)) => currency,
        None => return None,
    };
    let Some(start) = words.find(|c: char| c.is_ascii_digit()) else {
        return Some((spelt(words)?.to_string(), currency.to_owned()));
    };
    let end = words[start..]
        .find(|c: char| !c.is_ascii_digit() && c != ',' && c != '.')
        .map_or(words.len(), |length| start + length);
    let mut value: f64 = amount(&words[start..end])?;
    if words[end..].starts_with(" million") {
        value *= 1_000_000.0;
    } else if words[end..].starts_with(" thousand") {
        value *= 1_000.0;
    }
    Some((value.to_string(), currency.to_owned()))
}

/// The amount in figures; points part thousands where three digits follow each: `1.000`.
fn amount(figures: &str) -> Option<f64> {
    let figures = figures.trim_end_matches(['.', ',']);
    let is_continental = figures.contains('.')
        && figures
            .split('.')
            .skip(1)
            .all(|group| group.split(',').next().is_some_and(|g| g.len() == 3));
    let plain = if is_continental {
        figures.replace('.', "").replace(',', ".")
    } else {
        figures.replace(',', "")
    };
    plain.parse().ok()
}
