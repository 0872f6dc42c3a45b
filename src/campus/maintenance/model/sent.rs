//! What is sent of a request: to make one, and to move it on.

use super::{MaintenancePriority, MaintenanceStatus, MaintenanceType};
use crate::kit::wire::{Keep, Money, sent_as_text, wire_type};
use crate::kit::{Blank, Day, Field, FromText, Id, Line, Number, Text};
use inventario_derive::Object;
use poem_openapi::registry::MetaSchema;
use serde::Deserialize;

/// A number of pieces that need work.
pub type Affected = Number<1, 1_000_000>;

/// The address of a photo of this server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PhotoAddress(pub Id);

impl FromText for PhotoAddress {
    fn from_text(text: &str) -> Result<Self, String> {
        let id = text.trim().trim_start_matches('/').strip_prefix("api/photos/");
        let id = id.map(|id| id.split(['?', '/']).next().unwrap_or_default());
        id.and_then(|id| Id::from_text(id).ok())
            .map(Self)
            .ok_or_else(|| "debe ser la dirección de una foto de este servidor: /api/photos/…".into())
    }
}

wire_type!([] PhotoAddress, "photo-address", MetaSchema::new("string"));
sent_as_text!([] PhotoAddress);

/// Un equipo del que se pide mantenimiento.
#[derive(Debug, Object, Deserialize)]
pub struct WantedItem {
    /// El equipo.
    pub item_id: Id,
    /// Cuántas de sus piezas; 1 si no se indica.
    pub quantity: Blank<Affected>,
}

/// Una solicitud nueva: de un equipo (`item_id`), de varios en un mismo trabajo (`items`), o de un ambiente.
#[derive(Debug, Object, Deserialize)]
pub struct NewMaintenanceRequest {
    /// Título.
    pub title: Line<1, 200>,
    /// Qué pasa.
    pub description: Text<1, 5000>,
    /// Qué tan urgente es; media si no se indica.
    pub priority: Blank<MaintenancePriority>,
    /// El equipo.
    pub item_id: Blank<Id>,
    /// Varios equipos en un mismo trabajo, hasta 200.
    pub items: Blank<Vec<WantedItem>>,
    /// El ambiente; si no se indica, el del equipo.
    pub environment_id: Blank<Id>,
    /// Clase de mantenimiento; correctivo si no se indica.
    pub maintenance_type: Blank<MaintenanceType>,
    /// Clase de trabajo: equipos, mobiliario, infraestructura, sistemas u otros.
    pub category: Blank<Line<1, 100>>,
    /// Lugar, en palabras.
    pub location: Blank<Line<1, 200>>,
    /// Cuántas piezas de `item_id`, o del ambiente; 1 si no se indica.
    pub quantity_affected: Blank<Affected>,
    /// Direcciones de fotos que se enviaron antes a `/api/photos`, hasta 10.
    pub images_urls: Blank<Vec<PhotoAddress>>,
}

/// Piezas que quedaron funcionando.
#[derive(Debug, Object, Deserialize)]
pub struct RepairedPieces {
    /// El equipo.
    pub item_id: Id,
    /// Cuántas de sus piezas; 0 si no se pudo reparar.
    pub quantity: Number<0, 1_000_000>,
}

/// Cambios a una solicitud, o su paso siguiente. Lo que no se envía queda igual; null borra.
#[derive(Debug, Default, Object, Deserialize)]
#[serde(default)]
pub struct MaintenancePatch {
    /// El paso: assigned (con técnico), in_progress, completed, cancelled (con motivo), o pending para soltarla o reabrirla.
    pub status: Keep<MaintenanceStatus>,
    /// Título.
    pub title: Keep<Line<1, 200>>,
    /// Qué pasa.
    pub description: Keep<Text<1, 5000>>,
    /// Qué tan urgente es.
    pub priority: Keep<MaintenancePriority>,
    /// Clase de mantenimiento.
    pub maintenance_type: Keep<MaintenanceType>,
    /// Clase de trabajo.
    pub category: Field<Line<1, 100>>,
    /// Lugar, en palabras.
    pub location: Field<Line<1, 200>>,
    /// El técnico: un supervisor o administrador activo.
    pub assigned_technician_id: Field<Id>,
    /// Para cuándo se espera.
    pub estimated_completion: Field<Day>,
    /// Cuándo se terminó; al terminar, hoy si no se indica.
    pub actual_completion: Field<Day>,
    /// Cuánto costó, en pesos.
    pub cost: Field<Money>,
    /// Notas.
    pub notes: Field<Text<1, 2000>>,
    /// Direcciones de todas sus fotos, hasta 10.
    pub images_urls: Field<Vec<PhotoAddress>>,
    /// Por qué se anula; obligatorio al anular.
    pub cancellation_reason: Blank<Text<1, 2000>>,
    /// Qué se cambió; queda en la historia del equipo al terminar.
    pub parts_replaced: Blank<Text<1, 2000>>,
    /// Cuántas piezas de cada equipo quedaron funcionando al terminar; todas si no se indica.
    pub repaired: Blank<Vec<RepairedPieces>>,
}
