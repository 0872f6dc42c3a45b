//! Every live call of the app, as each role whose screens make it.

use super::calls::{CALLS, Call, form, person, placeholders, room, shape};
use crate::RESOURCES;
use crate::support::{Person, Ready, Resource, Rows, every_operation};
use poem::http::Method;
use serde_json::{Value, json};

/// A call that is about to be made: by whom, and the class in their room.
pub struct Moment<'a> {
    pub ready: &'a Ready,
    pub call: &'a Call,
    pub who: Option<&'a Person>,
    pub class: &'a str,
}

/// Replays every live call of the app that is a resource's, each with every row as it was at first.
pub async fn replay(resource: &Resource) {
    let families = resource.replayed;
    let of =
        |family: &str| CALLS.iter().filter(|it| it.live && it.family() == family && !is_later(it)).count();
    assert!(families.iter().all(|family| of(family) > 0), "of {families:?} one makes no call");
    let calls: Vec<&Call> =
        CALLS.iter().filter(|it| it.live && families.contains(&it.family()) && !is_later(it)).collect();
    if calls.is_empty() {
        return no_call_is_of(resource);
    }
    let ready = Ready::new().await;
    let mut faults = Vec::new();
    for call in calls {
        for role in &call.roles {
            let by_general = role == "admin_general" && call.flags_for_admin_general;
            for flags in if by_general { vec![false, true] } else { vec![false] } {
                let found = replay_once(&ready, resource, call, role, flags).await;
                ready.restore().await;
                faults.extend(found.into_iter().map(|it| format!("{} as {role}: {it}", call.id)));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// A resource that replays nothing is one that the app doesn't know.
fn no_call_is_of(resource: &Resource) {
    let own = every_operation().into_iter().filter(|it| resource.who_may(&it.id).is_some());
    let own: Vec<String> = own.map(|it| shape(&it.path)).collect();
    for call in CALLS.iter().filter(|it| it.live && !is_later(it)) {
        assert!(!own.contains(&call.shape()), "the app makes the call {}: say so in RESOURCE", call.id);
    }
}

async fn replay_once(
    ready: &Ready,
    resource: &Resource,
    call: &Call,
    role: &str,
    flags: bool,
) -> Vec<String> {
    let who = person(ready, role);
    assert!(who.is_some() || role == "none", "nobody is {role}");
    let class = own_class(ready, who).await;
    let mut values = placeholders(ready, who, &class);
    let rows = (resource.before)(Moment { ready, call, who, class: &class }).await;
    values.extend(rows.0);
    let filled = call.fill(&values, flags);
    let reply = ready.app.ask(who, filled.method, &filled.uri, filled.body).await;
    let mut faults = call.response.faults(&reply);
    if !call.accept_status.contains(&reply.status.as_u16()) {
        faults.push(format!("{} {}", reply.status, String::from_utf8_lossy(&reply.bytes)));
    }
    faults
}

/// A class in the caller's room that he may change, and something for the audit to show.
async fn own_class(ready: &Ready, who: Option<&Person>) -> String {
    let world = &ready.app.world;
    let item = json!({ "name": "Proyector", "internal_code": "P-1", "category": "projector" });
    ready.app.post(&world.gloria, "/api/inventory/", item).await.expect(201);
    let room = room(ready, who);
    if room.id == world.sistemas.id {
        return ready.class.clone();
    }
    let class = json!({
        "environment_id": room.id, "instructor_id": world.ana.id, "program": "ADSO", "ficha": "1",
        "start_time": "07:00", "end_time": "12:00", "day_of_week": 2, "start_date": "2026-01-19",
        "end_date": "2026-12-11",
    });
    let made = ready.app.post(&world.gloria, "/api/schedules/", class).await.expect(201).json();
    made["id"].as_str().unwrap().to_owned()
}

/// The check of a class in the caller's room, begun by who is there every day.
pub async fn begun(ready: &Ready, who: Option<&Person>, class: &str, items: Value) -> String {
    let (world, room) = (&ready.app.world, room(ready, who));
    let first = match room.id {
        id if id == world.sistemas.id => &world.estela,
        id if id == world.idiomas.id => &world.ivan,
        _ => &world.gloria,
    };
    let sheet = json!({ "environment_id": room.id, "schedule_id": class, "items": items });
    let made = ready.app.post(first, "/api/inventory-checks/by-schedule", sheet).await.expect(201).json();
    made["check_id"].as_str().unwrap().to_owned()
}

pub async fn confirm(ready: &Ready, who: &Person, check: &str) {
    let confirmed = json!({ "is_clean": true, "is_organized": true, "inventory_complete": true });
    ready.app.put(who, &format!("/api/inventory-checks/{check}/confirm"), confirmed).await.expect(200);
}

/// A check of the caller's room finds the machine damaged, which leaves an alert and a request for maintenance.
pub async fn trouble(moment: Moment<'_>) -> Rows {
    let Moment { ready, who, class, .. } = moment;
    let broken = json!([{
        "item_id": room(ready, who).machine, "quantity_found": 0, "quantity_damaged": 1,
    }]);
    let check = begun(ready, who, class, broken).await;
    confirm(ready, &ready.app.world.gloria, &check).await;
    Rows::default()
}

/// The parts of the app, and calls of parts that are half there, whose endpoints are still to be built.
const LATER: [&str; 0] = [];

fn is_of(call: &Call, part: &str) -> bool {
    call.id.strip_prefix(part).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

fn is_later(call: &Call) -> bool {
    LATER.iter().any(|part| is_of(call, part))
}

#[test]
fn no_live_call_is_forgotten() {
    for call in CALLS.iter().filter(|it| it.live && !is_later(it)) {
        let replays = |it: &Resource| it.replayed.contains(&call.family());
        assert!(RESOURCES.iter().any(replays), "{} is neither replayed nor for later", call.id);
    }
    for part in LATER {
        assert!(CALLS.iter().any(|it| it.live && is_of(it, part)), "the app makes no call {part}");
    }
}

#[tokio::test]
async fn the_token_is_a_jwt_whose_end_is_a_whole_second() {
    let ready = Ready::new().await;
    let login = CALLS.iter().find(|it| it.id == "auth.login").unwrap();
    let filled = login.fill(&placeholders(&ready, None, ""), false);
    let session = ready.app.ask(None, filled.method, &filled.uri, filled.body).await.expect(200).json();
    let token = session["access_token"].as_str().unwrap();
    let parts: Vec<&str> = token.split('.').collect();
    assert_eq!(parts.len(), 3, "{token}");
    let payload: Value = serde_json::from_slice(&base64url(parts[1])).unwrap();
    assert!(payload["exp"].is_i64(), "{payload}");
    let now = inventario::kit::clock::now().timestamp();
    let lifetime = payload["exp"].as_i64().unwrap() - now;
    assert!((1..=session["expires_in"].as_i64().unwrap()).contains(&lifetime), "{payload} at {now}");
    assert_eq!(payload["sub"], json!(ready.app.world.estela.id));
    assert_eq!(payload["role"], "student");
}

/// The bytes of a base64url text without padding.
fn base64url(text: &str) -> Vec<u8> {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let sextets: Vec<u8> = text
        .bytes()
        .map(|byte| u8::try_from(LETTERS.iter().position(|&letter| letter == byte).unwrap()).unwrap())
        .collect();
    sextets
        .chunks(4)
        .flat_map(|chunk| {
            let bits = chunk.iter().fold(0u32, |bits, &sextet| bits << 6 | u32::from(sextet));
            let bits = bits << (6 * (4 - chunk.len()));
            bits.to_be_bytes()[1..chunk.len()].to_vec()
        })
        .collect()
}

#[tokio::test]
async fn a_registered_apprentice_signs_in_at_once() {
    let ready = Ready::new().await;
    let values = placeholders(&ready, None, "");
    let register = CALLS.iter().find(|it| it.id == "auth.register").unwrap().fill(&values, false);
    ready.app.ask(None, register.method, &register.uri, register.body).await.expect(201);
    let typed = json!({ "email": values["new_email"], "password": values["new_password"] });
    let session = ready.app.ask(None, Method::POST, "/api/auth/login", Some(typed)).await.expect(200).json();
    assert_eq!(session["user"]["role"], "student");
}

#[test]
fn the_apps_form_encoding() {
    assert_eq!(form("a b,ñ"), "a+b%2C%C3%B1");
}
