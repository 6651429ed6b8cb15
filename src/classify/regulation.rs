//! Which regulations a clause names or falls under, and which agencies are competent for it.

use std::collections::{HashMap, HashSet};

use super::names::{Edge, Found, Names};
use crate::clause::{
    AgencyLabel, JurisdictionLabel, JurisdictionRole, RegulationLabel, Span, TypeLabel,
};
use crate::taxonomy::{Agency, Applicable, ClauseType, Regulation, Taxonomy};

/// How sure a type must be before a law or an agency follows from it: as sure as what is said here.
const SURE: f32 = 0.75;

/// The code of the world, where treaties are filed.
const WORLD: &str = "001";

/// The names and citations of all regulations, and which of them bear on which clause type.
#[derive(Debug)]
pub(super) struct Rulebook {
    regulations: Names<usize>,
    agencies: Names<usize>,
    regulation_slugs: Vec<String>,
    agency_slugs: Vec<String>,
    /// For each regulation and each agency, the code of the place whose it is.
    regulation_places: Vec<String>,
    agency_places: Vec<String>,
    /// By clause type, what the taxonomy says of it.
    bearing: HashMap<String, Bearing>,
    /// By code, the code itself and all that contain it.
    paths: HashMap<String, Vec<String>>,
}

/// The regulations and agencies that a text names.
#[derive(Debug)]
pub(super) struct Named {
    regulations: Vec<Found<usize>>,
    agencies: Vec<Found<usize>>,
}

/// A place whose regulation or agency a text names.
#[derive(Debug, Clone, Copy)]
pub(super) struct Origin<'a> {
    /// The place's code.
    pub(super) code: &'a str,
    /// The words that name the regulation or agency, in bytes of the text.
    pub(super) span: Span,
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
    /// Beginnings of words of which the clause must hold one; any clause will do where it is empty.
    subjects: Vec<String>,
}

impl Rulebook {
    /// Compiles the taxonomy's regulations and agencies.
    pub(super) fn new(taxonomy: &Taxonomy) -> Self {
        let regulations = taxonomy.regulations.iter().enumerate().flat_map(|(index, entry)| {
            let names = entry.names.iter().map(|name| (name.clone(), Edge::Word));
            let citations = entry.citations.iter().flat_map(|citation| spellings(citation));
            let citations = citations.map(|citation| (citation, Edge::Citation));
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
            regulation_places: taxonomy
                .regulations
                .iter()
                .map(|entry| entry.jurisdiction.clone())
                .collect(),
            agency_places: taxonomy
                .agencies
                .iter()
                .map(|entry| entry.jurisdiction.clone())
                .collect(),
            bearing: bearing(taxonomy),
            paths: paths(taxonomy),
        }
    }

    /// The regulations and agencies that `text` names or cites.
    pub(super) fn named(&self, text: &str) -> Named {
        Named { regulations: self.regulations.find(text), agencies: self.agencies.find(text) }
    }

    /// The places whose regulations a text names, in its order. A treaty has no place.
    pub(super) fn statutes<'a>(&'a self, named: &'a Named) -> impl Iterator<Item = Origin<'a>> {
        origins(&named.regulations, &self.regulation_places)
    }

    /// The places whose agencies a text names, in its order.
    pub(super) fn authorities<'a>(&'a self, named: &'a Named) -> impl Iterator<Item = Origin<'a>> {
        origins(&named.agencies, &self.agency_places)
    }

    /// The regulations that a clause names or cites, in its order, then those that the taxonomy says
    /// apply to these types in the places that the clause is about.
    ///
    /// `folded` is its text and what stands above it, folded.
    pub(super) fn regulations(
        &self,
        named: &Named,
        folded: [&str; 2],
        types: &[TypeLabel],
        jurisdictions: &[JurisdictionLabel],
    ) -> Vec<RegulationLabel> {
        let mut labels: Vec<RegulationLabel> = Vec::new();
        for found in &named.regulations {
            let slug = &self.regulation_slugs[found.meaning];
            if labels.iter().all(|label| label.slug != *slug) {
                let span = Some(Span::new(found.start, found.end));
                labels.push(RegulationLabel { slug: slug.clone(), span, reason: None });
            }
        }
        let touched = self.touched(jurisdictions);
        for concern in self.concerns(types, |bearing| &bearing.regulations) {
            let is_known = labels.iter().any(|label| label.slug == concern.slug);
            let is_here = touched.contains(concern.jurisdiction.as_str());
            if !is_known && is_here && concern.is_about(folded) {
                let (slug, reason) = (concern.slug.clone(), Some(concern.reason.clone()));
                labels.push(RegulationLabel { slug, span: None, reason });
            }
        }
        labels
    }

    /// The agencies competent for these types in the places that the clause is about, or named.
    pub(super) fn agencies(
        &self,
        named: &Named,
        types: &[TypeLabel],
        jurisdictions: &[JurisdictionLabel],
    ) -> Vec<AgencyLabel> {
        let touched = self.touched(jurisdictions);
        let named: Vec<&str> =
            named.agencies.iter().map(|found| self.agency_slugs[found.meaning].as_str()).collect();
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
        let sure = types.iter().filter(|label| label.confidence >= SURE);
        sure.filter_map(|label| self.bearing.get(&label.slug)).flat_map(which)
    }
}

impl Concern {
    /// Whether the clause speaks of what the law is about.
    fn is_about(&self, folded: [&str; 2]) -> bool {
        let begins_a_word = |text: &str, word: &str| {
            text.match_indices(word)
                .any(|(at, _)| !text[..at].ends_with(|before: char| before.is_alphanumeric()))
        };
        self.subjects.is_empty()
            || self.subjects.iter().any(|word| folded.iter().any(|text| begins_a_word(text, word)))
    }
}

/// The places of what was found, but not the world.
fn origins<'a>(
    found: &'a [Found<usize>],
    places: &'a [String],
) -> impl Iterator<Item = Origin<'a>> {
    let origin = |found: &Found<usize>| Origin {
        code: &places[found.meaning],
        span: Span::new(found.start, found.end),
    };
    found.iter().map(origin).filter(|origin| origin.code != WORLD)
}

fn bearing(taxonomy: &Taxonomy) -> HashMap<String, Bearing> {
    let regulations: HashMap<&str, &Regulation> =
        taxonomy.regulations.iter().map(|entry| (entry.slug.as_str(), entry)).collect();
    let agencies: HashMap<&str, &Agency> =
        taxonomy.agencies.iter().map(|entry| (entry.slug.as_str(), entry)).collect();
    let concern = |entry: &Applicable, own: Option<&String>, subjects: &[String]| Concern {
        slug: entry.slug.clone(),
        jurisdiction: entry.jurisdiction.as_ref().or(own).cloned().unwrap_or_default(),
        reason: entry.reason.clone(),
        subjects: subjects.to_vec(),
    };
    let regulation = |entry: &Applicable| {
        let known = regulations.get(entry.slug.as_str());
        let subjects = known.map_or(&[][..], |known| &known.subjects);
        concern(entry, known.map(|known| &known.jurisdiction), subjects)
    };
    let agency = |entry: &Applicable| {
        concern(entry, agencies.get(entry.slug.as_str()).map(|known| &known.jurisdiction), &[])
    };
    let of_type = |entry: &ClauseType| Bearing {
        regulations: entry.regulations.iter().map(regulation).collect(),
        agencies: entry.agencies.iter().map(agency).collect(),
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

/// The ways of writing a citation such as `15 U.S.C. § 6501`: codes with and without points, the
/// sign as sign or word, for one section or several.
fn spellings(citation: &str) -> Vec<String> {
    const CODES: &[&[&str]] = &[
        &["U.S.C.", "USC", "U.S.C", "USC.", "U.S. Code", "U. S. C.", "U.S.C.A."],
        &["C.F.R.", "CFR", "C.F.R", "CFR."],
        &["Cal. Civ. Code", "California Civil Code", "Cal. Civil Code", "Civil Code of California"],
        &["Cal. Bus. & Prof. Code", "California Business and Professions Code"],
    ];
    const SIGNS: &[&str] = &[
        "§ ",
        "§",
        "§§ ",
        "§§",
        "Section ",
        "section ",
        "Sections ",
        "sections ",
        "Sec. ",
        "Part ",
        "part ",
        "Parts ",
        "parts ",
        "",
    ];
    let code = CODES.iter().find_map(|group| {
        let written = group.iter().find(|code| citation.contains(&format!("{code} ")))?;
        Some((*written, *group))
    });
    let codes: Vec<String> = match code {
        Some((written, group)) => {
            group.iter().map(|code| citation.replacen(written, code, 1)).collect()
        }
        None => vec![citation.to_owned()],
    };
    let mut spellings = Vec::new();
    for citation in codes {
        match citation.split_once("§ ") {
            Some((code, section)) => {
                let code = code.trim_end_matches('§');
                spellings.extend(SIGNS.iter().map(|sign| format!("{code}{sign}{section}")));
                spellings.push(format!("{}§ {section}", code.trim_end()));
            }
            None => spellings.push(citation),
        }
    }
    spellings
}

/// An agency's title, and its slug in capitals where that cannot mean anything else.
fn names_of_agency(agency: &Agency) -> Vec<String> {
    let title = agency.title.split(['(', ',']).next().unwrap_or_default().trim().to_owned();
    // A title such as `Department of Justice` belongs to many countries.
    let is_telling = !matches!(
        title.as_str(),
        "Department of Justice"
            | "Department of Education"
            | "Personal Information Protection Commission"
    );
    let mut names = if is_telling { vec![title] } else { Vec::new() };
    // Three letters mean many things: only this one is as well known as its title.
    if agency.slug.len() >= 4 && !agency.slug.contains('-') || agency.slug == "ftc" {
        names.push(agency.slug.to_uppercase());
    }
    names
}
