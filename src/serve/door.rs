//! The door: accepts connections, a bounded number at a time, and sends small answers at once.

use super::sealed::Sealed;
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
/// keeps his seat: with a bound, he takes seats and not the machine's memory.
const SEATS: usize = 1024;

/// What poem's acceptors answer.
type Accepted<T> = (T, LocalAddr, RemoteAddr, Scheme);

/// A TCP acceptor with a bounded number of seats: plain, sealed by TLS, or both.
pub(super) struct Door {
    plain: Option<TcpAcceptor>,
    sealed: Option<(TcpAcceptor, TlsAcceptor)>,
    seats: Arc<Semaphore>,
}

impl Door {
    pub(super) fn new(plain: Option<TcpAcceptor>, sealed: Option<(TcpAcceptor, TlsAcceptor)>) -> Self {
        Self { plain, sealed, seats: Arc::new(Semaphore::new(SEATS)) }
    }
}

/// The next connection of an acceptor; of none, never.
async fn next(acceptor: Option<&mut TcpAcceptor>) -> io::Result<Accepted<TcpStream>> {
    match acceptor {
        Some(acceptor) => acceptor.accept().await,
        None => std::future::pending().await,
    }
}

impl Acceptor for Door {
    type Io = Line;

    fn local_addr(&self) -> Vec<LocalAddr> {
        let plain = self.plain.iter().chain(self.sealed.iter().map(|(acceptor, _)| acceptor));
        plain.flat_map(Acceptor::local_addr).collect()
    }

    async fn accept(&mut self) -> io::Result<Accepted<Line>> {
        let seat = Arc::clone(&self.seats).acquire_owned().await.map_err(io::Error::other)?;
        let (acceptor, tls) = self.sealed.as_mut().map(|(acceptor, tls)| (acceptor, &*tls)).unzip();
        // Nothing of a connection is lost when the other one comes first.
        let ((stream, local, remote, _), tls) = tokio::select! {
            plain = next(self.plain.as_mut()) => (plain?, None),
            sealed = next(acceptor) => (sealed?, tls),
        };
        // Small answers must not wait for the acknowledgement of the one before.
        stream.set_nodelay(true)?;
        let seated = Seated { stream, _seat: seat };
        Ok(match tls {
            None => (Line::Plain(seated), local, remote, Scheme::HTTP),
            Some(tls) => (Line::Sealed(Sealed::new(tls, seated)), local, remote, Scheme::HTTPS),
        })
    }
}

/// A connection that gives its seat back when it ends.
pub(super) struct Seated {
    stream: TcpStream,
    _seat: OwnedSemaphorePermit,
}

/// A connection with somebody.
pub(super) enum Line {
    /// In the clear.
    Plain(Seated),
    /// By TLS.
    Sealed(Sealed<Seated>),
}

impl AsyncRead for Seated {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, buf)
    }
}

impl AsyncWrite for Seated {
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

/// Does the same on either kind of line.
macro_rules! on_line {
    ($line:expr, $it:ident => $done:expr) => {
        match $line {
            Line::Plain($it) => $done,
            Line::Sealed($it) => $done,
        }
    };
}

impl AsyncRead for Line {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        on_line!(self.get_mut(), it => Pin::new(it).poll_read(cx, buf))
    }
}

impl AsyncWrite for Line {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        on_line!(self.get_mut(), it => Pin::new(it).poll_write(cx, bytes))
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        on_line!(self.get_mut(), it => Pin::new(it).poll_flush(cx))
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        on_line!(self.get_mut(), it => Pin::new(it).poll_shutdown(cx))
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        on_line!(self.get_mut(), it => Pin::new(it).poll_write_vectored(cx, slices))
    }

    fn is_write_vectored(&self) -> bool {
        on_line!(self, it => it.is_write_vectored())
    }
}
