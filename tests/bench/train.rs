//! Trains the model of `data/model` from the folder of judged data named as its argument.

use std::path::PathBuf;

use clausedex::classify::train::train;
use clausedex::taxonomy::Taxonomy;

fn main() -> anyhow::Result<()> {
    let truth = std::env::args_os().nth(1).map(PathBuf::from);
    let truth = truth.ok_or_else(|| anyhow::anyhow!("name the folder of judged data"))?;
    let training = train(&truth, &Taxonomy::bundled(), &[])?;
    let folder = PathBuf::from("data/model");
    std::fs::write(folder.join("types.bin"), &training.model)?;
    let card = serde_json::to_string_pretty(&training.card)?;
    std::fs::write(folder.join("types.json"), card + "\n")?;
    Ok(())
}
