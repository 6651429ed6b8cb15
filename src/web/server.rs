//! The accept loop: bounded in connections, in waiting for a request, and in stopping.

use std::io;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;

use super::limits::{CONNECTIONS, DRAIN_TIME, HEADER_BYTES, HEADER_TIME, HEADERS, URI_BYTES};
use super::{Service, router};

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
    accept(listener, router, shutdown, Patience { header: HEADER_TIME, drain: DRAIN_TIME }).await;
    follower.abort();
}

/// How long to wait for clients.
#[derive(Debug, Clone, Copy)]
struct Patience {
    /// For the head of a request.
    header: Duration,
    /// For open requests, when the server is told to stop.
    drain: Duration,
}

async fn accept(
    listener: TcpListener,
    router: Router,
    shutdown: impl Future<Output = ()>,
    patience: Patience,
) {
    let mut shutdown = pin!(shutdown);
    let connections = Arc::new(Semaphore::new(CONNECTIONS));
    let graceful = GracefulShutdown::new();
    let server = http_server(patience);
    loop {
        let next = async {
            let permit = Arc::clone(&connections).acquire_owned().await;
            (listener.accept().await, permit)
        };
        let (accepted, permit) = tokio::select! {
            accepted = next => accepted,
            () = &mut shutdown => break,
        };
        let stream = match accepted {
            Ok((stream, _)) => stream,
            Err(error) => {
                pause_after(&error).await;
                continue;
            }
        };
        let service = TowerToHyperService::new(router.clone());
        let connection = graceful.watch(server.serve_connection(TokioIo::new(stream), service));
        tokio::spawn(async move {
            let _held = permit;
            if let Err(error) = connection.await {
                tracing::debug!(%error, "a connection ended badly");
            }
        });
    }
    drop(listener);
    if tokio::time::timeout(patience.drain, graceful.shutdown()).await.is_err() {
        tracing::warn!("some requests were still open when the server stopped");
    }
}

/// The HTTP side of the loop.
///
/// hyper answers what is over its own bounds with an empty body, so those are twice as wide as
/// the limits that the router states and explains.
fn http_server(patience: Patience) -> http1::Builder {
    let mut server = http1::Builder::new();
    server
        .timer(TokioTimer::new())
        .header_read_timeout(patience.header)
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
        Patience { header: Duration::from_millis(150), drain: Duration::from_millis(400) };

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
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel();
        let shutdown = async { _ = stopped.await };
        let end = tokio::spawn(accept(listener, router, shutdown, PATIENCE));
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
}
