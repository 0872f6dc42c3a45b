//! A good body with one fault at a time, and bodies that are none.

use super::faults::{self, EMOJI};
use super::house::{Expected, House};
use crate::support::{Content, Member, Operation, Ready, Resource, members, operations, patched};
use serde_json::{Value, json};
use std::collections::BTreeSet;

const JSON: &str = "application/json; charset=utf-8";

fn with_body() -> impl Iterator<Item = Operation> {
    operations().into_iter().filter(|it| it.body.is_some())
}

/// Every member of a body, of each object in it, and of the first row of each list in it: where it stands, and what it is.
fn places(operation: &Operation) -> Vec<(String, Member)> {
    let within = |member: &Member| {
        let of = |schema: &Value| schema["$ref"].as_str().map(members).unwrap_or_default();
        let (rows, parts) = (of(&member.schema["items"]), of(&member.schema["allOf"][0]));
        let name = member.name.clone();
        let rows = rows.into_iter().map(|it| ("/0", it));
        let all = rows.chain(parts.into_iter().map(|it| ("", it)));
        all.map(move |(row, it)| (format!("/{name}{row}/{}", it.name), it)).collect::<Vec<_>>()
    };
    let body = operation.body.iter().flatten();
    body.flat_map(|it| std::iter::once((format!("/{}", it.name), it.clone())).chain(within(it))).collect()
}

/// The good body in which a member counts. An induction is of an item or of a category, a count of a bin, a zone or a product, and what is
/// counted is said in one way: a body with two of them is none, and one hides what is wrong with the other.
fn body_with(ready: &Ready, body: Value, operation: &Operation, place: &str) -> Value {
    let instead = match (operation.id.as_str(), place) {
        ("create_induction", "/category") => json!({ "item_id": null, "category": "tv" }),
        ("create_assignment", "/user_id") => {
            json!({ "user_id": ready.app.world.ana.id, "holder_name": null })
        }
        ("reassign_assignment", "/holder_name") => json!({ "user_id": null, "holder_name": "Rosa Ñáñez" }),
        ("create_count", "/zone") => json!({ "scope": "zone", "bin_id": null, "zone": "93-" }),
        ("create_count", "/product_id") => {
            json!({ "scope": "product", "bin_id": null, "product_id": ready.row("counted_product") })
        }
        ("count_line", "/lot_id") => json!({ "line_id": null, "lot_id": ready.row("counted_lot") }),
        ("count_line", "/code") => json!({ "line_id": null, "code": "C-1" }),
        ("count_line", "/bin_id" | "/product_id" | "/batch_number" | "/use_by_date") => json!({
            "line_id": null, "bin_id": ready.row("open_bin"), "product_id": ready.row("open_product"), "batch_number": "N-1",
            "use_by_date": "2030-01-31",
        }),
        _ => return body,
    };
    patched(body, &instead)
}

/// Sends every operation of a resource that takes a body each of its members with each fault.
pub async fn one_fault_at_a_time(resource: &Resource) {
    let own: Vec<Operation> = with_body().filter(|it| resource.who_may(&it.id).is_some()).collect();
    if own.is_empty() {
        return;
    }
    let mut house = House::new().await;
    for operation in own {
        for (place, member) in places(&operation) {
            let (parent, _) = place.rsplit_once('/').unwrap();
            for fault in faults::of(&member.schema, member.required) {
                let mut body = body_with(house.ready(), house.body(&operation), &operation, &place);
                let stands_for_it = "\u{1}the fault\u{1}";
                body.pointer_mut(parent).unwrap()[&member.name] = stands_for_it.into();
                let marker = serde_json::to_string(stands_for_it).unwrap();
                let text = body.to_string().replacen(&marker, &fault.text, 1);
                let what = format!("{} in {place}", fault.what);
                let uri = house.ready().uri(&operation);
                let reply = house.ask(&operation, &uri, JSON, text.into_bytes(), &what, fault.expected).await;
                // What is taken must be kept as it was sent.
                let told = fault.what == "an emoji" && parent.is_empty();
                let answer = reply.filter(|_| told).map(|it| it.json());
                let kept = answer.as_ref().and_then(|it| it.get(&member.name)).and_then(Value::as_str);
                assert!(kept.is_none_or(|it| it == EMOJI), "{}: {what} became {kept:?}", operation.id);
            }
            if member.required {
                let mut body = house.body(&operation);
                body.pointer_mut(parent).unwrap().as_object_mut().unwrap().remove(&member.name);
                let uri = house.ready().uri(&operation);
                let what = format!("no {place}");
                let bytes = body.to_string().into_bytes();
                house.ask(&operation, &uri, JSON, bytes, &what, Expected::Status(422)).await;
            }
        }
    }
    house.close().await;
}

/// Bodies that are no JSON object, however one looks at them.
fn no_objects() -> Vec<(&'static str, Vec<u8>)> {
    let nested = |open: &str, count: usize| open.repeat(count).into_bytes();
    let mut deep = b"{\"zzz\":".to_vec();
    deep.extend(nested("{\"a\":", 20_000));
    vec![
        ("null", b"null".to_vec()),
        ("a list", b"[]".to_vec()),
        ("a list of objects", b"[{}]".to_vec()),
        ("a number", b"3".to_vec()),
        ("a text", b"\"{}\"".to_vec()),
        ("a word", b"hola".to_vec()),
        ("half an object", b"{\"name\":".to_vec()),
        ("two objects", b"{}{}".to_vec()),
        ("a trailing comma", b"{\"zzz\":1,}".to_vec()),
        ("no quotes", b"{zzz:1}".to_vec()),
        ("a form", b"email=a&password=b".to_vec()),
        ("a byte order mark", b"\xef\xbb\xbf{}".to_vec()),
        ("UTF-16", b"\xff\xfe{\0}\0".to_vec()),
        ("NUL bytes", vec![0; 64]),
        ("a pit of lists", nested("[", 100_000)),
        ("a pit of objects", deep),
    ]
}

#[tokio::test]
async fn a_body_that_is_no_object_is_refused_by_every_operation() {
    let mut house = House::new().await;
    for operation in with_body() {
        let uri = house.ready().uri(&operation);
        for (what, bytes) in no_objects() {
            house.ask(&operation, &uri, JSON, bytes, what, Expected::Status(422)).await;
        }
        // Two operations of a session also take their token from a cookie.
        let optional = matches!(operation.id.as_str(), "refresh_session" | "log_out");
        let empty = if optional { Expected::Either } else { Expected::Status(422) };
        house.ask(&operation, &uri, JSON, Vec::new(), "no body", empty).await;
    }
    house.close().await;
}

#[tokio::test]
async fn a_body_of_another_type_or_beyond_a_megabyte_is_refused_by_every_operation() {
    let mut house = House::new().await;
    for operation in with_body() {
        let uri = house.ready().uri(&operation);
        let good = house.body(&operation).to_string();
        for content_type in [
            "text/plain",
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=x",
            "text/json",
            "jsonp",
        ] {
            let bytes = good.clone().into_bytes();
            house.ask(&operation, &uri, content_type, bytes, content_type, Expected::Status(415)).await;
        }
        let mut large = good.into_bytes();
        large.resize((1 << 20) + 1, b' ');
        house.ask(&operation, &uri, JSON, large, "blanks beyond a megabyte", Expected::Status(413)).await;
        let long = format!("{{\"zzz\":\"{}\"}}", "x".repeat(2 << 20)).into_bytes();
        house.ask(&operation, &uri, JSON, long, "a member beyond a megabyte", Expected::Status(413)).await;
    }
    house.close().await;
}

#[tokio::test]
async fn a_repeated_or_garbled_member_is_refused_and_an_unknown_one_ignored() {
    let mut house = House::new().await;
    for operation in with_body() {
        let (uri, good) = (house.ready().uri(&operation), house.body(&operation));
        let (name, value) = good.as_object().unwrap().iter().next().unwrap();
        let twice = format!("{{\"{name}\":{value},{}", &good.to_string()[1..]);
        let expected = Expected::Status(422);
        house.ask(&operation, &uri, JSON, twice.into_bytes(), "a member twice", expected).await;
        let mut garbled = format!("{{\"{name}\":\"").into_bytes();
        // No UTF-8.
        garbled.extend_from_slice(b"\xff\xfe\"}");
        house.ask(&operation, &uri, JSON, garbled, "a garbled member", expected).await;
        let more = format!("{{\"zzz\":[{{\"id\":null}}],\"__proto__\":{{}},{}", &good.to_string()[1..]);
        let reply =
            house.ask(&operation, &uri, JSON, more.into_bytes(), "unknown members", Expected::Either).await;
        assert!(reply.is_some(), "{} minds unknown members", operation.id);
    }
    house.close().await;
}

#[tokio::test]
async fn what_is_no_photo_is_refused() {
    let mut house = House::new().await;
    let photo = house.ready().photo.clone();
    // A picture that says it is 60,000 pixels wide and high.
    let mut huge = photo.clone();
    huge[16..24].copy_from_slice(&[0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60]);
    let faults = [
        ("nothing", "image/png", Vec::new(), 400),
        ("text", "image/jpeg", b"una foto".to_vec(), 400),
        ("half a picture", "image/png", photo[..photo.len() / 2].to_vec(), 400),
        ("a bomb", "image/png", huge, 400),
        ("a drawing", "image/svg+xml", b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec(), 400),
        ("another type", "application/json", photo.clone(), 415),
        ("no type", "", photo, 415),
        ("too much", "image/png", vec![0; (10 << 20) + 1], 413),
    ];
    let mut asked = 0;
    for operation in operations().into_iter().filter(|it| it.takes_photo) {
        for (what, content_type, bytes, status) in faults.clone() {
            let uri = house.ready().path(&operation);
            house.ask(&operation, &uri, content_type, bytes, what, Expected::Status(status)).await;
        }
        asked += 1;
    }
    assert_eq!(asked, 4);
    house.close().await;
}

#[tokio::test]
async fn the_good_bodies_are_good() {
    let ready = Ready::new().await;
    for operation in with_body() {
        ready.restore().await;
        let reply = ready.perform(&ready.app.world.gloria, &operation).await;
        assert!(reply.status.is_success(), "{}: {}", operation.id, String::from_utf8_lossy(&reply.bytes));
        let Content::Json(body) = ready.content(&operation) else { panic!("no JSON for {}", operation.id) };
        let known: BTreeSet<&str> = operation.body.iter().flatten().map(|it| it.name.as_str()).collect();
        let sent: BTreeSet<&str> = body.as_object().unwrap().keys().map(String::as_str).collect();
        assert!(sent.is_superset(&known), "{} is not sent {:?}", operation.id, known.difference(&sent));
        for (place, _) in places(&operation) {
            let counts = body_with(&ready, body.clone(), &operation, &place);
            assert!(
                counts.pointer(&place).is_some_and(|it| !it.is_null()),
                "{} is not sent {place}",
                operation.id
            );
            if counts != body {
                ready.restore().await;
                let (who, uri) = (Some(&ready.app.world.gloria), ready.uri(&operation));
                let bytes = counts.to_string().into_bytes();
                let reply = ready.send(who, &operation, &uri, JSON, bytes).await;
                let told = String::from_utf8_lossy(&reply.bytes);
                assert!(reply.status.is_success(), "{} with {place}: {told}", operation.id);
            }
        }
    }
}

#[tokio::test]
async fn a_list_without_end_is_refused_before_it_is_worked_on() {
    let mut house = House::new().await;
    for id in ["create_check", "save_check_by_schedule", "confirm_check"] {
        let operation = operations().into_iter().find(|it| it.id == id).unwrap();
        let uri = house.ready().uri(&operation);
        let mut body = house.body(&operation);
        // Just under a megabyte.
        let row = serde_json::json!({ "code": "x" });
        body["findings"] = std::iter::repeat_n(row, 70_000).collect();
        let bytes = body.to_string().into_bytes();
        house.ask(&operation, &uri, JSON, bytes, "70,000 findings", Expected::Status(422)).await;
    }
    house.close().await;
}
