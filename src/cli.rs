//! The command line.

use crate::app::{self, document};
use crate::appliance::config::Config;
use crate::appliance::lock::DataDir;
use crate::appliance::{log, mdns, time_zone};
use crate::demo;
use crate::kit::zone::Zone;
use crate::kit::{Error, Result, disk};
use crate::serve::{self, AfterRun, Prepared, StopSignals};
use clap::{ArgAction, Args, CommandFactory, FromArgMatches, Parser, Subcommand};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

mod backup;
mod discover;
mod doctor;
mod greeting;
mod packaged;
mod passphrase;
mod place;
mod user;

/// The whole command line. Its comments are its help, hence Spanish.
///
/// El inventario de un centro de formación en un solo programa.
#[derive(Debug, Parser)]
#[command(
    name = "inventario",
    version,
    about = "El inventario de un centro de formación en un solo programa",
    long_about = None,
    disable_help_flag = true,
    disable_version_flag = true,
    disable_help_subcommand = true,
    subcommand_help_heading = "Órdenes",
    next_help_heading = "Opciones"
)]
pub struct Cli {
    /// Muestra esta ayuda
    #[arg(short = 'h', long = "help", action = ArgAction::Help, global = true)]
    help: Option<bool>,

    /// Muestra la versión
    #[arg(short = 'V', long = "version", action = ArgAction::Version)]
    version: Option<bool>,

    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Pone el servidor en marcha
    Serve(Config),
    /// Pone en marcha un servidor de prueba, con un centro inventado que se borra al cerrar
    Demo(Config),
    /// Administra las cuentas sin navegador
    User {
        #[command(flatten)]
        place: DataArgs,
        /// Clave con la que trabaja el servidor, si no es la de la carpeta de datos
        #[arg(long, env = "SECRET_KEY", hide_env_values = true, global = true)]
        secret_key: Option<String>,
        #[command(subcommand)]
        command: user::UserCommand,
    },
    /// Hace una copia de seguridad de todo en un archivo, también con el servidor en marcha
    Backup(backup::BackupArgs),
    /// Restaura una copia de seguridad, con el servidor detenido; lo que había se guarda
    Restore(backup::RestoreArgs),
    /// Busca servidores en la red local
    Discover(discover::DiscoverArgs),
    /// Revisa los datos y la red, y dice qué está mal; termina con error si hay algo que resolver
    Doctor(doctor::DoctorArgs),
    /// Muestra cada operación y qué roles la pueden hacer
    Routes,
}

/// What a command works on; those below it take the same.
#[derive(Debug, Args)]
struct DataArgs {
    /// Carpeta con la base de datos
    #[arg(long, env = "INVENTARIO_DATA_DIR", default_value = "data", global = true)]
    data_dir: PathBuf,

    /// Zona horaria del edificio, con su nombre IANA; sin ella vale la que guarda la base de datos
    #[arg(long, env = "INVENTARIO_TIME_ZONE", global = true)]
    time_zone: Option<Zone>,
}

impl DataArgs {
    /// Puts the building's time zone in force; answers where the data are.
    fn begin(&self) -> &Path {
        time_zone::begin_command(self.time_zone, &self.data_dir);
        &self.data_dir
    }
}

impl Cli {
    /// What was typed, and what the installed package says where nothing was.
    pub fn of_command_line() -> Self {
        let mut command = packaged::with_settings(Self::command());
        let matches = command.get_matches_mut();
        Self::from_arg_matches(&matches).unwrap_or_else(|error| error.format(&mut command).exit())
    }

    /// Does what was asked for; a failure is one sentence on the standard error.
    pub fn run(self) -> ExitCode {
        let outcome = match self.command {
            Command::Serve(config) => start(config, false),
            Command::Demo(config) => start(config, true),
            Command::User { place, secret_key, command } => {
                user::run(place.begin(), secret_key.as_deref(), command)
            }
            Command::Backup(args) => backup::backup(&args),
            Command::Restore(args) => backup::restore(&args),
            Command::Discover(options) => discover::run(&options),
            Command::Doctor(options) => doctor::run(&options),
            Command::Routes => routes(),
        };
        match outcome {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                say_wrong(&error);
                ExitCode::from(error.exit_code())
            }
        }
    }
}

/// The only voice of the command line besides the log. Who stops listening, as `head` does, is no fault of ours.
pub(crate) fn say(text: &str) {
    let _ = writeln!(std::io::stdout(), "{text}");
}

/// Rows as a table: each column as wide as its widest cell.
fn columns<const N: usize>(rows: Vec<[String; N]>) -> String {
    let mut widths = [0; N];
    for row in &rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.chars().count());
        }
    }
    let line = |row: [String; N]| {
        let cells = row.into_iter().zip(widths).map(|(cell, width)| format!("{cell:width$}"));
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    rows.into_iter().map(line).collect::<Vec<_>>().join("\n")
}

#[expect(clippy::print_stderr, reason = "this is what the command line is for")]
fn say_wrong(error: &Error) {
    eprintln!("inventario: {error}");
}

/// A runtime that suits a box with four slow cores: two workers, and a dozen threads for what blocks: readers, passwords,
/// a photo, long answers to compress. Each of these has its own smaller bound; more threads would only mean more heaps.
pub(crate) fn runtime() -> Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .max_blocking_threads(12)
        .enable_all()
        .build()
        .map_err(Error::internal)
}

fn start(mut config: Config, is_demo: bool) -> Result<()> {
    log::start(&config.log)?;
    let throw_away = if is_demo {
        let dir = tempfile::Builder::new().prefix("inventario-demo-").tempdir().map_err(Error::internal)?;
        config.data_dir = dir.path().join("data");
        Some(dir)
    } else {
        config.hostname.get_or_insert_with(|| mdns::names::HOST.to_owned());
        None
    };
    let runtime = runtime()?;
    let outcome = runtime.block_on(async {
        disk::make_dir(&config.data_dir)?;
        // Given back when this block ends, after the database is closed.
        let _ours = DataDir::acquire(&config.data_dir)?;
        let (mut kept, mut stop) = (None, None);
        loop {
            // After a restore that failed the code stays the same.
            let parts = serve::open(&config, kept.take().unwrap_or_default())?;
            time_zone::begin(config.time_zone, &parts.db).await?;
            if is_demo {
                demo::fill(&parts.db).await?;
            }
            // Before anybody is told that we run, and the same one from then on: no signal falls between two servers.
            let listening = stop.take().map_or_else(StopSignals::new, Ok)?;
            let server = Prepared::new(&config, parts, listening).await?;
            // The same ports again, also when the system chose them.
            config.stay_at(server.ports());
            greeting::greet(&server, &config, is_demo).await?;
            let gate = server.parts().gate.clone();
            let AfterRun::Restore(handover) = server.run().await? else { return Ok(()) };
            let (mut listening, outcome) = handover.carry_out().await;
            if let Err(failure) = outcome {
                tracing::error!(error = %failure.error, stranded = ?failure.stranded, "the backup was not restored");
                // What lies there now is nobody's to serve.
                if failure.stranded.is_some() {
                    return Err(failure.into());
                }
                gate.stay(failure.to_string());
                kept = Some(gate);
            }
            if listening.has_come() {
                return Ok(());
            }
            stop = Some(listening);
        }
    });
    drop(throw_away);
    outcome
}

fn routes() -> Result<()> {
    let dir = tempfile::tempdir().map_err(Error::internal)?;
    let parts = app::Parts::for_documents(dir.path())?;
    let document = document::of(&app::service(&parts));
    for operation in document::operations(&document) {
        let roles = operation.roles.map_or_else(|| "sin sesión".to_owned(), |roles| roles.join(" "));
        say(&format!("{:7} {:55} {roles}", operation.method, operation.path));
    }
    parts.db.clone().close();
    Ok(())
}
