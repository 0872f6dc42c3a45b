//! Calendars for other programs: what is in them, who has which, and when their addresses end.

use crate::loans;
use crate::support::{App, Content, Person, Ready, Reply, Resource, Roles, Rows, day};
use chrono::{Datelike, TimeDelta};
use inventario::kit::{clock, random, sql};
use poem::http::Method;
use serde_json::{Value, json};

/// Everybody has their own; which kinds, says the change.
const ROLES: Roles = &[
    ("open", &["read_calendar"]),
    (
        "st in su ad ag",
        &["list_calendar_feeds", "create_calendar_feed", "renew_calendar_feed", "delete_calendar_feed"],
    ),
];

/// What the tests that walk all operations must know.
pub const RESOURCE: Resource =
    Resource::new(ROLES).prepared_by(|ready| Box::pin(prepare(ready))).asked_with(value).sent(content);

async fn prepare(ready: &Ready) -> Rows {
    let made = add(&ready.app, &ready.app.world.gloria, json!({ "kind": "own" })).await.expect(201).json();
    let file = made["path"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
    Rows(vec![("feed", made["feed"]["id"].as_str().unwrap().to_owned()), ("feed_file", file)])
}

fn value(ready: &Ready, operation: &str, parameter: &str) -> Option<String> {
    Some(match (operation, parameter) {
        (_, "id") => ready.row("feed"),
        (_, "file") => ready.row("feed_file"),
        _ => return None,
    })
}

fn content(ready: &Ready, operation: &str) -> Option<Content> {
    Some(Content::Json(match operation {
        "create_calendar_feed" => json!({ "kind": "warehouse", "environment_id": ready.app.world.bodega.id }),
        _ => return None,
    }))
}

const URI: &str = "/api/calendar-feeds";

async fn add(app: &App, who: &Person, body: Value) -> Reply {
    app.post(who, URI, body).await
}

/// Reads an address as a program does: without a session.
async fn read(app: &App, path: &str) -> Reply {
    app.send(Method::GET, path, &[], "").await
}

async fn path_of(app: &App, who: &Person, body: Value) -> String {
    add(app, who, body).await.expect(201).json()["path"].as_str().unwrap().to_owned()
}

/// The calendar behind an address, its folded lines joined.
async fn calendar(app: &App, path: &str) -> String {
    let answer = read(app, path).await.expect(200);
    assert_eq!(answer.header("content-type"), Some("text/calendar; charset=utf-8"));
    assert_eq!(answer.header("cache-control"), Some("private, no-store"));
    String::from_utf8(answer.bytes).unwrap().replace("\r\n ", "")
}

/// Lends a keyboard of the warehouse to Ana, from today to the day after tomorrow, taken so far.
async fn lend(app: &App, steps: &[&str]) {
    let wish = json!({ "purpose": "Motivo privado", "end_date": day(2), "quantity_requested": 2 });
    let loan = loans::id(&loans::ask(app, &app.world.ana, wish).await.expect(201).json());
    for status in steps {
        loans::step(app, &app.world.wilson, &loan, status).await.expect(200);
    }
}

#[tokio::test]
async fn a_person_has_their_classes_and_loans() {
    let app = App::new().await;
    let today = clock::today();
    let class = json!({
        "environment_id": app.world.sistemas.id, "instructor_id": app.world.ana.id, "program": "Diseño, moda; y más",
        "ficha": "2758-Ñ", "topic": "Patronaje", "start_time": "08:00", "end_time": "12:00",
        "day_of_week": today.weekday().number_from_monday(), "start_date": today, "end_date": today + TimeDelta::days(70),
    });
    app.post(&app.world.ana, "/api/schedules", class).await.expect(201);
    lend(&app, &["approved"]).await;
    let path = path_of(&app, &app.world.ana, json!({ "kind": "own" })).await;
    let text = calendar(&app, &path).await;
    let end = today + TimeDelta::days(70);
    for line in [
        "SUMMARY:Diseño\\, moda\\; y más · ficha 2758-Ñ".to_owned(),
        "DESCRIPTION:Patronaje".to_owned(),
        format!("DTSTART;TZID=America/Bogota:{}T080000", today.format("%Y%m%d")),
        format!("RRULE:FREQ=WEEKLY;UNTIL={}T130000Z", end.format("%Y%m%d")),
        format!("DTEND;VALUE=DATE:{}", (today + TimeDelta::days(3)).format("%Y%m%d")),
        "TZID:America/Bogota".to_owned(),
    ] {
        assert!(text.lines().any(|it| it == line), "{line} is missing: {text}");
    }
    assert!(text.contains("SUMMARY:Reservado: 2 × "), "{text}");
    assert!(!text.contains("Motivo privado") && !text.contains("@sena.edu.co"), "{text}");
    // Nobody else's.
    let other = calendar(&app, &path_of(&app, &app.world.ivan, json!({ "kind": "own" })).await).await;
    assert!(!other.contains("VEVENT"), "{other}");
}

#[tokio::test]
async fn a_warehouse_has_its_loans_and_keepers_the_maintenance() {
    let app = App::new().await;
    let (wilson, gloria, bruno) = (&app.world.wilson, &app.world.gloria, &app.world.bruno);
    lend(&app, &["approved", "active"]).await;
    let body = json!({ "kind": "warehouse", "environment_id": app.world.bodega.id });
    let text = calendar(&app, &path_of(&app, wilson, body.clone()).await).await;
    assert!(text.contains("SUMMARY:Préstamo: 2 × ") && text.contains(" · Ana Prueba"), "{text}");

    let day = clock::today() + TimeDelta::days(30);
    let uri = format!("/api/inventory/{}", app.world.idiomas.machine);
    app.put(gloria, &uri, json!({ "next_maintenance": day })).await.expect(200);
    let text = calendar(&app, &path_of(&app, bruno, json!({ "kind": "maintenance" })).await).await;
    assert!(text.contains("SUMMARY:Mantenimiento: ") && text.contains("(ID-M)"), "{text}");
    assert!(text.contains(&format!("DTSTART;VALUE=DATE:{}", day.format("%Y%m%d"))), "{text}");

    for (who, body, status, words) in [
        (&app.world.ana, body.clone(), 403, "Su rol no tiene ese calendario"),
        (bruno, body, 403, "Su rol no tiene ese calendario"),
        (&app.world.estela, json!({ "kind": "maintenance" }), 403, "Su rol no tiene ese calendario"),
        (wilson, json!({ "kind": "warehouse" }), 400, "Elija la bodega del calendario"),
        (
            wilson,
            json!({ "kind": "warehouse", "environment_id": app.world.sistemas.id }),
            400,
            "El ambiente indicado no existe o está inactivo",
        ),
        (wilson, json!({ "kind": "otro" }), 422, "own, warehouse, maintenance"),
    ] {
        let refused = add(&app, who, body).await.expect(status);
        assert!(refused.detail().contains(words), "{}", refused.detail());
    }
}

#[tokio::test]
async fn a_reservation_that_nobody_took_leaves_the_calendar_after_ninety_days() {
    let app = App::new().await;
    lend(&app, &["approved"]).await;
    let path = path_of(&app, &app.world.ana, json!({ "kind": "own" })).await;
    // What only time does.
    for (time, shown) in [
        ("update loans set start_date = date('now', '-5 hours', '-99 days')", true),
        ("update loans set end_date = date('now', '-5 hours', '-89 days')", true),
        ("update loans set end_date = date('now', '-5 hours', '-92 days')", false),
    ] {
        app.run(time).await;
        assert_eq!(calendar(&app, &path).await.contains("VEVENT"), shown, "{time}");
    }
    // What is out stays until it is back.
    app.run("update loans set status = 'active'").await;
    assert!(calendar(&app, &path).await.contains("SUMMARY:Vencido: 2 × "));
}

#[tokio::test]
async fn a_class_of_many_years_begins_not_long_ago() {
    let app = App::new().await;
    let today = clock::today();
    let class = json!({
        "environment_id": app.world.sistemas.id, "instructor_id": app.world.ana.id, "program": "ADSO", "ficha": "1",
        "start_time": "08:00", "end_time": "12:00", "day_of_week": today.weekday().number_from_monday(),
        "start_date": today - TimeDelta::days(7 * 52 * 12), "end_date": today + TimeDelta::days(70),
    });
    app.post(&app.world.ana, "/api/schedules", class).await.expect(201);
    let text = calendar(&app, &path_of(&app, &app.world.ana, json!({ "kind": "own" })).await).await;
    // The first on this weekday within ninety days.
    let first = today - TimeDelta::days(84);
    assert!(
        text.contains(&format!("DTSTART;TZID=America/Bogota:{}T080000", first.format("%Y%m%d"))),
        "{text}"
    );
}

#[tokio::test]
async fn maintenance_has_an_event_for_each_plan_and_open_request() {
    let app = App::new().await;
    let (gloria, bruno, world) = (&app.world.gloria, &app.world.bruno, &app.world);
    let day = |days: i64| clock::today() + TimeDelta::days(days);
    for (item, days) in
        [(world.idiomas.machine, 12), (world.sistemas.machine, 13), (world.taller.machine, 14)]
    {
        app.put(gloria, &format!("/api/inventory/{item}"), json!({ "next_maintenance": day(days) }))
            .await
            .expect(200);
    }
    let plan = async |title: &str, items: Value| {
        let new = json!({
            "title": title, "description": "Soplar, revisar", "every": 6, "unit": "month", "next_date": day(20),
            "item_ids": items,
        });
        app.post(gloria, "/api/maintenance-plans", new).await.expect(201).json()["id"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    // Two of three in one room, and not one after the other.
    let last = json!({ "internal_code": "Z-9" });
    app.put(gloria, &format!("/api/inventory/{}", world.bodega.group), last).await.expect(200);
    let items = json!([world.idiomas.machine, world.bodega.machine, world.bodega.group]);
    let ours = plan("Limpieza", items).await;
    plan("Del otro centro", json!([world.taller.machine])).await;
    let asked = json!({
        "title": "Pantalla rota", "description": "No enciende", "item_id": world.bodega.machine, "priority": "media",
    });
    let request = app.post(gloria, "/api/maintenance-requests/", asked).await.expect(201).json();
    let request = request["id"].as_str().unwrap();
    let uri = format!("/api/maintenance-requests/{request}");
    app.put(gloria, &uri, json!({ "estimated_completion": day(5) })).await.expect(200);

    let path = path_of(&app, bruno, json!({ "kind": "maintenance" })).await;
    let text = calendar(&app, &path).await;
    assert!(text.contains("\r\nLOCATION:Bodega central\\, Idiomas\r\n"), "{text}");
    let events: Vec<(&str, &str, &str)> = text
        .split("BEGIN:VEVENT")
        .skip(1)
        .map(|event| {
            let line = |name: &str| event.lines().find_map(|line| line.strip_prefix(name)).unwrap();
            (line("UID:"), line("DTSTART;VALUE=DATE:"), line("SUMMARY:"))
        })
        .collect();
    let written = |days: i64| day(days).format("%Y%m%d").to_string();
    let uid = |kind: &str, id: &dyn std::fmt::Display| format!("{kind}-{id}@inventario");
    assert_eq!(
        events,
        [
            (&*uid("plan", &ours), &*written(20), "Mantenimiento: Limpieza · 3 equipos"),
            (
                &*uid("request", &request),
                &*written(5),
                "Mantenimiento: Pantalla rota · Computador Bodega central (BC-M)"
            ),
            (
                &*uid("maintenance", &world.sistemas.machine),
                &*written(13),
                "Mantenimiento: Computador Sistemas 1 (S1-M)"
            ),
        ]
    );
    app.put(gloria, &uri, json!({ "status": "completed" })).await.expect(200);
    assert_eq!(calendar(&app, &path).await.matches("BEGIN:VEVENT").count(), 2);
}

#[tokio::test]
async fn an_address_is_shown_once_renewed_and_withdrawn() {
    let app = App::new().await;
    let (ana, ivan) = (&app.world.ana, &app.world.ivan);
    let made = add(&app, ana, json!({ "kind": "own" })).await.expect(201).json();
    let (id, first) = (made["feed"]["id"].as_str().unwrap(), made["path"].as_str().unwrap());
    let listed = app.get(ana, URI).await.expect(200);
    assert_eq!(listed.json(), json!([made["feed"]]));
    let secret = first.trim_start_matches("/calendar/").trim_end_matches(".ics");
    let kept: Vec<String> =
        app.parts.db.read(|db| sql::all(db, "select secret_hash\nfrom calendar_feeds", &[])).await.unwrap();
    assert_eq!(kept, [random::sha256_hex(secret)]);
    let logs = app.get(&app.world.gloria, "/api/audit-logs/").await.expect(200).json();
    assert!(!logs.to_string().contains(secret), "the audit has no secret");

    let uri = format!("{URI}/{id}");
    app.post(ivan, &format!("{uri}/renew"), json!({})).await.expect(404);
    app.delete(ivan, &uri).await.expect(404);
    let second = app.post(ana, &format!("{uri}/renew"), json!({})).await.expect(200).json();
    let second = second["path"].as_str().unwrap();
    assert_eq!(read(&app, first).await.expect(404).detail(), "Calendario no encontrado");
    read(&app, second).await.expect(200);
    app.delete(ana, &uri).await.expect(204);
    read(&app, second).await.expect(404);
    assert_eq!(app.get(ana, URI).await.expect(200).json(), json!([]));
}

#[tokio::test]
async fn it_ends_with_the_account_and_with_the_role() {
    let app = App::new().await;
    let (wilson, ana, gloria) = (&app.world.wilson, &app.world.ana, &app.world.gloria);
    let body = json!({ "kind": "warehouse", "environment_id": app.world.bodega.id });
    let (warehouse, own) =
        (path_of(&app, wilson, body).await, path_of(&app, ana, json!({ "kind": "own" })).await);
    app.put(gloria, &format!("/api/users/{}", wilson.id), json!({ "role": "instructor" })).await.expect(200);
    read(&app, &warehouse).await.expect(404);
    app.put(gloria, &format!("/api/users/{}", ana.id), json!({ "is_active": false })).await.expect(200);
    read(&app, &own).await.expect(404);
}

#[tokio::test]
async fn it_ends_when_the_password_is_recovered_with_a_code() {
    let app = App::new().await;
    let (ana, ivan) = (&app.world.ana, &app.world.ivan);
    let own = path_of(&app, ana, json!({ "kind": "own" })).await;
    let other = path_of(&app, ivan, json!({ "kind": "own" })).await;
    let code = app.post(&app.world.gloria, "/api/recovery/codes", json!({ "user_id": ana.id })).await;
    let recovered = json!({ "code": code.expect(201).json()["code"], "new_password": "otra-clave-9" });
    app.ask(None, Method::POST, "/api/recovery/password", Some(recovered)).await.expect(200);
    read(&app, &own).await.expect(404);
    read(&app, &other).await.expect(200);
}

#[tokio::test]
async fn who_reads_without_end_has_to_wait() {
    let app = App::new().await;
    let path = path_of(&app, &app.world.ana, json!({ "kind": "own" })).await;
    for _ in 0..60 {
        read(&app, &path).await.expect(200);
    }
    let waits = read(&app, &path).await.expect(429);
    let seconds: u64 = waits.header("retry-after").unwrap().parse().unwrap();
    assert!((1..=600).contains(&seconds), "until the first of them is forgotten: {seconds}");
    assert_eq!(waits.json()["code"], "calendario_muy_seguido");
    for _ in 0..60 {
        read(&app, "/calendar/adivinado.ics").await.expect(404);
    }
    read(&app, "/calendar/adivinado.ics").await.expect(429);
    // Others read on.
    read(&app, &path_of(&app, &app.world.ivan, json!({ "kind": "own" })).await).await.expect(200);
}

#[tokio::test]
async fn nobody_has_addresses_without_number() {
    let app = App::new().await;
    for _ in 0..20 {
        add(&app, &app.world.ana, json!({ "kind": "own" })).await.expect(201);
    }
    let refused = add(&app, &app.world.ana, json!({ "kind": "own" })).await.expect(400);
    assert!(refused.detail().contains("20 direcciones"), "{}", refused.detail());
}
