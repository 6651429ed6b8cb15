//! The engine at hand: answers plans from a tantivy build on this machine.

use std::sync::Arc;

use tantivy::query::{EnableScoring, Weight};

use super::compile::Compiler;
use super::cursor::Cursor;
use super::filter::{FacetTables, Selected};
use super::hits::{self, Ranked};
use super::intent::{Intent, Intents};
use super::typed::Typed;
use super::{
    Answer, Comparison, Engine, Hit, Plan, SearchError, compare, counts, plan, similar, snippet,
};
use crate::clause::{RecordId, Span};
use crate::index::{Build, ClauseAddress, IndexError};
use crate::query::{self, Filter, Subject};
use crate::taxonomy::Taxonomy;

/// An engine over one build; cheap to share, and good for as long as anyone holds it.
#[derive(Debug)]
pub struct Embedded {
    pub(super) build: Arc<Build>,
    pub(super) taxonomy: Arc<Taxonomy>,
    pub(super) tables: FacetTables,
    pub(super) intents: Intents,
    pub(super) typed: Arc<Typed>,
}

impl Embedded {
    /// An engine over `build`, whose labels refer to `taxonomy`.
    #[must_use]
    pub fn new(build: Arc<Build>, taxonomy: Arc<Taxonomy>) -> Self {
        let tables = FacetTables::new(&build, &taxonomy);
        let intents = Intents::new(&taxonomy);
        let typed = Arc::new(Typed::new(&build, taxonomy.types.len()));
        Self { build, taxonomy, tables, intents, typed }
    }

    /// The build that it answers from.
    #[must_use]
    pub fn build(&self) -> &Arc<Build> {
        &self.build
    }

    /// The taxonomy that the labels refer to.
    #[must_use]
    pub fn taxonomy(&self) -> &Arc<Taxonomy> {
        &self.taxonomy
    }

    /// What finds a plan's matches, without scores.
    pub(super) fn matching(&self, plan: &Plan) -> Result<Box<dyn Weight>, SearchError> {
        let query = Compiler::new(self).matching(plan)?;
        Ok(query.weight(EnableScoring::disabled_from_searcher(self.build.searcher()))?)
    }

    /// What scores a plan's matches: the sum of all.
    pub(super) fn scores(&self, plan: &Plan) -> Result<Vec<Box<dyn Weight>>, SearchError> {
        let queries = Compiler::new(self).scores(plan)?.into_iter();
        let enable = EnableScoring::enabled_from_searcher(self.build.searcher());
        Ok(queries.map(|query| query.weight(enable)).collect::<Result<_, _>>()?)
    }

    /// The clause types that the plan's query seems to ask for.
    pub(super) fn intents(&self, plan: &Plan) -> Vec<Intent> {
        plan.query.tree.as_ref().map_or_else(Vec::new, |tree| self.intents.recognise(tree))
    }

    pub(super) fn selected(&self, plan: &Plan) -> Vec<Selected> {
        plan.selections.iter().map(|selection| Selected::new(selection, &self.tables)).collect()
    }

    /// Fetches a match and shows where it matches.
    pub(super) fn hit(
        &self,
        address: ClauseAddress,
        plan: Option<&Plan>,
    ) -> Result<Hit, IndexError> {
        let entry = self.build.entry(address)?;
        let text = &entry.state.wording.text;
        let tree = plan.and_then(|plan| plan.query.tree.as_ref());
        let highlights = tree.map_or_else(Vec::new, |tree| {
            let subject = Subject::new(text, &entry.state.heading);
            let is_fact = |filter: &Filter| self.has_fact(address, filter);
            let spans = query::highlights(tree, &subject, &is_fact).into_iter();
            spans.map(|range| Span::new(range.start, range.end)).collect()
        });
        Ok(Hit {
            snippet: snippet::cut(text, &highlights),
            address,
            record: entry.state.record,
            document: self.build.document(address).clone(),
            score: 0.0,
            highlights,
            of_platform: None,
            entry,
        })
    }

    /// Whether the index says of a clause what the filter asks for.
    pub(super) fn has_fact(&self, address: ClauseAddress, filter: &Filter) -> bool {
        let selected = Selected::new(&plan::selection(filter, &self.taxonomy), &self.tables);
        let columns = &self.build.segments[address.segment as usize];
        selected.admits(&self.tables, columns, address.clause)
    }

    /// The states of a record, by number; never empty.
    fn states(&self, record: RecordId) -> Result<Vec<ClauseAddress>, SearchError> {
        let states = self.build.states(record)?;
        if states.is_empty() {
            return Err(SearchError::NoSuchRecord(record));
        }
        Ok(states)
    }
}

impl Engine for Embedded {
    fn search(&self, plan: &Plan) -> Result<Answer, SearchError> {
        let selections = self.selected(plan);
        let digest = self.build.digest;
        let cursor = plan.cursor.as_deref();
        let cursor = cursor.map(|text| Cursor::read(text, plan, digest)).transpose()?;
        let after = cursor.map(|cursor| cursor.after);

        let matching = self.matching(plan)?;
        let (build, tables) = (&self.build, &self.tables);
        let counts =
            counts::count(&*matching, build, tables, &plan.when, &selections, &plan.facets)?;
        let scored = counts.matches.scored(build, &self.scores(plan)?)?;
        // One more than asked for tells whether there is a next page.
        let mut found: Vec<(Ranked, Option<u64>)> = if plan.by_platform {
            let groups = hits::best_by_platform(&scored, build, plan.sort).into_iter();
            let groups = groups.filter(|(found, _)| after.is_none_or(|after| found.key < after));
            groups.map(|(found, count)| (found, Some(count))).take(plan.limit + 1).collect()
        } else {
            let best = hits::best(&scored, build, plan.sort, after, plan.limit + 1);
            best.into_iter().map(|found| (found, None)).collect()
        };
        let has_more = found.len() > plan.limit;
        found.truncate(plan.limit);
        let last = found.last().filter(|_| has_more);
        let next_cursor = last.map(|(found, _)| Cursor::new(plan, digest, found.key).to_string());

        let mut hits = Vec::with_capacity(found.len());
        for (Ranked { key, address }, of_platform) in found {
            let hit = self.hit(address, Some(plan))?;
            hits.push(Hit { score: key.score(), of_platform, ..hit });
        }
        Ok(Answer {
            understood: plan.query.understood.clone(),
            notes: plan.query.notes.clone(),
            intents: self.intents(plan),
            total: counts.total,
            platforms: counts.platforms,
            hits,
            facets: counts.facets,
            next_cursor,
            build: digest,
        })
    }

    fn clause(&self, record: RecordId, number: Option<u32>) -> Result<Hit, SearchError> {
        let states = self.states(record)?;
        let build = &self.build;
        let is_current = |address: &ClauseAddress| {
            build.segments[address.segment as usize].is_current(address.clause)
        };
        let wanted = match number {
            Some(number) => states.iter().find(|address| build.number(**address) == number),
            None => states.iter().rev().find(|address| is_current(address)).or(states.last()),
        };
        let address = wanted.ok_or(SearchError::NoSuchRecord(record))?;
        Ok(self.hit(*address, None)?)
    }

    fn history(&self, record: RecordId) -> Result<Vec<Hit>, SearchError> {
        let states = self.states(record)?.into_iter();
        Ok(states.map(|address| self.hit(address, None)).collect::<Result<_, _>>()?)
    }

    fn similar(&self, record: RecordId, limit: usize) -> Result<Vec<Hit>, SearchError> {
        let clause = self.clause(record, None)?;
        similar::similar(self, &clause, limit)
    }

    fn compare(&self, clause_type: &str, platforms: &[String]) -> Result<Comparison, SearchError> {
        compare::compare(self, clause_type, platforms)
    }
}
