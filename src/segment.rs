//! Cuts a version's text into clauses; pure, cannot fail, loses nothing.
