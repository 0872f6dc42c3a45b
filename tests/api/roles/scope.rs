//! Which rows each role reaches: out of scope is 404 for a row and an empty list for lists.

use crate::support::{App, Person, Ready, Room};
use serde_json::{Value, json};

/// The internal codes that a person's list shows.
async fn codes(app: &App, who: &Person, uri: &str) -> Vec<String> {
    let rows = app.get(who, uri).await.expect(200).json();
    let mut codes: Vec<String> =
        rows.as_array().unwrap().iter().map(|it| it["internal_code"].as_str().unwrap().to_owned()).collect();
    codes.sort();
    codes
}

async fn status_of_put(app: &App, who: &Person, uri: &str, body: Value) -> u16 {
    let reply = app.put(who, uri, body).await;
    if reply.status.is_client_error() {
        assert!(!reply.detail().is_empty());
    }
    reply.status.as_u16()
}

#[tokio::test]
async fn a_list_of_equipment_is_cut_to_room_warehouses_or_centre() {
    let app = App::new().await;
    let world = &app.world;
    let centre = ["BC-G", "BC-M", "ID-G", "ID-M", "S1-G", "S1-M"];
    let everything = ["BC-G", "BC-M", "ID-G", "ID-M", "S1-G", "S1-M", "TA-G", "TA-M"];
    let seen: [(&Person, &[&str]); 8] = [
        (&world.estela, &["S1-G", "S1-M"]),
        (&world.pedro, &[]),
        (&world.ana, &["BC-G", "BC-M", "S1-G", "S1-M"]),
        (&world.ivan, &["BC-G", "BC-M", "ID-G", "ID-M"]),
        (&world.bruno, &centre),
        (&world.sara, &centre),
        (&world.wilson, &centre),
        (&world.gloria, &everything),
    ];
    for (person, expected) in seen {
        assert_eq!(codes(&app, person, "/api/inventory/").await, expected, "{}", person.email);
    }
    for (person, expected) in seen {
        let machines: Vec<&str> = expected.iter().copied().filter(|code| code.ends_with("-M")).collect();
        assert_eq!(codes(&app, person, "/api/inventory/category/computer").await, machines);
        for (room, prefix) in
            [(world.sistemas, "S1"), (world.idiomas, "ID"), (world.bodega, "BC"), (world.taller, "TA")]
        {
            let of_room: Vec<&str> =
                expected.iter().copied().filter(|code| code.starts_with(prefix)).collect();
            for uri in [
                format!("/api/inventory/?environment_id={}", room.id),
                format!("/api/inventory/environment/{}", room.id),
                format!("/api/environments/{}/inventory", room.id),
            ] {
                assert_eq!(codes(&app, person, &uri).await, of_room, "{} at {uri}", person.email);
            }
        }
    }
}

#[tokio::test]
async fn an_instructor_without_room_sees_no_equipment() {
    let app = App::new().await;
    let world = &app.world;
    let uri = format!("/api/users/{}", world.ana.id);
    app.put(&world.gloria, &uri, json!({ "environment_id": null })).await.expect(200);
    assert!(codes(&app, &world.ana, "/api/inventory/").await.is_empty());
    let counted = json!({ "quantity": 10 });
    let uri = format!("/api/inventory/{}/verification", world.sistemas.group);
    assert_eq!(status_of_put(&app, &world.ana, &uri, counted).await, 404);
}

#[tokio::test]
async fn everybody_counts_within_his_scope_and_nobody_outside() {
    let app = App::new().await;
    let world = &app.world;
    let Room { group: sistemas, .. } = world.sistemas;
    let (idiomas, bodega, taller) = (world.idiomas.group, world.bodega.group, world.taller.group);
    for (person, within, outside) in [
        (&world.estela, vec![sistemas], vec![idiomas, bodega, taller]),
        (&world.pedro, vec![], vec![sistemas, idiomas, bodega, taller]),
        (&world.ana, vec![sistemas, bodega], vec![idiomas, taller]),
        (&world.bruno, vec![sistemas, idiomas, bodega], vec![taller]),
        (&world.sara, vec![sistemas, idiomas, bodega], vec![taller]),
        (&world.wilson, vec![sistemas, idiomas, bodega], vec![taller]),
        (&world.gloria, vec![sistemas, idiomas, bodega, taller], vec![]),
    ] {
        let expected = within.into_iter().map(|it| (it, 200)).chain(outside.into_iter().map(|it| (it, 404)));
        for (item, status) in expected {
            let uri = format!("/api/inventory/{item}/verification");
            let counted = status_of_put(&app, person, &uri, json!({ "quantity": 10 })).await;
            assert_eq!(counted, status, "{} counts {item}", person.email);
        }
    }
}

#[tokio::test]
async fn a_scanned_label_is_read_by_everybody_wherever_it_sticks() {
    let app = App::new().await;
    let world = &app.world;
    for person in world.roles().into_iter().chain([&world.pedro, &world.sara]) {
        for room in [world.sistemas, world.idiomas, world.bodega, world.taller] {
            app.get(person, &format!("/api/inventory/{}", room.machine)).await.expect(200);
        }
    }
}

#[tokio::test]
async fn keepers_write_equipment_of_their_centre_only() {
    let app = App::new().await;
    let world = &app.world;
    let mut number = 0;
    for (person, elsewhere) in
        [(&world.bruno, false), (&world.wilson, false), (&world.sara, false), (&world.gloria, true)]
    {
        let own = format!("/api/inventory/{}", world.sistemas.machine);
        let other = format!("/api/inventory/{}", world.taller.machine);
        let reached = |yes: bool| if yes { 200 } else { 404 };
        assert_eq!(status_of_put(&app, person, &own, json!({ "brand": "Dell" })).await, 200);
        assert_eq!(status_of_put(&app, person, &other, json!({ "brand": "Dell" })).await, reached(elsewhere));
        let history = app.get(person, &format!("{other}/history")).await;
        assert_eq!(history.status.as_u16(), reached(elsewhere), "{}", person.email);

        for (room, allowed) in [(world.idiomas.id, true), (world.taller.id, elsewhere)] {
            number += 1;
            let new = json!({
                "name": "Tableta", "category": "tablet", "internal_code": format!("T-{number}"),
                "environment_id": room,
            });
            let added = app.post(person, "/api/inventory/", new).await;
            assert_eq!(added.status.as_u16(), if allowed { 201 } else { 400 }, "{}", person.email);
            let moved = status_of_put(&app, person, &own, json!({ "environment_id": room })).await;
            assert_eq!(moved, if allowed { 200 } else { 400 }, "{}", person.email);
        }
        let home = json!({ "environment_id": world.sistemas.id });
        app.put(&world.gloria, &own, home).await.expect(200);
    }
    let other = format!("/api/inventory/{}", world.taller.machine);
    app.delete(&world.wilson, &other).await.expect(404);
    app.delete(&world.bruno, &other).await.expect(404);
    app.delete(&world.sara, &other).await.expect(404);
    app.delete(&world.gloria, &other).await.expect(200);
}

#[tokio::test]
async fn rooms_are_read_by_all_while_in_use() {
    let app = App::new().await;
    let world = &app.world;
    let taller = format!("/api/environments/{}", world.taller.id);
    for person in world.roles() {
        app.get(person, &taller).await.expect(200);
    }
    app.put(&world.gloria, &taller, json!({ "is_active": false })).await.expect(200);
    for person in [&world.estela, &world.ana, &world.bruno, &world.wilson] {
        app.get(person, &taller).await.expect(404);
        app.get(person, &format!("{taller}/inventory")).await.expect(404);
        let inactive = app.get(person, "/api/environments/?is_active=false").await.expect(200);
        assert_eq!(inactive.json(), json!([]));
    }
    app.get(&world.gloria, &taller).await.expect(200);
    let inactive = app.get(&world.gloria, "/api/environments/?is_active=false").await.expect(200).json();
    assert_eq!(inactive[0]["name"], "Taller");
}

#[tokio::test]
async fn a_warehouse_administrator_changes_three_members_of_his_warehouse() {
    let app = App::new().await;
    let world = &app.world;
    let own = format!("/api/environments/{}", world.bodega.id);
    let other = format!("/api/environments/{}", world.sistemas.id);
    let change = json!({ "description": "Nueva", "location": "Bloque D", "capacity": 5 });
    assert_eq!(status_of_put(&app, &world.wilson, &own, change.clone()).await, 200);
    assert_eq!(status_of_put(&app, &world.wilson, &other, change).await, 403);
    for more in [json!({ "name": "Mía" }), json!({ "is_active": false }), json!({ "is_warehouse": false })] {
        assert_eq!(status_of_put(&app, &world.wilson, &own, more).await, 403);
    }
}

#[tokio::test]
async fn an_instructor_plans_his_own_classes_and_keepers_those_of_their_centre() {
    let ready = Ready::new().await;
    let (app, world) = (&ready.app, &ready.app.world);
    let mut hour = 5;
    let mut class = |room: Room, teacher: &Person| {
        hour += 1;
        json!({
            "environment_id": room.id, "instructor_id": teacher.id, "program": "ADSO", "ficha": "1",
            "start_time": format!("{hour:02}:00"), "end_time": format!("{hour:02}:30"), "day_of_week": 5,
            "start_date": "2026-01-19", "end_date": "2026-12-11",
        })
    };
    for (person, room, teacher, status) in [
        (&world.ana, world.sistemas, &world.ana, 201),
        // A lesson may be held in any room of the centre.
        (&world.ana, world.idiomas, &world.ana, 201),
        (&world.ana, world.sistemas, &world.ivan, 403),
        (&world.bruno, world.sistemas, &world.ana, 201),
        (&world.wilson, world.sistemas, &world.ana, 201),
        (&world.bruno, world.taller, &world.ana, 400),
        (&world.wilson, world.taller, &world.ana, 400),
        (&world.sara, world.taller, &world.ana, 400),
        (&world.ana, world.taller, &world.ana, 400),
        (&world.gloria, world.taller, &world.ana, 201),
    ] {
        let made = app.post(person, "/api/schedules/", class(room, teacher)).await;
        assert_eq!(
            made.status.as_u16(),
            status,
            "{}: {}",
            person.email,
            String::from_utf8_lossy(&made.bytes)
        );
    }
    let mine = format!("/api/schedules/{}", ready.class);
    assert_eq!(status_of_put(app, &world.ivan, &mine, json!({ "topic": "Otro" })).await, 403);
    assert_eq!(status_of_put(app, &world.ana, &mine, json!({ "instructor_id": world.ivan.id })).await, 403);
    assert_eq!(status_of_put(app, &world.ana, &mine, json!({ "topic": "Otro" })).await, 200);
    app.delete(&world.ivan, &mine).await.expect(403);

    let elsewhere = app.post(&world.gloria, "/api/schedules/", class(world.taller, &world.ana)).await;
    let elsewhere = elsewhere.expect(201).json();
    let elsewhere = format!("/api/schedules/{}", elsewhere["id"].as_str().unwrap());
    for person in [&world.bruno, &world.wilson] {
        assert_eq!(status_of_put(app, person, &elsewhere, json!({ "topic": "Otro" })).await, 404);
        app.delete(person, &elsewhere).await.expect(404);
    }
    for person in world.roles() {
        app.get(person, &elsewhere).await.expect(200);
    }
    app.delete(&world.ana, &elsewhere).await.expect(200);
}

#[tokio::test]
async fn an_account_shows_itself_only() {
    let app = App::new().await;
    let world = &app.world;
    for person in world.roles() {
        let me = app.get(person, "/api/auth/me").await.expect(200).json();
        assert_eq!(me["id"], json!(person.id));
        assert!(me.get("password").is_none() && me.get("password_hash").is_none());
        app.put(person, "/api/auth/me", json!({ "role": "admin_general", "phone": "1" })).await.expect(200);
        let me = app.get(person, "/api/auth/me").await.expect(200).json();
        assert_eq!((&me["role"], &me["phone"]), (&json!(person.role.as_str()), &json!("1")));
    }
}

#[tokio::test]
async fn names_are_given_to_those_who_choose_somebody() {
    let app = App::new().await;
    let world = &app.world;
    let deactivated = format!("/api/users/{}", world.ivan.id);
    app.delete(&world.gloria, &deactivated).await.expect(200);
    for person in [&world.ana, &world.bruno, &world.wilson, &world.gloria] {
        let names = app.get(person, "/api/users/by-role/instructor").await.expect(200).json();
        assert_eq!(names, json!([{ "id": world.ana.id, "name": "Ana Prueba" }]));
    }
    for role in ["student", "supervisor", "admin", "admin_general"] {
        let uri = format!("/api/users/by-role/{role}");
        app.get(&world.bruno, &uri).await.expect(200);
        app.get(&world.ana, &uri).await.expect(403);
    }
}
