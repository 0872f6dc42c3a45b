//! What labels look like: where a paper has them, what their code is, how the rest fits beside it. Pure.

pub mod layout;
pub mod numbers;
pub mod pages;
pub mod paper;
pub mod symbol;
pub mod zpl;

use super::model::{LabelSource, LabelSubject};
use crate::campus::qr;
use crate::campus::qr::model::{QrKind, QrSubject};
use crate::kit::{Code, Result, sql};

/// How many labels are printed at once: some hundred sheets, or a roll.
pub const MOST: usize = 2000;

/// How many designs a person keeps.
pub const MOST_DESIGNS: i64 = 50;

/// Refuses a print without labels, and one of too many.
///
/// # Errors
/// [`Code::LabelsNone`], [`Code::LabelsTooMany`].
pub fn count(subjects: usize, copies: usize) -> Result<usize> {
    match subjects.saturating_mul(copies) {
        0 => Err(Code::LabelsNone.into()),
        labels if labels > MOST => Err(Code::LabelsTooMany.into()),
        labels => Ok(labels),
    }
}

/// How many letters of a name stand in a signed code: people read the name beneath it, and each makes the code denser.
const NAME: usize = 16;

/// The signed text of an item or a room, as the app reads it (contract b.13), with a name that is cut short; nothing of a number that
/// is nobody's yet, and nothing of materials, whose codes aren't the app's. The signature is over type, id, code and time, so that it holds whatever the name is.
pub fn signed(subject: &LabelSubject, source: LabelSource, ts: i64, secret: &str) -> Option<String> {
    let short = |text: &str| -> String {
        sql::plain(text)
            .chars()
            .filter(|letter| letter.is_ascii_graphic() || *letter == ' ')
            .take(NAME)
            .collect()
    };
    let kind = match source {
        LabelSource::Doors => QrKind::Environment,
        LabelSource::Items | LabelSource::Room | LabelSource::Since | LabelSource::Run => QrKind::Item,
        LabelSource::Bins | LabelSource::Products | LabelSource::Lots => return None,
    };
    let named = QrSubject {
        kind,
        id: subject.id?,
        code: subject.plate.clone(),
        name: short(subject.name.as_deref().unwrap_or_default()).trim().to_owned(),
        place: short(subject.detail.as_deref().unwrap_or_default()).trim().to_owned(),
    };
    Some(qr::rules::text(&named, ts, secret))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::Id;

    #[test]
    fn a_signed_code_is_read_back_whatever_the_name_and_stays_short() {
        let subject = LabelSubject {
            id: Some(Id::from_bits(7)),
            plate: "PC-0001".into(),
            name: Some("Microscopio binocular de demostración Ñandú «grande» 中".repeat(3)),
            detail: Some("computer".into()),
            model: None,
            serial: None,
            room: None,
            center: None,
        };
        let text = signed(&subject, LabelSource::Items, 1_725_210_309, "clave").unwrap();
        assert!(text.is_ascii() && text.len() < 240, "{} {text}", text.len());
        assert!(text.contains("Microscopio bino"), "capitals stay: {text}");
        assert_eq!(qr::rules::verify(&text, "clave").unwrap(), (QrKind::Item, Id::from_bits(7)));
        let door = signed(&subject, LabelSource::Doors, 1, "clave").unwrap();
        assert_eq!(qr::rules::room(&door, "clave").unwrap(), Id::from_bits(7));
        assert_eq!(signed(&LabelSubject { id: None, ..subject }, LabelSource::Run, 1, "clave"), None);
    }

    #[test]
    fn nothing_and_too_much_are_refused_before_anything_is_drawn() {
        assert_eq!(count(0, 3).unwrap_err().code(), Code::LabelsNone);
        assert_eq!(count(100, 20).unwrap(), 2000);
        assert_eq!(count(100, 21).unwrap_err().code(), Code::LabelsTooMany);
        assert_eq!(count(usize::MAX, 2).unwrap_err().code(), Code::LabelsTooMany);
    }
}
