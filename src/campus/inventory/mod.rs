//! Inventory: the equipment, machine by machine or in groups of alike pieces.
//!
//! `quantity` is the total everywhere; what can be used is the total less what is damaged and what is missing. The status
//! follows the figures only when a figure changes, so that a chosen status stays (contract D46–D49).
//!
//! A part stands where the item stands that it is a part of, and goes with it; parts have no parts.
//!
//! What was paid, and to whom, is for those who keep equipment; others are answered as if it weren't known. What is left of it
//! (`book value`) is stored nowhere: it follows from price, day and [`model::UsefulLives`], and each currency has sums of its own.

pub mod api;
pub mod change;
pub mod model;
pub mod reads;
pub mod rules;
pub mod store;

use crate::kit::resource::entry;
use crate::kit::{Code, Entity, codes};

codes! {
    ItemNotFound "item_no_encontrado" NOT_FOUND "Ítem no encontrado";
    InternalCodeTaken "codigo_interno_usado" BAD_REQUEST "El código interno ya está en uso";
    SerialNumberTaken "serie_usada" BAD_REQUEST "El número de serie ya está en uso";
    QuantitiesExceed "cantidades_exceden" BAD_REQUEST "Las piezas dañadas y faltantes no pueden ser más que el total";
    IndividualQuantity "cantidad_individual" BAD_REQUEST "Un equipo individual tiene cantidad 1; para varias piezas elija tipo grupo";
    ItemValueTooLarge "valor_demasiado_grande" BAD_REQUEST "El precio por la cantidad de piezas pasa de un billón: revise el precio";
    ItemInCharge "equipo_a_cargo" BAD_REQUEST "El equipo está a cargo de alguien: se elimina cuando se reciba";
    ParentUnknown "equipo_principal_desconocido" BAD_REQUEST "El equipo del que es parte no existe o no es de los que usted administra";
    PartImpossible "parte_imposible" BAD_REQUEST "Un equipo no puede ser parte de ese: una parte no tiene partes";
    PartElsewhere "parte_en_otro_ambiente" BAD_REQUEST "Una parte está en el mismo ambiente que su equipo: mueva el equipo, o sepárela primero";
    PartsLeft "equipo_con_partes" BAD_REQUEST "El equipo tiene partes: sepárelas o elimínelas primero";
    NothingCounted "nada_contado" BAD_REQUEST "La suma de piezas encontradas, dañadas y faltantes debe ser al menos 1";
}

entry! {
    api::Api, api::RoomItemsApi, api::ValueApi;

    const CODES: &'static [Code] = CODES;
    const ENTITIES: &'static [Entity] = &[Entity::new("inventory", "inventory_item").asked_as("INVENTORY").versioned("inventory_items").acts(&["verification"])];
}
