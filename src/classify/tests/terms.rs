//! Terms by example.

use super::{CLASSIFIER, labels, labels_under};
use crate::classify::Passage;

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
        ("The arbitration is filed with NAM.", &["arbitration-provider=NAM"]),
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
        (
            "You must initiate any action within two (2) years of the event.",
            &["claim-time-limit=2 years"],
        ),
        ("These terms are governed by the laws of Ireland.", &["governing-law=IE"]),
        ("The courts of England have jurisdiction.", &["venue=GB-ENG"]),
        // Liability.
        ("Our total liability shall not exceed $100.", &["liability-cap=100 USD"]),
        (
            "Our maximum aggregate liability to you is three hundred dollars ($300).",
            &["liability-cap=300 USD"],
        ),
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
        ("You must have reached the age of 16.", &["minimum-age=16 years"]),
        ("Only persons over 18 may register.", &["minimum-age=18 years"]),
        ("Our service is not meant for individuals under eighteen.", &["minimum-age=18 years"]),
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
        ("We grant each user a worldwide licence to use the app.", &[]),
        (
            "You grant each user a perpetual licence to your themes.",
            &["content-licence-scope=perpetual"],
        ),
        (
            "Customer grants Lumenreel a perpetual licence to its feedback.",
            &["content-licence-scope=perpetual"],
        ),
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
        ("We have shared, and/or sold, personal information about visitors.", &["data-sale=yes"]),
        ("We do not respond to Do Not Track signals.", &["do-not-track-honoured=no"]),
        ("We honour Do Not Track signals.", &["do-not-track-honoured=yes"]),
        ("Lumenreel respects Do Not Track signals.", &["do-not-track-honoured=yes"]),
        (
            "You may opt out of sharing by setting the Global Privacy Control.",
            &["global-privacy-control-honoured=yes"],
        ),
        (
            "Our sites recognise the Global Privacy Control.",
            &["global-privacy-control-honoured=yes"],
        ),
        ("We transfer data under standard contractual clauses.", &["transfer-safeguard=SCC"]),
        (
            "The transfer rests on an adequacy decision or binding corporate rules.",
            &["transfer-safeguard=BCR", "transfer-safeguard=adequacy"],
        ),
        ("Old messages are deleted after 90 days.", &["retention-period=90 days"]),
        ("It takes us up to 14 days to delete your account.", &["deletion-delay=14 days"]),
        (
            "We tell you of changes to these terms by a notice within the app.",
            &["change-notice-channel=in-app"],
        ),
        // What only sounds like a value.
        ("We work to prevent data from being stored indefinitely.", &[]),
        ("How we respond to Do Not Track signals is told in our cookie policy.", &[]),
        (
            "In a merger we will tell you by email of any change in ownership or of this policy.",
            &[],
        ),
        ("Your account is charged for renewal within 24 hours before the period ends.", &[]),
        ("Chargebacks are for transactions found within 90 days of the sale.", &[]),
        ("Messages about a reported incident are kept from six months on.", &[]),
        ("The shop may not sell, in its apps, any user data.", &[]),
        (
            "If you delete your account, we may keep some information for up to six years.",
            &["retention-period=6 years"],
        ),
        (
            "If you do not reject in writing such changes to the arbitration terms within 30 days, they hold.",
            &[],
        ),
        (
            "No arbitration shall in any case be run by, and shall not be administered by, JAMS.",
            &[],
        ),
        ("After arbitration fails, either side may opt out within 30 days of the decision.", &[]),
        (
            "If the dispute is not resolved within 60 days of the notice, arbitration may begin.",
            &[],
        ),
        ("If we change our fees we will post the update, and tell you 30 days before.", &[]),
        ("You may write a post that updates your terms of friendship.", &[]),
        ("Post only material suitable for audiences over the age of 13.", &[]),
        ("We do not sell the data of consumers under the age of 16.", &[]),
        ("Choose Do Not Sell My Personal Information.", &[]),
        ("You can ask that we do not sell your personal data.", &[]),
        ("You agree not to sell your account or the information in it.", &[]),
        (
            "Our site is not built to respond to Do Not Track signals.",
            &["do-not-track-honoured=no"],
        ),
        ("We transfer data to countries without an adequacy decision of the EU.", &[]),
        ("Content will not be deleted within 90 days of closing the account in these cases.", &[]),
        ("Your bank may take up to 45 days for your refund.", &[]),
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
    let text = "We notify the customer without undue delay.";
    assert_eq!(terms("Personal data breach", text), ["breach-notice=without undue delay"]);
    assert!(terms("Deliveries", text).is_empty());
}

#[test]
fn only_the_nearest_heading_says_what_changes() {
    let text = "If we make changes, we will tell you 30 days before they take effect.";
    let under = |heading: &[&str]| {
        let heading: Vec<String> = heading.iter().map(|title| (*title).to_owned()).collect();
        let passage = Passage { text, heading: &heading, ..Passage::default() };
        CLASSIFIER.classify(&passage).terms.into_iter().map(|term| term.name).collect::<Vec<_>>()
    };
    assert_eq!(under(&["Terms of service", "Changes to these terms"]), ["change-notice"]);
    assert!(under(&["Terms of service", "Our product range"]).is_empty());
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
