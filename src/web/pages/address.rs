//! Writes the addresses of pages, so that links lead to exactly the search that they say.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::history::State;
use crate::index::DocumentEntry;
use crate::search::{Facet, Request, Sort, Widen};
use crate::web::params::{SearchParameters, moment_text};
use crate::web::wire::{ExportFormat, FeedFormat};

/// What is encoded: everything but letters, digits and the four marks that need no encoding.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// Encodes a part of a path, or a name or value of a query.
pub(super) fn encode(text: &str) -> String {
    utf8_percent_encode(text, ENCODED).to_string()
}

/// The address of the page that shows a search.
pub(super) fn search(parameters: &SearchParameters) -> String {
    of_request(&parameters.request())
}

/// The address of the page that shows what is asked.
pub(in crate::web) fn of_request(request: &Request) -> String {
    let mut all = fields(request);
    // Only pages fold, so exports and feeds do not take the parameter.
    all.extend((!request.fold).then(|| ("fold", "false".to_owned())));
    with_fields("/", &all)
}

/// The address of a search's export.
pub(in crate::web) fn export(request: &Request, format: ExportFormat) -> String {
    let mut all = vec![("format", format.name().to_owned())];
    all.extend((format == ExportFormat::MarkedCsv).then(|| ("bom", "true".to_owned())));
    all.extend(fields(request));
    with_fields("/api/v1/clauses/export", &all)
}

/// The address of the feed of a search: its query and its filters.
pub(in crate::web) fn feed(request: &Request, format: FeedFormat) -> String {
    let path = match format {
        FeedFormat::Atom => "/feeds/search.atom",
        FeedFormat::Json => "/feeds/search.json",
    };
    let followed = Request {
        query: request.query.clone(),
        strict: request.strict,
        filters: request.filters.clone(),
        widen: Widen::Auto,
        ..Request::default()
    };
    with_fields(path, &fields(&followed))
}

/// The address of `path` with those names and values behind it.
pub(in crate::web) fn with_fields(path: &str, fields: &[(&str, String)]) -> String {
    let mut address = path.to_owned();
    for (place, (name, value)) in fields.iter().enumerate() {
        address.push(if place == 0 { '?' } else { '&' });
        address.push_str(name);
        address.push('=');
        address.push_str(&encode(value));
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

/// The address of a clause's wording, with what `query` meets marked in it.
pub(super) fn clause(state: &State, query: Option<&str>) -> String {
    let number = Some(("wording", state.number.to_string())).filter(|_| !state.is_open());
    let query = query.map(|query| ("q", query.to_owned()));
    let fields: Vec<_> = number.into_iter().chain(query).collect();
    with_fields(&format!("/clauses/{}", state.record), &fields)
}

/// What names a clause within the page of its document.
pub(super) fn anchor(state: &State) -> String {
    format!("{}.{}", state.record, state.number)
}

/// The address of a document; behind `/api/v1`, that of its description.
pub(super) fn document(document: &DocumentEntry) -> String {
    let (platform, document) = (&document.platform_slug, &document.document_slug);
    format!("/documents/{}/{}", encode(platform), encode(document))
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

/// The names and values of a search's parameters that are not as by default; facets, folding and
/// the size of a page are left out.
fn fields(request: &Request) -> Vec<(&'static str, String)> {
    let mut fields = Vec::new();
    let query = Some(request.query.clone()).filter(|query| !query.is_empty());
    fields.extend(query.map(|query| ("q", query)));
    fields.extend(request.filters.iter().map(|(facet, value)| (facet.name(), value.clone())));
    fields.extend(request.as_of.map(|moment| ("as_of", moment_text(moment))));
    let flags = [("ever", request.ever), ("strict", request.strict)];
    fields.extend(flags.into_iter().filter(|(_, on)| *on).map(|(name, _)| (name, "true".into())));
    fields.extend(widen_name(request.widen).map(|name| ("widen", name.to_owned())));
    if request.sort != Sort::default() {
        fields.push(("sort", sort_name(request.sort).to_owned()));
    }
    fields.extend(request.by_platform.then(|| ("group", "platform".to_owned())));
    fields.extend(request.cursor.clone().map(|cursor| ("cursor", cursor)));
    fields
}

/// When to find by meaning as it is written in an address; none as by default.
pub(super) fn widen_name(widen: Widen) -> Option<&'static str> {
    match widen {
        Widen::Auto => None,
        Widen::Always => Some("true"),
        Widen::Never => Some("false"),
    }
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
        let start = SearchParameters { q: Some("§ 4 & more".into()), ..SearchParameters::plain() };
        let on = toggled(&start, Facet::Type, "arbitration");
        assert_eq!(search(&on), "/?q=%C2%A7%204%20%26%20more&type=arbitration");
        let both = toggled(&on, Facet::Type, "class-action-waiver");
        let off = toggled(&both, Facet::Type, "arbitration");
        assert_eq!(search(&off), "/?q=%C2%A7%204%20%26%20more&type=class-action-waiver");
    }
}
