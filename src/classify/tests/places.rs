//! Jurisdictions by example.

use super::{CLASSIFIER, labels, labels_under};
use crate::classify::Passage;
use crate::clause::JurisdictionRole::{self, AppliesTo, GoverningLaw, Mentioned, Venue};

fn places(text: &str) -> Vec<(String, JurisdictionRole)> {
    labels(text).jurisdictions.into_iter().map(|label| (label.code, label.role)).collect()
}

#[test]
fn a_place_is_labelled_with_what_the_clause_says_of_it() {
    let cases: &[(&str, &[(&str, JurisdictionRole)])] = &[
        // Whose law governs.
        (
            "These terms are governed by the laws of the State of Delaware.",
            &[("US-DE", GoverningLaw)],
        ),
        (
            "This contract is governed by and construed in accordance with German law.",
            &[("DE", GoverningLaw)],
        ),
        ("English law governs these terms.", &[("GB-ENG", GoverningLaw)]),
        ("The laws of Ireland will apply to any dispute.", &[("IE", GoverningLaw)]),
        (
            "THIS AGREEMENT IS GOVERNED BY THE LAWS OF THE STATE OF NEW YORK.",
            &[("US-NY", GoverningLaw)],
        ),
        (
            "Under applicable German law you have statutory warranty rights.",
            &[("DE", GoverningLaw)],
        ),
        ("The agreement is subject to the laws of England and Wales.", &[("GB-ENG", GoverningLaw)]),
        (
            "It shall be interpreted under the substantive laws of Switzerland.",
            &[("CH", GoverningLaw)],
        ),
        ("These terms are governed by Japanese law.", &[("JP", GoverningLaw)]),
        (
            "The contract is governed by the laws of the Province of Ontario and the federal laws of Canada.",
            &[("CA-ON", GoverningLaw), ("CA", GoverningLaw)],
        ),
        // Whose law is merely named.
        ("Lumenreel is a company organised under the laws of Delaware.", &[("US-DE", Mentioned)]),
        ("As required by California law, we publish this list.", &[("US-CA", Mentioned)]),
        ("You must comply with the export laws of the United States.", &[("US", Mentioned)]),
        ("As permitted by the laws of Ohio, we log calls.", &[("US-OH", Mentioned)]),
        (
            "Our rules differ from the laws governing personal data in the United States.",
            &[("US", Mentioned)],
        ),
        (
            "Transfer Rules means the law of the UK, if the UK GDPR applies to the processing.",
            &[("GB", Mentioned)],
        ),
        // Whose courts decide.
        ("The courts of Dublin, Ireland have jurisdiction.", &[("IE", Venue)]),
        (
            "Any claim must be brought in the courts located in Santa Clara County, California.",
            &[("US-CA", Venue)],
        ),
        ("You submit to the exclusive jurisdiction of the English courts.", &[("GB-ENG", Venue)]),
        ("The seat of the arbitration shall be Singapore.", &[("SG", Venue)]),
        ("The arbitration will take place in Stockholm, Sweden.", &[("SE", Venue)]),
        (
            "Disputes are heard by the state and federal courts in San Francisco, California.",
            &[("US-CA", Venue)],
        ),
        (
            "These terms are governed by French law and the courts of Paris have jurisdiction.",
            &[("FR", GoverningLaw), ("FR", Venue)],
        ),
        (
            "The laws of California govern, and claims go to the courts of New York County.",
            &[("US-CA", GoverningLaw), ("US-NY", Venue)],
        ),
        (
            "Arbitration notice: if you live in Kenya or Ghana, disputes go to arbitration.",
            &[("KE", AppliesTo), ("GH", AppliesTo)],
        ),
        (
            "For customers in Norway, the courts of Oslo decide; for all others, those of London.",
            &[("NO", AppliesTo), ("NO", Venue), ("GB-ENG", Venue)],
        ),
        (
            "Venue is in the federal courts located in and serving Santa Clara County.",
            &[("US-CA", Venue)],
        ),
        // Whose people it is for.
        ("Residents of California may ask for a copy.", &[("US-CA", AppliesTo)]),
        ("California residents may ask for a copy.", &[("US-CA", AppliesTo)]),
        ("If you live in the European Union, you may object.", &[("EU", AppliesTo)]),
        ("If you are located in the EEA, the following applies.", &[("EEA", AppliesTo)]),
        ("Users in Brazil may contact our local office.", &[("BR", AppliesTo)]),
        ("EU users can withdraw their consent.", &[("EU", AppliesTo)]),
        ("UK-based customers pay in pounds.", &[("GB", AppliesTo)]),
        ("If you're a resident of Japan, this section applies.", &[("JP", AppliesTo)]),
        ("If you use the service from Canada, these rules apply.", &[("CA", AppliesTo)]),
        ("For individuals in Switzerland, we name a representative.", &[("CH", AppliesTo)]),
        ("Consumers residing in Quebec keep their rights.", &[("CA-QC", AppliesTo)]),
        (
            "If you reside in California, Colorado or Virginia, you may opt out.",
            &[("US-CA", AppliesTo), ("US-CO", AppliesTo), ("US-VA", AppliesTo)],
        ),
        (
            "Colorado, Connecticut and Utah residents have these rights.",
            &[("US-CO", AppliesTo), ("US-CT", AppliesTo), ("US-UT", AppliesTo)],
        ),
        (
            "For people in the EEA, the UK and Switzerland, see below.",
            &[("EEA", AppliesTo), ("GB", AppliesTo), ("CH", AppliesTo)],
        ),
        ("In Germany, the statutory notice periods apply.", &[("DE", AppliesTo)]),
        ("Australia: nothing here limits your consumer guarantees.", &[("AU", AppliesTo)]),
        ("Our Swiss customers may write to Bern.", &[("CH", AppliesTo)]),
        ("Users in the US and Mexico may call us.", &[("US", AppliesTo), ("MX", AppliesTo)]),
        ("European users may object.", &[("EU", AppliesTo)]),
        ("If you live in Europe, you may object.", &[("EU", AppliesTo)]),
        ("German users may object.", &[("DE", AppliesTo)]),
        ("Residents of Turkey may write to us.", &[("TR", AppliesTo)]),
        ("Hearings are held by telephone or in person in Oslo, Norway.", &[("NO", Venue)]),
        (
            "If a hearing in person is needed and you live in Peru, it is held by telephone.",
            &[("PE", AppliesTo)],
        ),
        // What is merely named.
        ("We give data to courts and other authorities in the US.", &[("US", Mentioned)]),
        (
            "The service is provided from Chile, with access from Peru.",
            &[("CL", Mentioned), ("PE", Mentioned)],
        ),
        ("We use service providers that sit in Chile.", &[("CL", Mentioned)]),
        (
            "Under the French law on confidence in the digital economy we remove it.",
            &[("FR", Mentioned)],
        ),
        ("A sale under applicable US state laws may need a tax.", &[("US", Mentioned)]),
        ("International users may write to us.", &[]),
        ("This offer is for everyone, except users who live in Malta.", &[("MT", Mentioned)]),
        ("This does not apply to residents of Iowa.", &[("US-IA", Mentioned)]),
        ("We store and use your personal data in the United States.", &[("US", Mentioned)]),
        ("You may ask the Danish data protection authority.", &[("DK", Mentioned)]),
        (
            "Our servers stand in the United States and Ireland.",
            &[("US", Mentioned), ("IE", Mentioned)],
        ),
        ("Data may be transferred to India.", &[("IN", Mentioned)]),
        (
            "If you live outside the European Union, your contract is with another company.",
            &[("EU", Mentioned)],
        ),
        ("This offer is open everywhere other than Switzerland.", &[("CH", Mentioned)]),
        ("We are headquartered in Norway.", &[("NO", Mentioned)]),
        ("The California Consumer Privacy Act applies.", &[("US-CA", Mentioned)]),
        ("Customers in Mainland China are excluded from it.", &[("CN", AppliesTo)]),
        ("It is for users outside of Mainland China.", &[("CN", Mentioned)]),
        ("If you are a US government end user, these limits apply.", &[("US", AppliesTo)]),
        ("If you're a U.S. print subscriber, we may share it.", &[("US", AppliesTo)]),
        (
            "Suits must proceed in the state courts located in Lumen County or Reel County, Texas.",
            &[("US-TX", Venue)],
        ),
        ("Law governing the agreement shall be: Peruvian law.", &[("PE", GoverningLaw)]),
        (
            "It is offered in the Czech Republic, Georgia and Hungary.",
            &[("CZ", AppliesTo), ("GE", AppliesTo), ("HU", AppliesTo)],
        ),
        (
            "No one may use it from Cuba, Crimea or Iran.",
            &[("CU", Mentioned), ("UA", Mentioned), ("IR", Mentioned)],
        ),
        ("It holds only so far as U.S. State Privacy Laws apply.", &[("US", Mentioned)]),
        ("RIGHTS UNDER US STATE LAWS ARE NOT LIMITED.", &[("US", Mentioned)]),
        ("If you are from mainland China, you contract with us.", &[("CN", AppliesTo)]),
        ("You follow Italian and other applicable export laws.", &[("IT", Mentioned)]),
        ("You may withdraw under the French Consumer Code.", &[("FR", Mentioned)]),
        // Whose regulation or authority is named.
        ("The legal basis is Art. 6(1)(f) GDPR.", &[("EU", Mentioned)]),
        ("Notices under the DMCA go to our agent.", &[("US", Mentioned)]),
        ("Sensitive data are those so defined by the CCPA.", &[("US-CA", Mentioned)]),
        ("Reports fall under 15 U.S.C. § 9999.", &[("US", Mentioned)]),
        ("Arbitration is governed by the Federal Arbitration Act.", &[("US", GoverningLaw)]),
        (
            "It is governed by the Federal Arbitration Act and the laws of the State of Ohio.",
            &[("US", GoverningLaw), ("US-OH", GoverningLaw)],
        ),
        ("Endorsements must follow the guides of the FTC.", &[("US", Mentioned)]),
        ("You may complain to the CNIL.", &[("FR", Mentioned)]),
        ("Clauses approved by the European Commission protect it.", &[("EU", Mentioned)]),
        ("We use measures that comply with federal law.", &[("US", Mentioned)]),
        (
            "Characteristics protected under California or federal law are not used.",
            &[("US-CA", Mentioned), ("US", Mentioned)],
        ),
        ("Canadian users have rights under provincial and federal law.", &[("CA", AppliesTo)]),
        ("It ends where the law of a Member State says so.", &[("EU", Mentioned)]),
        ("European data protection law gives you these rights.", &[("EU", Mentioned)]),
        ("We move data within Europe and to Chile.", &[("EU", Mentioned), ("CL", Mentioned)]),
        ("Lumenreel Europe keeps the accounts.", &[]),
        ("Authorities of the EU Member States may write to us.", &[("EU", Mentioned)]),
        // Longest names, capitals, and what is no place at all.
        ("Residents of New Mexico may ask.", &[("US-NM", AppliesTo)]),
        ("Contact us at any time; TELL US WHAT YOU THINK.", &[]),
        ("Please ask Jordan or Chad at the help desk.", &[]),
        ("Turkey is served on Thursdays.", &[]),
        ("As reported in the New York Times, prices rose.", &[]),
        ("Your contract is with Lumenreel Ireland Limited.", &[]),
        ("We love Paris in the spring.", &[]),
        ("The German version of these terms is a translation.", &[]),
        ("Contact Lumenreel, or else Lumenreel Japan, or Lumenreel Peru for help.", &[]),
        ("Lumenreel Inc. is a Delaware corporation; Lumenreel B.V. is a Dutch company.", &[]),
        ("Read it in English (UK) or in Portuguese (Brazil).", &[]),
        ("All prices are in dollars ($US).", &[]),
        // Addresses.
        ("Write to 1 Lumen Road, Atlanta, GA 30303, USA.", &[]),
        ("Write to Lumenreel, 7 Harbour Street, San Francisco, California 94105.", &[]),
        ("Our agent sits at North Quay House, Barrow Street, Dublin 4, Ireland.", &[]),
        ("Lumenreel Oy, Katu 22 A, 00180 Helsinki, Finland, answers.", &[]),
        ("It is Lumenreel, Regent House, London, SE19 3HF, United Kingdom.", &[]),
        ("It is:\nLumenreel\nP.O. Box 27\nWarren, Michigan USA 48090-1027", &[]),
        ("Write to the foundation, Gasse 7A, 6302 Zug, Switzerland.", &[]),
        ("Lumenreel\n1, Old Mill Drive,\nArmonk,\nNew York,\nUnited States", &[]),
        (
            "It is Lumenreel, 7 Kio Street, for users in Bhutan, Fiji and Nepal.",
            &[("BT", AppliesTo), ("FJ", AppliesTo), ("NP", AppliesTo)],
        ),
        ("As of January 1, 2023, Virginia residents may ask.", &[("US-VA", AppliesTo)]),
        ("All fees are in U.S. dollars, about US$50.", &[]),
        ("Our office is at 12 Washington Street, or was at 7 Delaware Avenue.", &[]),
        ("The University of California found it first.", &[]),
        ("Disputes go to the Arbitration Institute of Canada, Inc.", &[]),
        ("PLEASE TELL US IF YOU MOVE.", &[]),
        ("To use these rights, please CONTACT US. We will answer.", &[]),
        ("Read it in Bahasa Indonesia on usa-help.example or on USA.gov.", &[]),
        (
            "Residents of Florida, Georgia and Texas may cancel.",
            &[("US-FL", AppliesTo), ("US-GA", AppliesTo), ("US-TX", AppliesTo)],
        ),
        ("The courts of Fulton County, Georgia decide.", &[("US-GA", Venue)]),
    ];
    for (text, expected) in cases {
        let expected: Vec<_> =
            expected.iter().map(|(code, role)| ((*code).to_owned(), *role)).collect();
        assert_eq!(places(text), expected, "{text}");
    }
}

#[test]
fn a_heading_or_a_document_for_some_people_holds_for_what_stands_in_it() {
    let cases: &[(&str, &[&str])] = &[
        ("California Residents", &["US-CA"]),
        ("Your California Privacy Rights", &["US-CA"]),
        ("Notice to users in the EEA and the UK", &["EEA", "GB"]),
        ("If you live in Brazil", &["BR"]),
        ("Privacy Policy for Australian users", &["AU"]),
        ("8.6. Additional choices for the residents of the United States of America", &["US"]),
        ("EU, UK and Swiss data subject rights", &["EU", "GB", "CH"]),
        ("USERS FROM EUROPEAN UNION OR THE UNITED KINGDOM", &["EU", "GB"]),
        ("Banking rules for users in the EEA", &["EEA"]),
        ("European users' right of withdrawal", &["EU"]),
        ("Exercising your rights under U.S. state privacy laws", &["US"]),
        ("Terms if you live in the United States or outside the EEA", &["US"]),
        ("Arbitration agreement (Canada)", &["CA"]),
        ("Arbitration agreement (by the rules of Canada's chamber)", &[]),
        ("Additional information for persons subject to the GDPR", &["EU"]),
        ("Our CCPA obligations", &["US-CA"]),
        ("California and other U.S. states notice at collection", &["US-CA"]),
        ("Colorado & Illinois biometric information privacy", &["US-CO", "US-IL"]),
        ("DMCA notices", &["US"]),
        ("PART B - ADDITIONAL TERMS FOR US STATE PRIVACY LAWS", &["US"]),
        ("Additional terms for European data protection legislation", &["EU"]),
        ("How we transfer data out of the EEA", &[]),
        ("Our office in Germany", &[]),
        ("Your rights", &[]),
    ];
    for (heading, expected) in cases {
        let found = labels_under(heading, "You may ask for a copy.").jurisdictions;
        let codes: Vec<_> = found.iter().map(|label| label.code.as_str()).collect();
        assert_eq!(codes, *expected, "{heading}");
        assert!(found.iter().all(|label| label.is_inherited() && label.role == AppliesTo));
    }
    let headings = ["Notice for the United States", "California residents"].map(str::to_owned);
    let below =
        Passage { text: "You may ask for a copy.", heading: &headings, ..Passage::default() };
    let codes: Vec<_> =
        CLASSIFIER.classify(&below).jurisdictions.into_iter().map(|label| label.code).collect();
    assert_eq!(codes, ["US-CA"], "the narrower place of two headings");
    let scope = ["EU".to_owned()];
    let passage = Passage { text: "You may object.", scope: &scope, ..Passage::default() };
    assert_eq!(CLASSIFIER.classify(&passage).jurisdictions[0].code, "EU");
}

#[test]
fn a_document_says_in_its_opening_for_whom_it_is() {
    let cases: &[(&str, &[&str])] = &[
        ("These terms apply to users who live in Japan.", &["JP"]),
        ("This privacy notice (the “Notice”) is for residents of California.", &["US-CA"]),
        (
            "These Terms of Use apply only if you reside in the European Economic Area or the UK.",
            &["EEA", "GB"],
        ),
        ("These terms do not apply to users in Japan.", &[]),
        (
            "This policy applies to all users and, if you are a California resident, so does another.",
            &[],
        ),
        ("If you live in Japan, a section below applies to you.", &[]),
        ("These terms apply to all users. Residents of Japan may ask for a copy.", &[]),
    ];
    let part = ["Terms".to_owned()];
    let other = ["Another document joined to it".to_owned()];
    for (text, expected) in cases {
        let scopes = CLASSIFIER.scopes([(&part[..], *text), (&part[..], "You may leave.")], None);
        assert_eq!(scopes.of(&part), *expected, "{text}");
        assert!(scopes.of(&other).is_empty() && scopes.of(&[]).is_empty());
    }
    let late = ["You may join.", "You may stay.", "You may leave.", cases[0].0];
    let late = late.map(|text| (&part[..], text));
    assert!(CLASSIFIER.scopes(late, None).of(&part).is_empty());
    let german = [(&part[..], cases[0].0)];
    assert!(CLASSIFIER.scopes(german, Some("de")).of(&part).is_empty());
}
