//! SQL of photos.

use super::model::PhotoSize;
use crate::kit::picture::Shrunk;
use crate::kit::{Code, Error, Id, LocalTime, Result, row, sql};
use chrono::{DateTime, Utc};
use rusqlite::{Connection, named_params};

/// What stands in the column of the small photo from before it had a table of its own.
const NOTHING: &[u8] = &[];

/// Adds a photo, and the small one apart from it.
pub fn insert(db: &Connection, id: Id, photo: &Shrunk, by: Id, now: LocalTime) -> Result<()> {
    sql::insert(
        db,
        "photos",
        named_params! {
            ":id": id, ":width": photo.width, ":height": photo.height, ":picture": photo.picture,
            ":small": NOTHING, ":created_by": by, ":created_at": now,
        },
    )?;
    insert_small(db, id, &photo.small)
}

/// Adds the small one of a photo, unless it is there.
pub fn insert_small(db: &Connection, id: Id, small: &[u8]) -> Result<()> {
    sql::run(
        db,
        "insert into photo_smalls (photo_id, bytes)
         select id, :bytes
         from photos
         where id = :id
         on conflict (photo_id) do nothing",
        named_params! { ":id": id, ":bytes": small },
    )
}

/// A photo in one of its sizes, as JPEG.
pub fn get(db: &Connection, id: Id, size: PhotoSize) -> Result<Vec<u8>> {
    let text = match size {
        PhotoSize::Full => "select picture\nfrom photos\nwhere id = :id",
        // One from before lies behind its large one, until it is copied: without need nobody reads there.
        PhotoSize::Small => {
            "select coalesce(
                 (select s.bytes
                  from photo_smalls s
                  where s.photo_id = f.id),
                 f.small)
             from photos f
             where f.id = :id"
        }
    };
    let found = sql::value(db, text, named_params! { ":id": id }, |row| row.get(0))?;
    Ok(found.ok_or(Code::PhotoNotFound)?)
}

row! {
    /// A small photo that still lies behind its large one.
    pub struct SmallBehind {
        /// The photo.
        pub id: Id,
        /// JPEG.
        pub small: Vec<u8>,
    }
}

/// Some small photos that still lie behind their large ones, in the order of their ids, from one on.
pub fn smalls_behind(db: &Connection, after: Option<Id>, most: i64) -> Result<Vec<SmallBehind>> {
    sql::all(
        db,
        "select id, small
         from photos
         where id in (
             select p.id
             from photos p
             where p.id > coalesce(:after, '')
             and not exists (
                 select 1
                 from photo_smalls s
                 where s.photo_id = p.id)
             order by p.id
             limit +:most)
         order by id",
        named_params! { ":after": after, ":most": most },
    )
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

/// What shows a photo.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shown {
    /// By whatever it may be.
    Anywhere,
    /// By anything but equipment: a check, a repair, a material.
    BesidesEquipment,
}

/// The condition that no row of any table refers to a photo of `photos`, but for those of equipment if they are of no matter. Whoever
/// refers to one says so with a foreign key, and that is all it takes to keep it; its small one shows it to nobody.
fn not_shown(db: &Connection, shown: Shown) -> Result<String> {
    let conditions: Vec<String> = sql::all(
        db,
        r#"select printf('not exists (select 1 from "%w" where "%w" = photos.id)', t.name, f."from")
         from pragma_table_list t
         join pragma_foreign_key_list(t.name) f
         where t.type = 'table'
         and f."table" = 'photos' collate nocase
         and t.name <> 'photo_smalls'
         and (:anywhere or t.name <> 'item_pictures')"#,
        named_params! { ":anywhere": shown == Shown::Anywhere },
    )?;
    if conditions.is_empty() {
        return Err(Error::internal("no table refers to photos: the schema could not be read"));
    }
    Ok(conditions.join("\nand "))
}

/// How many photos a person has taken since an instant that nothing shows yet. What is older is cleared away.
pub fn unused_by(db: &Connection, person: Id, since: DateTime<Utc>) -> Result<i64> {
    let text = format!(
        "select count(*)\nfrom photos\nwhere created_by = :person\nand created_at >= :since\nand {}",
        not_shown(db, Shown::Anywhere)?
    );
    sql::count(db, &text, named_params! { ":person": person, ":since": LocalTime(since) })
}

/// Whether a photo is a person's own, taken since an instant and shown by nothing but equipment: only such a one may be shown to everybody.
pub fn is_fresh(db: &Connection, id: Id, person: Id, since: DateTime<Utc>) -> Result<bool> {
    let text = format!(
        "select 1\nfrom photos\nwhere id = :id\nand created_by = :person\nand created_at >= :since\nand {}",
        not_shown(db, Shown::BesidesEquipment)?
    );
    sql::exists(db, &text, named_params! { ":id": id, ":person": person, ":since": LocalTime(since) })
}

/// How many photos are deleted in one write: some megabytes, a moment on a memory card.
const AT_ONCE: i64 = 40;

/// Deletes some photos from before an instant that nothing shows: taken for a check that was never sent. Answers how many.
pub fn clear_orphans(db: &Connection, before: DateTime<Utc>) -> Result<usize> {
    let text = format!(
        "delete from photos
         where id in (
             select id
             from photos
             where created_at < :before
             and {}
             limit +:most)",
        not_shown(db, Shown::Anywhere)?
    );
    sql::changed(db, &text, named_params! { ":before": LocalTime(before), ":most": AT_ONCE })
}
