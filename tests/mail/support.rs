//! A mail server as a child process, and a post office: a database with people, and the postman.

use base64_lines::decode;
use chrono::{DateTime, TimeDelta, Utc};
use inventario::appliance::mail::Postman;
use inventario::campus::users;
use inventario::kit::access::Origin;
use inventario::kit::clock;
use inventario::kit::db::letter::Purpose;
use inventario::kit::db::{Change, Db, Letter};
use inventario::kit::jobs::JobLog;
use inventario::kit::wire::Id;
use serde::Deserialize;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// How long anything may take that only waits for another process.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// A letter as the server got it.
#[derive(Debug, Clone, Deserialize)]
pub struct Arrived {
    /// The sender of the envelope.
    pub from: String,
    /// The recipients of the envelope.
    pub to: Vec<String>,
    /// Head and body.
    #[serde(deserialize_with = "decode")]
    pub bytes: Vec<u8>,
    /// Whether it came by TLS.
    pub encrypted: bool,
    /// Who had signed in.
    pub user: Option<String>,
}

mod base64_lines {
    use serde::{Deserialize, Deserializer};

    /// Base64 as Python writes it: the standard alphabet, padded.
    pub fn decode<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<u8>, D::Error> {
        let text = String::deserialize(from)?;
        let digits = text.bytes().filter(|byte| *byte != b'=').map(|byte| match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => panic!("not base64: {byte}"),
        });
        let (mut bytes, mut bits, mut count) = (Vec::new(), 0_u32, 0);
        for digit in digits {
            bits = bits << 6 | u32::from(digit);
            count += 6;
            if count >= 8 {
                count -= 8;
                bytes.push(u8::try_from(bits >> count & 0xff).unwrap());
            }
        }
        Ok(bytes)
    }
}

impl Arrived {
    /// The letter as Python's own reader of mail understands it: `headers`, `text`.
    pub fn read(&self) -> Value {
        let script = "import sys, json, email, email.policy\n\
            m = email.message_from_bytes(sys.stdin.buffer.read(), policy=email.policy.default)\n\
            print(json.dumps({'headers': {k.lower(): str(v) for k, v in m.items()}, 'text': m.get_content(), \
            'to_name': m['to'].addresses[0].display_name, 'defects': [str(d) for d in m.defects]}))";
        let mut reader =
            python().args(["-c", script]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        reader.stdin.take().unwrap().write_all(&self.bytes).unwrap();
        let output = reader.wait_with_output().unwrap();
        serde_json::from_slice(&output.stdout).expect("Python reads the letter")
    }

    /// The Message-ID.
    pub fn id(&self) -> String {
        self.read()["headers"]["message-id"].as_str().unwrap().to_owned()
    }
}

/// The Python that has aiosmtpd: Debian's, unless `MAIL_TEST_PYTHON` names another.
fn python() -> Command {
    let given = std::env::var("MAIL_TEST_PYTHON").ok();
    let all = given.as_deref().into_iter().chain(["/usr/bin/python3", "python3"]);
    for name in all {
        let found = Command::new(name).args(["-c", "import aiosmtpd"]).stderr(Stdio::null()).status();
        if found.is_ok_and(|status| status.success()) {
            return Command::new(name);
        }
    }
    panic!(
        "these tests need aiosmtpd: apt-get install python3-aiosmtpd, or name a Python that has it in MAIL_TEST_PYTHON"
    );
}

/// A mail server, which ends with its scope.
pub struct MailServer {
    child: Child,
    commands: ChildStdin,
    /// Where it listens.
    pub port: u16,
    lines: Arc<Mutex<Vec<String>>>,
}

impl Drop for MailServer {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl MailServer {
    /// A server without encryption, at a free port that nobody is given by chance.
    pub fn start() -> Self {
        Self::with(0, &["plain"], None)
    }

    /// The same at a port, where it was before.
    pub fn again(port: u16) -> Self {
        Self::with(port, &["plain"], None)
    }

    /// A server with these arguments, and an account that it asks for.
    pub fn with(port: u16, arguments: &[&str], account: Option<(&str, &str)>) -> Self {
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/mail/server.py");
        let mut command = python();
        command.arg(script).arg(port.to_string()).args(arguments);
        if let Some((user, password)) = account {
            command.env("MAIL_USER", user).env("MAIL_PASSWORD", password);
        }
        let mut child =
            command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let commands = child.stdin.take().unwrap();
        let mut output = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
        let first = output.next().expect("the mail server says where it listens");
        let port = first.strip_prefix("listening ").unwrap().parse().unwrap();
        let lines = Arc::<Mutex<Vec<String>>>::default();
        let kept = Arc::clone(&lines);
        std::thread::spawn(move || output.for_each(|line| kept.lock().unwrap().push(line)));
        Self { child, commands, port, lines }
    }

    /// Behaves so from now on: see `server.py`.
    pub fn behave(&mut self, mode: &str) {
        let said = format!("mode {mode}");
        let count = |lines: &[String]| lines.iter().filter(|line| **line == said).count();
        let before = count(&self.lines.lock().unwrap());
        writeln!(self.commands, "{mode}").unwrap();
        self.wait_until(|lines| count(lines) > before);
    }

    fn wait_until(&self, wanted: impl Fn(&[String]) -> bool) {
        let end = Instant::now() + PATIENCE;
        while !wanted(&self.lines.lock().unwrap()) {
            assert!(Instant::now() < end, "the mail server has said {:?}", self.lines.lock().unwrap());
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// The letters that it has taken.
    pub fn letters(&self) -> Vec<Arrived> {
        let lines = self.lines.lock().unwrap();
        lines.iter().filter(|it| it.starts_with('{')).map(|it| serde_json::from_str(it).unwrap()).collect()
    }

    /// The letters, as soon as it has taken so many.
    pub fn letters_after(&self, count: usize) -> Vec<Arrived> {
        self.wait_until(|lines| lines.iter().filter(|it| it.starts_with('{')).count() >= count);
        self.letters()
    }
}

/// A database with people, and the postman of its outbox.
pub struct Office {
    /// The database.
    pub db: Db,
    /// The postman.
    pub postman: Postman,
    /// When the test began, for the postman: moved by hand.
    pub now: DateTime<Utc>,
    began: Instant,
    dir: tempfile::TempDir,
}

impl Office {
    /// An office whose mail server is at a port of this machine.
    pub async fn at(port: u16) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let db = Db::open(&dir.path().join("inventario.db"), "the secret of the tests").unwrap();
        let postman = Postman::new(db.clone(), JobLog::default());
        let office = Self { postman, db, now: clock::now(), began: Instant::now(), dir };
        office.set(json!({ "enabled": true, "port": port })).await;
        office
    }

    /// Changes the settings, as the general administrator does.
    pub async fn set(&self, mut members: Value) {
        let base = json!({
            "host": "127.0.0.1", "security": "none", "from_address": "inventario@sena.edu.co",
            "from_name": "Inventario, señales y más", "base_url": "https://inventario.sena.edu.co",
        });
        for (name, value) in base.as_object().unwrap() {
            if members.get(name).is_none() {
                members[name] = value.clone();
            }
        }
        let origin = Origin::of_command("test");
        let setting = self.db.write(&origin, move |tx| {
            use inventario::appliance::mail::model::MailSettings;
            use inventario::kit::settings::Section;
            let event = MailSettings::edit(tx, Some(serde_json::from_value(members).unwrap()))?;
            Ok(Change::new((), event))
        });
        setting.await.unwrap();
    }

    /// Adds somebody.
    pub async fn add(&self, first: &'static str, last: &'static str, email: &'static str) -> Id {
        let origin = Origin::of_command("test");
        let adding = self.db.write(&origin, move |tx| {
            let new = json!({
                "email": email, "password": "pupitres-1", "first_name": first, "last_name": last, "role": "student",
            });
            let change = users::change::add(tx, serde_json::from_value(new).unwrap(), "no hash")?;
            Ok(change.map(|user| user.id))
        });
        adding.await.unwrap()
    }

    /// A change that writes to somebody.
    pub async fn write(&self, to: Id, subject: &str, body: &str) {
        let letter = Letter::new(to, Purpose::Notice, subject, body);
        let origin = Origin::of_command("test");
        let writing = self.db.write(&origin, move |_| Ok(Change::unaudited(()).post([letter])));
        writing.await.unwrap();
    }

    /// What the postman's clock shows: what is written is due at once.
    pub fn instant(&self) -> DateTime<Utc> {
        self.now + TimeDelta::from_std(self.began.elapsed()).unwrap()
    }

    /// A round of the postman; answers how many letters went out.
    pub async fn round(&self) -> usize {
        self.postman.go_round(self.instant()).await.unwrap()
    }

    /// Rounds every ten seconds for so many minutes; answers how many letters went out.
    pub async fn minutes(&mut self, minutes: i64) -> usize {
        let mut sent = 0;
        for _ in 0..minutes * 6 {
            self.now += TimeDelta::seconds(10);
            sent += self.round().await;
        }
        sent
    }

    /// The program ends as by a power cut and starts again: nothing that it held in its memory is there any more.
    pub async fn restart(self) -> Self {
        let Self { db, now, began, dir, .. } = self;
        tokio::task::spawn_blocking(move || db.close()).await.unwrap();
        let db = Db::open(&dir.path().join("inventario.db"), "the secret of the tests").unwrap();
        Self { postman: Postman::new(db.clone(), JobLog::default()), db, now, began, dir }
    }

    /// One text of each letter of the outbox, oldest first.
    pub async fn column(&self, expression: &'static str) -> Vec<String> {
        let reading = self.db.read(move |db| {
            let mut rows = db.prepare(&format!("select {expression} from outbox order by id"))?;
            Ok(rows.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
        });
        reading.await.unwrap()
    }
}
