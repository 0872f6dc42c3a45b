//! What a person gets to read of a warehouse's stock, what is free when and what is out; and the desk of a borrower.

use super::model::{Availability, LendableItem, LoanBorrower, LoanHold, LoanReach};
use super::rules::{self, Span, Standing};
use super::store;
use crate::campus::inductions::model::MissingInduction;
use crate::campus::inventory::model::ItemCategory;
use crate::campus::suspensions::model::Suspension;
use crate::campus::{inductions, suspensions};
use crate::kit::sql;
use crate::kit::{Caller, Code, Day, Id, LocalTime, Result, Rows, clock, role};
use rusqlite::Connection;

/// Refuses a room that isn't a warehouse of the caller's centre.
fn check_warehouse(db: &Connection, who: &Caller, warehouse: Id) -> Result<()> {
    if store::is_warehouse(db, warehouse, who.own_center())? {
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
    let missing = inductions::store::missing(db, who.id, warehouse, until)?;
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
            let missing_inductions = MissingInduction::names_for(&missing, item.item_id, item.category);
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

/// What stands against a person's borrowing from a warehouse until a day: read once, asked for each item.
pub(super) struct Against {
    suspension: Option<Suspension>,
    missing: Vec<MissingInduction>,
}

impl Against {
    /// Reads it.
    pub(super) fn of(db: &Connection, user_id: Id, warehouse: Id, until: Day, today: Day) -> Result<Self> {
        Ok(Self {
            suspension: suspensions::store::current(db, user_id, today)?,
            missing: inductions::store::missing(db, user_id, warehouse, until)?,
        })
    }

    fn missing_for(&self, item: Option<(Id, ItemCategory)>) -> Vec<String> {
        let names = item.map(|(id, category)| MissingInduction::names_for(&self.missing, id, category));
        names.unwrap_or_default()
    }

    /// How the person stands when they want an item, or something in words.
    pub(super) fn standing(&self, item: Option<&LendableItem>) -> Standing {
        Standing {
            suspended: self.suspension.as_ref().map(|it| (it.until, it.reason.clone())),
            missing_inductions: self.missing_for(item.map(|item| (item.item_id, item.category))),
            ..Standing::default()
        }
    }
}

/// What the desk must know of whoever asked for a loan within somebody's reach.
pub(super) fn borrower(db: &Connection, reach: LoanReach, id: Id, today: Day) -> Result<LoanBorrower> {
    let loan = store::get_within(db, reach, id, today)?;
    let user_id = loan.instructor_id;
    let against = Against::of(db, user_id, loan.environment_id, loan.end_date.max(today), today)?;
    let wanted = loan.item_id.zip(loan.item_details.as_ref().map(|item| item.category));
    let (open_loans, overdue_loans) = store::others_of(db, user_id, loan.id, today)?;
    Ok(LoanBorrower {
        user_id,
        name: loan.instructor_name,
        missing_inductions: against.missing_for(wanted),
        suspension: against.suspension,
        open_loans,
        overdue_loans,
        damages: store::damages_of(db, user_id, loan.id)?,
    })
}
