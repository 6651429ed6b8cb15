//! The platform, its documents and their versions: what an archive holds.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// The SHA-256 of some exact bytes; written `sha256:` and 64 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ContentHash([u8; 32]);

impl ContentHash {
    /// Hashes `bytes`.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// The hash whose 32 bytes are known.
    #[must_use]
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The 32 bytes of the hash.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The 64 lowercase hexadecimal digits, without the `sha256:` in front.
    #[must_use]
    pub fn hex(&self) -> String {
        self.0.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

impl fmt::Display for ContentHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "sha256:{}", self.hex())
    }
}

impl fmt::Debug for ContentHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A hash that is not 64 hexadecimal digits, with or without `sha256:` in front.
#[derive(Debug, thiserror::Error)]
#[error("`{0}` is not a SHA-256: 64 hexadecimal digits are needed")]
pub struct ContentHashError(String);

impl FromStr for ContentHash {
    type Err = ContentHashError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let error = || ContentHashError(text.to_owned());
        let digits = text.strip_prefix("sha256:").unwrap_or(text);
        if digits.len() != 64 || !digits.is_ascii() {
            return Err(error());
        }
        let mut bytes = [0; 32];
        for (byte, pair) in bytes.iter_mut().zip(digits.as_bytes().chunks(2)) {
            let pair = std::str::from_utf8(pair).map_err(|_| error())?;
            *byte = u8::from_str_radix(pair, 16).map_err(|_| error())?;
        }
        Ok(Self(bytes))
    }
}

impl Serialize for ContentHash {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for ContentHash {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// Turns a name into its slug: lowercase ASCII letters and digits, everything else one `-`.
///
/// Letters outside ASCII are kept, lowercased: a platform called `小红书` has a slug too.
/// Names that differ only by case or punctuation share a slug.
///
/// ```
/// assert_eq!(clausedex::document::slug("Tp-Link  (EU)"), "tp-link-eu");
/// ```
#[must_use]
pub fn slug(name: &str) -> String {
    let mut slug = String::with_capacity(name.len());
    for character in name.chars().flat_map(char::to_lowercase) {
        if character.is_alphanumeric() {
            slug.push(character);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

/// One legal text of a platform.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Document {
    /// The platform's name as the archive spells it, such as `Lumenreel`.
    pub platform: String,
    /// The document type, an OTA terms type such as `Terms of Service`.
    pub document_type: String,
}

impl Document {
    /// The platform's slug, which names it in addresses.
    #[must_use]
    pub fn platform_slug(&self) -> String {
        slug(&self.platform)
    }

    /// The document type's slug; unique within the platform.
    #[must_use]
    pub fn document_slug(&self) -> String {
        slug(&self.document_type)
    }
}

/// How the archived bytes are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// Markdown, as Open Terms Archive extracts it.
    Markdown,
    /// HTML, converted to Markdown before it is cut into clauses.
    Html,
    /// Plain text.
    Text,
}

/// Why the archive recorded a version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum VersionKind {
    /// The document's first record, or the first after tracking was restarted.
    First,
    /// The platform's page had changed.
    Change,
    /// An old snapshot was extracted anew; not a change by the platform.
    Technical,
}

/// Why a version cannot be read as the document it claims to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unreadable {
    /// Too little text to be a legal document.
    Stub,
    /// A page that asks for JavaScript or cookies.
    NeedsScript,
    /// A bot wall, a login page or an error page.
    Wall,
    /// The text shrank to a fraction of what it was before.
    Collapse,
}

/// Where git keeps a version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GitPlace {
    /// The commit that recorded it, in hexadecimal.
    pub commit: String,
    /// The blob with its bytes, in hexadecimal.
    pub blob: String,
}

/// A document's text as archived at one moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    /// When the snapshot behind it was fetched, in UTC.
    pub captured: Timestamp,
    /// Why it was recorded.
    pub kind: VersionKind,
    /// The hash of the exact archived bytes.
    pub hash: ContentHash,
    /// The hash of the text that spans refer to; differs from `hash` only for HTML, which is
    /// converted to Markdown first.
    pub text_hash: ContentHash,
    /// How the archived bytes are written.
    pub format: Format,
    /// The number of archived bytes.
    pub bytes: u64,
    /// Where the archive keeps it, relative to the archive's root, with `/` between folders.
    pub path: String,
    /// The commit and blob, when the archive is a git repository.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub git: Option<GitPlace>,
    /// Why it cannot be read, when it cannot.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub unreadable: Option<Unreadable>,
    /// Whether its date cannot be true: before 1990, or years after all else that the archive
    /// holds. Such a version is kept and can be read, but says nothing about what stood when.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub is_suspect: bool,
}

impl Version {
    /// Whether clauses are followed through it: it can be read and its date can be true.
    #[must_use]
    pub fn is_followed(&self) -> bool {
        self.unreadable.is_none() && !self.is_suspect
    }
}
