//! The binary as a child process, and just enough HTTP to talk to it.

use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// The password of the accounts that the tests make.
pub const PASSWORD: &str = "pupitres-1";

/// A command of the binary, without the environment of whoever runs the tests.
pub fn inventario() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_inventario"));
    let settings = std::env::vars().map(|(name, _)| name);
    for name in settings.filter(|name| {
        name.starts_with("INVENTARIO_")
            || ["APP_PORT", "SECRET_KEY", "ACCESS_TOKEN_EXPIRE"].contains(&name.as_str())
    }) {
        command.env_remove(name);
    }
    // Nor that of a package that may be installed here.
    command.env("INVENTARIO_SETTINGS", "/nowhere/inventario.env");
    command
}

/// Runs `inventario user …` on a data directory, with a password on the standard input.
pub fn user(data_dir: &Path, arguments: &[&str]) -> Output {
    let mut child = inventario()
        .arg("user")
        .args(arguments)
        .arg("--data-dir")
        .arg(data_dir)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A command that asks for no password closes its end first.
    let _ = writeln!(child.stdin.take().unwrap(), "{PASSWORD}");
    child.wait_with_output().unwrap()
}

/// Makes the first administrator of a data directory.
pub fn add_administrator(data_dir: &Path) {
    let arguments =
        ["add", "--create", "gloria@sena.edu.co", "--first-name", "Gloria", "--last-name", "Prueba"];
    let output = user(data_dir, &arguments);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// A running server, killed when it goes out of scope.
pub struct Server {
    /// The process.
    pub child: Child,
    address: String,
    /// What it has said since it listens.
    said: Arc<Mutex<String>>,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Server {
    /// Starts `inventario serve` on a data directory, or `inventario demo`, and waits until it listens.
    pub fn start(arguments: &[&str]) -> Self {
        Self::of(inventario().args(arguments))
    }

    /// Starts a command of the binary that listens, and waits until it does.
    pub fn of(command: &mut Command) -> Self {
        if !command.get_args().any(|argument| argument == "--listen") {
            command.args(["--listen", "127.0.0.1:0"]);
        }
        let mut child =
            command.args(["--log", "error"]).stdout(Stdio::piped()).stderr(Stdio::inherit()).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
        let address = lines.find_map(|line| {
            Some(line.split_once("escucha en http")?.1.split_once("://")?.1.trim().to_owned())
        });
        let said = Arc::<Mutex<String>>::default();
        let kept = Arc::clone(&said);
        // Whatever else it says must not fill the pipe.
        std::thread::spawn(move || lines.for_each(|line| *kept.lock().unwrap() += &(line + "\n")));
        Self { child, address: address.expect("the server says where it listens"), said }
    }

    /// `inventario serve` on a data directory.
    pub fn serve(data_dir: &Path) -> Self {
        Self::start(&["serve", "--data-dir", data_dir.to_str().unwrap()])
    }

    /// What it has said since it listens.
    pub fn said(&self) -> String {
        self.said.lock().unwrap().clone()
    }

    /// Where it listens: by plain HTTP, unless it doesn't.
    pub fn address(&self) -> SocketAddr {
        self.address.parse().unwrap()
    }

    /// Where else it listens by TLS.
    pub fn secure_address(&self) -> SocketAddr {
        let end = Instant::now() + Duration::from_secs(20);
        loop {
            let said = self.said();
            let rest = said.split_once("También en https://").map(|(_, rest)| rest.to_owned());
            if let Some(line) = rest.as_ref().and_then(|rest| rest.lines().next()) {
                return line.parse().unwrap();
            }
            assert!(Instant::now() < end, "no secure address: {said}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// The one-time code that a server shows which nobody has set up.
    pub fn code(&self) -> String {
        let end = Instant::now() + Duration::from_secs(20);
        loop {
            let said = self.said();
            let mut lines = said.lines().map(str::trim);
            if let Some(code) = lines.find(|line| line.len() == 9 && line.find('-') == Some(4)) {
                return code.to_owned();
            }
            assert!(Instant::now() < end, "no code: {said}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Asks the server to stop, as systemd does, and waits until it has; answers whether it left in peace.
    pub fn stop(mut self) -> bool {
        self.signal("TERM");
        self.child.wait().unwrap().success()
    }

    /// Sends a signal to the process.
    pub fn signal(&self, name: &str) {
        let status = Command::new("kill").args([&format!("-{name}"), &self.child.id().to_string()]).status();
        assert!(status.unwrap().success());
    }

    /// A connection, for tests that take their time.
    pub fn connect(&self) -> std::io::Result<TcpStream> {
        let stream = TcpStream::connect(&self.address)?;
        stream.set_read_timeout(Some(Duration::from_secs(30)))?;
        Ok(stream)
    }

    /// One request on a connection of its own; `None` when the server went away.
    pub fn ask(&self, method: &str, path: &str, token: &str, body: Option<&Value>) -> Option<(u16, Value)> {
        let body = body.map(Value::to_string).unwrap_or_default();
        self.send(method, path, token, "application/json", body.as_bytes())
    }

    /// The same with a body of another kind.
    pub fn send(
        &self,
        method: &str,
        path: &str,
        token: &str,
        content_type: &str,
        body: &[u8],
    ) -> Option<(u16, Value)> {
        let mut stream = self.connect().ok()?;
        let head = format!(
            "{method} {path} HTTP/1.1\r\nhost: box\r\nauthorization: Bearer {token}\r\nconnection: close\r\n\
             content-type: {content_type}\r\ncontent-length: {}\r\n\r\n",
            body.len()
        );
        stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body)).ok()?;
        answer(&mut stream)
    }

    /// Signs in.
    pub fn sign_in(&self, email: &str, password: &str) -> String {
        let credentials = json!({ "email": email, "password": password });
        let (status, session) = self.ask("POST", "/api/auth/login", "", Some(&credentials)).unwrap();
        assert_eq!(status, 200, "{session}");
        session["access_token"].as_str().unwrap().to_owned()
    }
}

/// Reads an answer up to the end of the connection; `None` when it is not whole.
pub fn answer(stream: &mut TcpStream) -> Option<(u16, Value)> {
    let mut text = Vec::new();
    stream.read_to_end(&mut text).ok()?;
    let text = String::from_utf8(text).ok()?;
    let (head, body) = text.split_once("\r\n\r\n")?;
    let length =
        head.lines().find_map(|line| line.to_lowercase().strip_prefix("content-length: ")?.parse().ok());
    let whole = length.is_none_or(|length: usize| body.len() == length);
    let status = head.split(' ').nth(1)?.parse().ok()?;
    whole.then(|| (status, serde_json::from_str(body).unwrap_or_default()))
}
