//! What the words of the database are called on paper.

use crate::kit::document::Words;

/// What kinds of movements there are.
pub const MOVEMENT_TYPE: Words = &[
    ("receipt", "Entrada"),
    ("issue", "Salida"),
    ("adjustment", "Ajuste"),
    ("transfer", "Traslado"),
    ("scrap", "Baja"),
];

/// How lots stand.
pub const LOT_STATE: Words = &[
    ("available", "Disponible"),
    ("reserved", "Reservado"),
    ("held", "Retenido"),
    ("blocked", "Ubicación inactiva"),
    ("expired", "Vencido"),
    ("empty", "Agotado"),
    ("scrapped", "Dado de baja"),
];

/// How near the last day of use is.
pub const URGENCY: Words = &[
    ("expired", "Vencido"),
    ("critical", "Crítica"),
    ("high", "Alta"),
    ("medium", "Media"),
    ("low", "Baja"),
];

/// How bins stand.
pub const BIN_STATUS: Words =
    &[("empty", "Vacía"), ("occupied", "Ocupada"), ("reserved", "Reservada"), ("inactive", "Inactiva")];

/// How reservations stand.
pub const RESERVATION_STATUS: Words =
    &[("active", "Activa"), ("fulfilled", "Entregada"), ("cancelled", "Cancelada"), ("expired", "Vencida")];

/// How transfers to other warehouses stand.
pub const TRANSFER_STATUS: Words = &[
    ("pending", "Por despachar"),
    ("in_transit", "En camino"),
    ("received", "Recibido"),
    ("cancelled", "Cancelado"),
];

/// What transfers are asked for by: how they stand, and what several stages have in common.
pub const TRANSFER_FILTER: Words = &[
    ("pending", "Por despachar"),
    ("in_transit", "En camino"),
    ("received", "Recibido"),
    ("cancelled", "Cancelado"),
    ("open", "En curso"),
    ("to_receive", "Por recibir"),
];

/// What is counted.
pub const COUNT_SCOPE: Words = &[("bin", "Ubicación"), ("zone", "Zona"), ("product", "Producto")];

/// How counts stand.
pub const COUNT_STATUS: Words = &[
    ("open", "Contando"),
    ("submitted", "Por aprobar"),
    ("approved", "Aprobado"),
    ("cancelled", "Cancelado"),
];

/// Whether something is in use.
pub const ACTIVE: Words = &[("active", "Activo"), ("inactive", "Inactivo")];

/// Reasons that the server writes itself; what people write is printed as it is.
const REASONS: Words = &[
    ("supplier_delivery", "Entrega del proveedor"),
    ("reservation_fulfillment", "Entrega de una reserva"),
    ("transfer_out", "Cambio de ubicación"),
    ("transfer_in", "Cambio de ubicación"),
    ("cross_warehouse_out", "Envío a otra bodega"),
    ("cross_warehouse_in", "Llegada de otra bodega"),
    ("transfer_cancelled", "Traslado cancelado"),
];

/// Why something moved.
pub fn reason(word: &str) -> String {
    REASONS.iter().find(|(known, _)| *known == word).map_or(word, |(_, said)| said).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::warehouse::bins::model::BinStatus;
    use crate::warehouse::counts::model::{CountScope, CountStatus};
    use crate::warehouse::movements::model::MovementType;
    use crate::warehouse::reservations::model::ReservationStatus;
    use crate::warehouse::stock::model::{LotState, Urgency};
    use crate::warehouse::transfers::model::TransferStatus;

    #[test]
    fn no_word_of_the_database_is_printed_as_it_is() {
        let is_said = |words: Words, word: &str| words.iter().any(|(known, _)| *known == word);
        assert!(MovementType::ALL.iter().all(|it| is_said(MOVEMENT_TYPE, it.as_str())));
        assert!(LotState::ALL.iter().all(|it| is_said(LOT_STATE, it.as_str())));
        assert!(Urgency::ALL.iter().all(|it| is_said(URGENCY, it.as_str())));
        assert!(BinStatus::ALL.iter().all(|it| is_said(BIN_STATUS, it.as_str())));
        assert!(ReservationStatus::ALL.iter().all(|it| is_said(RESERVATION_STATUS, it.as_str())));
        assert!(TransferStatus::ALL.iter().all(|it| is_said(TRANSFER_STATUS, it.as_str())));
        assert!(TRANSFER_STATUS.iter().all(|it| TRANSFER_FILTER.contains(it)));
        assert!(CountScope::ALL.iter().all(|it| is_said(COUNT_SCOPE, it.as_str())));
        assert!(CountStatus::ALL.iter().all(|it| is_said(COUNT_STATUS, it.as_str())));
        assert_eq!(
            (reason("supplier_delivery"), reason("Práctica")),
            ("Entrega del proveedor".into(), "Práctica".into())
        );
    }
}
