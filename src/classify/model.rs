//! The learned part of the classifier: sparse weights over words, with calibrated confidence.

pub(super) mod features;
mod file;
#[cfg(test)]
mod tests;

use std::sync::LazyLock;

pub use features::Observed;
pub use file::ModelError;

use crate::analysis::Token;
use crate::clause::Span;
use crate::document::ContentHash;
use crate::taxonomy::Severity;
use features::{Vocabulary, counted, facts, grams};

/// The severities that the model tells apart; what it calls low may be protective.
pub const SEVERITIES: [Severity; 4] =
    [Severity::High, Severity::Medium, Severity::Low, Severity::Protective];

/// How many of [`SEVERITIES`] those told apart who judged quotes: what is protective was low.
pub(super) const OF_QUOTES: usize = 3;

/// How many columns there are beside those of the types and the joint ones.
pub(super) const SEVERITY_COLUMNS: usize = OF_QUOTES + SEVERITIES.len();

/// How much sharper than its margins the model's choice between types of a severity is.
const SHARPNESS: f32 = 8.0;

/// The same for the severities of clauses in documents, where each has a column of its own.
const CLAUSE_SHARPNESS: f32 = 2.0;

/// No label is surer: of the clearest ones, too, readers give a few in a hundred to another type.
const SUREST: f32 = 0.97;

/// A type that leads by more leads no further; without a rival it would without end.
const LEAD_MAX: f32 = 100.0;

/// The most passages named as evidence.
const EVIDENCE_MAX: usize = 3;

/// Words with less than this part of the weight of the first are no evidence.
const EVIDENCE_PART: f32 = 0.3;

/// A linear model over the features of a clause: for each clause type, and for each severity.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    /// The slugs of the clause types, in the order of the taxonomy it was trained on.
    pub(super) types: Vec<String>,
    /// What margins mean for a text on its own, such as a quote that somebody picked out.
    pub(super) alone: Calibration,
    /// What margins mean for a clause that stands under headings in a document, where ordinary
    /// prose is common.
    pub(super) in_document: Calibration,
    /// The columns that choose a severity by the type: the type's index, and the severity's in
    /// [`SEVERITIES`]. They stand behind those of the types.
    pub(super) joint: Vec<(u8, u8)>,
    /// For each type, how much more each of [`SEVERITIES`] counts for clauses of it in a document
    /// than for all.
    pub(super) habits: Vec<[f32; 4]>,
    /// A bias for each column: the types', the joint ones, and one for each severity.
    pub(super) biases: Vec<f32>,
    /// What a weight of 1 stands for, for each column.
    pub(super) scales: Vec<f32>,
    pub(super) vocabulary: Vocabulary,
    /// Where the weights of each feature begin, and where the last one's end.
    pub(super) starts: Vec<u32>,
    /// Columns and weights, by feature.
    pub(super) weights: Vec<(u8, i8)>,
    pub(super) digest: ContentHash,
}

/// What margins mean.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Calibration {
    /// What a margin counts in the contest of the types, for each type.
    pub(super) stakes: Vec<Stake>,
    /// What shares and margins mean, for all types alike.
    pub(super) odds: Odds,
}

/// What a type's margin counts when the types of a clause contest it: `slope * margin + offset`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Stake {
    pub(super) slope: f32,
    pub(super) offset: f32,
}

/// What makes a label probable: its lead in the contest and its own margin, in log-odds.
///
/// The lead alone would call a type sure that is merely the best of a bad lot; the margin alone
/// would give a clause every type that its words touch.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Odds {
    /// What the lead counts.
    pub(super) lead: f32,
    /// What the margin counts.
    pub(super) margin: f32,
    /// What is added.
    pub(super) constant: f32,
}

impl Odds {
    /// The probability of a label with that lead and that margin.
    pub(super) fn probability(self, lead: f32, margin: f32) -> f32 {
        let odds = self.lead * lead + self.margin * margin + self.constant;
        SUREST / (1.0 + (-odds).exp())
    }
}

impl Calibration {
    /// What the margin of each type counts in the contest.
    fn strengths(&self, margins: &[f32]) -> Vec<f32> {
        let count = |(stake, margin): (&Stake, &f32)| stake.slope * margin + stake.offset;
        self.stakes.iter().zip(margins).map(count).collect()
    }

    /// For each type how far its strength lies above that of its strongest rival.
    pub(super) fn leads(&self, margins: &[f32]) -> Vec<f32> {
        let strengths = self.strengths(margins);
        let (mut first, mut second) = (f32::NEG_INFINITY, f32::NEG_INFINITY);
        for strength in &strengths {
            second = second.max(strength.min(first));
            first = first.max(*strength);
        }
        // Without a rival there is no lead to speak of.
        let rival = |strength: f32| if strength == first { second } else { first };
        let lead = |strength: f32| (strength - rival(strength)).min(LEAD_MAX);
        strengths.into_iter().map(lead).collect()
    }

    /// For each type the logarithm of its share of the contest: softmax of the strengths.
    fn shares(&self, margins: &[f32]) -> Vec<f32> {
        let mut shares = self.strengths(margins);
        let greatest = shares.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let sum: f32 = shares.iter().map(|share| (share - greatest).exp()).sum();
        for share in &mut shares {
            *share -= greatest + sum.ln();
        }
        shares
    }

    /// All types with their probabilities, the most probable first, then in order of index.
    pub(super) fn ranking(&self, margins: &[f32]) -> Vec<(usize, f32)> {
        let leads = self.leads(margins).into_iter().zip(margins);
        let probability = |(lead, margin): (f32, &f32)| self.odds.probability(lead, *margin);
        let mut ranking: Vec<(usize, f32)> = leads.map(probability).enumerate().collect();
        ranking.sort_by(|(_, a), (_, b)| b.total_cmp(a));
        ranking
    }
}

/// A clause as the model sees it, weighed.
#[derive(Debug, Clone)]
pub struct Features {
    values: Vec<(u32, f32)>,
    margins: Vec<f32>,
    stands_alone: bool,
}

impl Model {
    /// The model of `data/model/types.bin` as it was when the program was built.
    #[must_use]
    pub fn bundled() -> &'static Self {
        static BUNDLED: LazyLock<Model> = LazyLock::new(|| {
            Model::read(include_bytes!("../../data/model/types.bin"))
                .expect("the suite checks the bundled model")
        });
        &BUNDLED
    }

    /// The SHA-256 of the model's file.
    #[must_use]
    pub fn digest(&self) -> ContentHash {
        self.digest
    }

    /// The slugs of the clause types that it knows; indices of types refer to this order.
    #[must_use]
    pub fn types(&self) -> &[String] {
        &self.types
    }

    /// Weighs a clause once; everything else is read off the result.
    #[must_use]
    pub fn features(&self, observed: &Observed<'_>) -> Features {
        let counts = counted(&grams(observed));
        let values = self.vocabulary.vector(&counts, &facts(observed));
        self.weigh(values, observed.heading.is_empty())
    }

    /// Weighs a clause by the values of its known features.
    pub(super) fn weigh(&self, values: Vec<(u32, f32)>, stands_alone: bool) -> Features {
        let mut margins = vec![0.0_f32; self.biases.len()];
        for (row, value) in &values {
            for (column, weight) in self.row(*row) {
                margins[usize::from(*column)] += value * f32::from(*weight);
            }
        }
        for ((margin, scale), bias) in margins.iter_mut().zip(&self.scales).zip(&self.biases) {
            *margin = *margin * scale + bias;
        }
        Features { values, margins, stands_alone }
    }

    /// The types at least `floor` probable, the most probable first, then in order of index.
    ///
    /// Probabilities are calibrated: of labels at 0.8 about 80 % are right.
    #[must_use]
    pub fn score(&self, features: &Features, floor: f32) -> Vec<(usize, f32)> {
        let mut scores = self.calibration(features).ranking(&features.margins);
        scores.retain(|(_, probability)| *probability >= floor);
        scores
    }

    /// Each type's share of what a clause speaks of; they add up to 1.
    #[must_use]
    pub fn shares(&self, features: &Features) -> Vec<f32> {
        let shares = self.calibration(features).shares(&features.margins).into_iter();
        shares.map(f32::exp).collect()
    }

    fn calibration(&self, features: &Features) -> &Calibration {
        if features.stands_alone { &self.alone } else { &self.in_document }
    }

    /// How far the clause lies on the side of a type: positive when it is more likely of it than
    /// not, and the greater the more of what is said speaks for it. Clauses are ranked by it.
    #[must_use]
    pub fn margin(&self, features: &Features, clause_type: usize) -> f32 {
        features.margins[clause_type]
    }

    /// How probable each of [`SEVERITIES`] is for a clause of that type; they add up to 1.
    #[must_use]
    pub fn severity(&self, features: &Features, clause_type: Option<usize>) -> [f32; 4] {
        if features.stands_alone {
            let [high, medium, low] = self.severity_of_quote(features);
            return normalised([high, medium, low, low]);
        }
        let of_clauses = &features.margins[self.severity_columns() + OF_QUOTES..];
        let habit = clause_type.map_or([1.0; 4], |index| self.habits[index]);
        normalised(std::array::from_fn(|place| {
            habit[place] * (CLAUSE_SHARPNESS * of_clauses[place]).exp()
        }))
    }

    /// The same by the clause's words and headings alone, whatever its type. Of a quote it is never
    /// said that it is protective: those who judged quotes did not tell that apart.
    #[must_use]
    pub fn severity_by_words(&self, features: &Features) -> [f32; 4] {
        if features.stands_alone {
            let [high, medium, low] = self.severity_of_quote(features);
            return normalised([high, medium, low, 0.0]);
        }
        self.severity(features, None)
    }

    /// The chances of high, medium and low for a text on its own.
    fn severity_of_quote(&self, features: &Features) -> [f32; OF_QUOTES] {
        let (_, behind) = features.margins.split_at(self.types.len());
        let (joint, of_quotes) = behind.split_at(self.joint.len());
        let greatest = joint.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let mut by_type = [f32::MIN_POSITIVE; OF_QUOTES];
        for ((_, severity), margin) in self.joint.iter().zip(joint) {
            by_type[usize::from(*severity)] += (SHARPNESS * (margin - greatest)).exp();
        }
        std::array::from_fn(|place| by_type[place] * of_quotes[place].exp())
    }

    /// The first of the columns that say a severity, whatever the type.
    fn severity_columns(&self) -> usize {
        self.types.len() + self.joint.len()
    }

    /// The passages whose words weighed most for a type, in the order of the text; `text` is what
    /// `features` were taken from. None when only headings and rules speak for it.
    #[must_use]
    pub fn evidence(&self, features: &Features, text: &[Token], clause_type: usize) -> Vec<Span> {
        let mut spans = passages(text, &self.weights_of(features, text, clause_type));
        spans.sort_unstable();
        spans
    }

    /// Of the passages whose words weighed most for one of [`SEVERITIES`], by its place there, the
    /// heaviest of several words: one word alone tells nobody how severe a clause is. `text` is what
    /// `features` were taken from. None when there is none.
    #[must_use]
    pub fn severity_evidence(
        &self,
        features: &Features,
        text: &[Token],
        severity: usize,
    ) -> Option<Span> {
        let place = match features.stands_alone {
            true if severity >= OF_QUOTES => return None,
            true => severity,
            false => OF_QUOTES + severity,
        };
        let weights = self.weights_of(features, text, self.severity_columns() + place);
        let is_within =
            |token: &&Token, span: &Span| span.start <= token.start && token.end <= span.end;
        let has_several =
            |span: &Span| text.iter().filter(|token| is_within(token, span)).nth(1).is_some();
        passages(text, &weights).into_iter().find(has_several)
    }

    /// What each word of the text adds to the margin of a column.
    fn weights_of(&self, features: &Features, text: &[Token], column: usize) -> Vec<f32> {
        let found = grams(&Observed { text, ..Observed::default() });
        let counts = counted(&found);
        let mut weights = vec![0.0_f32; text.len()];
        for gram in found {
            let Some(words) = gram.words else { continue };
            let Some(weight) = self.contribution(features, gram.hash, column) else {
                continue;
            };
            let place = counts.partition_point(|(hash, _)| *hash < gram.hash);
            let share = weight / (counts[place].1 as f32 * words.len() as f32);
            for word in words {
                weights[word] += share;
            }
        }
        weights
    }

    /// What a feature of the clause adds to the margin of a column.
    fn contribution(&self, features: &Features, hash: u32, column: usize) -> Option<f32> {
        let row = self.vocabulary.row(hash)?;
        let place = features.values.iter().position(|(known, _)| *known == row)?;
        let named = u8::try_from(column).ok()?;
        let (_, weight) = self.row(row).iter().find(|(known, _)| *known == named)?;
        Some(features.values[place].1 * f32::from(*weight) * self.scales[column])
    }

    fn row(&self, row: u32) -> &[(u8, i8)] {
        let row = row as usize;
        &self.weights[self.starts[row] as usize..self.starts[row + 1] as usize]
    }
}

/// The chances as probabilities, which add up to 1.
fn normalised(chances: [f32; 4]) -> [f32; 4] {
    let sum: f32 = chances.iter().sum();
    chances.map(|chance| chance / sum)
}

/// The runs of words that weigh most, the heaviest first.
fn passages(text: &[Token], weights: &[f32]) -> Vec<Span> {
    let strongest = weights.iter().copied().fold(0.0, f32::max);
    let mut runs: Vec<(f32, Span)> = Vec::new();
    let mut previous = None;
    for (place, (token, weight)) in text.iter().zip(weights).enumerate() {
        if *weight <= strongest * EVIDENCE_PART {
            continue;
        }
        match runs.last_mut() {
            Some((sum, span)) if previous.is_some_and(|previous| previous + 1 == place) => {
                *sum += weight;
                span.end = token.end;
            }
            _ => runs.push((*weight, Span { start: token.start, end: token.end })),
        }
        previous = Some(place);
    }
    runs.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    runs.truncate(EVIDENCE_MAX);
    runs.into_iter().map(|(_, span)| span).collect()
}
