//! The connections: a bounded number at a time is accepted, of all and of each address, and the half of a request keeps no seat.

use super::tls_stream::TlsOnFirstRead;
use crate::kit::net::{Connection, Connections};
use poem::http::uri::Scheme;
use poem::listener::{Acceptor, TcpAcceptor};
use poem::web::{LocalAddr, RemoteAddr};
use socket2::{SockRef, TcpKeepalive};
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, Sleep, sleep};
use tokio_rustls::TlsAcceptor;

/// How many connections may be open: with a bound, they take seats and not the machine's memory. The service may have four times as
/// many files open (systemd/inventario.service).
const SEATS: usize = 1024;
/// How long the head of a request may take. poem knows no limit, and one who sends half of one would keep their seat for good.
const HEAD: Duration = Duration::from_secs(25);
/// How long what was sent may stay unacknowledged, and what is to be sent untaken: a cable that was pulled, a phone that left the
/// building, a reader who doesn't read.
const UNACKNOWLEDGED: Duration = Duration::from_secs(30);
/// How long a connection lies silent before the system asks whether the other side is still there.
const SILENCE: Duration = Duration::from_secs(60);
/// How often refused connections are written to the log.
const BETWEEN_WORDS: Duration = Duration::from_secs(60);

/// What poem's acceptors answer.
type Accepted<T> = (T, LocalAddr, RemoteAddr, Scheme);

/// A TCP acceptor with a bounded number of seats: plain, by TLS, or both.
pub(super) struct BoundedAcceptor {
    plain: Option<TcpAcceptor>,
    tls: Option<(TcpAcceptor, TlsAcceptor)>,
    seats: Arc<Semaphore>,
    connections: Connections,
    refused: Refused,
    head: Duration,
}

impl BoundedAcceptor {
    pub(super) fn new(
        plain: Option<TcpAcceptor>,
        tls: Option<(TcpAcceptor, TlsAcceptor)>,
        connections: Connections,
    ) -> Self {
        let (seats, refused) = (Arc::new(Semaphore::new(SEATS)), Refused::default());
        Self { plain, tls, seats, connections, refused, head: HEAD }
    }
}

/// The connections that were refused since the log last said so.
#[derive(Default)]
struct Refused {
    count: u32,
    said: Option<Instant>,
}

impl Refused {
    fn one(&mut self, peer: SocketAddr) {
        self.count += 1;
        if self.said.is_none_or(|said| said.elapsed() >= BETWEEN_WORDS) {
            tracing::warn!(count = self.count, address = %peer.ip(), "an address has too many connections: refused");
            *self = Self { count: 0, said: Some(Instant::now()) };
        }
    }
}

/// What the system does for every connection.
fn prepare(stream: &TcpStream) -> io::Result<()> {
    // Small answers must not wait for the acknowledgement of the one before.
    stream.set_nodelay(true)?;
    let socket = SockRef::from(stream);
    socket.set_tcp_user_timeout(Some(UNACKNOWLEDGED))?;
    socket.set_tcp_keepalive(&TcpKeepalive::new().with_time(SILENCE).with_interval(UNACKNOWLEDGED / 3))
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
        loop {
            let (acceptor, tls) = self.tls.as_mut().map(|(acceptor, tls)| (acceptor, &*tls)).unzip();
            // Nothing of a connection is lost when the other one comes first.
            let ((stream, local, remote, _), tls) = tokio::select! {
                plain = next(self.plain.as_mut()) => (plain?, None),
                secure = next(acceptor) => (secure?, tls),
            };
            prepare(&stream)?;
            let peer = stream.peer_addr()?;
            let Some(connection) = self.connections.begin(peer) else {
                self.refused.one(peer);
                continue;
            };
            let stream = SeatedStream { stream, connection, head: self.head, due: None, _seat: seat };
            return Ok(match tls {
                None => (Box::new(stream), local, remote, Scheme::HTTP),
                Some(tls) => (Box::new(TlsOnFirstRead::new(tls, stream)), local, remote, Scheme::HTTPS),
            });
        }
    }
}

/// A connection that gives its seat back when it ends, and ends when the head of a request doesn't.
struct SeatedStream {
    stream: TcpStream,
    connection: Connection,
    head: Duration,
    /// When the request that has begun to arrive must have been understood: from its first byte, until it is being answered or anything
    /// is said to the client. Bodies have a pace of their own.
    due: Option<Pin<Box<Sleep>>>,
    _seat: OwnedSemaphorePermit,
}

impl SeatedStream {
    /// Notes that something was sent: whatever had begun to arrive was understood.
    fn spoken<T>(&mut self, outcome: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        if outcome.is_ready() {
            self.due = None;
        }
        outcome
    }
}

/// A connection with somebody: in the clear, or by TLS.
pub(super) trait ClientStream: AsyncRead + AsyncWrite + Send + Unpin {}

impl<T: AsyncRead + AsyncWrite + Send + Unpin> ClientStream for T {}

impl AsyncRead for SeatedStream {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        let before = buf.filled().len();
        let outcome = Pin::new(&mut this.stream).poll_read(cx, buf);
        if this.connection.is_answering() {
            this.due = None;
            return outcome;
        }
        if outcome.is_ready() {
            if this.due.is_none() && buf.filled().len() > before {
                this.due = Some(Box::pin(sleep(this.head)));
            }
            return outcome;
        }
        let Some(due) = &mut this.due else { return Poll::Pending };
        due.as_mut().poll(cx).map(|()| Err(io::ErrorKind::TimedOut.into()))
    }
}

impl AsyncWrite for SeatedStream {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        let outcome = Pin::new(&mut this.stream).poll_write(cx, bytes);
        this.spoken(outcome)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        let outcome = Pin::new(&mut this.stream).poll_write_vectored(cx, slices);
        this.spoken(outcome)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use poem::{EndpointExt, Request, Server, handler};
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::time::timeout;

    const SHORT: Duration = Duration::from_millis(150);
    /// For what must happen, on a machine that is busy.
    const LONG: Duration = Duration::from_secs(20);

    #[handler]
    async fn slow(request: &Request) -> &'static str {
        let answering = request.extensions().get::<Connections>().unwrap();
        let peer = *request.remote_addr().as_socket_addr().unwrap();
        let _answering = answering.answering(peer);
        tokio::time::sleep(SHORT * 4).await;
        "listo"
    }

    /// Where a server listens that wants its heads at once.
    async fn server() -> SocketAddr {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let address = listener.local_addr().unwrap();
        let connections = Connections::default();
        let plain = Some(TcpAcceptor::from_std(listener).unwrap());
        let acceptor =
            BoundedAcceptor { head: SHORT, ..BoundedAcceptor::new(plain, None, connections.clone()) };
        tokio::spawn(Server::new_with_acceptor(acceptor).run(slow.data(connections)));
        address
    }

    /// What comes until the server closes.
    async fn rest(stream: &mut TcpStream) -> Vec<u8> {
        let mut rest = Vec::new();
        timeout(LONG, stream.read_to_end(&mut rest)).await.unwrap().unwrap();
        rest
    }

    #[tokio::test]
    async fn half_a_head_loses_its_seat_however_it_drips() {
        let address = server().await;
        let mut still = TcpStream::connect(address).await.unwrap();
        still.write_all(b"GET / HTTP/1.1\r\nHost: a").await.unwrap();
        assert_eq!(rest(&mut still).await, b"");
        let mut dripping = TcpStream::connect(address).await.unwrap();
        dripping.write_all(b"GET / HTTP/1.1\r\nHost: ").await.unwrap();
        let dripped = timeout(LONG, async {
            while dripping.write_all(b"a").await.is_ok() {
                tokio::time::sleep(SHORT / 5).await;
            }
        });
        assert!(dripped.await.is_ok(), "it went on for ever");
    }

    #[tokio::test]
    async fn an_answer_may_take_longer_than_a_head_and_a_silent_connection_stays() {
        let mut stream = TcpStream::connect(server().await).await.unwrap();
        for _ in 0..2 {
            stream.write_all(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n").await.unwrap();
            let mut answer = [0; 512];
            let length = timeout(LONG, stream.read(&mut answer)).await.unwrap().unwrap();
            let answer = std::str::from_utf8(&answer[..length]).unwrap();
            assert!(answer.starts_with("HTTP/1.1 200") && answer.ends_with("listo"), "{answer}");
            tokio::time::sleep(SHORT * 3).await;
        }
    }
}
