//! SQL of movements.

pub mod reported;

use super::model::{Movement, MovementPage, MovementQuery, NewMovement};
use crate::kit::access::room;
use crate::kit::page::PageFigures;
use crate::kit::sql::{self, Filter, Selection};
use crate::kit::wire::Listing;
use crate::kit::{Code, Id, LocalTime, Paging, Quantity, Result, RoomColumns, Scope};
use chrono::{Datelike, DurationRound, Months, TimeDelta};
use rusqlite::{Connection, named_params};

const ROOM: RoomColumns = room!("m.environment_id", "e.center_id");
const COUNTED: RoomColumns = room!("c.environment_id", "e.center_id");

// A cross join is read in the order in which it is written: a page begins at the newest movement, and what stands beside is looked up for
// its rows alone. By its own choice SQLite would begin with the few warehouses, and sort a million rows.
const SELECT: &str = "
    select m.id, m.movement_type, m.lot_id, l.batch_number, l.use_by_date, m.product_id, p.name as product_name, p.sku, m.bin_id,
        b.code as bin_code, m.environment_id as warehouse_id, e.name as warehouse_name, m.quantity, l.unit, m.quantity_before, m.quantity_after,
        m.reason, m.reference_number, m.fefo_compliant, m.force_override, m.override_reason, m.notes, m.cause_id, m.created_by,
        u.name as created_by_name, m.created_at
    from movements m
    cross join environments e on e.id = m.environment_id
    cross join lots l on l.id = m.lot_id
    cross join products p on p.id = m.product_id
    cross join bins b on b.id = m.bin_id
    cross join users u on u.id = m.created_by";

// Words are compared with the lots, of which there are few, and with the number on the paper.
const FOUND: &str = "(m.lot_id in (
             select l.id
             from lots l
             join products p on p.id = l.product_id
             join bins b on b.id = l.bin_id
             where matches(:search, l.batch_number, p.name, p.sku, b.code))
         or matches(:search, m.reference_number))";

/// What a list of movements is cut to; `m` is the movement.
fn filter(scope: Scope, query: MovementQuery) -> Filter<'static> {
    let filter = Filter::default()
        .when("m.product_id = :product_id", ":product_id", query.product_id)
        .when("m.lot_id = :lot_id", ":lot_id", query.lot_id)
        .when("m.bin_id = :bin_id", ":bin_id", query.bin_id)
        .when("m.environment_id = :warehouse_id", ":warehouse_id", query.warehouse_id)
        .when("m.movement_type = :movement_type", ":movement_type", query.movement_type)
        .when("m.created_by = :created_by", ":created_by", query.created_by)
        .when("m.created_at >= :from", ":from", query.from)
        .when("m.created_at < :to", ":to", query.to)
        .when(FOUND, ":search", query.search);
    scope.within(filter, &ROOM)
}

/// The movements within a scope that match, newest first.
pub fn list(scope: Scope, query: MovementQuery) -> Selection {
    Selection::new(SELECT, filter(scope, query), "m.created_at desc, m.id desc")
}

/// A page of the movements within a scope, newest first.
pub fn page(
    db: &Connection,
    scope: Scope,
    query: MovementQuery,
    paging: Paging,
) -> Result<Listing<MovementPage>> {
    let selection = list(scope, query.clone());
    let total = total(db, scope, query)?;
    Listing::new("items", &selection.page::<Movement>(db, paging)?, &PageFigures::of(paging, total))
}

/// One movement within a scope.
pub fn get_within(db: &Connection, scope: Scope, id: Id) -> Result<Movement> {
    let filter = scope.within(Filter::default().when("m.id = :id", ":id", Some(id)), &ROOM);
    let found = sql::one(db, &format!("{SELECT}{}", filter.clause()), &filter.params())?;
    Ok(found.ok_or(Code::MovementNotFound)?)
}

/// How many movements match. They are counted one by one only where few are expected: those of a lot, a bin, or a product in a period.
/// Of a period, whole months are added up, and what is between its ends and the beginnings of months that are next to them: by the hour, or
/// one by one if it is a person's.
fn total(db: &Connection, scope: Scope, query: MovementQuery) -> Result<i64> {
    let MovementQuery { product_id, lot_id, bin_id, created_by, from, to, .. } = query;
    if lot_id.is_some() || bin_id.is_some() || query.search.is_some() {
        return counted(db, scope, query);
    }
    if product_id.is_some() {
        let is_whole = created_by.is_none() && from.is_none() && to.is_none();
        return if is_whole { counted_of_product(db, scope, &query) } else { counted(db, scope, query) };
    }
    let (first, last) = (from.map(nearest_month), to.map(nearest_month));
    if let (Some(first), Some(last)) = (first, last)
        && first >= last
    {
        return match (from, to) {
            (Some(from), Some(to)) => counted_between(db, scope, &query, from, to),
            _ => counted(db, scope, query),
        };
    }
    let between = |from: LocalTime, to: LocalTime| counted_between(db, scope, &query, from, to);
    let mut total = counted_by_month(db, scope, &query, (first, last))?;
    if let (Some(from), Some(first)) = (from, first) {
        total += between(from, first)? - between(first, from)?;
    }
    if let (Some(to), Some(last)) = (to, last) {
        total += between(last, to)? - between(to, last)?;
    }
    Ok(total)
}

/// The beginning of a UTC month that is nearest to an instant: a month of the centre's begins some hours beside it.
fn nearest_month(LocalTime(at): LocalTime) -> LocalTime {
    let first = at.date_naive().with_day(1).unwrap_or_else(|| at.date_naive());
    let begun = first.and_time(chrono::NaiveTime::MIN).and_utc();
    let next = begun.checked_add_months(Months::new(1)).unwrap_or(begun);
    LocalTime(if next - at < at - begun { next } else { begun })
}

/// The last beginning of a UTC hour until an instant.
fn hour_before(LocalTime(at): LocalTime) -> LocalTime {
    LocalTime(at.duration_trunc(TimeDelta::hours(1)).unwrap_or(at))
}

/// How many match from one instant until another: whole hours by their sums, and one by one what stands out over them.
fn counted_between(
    db: &Connection,
    scope: Scope,
    query: &MovementQuery,
    from: LocalTime,
    to: LocalTime,
) -> Result<i64> {
    let one_by_one = |from: LocalTime, to: LocalTime| match from < to {
        true => counted(db, scope, MovementQuery { from: Some(from), to: Some(to), ..query.clone() }),
        false => Ok(0),
    };
    let (begun, last) = (hour_before(from), hour_before(to));
    let first = if begun < from { LocalTime(begun.0 + TimeDelta::hours(1)) } else { begun };
    if query.created_by.is_some() || first >= last {
        return one_by_one(from, to);
    }
    let within = counted_by_hour(db, scope, query, (first, last))?;
    Ok(one_by_one(from, first)? + within + one_by_one(last, to)?)
}

fn counted_by_hour(
    db: &Connection,
    scope: Scope,
    query: &MovementQuery,
    (first, last): (LocalTime, LocalTime),
) -> Result<i64> {
    let hour = |at: LocalTime| Some(at.0.format("%Y-%m-%dT%H").to_string());
    let filter = Filter::default()
        .when("c.environment_id = :warehouse_id", ":warehouse_id", query.warehouse_id)
        .when("c.movement_type = :movement_type", ":movement_type", query.movement_type)
        .when("c.hour >= :first", ":first", hour(first))
        .when("c.hour < :last", ":last", hour(last));
    let filter = scope.within(filter, &COUNTED);
    let text = format!(
        "select coalesce(sum(c.count), 0)
         from environments e
         cross join movement_hours c on c.environment_id = e.id{}",
        filter.clause()
    );
    sql::count(db, &text, &filter.params())
}

fn counted(db: &Connection, scope: Scope, query: MovementQuery) -> Result<i64> {
    let filter = filter(scope, query);
    let text = format!(
        "select count(*)
         from movements m
         cross join environments e on e.id = m.environment_id{}",
        filter.clause()
    );
    sql::count(db, &text, &filter.params())
}

fn counted_of_product(db: &Connection, scope: Scope, query: &MovementQuery) -> Result<i64> {
    let filter = Filter::default()
        .when("c.product_id = :product_id", ":product_id", query.product_id)
        .when("c.environment_id = :warehouse_id", ":warehouse_id", query.warehouse_id)
        .when("c.movement_type = :movement_type", ":movement_type", query.movement_type);
    let filter = scope.within(filter, &COUNTED);
    let text = format!(
        "select coalesce(sum(c.count), 0)
         from product_movement_counts c
         join environments e on e.id = c.environment_id{}",
        filter.clause()
    );
    sql::count(db, &text, &filter.params())
}

fn counted_by_month(
    db: &Connection,
    scope: Scope,
    query: &MovementQuery,
    (first, last): (Option<LocalTime>, Option<LocalTime>),
) -> Result<i64> {
    let month = |at: LocalTime| at.0.format("%Y-%m").to_string();
    let filter = Filter::default()
        .when("c.environment_id = :warehouse_id", ":warehouse_id", query.warehouse_id)
        .when("c.movement_type = :movement_type", ":movement_type", query.movement_type)
        .when("c.created_by = :created_by", ":created_by", query.created_by)
        .when("c.month >= :first", ":first", first.map(month))
        .when("c.month < :last", ":last", last.map(month));
    let filter = scope.within(filter, &COUNTED);
    let text = format!(
        "select coalesce(sum(c.count), 0)
         from movement_counts c
         join environments e on e.id = c.environment_id{}",
        filter.clause()
    );
    sql::count(db, &text, &filter.params())
}

/// Writes a movement into the ledger; answers its id. The lot holds what it says already.
pub fn insert(db: &Connection, new: &NewMovement<'_>, by: Id, now: LocalTime) -> Result<Id> {
    let id = Id::new();
    sql::insert(
        db,
        "movements",
        named_params! {
            ":id": id,
            ":lot_id": new.place.lot_id,
            ":product_id": new.place.product_id,
            ":bin_id": new.place.bin_id,
            ":environment_id": new.place.environment_id,
            ":movement_type": new.movement_type,
            ":quantity": new.after - new.before,
            ":quantity_before": new.before,
            ":quantity_after": new.after,
            ":reason": new.reason,
            ":reference_number": new.reference_number,
            ":fefo_compliant": new.fefo_compliant,
            ":force_override": new.override_reason.is_some(),
            ":override_reason": new.override_reason,
            ":notes": new.notes,
            ":cause_id": new.cause_id,
            ":created_by": by,
            ":created_at": now,
        },
    )?;
    Ok(id)
}

/// What the movements of a lot add up to.
pub fn booked(db: &Connection, lot: Id) -> Result<Quantity> {
    let text = "select coalesce(sum(quantity), 0)\nfrom movements\nwhere lot_id = :lot";
    Ok(sql::one(db, text, named_params! { ":lot": lot })?.unwrap_or_default())
}

/// How many movements there are, and how many lots hold something else than their movements add up to; of those, what one is called.
pub fn disagreements(db: &Connection) -> Result<(i64, i64, Option<String>)> {
    let movements = sql::count(db, "select count(*)\nfrom movements", &[])?;
    let lots: Vec<String> = sql::all(
        db,
        "select l.batch_number || ' de ' || p.name || ', en ' || b.code || ' de ' || e.name
         from lots l
         join products p on p.id = l.product_id
         join bins b on b.id = l.bin_id
         join environments e on e.id = b.environment_id
         left join (
             select lot_id, sum(quantity) as quantity
             from movements
             group by lot_id) m on m.lot_id = l.id
         where l.quantity <> coalesce(m.quantity, 0)
         order by l.id",
        &[],
    )?;
    let count = i64::try_from(lots.len()).unwrap_or(i64::MAX);
    Ok((movements, count, lots.into_iter().next()))
}
