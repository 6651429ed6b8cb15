//! The engine at hand: answers plans from a tantivy build on this machine.

use std::sync::Arc;

use tantivy::query::{EnableScoring, Weight};

use super::compile::Compiler;
use super::counts::Counts;
use super::cursor::Cursor;
use super::filter::{FacetTables, Selected};
use super::hits::{self, Key, Ranked, Scope};
use super::intent::{Intent, Intents};
use super::spelling::Vocabularies;
use super::typed::Typed;
use super::{
    Answer, Comparison, Duplicate, Engine, Facet, Hit, Plan, SearchError, compare, counts, offers,
    plan, similar, snippet,
};
use crate::clause::{RecordId, Span};
use crate::index::{Alike, Build, ClauseAddress, IndexError};
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
    pub(super) vocabularies: Vocabularies,
}

impl Embedded {
    /// An engine over `build`, whose labels refer to `taxonomy`.
    #[must_use]
    pub fn new(build: Arc<Build>, taxonomy: Arc<Taxonomy>) -> Self {
        let tables = FacetTables::new(&build, &taxonomy);
        let intents = Intents::new(&taxonomy);
        let typed = Arc::new(Typed::new(&build, taxonomy.types.len()));
        let vocabularies = Vocabularies::default();
        Self { build, taxonomy, tables, intents, typed, vocabularies }
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

    pub(super) fn weight(
        &self,
        plan: &Plan,
        scoring: bool,
    ) -> Result<Box<dyn Weight>, SearchError> {
        let compiler = Compiler::new(self);
        let searcher = self.build.searcher();
        let (query, enable) = if scoring {
            (compiler.ranked(plan)?, EnableScoring::enabled_from_searcher(searcher))
        } else {
            (compiler.matching(plan)?, EnableScoring::disabled_from_searcher(searcher))
        };
        Ok(query.weight(enable)?)
    }

    /// The clause types that the plan's query seems to ask for.
    pub(super) fn intents(&self, plan: &Plan) -> Vec<Intent> {
        plan.query.tree.as_ref().map_or_else(Vec::new, |tree| self.intents.recognise(tree))
    }

    /// Counts what a plan's query and filters find; `facets` instead of the plan's own.
    pub(super) fn counts(&self, plan: &Plan, facets: &[Facet]) -> Result<Counts, SearchError> {
        let weight = self.weight(plan, false)?;
        let selections = self.selected(plan);
        Ok(counts::count(&*weight, &self.build, &self.tables, &plan.when, &selections, facets)?)
    }

    pub(super) fn selected(&self, plan: &Plan) -> Vec<Selected> {
        plan.selections.iter().map(|selection| Selected::new(selection, &self.tables)).collect()
    }

    /// The best `limit` matches of a plan after `after`, in order; when grouped, each with how many
    /// its platform has.
    fn ranked(
        &self,
        plan: &Plan,
        after: Option<Key>,
        limit: usize,
    ) -> Result<Vec<(Ranked, Option<u64>)>, SearchError> {
        let weight = self.weight(plan, true)?;
        let selections = self.selected(plan);
        let scope = self.scope(plan, &selections);
        if plan.by_platform {
            let groups = hits::best_by_platform(&*weight, scope, plan.sort)?.into_iter();
            let groups = groups.filter(|(found, _)| after.is_none_or(|after| found.key < after));
            return Ok(groups.map(|(found, count)| (found, Some(count))).take(limit).collect());
        }
        let alike = self.alike(plan);
        let best = hits::best(&*weight, scope, plan.sort, after, limit, alike)?;
        Ok(best.into_iter().map(|found| (found, None)).collect())
    }

    fn scope<'a>(&'a self, plan: &'a Plan, selections: &'a [Selected]) -> Scope<'a> {
        Scope { build: &self.build, tables: &self.tables, when: &plan.when, selections }
    }

    /// Which clauses say nearly the same, when the plan folds them.
    fn alike(&self, plan: &Plan) -> Option<&Alike> {
        plan.fold.then_some(&self.build.alike)
    }

    /// Fetches matches, each with those that are folded under it.
    fn hits(&self, plan: &Plan, found: &[(Ranked, Option<u64>)]) -> Result<Vec<Hit>, SearchError> {
        let mut further = vec![Vec::new(); found.len()];
        if let Some(alike) = self.alike(plan) {
            let selections = self.selected(plan);
            let ranked: Vec<Ranked> = found.iter().map(|(ranked, _)| *ranked).collect();
            let matching = self.weight(plan, false)?;
            further = hits::further(&*matching, self.scope(plan, &selections), &ranked, alike)?;
        }
        let mut hits = Vec::with_capacity(found.len());
        for ((Ranked { key, address }, of_platform), further) in found.iter().zip(further) {
            let hit = self.hit(*address, Some(plan))?;
            let mut duplicates: Vec<Duplicate> =
                further.into_iter().map(|address| self.duplicate(address)).collect();
            duplicates.sort_unstable_by_key(|one| (one.record, one.wording));
            hits.push(Hit { score: key.score(), of_platform: *of_platform, duplicates, ..hit });
        }
        Ok(hits)
    }

    fn duplicate(&self, address: ClauseAddress) -> Duplicate {
        let columns = &self.build.segments[address.segment as usize];
        let document = self.build.document(address);
        Duplicate {
            record: RecordId::from_bits(columns.record[address.clause as usize]),
            wording: self.build.number(address),
            document_slug: document.document_slug.clone(),
            document_type: document.document.document_type.clone(),
        }
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
            duplicates: Vec::new(),
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
        let digest = self.build.digest;
        let cursor = plan.cursor.as_deref();
        let cursor = cursor.map(|text| Cursor::read(text, plan, digest)).transpose()?;
        let mut counts = self.counts(plan, &offers::facets(self, plan))?;
        let offers = offers::offers(self, plan, &counts)?;
        counts.facets.retain(|counted| plan.facets.contains(&counted.facet));

        // One more than asked for tells whether there is a next page.
        let mut found = self.ranked(plan, cursor.map(|cursor| cursor.after), plan.limit + 1)?;
        let has_more = found.len() > plan.limit;
        found.truncate(plan.limit);
        let last = found.last().filter(|_| has_more);
        let next_cursor = last.map(|(found, _)| Cursor::new(plan, digest, found.key).to_string());
        Ok(Answer {
            understood: plan.query.understood.clone(),
            notes: plan.query.notes.clone(),
            offers,
            total: counts.found.clauses,
            platforms: counts.found.platforms,
            hits: self.hits(plan, &found)?,
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
