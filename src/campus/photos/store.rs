//! SQL of photos.

use super::model::Size;
use crate::kit::error::{Code, Result};
use crate::kit::picture::Shrunk;
use crate::kit::sql;
use crate::kit::wire::{Id, LocalTime};
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
pub fn get(db: &Connection, id: Id, size: Size) -> Result<Vec<u8>> {
    let text = match size {
        Size::Full => "select picture\nfrom photos\nwhere id = :id",
        Size::Small => "select small\nfrom photos\nwhere id = :id",
    };
    let found = sql::value(db, text, named_params! { ":id": id }, |row| row.get(0))?;
    Ok(found.ok_or(Code::PhotoNotFound)?)
}

/// Whether there is a photo with this id.
pub fn exists(db: &Connection, id: Id) -> Result<bool> {
    sql::exists(db, "select 1\nfrom photos\nwhere id = :id", named_params! { ":id": id })
}

/// How many photos a person has taken that nothing shows yet.
pub fn unused_by(db: &Connection, person: Id) -> Result<i64> {
    let count = sql::value(
        db,
        "select count(*)
         from photos p
         where p.created_by = :person
         and not exists (select 1 from inventory_check_items k where k.photo_id = p.id)
         and not exists (select 1 from inventory_check_findings f where f.photo_id = p.id)",
        named_params! { ":person": person },
        |row| row.get(0),
    )?;
    Ok(count.unwrap_or(0))
}

/// Deletes the photos from before an instant that nothing shows: taken for a check that was never sent. Answers how many.
pub fn clear_orphans(db: &Connection, before: DateTime<Utc>) -> Result<usize> {
    sql::run(
        db,
        "delete from photos
         where created_at < :before
         and not exists (select 1 from inventory_check_items k where k.photo_id = photos.id)
         and not exists (select 1 from inventory_check_findings f where f.photo_id = photos.id)",
        named_params! { ":before": LocalTime(before) },
    )
}
