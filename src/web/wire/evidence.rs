//! What was found when a clause was checked against the archive.

use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use super::words::{LevelName, OutcomeName};
use crate::cite::{Check, Verification};
use crate::clause::{RecordId, Span};
use crate::document::ContentHash;

/// A clause's source, and what was found when it was checked.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct EvidenceAnswer {
    /// The record ID.
    #[schema(value_type = String)]
    id: RecordId,
    /// Which wording of the clause it is, from 1.
    wording: u32,
    /// The bytes of the clause, cut from the archive; null when they could not be checked.
    quote: Option<String>,
    /// The levels, each apart; what is not listed as passed was not verified.
    checks: Vec<LevelCheck>,
    /// When the version was captured.
    #[schema(value_type = String, format = DateTime)]
    captured: Timestamp,
    /// The hash of the version's archived bytes.
    #[schema(value_type = String)]
    sha256: ContentHash,
    /// The clause's bytes in the version's text.
    #[schema(value_type = [u32; 2])]
    span: Span,
    /// Where the archive keeps the version.
    path: String,
    /// The qualified SWHID of the clause, when the archive is a git repository.
    swhid: Option<String>,
    /// Shell commands that check it without this service, run in the archive's folder.
    commands: Vec<String>,
    /// The index build that answered.
    #[schema(value_type = String)]
    build: ContentHash,
}

/// What was found on one level.
#[derive(Debug, Serialize, ToSchema)]
struct LevelCheck {
    /// `L1` to `L5`.
    #[schema(value_type = LevelName)]
    level: &'static str,
    /// What is checked on this level.
    title: &'static str,
    /// `passed`, `failed` or `not available`.
    #[schema(value_type = OutcomeName)]
    outcome: &'static str,
    /// What was found.
    finding: String,
}

impl EvidenceAnswer {
    pub(crate) fn new(verification: &Verification, build: ContentHash) -> Self {
        let citation = &verification.citation;
        Self {
            id: citation.record,
            wording: citation.number,
            quote: verification.quote.clone(),
            checks: verification.checks.iter().map(LevelCheck::new).collect(),
            captured: citation.captured,
            sha256: citation.hash,
            span: citation.span,
            path: citation.path.clone(),
            swhid: citation.swhid(),
            commands: citation.commands(),
            build,
        }
    }
}

impl LevelCheck {
    fn new(check: &Check) -> Self {
        Self {
            level: check.level.name(),
            title: check.level.title(),
            outcome: check.outcome.name(),
            finding: check.finding.clone(),
        }
    }
}
