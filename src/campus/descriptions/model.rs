//! The shapes of descriptions.

mod endpoint;
mod hold;
mod sections;

pub use crate::kit::net::remote::Bearer as ServiceKey;
pub use endpoint::Endpoint;
pub use hold::ServiceHold;
pub use sections::{DescriptionSettings, DescriptionSettingsPatch, FORMAT};

use crate::campus::inventory::model::ItemCategory;
use crate::kit::wire::row;
use crate::kit::{Blank, Id, Line, LocalTime, Text, record, words};
use inventario_derive::Object;
use serde::{Deserialize, Serialize};

words! {
    /// En qué va la descripción de una foto.
    pub enum DescriptionState {
        /// Espera su turno, o el próximo intento.
        Queued = "queued",
        /// Se le está preguntando al modelo.
        Running = "running",
        /// Hay una propuesta y nadie ha decidido.
        Done = "done",
        /// Alguien la aceptó, entera o en parte.
        Accepted = "accepted",
        /// Alguien la descartó.
        Declined = "declined",
        /// No hay propuesta.
        Failed = "failed",
    }
}

record! {
    /// Lo que un modelo propone de un equipo por una de sus fotos.
    pub struct ItemDescription {
        /// Identificador.
        pub id: Id,
        /// El equipo.
        pub item_id: Id,
        /// Nombre del equipo.
        pub item_name: String,
        /// La foto.
        pub photo_id: Id,
        /// En qué va.
        pub state: DescriptionState,
        /// Si nadie la pidió: la foto llegó cuando eso estaba activo.
        pub is_automatic: bool,
        /// Cuántas veces se ha intentado.
        pub attempts: i64,
        /// Cuándo se intenta la próxima vez, si espera.
        pub due_at: LocalTime,
        /// Por qué no hay propuesta, o por qué no la hubo en el último intento.
        pub error: Option<String>,
        /// El modelo que la hizo.
        pub source_model: Option<String>,
        /// Cuándo la hizo.
        pub described_at: Option<LocalTime>,
        /// Descripción propuesta.
        pub description: Option<String>,
        /// Clase de equipo propuesta.
        pub category: Option<ItemCategory>,
        /// Marca propuesta.
        pub brand: Option<String>,
        /// Modelo propuesto.
        pub model: Option<String>,
        /// Número de serie leído en la placa.
        pub serial_number: Option<String>,
        /// Quién la pidió, o quién subió la foto.
        pub created_by_name: String,
        /// Cuándo.
        pub created_at: LocalTime,
        /// Quién decidió.
        pub decided_by_name: Option<String>,
        /// Cuándo decidió.
        pub decided_at: Option<LocalTime>,
        /// Cuándo cambió por última vez.
        pub updated_at: LocalTime,
    }
}

/// Pide la descripción de una foto de un equipo.
#[derive(Debug, Object, Deserialize)]
pub struct NewItemDescription {
    /// El equipo.
    pub item_id: Id,
    /// Una de sus fotos.
    pub photo_id: Id,
}

/// Lo que se acepta de una propuesta, como quedó después de corregirlo. Lo que no se envía no cambia en el equipo.
#[derive(Debug, Object, Deserialize)]
pub struct ItemDescriptionChoice {
    /// Descripción.
    pub description: Blank<Text<1, 2000>>,
    /// Clase de equipo.
    pub category: Blank<ItemCategory>,
    /// Marca.
    pub brand: Blank<Line<1, 100>>,
    /// Modelo.
    pub model: Blank<Line<1, 100>>,
    /// Número de serie, único.
    pub serial_number: Blank<Line<1, 100>>,
    /// La versión del equipo sobre la que se decidió: su `updated_at` cuando se leyó. Si ya tiene otra, no se guarda nada y se responde
    /// 409. Sin esto se guarda sobre la versión que haya.
    pub item_updated_at: Blank<LocalTime>,
}

/// En qué van las descripciones con IA.
#[derive(Debug, Clone, Object, Serialize)]
pub struct DescriptionStatus {
    /// Si se pueden pedir.
    pub enabled: bool,
    /// Si se piden por sí solas al subir una foto.
    pub automatic: bool,
    /// El modelo, si está activo.
    pub model: Option<String>,
    /// Cuántas esperan.
    pub waiting: i64,
    /// Cuántas propuestas esperan que alguien decida, de los equipos que quien pregunta puede editar.
    pub undecided: i64,
    /// Cuántas veces se ha preguntado este mes.
    pub month_requests: i64,
    /// Cuántas se permiten en un mes.
    pub monthly_limit: i64,
    /// Hasta cuándo pide el servicio que no se le pregunte, si lo pide.
    pub held_until: Option<LocalTime>,
    /// Qué impide preguntarle al servicio, si algo lo impide: entonces lo que espera no se pierde.
    pub trouble: Option<String>,
    /// Desde cuándo.
    pub trouble_since: Option<LocalTime>,
}

/// What a model says of a photo, made fit for an item.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Proposal {
    /// What it is, in sentences.
    pub description: Option<String>,
    /// Its category.
    pub category: Option<ItemCategory>,
    /// Its brand.
    pub brand: Option<String>,
    /// Its model.
    pub model: Option<String>,
    /// Its serial number, read off the plate.
    pub serial_number: Option<String>,
}

row! {
    /// A description whose turn it is.
    #[derive(Debug, Clone)]
    pub struct DueDescription {
        /// The description.
        pub id: Id,
        /// The item.
        pub item_id: Id,
        /// The photo.
        pub photo_id: Id,
        /// How often it was tried before.
        pub attempts: i64,
    }
}
