//! How good jurisdictions are.

use std::collections::{BTreeMap, BTreeSet};

use super::{Judged, PlaceMeasures, Tally, named};

pub(super) fn measure(clauses: &[&Judged]) -> PlaceMeasures {
    let mut tallies: BTreeMap<&str, Tally> = BTreeMap::new();
    for judged in clauses {
        let labels = &judged.labels.jurisdictions;
        let given: BTreeSet<&str> = labels.iter().map(|label| filed(&label.code)).collect();
        let wanted: BTreeSet<&str> = judged.jurisdictions.iter().map(|code| filed(code)).collect();
        for code in given.union(&wanted) {
            let tally = tallies.entry(code).or_default();
            tally.add(given.contains(code), wanted.contains(code));
        }
    }
    PlaceMeasures { all: tallies.values().copied().sum::<Tally>().found(), by_code: named(tallies) }
}

/// The code under which readers file a place: the guideline takes the European Economic Area and
/// the European Union for one.
fn filed(code: &str) -> &str {
    if code == "EEA" { "EU" } else { code }
}
