//! SQL of lots.

use crate::kit::access::room;
use crate::kit::sql::{self, Filter, Selection};
use crate::kit::wire::Money;
use crate::kit::{Code, Day, Id, LocalTime, OnUnique, Quantity, Result, RoomColumns, Scope};
use crate::warehouse::stock::model::{
    Lot, LotOrder, LotQuery, LotReservation, LotRow, LotStatus, StockedBin, StockedProduct,
};
use rusqlite::{Connection, ToSql, named_params};

pub(super) const ROOM: RoomColumns = room!("b.environment_id", "e.center_id");

// The state and the urgency say what `rules::fefo::obstacle` and `rules::expiry::urgency` say: a test compares them. The order of the joins
// is the one in which they are read, so that a list goes along an index of its lots.
pub(super) const SELECT: &str = "
    select l.id, l.bin_id, b.code as bin_code, b.environment_id as warehouse_id, e.name as warehouse_name, l.product_id, p.name as product_name,
        p.sku, l.supplier_id, s.company_name as supplier_name, l.batch_number, l.use_by_date, l.best_before_date, l.freeze_date,
        l.quantity, l.reserved_quantity, l.quantity - l.reserved_quantity as free_quantity, l.unit, l.unit_price, l.received_at,
        l.status, l.hold_reason,
        case
            when l.status = 'scrapped' then 'scrapped'
            when l.quantity = 0 then 'empty'
            when l.use_by_date < :today then 'expired'
            when l.status = 'held' then 'held'
            when b.is_active = 0 or b.set_aside is 'inactive' or e.is_active = 0 then 'blocked'
            when l.reserved_quantity = l.quantity then 'reserved'
            else 'available'
        end as state,
        cast(julianday(l.use_by_date) - julianday(:today) as integer) as days_until_expiry,
        case
            when l.use_by_date is null then null
            when l.use_by_date < :today then 'expired'
            when julianday(l.use_by_date) - julianday(:today) < 7 then 'critical'
            when julianday(l.use_by_date) - julianday(:today) < 14 then 'high'
            when julianday(l.use_by_date) - julianday(:today) < 30 then 'medium'
            else 'low'
        end as urgency,
        l.notes, l.created_at, l.updated_at
    from lots l
    cross join bins b on b.id = l.bin_id
    cross join environments e on e.id = b.environment_id
    cross join products p on p.id = l.product_id
    left join suppliers s on s.id = l.supplier_id";

/// The lots within a scope that match.
pub fn list(scope: Scope, query: LotQuery, today: Day) -> Selection {
    let in_stock = query.in_stock.or(query.state.is_none().then_some(true));
    let filter = Filter::default()
        .bind(":today", today)
        .when("l.product_id = :product_id", ":product_id", query.product_id)
        .when("l.bin_id = :bin_id", ":bin_id", query.bin_id)
        .when("b.environment_id = :warehouse_id", ":warehouse_id", query.warehouse_id)
        .when("l.supplier_id = :supplier_id", ":supplier_id", query.supplier_id)
        .when("state = :state", ":state", query.state)
        .when("l.use_by_date >= :use_by_from", ":use_by_from", query.use_by_from)
        .when("l.use_by_date <= :use_by_to", ":use_by_to", query.use_by_to)
        .only_if(in_stock == Some(true), "l.quantity > 0")
        .only_if(in_stock == Some(false), "l.quantity = 0")
        .when("matches(:search, l.batch_number, b.code, p.name, p.sku)", ":search", query.search);
    let order = match query.order.unwrap_or(LotOrder::UseBy) {
        LotOrder::UseBy => "l.use_by_date nulls last, l.id",
        LotOrder::UseByLast => "l.use_by_date desc nulls last, l.id desc",
        LotOrder::Received => "l.received_at desc, l.id desc",
        LotOrder::ReceivedFirst => "l.received_at, l.id",
        LotOrder::Product => "p.name collate nocase, p.id, l.use_by_date nulls last, l.id",
        LotOrder::ProductLast => "p.name collate nocase desc, p.id, l.use_by_date nulls last, l.id",
        LotOrder::Bin => "b.code, e.name, l.use_by_date nulls last, l.id",
        LotOrder::BinLast => "b.code desc, e.name, l.use_by_date nulls last, l.id",
    };
    Selection::new(SELECT, scope.within(filter, &ROOM), order)
}

/// Every lot within a scope, used up or not.
pub fn every(scope: Scope, today: Day) -> Selection {
    let filter = Filter::default().bind(":today", today);
    Selection::new(SELECT, scope.within(filter, &ROOM), "l.use_by_date nulls last, l.id")
}

/// One lot within a scope.
///
/// # Errors
/// [`Code::LotNotFound`].
pub fn get_within(db: &Connection, scope: Scope, id: Id, today: Day) -> Result<Lot> {
    let filter = Filter::default().bind(":today", today).when("l.id = :id", ":id", Some(id));
    let filter = scope.within(filter, &ROOM);
    let found = sql::one(db, &format!("{SELECT}{}", filter.clause()), &filter.params())?;
    Ok(found.ok_or(Code::LotNotFound)?)
}

/// The lots of a batch in a bin that aren't scrapped: the one that holds something first, then those that are used up, newest first.
pub fn batches_in(db: &Connection, bin: Id, product: Id, batch: &str, today: Day) -> Result<Vec<Lot>> {
    let text = format!(
        "{SELECT}
         where l.bin_id = :bin
         and l.product_id = :product
         and l.status <> 'scrapped'
         and {}
         order by l.quantity desc, l.created_at desc, l.id desc",
        sql::same("l.batch_number")
    );
    let params = named_params! {
        ":today": today, ":bin": bin, ":product": product, ":least": sql::least(batch), ":most": sql::most(batch), ":value": batch,
    };
    sql::all(db, &text, params)
}

/// A bin within a scope, of a warehouse that is in use.
pub fn stocked_bin(db: &Connection, scope: Scope, id: Id) -> Result<Option<StockedBin>> {
    let filter = Filter::default()
        .when("b.id = :id", ":id", Some(id))
        .always("e.is_warehouse = 1")
        .always("e.is_active = 1");
    let filter = scope.within(filter, &ROOM);
    let text = format!(
        "select b.id, b.code, b.environment_id, e.center_id, b.is_active = 1 and b.set_aside is not 'inactive' as is_active
         from bins b
         join environments e on e.id = b.environment_id{}",
        filter.clause()
    );
    sql::one(db, &text, &filter.params())
}

/// The name of another product of which something lies in a bin, if there is one.
pub fn is_taken_by_another(db: &Connection, bin: Id, product: Id) -> Result<Option<String>> {
    sql::one(
        db,
        "select p.name
         from lots l
         join products p on p.id = l.product_id
         where l.bin_id = :bin
         and l.quantity > 0
         and l.product_id <> :product
         order by p.name
         limit 1",
        named_params! { ":bin": bin, ":product": product },
    )
}

/// A product of a centre, in use or not; of any centre without one.
pub fn product(db: &Connection, center: Option<Id>, id: Id) -> Result<Option<StockedProduct>> {
    sql::one(
        db,
        "select p.id, p.name, p.sku, p.default_unit as unit, p.is_active
         from products p
         where p.id = :id
         and p.center_id = coalesce(:center, p.center_id)",
        named_params! { ":id": id, ":center": center },
    )
}

/// Whether a centre has a supplier in use.
pub fn supplier_is_known(db: &Connection, center: Id, id: Id) -> Result<bool> {
    sql::exists(
        db,
        "select 1
         from suppliers
         where id = :id
         and center_id = :center
         and is_active = 1",
        named_params! { ":id": id, ":center": center },
    )
}

/// What reservations hold of a lot, the one that lapses first at the top: all of them, or those that a person made.
pub fn reservations(db: &Connection, lot: Id, maker: Option<Id>) -> Result<Vec<LotReservation>> {
    sql::all(
        db,
        "select r.id, r.order_reference, r.customer_name, i.quantity_reserved as quantity, r.reserved_until
         from reservation_items i
         join reservations r on r.id = i.reservation_id
         where i.lot_id = :lot
         and r.status = 'active'
         and r.created_by = coalesce(:maker, r.created_by)
         order by r.reserved_until, r.id",
        named_params! { ":lot": lot, ":maker": maker },
    )
}

/// Adds a lot.
pub fn insert(db: &Connection, lot: &LotRow) -> Result<()> {
    sql::insert(db, "lots", &lot.fields())
}

/// Stores what a lot holds.
///
/// # Errors
/// [`Code::LotOtherwise`] of one that was used up, and whose batch has another lot in the bin by now.
pub fn save_quantity(db: &Connection, id: Id, quantity: Quantity, now: LocalTime) -> Result<()> {
    sql::run(
        db,
        "update lots
         set quantity = :quantity,
             updated_at = :now
         where id = :id",
        named_params! { ":id": id, ":quantity": quantity, ":now": now },
    )
    .on_unique("lots.batch_number", Code::LotOtherwise)
}

/// Stores what a receipt adds to what was known of a lot.
pub fn save_receipt(
    db: &Connection,
    lot: &Lot,
    price: Option<Money>,
    (supplier, best_before, frozen): (Option<Id>, Option<Day>, Option<Day>),
    received_at: LocalTime,
) -> Result<()> {
    sql::save(
        db,
        "lots",
        &[
            (":id", &lot.id as &dyn ToSql),
            (":unit_price", &price),
            (":supplier_id", &lot.supplier_id.or(supplier)),
            (":best_before_date", &lot.best_before_date.or(best_before)),
            (":freeze_date", &lot.freeze_date.or(frozen)),
            (":received_at", &received_at),
        ],
    )
}

/// Stores what a person made of a lot, with the reason if it is held.
pub fn save_status(
    db: &Connection,
    id: Id,
    status: LotStatus,
    hold_reason: Option<&str>,
    now: LocalTime,
) -> Result<()> {
    sql::save(
        db,
        "lots",
        named_params! { ":id": id, ":status": status, ":hold_reason": hold_reason, ":updated_at": now },
    )
}

/// Stores what of a lot is promised.
pub fn save_reserved(db: &Connection, id: Id, reserved: Quantity, now: LocalTime) -> Result<()> {
    sql::save(db, "lots", named_params! { ":id": id, ":reserved_quantity": reserved, ":updated_at": now })
}

/// Gives back to a lot something that was promised of it.
pub fn give_back(db: &Connection, id: Id, promised: Quantity, now: LocalTime) -> Result<()> {
    sql::run(
        db,
        "update lots
         set reserved_quantity = reserved_quantity - :promised,
             updated_at = :now
         where id = :id",
        named_params! { ":id": id, ":promised": promised, ":now": now },
    )
}
