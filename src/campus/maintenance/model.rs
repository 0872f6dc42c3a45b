//! The shapes of maintenance.

use crate::kit::wire::{Column, Money, wire_type};
use crate::kit::{Day, Id, LocalTime, Scope, record, words};
use poem_openapi::registry::{MetaSchema, MetaSchemaRef};
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ValueRef};
use serde::{Deserialize, Serialize};

words! {
    /// Qué tan urgente es. La aplicación escribe las palabras en español; las inglesas valen lo mismo.
    pub enum MaintenancePriority {
        /// Baja.
        Low = "low",
        /// Media.
        Medium = "medium",
        /// Alta.
        High = "high",
        /// Urgente.
        Urgent = "urgent",
        /// Baja.
        Baja = "baja",
        /// Media.
        Media = "media",
        /// Alta.
        Alta = "alta",
        /// Urgente.
        Urgente = "urgente",
    }
}

words! {
    /// En qué va una solicitud.
    pub enum MaintenanceStatus {
        /// Nadie la ha tomado.
        Pending = "pending",
        /// Tiene técnico.
        Assigned = "assigned",
        /// En trabajo.
        InProgress = "in_progress",
        /// Terminada.
        Completed = "completed",
        /// Anulada.
        Cancelled = "cancelled",
    }
}

impl MaintenancePriority {
    /// The word of the other language for the same: a filter by one finds both.
    pub fn twin(self) -> Self {
        match self {
            Self::Low => Self::Baja,
            Self::Medium => Self::Media,
            Self::High => Self::Alta,
            Self::Urgent => Self::Urgente,
            Self::Baja => Self::Low,
            Self::Media => Self::Medium,
            Self::Alta => Self::High,
            Self::Urgente => Self::Urgent,
        }
    }
}

/// Addresses of pictures, kept as a JSON array.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Pictures(pub Vec<String>);

impl FromSql for Pictures {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        serde_json::from_str(value.as_str()?).map_err(FromSqlError::other)
    }
}

impl Column for Pictures {
    fn json(value: ValueRef<'_>, out: &mut Vec<u8>) -> FromSqlResult<()> {
        // The table's check has made sure that it is JSON, and only this type writes it.
        out.extend_from_slice(value.as_bytes()?);
        Ok(())
    }
}

wire_type!([] Pictures, "pictures", {
    let mut schema = MetaSchema::new("array");
    schema.items = Some(Box::new(MetaSchemaRef::Inline(Box::new(MetaSchema::new("string")))));
    schema
});

record! {
    /// Una solicitud de mantenimiento.
    pub struct MaintenanceRequest {
        /// Identificador.
        pub id: Id,
        /// El equipo, si es de uno.
        pub item_id: Option<Id>,
        /// Nombre del equipo.
        pub item_name: Option<String>,
        /// Código interno (placa) del equipo.
        pub internal_code: Option<String>,
        /// La verificación en la que se encontró el daño.
        pub check_id: Option<Id>,
        /// El préstamo del que volvió dañado.
        pub loan_id: Option<Id>,
        /// Quién la pidió.
        pub user_id: Id,
        /// Nombre de quien la pidió.
        pub user_name: String,
        /// El técnico.
        pub assigned_technician_id: Option<Id>,
        /// Nombre del técnico.
        pub assigned_technician_name: Option<String>,
        /// El ambiente.
        pub environment_id: Option<Id>,
        /// Nombre del ambiente.
        pub environment_name: Option<String>,
        /// Título.
        pub title: String,
        /// Qué pasa.
        pub description: String,
        /// Qué tan urgente es.
        pub priority: MaintenancePriority,
        /// En qué va.
        pub status: MaintenanceStatus,
        /// Clase de trabajo: equipos, mobiliario, infraestructura, sistemas u otros.
        pub category: Option<String>,
        /// Lugar, en palabras.
        pub location: Option<String>,
        /// Para cuándo se espera.
        pub estimated_completion: Option<Day>,
        /// Cuándo se terminó.
        pub actual_completion: Option<Day>,
        /// Cuánto costó, en pesos.
        pub cost: Option<Money>,
        /// Notas.
        pub notes: Option<String>,
        /// Direcciones de fotos.
        pub images_urls: Option<Pictures>,
        /// Cuántas piezas.
        pub quantity_affected: i64,
        /// Cuándo se pidió.
        pub created_at: LocalTime,
        /// Cuándo cambió por última vez.
        pub updated_at: LocalTime,
    }
}

/// A request as it is made: nobody has taken it on yet. Its title is cut to what the table takes, 200 characters.
#[derive(Debug, Clone)]
pub struct NewRequest {
    /// The item, when it is about one.
    pub item_id: Option<Id>,
    /// The room, when it is about one.
    pub environment_id: Option<Id>,
    /// The check that found the damage.
    pub check_id: Option<Id>,
    /// The loan that it came back from.
    pub loan_id: Option<Id>,
    /// Who asks.
    pub user_id: Id,
    /// Its title.
    pub title: String,
    /// What is the matter.
    pub description: String,
    /// How urgent it is.
    pub priority: MaintenancePriority,
    /// How many pieces it is about.
    pub quantity_affected: i64,
}

/// Who asks for requests, as far as it decides which ones they see.
#[derive(Debug, Clone, Copy)]
pub struct RequestReach {
    /// The rooms whose requests they see.
    pub scope: Scope,
    /// Whose own requests they see besides, whatever their room.
    pub own: Option<Id>,
}

/// What a list of requests is cut to.
#[derive(Debug, Default)]
pub struct RequestQuery {
    /// One room's.
    pub environment_id: Option<Id>,
    /// One item's.
    pub item_id: Option<Id>,
    /// One status.
    pub status: Option<MaintenanceStatus>,
    /// One priority, in either language.
    pub priority: Option<MaintenancePriority>,
    /// Made not before this instant.
    pub from: Option<LocalTime>,
    /// Made before this instant.
    pub until: Option<LocalTime>,
}
