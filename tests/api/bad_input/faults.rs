//! What can be wrong with one value, judged by its schema in the document.

use super::house::Expected;
use serde_json::Value;

/// One wrong value.
pub struct Fault {
    /// What is wrong with it.
    pub what: &'static str,
    /// The value as JSON text, or at least in the place of one.
    pub text: String,
    /// What must come of it.
    pub expected: Expected,
}

/// More characters than any member takes.
const TOO_LONG: usize = 50_000;

/// A family with a skin tone and joiners: one sign for people, many characters.
pub const EMOJI: &str = "👩🏽‍🔧";

/// Values that are wrong whatever the member is.
const ALWAYS: [(&str, &str); 13] = [
    ("an object", "{}"),
    ("a list", "[]"),
    ("a list of lists", "[[1], null]"),
    ("half a surrogate pair", r#""\ud800""#),
    ("two wrong halves", r#""\udc00\ud800""#),
    ("NaN", "NaN"),
    ("infinity", "-Infinity"),
    ("a number beyond all numbers", "1e400"),
    ("a number beyond 64 bits", "18446744073709551616"),
    ("nothing at all", ""),
    ("a word", "undefined"),
    ("single quotes", "'a'"),
    ("a line break inside", "\"a\nb\""),
];

/// Everything that can be wrong with a member of this schema.
pub fn of(schema: &Value, required: bool) -> Vec<Fault> {
    let is_object = schema["allOf"][0]["$ref"].is_string();
    let kind = if is_object { "object" } else { schema["type"].as_str().unwrap_or("") };
    let is_list = kind == "array";
    let good = match kind {
        "array" => "a list",
        "object" => "an object",
        _ => "",
    };
    let mut faults: Vec<(&'static str, String, Expected)> = ALWAYS
        .into_iter()
        .filter(|(what, _)| *what != good)
        .map(|(what, text)| (what, text.to_owned(), Expected::Refusal))
        .collect();
    if is_list {
        faults.push(("an empty list", "[]".into(), Expected::Either));
    }
    let blank = if required || is_object { Expected::Refusal } else { Expected::Either };
    let nullable = schema["nullable"] == true && !required;
    faults.push(("null", "null".into(), if nullable { Expected::Either } else { Expected::Refusal }));
    faults.push(("an empty text", "\"\"".into(), blank));
    faults.push(("blanks", "\"  \\t \"".into(), blank));
    let wrong: &[&'static str] = match kind {
        "string" => &["true", "7", "-1", "1.5"],
        "integer" => {
            &["true", "1.5", "-9", "99999999999", "\"siete\"", "\"1.5\"", "\"٧\"", "1e30", "\"0x7\""]
        }
        "number" => &["true", "-9", "-0.01", "\"siete\"", "\"1.5\"", "\"٧\"", "1e30", "\"0x7\""],
        "boolean" => &["1", "-1", "1.5", "\"true\"", "\"sí\""],
        "array" if schema["items"]["type"] == "integer" => {
            &["true", "7", "\"x\"", "[null]", "[99999999999]", "[1.5]", "[\"x\"]", "[{}]", "[{}, {}]"]
        }
        "array" => &["true", "7", "\"x\"", "[null]", "[7]", "[\"x\"]", "[{}]", "[{}, {}]"],
        "object" => &["true", "7", "\"x\"", "[null]", "[{}]", "[7]"],
        other => panic!("no faults are known for a member of type «{other}»: {schema}"),
    };
    // What is moved is moved to both sides.
    let takes_negative = schema["minimum"].as_f64().is_some_and(|least| least <= -9.0);
    faults.extend(
        wrong
            .iter()
            .filter(|text| !(takes_negative && **text == "-9"))
            .map(|text| ("a value of another type or range", (*text).to_owned(), Expected::Refusal)),
    );
    if kind == "string" {
        faults.push(("an endless text", quoted(&"ñ".repeat(TOO_LONG)), Expected::Refusal));
        faults.push(("a NUL", r#""a\u0000b""#.into(), Expected::Refusal));
        faults.push((
            "a bell",
            r#""a\u0007b""#.into(),
            if is_password(schema) { Expected::Either } else { Expected::Refusal },
        ));
        let free = schema["format"].is_null() && schema["enum"].is_null();
        let odd = if free || is_password(schema) { Expected::Either } else { Expected::Refusal };
        faults.push(("an emoji", quoted(EMOJI), odd));
        faults.push(("markup", quoted("<script>alert(1)</script>'; drop table users; --"), odd));
        faults.extend(
            malformed(schema).iter().map(|text| ("a malformed text", quoted(text), Expected::Refusal)),
        );
    }
    faults.into_iter().map(|(what, text, expected)| Fault { what, text, expected }).collect()
}

fn is_password(schema: &Value) -> bool {
    schema["format"] == "password"
}

/// Texts that a format takes for one of its own only if it doesn't look.
pub fn malformed(schema: &Value) -> &'static [&'static str] {
    if schema["type"] != "string" {
        return &[];
    }
    match schema["format"].as_str() {
        Some("uuid") => &[
            "7",
            "018f3b1c-0000-7000-8000-00000000000g",
            "018f3b1c-0000-7000-8000-0000000000011",
            // Well formed, and nobody's.
            "018f3b1c-0000-7000-8000-000000000001",
            "../../etc/passwd",
        ],
        Some("date") => {
            &["2025-02-30", "31/12/2025", "0000-00-00", "99999-01-01", "-2025-01-01", "2025-13-01", "hoy"]
        }
        Some("local-date-time") => &[
            "2025-09-01",
            "2025-02-30T07:00",
            "2025-09-01T25:00",
            "2025-09-01T07:00:00Z",
            "0001-01-01T00:00",
            "hoy",
        ],
        Some("local-time") => &["25:00", "7", "07:60", "-07:00", "12:00 pm", "mañana"],
        Some("email") => &["ana", "ana@", "@sena.co", "a b@sena.co", "a@b@", "a\\@b"],
        Some("hostname") => &["smtp:587", "smtp://correo", "a b", "..", "-correo", "nadie@correo"],
        Some("uri") => {
            &["caja.local", "ftp://caja", "https://", "https://caja/pagina", "javascript:alert(1)"]
        }
        Some("service-url") => &[
            "api.ejemplo.co",
            "ftp://api.ejemplo.co/v1",
            "https://",
            "https://yo:clave@api.ejemplo.co/v1",
            "https://api.ejemplo.co/v1?clave=7",
            "javascript:alert(1)",
        ],
        Some("nit") => &["899999034", "899999034-2", "899999034-", "12345-6", "12345678901-2", "٨٩٩٩٩٩٠٣٤-1"],
        Some("password") => &[],
        None if schema["enum"].is_array() => &["ninguna", "AVAILABLE", "student ' or 1=1", "null"],
        None => &[],
        Some(other) => panic!("no malformed texts are known for format {other}"),
    }
}

fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap()
}
