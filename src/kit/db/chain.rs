//! The chain: each entry of the audit holds the hash of the one before it, so that none can be changed, taken out or slipped in
//! without being noticed.
//!
//! The hash of an entry is the HMAC-SHA-256 of a JSON array of what it says and of the hash before it, with a key that follows from
//! the server's secret: who has only the database file can't make one up. The **head** is the number and the hash of the last
//! entry, signed; the next entry stands on it, so that entries taken from the end leave a gap. A clean-up takes the oldest
//! entries away and leaves an **anchor**, the number and hash of the last of them, signed. A **seam** is where the chain goes on
//! otherwise: after the entries of a version that knew no key, whose plain SHA-256 is kept and signed as it was found, and where
//! the head was missing. Entries from before the chain was introduced have no number.
//!
//! What the database alone can't tell is that all of it was put back to an earlier state: for that the head is written down elsewhere.

use crate::kit::error::{Error, Result};
use crate::kit::random::{hex, sha256_hex};
use crate::kit::sql;
use crate::kit::wire::{LocalTime, words};
use hmac::{Hmac, Mac};
use rusqlite::{Connection, Row, named_params};
use serde_json::{Value, json};
use sha2::Sha256;
use subtle::ConstantTimeEq;

mod verify;

pub use verify::{ChainVerdict, verify};

/// The migration with which the chain got its key, its head and its seams.
pub const KEYED_SINCE: i64 = 34;

/// The end of the chain: what the next entry stands on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChainLink {
    /// The number of the last entry; 0 when there was none.
    pub seq: i64,
    /// Its hash, or the signature of the seam that follows it.
    pub hash: String,
}

impl ChainLink {
    /// What the first entry of a chain stands on.
    fn origin() -> Self {
        Self { seq: 0, hash: "0".repeat(64) }
    }

    fn of_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self { seq: row.get("seq")?, hash: row.get("hash")? })
    }
}

words! {
    /// Why the chain goes on otherwise than from one entry to the next.
    pub enum SeamKind {
        /// The entries up to it are of a version whose hashes needed no key.
        Plain = "plain",
        /// The head was missing, or signed with another key.
        Lost = "lost",
    }
}

/// The key of the chain: of the entries' hashes, and of the signatures of head, anchors and seams.
#[derive(Clone)]
pub struct ChainKey(Hmac<Sha256>);

impl ChainKey {
    /// The key that follows from the server's secret.
    ///
    /// # Errors
    /// Never with HMAC, which takes keys of every length.
    pub fn new(secret: &str) -> Result<Self> {
        let mut key = b"inventario audit anchor 1\0".to_vec();
        key.extend_from_slice(secret.as_bytes());
        Hmac::new_from_slice(&key).map(Self).map_err(Error::internal)
    }

    fn sign(&self, said: &Value) -> String {
        let mut mac = self.0.clone();
        mac.update(said.to_string().as_bytes());
        hex(&mac.finalize().into_bytes())
    }

    fn has_signed(&self, said: &Value, signature: &str) -> bool {
        self.sign(said).as_bytes().ct_eq(signature.as_bytes()).into()
    }

    /// The hash of an entry that says this, in the order of `MEMBERS`.
    pub(super) fn hash(&self, members: Vec<Value>) -> String {
        self.sign(&Value::Array(members))
    }
}

/// The hash of an entry as versions before computed it, without a key.
fn plain_hash(members: Vec<Value>) -> String {
    sha256_hex(Value::Array(members).to_string())
}

// What is signed of each; an entry is an array of thirteen. No two of them can be taken for each other.

fn said_by_head(link: &ChainLink) -> Value {
    json!(["head", link.seq, link.hash])
}

fn said_by_anchor(link: &ChainLink, deleted: i64, created_at: &str) -> Value {
    json!([link.seq, link.hash, deleted, created_at])
}

fn said_by_seam(kind: SeamKind, link: &ChainLink, created_at: &str) -> Value {
    json!(["seam", kind.as_str(), link.seq, link.hash, created_at])
}

/// The head, if it is there and signed with this key. Without a key it is only read.
pub fn head(db: &Connection, key: Option<&ChainKey>) -> Result<Option<ChainLink>> {
    let text = "select seq, hash, signature\nfrom audit_head";
    let found =
        sql::value(db, text, &[], |row| Ok((ChainLink::of_row(row)?, row.get::<_, String>("signature")?)))?;
    let is_ours = |link: &ChainLink, signature: &str| {
        key.is_none_or(|key| key.has_signed(&said_by_head(link), signature))
    };
    Ok(found.filter(|(link, signature)| is_ours(link, signature)).map(|(link, _)| link))
}

/// Whether whoever has this key may go on with the chain: it has none yet, or its head was signed with it.
pub fn is_key_of(db: &Connection, key: &ChainKey) -> Result<bool> {
    Ok(head(db, None)?.is_none() || head(db, Some(key))?.is_some())
}

/// The number of the last entry. With each entry it is asked once: the condition makes it a look into the index of those that have one.
const LAST_SEQ: &str = "select max(seq)\nfrom audit_logs\nwhere seq is not null";

/// What the next entry stands on. Where the head is missing or not signed with this key, the chain goes on from what is stored,
/// and a seam says so.
pub(super) fn stand(db: &Connection, key: &ChainKey, now: LocalTime) -> Result<ChainLink> {
    if let Some(link) = head(db, Some(key))? {
        // What somebody slipped in after the head keeps nobody from writing; the look at the chain finds it.
        let slipped_in = sql::value(db, LAST_SEQ, &[], |row| row.get(0))?.flatten();
        return Ok(ChainLink { seq: slipped_in.unwrap_or(0).max(link.seq), ..link });
    }
    let last = last_stored(db)?;
    tracing::error!(
        seq = last.seq,
        "the head of the audit is missing or was signed with another key: entries may have been taken away"
    );
    sew(db, key, SeamKind::Lost, &last, now)
}

/// Notes which entry is the last one.
pub(super) fn advance(db: &Connection, key: &ChainKey, link: &ChainLink) -> Result<()> {
    sql::run(
        db,
        "insert into audit_head (one, seq, hash, signature)
         values (1, :seq, :hash, :signature)
         on conflict (one) do update
         set seq = :seq, hash = :hash, signature = :signature",
        named_params! { ":seq": link.seq, ":hash": link.hash, ":signature": key.sign(&said_by_head(link)) },
    )
}

/// Whether nobody has used this database yet: a power cut may come between its tables and its head.
pub(super) fn is_unused(db: &Connection) -> Result<bool> {
    let traces = ["audit_head", "audit_logs", "audit_anchors", "users"];
    let used = traces.map(|table| format!("exists (select 1 from {table})")).join(" or ");
    Ok(!sql::exists(db, &format!("select 1 where {used}"), &[])?)
}

/// Signs what a version before left, as it was found; part of the migration that brings the head.
pub(super) fn seal(db: &Connection, key: &ChainKey, now: LocalTime) -> Result<()> {
    let last = last_stored(db)?;
    if last.seq == 0 {
        return advance(db, key, &last);
    }
    sew(db, key, SeamKind::Plain, &last, now).map(drop)
}

/// Leaves a seam after an entry; answers what the next one stands on.
fn sew(
    db: &Connection,
    key: &ChainKey,
    kind: SeamKind,
    last: &ChainLink,
    now: LocalTime,
) -> Result<ChainLink> {
    let signature = key.sign(&said_by_seam(kind, last, &now.stored()));
    sql::run(
        db,
        "insert into audit_seams (kind, seq, hash, signature, created_at)
         values (:kind, :seq, :hash, :signature, :created_at)",
        named_params! {
            ":kind": kind, ":seq": last.seq, ":hash": last.hash, ":signature": signature, ":created_at": now,
        },
    )?;
    let link = ChainLink { seq: last.seq, hash: signature };
    advance(db, key, &link)?;
    Ok(link)
}

/// The last entry that is stored, else the last that a clean-up took away.
fn last_stored(db: &Connection) -> Result<ChainLink> {
    let entry = "select seq, hash\nfrom audit_logs\nwhere seq is not null\norder by seq desc\nlimit 1";
    let anchor = "select seq, hash\nfrom audit_anchors\norder by seq desc\nlimit 1";
    for text in [entry, anchor] {
        if let Some(link) = sql::value(db, text, &[], ChainLink::of_row)? {
            return Ok(link);
        }
    }
    Ok(ChainLink::origin())
}

/// Leaves an anchor for the entries up to `link`, of which `deleted` were taken away.
pub fn anchor(db: &Connection, key: &ChainKey, link: &ChainLink, deleted: i64, now: LocalTime) -> Result<()> {
    sql::run(
        db,
        "insert into audit_anchors (seq, hash, deleted, signature, created_at)
         values (:seq, :hash, :deleted, :signature, :created_at)",
        named_params! {
            ":seq": link.seq, ":hash": link.hash, ":deleted": deleted,
            ":signature": key.sign(&said_by_anchor(link, deleted, &now.stored())), ":created_at": now,
        },
    )
}

/// What the head was, or may have been, while an entry was the last one: its hash, and the signatures of the seams after it. Empty
/// when a clean-up took the entry away.
pub fn hashes_at(db: &Connection, seq: i64) -> Result<Vec<String>> {
    sql::all(
        db,
        "select hash
         from audit_logs
         where seq = :seq
         union all
         select signature
         from audit_seams
         where seq = :seq",
        named_params! { ":seq": seq },
    )
}

#[cfg(test)]
mod tests;
