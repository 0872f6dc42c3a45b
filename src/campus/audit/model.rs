//! The shapes of the audit.

use crate::kit::db::chain::{ChainLink, ChainVerdict};
use crate::kit::settings::section;
use crate::kit::wire::{Column, wire_type};
use crate::kit::{Id, LocalTime, Number, record};
use inventario_derive::Object;
use poem_openapi::registry::MetaSchema;
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ValueRef};
use serde::{Deserialize, Serialize};

section! {
    /// Cuánto se guarda la auditoría.
    pub struct AuditSettings = "audit", "Auditoría guardada";
    /// Cambios a lo que se guarda la auditoría.
    patch AuditSettingsPatch;

    /// Cuántos días conserva una limpieza de la auditoría si no se indica otra cosa.
    default kept_days: i64 as Number<30, 365> = 90,
}

/// A JSON object that is stored as text and answered as it is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AuditValues(pub serde_json::Map<String, serde_json::Value>);

impl FromSql for AuditValues {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        serde_json::from_str(value.as_str()?).map_err(FromSqlError::other)
    }
}

impl Column for AuditValues {
    fn json(value: ValueRef<'_>, out: &mut Vec<u8>) -> FromSqlResult<()> {
        // The table's check has made sure that it is JSON.
        out.extend_from_slice(value.as_bytes()?);
        Ok(())
    }
}

wire_type!([] AuditValues, "object", MetaSchema::new("object"));

record! {
    /// Un registro de auditoría.
    pub struct AuditEntry {
        /// Identificador del registro.
        pub id: Id,
        /// Qué se hizo: LOGIN, REGISTER, CREATE_INVENTORY_ITEM, UPDATE_USER…
        pub action: String,
        /// A qué clase de dato.
        pub entity_type: String,
        /// A cuál.
        pub entity_id: Option<String>,
        /// Quién lo hizo.
        pub user_id: Option<Id>,
        /// Su nombre en ese momento.
        pub user_name: Option<String>,
        /// Su correo en ese momento.
        pub user_email: Option<String>,
        /// El dato como era antes, si había uno.
        pub old_values: Option<AuditValues>,
        /// Descripción, solicitud (request), respuesta (response), duración y el dato antes y después.
        pub new_values: AuditValues,
        /// Dirección IP desde donde se hizo.
        pub ip_address: Option<String>,
        /// Programa desde donde se hizo.
        pub user_agent: Option<String>,
        /// Reservado; siempre nulo.
        pub session_id: Option<String>,
        /// Cuándo, en la hora del centro.
        pub created_at: LocalTime,
    }
}

record! {
    /// Un registro de auditoría en la forma plana que leen los reportes de la aplicación.
    pub struct PlainAuditEntry {
        /// Cuándo, con la forma AAAA-MM-DD HH:MM:SS.
        pub timestamp: Stamp,
        /// Correo de quien lo hizo; vacío si no inició sesión.
        pub user_email: String,
        /// Qué se hizo.
        pub action: String,
        /// A qué clase de dato.
        pub entity_type: String,
        /// Descripción, solicitud, respuesta y duración.
        pub new_values: AuditValues,
    }
}

/// An instant as `YYYY-MM-DD HH:MM:SS`, which the app's report cuts at the blank (contract D6).
#[derive(Debug, Clone, Copy)]
pub struct Stamp(LocalTime);

impl Serialize for Stamp {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(&self.0.wall().format("%Y-%m-%d %H:%M:%S"))
    }
}

impl FromSql for Stamp {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        LocalTime::column_result(value).map(Self)
    }
}

impl Column for Stamp {
    fn json(value: ValueRef<'_>, out: &mut Vec<u8>) -> FromSqlResult<()> {
        serde_json::to_writer(out, &Self::column_result(value)?).map_err(FromSqlError::other)
    }
}

wire_type!([] Stamp, "stamp", {
    let mut schema = MetaSchema::new("string");
    schema.example = Some("2025-09-01 14:05:09".into());
    schema
});

/// Una página de la auditoría, del más reciente al más antiguo.
#[derive(Debug, Object, Serialize)]
pub struct AuditPage {
    /// Los registros de esta página.
    pub logs: Vec<AuditEntry>,
    /// Cuántos hay en total.
    pub total: i64,
    /// Número de esta página, desde 1.
    pub page: i64,
    /// Registros por página.
    pub per_page: i64,
    /// Cuántas páginas hay.
    pub total_pages: i64,
}

record! {
    /// Una acción y cuántas veces se hizo.
    pub struct AuditActionCount {
        /// La acción.
        pub action: String,
        /// Cuántas veces.
        pub count: i64,
    }
}

record! {
    /// Una persona y cuántas acciones hizo.
    pub struct AuditUserCount {
        /// Nombre.
        pub name: String,
        /// Correo.
        pub email: String,
        /// Cuántas acciones.
        pub count: i64,
    }
}

record! {
    /// Un día y cuántas acciones hubo.
    pub struct AuditDayCount {
        /// El día, AAAA-MM-DD.
        pub date: String,
        /// Cuántas acciones.
        pub count: i64,
    }
}

record! {
    /// Cuentas de un periodo. Un intento rechazado o fallido cuenta como error.
    pub struct AuditCounts {
        /// Todos los registros del periodo.
        pub total_logs: i64,
        /// Los de hoy.
        pub today_logs: i64,
        /// Cambios y eliminaciones.
        pub warning_logs: i64,
        /// Intentos rechazados o fallidos.
        pub error_logs: i64,
        /// Los demás.
        pub info_logs: i64,
        /// Creaciones e ingresos.
        pub success_logs: i64,
    }
}

/// Estadística de la auditoría.
#[derive(Debug, Object, Serialize)]
pub struct AuditStats {
    /// How many entries there are of each grade.
    #[oai(flatten)]
    #[serde(flatten)]
    pub counts: AuditCounts,
    /// Las diez acciones más frecuentes.
    pub top_actions: Vec<AuditActionCount>,
    /// Las diez personas con más acciones.
    pub top_users: Vec<AuditUserCount>,
    /// El sello de ahora.
    pub seal: AuditSeal,
}

/// Lo que hizo una persona en un periodo.
#[derive(Debug, Object, Serialize)]
pub struct UserActivity {
    /// La persona.
    pub user_id: Id,
    /// Cuántas acciones hizo.
    pub total_actions: i64,
    /// Cuántas clases de acciones.
    pub unique_actions: i64,
    /// Cuántas clases de datos tocó.
    pub unique_entities: i64,
    /// Las diez acciones más frecuentes.
    pub top_actions: Vec<AuditActionCount>,
    /// Acciones por día.
    pub daily_activity: Vec<AuditDayCount>,
    /// Las veinte últimas.
    pub recent_logs: Vec<AuditEntry>,
}

/// El final de la cadena, para anotarlo en papel: mientras esté igual, no falta ni cambió ningún registro hasta ese.
#[derive(Debug, Clone, Default, PartialEq, Eq, Object, Serialize)]
pub struct AuditSeal {
    /// El número del último registro; 0 si no hay ninguno.
    pub number: i64,
    /// El sello de ese registro: dieciséis letras y cifras, en grupos de cuatro.
    pub seal: String,
}

impl AuditSeal {
    /// How many of the 64 digits of a hash are shown. Nobody without the key can make another hash with the same beginning.
    pub const DIGITS: usize = 16;

    /// The end of a chain, as it is shown.
    pub fn of(head: &ChainLink) -> Self {
        let digits: Vec<char> = head.hash.chars().take(Self::DIGITS).collect();
        let groups = digits.chunks(4).map(|group| group.iter().collect::<String>());
        Self { number: head.seq, seal: groups.collect::<Vec<_>>().join("-") }
    }
}

/// Si la auditoría está como se escribió.
#[derive(Debug, Object, Serialize)]
pub struct AuditChain {
    /// Si ningún registro fue cambiado, quitado ni agregado.
    pub whole: bool,
    /// Cuántos registros tiene la cadena.
    pub entries: Option<i64>,
    /// Cuántos registros son anteriores a la cadena.
    pub before: Option<i64>,
    /// Hasta qué registro la cadena es de una versión anterior, que no usaba clave: queda sellada como se encontró.
    pub without_key_until: Option<i64>,
    /// El sello del último registro.
    pub seal: Option<AuditSeal>,
    /// El número del registro donde se nota el daño.
    pub broken_at: Option<i64>,
    /// Lo mismo, en una frase.
    pub message: String,
}

impl AuditChain {
    /// What a look at the chain found, for people.
    pub fn of(verdict: &ChainVerdict) -> Self {
        match verdict {
            ChainVerdict::Whole { entries, before, plain_until, head } => Self {
                whole: true,
                entries: Some(*entries),
                before: Some(*before),
                without_key_until: Some(*plain_until).filter(|seq| *seq > 0),
                seal: Some(AuditSeal::of(head)),
                broken_at: None,
                message: format!("La auditoría está completa: {entries} registros encadenados"),
            },
            ChainVerdict::Broken { seq, why } => {
                Self::broken(*seq, format!("{why} (registro {seq} de la cadena)"))
            }
        }
    }

    /// A chain in which something is wrong at an entry.
    pub fn broken(seq: i64, message: String) -> Self {
        Self {
            whole: false,
            entries: None,
            before: None,
            without_key_until: None,
            seal: None,
            broken_at: Some(seq),
            message,
        }
    }
}

/// Resultado de una limpieza.
#[derive(Debug, Object, Serialize)]
pub struct AuditCleanup {
    /// Qué se hizo, en una frase.
    pub message: String,
    /// Cuántos registros se eliminaron.
    pub deleted_count: i64,
    /// Cuántos días se conservan.
    pub days_kept: i64,
}

/// What a list of entries is cut to.
#[derive(Debug, Clone, Default)]
pub struct AuditQuery {
    /// Anywhere in the action.
    pub action: Option<String>,
    /// One person's.
    pub user_id: Option<Id>,
    /// One kind of entity.
    pub entity_type: Option<String>,
    /// Not before this instant.
    pub from: Option<LocalTime>,
    /// Before this instant.
    pub until: Option<LocalTime>,
    /// Words in names, actions and descriptions.
    pub search: Option<String>,
}
