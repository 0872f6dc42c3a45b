//! Loans: what people borrow from a warehouse, from the wish to the return.
//!
//! What can be lent is what is whole and there, less what others have or have reserved. What is out is the sum of the pieces that
//! went over the desk, which are only ever added.

pub mod api;
pub mod change;
mod figures;
pub mod model;
mod reads;
pub mod rules;
pub mod store;

use crate::kit::db::kind::{alert_kinds, kinds};
use crate::kit::db::{AlertKind, Kind};
use crate::kit::{Code, Core, Entity, Resource, codes};

codes! {
    LoanNotFound "prestamo_no_encontrado" NOT_FOUND "Préstamo no encontrado";
    LoanStage "prestamo_en_otro_estado" BAD_REQUEST "El préstamo no puede pasar a ese estado";
    LoanReasonMissing "motivo_de_rechazo" BAD_REQUEST "Escriba por qué se rechaza el préstamo";
    LoanRefused "prestamo_no_posible" BAD_REQUEST "El préstamo no es posible en esas condiciones";
    LoanWithoutItem "prestamo_sin_equipo" BAD_REQUEST "Elija un equipo de la bodega o escriba qué necesita";
    LoanWarehouseUnknown "bodega_desconocida" BAD_REQUEST "La bodega indicada no existe, está inactiva o es de otro centro";
    LoanItemElsewhere "equipo_de_otra_bodega" BAD_REQUEST "El equipo no es de esa bodega";
    LoanNothingScanned "prestamo_sin_piezas" BAD_REQUEST "Escanee al menos una pieza";
    LoanPiecesByScan "prestamo_por_piezas" BAD_REQUEST "Este préstamo se entrega escaneando cada pieza";
    LoanPieceOther "pieza_de_otro_modelo" BAD_REQUEST "La pieza no es de lo que se prestó";
    LoanPieceOut "pieza_no_disponible" BAD_REQUEST "La pieza no está disponible";
    LoanPieceReserved "pieza_reservada" BAD_REQUEST "La pieza está reservada para otra persona";
    LoanTooMany "piezas_de_mas" BAD_REQUEST "Son más piezas de las que tiene el préstamo";
}

kinds! {
    /// A loan was asked for.
    LoanPending = "loan_pending",
    /// A loan was approved.
    LoanApproved = "loan_approved",
    /// A loan was refused.
    LoanRejected = "loan_rejected",
    /// A loan was handed out.
    LoanActive = "loan_active",
    /// A loan came back.
    LoanReturned = "loan_returned",
    /// A loan should have come back.
    LoanOverdue = "loan_overdue",
}

alert_kinds! {
    /// A loan should have come back.
    LoanOverdue = "loan_overdue",
}

/// The entry in the list of resources.
pub struct Entry;

impl Resource for Entry {
    type Parts = Core;
    // A tuple of one is no list of operations to poem-openapi; the empty one is.
    type Api = (api::Api, ());

    const CODES: &'static [Code] = CODES;
    const ENTITIES: &'static [Entity] = &[Entity::new("loans", "loan").asked_as("LOAN")];
    const KINDS: &'static [Kind] = KINDS;
    const ALERT_KINDS: &'static [AlertKind] = ALERT_KINDS;

    fn api(core: Core) -> Self::Api {
        (api::Api::new(core), ())
    }
}
