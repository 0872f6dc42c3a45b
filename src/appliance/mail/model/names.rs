//! The address of this server as people open it.

use crate::kit::wire::{sent_as_text, wire_type};
use crate::kit::{FromText, Line};
use poem_openapi::registry::MetaSchema;

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

impl From<BaseUrl> for String {
    fn from(url: BaseUrl) -> Self {
        url.0
    }
}

wire_type!([] BaseUrl, "uri", {
    let mut schema = MetaSchema::new_with_format("string", "uri");
    schema.max_length = Some(200);
    schema.example = Some("https://inventario.ejemplo.edu.co".into());
    schema
});
sent_as_text!([] BaseUrl);

#[cfg(test)]
mod tests {
    use super::*;

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
