//! Severities by example, each for a clause of a known type.

use super::{CLASSIFIER, labels_under};
use crate::classify::reading::Reading;
use crate::classify::severity::{Learned, Verdict};
use crate::clause::{Span, Term, TypeLabel};
use crate::taxonomy::Severity::{self, High, Low, Medium, Protective};

/// A model to which all severities are as probable, so that the cues decide.
const UNDECIDED: Learned<'_> = Learned { likely: [0.25; 4], by_words: [0.0; 4], words: &|_| None };

/// What is said of a clause that is of that type and states those values, whatever its words.
fn verdict(clause_type: &str, text: &str, terms: &[Term], learned: &Learned<'_>) -> Verdict {
    let slug = clause_type.to_owned();
    let label = TypeLabel { slug, confidence: 1.0, evidence: Vec::new() };
    CLASSIFIER.judge.verdict(&Reading::new(text), &[label], terms, learned)
}

fn severity(clause_type: &str, text: &str) -> Option<Severity> {
    verdict(clause_type, text, &[], &UNDECIDED).severity
}

#[test]
fn what_a_clause_says_makes_it_graver_or_milder_than_its_type() {
    let cases: &[(&str, &str, Severity)] = &[
        // Promises not to do something.
        ("data-sale", "We do not sell your personal information.", Protective),
        ("data-sale", "Your data is never sold, rented or traded.", Protective),
        ("data-sale", "We sell personal information to data brokers.", High),
        ("data-sale", "This sharing may be considered a sale under the law of California.", High),
        ("third-party-sharing", "We never share your personal data with advertisers.", Protective),
        (
            "third-party-sharing",
            "We share your data with partners only with your explicit consent.",
            Low,
        ),
        ("tracking-technologies", "We don't track you on other sites.", Protective),
        ("ai-training", "We do not use your content to train our models.", Protective),
        ("location-data", "We do not collect precise location.", Protective),
        ("device-and-usage-data", "We do not log IP addresses.", Protective),
        ("third-party-cookies-and-analytics", "We do not use advertising cookies.", Protective),
        // Ways out.
        (
            "targeted-advertising",
            "Ads follow your interests; you can opt out in the settings.",
            Low,
        ),
        ("marketing-communications", "You may unsubscribe from our letters at any time.", Low),
        ("profiling", "We build a profile of your interests; you can object at any time.", Low),
        // Powers.
        ("unilateral-change", "We may change these terms at any time without notice.", High),
        (
            "unilateral-change",
            "We may change these terms at our sole discretion and without prior notice.",
            High,
        ),
        ("unilateral-change", "We will notify you before we change these terms.", Medium),
        ("termination-at-will", "We may terminate your account for any reason or no reason.", High),
        ("termination-at-will", "We may end the service for you at our sole discretion.", High),
        ("termination-at-will", "We may end this contract with 30 days' notice.", Medium),
        ("content-moderation", "We may remove content for any reason.", High),
        ("content-moderation", "We may remove content that violates these rules.", Medium),
        // Losses.
        (
            "liability-exclusion",
            "We are not liable even for gross negligence or bodily injury.",
            High,
        ),
        ("liability-exclusion", "Nothing in these terms excludes our liability for fraud.", Low),
        (
            "indemnification",
            "You will indemnify us except to the extent we caused the loss.",
            Medium,
        ),
        // Disputes.
        (
            "arbitration",
            "All disputes go to arbitration, but you may opt out within 30 days.",
            Medium,
        ),
        (
            "arbitration",
            "The agreement to arbitrate will not apply to you if you live in France.",
            Low,
        ),
        ("governing-law-and-venue", "The courts of Ohio have exclusive jurisdiction.", Medium),
        (
            "governing-law-and-venue",
            "You may sue in the courts of your country of residence.",
            Protective,
        ),
        // Content.
        ("content-licence", "You grant us a licence solely to operate the service.", Low),
        ("content-ownership", "We own all content that you post.", High),
        ("feedback-and-ideas", "You assign to us every idea that you send.", High),
        // Data.
        ("data-retention", "We keep your data indefinitely.", Medium),
        ("retention-after-deletion", "We delete what is left within 30 days.", Low),
        ("business-transfer", "The buyer will be bound by this privacy policy.", Medium),
        ("do-not-track", "We honour such signals.", Protective),
        ("government-disclosure", "We will notify you before we hand anything over.", Protective),
        (
            "security-measures",
            "We are not responsible for unauthorised access to your data.",
            Medium,
        ),
    ];
    for (clause_type, text, expected) in cases {
        assert_eq!(severity(clause_type, text), Some(*expected), "{clause_type}: {text}");
    }
}

#[test]
fn what_only_the_type_says_is_usual_and_no_severity() {
    for (clause_type, text, usual) in [
        ("ai-training", "We use your content to train our models.", High),
        ("arbitration", "All disputes go to binding arbitration.", High),
        ("business-transfer", "Your data may pass to a buyer of the business.", High),
        ("content-licence", "You grant us a perpetual licence for any purpose.", High),
        ("content-ownership", "You keep all rights in your content.", Protective),
        ("do-not-track", "We do not respond to such signals.", High),
        ("governing-law-and-venue", "These terms are governed by the law of Ohio.", Low),
        ("indemnification", "You will indemnify us against all claims.", High),
        ("liability-exclusion", "We are not liable for lost profits.", Medium),
        ("profiling", "We build a profile of your interests.", High),
        ("targeted-advertising", "Ads are chosen by your interests.", Medium),
        ("third-party-sharing", "We share your personal data with our partners.", Medium),
        ("tracking-technologies", "We use web beacons and device fingerprints.", High),
        ("unilateral-change", "We may change these terms.", Medium),
    ] {
        let verdict = verdict(clause_type, text, &[], &UNDECIDED);
        assert_eq!((verdict.severity, verdict.usual), (None, Some(usual)), "{text}");
        assert_eq!(verdict.reasons, [], "{text}");
    }
}

/// A model that finds one severity likely, by the words of which the first eight bytes weigh most.
fn sure(likely: [f32; 4], by_words: [f32; 4]) -> Learned<'static> {
    Learned { likely, by_words, words: &|_| Some(Span { start: 0, end: 8 }) }
}

#[test]
fn the_model_speaks_for_a_severity_that_its_words_alone_make_likely() {
    let text = "Partners receive the names of our users.";
    let likely = [0.1, 0.1, 0.7, 0.1];
    let by_words = verdict("third-party-sharing", text, &[], &sure(likely, [0.1, 0.2, 0.6, 0.1]));
    assert_eq!((by_words.severity, by_words.usual), (Some(Low), Some(Medium)));
    assert_eq!(&text[by_words.reasons[0].span.range()], "Partners");
    let by_type = verdict("third-party-sharing", text, &[], &sure(likely, [0.2, 0.2, 0.4, 0.2]));
    assert_eq!((by_type.severity, by_type.usual), (None, Some(Medium)));
    let headings_only = Learned { words: &|_| None, ..sure(likely, [0.1, 0.2, 0.6, 0.1]) };
    assert_eq!(verdict("third-party-sharing", text, &[], &headings_only).severity, None);
}

/// A clause that states a value.
fn stating(name: &str, value: &str) -> [Term; 1] {
    let (name, value, unit) = (name.to_owned(), value.to_owned(), String::new());
    [Term { name, value, unit, operator: None, span: Span { start: 0, end: 8 } }]
}

#[test]
fn a_stated_value_bars_the_contrary_severity() {
    let sure_it_protects = sure([0.02, 0.03, 0.05, 0.9], [0.02, 0.03, 0.05, 0.9]);
    let sure_it_is_high = sure([0.9, 0.05, 0.03, 0.02], [0.9, 0.05, 0.03, 0.02]);
    let text = "This is what becomes of such requests and data.";
    for (clause_type, name, takes, gives) in [
        ("data-sale", "data-sale", "yes", "no"),
        ("do-not-track", "do-not-track-honoured", "no", "yes"),
        ("opt-out-choices", "global-privacy-control-honoured", "no", "yes"),
        ("class-action-waiver", "class-action-waiver", "yes", "no"),
        // Whatever the clause is about else.
        ("third-party-sharing", "data-sale", "yes", "no"),
    ] {
        let said = |value: &str, learned: &Learned<'_>| {
            verdict(clause_type, text, &stating(name, value), learned).severity
        };
        assert!(said(takes, &sure_it_protects) != Some(Protective), "{name} = {takes}");
        assert_eq!(said(gives, &sure_it_protects), Some(Protective), "{name} = {gives}");
        assert!(said(gives, &sure_it_is_high) != Some(High), "{name} = {gives}");
        assert_eq!(said(takes, &sure_it_is_high), Some(High), "{name} = {takes}");
    }
    assert_eq!(
        verdict("data-sale", text, &stating("data-sale", "yes"), &sure_it_protects).severity,
        None,
        "no words speak for another"
    );
    // What is left is the likeliest of the others that words speak for.
    let text = "We never sell it for money. We sell your data to brokers.";
    let left = verdict("data-sale", text, &stating("data-sale", "yes"), &sure_it_protects);
    assert_eq!(left.severity, Some(High));
    assert_eq!(left.reasons[0].text, "It says that personal data is sold.");
}

#[test]
fn a_stated_value_is_a_reason_for_the_severity_that_it_tells() {
    let text = "You waive class actions, whatever the claim.";
    let likely = Learned { likely: [0.4, 0.3, 0.2, 0.1], ..UNDECIDED };
    let told = verdict("arbitration", text, &stating("class-action-waiver", "yes"), &likely);
    assert_eq!(told.severity, Some(High));
    assert_eq!(told.reasons[0].text, "It takes away class actions.");
    assert_eq!(&text[told.reasons[0].span.range()], "You waiv");
    assert_eq!(verdict("arbitration", text, &[], &likely).severity, None);
    // It does not make likely what is not.
    let unlikely = Learned { likely: [0.1, 0.7, 0.1, 0.1], ..UNDECIDED };
    let told = verdict("indemnification", text, &stating("class-action-waiver", "yes"), &unlikely);
    assert_eq!(told.severity, None);
    // A signal that is ignored is no kindness, whatever the model finds.
    let kind = Learned { likely: [0.1, 0.1, 0.2, 0.6], ..UNDECIDED };
    let told = verdict("do-not-track", text, &stating("do-not-track-honoured", "no"), &kind);
    assert_eq!(told.severity, Some(Medium));
}

#[test]
fn a_clause_that_states_a_value_never_bears_the_contrary_severity() {
    for (heading, text, stated, never) in [
        ("Your data", "We sell your personal information to brokers.", "data-sale=yes", Protective),
        ("Your data", "We never sell your personal data to anybody.", "data-sale=no", High),
        (
            "Signals",
            "Our websites do not respond to Do Not Track signals.",
            "do-not-track-honoured=no",
            Protective,
        ),
        ("Signals", "Our websites honour Do Not Track signals.", "do-not-track-honoured=yes", High),
    ] {
        let labels = labels_under(heading, text);
        let (name, value) = stated.split_once('=').unwrap();
        assert!(
            labels.terms.iter().any(|term| (&*term.name, &*term.value) == (name, value)),
            "{text}"
        );
        assert_ne!(labels.severity, Some(never), "{text}");
    }
}

#[test]
fn the_model_does_not_turn_round_what_the_words_say_plainly() {
    let told = |clause_type: &str, text: &str, chances: [f32; 4]| {
        verdict(clause_type, text, &[], &sure(chances, chances)).severity
    };
    let (sure_it_is_high, sure_it_protects) = ([0.97, 0.01, 0.01, 0.01], [0.01, 0.01, 0.01, 0.97]);
    for text in [
        "We sell your personal information to others.",
        "We DO sell your personal data, although we do not get money for it.",
    ] {
        assert!(told("data-sale", text, sure_it_protects) >= Some(Medium), "{text}");
    }
    let never = "We never sell your data.";
    assert!(told("data-sale", never, sure_it_is_high) <= Some(Low));
    assert!(told("ai-training", "We do not train models on it.", sure_it_is_high) <= Some(Low));
    let disclosed = "We disclose data without a court order whenever we see fit.";
    assert_ne!(told("government-disclosure", disclosed, sure_it_protects), Some(Protective));
}

#[test]
fn every_reason_is_of_the_severity_shown_and_points_at_words() {
    let text = "We may change these terms at any time and without notice. We may notify you.";
    let verdict = verdict("unilateral-change", text, &[], &UNDECIDED);
    assert_eq!(verdict.severity, Some(Medium));
    let reasons: Vec<(&str, &str)> =
        verdict.reasons.iter().map(|one| (&*one.text, &text[one.span.range()])).collect();
    assert_eq!(reasons, [("The reader is told beforehand.", "We may notify you")]);
}
