//! Every test that needs more than one module, one file per concern.
#![expect(clippy::unwrap_used, clippy::print_stderr, reason = "a test may fail and say so")]

mod segment;
