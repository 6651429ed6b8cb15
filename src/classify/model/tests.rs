//! Tests of the model's file and of what is read off a weighed clause.

use super::features::{Observed, Vocabulary, counted, grams, rarity};
use super::{Calibration, Model, ModelError, Odds, SEVERITY_COLUMNS, Stake};
use crate::analysis::tokens;
use crate::document::ContentHash;

/// A model of two types that knows one word of each.
fn small() -> Model {
    let text = tokens("arbitration refunds");
    let counts = counted(&grams(&Observed { text: &text, ..Observed::default() }));
    let vocabulary =
        Vocabulary::new(counts.iter().map(|(hash, _)| (*hash, rarity(1, 10))).collect());
    let known = |word: &str| {
        let text = tokens(word);
        let hash = grams(&Observed { text: &text, ..Observed::default() })[0].hash;
        vocabulary.row(hash).unwrap()
    };
    let (arbitration, refund) = (known("arbitration"), known("refunds"));
    let mut starts = vec![0];
    let mut weights = Vec::new();
    for row in 0..vocabulary.len() as u32 {
        if row == arbitration {
            weights.extend([(0, 100), (3, 100)]);
        }
        if row == refund {
            weights.extend([(1, 100), (4, 100)]);
        }
        starts.push(weights.len() as u32);
    }
    let calibration = Calibration {
        stakes: vec![Stake { slope: 4.0, offset: 0.0 }; 2],
        odds: Odds { lead: 1.0, margin: 2.0, constant: 0.0 },
    };
    let mut model = Model {
        types: vec!["arbitration".to_owned(), "refunds".to_owned()],
        alone: calibration.clone(),
        in_document: calibration,
        joint: vec![(0, 0)],
        habits: vec![[1.0; 4]; 2],
        biases: vec![-1.0; 3 + SEVERITY_COLUMNS],
        scales: vec![0.05; 3 + SEVERITY_COLUMNS],
        vocabulary,
        starts,
        weights,
        digest: ContentHash::from_bytes([0; 32]),
    };
    model.digest = ContentHash::of(&model.to_bytes());
    model
}

#[test]
fn a_model_is_read_as_it_was_written() {
    let model = small();
    assert_eq!(Model::read(&model.to_bytes()).unwrap(), model);
}

#[test]
fn a_damaged_model_is_refused() {
    let bytes = small().to_bytes();
    for end in 0..bytes.len() {
        assert!(Model::read(&bytes[..end]).is_err(), "cut at {end}");
    }
    assert!(matches!(Model::read(b"PK\x03\x04 and so on"), Err(ModelError::Format)));
    for at in 0..bytes.len() {
        let mut damaged = bytes.clone();
        damaged[at] ^= 0xff;
        // It may still be a model, but reading it must not fail in any other way.
        let _ = Model::read(&damaged);
    }
}

#[test]
fn words_speak_for_their_type_and_are_its_evidence() {
    let model = small();
    let source = "All claims go to Arbitration.";
    let text = tokens(source);
    let features = model.features(&Observed { text: &text, ..Observed::default() });
    let scores = model.score(&features, 0.5);
    assert_eq!(scores.iter().map(|(index, _)| *index).collect::<Vec<_>>(), [0]);
    assert!(model.margin(&features, 0) > model.margin(&features, 1));
    let spans = model.evidence(&features, &text, 0);
    assert_eq!(spans.iter().map(|span| &source[span.range()]).collect::<Vec<_>>(), ["Arbitration"]);
    let severity = model.severity(&features, Some(0));
    assert!((severity.iter().sum::<f32>() - 1.0).abs() < 1e-5);
}

#[test]
fn several_words_together_speak_for_a_severity_and_one_alone_does_not() {
    let model = small();
    for (source, expected) in [
        ("All claims go to arbitration arbitration.", Some("arbitration arbitration")),
        ("All claims go to Arbitration.", None),
    ] {
        let text = tokens(source);
        let features = model.features(&Observed { text: &text, ..Observed::default() });
        let speaks = |severity| {
            let span = model.severity_evidence(&features, &text, severity);
            span.map(|span| &source[span.range()])
        };
        assert_eq!([0, 1, 2, 3].map(speaks), [expected, None, None, None], "{source}");
    }
}

#[test]
fn what_is_usual_for_a_type_counts_in_a_document() {
    let mut model = small();
    model.habits[0] = [2.0, 1.0, 1.0, 0.5];
    let (text, heading) = (tokens("All claims go to Arbitration."), tokens("Disputes"));
    let alone = Observed { text: &text, ..Observed::default() };
    let (alone, below) = (model.features(&alone), Observed { heading: &heading, ..alone });
    let below = model.features(&below);
    assert_eq!(model.severity(&alone, Some(0)), model.severity(&alone, None));
    assert_eq!(model.severity_by_words(&alone)[3], 0.0, "quotes are not told to be protective");
    assert_eq!(model.severity_by_words(&below), model.severity(&below, None));
    let (usual, of_type) = (model.severity(&below, None), model.severity(&below, Some(0)));
    assert!(of_type[0] > usual[0] && of_type[3] < usual[3], "{of_type:?} beside {usual:?}");
}

#[test]
fn a_clause_of_unknown_words_is_of_no_type() {
    let model = small();
    for source in ["", "Ein deutscher Satz."] {
        let text = tokens(source);
        let features = model.features(&Observed { text: &text, ..Observed::default() });
        assert_eq!(model.score(&features, 0.5), []);
        assert_eq!(model.evidence(&features, &text, 0), []);
    }
}
