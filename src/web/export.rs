//! Writes out what a search finds, piece by piece, for the API and the command line.

use std::sync::Arc;
use std::vec;

use super::wire::{ExportFormat, ExportedClause};
use crate::cite::CiteError;
use crate::index::IndexError;
use crate::search::{Embedded, Listing, Match};

/// The least length of a piece but the last, in bytes.
const PIECE_BYTES: usize = 64 << 10;

/// An export that cannot go on.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ExportError {
    /// The index failed.
    #[error("a clause cannot be read")]
    Index(#[from] IndexError),
    /// The index names a version that its catalogue does not list.
    #[error("a clause cannot be cited")]
    Cite(#[from] CiteError),
}

/// An export under way; each piece consists of whole lines.
///
/// Only the places of the clauses are held; what they say is fetched when its piece is asked for.
#[derive(Debug)]
pub(crate) struct Export {
    engine: Arc<Embedded>,
    format: ExportFormat,
    matches: vec::IntoIter<Match>,
    has_begun: bool,
}

impl Export {
    /// Exports `listing`, which `engine` made.
    pub(crate) fn new(engine: Arc<Embedded>, format: ExportFormat, listing: Listing) -> Self {
        Self { engine, format, matches: listing.matches.into_iter(), has_begun: false }
    }

    fn write_clause(&self, found: Match, piece: &mut Vec<u8>) -> Result<(), ExportError> {
        let build = self.engine.build();
        let entry = build.entry(found.address)?;
        let document = build.document(found.address);
        let archives = &build.manifest.archives;
        let taxonomy = self.engine.taxonomy();
        let clause = ExportedClause::new(&entry, document, found.of_platform, archives, taxonomy)?;
        self.format.write_line(&clause, piece);
        Ok(())
    }
}

impl Iterator for Export {
    type Item = Result<Vec<u8>, ExportError>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut piece = Vec::new();
        if !self.has_begun {
            self.has_begun = true;
            self.format.write_head(&mut piece);
        }
        while piece.len() < PIECE_BYTES {
            let Some(found) = self.matches.next() else { break };
            if let Err(error) = self.write_clause(found, &mut piece) {
                return Some(Err(error));
            }
        }
        (!piece.is_empty()).then_some(Ok(piece))
    }
}
