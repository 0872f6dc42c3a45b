//! The processes that are measured: started here, and ended here whatever happens.

use crate::{Result, memory};
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

/// How long a process may take to start or to stop.
const PATIENCE: Duration = Duration::from_secs(20);

/// The binary as cargo has just built it.
pub const BINARY: &str = env!("CARGO_BIN_EXE_inventario");

/// The service that runs the server on a box.
const UNIT: &str = include_str!("../../systemd/inventario.service");

/// What the service tells the allocator.
fn of_the_allocator() -> impl Iterator<Item = (&'static str, &'static str)> {
    let settings = UNIT.lines().filter_map(|line| line.strip_prefix("Environment=")?.split_once('='));
    settings.filter(|(name, _)| name.starts_with("MALLOC_"))
}

/// A server in a process of its own.
pub struct Process {
    child: Child,
    /// Where it listens.
    pub address: SocketAddr,
}

impl Process {
    /// Starts the real binary on a data directory, with its default settings.
    pub fn serve(data_dir: &Path) -> Result<Self> {
        let mut command = Command::new(BINARY);
        command.args(["serve", "--listen", "127.0.0.1:0", "--data-dir"]).arg(data_dir).stdin(Stdio::null());
        Self::start(command)
    }

    /// Starts the ceiling of HTTP on a directory of bodies.
    pub fn memory(bodies: &Path) -> Result<Self> {
        let mut command = Command::new(std::env::current_exe()?);
        // It ends when this pipe does.
        command.arg(memory::FLAG).arg(bodies).stdin(Stdio::piped());
        Self::start(command)
    }

    fn start(mut command: Command) -> Result<Self> {
        // Settings in the environment of whoever runs this must not change what is measured: it is that of the service. The log is
        // written as always, and thrown away. One account makes all writes, more than a person may in an hour.
        let command = command.env_clear().envs(of_the_allocator()).env("INVENTARIO_WRITES_PER_HOUR", "0");
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
        let stdout = child.stdout.take().ok_or("no standard output")?;
        let (found, address) = mpsc::channel();
        std::thread::spawn(move || {
            // Reads to the end, so that the process can go on printing.
            for line in BufReader::new(stdout).lines().map_while(std::result::Result::ok) {
                if let Some((_, address)) = line.split_once("http://") {
                    // Nobody listens after the first.
                    let _ = found.send(address.trim().parse::<SocketAddr>());
                }
            }
        });
        let address = match address.recv_timeout(PATIENCE) {
            Ok(address) => address.map_err(Into::into),
            Err(_) => Err("the server did not say where it listens".into()),
        };
        match address {
            Ok(address) => Ok(Self { child, address }),
            Err(error) => {
                end(&mut child);
                Err(error)
            }
        }
    }

    /// The most memory that the process has had, in MB.
    pub fn peak_memory(&self) -> Result<f64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let peak = line.and_then(|line| line.trim().strip_suffix(" kB")?.parse::<f64>().ok());
        Ok(peak.ok_or("no peak of memory for this process")? * 1024.0 / 1e6)
    }

    /// Memory of the process in MB: all that is resident, and the part of it that belongs to no file.
    pub fn memory_in_use(&self) -> Result<(f64, f64)> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let figure = |name: &str| {
            let line = status.lines().find_map(|line| line.strip_prefix(name))?;
            line.trim().strip_suffix(" kB")?.parse::<f64>().ok()
        };
        match (figure("VmRSS:"), figure("RssAnon:")) {
            (Some(all), Some(own)) => Ok((all * 1024.0 / 1e6, own * 1024.0 / 1e6)),
            _ => Err("no memory figures for this process".into()),
        }
    }

    /// Asks the process to stop, as systemd would, and waits until it has.
    pub fn stop(mut self) -> Result<()> {
        let asked = Command::new("kill").arg("-TERM").arg(self.child.id().to_string()).status()?;
        let start = Instant::now();
        while asked.success() && start.elapsed() < PATIENCE {
            if self.child.try_wait()?.is_some() {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        Err("the server did not stop".into())
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        end(&mut self.child);
    }
}

fn end(child: &mut Child) {
    // It may have ended by itself, which is all that is wanted.
    let _ = child.kill();
    let _ = child.wait();
}
