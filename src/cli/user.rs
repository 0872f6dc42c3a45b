//! `inventario user`: accounts without a browser, for the technician and for the first administrator.

use super::passphrase::typed_twice;
use super::{place, runtime, say};
use crate::campus::users::model::{NewPassword, NewUser, User, UserQuery};
use crate::campus::users::{change, rules, store};
use crate::kit::access::passwords::hash;
use crate::kit::access::{account, keys};
use crate::kit::wire::Email;
use crate::kit::{Blank, Code, Db, Error, FromText, Id, Line, Origin, Paging, Result, Role, disk};
use clap::{Args, Subcommand};
use std::io::{IsTerminal, Read};
use std::path::Path;

#[derive(Debug, Subcommand)]
pub(super) enum UserCommand {
    /// Crea una cuenta activa; la contraseña se pregunta, o se lee de la entrada estándar
    Add {
        /// Correo electrónico
        email: String,
        /// Nombres
        #[arg(long, env = "INVENTARIO_FIRST_NAME")]
        first_name: String,
        /// Apellidos
        #[arg(long, env = "INVENTARIO_LAST_NAME")]
        last_name: String,
        /// student, instructor, supervisor, admin o admin_general
        #[arg(long, env = "INVENTARIO_ROLE", default_value = "admin_general", value_parser = Role::from_text)]
        role: Role,
        /// Empieza una base de datos nueva si en la carpeta no hay ninguna
        #[arg(long, env = "INVENTARIO_CREATE")]
        create: bool,
    },
    /// Lista las cuentas
    List,
    /// Pone una contraseña nueva y cierra las sesiones de la cuenta
    Password(AccountArgs),
    /// Activa una cuenta
    Activate(AccountArgs),
    /// Desactiva una cuenta y cierra sus sesiones
    Deactivate(AccountArgs),
}

#[derive(Debug, Args)]
pub(super) struct AccountArgs {
    /// Correo electrónico
    email: String,
}

pub(super) fn run(data_dir: &Path, secret: Option<&str>, command: UserCommand) -> Result<()> {
    let db = match command {
        UserCommand::Add { create: true, .. } if place::database(data_dir).is_err() => {
            begin(data_dir, secret)?
        }
        UserCommand::Add { create: false, .. } if place::database(data_dir).is_err() => {
            let missing = place::full(data_dir);
            return Err(Error::internal(format!(
                "no hay ninguna base de datos en {}: indique la carpeta con --data-dir, o --create para empezar una ahí",
                missing.display()
            )));
        }
        _ => Db::open(&place::database(data_dir)?, &place::secret(data_dir, secret)?)?,
    };
    let outcome = runtime()?.block_on(perform(&db, command));
    db.close();
    say(&outcome?);
    Ok(())
}

/// Begins a database, with its key beside it unless one is given, and says where.
fn begin(data_dir: &Path, secret: Option<&str>) -> Result<Db> {
    disk::make_dir(data_dir)?;
    let secret = secret.map_or_else(|| keys::load_or_make(data_dir), |secret| Ok(secret.to_owned()))?;
    let path = data_dir.join("inventario.db");
    let db = Db::open(&path, &secret)?;
    say(&format!("Se empezó una base de datos nueva: {}", place::full(&path).display()));
    Ok(db)
}

async fn perform(db: &Db, command: UserCommand) -> Result<String> {
    match command {
        UserCommand::Add { email, first_name, last_name, role, create: _ } => {
            let wrong =
                |what: &'static str| move |reason| Error::With(Code::Invalid, format!("{what} {reason}"));
            let new = NewUser {
                email: Email::from_text(&email).map_err(wrong("El correo"))?,
                password: ask_password()?,
                first_name: Line::from_text(&first_name).map_err(wrong("--first-name"))?,
                last_name: Line::from_text(&last_name).map_err(wrong("--last-name"))?,
                role,
                phone: Blank(None),
                program: Blank(None),
                ficha: Blank(None),
                environment_id: Blank(None),
                center_id: Blank(None),
            };
            rules::judge_password(new.password.reveal(), new.email.as_str())?;
            let hash = hash(new.password.reveal())?;
            let origin = Origin::of_command("user add");
            let user = db.write(&origin, move |tx| change::add(tx, new, &hash)).await?;
            Ok(format!("Cuenta creada: {} ({})", user.email, user.role.spanish()))
        }
        UserCommand::List => list(db).await,
        UserCommand::Password(AccountArgs { email }) => {
            let id = find(db, &email).await?;
            let password = ask_password()?;
            rules::judge_password(password.reveal(), &email.trim().to_lowercase())?;
            let hash = hash(password.reveal())?;
            let origin = Origin::of_command("user password");
            db.write(&origin, move |tx| change::set_password(tx, id, &hash)).await?;
            Ok("Contraseña actualizada".into())
        }
        UserCommand::Activate(account) => set_active(db, &account.email, true).await,
        UserCommand::Deactivate(account) => set_active(db, &account.email, false).await,
    }
}

async fn set_active(db: &Db, email: &str, active: bool) -> Result<String> {
    let id = find(db, email).await?;
    let origin = Origin::of_command(if active { "user activate" } else { "user deactivate" });
    let left = db.write(&origin, move |tx| change::set_active(tx, id, active)).await?;
    Ok(if active { "Cuenta activada".to_owned() } else { rules::deactivated(left.classes, left.checks) })
}

async fn find(db: &Db, email: &str) -> Result<Id> {
    let email = email.trim().to_lowercase();
    let account = db.read(move |db| account::account_by_email(db, &email)).await?;
    Ok(account.ok_or(Code::UserNotFound)?.id)
}

async fn list(db: &Db) -> Result<String> {
    let rows = db.read(|db| store::list(UserQuery::default()).rows::<User>(db, Paging::ALL)).await?;
    let users: Vec<serde_json::Value> =
        serde_json::from_slice(&rows.into_parts().0).map_err(Error::internal)?;
    let line = |user: &serde_json::Value| {
        let text = |key: &str| user.get(key).and_then(|it| it.as_str()).unwrap_or_default().to_owned();
        let active = user.get("is_active").and_then(serde_json::Value::as_bool).unwrap_or_default();
        let state = if active { "activa" } else { "inactiva" };
        format!("{:40} {:30} {:14} {state}", text("email"), text("name"), text("role"))
    };
    Ok(users.iter().map(line).collect::<Vec<_>>().join("\n"))
}

/// Asks for a password twice without showing it; takes it from the standard input when nobody sits there.
fn ask_password() -> Result<NewPassword> {
    let typed = if std::io::stdin().is_terminal() {
        typed_twice("Contraseña nueva: ")?
    } else {
        let mut text = String::new();
        std::io::stdin().take(4096).read_to_string(&mut text).map_err(Error::internal)?;
        text.trim_end_matches(['\r', '\n']).to_owned()
    };
    NewPassword::parse(typed).map_err(|reason| Error::With(Code::Invalid, format!("La contraseña {reason}")))
}
