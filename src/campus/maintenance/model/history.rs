//! The shape of the history: what was done to an item, and what it cost.

use super::MaintenanceType;
use crate::kit::wire::{Money, shape};
use crate::kit::{Blank, Day, Id, LocalTime, Text};

shape! {
    /// Un trabajo que se le hizo a un equipo.
    pub struct MaintenanceHistory
    from "h" "maintenance_history h\njoin inventory_items i on i.id = h.item_id\nleft join environments e on e.id = i.environment_id\nleft join users t on t.id = h.technician_id";
    row WorkRow;
    /// Un trabajo que se anota a mano, sin solicitud o de una que existe.
    new NewWork;
    /// Cambios a un trabajo anotado. Lo que no se envía queda igual; null borra.
    patch WorkPatch;

    /// El equipo.
    given item_id: Id,
    /// El equipo.
    kept item_id: Id,
    /// Nombre del equipo.
    joined item_name: String = "i.name",
    /// Código interno (placa) del equipo.
    joined internal_code: String = "i.internal_code",
    /// Nombre de su ambiente.
    joined environment_name: Option<String> = "e.name",
    /// La solicitud que se atendió.
    given request_id: Blank<Id>,
    /// La solicitud que se atendió.
    kept request_id: Option<Id>,
    /// Quién lo hizo.
    #[sent = "Quién lo hizo: un supervisor o administrador."]
    optional technician_id: Id,
    /// Nombre de quien lo hizo.
    joined technician_name: Option<String> = "t.name",
    /// Clase de mantenimiento.
    required maintenance_type: MaintenanceType,
    /// Qué se hizo.
    required description: String as Text<1, 5000>,
    /// Cuánto costó, en pesos.
    optional cost: Money,
    /// Qué se cambió.
    optional parts_replaced: String as Text<1, 2000>,
    /// Qué día, hoy o antes.
    required maintenance_date: Day,
    /// Cuándo toca el próximo.
    optional next_maintenance_date: Day,
    /// Si se anotó al terminar su solicitud.
    kept is_completion: bool,
    /// Cuándo se anotó.
    kept created_at: LocalTime = now,
    /// Cuándo cambió por última vez.
    kept updated_at: LocalTime = now,
}

/// What a history is cut to.
#[derive(Debug, Default)]
pub struct WorkQuery {
    /// One item's.
    pub item_id: Option<Id>,
    /// One request's.
    pub request_id: Option<Id>,
    /// Of the items of one room.
    pub environment_id: Option<Id>,
    /// One kind.
    pub maintenance_type: Option<MaintenanceType>,
    /// Done not before this day.
    pub from: Option<Day>,
    /// Done not after this day.
    pub until: Option<Day>,
}
