//! A body that is made while the client reads it, and that never looks whole when it is not.

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::{Body, Bytes, HttpBody};
use hyper::body::{Frame, SizeHint};
use tokio::sync::{OwnedSemaphorePermit, mpsc};

/// The most bytes of a piece of a body that is there as a whole.
const PIECE_BYTES: usize = 64 << 10;

/// What goes to the client.
#[derive(Debug)]
enum Part {
    /// Some of the body.
    Piece(Bytes),
    /// There is no more, and nothing is missing.
    End,
}

/// Where the pieces of a body come from; dropped before [`Self::end`], it breaks the body off.
#[derive(Debug)]
pub(super) struct Source(mpsc::Sender<Part>);

/// The client reads no more.
#[derive(Debug)]
pub(super) struct Gone;

impl Source {
    /// Sends a piece, once the client has read those before.
    ///
    /// # Errors
    ///
    /// [`Gone`] when the client has gone away, or was sent away because it did not read.
    pub(super) async fn send(&self, piece: Vec<u8>) -> Result<(), Gone> {
        self.part(Part::Piece(piece.into())).await
    }

    /// Ends the body: it is whole.
    pub(super) async fn end(self) {
        // Nobody is left to be told that it failed.
        let _gone = self.part(Part::End).await;
    }

    async fn part(&self, part: Part) -> Result<(), Gone> {
        self.0.send(part).await.map_err(|_| Gone)
    }
}

/// A body, and where its pieces come from.
pub(super) fn body() -> (Source, Body) {
    // A single piece waits, so that no more is made than the client reads.
    let (sender, receiver) = mpsc::channel(1);
    (Source(sender), Body::new(Pieces { receiver, is_whole: false }))
}

/// A body whose pieces are made while it is read.
#[derive(Debug)]
struct Pieces {
    receiver: mpsc::Receiver<Part>,
    is_whole: bool,
}

/// A body that ends before its end. The connection is then closed without the mark that a whole
/// body ends with, so that the client knows.
#[derive(Debug, thiserror::Error)]
#[error("the answer was broken off")]
struct BrokenOff;

impl HttpBody for Pieces {
    type Data = Bytes;
    type Error = BrokenOff;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BrokenOff>>> {
        if self.is_whole {
            return Poll::Ready(None);
        }
        self.receiver.poll_recv(context).map(|part| match part {
            Some(Part::Piece(piece)) => Some(Ok(Frame::data(piece))),
            Some(Part::End) => {
                self.is_whole = true;
                None
            }
            None => Some(Err(BrokenOff)),
        })
    }
}

/// A body of `bytes` that is sent piece by piece and holds `permit` until all but the last piece
/// have been taken.
///
/// A body given away whole would be out of our hands at once, though its client took none of it.
pub(super) fn pieces(bytes: Vec<u8>, permit: OwnedSemaphorePermit) -> Body {
    Body::new(Held { bytes: bytes.into(), _permit: permit })
}

/// What is left of a body that is there.
#[derive(Debug)]
struct Held {
    bytes: Bytes,
    _permit: OwnedSemaphorePermit,
}

impl HttpBody for Held {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        let length = self.bytes.len().min(PIECE_BYTES);
        let piece = self.bytes.split_to(length);
        Poll::Ready((!piece.is_empty()).then(|| Ok(Frame::data(piece))))
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.bytes.len() as u64)
    }
}

#[cfg(test)]
mod tests {
    use axum::body::to_bytes;

    use super::*;

    #[tokio::test]
    async fn a_body_that_was_not_ended_is_an_error() {
        let (source, whole) = body();
        let sending = tokio::spawn(async move {
            source.send(b"one ".to_vec()).await.unwrap();
            source.send(b"two".to_vec()).await.unwrap();
            source.end().await;
        });
        assert_eq!(to_bytes(whole, usize::MAX).await.unwrap(), "one two");
        sending.await.unwrap();

        let (source, broken) = body();
        tokio::spawn(async move { source.send(b"one ".to_vec()).await });
        let error = to_bytes(broken, usize::MAX).await.unwrap_err();
        assert!(error.to_string().contains("broken off"), "{error}");
    }

    #[tokio::test]
    async fn a_client_that_goes_away_is_noticed() {
        let (source, body) = body();
        source.send(b"one ".to_vec()).await.unwrap();
        drop(body);
        source.send(b"two".to_vec()).await.unwrap_err();
    }
}
