//! SQL of actas of equipment in charge.

use super::content::HandoverFacts;
use super::model::{HandoverKind, HandoverSide, HandoverSignature};
use crate::campus::loans::acta::content::Kept;
use crate::campus::loans::acta::mark::SignedMark;
use crate::kit::sql;
use crate::kit::wire::{FromRow, row};
use crate::kit::{Code, Id, LocalTime, Result};
use rusqlite::{Connection, named_params};

row! {
    /// An acta as it is kept.
    #[derive(Debug, Clone)]
    pub struct HandoverActaRow {
        /// Identifier.
        pub id: Id,
        /// The assignment.
        pub assignment_id: Id,
        /// Of what it is.
        pub kind: HandoverKind,
        /// Version, from 1.
        pub version: i64,
        /// Its number, as people quote it.
        pub number: String,
        /// The hash of what it says.
        pub content_hash: String,
        /// When it was written.
        pub created_at: LocalTime,
    }
}

row! {
    /// Who signed what.
    #[derive(Debug, Clone)]
    pub struct SignatureRow {
        /// Identifier.
        pub id: Id,
        /// The acta.
        pub acta_id: Id,
        /// As what.
        pub side: HandoverSide,
        /// Whose name.
        pub name: String,
        /// Whether it was drawn.
        pub is_drawn: bool,
        /// In whose session.
        pub user_id: Id,
        /// Their name.
        pub user_name: String,
        /// When.
        pub signed_at: LocalTime,
    }
}

impl From<&SignatureRow> for HandoverSignature {
    fn from(row: &SignatureRow) -> Self {
        Self {
            id: row.id,
            side: row.side,
            name: row.name.clone(),
            is_drawn: row.is_drawn,
            user_id: row.user_id,
            user_name: row.user_name.clone(),
            signed_at: row.signed_at,
        }
    }
}

/// The people, the place and the item of an assignment as they are now: what isn't there any more as it was that day.
pub fn facts(db: &Connection, assignment_id: Id) -> Result<HandoverFacts> {
    let found = sql::one(
        db,
        "select c.name as center_name, c.code as center_code, c.region as center_region, c.city as center_city,
             c.address as center_address, c.phone as center_phone, e.name as room_name, e.location as room_location,
             coalesce(i.name, a.item_name) as item_name, coalesce(i.internal_code, a.internal_code) as internal_code,
             i.serial_number, nullif(trim(coalesce(i.brand, '') || ' ' || coalesce(i.model, '')), '') as model,
             coalesce(i.quantity, 1) as quantity, coalesce(u.name, a.holder_name) as holder_name, a.holder_document,
             u.role as holder_role, u.email as holder_email, u.phone as holder_phone
         from item_assignments a
         left join inventory_items i on i.id = a.item_id
         left join environments e on e.id = iif(i.id is null, a.environment_id, i.environment_id)
         left join centers c on c.id = a.center_id
         left join users u on u.id = a.user_id
         where a.id = :id",
        named_params! { ":id": assignment_id },
    )?;
    Ok(found.ok_or(Code::AssignmentNotFound)?)
}

const ACTAS: &str = "
    select id, assignment_id, kind, version, json_extract(content, '$.number') as number, content_hash, created_at
    from item_assignment_actas";

/// The actas of an assignment: of the hand-over, then of the return, the newest version of each first.
pub fn list(db: &Connection, assignment_id: Id) -> Result<Vec<HandoverActaRow>> {
    let text = format!("{ACTAS}\nwhere assignment_id = :id\norder by kind, version desc");
    sql::all(db, &text, named_params! { ":id": assignment_id })
}

/// An acta of an assignment: this version, or the newest.
pub fn find(
    db: &Connection,
    assignment_id: Id,
    kind: HandoverKind,
    version: Option<i64>,
) -> Result<Option<HandoverActaRow>> {
    sql::one(
        db,
        &format!(
            "{ACTAS}
             where assignment_id = :assignment_id
             and kind = :kind
             and (:version is null or version = :version)
             order by version desc
             limit 1"
        ),
        named_params! { ":assignment_id": assignment_id, ":kind": kind, ":version": version },
    )
}

/// One acta.
pub fn get(db: &Connection, id: Id) -> Result<HandoverActaRow> {
    let found = sql::one(db, &format!("{ACTAS}\nwhere id = :id"), named_params! { ":id": id })?;
    Ok(found.ok_or(Code::HandoverActaNotFound)?)
}

/// What an acta says, as it is kept.
pub fn content(db: &Connection, id: Id) -> Result<String> {
    let text = "select content\nfrom item_assignment_actas\nwhere id = :id";
    let found = sql::one(db, text, named_params! { ":id": id })?;
    Ok(found.ok_or(Code::HandoverActaNotFound)?)
}

/// Adds a version.
pub fn insert(
    db: &Connection,
    assignment_id: Id,
    kind: HandoverKind,
    version: i64,
    kept: &Kept,
    now: LocalTime,
) -> Result<()> {
    sql::insert(
        db,
        "item_assignment_actas",
        named_params! {
            ":id": Id::new(), ":assignment_id": assignment_id, ":kind": kind, ":version": version,
            ":content": kept.text, ":content_hash": kept.hash, ":created_at": now,
        },
    )
}

/// Writes anew what an acta says that nobody has signed; answers whether it was such a one.
pub fn rewrite_unsigned(db: &Connection, id: Id, kept: &Kept, now: LocalTime) -> Result<bool> {
    let rewritten = sql::changed(
        db,
        "update item_assignment_actas
         set content = :content,
             content_hash = :content_hash,
             created_at = :now
         where id = :id
         and not exists (select 1 from item_assignment_signatures s where s.acta_id = :id)",
        named_params! { ":id": id, ":content": kept.text, ":content_hash": kept.hash, ":now": now },
    )?;
    Ok(rewritten == 1)
}

/// The signatures of an acta as they are printed.
pub fn printed_signatures(db: &Connection, acta_id: Id) -> Result<Vec<(HandoverSide, SignedMark)>> {
    sql::values(
        db,
        "select s.side, s.name, s.strokes, u.name as user_name, s.ip_address, s.signed_at
         from item_assignment_signatures s
         join users u on u.id = s.user_id
         where s.acta_id = :acta_id
         order by s.side",
        named_params! { ":acta_id": acta_id },
        |row| Ok((row.get("side")?, SignedMark::read(row)?)),
    )
}

/// As what people have signed an acta.
pub fn signed_sides(db: &Connection, acta_id: Id) -> Result<Vec<HandoverSide>> {
    let text = "select side\nfrom item_assignment_signatures\nwhere acta_id = :acta_id";
    sql::all(db, text, named_params! { ":acta_id": acta_id })
}

/// The signatures of all actas of an assignment.
pub fn signatures(db: &Connection, assignment_id: Id) -> Result<Vec<SignatureRow>> {
    sql::all(
        db,
        "select s.id, s.acta_id, s.side, s.name, s.strokes is not null as is_drawn, s.user_id, u.name as user_name,
             s.signed_at
         from item_assignment_actas d
         join item_assignment_signatures s on s.acta_id = d.id
         join users u on u.id = s.user_id
         where d.assignment_id = :assignment_id
         order by s.side",
        named_params! { ":assignment_id": assignment_id },
    )
}

/// A signature to be added.
pub struct Signed<'a> {
    /// The acta.
    pub acta: &'a HandoverActaRow,
    /// As what.
    pub side: HandoverSide,
    /// Whose name.
    pub name: &'a str,
    /// Lines of x, y, x, y… as JSON.
    pub strokes: Option<String>,
    /// In whose session.
    pub user_id: Id,
    /// From which address of the network.
    pub ip_address: Option<String>,
}

/// Adds a signature.
pub fn sign(db: &Connection, signed: &Signed<'_>, now: LocalTime) -> Result<()> {
    sql::insert(
        db,
        "item_assignment_signatures",
        named_params! {
            ":id": Id::new(), ":acta_id": signed.acta.id, ":side": signed.side, ":name": signed.name,
            ":strokes": signed.strokes, ":content_hash": signed.acta.content_hash, ":user_id": signed.user_id,
            ":ip_address": signed.ip_address, ":signed_at": now,
        },
    )
}

/// The logo of the centre that an assignment belongs to, as PNG.
pub fn logo(db: &Connection, assignment_id: Id) -> Result<Option<Vec<u8>>> {
    sql::value(
        db,
        "select g.picture
         from item_assignments a
         join center_logos g on g.center_id = a.center_id
         where a.id = :id",
        named_params! { ":id": assignment_id },
        |row| row.get(0),
    )
}

/// The pages that are kept of an acta.
pub fn pages(db: &Connection, acta_id: Id) -> Result<Option<Vec<u8>>> {
    let text = "select pdf\nfrom item_assignment_pages\nwhere acta_id = :id";
    sql::value(db, text, named_params! { ":id": acta_id }, |row| row.get(0))
}

/// Keeps the pages of an acta that both have signed, unless some are kept already.
pub fn keep_pages(db: &Connection, acta_id: Id, pdf: &[u8], now: LocalTime) -> Result<()> {
    sql::changed(
        db,
        "insert into item_assignment_pages (acta_id, pdf, created_at)
         values (:id, :pdf, :now)
         on conflict (acta_id) do nothing",
        named_params! { ":id": acta_id, ":pdf": pdf, ":now": now },
    )
    .map(drop)
}
