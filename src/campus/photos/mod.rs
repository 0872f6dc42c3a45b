//! Photos that go with a check, a finding or whatever else: shrunk, without place and camera, and kept in the database.
//!
//! A photo is kept as long as some row refers to it by a foreign key, whichever table the row is in.

pub mod api;
pub mod change;
pub mod model;
pub mod store;

use crate::kit::resource::entry;
use crate::kit::{Code, Entity, Result, Tx, codes, settings};
use chrono::TimeDelta;
use model::PhotoSettings;

codes! {
    TooManyPhotos "demasiadas_fotos" BAD_REQUEST "Tiene muchas fotos sin usar: envíe la verificación antes de tomar más";
    PhotoUnknown "foto_desconocida" BAD_REQUEST "La foto indicada no existe: tómela de nuevo";
    PhotoNotFound "foto_no_encontrada" NOT_FOUND "Foto no encontrada";
}

entry! {
    api::Api;

    const CODES: &'static [Code] = CODES;
    const ENTITIES: &'static [Entity] = &[Entity::new("photos", "photo")];

    fn clear(tx: &Tx<'_>) -> Result<usize> {
        let PhotoSettings { unused_days } = settings::of(tx)?;
        store::clear_orphans(tx, tx.now - TimeDelta::days(unused_days))
    }
}
