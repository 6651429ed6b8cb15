//! Reads addresses strictly: what is not understood is an error that says so, never ignored.

mod search;

use std::ops::RangeInclusive;

use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::de::DeserializeOwned;
use utoipa::IntoParams;
use utoipa::openapi::path::{Parameter, ParameterIn};

use super::problem::{Code, Problem, shown};
use crate::search::LIMIT_MAX;

pub(super) use search::{Group, SearchParameters, moment_text, selected};

/// The parameters of a query string, decoded, in the order in which they were given.
///
/// An empty value counts as not given: forms send one for every field left blank.
#[derive(Debug, Default)]
pub(super) struct Given(Vec<(String, String)>);

impl Given {
    /// Decodes a query string.
    ///
    /// # Errors
    ///
    /// [`Code::InvalidEncoding`] when the bytes behind the percent signs are not UTF-8.
    pub(super) fn decode(query: &str) -> Result<Self, Problem> {
        let mut given = Vec::new();
        let mut position = 0;
        for pair in query.split('&') {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let decoded_name = decode(name, position)?;
            let value = decode(value, position + name.len() + 1)
                .map_err(|problem| problem.with_parameter(decoded_name.clone()))?;
            if !pair.is_empty() {
                given.push((decoded_name, value));
            }
            position += pair.len() + 1;
        }
        Ok(Self(given))
    }

    /// Refuses parameters that are not in `known`.
    fn check(&self, known: &[Parameter]) -> Result<(), Problem> {
        let known = known.iter().filter(|entry| entry.parameter_in == ParameterIn::Query);
        let known: Vec<&str> = known.map(|entry| entry.name.as_str()).collect();
        let Some((name, _)) = self.0.iter().find(|(name, _)| !known.contains(&name.as_str()))
        else {
            return Ok(());
        };
        let shown = shown(name);
        let suggestion = nearest(name, known.iter().copied());
        let mut detail = format!("`{shown}` is not a parameter of this address");
        match suggestion {
            Some(suggestion) => detail.push_str(&format!("; did you mean `{suggestion}`?")),
            None if known.is_empty() => detail.push_str("; it takes none."),
            None => detail.push_str(&format!("; there are `{}`.", known.join("`, `"))),
        }
        let problem = Problem::new(Code::UnknownParameter, detail).with_parameter(shown);
        Err(problem.with_suggestion(suggestion))
    }

    /// The value of a parameter that may be given once.
    pub(super) fn one(&self, name: &'static str) -> Result<Option<&str>, Problem> {
        let mut values = self.0.iter().filter(|(known, _)| known == name);
        let first = values.next();
        if values.next().is_some() {
            let detail = format!("`{name}` is given more than once; give it one value.");
            return Err(Problem::new(Code::RepeatedParameter, detail).with_parameter(name));
        }
        Ok(first.map(|(_, value)| value.as_str()).filter(|value| !value.is_empty()))
    }

    /// The values of a parameter that may be repeated.
    pub(super) fn many(&self, name: &str) -> Vec<String> {
        let values = self.0.iter().filter(|(known, value)| known == name && !value.is_empty());
        values.map(|(_, value)| value.clone()).collect()
    }

    /// A whole number within `range`.
    pub(super) fn number(
        &self,
        name: &'static str,
        range: RangeInclusive<usize>,
    ) -> Result<Option<usize>, Problem> {
        let Some(value) = self.one(name)? else { return Ok(None) };
        if let Some(number) = value.parse().ok().filter(|number| range.contains(number)) {
            return Ok(Some(number));
        }
        let expected = format!("a whole number from {} to {}", range.start(), range.end());
        Err(invalid(name, value, &expected))
    }

    /// The number of clauses on a page.
    pub(super) fn page_size(&self) -> Result<Option<usize>, Problem> {
        self.count("limit", "page-clauses", LIMIT_MAX)
    }

    /// A whole number from 1 to the limit of that name.
    pub(super) fn count(
        &self,
        name: &'static str,
        limit: &'static str,
        maximum: usize,
    ) -> Result<Option<usize>, Problem> {
        let found = self.one(name)?.and_then(|value| value.parse().ok());
        if let Some(found) = found.filter(|found| *found > maximum as u64) {
            let detail = format!("`{name}` must be a whole number from 1 to {maximum}.");
            let problem = Problem::new(Code::LimitExceeded, detail).with_parameter(name);
            return Err(problem.with_limit(limit, maximum as u64, found));
        }
        self.number(name, 1..=maximum)
    }

    /// The same without that parameter.
    pub(super) fn without(&self, name: &str) -> Self {
        let others = self.0.iter().filter(|(known, _)| known != name);
        Self(others.cloned().collect())
    }

    /// Yes or no; no when it is not given.
    pub(super) fn flag(&self, name: &'static str) -> Result<bool, Problem> {
        Ok(self.yes_or_no(name)?.unwrap_or(false))
    }

    /// Yes or no; none when it is not given.
    pub(super) fn yes_or_no(&self, name: &'static str) -> Result<Option<bool>, Problem> {
        match self.one(name)? {
            None => Ok(None),
            Some("false" | "0" | "no") => Ok(Some(false)),
            Some("true" | "1" | "yes" | "on") => Ok(Some(true)),
            Some(value) => Err(invalid(name, value, "`true` or `false`")),
        }
    }

    /// One of a few words; none when it is not given.
    pub(super) fn choice<T: Copy>(
        &self,
        name: &'static str,
        choices: &[(&'static str, T)],
    ) -> Result<Option<T>, Problem> {
        let Some(value) = self.one(name)? else { return Ok(None) };
        let known = choices.iter().find(|(word, _)| value.eq_ignore_ascii_case(word));
        if let Some((_, choice)) = known {
            return Ok(Some(*choice));
        }
        let words: Vec<&str> = choices.iter().map(|(word, _)| *word).collect();
        let problem = invalid(name, value, &format!("one of `{}`", words.join("`, `")));
        Err(problem.with_suggestion(nearest(value, words)))
    }

    /// A moment: an RFC 3339 time, or a day, which stands for its last second in UTC.
    pub(super) fn moment(&self, name: &'static str) -> Result<Option<Timestamp>, Problem> {
        let Some(value) = self.one(name)? else { return Ok(None) };
        if let Ok(moment) = value.parse::<Timestamp>() {
            return Ok(Some(moment));
        }
        let day = value.parse::<Date>().ok().filter(|_| value.len() == "2021-05-01".len());
        let end = day.map(|day| day.at(23, 59, 59, 0).to_zoned_datetime(TimeZone::UTC));
        match end {
            Some(Ok(end)) => Ok(Some(end.timestamp())),
            _ => Err(invalid(name, value, "a day such as `2021-05-01` or an RFC 3339 time")),
        }
    }
}

/// A value that cannot be used, and what would be.
pub(super) fn invalid(name: &'static str, value: &str, expected: &str) -> Problem {
    let detail = format!("`{name}` must be {expected}, not `{}`.", shown(value));
    Problem::new(Code::InvalidParameter, detail).with_parameter(name)
}

/// The word most like `wanted`, when one is like it.
pub(super) fn nearest<'a>(
    wanted: &str,
    words: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let wanted = wanted.to_lowercase();
    let likeness = |word: &str| strsim::jaro_winkler(&wanted, word);
    let best = words.into_iter().max_by(|a, b| likeness(a).total_cmp(&likeness(b)));
    best.filter(|word| likeness(word) > 0.8)
}

/// Decodes a form's percent signs and pluses; `position` is where `text` begins in the query.
fn decode(text: &str, position: usize) -> Result<String, Problem> {
    let spaced = text.replace('+', " ");
    let bytes: Vec<u8> = percent_encoding::percent_decode_str(&spaced).collect();
    String::from_utf8(bytes).map_err(|error| {
        // The error counts decoded bytes; the caller sees three characters for an encoded one.
        let offset = source_offset(text, error.utf8_error().valid_up_to());
        Problem::new(Code::InvalidEncoding, "The address does not decode to valid UTF-8.")
            .with_position(position + offset)
    })
}

/// Where in `text` the byte stands that decodes to the byte `wanted`.
fn source_offset(text: &str, wanted: usize) -> usize {
    let bytes = text.as_bytes();
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_hexdigit);
    let mut at = 0;
    for _ in 0..wanted {
        at += if bytes[at] == b'%' && is_digit(at + 1) && is_digit(at + 2) { 3 } else { 1 };
    }
    at
}

/// The parameters that an address takes; their documentation is what is accepted.
pub(super) trait Parameters: IntoParams + Sized {
    /// Takes them from what was given.
    ///
    /// # Errors
    ///
    /// When a value cannot be used.
    fn read(given: &Given) -> Result<Self, Problem>;
}

/// Extracts the parameters of the query string.
#[derive(Debug)]
pub(super) struct Query<P>(pub(super) P);

impl<S: Sync, P: Parameters> FromRequestParts<S> for Query<P> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let given = match parts.uri.query() {
            Some(query) => Given::decode(query)?,
            None => Given::default(),
        };
        given.check(&P::into_params(|| None))?;
        P::read(&given).map(Self)
    }
}

/// The parameters of an address that takes none.
#[derive(Debug)]
pub(super) struct NoParameters;

impl IntoParams for NoParameters {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        Vec::new()
    }
}

impl Parameters for NoParameters {
    fn read(_: &Given) -> Result<Self, Problem> {
        Ok(Self)
    }
}

/// Extracts the parts of the path.
#[derive(Debug)]
pub(super) struct Segments<T>(pub(super) T);

impl<S: Send + Sync, T: DeserializeOwned + Send> FromRequestParts<S> for Segments<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        match Path::<T>::from_request_parts(parts, state).await {
            Ok(Path(segments)) => Ok(Self(segments)),
            Err(_) => Err(Problem::new(
                Code::InvalidEncoding,
                "The address does not decode to valid UTF-8.",
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_string_is_decoded_strictly() {
        type Pairs = &'static [(&'static str, &'static str)];
        let sound: [(&str, Pairs); 4] = [
            ("", &[]),
            ("q=a+b&type=x%26y", &[("q", "a b"), ("type", "x&y")]),
            ("q=%E2%80%9Cas%20is%E2%80%9D", &[("q", "“as is”")]),
            ("q=100%&limit=", &[("q", "100%"), ("limit", "")]),
        ];
        for (query, expected) in sound {
            let given = Given::decode(query).unwrap();
            let pairs = given.0.iter().map(|(name, value)| (&**name, &**value));
            assert_eq!(pairs.collect::<Vec<_>>(), *expected, "{query}");
        }
        for (query, position) in [("q=%ff", 2), ("type=a&q=x%20%ff", 13), ("%ff=1", 0)] {
            let problem = serde_json::to_value(Given::decode(query).unwrap_err()).unwrap();
            assert_eq!(problem["code"], "invalid-encoding", "{query}");
            assert_eq!(problem["position"], position, "{query}");
        }
    }

    #[test]
    fn a_day_stands_for_its_last_second() {
        let moment = |value| Given(vec![("as_of".to_owned(), String::from(value))]).moment("as_of");
        let expected: Timestamp = "2021-05-01T23:59:59Z".parse().unwrap();
        assert_eq!(moment("2021-05-01").unwrap(), Some(expected));
        assert_eq!(moment("2021-05-01T23:59:59Z").unwrap(), Some(expected));
        for wrong in ["2021", "2021-13-01", "yesterday", "2021-05-01T10"] {
            assert!(moment(wrong).is_err(), "{wrong}");
        }
    }
}
