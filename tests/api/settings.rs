//! Settings: read and changed by the general administrator in sections, audited, and obeyed at once.

use crate::support::{App, Content, Ready, Resource, Roles, patched};
use inventario::campus::checks::model::ShiftSettings;
use inventario::kit::settings;
use poem::http::Method;
use serde_json::{Value, json};

/// The general administrator's.
const ROLES: Roles = &[("ag", &["get_settings", "update_settings"])];

/// What the tests that walk all operations must know.
pub const RESOURCE: Resource = Resource::new(ROLES).sent(content);

fn content(_: &Ready, operation: &str) -> Option<Content> {
    Some(Content::Json(match operation {
        "update_settings" => {
            let mut all = everything();
            all["mail"]["password"] = json!("la del correo");
            all["descriptions"]["key"] = json!("la del servicio");
            all
        }
        _ => return None,
    }))
}

/// All members of all sections, other than at first.
fn everything() -> Value {
    json!({
        "access": {
            "students_may_register": false, "staff_may_ask": false, "help": "Mesa de ayuda: oficina 204",
        },
        "shifts": { "afternoon_from": "13:00:00", "night_from": "18:30:00" },
        "alerts": {
            "low_stock_minimum": 8, "maintenance_pending_days": 10, "check_waiting_hours": 48, "missing_checks": false,
            "kept_days": 400,
            "material_warning_days": 21, "material_alert_days": 3,
        },
        "notifications": { "read_days": 30, "kept_days": 200 },
        "audit": { "kept_days": 180 },
        "photos": { "unused_days": 5 },
        "useful_lives": {
            "computer": 36, "projector": 48, "keyboard": 24, "mouse": 25, "tv": 84, "camera": 61, "microphone": 62, "tablet": 37,
            "other": 240,
        },
        "reports": { "keep_days": 60, "csv_separator": "comma" },
    "loans": {
        "longest_days": 15, "lead_hours": 24, "open_weekdays": [1, 2, 3, 4, 5], "closed_days": ["2031-12-25"],
        "most_open": 3,
    },
    "actas": {
        "loan_conditions": "Cuidarlo como propio", "return_conditions": "Recibido",
        "delivery_conditions": "Responder por él", "hand_back_conditions": "Entregado",
    },
        "descriptions": {
            "enabled": true, "endpoint": "http://192.168.1.20:11434/v1", "model": "gemma3:4b", "prompt": "Diga qué se ve.",
            "asks_json": false, "automatic": true, "monthly_limit": 50, "patience_seconds": 240,
            "near_hosts": ["192.168.1.20"], "has_key": false,
        },
        "mail": {
            "enabled": true, "host": "smtp.sena.edu.co", "port": 465, "security": "tls", "user": "inventario",
            "from_address": "inventario@sena.edu.co", "from_name": "Inventario CEMPRA",
            "base_url": "https://inventario.sena.edu.co", "has_password": false,
        },
    })
}

const URI: &str = "/api/settings";

#[tokio::test]
async fn each_section_is_shown_changed_and_audited_with_what_it_was() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    let first = app.get(gloria, URI).await.expect(200).json();
    assert_eq!(first["shifts"], json!({ "afternoon_from": "12:00:00", "night_from": "18:00:00" }));
    let access = json!({ "students_may_register": true, "staff_may_ask": true, "help": null });
    assert_eq!(first["access"], access);
    let changed = app.put(gloria, URI, everything()).await.expect(200).json();
    assert_eq!(changed, everything());
    assert_eq!(app.get(gloria, URI).await.expect(200).json(), everything());

    let logs = app.get(gloria, "/api/audit-logs/").await.expect(200).json();
    let told: Vec<&Value> =
        logs["logs"].as_array().unwrap().iter().filter(|it| it["action"] == "UPDATE_SETTING").collect();
    assert_eq!(told.len(), everything().as_object().unwrap().len(), "one a section");
    let of_shifts = told.iter().find(|it| it["new_values"]["after"]["night_from"] == "18:30:00").unwrap();
    assert_eq!(of_shifts["new_values"]["before"], first["shifts"]);
    assert_eq!(of_shifts["new_values"]["description"], "Jornadas: configuración guardada");
}

#[tokio::test]
async fn what_is_absent_stays_and_null_is_the_first_value_again() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    app.put(gloria, URI, everything()).await.expect(200);
    let one = json!({ "shifts": { "night_from": "19:00" }, "access": { "help": "  " } });
    let changed = app.put(gloria, URI, one).await.expect(200).json();
    assert_eq!(changed["shifts"], json!({ "afternoon_from": "13:00:00", "night_from": "19:00:00" }));
    assert_eq!(changed["access"]["help"], Value::Null);
    assert_eq!(changed["access"]["staff_may_ask"], false);
    assert_eq!(changed["audit"], json!({ "kept_days": 180 }));

    let back = json!({ "shifts": null, "notifications": { "read_days": null } });
    let changed = app.put(gloria, URI, back).await.expect(200).json();
    assert_eq!(changed["shifts"], json!({ "afternoon_from": "12:00:00", "night_from": "18:00:00" }));
    assert_eq!(changed["notifications"], json!({ "read_days": 90, "kept_days": 200 }));
}

#[tokio::test]
async fn what_does_not_fit_together_changes_no_section() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    let first = app.get(gloria, URI).await.expect(200).json();
    for (wrong, says) in [
        (json!({ "shifts": { "afternoon_from": "18:00" } }), "La noche debe empezar después de la tarde"),
        (
            json!({ "notifications": { "read_days": 400 } }),
            "Los avisos leídos no se pueden guardar más días que los demás",
        ),
        (
            json!({ "shifts": { "night_from": "25:00" } }),
            "El campo «shifts.night_from» debe ser una hora con la forma HH:MM",
        ),
        (json!({ "audit": { "kept_days": 29 } }), "El campo «audit.kept_days» debe estar entre 30 y 365"),
        (json!({ "photos": [] }), "El campo «photos» debe ser un objeto"),
        (
            json!({ "access": { "help": "x".repeat(301) } }),
            "El campo «access.help» admite como máximo 300 caracteres y tiene 301",
        ),
    ] {
        let all = json!({ "audit": { "kept_days": 100 }, "access": { "staff_may_ask": false } });
        let all = patched(all, &wrong);
        let detail = app.put(gloria, URI, all).await.expect(422).detail();
        assert!(detail.starts_with(says), "{detail}");
        assert_eq!(app.get(gloria, URI).await.expect(200).json(), first);
    }
    for who in app.world.roles().into_iter().filter(|who| who.id != gloria.id) {
        app.get(who, URI).await.expect(403);
        app.put(who, URI, everything()).await.expect(403);
    }
}

#[tokio::test]
async fn what_an_older_version_kept_has_the_first_values_of_what_it_did_not_know() {
    let app = App::new().await;
    app.run(
        "insert into settings (key, value, updated_at)
         values ('shifts', '{\"night_from\":\"20:00:00\",\"gone\":7}', '2026-01-01T00:00:00.000000Z')",
    )
    .await;
    let kept: ShiftSettings = app.parts.db.read(settings::of).await.unwrap();
    let expected = json!({ "afternoon_from": "12:00:00", "night_from": "20:00:00" });
    assert_eq!(serde_json::to_value(&kept).unwrap(), expected);
}

#[tokio::test]
async fn a_closed_registration_takes_nobody_and_the_door_says_so() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    let door = async || app.ask(None, Method::GET, "/api/auth/door", None).await.expect(200).json();
    let open = json!({
        "students_may_register": true, "staff_may_ask": true, "help": null, "recovers_by_mail": false,
    });
    assert_eq!(door().await, open);
    let register = async |role: &str, email: &str| {
        let new = json!({
            "email": email, "password": "pupitres-9", "first_name": "Nora", "last_name": "Peña", "role": role,
        });
        app.ask(None, Method::POST, "/api/auth/register", Some(new)).await
    };
    let students = json!({ "access": { "students_may_register": false, "help": "Oficina 204" } });
    app.put(gloria, URI, students).await.expect(200);
    let refused = register("student", "nora@sena.edu.co").await.expect(403);
    assert_eq!(refused.json()["code"], "registro_cerrado");
    register("instructor", "nora@sena.edu.co").await.expect(201);
    let expected = json!({
        "students_may_register": false, "staff_may_ask": true, "help": "Oficina 204", "recovers_by_mail": false,
    });
    assert_eq!(door().await, expected);

    let staff = json!({ "access": { "students_may_register": true, "staff_may_ask": false } });
    app.put(gloria, URI, staff).await.expect(200);
    register("student", "otra@sena.edu.co").await.expect(201);
    for role in ["instructor", "supervisor"] {
        register(role, "una.mas@sena.edu.co").await.expect(403);
    }
    assert_eq!(app.count("select count(*) from users where email = 'una.mas@sena.edu.co'").await, 0);
}

#[tokio::test]
async fn a_clean_up_of_the_audit_keeps_what_the_settings_say_unless_told_otherwise() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    app.put(gloria, URI, json!({ "audit": { "kept_days": 45 } })).await.expect(200);
    let done = app.delete(gloria, "/api/audit-logs/cleanup").await.expect(200).json();
    assert_eq!(done["days_kept"], 45, "{done}");
    let done = app.delete(gloria, "/api/audit-logs/cleanup?days_to_keep=60").await.expect(200).json();
    assert_eq!(done["days_kept"], 60, "{done}");
}
