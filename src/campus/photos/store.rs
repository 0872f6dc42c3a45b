//! SQL of photos.

use super::model::PhotoSize;
use crate::kit::picture::Shrunk;
use crate::kit::{Code, Error, Id, LocalTime, Result, sql};
use chrono::{DateTime, Utc};
use rusqlite::{Connection, named_params};

/// Adds a photo.
pub fn insert(db: &Connection, id: Id, photo: &Shrunk, by: Id, now: LocalTime) -> Result<()> {
    sql::insert(
        db,
        "photos",
        named_params! {
            ":id": id, ":width": photo.width, ":height": photo.height, ":picture": photo.picture,
            ":small": photo.small, ":created_by": by, ":created_at": now,
        },
    )
}

/// A photo in one of its sizes, as JPEG.
pub fn get(db: &Connection, id: Id, size: PhotoSize) -> Result<Vec<u8>> {
    let text = match size {
        PhotoSize::Full => "select picture\nfrom photos\nwhere id = :id",
        PhotoSize::Small => "select small\nfrom photos\nwhere id = :id",
    };
    let found = sql::value(db, text, named_params! { ":id": id }, |row| row.get(0))?;
    Ok(found.ok_or(Code::PhotoNotFound)?)
}

/// Refuses a photo, if one is named, that was never uploaded.
///
/// # Errors
/// [`Code::PhotoUnknown`].
pub fn check(db: &Connection, id: impl Into<Option<Id>>) -> Result<()> {
    let text = "select 1\nfrom photos\nwhere id = :id";
    match id.into() {
        Some(id) if !sql::exists(db, text, named_params! { ":id": id })? => Err(Code::PhotoUnknown.into()),
        _ => Ok(()),
    }
}

/// The condition that no row of any table refers to a photo of `photos`. Whoever refers to one says so with a foreign key, and
/// that is all it takes to keep it.
fn unused(db: &Connection) -> Result<String> {
    let conditions: Vec<String> = sql::all(
        db,
        r#"select printf('not exists (select 1 from "%w" where "%w" = photos.id)', t.name, f."from")
         from pragma_table_list t
         join pragma_foreign_key_list(t.name) f
         where t.type = 'table'
         and f."table" = 'photos' collate nocase"#,
        &[],
    )?;
    if conditions.is_empty() {
        return Err(Error::internal("no table refers to photos: the schema could not be read"));
    }
    Ok(conditions.join("\nand "))
}

/// How many photos a person has taken that nothing shows yet.
pub fn unused_by(db: &Connection, person: Id) -> Result<i64> {
    let text = format!("select count(*)\nfrom photos\nwhere created_by = :person\nand {}", unused(db)?);
    sql::count(db, &text, named_params! { ":person": person })
}

/// Deletes the photos from before an instant that nothing shows: taken for a check that was never sent. Answers how many.
pub fn clear_orphans(db: &Connection, before: DateTime<Utc>) -> Result<usize> {
    let text = format!("delete from photos\nwhere created_at < :before\nand {}", unused(db)?);
    sql::changed(db, &text, named_params! { ":before": LocalTime(before) })
}
