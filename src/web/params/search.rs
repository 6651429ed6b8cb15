//! The parameters of a search, which the API and the search page share.

use jiff::Timestamp;
use utoipa::{IntoParams, ToSchema};

use super::{Given, Parameters, invalid, nearest};
use crate::search::{Facet, Request, Sort, Widen};
use crate::web::limits::LIMIT_DEFAULT;
use crate::web::problem::Problem;
use crate::web::wire::SeverityName;

/// What to search for. A repeated filter means *or*; different filters mean *and*.
#[derive(Debug, Clone, Default, IntoParams)]
#[into_params(parameter_in = Query)]
pub(in crate::web) struct SearchParameters {
    /// The query, in the query language; all words must occur. Without it every clause is found.
    #[param(example = "class action waiver")]
    pub(in crate::web) q: Option<String>,
    /// Whether what cannot be understood in `q` is an error rather than a note.
    #[param(value_type = Option<bool>)]
    pub(in crate::web) strict: bool,
    /// Platforms, by slug or name; repeatable.
    #[param(required = false)]
    pub(in crate::web) platform: Vec<String>,
    /// Categories of clause types, by slug or title; repeatable.
    #[param(required = false)]
    pub(in crate::web) category: Vec<String>,
    /// Clause types, by slug, title or alias; repeatable.
    #[param(rename = "type", required = false)]
    pub(in crate::web) clause_type: Vec<String>,
    /// Severities: `high`, `medium`, `low` or `protective`; repeatable. Only clauses whose own words
    /// tell it have one.
    #[param(inline, required = false, value_type = Vec<SeverityName>)]
    pub(in crate::web) severity: Vec<String>,
    /// Jurisdictions, by ISO 3166 code or name, each with all that it contains; repeatable.
    #[param(required = false)]
    pub(in crate::web) jurisdiction: Vec<String>,
    /// Regulations, by slug or name; repeatable.
    #[param(required = false)]
    pub(in crate::web) regulation: Vec<String>,
    /// Document types, by slug or title; repeatable.
    #[param(required = false)]
    pub(in crate::web) document_type: Vec<String>,
    /// Languages of the document, BCP 47; repeatable.
    #[param(required = false)]
    pub(in crate::web) language: Vec<String>,
    /// Search what stood at that moment: a day (its end, in UTC) or an RFC 3339 time.
    #[param(value_type = Option<String>, example = "2021-05-01")]
    pub(in crate::web) as_of: Option<Timestamp>,
    /// Whether to search all wordings that ever stood.
    #[param(value_type = Option<bool>)]
    pub(in crate::web) ever: bool,
    /// The order; ties are broken by record ID.
    #[param(inline, value_type = Option<SortName>)]
    pub(in crate::web) sort: Sort,
    /// `platform` shows each platform's best clause only.
    #[param(inline)]
    pub(in crate::web) group: Option<Group>,
    /// `false` shows every clause; otherwise, of clauses of one platform that say nearly the same,
    /// the best match stands for all and lists the others as `duplicates`. Only matches by
    /// relevance are folded, without `group` and `ever`. No count is affected.
    #[param(rename = "fold", value_type = Option<bool>)]
    pub(in crate::web) unfolded: bool,
    /// Whether clauses match that may well do what the query speaks of in other words: those of the
    /// clause types that it names, which the answer lists. `true`: beside those with its words;
    /// `false`: never; `auto`, as by default: where plain words, without quotation marks, operators
    /// and fields, stand in no clause at all. The answer's `answered_by` tells. Exports and feeds
    /// take `auto` for `false`.
    #[param(inline, value_type = Option<WidenName>)]
    pub(in crate::web) widen: Widen,
    /// The facets to count, parted by commas, or `none`; all of them by default.
    #[param(value_type = Option<String>, example = "type,severity")]
    pub(in crate::web) facets: FacetList,
    /// The most clauses to return, from 1 to 100; 20 by default.
    #[param(value_type = Option<u8>, minimum = 1, maximum = 100)]
    pub(in crate::web) limit: usize,
    /// Where to go on: the `next_cursor` of the answer before.
    pub(in crate::web) cursor: Option<String>,
}

/// By what hits are grouped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ToSchema)]
#[schema(rename_all = "lowercase")]
pub(in crate::web) enum Group {
    /// Each platform shows its best clause only.
    Platform,
}

/// When to find by meaning, as it is written.
#[derive(Debug, ToSchema)]
#[schema(rename_all = "lowercase")]
#[expect(dead_code, reason = "it documents `search::Widen`, which knows nothing of the web")]
enum WidenName {
    Auto,
    True,
    False,
}

/// The orders, as they are written.
#[derive(Debug, ToSchema)]
#[schema(rename_all = "lowercase")]
#[expect(dead_code, reason = "it documents `search::Sort`, which knows nothing of the web")]
enum SortName {
    Relevance,
    Newest,
    Severity,
}

/// The facets to count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::web) struct FacetList(pub(in crate::web) Vec<Facet>);

impl Default for FacetList {
    fn default() -> Self {
        Self(Facet::ALL.to_vec())
    }
}

impl FacetList {
    fn read(given: &Given) -> Result<Self, Problem> {
        let Some(list) = given.one("facets")? else { return Ok(Self::default()) };
        if list == "none" {
            return Ok(Self(Vec::new()));
        }
        let mut facets = Vec::new();
        for name in list.split(',').map(str::trim) {
            let Some(facet) = Facet::named(name) else {
                let known: Vec<&str> = Facet::ALL.into_iter().map(Facet::name).collect();
                let expected = format!("`none` or some of `{}`", known.join("`, `"));
                let problem = invalid("facets", name, &expected);
                return Err(problem.with_suggestion(nearest(name, known)));
            };
            if !facets.contains(&facet) {
                facets.push(facet);
            }
        }
        Ok(Self(facets))
    }
}

impl Parameters for SearchParameters {
    fn read(given: &Given) -> Result<Self, Problem> {
        let sorts = [
            ("relevance", Sort::Relevance),
            ("newest", Sort::Newest),
            ("severity", Sort::Severity),
        ];
        Ok(Self {
            q: given.one("q")?.map(str::to_owned),
            strict: given.flag("strict")?,
            platform: given.many("platform"),
            category: given.many("category"),
            clause_type: given.many("type"),
            severity: given.many("severity"),
            jurisdiction: given.many("jurisdiction"),
            regulation: given.many("regulation"),
            document_type: given.many("document_type"),
            language: given.many("language"),
            as_of: given.moment("as_of")?,
            ever: given.flag("ever")?,
            sort: given.choice("sort", &sorts)?.unwrap_or_default(),
            group: given.choice("group", &[("platform", Group::Platform)])?,
            unfolded: !given.yes_or_no("fold")?.unwrap_or(true),
            widen: read_widen(given)?,
            facets: FacetList::read(given)?,
            limit: given.page_size()?.unwrap_or(LIMIT_DEFAULT),
            cursor: given.one("cursor")?.map(str::to_owned),
        })
    }
}

fn read_widen(given: &Given) -> Result<Widen, Problem> {
    let choices = [
        ("auto", Widen::Auto),
        ("true", Widen::Always),
        ("false", Widen::Never),
        ("1", Widen::Always),
        ("yes", Widen::Always),
        ("on", Widen::Always),
        ("0", Widen::Never),
        ("no", Widen::Never),
    ];
    Ok(given.choice("widen", &choices)?.unwrap_or(Widen::Auto))
}

impl SearchParameters {
    /// The search of one who says nothing else.
    pub(in crate::web) fn plain() -> Self {
        Self { widen: Widen::Auto, ..Self::default() }
    }

    /// The values selected in each facet, in the order in which pages show facets.
    pub(in crate::web) fn filters(&self) -> Vec<(Facet, String)> {
        let values = |facet| match facet {
            Facet::Category => &self.category,
            Facet::Type => &self.clause_type,
            Facet::Severity => &self.severity,
            Facet::Jurisdiction => &self.jurisdiction,
            Facet::Regulation => &self.regulation,
            Facet::Platform => &self.platform,
            Facet::DocumentType => &self.document_type,
            Facet::Language => &self.language,
        };
        let pairs = |facet| values(facet).iter().map(move |value| (facet, value.clone()));
        Facet::ALL.into_iter().flat_map(pairs).collect()
    }

    /// The values selected in one facet.
    pub(in crate::web) fn values_mut(&mut self, facet: Facet) -> &mut Vec<String> {
        match facet {
            Facet::Category => &mut self.category,
            Facet::Type => &mut self.clause_type,
            Facet::Severity => &mut self.severity,
            Facet::Jurisdiction => &mut self.jurisdiction,
            Facet::Regulation => &mut self.regulation,
            Facet::Platform => &mut self.platform,
            Facet::DocumentType => &mut self.document_type,
            Facet::Language => &mut self.language,
        }
    }

    /// The moment as it is written in an address: a day where it is the end of one.
    pub(in crate::web) fn as_of_text(&self) -> Option<String> {
        self.as_of.map(moment_text)
    }

    /// Whether it asks for nothing in particular.
    pub(in crate::web) fn is_empty(&self) -> bool {
        let is_default = self.as_of.is_none() && !self.ever && self.sort == Sort::default();
        self.q.is_none() && self.filters().is_empty() && self.group.is_none() && is_default
    }

    /// The same as the search takes it.
    pub(in crate::web) fn request(&self) -> Request {
        Request {
            query: self.q.clone().unwrap_or_default(),
            strict: self.strict,
            filters: self.filters(),
            as_of: self.as_of,
            ever: self.ever,
            sort: self.sort,
            by_platform: self.group.is_some(),
            fold: !self.unfolded,
            widen: self.widen,
            facets: self.facets.0.clone(),
            limit: self.limit,
            cursor: self.cursor.clone(),
        }
    }
}

/// A moment as it is written in an address: a day where it is the end of one.
pub(in crate::web) fn moment_text(moment: Timestamp) -> String {
    let text = moment.to_string();
    text.strip_suffix("T23:59:59Z").map_or(text.clone(), str::to_owned)
}

/// A request for everything current that has one value of a facet.
pub(in crate::web) fn selected(facet: Facet, value: &str) -> Request {
    Request { filters: vec![(facet, value.to_owned())], limit: 1, ..Request::default() }
}
