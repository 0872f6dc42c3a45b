//! Plans: work that comes again, asked for once a day of theirs, whatever the clock does.

use super::{REQUESTS, change, item, told};
use crate::support::{App, Person, Reply, day, patched};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use inventario::campus::maintenance::{change as changes, plans};
use inventario::kit::access::Origin;
use inventario::kit::clock;
use serde_json::{Value, json};

const PLANS: &str = "/api/maintenance-plans/";

/// Plans to clean the machine of Sistemas every three months from today, changed as `patch` says.
pub(super) async fn plan(app: &App, who: &Person, patch: Value) -> Reply {
    let base = json!({
        "title": "Limpieza interna", "description": "Soplar, limpiar y cambiar la pasta térmica", "every": 3,
        "unit": "month", "next_date": day(0), "item_ids": [app.world.sistemas.machine],
    });
    app.post(who, PLANS, patched(base, &patch)).await
}

fn uri(plan: &Value) -> String {
    format!("{PLANS}{}", plan["id"].as_str().unwrap())
}

async fn again(app: &App, plan: &Value) -> Value {
    app.get(&app.world.gloria, &uri(plan)).await.expect(200).json()
}

/// Follows the plans as if it were this instant; answers how many had something to do.
async fn follow_at(app: &App, now: DateTime<Utc>) -> usize {
    let origin = Origin::of_command("test");
    app.parts.db.write(&origin, move |tx| changes::plans::follow(&tx.at(now), 100)).await.unwrap()
}

async fn follow_on(app: &App, days: i64) -> usize {
    follow_at(app, clock::now() + TimeDelta::days(days)).await
}

async fn requests(app: &App) -> Vec<Value> {
    app.get(&app.world.gloria, REQUESTS).await.expect(200).json().as_array().unwrap().clone()
}

#[tokio::test]
async fn what_is_due_is_asked_for_once_and_the_plan_moves_on_when_it_is_done() {
    let app = App::new().await;
    let (world, room) = (&app.world, app.world.sistemas);
    let items = json!({ "item_ids": [room.machine, room.group] });
    let made = plan(&app, &world.bruno, items).await.expect(201).json();
    assert_eq!((&made["remind_days"], &made["is_active"]), (&json!(7), &json!(true)));
    assert_eq!((&made["created_by_name"], &made["open_request_id"]), (&json!("Bruno Prueba"), &json!(null)));
    assert_eq!(item(&app, room.machine).await["next_maintenance"], day(0));

    assert_eq!(plans::run(&app.parts.db).await.unwrap(), 1);
    assert_eq!(plans::run(&app.parts.db).await.unwrap(), 0);
    let asked = requests(&app).await;
    assert_eq!(asked.len(), 1);
    let request = &asked[0];
    for (member, value) in [
        ("title", json!("Limpieza interna")),
        ("maintenance_type", json!("preventive")),
        ("plan_id", made["id"].clone()),
        ("due_date", json!(day(0))),
        ("user_id", json!(world.bruno.id)),
        ("quantity_affected", json!(11)),
        ("environment_id", json!(room.id)),
    ] {
        assert_eq!(request[member], value, "{member}");
    }
    assert_eq!(again(&app, &made).await["open_request_id"], request["id"]);
    assert_eq!(told(&app, &world.bruno).await[0].0, "Nueva Solicitud de Mantenimiento");

    let done = json!({ "status": "completed", "actual_completion": day(-1), "cost": 30_000 });
    change(&app, &world.wilson, request, done).await.expect(200);
    let next =
        (clock::today() - TimeDelta::days(1)).checked_add_months(chrono::Months::new(3)).unwrap().to_string();
    assert_eq!(again(&app, &made).await["next_date"], next);
    for id in [room.machine, room.group] {
        let now = item(&app, id).await;
        assert_eq!((&now["next_maintenance"], &now["last_maintenance"]), (&json!(next), &json!(day(-1))));
    }
    assert_eq!(follow_on(&app, 0).await, 0);

    // Opened again, it is that day's request still, and no second one is made.
    change(&app, &world.wilson, request, json!({ "status": "pending" })).await.expect(200);
    assert_eq!(again(&app, &made).await["next_date"], day(0));
    assert_eq!(follow_on(&app, 0).await, 0);
    // Left out, it comes again an interval later.
    let skipped = json!({ "status": "cancelled", "cancellation_reason": "Vacaciones" });
    change(&app, &world.wilson, request, skipped).await.expect(200);
    let next = clock::today().checked_add_months(chrono::Months::new(3)).unwrap().to_string();
    assert_eq!(again(&app, &made).await["next_date"], next);
}

#[tokio::test]
async fn a_plan_that_was_put_off_and_done_later_still_asks_after_an_interval() {
    let app = App::new().await;
    let bruno = &app.world.bruno;
    let made = plan(&app, bruno, json!({ "every": 10, "unit": "day" })).await.expect(201).json();
    follow_on(&app, 0).await;
    let request = requests(&app).await[0].clone();
    // Asked for five days ago, and put off by a day then.
    app.run(format!("update maintenance_requests set due_date = '{}'", day(-5))).await;
    app.run(format!("update maintenance_plans set next_date = '{}'", day(-4))).await;
    change(&app, bruno, &request, json!({ "status": "completed" })).await.expect(200);
    assert_eq!(again(&app, &made).await["next_date"], day(10));
    assert_eq!(follow_on(&app, 0).await, 0);
}

#[tokio::test]
async fn an_old_request_that_is_opened_again_leaves_the_plan_where_it_is() {
    let app = App::new().await;
    let bruno = &app.world.bruno;
    let made = plan(&app, bruno, json!({ "every": 10, "unit": "day" })).await.expect(201).json();
    follow_on(&app, 0).await;
    let first = requests(&app).await[0].clone();
    change(&app, bruno, &first, json!({ "status": "completed" })).await.expect(200);
    assert_eq!(follow_on(&app, 10).await, 1, "the next one is asked for");
    change(&app, bruno, &first, json!({ "status": "pending" })).await.expect(200);
    assert_eq!(again(&app, &made).await["next_date"], day(10));
    change(&app, bruno, &first, json!({ "status": "completed" })).await.expect(200);
    assert_eq!(again(&app, &made).await["next_date"], day(10), "its own request is open still");
}

#[tokio::test]
async fn a_deleted_request_of_a_plan_counts_as_left_out() {
    let app = App::new().await;
    let world = &app.world;
    let made = plan(&app, &world.bruno, json!({ "every": 10, "unit": "day" })).await.expect(201).json();
    follow_on(&app, 0).await;
    let request = requests(&app).await[0]["id"].as_str().unwrap().to_owned();
    app.delete(&world.bruno, &format!("{REQUESTS}{request}")).await.expect(200);
    assert_eq!(again(&app, &made).await["next_date"], day(10));
    assert_eq!(follow_on(&app, 0).await, 0);
}

#[tokio::test]
async fn a_clock_that_jumps_ten_years_forth_and_back_asks_once() {
    let app = App::new().await;
    plan(&app, &app.world.bruno, json!({ "every": 1, "unit": "day", "next_date": day(1) })).await.expect(201);
    let mut asked = 0;
    for days in [0, 3_650, 3_651, 3_660, 0, 1, 7, 3_650, -400, 30] {
        follow_on(&app, days).await;
        asked = requests(&app).await.len();
        assert!(asked <= 1, "after {days} days");
    }
    assert_eq!(asked, 1);
}

#[tokio::test]
async fn a_box_that_was_off_asks_once_for_what_it_missed() {
    let app = App::new().await;
    let made = plan(&app, &app.world.bruno, json!({ "every": 2, "unit": "day" })).await.expect(201).json();
    assert_eq!(follow_on(&app, 60).await, 1);
    let request = requests(&app).await[0].clone();
    assert_eq!(request["due_date"], day(0));
    change(&app, &app.world.bruno, &request, json!({ "status": "completed" })).await.expect(200);
    assert_eq!(
        again(&app, &made).await["next_date"],
        day(2),
        "counted from the work, not from each day missed"
    );
}

#[tokio::test]
async fn people_are_reminded_some_days_ahead_once() {
    let app = App::new().await;
    let world = &app.world;
    let made =
        plan(&app, &world.gloria, json!({ "next_date": day(10), "remind_days": 3 })).await.expect(201).json();
    assert_eq!(follow_on(&app, 6).await, 0);
    assert_eq!(follow_on(&app, 7).await, 1);
    assert_eq!(follow_on(&app, 7).await, 0);
    assert_eq!(follow_on(&app, 9).await, 0);
    assert!(requests(&app).await.is_empty());
    let reminder = "Mantenimiento preventivo próximo";
    let on = (clock::today() + TimeDelta::days(10)).format("%d/%m/%Y").to_string();
    for who in [&world.bruno, &world.gloria] {
        let heard = told(&app, who).await;
        let message = format!("El {on} toca Limpieza interna: Computador Sistemas 1 (S1-M).");
        assert_eq!(heard, [(reminder.to_owned(), message)], "{}", who.email);
    }
    // The app would take an id in the link for that of a request.
    let link = app.column("select distinct action_url from notifications").await;
    assert_eq!(link, [format!("/mantenimiento/calendario?dia={}", day(10))]);
    // Put off, it is reminded of again.
    app.put(&world.gloria, &uri(&made), json!({ "next_date": day(20) })).await.expect(200);
    assert_eq!(follow_on(&app, 16).await, 0);
    assert_eq!(follow_on(&app, 17).await, 1);
    assert_eq!(follow_on(&app, 20).await, 1);
    assert_eq!(requests(&app).await.len(), 1);
}

#[tokio::test]
async fn the_next_day_of_an_item_is_that_of_its_nearest_plan() {
    let app = App::new().await;
    let (world, machine) = (&app.world, app.world.sistemas.machine);
    let next = async || item(&app, machine).await["next_maintenance"].clone();
    let far = plan(&app, &world.bruno, json!({ "next_date": day(50) })).await.expect(201).json();
    let near = plan(&app, &world.bruno, json!({ "next_date": day(20) })).await.expect(201).json();
    assert_eq!(next().await, day(20));
    app.put(&world.bruno, &uri(&near), json!({ "is_active": false })).await.expect(200);
    assert_eq!(next().await, day(50));
    assert_eq!(follow_on(&app, 30).await, 0, "what isn't followed asks for nothing");
    app.put(&world.bruno, &uri(&near), json!({ "is_active": true, "next_date": day(30) })).await.expect(200);
    assert_eq!(next().await, day(30));
    let elsewhere = json!({ "item_ids": [world.sistemas.group] });
    app.put(&world.bruno, &uri(&near), elsewhere).await.expect(200);
    assert_eq!(next().await, day(50));
    assert_eq!(item(&app, world.sistemas.group).await["next_maintenance"], day(30));
    app.delete(&world.bruno, &uri(&far)).await.expect(200);
    assert_eq!(next().await, json!(null));
    app.get(&world.bruno, &uri(&far)).await.expect(404);
    let of_group = format!("{PLANS}?item_id={}&is_active=true", world.sistemas.group);
    let list = app.get(&world.wilson, &of_group).await.expect(200).json();
    assert_eq!(list, json!([again(&app, &near).await]));
    let of_room = format!("{PLANS}?environment_id={}", world.idiomas.id);
    assert_eq!(app.get(&world.wilson, &of_room).await.expect(200).json(), json!([]));
}

#[tokio::test]
async fn a_plan_that_can_not_be_is_refused_and_nothing_is_stored() {
    let app = App::new().await;
    let world = &app.world;
    let machine = world.sistemas.machine;
    for (sent, status, says) in [
        (json!({ "next_date": day(-1) }), 400, "La próxima fecha del plan debe ser hoy o después"),
        (json!({ "every": 121 }), 400, "Un plan se repite al menos cada 120 meses"),
        (json!({ "item_ids": [] }), 400, "Elija al menos un equipo para el plan"),
        (json!({ "item_ids": [machine, machine] }), 400, "El mismo equipo está dos veces"),
        (json!({ "item_ids": vec![machine; 201] }), 400, "Un trabajo o un plan tiene hasta 200 equipos"),
        (
            json!({ "item_ids": [machine, world.taller.machine] }),
            400,
            "El equipo indicado no existe o no puede verlo",
        ),
        (json!({ "every": 0 }), 422, "El campo «every» debe estar entre 1 y 3660"),
        (json!({ "unit": "year" }), 422, "El campo «unit» debe ser una de estas palabras: day, month"),
        (json!({ "item_ids": null }), 422, "El campo «item_ids» no puede quedar vacío: debe ser una lista"),
    ] {
        let reply = plan(&app, &world.bruno, sent.clone()).await;
        assert_eq!((reply.status.as_u16(), reply.detail()), (status, says.to_owned()), "{sent}");
    }
    assert_eq!(app.get(&world.gloria, PLANS).await.expect(200).json(), json!([]));
    let taller = json!({ "item_ids": [world.taller.machine] });
    let other = plan(&app, &world.gloria, taller).await.expect(201).json();
    app.get(&world.bruno, &uri(&other)).await.expect(404);
    app.put(&world.bruno, &uri(&other), json!({ "every": 1 })).await.expect(404);
    app.delete(&world.bruno, &uri(&other)).await.expect(404);
    let wrong = json!({ "unit": "month", "every": 200 });
    app.put(&world.gloria, &uri(&other), wrong).await.expect(400);
    assert_eq!(again(&app, &other).await["every"], 3);
}

#[tokio::test]
async fn the_calendar_shows_what_is_due_what_is_expected_and_what_follows() {
    let app = App::new().await;
    let world = &app.world;
    let monthly = plan(&app, &world.bruno, json!({ "every": 30, "unit": "day", "next_date": day(5) })).await;
    let monthly = monthly.expect(201).json();
    let due = plan(&app, &world.bruno, json!({ "every": 12, "title": "Calibrar" })).await.expect(201).json();
    follow_on(&app, 0).await;
    let asked = super::report(&app, &world.ana, json!({})).await.expect(201).json();
    change(&app, &world.bruno, &asked, json!({ "estimated_completion": day(2) })).await.expect(200);
    let calendar = async |who: &Person, from: i64, until: i64| {
        let uri = format!("{PLANS}calendar?start_date={}&end_date={}", day(from), day(until));
        app.get(who, &uri).await
    };
    let dates = calendar(&world.bruno, 0, 70).await.expect(200).json();
    let row = |it: &Value| {
        (it["day"].clone(), it["title"].clone(), it["source"].clone(), it["is_forecast"].clone())
    };
    let rows: Vec<_> = dates.as_array().unwrap().iter().map(row).collect();
    let expected = [
        (day(0), "Calibrar", "request", false),
        (day(2), "No enciende", "request", false),
        (day(5), "Limpieza interna", "plan", false),
        (day(35), "Limpieza interna", "plan", true),
        (day(65), "Limpieza interna", "plan", true),
    ];
    assert_eq!(
        rows,
        expected.map(|(day, title, source, next)| (json!(day), json!(title), json!(source), json!(next)))
    );
    assert_eq!((&dates[2]["source_id"], &dates[2]["item_count"]), (&monthly["id"], &json!(1)));
    assert_ne!(dates[0]["source_id"], due["id"], "the request stands for the plan's day");
    assert_eq!(dates[0]["status"], "pending");
    let reply = calendar(&world.bruno, 0, 401).await.expect(400);
    assert_eq!(reply.detail(), "El calendario muestra hasta 400 días a la vez");
    calendar(&world.bruno, 5, 4).await.expect(422);
    let end = format!("{PLANS}calendar?start_date=2999-01-01&end_date=2999-12-31");
    let far = app.get(&world.bruno, &end).await.expect(200).json();
    // How often thirty days end in a year depends on the day on which one counts from.
    let [first, year] = [day(5), "2999-01-01".to_owned()].map(|day| day.parse::<NaiveDate>().unwrap());
    let wait = (first - year).num_days().rem_euclid(30);
    let often = usize::try_from((364 - wait) / 30 + 1).unwrap();
    assert_eq!(far.as_array().unwrap().len(), often + 1, "every thirty days, and once a year");
    let daily = format!(
        "with recursive n (n) as (select 1 union all select n + 1 from n where n < 30)
         insert into maintenance_plans (id, title, description, every, unit, next_date, remind_days, is_active, created_by,
             created_at, updated_at)
         select printf('018f3b1c-0000-7000-8000-%012d', n), 'Diario', 'Revisar', 1, 'day', '{}', 0, 1, '{}',
             '2026-01-02T10:00:00.000000Z', '2026-01-02T10:00:00.000000Z'
         from n;
         insert into maintenance_plan_items (plan_id, item_id)
         select id, '{}'
         from maintenance_plans
         where title = 'Diario'",
        day(1),
        world.bruno.id,
        world.sistemas.machine,
    );
    app.run(daily).await;
    calendar(&world.bruno, 0, 300).await.expect(200);
    let reply = calendar(&world.bruno, 0, 400).await.expect(400);
    assert_eq!(reply.detail(), "Son más de 10.000 fechas: elija menos días");
}
