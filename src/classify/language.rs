//! In which language a document is written.

use whatlang::Lang;

/// Less text than this, in bytes, does not tell its language.
const TEXT_MIN: usize = 80;

/// How much of a document, in bytes, is looked at.
const TEXT_MAX: usize = 60_000;

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
