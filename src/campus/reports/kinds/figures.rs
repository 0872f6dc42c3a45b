//! The report of figures: what the page of statistics shows, of one period, table by table, with charts of the tables.

mod checks;
mod loans;
mod repairs;
mod stock;

use super::Asked;
use crate::campus::inventory::model::Prices;
use crate::campus::stats::reads;
use crate::campus::stats::rules::{Period, twelve_months};
use crate::campus::stats::store::RoomsAsked;
use crate::kit::document::{Cell, Writer};
use crate::kit::{Day, Result};
use rusqlite::Connection;

impl Asked {
    /// The days that figures are of: twelve months, unless somebody says otherwise.
    pub(super) fn period(&self) -> Result<Period> {
        Period::of(self.from, self.until, self.today.0, twelve_months)
    }

    fn rooms(&self) -> RoomsAsked {
        RoomsAsked { scope: self.scope, environment_id: self.room_id() }
    }
}

/// Pesos as cents.
fn cents(pesos: f64) -> i64 {
    #[expect(clippy::cast_possible_truncation, reason = "the worth of a centre is far below 2^53 cents")]
    let cents = (pesos * 100.0).round() as i64;
    cents
}

fn money(pesos: Option<f64>) -> Cell<'static> {
    pesos.map_or(Cell::Empty, |pesos| Cell::Money(cents(pesos)))
}

fn day(day: Day) -> Cell<'static> {
    Cell::Day(day.0)
}

fn share(rate: Option<f64>) -> String {
    rate.map_or_else(|| "—".to_owned(), |rate| format!("{rate:.1} %").replace('.', ","))
}

/// A room's name; what is in none has one too.
pub(super) fn room(name: Option<String>) -> Cell<'static> {
    Cell::text(name.unwrap_or_else(|| "Sin ambiente".to_owned()))
}

/// How many rows it has at least: those that depend on the period are few.
pub(super) fn count(db: &Connection, asked: &Asked) -> Result<i64> {
    let stock = reads::stock(db, asked.rooms(), asked.period()?, asked.today, Prices::Withheld)?;
    Ok(i64::try_from(stock.by_environment.len() + stock.by_category.len()).unwrap_or(i64::MAX))
}

/// Writes it.
pub(super) fn write(db: &Connection, asked: &Asked, out: &mut Writer<'_>) -> Result<()> {
    let period = asked.period()?;
    stock::write(db, asked, period, out)?;
    checks::write(db, asked, period, out)?;
    loans::write(db, asked, period, out)?;
    repairs::write(db, asked, period, out)
}
