//! Steps that move material within a warehouse, and send it to another.

use super::Walk;
use crate::support::sent;
use inventario::kit::error::Result;
use inventario::kit::wire::{Id, Quantity};
use inventario::warehouse::transfers::change::{back, receive, send, within};
use inventario::warehouse::transfers::model::{NewMove, NewTransfer, TransferCancellation, TransferReceipt};
use rand::Rng;
use serde_json::{Value, json};

impl Walk<'_> {
    pub(super) fn move_within(&mut self) -> Result<bool> {
        let bins = self.place.bins.clone();
        let Some(lot) = self.lot() else { return Ok(false) };
        let new: NewMove = sent(
            json!({ "source_lot_id": lot, "target_bin_id": self.one(&bins), "quantity": self.quantity() }),
        );
        let tx = self.as_keeper();
        let moved = tx.keep(within::relocate(&tx, &new)?)?;
        self.remember(moved.target_lot_id);
        Ok(true)
    }

    pub(super) fn send(&mut self) -> Result<bool> {
        let warehouses = self.place.warehouses.clone();
        let Some(lot) = self.lot() else { return Ok(false) };
        let new: NewTransfer = sent(
            json!({ "source_lot_id": lot, "target_warehouse_id": self.one(&warehouses), "quantity": self.quantity() }),
        );
        let tx = self.as_keeper();
        let done = tx.keep(send::send(&tx, &new)?)?;
        self.moved(self.product_of(lot), -new.quantity.get());
        self.transfers.push(done.transfer_id);
        Ok(true)
    }

    fn product_of(&self, lot: Id) -> Id {
        self.tx.query_row("select product_id from lots where id = ?1", [lot], |row| row.get(0)).unwrap()
    }

    fn transfer(&mut self) -> Option<Id> {
        let all = self.transfers.clone();
        self.any(&all)
    }

    pub(super) fn dispatch(&mut self) -> Result<bool> {
        let Some(id) = self.transfer() else { return Ok(false) };
        let tx = self.as_keeper();
        tx.keep(send::dispatch(&tx, id)?).map(|_| true)
    }

    pub(super) fn confirm(&mut self) -> Result<bool> {
        let bins = self.place.bins.clone();
        let Some(id) = self.transfer() else { return Ok(false) };
        let (lot, sent_quantity): (Id, Quantity) = self.tx.query_row(
            "select source_lot_id, quantity_sent from transfers where id = ?1",
            [id],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
        // Sometimes all of it came, sometimes less, and once in a while somebody says more.
        let all = json!(sent_quantity).as_f64().unwrap();
        let came = if self.random.random_bool(0.5) { all } else { (self.quantity() * 100.0).round() / 100.0 };
        let receipt: TransferReceipt = sent(json!({
            "target_bin_id": self.one(&bins), "received_quantity": came,
            "condition_on_receipt": if came < all { json!("partial") } else { Value::Null },
        }));
        let tx = self.as_keeper();
        let received = tx.keep(receive::confirm(&tx, id, &receipt)?)?;
        assert!(received.quantity_received <= sent_quantity);
        self.moved(self.product_of(lot), received.quantity_received);
        received.target_lot_id.into_iter().for_each(|lot| self.remember(lot));
        Ok(true)
    }

    pub(super) fn cancel_transfer(&mut self) -> Result<bool> {
        let Some(id) = self.transfer() else { return Ok(false) };
        let why: TransferCancellation = sent(json!({ "reason": "Paseo" }));
        let tx = self.as_keeper();
        let back = tx.keep(back::cancel(&tx, id, &why)?)?;
        self.moved(self.product_of(back.source_lot_id), back.quantity_sent);
        // It may lie in another lot than before.
        let lots: Vec<Id> = inventario::kit::sql::all(&self.tx, "select id\nfrom lots", &[])?;
        lots.into_iter().for_each(|lot| self.remember(lot));
        Ok(true)
    }
}
