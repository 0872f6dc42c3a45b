//! A letter as it crosses the network.

use super::model::MailSettings;
use super::rules;
use crate::kit::{Error, Result};
use chrono::{DateTime, Utc};
use lettre::address::Address;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message};
use std::time::SystemTime;

/// A letter and its envelope.
#[derive(Debug)]
pub struct Sealed {
    /// Who sends it: where a server sends it back to.
    pub from: Address,
    /// Who gets it.
    pub to: Address,
    /// The letter: head and body.
    pub bytes: Vec<u8>,
}

/// What is written on a letter, and in it.
pub struct Sheet<'a> {
    /// The left half of its Message-ID: the same at each try.
    pub id: String,
    /// Name and address of who gets it; the address alone if the name is empty.
    pub to: (&'a str, &'a str),
    /// The subject.
    pub subject: &'a str,
    /// What it says.
    pub text: &'a str,
    /// When it was written.
    pub at: DateTime<Utc>,
}

/// Writes a letter out.
///
/// # Errors
/// When an address isn't one that mail can go to.
pub fn seal(settings: &MailSettings, sheet: &Sheet<'_>) -> Result<Sealed> {
    let (from, to) = (sender(settings)?, address(sheet.to.1)?);
    let message = Message::builder()
        .from(Mailbox::new(Some(settings.from_name.clone()), from.clone()))
        .to(Mailbox::new(Some(rules::subject(sheet.to.0)).filter(|name| !name.is_empty()), to.clone()))
        .subject(rules::subject(sheet.subject))
        .date(SystemTime::from(sheet.at))
        .message_id(Some(format!("<{}@{}>", sheet.id, from.domain())))
        .header(ContentType::TEXT_PLAIN)
        // Answering machines leave it alone (RFC 3834).
        .raw_header(HeaderValue::new(
            HeaderName::new_from_ascii_str("Auto-Submitted"),
            "auto-generated".into(),
        ))
        .body(rules::lines(sheet.text))
        .map_err(Error::internal)?;
    Ok(Sealed { from, to, bytes: message.formatted() })
}

/// Who sends all letters.
///
/// # Errors
/// When nobody is named, or it isn't an address.
pub fn sender(settings: &MailSettings) -> Result<Address> {
    address(settings.from_address.as_deref().unwrap_or_default())
}

fn address(text: &str) -> Result<Address> {
    text.parse().map_err(|_| Error::internal(format!("«{text}» no es un correo al que se pueda escribir")))
}
