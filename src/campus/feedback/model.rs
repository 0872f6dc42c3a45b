//! The shapes of feedback.

use crate::kit::db::Priority;
use crate::kit::{Blank, Field, Id, Keep, Line, LocalTime, Number, Text, record, words};
use inventario_derive::Object;
use serde::Deserialize;

words! {
    /// De qué clase es una opinión.
    pub enum FeedbackType {
        /// Sugerencia.
        Suggestion = "suggestion",
        /// Algo que falla.
        Bug = "bug",
        /// Algo que hace falta.
        Feature = "feature",
        /// Facilidad de uso.
        Usability = "usability",
        /// Rapidez.
        Performance = "performance",
        /// Felicitación.
        Compliment = "compliment",
        /// Queja.
        Complaint = "complaint",
        /// Otra.
        Other = "other",
    }
}

words! {
    /// Qué ha sido de una opinión.
    pub enum FeedbackStatus {
        /// Enviada; nadie la ha leído.
        Submitted = "submitted",
        /// Leída.
        Reviewed = "reviewed",
        /// Se trabaja en ella.
        InProgress = "in_progress",
        /// Hecha.
        Completed = "completed",
        /// No se hará.
        Rejected = "rejected",
    }
}

record! {
    /// Lo que una persona opina del programa, y lo que le respondieron.
    pub struct Feedback {
        /// Identificador.
        pub id: Id,
        /// Quién opina.
        pub user_id: Id,
        /// Nombre de quien opina.
        pub user_name: String,
        /// De qué clase es.
        pub r#type: FeedbackType,
        /// La clase, como la llama la aplicación.
        pub category: Option<String>,
        /// Título.
        pub title: String,
        /// Lo que dice.
        pub description: String,
        /// Qué tan urgente es.
        pub priority: Priority,
        /// De 1 a 5, si la persona calificó.
        pub rating: Option<i64>,
        /// Qué ha sido de ella.
        pub status: FeedbackStatus,
        /// Si la persona quiere saber de la respuesta.
        pub allow_follow_up: bool,
        /// Con qué navegador o aplicación, si la persona lo permitió.
        pub device: Option<String>,
        /// Lo que respondió la administración.
        pub admin_response: Option<String>,
        /// Quién respondió.
        pub responded_by_name: Option<String>,
        /// Cuándo respondió por última vez.
        pub responded_at: Option<LocalTime>,
        /// Cuándo se envió.
        pub created_at: LocalTime,
        /// Cuándo cambió por última vez.
        pub updated_at: LocalTime,
    }
}

/// Una opinión nueva.
#[derive(Debug, Object, Deserialize)]
pub struct NewFeedback {
    /// De qué clase es.
    #[oai(rename = "type")]
    #[serde(rename = "type")]
    pub kind: FeedbackType,
    /// La clase, como la llama quien envía.
    pub category: Blank<Line<1, 100>>,
    /// Título.
    pub title: Line<1, 200>,
    /// Lo que dice.
    pub description: Text<1, 4000>,
    /// Qué tan urgente es; medium si no se indica.
    pub priority: Blank<Priority>,
    /// De 1 a 5.
    pub rating: Blank<Number<1, 5>>,
    /// Si se anota con qué navegador o aplicación se envía; no si no se indica.
    pub include_device_info: Blank<bool>,
    /// Si la persona quiere saber de la respuesta; sí si no se indica.
    pub allow_follow_up: Blank<bool>,
}

/// Lo que la administración responde o decide. Lo que no se envía queda igual; null borra la respuesta.
#[derive(Debug, Default, Object, Deserialize)]
#[serde(default)]
pub struct FeedbackPatch {
    /// Qué es de ella. Una respuesta a una opinión recién enviada la deja leída.
    pub status: Keep<FeedbackStatus>,
    /// Lo que se responde.
    pub admin_response: Field<Text<1, 4000>>,
    /// Qué tan urgente es.
    pub priority: Keep<Priority>,
}

/// What a list is cut to.
#[derive(Debug, Default)]
pub struct FeedbackQuery {
    /// Of this kind.
    pub kind: Option<FeedbackType>,
    /// Which have come so far.
    pub status: Option<FeedbackStatus>,
    /// So urgent.
    pub priority: Option<Priority>,
    /// Words in title, text and name.
    pub search: Option<String>,
}
