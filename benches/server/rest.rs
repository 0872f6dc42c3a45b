//! The server at rest: how soon it is there, what it keeps of the machine, how large it is.

use crate::load::{self, Client};
use crate::process::{BINARY, Process};
use crate::table::{Row, about, middle, time};
use crate::{Result, progress};
use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant};

/// How often the server is started.
const STARTS: usize = 11;
/// How long it is left alone before its memory is looked at.
const REST: Duration = Duration::from_secs(2);

fn line(what: impl Into<String>, compared: String) -> Row {
    Row { what: what.into(), clients: None, per_second: None, p50: None, p99: None, compared }
}

/// Measures start, memory and size; `server` is the one that has borne the load until now.
pub fn measure(server: Process, wanted: &[String], data_dir: &Path) -> Result<Vec<Row>> {
    let wants = |case: &str| wanted.is_empty() || wanted.iter().any(|word| case.contains(word.as_str()));
    let (after_load, _) = server.memory_in_use()?;
    server.stop()?;
    let mut rows = Vec::new();
    if wants("start") {
        progress("starting");
        rows.push(start(data_dir)?);
    }
    if wants("memory") {
        progress("resting");
        let server = Process::serve(data_dir)?;
        sleep(REST);
        let (all, own) = server.memory_in_use()?;
        server.stop()?;
        let after = if wanted.is_empty() {
            format!("; after all of the above {} MB", about(after_load))
        } else {
            String::new()
        };
        rows.push(line(
            "memory at rest (RSS)",
            format!("{all:.1} MB, {own:.1} of them its own{after}; budget 15 MB"),
        ));
    }
    if wants("size") {
        let size = std::fs::metadata(BINARY)?.len() as f64 / 1e6;
        let profile = Path::new(BINARY).parent().and_then(Path::file_name).unwrap_or_default();
        rows.push(line(
            format!("binary, profile {}", profile.display()),
            format!("{size:.1} MB; budget 21 MB for profile dist"),
        ));
    }
    Ok(rows)
}

/// From the start of the process to the first answer.
fn start(data_dir: &Path) -> Result<Row> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let request = load::get("/api/health", "", "");
    let mut times = Vec::new();
    for n in 0..=STARTS {
        let begin = Instant::now();
        let server = Process::serve(data_dir)?;
        runtime.block_on(async {
            match Client::connect(server.address).await?.ask(&request).await?.status {
                200 => Ok(()),
                status => Err(format!("/api/health answered {status}")),
            }
            .map_err(crate::Failure::from)
        })?;
        // The first start reads the file from the disk.
        if n > 0 {
            times.push(begin.elapsed());
        }
        server.stop()?;
    }
    let slowest = times.iter().max().copied().unwrap_or_default();
    Ok(Row {
        p50: Some(middle(times.into_iter())),
        ..line("start to first answer", format!("slowest of {STARTS} {}; budget 100 ms", time(slowest)))
    })
}
