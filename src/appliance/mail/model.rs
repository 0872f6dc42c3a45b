//! The shapes of mail.

mod names;

pub use names::BaseUrl;

use crate::kit::db::letter::{MailReason, Purpose};
use crate::kit::settings::section;
use crate::kit::wire::{Email, Host, Password, row};
use crate::kit::{Blank, Id, Line, LocalTime, Number, record, words};
use inventario_derive::Object;
use serde::{Deserialize, Serialize};

words! {
    /// Cómo se protege la conexión con el servidor de correo.
    pub enum Security {
        /// Se cifra después del saludo (STARTTLS, de costumbre en el puerto 587).
        Starttls = "starttls",
        /// Cifrada desde el comienzo (TLS, de costumbre en el puerto 465).
        Tls = "tls",
        /// Sin cifrar: solo para un servidor de la misma red.
        None = "none",
    }
}

words! {
    /// En qué va un correo.
    pub enum LetterState {
        /// Espera su turno, o el próximo intento.
        Waiting = "waiting",
        /// Se está enviando.
        Sending = "sending",
        /// El servidor de correo lo recibió.
        Sent = "sent",
        /// No saldrá: el servidor lo rechazó, o se venció.
        Failed = "failed",
    }
}

section! {
    /// Correo: con qué servidor se envía, y en nombre de quién.
    pub struct MailSettings = "mail", "Correo";
    /// Cambios a la configuración del correo.
    patch MailSettingsPatch;
    check super::rules::judge;

    /// Si se envían correos. Pruebe antes con un correo de prueba.
    default enabled: bool = false,
    /// Servidor de correo (SMTP), por nombre o por dirección.
    optional host: String as Host,
    /// Puerto: de costumbre 587 con STARTTLS, 465 con TLS, 25 sin cifrar.
    default port: i64 as Number<1, 65_535> = 587,
    /// Cómo se protege la conexión. Sin cifrar solo dentro de la red del centro.
    default security: Security = Security::Starttls,
    /// Usuario en el servidor de correo, si pide uno.
    optional user: String as Line<1, 200>,
    /// Correo del remitente.
    optional from_address: String as Email,
    /// Nombre del remitente.
    default from_name: String as Line<1, 100> = "Inventario".to_owned(),
    /// Dirección con la que las personas abren el inventario, para los enlaces de los correos: `https://inventario.ejemplo.edu.co`.
    optional base_url: String as BaseUrl,
    secret for (host, port, security, user)
    /// Si hay una contraseña guardada.
    has_password,
    /// Contraseña en el servidor de correo. No se puede volver a leer, y se olvida al cambiar el servidor, el puerto, la protección o el
    /// usuario si no se envía de nuevo.
    password: Password<1, 200>,
}

record! {
    /// Un correo del buzón de salida. De lo que dice solo se muestra el asunto.
    pub struct OutboxLetter {
        /// Identificador.
        pub id: Id,
        /// Para quién.
        pub user_id: Id,
        /// Nombres y apellidos.
        pub user_name: String,
        /// Adónde fue el último intento, o adónde irá el primero.
        pub to_address: String,
        /// Para qué es.
        pub purpose: Purpose,
        /// Asunto.
        pub subject: String,
        /// En qué va.
        pub state: LetterState,
        /// Cuántas veces se ha intentado.
        pub attempts: i64,
        /// Cuándo se intenta la próxima vez, si espera.
        pub due_at: LocalTime,
        /// Por qué no ha salido, como lo dijo el servidor de correo.
        pub error: Option<String>,
        /// Cuándo se escribió.
        pub created_at: LocalTime,
        /// Cuándo salió.
        pub sent_at: Option<LocalTime>,
    }
}

row! {
    /// A letter that is due, as it leaves.
    #[derive(Debug, Clone)]
    pub struct DueLetter {
        /// The letter.
        pub id: Id,
        /// Whose it is.
        pub user_id: Id,
        /// Their first and last name.
        pub name: String,
        /// Their address of today.
        pub email: String,
        /// What it is for.
        pub purpose: Purpose,
        /// Why it goes by mail.
        pub reason: MailReason,
        /// The subject.
        pub subject: String,
        /// What it says.
        pub body: String,
        /// The page that it leads to.
        pub action_url: Option<String>,
        /// How often it was tried before.
        pub attempts: i64,
        /// When it was written.
        pub created_at: LocalTime,
    }
}

/// En qué va el correo.
#[derive(Debug, Clone, Object, Serialize)]
pub struct MailStatus {
    /// Si el servidor envía correos.
    pub enabled: bool,
    /// Cuántos correos esperan.
    pub waiting: i64,
    /// Cuántos no salieron.
    pub failed: i64,
    /// Qué impide hablar con el servidor de correo, si algo lo impide.
    pub trouble: Option<String>,
    /// Desde cuándo.
    pub trouble_since: Option<LocalTime>,
}

/// Un correo de prueba.
#[derive(Debug, Default, Object, Deserialize)]
#[serde(default)]
pub struct MailTest {
    /// A qué correo; al propio si no se indica.
    pub to: Blank<Email>,
}
