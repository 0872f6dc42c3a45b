//! Makes the pages of an acta, once and for all when both have signed it.

use super::model::HandoverSide;
use super::reads::{self, Pages};
use super::store;
use crate::kit::{Change, Db, Id, LocalTime, Origin, Result, pdf};

/// The pages of an acta. What both have signed is kept as it is made first.
///
/// # Errors
/// [`crate::kit::Code::HandoverActaNotFound`]; when the document can't be written, or not be kept.
pub async fn pages(db: &Db, id: Id) -> Result<Vec<u8>> {
    let printed = match db.read(move |db| reads::pages(db, id)).await? {
        Pages::Kept(pdf) => return Ok(pdf),
        Pages::ToPrint(printed) => printed,
    };
    let is_signed = printed.signatures.len() == HandoverSide::ALL.len();
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
