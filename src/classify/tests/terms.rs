//! Terms by example.

use super::{CLASSIFIER, labels, terms};
use crate::classify::Passage;

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
        ("Claims go to binding arbitration in Geneva.", &["arbitration-seat=CH"]),
        (
            "You may opt out of arbitration within thirty (30) days.",
            &["arbitration-opt-out-window=30 days"],
        ),
        (
            "You have 60 days to opt out of this arbitration agreement.",
            &["arbitration-opt-out-window=60 days"],
        ),
        ("You may not opt out of arbitration.", &["arbitration-opt-out-window=none"]),
        (
            "Instead of arbitration, either party may go to small claims court.",
            &["small-claims-exception=yes"],
        ),
        ("You waive any right to take part in a class action.", &["class-action-waiver=yes"]),
        (
            "Claims are brought only on an individual basis and not as a class member.",
            &["class-action-waiver=yes"],
        ),
        ("Nothing here keeps you from joining a class action.", &["class-action-waiver=no"]),
        ("This agreement contains a class action waiver.", &["class-action-waiver=yes"]),
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
        ("Our liability shall not exceed fifty U.S. dollars.", &["liability-cap=50 USD"]),
        (
            "Our liability shall not exceed two thousand five hundred dollars.",
            &["liability-cap=2500 USD"],
        ),
        (
            "We are not liable for damages in excess of your fees or, if greater, $70.",
            &["liability-cap=70 USD"],
        ),
        (
            "Our liability is limited to the greater of:\n- $90; or\n- the fees paid in the prior six months.",
            &["liability-cap-basis=6 months", "liability-cap=90 USD"],
        ),
        (
            "We are not liable for more than the fees, if any, paid by you.",
            &["liability-cap-basis=fees paid"],
        ),
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
        (
            "If we change this policy we will put a notice on our website.",
            &["change-notice-channel=posting"],
        ),
        (
            "We may give you notices, also of changes to these terms, by email or by postings on the site.",
            &["change-notice-channel=email", "change-notice-channel=posting"],
        ),
        ("We may amend our policies at any time without notice.", &["change-notice=none"]),
        // Ages.
        ("You must be at least 13 years old.", &["minimum-age=13 years"]),
        ("You must be 18 years of age or older to register.", &["minimum-age=18 years"]),
        ("No one under the age of thirteen may use the service.", &["minimum-age=13 years"]),
        ("The service is not for anyone under 18.", &["minimum-age=18 years"]),
        (
            "We do not knowingly collect data of children; if you are under 13, please do not use the site.",
            &["minimum-age=13 years"],
        ),
        ("You must have reached the age of 16.", &["minimum-age=16 years"]),
        ("Only persons over 18 may register.", &["minimum-age=18 years"]),
        ("Our users must be 16 and older.", &["minimum-age=16 years"]),
        ("Our service is not meant for individuals under eighteen.", &["minimum-age=18 years"]),
        ("If you are under 18, ask your parents first.", &[]),
        // Money.
        ("You can ask for a refund within 14 days of purchase.", &["refund-window=14 days"]),
        ("We offer a 30-day money-back guarantee.", &["refund-window=30 days"]),
        ("All fees are non-refundable.", &["refund-window=none"]),
        ("We offer no refunds.", &["refund-window=none"]),
        ("We never refund subscription fees.", &["refund-window=none"]),
        (
            "You may receive a refund if you cancel within 10 days of payment.",
            &["refund-window=10 days"],
        ),
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
        (
            "Lumenreel may end or suspend a member's access, or revoke all rights under these terms, with no prior notice.",
            &["termination-notice=none"],
        ),
        (
            "Your licence terminates without notice from us if you do not keep to these terms.",
            &["termination-notice=none"],
        ),
        (
            "We may terminate the order on ninety days' notice and refund what is unused.",
            &["termination-notice=90 days"],
        ),
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
        (
            "You grant us a licence, with the right to sublicense, to show your content.",
            &["content-licence-scope=sublicensable"],
        ),
        ("You grant us a licence, with no right to sublicense, to your content.", &[]),
        (
            "The licences granted in this section are perpetual.",
            &["content-licence-scope=perpetual"],
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
        ("Sharing your data may be considered “selling” it.", &["data-sale=yes"]),
        ("We sell your personal information to others.", &["data-sale=yes"]),
        (
            "We DO sell your data for value (though we do not “sell” it for money).",
            &["data-sale=yes"],
        ),
        (
            "We do not sell your data for money, but our use of ads may be considered a “sale” of it.",
            &["data-sale=yes"],
        ),
        (
            "We do not sell your data, and sharing it with hosts is not considered a sale.",
            &["data-sale=no"],
        ),
        ("We do not respond to Do Not Track signals.", &["do-not-track-honoured=no"]),
        ("We honour Do Not Track signals.", &["do-not-track-honoured=yes"]),
        ("Lumenreel respects Do Not Track signals.", &["do-not-track-honoured=yes"]),
        (
            "Browsers may send Do Not Track. We do not act on or respond to these signals.",
            &["do-not-track-honoured=no"],
        ),
        (
            "We do not respond to Do Not Track; however, we honour the Global Privacy Control.",
            &["do-not-track-honoured=no", "global-privacy-control-honoured=yes"],
        ),
        (
            "If you browse with the Global Privacy Control you are opted out of sharing.",
            &["global-privacy-control-honoured=yes"],
        ),
        (
            "Browsers may send a Global Privacy Control. Lumenreel responds to these signals.",
            &["global-privacy-control-honoured=yes"],
        ),
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
            "Your files are deleted 20 days after the subscription expires.",
            &["deletion-delay=20 days"],
        ),
        (
            "We erase these data within 3 months after the contract terminates or the law lets us stop retaining them.",
            &["deletion-delay=3 months"],
        ),
        ("We wait 60 days before we delete the account.", &["deletion-delay=60 days"]),
        ("It takes up to 80 days from your wish to delete your data.", &["deletion-delay=80 days"]),
        ("The seat is settled by the Malta Arbitration Centre.", &[]),
        (
            "We tell you of changes to these terms by a notice within the app.",
            &["change-notice-channel=in-app"],
        ),
        (
            "We transfer data to countries that offer an adequate level of protection.",
            &["transfer-safeguard=adequacy"],
        ),
        (
            "If you delete your account, we may keep some information for up to six years.",
            &["retention-period=6 years"],
        ),
        (
            "Our site is not built to respond to Do Not Track signals.",
            &["do-not-track-honoured=no"],
        ),
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
