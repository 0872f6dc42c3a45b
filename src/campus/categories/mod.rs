//! Categories of equipment: the centre's own beside the nine words that the app knows.
//!
//! Each says which of the nine the app gets on its wire: a lathe is `other` there, and "Torno" everywhere else. The nine are rows too,
//! fixed ones; equipment of one of them has no category of its own.

pub mod api;
pub mod change;
pub mod model;
pub mod rules;
pub mod store;

use crate::kit::resource::entry;
use crate::kit::{Code, Entity, codes};

codes! {
    CategoryNotFound "categoria_no_encontrada" NOT_FOUND "Categoría no encontrada";
    CategoryUnknown "categoria_desconocida" BAD_REQUEST "La categoría indicada no existe o está desactivada";
    CategoryNameTaken "nombre_de_categoria_usado" CONFLICT "Ya hay una categoría con ese nombre";
    CategoryFixed "categoria_fija" CONFLICT "Es una de las nueve clases que usa la aplicación: no se cambia ni se elimina";
    CategoryInUse "categoria_en_uso" CONFLICT "La categoría está en uso: desactívela para que no se ofrezca más";
}

entry! {
    api::Api;

    const CODES: &'static [Code] = CODES;
    const ENTITIES: &'static [Entity] = &[Entity::new("categories", "item_category").versioned("item_categories")];
}
