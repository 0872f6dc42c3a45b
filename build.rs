//! Rebuilds when a migration or a file of the web UI is added: both are embedded at compile time,
//! and neither macro notices a new file by itself. And says when it was built, which no right clock is before.

use std::process::Command;
use std::time::{SystemTime, UNIX_EPOCH};

fn main() {
    println!("cargo:rerun-if-changed=migrations");
    println!("cargo:rerun-if-changed=web-dist");
    println!("cargo:rerun-if-env-changed=SOURCE_DATE_EPOCH");
    println!("cargo:rustc-env=INVENTARIO_BUILT={}", built());
}

/// In seconds since 1970: as whoever builds says, else the date of the source, so that the same source gives the same program, else
/// now.
fn built() -> u64 {
    let said = std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|text| text.trim().parse().ok());
    said.or_else(committed)
        .unwrap_or_else(|| SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs()))
}

/// The date of the last commit, where the source lies in a repository of its own.
fn committed() -> Option<u64> {
    let asked = Command::new("git").args(["log", "-1", "--format=%ct"]).output().ok()?;
    String::from_utf8(asked.stdout).ok()?.trim().parse().ok()
}
