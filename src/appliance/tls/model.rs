//! The shapes of HTTPS.

use crate::kit::{LocalTime, words};
use inventario_derive::Object;
use serde::Serialize;

words! {
    /// De dónde viene el certificado del servidor.
    pub enum CertificateSource {
        /// Lo firma la autoridad propia de la caja, que los equipos deben instalar.
        Authority = "authority",
        /// Lo puso el técnico.
        Files = "files",
    }
}

/// La conexión segura del servidor.
#[derive(Debug, Default, Object, Serialize)]
pub struct TlsDetails {
    /// Si responde por HTTPS.
    pub enabled: bool,
    /// De dónde viene el certificado.
    pub source: Option<CertificateSource>,
    /// El puerto de HTTPS.
    pub port: Option<u16>,
    /// Las direcciones seguras que cubre el certificado, la mejor primero.
    pub urls: Vec<String>,
    /// Los nombres (con `*.` si vale para todos los de un dominio) y las direcciones IP del certificado que llegan al puerto de HTTPS.
    pub covers: Vec<String>,
    /// La huella SHA-256 de la autoridad propia o, sin ella, la del certificado del técnico.
    pub fingerprint: Option<String>,
    /// Desde cuándo vale lo que tiene esa huella.
    pub valid_from: Option<LocalTime>,
    /// Hasta cuándo vale lo que tiene esa huella.
    pub valid_until: Option<LocalTime>,
}

/// Lo que solo le interesa a quien administra el servidor.
#[derive(Debug, Object, Serialize)]
pub struct TlsHealth {
    /// De dónde viene el certificado.
    pub source: CertificateSource,
    /// La huella SHA-256 de la autoridad propia o, sin ella, la del certificado del técnico.
    pub fingerprint: String,
    /// Hasta cuándo vale el certificado que está en uso; el de la caja se renueva solo.
    pub valid_until: LocalTime,
    /// Las direcciones del equipo que no pueden estar en el certificado, por ser de Internet.
    pub left_out: Vec<String>,
    /// Por qué no se usan los archivos del técnico, que cambiaron: siguen valiendo los de antes.
    pub error: Option<String>,
}
