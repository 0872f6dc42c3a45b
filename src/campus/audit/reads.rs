//! A look at the chain of the audit, compared with what somebody wrote down of it.

use super::model::AuditChain;
use super::rules::{self, NotedSeal};
use crate::kit::Result;
use crate::kit::db::chain::{self, ChainKey};
use rusqlite::Connection;

/// What a look at the whole chain finds, and whether it still has the seal that was noted, if one was.
pub(super) fn verify(db: &Connection, key: &ChainKey, noted: Option<&NotedSeal>) -> Result<AuditChain> {
    let found = AuditChain::of(&chain::verify(db, Some(key))?);
    let Some(noted) = noted else { return Ok(found) };
    let hashes = chain::hashes_at(db, noted.number)?;
    Ok(rules::compare(found, noted, &hashes))
}
