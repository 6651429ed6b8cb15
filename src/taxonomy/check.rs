//! What makes a taxonomy hold together.

use std::collections::HashSet;

use super::{Applicable, Taxonomy};
use crate::document::slug;

/// Every fault in `taxonomy`, each naming its entry: dangling or doubled slugs, empty texts.
pub(super) fn faults(taxonomy: &Taxonomy) -> Vec<String> {
    let mut faults = Vec::new();
    let regulations =
        unique("regulation", taxonomy.regulations.iter().map(|r| &r.slug), &mut faults);
    let agencies = unique("agency", taxonomy.agencies.iter().map(|a| &a.slug), &mut faults);
    let codes = unique("jurisdiction", taxonomy.jurisdictions.iter().map(|j| &j.code), &mut faults);
    let categories = unique("category", taxonomy.categories.iter().map(|c| &c.slug), &mut faults);
    unique("clause type", taxonomy.types.iter().map(|t| &t.slug), &mut faults);
    unique("document type", taxonomy.document_types.iter().map(|d| &d.slug), &mut faults);
    let titles: HashSet<&str> =
        taxonomy.document_types.iter().map(|entry| entry.title.as_str()).collect();

    let mut known = |set: &HashSet<&str>, what: &str, name: &str, by: &str| {
        if !set.contains(name) {
            faults.push(format!("{by} names the {what} `{name}`, which does not exist"));
        }
    };
    for entry in &taxonomy.types {
        known(&categories, "category", &entry.category, &entry.slug);
        let values: HashSet<&str> = entry.values.iter().map(String::as_str).collect();
        if let Some(answer) = &entry.answer {
            known(&values, "value", answer, &entry.slug);
        }
        for title in &entry.document_types {
            known(&titles, "document type", title, &entry.slug);
        }
        for (set, what, list) in [
            (&regulations, "regulation", &entry.regulations),
            (&agencies, "agency", &entry.agencies),
        ] {
            for Applicable { slug, jurisdiction, .. } in list {
                known(set, what, slug, &entry.slug);
                if let Some(code) = jurisdiction {
                    known(&codes, "jurisdiction", code, &entry.slug);
                }
            }
        }
    }
    for entry in &taxonomy.jurisdictions {
        if let Some(parent) = &entry.parent {
            known(&codes, "jurisdiction", parent, &entry.code);
        }
    }
    for entry in &taxonomy.regulations {
        known(&codes, "jurisdiction", &entry.jurisdiction, &entry.slug);
    }
    for entry in &taxonomy.agencies {
        known(&codes, "jurisdiction", &entry.jurisdiction, &entry.slug);
    }
    for entry in &taxonomy.document_types {
        if entry.slug != slug(&entry.title) {
            faults.push(format!("the document type `{}` is not its title's slug", entry.slug));
        }
    }
    for entry in &taxonomy.values {
        if entry.speaks_for.is_some() != entry.reason.is_some() {
            let named = format!("`{}` of {}", entry.value, entry.term);
            faults.push(format!("the value {named} has a severity or a reason without the other"));
        }
    }
    empty_texts(taxonomy, &mut faults);
    faults
}

/// The names, with a fault for each that stands twice.
fn unique<'a>(
    what: &str,
    names: impl Iterator<Item = &'a String>,
    faults: &mut Vec<String>,
) -> HashSet<&'a str> {
    let mut seen = HashSet::new();
    for name in names {
        if !seen.insert(name.as_str()) {
            faults.push(format!("the {what} `{name}` stands twice"));
        }
    }
    if seen.is_empty() {
        faults.push(format!("there is no {what}"));
    }
    seen
}

/// A fault for every text without a letter, found in the taxonomy as it would be written out.
fn empty_texts(taxonomy: &Taxonomy, faults: &mut Vec<String>) {
    fn walk(value: &serde_json::Value, place: &str, faults: &mut Vec<String>) {
        match value {
            serde_json::Value::String(text) if text.trim().is_empty() => {
                faults.push(format!("{place} is empty"));
            }
            serde_json::Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    let name = item.get("slug").and_then(|slug| slug.as_str());
                    let name = name.map_or_else(|| index.to_string(), str::to_owned);
                    walk(item, &format!("{place}/{name}"), faults);
                }
            }
            serde_json::Value::Object(fields) => {
                for (name, field) in fields {
                    walk(field, &format!("{place}/{name}"), faults);
                }
            }
            _ => {}
        }
    }
    let value = serde_json::to_value(taxonomy).expect("a taxonomy is plain data");
    walk(&value, "taxonomy", faults);
}
