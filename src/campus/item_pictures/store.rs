//! SQL of the photos of equipment.

use super::model::ItemPicture;
use crate::campus::photos::model::PhotoSize;
use crate::kit::{Code, Id, LocalTime, Result, sql};
use rusqlite::{Connection, named_params};

const SELECT: &str = "
    select p.id, p.item_id, p.photo_id, p.position, p.caption, '/api/item-pictures/files/' || p.hash as url,
        f.width, f.height, u.name as created_by_name, p.created_at
    from item_pictures p
    join photos f on f.id = p.photo_id
    join users u on u.id = p.created_by";

/// The photos of an item, in their order.
pub fn list(db: &Connection, item: Id) -> Result<Vec<ItemPicture>> {
    let text = format!("{SELECT}\nwhere p.item_id = :item\norder by p.position, p.id");
    sql::all(db, &text, named_params! { ":item": item })
}

/// One photo.
///
/// # Errors
/// [`Code::ItemPictureNotFound`].
pub fn get(db: &Connection, id: Id) -> Result<ItemPicture> {
    let found = sql::one(db, &format!("{SELECT}\nwhere p.id = :id"), named_params! { ":id": id })?;
    Ok(found.ok_or(Code::ItemPictureNotFound)?)
}

/// A photo that is given to an item.
pub struct GivenPicture {
    /// The item.
    pub item: Id,
    /// The photo.
    pub photo: Id,
    /// Its place.
    pub position: i64,
    /// What stands under it.
    pub caption: Option<String>,
    /// The hash of its bytes.
    pub hash: String,
}

/// Gives a photo to an item; answers its id there.
pub fn insert(db: &Connection, given: &GivenPicture, by: Id, now: LocalTime) -> Result<Id> {
    let id = Id::new();
    sql::insert(
        db,
        "item_pictures",
        named_params! {
            ":id": id, ":item_id": given.item, ":photo_id": given.photo, ":position": given.position,
            ":caption": given.caption, ":hash": given.hash, ":created_by": by, ":created_at": now,
        },
    )?;
    Ok(id)
}

/// Puts a photo in its place, with what stands under it.
pub fn place(db: &Connection, id: Id, position: i64, caption: Option<&str>) -> Result<()> {
    sql::save(db, "item_pictures", named_params! { ":id": id, ":position": position, ":caption": caption })
}

/// Takes a photo from its item.
pub fn delete(db: &Connection, id: Id) -> Result<()> {
    sql::run(db, "delete from item_pictures\nwhere id = :id", named_params! { ":id": id })
}

/// The bytes of a photo that some item shows, in one of its sizes, as JPEG.
///
/// # Errors
/// [`Code::ItemPictureNotFound`].
pub fn file(db: &Connection, hash: &str, size: PhotoSize) -> Result<Vec<u8>> {
    let text = match size {
        PhotoSize::Full => {
            "select f.picture
             from item_pictures p
             join photos f on f.id = p.photo_id
             where p.hash = :hash
             limit 1"
        }
        // One from before lies behind its large one, until it is copied: without need nobody reads there.
        PhotoSize::Small => {
            "select coalesce(
                 (select s.bytes
                  from photo_smalls s
                  where s.photo_id = p.photo_id),
                 (select f.small
                  from photos f
                  where f.id = p.photo_id))
             from item_pictures p
             where p.hash = :hash
             limit 1"
        }
    };
    let found = sql::value(db, text, named_params! { ":hash": hash }, |row| row.get(0))?;
    Ok(found.ok_or(Code::ItemPictureNotFound)?)
}

/// Refuses the hash of a photo that no item shows.
///
/// # Errors
/// [`Code::ItemPictureNotFound`].
pub fn check_file(db: &Connection, hash: &str) -> Result<()> {
    let text = "select 1\nfrom item_pictures\nwhere hash = :hash";
    if sql::exists(db, text, named_params! { ":hash": hash })? {
        Ok(())
    } else {
        Err(Code::ItemPictureNotFound.into())
    }
}
