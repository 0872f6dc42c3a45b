//! Whose reservations wait for what may not go out for now.

use crate::kit::db::{Kind, Priority};
use crate::kit::{CallerTx, Notice, Result};
use crate::warehouse::stock::model::Promised;
use crate::warehouse::stock::rules::fefo::whom;
use crate::warehouse::stock::store;

/// Tells whoever made an active reservation that it can't be handed out while something lasts: `why` begins the sentence. Whoever brought
/// it about knows.
///
/// # Errors
/// When the database fails.
pub fn tell(tx: &CallerTx<'_>, promised: Promised, title: &str, why: &str) -> Result<Vec<Notice>> {
    let reservations = store::promised_to(tx, promised)?.into_iter();
    let notices = reservations.filter(|it| it.created_by != tx.who.id).map(|it| {
        let quantity = it.unit.after(it.total_quantity);
        let message = format!(
            "{why}: mientras siga así no se puede entregar su reserva de {quantity} de {} para {}. Si no puede esperar, cancélela y reserve \
             de nuevo.",
            it.product_name,
            whom(&it.order_reference)
        );
        Notice::new(it.created_by, Kind::ReservationUpdate, title, message)
            .priority(Priority::High)
            .leads_to(format!("/reservas/{}", it.id))
    });
    Ok(notices.collect())
}
