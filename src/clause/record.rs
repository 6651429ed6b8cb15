//! The permanent names of clauses.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// The permanent name of a clause: `CX-` and 10 characters of Crockford base32.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RecordId(u64);

/// Crockford's digits: no I, L, O or U.
const CROCKFORD: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

impl RecordId {
    /// Names the clause that was first worded `wording` in that document.
    ///
    /// `ordinal` counts, from 0, the clauses of the document that were first worded alike.
    #[must_use]
    pub fn new(platform_slug: &str, document_slug: &str, wording: &str, ordinal: u32) -> Self {
        let mut hash = Sha256::new();
        for part in [platform_slug.as_bytes(), document_slug.as_bytes(), wording.as_bytes()] {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part);
        }
        hash.update(ordinal.to_be_bytes());
        let digest: [u8; 32] = hash.finalize().into();
        let head = digest[..8].try_into().expect("a SHA-256 has 32 bytes");
        // 10 characters of 5 bits each.
        Self(u64::from_be_bytes(head) >> 14)
    }

    /// The 50 bits behind the characters, which sort as the characters do.
    #[must_use]
    pub fn bits(self) -> u64 {
        self.0
    }

    /// The record of those 50 bits.
    #[must_use]
    pub fn from_bits(bits: u64) -> Self {
        Self(bits & ((1 << 50) - 1))
    }
}

impl fmt::Display for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CX-")?;
        for place in (0..10).rev() {
            let digit = CROCKFORD[(self.0 >> (place * 5)) as usize & 31];
            write!(f, "{}", digit as char)?;
        }
        Ok(())
    }
}

impl fmt::Debug for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A text that is no record ID.
#[derive(Debug, thiserror::Error)]
#[error(
    "`{0}` is not a record ID: `CX-` and 10 letters or digits are needed, such as CX-7Q4M2K9D1A"
)]
pub struct RecordIdError(String);

impl FromStr for RecordId {
    type Err = RecordIdError;

    /// Reads it in any case; `I` and `L` are taken as 1 and `O` as 0, as Crockford's base32 asks.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let error = || RecordIdError(text.chars().take(40).collect());
        let upper = text.trim().to_ascii_uppercase();
        let digits = upper.strip_prefix("CX-").unwrap_or(&upper);
        if digits.len() != 10 {
            return Err(error());
        }
        let mut bits = 0;
        for letter in digits.bytes() {
            let letter = match letter {
                b'I' | b'L' => b'1',
                b'O' => b'0',
                other => other,
            };
            let value = CROCKFORD.iter().position(|digit| *digit == letter).ok_or_else(error)?;
            bits = bits << 5 | value as u64;
        }
        Ok(Self(bits))
    }
}

impl Serialize for RecordId {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for RecordId {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}
