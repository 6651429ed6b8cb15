//! A writer that is killed at any moment leaves the former build served, and the next one succeeds.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use clausedex::index::Build;
use clausedex::taxonomy::Taxonomy;

use crate::archives::{Numbers, sample};

fn index(archive: &Path, folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_clausedex"));
    command.arg("index").arg(archive).arg("--index").arg(folder);
    command.stdout(Stdio::null()).stderr(Stdio::null());
    command
}

#[test]
fn a_killed_writer_leaves_the_former_build_and_the_next_run_succeeds() {
    let folder = tempfile::tempdir().unwrap();
    let served = folder.path().join("index");
    let taxonomy = Taxonomy::bundled();

    let started = Instant::now();
    assert!(index(&sample(), &folder.path().join("whole")).status().unwrap().success());
    let whole = started.elapsed();
    let complete = Build::open(&folder.path().join("whole"), &taxonomy).unwrap().digest;

    let mut numbers = Numbers(9);
    let mut killed = 0;
    for _ in 0..20 {
        // The former build holds a part of the sample, so that there is something to do each time.
        let _ = std::fs::remove_dir_all(&served);
        assert!(index(&sample().join("Lumenreel"), &served).status().unwrap().success());
        let former = Build::open(&served, &taxonomy).unwrap().digest;

        let mut writer = index(&sample(), &served).spawn().unwrap();
        let moment = whole.mul_f64(numbers.below(1000) as f64 / 1000.0);
        std::thread::sleep(moment.max(Duration::from_millis(1)));
        let _ = writer.kill();
        killed += usize::from(!writer.wait().unwrap().success());

        let left = Build::open(&served, &taxonomy).unwrap();
        left.verify().unwrap();
        assert!(left.digest == former || left.digest == complete);
        assert!(index(&sample(), &served).status().unwrap().success());
        let next = Build::open(&served, &taxonomy).unwrap();
        next.verify().unwrap();
        assert_eq!(next.digest, complete);
    }
    assert!(killed > 5, "only {killed} of 20 writers were killed before they had finished");
}
