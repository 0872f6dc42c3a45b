//! What a person gets to read of a warehouse's stock: what is free when, and what is out.

use super::model::{Availability, LoanHold, lending_center};
use super::rules::{self, Span};
use super::store;
use crate::kit::sql;
use crate::kit::{Caller, Code, Day, Id, LocalTime, Result, Rows, clock};
use rusqlite::Connection;

/// Refuses a room that isn't a warehouse of the caller's centre.
fn check_warehouse(db: &Connection, who: &Caller, warehouse: Id) -> Result<()> {
    if store::is_warehouse(db, warehouse, lending_center(who))? {
        Ok(())
    } else {
        Err(Code::LoanWarehouseUnknown.into())
    }
}

/// What a warehouse has to lend, and how much of it is free all of this time.
pub(super) fn availability(
    db: &Connection,
    who: &Caller,
    warehouse: Id,
    span: Span,
    search: Option<&str>,
) -> Result<Vec<Availability>> {
    check_warehouse(db, who, warehouse)?;
    let stock = store::stock(db, warehouse)?;
    let holds = store::holds(db, warehouse)?;
    let free = rules::free(&stock, &holds, span, LocalTime(clock::now()).wall());
    let found = stock.into_iter().zip(free).filter(|(item, _)| {
        search.is_none_or(|search| {
            let texts =
                [Some(&item.name), Some(&item.internal_code), item.brand.as_ref(), item.model.as_ref()];
            sql::matches(search, texts.into_iter().flatten())
        })
    });
    Ok(found
        .map(|(item, free)| Availability {
            item_id: item.item_id,
            name: item.name,
            internal_code: item.internal_code,
            brand: item.brand,
            model: item.model,
            category: item.category,
            image_url: item.image_url,
            capacity: item.capacity,
            free: free.of_item,
            free_of_model: free.of_model,
        })
        .collect())
}

/// What a warehouse has out or reserved on these days.
pub(super) fn calendar(
    db: &Connection,
    who: &Caller,
    warehouse: Id,
    from: Day,
    until: Day,
) -> Result<Rows<LoanHold>> {
    check_warehouse(db, who, warehouse)?;
    store::calendar(db, warehouse, from, until)
}
