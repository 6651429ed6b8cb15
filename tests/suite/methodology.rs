//! The methodology: what is published is what was measured.

use std::fs;
use std::path::Path;
use std::process::Command;

use clausedex::classify::{CONFIDENT, SHOWN};
use clausedex::document::ContentHash;
use serde_json::{Value, json};

use crate::site::get;

fn file(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

fn figures(path: &str) -> Value {
    serde_json::from_str(&file(path)).unwrap()
}

/// A share as the page writes it.
fn shown(share: &Value) -> String {
    let (percent, whole) = (share["percent"].as_f64().unwrap(), &share["whole"]);
    format!(r#"{percent:.1} % <span class="note">of {whole}</span>"#)
}

#[tokio::test]
async fn the_page_shows_the_measured_figures() {
    let page = get("/docs/methodology").await.text;
    let labels = figures("data/model/labels.json");
    for part in [&labels["all"], &labels["random"]] {
        let types = &part["types"];
        for share in [
            &types["given"],
            &types["shown"]["precision"],
            &types["shown"]["recall"],
            &types["confident"]["precision"],
            &types["confident"]["recall"],
            &types["coverage"],
            &types["none_kept"],
            &types["none_right"],
            &types["top_1"],
            &part["severity"]["shown"],
            &part["severity"]["accuracy"],
            &part["jurisdictions"]["all"]["precision"],
            &part["jurisdictions"]["all"]["recall"],
        ] {
            assert!(page.contains(&shown(share)), "the page lacks {share}");
        }
        let macro_f1 = format!("{:.1} %", types["macro_f1"].as_f64().unwrap());
        assert!(page.contains(&macro_f1), "the page lacks {macro_f1}");
        for step in types["reliability"].as_array().unwrap() {
            let right = format!("{:.1} %", step["right"].as_f64().unwrap());
            assert!(page.contains(&right), "the page lacks {step}");
        }
    }
    for one in labels["all"]["types"]["by_type"].as_array().unwrap() {
        let row = page.split(&format!("id=\"type-{}\"", one["name"].as_str().unwrap())).nth(1);
        let row = row.and_then(|rest| rest.split("</tr>").next()).unwrap();
        for share in [&one["precision"], &one["recall"]] {
            assert!(share["whole"] == 0 || row.contains(&shown(share)), "{row} lacks {share}");
        }
    }
}

#[tokio::test]
async fn the_api_answers_with_the_same_files() {
    let answer = get("/api/v1/methodology").await.json();
    for (part, path) in [
        ("agreement", "data/labels/agreement.json"),
        ("model", "data/model/types.json"),
        ("labels", "data/model/labels.json"),
    ] {
        assert_eq!(answer[part], figures(path), "{path}");
    }
}

#[test]
fn the_figures_are_of_the_thresholds_in_force_and_the_labels_at_hand() {
    let labels = figures("data/model/labels.json");
    assert_eq!(labels["shown"].as_f64().unwrap() as f32, SHOWN);
    assert_eq!(labels["confident"].as_f64().unwrap() as f32, CONFIDENT);
    let judgements = ContentHash::of(file("data/labels/test.jsonl").as_bytes());
    assert_eq!(labels["judgements"], judgements.to_string());
}

#[test]
fn labels_are_measured_on_the_clauses_that_were_read() {
    let text = "# Terms of Service\n\n## Disputes\n\nAll disputes will be resolved by binding \
        arbitration and not in court.\n\n## Welcome\n\nThank you for being here with us today.\n";
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("archive/Pipwire/Terms of Service");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("2024-03-01T10-00-00Z.md"), text).unwrap();
    let judgement = |clause: &str, types: &[&str], drawn: &str| {
        let start = text.find(clause).unwrap();
        json!({
            "platform": "Pipwire",
            "document": "Terms of Service",
            "version": ContentHash::of(text.as_bytes()).to_string(),
            "span": [start, start + clause.len()],
            "drawn": drawn,
            "types": types,
        })
    };
    let arbitration = "All disputes will be resolved by binding arbitration and not in court.";
    let judgements = [
        judgement(arbitration, &["arbitration"], "chosen"),
        judgement("Thank you for being here with us today.", &[], "random"),
        // Nothing is cut so.
        judgement("binding", &["arbitration"], "random"),
    ];
    let lines = judgements.map(|judgement| judgement.to_string()).join("\n");
    fs::write(place.path().join("labels.jsonl"), lines).unwrap();

    let run = |options: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_clausedex"));
        command.args(["evaluate", "labels", "archive", "--labels", "labels.jsonl"]).args(options);
        command.current_dir(place.path()).output().unwrap()
    };
    let output = run(&["--json"]);
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["all"]["clauses"], 2);
    assert_eq!(report["random"]["clauses"], 1);
    assert_eq!(report["all"]["types"]["coverage"]["part"], 1);
    assert_eq!(report["all"]["types"]["none_kept"]["part"], 1);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("1 judgements of labels.jsonl have no clause now"), "{said}");
    let table = String::from_utf8(run(&[]).stdout).unwrap();
    assert!(table.contains("Clauses with a type that show a right one"), "{table}");
}

#[test]
fn about_95_in_100_confident_labels_proved_right_in_training() {
    let card = figures("data/model/types.json");
    let steps = card["measures"]["clauses"]["types"]["reliability"].as_array().unwrap().clone();
    let confident = steps.iter().find(|step| step["from"].as_f64().unwrap() as f32 == CONFIDENT);
    let right = confident.unwrap()["right"].as_f64().unwrap();
    assert!(right >= 94.5, "{right} % of confident labels proved right");
}

#[test]
fn the_guideline_tells_the_figures_of_agreement() {
    let guideline = file("data/labels/GUIDELINES.md");
    let agreement = figures("data/labels/agreement.json");
    for measure in agreement["measures"].as_array().unwrap() {
        let told = format!("{} of {}", measure["same"], measure["compared"]);
        assert!(guideline.contains(&told), "the guideline lacks {told}");
    }
    let labels = ["data/labels/train.jsonl", "data/labels/test.jsonl"].map(file);
    let lines: Vec<&str> = labels.iter().flat_map(|text| text.lines()).collect();
    assert_eq!(agreement["clauses"], lines.len());
    let twice = lines.iter().filter(|line| line.contains(r#""readings": 2"#)).count();
    assert_eq!(agreement["twice"], twice);
}

#[test]
fn no_platform_is_both_learnt_from_and_measured_on() {
    let platforms = |path: &str| -> std::collections::BTreeSet<String> {
        let platform = |line: &str| {
            let line: Value = serde_json::from_str(line).unwrap();
            line["platform"].as_str().unwrap().to_owned()
        };
        file(path).lines().map(platform).collect()
    };
    let (train, test) = (platforms("data/labels/train.jsonl"), platforms("data/labels/test.jsonl"));
    assert_eq!(train.intersection(&test).next(), None);
}
