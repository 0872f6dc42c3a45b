//! The shapes of system alerts.

use crate::kit::db::AlertKind;
use crate::kit::{Id, LocalTime, record, words};
use inventario_derive::Object;
use serde::Deserialize;

words! {
    /// Qué tan grave es.
    pub enum Severity {
        /// Baja.
        Low = "low",
        /// Media.
        Medium = "medium",
        /// Alta.
        High = "high",
        /// Crítica.
        Critical = "critical",
    }
}

record! {
    /// Una alerta del sistema.
    pub struct SystemAlert {
        /// Identificador.
        pub id: Id,
        /// De qué trata.
        pub r#type: AlertKind,
        /// Título.
        pub title: String,
        /// Mensaje.
        pub message: String,
        /// Qué tan grave es.
        pub severity: Severity,
        /// Lo mismo que severity, como lo leen los reportes de la aplicación.
        pub priority: Severity,
        /// Sobre qué clase de dato: inventory_check, inventory_item…
        pub entity_type: Option<String>,
        /// Sobre cuál.
        pub entity_id: Option<Id>,
        /// Ambiente del que trata.
        pub environment_id: Option<Id>,
        /// Nombre de ese ambiente.
        pub environment_name: Option<String>,
        /// Si ya se resolvió.
        pub is_resolved: bool,
        /// Si sigue abierta.
        pub is_active: bool,
        /// Quién la resolvió.
        pub resolved_by: Option<Id>,
        /// Nombre de quien la resolvió.
        pub resolved_by_name: Option<String>,
        /// Cuándo se resolvió.
        pub resolved_at: Option<LocalTime>,
        /// Cuándo se creó.
        pub created_at: LocalTime,
        /// Cuándo cambió por última vez.
        pub updated_at: LocalTime,
    }
}

/// Si la alerta se resolvió.
#[derive(Debug, Object, Deserialize)]
pub struct AlertPatch {
    /// true: resuelta; false: abierta otra vez.
    pub is_resolved: bool,
}

/// An alert that a change gives rise to. Title and message are cut to what the table takes, 200 and 2,000 characters.
#[derive(Debug, Clone)]
pub struct NewAlert {
    /// What it is about.
    pub kind: AlertKind,
    /// Its title.
    pub title: String,
    /// What there is to know.
    pub message: String,
    /// How grave it is.
    pub severity: Severity,
    /// The kind of row that it is about: `inventory_check`, `inventory_item`…
    pub entity_type: &'static str,
    /// The row.
    pub entity_id: Id,
    /// The room that it is about.
    pub environment_id: Option<Id>,
}

/// What a list of alerts is cut to.
#[derive(Debug, Default)]
pub struct AlertQuery {
    /// Resolved or open ones.
    pub is_resolved: Option<bool>,
    /// One kind.
    pub kind: Option<AlertKind>,
    /// One severity.
    pub severity: Option<Severity>,
    /// One room's.
    pub environment_id: Option<Id>,
    /// Made not before this instant.
    pub from: Option<LocalTime>,
    /// Made before this instant.
    pub until: Option<LocalTime>,
}
