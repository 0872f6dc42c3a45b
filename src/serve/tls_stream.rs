//! A connection by TLS: the handshake happens when it is first read, so that one who is slow at it keeps no other connection
//! waiting, and it has an end. Whoever speaks in the clear here is told the right address.

use super::clear_speech;
use futures_util::future::BoxFuture;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, ReadBuf};
use tokio::time::{Timeout, timeout};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

/// How long a handshake may take. Who opens a connection and says nothing gives their seat back then.
const PATIENCE: Duration = Duration::from_secs(10);

/// A handshake that is under way.
type Shaking<T> = BoxFuture<'static, io::Result<TlsStream<Begun<T>>>>;

/// A connection by TLS over another one.
pub(super) enum TlsOnFirstRead<T> {
    /// Not agreed on the keys yet.
    Shaking(Pin<Box<Timeout<Shaking<T>>>>),
    /// In use.
    Open(Box<TlsStream<Begun<T>>>),
    /// The handshake failed.
    Broken,
}

/// Agrees on the keys, unless the first byte is a letter of a request in the clear.
async fn shake<T: AsyncRead + AsyncWrite + Send + Unpin>(
    acceptor: TlsAcceptor,
    mut inner: T,
) -> io::Result<TlsStream<Begun<T>>> {
    let mut first = [0; 1];
    inner.read_exact(&mut first).await?;
    let [first] = first;
    if clear_speech::is_request(first) {
        clear_speech::answer(&mut inner, first).await?;
        return Err(io::Error::new(io::ErrorKind::InvalidData, "a request in the clear"));
    }
    acceptor.accept(Begun { first: Some(first), inner }).await
}

/// A connection whose first byte was looked at.
pub(super) struct Begun<T> {
    first: Option<u8>,
    inner: T,
}

impl<T: AsyncRead + Unpin> AsyncRead for Begun<T> {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        if buf.remaining() > 0
            && let Some(first) = this.first.take()
        {
            buf.put_slice(&[first]);
            return Poll::Ready(Ok(()));
        }
        Pin::new(&mut this.inner).poll_read(cx, buf)
    }
}

impl<T: AsyncWrite + Unpin> AsyncWrite for Begun<T> {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.get_mut().inner).poll_write(cx, bytes)
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.get_mut().inner).poll_write_vectored(cx, slices)
    }

    fn is_write_vectored(&self) -> bool {
        self.inner.is_write_vectored()
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().inner).poll_flush(cx)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().inner).poll_shutdown(cx)
    }
}

impl<T: AsyncRead + AsyncWrite + Send + Unpin + 'static> TlsOnFirstRead<T> {
    pub(super) fn new(acceptor: &TlsAcceptor, inner: T) -> Self {
        let shaking: Shaking<T> = Box::pin(shake(acceptor.clone(), inner));
        Self::Shaking(Box::pin(timeout(PATIENCE, shaking)))
    }
}

impl<T: AsyncRead + AsyncWrite + Unpin> TlsOnFirstRead<T> {
    /// The open connection, once the handshake is over.
    fn poll_open(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<Pin<&mut TlsStream<Begun<T>>>>> {
        if let Self::Shaking(handshake) = self {
            let outcome = ready!(handshake.as_mut().poll(cx));
            *self = Self::Broken;
            let stream = outcome.map_err(|_| io::Error::from(io::ErrorKind::TimedOut)).flatten();
            match stream {
                Ok(stream) => *self = Self::Open(Box::new(stream)),
                Err(error) => {
                    // Browsers that don't trust the certificate, and whoever tries every port.
                    tracing::debug!(%error, "a TLS handshake failed");
                    return Poll::Ready(Err(error));
                }
            }
        }
        match self {
            Self::Open(stream) => Poll::Ready(Ok(Pin::new(stream.as_mut()))),
            _ => Poll::Ready(Err(io::ErrorKind::NotConnected.into())),
        }
    }
}

impl<T: AsyncRead + AsyncWrite + Unpin> AsyncRead for TlsOnFirstRead<T> {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        ready!(self.get_mut().poll_open(cx))?.poll_read(cx, buf)
    }
}

impl<T: AsyncRead + AsyncWrite + Unpin> AsyncWrite for TlsOnFirstRead<T> {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        ready!(self.get_mut().poll_open(cx))?.poll_write(cx, bytes)
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        ready!(self.get_mut().poll_open(cx))?.poll_write_vectored(cx, slices)
    }

    fn is_write_vectored(&self) -> bool {
        // What rustls does.
        true
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        ready!(self.get_mut().poll_open(cx))?.poll_flush(cx)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        // A connection that never was one has nothing to say goodbye to.
        match self.get_mut() {
            Self::Open(stream) => Pin::new(stream.as_mut()).poll_shutdown(cx),
            Self::Shaking(_) | Self::Broken => Poll::Ready(Ok(())),
        }
    }
}
