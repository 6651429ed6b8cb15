//! What of a wording is the platform's own say: not its number, its addresses, its own date line.

use std::sync::LazyLock;

use regex::Regex;

/// What changes without the platform saying anything else, in the order in which it is left out.
static PASSING: LazyLock<[Regex; 4]> = LazyLock::new(|| {
    let month = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?";
    let date = format!(
        r"(?:\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{month},?\s+\d{{4}}|{month}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}|{month}\s+\d{{4}}|\d{{4}}-\d\d-\d\d|\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}})"
    );
    [
        // An address, or the mask that some sites put over it.
        r"\[email(?:\s|\u{a0})+protected\]|[\w.+%-]+@[\w-]+(?:\.[\w-]+)+".to_owned(),
        r"(?i)\bhttps?://\S+|\bwww\.\S+".to_owned(),
        // A list's or section's number opens a line, and a capital follows it: `2.5 percent` is none.
        r#"(?m)^\s*(?:(?:§|(?i:section|article))\s*)?(?:\d+(?:\.\d+)*[.)]|\d+(?:\.\d+)+|\([0-9a-zA-Z]{1,4}\)|[a-zA-Z][.)])\s+(?P<then>["“*(]?\p{Lu})"#.to_owned(),
        // The line in which the document says when it was changed; a date in a sentence stays.
        format!(
            r"(?im)^\W*(?:(?:this|these|our|the)\s+(?:[a-z’']+\s+){{1,4}}(?:was|were|is|are)\s+)?(?:(?:date\s+of\s+)?(?:last|latest|most\s+recent(?:ly)?)\s+)?(?:updated?|modified|modification|revised|revision|changed|amended|effective|version|published)(?:\s+(?:date|on|as\s+of|from|since))*\s*[:,–-]?\s*{date}\W*$"
        ),
    ]
    .map(|pattern| Regex::new(&pattern).expect("the suite compiles it"))
});

/// The words of a wording that say something, whatever their case and what parts them.
pub(super) fn substance(text: &str) -> Vec<String> {
    let mut text = text.to_owned();
    for passing in &*PASSING {
        text = passing.replace_all(&text, " ${then}").into_owned();
    }
    let parts = text.split(|character: char| !character.is_alphanumeric());
    parts.filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_numbers_and_date_lines_alone_change_nothing() {
        for (one, other, same) in [
            (
                "Write to help@shop.example within 10 days.",
                "Write to [email protected] within 10 days.",
                true,
            ),
            (
                "See https://a.example/terms for more.",
                "See https://b.example/x?y=1 for more.",
                true,
            ),
            ("4.2 Refunds are given.", "5.1. Refunds are given.", true),
            ("(b) Refunds are given.", "(c) Refunds are given.", true),
            ("Section 3. Refunds are given.", "Section 4. Refunds are given.", true),
            ("Last updated: 5 May 2024", "Last updated: June 6, 2025", true),
            ("This policy was last modified on 2024-05-01.", "Last modified: 01.06.2025", true),
            (
                "Effective Date: May 5, 2024\nWe sell maps.",
                "Effective Date: May 9, 2025\nWe sell maps.",
                true,
            ),
            ("30 days after delivery you pay.", "60 days after delivery you pay.", false),
            ("2.5 percent a month is due.", "3.5 percent a month is due.", false),
            (
                "If you joined before 5 May 2024, the former terms bind you.",
                "If you joined before 5 May 2025, the former terms bind you.",
                false,
            ),
            ("We sell data.", "WE SELL: DATA", true),
        ] {
            assert_eq!(substance(one) == substance(other), same, "{one} / {other}");
        }
    }
}
