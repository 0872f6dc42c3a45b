//! The clients: each keeps one connection and asks again as soon as it has its answer.

use crate::Result;
use bytes::Bytes;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

/// How long an answer may take before the run is given up.
const PATIENCE: Duration = Duration::from_secs(30);
/// No client asks more often than this in one round, so that no machine is too fast for the data.
const MOST: usize = 20_000;

/// One connection that is kept open.
pub struct Client {
    stream: TcpStream,
    buffer: Vec<u8>,
}

/// An answer, valid until the next request.
pub struct Answer<'a> {
    /// The status.
    pub status: u16,
    /// The body as it was sent.
    pub body: &'a [u8],
}

impl Client {
    /// Opens the connection.
    pub async fn connect(address: SocketAddr) -> Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, buffer: Vec::with_capacity(64 << 10) })
    }

    /// Sends a request and waits for the whole answer.
    pub async fn ask(&mut self, request: &[u8]) -> Result<Answer<'_>> {
        tokio::time::timeout(PATIENCE, self.ask_patiently(request)).await.map_err(|_| "no answer")?
    }

    async fn ask_patiently(&mut self, request: &[u8]) -> Result<Answer<'_>> {
        self.stream.write_all(request).await?;
        self.buffer.clear();
        let (status, start, end) = loop {
            self.read(16 << 10).await?;
            if let Some(end) = self.buffer.windows(4).position(|four| four == b"\r\n\r\n") {
                let head = std::str::from_utf8(self.buffer.get(..end).unwrap_or_default())?;
                let (status, length) = read_head(head)?;
                break (status, end + 4, end + 4 + length);
            }
        };
        while self.buffer.len() < end {
            self.read(end - self.buffer.len()).await?;
        }
        Ok(Answer { status, body: self.buffer.get(start..end).ok_or("a shorter answer than promised")? })
    }

    async fn read(&mut self, room: usize) -> Result<()> {
        self.buffer.reserve(room);
        match self.stream.read_buf(&mut self.buffer).await? {
            0 => Err("the server hung up".into()),
            _ => Ok(()),
        }
    }

    /// Signs in and answers the access token.
    pub async fn sign_in(&mut self, email: &str, password: &str) -> Result<String> {
        let answer = self.ask(&sign_in_request(email, password)).await?;
        let session: serde_json::Value = serde_json::from_slice(answer.body)?;
        let token = session.get("access_token").and_then(|token| token.as_str());
        Ok(token.ok_or_else(|| format!("no session: {session}"))?.to_owned())
    }
}

/// Status and length of an answer.
fn read_head(head: &str) -> Result<(u16, usize)> {
    let mut lines = head.split("\r\n");
    let status = lines.next().and_then(|line| line.split(' ').nth(1)).ok_or("an answer without status")?;
    let length = lines
        .filter_map(|line| line.split_once(':'))
        .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))
        .ok_or("an answer without length")?;
    Ok((status.parse()?, length.1.trim().parse()?))
}

/// A `GET`; `headers` are whole lines.
pub fn get(path: &str, token: &str, headers: &str) -> Bytes {
    format!("GET {path} HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer {token}\r\n{headers}\r\n").into()
}

/// A `POST` of JSON.
pub fn post(path: &str, token: &str, body: &serde_json::Value) -> Bytes {
    let body = body.to_string();
    format!(
        "POST {path} HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json\r\n\
         Content-Length: {}\r\n\r\n{body}",
        body.len()
    )
    .into()
}

/// A `PUT` of JSON.
pub fn put(path: &str, token: &str, body: &serde_json::Value) -> Bytes {
    let body = body.to_string();
    format!(
        "PUT {path} HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json\r\n\
         Content-Length: {}\r\n\r\n{body}",
        body.len()
    )
    .into()
}

/// The request that signs somebody in.
pub fn sign_in_request(email: &str, password: &str) -> Bytes {
    post("/api/auth/login", "", &serde_json::json!({ "email": email, "password": password }))
}

/// How a round goes.
#[derive(Clone, Copy)]
pub struct Plan {
    /// How many clients ask at the same time.
    pub clients: usize,
    /// For how long.
    pub time: Duration,
    /// How long a client waits between an answer and its next request.
    pub pause: Duration,
    /// The status that every answer must have.
    pub status: u16,
}

/// What a round gave.
pub struct Round {
    /// Requests in a second.
    pub per_second: f64,
    /// Half of the answers came within this time.
    pub p50: Duration,
    /// All but one in a hundred came within this time.
    pub p99: Duration,
}

impl Round {
    /// The figures of a round that took `elapsed`.
    pub fn of(mut times: Vec<Duration>, elapsed: Duration) -> Result<Self> {
        times.sort_unstable();
        let at = |percent: usize| times.get(times.len().saturating_sub(1) * percent / 100).copied();
        let (Some(p50), Some(p99)) = (at(50), at(99)) else { return Err("a round without requests".into()) };
        Ok(Self { per_second: times.len() as f64 / elapsed.as_secs_f64(), p50, p99 })
    }
}

/// Runs one round: connects all clients, lets each ask once unmeasured, then measures.
pub async fn round(
    address: SocketAddr,
    plan: Plan,
    next: impl Fn() -> Bytes + Send + Sync + 'static,
) -> Result<Round> {
    let next = Arc::new(next);
    let mut clients = Vec::with_capacity(plan.clients);
    for _ in 0..plan.clients {
        let mut client = Client::connect(address).await?;
        check(&client.ask(&next()).await?, plan.status)?;
        clients.push(client);
    }
    let start = Instant::now();
    let mut tasks = JoinSet::new();
    for client in clients {
        tasks.spawn(keep_asking(client, plan, start + plan.time, Arc::clone(&next)));
    }
    let mut times = Vec::new();
    while let Some(own) = tasks.join_next().await {
        times.extend(own??);
    }
    Round::of(times, start.elapsed())
}

async fn keep_asking(
    mut client: Client,
    plan: Plan,
    end: Instant,
    next: Arc<impl Fn() -> Bytes>,
) -> Result<Vec<Duration>> {
    let mut times = Vec::with_capacity(4_096);
    while Instant::now() < end && times.len() < MOST {
        let request = next();
        let asked = Instant::now();
        check(&client.ask(&request).await?, plan.status)?;
        times.push(asked.elapsed());
        if !plan.pause.is_zero() {
            tokio::time::sleep(plan.pause).await;
        }
    }
    Ok(times)
}

fn check(answer: &Answer<'_>, status: u16) -> Result<()> {
    if answer.status == status {
        Ok(())
    } else {
        Err(format!("{} instead of {status}: {}", answer.status, String::from_utf8_lossy(answer.body)).into())
    }
}

/// How often a second something is done, one after the other, for so long.
pub fn one_by_one(time: Duration, mut one: impl FnMut() -> Result<()>) -> Result<f64> {
    let (mut count, start) = (0, Instant::now());
    while start.elapsed() < time {
        one()?;
        count += 1;
    }
    Ok(f64::from(count) / start.elapsed().as_secs_f64())
}
