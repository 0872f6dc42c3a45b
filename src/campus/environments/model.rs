//! The shapes of environments.

use crate::kit::wire::shape;
use crate::kit::{Caller, Id, Line, LocalTime, Number, Text, role};

/// How many people fit into a room.
pub type Capacity = Number<0, 10_000>;

shape! {
    /// Un ambiente de formación o una bodega.
    pub struct Environment from "e" "environments e\njoin centers c on c.id = e.center_id";
    row EnvironmentRow;
    /// Un ambiente o una bodega nueva.
    new NewEnvironment;
    /// Cambios a un ambiente. Lo que no se envía queda igual; null borra.
    patch EnvironmentPatch;

    /// Centro al que pertenece.
    required center_id: Id,
    /// Nombre de ese centro.
    joined center_name: String = "c.name",
    /// Nombre.
    required name: String as Line<1, 120>,
    /// Lugar: bloque, piso.
    required location: String as Line<1, 200>,
    /// Cuántas personas caben.
    #[new = "Cuántas personas caben; 30 si no se indica."]
    default capacity: i64 as Capacity = 30,
    /// Código impreso bajo el QR.
    kept qr_code: String,
    /// Descripción.
    optional description: String as Text<1, 1000>,
    /// Si es una bodega.
    #[new = "Si es una bodega; si no se indica, no."]
    default is_warehouse: bool = false,
    /// Si sus grupos se cuentan a ciegas: sin ver cuántas piezas se esperan.
    #[new = "Si sus grupos se cuentan a ciegas; si no se indica, no."]
    #[patch = "Si sus grupos se cuentan a ciegas."]
    default blind_checks: bool = false,
    /// Si está en uso.
    later is_active: bool = true,
    /// Cuántos equipos tiene registrados, sin los perdidos.
    joined items: i64 = "(select count(*) from inventory_items i where i.environment_id = e.id and i.status <> 'lost')",
    /// Cuándo se creó.
    kept created_at: LocalTime = now,
    /// Cuándo cambió por última vez.
    kept updated_at: LocalTime = now,
}

/// What a list of environments is cut to.
#[derive(Debug, Default)]
pub struct EnvironmentQuery {
    /// One centre's.
    pub center_id: Option<Id>,
    /// Warehouses or rooms.
    pub is_warehouse: Option<bool>,
    /// Active or inactive ones.
    pub is_active: Option<bool>,
    /// Words in name, place, code or description.
    pub search: Option<String>,
}

impl EnvironmentQuery {
    /// Whether the list shows somebody anything: rooms out of use are the general administrator's.
    pub fn is_shown(&self, who: &Caller) -> bool {
        self.is_active != Some(false) || who.is(role::GENERAL)
    }
}
