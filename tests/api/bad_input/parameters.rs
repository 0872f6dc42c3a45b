//! Wrong values in addresses: in the path and in the query.

use super::faults::{EMOJI, malformed};
use super::house::{Expected, House};
use crate::support::{Content, Member, Ready, operations};

/// Percent-encodes everything.
fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

/// Wrong values of a parameter, encoded, and what must come of each.
fn wrong_values(parameter: &Member) -> Vec<(String, Expected)> {
    let schema = &parameter.schema;
    let free = schema["type"] == "string" && schema["format"].is_null() && schema["enum"].is_null();
    let odd = if free { Expected::Either } else { Expected::Refusal };
    let mut values = vec![
        ("%00".to_owned(), Expected::Refusal),
        (encoded("a\0b"), Expected::Refusal),
        (encoded(&"x".repeat(10_000)), Expected::Refusal),
        (encoded(EMOJI), odd),
        // No UTF-8, half a surrogate pair, a broken escape.
        ("%FF%FE".to_owned(), odd),
        ("%ED%A0%80".to_owned(), odd),
        ("%zz".to_owned(), odd),
        (encoded("' or 1=1; drop table users; --"), odd),
        (encoded("%_\\*?[a-z]"), odd),
        ("NaN".to_owned(), odd),
        (encoded("{\"$gt\":0}"), odd),
    ];
    let refused: &[&str] = match schema["type"].as_str().unwrap() {
        "integer" => {
            &["-1", "1.5", "abc", "1e400", "Infinity", "99999999999999999999", "9223372036854775807", "0x1"]
        }
        "boolean" => &["2", "si", "tru", "-1"],
        _ => &[],
    };
    values.extend(refused.iter().map(|text| (encoded(text), Expected::Refusal)));
    let unknown = "018f3b1c-0000-7000-8000-000000000001";
    let formats = malformed(schema).iter().filter(|text| !matches!(**text, "null") && **text != unknown);
    values.extend(formats.map(|text| (encoded(text), Expected::Refusal)));
    values
}

#[tokio::test]
async fn a_wrong_value_in_a_query_is_refused_or_finds_nothing() {
    let mut house = House::new().await;
    for operation in operations() {
        for parameter in &operation.query {
            for (value, expected) in wrong_values(parameter) {
                let uri = house.ready().uri_with(&operation, &format!("{}={value}", parameter.name));
                let what: String = format!("{}={value}", parameter.name).chars().take(80).collect();
                house.ask(&operation, &uri, "application/json", Vec::new(), &what, expected).await;
            }
        }
    }
    house.close().await;
}

#[tokio::test]
async fn a_wrong_value_in_a_header_is_refused() {
    let ready = Ready::new().await;
    let authorization = format!("Bearer {}", ready.app.world.gloria.token);
    let rows = ready.rows().await;
    let endless = "x".repeat(10_000);
    let wrong = ["x", "7", "a\tb", endless.as_str()];
    let mut asked = 0;
    for operation in operations() {
        // A condition that can't be understood isn't met: see `versions`.
        for header in operation.headers.iter().filter(|it| it.name != "If-Match") {
            let ask = async |value: &str| {
                let headers = [
                    ("content-type", "application/json"),
                    ("authorization", authorization.as_str()),
                    (header.name.as_str(), value),
                ];
                let body = match ready.content(&operation) {
                    Content::Json(body) => body.to_string(),
                    _ => String::new(),
                };
                ready.app.send(operation.method.clone(), &ready.uri(&operation), &headers, body).await
            };
            for value in wrong {
                let reply = ask(value).await;
                let what = format!("{} {}: {value:.20}", operation.id, header.name);
                assert_eq!(reply.status.as_u16(), 422, "{what}");
                assert!(reply.detail().contains(&header.name), "{what}: {}", reply.detail());
                assert_eq!(ready.rows().await, rows, "{what}");
                asked += 1;
            }
            // Blank is none. What is no ASCII never reaches a parameter.
            for value in ["", "  ", "null", "\u{f1}\u{f1}\u{f1}\u{f1}\u{f1}\u{f1}\u{f1}\u{f1}"] {
                let reply = ask(value).await;
                assert!(reply.status.is_success(), "{} {}: {value}", operation.id, header.name);
                ready.restore().await;
            }
        }
    }
    assert!(asked > 20);
}

#[tokio::test]
async fn a_wrong_value_in_a_path_is_refused() {
    let mut house = House::new().await;
    for operation in operations() {
        for parameter in &operation.path_parameters {
            let mut values = wrong_values(parameter);
            values.push((encoded("null"), Expected::Either));
            values.push((encoded(".."), Expected::Either));
            values.push((encoded("../../../etc/passwd"), Expected::Either));
            for (value, expected) in values {
                let mut path = operation.path.clone();
                for other in &operation.path_parameters {
                    let good = house.ready().value(&operation, &other.name);
                    let value = if other.name == parameter.name { &value } else { &good };
                    path = path.replace(&format!("{{{}}}", other.name), value);
                }
                let body =
                    if operation.body.is_some() { house.body(&operation).to_string() } else { String::new() };
                let what: String = format!("{}: {value}", parameter.name).chars().take(80).collect();
                house.ask(&operation, &path, "application/json", body.into_bytes(), &what, expected).await;
            }
        }
    }
    house.close().await;
}

#[tokio::test]
async fn a_row_that_nobody_has_is_not_found() {
    let mut house = House::new().await;
    let nobody = "018f3b1c-0000-7000-8000-000000000001";
    let is_row = |it: &&Member| it.schema["format"] == "uuid";
    for operation in operations() {
        let Some(row) = operation.path_parameters.iter().find(is_row) else { continue };
        let good = house.ready().value(&operation, &row.name);
        let uri = house.ready().uri(&operation).replace(&good, nobody);
        let (kind, body) = match () {
            () if operation.takes_photo => ("image/png", house.ready().photo.clone()),
            () if operation.body.is_some() => ("application/json", house.body(&operation).to_string().into()),
            () => ("application/json", Vec::new()),
        };
        // Lists of what belongs to a row, and the audit of one that is long gone, are empty.
        let list = matches!(
            operation.id.as_str(),
            "list_items_by_environment" | "get_entity_trail" | "get_user_activity"
        );
        let expected = Expected::Status(if list { 200 } else { 404 });
        house.ask(&operation, &uri, kind, body, "nobody's id", expected).await;
    }
    house.close().await;
}

#[tokio::test]
async fn pages_end_where_they_end() {
    let mut house = House::new().await;
    for operation in operations().into_iter().filter(|it| it.reads()) {
        let names: Vec<&str> = operation.query.iter().map(|it| it.name.as_str()).collect();
        let mut queries = Vec::new();
        if names.contains(&"limit") {
            queries.extend([
                ("limit=1000&skip=1000000000", Expected::Status(200)),
                ("skip=1000000000", Expected::Status(200)),
                ("limit=1&limit=2", Expected::Status(200)),
                ("limit=0", Expected::Refusal),
                ("limit=-1", Expected::Refusal),
                ("limit=1001", Expected::Refusal),
                ("skip=-1", Expected::Refusal),
                ("skip=99999999999999999999999", Expected::Refusal),
            ]);
        }
        if names.contains(&"page") {
            queries.extend([
                ("page=0", Expected::Refusal),
                ("page=-1", Expected::Refusal),
                ("page=9223372036854775807", Expected::Refusal),
            ]);
        }
        if names.contains(&"per_page") {
            queries.extend([
                ("page=10000000&per_page=100", Expected::Status(200)),
                ("per_page=0", Expected::Refusal),
                ("per_page=101", Expected::Refusal),
            ]);
        }
        if names.contains(&"page_size") {
            queries.extend([
                ("page=10000000&page_size=1000", Expected::Status(200)),
                ("page_size=0", Expected::Refusal),
                ("page_size=1001", Expected::Refusal),
            ]);
        }
        for (query, expected) in queries {
            let uri = house.ready().uri_with(&operation, query);
            house.ask(&operation, &uri, "application/json", Vec::new(), query, expected).await;
        }
    }
    house.close().await;
}
