//! The speed of the whole server, as its clients meet it: the real binary over loopback on a generated centre.
//!
//! Absolute figures say more about the machine than about the program, so every case also runs, in the same rounds,
//! against what can't be beaten: the same bytes served by poem from memory, and the bare work in SQLite on a plain
//! connection. `cargo bench` runs everything and prints one table; `cargo bench -- room create` runs the cases whose
//! names contain one of these words. Nothing here judges: a slow machine fails no build.

#![expect(clippy::print_stdout, reason = "the table is what this program is for")]

#[path = "server/backups.rs"]
mod backups;
#[path = "server/centre.rs"]
mod centre;
#[path = "server/load.rs"]
mod load;
#[path = "server/loans.rs"]
mod loans;
#[path = "server/memory.rs"]
mod memory;
#[path = "server/process.rs"]
mod process;
#[path = "server/reads.rs"]
mod reads;
#[path = "server/reports.rs"]
mod reports;
#[path = "server/rest.rs"]
mod rest;
#[path = "server/signin.rs"]
mod signin;
#[path = "server/starts.rs"]
mod starts;
#[path = "server/stock.rs"]
mod stock;
#[path = "server/stock_written.rs"]
mod stock_written;
#[path = "server/table.rs"]
mod table;
#[path = "server/thumbnails.rs"]
mod thumbnails;
#[path = "server/writes.rs"]
mod writes;
#[path = "server/years.rs"]
mod years;

use load::Client;
use process::Process;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use table::{Machine, Row};
use tokio::runtime::Runtime;

/// Whatever goes wrong ends the run with its sentence.
type Failure = Box<dyn std::error::Error + Send + Sync>;
type Result<T> = std::result::Result<T, Failure>;

/// How often each thing is measured. Odd, so that the median is a round that took place.
const ROUNDS: usize = 5;

/// What the cases have in common.
struct Bench {
    /// The words that choose cases; none choose all.
    wanted: Vec<String>,
    /// Runs the clients.
    runtime: Runtime,
    /// Where the data of this run lies: on the disk of the build, never in a directory that is memory.
    dir: PathBuf,
    /// The server that is measured.
    server: Process,
    /// The access token of the general administrator.
    token: String,
}

impl Bench {
    fn wants(&self, case: &str) -> bool {
        self.wanted.is_empty() || self.wanted.iter().any(|word| case.contains(word.as_str()))
    }

    fn address(&self) -> SocketAddr {
        self.server.address
    }

    /// The directory of the server's data.
    fn data_dir(&self) -> PathBuf {
        self.dir.join("data")
    }
}

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    if let [flag, dir] = args.as_slice()
        && flag == memory::FLAG
    {
        return done(memory::serve(Path::new(dir)));
    }
    // `cargo bench` says so; `cargo test --benches` doesn't, and must not wait for minutes.
    if !args.iter().any(|arg| arg == "--bench") || args.iter().any(|arg| arg == "--test" || arg == "--list") {
        println!("The benchmark runs with `cargo bench`.");
        return ExitCode::SUCCESS;
    }
    done(run(args.into_iter().filter(|arg| !arg.starts_with('-')).collect()))
}

fn done(outcome: Result<()>) -> ExitCode {
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("The benchmark stopped: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(wanted: Vec<String>) -> Result<()> {
    let dir = tempfile::Builder::new().prefix("bench-").tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
    let machine = Machine::of(dir.path())?;
    // The clients are cheap; half of the cores leaves the server the other half.
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads((machine.cores / 2).max(1))
        .enable_all()
        .build()?;
    progress("generating the centre");
    runtime.block_on(centre::generate(&dir.path().join("data")))?;

    let server = Process::serve(&dir.path().join("data"))?;
    let mut client = runtime.block_on(Client::connect(server.address))?;
    let token = runtime.block_on(client.sign_in(&centre::email(0), centre::PASSWORD))?;
    let bench = Bench { wanted, runtime, dir: dir.path().to_owned(), server, token };

    // Last what changes the data.
    let mut rows: Vec<Row> = reads::measure(&bench)?;
    rows.extend(years::measure(&bench)?);
    rows.extend(signin::measure(&bench)?);
    rows.extend(loans::measure(&bench)?);
    rows.extend(stock::measure(&bench)?);
    rows.extend(thumbnails::measure(&bench)?);
    rows.extend(writes::measure(&bench)?);
    rows.extend(starts::measure(&bench)?);
    rows.extend(backups::measure(&bench)?);
    rows.extend(reports::measure(&bench)?);
    let Bench { server, wanted, .. } = bench;
    rows.extend(rest::measure(server, &wanted, &dir.path().join("data"))?);
    table::print(&machine, &rows);
    Ok(())
}

/// Tells whoever waits what is going on.
fn progress(what: &str) {
    println!("… {what}");
}
