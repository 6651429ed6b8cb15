//! The whole way from archives to a published index.
