//! The values that clauses state.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::Span;

/// A value that a clause states, such as an opt-out window of 30 days.
///
/// Displayed, it is the value as readers are told it: `at most 30 days`, `the greater of 100 USD
/// and …`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Term {
    /// What is stated, such as `arbitration-opt-out-window`.
    pub name: String,
    /// The normalised value, such as `30`; `none` where the clause says that there is none.
    pub value: String,
    /// The value's unit, such as `days` or `USD`; empty where it has none.
    pub unit: String,
    /// How the value is meant; none where the words do not say so.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub operator: Option<Operator>,
    /// The words that state it.
    pub span: Span,
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (before, behind) = match self.operator {
            None => ("", ""),
            Some(Operator::AtMost) => ("at most ", ""),
            Some(Operator::AtLeast) => ("at least ", ""),
            Some(Operator::Exactly) => ("exactly ", ""),
            Some(Operator::GreaterOf) => ("the greater of ", " and …"),
            Some(Operator::LesserOf) => ("the lesser of ", " and …"),
        };
        let gap = if self.unit.is_empty() { "" } else { " " };
        write!(f, "{before}{}{gap}{}{behind}", self.value, self.unit)
    }
}

/// How a stated value is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Operator {
    /// Not more than the value.
    AtMost,
    /// Not less than the value.
    AtLeast,
    /// The value, neither more nor less.
    Exactly,
    /// Of the value and another that the clause names, the greater one.
    GreaterOf,
    /// Of the value and another that the clause names, the lesser one.
    LesserOf,
}

impl Operator {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::AtMost, Self::AtLeast, Self::Exactly, Self::GreaterOf, Self::LesserOf];

    /// Its name in answers and exports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::AtMost => "at-most",
            Self::AtLeast => "at-least",
            Self::Exactly => "exactly",
            Self::GreaterOf => "greater-of",
            Self::LesserOf => "lesser-of",
        }
    }
}
