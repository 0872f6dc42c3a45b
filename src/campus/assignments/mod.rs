//! Equipment in charge ("equipo a cargo"): who has an item, since when, with what they signed for it, and who had it before.
//!
//! An item is one person's at a time; whoever takes it over from another does so in one step. What somebody has is not lent, and not
//! deleted until it is handed back.

pub mod acta;
pub mod api;
pub mod change;
mod exports;
pub mod model;
pub mod reads;
pub mod rules;
pub mod store;
pub mod words;

use crate::kit::export::Exported;
use crate::kit::resource::entry;
use crate::kit::{Code, Entity, codes};

codes! {
    AssignmentNotFound "asignacion_no_encontrada" NOT_FOUND "Equipo a cargo no encontrado";
    AssignedAlready "equipo_ya_a_cargo" CONFLICT "El equipo ya está a cargo de alguien";
    AssignmentOver "equipo_ya_recibido" CONFLICT "El equipo ya se recibió";
    AssignmentSamePerson "misma_persona_a_cargo" CONFLICT "El equipo ya está a cargo de esa persona";
    ItemUnassignable "equipo_no_asignable" CONFLICT "El equipo no se puede dejar a cargo de nadie";
    HolderUnknown "persona_a_cargo_desconocida" BAD_REQUEST "La persona indicada no existe, está inactiva o es de otro centro";
    HolderUnclear "persona_a_cargo_sin_indicar" UNPROCESSABLE_ENTITY "Indique quién recibe el equipo: una cuenta, o el nombre de alguien que no la tiene";
    HandoverActaNotFound "acta_de_entrega_no_encontrada" NOT_FOUND "El equipo no tiene esa acta";
    HandoverActaChanged "acta_de_entrega_cambiada" CONFLICT "El acta cambió mientras la leía: revísela y firme de nuevo";
    HandoverActaSigned "acta_de_entrega_firmada" CONFLICT "El acta ya tiene esa firma";
    HandoverSideForbidden "firma_de_entrega_ajena" FORBIDDEN "Quien tiene el equipo firma lo suyo; por quien lo entrega o lo recibe firma un administrador";
}

entry! {
    api::Api, acta::api::Api;

    const CODES: &'static [Code] = CODES;
    const ENTITIES: &'static [Entity] = &[Entity::new("assignments", "item_assignment")
        .named(&[
            ("return", "RETURN_ITEM_ASSIGNMENT"),
            ("reassign", "REASSIGN_ITEM_ASSIGNMENT"),
            ("signatures", "SIGN_ITEM_ASSIGNMENT"),
        ])
        .versioned("item_assignments")];
    const EXPORTS: &'static [Exported] = exports::EXPORTS;
}
