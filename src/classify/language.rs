//! In which language a document is written.

use whatlang::Lang;

/// Less text than this, in bytes, does not tell its language.
const TEXT_MIN: usize = 80;

/// How much of a document, in bytes, is looked at.
const TEXT_MAX: usize = 60_000;

/// How much of a clause, in bytes, is looked at.
const CLAUSE_MAX: usize = 1_000;

/// How many words of a clause are counted, at least and at most.
const WORDS_MIN: usize = 16;
const WORDS_MAX: usize = 60;

/// One word in so many holds English together; where it does, the text is English.
const ENGLISH_SHARE: usize = 14;

/// How sure the detection must be, from 0 to 1.
const CONFIDENCE_MIN: f64 = 0.5;

/// The language of a whole document as a BCP 47 code, such as `en`; none when that is unsure.
///
/// Meant for documents: a single clause is too short to tell.
#[must_use]
pub fn language(text: &str) -> Option<&'static str> {
    let text = &text[..text.floor_char_boundary(TEXT_MAX)];
    if text.len() < TEXT_MIN {
        return None;
    }
    let found = whatlang::detect(text)?;
    if found.confidence() < CONFIDENCE_MIN {
        return None;
    }
    code(found.lang())
}

/// Whether a clause is labelled: labels are read out of English alone.
///
/// `language` is the document's; where that is not known, or where the clause stands in another
/// language than the rest of its document, the clause itself must not be in another one.
#[must_use]
pub fn is_labelled(text: &str, language: Option<&str>) -> bool {
    language.is_none_or(is_language_labelled) && !is_foreign(text)
}

/// Whether labels are read out of that language, a BCP 47 code.
#[must_use]
pub fn is_language_labelled(language: &str) -> bool {
    language == "en"
}

/// Whether a clause is surely in another language than English.
fn is_foreign(text: &str) -> bool {
    /// Words that hold English sentences together and that few languages share.
    const ENGLISH: &[&str] = &[
        "the", "and", "to", "or", "you", "your", "our", "with", "that", "this", "any", "are", "by",
        "not", "from", "will", "may",
    ];
    if text.len() < TEXT_MIN {
        return false;
    }
    let (mut words, mut english, mut plain) = (0, 0, 0);
    for word in text.split(|letter: char| !letter.is_alphabetic()).filter(|word| !word.is_empty()) {
        words += 1;
        plain += usize::from(!word.starts_with(char::is_uppercase));
        english += usize::from(ENGLISH.iter().any(|known| known.eq_ignore_ascii_case(word)));
        if words == WORDS_MAX || words >= WORDS_MIN && english * ENGLISH_SHARE >= words {
            break;
        }
    }
    // Names and addresses, which are mostly capitalised, have no language of their own.
    if english * ENGLISH_SHARE >= words || plain * 2 < words {
        return false;
    }
    let text = &text[..text.floor_char_boundary(CLAUSE_MAX)];
    whatlang::detect(text).is_some_and(|found| found.is_reliable() && found.lang() != Lang::Eng)
}

/// The BCP 47 code, which is the two-letter one of ISO 639-1 where there is one.
fn code(language: Lang) -> Option<&'static str> {
    const SHORT: &[(&str, &str)] = &[
        ("afr", "af"),
        ("aka", "ak"),
        ("amh", "am"),
        ("ara", "ar"),
        ("aze", "az"),
        ("bel", "be"),
        ("ben", "bn"),
        ("bul", "bg"),
        ("cat", "ca"),
        ("ces", "cs"),
        ("cmn", "zh"),
        ("cym", "cy"),
        ("dan", "da"),
        ("deu", "de"),
        ("ell", "el"),
        ("eng", "en"),
        ("epo", "eo"),
        ("est", "et"),
        ("fin", "fi"),
        ("fra", "fr"),
        ("guj", "gu"),
        ("heb", "he"),
        ("hin", "hi"),
        ("hrv", "hr"),
        ("hun", "hu"),
        ("hye", "hy"),
        ("ind", "id"),
        ("ita", "it"),
        ("jav", "jv"),
        ("jpn", "ja"),
        ("kan", "kn"),
        ("kat", "ka"),
        ("khm", "km"),
        ("kor", "ko"),
        ("lat", "la"),
        ("lav", "lv"),
        ("lit", "lt"),
        ("mal", "ml"),
        ("mar", "mr"),
        ("mkd", "mk"),
        ("mya", "my"),
        ("nep", "ne"),
        ("nld", "nl"),
        ("nob", "nb"),
        ("ori", "or"),
        ("pan", "pa"),
        ("pes", "fa"),
        ("pol", "pl"),
        ("por", "pt"),
        ("ron", "ro"),
        ("rus", "ru"),
        ("sin", "si"),
        ("slk", "sk"),
        ("slv", "sl"),
        ("sna", "sn"),
        ("spa", "es"),
        ("srp", "sr"),
        ("swe", "sv"),
        ("tam", "ta"),
        ("tel", "te"),
        ("tgl", "tl"),
        ("tha", "th"),
        ("tuk", "tk"),
        ("tur", "tr"),
        ("ukr", "uk"),
        ("urd", "ur"),
        ("uzb", "uz"),
        ("vie", "vi"),
        ("yid", "yi"),
        ("zul", "zu"),
    ];
    SHORT.iter().find(|(long, _)| *long == language.code()).map(|(_, short)| *short)
}
