//! The connections: a bounded number at a time is accepted, and small answers are sent at once.

use super::tls_stream::TlsOnFirstRead;
use poem::http::uri::Scheme;
use poem::listener::{Acceptor, TcpAcceptor};
use poem::web::{LocalAddr, RemoteAddr};
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio_rustls::TlsAcceptor;

/// How many connections may be open. poem knows no time limit for a request's head, so somebody who sends half of one
/// keeps their seat: with a bound, they take seats and not the machine's memory.
const SEATS: usize = 1024;

/// What poem's acceptors answer.
type Accepted<T> = (T, LocalAddr, RemoteAddr, Scheme);

/// A TCP acceptor with a bounded number of seats: plain, by TLS, or both.
pub(super) struct BoundedAcceptor {
    plain: Option<TcpAcceptor>,
    tls: Option<(TcpAcceptor, TlsAcceptor)>,
    seats: Arc<Semaphore>,
}

impl BoundedAcceptor {
    pub(super) fn new(plain: Option<TcpAcceptor>, tls: Option<(TcpAcceptor, TlsAcceptor)>) -> Self {
        Self { plain, tls, seats: Arc::new(Semaphore::new(SEATS)) }
    }
}

/// The next connection of an acceptor; of none, never.
async fn next(acceptor: Option<&mut TcpAcceptor>) -> io::Result<Accepted<TcpStream>> {
    match acceptor {
        Some(acceptor) => acceptor.accept().await,
        None => std::future::pending().await,
    }
}

impl Acceptor for BoundedAcceptor {
    type Io = Box<dyn ClientStream>;

    fn local_addr(&self) -> Vec<LocalAddr> {
        let plain = self.plain.iter().chain(self.tls.iter().map(|(acceptor, _)| acceptor));
        plain.flat_map(Acceptor::local_addr).collect()
    }

    async fn accept(&mut self) -> io::Result<Accepted<Self::Io>> {
        let seat = Arc::clone(&self.seats).acquire_owned().await.map_err(io::Error::other)?;
        let (acceptor, tls) = self.tls.as_mut().map(|(acceptor, tls)| (acceptor, &*tls)).unzip();
        // Nothing of a connection is lost when the other one comes first.
        let ((stream, local, remote, _), tls) = tokio::select! {
            plain = next(self.plain.as_mut()) => (plain?, None),
            secure = next(acceptor) => (secure?, tls),
        };
        // Small answers must not wait for the acknowledgement of the one before.
        stream.set_nodelay(true)?;
        let stream = CountedStream { stream, _seat: seat };
        Ok(match tls {
            None => (Box::new(stream), local, remote, Scheme::HTTP),
            Some(tls) => (Box::new(TlsOnFirstRead::new(tls, stream)), local, remote, Scheme::HTTPS),
        })
    }
}

/// A connection that gives its seat back when it ends.
struct CountedStream {
    stream: TcpStream,
    _seat: OwnedSemaphorePermit,
}

/// A connection with somebody: in the clear, or by TLS.
pub(super) trait ClientStream: AsyncRead + AsyncWrite + Send + Unpin {}

impl<T: AsyncRead + AsyncWrite + Send + Unpin> ClientStream for T {}

impl AsyncRead for CountedStream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, buf)
    }
}

impl AsyncWrite for CountedStream {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(cx, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write_vectored(cx, slices)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }
}
