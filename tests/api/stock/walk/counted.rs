//! Steps of counts: one is begun and counted, handed in, and approved by somebody else; between them everything goes on.

use super::Walk;
use crate::support::sent;
use inventario::kit::Scope;
use inventario::kit::error::Result;
use inventario::kit::wire::Id;
use inventario::warehouse::counts::change::{decide, lines, open, submit};
use inventario::warehouse::counts::model::{
    Approval, CountCancellation, NewCount, NewCountedLine, Submission,
};
use inventario::warehouse::counts::reads::{self, Asking};
use rand::Rng;
use serde_json::json;

impl Walk<'_> {
    /// Opens a count and counts some of it; sometimes something is found.
    pub(super) fn begin_count(&mut self) -> Result<bool> {
        let (bins, products) = (self.place.bins.clone(), self.place.products.clone());
        let bin = self.one(&bins);
        let warehouse: Id =
            self.tx.query_row("select environment_id from bins where id = ?1", [bin], |row| row.get(0))?;
        let new: NewCount = sent(json!({
            "warehouse_id": warehouse, "scope": "bin", "bin_id": bin, "is_blind": self.random.random_bool(0.5),
        }));
        let tx = self.as_keeper();
        let count = tx.keep(open::open(&tx, &new)?)?;
        let id = count.count.id;
        for line in &count.items {
            if self.random.random_bool(0.8) {
                let line: NewCountedLine = sent(json!({ "line_id": line.id, "quantity": self.quantity() }));
                tx.keep(lines::count(&tx, id, &line)?)?;
            }
        }
        if self.random.random_bool(0.3) {
            let found: NewCountedLine = sent(json!({
                "bin_id": bin, "product_id": self.one(&products), "quantity": self.quantity(),
                "batch_number": format!("B{}", self.random.random_range(0..4)),
            }));
            tx.keep(lines::count(&tx, id, &found)?)?;
        }
        self.counts.push(id);
        Ok(true)
    }

    /// Counts a line again that was counted, sometimes as before: what is expected of it is what its lot holds by now.
    pub(super) fn recount(&mut self) -> Result<bool> {
        let Some(id) = self.count_of() else { return Ok(false) };
        let asking = Asking { who: self.keeper.id, reading: Scope::Everything, storing: Scope::Everything };
        let seen = reads::detail(&self.tx, asking, id)?;
        let counted: Vec<_> = seen.items.iter().filter(|line| line.counted_quantity.is_some()).collect();
        let ids: Vec<Id> = counted.iter().map(|line| line.id).collect();
        let Some(chosen) = self.any(&ids) else { return Ok(false) };
        let line = counted.into_iter().find(|line| line.id == chosen).unwrap();
        let is_same = self.random.random_bool(0.5);
        let quantity = if is_same { json!(line.counted_quantity) } else { json!(self.quantity()) };
        let new: NewCountedLine =
            sent(json!({ "line_id": line.id, "quantity": quantity, "revision": line.revision }));
        let tx = self.as_keeper();
        let told = tx.keep(lines::count(&tx, id, &new)?)?;
        assert_eq!(told.line.unwrap().revision, line.revision + 1, "each count of a line is one");
        let expects: bool = self.tx.query_row(
            "select i.expected_quantity = coalesce(l.quantity, 0)
             from count_lines i
             left join lots l on l.id = i.lot_id
             where i.id = ?1",
            [chosen],
            |row| row.get(0),
        )?;
        assert!(expects, "what is expected is of the moment of counting");
        Ok(true)
    }

    fn count_of(&mut self) -> Option<Id> {
        let all = self.counts.clone();
        self.any(&all)
    }

    pub(super) fn submit_count(&mut self) -> Result<bool> {
        let Some(id) = self.count_of() else { return Ok(false) };
        let new: Submission = sent(json!({ "confirm_uncounted": true }));
        let tx = self.as_keeper();
        tx.keep(submit::submit(&tx, id, &new)?).map(|_| true)
    }

    pub(super) fn approve_count(&mut self) -> Result<bool> {
        let Some(id) = self.count_of() else { return Ok(false) };
        let asking = Asking { who: self.second.id, reading: Scope::Everything, storing: Scope::Everything };
        let seen = reads::detail(&self.tx, asking, id)?;
        let reasons: Vec<_> =
            seen.items.iter().map(|line| json!({ "line_id": line.id, "reason": "Paseo" })).collect();
        let new: Approval = sent(json!({ "reasons": reasons }));
        let tx = self.tx.at(self.now).by(self.second);
        let done = tx.keep(decide::approve(&tx, id, &new)?)?;
        // What was counted less what was there when it was counted, whatever moved since.
        for line in seen.items.iter().filter(|line| line.counted_quantity.is_some()) {
            self.moved(line.product_id, line.difference.unwrap());
        }
        done.items.iter().filter_map(|line| line.lot_id).for_each(|lot| self.remember(lot));
        Ok(true)
    }

    pub(super) fn cancel_count(&mut self) -> Result<bool> {
        let Some(id) = self.count_of() else { return Ok(false) };
        let why: CountCancellation = sent(json!({ "reason": "Paseo" }));
        let tx = self.as_keeper();
        tx.keep(decide::cancel(&tx, id, &why)?).map(|_| true)
    }
}
