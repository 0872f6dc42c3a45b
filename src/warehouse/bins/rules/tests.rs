use super::*;
use crate::warehouse::warehouses::model::BinField;
use proptest::prelude::*;
use serde_json::{Value, json};

fn template() -> BinTemplate {
    let field = |(n, (name, required)): (usize, &(&str, bool))| BinField {
        name: (*name).into(),
        label: (*name).into(),
        required: *required,
        order: i64::try_from(n).unwrap() + 1,
    };
    BinTemplate {
        fields: [("pasillo", true), ("estante", true), ("nivel", false)]
            .iter()
            .enumerate()
            .map(field)
            .collect(),
        code_format: "{pasillo}-{estante}-{nivel}".into(),
        separator: "-".into(),
        auto_uppercase: true,
        zero_padding: true,
    }
}

fn ranges(json: Value) -> BinRanges {
    serde_json::from_value(json).unwrap()
}

fn codes(json: Value) -> Result<Vec<String>> {
    Ok(generate(&template(), &ranges(json))?.into_iter().map(|bin| bin.code).collect())
}

#[test]
fn the_last_field_varies_fastest_and_what_is_unknown_does_not_count() {
    let made = codes(json!({
        "pasillo": ["a", "b"], "estante": { "start": 9, "end": 10 }, "nivel": [1, "x2"], "color": ["rojo"],
    }));
    assert_eq!(
        made.unwrap(),
        ["A-09-01", "A-09-x2", "A-10-01", "A-10-x2", "B-09-01", "B-09-x2", "B-10-01", "B-10-x2"]
    );
}

/// D11.
#[test]
fn a_field_that_need_not_be_may_be_left_out_and_no_code_comes_twice() {
    assert_eq!(codes(json!({ "pasillo": ["A"], "estante": [1, 2] })).unwrap(), ["A-01", "A-02"]);
    let code = |json| codes(json).unwrap_err().code();
    assert_eq!(code(json!({ "pasillo": ["A"], "nivel": [1] })), Code::BinRangeMissing);
    for twice in [json!(["A", "a"]), json!(["A", "A"])] {
        assert_eq!(code(json!({ "pasillo": twice, "estante": [1] })), Code::BinsRepeated);
    }
    assert_eq!(code(json!({ "pasillo": ["A"], "estante": [1, "01"] })), Code::BinsRepeated);
}

#[test]
fn ten_thousand_pass_and_one_more_does_not() {
    let of = |pasillos: i64, estantes: i64| {
        codes(json!({
            "pasillo": { "start": 1, "end": pasillos }, "estante": { "start": 1, "end": estantes },
        }))
    };
    assert_eq!(of(100, 100).unwrap().len(), MOST);
    assert_eq!(of(10_001, 1).unwrap_err().code(), Code::BinsTooMany);
    assert_eq!(of(999_999, 999_999).unwrap_err().code(), Code::BinsTooMany);
    assert_eq!(codes(json!({ "pasillo": [], "estante": [1] })).unwrap(), [""; 0]);
}

#[test]
fn ranges_are_lists_or_two_ends() {
    for (wrong, why) in [
        (json!({ "pasillo": { "start": 3, "end": 1 } }), "no puede empezar después"),
        (json!({ "pasillo": { "start": -1, "end": 1 } }), "entre 0 y 999999"),
        (json!({ "pasillo": { "start": 1 } }), "end"),
        (json!({ "pasillo": "A-C" }), "una lista de valores"),
        (json!({ "pasillo": [""] }), "valor vacío"),
        (json!({ "pasillo": [1.5] }), "un texto o un número entero"),
        (json!({ "pasillo": ["a\u{7}"] }), "caracteres de control"),
        (json!({ "pasillo": ["x".repeat(51)] }), "50 caracteres"),
    ] {
        let told = serde_json::from_value::<BinRanges>(wrong).unwrap_err().to_string();
        assert!(told.contains(why), "{told}");
    }
}

/// D10.
#[test]
fn the_parts_of_a_bin_are_those_of_the_template() {
    let of = |json: Value| parts(&template(), serde_json::from_value(json).unwrap());
    let good = of(json!({ "pasillo": "a", "estante": 7, "nivel": null })).unwrap();
    assert_eq!(code_of(&template(), &good).unwrap(), "A-07");
    for (wrong, why) in [
        (json!({ "pasillo": "A" }), "Falta «estante»"),
        (json!({ "pasillo": "A", "estante": " " }), "Falta «estante»"),
        (json!({ "pasillo": "A", "estante": 1, "fila": 2 }), "«fila» no es una parte"),
    ] {
        let error = of(wrong).unwrap_err();
        assert_eq!(error.code(), Code::BinPartsInvalid);
        assert!(error.sentence().contains(why), "{error}");
    }
    let long = of(json!({ "pasillo": "x".repeat(50), "estante": "y".repeat(50) })).unwrap();
    assert_eq!(code_of(&template(), &long).unwrap_err().code(), Code::BinPartsInvalid);
}

#[test]
fn a_fault_names_five_codes() {
    let named = |codes: &[&str]| all_new(&codes.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>());
    assert!(named(&[]).is_ok());
    assert_eq!(named(&["A"]).unwrap_err().sentence(), "La bodega ya tiene A: no se creó ninguna");
    let many = named(&["A", "B", "C", "D", "E", "F", "G"]).unwrap_err();
    assert_eq!(many.sentence(), "La bodega ya tiene A, B, C, D, E y 2 más: no se creó ninguna");
}

/// D6.
#[test]
fn occupied_is_what_lots_say_and_nobody_else() {
    use BinStatus::{Empty, Inactive, Occupied, Reserved};
    assert_eq!(set_aside(Empty, 0).unwrap(), None);
    assert_eq!(set_aside(Reserved, 0).unwrap(), Some(Reserved));
    assert_eq!(set_aside(Inactive, 3).unwrap(), Some(Inactive));
    assert_eq!(set_aside(Occupied, 1).unwrap(), None);
    assert_eq!(set_aside(Occupied, 0).unwrap_err().code(), Code::BinHasNone);
    assert_eq!(set_aside(Empty, 1).unwrap_err().code(), Code::BinHasMaterial);
    assert_eq!(set_aside(Reserved, 1).unwrap_err().code(), Code::BinHasMaterial);
}

proptest! {
    #[test]
    fn ranges_give_each_combination_once(pasillos in 1..20_i64, estantes in 1..20_i64, niveles in 1..20_i64) {
        let numbers = |count| json!({ "start": 1, "end": count });
        let made = codes(json!({
            "pasillo": numbers(pasillos), "estante": numbers(estantes), "nivel": numbers(niveles),
        })).unwrap();
        prop_assert_eq!(made.len(), usize::try_from(pasillos * estantes * niveles).unwrap());
        prop_assert!(made.is_sorted());
        prop_assert_eq!(made.iter().collect::<HashSet<_>>().len(), made.len());
    }
}
