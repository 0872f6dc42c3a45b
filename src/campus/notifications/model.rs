//! The shapes of notifications.

use crate::kit::db::{Kind, Priority};
use crate::kit::settings::section;
use crate::kit::wire::wire_type;
use crate::kit::{Blank, Code, Error, FromText, Id, Line, LocalTime, Number, Text, record};
use inventario_derive::Object;
use poem_openapi::registry::MetaSchema;
use serde::{Deserialize, Deserializer, Serialize};

section! {
    /// Cuánto se guardan los avisos de las personas.
    pub struct NotificationSettings = "notifications", "Avisos guardados";
    /// Cambios a lo que se guardan los avisos.
    patch NotificationSettingsPatch;
    check unread_are_kept_longer;

    /// Cuántos días se guarda un aviso después de leído.
    default read_days: i64 as Number<1, 3650> = 90,
    /// Cuántos días se guarda cualquier aviso; no menos que los leídos.
    default kept_days: i64 as Number<7, 3650> = 365,
}

fn unread_are_kept_longer(settings: &NotificationSettings) -> Result<(), Error> {
    if settings.read_days <= settings.kept_days {
        return Ok(());
    }
    let sentence = "Los avisos leídos no se pueden guardar más días que los demás".to_owned();
    Err(Error::With(Code::Invalid, sentence))
}

record! {
    /// Un aviso a una persona.
    pub struct Notification {
        /// Identificador.
        pub id: Id,
        /// A quién.
        pub user_id: Id,
        /// De qué trata.
        pub r#type: Kind,
        /// Título.
        pub title: String,
        /// Mensaje.
        pub message: String,
        /// Si ya lo leyó.
        pub is_read: bool,
        /// Qué tan urgente es.
        pub priority: Priority,
        /// La página a la que lleva, dentro de este servidor.
        pub action_url: Option<String>,
        /// Desde cuándo ya no interesa.
        pub expires_at: Option<LocalTime>,
        /// Cuándo se envió.
        pub created_at: LocalTime,
        /// Cuándo cambió por última vez.
        pub updated_at: LocalTime,
    }
}

/// Several kinds, comma between (contract D39).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Kinds(pub Vec<Kind>);

impl FromText for Kinds {
    fn from_text(text: &str) -> Result<Self, String> {
        let words = text.split(',').map(str::trim).filter(|word| !word.is_empty());
        words.map(Kind::from_text).collect::<Result<_, _>>().map(Self)
    }
}

wire_type!([] Kinds, "kinds", {
    let mut schema = MetaSchema::new("string");
    schema.example = Some("maintenance_request,maintenance_update".into());
    schema
});

/// A page of this server: its path, with what follows. Never an address of another server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct OwnPage(String);

impl FromText for OwnPage {
    fn from_text(text: &str) -> Result<Self, String> {
        let page = Line::<1, 300>::from_text(text)?.into_string();
        // Browsers read a backslash as a slash, and what begins with two is another server.
        if page.starts_with('/') && !page.contains("//") && !page.contains('\\') {
            Ok(Self(page))
        } else {
            Err("debe ser una página de este servidor, por ejemplo /mantenimiento".into())
        }
    }
}

impl<'de> Deserialize<'de> for OwnPage {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Self::from_text(&String::deserialize(from)?).map_err(serde::de::Error::custom)
    }
}

impl From<OwnPage> for String {
    fn from(page: OwnPage) -> Self {
        page.0
    }
}

wire_type!([] OwnPage, "path", {
    let mut schema = MetaSchema::new("string");
    schema.max_length = Some(300);
    schema.example = Some("/mantenimiento".into());
    schema
});

/// Un aviso nuevo.
#[derive(Debug, Object, Deserialize)]
pub struct NewNotification {
    /// A quién.
    pub user_id: Id,
    /// De qué trata.
    #[oai(rename = "type")]
    #[serde(rename = "type")]
    pub kind: Kind,
    /// Título.
    pub title: Line<1, 200>,
    /// Mensaje.
    pub message: Text<1, 2000>,
    /// Qué tan urgente es; medium si no se indica.
    pub priority: Blank<Priority>,
    /// La página a la que lleva, dentro de este servidor: una ruta que empieza por una sola barra.
    pub action_url: Blank<OwnPage>,
    /// Desde cuándo ya no interesa, en la hora del centro.
    pub expires_at: Blank<LocalTime>,
}

/// Si un aviso ya se leyó.
#[derive(Debug, Object, Deserialize)]
pub struct NotificationPatch {
    /// true: leído; false: por leer.
    pub is_read: bool,
}

/// Cuántos avisos hay por leer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Object, Serialize)]
pub struct UnreadNotifications {
    /// Cuántos.
    pub unread: i64,
}

/// Qué se marcó como leído.
#[derive(Debug, Object, Serialize)]
pub struct NotificationsRead {
    /// Lo mismo, en una frase.
    pub message: String,
    /// Cuántos avisos eran.
    pub updated: usize,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_a_path_of_this_server() {
        for good in
            ["/", "/maintenance/018f3b1c-0000-7000-8000-000000000001", "/usuarios?estado=espera", " /a#b "]
        {
            assert!(OwnPage::from_text(good).is_ok(), "{good:?} was refused");
        }
        for wrong in [
            "",
            "mantenimiento",
            "//malo.example",
            "https://malo.example",
            "javascript:alert(1)",
            "/\\malo.example",
            "\\\\malo.example",
            "/a//b",
            "/\t/malo.example",
            "/a?b=http://malo.example",
            "/\u{0}",
            ".",
            "data:,x",
        ] {
            assert!(OwnPage::from_text(wrong).is_err(), "{wrong:?} passed");
        }
        assert!(OwnPage::from_text(&format!("/{}", "x".repeat(300))).is_err());
    }

    #[test]
    fn kinds_are_words_between_commas() {
        let kinds = Kinds::from_text("maintenance_request, maintenance_update,").unwrap();
        assert_eq!(kinds, Kinds(vec![Kind::MaintenanceRequest, Kind::MaintenanceUpdate]));
    }
}
