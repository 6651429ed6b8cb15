//! The accept loop: bounded in connections, in waiting for a request, and in stopping.

use std::io;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::TcpListener;

use super::connection::{self, Stream};
use super::limits::{
    CONNECTIONS, CROWDED_TIME, DRAIN_TIME, HEADER_BYTES, HEADER_TIME, HEADERS, IDLE_TIME,
    URI_BYTES, WRITE_TIME,
};
use super::seats::{Held, Patience, Seats};
use super::{Service, router};

/// How long the server waits for its clients.
const PATIENCE: Patience =
    Patience { head: HEADER_TIME, idle: IDLE_TIME, write: WRITE_TIME, crowded: CROWDED_TIME };

/// Serves on `listener` until `shutdown` is there and the open requests are answered, or 10
/// seconds have gone by.
///
/// A new build of the index is served within a second of being published.
pub async fn serve(
    listener: TcpListener,
    service: Arc<Service>,
    shutdown: impl Future<Output = ()>,
) {
    let router = router(Arc::clone(&service));
    let follower = tokio::spawn(service.follow());
    let seats = Seats::new(CONNECTIONS, PATIENCE);
    accept(listener, router, shutdown, seats, DRAIN_TIME).await;
    follower.abort();
}

/// Accepts connections until `shutdown`; open requests then have the time of `drain`.
async fn accept(
    listener: TcpListener,
    router: Router,
    shutdown: impl Future<Output = ()>,
    seats: Arc<Seats>,
    drain: Duration,
) {
    let mut shutdown = pin!(shutdown);
    let graceful = GracefulShutdown::new();
    let server = http_server();
    let watching = tokio::spawn(Arc::clone(&seats).watch());
    loop {
        // Who has come is let in before anyone has to leave for them.
        let next = async {
            match listener.accept().await {
                Ok((stream, _)) => Ok((stream, seats.take().await)),
                Err(error) => Err(error),
            }
        };
        let next = tokio::select! {
            next = next => next,
            () = &mut shutdown => break,
        };
        let (stream, held) = match next {
            Ok(next) => next,
            Err(error) => {
                pause_after(&error).await;
                continue;
            }
        };
        let Held { seat, .. } = &held;
        let (stream, router) = (Stream { stream, seat: Arc::clone(seat) }, router.clone());
        let service = {
            let seat = Arc::clone(seat);
            service_fn(move |request| {
                connection::answer(router.clone(), Arc::clone(&seat), request)
            })
        };
        let connection = graceful.watch(server.serve_connection(TokioIo::new(stream), service));
        tokio::spawn(async move {
            tokio::select! {
                ended = connection => if let Err(error) = ended {
                    tracing::debug!(%error, "a connection ended badly");
                },
                () = held.seat.dismissed() => tracing::debug!("a connection had to leave"),
            }
        });
    }
    drop(listener);
    if tokio::time::timeout(drain, graceful.shutdown()).await.is_err() {
        tracing::warn!("some requests were still open when the server stopped");
    }
    watching.abort();
}

/// The HTTP side of the loop.
///
/// hyper answers what is over its own bounds with an empty body, so those are twice as wide as
/// the limits that the router states and explains. It would take the time between two requests for
/// that of a head; seats have a time for either.
fn http_server() -> http1::Builder {
    let mut server = http1::Builder::new();
    server
        .timer(TokioTimer::new())
        .header_read_timeout(None)
        .max_headers(2 * HEADERS)
        .max_buf_size(2 * (HEADER_BYTES + URI_BYTES));
    server
}

/// Waits where accepting would only fail again, such as without free file descriptors.
async fn pause_after(error: &io::Error) {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    if matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset) {
        return;
    }
    tracing::error!(%error, "cannot accept connections");
    tokio::time::sleep(Duration::from_millis(200)).await;
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::net::{SocketAddr, TcpStream};

    use axum::routing::get;
    use tokio::sync::{Notify, oneshot};
    use tokio::task::JoinHandle;
    use tokio::time::timeout;

    use super::*;

    const PATIENCE: Patience =
        Patience { head: Duration::from_millis(150), idle: LONG, write: LONG, crowded: LONG };

    /// Far longer than anything here may take.
    const LONG: Duration = Duration::from_secs(20);

    /// A server under test.
    struct Server {
        address: SocketAddr,
        /// Stops it.
        stop: oneshot::Sender<()>,
        /// It has stopped.
        end: JoinHandle<()>,
        /// A request for `/slow` has come in.
        begun: Arc<Notify>,
        /// Lets it be answered.
        go: Arc<Notify>,
    }

    async fn server() -> Server {
        server_of(16, PATIENCE).await
    }

    /// A server with so many seats.
    async fn server_of(seats: usize, patience: Patience) -> Server {
        let (begun, go) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
        let slow = {
            let (begun, go) = (Arc::clone(&begun), Arc::clone(&go));
            async move || {
                begun.notify_one();
                go.notified().await;
                "slow"
            }
        };
        let router =
            Router::new().route("/quick", get(|| async { "quick" })).route("/slow", get(slow));
        let router = router.route("/long", get(|| async { "long ".repeat(1 << 20) }));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel();
        let shutdown = async { _ = stopped.await };
        let seats = Seats::new(seats, patience);
        let drain = Duration::from_millis(400);
        let end = tokio::spawn(accept(listener, router, shutdown, seats, drain));
        Server { address, stop, end, begun, go }
    }

    fn send(address: SocketAddr, text: &str) -> TcpStream {
        let mut stream = TcpStream::connect(address).unwrap();
        stream.write_all(text.as_bytes()).unwrap();
        stream
    }

    /// What the server sends until it closes the connection.
    async fn rest(mut stream: TcpStream) -> String {
        let read = move || {
            let mut text = String::new();
            stream.read_to_string(&mut text).unwrap();
            text
        };
        timeout(LONG, tokio::task::spawn_blocking(read)).await.expect("it was kept open").unwrap()
    }

    #[tokio::test]
    async fn a_connection_that_sends_no_whole_head_is_closed() {
        let server = server().await;
        for head in ["", "GET /quick HTTP/1.1\r\nhost: a\r\n"] {
            let answer = rest(send(server.address, head)).await;
            assert!(!answer.contains("quick"), "{answer}");
        }
    }

    #[tokio::test]
    async fn a_request_under_way_is_answered_before_the_server_stops() {
        let server = server().await;
        let asked = send(server.address, "GET /slow HTTP/1.1\r\nhost: a\r\n\r\n");
        server.begun.notified().await;
        server.stop.send(()).unwrap();
        server.go.notify_one();
        assert!(rest(asked).await.ends_with("slow"));
        timeout(LONG, server.end).await.unwrap().unwrap();
        assert!(TcpStream::connect(server.address).is_err(), "it still listens");
    }

    #[tokio::test]
    async fn the_server_stops_though_requests_never_end() {
        let server = server().await;
        let _half = send(server.address, "GET /quick HT");
        let _asked = send(server.address, "GET /slow HTTP/1.1\r\nhost: a\r\n\r\n");
        server.begun.notified().await;
        server.stop.send(()).unwrap();
        timeout(LONG, server.end).await.unwrap().unwrap();
    }
    /// Asks for a long answer and takes none of it; ends when the server has begun to send it.
    fn ask_without_reading(address: SocketAddr) -> TcpStream {
        let mut stream = send(address, "GET /long HTTP/1.1\r\nhost: a\r\n\r\n");
        stream.read_exact(&mut [0; 1]).unwrap();
        stream
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_client_that_takes_nothing_of_its_answer_is_dropped() {
        let write = Duration::from_millis(200);
        let server = server_of(16, Patience { write, ..PATIENCE }).await;
        let mut stalled = ask_without_reading(server.address);
        tokio::time::sleep(4 * write).await;
        // What it had not been sent is lost, and the connection with it.
        let mut sent = Vec::new();
        let _reset = stalled.read_to_end(&mut sent);
        assert!(sent.len() < 5 << 20, "the server waited for its client");
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_client_may_pause_between_requests_but_not_within_a_head() {
        let server = server().await;
        let request = "GET /quick HTTP/1.1\r\nhost: a\r\n\r\n";
        let mut kept = send(server.address, request);
        for _ in 0..2 {
            let mut answer = [0; 1024];
            let length = kept.read(&mut answer).unwrap();
            assert!(answer[..length].ends_with(b"quick"));
            tokio::time::sleep(3 * PATIENCE.head).await;
            kept.write_all(request.as_bytes()).unwrap();
        }
        kept.read_exact(&mut [0; 1]).unwrap();
        kept.write_all(b"GET /quick HT").unwrap();
        assert!(!rest(kept).await.contains("400"));
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn clients_that_only_wait_give_way_to_others() {
        let crowded = Duration::from_millis(100);
        let server = server_of(4, Patience { head: LONG, crowded, ..PATIENCE }).await;
        let request = "GET /quick HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n";
        let mut held: Vec<TcpStream> = Vec::new();
        for _ in 0..4 {
            held.push(ask_without_reading(server.address));
            held.push(send(server.address, "GET /quick HT"));
            held.push(send(server.address, "POST /quick HTTP/1.1\r\ncontent-length: 9\r\n\r\n"));
            assert!(rest(send(server.address, request)).await.ends_with("quick"));
        }
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_client_whose_answer_is_being_made_keeps_its_seat() {
        let crowded = Duration::from_millis(50);
        let server = server_of(2, Patience { crowded, ..PATIENCE }).await;
        let asked = send(server.address, "GET /slow HTTP/1.1\r\nhost: a\r\n\r\n");
        server.begun.notified().await;
        let request = "GET /quick HTTP/1.1\r\nhost: a\r\n\r\n";
        for _ in 0..4 {
            let mut kept = send(server.address, request);
            kept.read_exact(&mut [0; 1]).unwrap();
        }
        server.go.notify_one();
        let mut asked = asked;
        let mut answer = [0; 1024];
        let length = asked.read(&mut answer).unwrap();
        assert!(answer[..length].ends_with(b"slow"));
    }
}
