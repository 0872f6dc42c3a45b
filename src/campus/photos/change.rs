//! What a write does to photos.

use super::model::StoredPhoto;
use super::{kept_since, store};
use crate::kit::picture::Shrunk;
use crate::kit::{CallerTx, Change, Code, Id, LocalTime, Result};

/// How many photos a person may have taken for a check that they have not sent: a large room twice over, and no full disk. The sentence
/// of the refusal says it too.
const UNUSED: i64 = 200;

/// Keeps a photo that has been shrunk already, since that takes long and the writer has others to serve.
///
/// # Errors
/// [`Code::TooManyPhotos`].
pub fn add(tx: &CallerTx<'_>, shrunk: &Shrunk) -> Result<Change<StoredPhoto>> {
    if store::unused_by(tx, tx.who.id, kept_since(tx)?)? >= UNUSED {
        return Err(Code::TooManyPhotos.into());
    }
    let photo =
        StoredPhoto { id: Id::new(), width: shrunk.width, height: shrunk.height, size: shrunk.picture.len() };
    store::insert(tx, photo.id, shrunk, tx.who.id, LocalTime(tx.now))?;
    let says = format!("Foto guardada: {} × {} píxeles", photo.width, photo.height);
    Ok(Change::created("photo", photo.id, says, photo))
}
