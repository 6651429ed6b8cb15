//! The clause types and categories, severities, jurisdictions, regulations, agencies and document
//! types: loaded from `data/taxonomy`, cross-checked, and named by their digest.

mod check;
mod entry;

pub use entry::{
    Agency, Applicable, Category, ClauseType, DocumentType, Jurisdiction, Regulation, Severity,
    SeverityRubric, TellingValue,
};

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::document::{ContentHash, slug};

/// A taxonomy that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum TaxonomyError {
    /// A file cannot be read.
    #[error("cannot read {}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A file is not the TOML that is expected.
    #[error("cannot understand {}", path.display())]
    Parse {
        /// The file.
        path: PathBuf,
        /// Where and why.
        source: Box<toml::de::Error>,
    },
    /// The files contradict each other or are incomplete.
    #[error("the taxonomy does not hold together: {}", faults.join("; "))]
    Inconsistent {
        /// Each fault, naming the entry.
        faults: Vec<String>,
    },
    /// A name that the taxonomy does not hold.
    #[error("`{name}` is not a {kind}")]
    Unknown {
        /// What was looked for, such as `clause type`.
        kind: &'static str,
        /// The name as given.
        name: String,
    },
}

/// Everything in `data/taxonomy`.
#[derive(Debug, Clone, Serialize)]
pub struct Taxonomy {
    /// The categories, in reading order.
    pub categories: Vec<Category>,
    /// The clause types, by category, in reading order.
    pub types: Vec<ClauseType>,
    /// The severities' rubric, the worst first.
    pub severities: Vec<SeverityRubric>,
    /// What stated values say of severities.
    pub values: Vec<TellingValue>,
    /// The document types.
    pub document_types: Vec<DocumentType>,
    /// The jurisdictions.
    pub jurisdictions: Vec<Jurisdiction>,
    /// The regulations.
    pub regulations: Vec<Regulation>,
    /// The agencies.
    pub agencies: Vec<Agency>,
    /// The hash of all the files' names and bytes; two taxonomies with one digest are the same.
    pub digest: ContentHash,
}

macro_rules! bundled {
    ($name:literal) => {
        ($name, include_str!(concat!("../data/taxonomy/", $name)))
    };
}

/// The files of the taxonomy that every binary carries: name and contents.
const BUNDLED: &[(&str, &str)] = &[
    bundled!("categories.toml"),
    bundled!("severity.toml"),
    bundled!("document_types.toml"),
    bundled!("jurisdictions.toml"),
    bundled!("regulations.toml"),
    bundled!("agencies.toml"),
    bundled!("types/formation.toml"),
    bundled!("types/accounts.toml"),
    bundled!("types/conduct.toml"),
    bundled!("types/content.toml"),
    bundled!("types/payments.toml"),
    bundled!("types/service.toml"),
    bundled!("types/enforcement.toml"),
    bundled!("types/liability.toml"),
    bundled!("types/disputes.toml"),
    bundled!("types/general.toml"),
    bundled!("types/collection.toml"),
    bundled!("types/use.toml"),
    bundled!("types/tracking.toml"),
    bundled!("types/sharing.toml"),
    bundled!("types/protection.toml"),
    bundled!("types/rights.toml"),
];

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    category: Vec<Category>,
    #[serde(default, rename = "type")]
    types: Vec<ClauseType>,
    #[serde(default)]
    severity: Vec<SeverityRubric>,
    #[serde(default)]
    value: Vec<TellingValue>,
    #[serde(default)]
    document_type: Vec<DocumentType>,
    #[serde(default)]
    jurisdiction: Vec<Jurisdiction>,
    #[serde(default)]
    regulation: Vec<Regulation>,
    #[serde(default)]
    agency: Vec<Agency>,
}

impl Taxonomy {
    /// The taxonomy of `data/taxonomy` as it was when the program was built.
    ///
    /// # Panics
    ///
    /// Never: the suite checks the bundled files.
    #[must_use]
    pub fn bundled() -> Self {
        let files = BUNDLED.iter().map(|(name, text)| (PathBuf::from(name), (*text).to_owned()));
        Self::from_files(files.collect()).expect("the suite checks the bundled taxonomy")
    }

    /// Loads a folder laid out as `data/taxonomy`.
    ///
    /// # Errors
    ///
    /// When a file is missing, is not the expected TOML, or contradicts another.
    pub fn load(folder: &Path) -> Result<Self, TaxonomyError> {
        let read = |(name, _): &(&str, &str)| {
            let path = folder.join(name);
            match std::fs::read_to_string(&path) {
                Ok(text) => Ok((PathBuf::from(name), text)),
                Err(source) => Err(TaxonomyError::Read { path, source }),
            }
        };
        Self::from_files(BUNDLED.iter().map(read).collect::<Result<_, _>>()?)
    }

    fn from_files(files: Vec<(PathBuf, String)>) -> Result<Self, TaxonomyError> {
        let mut whole = File::default();
        let mut bytes = Vec::new();
        for (path, text) in files {
            for part in [path.to_string_lossy().as_bytes(), text.as_bytes()] {
                bytes.extend_from_slice(&(part.len() as u64).to_be_bytes());
                bytes.extend_from_slice(part);
            }
            let mut file: File = toml::from_str(&text).map_err(|source| TaxonomyError::Parse {
                path: path.clone(),
                source: Box::new(source),
            })?;
            let category = path.file_stem().unwrap_or_default().to_string_lossy();
            for clause_type in &mut file.types {
                clause_type.category = category.clone().into_owned();
            }
            whole.append(file);
        }
        let taxonomy = Self {
            categories: whole.category,
            types: whole.types,
            severities: whole.severity,
            values: whole.value,
            document_types: whole.document_type,
            jurisdictions: whole.jurisdiction,
            regulations: whole.regulation,
            agencies: whole.agency,
            digest: ContentHash::of(&bytes),
        };
        let faults = check::faults(&taxonomy);
        if faults.is_empty() { Ok(taxonomy) } else { Err(TaxonomyError::Inconsistent { faults }) }
    }

    /// The clause type of that slug, title or alias, whatever the case.
    #[must_use]
    pub fn clause_type(&self, name: &str) -> Option<&ClauseType> {
        let wanted = slug(name);
        let is_alias = |entry: &ClauseType| entry.aliases.iter().any(|alias| slug(alias) == wanted);
        let named = |entry: &&ClauseType| entry.slug == wanted || slug(&entry.title) == wanted;
        self.types.iter().find(named).or_else(|| self.types.iter().find(|entry| is_alias(entry)))
    }

    /// The number of a stated value that speaks of some type's matter; none of any other.
    #[must_use]
    pub fn stated_value(&self, name: &str) -> Option<usize> {
        self.types.iter().flat_map(|entry| &entry.values).position(|value| value == name)
    }

    /// The category of that slug or title, whatever the case.
    #[must_use]
    pub fn category(&self, name: &str) -> Option<&Category> {
        let wanted = slug(name);
        self.categories.iter().find(|entry| entry.slug == wanted || slug(&entry.title) == wanted)
    }

    /// The document type of that slug or title, whatever the case.
    #[must_use]
    pub fn document_type(&self, name: &str) -> Option<&DocumentType> {
        let wanted = slug(name);
        self.document_types.iter().find(|entry| entry.slug == wanted)
    }

    /// The jurisdiction of that code, name or alias, whatever the case.
    #[must_use]
    pub fn jurisdiction(&self, name: &str) -> Option<&Jurisdiction> {
        let wanted = slug(name);
        let is_alias =
            |entry: &Jurisdiction| entry.aliases.iter().any(|alias| slug(alias) == wanted);
        self.jurisdictions
            .iter()
            .find(|entry| entry.code.eq_ignore_ascii_case(name.trim()))
            .or_else(|| self.jurisdictions.iter().find(|entry| slug(&entry.name) == wanted))
            .or_else(|| self.jurisdictions.iter().find(|entry| is_alias(entry)))
    }

    /// The code and the codes of all that contain it, itself first.
    #[must_use]
    pub fn jurisdiction_path(&self, code: &str) -> Vec<&str> {
        let mut path = Vec::new();
        let mut next = self.jurisdictions.iter().find(|entry| entry.code == code);
        while let Some(entry) = next {
            path.push(entry.code.as_str());
            let parent = entry.parent.as_deref();
            next = self.jurisdictions.iter().find(|entry| Some(entry.code.as_str()) == parent);
        }
        path
    }

    /// The regulation of that slug, title or usual name, whatever the case.
    #[must_use]
    pub fn regulation(&self, name: &str) -> Option<&Regulation> {
        let wanted = slug(name);
        self.regulations.iter().find(|entry| {
            entry.slug == wanted
                || slug(&entry.title) == wanted
                || entry.names.iter().any(|name| slug(name) == wanted)
        })
    }

    /// The agency of that slug or title, whatever the case.
    #[must_use]
    pub fn agency(&self, name: &str) -> Option<&Agency> {
        let wanted = slug(name);
        self.agencies.iter().find(|entry| entry.slug == wanted || slug(&entry.title) == wanted)
    }
}

impl File {
    fn append(&mut self, other: Self) {
        self.category.extend(other.category);
        self.types.extend(other.types);
        self.severity.extend(other.severity);
        self.value.extend(other.value);
        self.document_type.extend(other.document_type);
        self.jurisdiction.extend(other.jurisdiction);
        self.regulation.extend(other.regulation);
        self.agency.extend(other.agency);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bundled_taxonomy_holds_together() {
        let taxonomy = Taxonomy::bundled();
        assert_eq!(taxonomy.categories.len(), 16);
        assert!(taxonomy.types.len() >= 90);
        assert!(taxonomy.regulations.len() >= 40);
    }

    #[test]
    fn names_are_found_by_slug_title_and_alias_in_any_case() {
        let taxonomy = Taxonomy::bundled();
        let type_of = |name| taxonomy.clause_type(name).map(|entry| entry.slug.as_str());
        assert_eq!(type_of("ARBITRATION"), Some("arbitration"));
        assert_eq!(type_of("Class-action waiver"), Some("class-action-waiver"));
        assert_eq!(type_of("no such type"), None);
        let code_of = |name| taxonomy.jurisdiction(name).map(|entry| entry.code.as_str());
        assert_eq!(code_of("us-ca"), Some("US-CA"));
        assert_eq!(code_of("California"), Some("US-CA"));
        assert_eq!(code_of("germany"), Some("DE"));
    }

    #[test]
    fn a_jurisdiction_lies_in_all_that_contain_it() {
        assert_eq!(Taxonomy::bundled().jurisdiction_path("US-CA"), ["US-CA", "US"]);
        assert_eq!(Taxonomy::bundled().jurisdiction_path("DE"), ["DE", "EU"]);
    }

    #[test]
    fn a_folder_that_is_no_taxonomy_is_named() {
        let error = Taxonomy::load(Path::new("/nowhere")).unwrap_err().to_string();
        assert_eq!(error, "cannot read /nowhere/categories.toml");
    }
}
