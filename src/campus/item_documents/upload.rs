//! A document on its way into the database: part by part, each a write of its own, so that nobody waits for a large one.

use super::model::{ItemDocument, NewItemDocument};
use super::{change, rules};
use crate::kit::random::sha256_hex;
use crate::kit::{Caller, Db, Error, Result};
use bytes::Bytes;

/// The size of all parts of a file but the last, in bytes.
pub const PART: usize = 256 * 1024;

/// Keeps a document that somebody sends. One that breaks off is shown to nobody, and cleared away.
///
/// # Errors
/// Those of [`rules::check_pdf`], [`change::begin`] and [`change::finish`].
pub async fn keep(db: &Db, who: &Caller, new: NewItemDocument, file: Bytes) -> Result<ItemDocument> {
    rules::check_pdf(&file)?;
    let size = i64::try_from(file.len()).map_err(Error::internal)?;
    let summed = file.clone();
    let sha256 = tokio::task::spawn_blocking(move || sha256_hex(&summed)).await?;
    let id = db.write(who, move |tx| change::begin(tx, &new, size, sha256)).await?;
    for (number, part) in (0i64..).zip(file.chunks(PART)) {
        let part = file.slice_ref(part);
        db.write(who, move |tx| change::add_part(tx, id, number, &part)).await?;
    }
    db.write(who, move |tx| change::finish(tx, id)).await
}
