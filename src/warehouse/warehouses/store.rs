//! SQL of warehouses.

use super::model::{BinTemplate, Warehouse, WarehouseStats};
use super::rules;
use crate::kit::access::room;
use crate::kit::sql::{self, Filter, Selection};
use crate::kit::{Code, Error, Id, LocalTime, OnUnique, Result, RoomColumns, Scope};
use rusqlite::{Connection, named_params};

const ROOM: RoomColumns = room!("e.id", "e.center_id");

/// The template of a warehouse `w`; without a profile it is shelf, level and position.
macro_rules! template {
    () => {
        r#"case
             when w.environment_id is null then
                 '{"fields":[{"name":"estante","label":"Estante","required":true,"order":1},{"name":"nivel","label":"Nivel","required":true,"order":2},{"name":"posicion","label":"Posición","required":true,"order":3}],"code_format":"{estante}-{nivel}-{posicion}","separator":"-","auto_uppercase":true,"zero_padding":true}'
             else json_object(
                 'fields', json(w.fields), 'code_format', w.code_format, 'separator', w.separator,
                 'auto_uppercase', json(iif(w.auto_uppercase, 'true', 'false')),
                 'zero_padding', json(iif(w.zero_padding, 'true', 'false')))
         end"#
    };
}

const SELECT: &str = concat!(
    "
    select e.id, e.center_id, c.name as center_name, e.name, e.location, e.description, e.qr_code, ",
    template!(),
    " as bin_structure_template, e.is_active,
        (select count(*) from bins b where b.environment_id = e.id) as bins,
        (select count(*) from bins b where b.environment_id = e.id and ",
    bin_status!(),
    " = 'occupied') as occupied_bins, e.created_at, max(e.updated_at, coalesce(w.updated_at, '')) as updated_at
    from environments e
    join centers c on c.id = e.center_id
    left join warehouse_profiles w on w.environment_id = e.id"
);

/// The warehouses within a scope, newest first: all, or those that are in use or not.
pub fn list(scope: Scope, is_active: Option<bool>) -> Selection {
    let filter = Filter::default().always("e.is_warehouse = 1").when(
        "e.is_active = :is_active",
        ":is_active",
        is_active,
    );
    Selection::new(SELECT, scope.within(filter, &ROOM), "e.created_at desc, e.id desc")
}

/// A warehouse within a scope.
///
/// # Errors
/// [`Code::WarehouseNotFound`].
pub fn get_within(db: &Connection, scope: Scope, id: Id) -> Result<Warehouse> {
    let filter = Filter::default().always("e.is_warehouse = 1").when("e.id = :id", ":id", Some(id));
    let filter = scope.within(filter, &ROOM);
    let found = sql::one(db, &format!("{SELECT}{}", filter.clause()), &filter.params())?;
    Ok(found.ok_or(Code::WarehouseNotFound)?)
}

/// The template that the bins of a warehouse within a scope are named by.
///
/// # Errors
/// [`Code::WarehouseNotFound`].
pub fn template_within(db: &Connection, scope: Scope, id: Id) -> Result<BinTemplate> {
    let filter = Filter::default().always("e.is_warehouse = 1").when("e.id = :id", ":id", Some(id));
    let filter = scope.within(filter, &ROOM);
    let text = format!(
        "select {}\nfrom environments e\nleft join warehouse_profiles w on w.environment_id = e.id{}",
        template!(),
        filter.clause()
    );
    Ok(sql::one(db, &text, &filter.params())?.ok_or(Code::WarehouseNotFound)?)
}

/// How many bins of a warehouse are in each state.
pub fn stats(db: &Connection, id: Id) -> Result<WarehouseStats> {
    let text = concat!(
        "select count(*), count(*) filter (where s.status = 'occupied'), count(*) filter (where s.status = 'empty'),
             count(*) filter (where s.status = 'reserved'), count(*) filter (where s.status = 'inactive')
         from (
             select ",
        bin_status!(),
        " as status
             from bins b
             where b.environment_id = :id) s"
    );
    let counted = sql::value(db, text, named_params! { ":id": id }, |row| {
        let (total_bins, occupied_bins) = (row.get(0)?, row.get(1)?);
        Ok(WarehouseStats {
            total_bins,
            occupied_bins,
            empty_bins: row.get(2)?,
            reserved_bins: row.get(3)?,
            inactive_bins: row.get(4)?,
            utilization_percent: rules::utilization(occupied_bins, total_bins),
        })
    })?;
    counted.ok_or_else(|| Error::internal("count gave no row"))
}

/// Where a warehouse is of which nobody said where: the centre's address, else its town, else its name.
pub fn location_of(db: &Connection, center: Id) -> Result<String> {
    let text = "select substr(coalesce(address, city, name), 1, 200)\nfrom centers\nwhere id = :id";
    let found = sql::one(db, text, named_params! { ":id": center })?;
    Ok(found.ok_or(Code::WarehouseCenterUnknown)?)
}

/// Refuses the name that another room of the centre in use has, or one that a person takes for it.
///
/// # Errors
/// [`Code::WarehouseNameTaken`].
pub fn check_name(db: &Connection, center: Id, id: Id, name: &str) -> Result<()> {
    let text = format!(
        "select 1
         from environments e
         where e.center_id = :center_id
         and {}
         and e.is_active = 1
         and e.id <> :id",
        sql::same("e.name")
    );
    let params = named_params! {
        ":center_id": center, ":least": sql::least(name), ":most": sql::most(name), ":value": name, ":id": id,
    };
    if sql::exists(db, &text, params)? { Err(Code::WarehouseNameTaken.into()) } else { Ok(()) }
}

/// Adds the room of a warehouse.
pub fn insert(db: &Connection, warehouse: &NewRoom<'_>, now: LocalTime) -> Result<()> {
    sql::insert(
        db,
        "environments",
        named_params! {
            ":id": warehouse.id, ":center_id": warehouse.center_id, ":name": warehouse.name, ":location": warehouse.location,
            ":description": warehouse.description, ":qr_code": warehouse.qr_code, ":is_warehouse": true,
            ":is_active": warehouse.is_active, ":created_at": now, ":updated_at": now,
        },
    )
    .on_unique("environments.name", Code::WarehouseNameTaken)
}

/// The room of a warehouse, as it is stored.
pub struct NewRoom<'a> {
    /// Its id.
    pub id: Id,
    /// Its centre.
    pub center_id: Id,
    /// Its name.
    pub name: &'a str,
    /// Where it is.
    pub location: &'a str,
    /// What else is said of it.
    pub description: Option<&'a str>,
    /// The code of its door.
    pub qr_code: &'a str,
    /// Whether it is in use.
    pub is_active: bool,
}

/// Stores what may change of the room.
pub fn save(db: &Connection, warehouse: &Warehouse, now: LocalTime) -> Result<()> {
    sql::save(
        db,
        "environments",
        named_params! {
            ":id": warehouse.id, ":name": warehouse.name, ":location": warehouse.location,
            ":description": warehouse.description, ":is_active": warehouse.is_active, ":updated_at": now,
        },
    )
    .on_unique("environments.name", Code::WarehouseNameTaken)
}

/// Stores the template of a warehouse.
pub fn save_template(db: &Connection, id: Id, template: &BinTemplate, now: LocalTime) -> Result<()> {
    let fields = serde_json::to_string(&template.fields).map_err(Error::internal)?;
    sql::run(
        db,
        "insert into warehouse_profiles (environment_id, fields, code_format, separator, auto_uppercase, zero_padding, created_at,
             updated_at)
         values (:id, :fields, :code_format, :separator, :auto_uppercase, :zero_padding, :now, :now)
         on conflict (environment_id) do update
         set fields = excluded.fields,
             code_format = excluded.code_format,
             separator = excluded.separator,
             auto_uppercase = excluded.auto_uppercase,
             zero_padding = excluded.zero_padding,
             updated_at = excluded.updated_at",
        named_params! {
            ":id": id, ":fields": fields, ":code_format": template.code_format, ":separator": template.separator,
            ":auto_uppercase": template.auto_uppercase, ":zero_padding": template.zero_padding, ":now": now,
        },
    )
}

/// Sets free the people who are linked to a warehouse that goes out of use.
pub fn unlink_people(db: &Connection, id: Id) -> Result<()> {
    let text = "update users\nset environment_id = null\nwhere environment_id = :id";
    sql::run(db, text, named_params! { ":id": id })
}

/// What keeps a warehouse: bins, equipment, loans, people, transfers that haven't come.
pub fn kept_by(db: &Connection, id: Id) -> Result<[i64; 5]> {
    let text = "
        select (select count(*) from bins where environment_id = :id),
            (select count(*) from inventory_items where environment_id = :id),
            (select count(*) from loans where environment_id = :id),
            (select count(*) from users where environment_id = :id),
            (select count(*)
             from transfers
             where status in ('pending', 'in_transit')
             and :id in (source_environment_id, target_environment_id))";
    let counted = sql::value(db, text, named_params! { ":id": id }, |row| {
        Ok([row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?])
    })?;
    counted.ok_or_else(|| Error::internal("count gave no row"))
}

/// Makes a plain room of a warehouse.
pub fn dismiss(db: &Connection, id: Id, now: LocalTime) -> Result<()> {
    let text = "delete from warehouse_profiles\nwhere environment_id = :id";
    sql::run(db, text, named_params! { ":id": id })?;
    sql::save(db, "environments", named_params! { ":id": id, ":is_warehouse": false, ":updated_at": now })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_warehouse_without_a_profile_is_named_by_shelf_level_and_position() {
        let db = Connection::open_in_memory().unwrap();
        db.execute_batch(
            "create table warehouse_profiles (environment_id, fields, code_format, separator, auto_uppercase, zero_padding);",
        )
        .unwrap();
        let text = format!("select {}\nfrom (select 1)\nleft join warehouse_profiles w on true", template!());
        let standard: BinTemplate = sql::one(&db, &text, &[]).unwrap().unwrap();
        let names: Vec<_> =
            standard.fields.iter().map(|field| (field.name.as_str(), field.label.as_str())).collect();
        assert_eq!(names, [("estante", "Estante"), ("nivel", "Nivel"), ("posicion", "Posición")]);
        assert!(
            standard.fields.iter().all(|field| field.required)
                && standard.auto_uppercase
                && standard.zero_padding
        );
        assert_eq!(
            (standard.code_format.as_str(), standard.separator.as_str()),
            ("{estante}-{nivel}-{posicion}", "-")
        );
    }
}
