//! The query language: text to a checked syntax tree, and its matcher over one clause.
