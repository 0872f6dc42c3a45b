//! Photos that go with a check, a finding or whatever else: shrunk, without place and camera, and kept in the database.
//!
//! A photo is kept as long as some row refers to it by a foreign key, whichever table the row is in.

pub mod api;
pub mod change;
pub mod model;
pub mod store;

use crate::kit::db::Tx;
use crate::kit::error::{Code, Result, codes};
use crate::kit::resource::{Core, Entity, Resource};
use chrono::TimeDelta;

codes! {
    TooManyPhotos "demasiadas_fotos" BAD_REQUEST "Tiene muchas fotos sin usar: envíe la verificación antes de tomar más";
    PhotoUnknown "foto_desconocida" BAD_REQUEST "La foto indicada no existe: tómela de nuevo";
    PhotoNotFound "foto_no_encontrada" NOT_FOUND "Foto no encontrada";
}

/// How long a photo may wait for the check that shows it: a phone without a network sends it the next day.
const ORPHANS: TimeDelta = TimeDelta::days(2);

/// The entry in the list of resources.
pub struct Entry;

impl Resource for Entry {
    type Parts = Core;
    type Api = api::Api;

    const CODES: &'static [Code] = CODES;
    const ENTITIES: &'static [Entity] = &[Entity::new("photos", "photo")];

    fn api(core: Core) -> Self::Api {
        api::Api(core)
    }

    fn clear(tx: &Tx<'_>) -> Result<usize> {
        store::clear_orphans(tx, tx.now - ORPHANS)
    }
}
