//! The demo behind the page: its people, and what a test asks of its API beside the browser.

use super::process::Server;
use serde_json::Value;
use std::io::{Read, Write};

/// The password of every account of the demo.
pub const DEMO_PASSWORD: &str = "inventario-demo";

/// The address of one of the demo's people.
pub fn email(name: &str) -> String {
    format!("{name}@demo.sena.edu.co")
}

impl Server {
    /// Where it is for the browser.
    pub fn url(&self) -> String {
        format!("http://{}", self.address())
    }

    /// A token of one of the demo's people.
    pub fn token(&self, name: &str) -> String {
        self.sign_in(&email(name), DEMO_PASSWORD)
    }

    /// An answer that must be a success.
    pub fn api(&self, method: &str, path: &str, token: &str, body: Option<&Value>) -> Value {
        let (status, answer) = self.ask(method, path, token, body).unwrap();
        assert!((200..300).contains(&status), "{method} {path}: {status} {answer}");
        answer
    }

    /// The bytes of a picture.
    pub fn picture(&self, path: &str, token: &str) -> Vec<u8> {
        let mut stream = self.connect().unwrap();
        let request = format!(
            "GET {path} HTTP/1.1\r\nhost: box\r\nauthorization: Bearer {token}\r\nconnection: close\r\n\r\n"
        );
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        assert!(answer.starts_with(b"HTTP/1.1 200"), "{}", String::from_utf8_lossy(&answer));
        let head = answer.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
        answer.split_off(head + 4)
    }
}
