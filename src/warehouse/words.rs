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

/// Whether something is in use.
pub const ACTIVE: Words = &[("active", "Activo"), ("inactive", "Inactivo")];

/// Reasons that the server writes itself; what people write is printed as it is.
const REASONS: Words = &[
    ("supplier_delivery", "Entrega del proveedor"),
    ("reservation_fulfillment", "Entrega de una reserva"),
    ("transfer_out", "Traslado, sale"),
    ("transfer_in", "Traslado, entra"),
    ("cross_warehouse_out", "Traslado a otra bodega, sale"),
    ("cross_warehouse_in", "Traslado de otra bodega, entra"),
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
    use crate::warehouse::movements::model::MovementType;
    use crate::warehouse::stock::model::{LotState, Urgency};

    #[test]
    fn no_word_of_the_database_is_printed_as_it_is() {
        let is_said = |words: Words, word: &str| words.iter().any(|(known, _)| *known == word);
        assert!(MovementType::ALL.iter().all(|it| is_said(MOVEMENT_TYPE, it.as_str())));
        assert!(LotState::ALL.iter().all(|it| is_said(LOT_STATE, it.as_str())));
        assert!(Urgency::ALL.iter().all(|it| is_said(URGENCY, it.as_str())));
        assert!(BinStatus::ALL.iter().all(|it| is_said(BIN_STATUS, it.as_str())));
        assert_eq!(
            (reason("supplier_delivery"), reason("Práctica")),
            ("Entrega del proveedor".into(), "Práctica".into())
        );
    }
}
