//! The address under which others reach the server, for what leaves it and must find back.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::Uri;
use axum::http::header::HOST;
use axum::http::request::Parts;
use axum::http::uri::Authority;

use super::Service;
use super::problem::{Code, Problem};

/// The longest name that a host can have, and a port.
const HOST_BYTES: usize = 253 + ":65535".len();

/// Scheme and host, such as `https://terms.example`, without a slash at the end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseUrl(String);

/// A text that is no such address.
#[derive(Debug, thiserror::Error)]
#[error("`{0}` is not an address such as https://terms.example, without a path")]
pub struct BaseUrlError(String);

impl FromStr for BaseUrl {
    type Err = BaseUrlError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let error = || BaseUrlError(text.chars().take(80).collect());
        let address: Uri = text.parse().map_err(|_| error())?;
        let scheme = address.scheme_str().filter(|scheme| ["http", "https"].contains(scheme));
        let host = address.authority().filter(|host| is_plain(host));
        let is_bare = address.path() == "/" && address.query().is_none() && !text.contains('#');
        match (scheme, host) {
            (Some(scheme), Some(host)) if is_bare => Ok(Self(format!("{scheme}://{host}"))),
            _ => Err(error()),
        }
    }
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whether it is a host's name or address, perhaps with a port, and nothing else: what a client
/// says stands in answers, and must not bring more into them.
fn is_plain(authority: &Authority) -> bool {
    let is_of_name = |byte: u8| byte.is_ascii_alphanumeric() || b"-._:[]".contains(&byte);
    let text = authority.as_str();
    text.len() <= HOST_BYTES && !authority.host().is_empty() && text.bytes().all(is_of_name)
}

/// Extracts the address under which the client reached the server: the configured one, or else
/// the host that the request names, by HTTP without TLS.
#[derive(Debug)]
pub(super) struct Base(pub(super) BaseUrl);

impl FromRequestParts<Arc<Service>> for Base {
    type Rejection = Problem;

    async fn from_request_parts(
        parts: &mut Parts,
        service: &Arc<Service>,
    ) -> Result<Self, Problem> {
        if let Some(base) = &service.base {
            return Ok(Self(base.clone()));
        }
        let named = parts.headers.get(HOST).and_then(|host| host.to_str().ok()?.parse().ok());
        let authority = parts.uri.authority().cloned().or(named);
        match authority.filter(is_plain) {
            Some(authority) => Ok(Self(BaseUrl(format!("http://{authority}")))),
            None => Err(Problem::new(
                Code::InvalidHost,
                "The `Host` header must name a host, as this answer holds whole addresses.",
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_a_scheme_and_a_host() {
        for (text, expected) in [
            ("https://terms.example", "https://terms.example"),
            ("http://localhost:8080/", "http://localhost:8080"),
            ("http://[::1]:8080", "http://[::1]:8080"),
        ] {
            assert_eq!(text.parse::<BaseUrl>().unwrap().to_string(), expected);
        }
        for wrong in [
            "",
            "terms.example",
            "ftp://terms.example",
            "https://terms.example/path",
            "https://terms.example?q",
            "https://terms.example/#here",
            "https://someone@terms.example",
            "https://terms.example\"><script>",
        ] {
            assert!(wrong.parse::<BaseUrl>().is_err(), "{wrong}");
        }
    }
}
