//! Writes the addresses of pages, so that links lead to exactly the search that they say.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::search::{Facet, Sort};
use crate::web::params::SearchParameters;

/// What is encoded: everything but letters, digits and the four marks that need no encoding.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// Encodes a part of a path, or a name or value of a query.
pub(super) fn encode(text: &str) -> String {
    utf8_percent_encode(text, ENCODED).to_string()
}

/// The address of the page that shows a search.
pub(super) fn search(parameters: &SearchParameters) -> String {
    let mut address = String::from("/");
    for (name, value) in fields(parameters) {
        address.push(if address.len() == 1 { '?' } else { '&' });
        address.push_str(name);
        address.push('=');
        address.push_str(&encode(&value));
    }
    address
}

/// The address of a search for everything current with one value of a facet.
pub(super) fn filtered(facet: Facet, value: &str) -> String {
    format!("/?{}={}", facet.name(), encode(value))
}

/// The address of a query's answer.
pub(super) fn query(text: &str) -> String {
    format!("/?q={}", encode(text))
}

/// The search with `value` selected where it was not, or no longer selected where it was; from
/// its first page.
pub(super) fn toggled(
    parameters: &SearchParameters,
    facet: Facet,
    value: &str,
) -> SearchParameters {
    let mut changed = SearchParameters { cursor: None, ..parameters.clone() };
    let values = changed.values_mut(facet);
    match values.iter().position(|selected| selected == value) {
        Some(place) => _ = values.remove(place),
        None => values.push(value.to_owned()),
    }
    changed
}

/// The names and values of a search's parameters that are not as by default.
pub(super) fn fields(parameters: &SearchParameters) -> Vec<(&'static str, String)> {
    let mut fields = Vec::new();
    fields.extend(parameters.q.clone().map(|query| ("q", query)));
    for (facet, value) in parameters.filters() {
        fields.push((facet.name(), value));
    }
    fields.extend(parameters.as_of_text().map(|moment| ("as_of", moment)));
    let flags = [("ever", parameters.ever), ("strict", parameters.strict)];
    fields.extend(flags.into_iter().filter(|(_, on)| *on).map(|(name, _)| (name, "true".into())));
    if parameters.sort != Sort::default() {
        fields.push(("sort", sort_name(parameters.sort).to_owned()));
    }
    fields.extend(parameters.group.map(|_| ("group", "platform".into())));
    fields.extend(parameters.unfolded.then(|| ("fold", "false".into())));
    fields.extend(parameters.cursor.clone().map(|cursor| ("cursor", cursor)));
    fields
}

/// An order as it is written in an address.
pub(super) fn sort_name(sort: Sort) -> &'static str {
    match sort {
        Sort::Relevance => "relevance",
        Sort::Newest => "newest",
        Sort::Severity => "severity",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_toggled_value_comes_and_goes() {
        let start =
            SearchParameters { q: Some("§ 4 & more".into()), ..SearchParameters::default() };
        let on = toggled(&start, Facet::Type, "arbitration");
        assert_eq!(search(&on), "/?q=%C2%A7%204%20%26%20more&type=arbitration");
        let both = toggled(&on, Facet::Type, "class-action-waiver");
        let off = toggled(&both, Facet::Type, "arbitration");
        assert_eq!(search(&off), "/?q=%C2%A7%204%20%26%20more&type=class-action-waiver");
    }
}
