//! The chain: each entry of the audit holds the hash of the one before it, so that none can be changed, taken out or slipped in
//! without being noticed.
//!
//! The hash of an entry is the SHA-256 of a JSON array of what it says and of the hash before it. A clean-up takes the oldest
//! entries away and leaves an anchor, the number and hash of the last of them, signed with a key that follows from the server's
//! secret: who has only the database file can't make one up. Entries from before the chain was introduced have no number.

use crate::kit::error::{Error, Result};
use crate::kit::random::{hex, sha256_hex};
use crate::kit::sql;
use crate::kit::wire::LocalTime;
use hmac::{Hmac, Mac};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row, named_params};
use serde_json::{Value, json};
use sha2::Sha256;
use subtle::ConstantTimeEq;

/// What is hashed of an entry, in this order.
const MEMBERS: &str =
    "seq, id, created_at, user_id, user_name, user_email, action, entity_type, entity_id, ip_address,
    user_agent, new_values, prev_hash";

/// The end of the chain: what the next entry stands on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChainLink {
    /// The number of the last entry; 0 when there was none.
    pub seq: i64,
    /// Its hash.
    pub hash: String,
}

impl ChainLink {
    /// What the first entry of a chain stands on.
    fn origin() -> Self {
        Self { seq: 0, hash: "0".repeat(64) }
    }
}

/// The key that anchors are signed with.
#[derive(Clone)]
pub struct AnchorKey(Hmac<Sha256>);

impl AnchorKey {
    /// The key that follows from the server's secret.
    ///
    /// # Errors
    /// Never with HMAC, which takes keys of every length.
    pub fn new(secret: &str) -> Result<Self> {
        let mut key = b"inventario audit anchor 1\0".to_vec();
        key.extend_from_slice(secret.as_bytes());
        Hmac::new_from_slice(&key).map(Self).map_err(Error::internal)
    }

    fn sign(&self, link: &ChainLink, deleted: i64, created_at: &str) -> String {
        let mut mac = self.0.clone();
        mac.update(json!([link.seq, link.hash, deleted, created_at]).to_string().as_bytes());
        hex(&mac.finalize().into_bytes())
    }
}

/// The end of the chain now.
pub fn last(db: &Connection) -> Result<ChainLink> {
    let read = |row: &Row<'_>| Ok(ChainLink { seq: row.get(0)?, hash: row.get(1)? });
    let entry = "select seq, hash\nfrom audit_logs\nwhere seq is not null\norder by seq desc\nlimit 1";
    let anchor = "select seq, hash\nfrom audit_anchors\norder by seq desc\nlimit 1";
    for text in [entry, anchor] {
        if let Some(link) = sql::value(db, text, &[], read)? {
            return Ok(link);
        }
    }
    Ok(ChainLink::origin())
}

/// The hash of an entry that says this, in the order of `MEMBERS`.
pub fn hash(members: Vec<Value>) -> String {
    sha256_hex(Value::Array(members).to_string())
}

/// The hash of an entry whose [`MEMBERS`] are the first columns of a row.
fn hash_of(row: &Row<'_>) -> rusqlite::Result<String> {
    let members = (0..MEMBERS.split(',').count())
        .map(|n| {
            Ok(match row.get_ref(n)? {
                ValueRef::Null => Value::Null,
                ValueRef::Integer(number) => number.into(),
                other => String::from_utf8_lossy(other.as_bytes()?).into(),
            })
        })
        .collect::<rusqlite::Result<_>>()?;
    Ok(hash(members))
}

/// Leaves an anchor for the entries up to `link`, of which `deleted` were taken away.
pub fn anchor(
    db: &Connection,
    key: &AnchorKey,
    link: &ChainLink,
    deleted: i64,
    now: LocalTime,
) -> Result<()> {
    sql::run(
        db,
        "insert into audit_anchors (seq, hash, deleted, signature, created_at)
         values (:seq, :hash, :deleted, :signature, :created_at)",
        named_params! {
            ":seq": link.seq, ":hash": link.hash, ":deleted": deleted,
            ":signature": key.sign(link, deleted, &now.stored()), ":created_at": now,
        },
    )
}

/// What a look at the whole chain found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChainVerdict {
    /// Every entry is as it was written.
    Whole {
        /// How many entries are in the chain.
        entries: i64,
        /// How many are older than the chain.
        before: i64,
    },
    /// The first thing that is wrong.
    Broken {
        /// The number of the entry at which it shows.
        seq: i64,
        /// What is wrong, in a Spanish sentence.
        why: &'static str,
    },
}

/// Looks at the whole chain. Without a key the signatures of anchors are not looked at.
pub fn verify(db: &Connection, key: Option<&AnchorKey>) -> Result<ChainVerdict> {
    let mut stands_on = ChainLink::origin();
    let anchors = sql::values(
        db,
        "select seq, hash, deleted, created_at, signature\nfrom audit_anchors\norder by seq",
        &[],
        |row| {
            let link = ChainLink { seq: row.get(0)?, hash: row.get(1)? };
            Ok((link, row.get::<_, i64>(2)?, row.get::<_, String>(3)?, row.get::<_, String>(4)?))
        },
    )?;
    for (link, deleted, created_at, signature) in anchors {
        let is_ours = key.is_none_or(|key| {
            key.sign(&link, deleted, &created_at).as_bytes().ct_eq(signature.as_bytes()).into()
        });
        if !is_ours {
            let why = "La firma de una limpieza no es de este servidor";
            return Ok(ChainVerdict::Broken { seq: link.seq, why });
        }
        stands_on = link;
    }
    let mut entries = 0;
    let text = format!("select {MEMBERS}, hash\nfrom audit_logs\nwhere seq is not null\norder by seq");
    let mut statement = db.prepare(&text)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let seq: i64 = row.get("seq")?;
        let (before, hash): (Option<String>, Option<String>) = (row.get("prev_hash")?, row.get("hash")?);
        let broken = |why| Ok(ChainVerdict::Broken { seq, why });
        if seq != stands_on.seq + 1 {
            return broken("Falta un registro antes de este");
        } else if before.as_deref() != Some(stands_on.hash.as_str()) {
            return broken("El registro anterior no es el que era");
        } else if hash.as_deref() != Some(hash_of(row)?.as_str()) {
            return broken("El registro fue cambiado");
        }
        entries += 1;
        stands_on = ChainLink { seq, hash: hash.unwrap_or_default() };
    }
    let loose = sql::value(
        db,
        "select count(*), coalesce(max(id) > (select min(id) from audit_logs where seq is not null), 0)
         from audit_logs
         where seq is null",
        &[],
        |row| Ok((row.get::<_, i64>(0)?, row.get::<_, bool>(1)?)),
    )?;
    Ok(match loose {
        Some((_, true)) => ChainVerdict::Broken { seq: 0, why: "Hay registros fuera de la cadena" },
        other => ChainVerdict::Whole { entries, before: other.map_or(0, |(count, _)| count) },
    })
}

#[cfg(test)]
mod tests;
