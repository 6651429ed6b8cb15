//! Severities by example, each for a clause of a known type.

use super::CLASSIFIER;
use crate::classify::reading::Reading;
use crate::clause::TypeLabel;
use crate::taxonomy::Severity::{self, High, Low, Medium, Protective};

/// The severity of a clause that is of that type, whatever its words.
/// A model to which all severities are as probable, so that the cues decide.
const UNDECIDED: [f32; 4] = [0.25; 4];

fn severity(clause_type: &str, text: &str) -> Option<Severity> {
    let slug = clause_type.to_owned();
    let label = TypeLabel { slug, confidence: 1.0, evidence: Vec::new() };
    CLASSIFIER.judge.verdict(&Reading::new(text), &[label], UNDECIDED).severity
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
        ("third-party-sharing", "We share your personal data with our partners.", Medium),
        (
            "third-party-sharing",
            "We share your data with partners only with your explicit consent.",
            Low,
        ),
        ("tracking-technologies", "We don't track you on other sites.", Protective),
        ("tracking-technologies", "We use web beacons and device fingerprints.", High),
        ("ai-training", "We do not use your content to train our models.", Protective),
        ("ai-training", "We use your content to train our models.", High),
        ("location-data", "We do not collect precise location.", Protective),
        ("device-and-usage-data", "We do not log IP addresses.", Protective),
        ("third-party-cookies-and-analytics", "We do not use advertising cookies.", Protective),
        // Ways out.
        ("targeted-advertising", "Ads are chosen by your interests.", Medium),
        (
            "targeted-advertising",
            "Ads follow your interests; you can opt out in the settings.",
            Low,
        ),
        ("marketing-communications", "You may unsubscribe from our letters at any time.", Low),
        ("profiling", "We build a profile of your interests.", High),
        ("profiling", "We build a profile of your interests; you can object at any time.", Low),
        // Powers.
        ("unilateral-change", "We may change these terms.", Medium),
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
        ("liability-exclusion", "We are not liable for lost profits.", Medium),
        (
            "liability-exclusion",
            "We are not liable even for gross negligence or bodily injury.",
            High,
        ),
        ("liability-exclusion", "Nothing in these terms excludes our liability for fraud.", Low),
        ("indemnification", "You will indemnify us against all claims.", High),
        (
            "indemnification",
            "You will indemnify us except to the extent we caused the loss.",
            Medium,
        ),
        // Disputes.
        ("arbitration", "All disputes go to binding arbitration.", High),
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
        ("governing-law-and-venue", "These terms are governed by the law of Ohio.", Low),
        ("governing-law-and-venue", "The courts of Ohio have exclusive jurisdiction.", Medium),
        (
            "governing-law-and-venue",
            "You may sue in the courts of your country of residence.",
            Protective,
        ),
        // Content.
        ("content-licence", "You grant us a perpetual licence for any purpose.", High),
        ("content-licence", "You grant us a licence solely to operate the service.", Low),
        ("content-ownership", "You keep all rights in your content.", Protective),
        ("content-ownership", "We own all content that you post.", High),
        ("feedback-and-ideas", "You assign to us every idea that you send.", High),
        // Data.
        ("data-retention", "We keep your data indefinitely.", Medium),
        ("retention-after-deletion", "We delete what is left within 30 days.", Low),
        ("business-transfer", "Your data may pass to a buyer of the business.", High),
        ("business-transfer", "The buyer will be bound by this privacy policy.", Medium),
        ("do-not-track", "We do not respond to such signals.", High),
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
fn the_model_does_not_turn_round_what_the_words_say_plainly() {
    let told = |clause_type: &str, text: &str, learned: [f32; 4]| {
        let label =
            TypeLabel { slug: clause_type.to_owned(), confidence: 1.0, evidence: Vec::new() };
        CLASSIFIER.judge.verdict(&Reading::new(text), &[label], learned).severity.unwrap()
    };
    let (sure_it_is_high, sure_it_protects) = ([0.97, 0.01, 0.01, 0.01], [0.01, 0.01, 0.01, 0.97]);
    for text in [
        "We sell your personal information to others.",
        "We DO sell your personal data, although we do not get money for it.",
    ] {
        assert!(told("data-sale", text, sure_it_protects) >= Medium, "{text}");
    }
    let never = "We never sell your data.";
    assert!(told("data-sale", never, sure_it_is_high) <= Low);
    assert!(told("ai-training", "We do not train models on it.", sure_it_is_high) <= Low);
    let disclosed = "We disclose data without a court order whenever we see fit.";
    assert!(told("government-disclosure", disclosed, sure_it_protects) >= Medium);
}

#[test]
fn every_reason_but_the_base_points_at_words() {
    let text = "We may change these terms at any time and without notice.";
    let slug = "unilateral-change".to_owned();
    let label = TypeLabel { slug, confidence: 1.0, evidence: Vec::new() };
    let verdict = CLASSIFIER.judge.verdict(&Reading::new(text), &[label], UNDECIDED);
    assert_eq!(verdict.reasons[0].span, None);
    let words = &text[verdict.reasons[1].span.unwrap().range()];
    assert_eq!(words, "any time and without notice");
}
