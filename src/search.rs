//! Answers queries: hits, facets, groups, comparison, similar clauses.
