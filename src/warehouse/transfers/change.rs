//! What a write does to transfers.

pub mod back;
pub mod receive;
pub mod send;
pub mod within;

use super::model::Transfer;
use super::store;
use crate::kit::db::Kind;
use crate::kit::{CallerTx, Code, Error, Id, Notice, Quantity, Result, RoomColumns, Scope};
use crate::warehouse::stock;
use crate::warehouse::stock::model::{Lot, StockedBin};
use crate::warehouse::stock::rules::issue::movable;
use std::collections::BTreeSet;

/// Which side of a transfer acts.
#[derive(Debug, Clone, Copy)]
enum Side {
    Source,
    Target,
}

impl Side {
    fn columns(self) -> &'static RoomColumns {
        match self {
            Self::Source => &store::SOURCE,
            Self::Target => &store::TARGET,
        }
    }
}

/// A transfer one of whose sides the caller keeps. Who sees it but keeps the other side is told whose it is.
fn own(tx: &CallerTx<'_>, side: Side, id: Id) -> Result<Transfer> {
    let seen = store::get_within(tx, tx.who.materials(), &store::SOURCE, id)?;
    match store::get_within(tx, tx.who.storing(), side.columns(), id) {
        Err(error) if error.code() == Code::TransferNotFound => {
            let sentence = match side {
                Side::Source => {
                    format!(
                        "Eso lo hace quien administra la bodega de salida, {}",
                        seen.source_warehouse_name
                    )
                }
                Side::Target => {
                    format!(
                        "Eso lo hace quien administra la bodega de llegada, {}",
                        seen.target_warehouse_name
                    )
                }
            };
            Err(Error::With(Code::TransferNotFound, sentence))
        }
        found => found,
    }
}

/// The transfer as it is after a change.
fn again(tx: &CallerTx<'_>, id: Id) -> Result<Transfer> {
    store::get_within(tx, Scope::Everything, &store::SOURCE, id)
}

/// A lot of the caller's of which so much may be moved (D19).
fn movable_lot(tx: &CallerTx<'_>, id: Id, wanted: Quantity) -> Result<Lot> {
    let lot = stock::store::get_within(tx, tx.who.storing(), id, tx.today())?;
    let (judged, _) = stock::store::candidates_like(tx, id)?;
    movable(&judged.ok_or(Code::LotNotFound)?, wanted, tx.today())?;
    Ok(lot)
}

/// The lot that a transfer came from, as what left it is: at the price and of the age that it had then. What has come into the lot since
/// is of another delivery.
fn as_sent(tx: &CallerTx<'_>, transfer: Id, lot: &Lot) -> Result<Lot> {
    let sent = store::sent_as(tx, transfer)?.ok_or(Code::TransferNotFound)?;
    Ok(Lot { unit_price: sent.unit_price, received_at: sent.received_at, ..lot.clone() })
}

/// A bin of a warehouse that takes a product (D19).
fn target_bin(
    tx: &CallerTx<'_>,
    scope: Scope,
    id: Id,
    (warehouse, name): (Id, &str),
    product: Id,
) -> Result<StockedBin> {
    let bin = stock::change::place::open_bin(tx, scope, id)?;
    if bin.environment_id != warehouse {
        let sentence = format!("La ubicación {} no es de {name}", bin.code);
        return Err(Error::With(Code::TransferBinElsewhere, sentence));
    }
    stock::change::place::check_alone(tx, bin.id, &bin.code, product)?;
    Ok(bin)
}

/// What a sentence calls what is on its way: «4 kg de Harina, lote L-1».
fn named(transfer: &Transfer, quantity: Quantity) -> String {
    format!("{} de {}, lote {}", transfer.unit.after(quantity), transfer.product_name, transfer.batch_number)
}

/// Tells people of a transfer, each once, and never whoever acts.
fn tell(
    tx: &CallerTx<'_>,
    people: impl IntoIterator<Item = Id>,
    kind: &Kind,
    id: Id,
    (title, message): (&str, &str),
) -> Vec<Notice> {
    let people: BTreeSet<Id> = people.into_iter().filter(|person| *person != tx.who.id).collect();
    people
        .into_iter()
        .map(|person| Notice::new(person, kind.clone(), title, message).leads_to(format!("/traslados/{id}")))
        .collect()
}

/// Who sent it.
fn senders(transfer: &Transfer) -> impl Iterator<Item = Id> + use<> {
    [Some(transfer.created_by), transfer.dispatched_by].into_iter().flatten()
}
