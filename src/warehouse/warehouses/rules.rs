//! Templates of bins: which are sound, and how a code is made by one. Pure.

use super::model::{BinField, BinTemplate, NewBinTemplate};
use crate::kit::random::letters;
use crate::kit::wire::same_key;
use crate::kit::{Code, Error, Result};
use crate::warehouse::share;
use std::collections::BTreeMap;

/// How many parts a code has at most.
const MOST_FIELDS: usize = 10;
/// The longest code of a bin.
pub const LONGEST_CODE: usize = 100;

/// A piece of a code's format.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    /// What stands there as it is.
    Text(String),
    /// The value of a field.
    Field(String),
}

fn invalid(sentence: impl Into<String>) -> Error {
    Error::With(Code::WarehouseTemplateInvalid, sentence.into())
}

/// The pieces of a format.
fn pieces(format: &str) -> Result<Vec<Piece>> {
    let unclosed = || invalid("En el formato del código, cada llave que abre «{» lleva una que cierra «}»");
    let mut pieces = Vec::new();
    let mut rest = format;
    while let Some((text, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}').ok_or_else(unclosed)?;
        if text.contains('}') || name.contains('{') {
            return Err(unclosed());
        }
        if !text.is_empty() {
            pieces.push(Piece::Text(text.to_owned()));
        }
        pieces.push(Piece::Field(name.to_owned()));
        rest = after;
    }
    if rest.contains('}') {
        return Err(unclosed());
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest.to_owned()));
    }
    Ok(pieces)
}

/// Judges a template that was sent: names and places are each one field's, and the format has each field once and nothing else.
///
/// # Errors
/// [`Code::WarehouseTemplateInvalid`] with a sentence that names the field.
pub fn template(new: NewBinTemplate) -> Result<BinTemplate> {
    let mut fields: Vec<BinField> = Vec::new();
    if new.fields.is_empty() || new.fields.len() > MOST_FIELDS {
        return Err(invalid(format!("La estructura tiene de 1 a {MOST_FIELDS} partes")));
    }
    for field in new.fields {
        let (name, label) = (field.name.into_string(), field.label.into_string());
        if name.contains(['{', '}']) {
            return Err(invalid(format!("El nombre de la parte «{label}» no puede llevar llaves")));
        }
        if fields.iter().any(|other| same_key(&other.name) == same_key(&name)) {
            return Err(invalid(format!("Dos partes de la estructura se llaman «{name}»")));
        }
        let order = field.order.get();
        if fields.iter().any(|other| other.order == order) {
            return Err(invalid(format!("Dos partes de la estructura tienen el lugar {order}")));
        }
        fields.push(BinField { name, label, required: field.required.0.unwrap_or(true), order });
    }
    if !fields.iter().any(|field| field.required) {
        return Err(invalid("Por lo menos una parte de la estructura es obligatoria"));
    }
    fields.sort_by_key(|field| field.order);
    let code_format = new.code_format.into_string();
    judge_format(&code_format, &fields)?;
    Ok(BinTemplate {
        fields,
        code_format,
        separator: new.separator.0.map_or_else(|| "-".to_owned(), String::from),
        auto_uppercase: new.auto_uppercase.0.unwrap_or(true),
        zero_padding: new.zero_padding.0.unwrap_or(true),
    })
}

fn judge_format(format: &str, fields: &[BinField]) -> Result<()> {
    let mut named = Vec::new();
    for piece in pieces(format)? {
        let Piece::Field(name) = piece else { continue };
        if !fields.iter().any(|field| field.name == name) {
            return Err(invalid(format!(
                "El formato del código tiene «{{{name}}}», que no es ninguna parte"
            )));
        }
        if named.contains(&name) {
            return Err(invalid(format!("El formato del código tiene «{{{name}}}» dos veces")));
        }
        named.push(name);
    }
    match fields.iter().find(|field| !named.contains(&field.name)) {
        Some(missing) => Err(invalid(format!("Al formato del código le falta «{{{}}}»", missing.name))),
        None => Ok(()),
    }
}

/// A value as a code has it: what is letters only in capitals, what is figures only with two at least, anything else as it is.
pub fn written(template: &BinTemplate, value: &str) -> String {
    let all = |is: fn(char) -> bool| !value.is_empty() && value.chars().all(is);
    if template.auto_uppercase && all(char::is_alphabetic) {
        value.to_uppercase()
    } else if template.zero_padding && all(|c| c.is_ascii_digit()) {
        format!("{value:0>2}")
    } else {
        value.to_owned()
    }
}

/// The code of the values of a bin's fields, as [`written`]. A field that is left out takes the text before it along; before the first
/// value it is the text behind it, since what stands at the beginning is of the whole code.
///
/// # Errors
/// [`Code::WarehouseTemplateInvalid`] if the stored format can't be read.
pub fn code(template: &BinTemplate, values: &BTreeMap<String, String>) -> Result<String> {
    let mut code = String::new();
    // The text since the last field, and whether it goes with a field that was left out.
    let (mut between, mut is_left_out, mut has_value) = (String::new(), false, false);
    for piece in pieces(&template.code_format)? {
        match piece {
            Piece::Text(_) if is_left_out && !has_value => is_left_out = false,
            Piece::Text(text) => between.push_str(&text),
            Piece::Field(name) => match values.get(&name) {
                Some(value) => {
                    code.push_str(&between);
                    code.push_str(value);
                    between.clear();
                    (is_left_out, has_value) = (false, true);
                }
                None => {
                    if has_value {
                        between.clear();
                    }
                    is_left_out = true;
                }
            },
        }
    }
    code.push_str(&between);
    Ok(code)
}

/// A code for the door: `BOD-` and eight letters and figures that can't be mistaken for one another, as rooms have them.
pub fn qr_code(random: [u8; 32]) -> String {
    format!("BOD-{}", letters(&random, 8))
}

/// What part of bins is occupied, in percent with two decimals; 0 without bins.
pub fn utilization(occupied: i64, total: i64) -> f64 {
    share::percent(occupied, total).unwrap_or(0.0)
}

/// Several things in a sentence: «2 equipos, 1 préstamo y 3 personas vinculadas».
pub fn enumerated(things: &[String]) -> String {
    match things {
        [] => String::new(),
        [one] => one.clone(),
        [before @ .., last] => format!("{} y {last}", before.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::{Value, json};

    fn judged(json: Value) -> Result<BinTemplate> {
        template(serde_json::from_value(json).unwrap())
    }

    fn fields(names: &[(&str, bool)]) -> Value {
        let field = |(n, (name, required)): (usize, &(&str, bool))| json!({ "name": name, "label": name, "required": required, "order": n + 1 });
        names.iter().enumerate().map(field).collect()
    }

    fn sentence(names: &[(&str, bool)], format: &str) -> String {
        let error = judged(json!({ "fields": fields(names), "code_format": format })).unwrap_err();
        assert_eq!(error.code(), Code::WarehouseTemplateInvalid);
        error.sentence().into_owned()
    }

    /// D10.
    #[test]
    fn placeholders_are_the_fields_and_names_are_each_ones_own() {
        let two = [("estante", true), ("nivel", true)];
        assert_eq!(
            judged(json!({ "fields": fields(&two), "code_format": "{estante}-{nivel}" })).unwrap().separator,
            "-"
        );
        for (names, format, why) in [
            (&two[..], "{estante}", "le falta «{nivel}»"),
            (&two[..], "{estante}-{nivel}-{caja}", "«{caja}», que no es ninguna parte"),
            (&two[..], "{estante}-{Nivel}", "«{Nivel}», que no es ninguna parte"),
            (&two[..], "{estante}-{nivel}-{nivel}", "dos veces"),
            (&two[..], "{estante}-{nivel", "cada llave"),
            (&two[..], "{estante}}-{nivel}", "cada llave"),
            (&two[..], "{{estante}-{nivel}", "cada llave"),
            (&two[..], "sin partes", "le falta «{estante}»"),
            (&[("nivel", true), ("NIVEL", true)][..], "{nivel}{NIVEL}", "Dos partes"),
            (&[("niv{el", true)][..], "{nivel}", "no puede llevar llaves"),
            (&[("nivel", false)][..], "{nivel}", "obligatoria"),
            (&[][..], "{nivel}", "de 1 a 10 partes"),
        ] {
            let told = sentence(names, format);
            assert!(told.contains(why), "{format}: {told}");
        }
        let same_place = json!([
            { "name": "a", "label": "A", "order": 1 }, { "name": "b", "label": "B", "order": 1 },
        ]);
        let error = judged(json!({ "fields": same_place, "code_format": "{a}{b}" })).unwrap_err();
        assert!(error.sentence().contains("el lugar 1"), "{error}");
    }

    fn three() -> BinTemplate {
        let names = [("pasillo", false), ("estante", true), ("nivel", false)];
        judged(json!({ "fields": fields(&names), "code_format": "B-{pasillo}/{estante}.N{nivel}" })).unwrap()
    }

    #[test]
    fn a_field_that_is_left_out_takes_its_separator_along() {
        let of = |values: &[(&str, &str)]| {
            code(&three(), &values.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect())
                .unwrap()
        };
        assert_eq!(of(&[("pasillo", "A"), ("estante", "01"), ("nivel", "02")]), "B-A/01.N02");
        assert_eq!(of(&[("pasillo", "A"), ("estante", "01")]), "B-A/01");
        assert_eq!(of(&[("estante", "01"), ("nivel", "02")]), "B-01.N02");
        assert_eq!(of(&[("estante", "01")]), "B-01");
    }

    #[test]
    fn letters_become_capitals_and_figures_two_of_them() {
        let says = |value: &str| written(&three(), value);
        for (value, expected) in [
            ("a", "A"),
            ("ñu", "ÑU"),
            ("1", "01"),
            ("12", "12"),
            ("007", "007"),
            ("a1", "a1"),
            ("-5 °C", "-5 °C"),
        ] {
            assert_eq!(says(value), expected);
        }
        let plain = BinTemplate { auto_uppercase: false, zero_padding: false, ..three() };
        assert_eq!((written(&plain, "a"), written(&plain, "1")), ("a".into(), "1".into()));
    }

    #[test]
    fn what_is_used_is_a_percentage_with_two_decimals() {
        assert_eq!(
            (utilization(0, 0), utilization(1, 3), utilization(2, 3), utilization(4, 4)),
            (0.0, 33.33, 66.66, 100.0)
        );
    }

    proptest! {
        #[test]
        fn no_format_breaks_it(format in "[a-z{}-]{3,30}") {
            let names = [("a", true), ("b", true)];
            if let Ok(template) = judged(json!({ "fields": fields(&names), "code_format": format })) {
                let values = BTreeMap::from([("a".into(), "1".into()), ("b".into(), "2".into())]);
                let made = code(&template, &values).unwrap();
                prop_assert_eq!(made.len(), format.len() - 4);
            }
        }
    }
}
