//! `inventario backup` and `inventario restore`: one file with everything, and back.

use super::{runtime, say};
use crate::auth;
use crate::backup::model::{Manifest, Reason};
use crate::backup::take::{Progress, Source, Taken, take};
use crate::backup::{self, restore};
use crate::caller::Origin;
use crate::db::{Db, migrations};
use crate::error::{Error, Result};
use crate::lock::DataDir;
use crate::{clock, serve, time_zone};
use chrono_tz::Tz;
use clap::Args;
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};

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
pub(super) struct Where {
    /// Carpeta con la base de datos
    #[arg(long, env = "INVENTARIO_DATA_DIR", default_value = "data")]
    data_dir: PathBuf,

    /// Zona horaria del edificio, con su nombre IANA; sin ella vale la que guarda la base de datos
    #[arg(long, env = "INVENTARIO_TIME_ZONE")]
    time_zone: Option<Tz>,
}

#[derive(Debug, Args)]
pub(super) struct BackupArgs {
    /// Archivo o carpeta donde queda la copia; si no se indica, la carpeta backups de los datos
    file: Option<PathBuf>,

    #[command(flatten)]
    place: Where,

    /// Clave con la que trabaja el servidor, si no es la de la carpeta de datos
    #[arg(long, env = "SECRET_KEY", hide_env_values = true)]
    secret_key: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct RestoreArgs {
    /// La copia de seguridad
    file: PathBuf,

    #[command(flatten)]
    place: Where,

    /// No pregunta antes de restaurar
    #[arg(long, env = "INVENTARIO_YES")]
    yes: bool,
}

/// Takes a backup, also while a server runs.
pub(super) fn backup(args: &BackupArgs) -> Result<()> {
    time_zone::begin_command(args.place.time_zone, &args.place.data_dir);
    let data_dir = &args.place.data_dir;
    let database = data_dir.join("inventario.db");
    if !database.exists() {
        return Err(Error::internal(format!("no hay ninguna base de datos en {}", data_dir.display())));
    }
    let secret = match &args.secret_key {
        Some(secret) => secret.clone(),
        None => auth::load_or_make(data_dir)?,
    };
    let dir = backup::dir(data_dir);
    let target = match &args.file {
        Some(path) if path.is_dir() => backup::new_path(path),
        Some(path) => path.clone(),
        None => {
            serve::make_dir(&dir)?;
            backup::new_path(&dir)
        }
    };
    let taken = take(&Source { database: database.clone(), secret }, &target, &Progress::default())?;
    say(&format!("Copia hecha y verificada: {}", taken.path.display()));
    say(&summary(&taken.contents.manifest, taken.contents.size));
    if let Some(doubt) = &taken.doubt {
        say(&format!("Atención: {doubt}"));
    }
    note(&database, taken)
}

/// Tells the database of the backup, unless it is still one of an older program: then that program's server is to migrate it.
fn note(database: &Path, taken: Taken) -> Result<()> {
    if taken.contents.manifest.schema != migrations::ours() {
        return Ok(());
    }
    let db = Db::open(database)?;
    let outcome =
        runtime()?.block_on(backup::note(&db, &Origin::of_command("backup"), Reason::Command, taken));
    db.close();
    outcome.map(|_| ())
}

/// Puts a backup back, while no server runs.
pub(super) fn restore(args: &RestoreArgs) -> Result<()> {
    time_zone::begin_command(args.place.time_zone, &args.place.data_dir);
    let data_dir = &args.place.data_dir;
    serve::make_dir(data_dir)?;
    let _ours = DataDir::acquire(data_dir)?;
    let unpacked = restore::unpack(&args.file, data_dir, None)?;
    say("La copia está completa:");
    say(&summary(&unpacked.contents.manifest, unpacked.contents.size));
    if let Some(doubt) = &unpacked.doubt {
        say(&format!("Atención: {doubt}"));
    }
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

/// What a backup holds, line by line.
fn summary(manifest: &Manifest, size: u64) -> String {
    let centers =
        if manifest.centers.is_empty() { "ninguno".to_owned() } else { manifest.centers.join(", ") };
    let counts: Vec<String> =
        SHOWN.iter().map(|(table, name)| format!("{} {name}", manifest.count(table))).collect();
    format!(
        "  Centro:     {centers}\n  Fecha:      {}\n  Contenido:  {}\n  Versión:    {} (migración {})\n  Tamaño:     {} KB",
        manifest.created_at.with_timezone(&clock::zone()).format("%Y-%m-%d %H:%M:%S"),
        counts.join(", "),
        manifest.program,
        manifest.schema,
        size.div_ceil(1024),
    )
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
