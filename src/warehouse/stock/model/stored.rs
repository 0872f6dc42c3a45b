//! A lot, as it is kept, and as the rules look at it; and what they look at beside it.

use super::LotStatus;
use crate::kit::wire::Money;
use crate::kit::{Day, Id, LocalTime, Quantity, row, sql};
use crate::warehouse::unit::Unit;
use rusqlite::ToSql;

/// A lot as its table keeps it.
#[derive(Debug)]
pub struct LotRow {
    /// Id.
    pub id: Id,
    /// The bin.
    pub bin_id: Id,
    /// The product.
    pub product_id: Id,
    /// Who supplied it.
    pub supplier_id: Option<Id>,
    /// The number of its batch.
    pub batch_number: String,
    /// The last day of use.
    pub use_by_date: Option<Day>,
    /// Until when it is at its best.
    pub best_before_date: Option<Day>,
    /// When it was frozen.
    pub freeze_date: Option<Day>,
    /// What there is.
    pub quantity: Quantity,
    /// The unit.
    pub unit: Unit,
    /// What a unit cost.
    pub unit_price: Option<Money>,
    /// When it came.
    pub received_at: LocalTime,
    /// What a person made of it.
    pub status: LotStatus,
    /// Notes.
    pub notes: Option<String>,
    /// When it was made.
    pub created_at: LocalTime,
    /// When it changed.
    pub updated_at: LocalTime,
}

impl LotRow {
    /// The columns with their values.
    pub fn fields(&self) -> Vec<(&'static str, &dyn ToSql)> {
        sql::fields![
            self; id, bin_id, product_id, supplier_id, batch_number, use_by_date, best_before_date, freeze_date, quantity, unit,
            unit_price, received_at, status, notes, created_at, updated_at
        ]
    }
}

row! {
    /// A lot as the rule of what goes out first looks at it.
    #[derive(Debug, Clone)]
    pub struct StockLot {
        /// Id.
        pub id: Id,
        /// The bin.
        pub bin_id: Id,
        /// Its code.
        pub bin_code: String,
        /// Whether it is in use.
        pub is_bin_active: bool,
        /// The warehouse.
        pub environment_id: Id,
        /// Its name.
        pub environment_name: String,
        /// The number of the batch.
        pub batch_number: String,
        /// The last day of use.
        pub use_by_date: Option<Day>,
        /// When it came.
        pub received_at: LocalTime,
        /// What there is.
        pub quantity: Quantity,
        /// What of it is promised.
        pub reserved_quantity: Quantity,
        /// The unit.
        pub unit: Unit,
        /// What a person made of it.
        pub status: LotStatus,
        /// Why it is held.
        pub hold_reason: Option<String>,
        /// The orders that it is promised to.
        pub reserved_for: Option<String>,
    }
}

row! {
    /// An active reservation that holds something, and whose it is.
    #[derive(Debug)]
    pub struct PromisedTo {
        /// The reservation.
        pub id: Id,
        /// What it is for.
        pub order_reference: String,
        /// Its product.
        pub product_name: String,
        /// All that it holds.
        pub total_quantity: Quantity,
        /// The unit of that.
        pub unit: Unit,
        /// Who made it.
        pub created_by: Id,
    }
}

/// Whose promises are asked for.
#[derive(Debug, Clone, Copy)]
pub enum Promised {
    /// What is promised of a lot.
    OfLot(Id),
    /// What is promised of the lots in a bin.
    InBin(Id),
}

row! {
    /// What a receipt must know of a bin.
    #[derive(Debug)]
    pub struct StockedBin {
        /// Id.
        pub id: Id,
        /// Its code.
        pub code: String,
        /// The warehouse.
        pub environment_id: Id,
        /// The centre of that.
        pub center_id: Id,
        /// Whether it is in use.
        pub is_active: bool,
    }
}

row! {
    /// What stock must know of a product.
    #[derive(Debug)]
    pub struct StockedProduct {
        /// Id.
        pub id: Id,
        /// Its name.
        pub name: String,
        /// Its code.
        pub sku: Option<String>,
        /// Its unit.
        pub unit: Unit,
        /// Whether it is in use.
        pub is_active: bool,
    }
}
