//! Material is set aside.

use super::{again, named, notice};
use crate::kit::db::Kind;
use crate::kit::{
    CallerTx, Change, Code, Error, Event, Id, LocalTime, Notice, Quantity, Result, Role, Scope,
};
use crate::warehouse::keepers;
use crate::warehouse::reservations::model::{
    NewReservation, Reservation, ReservationMade, ReservationRow, ReservedFrom,
};
use crate::warehouse::reservations::{rules, store};
use crate::warehouse::stock;
use crate::warehouse::stock::model::StockedProduct;
use crate::warehouse::stock::rules::fefo::{FirstOut, Pick};

/// Sets material aside in one warehouse (D5), of each lot in its turn; as much as there is, if there is less. What an instructor
/// reserves is for themselves, and those who keep the warehouse are told.
///
/// # Errors
/// [`Code::ReservationUntilPast`], [`Code::ReservationUntilFar`], [`Code::StockWarehouseUnknown`], [`Code::StockWarehouseMissing`],
/// [`Code::StockProductUnknown`], [`Code::ReservationNothing`].
pub fn reserve(tx: &CallerTx<'_>, new: &NewReservation) -> Result<Change<ReservationMade>> {
    rules::check_until(new.reserved_until, LocalTime(tx.now))?;
    let warehouse = warehouse(tx, new.warehouse_id.0)?;
    let product = stock::store::product(tx, Some(warehouse.center_id), new.product_id)?
        .filter(|product| product.is_active)
        .ok_or(Code::StockProductUnknown)?;
    let lots = stock::store::candidates(tx, Scope::Room(warehouse.id), product.id, Some(warehouse.id))?;
    let order = FirstOut::of(lots, tx.today());
    let picks = order.pick(new.quantity.get());
    if picks.is_empty() {
        return Err(rules::nothing(&product.name, &warehouse.name, &order));
    }
    let id = set_aside(tx, new, (&warehouse, &product), &picks)?;
    let made = again(tx, id)?;
    let it = &made.reservation;
    let message = if it.is_partial {
        let wanted = it.unit.after(it.requested_quantity);
        format!("Solo había una parte: de {wanted} quedan reservados {}", named(it))
    } else {
        format!("Quedan reservados {}", named(it))
    };
    let says = format!("Reserva de {}: {}", named(it), rules::told_lots(&picks));
    let event = Event::create("reservation", id).describe(says).after(it);
    let notices = told_keepers(tx, it)?;
    let made = ReservationMade { reservation_id: id, message, detail: made };
    Ok(Change::new(made, event).tell(notices))
}

/// The warehouse that somebody reserves from: the one that they name, else their own, else the only one that there is for them.
fn warehouse(tx: &CallerTx<'_>, named: Option<Id>) -> Result<ReservedFrom> {
    let scope = match tx.who.role {
        Role::Instructor => tx.who.materials(),
        Role::Student | Role::Supervisor | Role::Admin | Role::AdminGeneral => tx.who.storing(),
    };
    let mut found = store::warehouses(tx, scope, named)?;
    match (found.pop(), found.is_empty()) {
        (Some(only), true) => Ok(only),
        (None, _) => Err(Code::StockWarehouseUnknown.into()),
        (Some(_), false) => {
            Err(Error::With(Code::StockWarehouseMissing, "Indique de qué bodega se reserva".into()))
        }
    }
}

/// Stores the reservation with its pieces, which the lots don't have free any more.
fn set_aside(
    tx: &CallerTx<'_>,
    new: &NewReservation,
    (warehouse, product): (&ReservedFrom, &StockedProduct),
    picks: &[Pick<'_>],
) -> Result<Id> {
    let (id, now) = (Id::new(), LocalTime(tx.now));
    let own_name = match tx.who.role {
        Role::Instructor => store::name_of(tx, tx.who.id)?,
        Role::Student | Role::Supervisor | Role::Admin | Role::AdminGeneral => None,
    };
    let given = new.customer_name.0.as_ref().map(|name| name.as_str());
    let total: Quantity = picks.iter().map(|pick| pick.quantity).sum();
    store::insert(
        tx,
        &ReservationRow {
            id,
            product_id: product.id,
            environment_id: warehouse.id,
            order_reference: new.order_reference.as_str(),
            customer_name: own_name.as_deref().or(given),
            requested_quantity: new.quantity.get(),
            total_quantity: total,
            reserved_until: new.reserved_until,
            notes: new.notes.0.as_ref().map(|notes| notes.as_str()),
            created_by: tx.who.id,
            created_at: now,
        },
    )?;
    for pick in picks {
        store::add_piece(tx, id, pick.lot.id, pick.quantity)?;
        stock::store::save_reserved(tx, pick.lot.id, pick.lot.reserved_quantity + pick.quantity, now)?;
    }
    Ok(id)
}

/// Those who keep the warehouse hear of what an instructor reserves: they get it ready. What they reserve themselves they know.
fn told_keepers(tx: &CallerTx<'_>, it: &Reservation) -> Result<Vec<Notice>> {
    if tx.who.role != Role::Instructor {
        return Ok(Vec::new());
    }
    let message = format!(
        "{} reserva {} en {}, hasta el {}.",
        it.created_by_name,
        named(it),
        it.warehouse_name,
        rules::told_time(it.reserved_until)
    );
    let keepers = keepers::told(&keepers::of(tx, it.warehouse_id)?);
    Ok(keepers
        .into_iter()
        .map(|to| {
            notice(to, Kind::ReservationRequest, "Reserva de material", message.clone(), it.id)
                .until(it.reserved_until)
        })
        .collect())
}
