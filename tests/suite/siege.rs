//! The server as a process, with clients and keepers that mean it no good.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::body::Body;
use axum::http::{Request, StatusCode};
use clausedex::taxonomy::Taxonomy;
use clausedex::web::{self, Service};
use tower::ServiceExt;

use crate::archives::sample_engine;

/// Shorter than the time after which the server drops a client that takes nothing.
const SOON: Duration = Duration::from_secs(8);

/// A server of the sample.
struct Server {
    process: Child,
    address: String,
}

impl Server {
    /// Its log goes to `stderr`; what it prints is not read beyond the address.
    fn start(stderr: Stdio) -> Self {
        sample_engine();
        let index = Path::new(env!("CARGO_TARGET_TMPDIR")).join("sample");
        let mut process = Command::new(env!("CARGO_BIN_EXE_clausedex"))
            .args(["serve", "--listen", "127.0.0.1:0", "--index"])
            .arg(index)
            .stdout(Stdio::piped())
            .stderr(stderr)
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().strip_prefix("listening on http://").unwrap().to_owned();
        Self { process, address }
    }

    fn send(&self, text: &str) -> TcpStream {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(SOON)).unwrap();
        stream.write_all(text.as_bytes()).unwrap();
        stream
    }

    /// What it answers to a GET, soon.
    #[track_caller]
    fn get(&self, path: &str) -> String {
        let mut stream =
            self.send(&format!("GET {path} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n"));
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap_or_else(|error| panic!("{path}: {error}"));
        answer
    }

    /// Tells it to stop, and waits until it has.
    fn stop(mut self) {
        let told = Command::new("kill").arg(self.process.id().to_string()).status().unwrap();
        assert!(told.success());
        let begun = Instant::now();
        while begun.elapsed() < 2 * SOON {
            if let Some(status) = self.process.try_wait().unwrap() {
                assert_eq!(status.code(), Some(0));
                return;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        panic!("it did not stop when it was told to");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[test]
fn clients_that_never_read_keep_nobody_out() {
    let server = Server::start(Stdio::null());
    let request = "GET /openapi.json HTTP/1.1\r\nhost: a\r\n\r\n".repeat(60);
    let mut silent = Vec::new();
    for number in 0..300 {
        silent.push(server.send(if number % 2 == 0 { &request } else { "GET /livez HT" }));
    }
    for _ in 0..3 {
        for path in ["/api/v1/clauses?q=refund", "/livez", "/readyz", "/metrics", "/?q=data"] {
            let answer = server.get(path);
            assert!(answer.starts_with("HTTP/1.1 200"), "{path}: {answer}");
        }
    }
}

#[tokio::test]
async fn few_analyses_are_kept_for_clients_that_do_not_read() {
    sample_engine();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("sample");
    let service = Service::new(&folder, Arc::new(Taxonomy::bundled())).unwrap();
    let router = web::router(service);
    let analyze = async || {
        let request = Request::post("/api/v1/analyze").header("content-type", "text/plain");
        let request = request.body(Body::from("We may close your account at any time.")).unwrap();
        router.clone().oneshot(request).await.unwrap()
    };
    let mut unread = Vec::new();
    let refused = loop {
        let answer = analyze().await;
        if answer.status() != StatusCode::OK {
            break answer;
        }
        unread.push(answer);
        assert!(unread.len() < 100, "there is no end of them");
    };
    assert_eq!(refused.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert!(refused.headers().contains_key("retry-after"));
    // Who takes the answer, or goes, makes room for another.
    unread.pop();
    assert_eq!(analyze().await.status(), StatusCode::OK);
}

#[test]
fn a_server_whose_log_nobody_reads_answers_and_stops_when_told() {
    for is_open in [true, false] {
        let mut server = Server::start(Stdio::piped());
        // A pipe that nobody empties is full after some hundred lines; a closed one at once.
        let log = server.process.stderr.take().filter(|_| is_open);
        let request = "GET /livez HTTP/1.1\r\nhost: a\r\n\r\n".repeat(500);
        for _ in 0..6 {
            let mut stream = server.send(&request);
            let mut answers = BufReader::new(&mut stream);
            let mut line = String::new();
            let mut answered = 0;
            while answered < 500 {
                line.clear();
                assert!(answers.read_line(&mut line).unwrap() > 0, "it closed the connection");
                answered += usize::from(line.trim_end() == "live");
            }
        }
        assert!(server.get("/api/v1/clauses?q=refund").starts_with("HTTP/1.1 200"));
        server.stop();
        drop(log);
    }
}
