//! The codes of problems: stable names that programs can rely on.

use axum::http::StatusCode;
use serde::{Serialize, Serializer};

macro_rules! codes {
    ($($variant:ident $name:literal $status:ident $title:literal;)*) => {
        /// What is wrong with a request, in a word that does not change.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(in crate::web) enum Code {
            $(#[doc = $title] $variant,)*
        }

        impl Code {
            /// All of them, in the order in which the documentation explains them.
            pub(in crate::web) const ALL: &[Self] = &[$(Self::$variant),*];

            /// The word.
            pub(in crate::web) fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// The HTTP status of answers with it.
            pub(in crate::web) fn status(self) -> StatusCode {
                match self { $(Self::$variant => StatusCode::$status,)* }
            }

            /// What it means, in general.
            pub(in crate::web) fn title(self) -> &'static str {
                match self { $(Self::$variant => $title,)* }
            }
        }
    };
}

codes! {
    UnknownParameter "unknown-parameter" BAD_REQUEST "There is no such parameter";
    RepeatedParameter "repeated-parameter" BAD_REQUEST "The parameter may be given only once";
    MissingParameter "missing-parameter" BAD_REQUEST "A parameter is missing";
    InvalidParameter "invalid-parameter" BAD_REQUEST "The parameter's value cannot be used";
    UnknownValue "unknown-value" BAD_REQUEST "The filter names something that does not exist";
    InvalidHost "invalid-host" BAD_REQUEST "The Host header names no host";
    InvalidEncoding "invalid-encoding" BAD_REQUEST "The address or body is not valid UTF-8";
    InvalidQuery "invalid-query" BAD_REQUEST "The query cannot be understood";
    LimitExceeded "limit-exceeded" BAD_REQUEST "The request asks for more than is allowed";
    TooBroad "too-broad" BAD_REQUEST "A pattern stands for too many words";
    TooCostly "too-costly" BAD_REQUEST "Matching the query takes too many steps";
    StaleCursor "stale-cursor" BAD_REQUEST "The cursor belongs to another query or index build";
    Untyped "untyped-clause" BAD_REQUEST "The clause has no type to compare by";
    NoSwhid "no-swhid" BAD_REQUEST "The archive gives its versions no SWHID";
    UnreadableDocument "unreadable-document" UNPROCESSABLE_ENTITY "The document cannot be read";
    UnknownRoute "unknown-route" NOT_FOUND "There is nothing at this address";
    UnknownRecord "unknown-record" NOT_FOUND "There is no such clause";
    UnknownType "unknown-type" NOT_FOUND "There is no such clause type";
    UnknownPlatform "unknown-platform" NOT_FOUND "There is no such platform";
    UnknownDocument "unknown-document" NOT_FOUND "There is no such document";
    UnknownVersion "unknown-version" NOT_FOUND "There is no such version";
    MethodNotAllowed "method-not-allowed" METHOD_NOT_ALLOWED "The address takes other methods";
    BodyTooLarge "body-too-large" PAYLOAD_TOO_LARGE "The body is too large";
    UriTooLong "uri-too-long" URI_TOO_LONG "The address is too long";
    UnsupportedMediaType "unsupported-media-type" UNSUPPORTED_MEDIA_TYPE "The body is of another type";
    HeadersTooLarge "headers-too-large" REQUEST_HEADER_FIELDS_TOO_LARGE "The headers are too large";
    Internal "internal" INTERNAL_SERVER_ERROR "The server failed";
    NotReady "not-ready" SERVICE_UNAVAILABLE "There is no index to search yet";
    UnreadArchive "unread-archive" SERVICE_UNAVAILABLE "The archive does not give the version's bytes";
    Overloaded "overloaded" SERVICE_UNAVAILABLE "Too many searches are waiting";
    TimedOut "timed-out" SERVICE_UNAVAILABLE "The answer took too long";
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}
