//! Reservations of material: pieces of lots that are promised to a ficha until somebody fetches them, cancels them, or their time is over.
//!
//! Which lots is decided once, when it is reserved, by the rule that decides it everywhere: [`crate::warehouse::stock::rules::fefo`].
//! What goes out later is what was set aside then. A lot that can't go out any more by that time (it has expired, is held, its bin is
//! out of use) goes to nobody: such a reservation is cancelled and made anew.

pub mod api;
pub mod change;
mod exports;
pub mod lapse;
pub mod model;
mod reads;
pub mod rules;
pub mod store;

use crate::kit::db::Kind;
use crate::kit::db::kind::kinds;
use crate::kit::export::Exported;
use crate::kit::jobs::Job;
use crate::kit::resource::entry;
use crate::kit::{Code, Core, Entity, codes};

codes! {
    ReservationNotFound "reserva_no_encontrada" NOT_FOUND "Reserva no encontrada";
    ReservationUntilPast "plazo_de_reserva_pasado" UNPROCESSABLE_ENTITY "El plazo de la reserva ya pasó: elija una fecha y hora posteriores a este momento";
    ReservationUntilFar "plazo_de_reserva_lejano" UNPROCESSABLE_ENTITY "Una reserva dura como máximo un año: elija un plazo más corto";
    ReservationNothing "reserva_sin_existencias" BAD_REQUEST "No hay nada libre que reservar";
    ReservationOver "reserva_en_otro_estado" CONFLICT "La reserva ya no está activa";
    ReservationOverdue "reserva_con_plazo_pasado" BAD_REQUEST "El plazo de la reserva pasó: cancélela y reserve de nuevo";
    ReservationLotUnusable "reserva_con_lote_que_no_sale" CONFLICT "Un lote de la reserva ya no puede salir: cancélela y reserve de nuevo";
}

kinds! {
    /// An instructor reserved material, or gave it up.
    ReservationRequest = "reservation_request",
    /// A reservation was handed out, cancelled, or lapsed.
    ReservationUpdate = "reservation_update",
}

entry! {
    api::Api;

    const CODES: &'static [Code] = CODES;
    const ENTITIES: &'static [Entity] = &[Entity::new("reservations", "reservation")
        .named(&[("fulfill", "FULFILL_RESERVATION"), ("cancel", "CANCEL_RESERVATION")])];
    const KINDS: &'static [Kind] = KINDS;
    const EXPORTS: &'static [Exported] = exports::EXPORTS;

    fn jobs(core: Core) -> Vec<Box<dyn Job>> {
        vec![Box::new(lapse::Lapses(core.db))]
    }
}
