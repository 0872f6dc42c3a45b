//! The binary: reads the command line and hands over.

use clap::Parser;
use inventario::cli::Cli;
use std::process::ExitCode;

fn main() -> ExitCode {
    Cli::parse().run()
}
