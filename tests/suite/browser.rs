//! The pages in a real browser: headless Chromium, which runs in CI and says loudly when it is not
//! at hand.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use crate::archives::sample;
use crate::driver::{ARROW_DOWN, ARROW_UP, Driver, ENTER, ESCAPE};

/// A server of the sample, stopped when dropped.
struct Server {
    process: Child,
    address: String,
}

impl Server {
    fn start(folder: &Path) -> Self {
        let binary = env!("CARGO_BIN_EXE_clausedex");
        let index = folder.join("index");
        let status = Command::new(binary)
            .args(["index".as_ref(), sample().as_os_str(), "--index".as_ref(), index.as_os_str()])
            .stderr(Stdio::null())
            .status();
        assert!(status.unwrap().success());
        let mut process = Command::new(binary)
            .args(["serve".as_ref(), "--index".as_ref(), index.as_os_str()])
            .args(["--listen", "127.0.0.1:0"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let start = line.find("http://").unwrap_or_else(|| panic!("no address in `{line}`"));
        let address = line[start..].split_whitespace().next().unwrap().trim_end_matches('/');
        Self { address: address.to_owned(), process }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A browser without a window.
fn chromium(folder: &Path) -> Option<Command> {
    let binary = ["chromium", "chromium-browser", "google-chrome"].into_iter().find(|name| {
        Command::new(name)
            .arg("--version")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .is_ok()
    });
    if binary.is_none() {
        assert!(std::env::var_os("CI").is_none(), "no Chromium on this machine");
        #[expect(clippy::print_stderr, reason = "a test that is skipped must say so")]
        {
            eprintln!("SKIPPED: no Chromium on this machine; .ci/run installs it");
        }
    }
    let mut command = Command::new(binary?);
    command.args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic"]);
    command.args(["--no-first-run", "--disable-background-networking", "--hide-scrollbars"]);
    command.args(["--disable-component-update", "--disable-sync", "--virtual-time-budget=2000"]);
    command.arg(format!("--user-data-dir={}", folder.join("profile").display()));
    command.stderr(Stdio::null());
    Some(command)
}

#[test]
fn the_pages_show_in_a_browser_what_was_asked() {
    let folder = tempfile::tempdir().unwrap();
    if chromium(folder.path()).is_none() {
        return;
    }
    let server = Server::start(folder.path());
    let visit = |path: &str| {
        let mut browser = chromium(folder.path()).unwrap();
        let output = browser.arg("--dump-dom").arg(format!("{}{path}", server.address)).output();
        String::from_utf8(output.unwrap().stdout).unwrap()
    };
    let found = visit("/?q=arbitration&severity=high");
    assert!(found.contains("<mark>"), "{found}");
    assert!(found.contains("value=\"arbitration\""), "the box keeps the query");
    let record = found.split("/clauses/CX-").nth(1).map(|rest| &rest[..10]);
    let clause = visit(&format!("/clauses/CX-{}", record.expect("a hit links to its clause")));
    assert!(clause.contains("sha256:") || clause.contains("SHA-256"), "{clause}");
    let comparison = visit("/compare?type=liability-cap");
    assert!(comparison.contains("Lumenreel") && comparison.contains("Cirrostack"), "{comparison}");
}

#[test]
fn a_search_is_suggested_while_somebody_types() {
    let folder = tempfile::tempdir().unwrap();
    if chromium(folder.path()).is_none() {
        return;
    }
    let server = Server::start(folder.path());
    let browser = Driver::start(folder.path());
    browser.open(&format!("{}/", server.address));
    let search = browser.find("input[role=combobox][aria-expanded=false]");
    assert_eq!(search.computed_role(), "combobox");

    search.press("arbitr");
    let first = browser.find("[role=listbox]:not([hidden]) [role=option]");
    assert!(first.property("innerText").as_str().unwrap().starts_with("Mandatory arbitration"));
    browser.find("input[aria-expanded=true][aria-controls=suggestions]");
    search.press(ARROW_DOWN);
    browser.find("input[aria-activedescendant=suggestion-0]");
    browser.find("#suggestion-0[aria-selected=true]");
    search.press(ARROW_UP);
    browser.find("input[aria-activedescendant='']");

    search.press(ESCAPE);
    browser.find("[role=listbox][hidden]");
    browser.find("input[aria-expanded=false]");
    assert_eq!(search.property("value"), "arbitr", "Escape keeps what was typed");

    search.press("a");
    browser.find("[role=listbox]:not([hidden]) [role=option]");
    search.press(&format!("{ARROW_DOWN}{ENTER}"));
    browser.find("ul.chips");
    assert_eq!(browser.address(), format!("{}/?type=arbitration", server.address));
}

#[test]
fn a_page_is_drawn_on_a_small_screen() {
    let folder = tempfile::tempdir().unwrap();
    let Some(mut browser) = chromium(folder.path()) else { return };
    let server = Server::start(folder.path());
    let picture = folder.path().join("page.png");
    browser.arg("--window-size=375,800").arg(format!("--screenshot={}", picture.display()));
    assert!(browser.arg(format!("{}/?q=data", server.address)).status().unwrap().success());
    let bytes = std::fs::metadata(&picture).unwrap().len();
    assert!(bytes > 10_000, "the picture has {bytes} bytes, so the page is empty");
}
