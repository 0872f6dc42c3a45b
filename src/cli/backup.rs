//! `inventario backup` and `inventario restore`: one file with everything, and back.

use super::{DataArgs, passphrase, place, runtime, say};
use crate::appliance::FIRST_MIGRATION;
use crate::appliance::backup::archive::Contents;
use crate::appliance::backup::encryption::{self, Passphrase};
use crate::appliance::backup::model::{ManifestSeal, Reason};
use crate::appliance::backup::restore::{self, Unpacked};
use crate::appliance::backup::rules::is_encrypted_name;
use crate::appliance::backup::take::{BackupSource, TakenBackup, take};
use crate::appliance::backup::{Progress, files, inspect, store, write_taken};
use crate::appliance::lock::DataDir;
use crate::campus::audit::model::AuditSeal;
use crate::kit::db::chain::ChainLink;
use crate::kit::db::migrations;
use crate::kit::{Code, Db, Error, Origin, Result, clock, disk};
use clap::Args;
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};

/// How often a passphrase may be typed.
const TRIES: u8 = 3;

/// The tables whose counts are shown, with their names.
const SHOWN: [(&str, &str); 6] = [
    ("users", "cuentas"),
    ("environments", "ambientes"),
    ("inventory_items", "equipos"),
    ("inventory_checks", "verificaciones"),
    ("photos", "fotos"),
    ("audit_logs", "registros de auditoría"),
];

#[derive(Debug, Args)]
pub(super) struct BackupArgs {
    /// Archivo o carpeta donde queda la copia; si no se indica, la carpeta backups de los datos
    file: Option<PathBuf>,

    #[command(flatten)]
    place: DataArgs,

    /// Clave con la que trabaja el servidor, si no es la de la carpeta de datos
    #[arg(long, env = "SECRET_KEY", hide_env_values = true)]
    secret_key: Option<String>,

    /// Cifra la copia con una contraseña que se pregunta; sin esta opción vale la que se puso en la página, si hay
    #[arg(long)]
    encrypt: bool,

    /// Cifra la copia con la contraseña de la primera línea de este archivo; - es la entrada estándar
    #[arg(long, env = "INVENTARIO_PASSPHRASE_FILE")]
    passphrase_file: Option<PathBuf>,

    /// No cifra esta copia, aunque haya una contraseña
    #[arg(long, conflicts_with = "encrypt")]
    plain: bool,
}

#[derive(Debug, Args)]
pub(super) struct RestoreArgs {
    /// La copia de seguridad
    file: PathBuf,

    #[command(flatten)]
    place: DataArgs,

    /// Archivo con la contraseña de la copia en su primera línea; - es la entrada estándar. Si no se indica, se pregunta
    #[arg(long, env = "INVENTARIO_PASSPHRASE_FILE")]
    passphrase_file: Option<PathBuf>,

    /// No pregunta antes de restaurar
    #[arg(long, env = "INVENTARIO_YES")]
    yes: bool,
}

/// Takes a backup, also while a server runs.
pub(super) fn backup(args: &BackupArgs) -> Result<()> {
    let data_dir = args.place.begin();
    let database = place::database(data_dir)?;
    let secret = place::secret(data_dir, args.secret_key.as_deref())?;
    let passphrase = passphrase_of(args, &database)?;
    let (dir, is_encrypted) = (files::dir(data_dir), passphrase.is_some());
    let target = match &args.file {
        Some(path) if path.is_dir() => files::new_path(path, is_encrypted),
        // Its name says what is in it.
        Some(path) if is_encrypted && !is_encrypted_name(path) => {
            PathBuf::from(format!("{}.age", path.display()))
        }
        Some(path) => path.clone(),
        None => {
            disk::make_dir(&dir)?;
            files::new_path(&dir, is_encrypted)
        }
    };
    let source = BackupSource { database: database.clone(), secret: secret.clone(), passphrase };
    let taken = take(&source, &target, &Progress::default())?;
    let how = if is_encrypted { "Copia hecha, cifrada y verificada" } else { "Copia hecha y verificada" };
    say(&format!("{how}: {}", taken.path.display()));
    show(&taken.contents, taken.doubt.as_deref());
    note(&database, &secret, taken)
}

/// What the copy is encrypted with: what the command says, else what the settings say.
fn passphrase_of(args: &BackupArgs, database: &Path) -> Result<Option<Passphrase>> {
    if args.plain {
        Ok(None)
    } else if args.encrypt || args.passphrase_file.is_some() {
        passphrase::choose(args.passphrase_file.as_deref()).map(Some)
    } else {
        let db = inspect::open_plain(database)?;
        if migrations::version(&db)? < FIRST_MIGRATION { Ok(None) } else { store::passphrase(&db) }
    }
}

/// Tells the database of the backup, unless it is still one of an older program: then that program's server is to migrate it.
fn note(database: &Path, secret: &str, taken: TakenBackup) -> Result<()> {
    if taken.contents.manifest.schema != migrations::ours() {
        return Ok(());
    }
    let db = Db::open(database, secret)?;
    let outcome =
        runtime()?.block_on(write_taken(&db, &Origin::of_command("backup"), Reason::Command, taken));
    db.close();
    outcome.map(drop)
}

/// Puts a backup back, while no server runs.
pub(super) fn restore(args: &RestoreArgs) -> Result<()> {
    let data_dir = args.place.begin();
    disk::make_dir(data_dir)?;
    let _ours = DataDir::acquire(data_dir)?;
    restore::resume(data_dir)?;
    let unpacked = unpack(args)?;
    say("La copia está completa:");
    show(&unpacked.contents, unpacked.doubt.as_deref());
    if !args.yes && !agreed(data_dir)? {
        return Err(Error::internal("no se restauró nada"));
    }
    let restored = runtime()?.block_on(unpacked.put_in_place())?;
    let (from, to) = restored.migrated;
    if from != to {
        say(&format!("La base de datos pasó de la migración {from} a la {to}."));
    }
    if let Some(previous) = restored.previous {
        say(&format!("Lo que había antes quedó en {}", previous.display()));
    }
    say("Copia restaurada. Ya puede iniciar el servidor.");
    Ok(())
}

/// Reads the backup; somebody who sits there may mistype its passphrase.
fn unpack(args: &RestoreArgs) -> Result<Unpacked> {
    let (data_dir, given) = (&args.place.data_dir, args.passphrase_file.as_deref());
    if !encryption::is_encrypted(&args.file)? {
        return restore::unpack(&args.file, data_dir, None);
    }
    let mut tries = if given.is_none() { TRIES } else { 1 };
    loop {
        let outcome = restore::unpack(&args.file, data_dir, Some(&passphrase::ask(given)?));
        tries -= 1;
        match outcome {
            Err(error) if error.code() == Code::WrongPassphrase && tries > 0 => say(&error.to_string()),
            Err(error) if error.code() == Code::WrongPassphrase => {
                return Err(Error::With(Code::WrongPassphrase, format!("{error}. No se cambió nada")));
            }
            outcome => return outcome,
        }
    }
}

/// Says what a backup holds, line by line, and what is wrong with its audit, if something is.
fn show(Contents { manifest, size, .. }: &Contents, doubt: Option<&str>) {
    let centers =
        if manifest.centers.is_empty() { "ninguno".to_owned() } else { manifest.centers.join(", ") };
    let counts: Vec<String> =
        SHOWN.iter().map(|(table, name)| format!("{} {name}", manifest.count(table))).collect();
    say(&format!(
        "  Centro:     {centers}\n  Fecha:      {}\n  Contenido:  {}\n  Versión:    {} (migración {})\n  Tamaño:     {} KB",
        manifest.created_at.with_timezone(&clock::zone()).format("%Y-%m-%d %H:%M:%S"),
        counts.join(", "),
        manifest.program,
        manifest.schema,
        size.div_ceil(1024),
    ));
    if let Some(seal) = manifest.seal.as_ref() {
        let ManifestSeal { number: seq, hash } = seal.clone();
        let seal = AuditSeal::of(&ChainLink { seq, hash });
        say(&format!("  Auditoría:  registro {}, sello {}", seal.number, seal.seal));
    }
    if let Some(doubt) = doubt {
        say(&format!("Atención: {doubt}"));
    }
}

/// Asks whoever sits there.
#[expect(clippy::print_stdout, reason = "a question needs its answer on the same line")]
fn agreed(data_dir: &Path) -> Result<bool> {
    if !std::io::stdin().is_terminal() {
        return Err(Error::internal(
            "indique --yes para restaurar sin que se le pregunte; no se cambió nada",
        ));
    }
    print!("¿Restaurarla en {}? [s/N] ", data_dir.display());
    std::io::stdout().flush()?;
    let mut line = String::new();
    std::io::stdin().read_line(&mut line)?;
    Ok(matches!(line.trim().to_lowercase().as_str(), "s" | "si" | "sí"))
}
