//! What stands in a room at the end of a day, kept as sums of its items: written with each change of an item, in its transaction.

use crate::campus::inventory::model::{Currency, ItemRow, ItemStatus};
use crate::kit::sql;
use crate::kit::wire::{Money, row};
use crate::kit::{Day, Id, LocalTime, Result, clock};
use rusqlite::{Connection, ToSql, named_params};

row! {
    /// What the sums are made of.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub struct Standing {
        /// The room.
        pub environment_id: Option<Id>,
        /// Its status.
        pub status: ItemStatus,
        /// All pieces.
        pub quantity: i64,
        /// Those that are damaged.
        pub quantity_damaged: i64,
        /// Those that are missing.
        pub quantity_missing: i64,
        /// What one piece was bought for.
        pub purchase_price: Option<Money>,
        /// In which currency.
        pub currency: Currency,
    }
}

/// The columns of the sums, in the order of [`Standing::share`].
const COLUMNS: [&str; 10] = [
    "items",
    "available_items",
    "in_use_items",
    "maintenance_items",
    "damaged_items",
    "quantity",
    "quantity_damaged",
    "quantity_missing",
    "priced_items",
    "value",
];

impl Standing {
    /// What an item adds to the sums as it is.
    pub(super) fn of(item: &ItemRow) -> Self {
        Self {
            environment_id: item.environment_id,
            status: item.status,
            quantity: item.quantity,
            quantity_damaged: item.quantity_damaged,
            quantity_missing: item.quantity_missing,
            purchase_price: item.purchase_price,
            currency: item.currency,
        }
    }

    /// What one piece was bought for in pesos: these sums are of one currency.
    fn pesos(self) -> Option<Money> {
        self.purchase_price.filter(|_| self.currency == Currency::Cop)
    }

    /// Its part of each sum. What is lost is out of the inventory, as in the list.
    fn share(self) -> [i64; 10] {
        if self.status == ItemStatus::Lost {
            return [0; 10];
        }
        let is_free = self.quantity - self.quantity_damaged - self.quantity_missing > 0;
        let (in_use, in_repair) = (self.status == ItemStatus::InUse, self.status == ItemStatus::Maintenance);
        [
            1,
            i64::from(is_free && !in_use && !in_repair),
            i64::from(in_use),
            i64::from(in_repair),
            i64::from(self.quantity_damaged > 0 || self.status == ItemStatus::Damaged),
            self.quantity,
            self.quantity_damaged,
            self.quantity_missing,
            i64::from(self.pesos().is_some()),
            // Bounded by `rules::check_value`.
            self.pesos().and_then(|price| price.times(self.quantity)).map_or(0, Money::cents),
        ]
    }
}

/// How an item stands in the table.
pub(super) fn standing(db: &Connection, id: Id) -> Result<Option<Standing>> {
    sql::one(
        db,
        "select environment_id, status, quantity, quantity_damaged, quantity_missing, purchase_price, currency
         from inventory_items
         where id = :id",
        named_params! { ":id": id },
    )
}

/// Writes down what an item's change does to the sums of its rooms on the day of `now`.
pub(super) fn note(
    db: &Connection,
    before: Option<Standing>,
    after: Option<Standing>,
    now: LocalTime,
) -> Result<()> {
    let day = Day(clock::day_of(now.0));
    let (taken, given) = (before.map(Standing::share), after.map(Standing::share));
    match (before, after) {
        (Some(old), Some(new)) if old.environment_id == new.environment_id => {
            add(db, new.environment_id, difference(taken, given), day)
        }
        _ => {
            if let Some(old) = before {
                add(db, old.environment_id, difference(taken, None), day)?;
            }
            if let Some(new) = after {
                add(db, new.environment_id, difference(None, given), day)?;
            }
            Ok(())
        }
    }
}

fn difference(taken: Option<[i64; 10]>, given: Option<[i64; 10]>) -> [i64; 10] {
    let mut shares = given.unwrap_or_default();
    for (share, taken) in shares.iter_mut().zip(taken.unwrap_or_default()) {
        *share -= taken;
    }
    shares
}

/// Adds to the sums of a room: its newest row is what stands there, and that of a day is what stood there when it was last written.
/// A row of a day after it is there only when the clock has gone back, or when the history of the room began by another clock; the
/// newest of those stays what stands there, and the others what they were.
fn add(db: &Connection, room: Option<Id>, shares: [i64; 10], day: Day) -> Result<()> {
    if shares == [0; 10] {
        return Ok(());
    }
    let room = room.map_or_else(String::new, |id| id.to_string());
    let kept: Vec<String> = COLUMNS.iter().map(|column| format!("coalesce(sum({column}), 0)")).collect();
    let renewed: Vec<String> = COLUMNS.iter().map(|column| format!("{column} = excluded.{column}")).collect();
    // The sum of the one newest row, or of none.
    let begin = format!(
        "insert into inventory_days (environment_id, day, {})
         select :room, :day, {}
         from (
             select *
             from inventory_days
             where environment_id = :room
             order by day desc
             limit 1)
         where true
         on conflict do update set {}",
        COLUMNS.join(", "),
        kept.join(", "),
        renewed.join(", ")
    );
    sql::run(db, &begin, named_params! { ":room": room, ":day": day })?;
    let names: Vec<String> = COLUMNS.iter().map(|column| format!(":{column}")).collect();
    let sums: Vec<String> = COLUMNS.iter().map(|column| format!("{column} = {column} + :{column}")).collect();
    let text = format!(
        "update inventory_days
         set {}
         where environment_id = :room
         and (day = :day
             or day = (select max(l.day) from inventory_days l where l.environment_id = :room))",
        sums.join(",\n    ")
    );
    let mut params: Vec<(&str, &dyn ToSql)> = vec![(":room", &room), (":day", &day)];
    params.extend(names.iter().zip(&shares).map(|(name, share)| (name.as_str(), share as &dyn ToSql)));
    sql::run(db, &text, &params)
}
