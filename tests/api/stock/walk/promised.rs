//! Steps that promise material, hand it over, and take the promise back.

use super::Walk;
use crate::support::sent;
use chrono::TimeDelta;
use inventario::kit::error::Result;
use inventario::kit::wire::{Id, LocalTime};
use inventario::kit::{Scope, sql};
use inventario::warehouse::reservations::change;
use inventario::warehouse::reservations::model::{Fulfilment, NewReservation, ReservationCancellation};
use inventario::warehouse::stock::reads;
use rand::Rng;
use serde_json::json;

impl Walk<'_> {
    pub(super) fn reserve(&mut self) -> Result<bool> {
        let (products, warehouses) = (self.place.products.clone(), self.place.warehouses.clone());
        let (product, warehouse) = (self.one(&products), self.one(&warehouses));
        let until = self.now + TimeDelta::hours(self.random.random_range(1..96));
        let new: NewReservation = sent(json!({
            "product_id": product, "warehouse_id": warehouse, "quantity": self.quantity(), "order_reference": "2557",
            "reserved_until": LocalTime(until),
        }));
        let tx = self.as_keeper();
        let wanted = (product, new.quantity.get());
        let told =
            reads::recommendation(&tx, (Scope::Everything, None), wanted, Some(warehouse), tx.today())?;
        let made = tx.keep(change::reserve::reserve(&tx, &new)?)?;
        let told: Vec<_> = told.recommendations.iter().map(|it| (it.lot_id, it.suggested_quantity)).collect();
        let held: Vec<_> = made.detail.items.iter().map(|it| (it.lot_id, it.quantity_reserved)).collect();
        assert_eq!(told, held, "what is recommended is what is reserved");
        self.reservations.push(made.reservation_id);
        Ok(true)
    }

    fn reservation(&mut self) -> Option<Id> {
        let all = self.reservations.clone();
        self.any(&all)
    }

    pub(super) fn fulfil(&mut self) -> Result<bool> {
        let Some(id) = self.reservation() else { return Ok(false) };
        let tx = self.as_keeper();
        let none: Fulfilment = sent(json!({}));
        let done = tx.keep(change::end::fulfil(&tx, id, &none)?)?;
        let it = &done.reservation.reservation;
        assert_eq!(done.total_fulfilled, it.total_quantity);
        assert!(it.reserved_until >= LocalTime(self.now), "an overdue one isn't handed over");
        self.moved(it.product_id, -done.total_fulfilled);
        Ok(true)
    }

    pub(super) fn cancel_reservation(&mut self) -> Result<bool> {
        let Some(id) = self.reservation() else { return Ok(false) };
        let tx = self.as_keeper();
        let why: ReservationCancellation = sent(json!({ "reason": "Paseo" }));
        tx.keep(change::end::cancel(&tx, id, &why)?).map(|_| true)
    }

    /// One whose time is over lapses, as the job lets it.
    pub(super) fn lapse(&mut self) -> Result<bool> {
        let overdue: Option<Id> = sql::one(
            &self.tx,
            "select id
             from reservations
             where status = 'active'
             and reserved_until < :now
             order by id
             limit 1",
            rusqlite::named_params! { ":now": LocalTime(self.now) },
        )?;
        let Some(id) = overdue else { return Ok(false) };
        let tx = self.as_keeper();
        tx.keep(change::end::lapse(&tx, id)?).map(|()| true)
    }
}
