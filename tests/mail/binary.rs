//! The real binary with a real mail server: what somebody asks for in the browser arrives, whatever is stopped and started meanwhile.

use crate::support::{MailServer, PATIENCE};
use serde_json::{Value, json};
use std::collections::HashSet;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Instant;

const PASSWORD: &str = "pupitres-1";

/// A box with a server on it, killed when it goes out of scope, and Gloria who is signed in.
pub struct Box {
    child: Child,
    address: String,
    token: String,
    trusts: Option<String>,
    dir: tempfile::TempDir,
}

impl Drop for Box {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn command(trusts: Option<&str>) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_inventario"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("INVENTARIO_")) {
        command.env_remove(name);
    }
    if let Some(file) = trusts {
        command.env("SSL_CERT_FILE", file);
    }
    command
}

fn start(dir: &Path, trusts: Option<&str>) -> (Child, String) {
    let mut child = command(trusts)
        .args(["serve", "--listen", "127.0.0.1:0", "--log", "error", "--data-dir", dir.to_str().unwrap()])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
    let address = lines
        .find_map(|line| Some(line.split_once("escucha en http")?.1.split_once("://")?.1.trim().to_owned()))
        .expect("the server says where it listens");
    std::thread::spawn(move || lines.for_each(drop));
    (child, address)
}

impl Box {
    /// A box with a general administrator.
    pub fn new() -> Self {
        Self::with(None)
    }

    /// One that trusts an authority of ours, as if a technician had added it to the system's.
    pub fn trusting(authority: &Path) -> Self {
        Self::with(Some(authority.to_str().unwrap().to_owned()))
    }

    fn with(trusts: Option<String>) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let mut child = command(None)
            .args([
                "user",
                "add",
                "--create",
                "gloria@sena.edu.co",
                "--first-name",
                "Gloria",
                "--last-name",
                "Ñáñez",
            ])
            .args(["--data-dir", dir.path().to_str().unwrap()])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        writeln!(child.stdin.take().unwrap(), "{PASSWORD}").unwrap();
        assert!(child.wait().unwrap().success());
        let (child, address) = start(dir.path(), trusts.as_deref());
        let mut made = Self { child, address, token: String::new(), trusts, dir };
        made.token = made.sign_in(PASSWORD)["access_token"].as_str().unwrap().to_owned();
        made
    }

    fn sign_in(&self, password: &str) -> Value {
        let body = json!({ "email": "gloria@sena.edu.co", "password": password });
        let (status, session) = self.ask("POST", "/api/auth/login", &body);
        assert_eq!(status, 200, "{session}");
        session
    }

    fn ask(&self, method: &str, path: &str, body: &Value) -> (u16, Value) {
        let body = body.to_string();
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        let head = format!(
            "{method} {path} HTTP/1.1\r\nhost: box\r\nauthorization: Bearer {}\r\nconnection: close\r\ncontent-type: \
             application/json\r\ncontent-length: {}\r\n\r\n",
            self.token,
            body.len()
        );
        stream.write_all(head.as_bytes()).unwrap();
        stream.write_all(body.as_bytes()).unwrap();
        let mut text = String::new();
        stream.read_to_string(&mut text).unwrap();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        (head.split(' ').nth(1).unwrap().parse().unwrap(), serde_json::from_str(body).unwrap_or_default())
    }

    /// What is at an address.
    pub fn get(&self, path: &str) -> (u16, Value) {
        self.ask("GET", path, &json!({}))
    }

    /// Saves the settings of the mail.
    pub fn set_mail(&self, settings: &Value) {
        let (status, answer) = self.ask("PUT", "/api/settings", &json!({ "mail": settings }));
        assert_eq!(status, 200, "{answer}");
    }

    /// Sends a test letter to Gloria.
    pub fn test_mail(&self) -> (u16, Value) {
        self.ask("POST", "/api/mail/test", &json!({}))
    }

    /// Ends the server with a signal and starts it again.
    fn restart(&mut self, signal: &str) {
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").args([&format!("-{signal}"), &pid]).status().unwrap().success());
        self.child.wait().unwrap();
        (self.child, self.address) = start(self.dir.path(), self.trusts.as_deref());
    }

    /// Asks for the job of the mail, which after failures would wait for minutes. The connection is to be kept for a while: who
    /// hangs up at once may not have asked.
    fn go_round_now(&self) -> TcpStream {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let token = &self.token;
        let asked = format!(
            "POST /api/jobs/mail/run HTTP/1.1\r\nhost: box\r\nauthorization: Bearer {token}\r\ncontent-length: 0\r\n\r\n"
        );
        stream.write_all(asked.as_bytes()).unwrap();
        stream
    }

    fn wait_until(&self, what: &str, wanted: impl Fn(&[Value]) -> bool) -> Vec<Value> {
        let end = Instant::now() + 3 * PATIENCE;
        loop {
            let letters = self.get("/api/mail/outbox").1.as_array().unwrap().clone();
            if wanted(&letters) {
                return letters;
            }
            assert!(Instant::now() < end, "{what}: {letters:?}");
            std::thread::sleep(std::time::Duration::from_millis(100));
        }
    }
}

fn on(server: &MailServer) -> Value {
    json!({
        "enabled": true, "host": "127.0.0.1", "port": server.port, "security": "none",
        "from_address": "inventario@sena.edu.co", "base_url": "https://inventario.sena.edu.co",
    })
}

#[test]
fn a_forgotten_password_comes_back_by_mail_and_the_code_stands_nowhere_else() {
    let mail = MailServer::start();
    let server = Box::new();
    server.set_mail(&on(&mail));
    let (status, answer) = server.ask("POST", "/api/recovery", &json!({ "email": "Gloria@SENA.edu.co" }));
    assert_eq!(status, 200, "{answer}");
    let letter = mail.letters_after(1)[0].read();
    // Anybody may register with somebody else's address and any name: nothing that they have typed stands in it.
    assert_eq!(letter["to_name"], "");
    let text = letter["text"].as_str().unwrap();
    let link = text.lines().find(|line| line.contains("/recuperar/codigo#")).expect("a link");
    let (page, code) = link.split_once('#').unwrap();
    assert_eq!(page, "https://inventario.sena.edu.co/recuperar/codigo");
    assert!(text.contains(&format!("\n    {code}")) && !text.contains("Ñáñez"));
    server.wait_until("it is sent", |letters| letters[0]["state"] == "sent");
    for file in std::fs::read_dir(server.dir.path()).unwrap().map(|it| it.unwrap().path()) {
        if file.is_file() {
            let bytes = std::fs::read(&file).unwrap();
            for secret in [code.to_owned(), code.replace('-', "")] {
                let found = bytes.windows(secret.len()).any(|it| it == secret.as_bytes());
                assert!(!found, "the code stands in {}", file.display());
            }
        }
    }
    let new = json!({ "code": code, "new_password": "la clave nueva" });
    assert_eq!(server.ask("POST", "/api/recovery/password", &new).0, 200);
    assert_eq!(server.get("/api/auth/me").0, 401);
    server.sign_in("la clave nueva");
    assert_eq!(server.ask("POST", "/api/recovery/password", &new).0, 400);
}

#[test]
fn mail_that_was_mended_leaves_at_once_and_not_after_the_pause_of_its_failures() {
    let mail = MailServer::start();
    let port = mail.port;
    let server = Box::new();
    let settings = on(&mail);
    server.set_mail(&settings);
    drop(mail);
    let fail = |times: u64| {
        for _ in 0..times {
            assert_eq!(server.ask("POST", "/api/jobs/mail/run", &json!({})).0, 202);
        }
        let job = server.get("/api/jobs/mail").1;
        assert!(job["failures"].as_u64().unwrap() >= times, "{job}");
        assert!(job["last_run"]["error"].as_str().unwrap().contains("No se pudo conectar"), "{job}");
    };
    let ask =
        || assert_eq!(server.ask("POST", "/api/recovery", &json!({ "email": "gloria@sena.edu.co" })).0, 200);
    ask();
    // After five failures the next pause is of a quarter of an hour.
    fail(5);
    let mail = MailServer::again(port);
    server.set_mail(&settings);
    mail.letters_after(1);
    server.wait_until("it is sent", |letters| letters[0]["state"] == "sent");
    drop(mail);
    ask();
    fail(5);
    let mail = MailServer::again(port);
    assert_eq!(server.test_mail().0, 200);
    mail.letters_after(2);
}

#[test]
fn letters_survive_whatever_is_killed_and_arrive_once_each() {
    let mail = MailServer::start();
    let port = mail.port;
    let mut server = Box::new();
    server.set_mail(&on(&mail));
    let switched = json!({ "notifications": [{ "kind": "alert", "mail": true }] });
    let (status, answer) = server.ask("PUT", "/api/users/me/settings", &switched);
    assert_eq!(status, 200, "{answer}");
    let me = server.get("/api/auth/me").1["id"].clone();
    drop(mail);
    let tell = |server: &Box, n: usize| {
        let notice = json!({ "user_id": me, "type": "alert", "title": format!("Aviso número {n}"), "message": "Se dañó" });
        assert_eq!(server.ask("POST", "/api/notifications/", &notice).0, 201);
    };
    for round in 0..3 {
        for n in 0..4 {
            tell(&server, round * 4 + n);
        }
        // Answered means written: a letter that nobody could send yet is not lost with the process.
        server.restart("KILL");
    }
    let mut mail = MailServer::again(port);
    mail.behave("hold 1");
    server.restart("TERM");
    let asked = server.go_round_now();
    // One is on its way; the server is asked to stop and waits for it.
    mail.letters_after(2);
    server.restart("TERM");
    drop(asked);
    mail.behave("ok");
    let _asked = server.go_round_now();
    server.wait_until("all are sent", |letters| letters.iter().all(|it| it["state"] == "sent"));
    let letters = mail.letters_after(12);
    let ids: HashSet<String> = letters.iter().map(|it| it.id()).collect();
    assert_eq!((letters.len(), ids.len()), (12, 12));
}
