//! Reads from the words around a value how it is meant: at most, the greater of two, and so on.

use regex::bytes::Regex;

use super::value::Kind;
use crate::classify::pattern::compile;
use crate::clause::Operator;

/// Says, before a value, that the greater of it and another one counts.
const GREATER: &str = r"\b(?:greater|greatest|higher|highest|larger|largest|longer|later) (?:amount )?of\b|\bif (?:it is |that is )?(?:greater|higher|larger|more|longer)\b";

/// Says, before a value, that the lesser of it and another one counts.
const LESSER: &str = r"\b(?:lesser|least|lower|lowest|smaller|smallest|shorter|earlier|sooner) (?:amount )?of\b|\bif (?:it is |that is )?(?:less|lesser|lower|smaller|shorter)\b";

/// Says, behind a value, that the greater of it and another one counts.
const WHICHEVER_GREATER: &str = r"^[^;]{0,240}?\b(?:which(?:ever)?(?: \w+){0,3}? is|if)(?: the)? (?:greater|greatest|higher|highest|larger|more|longer|later)\b";

/// Says, behind a value, that the lesser of it and another one counts.
const WHICHEVER_LESSER: &str = r"^[^;]{0,240}?\b(?:which(?:ever)?(?: \w+){0,3}? is|if)(?: the)? (?:lesser|less|lowest|lower|smaller|shorter|earlier|sooner)\b";

/// Caps a liability at what follows, whatever was said before of other amounts.
const CAPPED: &str = r"\bexceed\w*\b|\bin excess of\b|\bcapped at\b|\b(?:be|is|are|liability) limited to\b|\b(?:more|greater) than\b";

/// Caps a liability at an amount that is named anywhere behind.
const CAP: &str = r"\blimited to\b|\bmaximum\b|\bup to\b";

/// The item of a list within a sentence that the value opens: `or (b) $50`.
const ITEM: &str = r"\(?\b(?:[a-h]|i{1,3}|iv|v|[1-6])\)(?: the (?:sum|amount) of)?$";

/// Says, right before a value, that it is the most.
const AT_MOST: &str = r"(?:\bup to|\bat most|\b(?:no|not|never) (?:be )?(?:more|later|longer|greater) than|\bmaximum (?:period )?of|(?:\bnot|n't|\bnever|\bno event) (?:\w+ ){0,2}exceed(?:ing)?)(?: an?| the)?(?: (?:total|additional|period|term)(?: of)?)?$";

/// Says, right before a value, that it is the least.
const AT_LEAST: &str = r"(?:\bat least|\b(?:no|not) (?:less|fewer|earlier|sooner) than|\bminimum (?:\w+ )?(?:of|is))(?: an?| the)?(?: (?:total|period|age)(?: of)?)?$";

/// Says, right before a value, that it is just that.
const EXACTLY: &str = r"\b(?:exactly|precisely)$";

/// Says, right behind a value, that it is the least.
const OR_MORE: &str = r"^ ?(?:\(\d+\) ?)?(?:years?,? ?)?(?:old |of age )?(?:or|and) (?:more|older|over|above|longer)\b";

/// Says, right behind a value, that it is the most.
const OR_LESS: &str = r"^,? (?:or (?:less|fewer|shorter)|at (?:the )?most)\b";

/// How far before a value, in bytes, the words that put it beside another one may stand.
///
/// Of a cap they open a list, so there they may stand anywhere in its sentence.
const NEAR: usize = 80;

/// Finds the operators of values.
#[derive(Debug)]
pub(super) struct OperatorFinder {
    greater: Regex,
    lesser: Regex,
    whichever: [(Regex, Operator); 2],
    capped: Regex,
    cap: Regex,
    item: Regex,
    before: [(Regex, Operator); 3],
    behind: [(Regex, Operator); 2],
}

impl OperatorFinder {
    /// Compiles the patterns.
    pub(super) fn new() -> Self {
        Self {
            greater: compile(GREATER),
            lesser: compile(LESSER),
            whichever: [
                (compile(WHICHEVER_GREATER), Operator::GreaterOf),
                (compile(WHICHEVER_LESSER), Operator::LesserOf),
            ],
            capped: compile(CAPPED),
            cap: compile(CAP),
            item: compile(ITEM),
            before: [
                (compile(AT_MOST), Operator::AtMost),
                (compile(AT_LEAST), Operator::AtLeast),
                (compile(EXACTLY), Operator::Exactly),
            ],
            behind: [(compile(OR_MORE), Operator::AtLeast), (compile(OR_LESS), Operator::AtMost)],
        }
    }

    /// How the value of a term is meant, by the folded words before it and behind it; none where
    /// they do not say so.
    pub(super) fn find(
        &self,
        name: &str,
        kind: Kind,
        before: &str,
        behind: &str,
    ) -> Option<Operator> {
        // An amount may be matched with the space in front of it.
        let (before, behind) = (before.trim_end().as_bytes(), behind.as_bytes());
        if name.starts_with("liability-cap") {
            return self.of_cap(before, behind);
        }
        if matches!(kind, Kind::Is(_)) {
            return None;
        }
        let near = &before[before.len().saturating_sub(NEAR)..];
        self.choice(near)
            .map(|(_, operator)| operator)
            .or_else(|| first(&self.whichever, behind))
            .or_else(|| first(&self.before, before))
            .or_else(|| first(&self.behind, behind))
    }

    fn of_cap(&self, before: &[u8], behind: &[u8]) -> Option<Operator> {
        let capped = self.capped.find_iter(before).last().map(|found| found.start());
        if let Some((at, operator)) = self.choice(before) {
            // A cap of its own between the list's lead and the value ends the list.
            if self.item.is_match(before) || capped.is_none_or(|capped| capped < at) {
                return Some(operator);
            }
        }
        let is_cap = capped.is_some() || self.cap.is_match(before);
        first(&self.whichever, behind).or(is_cap.then_some(Operator::AtMost))
    }

    /// The last words that put the value beside another one, where they stand and what they say.
    fn choice(&self, before: &[u8]) -> Option<(usize, Operator)> {
        let last = |pattern: &Regex| pattern.find_iter(before).last().map(|found| found.start());
        let greater = last(&self.greater).map(|at| (at, Operator::GreaterOf));
        let lesser = last(&self.lesser).map(|at| (at, Operator::LesserOf));
        greater.into_iter().chain(lesser).max_by_key(|(at, _)| *at)
    }
}

/// What the first of `patterns` that matches says.
fn first(patterns: &[(Regex, Operator)], text: &[u8]) -> Option<Operator> {
    patterns.iter().find(|(pattern, _)| pattern.is_match(text)).map(|(_, operator)| *operator)
}
