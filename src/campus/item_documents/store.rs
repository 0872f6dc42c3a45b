//! SQL of the documents of equipment.

use super::model::{DocumentKind, ItemDocument};
use crate::kit::{Code, Id, LocalTime, Result, sql};
use chrono::{DateTime, Utc};
use rusqlite::{Connection, named_params};

const SELECT: &str = "
    select d.id, d.item_id, d.kind, d.name, d.size, d.sha256, u.name as created_by_name, d.created_at
    from item_documents d
    join users u on u.id = d.created_by";

/// The documents of an item that are whole, the oldest first.
pub fn list(db: &Connection, item: Id) -> Result<Vec<ItemDocument>> {
    let text = format!("{SELECT}\nwhere d.item_id = :item\nand d.is_whole = 1\norder by d.id");
    sql::all(db, &text, named_params! { ":item": item })
}

/// One document that is whole.
///
/// # Errors
/// [`Code::ItemDocumentNotFound`].
pub fn get(db: &Connection, id: Id) -> Result<ItemDocument> {
    let text = format!("{SELECT}\nwhere d.id = :id\nand d.is_whole = 1");
    let found = sql::one(db, &text, named_params! { ":id": id })?;
    Ok(found.ok_or(Code::ItemDocumentNotFound)?)
}

/// How many documents an item has, those that are on their way too.
pub fn count(db: &Connection, item: Id) -> Result<i64> {
    let text = "select count(*)\nfrom item_documents\nwhere item_id = :item";
    sql::count(db, text, named_params! { ":item": item })
}

/// Whether an item has a document with these bytes.
pub fn has(db: &Connection, item: Id, sha256: &str) -> Result<bool> {
    let text = "select 1\nfrom item_documents\nwhere item_id = :item\nand sha256 = :sha256\nand is_whole = 1";
    sql::exists(db, text, named_params! { ":item": item, ":sha256": sha256 })
}

/// A document whose parts follow.
pub struct BegunDocument {
    /// The item.
    pub item: Id,
    /// What it is.
    pub kind: DocumentKind,
    /// What it is called.
    pub name: String,
    /// Bytes.
    pub size: i64,
    /// SHA-256 in hexadecimal digits.
    pub sha256: String,
}

/// Begins a document; answers its id.
pub fn insert(db: &Connection, begun: &BegunDocument, by: Id, now: LocalTime) -> Result<Id> {
    let id = Id::new();
    sql::insert(
        db,
        "item_documents",
        named_params! {
            ":id": id, ":item_id": begun.item, ":kind": begun.kind, ":name": begun.name, ":size": begun.size,
            ":sha256": begun.sha256, ":created_by": by, ":created_at": now,
        },
    )?;
    Ok(id)
}

/// Keeps a part of its file, if the document is still there.
pub fn add_part(db: &Connection, id: Id, number: i64, bytes: &[u8]) -> Result<()> {
    sql::run(
        db,
        "insert into item_document_parts (document_id, number, bytes)
         select id, :number, :bytes
         from item_documents
         where id = :id",
        named_params! { ":id": id, ":number": number, ":bytes": bytes },
    )
}

/// Notes that it is whole, which it is when its parts have as many bytes as were sent.
///
/// # Errors
/// [`Code::ItemDocumentNotFound`] when its item was deleted meanwhile.
pub fn complete(db: &Connection, id: Id) -> Result<()> {
    let text = "
        update item_documents
        set is_whole = 1
        where id = :id
        and size = (
            select sum(length(p.bytes))
            from item_document_parts p
            where p.document_id = :id)";
    match sql::changed(db, text, named_params! { ":id": id })? {
        0 => Err(Code::ItemDocumentNotFound.into()),
        _ => Ok(()),
    }
}

/// A part of a file.
///
/// # Errors
/// [`Code::ItemDocumentNotFound`] when it was deleted meanwhile.
pub fn part(db: &Connection, id: Id, number: i64) -> Result<Vec<u8>> {
    let text = "select bytes\nfrom item_document_parts\nwhere document_id = :id\nand number = :number";
    let found = sql::value(db, text, named_params! { ":id": id, ":number": number }, |row| row.get(0))?;
    Ok(found.ok_or(Code::ItemDocumentNotFound)?)
}

/// Deletes one with its file.
pub fn delete(db: &Connection, id: Id) -> Result<()> {
    sql::run(db, "delete from item_documents\nwhere id = :id", named_params! { ":id": id })
}

/// Deletes those from before an instant that never became whole; answers how many.
pub fn clear_broken(db: &Connection, before: DateTime<Utc>) -> Result<usize> {
    let text = "delete from item_documents\nwhere is_whole = 0\nand created_at < :before";
    sql::changed(db, text, named_params! { ":before": LocalTime(before) })
}
