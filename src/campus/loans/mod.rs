//! Loans: what people borrow from a warehouse, from the wish to the return.
//!
//! What can be lent is what is whole and there, less what others have or have reserved. What is out is the sum of the pieces that
//! went over the desk, which are only ever added.

pub mod acta;
pub mod api;
pub mod change;
mod figures;
pub mod model;
mod reads;
pub mod reminders;
pub mod rules;
pub mod store;

use crate::kit::db::kind::{alert_kinds, kinds};
use crate::kit::db::{AlertKind, Kind};
use crate::kit::jobs::Job;
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
    ActaNotFound "acta_no_encontrada" NOT_FOUND "El préstamo no tiene esa acta";
    ActaTooEarly "acta_sin_entrega" BAD_REQUEST "El acta se firma cuando se entrega al menos una pieza";
    ActaChanged "acta_cambiada" BAD_REQUEST "El acta cambió mientras la leía: revísela y firme de nuevo";
    ActaSigned "acta_ya_firmada" BAD_REQUEST "El acta ya tiene esa firma";
    ActaSideForbidden "firma_de_otra_persona" FORBIDDEN "Solo la bodega firma por la bodega, y quien pide prestado firma lo suyo";
    SignatureUnreadable "firma_ilegible" BAD_REQUEST "La firma no se puede leer: bórrela y firme de nuevo";
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
    type Api = (api::Api, acta::api::Api);

    const CODES: &'static [Code] = CODES;
    const ENTITIES: &'static [Entity] = &[Entity::new("loans", "loan")
        .asked_as("LOAN")
        .named(&[("signatures", "SIGN_LOAN")])
        .versioned("loans")];
    const KINDS: &'static [Kind] = KINDS;
    const ALERT_KINDS: &'static [AlertKind] = ALERT_KINDS;

    fn api(core: Core) -> Self::Api {
        (api::Api::new(core.clone()), acta::api::Api(core))
    }

    fn jobs(core: Core) -> Vec<Box<dyn Job>> {
        vec![Box::new(reminders::LoanReminders(core.db.clone())), Box::new(acta::jobs::KeepPages(core.db))]
    }
}
