//! `clausedex search --format csv|jsonl`: everything that a search finds, as the API exports it.

use std::io::Write;
use std::sync::Arc;

use crate::cli::exit::Exit;
use crate::cli::output::{Output, counted, say, thousands};
use crate::search::{Embedded, Engine, LISTING_MAX, Plan, Request};
use crate::web::export::Export;
use crate::web::wire::ExportFormat;

/// Exports at most `limit` clauses, as many as there may be by default.
pub(super) fn run(
    engine: Embedded,
    request: &Request,
    limit: Option<usize>,
    format: ExportFormat,
) -> anyhow::Result<Exit> {
    let plan = Plan::new(request, engine.taxonomy(), engine.build())?;
    for note in &plan.query.notes {
        say(&format!("note: {}", note.message));
    }
    let listing = engine.list(&plan, limit.unwrap_or(LISTING_MAX))?;
    let (written, total) = (listing.matches.len() as u64, listing.total);
    let next_cursor = listing.next_cursor.clone();
    let mut output = Output::new();
    for piece in Export::new(Arc::new(engine), format, listing) {
        output.write_all(&piece?)?;
    }
    output.flush()?;
    if let Some(cursor) = next_cursor {
        let noun = if request.by_platform { "platform" } else { "clause" };
        let total = counted(total, noun);
        say(&format!("{} of {total} written; more with --cursor {cursor}", thousands(written)));
    }
    Ok(Exit::Done)
}
