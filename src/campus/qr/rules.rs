//! The signed text of a code (contract b.13). Pure.
//!
//! The signature is the SHA-256 of `type:id:code:ts:SECRET_KEY` in hexadecimal digits, as the original server made it, so
//! that codes printed long ago stay valid. It has no end, because a label on a door has none.

use super::model::{DecodedQr, QrKind, QrSubject, SeenQr};
use crate::kit::random::sha256_hex;
use crate::kit::{Code, FromText, Id, Result};
use serde_json::Value;
use std::fmt::Write;
use subtle::ConstantTimeEq;

fn signature(kind: &str, id: &str, code: &str, ts: &str, secret: &str) -> String {
    sha256_hex(format!("{kind}:{id}:{code}:{ts}:{secret}"))
}

/// A JSON string in ASCII only: scanners that know no UTF-8 read it too.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    for c in serde_json::Value::from(text).to_string().chars() {
        if c.is_ascii() {
            out.push(c);
        } else {
            for unit in c.encode_utf16(&mut [0; 2]) {
                let _ = write!(out, "\\u{unit:04x}");
            }
        }
    }
    out
}

/// The text of a code made at `ts` (seconds since 1970).
pub fn text(subject: &QrSubject, ts: i64, secret: &str) -> String {
    let (kind, id) = (subject.kind.as_str(), subject.id.to_string());
    let place = match subject.kind {
        QrKind::Environment => "location",
        QrKind::Item => "category",
    };
    format!(
        r#"{{"v": 1, "type": "{kind}", "id": "{id}", "ts": {ts}, "code": {}, "name": {}, "{place}": {}, "sig": "{}"}}"#,
        quoted(&subject.code),
        quoted(&subject.name),
        quoted(&subject.place),
        signature(kind, &id, &subject.code, &ts.to_string(), secret),
    )
}

/// Reads a code and checks that this server (or the one before it, with the same key) made it.
///
/// # Errors
/// One of the `Qr…` codes, each with its own sentence.
pub fn verify(text: &str, secret: &str) -> Result<(QrKind, Id)> {
    let Ok(Value::Object(code)) = serde_json::from_str(text) else { return Err(Code::QrFormat.into()) };
    match code.get("v") {
        None => return Err(Code::QrIncomplete.into()),
        Some(version) if version.as_i64() != Some(1) => return Err(Code::QrVersion.into()),
        Some(_) => {}
    }
    let member = |name: &str| code.get(name).and_then(Value::as_str);
    let (Some(kind), Some(id), Some(code_text), Some(ts), Some(signed)) =
        (member("type"), member("id"), member("code"), code.get("ts").and_then(Value::as_i64), member("sig"))
    else {
        return Err(Code::QrIncomplete.into());
    };
    let expected = signature(kind, id, code_text, &ts.to_string(), secret);
    if !bool::from(expected.as_bytes().ct_eq(signed.as_bytes())) {
        return Err(Code::QrSignature.into());
    }
    let kind = QrKind::from_word(kind).ok_or(Code::QrFormat)?;
    let id = Id::from_text(id).map_err(|_| Code::QrEnvironmentId)?;
    Ok((kind, id))
}

/// Reads the code of a room that somebody scanned.
///
/// # Errors
/// Those of [`verify`], and [`Code::QrNotEnvironment`] for the label of an item.
pub fn room(text: &str, secret: &str) -> Result<Id> {
    match verify(text, secret)? {
        (QrKind::Environment, id) => Ok(id),
        (QrKind::Item, _) => Err(Code::QrNotEnvironment.into()),
    }
}

/// What codes say, and what they name if this server made them: the first of them, and the others.
pub fn decode(texts: Vec<String>, secret: &str) -> DecodedQr {
    let mut seen = texts.into_iter().map(|qr_data| {
        let ours = verify(&qr_data, secret).ok();
        SeenQr { kind: ours.map(|(kind, _)| kind), id: ours.map(|(_, id)| id), qr_data }
    });
    match seen.next() {
        Some(SeenQr { qr_data, kind, id }) => DecodedQr { qr_data, kind, id, others: seen.collect() },
        None => DecodedQr { qr_data: String::new(), kind: None, id: None, others: Vec::new() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn room() -> QrSubject {
        QrSubject {
            kind: QrKind::Environment,
            id: Id::from_bits(0x018f_3b1c_0000_7000_8000_0000_0000_0001),
            code: "AMB-2345".into(),
            name: "Sistemas \"1\" – Ñ".into(),
            place: "Bloque A".into(),
        }
    }

    #[test]
    fn the_text_is_the_originals_letter_by_letter() {
        let text = text(&room(), 1_725_210_309, "a secret of sixteen");
        assert!(text.starts_with(
            r#"{"v": 1, "type": "environment", "id": "018f3b1c-0000-7000-8000-000000000001", "ts": 1725210309, "code": "AMB-2345", "name": "Sistemas \"1\" \u2013 \u00d1", "location": "Bloque A", "sig": ""#
        ));
        let signed = sha256_hex(
            "environment:018f3b1c-0000-7000-8000-000000000001:AMB-2345:1725210309:a secret of sixteen",
        );
        assert!(text.ends_with(&format!("\"{signed}\"}}")));
        assert_eq!(verify(&text, "a secret of sixteen").unwrap(), (QrKind::Environment, room().id));
    }

    #[test]
    fn every_fault_has_its_sentence() {
        let code = |text: &str| verify(text, "key").unwrap_err().code();
        for text in ["", "x", "[]", "5", "null", "\"a\""] {
            assert_eq!(code(text), Code::QrFormat, "{text}");
        }
        assert_eq!(code(r#"{"v": 2}"#), Code::QrVersion);
        assert_eq!(code(r#"{"v": "1"}"#), Code::QrVersion);
        assert_eq!(code("{}"), Code::QrIncomplete);
        assert_eq!(code(r#"{"v": 1, "type": "environment"}"#), Code::QrIncomplete);
        assert_eq!(verify(&text(&room(), 1, "key"), "another").unwrap_err().code(), Code::QrSignature);
        let signed = signature("environment", "7", "c", "1", "key");
        let bad_id = format!(r#"{{"v":1,"type":"environment","id":"7","code":"c","ts":1,"sig":"{signed}"}}"#);
        assert_eq!(code(&bad_id), Code::QrEnvironmentId);
    }

    proptest! {
        #[test]
        fn whatever_is_signed_is_read_back(code in "\\PC{0,30}", name in "\\PC{0,40}", ts in 0i64..4_000_000_000) {
            let subject = QrSubject { code, name: name.clone(), ..room() };
            let text = text(&subject, ts, "key");
            prop_assert!(text.is_ascii());
            prop_assert_eq!(verify(&text, "key").unwrap().1, subject.id);
            let parsed: Value = serde_json::from_str(&text).unwrap();
            prop_assert_eq!(parsed["name"].as_str(), Some(name.as_str()));
        }

        #[test]
        fn a_changed_letter_breaks_the_signature(at in 40usize..75, to in "[0-9a-f]") {
            let good = text(&room(), 1, "key");
            let mut bad = good.clone();
            bad.replace_range(at..=at, &to);
            prop_assume!(bad != good);
            prop_assert!(verify(&bad, "key").is_err());
        }

        #[test]
        fn nothing_scanned_breaks_it(text in "\\PC{0,200}") {
            let _ = verify(&text, "key");
        }
    }
}
