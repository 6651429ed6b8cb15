//! The closed lists of words in answers and parameters, as the description tells them.

use utoipa::openapi::schema::{ObjectBuilder, Schema, Type};
use utoipa::openapi::{RefOr, schema::SchemaType};
use utoipa::{PartialSchema, ToSchema};

use crate::archive::Kind;
use crate::cite::{CitationFormat, Level, Outcome};
use crate::clause::{JurisdictionRole, Operator};
use crate::document::{Format, Unreadable, VersionKind};
use crate::history::ChangeKind;
use crate::search::{Facet, SuggestionKind};
use crate::taxonomy::Severity;
use crate::web::problem::Code;
use crate::web::wire::ExportFormat;

/// Names types that exist in the description alone; their words are those of the program's own.
macro_rules! words {
    ($($(#[doc = $doc:literal])+ $name:ident: $words:expr;)*) => {$(
        $(#[doc = $doc])+
        #[derive(Debug)]
        pub(in crate::web) enum $name {}

        impl PartialSchema for $name {
            fn schema() -> RefOr<Schema> {
                let words = $words;
                let words = words.iter().map(|word| serde_json::to_value(word).ok());
                ObjectBuilder::new()
                    .schema_type(SchemaType::from(Type::String))
                    .description(Some(concat!($($doc),+).trim()))
                    .enum_values(Some(words.flatten()))
                    .into()
            }
        }

        impl ToSchema for $name {}
    )*};
}

words! {
    /// How far a clause cuts into its reader's rights; `protective` gives or secures one.
    SeverityName: Severity::ALL.map(Severity::slug);
    /// What a clause says of a jurisdiction.
    RoleName: [
        JurisdictionRole::AppliesTo,
        JurisdictionRole::GoverningLaw,
        JurisdictionRole::Venue,
        JurisdictionRole::Mentioned,
    ];
    /// How a stated value is meant, where the words say so.
    OperatorName: Operator::ALL;
    /// Why a version cannot be read.
    UnreadableReason:
        [Unreadable::Stub, Unreadable::NeedsScript, Unreadable::Wall, Unreadable::Collapse];
    /// Why the archive recorded a version; `technical` when it extracted an old snapshot anew.
    RecordKind: [VersionKind::First, VersionKind::Change, VersionKind::Technical];
    /// How archived bytes are written.
    FormatName: [Format::Markdown, Format::Html, Format::Text];
    /// How a wording came; `stood` when its words stood before in other clauses, `technical` when the
    /// archive extracted an old snapshot anew.
    IntroducedKind: [
        ChangeKind::Added,
        ChangeKind::Reworded,
        ChangeKind::Stood,
        ChangeKind::Technical,
    ];
    /// What kind of archive it is.
    ArchiveKind: [Kind::Git, Kind::Dataset, Kind::Loose].map(Kind::name);
    /// A level on which a clause is checked.
    LevelName: [Level::Bytes, Level::Quote, Level::Commit, Level::Time, Level::Origin]
        .map(Level::name);
    /// How a check went.
    OutcomeName: [Outcome::Passed, Outcome::Failed, Outcome::NotAvailable].map(Outcome::name);
    /// What is suggested.
    SuggestedKind: [
        SuggestionKind::Type,
        SuggestionKind::Platform,
        SuggestionKind::Document,
        SuggestionKind::Heading,
    ]
    .map(SuggestionKind::name);
    /// A facet, by the name of its parameter.
    FacetParameter: Facet::ALL.map(Facet::name);
    /// What is wrong with a request, in a word that does not change.
    ProblemCode: Code::ALL;
    /// How an export is written.
    ExportFormatName: [ExportFormat::Csv, ExportFormat::JsonLines].map(ExportFormat::name);
    /// How a citation is written.
    CitationFormatName: CitationFormat::ALL.map(CitationFormat::name);
}
