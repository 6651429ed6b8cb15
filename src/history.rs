//! Follows clauses through a document's versions: states, intervals and lineages.
