//! What keeps one request from hurting the others: every bound, its name and its reason.

use std::time::Duration;

use serde::Serialize;
use utoipa::ToSchema;

use crate::query::{CONDITIONS_MAX, DISTANCE_MAX, NESTING_MAX, PHRASE_MAX, QUERY_MAX};
use crate::search::{LIMIT_MAX, LISTING_MAX, PASSES_MAX, STEPS_MAX};

/// The most hits on a page when the request does not say.
pub(super) const LIMIT_DEFAULT: usize = 20;

/// The most clauses of other platforms that are shown as similar when the request does not say.
pub(super) const SIMILAR_DEFAULT: usize = 5;

/// The most suggestions for a search box when the request does not say.
pub(super) const SUGGESTIONS_DEFAULT: usize = 8;

/// The longest request target, path and query together, in bytes.
pub(super) const URI_BYTES: usize = 4 << 10;

/// The most bytes that all header names and values of a request may have together.
pub(super) const HEADER_BYTES: usize = 16 << 10;

/// The most headers of a request.
pub(super) const HEADERS: usize = 64;

/// The longest document that can be sent for analysis, in bytes.
pub(super) const DOCUMENT_BYTES: usize = 1 << 20;

/// The most connections that are open at the same time; a further one takes the place of the one
/// that has waited longest for its client.
pub(super) const CONNECTIONS: usize = 256;

/// How long a connection may have waited for its client when others want its place.
pub(super) const CROWDED_TIME: Duration = Duration::from_millis(500);

/// How long a connection may be open without a request.
pub(super) const IDLE_TIME: Duration = Duration::from_secs(60);

/// How long a client may take nothing of an answer before its connection is closed.
pub(super) const WRITE_TIME: Duration = Duration::from_secs(10);

/// How long a client may take to send the head of a request.
pub(super) const HEADER_TIME: Duration = Duration::from_secs(5);

/// How long a search may take, the wait for its turn included.
pub(super) const SEARCH_TIME: Duration = Duration::from_secs(10);

/// How long a request may take, reading its body included.
pub(super) const REQUEST_TIME: Duration = Duration::from_secs(15);

/// How long open requests may go on when the server is told to stop.
pub(super) const DRAIN_TIME: Duration = Duration::from_secs(10);

/// The most searches that wait for their turn; further ones are turned away.
pub(super) const SEARCHES_WAITING: usize = 64;

/// The most exports under way at the same time; further ones are turned away.
pub(super) const EXPORTS: usize = 8;

/// The most analyses that are made or sent at the same time; further ones are turned away. An
/// answer may hold 24 MB until its client has taken it.
pub(super) const ANALYSES: usize = 8;

/// The most changes that a feed holds.
pub(super) const FEED_ENTRIES: usize = 50;

/// A bound on what one request may ask.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub(super) struct Limit {
    /// Its name, as errors give it in `limit`.
    pub(super) name: &'static str,
    /// The most that is allowed.
    pub(super) maximum: u64,
    /// What is counted, such as `bytes`.
    pub(super) unit: &'static str,
    /// What it bounds.
    pub(super) meaning: &'static str,
}

/// Every bound, in the order in which `/api/v1/limits` lists them.
pub(super) const ALL: &[Limit] = &[
    Limit { name: "query-bytes", maximum: QUERY_MAX as u64, unit: "bytes", meaning: "a query" },
    Limit {
        name: "query-conditions",
        maximum: CONDITIONS_MAX as u64,
        unit: "conditions",
        meaning: "words, phrases and fields of a query; the rest is passed over",
    },
    Limit {
        name: "query-nesting",
        maximum: NESTING_MAX as u64,
        unit: "brackets",
        meaning: "brackets around a part of a query; deeper ones are passed over",
    },
    Limit {
        name: "phrase-words",
        maximum: PHRASE_MAX as u64,
        unit: "words",
        meaning: "words of a phrase in a query; the rest is passed over",
    },
    Limit {
        name: "connector-words",
        maximum: DISTANCE_MAX as u64,
        unit: "words",
        meaning: "the distance over which `/n` and `+n` reach",
    },
    Limit {
        name: "page-clauses",
        maximum: LIMIT_MAX as u64,
        unit: "clauses",
        meaning: "clauses on one page of an answer; further ones are reached by the cursor",
    },
    Limit {
        name: "offer-passes",
        maximum: PASSES_MAX as u64,
        unit: "passes",
        meaning: "counting passes for what else a query that finds nothing could ask for",
    },
    Limit {
        name: "search-steps",
        maximum: STEPS_MAX,
        unit: "steps",
        meaning: "steps of matching a query, each about the reading of one word's position; \
                  a query that takes more is refused as `too-costly`",
    },
    Limit {
        name: "uri-bytes",
        maximum: URI_BYTES as u64,
        unit: "bytes",
        meaning: "path and query of a request's address together",
    },
    Limit {
        name: "header-bytes",
        maximum: HEADER_BYTES as u64,
        unit: "bytes",
        meaning: "names and values of a request's headers together",
    },
    Limit {
        name: "headers",
        maximum: HEADERS as u64,
        unit: "headers",
        meaning: "headers of a request",
    },
    Limit {
        name: "document-bytes",
        maximum: DOCUMENT_BYTES as u64,
        unit: "bytes",
        meaning: "a document sent for analysis",
    },
    Limit {
        name: "connections",
        maximum: CONNECTIONS as u64,
        unit: "connections",
        meaning: "connections open at the same time; a further one takes the place of the one \
                  that has waited longest for its client",
    },
    Limit {
        name: "idle-time",
        maximum: IDLE_TIME.as_secs(),
        unit: "seconds",
        meaning: "the time for which a connection may be open without a request, but not when all \
                  are taken",
    },
    Limit {
        name: "write-time",
        maximum: WRITE_TIME.as_secs(),
        unit: "seconds",
        meaning: "the time for which a client may take nothing of an answer; then its connection \
                  is closed",
    },
    Limit {
        name: "header-time",
        maximum: HEADER_TIME.as_secs(),
        unit: "seconds",
        meaning: "the time in which a client must send the head of a request",
    },
    Limit {
        name: "search-time",
        maximum: SEARCH_TIME.as_secs(),
        unit: "seconds",
        meaning: "the time in which a search is answered or given up",
    },
    Limit {
        name: "request-time",
        maximum: REQUEST_TIME.as_secs(),
        unit: "seconds",
        meaning: "the time in which a request is answered or given up",
    },
    Limit {
        name: "searches-waiting",
        maximum: SEARCHES_WAITING as u64,
        unit: "searches",
        meaning: "searches that wait for their turn; further ones are answered 503",
    },
    Limit {
        name: "export-clauses",
        maximum: LISTING_MAX as u64,
        unit: "clauses",
        meaning: "clauses of one export; further ones are reached by the cursor in its `Link`",
    },
    Limit {
        name: "exports",
        maximum: EXPORTS as u64,
        unit: "exports",
        meaning: "exports under way at the same time; further ones are answered 503",
    },
    Limit {
        name: "analyses",
        maximum: ANALYSES as u64,
        unit: "analyses",
        meaning: "analyses made or sent at the same time; further ones are answered 503",
    },
    Limit {
        name: "feed-entries",
        maximum: FEED_ENTRIES as u64,
        unit: "changes",
        meaning: "changes in one feed, the newest",
    },
];
