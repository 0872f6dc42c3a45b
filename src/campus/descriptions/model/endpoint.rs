//! The address of a service, and of the question there.

use crate::kit::net::remote::Destination;
use crate::kit::wire::{sent_as_text, wire_type};
use crate::kit::{FromText, Line};
use poem_openapi::registry::MetaSchema;

/// Where such a service is asked, below the address that its papers name.
const QUESTIONS: &str = "/chat/completions";

/// The address of a service that speaks as OpenAI's does: `https://api.ejemplo.co/v1`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint(String);

impl Endpoint {
    /// Where its questions go, of an address that is kept. Nothing if it is none any more.
    pub fn questions(kept: &str) -> Option<Destination> {
        let to = Destination::of(kept)?;
        let base = to.path().trim_end_matches('/').to_owned();
        let path = if base.ends_with(QUESTIONS) { base } else { format!("{base}{QUESTIONS}") };
        Some(to.at(path))
    }
}

impl FromText for Endpoint {
    fn from_text(text: &str) -> Result<Self, String> {
        let url = Line::<1, 300>::from_text(text)?.into_string();
        let url = url.trim_end_matches('/').to_owned();
        match Destination::of(&url) {
            Some(_) => Ok(Self(url)),
            None => Err("debe ser una dirección como https://api.ejemplo.co/v1, sin usuario ni clave".into()),
        }
    }
}

impl From<Endpoint> for String {
    fn from(endpoint: Endpoint) -> Self {
        endpoint.0
    }
}

wire_type!([] Endpoint, "service-url", {
    let mut schema = MetaSchema::new_with_format("string", "service-url");
    schema.max_length = Some(300);
    schema.example = Some("http://192.168.1.20:11434/v1".into());
    schema
});
sent_as_text!([] Endpoint);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_go_below_the_address_of_the_service() {
        for (kept, path) in [
            ("https://api.ejemplo.co/v1", "/v1/chat/completions"),
            ("http://10.0.0.5:8080", "/chat/completions"),
            ("https://api.ejemplo.co/v1/chat/completions", "/v1/chat/completions"),
        ] {
            assert_eq!(Endpoint::questions(kept).unwrap().path(), path, "{kept}");
        }
        assert_eq!(Endpoint::questions("ftp://x"), None);
        assert_eq!(String::from(Endpoint::from_text(" https://x.co/v1/ ").unwrap()), "https://x.co/v1");
        for wrong in ["", "api.ejemplo.co", "https://yo:clave@x.co/v1", "https://x.co/v1?clave=7", "ftp://x"]
        {
            assert!(Endpoint::from_text(wrong).is_err(), "{wrong}");
        }
    }
}
