//! The shapes of HTTPS.

use super::{LOCALHOST, Shown, State, Voucher};
use crate::kit::net::interfaces::{addresses, is_reached};
use crate::kit::net::{Doors, Scheme};
use crate::kit::wire::{LocalTime, words};
use poem_openapi::Object;
use serde::Serialize;
use std::net::{IpAddr, SocketAddr};

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

    /// Where browsers would warn, nobody is sent, nor by a name to a door that only this machine reaches.
    fn urls(&self, door: SocketAddr, names: &[String]) -> Vec<String> {
        let hosts = if door.ip().is_loopback() { Vec::new() } else { self.hosts(names) };
        let own = addresses(door.ip()).into_iter().map(|it| it.ip);
        let not_covered: Vec<IpAddr> = own.filter(|ip| !self.names.covers_ip(*ip)).collect();
        Scheme::Https.urls(door, &hosts, &not_covered)
    }

    /// What the certificate says, as far as it leads to the door.
    fn covers(&self, door: SocketAddr) -> Vec<String> {
        let is_here = door.ip().is_loopback();
        let hosts = self.names.hosts.iter().filter(|host| !is_here || *host == LOCALHOST).cloned();
        let ips = self.names.ips.iter().filter(|ip| is_reached(door.ip(), **ip)).map(ToString::to_string);
        hosts.chain(ips).collect()
    }
}

impl Secure {
    /// What anybody may know. Asks the system for its addresses. `names` are those in force on the network.
    pub fn of(state: &State, doors: Doors, names: &[String]) -> Self {
        let shown = state.shown();
        let door = doors.https.filter(|_| shown.is_some());
        let (urls, covers) = match (&shown, door) {
            (Some(shown), Some(door)) => (shown.urls(door, names), shown.covers(door)),
            _ => Default::default(),
        };
        Self {
            enabled: door.is_some(),
            source: shown.as_ref().map(Shown::source),
            port: door.map(|it| it.port()),
            urls,
            covers,
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
