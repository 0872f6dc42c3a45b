//! Who is told what of each step: those who have to act or who did it before, and nobody of what he did himself.

use super::{CHECKS, Class, line, rows, text};
use crate::support::{App, Person};
use serde_json::{Value, json};

/// What everybody has been told since the last time: "name: title", by name.
async fn told(app: &App) -> Vec<String> {
    let told = app
        .column(
            "select u.first_name || ': ' || n.title
             from notifications n
             join users u on u.id = n.user_id
             order by u.first_name, n.id",
        )
        .await;
    app.run("delete from notifications").await;
    told
}

/// The newest that somebody was told.
async fn newest(app: &App, who: &Person) -> Value {
    rows(app, who, "/api/notifications?limit=1").await.remove(0)
}

const NOBODY: [&str; 0] = [];

#[tokio::test]
async fn each_step_is_told_to_those_whom_it_concerns() {
    let class = Class::new().await;
    let (app, world) = (&class.app, &class.app.world);
    let check = class.begin(&world.estela, json!({})).await;
    let pending = newest(app, &world.ana).await;
    for (name, value) in [
        ("type", json!("verification_pending")),
        ("title", json!("Nueva Verificación Pendiente")),
        (
            "message",
            json!("Una verificación de inventario ha sido iniciada por un estudiante. Ambiente: Sistemas 1."),
        ),
        ("priority", json!("medium")),
        ("action_url", json!(format!("/verificaciones/{check}"))),
        ("is_read", json!(false)),
    ] {
        assert_eq!(pending[name], value, "{name}");
    }
    assert_eq!(told(app).await, ["Ana: Nueva Verificación Pendiente"]);

    class.save(&world.estela, json!({ "comments": "Mejor dicho" })).await.expect(201);
    assert_eq!(told(app).await, NOBODY, "a correction is no news");

    class.pass(&world.bruno, &check, "supervisor_takeover").await.expect(200);
    assert_eq!(newest(app, &world.ana).await["type"], "verification_update");
    assert_eq!(told(app).await, ["Ana: Verificación en Supervisión"]);
    class.pass(&world.wilson, &check, "instructor_assign").await.expect(200);
    assert_eq!(newest(app, &world.ana).await["type"], "verification_pending");
    assert_eq!(told(app).await, ["Ana: Verificación Devuelta"]);

    // Nobody supervises this room: those of the centre and those without a room do.
    class.confirm(&world.ana, &check, json!({})).await.expect(200);
    let ready = newest(app, &world.sara).await;
    assert_eq!((&ready["type"], &ready["priority"]), (&json!("verification_update"), &json!("medium")));
    assert_eq!(
        told(app).await,
        ["Bruno: Verificación Lista para Supervisión", "Sara: Verificación Lista para Supervisión"]
    );

    class.decide(&world.bruno, &check, false, "Falta un teclado").await.expect(200);
    let (student, instructor) = (newest(app, &world.estela).await, newest(app, &world.ana).await);
    assert_eq!(
        student["message"],
        "Tu verificación ha sido rechazada por el supervisor. Motivo: Falta un teclado. Ambiente: Sistemas 1."
    );
    assert_eq!((&student["type"], &student["priority"]), (&json!("verification_update"), &json!("high")));
    assert!(text(&instructor["message"]).starts_with("La verificación ha sido rechazada por el supervisor."));
    let both = ["Ana: Verificación Revisada por Supervisor", "Estela: Verificación Revisada por Supervisor"];
    assert_eq!(told(app).await, both);

    class.begin(&world.estela, json!({})).await;
    class.confirm(&world.ana, &check, json!({})).await.expect(200);
    told(app).await;
    class.decide(&world.bruno, &check, true, "").await.expect(200);
    let message = newest(app, &world.estela).await["message"].clone();
    assert_eq!(message, "Tu verificación ha sido aprobada por el supervisor. Ambiente: Sistemas 1.");
    assert_eq!(told(app).await, both);

    class.reopen(&world.bruno, &check).await.expect(200);
    assert_eq!(told(app).await, ["Ana: Verificación Reabierta", "Estela: Verificación Reabierta"]);
    class.confirm(&world.bruno, &check, json!({})).await.expect(200);
    let message = newest(app, &world.estela).await["message"].clone();
    assert_eq!(message, "Tu verificación ha sido completada. Ambiente: Sistemas 1.");
    assert_eq!(told(app).await, ["Ana: Verificación Revisada", "Estela: Verificación Completada"]);
}

#[tokio::test]
async fn an_assigned_apprentice_is_told_alone() {
    let class = Class::new().await;
    let (app, world) = (&class.app, &class.app.world);
    let sheet = class.sheet(&json!({ "student_id": world.estela.id }));
    let check = text(&app.post(&world.ana, CHECKS, sheet).await.expect(201).json()["check_id"]);
    let asked = newest(app, &world.estela).await;
    assert_eq!(
        (&asked["type"], &asked["action_url"]),
        (&json!("check_reminder"), &json!(format!("/verificaciones/{check}")))
    );
    assert_eq!(told(app).await, ["Estela: Verificación Asignada"]);
}

#[tokio::test]
async fn issues_are_told_urgently_with_each_repair_that_was_asked_for() {
    let class = Class::new().await;
    let (app, world, room) = (&class.app, &class.app.world, class.app.world.sistemas);
    let counted = json!({ "items": [line(room.group, 8, 1), line(room.machine, 0, 1)] });
    let check = class.begin(&world.estela, counted).await;
    told(app).await;
    class.confirm(&world.ana, &check, json!({})).await.expect(200);
    let asked = rows(app, &world.bruno, "/api/notifications?type=maintenance_request").await;
    let request = class.read(&check).await["maintenance_ids"].clone();
    let links = request.as_array().unwrap().iter().map(|id| json!(format!("/maintenance/{}", text(id))));
    assert_eq!(asked.len(), 2);
    for link in links {
        assert!(asked.iter().any(|notice| notice["action_url"] == link), "{link}");
    }
    let mut messages: Vec<String> = asked.iter().map(|notice| text(&notice["message"])).collect();
    messages.sort();
    let begin = "Se ha creado una nueva solicitud de mantenimiento: Equipo dañado:";
    assert_eq!(
        messages,
        ["Computador", "Teclados"].map(|item| format!("{begin} {item} Sistemas 1. Prioridad: media"))
    );
    let ready = rows(app, &world.bruno, "/api/notifications?type=verification_update").await;
    assert_eq!((ready.len(), &ready[0]["priority"]), (1, &json!("high")));
    let of_each = |name: &str| {
        [
            "Verificación Lista para Supervisión",
            "Nueva Solicitud de Mantenimiento",
            "Nueva Solicitud de Mantenimiento",
        ]
        .map(|title| format!("{name}: {title}"))
    };
    assert_eq!(told(app).await, [of_each("Bruno"), of_each("Sara")].concat());

    class.confirm(&world.sara, &check, json!({})).await.expect(200);
    let left = newest(app, &world.estela).await;
    assert_eq!(left["message"], "Tu verificación ha sido marcada con observaciones. Ambiente: Sistemas 1.");
    assert_eq!(left["priority"], "high");
    assert_eq!(told(app).await, ["Ana: Verificación Revisada", "Estela: Verificación Completada"]);
}

#[tokio::test]
async fn a_room_with_supervisors_of_its_own_bothers_no_others() {
    let class = Class::new().await;
    let (app, world) = (&class.app, &class.app.world);
    let outside = json!({ "environment_id": world.idiomas.id });
    let check = text(&app.post(&world.gloria, CHECKS, outside).await.expect(201).json()["check_id"]);
    // Outside of a class, the instructors of the room are to confirm.
    assert_eq!(told(app).await, ["Iván: Nueva Verificación Pendiente"]);
    class.confirm(&world.ivan, &check, json!({})).await.expect(200);
    assert_eq!(told(app).await, ["Bruno: Verificación Lista para Supervisión"]);
}

#[tokio::test]
async fn nobody_is_told_what_he_did_himself() {
    let class = Class::new().await;
    let (app, world) = (&class.app, &class.app.world);
    let check = class.begin(&world.ana, json!({})).await;
    assert_eq!(told(app).await, NOBODY, "it is hers to confirm");
    class.save(&world.ana, json!({ "inventory_complete": true })).await.expect(201);
    assert_eq!(
        told(app).await,
        ["Bruno: Verificación Lista para Supervisión", "Sara: Verificación Lista para Supervisión"]
    );
    class.decide(&world.bruno, &check, true, "").await.expect(200);
    assert_eq!(
        told(app).await,
        ["Ana: Verificación Revisada por Supervisor"],
        "once, though she did two stages"
    );

    let alone = json!({ "environment_id": world.bodega.id });
    let check = text(&app.post(&world.bruno, CHECKS, alone).await.expect(201).json()["check_id"]);
    assert_eq!(told(app).await, NOBODY);
    class.confirm(&world.bruno, &check, json!({})).await.expect(200);
    assert_eq!(told(app).await, ["Sara: Verificación Lista para Supervisión"]);
    class.decide(&world.bruno, &check, true, "").await.expect(200);
    assert_eq!(told(app).await, NOBODY);
}

#[tokio::test]
async fn people_who_left_are_told_nothing() {
    let class = Class::new().await;
    let (app, world) = (&class.app, &class.app.world);
    let check = class.begin(&world.estela, json!({})).await;
    told(app).await;
    app.delete(&world.gloria, &format!("/api/users/{}", world.sara.id)).await.expect(200);
    class.confirm(&world.ana, &check, json!({})).await.expect(200);
    assert_eq!(told(app).await, ["Bruno: Verificación Lista para Supervisión"]);
}

#[tokio::test]
async fn what_was_refused_is_told_to_nobody() {
    let class = Class::new().await;
    let (app, world) = (&class.app, &class.app.world);
    let check = class.begin(&world.estela, json!({})).await;
    told(app).await;
    class.decide(&world.bruno, &check, true, "").await.expect(400);
    class
        .confirm(&world.ana, &check, json!({ "items": [line(world.sistemas.group, 0, 11)] }))
        .await
        .expect(400);
    class.confirm(&world.ivan, &check, json!({})).await.expect(404);
    assert_eq!(told(app).await, NOBODY);
}
