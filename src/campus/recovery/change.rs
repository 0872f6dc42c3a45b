//! What a write does to recovery codes and to the password that they are for.

use super::model::{Recovered, RecoveryCode};
use super::{rules, store};
use crate::campus::{feeds, users};
use crate::kit::access::account;
use crate::kit::db::letter::{MailReason, Purpose};
use crate::kit::db::{Kind, Letter, Priority};
use crate::kit::random::{random_bytes, typed};
use crate::kit::{CallerTx, Change, Code, Event, Id, LocalTime, Notice, Result, Tx};

/// Writes to whoever has an active account with this address. Of an address without one the audit keeps that somebody asked, and
/// not the address: people type other things there, too.
pub fn ask(tx: &Tx<'_>, email: &str) -> Result<Change<()>> {
    let account = account::account_by_email(tx, email)?.filter(|account| account.is_active);
    let event = Event::named("RECOVERY_REQUEST", "authentication", account.as_ref().map(|it| it.id));
    let Some(account) = account else {
        return Ok(Change::new((), event.describe("Recuperación pedida para un correo sin cuenta activa")));
    };
    let event = event.describe(format!("Recuperación pedida por correo: {}", account.name));
    // The code is made when the letter leaves.
    let letter = Letter::new(account.id, Purpose::Recovery, rules::SUBJECT, rules::SUBJECT)
        .until(LocalTime(tx.now + rules::MAILED));
    Ok(Change::new((), event).post([letter]))
}

/// Makes the code that goes out with a letter; the postman does it, as he marks it.
pub fn mail_code(tx: &Tx<'_>, user_id: Id, email: &str) -> Result<String> {
    let code = rules::code(&random_bytes());
    let until = LocalTime(tx.now + rules::MAILED);
    store::keep(tx, (user_id, email), &typed(&code), None, until, LocalTime(tx.now))?;
    Ok(code)
}

/// Makes a code that a general administrator hands over.
///
/// # Errors
/// [`Code::UserNotFound`], [`Code::RecoveryOfInactive`].
pub fn hand_over(tx: &CallerTx<'_>, user_id: Id) -> Result<Change<RecoveryCode>> {
    let user = users::store::get(tx, user_id)?;
    if !user.is_active {
        return Err(Code::RecoveryOfInactive.into());
    }
    let code = rules::code(&random_bytes());
    // What lies on a slip somewhere is void as soon as another one is handed over.
    users::store::void_codes(tx, user_id)?;
    let expires_at = LocalTime(tx.now + rules::HANDED_OVER);
    store::keep(tx, (user_id, &user.email), &typed(&code), Some(tx.who.id), expires_at, LocalTime(tx.now))?;
    let event = Event::named("RECOVERY_CODE", "user", Some(user_id))
        .status(201)
        .describe(format!("Código para una contraseña nueva: {}", user.name));
    Ok(Change::new(RecoveryCode { code, user_name: user.name, email: user.email, expires_at }, event))
}

/// Sets the password of whoever has the code, ends all their sessions and withdraws their calendars. The code is used up, and so are their other ones.
///
/// # Errors
/// [`Code::RecoveryCodeWrong`].
pub fn recover(tx: &Tx<'_>, given: &str, password_hash: &str) -> Result<Change<Recovered>> {
    let holder = store::holder(tx, given, LocalTime(tx.now))?.ok_or(Code::RecoveryCodeWrong)?;
    let id = holder.id;
    if let Some(account) = account::account(tx, id)? {
        tx.origin.identify(account.identity());
    }
    users::store::set_password(tx, id, password_hash, LocalTime(tx.now))?;
    users::store::end_sessions(tx, id)?;
    // Whoever had the account may have made addresses that open it without a password.
    feeds::store::delete_of(tx, id)?;
    let event = Event::update("authentication", id)
        .describe(format!("Contraseña recuperada con un código: {}", holder.name));
    let notice = Notice::new(
        id,
        Kind::System,
        "Contraseña cambiada con un código",
        "La contraseña de su cuenta se cambió con un código de recuperación. Las sesiones abiertas se cerraron y las \
         direcciones de calendario dejaron de servir. Si no fue usted, avise a la administración.",
    )
    .priority(Priority::High)
    .by_mail(MailReason::Account)
    .leads_to("/perfil");
    let message = "Contraseña cambiada. Ya puede ingresar con ella".to_owned();
    // Streams that were opened with an old token end.
    Ok(Change::new(Recovered { message, email: holder.email }, event).tell([notice]).ring(id))
}
