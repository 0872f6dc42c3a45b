//! The command line.

use crate::app;
use crate::config::Config;
use crate::error::{Error, Result};
use crate::serve::{self, Prepared};
use crate::{demo, document};
use clap::{ArgAction, Args, Parser, Subcommand};
use std::io::IsTerminal;
use std::path::PathBuf;
use std::process::ExitCode;
use tracing_subscriber::EnvFilter;

mod people;

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
    User(UserArgs),
    /// Muestra cada operación y qué roles la pueden hacer
    Routes,
}

#[derive(Debug, Args)]
struct UserArgs {
    /// Carpeta con la base de datos
    #[arg(long, env = "INVENTARIO_DATA_DIR", default_value = "data", global = true)]
    data_dir: PathBuf,

    #[command(subcommand)]
    command: people::Command,
}

impl Cli {
    /// Does what was asked for; a failure is one sentence on the standard error.
    pub fn run(self) -> ExitCode {
        let outcome = match self.command {
            Command::Serve(config) => start(config, false),
            Command::Demo(config) => start(config, true),
            Command::User(args) => people::run(&args.data_dir, args.command),
            Command::Routes => routes(),
        };
        match outcome {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                say_wrong(&error);
                ExitCode::FAILURE
            }
        }
    }
}

/// The only voice of the command line besides the log.
#[expect(clippy::print_stdout, reason = "this is what the command line is for")]
pub(crate) fn say(text: &str) {
    println!("{text}");
}

#[expect(clippy::print_stderr, reason = "this is what the command line is for")]
fn say_wrong(error: &Error) {
    eprintln!("inventario: {error}");
}

/// Text for people, JSON for machines.
fn start_log(filter: &str) -> Result<()> {
    let filter = EnvFilter::try_new(filter).map_err(|error| Error::internal(format!("--log: {error}")))?;
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    if std::io::stderr().is_terminal() {
        log.with_target(false).init();
    } else {
        log.json().flatten_event(true).with_current_span(false).init();
    }
    Ok(())
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
    start_log(&config.log)?;
    let throw_away = if is_demo {
        let dir = tempfile::Builder::new().prefix("inventario-demo-").tempdir().map_err(Error::internal)?;
        config.data_dir = dir.path().join("data");
        Some(dir)
    } else {
        None
    };
    let runtime = runtime()?;
    let outcome = runtime.block_on(async {
        let parts = serve::open(&config)?;
        if is_demo {
            demo::fill(&parts.db).await?;
        }
        let server = Prepared::new(&config, parts)?;
        greet(&server, is_demo).await?;
        server.run().await
    });
    drop(throw_away);
    outcome
}

/// Where the server is to be found, and what a newcomer needs to know.
async fn greet(server: &Prepared, is_demo: bool) -> Result<()> {
    let address = serve::reachable(server.address());
    let url = format!("http://{address}");
    say(&format!("Inventario {} escucha en {url}", env!("CARGO_PKG_VERSION")));
    if is_demo {
        say(&crate::qr::picture::terminal(&url)?);
        say(&demo::accounts());
    } else if !people::any(&server.parts().db).await? {
        say("Aún no hay cuentas. Cree el primer administrador general con:\n  \
             inventario user add CORREO --first-name NOMBRES --last-name APELLIDOS --role admin_general");
    }
    Ok(())
}

fn routes() -> Result<()> {
    let dir = tempfile::tempdir().map_err(Error::internal)?;
    let parts = app::Parts::for_documents(dir.path())?;
    let document = document::of(&app::service(&parts));
    for operation in document::operations(&document) {
        let roles = operation.roles.map_or_else(|| "sin sesión".to_owned(), |roles| roles.join(" "));
        say(&format!("{:7} {:55} {roles}", operation.method, operation.path));
    }
    parts.db.close();
    Ok(())
}
