//! SQL of actas.

use super::content::{DeskPiece, Kept, Parties};
use super::mark::SignedMark;
use super::model::{ActaKind, ActaSide, ActaSignature};
use crate::kit::sql;
use crate::kit::wire::{FromRow, row};
use crate::kit::{Code, Id, LocalTime, Result};
use rusqlite::{Connection, named_params};

row! {
    /// An acta as it is kept.
    #[derive(Debug, Clone)]
    pub struct ActaRow {
        /// Identifier.
        pub id: Id,
        /// The loan.
        pub loan_id: Id,
        /// Of what it is.
        pub kind: ActaKind,
        /// Version, from 1.
        pub version: i64,
        /// Its number, as people quote it.
        pub number: String,
        /// Whether pieces went over the desk.
        pub is_at_desk: bool,
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
        pub side: ActaSide,
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

impl From<&SignatureRow> for ActaSignature {
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

/// A signature as it is printed.
#[derive(Debug, Clone)]
pub struct PrintedSignature {
    /// As what.
    pub side: ActaSide,
    /// Who, how and when.
    pub mark: SignedMark,
}

/// The people and places of a loan.
pub fn parties(db: &Connection, loan_id: Id) -> Result<Parties> {
    let found = sql::one(
        db,
        "select c.name as center_name, c.code as center_code, c.region as center_region, c.city as center_city,
             c.address as center_address, c.phone as center_phone, e.name as warehouse_name,
             e.location as warehouse_location, u.name as borrower_name, u.email as borrower_email,
             u.phone as borrower_phone, u.role as borrower_role, a.name as warehouse_person
         from loans l
         join environments e on e.id = l.environment_id
         join centers c on c.id = e.center_id
         join users u on u.id = l.instructor_id
         left join users a on a.id = l.admin_id
         where l.id = :loan_id",
        named_params! { ":loan_id": loan_id },
    )?;
    Ok(found.ok_or(Code::LoanNotFound)?)
}

/// What went over the desk for a loan, in order.
pub fn pieces(db: &Connection, loan_id: Id) -> Result<Vec<DeskPiece>> {
    sql::all(
        db,
        "select p.item_name, p.internal_code, nullif(trim(coalesce(i.brand, '') || ' ' || coalesce(i.model, '')), '') as model,
             p.action, p.quantity, p.notes, p.created_at
         from loan_pieces p
         left join inventory_items i on i.id = p.item_id
         where p.loan_id = :loan_id
         order by p.id",
        named_params! { ":loan_id": loan_id },
    )
}

const ACTAS: &str = "
    select id, loan_id, kind, version, json_extract(content, '$.number') as number,
        json_extract(content, '$.is_at_desk') as is_at_desk, content_hash, created_at
    from loan_actas";

/// The actas of a loan: what went out, then what came back, the newest version of each first.
pub fn list(db: &Connection, loan_id: Id) -> Result<Vec<ActaRow>> {
    sql::all(
        db,
        &format!("{ACTAS}\nwhere loan_id = :loan_id\norder by kind, version desc"),
        named_params! { ":loan_id": loan_id },
    )
}

/// An acta of a loan: this version, or the newest.
pub fn find(db: &Connection, loan_id: Id, kind: ActaKind, version: Option<i64>) -> Result<Option<ActaRow>> {
    sql::one(
        db,
        &format!(
            "{ACTAS}
             where loan_id = :loan_id
             and kind = :kind
             and (:version is null or version = :version)
             order by version desc
             limit 1"
        ),
        named_params! { ":loan_id": loan_id, ":kind": kind, ":version": version },
    )
}

/// One acta.
pub fn get(db: &Connection, id: Id) -> Result<ActaRow> {
    let found = sql::one(db, &format!("{ACTAS}\nwhere id = :id"), named_params! { ":id": id })?;
    Ok(found.ok_or(Code::ActaNotFound)?)
}

/// What an acta says, as it is kept.
pub fn content(db: &Connection, id: Id) -> Result<String> {
    let found = sql::one(db, "select content\nfrom loan_actas\nwhere id = :id", named_params! { ":id": id })?;
    Ok(found.ok_or(Code::ActaNotFound)?)
}

/// Adds a version.
pub fn insert(
    db: &Connection,
    loan_id: Id,
    kind: ActaKind,
    version: i64,
    kept: &Kept,
    now: LocalTime,
) -> Result<()> {
    sql::run(
        db,
        "insert into loan_actas (id, loan_id, kind, version, content, content_hash, created_at)
         values (:id, :loan_id, :kind, :version, :content, :content_hash, :now)",
        named_params! {
            ":id": Id::new(), ":loan_id": loan_id, ":kind": kind, ":version": version, ":content": kept.text,
            ":content_hash": kept.hash, ":now": now,
        },
    )
}

/// Writes anew what an acta says that nobody has signed; answers whether it was such a one.
pub fn rewrite_unsigned(db: &Connection, id: Id, kept: &Kept, now: LocalTime) -> Result<bool> {
    let rewritten = sql::changed(
        db,
        "update loan_actas
         set content = :content,
             content_hash = :content_hash,
             created_at = :now
         where id = :id
         and not exists (select 1 from loan_acta_signatures s where s.acta_id = :id)",
        named_params! { ":id": id, ":content": kept.text, ":content_hash": kept.hash, ":now": now },
    )?;
    Ok(rewritten == 1)
}

/// Says at the loan where its acta is.
pub fn set_path(db: &Connection, loan_id: Id, path: &str) -> Result<()> {
    sql::run(
        db,
        "update loans\nset acta_pdf_path = :path\nwhere id = :id",
        named_params! { ":id": loan_id, ":path": path },
    )
}

/// The signatures of an acta as they are printed: of who borrows, then of the warehouse.
pub fn printed_signatures(db: &Connection, acta_id: Id) -> Result<Vec<PrintedSignature>> {
    sql::values(
        db,
        "select s.side, s.name, s.strokes, u.name as user_name, s.ip_address, s.signed_at
         from loan_acta_signatures s
         join users u on u.id = s.user_id
         where s.acta_id = :acta_id
         order by s.side",
        named_params! { ":acta_id": acta_id },
        |row| Ok(PrintedSignature { side: row.get("side")?, mark: SignedMark::read(row)? }),
    )
}

/// As what people have signed an acta.
pub fn signed_sides(db: &Connection, acta_id: Id) -> Result<Vec<ActaSide>> {
    sql::all(
        db,
        "select side\nfrom loan_acta_signatures\nwhere acta_id = :acta_id",
        named_params! { ":acta_id": acta_id },
    )
}

/// The signatures of all actas of a loan.
pub fn signatures_of_loan(db: &Connection, loan_id: Id) -> Result<Vec<SignatureRow>> {
    sql::all(
        db,
        "select s.id, s.acta_id, s.side, s.name, s.strokes is not null as is_drawn, s.user_id, u.name as user_name, s.signed_at
         from loan_acta_signatures s
         join users u on u.id = s.user_id
         join loan_actas a on a.id = s.acta_id
         where a.loan_id = :loan_id
         order by s.side",
        named_params! { ":loan_id": loan_id },
    )
}

/// A signature to be added.
pub struct Signed<'a> {
    /// The acta.
    pub acta: &'a ActaRow,
    /// As what.
    pub side: ActaSide,
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
    sql::run(
        db,
        "insert into loan_acta_signatures (id, acta_id, side, name, strokes, content_hash, user_id, ip_address, signed_at)
         values (:id, :acta_id, :side, :name, :strokes, :content_hash, :user_id, :ip_address, :now)",
        named_params! {
            ":id": Id::new(), ":acta_id": signed.acta.id, ":side": signed.side, ":name": signed.name,
            ":strokes": signed.strokes, ":content_hash": signed.acta.content_hash, ":user_id": signed.user_id,
            ":ip_address": signed.ip_address, ":now": now,
        },
    )
}

/// The logo of the centre whose warehouse lends, as PNG.
pub fn logo(db: &Connection, loan_id: Id) -> Result<Option<Vec<u8>>> {
    sql::value(
        db,
        "select g.picture
         from loans l
         join environments e on e.id = l.environment_id
         join center_logos g on g.center_id = e.center_id
         where l.id = :loan_id",
        named_params! { ":loan_id": loan_id },
        |row| row.get(0),
    )
}

/// The pages that are kept of an acta.
pub fn pages(db: &Connection, acta_id: Id) -> Result<Option<Vec<u8>>> {
    let text = "select pdf\nfrom loan_acta_pages\nwhere acta_id = :id";
    sql::value(db, text, named_params! { ":id": acta_id }, |row| row.get(0))
}

/// Keeps the pages of an acta that all have signed, unless some are kept already.
pub fn keep_pages(db: &Connection, acta_id: Id, pdf: &[u8], now: LocalTime) -> Result<()> {
    sql::changed(
        db,
        "insert into loan_acta_pages (acta_id, pdf, created_at)
         values (:id, :pdf, :now)
         on conflict (acta_id) do nothing",
        named_params! { ":id": acta_id, ":pdf": pdf, ":now": now },
    )?;
    sql::run(db, "delete from loan_actas_to_print\nwhere acta_id = :id", named_params! { ":id": acta_id })
}

/// Notes that all have signed an acta, so that its pages are kept soon.
pub fn want_pages(db: &Connection, acta_id: Id) -> Result<()> {
    sql::run(db, "insert into loan_actas_to_print (acta_id)\nvalues (:id)", named_params! { ":id": acta_id })
}

/// Some actas that all have signed and of which no pages are kept: those that failed least often first, oldest first.
pub fn to_print(db: &Connection, limit: i64) -> Result<Vec<Id>> {
    sql::all(
        db,
        "select acta_id
         from loan_actas_to_print
         order by failures, acta_id
         limit +:limit",
        named_params! { ":limit": limit },
    )
}

/// Notes that the pages of an acta couldn't be made.
pub fn note_failure(db: &Connection, acta_id: Id) -> Result<()> {
    sql::changed(
        db,
        "update loan_actas_to_print\nset failures = failures + 1\nwhere acta_id = :id",
        named_params! { ":id": acta_id },
    )
    .map(drop)
}
