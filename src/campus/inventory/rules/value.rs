//! What equipment is worth: straight-line depreciation and its sums. Pure.

use crate::campus::inventory::model::{
    Bought, CenterValue, Currency, InventoryValue, Item, ItemRow, ItemValue, Prices, RoomValue, UsefulLives,
    ValueInCurrency, ValuedItems,
};
use crate::kit::wire::Money;
use crate::kit::{Day, Id};
use chrono::{Months, NaiveDate};
use std::collections::BTreeMap;

/// The item with what was paid for it, and to whom, or without.
pub fn priced(item: Item, prices: Prices) -> Item {
    match prices {
        Prices::Told => item,
        Prices::Withheld => Item {
            purchase_price: None,
            supplier_name: None,
            supplier_nit: None,
            invoice_number: None,
            ..item
        },
    }
}

/// The first day on which nothing is left of what was bought on a day and lasts so many months. A month later than the 31st is the last
/// day of a shorter month; a year after the 29th of February is the 28th.
pub fn life_ends(bought: Day, months: i64) -> Day {
    let end = u32::try_from(months).ok().and_then(|months| bought.0.checked_add_months(Months::new(months)));
    Day(end.unwrap_or(NaiveDate::MAX))
}

/// What is left on a day of what was paid, in cents: it is lost evenly by the day, from the day of purchase (all of it is left) to the
/// end of the life (nothing is). Before it was bought all of it is left. Halves are rounded up.
pub fn book_cents(cents: i64, bought: Day, months: i64, on: Day) -> i64 {
    let end = life_ends(bought, months);
    if on >= end {
        return 0;
    }
    if on <= bought {
        return cents;
    }
    let life = i128::from((end.0 - bought.0).num_days());
    let left = i128::from((end.0 - on.0).num_days());
    // Neither is zero: the day lies between the two.
    let book = (i128::from(cents) * left * 2 + life) / (life * 2);
    i64::try_from(book).unwrap_or(cents)
}

impl UsefulLives {
    /// What is left of what was paid, in cents; `None` when it isn't known what or when.
    fn book_cents(&self, it: Bought, on: Day) -> Option<i64> {
        Some(book_cents(it.cents?, it.on?, self.of(it), on))
    }
}

/// What an item is worth on a day; its own category says how long it lasts, or doesn't.
pub fn item_value(item: &ItemRow, own_life: Option<i64>, lives: &UsefulLives, on: Day) -> ItemValue {
    let bought = Bought::of(item, own_life);
    let life_months = lives.of(bought);
    ItemValue {
        on,
        currency: item.currency,
        purchase_value: bought.cents.and_then(Money::from_cents),
        book_value: lives.book_cents(bought, on).and_then(Money::from_cents),
        life_months,
        life_ends: item.purchase_date.map(|day| life_ends(day, life_months)),
    }
}

/// Sums in cents, and of how many items.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
struct Sum {
    priced: i64,
    paid: i64,
    dated: i64,
    dated_paid: i64,
    book: i64,
}

/// What some items are worth, a currency after the other.
#[derive(Debug, Default, Clone)]
struct Sums {
    items: i64,
    cop: Sum,
    usd: Sum,
    eur: Sum,
}

/// Cents as the wire has amounts that may be more than any one that is kept.
fn amount(cents: i64) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "exact up to 2^53 cents, ninety billions of pesos")]
    let amount = cents as f64 / 100.0;
    amount
}

impl Sums {
    fn add(&mut self, it: &ValuedItems, lives: &UsefulLives, on: Day) {
        self.items += it.items;
        let bought = it.bought();
        let Some(paid) = bought.cents else { return };
        let sum = match it.currency {
            Currency::Cop => &mut self.cop,
            Currency::Usd => &mut self.usd,
            Currency::Eur => &mut self.eur,
        };
        sum.priced += it.priced;
        sum.paid = sum.paid.saturating_add(paid);
        if let Some(book) = lives.book_cents(bought, on) {
            sum.dated += it.priced;
            sum.dated_paid = sum.dated_paid.saturating_add(paid);
            sum.book = sum.book.saturating_add(book);
        }
    }

    fn shown(&self) -> Vec<ValueInCurrency> {
        let all = [(Currency::Cop, self.cop), (Currency::Usd, self.usd), (Currency::Eur, self.eur)];
        all.into_iter()
            .filter(|(_, sum)| sum.priced > 0)
            .map(|(currency, sum)| ValueInCurrency {
                currency,
                priced_items: sum.priced,
                purchase_value: amount(sum.paid),
                dated_items: sum.dated,
                dated_value: amount(sum.dated_paid),
                book_value: amount(sum.book),
            })
            .collect()
    }
}

/// What items are worth on a day: all, by centre and by room. What has no room comes last.
pub fn sums(groups: &[ValuedItems], lives: &UsefulLives, on: Day) -> InventoryValue {
    /// By name, what has none last; then by id.
    type Key = (bool, Option<String>, Option<Id>);
    let mut all = Sums::default();
    let mut centers: BTreeMap<Key, Sums> = BTreeMap::new();
    let mut rooms: BTreeMap<Key, (Option<Id>, Sums)> = BTreeMap::new();
    for it in groups {
        all.add(it, lives, on);
        let center = (it.center_id.is_none(), it.center_name.clone(), it.center_id);
        centers.entry(center).or_default().add(it, lives, on);
        let room = (it.environment_id.is_none(), it.environment_name.clone(), it.environment_id);
        let (_, room) = rooms.entry(room).or_insert_with(|| (it.center_id, Sums::default()));
        room.add(it, lives, on);
    }
    InventoryValue {
        on,
        items: all.items,
        sums: all.shown(),
        centers: centers
            .into_iter()
            .map(|((_, center_name, center_id), sums)| CenterValue {
                center_id,
                center_name,
                items: sums.items,
                sums: sums.shown(),
            })
            .collect(),
        rooms: rooms
            .into_iter()
            .map(|((_, environment_name, environment_id), (center_id, sums))| RoomValue {
                environment_id,
                environment_name,
                center_id,
                items: sums.items,
                sums: sums.shown(),
            })
            .collect(),
    }
}

#[cfg(test)]
mod tests;
