//! SQL of loans.

use super::model::{Loan, LoanFilter, LoanQuery, LoanReach, LoanStatus, LoanWarehouse, NewLoan};
use crate::kit::sql::{self, Filter, Selection};
use crate::kit::{Code, Day, Id, LocalTime, Paging, Result, Rows};
use rusqlite::{Connection, named_params};

mod borrower;
mod desk;
mod free;
mod page;

pub use {borrower::*, desk::*, free::*, page::*};

const FROM: &str = "
    from loans l
    join users u on u.id = l.instructor_id
    join environments e on e.id = l.environment_id
    left join users a on a.id = l.admin_id
    left join inventory_items i on i.id = l.item_id";

const COLUMNS: &str = "
    select l.id, l.instructor_id, u.name as instructor_name, l.admin_id, a.name as admin_name, l.environment_id,
        e.name as environment_name, l.item_id, l.any_of_model,
        iif(i.id is null, null, json_object('name', i.name, 'internal_code', i.internal_code, 'category', i.category,
            'brand', i.brand, 'model', i.model, 'status', i.status)) as item_details,
        l.is_registered_item, l.item_name, l.item_description, l.program, l.purpose, l.quantity_requested,
        iif(l.status in ('active', 'returned'),
            (select coalesce(sum(p.quantity) filter (where p.action = 'handed_over'), 0)
            from loan_pieces p where p.loan_id = l.id), 0) as quantity_handed_over,
        iif(l.status = 'active',
            (select coalesce(sum(iif(p.action = 'handed_over', p.quantity, -p.quantity)), 0)
            from loan_pieces p where p.loan_id = l.id), 0) as quantity_out,
        l.priority, l.start_date, l.end_date, l.start_time, l.end_time, l.status,
        l.status = 'active' and l.end_date < :today as is_overdue,
        l.rejection_reason, l.approved_at, l.actual_return_date, l.acta_pdf_path, l.created_at, l.updated_at";

/// Cuts a query to what somebody sees.
pub fn within<'a>(filter: Filter<'a>, reach: LoanReach) -> Filter<'a> {
    match reach {
        LoanReach::Everything => filter,
        LoanReach::Center(id) => filter.when("e.center_id = :reach", ":reach", Some(id)),
        LoanReach::Own(id) => filter.when("l.instructor_id = :reach", ":reach", Some(id)),
        LoanReach::Desk(id) => filter.when(
            "l.environment_id = :reach
             or e.center_id = (select own.center_id from environments own where own.id = :reach and own.is_warehouse = 0)",
            ":reach",
            Some(id),
        ),
    }
}

fn filter(reach: LoanReach, query: LoanQuery, today: Day) -> Filter<'static> {
    let is = |wanted| query.status == Some(wanted);
    let (overdue, due_today) = (is(LoanFilter::Overdue), is(LoanFilter::DueToday));
    let filter = Filter::default()
        .when("l.status = :status", ":status", query.status.filter(|_| !overdue && !due_today))
        .when("l.status = 'active' and l.end_date < :overdue", ":overdue", overdue.then_some(today))
        .when("l.status = 'active' and l.end_date = :due", ":due", due_today.then_some(today))
        .when("l.environment_id = :environment_id", ":environment_id", query.environment_id)
        .when("l.instructor_id = :instructor_id", ":instructor_id", query.instructor_id)
        .when("l.priority = :priority", ":priority", query.priority)
        .when("l.start_date >= :from", ":from", query.from)
        .when("l.start_date <= :until", ":until", query.until)
        .when(
            "matches(:search, l.item_name, i.name, i.internal_code, u.name, l.purpose, l.program)",
            ":search",
            query.search,
        );
    within(filter, reach)
}

/// The loans that match, newest first.
pub fn list(reach: LoanReach, query: LoanQuery, today: Day) -> Selection {
    let filter = filter(reach, query, today).bind(":today", today);
    Selection::new(format!("{COLUMNS}{FROM}"), filter, "l.created_at desc, l.id desc")
}

/// One loan within somebody's reach.
pub fn get_within(db: &Connection, reach: LoanReach, id: Id, today: Day) -> Result<Loan> {
    let filter = within(Filter::default().when("l.id = :id", ":id", Some(id)), reach);
    let mut params = filter.params();
    params.push((":today", &today as &dyn rusqlite::ToSql));
    let loan = sql::one(db, &format!("{COLUMNS}{FROM}{}", filter.clause()), &params)?;
    Ok(loan.ok_or(Code::LoanNotFound)?)
}

/// The warehouses that lend: all of them, or a centre's.
pub fn warehouses(db: &Connection, center_id: Option<Id>) -> Result<Rows<LoanWarehouse>> {
    sql::rows(
        db,
        "select id, name, location, description
         from environments
         where is_warehouse = 1
         and is_active = 1
         and (:center_id is null or center_id = :center_id)
         order by name, id",
        named_params! { ":center_id": center_id },
        Paging::ALL,
    )
}

/// Whether a room is a warehouse in use, of this centre if one is named.
pub fn is_warehouse(db: &Connection, id: Id, center_id: Option<Id>) -> Result<bool> {
    sql::exists(
        db,
        "select 1
         from environments
         where id = :id
         and is_warehouse = 1
         and is_active = 1
         and (:center_id is null or center_id = :center_id)",
        named_params! { ":id": id, ":center_id": center_id },
    )
}

/// Adds a loan that waits for a decision.
pub fn insert(db: &Connection, id: Id, who: Id, new: &NewLoan, item: &str, now: LocalTime) -> Result<()> {
    sql::run(
        db,
        "insert into loans (id, instructor_id, environment_id, item_id, any_of_model, is_registered_item, item_name,
             item_description, program, purpose, quantity_requested, priority, start_date, end_date, start_time, end_time,
             status, created_at, updated_at)
         values (:id, :who, :environment_id, :item_id, :any_of_model, :is_registered, :item_name, :item_description,
             :program, :purpose, :quantity, :priority, :start_date, :end_date, :start_time, :end_time, 'pending', :now,
             :now)",
        named_params! {
            ":id": id, ":who": who, ":environment_id": new.environment_id, ":item_id": new.item_id.0,
            ":any_of_model": new.item_id.0.is_some() && new.any_of_model.0.unwrap_or(false),
            ":is_registered": new.item_id.0.is_some(), ":item_name": item,
            ":item_description": new.item_description.0.as_ref().map(|text| text.as_str()),
            ":program": new.program.as_str(), ":purpose": new.purpose.as_str(),
            ":quantity": new.quantity_requested.0.map_or(1, crate::kit::Number::get),
            ":priority": new.priority.0.unwrap_or(super::model::LoanPriority::Media),
            ":start_date": new.start_date, ":end_date": new.end_date, ":start_time": new.start_time.0,
            ":end_time": new.end_time.0, ":now": now,
        },
    )
}

/// Moves a loan on. A day of return belongs to what is returned only.
pub fn set_status(
    db: &Connection,
    id: Id,
    status: LoanStatus,
    admin_id: Id,
    reason: Option<&str>,
    now: LocalTime,
) -> Result<()> {
    let returned = (status == LoanStatus::Returned).then(|| Day(crate::kit::clock::day_of(now.0)));
    sql::run(
        db,
        "update loans
         set status = :status,
             admin_id = :admin_id,
             rejection_reason = :reason,
             approved_at = iif(:status = 'approved', :now, approved_at),
             actual_return_date = :returned,
             updated_at = :now
         where id = :id",
        named_params! {
            ":id": id, ":status": status, ":admin_id": admin_id, ":reason": reason, ":returned": returned,
            ":now": now,
        },
    )
}

/// Gives a loan another last day.
pub fn set_end(db: &Connection, id: Id, end_date: Day, now: LocalTime) -> Result<()> {
    sql::run(
        db,
        "update loans\nset end_date = :end_date,\n    updated_at = :now\nwhere id = :id",
        named_params! { ":id": id, ":end_date": end_date, ":now": now },
    )
}

/// Deletes a loan that nobody has decided on.
pub fn delete(db: &Connection, id: Id) -> Result<()> {
    sql::run(db, "delete from loans\nwhere id = :id", named_params! { ":id": id })
}
