//! SQL of centres.

use super::model::Center;
use crate::error::{Code, OnUnique, Result};
use crate::page::Paging;
use crate::sql::{self, Filter, fields};
use crate::wire::{Id, Rows};
use rusqlite::{Connection, ToSql, named_params};

const SELECT: &str = "
    select c.id, c.code, c.name, c.address, c.city, c.region, c.phone, c.is_active,
        (select count(*) from environments e where e.center_id = c.id and e.is_active = 1) as environments,
        c.created_at, c.updated_at
    from centers c";

/// The centres that match, by name.
pub fn list(
    db: &Connection,
    search: Option<String>,
    is_active: Option<bool>,
    paging: Paging,
) -> Result<Rows<Center>> {
    let filter = Filter::default().when("c.is_active = :is_active", ":is_active", is_active).when(
        "matches(:search, c.name, c.code, c.city, c.region)",
        ":search",
        search,
    );
    let text = format!("{SELECT}{}\norder by c.name, c.id", filter.clause());
    sql::rows(db, &text, &filter.params(), paging)
}

/// One centre.
pub fn get(db: &Connection, id: Id) -> Result<Center> {
    let center = sql::one(db, &format!("{SELECT}\nwhere c.id = :id"), named_params! { ":id": id })?;
    Ok(center.ok_or(Code::CenterNotFound)?)
}

/// What the table keeps.
fn fields(center: &Center) -> Vec<(&'static str, &dyn ToSql)> {
    fields![center;
        id, code, name, address, city, region, phone, is_active, created_at, updated_at,
    ]
}

/// Adds a centre.
pub fn insert(db: &Connection, center: &Center) -> Result<()> {
    sql::insert(db, "centers", &fields(center))
        .on_unique("centers_code", Code::CenterCodeTaken)
        .on_unique("centers.code", Code::CenterCodeTaken)
}

/// Stores it as it is now.
pub fn save(db: &Connection, center: &Center) -> Result<()> {
    sql::save(db, "centers", &fields(center))
        .on_unique("centers_code", Code::CenterCodeTaken)
        .on_unique("centers.code", Code::CenterCodeTaken)
}

/// Deletes a centre, unless a room refers to it; answers whether it is gone.
pub fn delete_unused(db: &Connection, id: Id) -> Result<bool> {
    let deleted = sql::run(
        db,
        "delete from centers
         where id = :id
         and not exists (select 1 from environments e where e.center_id = :id)",
        named_params! { ":id": id },
    )?;
    Ok(deleted == 1)
}
