//! SQL of bins.

use super::model::{Bin, BinQuery, BinRow};
use crate::kit::access::room;
use crate::kit::label::{LabelSubject, LabelsOf};
use crate::kit::sql::{self, Filter, Selection, fields};
use crate::kit::{Code, Error, Id, LocalTime, OnUnique, Result, RoomColumns, Scope};
use rusqlite::{Connection, ToSql, named_params};

const ROOM: RoomColumns = room!("b.environment_id", "e.center_id");

const SELECT: &str = concat!(
    "
    select b.id, b.environment_id as warehouse_id, e.name as warehouse_name, b.code, b.structure_data, ",
    bin_status!(),
    " as status,
        (select count(*) from lots l where l.bin_id = b.id and l.quantity > 0) as lots,
        (select p.name
         from lots l
         join products p on p.id = l.product_id
         where l.bin_id = b.id
         and l.quantity > 0
         limit 1) as product_name,
        b.max_weight, b.max_height, b.accessibility, b.notes, b.is_active, b.counted_at, b.created_at, b.updated_at
    from bins b
    join environments e on e.id = b.environment_id"
);

/// The bins within a scope that match, newest first.
pub fn list(scope: Scope, query: BinQuery) -> Selection {
    let filter = Filter::default()
        .when("b.environment_id = :warehouse_id", ":warehouse_id", query.warehouse_id)
        .when(concat!(bin_status!(), " = :status"), ":status", query.status)
        .when(
            "(b.is_active = 1 and b.set_aside is not 'inactive') = :is_active",
            ":is_active",
            query.is_active,
        )
        .when("matches(:search, b.code)", ":search", query.search);
    Selection::new(SELECT, scope.within(filter, &ROOM), "b.created_at desc, b.id desc")
}

/// A bin within a scope.
///
/// # Errors
/// [`Code::BinNotFound`].
pub fn get_within(db: &Connection, scope: Scope, id: Id) -> Result<Bin> {
    let filter = scope.within(Filter::default().when("b.id = :id", ":id", Some(id)), &ROOM);
    let found = sql::one(db, &format!("{SELECT}{}", filter.clause()), &filter.params())?;
    Ok(found.ok_or(Code::BinNotFound)?)
}

/// The bin of a warehouse with a code.
///
/// # Errors
/// [`Code::BinNotFound`].
pub fn with_code(db: &Connection, warehouse: Id, code: &str) -> Result<Id> {
    let text =
        format!("select b.id\nfrom bins b\nwhere b.environment_id = :warehouse\nand {}", sql::same("b.code"));
    let params = named_params! { ":warehouse": warehouse, ":least": sql::least(code), ":most": sql::most(code), ":value": code };
    Ok(sql::one(db, &text, params)?.ok_or(Code::BinNotFound)?)
}

/// What the table keeps of a bin.
pub fn row(db: &Connection, id: Id) -> Result<BinRow> {
    let text = "
        select environment_id, code, structure_data, set_aside, max_weight, max_height, accessibility, notes, is_active
        from bins
        where id = :id";
    let found = sql::value(db, text, named_params! { ":id": id }, |row| {
        Ok(BinRow {
            id,
            environment_id: row.get(0)?,
            code: row.get(1)?,
            structure_data: row.get(2)?,
            set_aside: row.get(3)?,
            max_weight: row.get(4)?,
            max_height: row.get(5)?,
            accessibility: row.get(6)?,
            notes: row.get(7)?,
            is_active: row.get(8)?,
        })
    })?;
    Ok(found.ok_or(Code::BinNotFound)?)
}

/// Refuses the code that another bin of the warehouse has, or one that a person takes for it (D12).
///
/// # Errors
/// [`Code::BinCodeTaken`] with that code.
pub fn check_code(db: &Connection, bin: &BinRow) -> Result<()> {
    let text = format!(
        "select b.code
         from bins b
         where b.environment_id = :warehouse
         and {}
         and b.id <> :id",
        sql::same("b.code")
    );
    let params = named_params! {
        ":warehouse": bin.environment_id, ":least": sql::least(&bin.code), ":most": sql::most(&bin.code), ":value": bin.code, ":id": bin.id,
    };
    match sql::one::<String>(db, &text, params)? {
        Some(code) => {
            let sentence = format!("La bodega ya tiene una ubicación con el código {code}");
            Err(Error::With(Code::BinCodeTaken, sentence))
        }
        None => Ok(()),
    }
}

fn columns(bin: &BinRow) -> Vec<(&'static str, &dyn ToSql)> {
    fields![
        bin;
        id, environment_id, code, structure_data, set_aside, max_weight, max_height, accessibility, notes, is_active,
    ]
}

/// Adds a bin.
pub fn insert(db: &Connection, bin: &BinRow, now: LocalTime) -> Result<()> {
    let mut params = columns(bin);
    params.extend([(":created_at", &now as &dyn ToSql), (":updated_at", &now)]);
    sql::insert(db, "bins", &params).on_unique("bins.code", Code::BinCodeTaken)
}

/// Stores a bin as it is now.
pub fn save(db: &Connection, bin: &BinRow, now: LocalTime) -> Result<()> {
    let mut params = columns(bin);
    params.push((":updated_at", &now));
    sql::save(db, "bins", &params).on_unique("bins.code", Code::BinCodeTaken)
}

/// Deletes a bin, unless anything lies or lay in it; answers whether it is gone.
pub fn delete_unused(db: &Connection, id: Id) -> Result<bool> {
    sql::delete_unless_mentioned(db, "bins", id)
}

/// What a warehouse is called.
pub fn warehouse_name(db: &Connection, id: Id) -> Result<String> {
    let text = "select name\nfrom environments\nwhere id = :id";
    Ok(sql::one(db, text, named_params! { ":id": id })?.ok_or(Code::WarehouseNotFound)?)
}

/// The codes of all bins of a warehouse.
pub fn codes(db: &Connection, warehouse: Id) -> Result<Vec<String>> {
    let text = "select code\nfrom bins\nwhere environment_id = :warehouse\norder by code collate nocase";
    sql::all(db, text, named_params! { ":warehouse": warehouse })
}

/// What stands on the labels of bins within a scope, by warehouse and code: of those that are named, else of those in use.
pub fn labels(db: &Connection, scope: Scope, wanted: LabelsOf<'_>) -> Result<Vec<LabelSubject>> {
    let ids = wanted.ids.map(serde_json::to_string).transpose().map_err(Error::internal)?;
    let filter = Filter::default()
        .only_if(ids.is_none(), "b.is_active = 1 and b.set_aside is not 'inactive'")
        .when("b.id in (select value from json_each(:ids))", ":ids", ids)
        .when("b.environment_id = :warehouse", ":warehouse", wanted.room)
        .bind(":most", i64::try_from(wanted.most + 1).unwrap_or(i64::MAX));
    let filter = scope.within(filter, &ROOM);
    let text = format!(
        "select b.id, b.code as plate, e.name, null as detail, b.accessibility as model, null as serial, e.location as room,
             c.name as center
         from bins b
         join environments e on e.id = b.environment_id
         join centers c on c.id = e.center_id{}
         order by e.name, b.code collate nocase, b.id
         limit +:most",
        filter.clause()
    );
    sql::all(db, &text, &filter.params())
}
