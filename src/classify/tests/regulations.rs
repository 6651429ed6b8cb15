//! Regulations and agencies by example.

use super::{CLASSIFIER, labels};
use crate::classify::Passage;

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
