//! What is no term although it sounds like one, and which of two readings of a clause holds.

use super::terms;

#[test]
fn what_only_sounds_like_a_value_is_none() {
    let cases = [
        "We may terminate these terms with or without cause upon notice.",
        "If the guide falls ill, you are not entitled to a refund.",
        "The award may be entered in the courts of Delaware.",
        "We say here how the site responds to Do Not Track signals.",
        "Customer will forward our notice of a data breach without undue delay.",
        "We delete a parent's email within 24 hours if no consent for the account comes.",
        "We recommend that you turn on the Global Privacy Control to opt out elsewhere.",
        "We do not sell your data, except for sharing it with advertisers.",
        "We have no actual knowledge of selling personal data, and do not sell it, of teenagers.",
        "We no longer rely on the Privacy Shield to transfer data.",
        "We see to an adequate level of protection when we transfer data outside Europe.",
        "You must report a data breach to us within 24 hours.",
        "Notify us without undue delay of any data breach.",
        "We refund no shipping costs: delivery is non-refundable.",
        "If you breach these terms and we close your account there is no refund.",
        "The app store may not offer refunds.",
        "We pay your filing fees if your claim for damages does not exceed $10,000.",
        "We have no actual knowledge that it shares the data of users under 16.",
        "We may delete accounts that are delinquent for 12 months.",
        "On termination you shall delete our software within 30 days.",
        "We may modify, suspend or discontinue your use of beta features without notice.",
        "Whether the class action waiver below is valid is not for the arbitrator: the validity of the waiver of class actions is for a court.",
        "We may terminate the plan at the renewal, with 14 days' notice, as we are entitled to terminate.",
        "We work to prevent data from being stored indefinitely.",
        "How we respond to Do Not Track signals is told in our cookie policy.",
        "In a merger we will tell you by email of any change in ownership or of this policy.",
        "Your account is charged for renewal within 24 hours before the period ends.",
        "Chargebacks are for transactions found within 90 days of the sale.",
        "Messages about a reported incident are kept from six months on.",
        "The shop may not sell, in its apps, any user data.",
        "If you do not reject in writing such changes to the arbitration terms within 30 days, they hold.",
        "No arbitration shall in any case be run by, and shall not be administered by, JAMS.",
        "After arbitration fails, either side may opt out within 30 days of the decision.",
        "If the dispute is not resolved within 60 days of the notice, arbitration may begin.",
        "If we change our fees we will post the update, and tell you 30 days before.",
        "You may write a post that updates your terms of friendship.",
        "Post only material suitable for audiences over the age of 13.",
        "We do not sell the data of consumers under the age of 16.",
        "Choose Do Not Sell My Personal Information.",
        "You can ask that we do not sell your personal data.",
        "You agree not to sell your account or the information in it.",
        "We transfer data to countries without an adequacy decision of the EU.",
        "Content will not be deleted within 90 days of closing the account in these cases.",
        "Your bank may take up to 45 days for your refund.",
        "We may change the price with 30 days' notice.",
        "Refunds are processed within 10 days.",
        "Our office is open 8 hours a day.",
        "Please reply within 5 days.",
        "The first class sailed at noon.",
        "We do not knowingly collect data from children under 16.",
        "We have shared, and/or sold, personal information about visitors.",
        "Either party may take a dispute to small claims court.",
    ];
    for text in cases {
        assert!(terms("", text).is_empty(), "{text}: {:?}", terms("", text));
    }
}

#[test]
fn the_narrowest_place_is_the_one_that_is_meant() {
    let cases: &[(&str, &[&str])] = &[
        ("The courts of Marin County, California, USA have jurisdiction.", &["venue=US-CA"]),
        ("Claims go to the courts located in Ottawa, Ontario, Canada.", &["venue=CA-ON"]),
        ("The arbitration is held in Marin County, California, USA.", &["arbitration-seat=US-CA"]),
        (
            "Claims are heard in the United States District Court for the Southern District of Florida.",
            &["venue=US-FL"],
        ),
        (
            "These terms are governed by the laws of the State of Ohio and of the United States.",
            &["governing-law=US-OH"],
        ),
        ("The hearing will take place in Austin, Texas.", &["arbitration-seat=US-TX"]),
        ("Any arbitration will occur in Austin, Texas.", &["arbitration-seat=US-TX"]),
        ("Georgia state law and U.S. federal law govern these terms.", &["governing-law=US-GA"]),
        (
            "What is not heard in small claims court, shall be heard by the courts of New York County.",
            &["venue=US-NY"],
        ),
        ("The courts of Ireland or those of France have jurisdiction.", &["venue=FR", "venue=IE"]),
    ];
    for (text, expected) in cases {
        let mut found = terms("", text);
        found.sort();
        assert_eq!(found, *expected, "{text}");
    }
}

#[test]
fn a_place_in_passing_is_no_venue_and_its_statute_no_governing_law() {
    let cases = [
        "The arbitrator shall be a retired judge of any Oregon State or federal court.",
        "The arbitrator is an attorney admitted to the courts of Texas.",
        "This does not apply to United States small claims court cases.",
        "What is governed by law as defined in 15 U.S.C. § 6809 stays out of the tools.",
        "If the FAA is found not to apply to an issue, that issue is governed by the laws of Ohio.",
        "The courts may decide, but use of the site in the United States is another matter.",
        "Claims go to the small claims court of any United States county where you live.",
        "If your law prevents a court from applying California law, the terms are governed by yours.",
        "The rules of the Arbitration Institute of the Stockholm Chamber of Commerce hold for the arbitration.",
        "The SCCs are governed by the laws of Ireland, and the courts of Ireland have jurisdiction.",
        "If you are bound by the law of a United States state that governs disputes, these terms are governed by it.",
        "Where French law applies to these terms, you can leave us instructions.",
        "The collection and use of your data is governed by the laws of the United States.",
        "A counter-notice says that you consent to the jurisdiction of a federal court in Ohio.",
        "The rights of those who live elsewhere are governed by U.S. federal law.",
        "Federal law governs our use of your call records.",
        "Saving your rights under New Jersey law, these terms govern our liability.",
        "The Federal Rules of Civil Procedure govern the evidence.",
        "These courts also hear disputes with our affiliates based in the European Union.",
        "Force majeure is what the case law of the French courts takes for it.",
        "Mediation will take place in Denver, Colorado.",
        "Our company is based in and governed by U.S. law.",
        "You can go to an out-of-court dispute settlement body, of which a list of bodies in the European Union is kept.",
        "For government entities, this contract is governed by the laws of the United States.",
    ];
    for text in cases {
        let found = terms("", text);
        let is_place = |term: &String| term.starts_with("venue") || term.starts_with("governing");
        assert!(!found.iter().any(is_place), "{text}: {found:?}");
    }
}

#[test]
fn what_holds_in_one_case_only_is_no_term() {
    let cases = [
        "There is no refund for such suspensions of the service.",
        "Deletion is final, and no refunds will be given for past orders.",
        "The registration fee is non-refundable.",
        "You are not entitled to a refund of fees on any such cancellation.",
        "We may raise the price for a renewal. In such cases we tell you six weeks prior to the end of the term.",
        "You may terminate this agreement with sixty (90) days' notice.",
        "You may terminate this agreement with 30 days' notice if the breach remains uncured.",
        "“Addendum” means the addendum to the standard contractual clauses for a transfer.",
        "You may invoke binding arbitration under the Data Privacy Framework for a transfer.",
        "Our liability for statutory damages would be up to $750.",
        "We may make non-material changes to these terms without notice.",
        "We show the date when the last changes to these terms were published.",
        "We give you a list of whom we have sold your personal information to.",
        "On your request, the deletion of the account begins no more than 30 days later.",
        "If this agreement to arbitrate is held unenforceable, claims (except for small claims) go to court.",
        "Unenforceable claims are subject to section 17.4 (“No class action”).",
        "If you are a minor and are 16 years of age or older, ask your family first.",
        "You may reject a change of the arbitration; this notice must be sent within 30 days of when we notify you of the change.",
        "Before arbitration, either side may ask for mediation under the mediation rules of the American Arbitration Association.",
        "The notice of a breach is made without undue delay after the Client becomes aware of it; the Client notifies the authority.",
        "We will not honour a prior setting if you disable the Global Privacy Control.",
        "If you are under the age of 16, please do not submit any personal data.",
        "The app may keep the data for more than 30 days.",
        "You will not receive a refund for the current period.",
        "We do not sell your data in the conventional sense.",
        "If the prohibition of class actions is found invalid, only a court decides.",
        "Upon termination the licence ends without notice.",
        "The community may comment on changes to these terms 30 days before the end of the debate.",
        "“Clauses”: means the standard contractual clauses for a transfer.",
        "We may change these terms without notice if that has no material adverse effect.",
        "The data sold in the 12-month period prior to the last change of this policy are these.",
        "Your use must not involve selling the services or related data without our consent.",
        "You must be 16 and older to use direct messages.",
        "If you watch it at once, the right of withdrawal is lost and you are not entitled to any refund.",
        "The class action waiver is among the sections, including a class action waiver, that survive.",
        "If arbitration fails, we may opt your claim out within 14 days after the expiration of your window.",
        "Unused service credits are refundable for up to 24 months after the purchase.",
        "Bookings that are labelled as such are non-refundable.",
        "You let us renew the plan and charge your card up to seven days prior to its end.",
        "The cancellation of a live campaign needs two business days' notice.",
        "We may disable access to the relevant content without giving you prior notice.",
        "If you are 13 years of age or older but not of legal age, read this with your family.",
        "We may transfer, sell or assign any of the information in a merger.",
        "If you are 18 or older, you can choose which ads you see.",
        "You must be at least 18 years old to view some posts.",
        "The difference between the plans will not be refunded for the plan before.",
        "Games in which participants pay a non-refundable fee are prohibited.",
        "We may end your access to the service without notice for maintenance.",
        "Neither side is prevented from taking part in a class-wide settlement.",
        "Logs are stored for a while, and no logs are kept indefinitely.",
        "To receive rewards you must be at least 18 years old.",
        "Minors under the age of 18 are not permitted to make purchases.",
        "We do not intend to, or knowingly, collect the data of users under the age of 18.",
        "A tip is a payment made after you receive your order, and is non-refundable.",
        "Say in your letter that it is a statement that you do not waive class actions.",
        "If a partner means to change its inventory in these terms it gives 10 days' notice.",
        "You accept without modification these terms and all other policies that may be published.",
        "Complaints under the Data Privacy Framework go to JAMS, short of arbitration.",
        "We do not knowingly collect, keep, or use the data of children under 16.",
        "No one under age 13 is allowed to provide any personal data.",
        "No refunds will be given for erroneous charges after that.",
        "They are not permitted to sell personal data.",
        "You hold no licence beyond this: your right to use it is personal to you and not transferable.",
        "“Agreement” means the text with all amendments to these terms that we publish on the site.",
        "Our site is not directed to children under the age of 13.",
    ];
    for text in cases {
        assert!(terms("", text).is_empty(), "{text}: {:?}", terms("", text));
    }
}

#[test]
fn the_values_of_a_clause_are_settled_among_each_other() {
    let cases: &[(&str, &[&str])] = &[
        (
            "Arbitration is administered by JAMS under the American Arbitration Association rules.",
            &["arbitration-provider=JAMS"],
        ),
        (
            "The arbitration follows the AAA rules. The choice of the rules does not mean that AAA will administer it.",
            &[],
        ),
        (
            "We may change these terms without notice. We give 30 days' notice before we change these terms to your cost.",
            &["change-notice=30 days"],
        ),
        (
            "We do not sell your personal data for money. Some disclosures may constitute “sharing” or the “sale” of data.",
            &["data-sale=yes"],
        ),
        (
            "We notify you of changes to these terms by a notice published in the application.",
            &["change-notice-channel=in-app"],
        ),
    ];
    for (text, expected) in cases {
        let mut found = terms("", text);
        found.sort();
        assert_eq!(found, *expected, "{text}");
    }
}
