//! The shapes of maintenance: requests. What is sent of them is in [`sent`], plans in [`plan`], what was done in [`history`].

pub mod history;
pub mod plan;
pub mod sent;

use crate::campus::inventory::model::ItemType;
use crate::kit::wire::{Listed, Money};
use crate::kit::{Caller, Day, Id, LocalTime, Scope, record, role, words};
use inventario_derive::Object;
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

impl MaintenanceStatus {
    /// Whether there is still something to do.
    pub fn is_open(self) -> bool {
        match self {
            Self::Pending | Self::Assigned | Self::InProgress => true,
            Self::Completed | Self::Cancelled => false,
        }
    }

    /// How people call it.
    pub fn spanish(self) -> &'static str {
        match self {
            Self::Pending => "pendiente",
            Self::Assigned => "asignada",
            Self::InProgress => "en reparación",
            Self::Completed => "terminada",
            Self::Cancelled => "anulada",
        }
    }
}

impl MaintenancePriority {
    /// Whether it can't wait, in either language.
    pub fn is_urgent(self) -> bool {
        matches!(self, Self::Urgent | Self::Urgente)
    }

    /// How people call it, whatever language it was written in.
    pub fn spanish(self) -> &'static str {
        match self {
            Self::Low | Self::Baja => "baja",
            Self::Medium | Self::Media => "media",
            Self::High | Self::Alta => "alta",
            Self::Urgent | Self::Urgente => "urgente",
        }
    }

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

words! {
    /// Qué clase de trabajo es.
    pub enum MaintenanceType {
        /// Preventivo: para que no falle.
        Preventive = "preventive",
        /// Correctivo: porque falló.
        Corrective = "corrective",
        /// Mejora: más memoria, otro disco.
        Upgrade = "upgrade",
    }
}

/// Un equipo de una solicitud.
#[derive(Debug, Clone, PartialEq, Eq, Object, Serialize, Deserialize)]
pub struct MaintenanceItem {
    /// El equipo.
    pub item_id: Id,
    /// Su nombre.
    pub item_name: String,
    /// Su código interno (placa).
    pub internal_code: String,
    /// Si es uno o un grupo de piezas iguales.
    pub item_type: ItemType,
    /// Cuántas piezas.
    pub quantity: i64,
    /// Cuántas de las dañadas quedaron funcionando, si la solicitud se terminó.
    pub repaired: Option<i64>,
}

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
        /// Clase de mantenimiento.
        pub maintenance_type: MaintenanceType,
        /// Todos sus equipos, el de `item_id` primero.
        pub items: Listed<MaintenanceItem>,
        /// El plan que la pidió.
        pub plan_id: Option<Id>,
        /// El día del plan para el que se pidió.
        pub due_date: Option<Day>,
        /// Para cuándo se espera.
        pub estimated_completion: Option<Day>,
        /// Cuándo se terminó.
        pub actual_completion: Option<Day>,
        /// Cuánto costó, en pesos.
        pub cost: Option<Money>,
        /// Notas.
        pub notes: Option<String>,
        /// Por qué se anuló.
        pub cancellation_reason: Option<String>,
        /// Direcciones de fotos.
        pub images_urls: Option<Listed<String>>,
        /// Cuántas piezas, de todos sus equipos.
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

/// What a request says beside that, when a person or a plan writes it.
#[derive(Debug, Clone)]
pub struct RequestDetails {
    /// The kind of work.
    pub maintenance_type: MaintenanceType,
    /// The items and their pieces. None: the one of the request.
    pub items: Vec<(Id, i64)>,
    /// The category of work, in a word.
    pub category: Option<String>,
    /// The place, in words.
    pub location: Option<String>,
    /// The photos, in their order.
    pub photos: Vec<Id>,
    /// The plan that asks, and its day.
    pub plan: Option<(Id, Day)>,
}

impl Default for RequestDetails {
    fn default() -> Self {
        Self {
            maintenance_type: MaintenanceType::Corrective,
            items: Vec::new(),
            category: None,
            location: None,
            photos: Vec::new(),
            plan: None,
        }
    }
}

/// Who asks for requests, as far as it decides which ones they see.
#[derive(Debug, Clone, Copy)]
pub struct RequestReach {
    /// The rooms whose requests they see.
    pub scope: Scope,
    /// Whose requests they see besides, whatever the room: what that person asked for.
    pub own: Option<Id>,
}

impl RequestReach {
    /// The requests that a person sees.
    pub fn of(who: &Caller) -> Self {
        if who.is(role::KEEPERS) {
            return Self { scope: who.keeping(), own: None };
        }
        Self { scope: who.environment_id.map_or(Scope::Nothing, Scope::Room), own: Some(who.id) }
    }

    /// Those of them that a list is of: whoever asks for a room wants that room's.
    pub fn listed(who: &Caller, query: &RequestQuery) -> Self {
        let reach = Self::of(who);
        Self { own: reach.own.filter(|_| query.environment_id.is_none()), ..reach }
    }
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
    /// Those that are open, or those that are not.
    pub is_open: Option<bool>,
    /// Those that are late on that day, or those that are not.
    pub is_late: Option<(bool, Day)>,
    /// One technician's.
    pub technician_id: Option<Id>,
    /// What one person asked for.
    pub user_id: Option<Id>,
    /// One priority, in either language.
    pub priority: Option<MaintenancePriority>,
    /// Made not before this instant.
    pub from: Option<LocalTime>,
    /// Made before this instant.
    pub until: Option<LocalTime>,
}
