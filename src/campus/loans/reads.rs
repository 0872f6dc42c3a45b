//! What a person gets to read of a warehouse's stock, what is free when and what is out; and the desk of a borrower.

use super::model::{Availability, LoanBorrower, LoanHold, LoanReach, lending_center};
use super::rules::{self, Span};
use super::store;
use crate::campus::{inductions, suspensions};
use crate::kit::sql;
use crate::kit::{Caller, Code, Day, Id, LocalTime, Result, Rows, clock, role};
use rusqlite::Connection;

/// Refuses a room that isn't a warehouse of the caller's centre.
fn check_warehouse(db: &Connection, who: &Caller, warehouse: Id) -> Result<()> {
    if store::is_warehouse(db, warehouse, lending_center(who))? {
        Ok(())
    } else {
        Err(Code::LoanWarehouseUnknown.into())
    }
}

/// What a warehouse has to lend, and how much of it is free all of this time, which ends on a day.
pub(super) fn availability(
    db: &Connection,
    who: &Caller,
    warehouse: Id,
    (span, until): (Span, Day),
    search: Option<&str>,
) -> Result<Vec<Availability>> {
    check_warehouse(db, who, warehouse)?;
    let stock = store::stock(db, warehouse)?;
    let holds = store::holds(db, warehouse)?;
    let missing = inductions::store::missing(db, who.id, until)?;
    let free = rules::free(&stock, &holds, span, LocalTime(clock::now()).wall());
    let found = stock.into_iter().zip(free).filter(|(item, _)| {
        search.is_none_or(|search| {
            let texts =
                [Some(&item.name), Some(&item.internal_code), item.brand.as_ref(), item.model.as_ref()];
            sql::matches(search, texts.into_iter().flatten())
        })
    });
    Ok(found
        .map(|(item, free)| {
            let asked = missing.iter().filter(|it| it.is_asked_by(item.item_id, item.category));
            let missing_inductions = asked.map(|it| it.name.clone()).collect();
            Availability { item, free: free.of_item, free_of_model: free.of_model, missing_inductions }
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
    let own = (!who.is(role::ADMINISTRATORS)).then_some(who.id);
    store::calendar(db, warehouse, from, until, own)
}

/// What the desk must know of whoever asked for a loan within somebody's reach.
pub(super) fn borrower(db: &Connection, reach: LoanReach, id: Id, today: Day) -> Result<LoanBorrower> {
    let loan = store::get_within(db, reach, id, today)?;
    let user_id = loan.instructor_id;
    let category = loan.item_details.as_ref().map(|item| item.category);
    let missing = inductions::store::missing(db, user_id, loan.end_date.max(today))?;
    let asked = missing.into_iter().filter(|it| match (loan.item_id, category) {
        (Some(item_id), Some(category)) => it.is_asked_by(item_id, category),
        _ => false,
    });
    let (open_loans, overdue_loans) = store::others_of(db, user_id, loan.id, today)?;
    Ok(LoanBorrower {
        user_id,
        name: loan.instructor_name,
        suspension: suspensions::store::current(db, user_id, today)?,
        missing_inductions: asked.map(|it| it.name).collect(),
        open_loans,
        overdue_loans,
        damages: store::damages_of(db, user_id, loan.id)?,
    })
}
