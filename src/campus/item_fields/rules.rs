//! What a field may be, and what may be written in it. Pure.

use super::model::{ItemField, ItemFieldKind, ItemFieldRow};
use crate::kit::sql::fold;
use crate::kit::{Code, Day, Error, FromText, Result};

/// How many fields a category may have.
pub const MOST: i64 = 30;

/// How many choices a field may have.
const CHOICES: usize = 50;

/// What a column is called in which a field stands: «Potencia (kW)».
pub fn heading(name: &str, unit: Option<&str>) -> String {
    unit.map_or_else(|| name.to_owned(), |unit| format!("{name} ({unit})"))
}

/// Refuses a field that can't be: choices belong to the kind that is chosen from, a unit to numbers.
///
/// # Errors
/// [`Code::ItemFieldWrong`] with the reason.
pub fn check(field: &ItemFieldRow) -> Result<()> {
    let wrong = |says: &str| Err(Error::With(Code::ItemFieldWrong, says.to_owned()));
    let is_choice = field.kind == ItemFieldKind::Choice;
    let mut seen: Vec<String> = field.choices.0.iter().map(|it| fold(it.as_str())).collect();
    seen.sort_unstable();
    seen.dedup();
    if field.unit.is_some() && field.kind != ItemFieldKind::Number {
        wrong("La unidad es solo de los números: déjela vacía")
    } else if is_choice && field.choices.0.len() < 2 {
        wrong("Escriba al menos dos opciones para elegir")
    } else if field.choices.0.len() > CHOICES {
        wrong("Se admiten hasta 50 opciones")
    } else if !is_choice && !field.choices.0.is_empty() {
        wrong("Las opciones son solo de los datos de elegir: déjelas vacías")
    } else if seen.len() < field.choices.0.len() {
        wrong("Hay opciones repetidas")
    } else {
        Ok(())
    }
}

/// Refuses another kind for what is filled in.
///
/// # Errors
/// [`Code::ItemFieldKindFixed`].
pub fn check_kind(before: &ItemField, kind: ItemFieldKind) -> Result<()> {
    if before.values_count > 0 && before.kind != kind { Err(Code::ItemFieldKindFixed.into()) } else { Ok(()) }
}

/// Why a field that is filled in stays.
pub fn in_use(field: &ItemField) -> Error {
    let items = match field.values_count {
        1 => "1 equipo lo tiene".to_owned(),
        count => format!("{count} equipos lo tienen"),
    };
    let says = format!(
        "No se puede eliminar «{}»: {items} escrito. Puede retirarlo, y lo escrito se conserva",
        field.name
    );
    Error::With(Code::ItemFieldInUse, says)
}

/// A value in the one form of its kind.
///
/// # Errors
/// [`Code::ItemFieldValueWrong`] with what is expected.
pub fn written(field: &ItemField, text: &str) -> Result<String> {
    let wrong = |expected: &str| {
        Error::With(Code::ItemFieldValueWrong, format!("El dato «{}» debe ser {expected}", field.name))
    };
    match field.kind {
        ItemFieldKind::Text => Ok(text.to_owned()),
        ItemFieldKind::Number => number(text).ok_or_else(|| {
            wrong("un número con hasta dos decimales y sin puntos de miles, por ejemplo 1250,5")
        }),
        ItemFieldKind::Date => Day::from_text(text)
            .map(|day| day.0.format("%Y-%m-%d").to_string())
            .map_err(|_| wrong("una fecha, por ejemplo 2026-01-31")),
        ItemFieldKind::Choice => {
            let chosen = field.choices.0.iter().find(|it| fold(it.as_str()) == fold(text));
            chosen.map(|it| it.as_str().to_owned()).ok_or_else(|| wrong(&choices(field)))
        }
        ItemFieldKind::YesNo => match fold(text).as_str() {
            "si" | "true" | "1" | "yes" => Ok("true".into()),
            "no" | "false" | "0" => Ok("false".into()),
            _ => Err(wrong("sí o no")),
        },
    }
}

/// The choices of a field, as a sentence has them.
fn choices(field: &ItemField) -> String {
    const SHOWN: usize = 8;
    let names: Vec<&str> = field.choices.0.iter().take(SHOWN).map(|it| it.as_str()).collect();
    let more = if field.choices.0.len() > SHOWN { "…" } else { "" };
    format!("una de estas opciones: {}{more}", names.join(", "))
}

/// A number with up to twelve digits and two decimals, by point or comma: without what says nothing. Three decimals would be thousands to
/// whoever wrote them here; below one nobody doubts, and four are taken.
fn number(text: &str) -> Option<String> {
    let (sign, digits) = text.strip_prefix('-').map_or(("", text), |rest| ("-", rest));
    let (whole, decimals) = digits.split_once(['.', ',']).unwrap_or((digits, ""));
    let is_digits = |text: &str| text.bytes().all(|it| it.is_ascii_digit());
    let has_mark = digits.len() > whole.len();
    if whole.is_empty()
        || whole.len() > 12
        || decimals.len() > if whole == "0" { 4 } else { 2 }
        || (has_mark && decimals.is_empty())
        || !is_digits(whole)
        || !is_digits(decimals)
    {
        return None;
    }
    let (whole, decimals) = (whole.trim_start_matches('0'), decimals.trim_end_matches('0'));
    let whole = if whole.is_empty() { "0" } else { whole };
    Some(match (whole, decimals) {
        ("0", "") => "0".to_owned(),
        (whole, "") => format!("{sign}{whole}"),
        (whole, decimals) => format!("{sign}{whole}.{decimals}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::wire::Listed;
    use crate::kit::{Id, Line, LocalTime, clock};

    fn field(kind: ItemFieldKind, choices: &[&str]) -> ItemField {
        let now = LocalTime(clock::now());
        ItemField {
            id: Id::from_bits(1),
            category_id: Id::from_bits(2),
            category_name: "Torno".into(),
            name: "Voltaje".into(),
            kind,
            unit: None,
            choices: Listed(choices.iter().map(|it| Line::from_text(it).unwrap()).collect()),
            is_active: true,
            values_count: 0,
            created_at: now,
            updated_at: now,
        }
    }

    #[test]
    fn a_value_has_the_one_form_of_its_kind() {
        use ItemFieldKind::{Choice, Date, Number, Text, YesNo};
        for (kind, sent, kept) in [
            (Text, "=1+1", Some("=1+1")),
            (Number, "12,50", Some("12.5")),
            (Number, "007", Some("7")),
            (Number, "-0,0", Some("0")),
            (Number, "-3", Some("-3")),
            (Number, "0.125", Some("0.125")),
            (Number, "1.250", None),
            (Number, "12.", None),
            (Number, "1e9", None),
            (Number, "NaN", None),
            (Number, "1234567890123", None),
            (Number, "0.12345", None),
            (Date, "2026-01-31", Some("2026-01-31")),
            (Date, "2026-02-31", None),
            (Choice, "TRIFÁSICO", Some("trifásico")),
            (Choice, "otro", None),
            (YesNo, "Sí", Some("true")),
            (YesNo, "false", Some("false")),
            (YesNo, "tal vez", None),
        ] {
            let field = field(kind, if kind == Choice { &["monofásico", "trifásico"] } else { &[] });
            assert_eq!(written(&field, sent).ok().as_deref(), kept, "{sent}");
        }
    }

    #[test]
    fn what_is_written_stays_as_it_is_when_it_is_sent_back() {
        for kind in [ItemFieldKind::Number, ItemFieldKind::YesNo] {
            let field = field(kind, &[]);
            for sent in ["0", "1"] {
                let kept = written(&field, sent).unwrap();
                assert_eq!(written(&field, &kept).unwrap(), kept);
            }
        }
    }

    #[test]
    fn choices_and_units_belong_to_their_kinds() {
        let check_of = |kind, choices: &[&str], unit: Option<&str>| {
            check(&ItemFieldRow { unit: unit.map(str::to_owned), ..field(kind, choices).row() })
        };
        assert!(check_of(ItemFieldKind::Choice, &["a", "b"], None).is_ok());
        assert!(check_of(ItemFieldKind::Number, &[], Some("V")).is_ok());
        assert!(check_of(ItemFieldKind::Choice, &["a"], None).is_err());
        assert!(check_of(ItemFieldKind::Choice, &["a", "Á"], None).is_err());
        assert!(check_of(ItemFieldKind::Text, &["a", "b"], None).is_err());
        assert!(check_of(ItemFieldKind::Text, &[], Some("V")).is_err());
    }
}
