//! Statistics: the figures of the first pages, of checks, of the inventory, of repairs and of loans, each cut to what its reader may
//! see.

mod checks;
mod sums;
mod work;

use crate::support::{App, Person, Ready, Resource, Roles};
use inventario::kit::wire::Id;
use serde_json::{Value, json};

/// Read by all within their rooms; comparisons of rooms, classes and people, repairs and loans by who plans; the whole server by ag.
const ROLES: Roles = &[
    ("st in su ad ag", &["stats_dashboard", "stats_inventory_checks", "stats_environment", "stats_trends"]),
    ("in su ad ag", &["stats_inventory", "stats_compliance", "stats_maintenance", "stats_loans"]),
    ("ag", &["stats_admin_dashboard"]),
];

/// What the tests that walk all operations must know.
pub const RESOURCE: Resource = Resource::new(ROLES).asked_with(value).replayed(&["stats"]);

fn value(ready: &Ready, operation: &str, parameter: &str) -> Option<String> {
    match (operation, parameter) {
        ("stats_environment", "id") => Some(ready.app.world.sistemas.id.to_string()),
        _ => None,
    }
}

async fn figures(app: &App, who: &Person, path: &str) -> Value {
    app.get(who, &format!("/api/stats/{path}")).await.expect(200).json()
}

/// A share, of hundred, to two places.
fn per_cent(part: usize, whole: usize) -> f64 {
    let hundredths = (part * 1_000_000 / whole + 50) / 100;
    f64::from(u32::try_from(hundredths).unwrap()) / 100.0
}

async fn set(app: &App, item: Id, patch: Value) {
    app.put(&app.world.gloria, &format!("/api/inventory/{item}"), patch).await.expect(200);
}

#[tokio::test]
async fn each_person_sees_the_figures_of_their_rooms() {
    let app = App::new().await;
    let world = &app.world;
    let of = async |who: &Person, query: &str| {
        let found = figures(&app, who, &format!("dashboard{query}")).await;
        let inventory = &found["inventory"];
        (inventory["total_items"].as_i64().unwrap(), inventory["total_quantity"].as_i64().unwrap())
    };
    for who in [&world.estela, &world.ana] {
        assert_eq!(of(who, "").await, (2, 11), "the own room, without the warehouse");
    }
    assert_eq!(of(&world.pedro, "").await, (0, 0), "nobody's room");
    for who in [&world.bruno, &world.wilson] {
        assert_eq!(of(who, "").await, (6, 33), "the own centre");
        assert_eq!(of(who, &format!("?environment_id={}", world.taller.id)).await, (0, 0));
        assert_eq!(of(who, &format!("?environment_id={}", world.bodega.id)).await, (2, 11));
    }
    assert_eq!(of(&world.sara, "?environment_id=null").await, (6, 33));
    assert_eq!(of(&world.gloria, "?environment_id=null").await, (8, 44));
    let mut unplaced = crate::inventory::new_item(&app, "SIN-1");
    unplaced["environment_id"] = json!(null);
    app.post(&world.gloria, "/api/inventory", unplaced).await.expect(201);
    assert_eq!(of(&world.gloria, "").await, (9, 45), "what has no place yet counts");
    assert_eq!(of(&world.bruno, "").await, (7, 34));
    assert_eq!(of(&world.ana, "").await, (2, 11));
}

#[tokio::test]
async fn b3_the_home_of_the_warehouse_counts_what_the_lists_show() {
    let app = App::new().await;
    let world = &app.world;
    let room = world.bodega;
    let inventory = async || {
        let found = figures(&app, &world.wilson, &format!("dashboard?environment_id={}", room.id)).await;
        let of = |name: &str| found["inventory"][name].as_i64().unwrap();
        [
            "total_items",
            "total_quantity",
            "available_items",
            "in_use_items",
            "maintenance_items",
            "damaged_items",
            "damaged_quantity",
            "missing_quantity",
        ]
        .map(of)
    };
    assert_eq!(inventory().await, [2, 11, 2, 0, 0, 0, 0, 0]);
    set(&app, room.group, json!({ "quantity_damaged": 3, "quantity_missing": 1 })).await;
    assert_eq!(inventory().await, [2, 11, 2, 0, 0, 1, 3, 1]);
    set(&app, room.machine, json!({ "status": "in_use" })).await;
    assert_eq!(inventory().await, [2, 11, 1, 1, 0, 1, 3, 1]);
    set(&app, room.machine, json!({ "status": "maintenance" })).await;
    assert_eq!(inventory().await, [2, 11, 1, 0, 1, 1, 3, 1]);
    let listed = format!("/api/inventory?environment_id={}&status=available&limit=1", room.id);
    let free = app.get(&world.wilson, &listed).await.expect(200);
    assert_eq!(free.headers["x-total-count"], "1");
    set(&app, room.machine, json!({ "status": "lost" })).await;
    assert_eq!(inventory().await, [1, 10, 1, 0, 0, 1, 3, 1], "what is lost is out of the inventory");
    app.delete(&world.gloria, &format!("/api/inventory/{}", room.group)).await.expect(200);
    assert_eq!(inventory().await, [0; 8]);
}

#[tokio::test]
async fn b3_checks_and_requests_are_counted_by_how_far_they_are() {
    let ready = Ready::new().await;
    let (app, gloria) = (&ready.app, &ready.app.world.gloria);
    let found = figures(app, gloria, "dashboard").await;
    let checks = app.get(gloria, "/api/inventory-checks").await.expect(200).json();
    let checks = checks.as_array().unwrap();
    let begun = checks.iter().filter(|it| it["status"] != "student_pending").count();
    let complete = checks.iter().filter(|it| it["status"] == "complete").count();
    assert!(begun > complete && complete > 0);
    assert_eq!(found["verifications"]["recent_checks"], begun);
    assert_eq!(found["verifications"]["completed_checks"], complete);
    assert_eq!(found["verifications"]["completion_rate"], per_cent(complete, begun));
    let requests = app.get(gloria, "/api/maintenance-requests").await.expect(200).json();
    let open = requests.as_array().unwrap().iter().filter(|it| it["status"] == "pending").count();
    assert!(open > 0);
    assert_eq!(
        found["maintenance"],
        json!({ "pending_requests": open, "in_progress_requests": 0, "total_active": open })
    );
}

#[tokio::test]
async fn b3_the_home_of_the_general_administrator_counts_the_whole_server() {
    let ready = Ready::new().await;
    let (app, gloria) = (&ready.app, &ready.app.world.gloria);
    let found = figures(app, gloria, "admin-dashboard").await;
    let count = async |uri: &str| {
        let reply = app.get(gloria, &format!("{uri}limit=1")).await.expect(200);
        reply.headers["x-total-count"].to_str().unwrap().parse::<i64>().unwrap()
    };
    let loans = app.get(gloria, "/api/loans/stats").await.expect(200).json();
    let of = |name: &str| loans[name].as_i64().unwrap();
    assert_eq!(
        found["global_metrics"],
        json!({
            "total_users": count("/api/users?").await,
            "active_users": count("/api/users?is_active=true&").await,
            "total_equipment": count("/api/inventory?").await,
            "total_environments": count("/api/environments?is_active=true&").await,
            "active_loans": of("pending_loans") + of("approved_loans") + of("active_loans"),
            "pending_maintenance": count("/api/maintenance-requests?status=pending&").await,
        })
    );
    assert_eq!(found["recent_activity"]["new_users_24h"], found["global_metrics"]["total_users"]);
    let requests = app.get(gloria, "/api/maintenance-requests").await.expect(200).json();
    let is_open = |it: &&Value| !["completed", "cancelled"].contains(&it["status"].as_str().unwrap());
    let backlog = requests.as_array().unwrap().iter().filter(is_open).count();
    assert!(backlog > 0);
    assert_eq!(found["system_health"]["maintenance_backlog"], backlog);
    // Of those who may sign in, those who did within a month.
    app.run(
        "update users set last_login = null;
         update users set last_login = created_at where email in ('ana@sena.edu.co', 'estela@sena.edu.co');
         update users set last_login = '2025-01-01T12:00:00.000000Z' where email = 'bruno@sena.edu.co'",
    )
    .await;
    let found = figures(app, gloria, "admin-dashboard").await;
    let active = found["global_metrics"]["active_users"].as_u64().unwrap();
    assert_eq!(found["system_health"]["user_activity_rate"], per_cent(2, usize::try_from(active).unwrap()));
}

#[tokio::test]
async fn a_room_tells_what_it_holds_to_those_who_see_it() {
    let app = App::new().await;
    let world = &app.world;
    let uri = |room: Id| format!("/api/stats/environment/{room}");
    let found = app.get(&world.estela, &uri(world.sistemas.id)).await.expect(200).json();
    assert_eq!(found["environment"]["name"], "Sistemas 1");
    let held = found["category_distribution"].as_object().unwrap();
    assert_eq!(held.len(), 9, "also of what there is none");
    assert_eq!(held["keyboard"], json!({ "count": 1, "quantity": 10 }));
    assert_eq!(held["computer"], json!({ "count": 1, "quantity": 1 }));
    assert_eq!(held["tv"], json!({ "count": 0, "quantity": 0 }));
    assert_eq!(
        found["recent_activity"],
        json!({ "checks_last_week": 0, "maintenance_requests_last_week": 0 })
    );
    for (who, room) in [
        (&world.estela, world.idiomas.id),
        (&world.ana, world.bodega.id),
        (&world.bruno, world.taller.id),
        (&world.gloria, world.gloria.id),
    ] {
        assert_eq!(app.get(who, &uri(room)).await.expect(404).detail(), "Ambiente no encontrado");
    }
}

#[tokio::test]
async fn a_period_that_cannot_be_is_refused_in_words() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    for path in ["inventory-checks", "inventory", "compliance", "maintenance", "loans"] {
        let ask = async |query: &str, status: u16| {
            app.get(gloria, &format!("/api/stats/{path}?{query}")).await.expect(status).detail()
        };
        let reversed = ask("start_date=2026-02-02&end_date=2026-02-01", 422).await;
        assert!(reversed.contains("fecha"), "{reversed}");
        let long = ask("start_date=1900-01-01&end_date=2999-12-31", 422).await;
        assert_eq!(long, "Elija un periodo de diez años como máximo");
        let wrong = ask("start_date=ayer", 422).await;
        assert!(wrong.contains("start_date"), "{wrong}");
        // The ends of all days, and a period that is yet to come.
        for query in ["end_date=1900-01-01", "start_date=2999-12-31", "start_date=&end_date=null"] {
            app.get(gloria, &format!("/api/stats/{path}?{query}")).await.expect(200);
        }
    }
    for days in ["0", "366", "x"] {
        app.get(gloria, &format!("/api/stats/trends?days={days}")).await.expect(422);
    }
}
