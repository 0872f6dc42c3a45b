//! Makes the pages of an acta, once and for all when all have signed it.

use super::model::ActaSide;
use super::reads::{self, Pages};
use super::store;
use crate::kit::{Change, Db, Error, Id, LocalTime, Origin, Result, pdf};
use tokio::sync::Semaphore;

/// One acta is read and laid out at a time, whoever asked for it, hence a static: who waits has read nothing yet, neither what was
/// drawn nor a logo.
static TURN: Semaphore = Semaphore::const_new(1);

/// The pages of an acta. What all have signed is kept as it is made first, and waits for no other to be laid out.
///
/// # Errors
/// [`crate::kit::Code::ActaNotFound`]; when the document can't be written, or not be kept.
pub async fn pages(db: &Db, id: Id) -> Result<Vec<u8>> {
    if let Some(pdf) = db.read(move |db| store::pages(db, id)).await? {
        return Ok(pdf);
    }
    let _turn = TURN.acquire().await.map_err(Error::internal)?;
    // Whoever had the turn before may have made the same.
    let printed = match db.read(move |db| reads::pages(db, id)).await? {
        Pages::Kept(pdf) => return Ok(pdf),
        Pages::ToPrint(printed) => printed,
    };
    let is_signed = printed.signatures.len() == ActaSide::ALL.len();
    let pdf = pdf::one_at_a_time(move || printed.pages()).await?;
    if !is_signed {
        return Ok(pdf);
    }
    // Made of what is stored and audited already: no event.
    let origin = Origin::of_command("actas");
    let kept = db.write(&origin, move |tx| {
        store::keep_pages(tx, id, &pdf, LocalTime(tx.now))?;
        Ok(Change::unaudited(pdf))
    });
    kept.await
}
