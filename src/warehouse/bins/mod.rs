//! Bins: the places of a warehouse ("ubicaciones"), one by one or a whole rack at once.
//!
//! Whether a bin is occupied isn't stored: it is what its lots say (D6). A person only sets one aside.

pub mod api;
pub mod change;
pub mod exports;
pub mod model;
mod reads;
pub mod rules;
pub mod store;

use crate::kit::export::Exported;
use crate::kit::label::Labelled;
use crate::kit::resource::entry;
use crate::kit::{Code, Entity, codes};

codes! {
    BinNotFound "ubicacion_no_encontrada" NOT_FOUND "Ubicación no encontrada";
    BinCodeTaken "ubicacion_repetida" CONFLICT "La bodega ya tiene una ubicación con ese código";
    BinInUse "ubicacion_en_uso" CONFLICT "La ubicación tiene material o historial y no se elimina: déjela inactiva";
    BinHasMaterial "ubicacion_con_material" CONFLICT "La ubicación tiene material: no puede quedar vacía ni reservada hasta que salga";
    BinHasNone "ubicacion_sin_material" CONFLICT "Una ubicación está ocupada cuando tiene material: reciba material en ella";
    BinPartsInvalid "partes_de_ubicacion_invalidas" UNPROCESSABLE_ENTITY "Las partes de la ubicación no corresponden con la estructura de la bodega";
    BinsNone "ubicaciones_ninguna" BAD_REQUEST "Esos rangos no dan ninguna ubicación";
    BinsTooMany "ubicaciones_demasiadas" BAD_REQUEST "Son más de 10.000 ubicaciones: créelas por partes";
    BinRangeMissing "rango_de_ubicaciones_faltante" BAD_REQUEST "Falta el rango de una parte obligatoria del código";
    BinsRepeated "ubicaciones_repetidas" BAD_REQUEST "Esos rangos dan el mismo código más de una vez";
    BinsTaken "ubicaciones_existentes" BAD_REQUEST "La bodega ya tiene algunas de esas ubicaciones: no se creó ninguna";
}

entry! {
    api::Api;

    const CODES: &'static [Code] = CODES;
    const ENTITIES: &'static [Entity] = &[
        // Who tries out ranges looks at what they give.
        Entity::new("bins", "bin").versioned("bins").quiet(&["preview"]),
    ];
    const LABELLED: &'static [Labelled] =
        &[Labelled { source: "bins", prefix: "UBI", subjects: store::labels }];
    const EXPORTS: &'static [Exported] = exports::EXPORTS;
}
