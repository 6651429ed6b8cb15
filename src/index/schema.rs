//! The fields of an indexed clause state.

use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, NumericOptions, STORED, Schema, TextFieldIndexing,
    TextOptions,
};
use tantivy::tokenizer::{PreTokenizedString, Token as IndexedToken};

use crate::analysis::Token;

/// The position of a heading's first word in the `stem` field, far beyond any word of a clause.
pub const HEADING_POSITION: u32 = 1 << 20;

/// How many more words apart two headings of one path stand in the heading's fields than they do as
/// written, so that no phrase or connector reaches from one into the other.
pub const HEADING_GAP: u32 = 255;

/// The term that stands, in the `exact` and `heading_exact` fields, at the first word of every
/// sentence but the first; each heading is one.
pub const SENTENCE_BREAK: &str = "\u{1f}s";

/// The term that stands, in the same fields, at the first word of every paragraph but the first; each
/// heading is one.
pub const PARAGRAPH_BREAK: &str = "\u{1f}p";

/// The fields; the words of a clause stand at the same positions in `stem` and `exact`.
#[derive(Debug, Clone, Copy)]
pub struct Fields {
    /// The stems of the text, and from [`HEADING_POSITION`] on those of the heading.
    pub stem: Field,
    /// The words of the text as written, with sentence and paragraph breaks.
    pub exact: Field,
    /// The stems of the headings, [`HEADING_GAP`] apart.
    pub heading_stem: Field,
    /// The words of the headings as written, at the same positions, with the breaks between them.
    pub heading_exact: Field,
    /// The bits of the record ID.
    pub record: Field,
    /// Which wording of the record it is, from 1.
    pub number: Field,
    /// The document's place in the catalogue.
    pub document: Field,
    /// The clause types' places in the taxonomy, surest first.
    pub types: Field,
    /// The bits of how sure each of these is; aligned with `types`.
    pub confidences: Field,
    /// The places of doubtful types in the taxonomy, surest first.
    pub doubtful: Field,
    /// The bits of how sure each of these is; aligned with `doubtful`.
    pub doubts: Field,
    /// The severity's rank plus 1; 0 for none.
    pub severity: Field,
    /// The jurisdictions' places in the taxonomy, with all that contain them.
    pub jurisdictions: Field,
    /// The regulations' places in the taxonomy.
    pub regulations: Field,
    /// The stated values that speak of a type's matter; see [`Stated`](super::Stated).
    pub stated: Field,
    /// The seconds since 1970 at which the intervals begin.
    pub from: Field,
    /// The seconds since 1970 at which they end, [`i64::MAX`] for never; aligned with `from`.
    pub to: Field,
    /// The seconds since 1970 at which the platform added the clause.
    pub added: Field,
    /// The seconds since 1970 at which the platform gave the clause this wording.
    pub reworded: Field,
    /// The seconds since 1970 at which the platform removed the clause.
    pub removed: Field,
    /// The seconds since 1970 at which the clause came with many others at once.
    pub bulk_added: Field,
    /// The seconds since 1970 at which it went with many others at once.
    pub bulk_removed: Field,
    /// The whole entry, as JSON.
    pub entry: Field,
}

impl Fields {
    /// The schema with its fields.
    pub(super) fn schema() -> (Schema, Self) {
        let mut schema = Schema::builder();
        let words = |option, norms| {
            let indexing = TextFieldIndexing::default()
                .set_tokenizer("raw")
                .set_fieldnorms(norms)
                .set_index_option(option);
            TextOptions::default().set_indexing_options(indexing)
        };
        let positions = IndexRecordOption::WithFreqsAndPositions;
        let numbers = NumericOptions::default().set_fast();
        let fields = Self {
            stem: schema.add_text_field("stem", words(positions, true)),
            exact: schema.add_text_field("exact", words(positions, true)),
            heading_stem: schema.add_text_field("heading_stem", words(positions, true)),
            heading_exact: schema.add_text_field("heading_exact", words(positions, false)),
            record: schema.add_u64_field("record", INDEXED | FAST),
            number: schema.add_u64_field("number", FAST),
            document: schema.add_u64_field("document", FAST),
            types: schema.add_u64_field("types", numbers.clone()),
            confidences: schema.add_u64_field("confidences", numbers.clone()),
            doubtful: schema.add_u64_field("doubtful", numbers.clone()),
            doubts: schema.add_u64_field("doubts", numbers.clone()),
            severity: schema.add_u64_field("severity", FAST),
            jurisdictions: schema.add_u64_field("jurisdictions", numbers.clone()),
            regulations: schema.add_u64_field("regulations", numbers.clone()),
            stated: schema.add_u64_field("stated", numbers.clone()),
            from: schema.add_i64_field("from", numbers.clone()),
            to: schema.add_i64_field("to", numbers.clone()),
            added: schema.add_i64_field("added", numbers.clone()),
            reworded: schema.add_i64_field("reworded", numbers.clone()),
            removed: schema.add_i64_field("removed", numbers.clone()),
            bulk_added: schema.add_i64_field("bulk_added", numbers.clone()),
            bulk_removed: schema.add_i64_field("bulk_removed", numbers),
            entry: schema.add_bytes_field("entry", STORED),
        };
        (schema.build(), fields)
    }
}

/// Words as they were written, with the breaks: a clause's, or those of its headings.
pub(super) fn exact(tokens: &[Token]) -> PreTokenizedString {
    let mut indexed = Vec::with_capacity(tokens.len() + tokens.len() / 8);
    let (mut sentence, mut paragraph) = (0, 0);
    for token in tokens {
        if token.sentence != sentence {
            sentence = token.sentence;
            indexed.push(indexed_token(SENTENCE_BREAK, token.position));
        }
        if token.paragraph != paragraph {
            paragraph = token.paragraph;
            indexed.push(indexed_token(PARAGRAPH_BREAK, token.position));
        }
        indexed.push(indexed_token(token.text(), token.position));
    }
    pretokenized(indexed)
}

/// A clause's stems as the `stem` field holds them, the heading's behind the text's.
pub(super) fn stems(text: &[Token], heading: &[Token]) -> PreTokenizedString {
    let text = text.iter().map(|token| indexed_token(token.stem(), token.position));
    let heading =
        heading.iter().map(|token| indexed_token(token.stem(), HEADING_POSITION + token.position));
    pretokenized(text.chain(heading).collect())
}

/// The stems of the headings, as the `heading_stem` field holds them.
pub(super) fn heading_stems(headings: &[Token]) -> PreTokenizedString {
    let stems = headings.iter().map(|token| indexed_token(token.stem(), token.position));
    pretokenized(stems.collect())
}

/// The words of headings, moved apart by [`HEADING_GAP`].
pub(super) fn apart(headings: Vec<Token>) -> Vec<Token> {
    let moved =
        |token: Token| Token { position: token.position + token.paragraph * HEADING_GAP, ..token };
    headings.into_iter().map(moved).collect()
}

fn indexed_token(text: &str, position: u32) -> IndexedToken {
    IndexedToken { position: position as usize, text: text.to_owned(), ..IndexedToken::default() }
}

fn pretokenized(tokens: Vec<IndexedToken>) -> PreTokenizedString {
    PreTokenizedString { text: String::new(), tokens }
}
