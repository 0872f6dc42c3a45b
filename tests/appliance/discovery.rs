//! The server's name on the network, in networks of the test's own: namespaces joined by a cable that can be pulled out.

use crate::support::inventario;
use serde_json::Value;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

/// How long anything on the network may take before it counts as failed.
const PATIENCE: Duration = Duration::from_secs(40);

/// Two machines and a cable between their interfaces `lan0`. Gone when it goes out of scope.
struct Lan {
    ends: [String; 2],
}

impl Lan {
    /// `None`, with the reason on the standard error, where namespaces may not be made.
    fn new() -> Option<Self> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!("inv-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let lan = Self { ends: [format!("{name}-a"), format!("{name}-b")] };
        for end in &lan.ends {
            if let Err(reason) = ip(&["netns", "add", end]) {
                // Not by the macro, whose output a test that passes does not show.
                let _ = writeln!(
                    std::io::stderr(),
                    "SKIPPED: discovery needs network namespaces (root and iproute2): {reason}"
                );
                return None;
            }
            lan.run(end, &["link", "set", "lo", "up"]);
        }
        Some(lan)
    }

    /// Puts the cable in.
    fn plug(&self) {
        let [a, b] = &self.ends;
        ip(&["link", "add", "lan0", "netns", a, "type", "veth", "peer", "name", "lan0", "netns", b]).unwrap();
        for (n, end) in (1..).zip(&self.ends) {
            self.run(end, &["address", "add", &format!("10.77.0.{n}/24"), "dev", "lan0"]);
            self.run(end, &["address", "add", &format!("fd77::{n}/64"), "dev", "lan0", "nodad"]);
            self.run(end, &["link", "set", "lan0", "up"]);
        }
    }

    fn run(&self, end: &str, arguments: &[&str]) {
        let mut all = vec!["-n", end];
        all.extend(arguments);
        ip(&all).unwrap();
    }

    /// Our binary on one of the machines.
    fn inventario(&self, end: usize) -> Command {
        let ours = inventario();
        let mut command = Command::new("ip");
        command.args(["netns", "exec", &self.ends[end]]).arg(ours.get_program());
        for (name, _) in ours.get_envs() {
            command.env_remove(name);
        }
        command
    }

    /// What `inventario discover` finds from a machine.
    fn discover(&self, end: usize, seconds: u32) -> Vec<Value> {
        let seconds = seconds.to_string();
        let output =
            self.inventario(end).args(["discover", "--json", "--seconds", &seconds]).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice(&output.stdout).unwrap()
    }

    /// Looks until it is found as it should be.
    #[track_caller]
    fn wait_for(&self, end: usize, wanted: impl Fn(&[Value]) -> bool) -> Vec<Value> {
        let start = Instant::now();
        loop {
            let found = self.discover(end, 2);
            if wanted(&found) {
                return found;
            }
            assert!(start.elapsed() < PATIENCE, "never so: {found:#?}");
        }
    }
}

impl Drop for Lan {
    fn drop(&mut self) {
        for end in &self.ends {
            let _ = ip(&["netns", "delete", end]);
        }
    }
}

fn ip(arguments: &[&str]) -> Result<(), String> {
    let output = Command::new("ip").args(arguments).output().map_err(|error| format!("ip: {error}"))?;
    if output.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&output.stderr).into_owned()) }
}

/// A server on one of the machines, and the lines of its log.
struct Server {
    child: Child,
    log: Receiver<String>,
}

impl Server {
    fn start(lan: &Lan, end: usize, data: &Path, more: &[&str]) -> Self {
        let mut child = lan
            .inventario(end)
            .args(["serve", "--data-dir"])
            .arg(data)
            .args(if more.contains(&"--listen") { &[][..] } else { &["--listen", "[::]:8031"][..] })
            .args(more)
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stderr.take().unwrap()).lines().map_while(Result::ok);
        let (send, log) = mpsc::channel();
        std::thread::spawn(move || lines.for_each(|line| drop(send.send(line))));
        Self { child, log }
    }

    /// Waits for a line of the log.
    #[track_caller]
    fn says(&self, what: &str) {
        let until = Instant::now() + PATIENCE;
        let mut seen = Vec::new();
        while let Ok(line) = self.log.recv_timeout(until.saturating_duration_since(Instant::now())) {
            if line.contains(what) {
                return;
            }
            seen.push(line);
        }
        panic!("the log never said {what}: {seen:#?}");
    }

    fn ask_to_stop(&self) {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
    }

    fn is_running(&mut self) -> bool {
        self.child.try_wait().unwrap().is_none()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn hosts(found: &[Value]) -> Vec<&str> {
    let mut hosts: Vec<&str> = found.iter().map(|it| it["host"].as_str().unwrap()).collect();
    hosts.sort_unstable();
    hosts
}

#[test]
fn a_server_is_found_from_another_machine_and_says_goodbye() {
    let Some(lan) = Lan::new() else { return };
    lan.plug();
    let data = tempfile::tempdir().unwrap();
    let mut server = Server::start(&lan, 0, data.path(), &["--tls"]);
    // Its addresses are announced one after the other.
    let found = lan.wait_for(1, |found| found.iter().any(|it| it["urls"].to_string().contains("fd77")));
    assert_eq!(found.len(), 1);
    let found = &found[0];
    assert_eq!(found["host"], "inventario.local");
    assert_eq!(found["name"], "Inventario");
    assert_eq!(found["version"], env!("CARGO_PKG_VERSION"));
    assert_eq!(found["urls"][0], "http://10.77.0.1:8031");
    assert!(found["urls"].as_array().unwrap().iter().any(|url| url == "http://[fd77::1]:8031"), "{found}");
    assert_eq!(found["https"], 8443);
    assert!(found["urls"].as_array().unwrap().iter().any(|url| url == "https://10.77.0.1:8443"), "{found}");
    let addresses = found["addresses"].to_string();
    assert!(!addresses.contains("127.0.0.1") && !addresses.contains("\"::1\""), "{addresses}");

    // Somebody who is looking while it stops loses it at once and not after the two minutes for which names are kept.
    let watcher = lan
        .inventario(1)
        .args(["discover", "--json", "--seconds", "6"])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    std::thread::sleep(Duration::from_secs(2));
    server.ask_to_stop();
    assert!(server.child.wait().unwrap().success());
    let seen: Vec<Value> = serde_json::from_slice(&watcher.wait_with_output().unwrap().stdout).unwrap();
    assert!(seen.is_empty(), "{seen:#?}");
}

#[test]
fn the_second_server_of_a_name_gets_a_number_and_says_so() {
    let Some(lan) = Lan::new() else { return };
    lan.plug();
    let (first, second) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let named = ["--hostname", "taller.local"];
    let one = Server::start(&lan, 0, first.path(), &named);
    one.says("\"host\":\"taller.local\"");
    let two = Server::start(&lan, 1, second.path(), &named);
    two.says("\"host\":\"taller-2.local\"");
    // A name may be known a moment before the last of its addresses.
    let first_url = |it: &Value| it["urls"][0].as_str().unwrap_or_default().to_owned();
    let found = lan.wait_for(0, |found| {
        hosts(found) == ["taller-2.local", "taller.local"]
            && found.iter().all(|it| first_url(it).starts_with("http://10.77."))
    });
    let mut names: Vec<&str> = found.iter().map(|it| it["name"].as_str().unwrap()).collect();
    names.sort_unstable();
    assert_eq!(names, ["Inventario", "Inventario (2)"]);
    // Each name leads to its own machine.
    for (host, url) in
        [("taller.local", "http://10.77.0.1:8031"), ("taller-2.local", "http://10.77.0.2:8031")]
    {
        let server = found.iter().find(|it| it["host"] == host).unwrap();
        assert_eq!(first_url(server), url);
    }
}

#[test]
fn cables_may_come_and_go_and_come_again() {
    let Some(lan) = Lan::new() else { return };
    let data = tempfile::tempdir().unwrap();
    // No network at all.
    let mut server = Server::start(&lan, 0, data.path(), &["--tls"]);
    server.says("listening");
    assert!(server.is_running());

    lan.plug();
    lan.wait_for(1, |found| hosts(found) == ["inventario.local"]);
    lan.run(&lan.ends[0], &["link", "set", "lan0", "down"]);
    server.says("an address went");
    lan.run(&lan.ends[0], &["link", "set", "lan0", "up"]);
    lan.wait_for(1, |found| hosts(found) == ["inventario.local"]);

    // Another address, as a router hands out.
    lan.run(&lan.ends[0], &["address", "del", "10.77.0.1/24", "dev", "lan0"]);
    lan.run(&lan.ends[0], &["address", "add", "10.77.0.9/24", "dev", "lan0"]);
    lan.wait_for(1, |found| {
        found.iter().any(|it| it["urls"].to_string().contains("10.77.0.9"))
            && !found.iter().any(|it| it["urls"].to_string().contains("10.77.0.1:"))
    });
    // The certificate follows.
    server.says("\"ips\":\"[10.77.0.9,");
    assert!(server.is_running());
}

#[test]
fn a_server_that_should_keep_quiet_does() {
    let Some(lan) = Lan::new() else { return };
    lan.plug();
    let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let quiet = Server::start(&lan, 0, one.path(), &["--no-mdns"]);
    let local = Server::start(&lan, 1, two.path(), &["--listen", "127.0.0.1:8032"]);
    quiet.says("listening");
    local.says("listening");
    assert!(lan.discover(1, 4).is_empty());
}
