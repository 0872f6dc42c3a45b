//! Rebuilds when a migration or a file of the web UI is added: both are embedded at compile time,
//! and neither macro notices a new file by itself.

fn main() {
    println!("cargo:rerun-if-changed=migrations");
    println!("cargo:rerun-if-changed=web-dist");
}
