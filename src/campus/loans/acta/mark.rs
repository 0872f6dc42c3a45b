//! A signature as it is printed under what was signed: of a loan, or of whatever else people sign.

use super::rules;
use crate::kit::LocalTime;
use crate::kit::pdf::{SignatureBox, SignatureMark};
use crate::kit::wire::row;

row! {
    /// Who signed, how, and in whose session.
    #[derive(Debug, Clone)]
    pub struct SignedMark {
        /// Whose name.
        pub name: String,
        /// Lines of x, y, x, y… as JSON; none when the name was typed.
        pub strokes: Option<String>,
        /// Whose session it was.
        pub user_name: String,
        /// From which address of the network.
        pub ip_address: Option<String>,
        /// When.
        pub signed_at: LocalTime,
    }
}

/// The place for the signature of one side, which `title` says: with what is signed already, else with the name of who is to sign.
pub fn place(title: &str, name: &str, signed: Option<&SignedMark>) -> SignatureBox {
    let title = title.to_owned();
    let Some(signed) = signed else {
        return SignatureBox { title, name: name.to_owned(), mark: SignatureMark::None, notes: Vec::new() };
    };
    let at = signed.signed_at.wall().format("%d/%m/%Y %H:%M:%S");
    let drawn = signed.strokes.as_deref().and_then(|strokes| {
        let strokes: Vec<Vec<i64>> = serde_json::from_str(strokes).ok()?;
        rules::lines(&strokes).ok()
    });
    let how = if drawn.is_some() { "Firmada en pantalla" } else { "Firma escrita" };
    let from = signed.ip_address.as_ref().map_or_else(String::new, |ip| format!(" desde {ip}"));
    SignatureBox {
        title,
        name: signed.name.clone(),
        mark: drawn.map_or_else(|| SignatureMark::Typed(signed.name.clone()), SignatureMark::Drawn),
        notes: vec![format!("{how} el {at}{from}"), format!("En la sesión de {}", signed.user_name)],
    }
}
