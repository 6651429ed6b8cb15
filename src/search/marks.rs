//! Where a clause meets a query, by the matcher over its own words.

use super::embedded::Embedded;
use super::filter::Selected;
use super::{Plan, plan};
use crate::clause::Span;
use crate::index::ClauseAddress;
use crate::query::{self, Filter, Subject};

impl Embedded {
    /// Where a clause meets the words of a plan's query, as ascending, disjoint byte ranges of
    /// `text`; none when it does not meet them, or not the plan's selections.
    ///
    /// `text` and `heading` are the clause's own, in whichever version; the index says the rest.
    /// Times are not looked at.
    #[must_use]
    pub fn marks(
        &self,
        plan: &Plan,
        address: ClauseAddress,
        text: &str,
        heading: &[String],
    ) -> Option<Vec<Span>> {
        let columns = &self.build.segments[address.segment as usize];
        let admits = |selected: &Selected| selected.admits(&self.tables, columns, address.clause);
        if !self.selected(plan).iter().all(admits) {
            return None;
        }
        let Some(tree) = &plan.query.tree else { return Some(Vec::new()) };
        let subject = Subject::new(text, heading);
        let is_fact = |filter: &Filter| self.has_fact(address, filter);
        let found = query::highlights(tree, &subject, &is_fact);
        if found.is_empty() && !query::matches(tree, &subject, &is_fact) {
            return None;
        }
        Some(found.into_iter().map(|range| Span::new(range.start, range.end)).collect())
    }

    /// Whether the index says of a clause what the filter asks for.
    pub(super) fn has_fact(&self, address: ClauseAddress, filter: &Filter) -> bool {
        let selected =
            Selected::new(&plan::selection(filter, &self.taxonomy, &self.build), &self.tables);
        let columns = &self.build.segments[address.segment as usize];
        selected.admits(&self.tables, columns, address.clause)
    }
}
