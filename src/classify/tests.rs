//! Labels by example, in sentences of our own.

mod operators;
mod places;
mod regulations;
mod severities;
mod terms;
mod terms_refused;
mod types;

use std::sync::LazyLock;

use super::*;

/// The classifier of the bundled taxonomy, built once.
static CLASSIFIER: LazyLock<Classifier> =
    LazyLock::new(|| Classifier::new(&Taxonomy::bundled()).unwrap());

fn labels(text: &str) -> Labels {
    CLASSIFIER.classify(&Passage { text, ..Passage::default() })
}

fn labels_under(heading: &str, text: &str) -> Labels {
    let heading = [heading.to_owned()];
    CLASSIFIER.classify(&Passage { text, heading: &heading, ..Passage::default() })
}

/// The terms of a clause as `name=value unit`, without the unit's space where there is none.
fn terms(heading: &str, text: &str) -> Vec<String> {
    let labels = if heading.is_empty() { labels(text) } else { labels_under(heading, text) };
    let write = |term: crate::clause::Term| {
        format!("{}={} {}", term.name, term.value, term.unit).trim_end().to_owned()
    };
    labels.terms.into_iter().map(write).collect()
}

#[test]
fn text_in_another_language_is_given_no_labels() {
    let text = "Es gilt deutsches Recht und die DSGVO; Gerichtsstand ist Berlin.";
    let passage = Passage { text, language: Some("de"), ..Passage::default() };
    assert_eq!(CLASSIFIER.classify(&passage), Labels::default());
    let english = Passage { language: Some("en"), ..passage };
    assert_ne!(CLASSIFIER.classify(&english), Labels::default());
}

#[test]
fn a_clause_in_another_language_than_its_document_is_given_no_labels() {
    let cases: &[(&str, bool)] = &[
        ("You agree to be bound by the law of Ireland and by the decisions of its courts.", true),
        (
            "Name | E-mail address | Telephone number | Country | Date of birth | Device identifier",
            true,
        ),
        (
            "Lumenreel Inc., 12 Harbour Street, Suite 400, San Francisco, California 94105, USA, Attn: Legal",
            true,
        ),
        (
            "Lumenreel Ireland Ltd., Unit 4, North Quay House, North Quay Business Park, Old Mill Road, Cork",
            true,
        ),
        ("DSGVO", true),
        (
            "“LGPD” means the Brazilian General Data Protection Law (Lei Geral de Proteção de Dados Pessoais).",
            true,
        ),
        (
            "Sie haben das Recht, Auskunft über die zu Ihrer Person gespeicherten Daten nach der DSGVO zu verlangen.",
            false,
        ),
        (
            "Vous pouvez à tout moment retirer votre consentement et demander la suppression de vos données.",
            false,
        ),
        (
            "Usted puede solicitar en cualquier momento la supresión de sus datos personales conforme al RGPD.",
            false,
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(is_labelled(text, Some("en")), *expected, "{text}");
        assert_eq!(is_labelled(text, None), *expected, "{text}");
        assert!(!is_labelled(text, Some("fr")));
    }
}

#[test]
fn a_document_tells_its_language_and_a_scrap_does_not() {
    let english = "We collect the information that you give us when you open an account, and we \
                   keep it for as long as the account exists.";
    let german = "Wir erheben die Daten, die Sie uns bei der Eröffnung eines Kontos geben, und \
                  bewahren sie auf, solange das Konto besteht und das Gesetz es verlangt.";
    assert_eq!(language(english), Some("en"));
    assert_eq!(language(german), Some("de"));
    assert_eq!(language("OK"), None);
    assert_eq!(language(""), None);
}

#[test]
fn a_rule_that_is_no_query_is_named() {
    let mut taxonomy = Taxonomy::bundled();
    taxonomy.types[0].rules.push("(unclosed".to_owned());
    let error = Classifier::new(&taxonomy).unwrap_err().to_string();
    assert!(error.contains("(unclosed") && error.contains(&taxonomy.types[0].slug), "{error}");
}

#[test]
fn the_digest_follows_the_taxonomy() {
    let taxonomy = Taxonomy::bundled();
    assert_eq!(Classifier::new(&taxonomy).unwrap().digest(), CLASSIFIER.digest());
    let other = Taxonomy { digest: ContentHash::of(b"another"), ..taxonomy };
    assert_ne!(Classifier::new(&other).unwrap().digest(), CLASSIFIER.digest());
}

proptest::proptest! {
    #[test]
    fn every_span_lies_in_the_text_on_character_boundaries(
        text in "((within |thirty \\(30\\) days|€5|’|“|California|GDPR|not |sell |refund|data|notice|[a-z]{1,6} |\\PC|\\. )){0,40}"
    ) {
        let labels = labels(&text);
        let spans = labels.jurisdictions.iter().filter_map(|label| label.span)
            .chain(labels.regulations.iter().filter_map(|label| label.span))
            .chain(labels.terms.iter().map(|term| term.span))
            .chain(labels.severity_reasons.iter().map(|reason| reason.span))
            .chain(labels.types.iter().flat_map(|label| &label.evidence).filter_map(|one| one.span));
        for span in spans {
            assert!(text.get(span.range()).is_some_and(|words| !words.is_empty()), "{span:?} in {text:?}");
        }
    }
}
