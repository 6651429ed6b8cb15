//! Which regulations a clause names or falls under, and which agencies are competent for it.

use std::collections::{HashMap, HashSet};

use super::names::{Edge, Names};
use crate::clause::{
    AgencyLabel, JurisdictionLabel, JurisdictionRole, RegulationLabel, Span, TypeLabel,
};
use crate::taxonomy::{Agency, Applicable, Taxonomy};

/// The names and citations of all regulations, and which of them bear on which clause type.
#[derive(Debug)]
pub(super) struct Rulebook {
    regulations: Names<usize>,
    agencies: Names<usize>,
    regulation_slugs: Vec<String>,
    agency_slugs: Vec<String>,
    /// By clause type, what the taxonomy says of it.
    bearing: HashMap<String, Bearing>,
    /// By code, the code itself and all that contain it.
    paths: HashMap<String, Vec<String>>,
}

/// The regulations and agencies that concern a clause type.
#[derive(Debug)]
struct Bearing {
    regulations: Vec<Concern>,
    agencies: Vec<Concern>,
}

/// A regulation or agency, where it matters, and why.
#[derive(Debug)]
struct Concern {
    slug: String,
    jurisdiction: String,
    reason: String,
}

impl Rulebook {
    /// Compiles the taxonomy's regulations and agencies.
    pub(super) fn new(taxonomy: &Taxonomy) -> Self {
        let regulations = taxonomy.regulations.iter().enumerate().flat_map(|(index, entry)| {
            let names = entry.names.iter().map(|name| (name.clone(), Edge::Word));
            let citations = entry.citations.iter().flat_map(|citation| {
                // The space behind the sign is often left out.
                let tight = citation.replace("§ ", "§");
                let tight = (tight != *citation).then_some((tight, Edge::Citation));
                std::iter::once((citation.clone(), Edge::Citation)).chain(tight)
            });
            names.chain(citations).map(move |(name, edge)| (name, edge, index))
        });
        let agencies = taxonomy.agencies.iter().enumerate().flat_map(|(index, entry)| {
            names_of_agency(entry).into_iter().map(move |name| (name, Edge::Word, index))
        });
        Self {
            regulations: Names::new(regulations),
            agencies: Names::new(agencies),
            regulation_slugs: taxonomy.regulations.iter().map(|entry| entry.slug.clone()).collect(),
            agency_slugs: taxonomy.agencies.iter().map(|entry| entry.slug.clone()).collect(),
            bearing: bearing(taxonomy),
            paths: paths(taxonomy),
        }
    }

    /// The regulations that `text` names or cites, in its order, then those that the taxonomy says
    /// apply to these types in the places that the clause is about.
    pub(super) fn regulations(
        &self,
        text: &str,
        types: &[TypeLabel],
        jurisdictions: &[JurisdictionLabel],
    ) -> Vec<RegulationLabel> {
        let mut labels: Vec<RegulationLabel> = Vec::new();
        for found in self.regulations.find(text) {
            let slug = &self.regulation_slugs[found.meaning];
            if labels.iter().all(|label| label.slug != *slug) {
                let span = Some(Span::new(found.start, found.end));
                labels.push(RegulationLabel { slug: slug.clone(), span, reason: None });
            }
        }
        let touched = self.touched(jurisdictions);
        for concern in self.concerns(types, |bearing| &bearing.regulations) {
            let is_known = labels.iter().any(|label| label.slug == concern.slug);
            if !is_known && touched.contains(concern.jurisdiction.as_str()) {
                let (slug, reason) = (concern.slug.clone(), Some(concern.reason.clone()));
                labels.push(RegulationLabel { slug, span: None, reason });
            }
        }
        labels
    }

    /// The agencies competent for these types in the places that the clause is about, or named.
    pub(super) fn agencies(
        &self,
        text: &str,
        types: &[TypeLabel],
        jurisdictions: &[JurisdictionLabel],
    ) -> Vec<AgencyLabel> {
        let touched = self.touched(jurisdictions);
        let named: Vec<&str> = self
            .agencies
            .find(text)
            .into_iter()
            .map(|found| self.agency_slugs[found.meaning].as_str())
            .collect();
        let mut labels: Vec<AgencyLabel> = Vec::new();
        for concern in self.concerns(types, |bearing| &bearing.agencies) {
            let is_here = touched.contains(concern.jurisdiction.as_str());
            let is_known = labels.iter().any(|label| label.slug == concern.slug);
            if (is_here || named.contains(&concern.slug.as_str())) && !is_known {
                let (slug, reason) = (concern.slug.clone(), concern.reason.clone());
                labels.push(AgencyLabel { slug, reason });
            }
        }
        for slug in named {
            if labels.iter().all(|label| label.slug != slug) {
                let reason = "The clause names it.".to_owned();
                labels.push(AgencyLabel { slug: slug.to_owned(), reason });
            }
        }
        labels
    }

    /// The codes of the places that the clause holds for, whose law governs or whose courts decide,
    /// and of all that contain them.
    fn touched(&self, jurisdictions: &[JurisdictionLabel]) -> HashSet<&str> {
        jurisdictions
            .iter()
            .filter(|label| label.role != JurisdictionRole::Mentioned)
            .filter_map(|label| self.paths.get(&label.code))
            .flatten()
            .map(String::as_str)
            .collect()
    }

    fn concerns<'a>(
        &'a self,
        types: &'a [TypeLabel],
        which: impl Fn(&'a Bearing) -> &'a Vec<Concern> + 'a,
    ) -> impl Iterator<Item = &'a Concern> {
        types.iter().filter_map(|label| self.bearing.get(&label.slug)).flat_map(which)
    }
}

fn bearing(taxonomy: &Taxonomy) -> HashMap<String, Bearing> {
    let places: HashMap<&str, &str> = taxonomy
        .regulations
        .iter()
        .map(|entry| (entry.slug.as_str(), entry.jurisdiction.as_str()))
        .chain(
            taxonomy
                .agencies
                .iter()
                .map(|entry| (entry.slug.as_str(), entry.jurisdiction.as_str())),
        )
        .collect();
    let concern = |entry: &Applicable| {
        let own = places.get(entry.slug.as_str()).copied().unwrap_or_default();
        let jurisdiction = entry.jurisdiction.as_deref().unwrap_or(own).to_owned();
        Concern { slug: entry.slug.clone(), jurisdiction, reason: entry.reason.clone() }
    };
    let of_type = |entry: &crate::taxonomy::ClauseType| Bearing {
        regulations: entry.regulations.iter().map(concern).collect(),
        agencies: entry.agencies.iter().map(concern).collect(),
    };
    taxonomy.types.iter().map(|entry| (entry.slug.clone(), of_type(entry))).collect()
}

fn paths(taxonomy: &Taxonomy) -> HashMap<String, Vec<String>> {
    let path = |code: &str| {
        let mut path: Vec<String> =
            taxonomy.jurisdiction_path(code).into_iter().map(str::to_owned).collect();
        // What holds in the European Economic Area holds in the Union, the larger part of it.
        if code == "EEA" {
            path.push("EU".to_owned());
        }
        path
    };
    taxonomy.jurisdictions.iter().map(|entry| (entry.code.clone(), path(&entry.code))).collect()
}

/// An agency's title, and its slug in capitals where that cannot mean anything else.
fn names_of_agency(agency: &Agency) -> Vec<String> {
    let title = agency.title.split(['(', ',']).next().unwrap_or_default().trim().to_owned();
    // A title such as `Department of Justice` belongs to many countries.
    let is_telling = !matches!(title.as_str(), "Department of Justice" | "Department of Education");
    let mut names = if is_telling { vec![title] } else { Vec::new() };
    // Three letters mean many things: only this one is as well known as its title.
    if agency.slug.len() >= 4 && !agency.slug.contains('-') || agency.slug == "ftc" {
        names.push(agency.slug.to_uppercase());
    }
    names
}
