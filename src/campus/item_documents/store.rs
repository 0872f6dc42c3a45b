//! SQL of the documents of equipment.

use super::model::{DocumentKind, ItemDocument};
use crate::kit::{Code, Id, LocalTime, Result, row, sql};
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
    let text = format!("{SELECT}\nwhere d.id = :id\nand d.is_whole = 1\nand d.item_id is not null");
    let found = sql::one(db, &text, named_params! { ":id": id })?;
    Ok(found.ok_or(Code::ItemDocumentNotFound)?)
}

/// How many documents an item has; one that is on its way, or broke off, is none yet.
pub fn count(db: &Connection, item: Id) -> Result<i64> {
    let text = "select count(*)\nfrom item_documents\nwhere item_id = :item\nand is_whole = 1";
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
         where id = :id
         and item_id is not null",
        named_params! { ":id": id, ":number": number, ":bytes": bytes },
    )
}

row! {
    /// Whose a document is, while its parts are written, and its hash.
    pub struct ArrivingDocument {
        /// The item.
        pub item_id: Id,
        /// SHA-256 in hexadecimal digits.
        pub sha256: String,
    }
}

/// A document whose parts are written.
///
/// # Errors
/// [`Code::ItemDocumentNotFound`] when its item was deleted meanwhile.
pub fn arriving(db: &Connection, id: Id) -> Result<ArrivingDocument> {
    let text = "select item_id, sha256\nfrom item_documents\nwhere id = :id\nand is_whole = 0\nand item_id is not null";
    Ok(sql::one(db, text, named_params! { ":id": id })?.ok_or(Code::ItemDocumentNotFound)?)
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
        and item_id is not null
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

/// Takes one from its item: nobody is shown it from then on, and its file is cleared away later (see [`clear_some`]).
pub fn detach(db: &Connection, id: Id) -> Result<()> {
    sql::run(db, "update item_documents\nset item_id = null\nwhere id = :id", named_params! { ":id": id })
}

/// Takes those from their items that are from before an instant and never became whole; answers how many.
pub fn detach_broken(db: &Connection, before: DateTime<Utc>) -> Result<usize> {
    let text = "
        update item_documents
        set item_id = null
        where is_whole = 0
        and item_id is not null
        and created_at < :before";
    sql::changed(db, text, named_params! { ":before": LocalTime(before) })
}

/// Whether there is something that no item has any more.
pub fn is_something_detached(db: &Connection) -> Result<bool> {
    sql::exists(db, "select 1\nfrom item_documents\nwhere item_id is null\nlimit 1", &[])
}

/// Deletes some parts of the first document that no item has any more, and the document itself once it has none left; answers whether it
/// is gone.
pub fn clear_some(db: &Connection, parts: i64) -> Result<bool> {
    sql::run(
        db,
        "delete from item_document_parts
         where rowid in (
             select p.rowid
             from item_document_parts p
             where p.document_id = (
                 select min(id)
                 from item_documents
                 where item_id is null)
             limit +:parts)",
        named_params! { ":parts": parts },
    )?;
    let text = "
        delete from item_documents
        where id = (
            select min(id)
            from item_documents
            where item_id is null)
        and not exists (
            select 1
            from item_document_parts p
            where p.document_id = item_documents.id)";
    Ok(sql::changed(db, text, &[])? > 0)
}
