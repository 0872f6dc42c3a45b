//! The shapes of system alerts.

use crate::kit::db::AlertKind;
use crate::kit::settings::section;
use crate::kit::wire::row;
use crate::kit::{Blank, Id, Line, LocalTime, Number, Text, record, words};
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
        /// Si se resolvió sola, porque su causa desapareció.
        pub is_self_resolved: bool,
        /// Qué escribió quien la resolvió, o por qué se resolvió sola.
        pub resolution_notes: Option<String>,
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
    /// Cómo se resolvió. Solo cuenta al resolverla.
    pub resolution_notes: Blank<Text<1, 1000>>,
}

words! {
    /// De qué clase de dato puede tratar una alerta que levanta una persona.
    pub enum AlertEntity {
        /// Un equipo.
        InventoryItem = "inventory_item",
        /// Un préstamo.
        Loan = "loan",
        /// Una solicitud de mantenimiento.
        MaintenanceRequest = "maintenance_request",
        /// Una verificación.
        InventoryCheck = "inventory_check",
        /// Una clase.
        Schedule = "schedule",
        /// Un ambiente.
        Environment = "environment",
    }
}

/// Una alerta que levanta una persona.
#[derive(Debug, Object, Deserialize)]
pub struct NewSystemAlert {
    /// De qué trata.
    #[oai(rename = "type")]
    #[serde(rename = "type")]
    pub kind: AlertKind,
    /// Título.
    pub title: Line<1, 200>,
    /// Mensaje.
    pub message: Text<1, 2000>,
    /// Qué tan grave es.
    pub severity: Severity,
    /// Sobre qué clase de dato. Va junto con entity_id.
    pub entity_type: Blank<AlertEntity>,
    /// Sobre cuál. Va junto con entity_type.
    pub entity_id: Blank<Id>,
    /// Ambiente del que trata; sin él la ven todos los que cuidan ambientes.
    pub environment_id: Blank<Id>,
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

section! {
    /// Desde cuándo el servidor levanta alertas por su cuenta, y cuánto las guarda.
    pub struct AlertRules = "alert_rules", "Alertas";
    /// Cambios a las reglas de las alertas.
    patch AlertRulesPatch;

    /// Con menos piezas buenas que estas de un grupo, en una bodega, hay pocas existencias; cero: nunca.
    // Five is what the app's form offers for a threshold.
    default low_stock_minimum: i64 as Number<0, 1_000> = 5,
    /// Cuántos días puede esperar una solicitud de mantenimiento a que alguien la tome.
    default maintenance_pending_days: i64 as Number<1, 365> = 7,
    /// Cuántas horas puede esperar una verificación a quien le toca el paso siguiente.
    default check_waiting_hours: i64 as Number<1, 720> = 24,
    /// Cuántos días antes de su vencimiento se advierte de un lote de material.
    default material_warning_days: i64 as Number<0, 365> = 14,
    /// Con cuántos días o menos por delante la alerta de un lote de material es crítica; se advierte al menos desde entonces.
    default material_alert_days: i64 as Number<0, 365> = 7,
    /// Si una clase que pasó sin su verificación es una alerta.
    default missing_checks: bool = true,
    /// Cuántos días se guarda una alerta resuelta.
    default kept_days: i64 as Number<30, 3_650> = 365,
}

/// Trouble that the server has found by itself.
#[derive(Debug, Clone, PartialEq)]
pub struct Cause {
    /// What it is about.
    pub kind: AlertKind,
    /// The kind of row that it is about: `loan`, `inventory_item`…
    pub entity_type: &'static str,
    /// The row.
    pub entity_id: Id,
    /// The room that it is about.
    pub environment_id: Option<Id>,
    /// The centre of that room.
    pub center_id: Option<Id>,
    /// How grave it is.
    pub severity: Severity,
    /// How many pieces are lacking, where it is about pieces: more are worse.
    pub amount: Option<i64>,
    /// How many pieces are left, of a stock.
    pub pieces: Option<i64>,
    /// Its title.
    pub title: String,
    /// What there is to know.
    pub message: String,
}

impl Cause {
    /// Whether it is about materials that are used up.
    pub fn is_of_material(&self) -> bool {
        is_of_material(self.entity_type)
    }

    /// Whether it is about the day on which a lot expires.
    pub fn is_of_expiry(&self) -> bool {
        is_of_expiry(&self.kind)
    }
}

impl StandingAlert {
    /// Whether it is about materials that are used up.
    pub fn is_of_material(&self) -> bool {
        is_of_material(&self.entity_type)
    }

    /// Whether it is about the day on which a lot expires.
    pub fn is_of_expiry(&self) -> bool {
        is_of_expiry(&self.r#type)
    }
}

fn is_of_material(entity_type: &str) -> bool {
    matches!(entity_type, "lot" | "product")
}

fn is_of_expiry(kind: &AlertKind) -> bool {
    *kind == AlertKind::MaterialExpiring || *kind == AlertKind::MaterialExpired
}

row! {
    /// An alert that stands for a cause: open, or resolved by somebody while its cause is still there.
    #[derive(Debug, Clone, PartialEq)]
    pub struct StandingAlert {
        /// The alert.
        pub id: Id,
        /// What it is about.
        pub r#type: AlertKind,
        /// The kind of row that it is about.
        pub entity_type: String,
        /// The row.
        pub entity_id: Id,
        /// The room.
        pub environment_id: Option<Id>,
        /// How grave it is.
        pub severity: Severity,
        /// How many pieces were lacking.
        pub amount: Option<i64>,
        /// Its title.
        pub title: String,
        /// What there is to know.
        pub message: String,
        /// Whether somebody has resolved it.
        pub is_resolved: bool,
    }
}
