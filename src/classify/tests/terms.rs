//! Terms by example.

use super::{labels, labels_under};

/// The terms of a clause as `name=value unit`, without the unit's space where there is none.
fn terms(heading: &str, text: &str) -> Vec<String> {
    let labels = if heading.is_empty() { labels(text) } else { labels_under(heading, text) };
    let write = |term: crate::clause::Term| {
        format!("{}={} {}", term.name, term.value, term.unit).trim_end().to_owned()
    };
    labels.terms.into_iter().map(write).collect()
}

#[test]
fn a_clause_states_its_values() {
    let cases: &[(&str, &[&str])] = &[
        // Disputes.
        (
            "The arbitration is run by the American Arbitration Association.",
            &["arbitration-provider=AAA"],
        ),
        ("JAMS will administer the arbitration.", &["arbitration-provider=JAMS"]),
        ("Arbitration follows the LCIA rules.", &["arbitration-provider=LCIA"]),
        ("The seat of the arbitration is Geneva.", &["arbitration-seat=CH"]),
        (
            "You may opt out of arbitration within thirty (30) days.",
            &["arbitration-opt-out-window=30 days"],
        ),
        (
            "You have 60 days to opt out of this arbitration agreement.",
            &["arbitration-opt-out-window=60 days"],
        ),
        ("You may not opt out of arbitration.", &["arbitration-opt-out-window=none"]),
        ("Either party may take a dispute to small claims court.", &["small-claims-exception=yes"]),
        ("You waive any right to take part in a class action.", &["class-action-waiver=yes"]),
        (
            "Claims are brought only on an individual basis and not as a class member.",
            &["class-action-waiver=yes"],
        ),
        ("Nothing here keeps you from joining a class action.", &["class-action-waiver=no"]),
        (
            "Any claim must be filed within one (1) year after it arose.",
            &["claim-time-limit=1 years"],
        ),
        (
            "No action may be brought more than two years after the event.",
            &["claim-time-limit=2 years"],
        ),
        ("These terms are governed by the laws of Ireland.", &["governing-law=IE"]),
        ("The courts of England have jurisdiction.", &["venue=GB-ENG"]),
        // Liability.
        ("Our total liability shall not exceed $100.", &["liability-cap=100 USD"]),
        ("Our liability is limited to US$1,000.", &["liability-cap=1000 USD"]),
        ("Our liability is limited to €50.", &["liability-cap=50 EUR"]),
        (
            "Our liability shall not exceed one hundred dollars ($100.00).",
            &["liability-cap=100 USD"],
        ),
        (
            "Our liability shall not exceed the greater of £500 or the fees you paid in the last twelve months.",
            &["liability-cap-basis=12 months", "liability-cap=500 GBP"],
        ),
        (
            "Our liability is limited to the amount you paid us in the six (6) months before the claim.",
            &["liability-cap-basis=6 months"],
        ),
        ("Our liability is limited to the fees you have paid.", &["liability-cap-basis=fees paid"]),
        // Changes.
        (
            "We will give you 30 days' notice before we change these terms.",
            &["change-notice=30 days"],
        ),
        (
            "Changes to this policy take effect 14 days after we post them.",
            &["change-notice-channel=posting", "change-notice=14 days"],
        ),
        ("We may change these terms without notice.", &["change-notice=none"]),
        ("We will not change these terms without notice.", &[]),
        (
            "If we change this policy, we will notify you by email.",
            &["change-notice-channel=email"],
        ),
        ("Changes to these terms will be posted on this page.", &["change-notice-channel=posting"]),
        // Ages.
        ("You must be at least 13 years old.", &["minimum-age=13 years"]),
        ("You must be 18 years of age or older to register.", &["minimum-age=18 years"]),
        ("We do not knowingly collect data from children under 16.", &["minimum-age=16 years"]),
        ("No one under the age of thirteen may use the service.", &["minimum-age=13 years"]),
        ("The service is not for anyone under 18.", &["minimum-age=18 years"]),
        ("If you are under 18, ask your parents first.", &[]),
        // Money.
        ("You can ask for a refund within 14 days of purchase.", &["refund-window=14 days"]),
        ("We offer a 30-day money-back guarantee.", &["refund-window=30 days"]),
        ("All fees are non-refundable.", &["refund-window=none"]),
        ("We offer no refunds.", &["refund-window=none"]),
        (
            "Your plan renews unless you cancel at least 24 hours before the end of the period.",
            &["renewal-notice=24 hours"],
        ),
        ("We will remind you seven days before renewal.", &["renewal-notice=7 days"]),
        ("It begins with a 7-day free trial.", &["trial-length=7 days"]),
        ("The free trial lasts one month.", &["trial-length=1 months"]),
        // Endings.
        (
            "Either party may terminate this agreement with 30 days' written notice.",
            &["termination-notice=30 days"],
        ),
        ("We may terminate your account without notice.", &["termination-notice=none"]),
        // Content.
        (
            "You grant us a perpetual, irrevocable and worldwide licence to your content.",
            &[
                "content-licence-scope=irrevocable",
                "content-licence-scope=perpetual",
                "content-licence-scope=worldwide",
            ],
        ),
        (
            "You grant us a transferable, sublicensable right to use your content.",
            &["content-licence-scope=sublicensable", "content-licence-scope=transferable"],
        ),
        ("We grant you a non-transferable, royalty-free licence to the app.", &[]),
        (
            "This content licence survives even if you delete your account.",
            &["content-licence-scope=survives deletion"],
        ),
        (
            "The licence to your content ends when you delete it.",
            &["content-licence-scope=ends on deletion"],
        ),
        // Data.
        ("We keep log data for up to 90 days.", &["retention-period=90 days"]),
        ("Personal data is retained for seven years.", &["retention-period=7 years"]),
        ("We keep your messages indefinitely.", &["retention-period=indefinite"]),
        (
            "After you close your account we delete your data within 30 days.",
            &["deletion-delay=30 days"],
        ),
        (
            "We will notify you of a personal data breach within 72 hours.",
            &["breach-notice=72 hours"],
        ),
        ("We will inform you of a data breach within three days.", &["breach-notice=72 hours"]),
        (
            "We notify the customer of a data incident without undue delay.",
            &["breach-notice=without undue delay"],
        ),
        (
            "If a data breach puts your rights at risk, we will notify the authority without undue delay and, where feasible, within 72 hours.",
            &["breach-notice=72 hours", "breach-notice=without undue delay"],
        ),
        ("We do not sell your personal data.", &["data-sale=no"]),
        ("We sell your personal information to others.", &["data-sale=yes"]),
        ("We do not respond to Do Not Track signals.", &["do-not-track-honoured=no"]),
        ("We honour Do Not Track signals.", &["do-not-track-honoured=yes"]),
        (
            "Our sites recognise the Global Privacy Control.",
            &["global-privacy-control-honoured=yes"],
        ),
        ("We transfer data under standard contractual clauses.", &["transfer-safeguard=SCC"]),
        (
            "The transfer rests on an adequacy decision or binding corporate rules.",
            &["transfer-safeguard=BCR", "transfer-safeguard=adequacy"],
        ),
        // What only sounds like a value.
        ("We may change the price with 30 days' notice.", &[]),
        ("Refunds are processed within 10 days.", &[]),
        ("Our office is open 8 hours a day.", &[]),
        ("Please reply within 5 days.", &[]),
        ("The first class sailed at noon.", &[]),
    ];
    for (text, expected) in cases {
        let mut found = terms("", text);
        found.sort();
        assert_eq!(found, *expected, "{text}");
    }
}

#[test]
fn a_heading_gives_a_clause_its_context() {
    let text = "You may opt out by writing to us within 30 days of first accepting these terms.";
    assert_eq!(terms("Arbitration", text), ["arbitration-opt-out-window=30 days"]);
    assert!(terms("Newsletters", text).is_empty());
}

#[test]
fn a_span_shows_the_words_that_state_the_value() {
    let text = "All sales are final. You must be at least “13” — no, 14 years old.";
    let labels = labels(text);
    for term in &labels.terms {
        assert!(text.get(term.span.range()).is_some());
    }
    let refund = labels.terms.iter().find(|term| term.name == "refund-window").unwrap();
    assert_eq!(&text[refund.span.range()], "All sales are final");
}
