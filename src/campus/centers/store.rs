//! SQL of centres.

use super::logo::Logo;
use super::model::{Center, CenterRow, OnlyCenter};
use crate::kit::sql::{self, Filter, Selection};
use crate::kit::{Code, Id, LocalTime, OnUnique, Result};
use rusqlite::{Connection, named_params};

/// The centres that match, by name.
pub fn list(search: Option<String>, is_active: Option<bool>) -> Selection {
    let filter = Filter::default().when("c.is_active = :is_active", ":is_active", is_active).when(
        "matches(:search, c.name, c.code, c.city, c.region)",
        ":search",
        search,
    );
    Selection::new(Center::SELECT, filter, "c.name, c.id")
}

/// One centre.
pub fn get(db: &Connection, id: Id) -> Result<Center> {
    let text = format!("{}\nwhere c.id = :id", Center::SELECT);
    let center = sql::one(db, &text, named_params! { ":id": id })?;
    Ok(center.ok_or(Code::CenterNotFound)?)
}

/// Adds a centre.
pub fn insert(db: &Connection, center: &CenterRow) -> Result<()> {
    sql::insert(db, "centers", &center.fields()).on_unique("centers.code", Code::CenterCodeTaken)
}

/// Stores it as it is now.
pub fn save(db: &Connection, center: &CenterRow) -> Result<()> {
    sql::save(db, "centers", &center.fields()).on_unique("centers.code", Code::CenterCodeTaken)
}

/// The only active centre, if there is one and no other.
pub fn only(db: &Connection) -> Result<OnlyCenter> {
    let only = sql::one(
        db,
        "select c.id, c.name, (select l.version from center_logos l where l.center_id = c.id) as logo
         from centers c
         where c.is_active = 1
         and (select count(*) from centers where is_active = 1) = 1",
        &[],
    )?;
    Ok(only.unwrap_or_default())
}

/// The version of a centre's logo.
pub fn logo_version(db: &Connection, center: Id) -> Result<String> {
    let text = "select version\nfrom center_logos\nwhere center_id = :id";
    let found = sql::one(db, text, named_params! { ":id": center })?;
    Ok(found.ok_or(Code::LogoNotFound)?)
}

/// A centre's logo, as PNG.
pub fn logo(db: &Connection, center: Id) -> Result<Vec<u8>> {
    let text = "select picture\nfrom center_logos\nwhere center_id = :id";
    let found = sql::value(db, text, named_params! { ":id": center }, |row| row.get(0))?;
    Ok(found.ok_or(Code::LogoNotFound)?)
}

/// Gives a centre its logo, in the place of the one that it had.
pub fn set_logo(db: &Connection, center: Id, logo: &Logo, now: LocalTime) -> Result<()> {
    sql::run(
        db,
        "replace into center_logos (center_id, picture, width, height, version, updated_at)
         values (:id, :picture, :width, :height, :version, :now)",
        named_params! {
            ":id": center, ":picture": logo.picture, ":width": logo.width, ":height": logo.height,
            ":version": logo.version, ":now": now,
        },
    )
}

/// Takes a centre's logo away.
pub fn delete_logo(db: &Connection, center: Id) -> Result<()> {
    let deleted =
        sql::changed(db, "delete from center_logos\nwhere center_id = :id", named_params! { ":id": center })?;
    if deleted == 1 { Ok(()) } else { Err(Code::LogoNotFound.into()) }
}

/// Deletes a centre, unless anything refers to it; answers whether it is gone. Its logo goes with it.
pub fn delete_unused(db: &Connection, id: Id) -> Result<bool> {
    sql::delete_unless_mentioned(db, "centers", id)
}

/// The name of the centre that was made first, of those in use.
pub fn first_name(db: &Connection) -> Result<Option<String>> {
    let text = "select name\nfrom centers\nwhere is_active = 1\norder by created_at, id\nlimit 1";
    sql::one(db, text, &[])
}
