//! SQL of loans.

use super::model::{
    Loan, LoanCounts, LoanFilter, LoanHold, LoanMonth, LoanPage, LoanPiece, LoanQuery, LoanReach, LoanStatus,
    LoanWarehouse, LoanedItem, NewLoan, PieceAction, Stock,
};
use crate::kit::sql::{self, Filter};
use crate::kit::{Code, Day, Error, Id, LocalTime, Paging, Result, Rows};
use rusqlite::{Connection, named_params};

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
        (select coalesce(sum(p.quantity) filter (where p.action = 'handed_over'), 0)
            from loan_pieces p where p.loan_id = l.id) as quantity_handed_over,
        (select coalesce(sum(iif(p.action = 'handed_over', p.quantity, -p.quantity)), 0)
            from loan_pieces p where p.loan_id = l.id) as quantity_out,
        l.priority, l.start_date, l.end_date, l.start_time, l.end_time, l.status,
        l.status = 'active' and l.end_date < :today as is_overdue,
        l.rejection_reason, l.actual_return_date, l.acta_pdf_path, l.created_at, l.updated_at";

/// Cuts a query to what somebody sees.
fn within<'a>(filter: Filter<'a>, reach: LoanReach) -> Filter<'a> {
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
    let overdue = query.status == Some(LoanFilter::Overdue);
    let filter = Filter::default()
        .when("l.status = :status", ":status", query.status.filter(|_| !overdue))
        .when("l.status = 'active' and l.end_date < :overdue", ":overdue", overdue.then_some(today))
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

/// The loans of a page, newest first, with the figures of all that match. Without `per_page` all of them are one page.
pub fn page(
    db: &Connection,
    reach: LoanReach,
    query: LoanQuery,
    paging: Paging,
    today: Day,
) -> Result<LoanPage> {
    let filter = filter(reach, query, today);
    let counts = counted(db, &filter, today)?;
    let text = format!(
        "{COLUMNS}{FROM}{}\norder by l.created_at desc, l.id desc\nlimit :limit offset :skip",
        filter.clause()
    );
    let (limit, skip) = (paging.limit().unwrap_or(-1), paging.skip());
    let mut params = filter.params();
    params.extend([
        (":today", &today as &dyn rusqlite::ToSql),
        (":limit", &limit as &dyn rusqlite::ToSql),
        (":skip", &skip as &dyn rusqlite::ToSql),
    ]);
    let loans: Vec<Loan> = sql::all(db, &text, &params)?;
    let total = counts.total_loans;
    Ok(LoanPage {
        total,
        page: paging.number(),
        per_page: paging.limit().unwrap_or(total),
        total_pages: paging.pages(total),
        average_days: average_days(db, &filter)?,
        monthly_data: months(db, &filter, today)?,
        top_items: top_items(db, &filter)?,
        summary: counts.clone(),
        counts,
        loans,
    })
}

fn counted(db: &Connection, filter: &Filter<'_>, today: Day) -> Result<LoanCounts> {
    let mut params = filter.params();
    params.push((":today", &today as &dyn rusqlite::ToSql));
    let text = format!(
        "select count(*) as total_loans,
             count(*) filter (where l.status = 'pending') as pending_loans,
             count(*) filter (where l.status = 'approved') as approved_loans,
             count(*) filter (where l.status = 'active') as active_loans,
             count(*) filter (where l.status = 'active' and l.end_date < :today) as overdue_loans,
             count(*) filter (where l.status = 'returned') as returned_loans,
             count(*) filter (where l.status = 'rejected') as rejected_loans{FROM}{}",
        filter.clause()
    );
    sql::one(db, &text, &params)?.ok_or_else(|| Error::internal("count gave no row"))
}

/// How many loans there are in each status.
pub fn counts(db: &Connection, reach: LoanReach, query: LoanQuery, today: Day) -> Result<LoanCounts> {
    counted(db, &filter(reach, query, today), today)
}

fn average_days(db: &Connection, filter: &Filter<'_>) -> Result<i64> {
    let text = format!(
        "select cast(round(coalesce(avg(julianday(l.actual_return_date) - julianday(l.start_date)), 0)) as integer)
             {FROM}{}",
        filter.clause()
    );
    sql::count(db, &text, &filter.params())
}

/// The six months up to today's, those without a loan too.
fn months(db: &Connection, filter: &Filter<'_>, today: Day) -> Result<Vec<LoanMonth>> {
    let mut params = filter.params();
    params.push((":today", &today as &dyn rusqlite::ToSql));
    let text = format!(
        "with recursive months (back, month) as (
             select 5, strftime('%Y-%m', :today, 'start of month', '-5 months')
             union all
             select back - 1, strftime('%Y-%m', :today, 'start of month', '-' || (back - 1) || ' months')
             from months
             where back > 0
         ),
         started as (
             select substr(l.start_date, 1, 7) as month, count(*) as count{FROM}{}
             group by 1
         )
         select m.month, coalesce(s.count, 0) as count
         from months m
         left join started s on s.month = m.month
         order by m.back desc",
        filter.clause()
    );
    sql::all(db, &text, &params)
}

fn top_items(db: &Connection, filter: &Filter<'_>) -> Result<Vec<LoanedItem>> {
    let text = format!(
        "select coalesce(i.name, l.item_name) as name, count(*) as count{FROM}{}
         group by 1
         order by count(*) desc, 1
         limit 5",
        filter.clause()
    );
    sql::all(db, &text, &filter.params())
}

/// One loan within somebody's reach.
pub fn get_within(db: &Connection, reach: LoanReach, id: Id, today: Day) -> Result<Loan> {
    let filter = within(Filter::default().when("l.id = :id", ":id", Some(id)), reach);
    let mut params = filter.params();
    params.push((":today", &today as &dyn rusqlite::ToSql));
    let loan = sql::one(db, &format!("{COLUMNS}{FROM}{}", filter.clause()), &params)?;
    Ok(loan.ok_or(Code::LoanNotFound)?)
}

/// What went over the desk for a loan, in order.
pub fn pieces(db: &Connection, loan_id: Id) -> Result<Rows<LoanPiece>> {
    sql::rows(
        db,
        "select p.id, p.item_id, p.item_name, p.internal_code, p.action, p.quantity, p.notes, p.user_id,
             u.name as user_name, p.created_at
         from loan_pieces p
         join users u on u.id = p.user_id
         where p.loan_id = :loan_id
         order by p.id",
        named_params! { ":loan_id": loan_id },
        Paging::ALL,
    )
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

/// Pieces that are whole, there and not under repair; what is only to be looked after can be lent until somebody begins. Who asks for repair of a piece that is counted as damaged asks for the same
/// piece, which is missing once.
const STOCK: &str = "
    select i.id as item_id, i.name, i.internal_code, i.brand, i.model, i.category, i.image_url, i.environment_id,
        iif(i.status in ('maintenance', 'lost'), 0,
            max(0, i.quantity - i.quantity_missing - max(i.quantity_damaged, coalesce((
                select sum(m.quantity)
                from maintenance_items m
                join maintenance_requests r on r.id = m.request_id
                where m.item_id = i.id
                and (r.status = 'in_progress'
                    or r.status in ('pending', 'assigned') and r.maintenance_type = 'corrective')), 0)))) as capacity
    from inventory_items i";

/// What a warehouse has to lend, by name.
pub fn stock(db: &Connection, warehouse: Id) -> Result<Vec<Stock>> {
    let filter = Filter::default()
        .when("i.environment_id = :warehouse", ":warehouse", Some(warehouse))
        .always("i.status <> 'lost'");
    let text = format!("{STOCK}{}\norder by i.name, i.internal_code, i.id", filter.clause());
    sql::all(db, &text, &filter.params())
}

/// An item and all that are like it in the same room, itself first.
pub fn stock_like(db: &Connection, item_id: Id) -> Result<Vec<Stock>> {
    sql::all(
        db,
        &format!(
            "{STOCK}
             join inventory_items wanted on wanted.id = :item_id
             where i.environment_id = wanted.environment_id
             and (i.id = wanted.id
                 or i.name = wanted.name and i.brand is wanted.brand and i.model is wanted.model)
             order by i.id <> wanted.id, i.internal_code"
        ),
        named_params! { ":item_id": item_id },
    )
}

/// What is reserved, the pieces of approved and active loans that nobody has handed over yet, and what is out; of the items that
/// belong to a warehouse now: a piece that is lent by one and moved to another isn't free there.
const HOLDS: &str = "
    with open as (
        select l.id, l.item_id, l.any_of_model, l.instructor_id, l.status, l.start_date, l.end_date, l.start_time, l.end_time,
            l.quantity_requested - coalesce((select sum(p.quantity) from loan_pieces p
                where p.loan_id = l.id and p.action = 'handed_over'), 0) as waiting
        from loans l
        where l.status in ('approved', 'active')
    ),
    holds as (
        select id as loan_id, item_id, any_of_model, 0 as is_out, waiting as pieces, instructor_id, start_date, end_date,
            start_time, end_time
        from open
        where waiting > 0
        and item_id is not null
        union all
        select o.id, p.item_id, 0, 1, sum(iif(p.action = 'handed_over', p.quantity, -p.quantity)), o.instructor_id,
            o.start_date, o.end_date, o.start_time, o.end_time
        from open o
        join loan_pieces p on p.loan_id = o.id
        where o.status = 'active'
        and p.item_id is not null
        group by o.id, p.item_id
        having sum(iif(p.action = 'handed_over', p.quantity, -p.quantity)) > 0
    )
    select h.loan_id, u.name as borrower, h.item_id, i.name as item_name, i.internal_code, h.any_of_model, h.is_out, h.pieces,
        h.start_date, h.end_date, h.start_time, h.end_time
    from holds h
    join inventory_items i on i.id = h.item_id and i.environment_id = :warehouse
    join users u on u.id = h.instructor_id";

/// What keeps a warehouse's pieces from others, whenever.
pub fn holds(db: &Connection, warehouse: Id) -> Result<Vec<LoanHold>> {
    sql::all(db, HOLDS, named_params! { ":warehouse": warehouse })
}

/// What keeps a warehouse's pieces from others within some days, by item and day; what is out is out until it is back.
pub fn calendar(db: &Connection, warehouse: Id, from: Day, until: Day) -> Result<Rows<LoanHold>> {
    sql::rows(
        db,
        &format!(
            "{HOLDS}
             where h.start_date <= :until
             and (h.end_date >= :from or h.is_out = 1)
             order by i.name, i.internal_code, h.start_date, h.loan_id"
        ),
        named_params! { ":warehouse": warehouse, ":from": from, ":until": until },
        Paging::ALL,
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

/// What a piece is called when it goes over the desk.
#[derive(Debug, Clone)]
pub struct PieceName {
    /// The item; nothing when it was lent in words.
    pub item_id: Option<Id>,
    /// Its name.
    pub name: String,
    /// Its plate.
    pub internal_code: Option<String>,
}

/// Writes down what went over the desk.
pub fn add_piece(
    db: &Connection,
    loan_id: Id,
    piece: &PieceName,
    action: PieceAction,
    quantity: i64,
    notes: Option<&str>,
    by: (Id, LocalTime),
) -> Result<()> {
    sql::run(
        db,
        "insert into loan_pieces (id, loan_id, item_id, item_name, internal_code, action, quantity, notes, user_id, created_at)
         values (:id, :loan_id, :item_id, :item_name, :internal_code, :action, :quantity, :notes, :user_id, :now)",
        named_params! {
            ":id": Id::new(), ":loan_id": loan_id, ":item_id": piece.item_id, ":item_name": piece.name,
            ":internal_code": piece.internal_code, ":action": action, ":quantity": quantity, ":notes": notes,
            ":user_id": by.0, ":now": by.1,
        },
    )
}

/// How many pieces of each item a loan has out, by item; what was lent in words has no item.
pub fn out(db: &Connection, loan_id: Id) -> Result<Vec<(PieceName, i64)>> {
    sql::values(
        db,
        "select item_id, max(item_name), max(internal_code), sum(iif(action = 'handed_over', quantity, -quantity))
         from loan_pieces
         where loan_id = :loan_id
         group by item_id
         having sum(iif(action = 'handed_over', quantity, -quantity)) > 0
         order by min(id)",
        named_params! { ":loan_id": loan_id },
        |row| {
            let name = PieceName { item_id: row.get(0)?, name: row.get(1)?, internal_code: row.get(2)? };
            Ok((name, row.get(3)?))
        },
    )
}
