//! Decisions about the documents of equipment.

use super::model::DocumentKind;
use crate::kit::{Code, Result};

/// How many documents an item has at most.
const MOST: i64 = 20;
/// How long the name of a file is at most, its ending included, in letters.
const LONGEST_NAME: usize = 120;
/// How a PDF begins.
const START: &[u8] = b"%PDF-";
/// How it ends; programs write a little after it.
const END: &[u8] = b"%%EOF";
/// In how many of its last bytes the end is looked for, as readers do.
const TAIL: usize = 1_024;

/// Refuses one more document; `present` counts those that are there.
///
/// # Errors
/// [`Code::ItemDocumentsFull`].
pub fn one_more(present: i64) -> Result<()> {
    if present < MOST { Ok(()) } else { Err(Code::ItemDocumentsFull.into()) }
}

/// Refuses what is no PDF by its bytes, whatever it is called, and one that didn't arrive to its end.
///
/// # Errors
/// [`Code::ItemDocumentNoPdf`], [`Code::ItemDocumentIncomplete`].
pub fn check_pdf(bytes: &[u8]) -> Result<()> {
    if !bytes.starts_with(START) {
        return Err(Code::ItemDocumentNoPdf.into());
    }
    let tail = bytes.get(bytes.len().saturating_sub(TAIL)..).unwrap_or(bytes);
    if tail.windows(END.len()).any(|it| it == END) {
        Ok(())
    } else {
        Err(Code::ItemDocumentIncomplete.into())
    }
}

/// Whether somebody is shown a document; `keeps` says whether they look after the item's room.
pub fn is_seen(kind: DocumentKind, keeps: bool) -> bool {
    match kind {
        DocumentKind::Invoice => keeps,
        DocumentKind::Manual | DocumentKind::Other => true,
    }
}

/// What a file is called: the last part of what it was called there, without what file systems don't bear, and as the PDF that it is.
pub fn file_name(sent: &str) -> String {
    let last = sent.rsplit(['/', '\\']).next().unwrap_or_default();
    let stem = match last.char_indices().rev().nth(3) {
        Some((at, _)) if last.get(at..).is_some_and(|it| it.eq_ignore_ascii_case(".pdf")) => {
            last.get(..at).unwrap_or_default()
        }
        _ => last,
    };
    let kept =
        |letter: char| if letter.is_alphanumeric() || " -_().,".contains(letter) { letter } else { ' ' };
    let clean: String = stem.chars().map(kept).collect();
    let clean = clean.split_whitespace().collect::<Vec<_>>().join(" ");
    let short: String = clean.trim_matches(['.', ' ']).chars().take(LONGEST_NAME - ".pdf".len()).collect();
    let name = short.trim_matches(['.', ' ']);
    format!("{}.pdf", if name.is_empty() { "Documento" } else { name })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_pdf_is_told_by_its_bytes_and_must_have_its_end() {
        assert!(check_pdf(b"%PDF-1.7\nwords\n%%EOF").is_ok());
        assert!(check_pdf(&[b"%PDF-1.4 ".as_slice(), &[0; 5_000], b"%%EOF\r\n"].concat()).is_ok());
        for other in [&b""[..], b"%PDF", b"<html>%PDF-1.7 %%EOF", b"PK\x03\x04", b"\xff\xd8\xff\xe0", b" %PDF-1.7 %%EOF"] {
            assert_eq!(check_pdf(other).unwrap_err().code(), Code::ItemDocumentNoPdf, "{other:?}");
        }
        for cut in [&b"%PDF-"[..], b"%PDF-1.7\nwords", &[&b"%PDF-1.7 %%EOF"[..], &[b' '; 2_000]].concat()] {
            assert_eq!(check_pdf(cut).unwrap_err().code(), Code::ItemDocumentIncomplete);
        }
    }

    #[test]
    fn an_invoice_is_for_those_who_look_after_the_item() {
        for kind in DocumentKind::ALL {
            assert!(is_seen(*kind, true));
            assert_eq!(is_seen(*kind, false), *kind != DocumentKind::Invoice, "{kind}");
        }
    }

    #[test]
    fn the_twenty_first_is_refused() {
        assert!(one_more(MOST - 1).is_ok());
        assert_eq!(one_more(MOST).unwrap_err().code(), Code::ItemDocumentsFull);
    }

    #[test]
    fn a_file_is_called_what_it_was_called() {
        for (sent, name) in [
            ("Factura 12.pdf", "Factura 12.pdf"),
            ("FACTURA.PDF", "FACTURA.pdf"),
            ("Manual de operación Ñ", "Manual de operación Ñ.pdf"),
            ("C:\\Usuarios\\Ana\\manual.pdf", "manual.pdf"),
            ("../../etc/passwd", "passwd.pdf"),
            ("a\"b\r\nX: y<script>.pdf", "a b X y script.pdf"),
            (".pdf", "Documento.pdf"),
            ("...", "Documento.pdf"),
            ("virus.exe", "virus.exe.pdf"),
            ("ñ.pdf", "ñ.pdf"),
        ] {
            assert_eq!(file_name(sent), name, "{sent}");
        }
    }

    proptest! {
        #[test]
        fn whatever_a_file_is_called_its_name_is_safe(sent in "\\PC{0,300}") {
            let name = file_name(&sent);
            prop_assert!(name.ends_with(".pdf") && name.chars().count() <= LONGEST_NAME);
            prop_assert!(!name.contains(['/', '\\', '"', ':', '<', '>', '|', '?', '*', '\n', '\r']));
            prop_assert!(!name.starts_with(['.', ' ']));
        }
    }
}
