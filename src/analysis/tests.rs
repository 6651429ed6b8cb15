//! The analyser by example, and what must hold of it for any text.

use super::*;

fn words(text: &str) -> Vec<String> {
    tokens(text).iter().map(|token| token.text().to_owned()).collect()
}

#[test]
fn a_text_is_cut_into_words_as_a_lawyer_reads_them() {
    let cases: &[(&str, &[&str])] = &[
        ("The platform's rules", &["the", "platform's", "rules"]),
        ("the users’ content", &["the", "users", "content"]),
        ("don’t DON'T", &["don't", "don't"]),
        ("opt-out", &["opt", "out"]),
        ("e-mail, E‑Mail, e-mails, email", &["email", "email", "emails", "email"]),
        ("e-commerce", &["e", "commerce"]),
        ("§ 1798.100", &["§", "1798.100"]),
        ("§§1798.100-199", &["§", "1798.100", "199"]),
        ("$100 or $1,000.50", &["$", "100", "or", "$", "1000.50"]),
        ("45 C.F.R. 164.308(b)", &["45", "cfr", "164.308", "b"]),
        ("45 CFR 164.308(b)", &["45", "cfr", "164.308", "b"]),
        ("the U.S. and the US", &["the", "us", "and", "the", "us"]),
        ("e.g. 9 a.m., Inc.", &["eg", "9", "am", "inc"]),
        ("J.P.Morgan", &["jp", "morgan"]),
        ("30-day", &["30", "day"]),
        ("1,2,3 and 12,34", &["1", "2", "3", "and", "12", "34"]),
        ("1,234,567", &["1234567"]),
        ("naïve Straße ﬁne CAFÉ cafe\u{301}", &["naive", "strasse", "fine", "cafe", "cafe"]),
        ("arbi\u{ad}tra\u{200b}tion", &["arbitration"]),
        ("example.com/privacy?x=1", &["example", "com", "privacy", "x", "1"]),
        ("AT&T and/or R&D", &["at", "t", "and", "or", "r", "d"]),
        ("隐私政策", &["隐", "私", "政", "策"]),
        ("개인정보 がぎ", &["개인정보", "が", "ぎ"]),
        ("Обязательный ΛΟΓΟΣ", &["обязательныи", "λογοσ"]),
        ("½ of 2²", &["½", "of", "22"]),
        ("(a) (ii) 3.2.1. Title", &["a", "ii", "3.2.1", "title"]),
        ("\"quoted\" 'single'", &["quoted", "single"]),
        ("", &[]),
        ("--- *** ’ \u{345}", &[]),
    ];
    for (text, expected) in cases {
        assert_eq!(words(text), *expected, "{text}");
    }
}

#[test]
fn a_token_knows_its_bytes_position_sentence_and_paragraph() {
    let text = "We may. You can’t\nItem one\n\nNext paragraph";
    let found = tokens(text);
    let places: Vec<_> = found.iter().map(|t| (t.position, t.sentence, t.paragraph)).collect();
    assert_eq!(
        places,
        [(0, 0, 0), (1, 0, 0), (2, 1, 0), (3, 1, 0), (4, 2, 0), (5, 2, 0), (6, 3, 1), (7, 3, 1)]
    );
    assert_eq!(&text[found[3].start as usize..found[3].end as usize], "can’t");
}

#[test]
fn forms_of_a_word_share_a_stem() {
    for (one, other) in [
        ("platform's", "platforms"),
        ("arbitrate", "arbitrating"),
        ("Waivers", "waiver"),
        ("e-mails", "email"),
    ] {
        assert_eq!(tokens(one)[0].stem(), tokens(other)[0].stem(), "{one}");
    }
    assert_eq!(tokens("don't")[0].stem(), "don't");
}

#[test]
fn a_very_long_word_is_cut() {
    let word = "ä".repeat(1000);
    assert_eq!(tokens(&word)[0].text().len(), WORD_MAX);
    assert_eq!(tokens(&word)[0].end as usize, word.len());
}

/// Each case shows its sentences parted by `|`.
const SENTENCES: &[&str] = &[
    "We may change this. |You agree.",
    "Acme Inc. is a company. |It sells.",
    "You contract with Acme, Inc. |We may assign.",
    "Acme Inc. Terms of Service apply.",
    "under 15 U.S.C. § 1681 and 47 U.S.C. 230.",
    "See 17 U.S.C. 512. |You may object.",
    "the laws of the U.S. |You agree to them.",
    "the U.S. Government and the U.S. Department of Commerce.",
    "Directive No. 5 applies. |The rest does not.",
    "The answer is no. |We do not sell it.",
    "Art. 6 (1) lit. f GDPR is the basis.",
    "under Art. VII of the Convention.",
    "Smith v. Jones was decided.",
    "Cal. Civ. Code § 1542 is waived.",
    "Cal. Bus. & Prof. Code § 17200 applies. |So does another.",
    "some data, e.g. Cookies and IP addresses, are kept.",
    "that is, i.e. You pay.",
    "1. We collect data. |2. We share it.",
    "1. Acceptance of Terms. |By using it you agree.",
    "12.3. Fees. |You pay them.",
    "(a). The first item.",
    "(a) The first; (b) the second; and (c) the third.",
    "Section 5. Termination. |We may end it.",
    "as set out in Section 5. |The Company may end it.",
    "ARTICLE IV. GENERAL PROVISIONS",
    "Do you agree? |Yes! |Then go on.",
    "Yahoo! services and Yahoo! mail are covered.",
    "He asked \"why?\" and left.",
    "the \"Service.\" |You may use it.",
    "(the \"Terms.\") |You may use it.",
    "We wait for you ... and then act. |You too.",
    "We wait... |You act.",
    "Visit example.com. |It is ours.",
    "Pay $1,000.50. |It is due.",
    "Version 2.0. |The next one comes.",
    "at 5 p.m. Eastern Time on that day.",
    "at 5 p.m. |We then close.",
    "cookies, pixels, etc. |These are used.",
    "cookies, pixels, etc. are used.",
    "Mr. J. Smith and Dr. A. Jones sign.",
    "Fed. R. Civ. P. 23 and 16 C.F.R. Part 312 apply.",
    "in our app. |The app is free.",
    "by Oct. 5, 2023 at the latest.",
    "It ends Dec. |We renew it.",
    "Google LLC, 1600 Amphitheatre Pkwy. and Ste. 5, Mountain View.",
    "EACH PARTY AGREES. |YOU WAIVE IT.",
    "Line one|\nline two|\n\nparagraph two. |Yes.",
    "我们收集。|您同意。",
    "St. Louis County, Mo. |You agree.",
    "Acme (Pty) Ltd. Registered in England. |Its office is there.",
    "Title VII. |The rest follows.",
    "a. We collect. |b. We share.",
    "We collect it. |(b) We share it.",
    "24C. Your rights if you live elsewhere",
    "iv. Fees are due.",
    "The fee is 5 %. |30 days later it is due.",
    "",
    "  \n ",
];

#[test]
fn sentences_end_where_a_lawyer_would_end_them() {
    for case in SENTENCES {
        let text = case.replace('|', "");
        let expected: Vec<_> = case.split('|').map(str::trim).filter(|s| !s.is_empty()).collect();
        let found: Vec<_> = sentences(&text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, expected, "{case}");
    }
}

proptest::proptest! {
    #[test]
    fn tokens_ascend_and_lie_in_their_sentence(text in "([a-zA-Z. '’\\n§$é\u{345}\u{fe0f}中。,0-9-]|\\PC){0,200}") {
        let found = tokens(&text);
        let sentences = sentences(&text);
        for pair in sentences.windows(2) {
            assert!(pair[0].end <= pair[1].start);
        }
        for (index, token) in found.iter().enumerate() {
            assert_eq!(token.position as usize, index);
            assert!(!token.text().is_empty() && !token.stem().is_empty());
            let sentence = &sentences[token.sentence as usize];
            assert!(sentence.start <= token.start as usize && token.end as usize <= sentence.end);
            assert!(!text[token.start as usize..token.end as usize].contains(char::is_whitespace));
            if let Some(next) = found.get(index + 1) {
                assert!(token.end <= next.start);
                assert!(token.sentence <= next.sentence && token.paragraph <= next.paragraph);
            }
        }
    }

    #[test]
    fn a_word_folds_to_itself_once_folded(text in "([a-zA-Z0-9.,'’-]|\\PC|\\p{Mn}|\\p{No}|\\p{Lm}){1,20}") {
        for token in tokens(&text) {
            assert_eq!(words(token.text()), [token.text()]);
        }
    }
}
