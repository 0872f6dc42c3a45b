//! Names that lead somewhere: of a mail server, and of this server as people open it.

use crate::kit::wire::{sent_as_text, wire_type};
use crate::kit::{FromText, Line};
use poem_openapi::registry::MetaSchema;

/// The name or the address of a server, without port or scheme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Host(String);

impl FromText for Host {
    fn from_text(text: &str) -> Result<Self, String> {
        let host = Line::<1, 253>::from_text(text)?.into_string().to_lowercase();
        let is_name = host.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_'));
        let is_address = host.parse::<std::net::IpAddr>().is_ok();
        if is_address || (is_name && !host.starts_with(['.', '-']) && !host.contains("..")) {
            Ok(Self(host))
        } else {
            Err("debe ser el nombre o la dirección de un servidor, sin puerto, por ejemplo smtp.office365.com".into())
        }
    }
}

/// An address under which people open this server: scheme, name, port, and no page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseUrl(String);

impl FromText for BaseUrl {
    fn from_text(text: &str) -> Result<Self, String> {
        let wrong = || "debe ser una dirección como https://inventario.ejemplo.edu.co, sin página".to_owned();
        let url = Line::<1, 200>::from_text(text)?.into_string();
        let url = url.trim_end_matches('/');
        let name = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://")).ok_or_else(wrong)?;
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']');
        if name.is_empty() || !name.chars().all(plain) { Err(wrong()) } else { Ok(Self(url.to_owned())) }
    }
}

macro_rules! named {
    ($name:ident, $format:literal, $most:literal, $example:literal) => {
        impl From<$name> for String {
            fn from(name: $name) -> Self {
                name.0
            }
        }

        wire_type!([] $name, $format, {
            let mut schema = MetaSchema::new_with_format("string", $format);
            schema.max_length = Some($most);
            schema.example = Some($example.into());
            schema
        });
        sent_as_text!([] $name);
    };
}

named!(Host, "hostname", 253, "smtp.office365.com");
named!(BaseUrl, "uri", 200, "https://inventario.ejemplo.edu.co");

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

    #[test]
    fn a_base_is_a_scheme_and_a_name() {
        let base = |text: &str| BaseUrl::from_text(text).map(String::from);
        assert_eq!(base(" https://caja.local:8443/ ").unwrap(), "https://caja.local:8443");
        for wrong in [
            "",
            "caja.local",
            "ftp://x",
            "https://",
            "https://x/pagina",
            "javascript:alert(1)",
            "https://a@b",
        ] {
            assert!(base(wrong).is_err(), "{wrong}");
        }
    }
}
