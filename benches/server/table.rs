//! The table at the end, and the figures in it: rounded, because nobody gets the same twice.

use crate::Result;
use crate::load::Round;
use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};

/// One line of the table.
pub struct Row {
    /// What was measured.
    pub what: String,
    /// How many clients, where there were some.
    pub clients: Option<usize>,
    /// Requests in a second.
    pub per_second: Option<f64>,
    /// Half of the answers.
    pub p50: Option<Duration>,
    /// Ninety-nine of a hundred.
    pub p99: Option<Duration>,
    /// Against what it is to be seen.
    pub compared: String,
}

impl Row {
    /// A line about rounds of requests: the median of each figure.
    pub fn of(what: impl Into<String>, clients: usize, rounds: &[Round], compared: String) -> Self {
        Self {
            what: what.into(),
            clients: Some(clients),
            per_second: Some(median(rounds.iter().map(|round| round.per_second))),
            p50: Some(middle(rounds.iter().map(|round| round.p50))),
            p99: Some(middle(rounds.iter().map(|round| round.p99))),
            compared,
        }
    }
}

/// The median of some figures; of none, nothing.
pub fn median(figures: impl Iterator<Item = f64>) -> f64 {
    let mut figures: Vec<f64> = figures.collect();
    figures.sort_unstable_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied().unwrap_or_default()
}

/// The median of some times.
pub fn middle(times: impl Iterator<Item = Duration>) -> Duration {
    Duration::from_secs_f64(median(times.map(|time| time.as_secs_f64())))
}

/// The machine and how busy it was.
pub struct Machine {
    /// How many cores this program may use.
    pub cores: usize,
    line: String,
}

impl Machine {
    /// This machine, with the time that its disk takes to make a few bytes safe in `dir`.
    pub fn of(dir: &Path) -> Result<Self> {
        let cores = std::thread::available_parallelism()?.get();
        let read = |path: &str| std::fs::read_to_string(path).unwrap_or_default();
        let info = read("/proc/cpuinfo");
        // A Raspberry Pi names itself as "Model".
        let model = ["model name", "Model"]
            .iter()
            .find_map(|name| {
                let line = info.lines().find_map(|line| line.strip_prefix(*name))?;
                Some(line.trim_start_matches([' ', '\t', ':']).to_owned())
            })
            .unwrap_or_else(|| std::env::consts::ARCH.to_owned());
        let kernel = read("/proc/sys/kernel/osrelease");
        let load = read("/proc/loadavg");
        let load = load.split(' ').next().unwrap_or_default();
        let line = format!(
            "{cores} cores, {model}, Linux {}; fdatasync {}; load {load} at the start",
            kernel.trim(),
            time(fdatasync(dir)?)
        );
        Ok(Self { cores, line })
    }
}

/// What SQLite waits for at each commit: the median of some small synced writes.
fn fdatasync(dir: &Path) -> Result<Duration> {
    let mut file = File::create(dir.join("fdatasync"))?;
    let mut times = Vec::new();
    for _ in 0..101 {
        file.write_all(&[0; 4096])?;
        let start = Instant::now();
        file.sync_data()?;
        times.push(start.elapsed());
    }
    Ok(middle(times.into_iter()))
}

/// Two digits that count: 12,000 or 0.34.
pub fn about(figure: f64) -> String {
    if figure <= 0.0 {
        return "0".into();
    }
    let unit = 10f64.powi(figure.log10().floor() as i32 - 1);
    let rounded = (figure / unit).round() * unit;
    if rounded < 10.0 {
        let decimals = if rounded < 0.1 {
            3
        } else if rounded < 1.0 {
            2
        } else {
            1
        };
        return format!("{rounded:.decimals$}");
    }
    let digits = format!("{rounded:.0}");
    let mut text = String::new();
    for (n, digit) in digits.chars().enumerate() {
        if n > 0 && (digits.len() - n) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A time in milliseconds.
pub fn time(time: Duration) -> String {
    format!("{} ms", about(time.as_secs_f64() * 1e3))
}

/// A ratio in percent.
pub fn percent(ratio: f64) -> String {
    format!("{} %", about(ratio * 100.0))
}

/// Prints the table as Markdown.
pub fn print(machine: &Machine, rows: &[Row]) {
    println!("\nAbout, on {}:\n", machine.line);
    println!("| what | clients | per second | p50 | p99 | compared |");
    println!("|---|--:|--:|--:|--:|---|");
    for row in rows {
        println!(
            "| {} | {} | {} | {} | {} | {} |",
            row.what,
            row.clients.map(|clients| clients.to_string()).unwrap_or_default(),
            row.per_second.map(about).unwrap_or_default(),
            row.p50.map(time).unwrap_or_default(),
            row.p99.map(time).unwrap_or_default(),
            row.compared
        );
    }
}
