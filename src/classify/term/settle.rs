//! Settles what the values of one clause leave of each other.

use regex::bytes::Regex;

use crate::classify::pattern::compile;
use crate::classify::reading::Reading;
use crate::clause::Term;

/// Says, before a provider, that the arbitration is run by it.
const RUN_BY: &str = r"\b(?:administered|conducted|run|managed|held|arbitration|arbitrated|resolved|settled|decided)(?: \w+){0,3} (?:by|before|with|through)(?: the)?(?: \w+,?){0,2} $";

/// Says, behind a provider, that it is only the rules that are its own.
const RULES_ONLY: &str = r"^[^.;]{0,40}\brules\b";

/// Says that the rules of a provider are taken without the provider, or that it hears complaints
/// under a framework for transfers of data.
const WITHOUT_PROVIDER: &str = r"\brules\b.{0,200}\b(?:not|n't) (?:mean|imply|require)\b.{0,60}\badminister|privacy (?:shield|framework)|\bdpf\b";

/// Strikes the values that others of the same clause make untrue.
#[derive(Debug)]
pub(super) struct Settlement {
    run_by: Regex,
    rules_only: Regex,
    without_provider: Regex,
}

impl Settlement {
    /// Compiles the patterns.
    pub(super) fn new() -> Self {
        Self {
            run_by: compile(RUN_BY),
            rules_only: compile(RULES_ONLY),
            without_provider: compile(WITHOUT_PROVIDER),
        }
    }

    /// Leaves in `terms` what holds beside the others.
    pub(super) fn settle(&self, terms: &mut Vec<Term>, reading: &Reading) {
        self.strike_providers(terms, reading);
        let states = |name: &str, is_such: &dyn Fn(&str) -> bool| {
            terms.iter().any(|term| term.name == name && is_such(&term.value))
        };
        // A notice of some changes is not contradicted by the others that come without one.
        let is_changed_with_notice = states("change-notice", &|value| value != "none");
        // Who calls its sharing a sale in the same breath only denies a sale for money.
        let is_sale = states("data-sale", &|value| value == "yes");
        terms.retain(|term| match (term.name.as_str(), term.value.as_str()) {
            ("change-notice", "none") => !is_changed_with_notice,
            ("data-sale", "no") => !is_sale,
            _ => true,
        });
    }

    /// Strikes the providers that merely wrote the rules.
    fn strike_providers(&self, terms: &mut Vec<Term>, reading: &Reading) {
        let is_provider = |term: &Term| term.name == "arbitration-provider";
        if !terms.iter().any(is_provider) {
            return;
        }
        let text = reading.text().as_bytes();
        if self.without_provider.is_match(text) {
            terms.retain(|term| !is_provider(term));
            return;
        }
        let runs = |term: &Term| {
            let start = reading.place(term.span.start as usize);
            self.run_by.is_match(&text[start.saturating_sub(120)..start])
        };
        if terms.iter().any(|term| is_provider(term) && runs(term)) {
            let rules_only = |term: &Term| {
                self.rules_only.is_match(&text[reading.place(term.span.end as usize)..])
            };
            terms.retain(|term| !is_provider(term) || runs(term) || !rules_only(term));
        }
    }
}
