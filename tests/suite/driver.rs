//! A browser that a test steers with `chromedriver`, for what happens while somebody types.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};

use serde_json::{Value, json};

/// Keys that are no letters.
pub(crate) const ENTER: &str = "\u{e007}";
pub(crate) const ESCAPE: &str = "\u{e00c}";
pub(crate) const ARROW_DOWN: &str = "\u{e015}";
pub(crate) const ARROW_UP: &str = "\u{e013}";

/// A headless browser with one window, closed when dropped.
pub(crate) struct Driver {
    process: Child,
    /// What it writes to; it would stop if nobody held it.
    _output: BufReader<ChildStdout>,
    port: u16,
    session: String,
}

impl Driver {
    /// Starts the browser with a profile in `folder`.
    pub(crate) fn start(folder: &Path) -> Self {
        let mut process = Command::new("chromedriver")
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut output = BufReader::new(process.stdout.take().unwrap());
        let mut line = String::new();
        while !line.contains("successfully on port") {
            line.clear();
            assert!(output.read_line(&mut line).unwrap() > 0, "chromedriver did not start");
        }
        let port = line.trim_end().rsplit(' ').next().unwrap().trim_end_matches('.');
        let port = port.parse().unwrap();
        let mut driver = Self { process, _output: output, port, session: String::new() };

        let profile = format!("--user-data-dir={}", folder.join("driven").display());
        let arguments = ["--headless", "--no-sandbox", "--disable-gpu", &profile];
        let wanted = json!({
            "goog:chromeOptions": {"args": arguments},
            // Looking for an element waits for it this long.
            "timeouts": {"implicit": 10_000},
        });
        let body = json!({"capabilities": {"alwaysMatch": wanted}});
        let answer = driver.call("POST", "/session", &body);
        driver.session = format!("/session/{}", answer["sessionId"].as_str().unwrap());
        driver
    }

    /// Opens an address.
    pub(crate) fn open(&self, address: &str) {
        self.call("POST", &format!("{}/url", self.session), &json!({"url": address}));
    }

    /// The address that is open.
    pub(crate) fn address(&self) -> String {
        let answer = self.call("GET", &format!("{}/url", self.session), &Value::Null);
        answer.as_str().unwrap().to_owned()
    }

    /// Waits for the first element that meets a CSS selector.
    #[track_caller]
    pub(crate) fn find(&self, selector: &str) -> Element<'_> {
        let wanted = json!({"using": "css selector", "value": selector});
        let found = self.call("POST", &format!("{}/element", self.session), &wanted);
        let name = found.as_object().and_then(|found| found.values().next()?.as_str());
        let name = name.unwrap_or_else(|| panic!("no element `{selector}`: {found}"));
        Element { driver: self, path: format!("{}/element/{name}", self.session) }
    }

    /// Sends a command and takes the value of its answer.
    fn call(&self, method: &str, path: &str, body: &Value) -> Value {
        let body = if body.is_null() { String::new() } else { body.to_string() };
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        let length = body.len();
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nContent-Length: {length}\r\n\r\n",
            self.port
        );
        stream.write_all((head + &body).as_bytes()).unwrap();
        let mut reader = BufReader::new(stream);
        let mut length = 0;
        loop {
            let mut line = String::new();
            reader.read_line(&mut line).unwrap();
            let line = line.trim_end().to_lowercase();
            if let Some(value) = line.strip_prefix("content-length:") {
                length = value.trim().parse().unwrap();
            }
            if line.is_empty() {
                break;
            }
        }
        let mut content = vec![0; length];
        reader.read_exact(&mut content).unwrap();
        let mut answer: Value = serde_json::from_slice(&content).unwrap();
        answer["value"].take()
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // Without it the browser would outlive its driver.
        if !self.session.is_empty() {
            self.call("DELETE", &self.session, &Value::Null);
        }
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// An element of the page.
pub(crate) struct Element<'a> {
    driver: &'a Driver,
    path: String,
}

impl Element<'_> {
    /// Types into it.
    pub(crate) fn press(&self, keys: &str) {
        self.driver.call("POST", &format!("{}/value", self.path), &json!({"text": keys}));
    }

    /// The value of a property, such as `value` or `innerText`.
    pub(crate) fn property(&self, name: &str) -> Value {
        self.driver.call("GET", &format!("{}/property/{name}", self.path), &Value::Null)
    }

    /// The name and the role that assistive technology is told.
    pub(crate) fn computed_role(&self) -> Value {
        self.driver.call("GET", &format!("{}/computedrole", self.path), &Value::Null)
    }
}
