//! Jurisdictions, regulations and agencies by example.

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
        ("Ask the European Data Protection Board, which is available from there.", &[]),
        ("This offer is for everyone, except users who live in Malta.", &[("MT", Mentioned)]),
        ("This does not apply to residents of Iowa.", &[("US-IA", Mentioned)]),
        ("We store and use your personal data in the United States.", &[("US", Mentioned)]),
        ("You may ask the Danish data protection authority.", &[("DK", Mentioned)]),
        (
            "Write to 1 Lumen Road, Atlanta, GA 30303, Georgia, USA.",
            &[("US-GA", Mentioned), ("US", Mentioned)],
        ),
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
        ("The European Commission has decided so.", &[]),
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
    let scope = ["EU".to_owned()];
    let passage = Passage { text: "You may object.", scope: &scope, ..Passage::default() };
    assert_eq!(CLASSIFIER.classify(&passage).jurisdictions[0].code, "EU");
}

#[test]
fn a_regulation_is_found_by_name_and_by_citation() {
    let cases: &[(&str, &[&str])] = &[
        ("We act in line with the GDPR.", &["gdpr"]),
        ("The legal basis is Art. 6(1) GDPR.", &["gdpr"]),
        ("Regulation (EU) 2016/679 applies.", &["gdpr"]),
        ("The UK GDPR and the Data Protection Act 2018 apply.", &["uk-gdpr", "uk-dpa-2018"]),
        ("Under the California Consumer Privacy Act (CCPA) you may opt out.", &["ccpa"]),
        ("See Cal. Civ. Code § 1798.100 and the rest.", &["ccpa"]),
        ("We follow COPPA and the DMCA.", &["coppa", "dmca"]),
        ("Notices under 17 U.S.C. § 512(c) go to our agent.", &["dmca"]),
        ("Safeguards are those of 45 CFR § 164.308(b).", &["hipaa"]),
        ("Notices under 17 U.S.C. §512(c) go to our agent.", &["dmca"]),
        ("Reports fall under 15 U.S.C. § 1681b.", &["fcra"]),
        ("The Federal Arbitration Act governs this section.", &["faa"]),
        ("9 U.S.C. § 1 begins it.", &["faa"]),
        ("9 U.S.C. § 1999 is not part of it.", &[]),
        ("The Digital Services Act and the DMA are different.", &["dsa"]),
        ("We comply with the CAN-SPAM Act and with PIPEDA.", &["can-spam", "pipeda"]),
        ("You waive California Civil Code Section 1542.", &["ca-civil-code-1542"]),
        ("We follow the LGPD in Brazil.", &["lgpd"]),
        ("Illinois law, including BIPA, may apply.", &["bipa"]),
        ("THE DIGITAL MILLENNIUM COPYRIGHT ACT APPLIES.", &["dmca"]),
        ("The EU-U.S. Data Privacy Framework is one way.", &["eu-us-dpf"]),
        ("The Children’s Online Privacy Protection Act applies.", &["coppa"]),
        ("The General Data Privacy Regulation applies.", &["gdpr"]),
        (
            "See 45 CFR Part 164, 15 USC Section 6501 and 17 U.S.C.§ 512.",
            &["hipaa", "coppa", "dmca"],
        ),
        ("Under California Civil Code Sections 1798.83 you may ask.", &["shine-the-light"]),
        (
            "Under California Civil Code Section 1789.3 you are told this.",
            &["ca-civil-code-1789-3"],
        ),
        ("The software is a commercial item under 48 C.F.R. §12.212.", &["far"]),
        ("You must comply with the International Traffic in Arms Regulations.", &["itar"]),
        ("The Utah Consumer Privacy Act gives you rights.", &["ucpa"]),
        (
            "No one else has rights under the Contracts (Rights of Third Parties) Act 1999.",
            &["uk-third-parties-act"],
        ),
        // Laws that share a name, a number or an abbreviation with another.
        ("The Irish Data Protection Act 2018 applies.", &["ie-dpa-2018"]),
        ("The UK Data Protection Act 1998 was repealed.", &["uk-dpa-1998"]),
        ("The USA PATRIOT Act lets authorities ask.", &["usa-patriot-act"]),
        ("Residents of Delaware have rights under the DPDPA.", &[]),
        ("In Israel the Consumer Protection Law, 5741-1981 applies.", &[]),
        ("The Protection of Privacy Law, 5741-1981 applies.", &["israel-privacy-law"]),
        ("The Cybersecurity Act, B.E. 2562 (2019) applies.", &[]),
        ("Canada's statute is S.C. 2010 c. 23.", &["casl"]),
        ("Daniel's Law is N.J.S.A. 56:8-166.1.", &[]),
        (
            "Singapore's Contracts (Rights of Third Parties) Act (Cap. 53B)",
            &["sg-third-parties-act"],
        ),
        ("The Swiss Federal Act Against Unfair Competition applies.", &[]),
        // Numbers of sections that begin as the citation ends.
        ("The warranty of UCC § 2-314 is disclaimed.", &["ucc"]),
        ("See Tenn. Code Ann. § 47-18-3301 et seq.", &["tipa"]),
        ("Our GDPRish ideas count for nothing.", &[]),
        ("Act in good faith.", &[]),
    ];
    for (text, expected) in cases {
        let found = labels(text).regulations;
        let named = found.iter().filter(|label| label.span.is_some());
        let slugs: Vec<_> = named.map(|label| label.slug.as_str()).collect();
        assert_eq!(slugs, *expected, "{text}");
    }
}

#[test]
fn a_regulation_applies_by_type_only_where_the_clause_touches_its_place() {
    let american = labels(
        "Any dispute shall be resolved by binding arbitration, and this agreement to arbitrate is \
         governed by the laws of the State of Texas.",
    );
    let applied = |slug: &str, labels: &crate::clause::Labels| {
        labels.regulations.iter().any(|label| label.slug == slug && label.reason.is_some())
    };
    assert!(applied("faa", &american), "{:?}", american.regulations);
    assert!(!applied("unfair-terms-directive", &american));
    assert!(american.agencies.iter().any(|label| label.slug == "state-ags"));

    let placeless = labels("Any dispute shall be resolved by binding arbitration.");
    assert!(placeless.regulations.is_empty(), "{:?}", placeless.regulations);
    assert!(placeless.agencies.is_empty());
}

#[test]
fn a_law_of_a_trade_applies_by_type_only_where_the_clause_speaks_of_it() {
    let by_type = |text: &str| -> Vec<String> {
        let passage = Passage { text, scope: &["US".to_owned()], ..Passage::default() };
        let found = CLASSIFIER.classify(&passage).regulations;
        found.into_iter().filter(|label| label.span.is_none()).map(|label| label.slug).collect()
    };
    let goods = "We sell the goods AS IS and disclaim all implied warranties of merchantability.";
    let service = "The service is provided AS IS and we disclaim all implied warranties.";
    assert!(by_type(goods).contains(&"ucc".to_owned()), "{:?}", by_type(goods));
    assert!(!by_type(service).contains(&"ucc".to_owned()));
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

#[test]
fn an_agency_is_given_where_it_is_named() {
    let named = |text: &str| -> Vec<String> {
        labels(text).agencies.into_iter().map(|label| label.slug).collect()
    };
    assert_eq!(named("You may complain to the Information Commissioner's Office."), ["ico"]);
    assert_eq!(named("The FTC may act on it."), ["ftc"]);
    assert_eq!(named("Write to the CNIL."), ["cnil"]);
    assert_eq!(named("Complain to the Nigeria Data Protection Commission."), ["ndpc-ng"]);
    assert!(named("We pass your CNAM record to the called party.").is_empty());
    assert!(named("Our support is here to help.").is_empty());
}
