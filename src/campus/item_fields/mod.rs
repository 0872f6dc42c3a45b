//! Fields of a category's own: what its equipment has beside what all equipment has.
//!
//! A value is kept as text in the one form of its kind, so that what is the same is equal. It belongs to the item: it stays when the
//! field is retired or the item changes its category, and is then only shown or taken away.

pub mod api;
pub mod change;
pub mod model;
pub mod rules;
pub mod store;

use crate::kit::resource::entry;
use crate::kit::{Code, Entity, codes};

codes! {
    ItemFieldNotFound "dato_propio_no_encontrado" NOT_FOUND "Dato propio no encontrado";
    ItemFieldNameTaken "nombre_de_dato_usado" CONFLICT "La categoría ya tiene un dato con ese nombre";
    ItemFieldKindFixed "tipo_de_dato_fijo" CONFLICT "Hay equipos con este dato y su tipo ya no cambia: retírelo y cree otro con otro nombre";
    ItemFieldInUse "dato_en_uso" CONFLICT "Hay equipos con este dato: retírelo, y lo escrito se conserva";
    ItemFieldWrong "dato_propio_invalido" BAD_REQUEST "El dato propio no puede ser así";
    ItemFieldsFull "demasiados_datos_propios" BAD_REQUEST "Una categoría admite hasta 30 datos propios";
    ItemFieldUnknown "dato_propio_desconocido" BAD_REQUEST "Uno de los datos propios no existe o no es de la categoría del equipo";
    ItemFieldValueWrong "valor_de_dato_invalido" BAD_REQUEST "El valor de un dato propio no puede ser así";
}

entry! {
    api::Api;

    const CODES: &'static [Code] = CODES;
    const ENTITIES: &'static [Entity] = &[Entity::new("item-fields", "item_field").versioned("item_fields")];
}
