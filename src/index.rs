//! The tantivy index: its schema, writing a build, publishing and opening it.
