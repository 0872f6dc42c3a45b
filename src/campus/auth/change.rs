//! What a write does to a session and to one's own account.

use super::model::{ProfilePatch, Registration, Session};
use super::rules;
use super::sources::Source;
use super::store::{self, Presented};
use super::unwritten::Owner;
use crate::campus::users;
use crate::campus::users::model::{User, UserRow};
use crate::kit::access::{Account, account, tokens};
use crate::kit::db::letter::MailReason;
use crate::kit::db::{Kind, Priority};
use crate::kit::{CallerTx, Change, Event, Id, Keys, LocalTime, Notice, Result, Role, Tx, settings};
use chrono::{DateTime, Utc};
use rusqlite::Connection;

/// Gives an account a session of a sign-in; the first start does it too.
pub fn open(tx: &Tx<'_>, keys: &Keys, account: &Account, family_id: Id) -> Result<Session> {
    Ok(Session {
        access_token: tokens::issue(keys, account, tx.now)?,
        token_type: "bearer".into(),
        expires_in: keys.access_seconds,
        refresh_token: store::issue(tx, account.id, family_id, tx.now)?,
        user: users::store::get(tx, account.id)?,
    })
}

/// Stores a session that was opened while nothing could be written, as a sign-in. `None` when the account is out of use, or its
/// tokens were ended since.
pub fn write_down(tx: &Tx<'_>, keys: &Keys, owner: Owner) -> Result<Change<Option<Session>>> {
    let Some(account) = owner.account(tx)? else {
        // Nothing was changed.
        return Ok(Change::unaudited(None));
    };
    let session = open(tx, keys, &account, Id::new())?;
    tx.origin.identify(account.identity());
    let event = Event::named("LOGIN", "authentication", Some(account.id)).describe(format!(
        "Inicio de sesión: {}, que ingresó cuando no se podía escribir en el disco",
        account.name
    ));
    Ok(Change::new(Some(session), event))
}

/// A session on a disk that takes no writes: people can read what is there. Nothing of it is stored; it goes on by a renewal token
/// that was stored before, or that is in memory only.
pub fn open_unwritten(
    db: &Connection,
    keys: &Keys,
    account: &Account,
    refresh_token: String,
    now: DateTime<Utc>,
) -> Result<Session> {
    tracing::warn!(person = %account.id, "a session was opened that could not be written down");
    Ok(Session {
        access_token: tokens::issue(keys, account, now)?,
        token_type: "bearer".into(),
        expires_in: keys.access_seconds,
        refresh_token,
        user: users::store::get(db, account.id)?,
    })
}

/// The session of a renewal token on a disk that takes no writes: the token stays as it is. `None` when it is no good. `owner` is
/// whose it is, if it is in memory only.
pub fn refresh_unwritten(
    db: &Connection,
    keys: &Keys,
    token: String,
    owner: Option<Owner>,
    now: DateTime<Utc>,
) -> Result<Option<Session>> {
    let account = match owner {
        Some(owner) => owner.account(db)?,
        None => match store::peek(db, &token, now)? {
            Some(person) => account::account(db, person)?.filter(|account| account.is_active),
            None => None,
        },
    };
    account.map(|account| open_unwritten(db, keys, &account, token, now)).transpose()
}

/// Signs somebody in whose password fits.
pub fn log_in(
    tx: &Tx<'_>,
    keys: &Keys,
    account: &Account,
    source: &Source,
    address: Option<&str>,
) -> Result<Change<Session>> {
    users::store::touch_login(tx, account.id, LocalTime(tx.now))?;
    note_address(tx, account.id, address)?;
    let session = open(tx, keys, account, Id::new())?;
    let event = Event::named("LOGIN", "authentication", Some(account.id))
        .describe(format!("Inicio de sesión: {}", account.name));
    Ok(Change::new(session, event).tell(warning(tx, account.id, source)?))
}

/// Remembers where a session lives: from there nobody is locked out by what others try.
fn note_address(tx: &Tx<'_>, account: Id, address: Option<&str>) -> Result<()> {
    address.map_or(Ok(()), |address| store::note_address(tx, account, address, tx.now))
}

/// Tells somebody that their account was used from somewhere new. The first time tells nobody: there is nothing to compare with.
fn warning(tx: &Tx<'_>, account: Id, source: &Source) -> Result<Option<Notice>> {
    if !store::note_source(tx, account, source, tx.now)? {
        return Ok(None);
    }
    let message = format!(
        "Alguien ingresó a su cuenta desde {}, con {}. Si fue usted, no tiene que hacer nada. Si no, cambie su contraseña: las \
         demás sesiones se cierran.",
        source.place(tx.origin.ip),
        source.client
    );
    let notice = Notice::new(account, Kind::NewSignIn, "Ingreso desde un lugar nuevo", message)
        .priority(Priority::High)
        .by_mail(MailReason::Account)
        .leads_to("/perfil");
    Ok(Some(notice))
}

/// Tells those who may activate accounts that somebody waits for one.
fn announce(tx: &Tx<'_>, user: &User) -> Result<Vec<Notice>> {
    let message = format!("{} pide una cuenta de {} ({})", user.name, user.role.spanish(), user.email);
    let notice = |to| {
        Notice::new(to, Kind::System, "Solicitud de cuenta", message.clone())
            .leads_to("/usuarios?estado=espera")
    };
    Ok(users::store::active(tx, Role::AdminGeneral)?.into_iter().map(notice).collect())
}

/// Makes the account that somebody asks for; one that isn't active waits, and whoever may activate it hears of it.
///
/// # Errors
/// `Code::RoleNotOpen`, `Code::RegistrationClosed`, `Code::EmailTaken`.
pub fn register(tx: &Tx<'_>, new: Registration, password_hash: &str) -> Result<Change<User>> {
    let role = new.role();
    let is_active = rules::is_active_at_once(role, &settings::of(tx)?)?;
    let user = users::change::placed(tx, UserRow::of(rules::account_of(new)?, LocalTime(tx.now)), None)?;
    let user = UserRow { is_active, activation_requested: !is_active, ..user };
    users::store::insert(tx, &user, password_hash)?;
    let user = users::store::get(tx, user.id)?;
    let event = Event::named("REGISTER", "authentication", Some(user.id))
        .status(201)
        .describe(format!("Registro de {} como {}", user.name, role.spanish()))
        .after(&user);
    let notices = if is_active { Vec::new() } else { announce(tx, &user)? };
    Ok(Change::new(user, event).tell(notices))
}

/// Gives a new session for a refresh token. One that is no good gives none, and what that ends stays ended.
pub fn refresh(
    tx: &Tx<'_>,
    keys: &Keys,
    token: &str,
    address: Option<&str>,
) -> Result<Change<Option<Session>>> {
    match store::present(tx, token, tx.now)? {
        Presented::Good { user_id, family_id } => {
            let account = account::account(tx, user_id)?.filter(|account| account.is_active);
            let session = account.map(|account| open(tx, keys, &account, family_id)).transpose()?;
            if session.is_some() {
                note_address(tx, user_id, address)?;
            }
            // Every open tab does this every half hour: the sign-in is the event, not its renewal.
            Ok(Change::unaudited(session))
        }
        Presented::Reused { user_id } => {
            let event = Event::named("LOGOUT", "authentication", Some(user_id))
                .status(401)
                .describe("Un token de renovación se usó dos veces: se cerró la sesión a la que pertenecía");
            Ok(Change::new(None, event))
        }
        // Nothing was changed.
        Presented::Unknown => Ok(Change::unaudited(None)),
    }
}

/// Ends the session that a refresh token belongs to, used or not.
pub fn log_out(tx: &Tx<'_>, token: &str) -> Result<Change<()>> {
    let Some(family) = store::family_of(tx, token)? else {
        // Nothing was changed.
        return Ok(Change::unaudited(()));
    };
    if let Presented::Good { user_id, .. } | Presented::Reused { user_id } =
        store::present(tx, token, tx.now)?
        && let Some(account) = account::account(tx, user_id)?
    {
        tx.origin.identify(account.identity());
    }
    store::end_family(tx, family)?;
    let id = tx.origin.identity().map(|person| person.id);
    let event = Event::named("LOGOUT", "authentication", id).describe("Cierre de sesión");
    Ok(Change::new((), event))
}

/// Changes the caller's own account.
pub fn edit_own(tx: &CallerTx<'_>, patch: ProfilePatch) -> Result<Change<User>> {
    let id = tx.who.id;
    let before = users::store::get(tx, id)?;
    let mut user = before.row();
    user.apply(patch.into(), LocalTime(tx.now));
    users::store::save(tx, &user)?;
    let user = users::store::get(tx, id)?;
    Ok(Change::updated("user", id, "Perfil propio modificado".into(), &before, user))
}

/// Changes the caller's own password; of their sessions only a new one is left.
pub fn change_password(
    tx: &CallerTx<'_>,
    keys: &Keys,
    account: Account,
    password_hash: &str,
) -> Result<Change<Session>> {
    let id = account.id;
    users::store::set_password(tx, id, password_hash, LocalTime(tx.now))?;
    let token_version = users::store::end_sessions(tx, id)?;
    let session = open(tx, keys, &Account { token_version, ..account }, Id::new())?;
    let event = Event::update("authentication", id).describe("Contraseña propia cambiada");
    // Streams that were opened with the old token end.
    Ok(Change::new(session, event).ring(id))
}
