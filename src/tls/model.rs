//! The shapes of HTTPS.

use super::{Shown, State, Voucher};
use crate::serve::{Doors, Scheme};
use crate::wire::{LocalTime, words};
use poem_openapi::Object;
use serde::Serialize;

words! {
    /// De dónde viene el certificado del servidor.
    pub enum Source {
        /// Lo firma la autoridad propia de la caja, que los equipos deben instalar.
        Authority = "authority",
        /// Lo puso el técnico.
        Files = "files",
    }
}

/// La conexión segura del servidor.
#[derive(Debug, Object, Serialize)]
pub struct Secure {
    /// Si responde por HTTPS.
    pub enabled: bool,
    /// De dónde viene el certificado.
    pub source: Option<Source>,
    /// El puerto de HTTPS.
    pub port: Option<u16>,
    /// Las direcciones seguras que cubre el certificado, la mejor primero.
    pub urls: Vec<String>,
    /// La huella SHA-256 de la autoridad propia o, sin ella, la del certificado del técnico.
    pub fingerprint: Option<String>,
    /// Desde cuándo vale lo que tiene esa huella.
    pub valid_from: Option<LocalTime>,
    /// Hasta cuándo vale lo que tiene esa huella.
    pub valid_until: Option<LocalTime>,
}

/// Lo que solo le interesa a quien administra el servidor.
#[derive(Debug, Object, Serialize)]
pub struct SecureState {
    /// De dónde viene el certificado.
    pub source: Source,
    /// La huella SHA-256 de la autoridad propia o, sin ella, la del certificado del técnico.
    pub fingerprint: String,
    /// Hasta cuándo vale el certificado que está en uso; el de la caja se renueva solo.
    pub valid_until: LocalTime,
    /// Las direcciones del equipo que no pueden estar en el certificado, por ser de Internet.
    pub left_out: Vec<String>,
    /// Por qué no se usan los archivos del técnico, que cambiaron: siguen valiendo los de antes.
    pub error: Option<String>,
}

impl Shown {
    fn source(&self) -> Source {
        match self.voucher {
            Voucher::Authority { .. } => Source::Authority,
            Voucher::Files => Source::Files,
        }
    }
}

impl Secure {
    /// What anybody may know. Asks the system for its addresses. `names` are those in force on the network.
    pub fn of(state: &State, doors: Doors, names: &[String]) -> Self {
        let shown = state.shown();
        let door = doors.https.filter(|_| shown.is_some());
        // Where browsers would warn, nobody is sent.
        let left_out = shown.as_ref().map(|it| it.names.left_out.clone()).unwrap_or_default();
        let urls = door.map(|it| Scheme::Https.urls(it, names, &left_out)).unwrap_or_default();
        Self {
            enabled: door.is_some(),
            source: shown.as_ref().map(Shown::source),
            port: door.map(|it| it.port()),
            urls,
            fingerprint: shown.as_ref().map(|it| it.fingerprint.clone()),
            valid_from: shown.as_ref().map(|it| LocalTime(it.validity.from)),
            valid_until: shown.as_ref().map(|it| LocalTime(it.validity.until)),
        }
    }
}

impl SecureState {
    /// What the administrator may want to know; `None` without TLS.
    pub fn of(state: &State) -> Option<Self> {
        let shown = state.shown()?;
        Some(Self {
            source: shown.source(),
            fingerprint: shown.fingerprint,
            valid_until: LocalTime(shown.in_force.until),
            left_out: shown.names.left_out.iter().map(ToString::to_string).collect(),
            error: shown.error,
        })
    }
}
