//! HTTP: the JSON API, the feeds and the pages.
//!
//! [`Service`] holds the build that is served; [`router`] answers requests from it, and can be
//! called without a socket; [`serve`] puts the router behind an accept loop with bounds.

mod api;
mod base;
mod caching;
mod connection;
pub(crate) mod export;
pub(crate) mod feeds;
mod guard;
mod health;
mod limits;
mod metrics;
mod pages;
mod params;
mod pool;
mod problem;
mod reading;
mod routes;
mod seats;
mod server;
mod service;
mod stream;
pub(crate) mod wire;

pub use base::{BaseUrl, BaseUrlError};
pub use routes::router;
pub use server::serve;
pub use service::Service;
