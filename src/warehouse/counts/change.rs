//! What a write does to counts.

pub mod decide;
pub mod lines;
pub mod open;
mod settle;
pub mod submit;

use super::model::{Count, CountDetail};
use super::reads::{self, Asking};
use super::store;
use crate::kit::{CallerTx, Id, Result};

/// A count that the caller may work on, as they may see it.
fn own(tx: &CallerTx<'_>, id: Id) -> Result<Count> {
    store::get_within(tx, tx.who.storing(), id, tx.who.id)
}

/// The count with its lines as it is after a change.
fn again(tx: &CallerTx<'_>, id: Id) -> Result<CountDetail> {
    let storing = tx.who.storing();
    reads::detail(tx, Asking { who: tx.who.id, reading: storing, storing }, id)
}

/// What a sentence calls a count: «la ubicación 03-2-1 (Bodega central)».
fn named(count: &Count) -> String {
    let what = match (&count.bin_code, &count.zone, &count.product_name) {
        (Some(bin), _, _) => format!("la ubicación {bin}"),
        (None, Some(zone), _) => format!("las ubicaciones {zone}…"),
        (None, None, Some(product)) => product.clone(),
        (None, None, None) => "material".into(),
    };
    format!("{what} ({})", count.warehouse_name)
}

/// The page of a count.
fn link(id: Id) -> String {
    format!("/conteos/{id}")
}
