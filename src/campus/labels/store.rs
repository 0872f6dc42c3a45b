//! SQL of labels: what they are printed for, designs, and runs of numbers.

use super::model::{LabelDesign, LabelDesignRow, LabelRun, LabelSubject};
use crate::kit::access::room;
use crate::kit::sql::{self, Filter};
use crate::kit::{Code, Error, Id, LocalTime, OnUnique, Paging, Result, RoomColumns, Rows, Scope};
use rusqlite::{Connection, named_params};

const ROOM: RoomColumns = room!("i.environment_id" or null, "e.center_id", warehouses "e.is_warehouse");
const DOOR: RoomColumns = room!("e.id", "e.center_id", warehouses "e.is_warehouse");

const ITEMS: &str = "
    select i.id, i.internal_code as plate, i.name, coalesce(k.name, i.category) as detail,
        nullif(trim(coalesce(i.brand, '') || ' ' || coalesce(i.model, '')), '') as model, i.serial_number as serial,
        e.name as room, c.name as center
    from inventory_items i
    left join environments e on e.id = i.environment_id
    left join centers c on c.id = e.center_id
    left join item_categories k on k.id = i.category_id";

/// Which items labels are wanted for.
#[derive(Debug, Default)]
pub struct Wanted {
    /// These.
    pub ids: Option<Vec<Id>>,
    /// Those of a room.
    pub environment_id: Option<Id>,
    /// Those that were registered at this instant or later.
    pub since: Option<LocalTime>,
}

/// Ids as the array that a query takes apart.
fn array(ids: &[Id]) -> Result<String> {
    serde_json::to_string(ids).map_err(Error::internal)
}

/// Items within a scope, by room, name and plate; at most one more than `most`. What was given up as lost needs no label, unless it was
/// chosen.
pub fn items(db: &Connection, scope: Scope, wanted: &Wanted, most: usize) -> Result<Vec<LabelSubject>> {
    let ids = wanted.ids.as_deref().map(array).transpose()?;
    let filter = Filter::default()
        .only_if(ids.is_none(), "i.status <> 'lost'")
        .when("i.id in (select value from json_each(:ids))", ":ids", ids)
        .when("i.environment_id = :environment_id", ":environment_id", wanted.environment_id)
        .when("i.created_at >= :since", ":since", wanted.since)
        .bind(":most", i64::try_from(most + 1).unwrap_or(i64::MAX));
    let filter = scope.within(filter, &ROOM);
    let text =
        format!("{ITEMS}{}\norder by e.name, i.name, i.internal_code, i.id\nlimit +:most", filter.clause());
    sql::all(db, &text, &filter.params())
}

/// Rooms in use within a scope, by name: these, or all.
pub fn doors(db: &Connection, scope: Scope, ids: Option<&[Id]>) -> Result<Vec<LabelSubject>> {
    let ids = ids.map(array).transpose()?;
    let filter = Filter::default().always("e.is_active = 1").when(
        "e.id in (select value from json_each(:ids))",
        ":ids",
        ids,
    );
    let filter = scope.within(filter, &DOOR);
    let text = format!(
        "select e.id, e.qr_code as plate, e.name, e.location as detail, null as model, null as serial, e.location as room,
             c.name as center
         from environments e
         join centers c on c.id = e.center_id{}
         order by e.name, e.id",
        filter.clause()
    );
    sql::all(db, &text, &filter.params())
}

/// A person's designs, by name.
pub fn designs(db: &Connection, user_id: Id, paging: Paging) -> Result<Rows<LabelDesign>> {
    let text = format!("{}\nwhere d.user_id = :user_id\norder by d.name, d.id", LabelDesign::SELECT);
    sql::rows(db, &text, named_params! { ":user_id": user_id }, paging)
}

/// How many designs a person has.
pub fn count_designs(db: &Connection, user_id: Id) -> Result<i64> {
    let text = "select count(*)\nfrom label_designs\nwhere user_id = :user_id";
    sql::count(db, text, named_params! { ":user_id": user_id })
}

/// A person's design.
pub fn design(db: &Connection, user_id: Id, id: Id) -> Result<LabelDesign> {
    let text = format!("{}\nwhere d.id = :id\nand d.user_id = :user_id", LabelDesign::SELECT);
    let found = sql::one(db, &text, named_params! { ":id": id, ":user_id": user_id })?;
    Ok(found.ok_or(Code::LabelDesignNotFound)?)
}

/// Adds a design.
pub fn insert_design(db: &Connection, design: &LabelDesignRow) -> Result<()> {
    sql::insert(db, "label_designs", &design.fields()).on_unique("label_designs", Code::LabelDesignTaken)
}

/// Stores a design as it is now.
pub fn save_design(db: &Connection, design: &LabelDesignRow) -> Result<()> {
    sql::save(db, "label_designs", &design.fields()).on_unique("label_designs", Code::LabelDesignTaken)
}

/// Deletes a design.
pub fn delete_design(db: &Connection, id: Id) -> Result<()> {
    sql::run(db, "delete from label_designs\nwhere id = :id", named_params! { ":id": id })
}

/// Makes none of a person's designs the one that stands in for the others.
pub fn clear_default(db: &Connection, user_id: Id, now: LocalTime) -> Result<()> {
    sql::run(
        db,
        "update label_designs
         set is_default = 0,
             updated_at = :now
         where user_id = :user_id
         and is_default = 1",
        named_params! { ":user_id": user_id, ":now": now },
    )
}

const RUNS: &str = "
    select r.id, r.prefix, r.first_number, r.last_number, r.prefix || printf('%06d', r.first_number) as first_code,
        r.prefix || printf('%06d', r.last_number) as last_code,
        (select count(*)
         from inventory_items i
         where i.internal_code collate nocase between r.prefix || printf('%06d', r.first_number)
             and r.prefix || printf('%06d', r.last_number)
         and upper(i.internal_code) glob r.prefix || '[0-9][0-9][0-9][0-9][0-9][0-9]') as claimed,
        r.center_id, u.name as created_by_name, r.created_at
    from label_runs r
    left join users u on u.id = r.created_by";

/// A run belongs to a centre, and to no room.
fn of_center(center_id: Option<Id>) -> Filter<'static> {
    Filter::default().when("r.center_id = :center_id or r.center_id is null", ":center_id", center_id)
}

/// The runs of a centre, or of all, the newest first.
pub fn runs(db: &Connection, center_id: Option<Id>, paging: Paging) -> Result<Rows<LabelRun>> {
    let filter = of_center(center_id);
    let text = format!("{RUNS}{}\norder by r.created_at desc, r.id desc", filter.clause());
    sql::rows(db, &text, &filter.params(), paging)
}

/// A run of a centre, or of any.
pub fn run(db: &Connection, center_id: Option<Id>, id: Id) -> Result<LabelRun> {
    let filter = of_center(center_id).when("r.id = :id", ":id", Some(id));
    let found = sql::one(db, &format!("{RUNS}{}", filter.clause()), &filter.params())?;
    Ok(found.ok_or(Code::LabelRunNotFound)?)
}

/// The last number of a prefix that was reserved, and the last that an item has.
pub fn last_numbers(db: &Connection, prefix: &str) -> Result<(Option<i64>, Option<i64>)> {
    let reserved = sql::value(
        db,
        "select max(last_number)\nfrom label_runs\nwhere prefix = :prefix",
        named_params! { ":prefix": prefix },
        |row| row.get(0),
    )?;
    // Its letters are capitals, figures and hyphens: none of them means anything to `glob` outside of brackets. The range is what the
    // index finds; letters of a sort that lie within it are what `glob` leaves out.
    let taken = sql::value(
        db,
        "select max(cast(substr(internal_code, length(:prefix) + 1) as integer))
         from inventory_items
         where internal_code collate nocase between :prefix || '000000' and :prefix || '999999'
         and upper(internal_code) glob :prefix || '[0-9][0-9][0-9][0-9][0-9][0-9]'",
        named_params! { ":prefix": prefix },
        |row| row.get(0),
    )?;
    Ok((reserved.flatten(), taken.flatten()))
}

/// Adds a run.
pub fn insert_run(
    db: &Connection,
    id: Id,
    (prefix, first, last): (&str, i64, i64),
    (center_id, created_by): (Option<Id>, Id),
    now: LocalTime,
) -> Result<()> {
    sql::run(
        db,
        "insert into label_runs (id, prefix, first_number, last_number, center_id, created_by, created_at)
         values (:id, :prefix, :first, :last, :center_id, :created_by, :now)",
        named_params! {
            ":id": id, ":prefix": prefix, ":first": first, ":last": last, ":center_id": center_id,
            ":created_by": created_by, ":now": now,
        },
    )
}

/// The run that a number of a prefix was reserved in.
pub fn run_with(db: &Connection, prefix: &str, number: i64) -> Result<Option<Id>> {
    sql::one(
        db,
        "select id
         from label_runs
         where prefix = :prefix
         and :number between first_number and last_number",
        named_params! { ":prefix": prefix, ":number": number },
    )
}
