//! SQL of the lines of counts.

use crate::kit::sql::{self, Filter};
use crate::kit::{Code, Day, Id, LocalTime, Quantity, Result};
use crate::warehouse::counts::model::{ArrivedLot, CountScope, LineRow};
use rusqlite::{Connection, named_params};

const SELECT: &str = "
    select i.id, i.bin_id, b.code as bin_code, i.product_id, p.name as product_name, p.sku, coalesce(l.unit, p.default_unit) as unit,
        i.lot_id, coalesce(i.batch_number, l.batch_number) as batch_number, coalesce(i.use_by_date, l.use_by_date) as use_by_date,
        i.batch_number is not null as is_found, i.expected_quantity, i.counted_quantity, coalesce(l.quantity, 0) as stock_quantity,
        coalesce(l.reserved_quantity, 0) as reserved_quantity, l.status is 'scrapped' as is_scrapped,
        exists (
            select 1
            from movements m
            where m.lot_id = i.lot_id
            and m.created_at > i.counted_at
            and m.movement_type = 'adjustment') as was_adjusted,
        exists (
            select 1
            from movements m
            where m.lot_id = i.lot_id
            and m.created_at > i.counted_at
            and m.quantity > 0) as was_received,
        coalesce(l.unit_price, p.unit_price) as unit_price, i.reason, i.counted_by, u.name as counted_by_name, i.counted_at, i.revision
    from count_lines i
    cross join bins b on b.id = i.bin_id
    cross join products p on p.id = i.product_id
    left join lots l on l.id = i.lot_id
    left join users u on u.id = i.counted_by";

/// The lines of a count, by bin, the lot that expires first at the top.
pub fn lines(db: &Connection, count: Id) -> Result<Vec<LineRow>> {
    let text = format!(
        "{SELECT}
         where i.count_id = :count
         order by b.code collate nocase, p.name, use_by_date nulls last, batch_number, i.id"
    );
    sql::all(db, &text, named_params! { ":count": count })
}

/// A line of a count.
///
/// # Errors
/// [`Code::CountLineNotFound`].
pub fn line(db: &Connection, count: Id, id: Id) -> Result<LineRow> {
    let text = format!("{SELECT}\nwhere i.id = :id\nand i.count_id = :count");
    let found = sql::one(db, &text, named_params! { ":id": id, ":count": count })?;
    Ok(found.ok_or(Code::CountLineNotFound)?)
}

/// The line of a lot, if the count has one.
pub fn line_of_lot(db: &Connection, count: Id, lot: Id) -> Result<Option<LineRow>> {
    let text = format!("{SELECT}\nwhere i.count_id = :count\nand i.lot_id = :lot");
    sql::one(db, &text, named_params! { ":count": count, ":lot": lot })
}

/// The line of something that was found already: the same batch of the same product in the same bin.
pub fn found_like(
    db: &Connection,
    count: Id,
    (bin, product, batch): (Id, Id, &str),
) -> Result<Option<LineRow>> {
    let text = format!(
        "{SELECT}
         where i.count_id = :count
         and i.bin_id = :bin
         and i.product_id = :product
         and i.batch_number is not null
         and {}",
        sql::same("i.batch_number")
    );
    let params = named_params! {
        ":count": count, ":bin": bin, ":product": product, ":least": sql::least(batch), ":most": sql::most(batch), ":value": batch,
    };
    sql::one(db, &text, params)
}

/// How many lines a count has, and how many are counted.
pub fn counted_in(db: &Connection, count: Id) -> Result<(i64, i64)> {
    let text = "select count(*), count(counted_quantity)\nfrom count_lines\nwhere count_id = :count";
    let read = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?));
    Ok(sql::value(db, text, named_params! { ":count": count }, read)?.unwrap_or((0, 0)))
}

/// What is counted: the warehouse, and of it a bin, a zone or a product.
fn scope<'a>(
    warehouse: Id,
    what: CountScope,
    (bin, zone, product): (Option<Id>, Option<&'a str>, Option<Id>),
) -> Filter<'a> {
    let filter = Filter::default().when("b.environment_id = :warehouse", ":warehouse", Some(warehouse));
    match what {
        CountScope::Bin => filter.when("b.id = :bin", ":bin", bin),
        CountScope::Zone => {
            // The index finds what may begin so; the beginning is what a person takes for the zone.
            let most = zone.map(sql::most_beginning);
            filter
                .when(
                    "b.code collate nocase between :least and :most and is_same(substr(b.code, 1, length(:value)), :value)",
                    ":most",
                    most,
                )
                .bind(":least", zone.map(sql::least))
                .bind(":value", zone)
        }
        CountScope::Product => filter.when("l.product_id = :product", ":product", product),
    }
}

/// Whether a zone has bins.
pub fn zone_has_bins(db: &Connection, warehouse: Id, zone: &str) -> Result<bool> {
    let filter = scope(warehouse, CountScope::Zone, (None, Some(zone), None));
    sql::exists(db, &format!("select 1\nfrom bins b{}", filter.clause()), &filter.params())
}

/// Which lots that hold something are in scope: lot, bin, product and quantity.
pub fn lots_in_scope(
    db: &Connection,
    warehouse: Id,
    what: CountScope,
    of: (Option<Id>, Option<&str>, Option<Id>),
) -> Result<Vec<(Id, Id, Id, Quantity)>> {
    let filter = scope(warehouse, what, of).always("l.quantity > 0");
    let text = format!(
        "select l.id, l.bin_id, l.product_id, l.quantity
         from lots l
         join bins b on b.id = l.bin_id{}
         order by b.code collate nocase, l.id",
        filter.clause()
    );
    sql::values(db, &text, &filter.params(), |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))
}

/// The lots in the scope of a count that hold something and have no line in it.
pub fn arrived(
    db: &Connection,
    count: Id,
    warehouse: Id,
    what: CountScope,
    of: (Option<Id>, Option<&str>, Option<Id>),
) -> Result<Vec<ArrivedLot>> {
    let filter = scope(warehouse, what, of).always("l.quantity > 0").bind(":count", count).always(
        "not exists (
             select 1
             from count_lines i
             where i.count_id = :count
             and i.lot_id = l.id)",
    );
    let text = format!(
        "select l.id as lot_id, l.bin_id, b.code as bin_code, l.product_id, p.name as product_name, p.sku, l.batch_number,
             l.use_by_date, l.unit, l.received_at
         from lots l
         join bins b on b.id = l.bin_id
         join products p on p.id = l.product_id{}
         order by b.code collate nocase, l.id",
        filter.clause()
    );
    sql::all(db, &text, &filter.params())
}

/// Another count that isn't decided and has a lot: what is counted there, and who opened it.
pub fn open_elsewhere(db: &Connection, count: Id, lot: Id) -> Result<Option<(String, String)>> {
    sql::value(
        db,
        "select l.batch_number || ' en ' || b.code, u.name
         from count_lines i
         join counts c on c.id = i.count_id
         join lots l on l.id = i.lot_id
         join bins b on b.id = l.bin_id
         join users u on u.id = c.created_by
         where i.lot_id = :lot
         and i.count_id <> :count
         and c.status in ('open', 'submitted')",
        named_params! { ":lot": lot, ":count": count },
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

/// What a lot held at an instant: what it holds, less what moved since.
pub fn expected_at(db: &Connection, lot: Id, instant: LocalTime) -> Result<Quantity> {
    let found = sql::one(
        db,
        "select l.quantity - coalesce(
             (select sum(m.quantity)
              from movements m
              where m.lot_id = l.id
              and m.created_at > :instant),
             0)
         from lots l
         where l.id = :lot",
        named_params! { ":lot": lot, ":instant": instant },
    )?;
    Ok(found.unwrap_or(Quantity::ZERO).max(Quantity::ZERO))
}

/// Adds the line of a lot, not counted yet.
pub fn add_line(
    db: &Connection,
    id: Id,
    count: Id,
    (lot, bin, product, expected): (Id, Id, Id, Quantity),
) -> Result<()> {
    sql::insert(
        db,
        "count_lines",
        named_params! {
            ":id": id,
            ":count_id": count,
            ":bin_id": bin,
            ":product_id": product,
            ":lot_id": lot,
            ":expected_quantity": expected,
        },
    )
}

/// Adds the line of something that was found, not counted yet: nothing is expected of it.
pub fn add_found(
    db: &Connection,
    id: Id,
    count: Id,
    (bin, product, batch, use_by): (Id, Id, &str, Option<Day>),
) -> Result<()> {
    sql::insert(
        db,
        "count_lines",
        named_params! {
            ":id": id,
            ":count_id": count,
            ":bin_id": bin,
            ":product_id": product,
            ":batch_number": batch,
            ":use_by_date": use_by,
            ":expected_quantity": Quantity::ZERO,
        },
    )
}

/// Stores what was counted, when, and what was expected then; a reason or a last day of use that isn't told stays.
pub fn count_line(
    db: &Connection,
    id: Id,
    (expected, counted): (Quantity, Quantity),
    (by, at): (Id, LocalTime),
    (reason, use_by): (Option<&str>, Option<Day>),
) -> Result<()> {
    sql::run(
        db,
        "update count_lines
         set expected_quantity = :expected,
             counted_quantity = :counted,
             counted_by = :by,
             counted_at = :at,
             reason = coalesce(:reason, reason),
             use_by_date = coalesce(:use_by, use_by_date),
             revision = revision + 1
         where id = :id",
        named_params! {
            ":id": id, ":expected": expected, ":counted": counted, ":by": by, ":at": at, ":reason": reason, ":use_by": use_by,
        },
    )
}

/// Sets a line back to not counted.
pub fn uncount_line(db: &Connection, id: Id) -> Result<()> {
    sql::run(
        db,
        "update count_lines
         set counted_quantity = null,
             counted_by = null,
             counted_at = null,
             reason = null,
             revision = revision + 1
         where id = :id",
        named_params! { ":id": id },
    )
}

/// Deletes the line of something that wasn't there after all.
pub fn delete_line(db: &Connection, id: Id) -> Result<()> {
    sql::run(db, "delete from count_lines\nwhere id = :id", named_params! { ":id": id })
}

/// Stores why a line differs.
pub fn save_reason(db: &Connection, id: Id, reason: &str) -> Result<()> {
    sql::save(db, "count_lines", named_params! { ":id": id, ":reason": reason })
}

/// Stores which lot what was found has become.
pub fn save_lot(db: &Connection, id: Id, lot: Id) -> Result<()> {
    sql::save(db, "count_lines", named_params! { ":id": id, ":lot_id": lot })
}
