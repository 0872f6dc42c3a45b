//! A look at the whole chain: whether each entry is as it was written, and none is missing.

use super::{ChainKey, ChainLink, KEYED_SINCE, SeamKind, head, plain_hash, said_by_anchor, said_by_seam};
use crate::kit::db::migrations;
use crate::kit::error::Result;
use crate::kit::sql;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row};
use serde_json::Value;

/// What is hashed of an entry, in this order.
const MEMBERS: &str =
    "seq, id, created_at, user_id, user_name, user_email, action, entity_type, entity_id, ip_address,
    user_agent, new_values, prev_hash";

/// What a look at the whole chain found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChainVerdict {
    /// Every entry is as it was written.
    Whole {
        /// How many entries are in the chain.
        entries: i64,
        /// How many are older than the chain.
        before: i64,
        /// Up to which entry the hashes are of a version without a key; 0 when there are none.
        plain_until: i64,
        /// The end of the chain.
        head: ChainLink,
    },
    /// The first thing that is wrong.
    Broken {
        /// The number of the entry at which it shows.
        seq: i64,
        /// What is wrong, in a Spanish sentence.
        why: &'static str,
    },
}

/// What is wrong, and at which entry.
type Fault = (i64, &'static str);

/// Looks at the whole chain. Without a key neither hashes with a key nor signatures are looked at, only how the entries hang
/// together.
pub fn verify(db: &Connection, key: Option<&ChainKey>) -> Result<ChainVerdict> {
    // A check-up reads while the server writes: all of it has to be of one moment.
    let _moment = Moment::begin(db)?;
    let look = Look { db, key, is_keyed: migrations::version(db)? >= KEYED_SINCE };
    Ok(look.whole()?.unwrap_or_else(|(seq, why)| ChainVerdict::Broken { seq, why }))
}

/// A savepoint, which can be opened within a transaction and without one, and ends with its scope.
struct Moment<'a>(&'a Connection);

impl<'a> Moment<'a> {
    fn begin(db: &'a Connection) -> Result<Self> {
        db.execute_batch("savepoint chain")?;
        Ok(Self(db))
    }
}

impl Drop for Moment<'_> {
    fn drop(&mut self) {
        if let Err(error) = self.0.execute_batch("release chain") {
            tracing::warn!(%error, "a look at the chain did not end");
        }
    }
}

/// One look: at what, with which key, and whether the database is of a version whose chain has one.
struct Look<'a> {
    db: &'a Connection,
    key: Option<&'a ChainKey>,
    is_keyed: bool,
}

impl Look<'_> {
    fn whole(&self) -> Result<Result<ChainVerdict, Fault>> {
        let mut stands_on = match self.last_anchor()? {
            Ok(link) => link,
            Err(fault) => return Ok(Err(fault)),
        };
        let seams = if self.is_keyed { seams(self.db)? } else { Vec::new() };
        if let Some(fault) = self.judge_seams(&seams, &stands_on) {
            return Ok(Err(fault));
        }
        let plain = seams.iter().filter(|seam| seam.kind == SeamKind::Plain).map(|seam| seam.link.seq);
        let plain_until = if self.is_keyed { plain.max().unwrap_or(0) } else { i64::MAX };
        if let Err(fault) = cross(&seams, &mut stands_on) {
            return Ok(Err(fault));
        }
        let mut entries = 0;
        let text = format!("select {MEMBERS}, hash\nfrom audit_logs\nwhere seq is not null\norder by seq");
        let mut statement = self.db.prepare(&text)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            match self.step(row, &stands_on, plain_until)? {
                Ok(link) => stands_on = link,
                Err(fault) => return Ok(Err(fault)),
            }
            if let Err(fault) = cross(&seams, &mut stands_on) {
                return Ok(Err(fault));
            }
            entries += 1;
        }
        let (before, is_mixed) = loose(self.db)?;
        if is_mixed {
            return Ok(Err((0, "Hay registros fuera de la cadena")));
        }
        let plain_until = if self.is_keyed { plain_until } else { stands_on.seq };
        Ok(self.end(&stands_on)?.map(|()| ChainVerdict::Whole {
            entries,
            before,
            plain_until,
            head: stands_on,
        }))
    }

    /// What the entries that are left stand on.
    fn last_anchor(&self) -> Result<Result<ChainLink, Fault>> {
        let mut last = ChainLink::origin();
        let anchors = sql::values(
            self.db,
            "select seq, hash, deleted, created_at, signature\nfrom audit_anchors\norder by seq",
            &[],
            |row| {
                let said = (row.get::<_, i64>("deleted")?, row.get::<_, String>("created_at")?);
                Ok((ChainLink::of_row(row)?, said, row.get::<_, String>("signature")?))
            },
        )?;
        for (link, (deleted, created_at), signature) in anchors {
            let said = said_by_anchor(&link, deleted, &created_at);
            if !self.key.is_none_or(|key| key.has_signed(&said, &signature)) {
                return Ok(Err((link.seq, "La firma de una limpieza no es de este servidor")));
            }
            last = link;
        }
        Ok(Ok(last))
    }

    /// A seam that nobody but this server can have made; one that says that the head was lost is trouble until the entries before
    /// it are cleaned up.
    fn judge_seams(&self, seams: &[Seam], anchor: &ChainLink) -> Option<Fault> {
        let forged = |seam: &&Seam| self.key.is_some_and(|key| !key.has_signed(&seam.said, &seam.signature));
        if let Some(seam) = seams.iter().find(forged) {
            return Some((seam.link.seq, "La marca de una costura de la cadena no es de este servidor"));
        }
        let is_lost = |seam: &&Seam| seam.kind == SeamKind::Lost && seam.link.seq >= anchor.seq;
        let lost = seams.iter().find(is_lost)?;
        let why = "Después de este registro faltaba el sello del final, o era de otra clave: pudieron quitarse registros";
        Some((lost.link.seq, why))
    }

    /// One entry further.
    fn step(
        &self,
        row: &Row<'_>,
        stands_on: &ChainLink,
        plain_until: i64,
    ) -> Result<Result<ChainLink, Fault>> {
        let seq: i64 = row.get("seq")?;
        let (before, hash): (Option<String>, Option<String>) = (row.get("prev_hash")?, row.get("hash")?);
        let Some(hash) = hash else { return Ok(Err((seq, "El registro fue cambiado"))) };
        let expected = match self.key {
            _ if seq <= plain_until => Some(plain_hash(members(row)?)),
            Some(key) => Some(key.hash(members(row)?)),
            None => None,
        };
        Ok(if seq != stands_on.seq + 1 {
            Err((seq, "Falta un registro antes de este"))
        } else if before.as_deref() != Some(stands_on.hash.as_str()) {
            Err((seq, "El registro anterior no es el que era"))
        } else if expected.is_some_and(|expected| expected != hash) {
            Err((seq, "El registro fue cambiado"))
        } else {
            Ok(ChainLink { seq, hash })
        })
    }

    /// The head names the last entry.
    fn end(&self, last: &ChainLink) -> Result<Result<(), Fault>> {
        if !self.is_keyed {
            return Ok(Ok(()));
        }
        let Some(head) = head(self.db, self.key)? else {
            return Ok(Err((last.seq, "Falta el sello del último registro, o es de otra clave")));
        };
        Ok(match head.seq.cmp(&last.seq) {
            _ if head == *last => Ok(()),
            std::cmp::Ordering::Greater => Err((head.seq, "Faltan los últimos registros, hasta este")),
            _ => Err((head.seq, "El sello del final no es el de este registro")),
        })
    }
}

/// A seam as it is stored.
struct Seam {
    kind: SeamKind,
    link: ChainLink,
    said: Value,
    signature: String,
}

/// The seams, in the order in which they were made.
fn seams(db: &Connection) -> Result<Vec<Seam>> {
    let text = "select kind, seq, hash, signature, created_at\nfrom audit_seams\norder by id";
    sql::values(db, text, &[], |row| {
        let (kind, link) = (row.get("kind")?, ChainLink::of_row(row)?);
        let said = said_by_seam(kind, &link, &row.get::<_, String>("created_at")?);
        Ok(Seam { kind, link, said, signature: row.get("signature")? })
    })
}

/// Crosses the seams that follow an entry: the next one stands on the last of them.
fn cross(seams: &[Seam], stands_on: &mut ChainLink) -> Result<(), Fault> {
    let here = || seams.iter().filter(|seam| seam.link.seq == stands_on.seq);
    if here().any(|seam| seam.link.hash != stands_on.hash) {
        return Err((stands_on.seq, "El registro no es el que era cuando se selló"));
    }
    if let Some(seam) = here().next_back() {
        let hash = seam.signature.clone();
        stands_on.hash = hash;
    }
    Ok(())
}

/// What is hashed of an entry whose [`MEMBERS`] are the first columns of a row.
pub(super) fn members(row: &Row<'_>) -> rusqlite::Result<Vec<Value>> {
    let member = |n| {
        Ok(match row.get_ref(n)? {
            ValueRef::Null => Value::Null,
            ValueRef::Integer(number) => number.into(),
            other => String::from_utf8_lossy(other.as_bytes()?).into(),
        })
    };
    (0..MEMBERS.split(',').count()).map(member).collect()
}

/// How many entries are older than the chain, and whether one of them is not.
fn loose(db: &Connection) -> Result<(i64, bool)> {
    let found = sql::value(
        db,
        "select count(*), coalesce(max(id) > (select min(id) from audit_logs where seq is not null), 0)
         from audit_logs
         where seq is null",
        &[],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    Ok(found.unwrap_or_default())
}
