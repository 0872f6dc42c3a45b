//! Photos that go with a check, a finding or whatever else: shrunk, without place and camera, and kept in the database.
//!
//! A photo is kept as long as some row refers to it by a foreign key, whichever table the row is in. The small one for lists lies in a table
//! of its own, so that whoever reads it doesn't read through the large one.

pub mod api;
pub mod change;
pub mod model;
pub mod smalls;
pub mod store;

use crate::kit::jobs::Job;
use crate::kit::resource::entry;
use crate::kit::{Code, Entity, Result, Tx, codes, settings};
use chrono::{DateTime, TimeDelta, Utc};
use model::PhotoSettings;

codes! {
    TooManyPhotos "demasiadas_fotos" BAD_REQUEST "Tiene 200 fotos sin usar: envíe la verificación o el reporte para el que las tomó antes de tomar más";
    PhotoUnknown "foto_desconocida" BAD_REQUEST "La foto indicada no existe: tómela de nuevo";
    PhotoNotFound "foto_no_encontrada" NOT_FOUND "Foto no encontrada";
}

entry! {
    api::Api;

    const CODES: &'static [Code] = CODES;
    const ENTITIES: &'static [Entity] = &[Entity::new("photos", "photo")];

    fn jobs(core: Self::Parts) -> Vec<Box<dyn Job>> {
        vec![Box::new(smalls::Smalls(core.db))]
    }

    fn clear(tx: &Tx<'_>) -> Result<usize> {
        store::clear_orphans(tx, kept_since(tx)?)
    }
}

/// Since when a photo that nothing shows is kept.
///
/// # Errors
/// None but the database's.
pub fn kept_since(tx: &Tx<'_>) -> Result<DateTime<Utc>> {
    let PhotoSettings { unused_days } = settings::of(tx)?;
    Ok(tx.now - TimeDelta::days(unused_days))
}
