//! What a write does to stock.

pub mod correct;
pub mod hold;
pub mod issue;
pub mod ledger;
pub mod place;
pub mod promised;
pub mod receive;

use super::model::Lot;
use super::store;
use crate::kit::{CallerTx, Id, Result};

/// A lot that the caller may change.
fn own(tx: &CallerTx<'_>, id: Id) -> Result<Lot> {
    store::get_within(tx, tx.who.storing(), id, tx.today())
}

/// The lot as it is after a change.
fn again(tx: &CallerTx<'_>, id: Id) -> Result<Lot> {
    store::get_within(tx, tx.who.storing(), id, tx.today())
}

/// What a sentence calls a lot: «Harina de trigo, lote L-1, en 03-2-1».
fn named(lot: &Lot) -> String {
    format!("{}, lote {}, en {}", lot.product_name, lot.batch_number, lot.bin_code)
}
