//! Citations, and their verification against the archive.
