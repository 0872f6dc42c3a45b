//! Labels: a design, what it is printed for, and the pages or the printer's language that come of it.
//!
//! Nothing is kept of a print. What is kept are designs, each somebody's own, since they go with a printer and a box of paper; and runs:
//! numbers that are printed before anybody knows what they are stuck on. Such a plate is claimed by giving it to an item as its internal
//! code; whether it is claimed is read there, so that both can't disagree.

pub mod api;
pub mod change;
pub mod model;
mod reads;
pub mod rules;
pub mod store;

use crate::kit::resource::entry;
use crate::kit::{Code, Entity, codes};

codes! {
    LabelsNone "etiquetas_ninguna" BAD_REQUEST "No hay nada que etiquetar: elija equipos, o cambie el ambiente o el día";
    LabelsTooMany "etiquetas_demasiadas" BAD_REQUEST "Son más de 2000 etiquetas: imprímalas por partes";
    LabelsOfWhat "etiquetas_de_que" BAD_REQUEST "Falta decir de qué son las etiquetas: los elegidos, el ambiente, el día o la tanda";
    LabelsUnknown "etiquetas_desconocidas" BAD_REQUEST "Hay elegidos que ya no existen o ya no se usan: elija de nuevo";
    LabelsStart "etiquetas_inicio" BAD_REQUEST "La hoja no tiene tantas etiquetas: empiece en una que haya";
    LabelsNotRoll "etiquetas_sin_rollo" BAD_REQUEST "Las impresoras de etiquetas usan rollo: elija un papel en rollo";
    LabelCodeDense "etiqueta_ilegible" BAD_REQUEST "El código no cabe legible en esta etiqueta: elija una más grande o el QR corto";
    LabelCodeLetters "etiqueta_letras" BAD_REQUEST "Code 128 solo tiene letras sin tilde, cifras y signos: elija un código QR";
    LabelPlateLong "etiqueta_placa_larga" BAD_REQUEST "La placa es demasiado larga para esta etiqueta: elija una más grande";
    LabelPrefix "etiqueta_prefijo" BAD_REQUEST "El prefijo lleva solo letras sin tilde, cifras y guiones, como EQ-";
    LabelNumbersUsedUp "etiqueta_numeros_agotados" BAD_REQUEST "Con ese prefijo ya no quedan tantos números: use otro prefijo";
    LabelDesignNotFound "diseno_no_encontrado" NOT_FOUND "Diseño de etiqueta no encontrado";
    LabelDesignTaken "diseno_repetido" BAD_REQUEST "Ya tiene un diseño de etiqueta con ese nombre";
    LabelDesignsTooMany "demasiados_disenos" BAD_REQUEST "Ya tiene 50 diseños de etiqueta: elimine alguno que no use";
    LabelRunNotFound "tanda_no_encontrada" NOT_FOUND "Tanda de placas no encontrada";
}

entry! {
    api::Api, api::Designs, api::Runs;

    const CODES: &'static [Code] = CODES;
    const ENTITIES: &'static [Entity] = &[
        // Who designs tries out what fits.
        Entity::new("labels", "label").quiet(&["preview", "pdf", "zpl"]),
        Entity::new("label-designs", "label_design").versioned("label_designs"),
        Entity::new("label-runs", "label_run"),
    ];
}
