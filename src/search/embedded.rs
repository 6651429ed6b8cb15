//! The engine at hand: answers plans from a tantivy build on this machine.

use std::sync::{Arc, OnceLock};

use tantivy::query::{EnableScoring, Weight};

use super::compile::Compiler;
use super::counts::{self, Counts};
use super::cursor::Cursor;
use super::filter::{FacetTables, Selected};
use super::hits::{self, Ranked};
use super::intent::{self, Intent, Names};
use super::matter::Matter;
use super::meter::Meter;
use super::spelling::Vocabularies;
use super::suggest::{Suggestion, Suggestions};
use super::typed::Typed;
use super::{
    Answer, AnsweredBy, ClauseChange, Comparison, Duplicate, Engine, Facet, Hit, Listing, Match,
    Plan, SearchError, Tally, Widen, changes, compare, offers, similar, snippet,
};
use crate::classify::Recogniser;
use crate::clause::RecordId;
use crate::index::{Alike, Build, ClauseAddress, IndexError};
use crate::taxonomy::Taxonomy;

/// An engine over one build; cheap to share, and good for as long as anyone holds it.
#[derive(Debug)]
pub struct Embedded {
    pub(super) build: Arc<Build>,
    pub(super) taxonomy: Arc<Taxonomy>,
    pub(super) tables: FacetTables,
    recogniser: Arc<Recogniser>,
    names: Names,
    pub(super) typed: Arc<Typed>,
    suggestions: OnceLock<Suggestions>,
    pub(super) vocabularies: Vocabularies,
    /// For each clause type, what platforms have of it; read when it is first asked for.
    matters: Vec<OnceLock<Arc<Matter>>>,
}

/// Some matches in a row, of all that were counted.
struct RankedPage {
    counts: Counts,
    /// In order, each with the number of its platform's matches when grouped.
    found: Vec<(Ranked, Option<u64>)>,
    /// Where to go on, when there are more.
    next_cursor: Option<String>,
}

impl Embedded {
    /// An engine over `build`, whose labels refer to `taxonomy`; `recogniser` knows its types.
    #[must_use]
    pub fn new(build: Arc<Build>, taxonomy: Arc<Taxonomy>, recogniser: Arc<Recogniser>) -> Self {
        let tables = FacetTables::new(&build, &taxonomy);
        let typed = Arc::new(Typed::new(&build, taxonomy.types.len()));
        let (suggestions, vocabularies) = (OnceLock::new(), Vocabularies::default());
        let names = Names::new(&taxonomy);
        let matters = taxonomy.types.iter().map(|_| OnceLock::new()).collect();
        Self {
            build,
            taxonomy,
            tables,
            recogniser,
            names,
            typed,
            suggestions,
            vocabularies,
            matters,
        }
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

    /// Makes ready what the first suggestion would otherwise have to wait for.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub fn prepare_suggestions(&self) -> Result<(), SearchError> {
        self.suggestions().map(|_| ())
    }

    fn suggestions(&self) -> Result<&Suggestions, SearchError> {
        if let Some(made) = self.suggestions.get() {
            return Ok(made);
        }
        // Two threads may both get here; the first to finish is kept.
        let made = Suggestions::new(&self.build, &self.taxonomy, &self.tables)?;
        Ok(self.suggestions.get_or_init(|| made))
    }

    /// What platforms have of the clause type at that place of the taxonomy.
    pub(super) fn matter(&self, clause_type: usize) -> Result<Arc<Matter>, SearchError> {
        if let Some(read) = self.matters[clause_type].get() {
            return Ok(Arc::clone(read));
        }
        // Two threads may both get here; the first to finish is kept.
        let read = Arc::new(Matter::new(self, clause_type)?);
        Ok(Arc::clone(self.matters[clause_type].get_or_init(|| read)))
    }

    /// What finds a plan's matches, and the clauses of the types in `widening`; without scores.
    pub(super) fn matching(
        &self,
        plan: &Plan,
        widening: &[Intent],
        meter: &Arc<Meter>,
    ) -> Result<Box<dyn Weight>, SearchError> {
        let query = Compiler::new(self, meter).matching(plan, widening)?;
        Ok(query.weight(EnableScoring::disabled_from_searcher(self.build.searcher()))?)
    }

    /// What scores a plan's matches: the sum of all.
    pub(super) fn scores(
        &self,
        plan: &Plan,
        intents: &[Intent],
        found: u64,
        meter: &Arc<Meter>,
    ) -> Result<Vec<Box<dyn Weight>>, SearchError> {
        let queries = Compiler::new(self, meter).scores(plan, intents, found)?.into_iter();
        let enable = EnableScoring::enabled_from_searcher(self.build.searcher());
        Ok(queries.map(|query| query.weight(enable)).collect::<Result<_, _>>()?)
    }

    /// The record that a clause of the build belongs to.
    ///
    /// # Panics
    ///
    /// When the build has no such clause.
    #[must_use]
    pub fn record(&self, address: ClauseAddress) -> RecordId {
        let columns = &self.build.segments[address.segment as usize];
        RecordId::from_bits(columns.record[address.clause as usize])
    }

    /// The clause types that the plan's query seems to ask for.
    pub(super) fn intents(&self, plan: &Plan) -> Vec<Intent> {
        plan.query
            .tree
            .as_ref()
            .map_or_else(Vec::new, |tree| intent::recognise(&self.recogniser, &self.names, tree))
    }

    /// The clause types that always widen a plan; none where they do not, which need not be asked.
    pub(super) fn widening(&self, plan: &Plan) -> Vec<Intent> {
        if plan.widen == Widen::Always { self.intents(plan) } else { Vec::new() }
    }

    /// Counts what a plan's query and filters find; `widening` as for [`Self::matching`], `facets`
    /// instead of the plan's own.
    pub(super) fn counts(
        &self,
        plan: &Plan,
        widening: &[Intent],
        facets: &[Facet],
        meter: &Arc<Meter>,
    ) -> Result<Counts, SearchError> {
        let matching = self.matching(plan, widening, meter)?;
        let (selections, when) = (self.selected(plan), &plan.when);
        let counts =
            counts::count(&*matching, &self.build, &self.tables, when, &selections, facets)?;
        // A search that ran out of steps has counted too few.
        meter.check()?;
        Ok(counts)
    }

    pub(super) fn selected(&self, plan: &Plan) -> Vec<Selected> {
        plan.selections.iter().map(|selection| Selected::new(selection, &self.tables)).collect()
    }

    /// The first `limit` of the matches counted behind the plan's cursor.
    fn ranked(
        &self,
        plan: &Plan,
        intents: &[Intent],
        counts: Counts,
        limit: usize,
        meter: &Arc<Meter>,
    ) -> Result<RankedPage, SearchError> {
        let (build, digest) = (&self.build, self.build.digest);
        let cursor = plan.cursor.as_deref();
        let cursor = cursor.map(|text| Cursor::read(text, plan, digest)).transpose()?;
        let after = cursor.map(|cursor| cursor.after);
        let scores = self.scores(plan, intents, counts.found.clauses, meter)?;
        let scored = counts.matches.scored(build, &scores)?;
        // One more than asked for tells whether there is a next page.
        let mut found: Vec<(Ranked, Option<u64>)> = if plan.by_platform {
            let groups = hits::best_by_platform(&scored, build, plan.sort).into_iter();
            let groups = groups.filter(|(found, _)| after.is_none_or(|after| found.key < after));
            groups.map(|(found, count)| (found, Some(count))).take(limit + 1).collect()
        } else {
            let alike = self.alike(plan);
            let best = hits::best(&scored, build, plan.sort, after, limit + 1, alike);
            best.into_iter().map(|found| (found, None)).collect()
        };
        let has_more = found.len() > limit;
        found.truncate(limit);
        let last = found.last().filter(|_| has_more);
        let next_cursor = last.map(|(found, _)| Cursor::new(plan, digest, found.key).to_string());
        Ok(RankedPage { counts, found, next_cursor })
    }

    /// Which clauses say nearly the same, when the plan folds them.
    fn alike(&self, plan: &Plan) -> Option<&Alike> {
        plan.fold.then_some(&self.build.alike)
    }

    /// Fetches the matches of a page, each with those that are folded under it.
    fn hits(&self, plan: &Plan, page: &RankedPage) -> Result<Vec<Hit>, SearchError> {
        let mut hits = Vec::with_capacity(page.found.len());
        for (Ranked { key, address }, of_platform) in &page.found {
            let hit = self.hit(*address, Some(plan))?;
            let folded = self.alike(plan).into_iter();
            let folded =
                folded.flat_map(|alike| hits::further(&page.counts.matches, *address, alike));
            let mut duplicates: Vec<Duplicate> =
                folded.map(|address| self.duplicate(address)).collect();
            duplicates.sort_unstable_by_key(|one| (one.record, one.wording));
            hits.push(Hit { score: key.score(), of_platform: *of_platform, duplicates, ..hit });
        }
        Ok(hits)
    }

    fn duplicate(&self, address: ClauseAddress) -> Duplicate {
        let document = self.build.document(address);
        Duplicate {
            record: self.record(address),
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
        let hit = Hit {
            snippet: snippet::cut(&entry.state.wording.text, &[]),
            address,
            record: entry.state.record,
            document: self.build.document(address).clone(),
            score: 0.0,
            highlights: Vec::new(),
            of_platform: None,
            duplicates: Vec::new(),
            entry,
        };
        Ok(match plan {
            Some(plan) => self.mark(hit, plan),
            None => hit,
        })
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
        let intents = self.intents(plan);
        let facets = offers::facets(plan, &intents);
        let meter = &Meter::new();
        let said = self.counts(plan, &self.widening(plan), &facets, meter)?;
        let meant = offers::meant(self, plan, &intents, &said, meter)?;
        let (answered_by, mut page, offers);
        if meant.is_empty() {
            answered_by = AnsweredBy::Words;
            offers = offers::offers(self, plan, &intents, [&said, &said], meter)?;
            page = self.ranked(plan, &intents, said, plan.limit, meter)?;
        } else {
            answered_by = AnsweredBy::Meaning;
            let shown = self.counts(plan, &meant, &facets, meter)?;
            offers = offers::offers(self, plan, &intents, [&said, &shown], meter)?;
            page = self.ranked(plan, &intents, shown, plan.limit, meter)?;
        }
        page.counts.facets.retain(|counted| plan.facets.contains(&counted.facet));
        tracing::debug!(steps = meter.spent(), "matched");
        Ok(Answer {
            understood: plan.query.understood.clone(),
            notes: plan.query.notes.clone(),
            answered_by,
            meant,
            offers,
            total: page.counts.found.clauses,
            platforms: page.counts.found.platforms,
            hits: self.hits(plan, &page)?,
            facets: page.counts.facets,
            next_cursor: page.next_cursor,
            build: self.build.digest,
        })
    }

    fn list(&self, plan: &Plan, limit: usize) -> Result<Listing, SearchError> {
        let plan = &Plan { fold: false, ..plan.clone() };
        let meter = &Meter::new();
        let counts = self.counts(plan, &self.widening(plan), &[], meter)?;
        let RankedPage { counts, found, next_cursor } =
            self.ranked(plan, &self.intents(plan), counts, limit, meter)?;
        let total = if plan.by_platform { counts.found.platforms } else { counts.found.clauses };
        let matches = found.into_iter().map(|(found, of_platform)| Match {
            address: found.address,
            score: found.key.score(),
            of_platform,
        });
        Ok(Listing { total, matches: matches.collect(), next_cursor })
    }

    fn changes(&self, plan: &Plan, limit: usize) -> Result<Vec<ClauseChange>, SearchError> {
        changes::newest(self, plan, limit)
    }

    fn clause(&self, record: RecordId, number: Option<u32>) -> Result<Hit, SearchError> {
        let states = self.states(record)?;
        let build = &self.build;
        let is_open = |address: &ClauseAddress| {
            build.segments[address.segment as usize].is_open(address.clause)
        };
        let wanted = match number {
            Some(number) => states.iter().find(|address| build.number(**address) == number),
            None => states.iter().rev().find(|address| is_open(address)).or(states.last()),
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

    fn tally(&self, clause_type: &str) -> Result<Tally, SearchError> {
        compare::tally(self, clause_type)
    }

    fn mark(&self, hit: Hit, plan: &Plan) -> Hit {
        let state = &hit.entry.state;
        let marks = self.marks(plan, hit.address, &state.wording.text, &state.heading);
        let highlights = marks.unwrap_or_default();
        Hit { snippet: snippet::cut(&state.wording.text, &highlights), highlights, ..hit }
    }

    fn suggest(&self, text: &str, limit: usize) -> Result<Vec<Suggestion>, SearchError> {
        Ok(self.suggestions()?.find(text, limit))
    }
}
