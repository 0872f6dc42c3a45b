//! What a write does to the outbox, where a person asks for it.

use super::model::{LetterState, OutboxLetter};
use super::{rules, store};
use crate::kit::{Change, Code, Event, Id, LocalTime, Result, Tx};

/// Lets a letter that wasn't sent be tried once more.
///
/// # Errors
/// [`Code::LetterNotFound`], [`Code::LetterNotFailed`].
pub fn retry(tx: &Tx<'_>, id: Id) -> Result<Change<OutboxLetter>> {
    let before = store::get(tx, id)?;
    if before.state != LetterState::Failed {
        return Err(Code::LetterNotFailed.into());
    }
    store::retry(tx, id, LocalTime(tx.now + rules::SECOND_CHANCE), LocalTime(tx.now))?;
    let says = format!("Correo de nuevo en el buzón de salida: {} ({})", before.subject, before.user_name);
    Ok(Change::updated("outbox_letter", id, says, &before, store::get(tx, id)?))
}

/// Keeps in the audit that a letter was sent to see whether mail works.
pub fn tested(to: &str) -> Change<()> {
    let event = Event::named("TEST_MAIL", "outbox_letter", None)
        .status(200)
        .describe(format!("Correo de prueba a {to}"));
    Change::new((), event)
}
