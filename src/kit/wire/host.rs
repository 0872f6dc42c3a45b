//! The name or the address of a server.

use super::{FromText, Line, sent_as_text, wire_type};
use poem_openapi::registry::MetaSchema;
use serde::Serialize;

/// The name or the address of a server, without port or scheme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Host(String);

impl Host {
    /// As it is kept.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromText for Host {
    fn from_text(text: &str) -> Result<Self, String> {
        let host = Line::<1, 253>::from_text(text)?.into_string().to_lowercase();
        let is_name = host.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_'));
        let is_address = host.parse::<std::net::IpAddr>().is_ok();
        if is_address || (is_name && !host.starts_with(['.', '-']) && !host.contains("..")) {
            Ok(Self(host))
        } else {
            Err("debe ser el nombre o la dirección de un servidor, sin puerto, por ejemplo servidor.ejemplo.edu.co".into())
        }
    }
}

impl From<Host> for String {
    fn from(host: Host) -> Self {
        host.0
    }
}

wire_type!([] Host, "hostname", {
    let mut schema = MetaSchema::new_with_format("string", "hostname");
    schema.max_length = Some(253);
    schema.example = Some("servidor.ejemplo.edu.co".into());
    schema
});
sent_as_text!([] Host);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_a_name_or_an_address_and_nothing_around_it() {
        for good in
            ["smtp.office365.com", " SMTP.Sena.edu.co ", "localhost", "10.0.0.5", "fd00::5", "correo_interno"]
        {
            assert!(Host::from_text(good).is_ok(), "{good}");
        }
        for wrong in ["", "smtp:587", "smtp://x", "a b", "x/y", "..", "-x", "ñandú.co", "user@host"] {
            assert!(Host::from_text(wrong).is_err(), "{wrong}");
        }
    }
}
