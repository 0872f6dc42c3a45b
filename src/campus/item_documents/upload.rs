//! A document on its way into the database: part by part, each a write of its own, so that nobody waits for a large one.

use super::model::{ItemDocument, NewItemDocument};
use super::{change, rules};
use crate::kit::random::sha256_hex;
use crate::kit::wire::PART;
use crate::kit::{Caller, Db, Error, Id, Origin, Result};
use bytes::Bytes;

/// Keeps a document that somebody sends. It goes on when nobody waits for the answer any more: what has arrived is either kept whole or
/// given up, also when the telephone has lost its network meanwhile.
///
/// # Errors
/// Those of [`rules::check_pdf`], [`change::begin`] and [`change::finish`].
pub async fn keep(db: &Db, who: &Caller, new: NewItemDocument, file: Bytes) -> Result<ItemDocument> {
    rules::check_pdf(&file)?;
    tokio::spawn(store(db.clone(), who.clone(), new, file)).await?
}

/// Stores a document, or nothing of it.
async fn store(db: Db, who: Caller, new: NewItemDocument, file: Bytes) -> Result<ItemDocument> {
    let size = i64::try_from(file.len()).map_err(Error::internal)?;
    let summed = file.clone();
    let sha256 = tokio::task::spawn_blocking(move || sha256_hex(&summed)).await?;
    let id = db.write(&who, move |tx| change::begin(tx, &new, size, sha256)).await?;
    let kept = write(&db, &who, id, &file).await;
    if kept.is_err() {
        // In the name of the house: whoever has used up their hour is to leave nothing behind either.
        let origin = Origin::of_command("documents");
        if let Err(error) = db.write(&origin, move |tx| change::give_up(tx, id)).await {
            tracing::warn!(%error, "a document that broke off is cleared away later");
        }
    }
    kept
}

/// Writes the parts, and shows the document.
async fn write(db: &Db, who: &Caller, id: Id, file: &Bytes) -> Result<ItemDocument> {
    for (number, part) in (0i64..).zip(file.chunks(PART)) {
        let part = file.slice_ref(part);
        db.write(who, move |tx| change::add_part(tx, id, number, &part)).await?;
    }
    db.write(who, move |tx| change::finish(tx, id)).await
}
