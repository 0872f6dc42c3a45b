//! Somebody at a port of this machine who answers as a service does that speaks as OpenAI's: each byte that comes is kept.

use serde_json::{Value, json};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;
use tokio::task::JoinHandle;

/// What the service says to a question.
#[derive(Debug, Clone)]
pub enum Says {
    /// These bytes, and then it hangs up.
    Bytes(Vec<u8>),
    /// The same, but not before it is let.
    Late(Arc<Notify>, Vec<u8>),
    /// Nothing, for as long as somebody waits.
    Nothing,
}

impl Says {
    /// A whole answer.
    pub fn status(status: u16, headers: &str, body: &str) -> Self {
        let head = format!("HTTP/1.1 {status} X\r\n{headers}Content-Length: {}\r\n\r\n", body.len());
        Self::Bytes([head.as_bytes(), body.as_bytes()].concat())
    }

    /// What a service answers whose model says this.
    pub fn model(content: &str) -> Self {
        Self::status(200, "Content-Type: application/json\r\n", &completion(content))
    }
}

/// The body of an answer whose model says this.
pub fn completion(content: &str) -> String {
    let message = json!({ "role": "assistant", "content": content });
    json!({ "id": "c-1", "object": "chat.completion", "choices": [{ "index": 0, "message": message, "finish_reason": "stop" }] })
        .to_string()
}

/// What a model says of a good photo.
pub fn portable() -> Value {
    json!({
        "description": "Portátil negro de 14 pulgadas, con cargador.", "category": "computer", "brand": "Lenovo", "model": "L14",
        "serial_number": "5CD-1234",
    })
}

/// One request as it came.
#[derive(Debug, Clone)]
pub struct Heard {
    /// `POST /v1/chat/completions HTTP/1.1`
    pub line: String,
    /// The headers by name, in order of their names.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl Heard {
    /// The body as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    /// A header.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(it, _)| it == name).map(|(_, value)| value.as_str())
    }
}

/// The service. Where nothing else is said it describes a good photo.
#[derive(Clone)]
pub struct Stub {
    /// Its port on this machine.
    pub port: u16,
    heard: Arc<Mutex<Vec<Heard>>>,
    says: Arc<Mutex<VecDeque<Says>>>,
}

impl Stub {
    /// Opens its door.
    pub async fn open() -> Self {
        let door = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let stub =
            Self { port: door.local_addr().unwrap().port(), heard: Arc::default(), says: Arc::default() };
        let own = stub.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = door.accept().await {
                tokio::spawn(own.clone().answer(stream));
            }
        });
        stub
    }

    /// What it says next, one after the other.
    pub fn will_say(&self, says: impl IntoIterator<Item = Says>) {
        self.says.lock().unwrap().extend(says);
    }

    /// What it heard so far.
    pub fn heard(&self) -> Vec<Heard> {
        self.heard.lock().unwrap().clone()
    }

    /// How often it was asked.
    pub fn times(&self) -> usize {
        self.heard.lock().unwrap().len()
    }

    /// Ends once it is asked by a task, which asks still.
    pub async fn hears_of<T>(&self, asking: &JoinHandle<T>) {
        while self.times() == 0 {
            assert!(!asking.is_finished(), "it ended without asking");
            tokio::task::yield_now().await;
        }
    }

    /// The address of the service.
    pub fn endpoint(&self) -> String {
        format!("http://127.0.0.1:{}/v1", self.port)
    }

    async fn answer(self, mut stream: TcpStream) {
        let Some(heard) = read(&mut stream).await else { return };
        let says = self.says.lock().unwrap().pop_front();
        self.heard.lock().unwrap().push(heard);
        match says.unwrap_or_else(|| Says::model(&portable().to_string())) {
            Says::Bytes(bytes) => {
                // Whoever asked may have had enough before the end.
                let _ = stream.write_all(&bytes).await;
            }
            Says::Late(let_it, bytes) => {
                let_it.notified().await;
                let _ = stream.write_all(&bytes).await;
            }
            Says::Nothing => {
                let _ = stream.read_u8().await;
            }
        }
    }
}

async fn read(stream: &mut TcpStream) -> Option<Heard> {
    let mut bytes = Vec::new();
    let end = loop {
        if let Some(end) = bytes.windows(4).position(|it| it == b"\r\n\r\n") {
            break end;
        }
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
    };
    let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
    let mut lines = head.split("\r\n");
    let line = lines.next()?.to_owned();
    let pair =
        |line: &str| line.split_once(": ").map(|(name, value)| (name.to_lowercase(), value.to_owned()));
    let mut headers: Vec<(String, String)> = lines.map(|line| pair(line).unwrap()).collect();
    headers.sort();
    let length = headers.iter().find(|(name, _)| name == "content-length")?.1.parse::<usize>().unwrap();
    let mut body = bytes[end + 4..].to_vec();
    while body.len() < length {
        if stream.read_buf(&mut body).await.ok()? == 0 {
            return None;
        }
    }
    assert_eq!(body.len(), length, "more came than was said");
    Some(Heard { line, headers, body })
}
