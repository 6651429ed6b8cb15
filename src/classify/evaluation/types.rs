//! How good clause types are.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Found, Judged, Named, Reliability, Share, Tally, named};
use crate::classify::train::measure::{SUPPORT_MIN, reliability_of, rounded};
use crate::classify::{CONFIDENT, SHOWN};

/// How many confusions are told.
const CONFUSIONS_MAX: usize = 25;

/// How good clause types are on some clauses.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TypeMeasures {
    /// How many clauses are given a type, out of all.
    pub given: Share,
    /// The types that are shown.
    pub shown: Found,
    /// The types that are shown as confident.
    pub confident: Found,
    /// Of the clauses that readers gave a type, how many are given one of these.
    pub coverage: Share,
    /// Of the clauses that readers gave no type, how many are given none. A clause that is given
    /// only types that it touches is left out here.
    pub none_kept: Share,
    /// Of the clauses that are given none, how many readers gave none.
    pub none_right: Share,
    /// Of the clauses that readers gave a type, in how many the surest type, shown or not, is one
    /// of these.
    pub top_1: Share,
    /// The mean of the F1 of the types that readers gave five times or more, in percent.
    pub macro_f1: f64,
    /// Each type by its slug, the most frequent first.
    pub by_type: Vec<Named>,
    /// The most frequent types given wrongly, each twice or more.
    pub confusions: Vec<Confusion>,
    /// Of types at a confidence, how many are right; also of those too doubtful to be shown.
    pub reliability: Vec<Reliability>,
}

/// A type given where readers gave another, or none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Confusion {
    /// The type that readers gave and that is missing; null when nothing is missing.
    pub wanted: Option<String>,
    /// The type that is given.
    pub given: String,
    /// In how many clauses.
    pub clauses: usize,
}

pub(super) fn measure(clauses: &[&Judged]) -> TypeMeasures {
    let shown = tallies(clauses, SHOWN);
    let confident = tallies(clauses, CONFIDENT);
    let by_type = named(shown.iter().map(|(slug, tally)| (*slug, *tally)));
    let typed = || clauses.iter().filter(|judged| !judged.types.is_empty());
    let plain = clauses.iter().filter(|judged| judged.types.is_empty());
    let left = clauses.iter().filter(|judged| judged.is_given_none());
    let is_top_right =
        |judged: &&Judged| judged.weighed().next().is_some_and(|(slug, _)| judged.is_wanted(slug));
    TypeMeasures {
        given: Share::of(clauses.iter().map(|judged| !judged.is_given_none())),
        shown: shown.into_values().sum::<Tally>().found(),
        confident: confident.into_values().sum::<Tally>().found(),
        coverage: Share::of(
            typed().map(|judged| judged.given(SHOWN).any(|slug| judged.is_wanted(slug))),
        ),
        none_kept: Share::of(
            plain
                .filter(|judged| judged.is_given_none() || judged.given(SHOWN).next().is_some())
                .map(|judged| judged.is_given_none()),
        ),
        none_right: Share::of(left.map(|judged| judged.types.is_empty())),
        top_1: Share::of(typed().map(is_top_right)),
        macro_f1: macro_f1(&by_type),
        by_type,
        confusions: confusions(clauses),
        reliability: reliability_of(clauses.iter().flat_map(|judged| {
            judged.weighed().map(|(slug, sure)| (sure, judged.is_wanted(slug)))
        })),
    }
}

impl Judged {
    fn is_given_none(&self) -> bool {
        self.labels.types.is_empty()
    }

    fn is_wanted(&self, slug: &str) -> bool {
        self.types.iter().any(|wanted| wanted == slug)
    }

    /// All types that count, with how sure each is, the surest first.
    fn weighed(&self) -> impl Iterator<Item = (&str, f32)> {
        let shown = self.labels.types.iter().map(|label| (label.slug.as_str(), label.confidence));
        let doubtful = self.labels.doubtful.iter();
        let doubtful = doubtful.map(|label| (label.slug.as_str(), label.confidence));
        shown.chain(doubtful).filter(|(slug, _)| self.counts(slug))
    }

    /// Whether the type is right or wrong here, and not only touched.
    fn counts(&self, slug: &str) -> bool {
        self.also.iter().all(|also| also != slug)
    }

    /// The types given that count and are at least that sure.
    fn given(&self, at_least: f32) -> impl Iterator<Item = &str> {
        let given = self.labels.types.iter().filter(move |label| label.confidence >= at_least);
        given.map(|label| label.slug.as_str()).filter(|slug| self.counts(slug))
    }
}

/// By slug, how often a type is given at least that surely, and how often it should be.
fn tallies<'a>(clauses: &[&'a Judged], at_least: f32) -> BTreeMap<&'a str, Tally> {
    let mut tallies: BTreeMap<&str, Tally> = BTreeMap::new();
    for judged in clauses {
        let given: BTreeSet<&str> = judged.given(at_least).collect();
        let wanted = judged.types.iter().map(String::as_str);
        for slug in given.iter().copied().chain(wanted).collect::<BTreeSet<_>>() {
            let tally = tallies.entry(slug).or_default();
            tally.add(given.contains(slug), judged.is_wanted(slug));
        }
    }
    tallies
}

fn macro_f1(by_type: &[Named]) -> f64 {
    let supported = by_type.iter().filter(|one| one.found.recall.whole >= SUPPORT_MIN);
    let (count, sum) =
        supported.fold((0, 0.0), |(count, sum), one| (count + 1, sum + one.found.f1));
    rounded(sum / f64::from(count.max(1)))
}

/// What is given wrongly, each beside what is missing from the same clause.
fn confusions(clauses: &[&Judged]) -> Vec<Confusion> {
    let mut counts: BTreeMap<(Option<&str>, &str), usize> = BTreeMap::new();
    for judged in clauses {
        let is_missing = |slug: &&str| judged.given(SHOWN).all(|given| given != *slug);
        let missing: Vec<&str> =
            judged.types.iter().map(String::as_str).filter(is_missing).collect();
        for given in judged.given(SHOWN).filter(|slug| !judged.is_wanted(slug)) {
            let wanted = missing.iter().copied().map(Some);
            for wanted in wanted.chain(missing.is_empty().then_some(None)) {
                *counts.entry((wanted, given)).or_default() += 1;
            }
        }
    }
    let confusion = |((wanted, given), clauses): ((Option<&str>, &str), usize)| Confusion {
        wanted: wanted.map(str::to_owned),
        given: given.to_owned(),
        clauses,
    };
    let frequent = counts.into_iter().filter(|(_, clauses)| *clauses > 1);
    let mut confusions: Vec<Confusion> = frequent.map(confusion).collect();
    confusions.sort_by_key(|confusion| Reverse(confusion.clauses));
    confusions.truncate(CONFUSIONS_MAX);
    confusions
}
