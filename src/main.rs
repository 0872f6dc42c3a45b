//! The binary: reads the command line and hands over.

use inventario::cli::Cli;
use std::process::ExitCode;

fn main() -> ExitCode {
    Cli::of_command_line().run()
}
