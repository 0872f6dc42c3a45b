//! Accounts as the general administrator keeps them, and the room that each person links himself to.

use crate::support::{App, Content, PASSWORD, Ready, Reply, Resource, Roles};
use inventario::kit::clock;
use serde_json::{Value, json};

mod centers;

/// The general administrator's. Names by role, to choose a technician or an apprentice; instructors need it to plan a class. All
/// link themselves to a room, by choice or by code.
const ROLES: Roles = &[
    (
        "ag",
        &[
            "list_users",
            "get_user_stats",
            "get_user",
            "create_user",
            "update_user",
            "deactivate_user",
            "activate_user",
            "reset_password",
        ],
    ),
    ("in su ad ag", &["list_user_names"]),
    ("st in su ad ag", &["link_environment"]),
];

/// What the tests that walk all operations must know.
pub const RESOURCE: Resource = Resource::new(ROLES).asked_with(value).sent(content).replayed(&["users"]);

fn value(ready: &Ready, operation: &str, parameter: &str) -> Option<String> {
    Some(match (operation, parameter) {
        (_, "role") => "instructor".to_owned(),
        (_, "id") => ready.app.world.ivan.id.to_string(),
        _ => return None,
    })
}

fn content(ready: &Ready, operation: &str) -> Option<Content> {
    Some(Content::Json(match operation {
        "create_user" => {
            let mut new = new_person(ready);
            new["center_id"] = json!(ready.app.world.center);
            new
        }
        "update_user" => json!({
            "email": "otra@sena.edu.co", "first_name": "Otra", "last_name": "Persona", "role": "supervisor",
            "phone": "3001234567", "program": "ADSO", "ficha": "2758", "is_active": true,
            "environment_id": ready.app.world.idiomas.id, "center_id": ready.app.world.center,
        }),
        "reset_password" => json!({ "new_password": "pupitres-2" }),
        "link_environment" => json!({ "environment_id": ready.app.world.sistemas.id }),
        _ => return None,
    }))
}

/// What is known of somebody who is to have an account, linked to a room.
pub fn new_person(ready: &Ready) -> Value {
    json!({
        "email": "nueva@sena.edu.co", "password": "pupitres-2", "first_name": "Nueva", "last_name": "Persona",
        "role": "student", "phone": "3001234567", "program": "ADSO", "ficha": "2758",
        "environment_id": ready.app.world.idiomas.id,
    })
}

fn ids(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap()).collect()
}

fn names(reply: Reply) -> Vec<String> {
    let list = reply.expect(200).json();
    list.as_array().unwrap().iter().map(|row| row["first_name"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn an_account_is_made_read_changed_and_put_out_of_use() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    let new = json!({
        "email": " Luisa.Ruiz@SENA.edu.co ", "password": "clave-de-prueba", "first_name": " Luisa ",
        "last_name": "Ruiz", "role": "instructor", "phone": "", "ficha": "2558104",
        "environment_id": app.world.sistemas.id,
    });
    let made = app.post(gloria, "/api/users", new).await.expect(200).json();
    assert_eq!((&made["email"], &made["name"]), (&json!("luisa.ruiz@sena.edu.co"), &json!("Luisa Ruiz")));
    assert_eq!((&made["phone"], &made["environment_name"]), (&json!(null), &json!("Sistemas 1")));
    assert_eq!((&made["is_active"], &made["role"]), (&json!(true), &json!("instructor")));
    assert_eq!(made["password_hash"], json!(null));

    let uri = format!("/api/users/{}", made["id"].as_str().unwrap());
    assert_eq!(app.get(gloria, &uri).await.expect(200).json(), made);
    let patch = json!({ "last_name": "Ruiz Gómez", "ficha": null, "environment_id": null });
    let changed = app.put(gloria, &uri, patch).await.expect(200).json();
    assert_eq!((&changed["name"], &changed["ficha"]), (&json!("Luisa Ruiz Gómez"), &json!(null)));
    assert_eq!((&changed["environment_id"], &changed["email"]), (&json!(null), &made["email"]));
    assert_eq!(changed["created_at"], made["created_at"]);
    assert!(changed["updated_at"].as_str() > made["updated_at"].as_str());

    let answer = app.delete(gloria, &uri).await.expect(200).json();
    assert_eq!(answer["message"], "Usuario desactivado exitosamente");
    assert_eq!(app.get(gloria, &uri).await.expect(200).json()["is_active"], false);
    let answer = app.post(gloria, &format!("{uri}/activate"), json!({})).await.expect(200).json();
    assert_eq!(answer["message"], "Usuario activado exitosamente");
    app.sign_in("luisa.ruiz@sena.edu.co", "clave-de-prueba").await.expect(200);
}

#[tokio::test]
async fn what_does_not_exist_says_so() {
    let app = App::new().await;
    let (gloria, nobody) = (&app.world.gloria, "018f3b1c-0000-7000-8000-000000000001");
    for reply in [
        app.get(gloria, &format!("/api/users/{nobody}")).await,
        app.put(gloria, &format!("/api/users/{nobody}"), json!({ "first_name": "X" })).await,
        app.delete(gloria, &format!("/api/users/{nobody}")).await,
        app.post(gloria, &format!("/api/users/{nobody}/activate"), json!({})).await,
        app.post(gloria, &format!("/api/users/{nobody}/password"), json!({ "new_password": "clave-larga" }))
            .await,
    ] {
        assert_eq!(reply.expect(404).detail(), "Usuario no encontrado");
    }
    let wrong_room = json!({ "environment_id": nobody });
    app.put(gloria, &format!("/api/users/{}", app.world.ana.id), wrong_room).await.expect(400);
}

async fn listed(app: &App, query: &str) -> Reply {
    app.get(&app.world.gloria, &format!("/api/users?{query}")).await
}

#[tokio::test]
async fn the_list_is_filtered_by_role_activity_room_and_day() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    app.delete(gloria, &format!("/api/users/{}", app.world.ivan.id)).await.expect(200);
    let app = &app;
    assert_eq!(names(listed(app, "role=instructor").await), ["Ana", "Iván"]);
    assert_eq!(names(listed(app, "role=instructor&is_active=true").await), ["Ana"]);
    assert_eq!(names(listed(app, "is_active=false").await), ["Iván"]);
    let room = format!("environment_id={}", app.world.sistemas.id);
    assert_eq!(names(listed(app, &room).await), ["Ana", "Estela"]);
    let today = clock::today();
    let tomorrow = today.succ_opt().unwrap();
    assert_eq!(names(listed(app, &format!("start_date={today}&end_date={today}")).await).len(), 8);
    assert_eq!(names(listed(app, &format!("start_date={tomorrow}")).await), [""; 0]);
    assert_eq!(names(listed(app, "role=&is_active=null&search=").await).len(), 8);
}

#[tokio::test]
async fn a_search_forgets_case_and_accents_and_takes_signs_as_they_are() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    app.put(gloria, &format!("/api/users/{}", app.world.ana.id), json!({ "program": "Almacén 100%_A" }))
        .await
        .expect(200);
    for (search, found) in [
        ("ivan", vec!["Iván"]),
        ("IV%C3%81N", vec!["Iván"]),
        ("prueba+ivan", vec!["Iván"]),
        ("ALMACEN", vec!["Ana"]),
        ("100%25_", vec!["Ana"]),
        ("%25", vec!["Ana"]),
        ("_", vec!["Ana"]),
        ("1%250", vec![]),
        ("gloria@sena", vec!["Gloria"]),
        ("%27+or+1%3D1+--", vec![]),
    ] {
        let reply = app.get(gloria, &format!("/api/users?search={search}")).await;
        assert_eq!(names(reply), found, "{search}");
    }
}

#[tokio::test]
async fn pages_of_a_list_meet_without_gap_and_say_the_total() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    let whole = app.get(gloria, "/api/users").await.expect(200);
    assert_eq!(whole.header("x-total-count"), Some("8"));
    let whole = whole.json();
    let mut pieces = Vec::new();
    for skip in [0, 3, 6, 9] {
        let page = app.get(gloria, &format!("/api/users?limit=3&skip={skip}")).await.expect(200);
        assert_eq!(page.header("x-total-count"), Some("8"));
        pieces.extend(page.json().as_array().unwrap().clone());
    }
    assert_eq!(ids(&Value::from(pieces)), ids(&whole));
    for wrong in ["limit=0", "limit=1001", "limit=x", "skip=-1", "limit=99999999999999999999"] {
        app.get(gloria, &format!("/api/users?{wrong}")).await.expect(422);
    }
}

#[tokio::test]
async fn the_last_administrator_stays_and_nobody_locks_himself_out() {
    let app = App::new().await;
    let (gloria, own) = (&app.world.gloria, format!("/api/users/{}", app.world.gloria.id));
    for reply in [
        app.delete(gloria, &own).await,
        app.put(gloria, &own, json!({ "role": "student" })).await,
        app.put(gloria, &own, json!({ "is_active": false })).await,
    ] {
        assert!(reply.expect(400).detail().contains("su propia cuenta"));
    }
    // What changes neither role nor activity is his to do.
    app.put(gloria, &own, json!({ "first_name": "Gloria Inés", "role": "admin_general" })).await.expect(200);

    let second = json!({ "role": "admin_general" });
    let sara = app.put(gloria, &format!("/api/users/{}", app.world.sara.id), second).await.expect(200).json();
    let sara_token = app.enter(&app.world.sara).await.access();
    let sara_person = app.world.sara.with_token(sara_token);
    app.delete(&sara_person, &own).await.expect(200);
    // Now Sara is the last one; nobody else can touch her, and she can't touch herself.
    let hers = format!("/api/users/{}", sara["id"].as_str().unwrap());
    app.delete(&sara_person, &hers).await.expect(400);
    let alive = "select count(*) from users where role = 'admin_general' and is_active = 1";
    assert_eq!(app.count(alive).await, 1);
}

#[tokio::test]
async fn two_administrators_who_put_each_other_out_at_once_leave_one() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    let hers = format!("/api/users/{}", app.world.sara.id);
    app.put(gloria, &hers, json!({ "role": "admin_general" })).await.expect(200);
    let sara = app.world.sara.with_token(app.enter(&app.world.sara).await.access());
    let glorias = format!("/api/users/{}", gloria.id);
    let (one, two) = tokio::join!(app.delete(gloria, &hers), app.delete(&sara, &glorias));
    let mut statuses = [one.status.as_u16(), two.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses[0], 200);
    assert_ne!(statuses[1], 200);
    let alive = "select count(*) from users where role = 'admin_general' and is_active = 1";
    assert_eq!(app.count(alive).await, 1);
}

#[tokio::test]
async fn figures_add_up() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    app.delete(gloria, &format!("/api/users/{}", app.world.ivan.id)).await.expect(200);
    let stats = app.get(gloria, "/api/users/stats").await.expect(200).json();
    assert_eq!((&stats["total_users"], &stats["active_users"]), (&json!(8), &json!(7)));
    assert_eq!((&stats["inactive_users"], &stats["recent_registrations"]), (&json!(1), &json!(8)));
    let by_role = json!({ "student": 2, "instructor": 2, "supervisor": 2, "admin": 1, "admin_general": 1 });
    assert_eq!(stats["users_by_role"], by_role);
}

#[tokio::test]
async fn names_by_role_are_for_choosing_and_show_no_more_than_names() {
    let app = App::new().await;
    app.delete(&app.world.gloria, &format!("/api/users/{}", app.world.pedro.id)).await.expect(200);
    for who in [&app.world.bruno, &app.world.wilson, &app.world.gloria] {
        let students = app.get(who, "/api/users/by-role/student").await.expect(200).json();
        assert_eq!(students, json!([{ "id": app.world.estela.id, "name": "Estela Prueba" }]));
    }
    app.get(&app.world.estela, "/api/users/by-role/instructor").await.expect(403);
}

#[tokio::test]
async fn everybody_links_himself_to_a_room_in_use() {
    let app = App::new().await;
    let room = app.world.idiomas.id;
    for who in app.world.roles() {
        let linked = app.post(who, "/api/users/link-environment", json!({ "environment_id": room })).await;
        let linked = linked.expect(200).json();
        assert_eq!((&linked["status"], &linked["environment"]["id"]), (&json!("success"), &json!(room)));
        assert_eq!(linked["environment"]["qr_code"], "QR-ID");
        assert_eq!(
            (&linked["user"]["id"], &linked["user"]["environment_id"]),
            (&json!(who.id), &json!(room))
        );
    }
    let nowhere = json!({ "environment_id": "018f3b1c-0000-7000-8000-000000000001" });
    let refused = app.post(&app.world.ana, "/api/users/link-environment", nowhere).await.expect(404);
    assert_eq!(refused.detail(), "Ambiente no encontrado");
}

#[tokio::test]
async fn a_password_that_everybody_tries_first_is_refused_wherever_one_is_set() {
    let app = App::new().await;
    let (world, gloria) = (&app.world, &app.world.gloria);
    let (ana, me) = (format!("/api/users/{}/password", world.ana.id), "/api/auth/me/change-password");
    for weak in ["12345678", "aaaaaaaa", "password", "        ", "Contraseña1"] {
        let new = json!({
            "email": "nora@sena.edu.co", "password": weak, "first_name": "Nora", "last_name": "P", "role": "student",
        });
        let change = json!({ "current_password": PASSWORD, "new_password": weak });
        for reply in [
            app.post(gloria, "/api/users", new.clone()).await,
            app.post(gloria, &ana, json!({ "new_password": weak })).await,
            app.post(&world.ana, me, change).await,
            app.post_anonymously("/api/auth/register", new).await,
        ] {
            assert_eq!(reply.expect(400).json()["code"], "contrasena_debil", "{weak}");
        }
    }
    // Nor one with the own address in it.
    let own = json!({ "current_password": PASSWORD, "new_password": "soy-estela-1" });
    app.post(&world.estela, me, own).await.expect(400);
    app.sign_in(&world.ana.email, PASSWORD).await.expect(200);
}

#[tokio::test]
async fn only_the_general_administrator_manages_accounts() {
    let app = App::new().await;
    let uri = format!("/api/users/{}", app.world.pedro.id);
    for who in app.world.roles().into_iter().filter(|who| who.id != app.world.gloria.id) {
        app.get(who, "/api/users").await.expect(403);
        app.get(who, &uri).await.expect(403);
        let promotion = app.put(who, &uri, json!({ "role": "admin_general" })).await.expect(403);
        assert_eq!(promotion.detail(), "Rol no autorizado");
        app.post(who, &format!("{uri}/password"), json!({ "new_password": "otra-clave-1" }))
            .await
            .expect(403);
        app.delete(who, &uri).await.expect(403);
    }
    app.sign_in(&app.world.pedro.email, PASSWORD).await.expect(200);
}

#[tokio::test]
async fn who_deactivates_an_instructor_hears_what_is_left_without_one() {
    let app = App::new().await;
    let (world, gloria) = (&app.world, &app.world.gloria);
    let class =
        app.post(gloria, "/api/schedules", crate::schedules::class_of_ana(&app, 1)).await.expect(201).json();
    let check = json!({ "environment_id": world.sistemas.id, "schedule_id": class["id"] });
    app.post(&world.estela, "/api/inventory-checks/by-schedule", check).await.expect(201);
    let gone = app.delete(gloria, &format!("/api/users/{}", world.ana.id)).await.expect(200).json();
    let told = "Usuario desactivado. Deja 1 clase en el horario y 1 verificación por confirmar: páselas a otro instructor";
    assert_eq!(gone["message"], told);
    // Another takes the class over, and with it what waits.
    let path = format!("/api/schedules/{}", class["id"].as_str().unwrap());
    app.put(gloria, &path, json!({ "instructor_id": world.ivan.id })).await.expect(200);
    let gone = app.delete(gloria, &format!("/api/users/{}", world.estela.id)).await.expect(200).json();
    assert_eq!(gone["message"], "Usuario desactivado exitosamente");
}
