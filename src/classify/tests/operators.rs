//! How stated values are meant, by example.

use super::labels;

/// The terms of a clause as they are shown.
fn shown(text: &str) -> Vec<String> {
    let terms = labels(text).terms.into_iter();
    let mut shown: Vec<_> = terms.map(|term| format!("{}: {term}", term.name)).collect();
    shown.sort();
    shown
}

#[test]
fn a_value_is_meant_as_its_words_say() {
    let cases: &[(&str, &[&str])] = &[
        ("Our total liability shall not exceed $100.", &["liability-cap: at most 100 USD"]),
        ("Our liability is limited to €50.", &["liability-cap: at most 50 EUR"]),
        (
            "Our liability shall not exceed the greater of £500 or the fees you paid in the last twelve months.",
            &[
                "liability-cap-basis: the greater of 12 months and …",
                "liability-cap: the greater of 500 GBP and …",
            ],
        ),
        (
            "Our liability shall not exceed the lesser of £500 or the fees you paid in the last twelve months.",
            &[
                "liability-cap-basis: the lesser of 12 months and …",
                "liability-cap: the lesser of 500 GBP and …",
            ],
        ),
        (
            "Our liability is limited to the higher of (a) the fees you paid in the last six months and (b) $75.",
            &[
                "liability-cap-basis: the greater of 6 months and …",
                "liability-cap: the greater of 75 USD and …",
            ],
        ),
        (
            "Our liability is limited to the greater of (a) your loss, not to exceed the fees you paid in the last six months, or (b) $75.",
            &[
                "liability-cap-basis: at most 6 months",
                "liability-cap: the greater of 75 USD and …",
            ],
        ),
        (
            "Our liability will not exceed $80 or the fees you paid, whichever is greater.",
            &[
                "liability-cap-basis: the greater of fees paid and …",
                "liability-cap: the greater of 80 USD and …",
            ],
        ),
        (
            "Our liability will not exceed $80 or the fees you paid, whichever amount is lower.",
            &[
                "liability-cap-basis: the lesser of fees paid and …",
                "liability-cap: the lesser of 80 USD and …",
            ],
        ),
        (
            "We are not liable for damages in excess of your fees or, if greater, $70.",
            &["liability-cap: the greater of 70 USD and …"],
        ),
        (
            "Our liability is limited to the greater of:\n- $90; or\n- the fees paid in the prior six months.",
            &[
                "liability-cap-basis: the greater of 6 months and …",
                "liability-cap: the greater of 90 USD and …",
            ],
        ),
        (
            "We will give you at least 30 days' notice before we change these terms.",
            &["change-notice: at least 30 days"],
        ),
        (
            "We will give you 30 days' notice before we change these terms.",
            &["change-notice: 30 days"],
        ),
        ("You must be at least 13 years old.", &["minimum-age: at least 13 years"]),
        ("You must be 18 years of age or older to register.", &["minimum-age: at least 18 years"]),
        ("Only persons over 18 may register.", &["minimum-age: 18 years"]),
        ("We keep log data for up to 90 days.", &["retention-period: at most 90 days"]),
        ("We keep log data for no longer than 90 days.", &["retention-period: at most 90 days"]),
        (
            "You may opt out of arbitration for exactly 30 days.",
            &["arbitration-opt-out-window: exactly 30 days"],
        ),
        ("We keep log data for 90 days.", &["retention-period: 90 days"]),
        (
            "You may opt out of arbitration within thirty (30) days.",
            &["arbitration-opt-out-window: 30 days"],
        ),
        ("We do not sell your personal data.", &["data-sale: no"]),
    ];
    for (text, expected) in cases {
        assert_eq!(shown(text), *expected, "{text}");
    }
}
