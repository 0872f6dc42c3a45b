//! Inductions: what must have been shown to people before they borrow some things.

use crate::loans::{ask, id, step};
use crate::support::{
    App, Content, PASSWORD, Person, Ready, Reply, Resource, Roles, Rows, Session, day, patched,
};
use serde_json::{Value, json};

/// Read by who may borrow or supervises; kept by both administrators.
const ROLES: Roles = &[
    ("in su ad ag", &["list_inductions"]),
    ("su ad ag", &["list_inducted_people"]),
    (
        "ad ag",
        &[
            "create_induction",
            "update_induction",
            "delete_induction",
            "note_inducted_person",
            "forget_inducted_person",
        ],
    ),
];

/// What the tests that walk all operations must know.
pub const RESOURCE: Resource =
    Resource::new(ROLES).prepared_by(|ready| Box::pin(prepare(ready))).asked_with(value).sent(content);

async fn prepare(ready: &Ready) -> Rows {
    let (app, world) = (&ready.app, &ready.app.world);
    let made = demand(app, &world.gloria, "Alturas", json!({ "category": "tv" })).await.expect(201).json();
    let induction = id(&made);
    note(app, &world.gloria, &induction, &world.ivan, json!({})).await.expect(201);
    Rows::of("induction", &made["id"])
}

fn value(ready: &Ready, _: &str, parameter: &str) -> Option<String> {
    match parameter {
        "id" => Some(ready.row("induction")),
        "user_id" => Some(ready.app.world.ivan.id.to_string()),
        _ => None,
    }
}

fn content(ready: &Ready, operation: &str) -> Option<Content> {
    let world = &ready.app.world;
    Some(Content::Json(match operation {
        "create_induction" => {
            json!({ "name": "Torno", "item_id": world.bodega.machine, "category": null })
        }
        "update_induction" => json!({ "name": "Trabajo en alturas" }),
        "note_inducted_person" => json!({
            "user_id": world.ana.id, "given_by": "Ing. Ñáñez", "given_on": day(-1), "valid_until": day(300),
        }),
        _ => return None,
    }))
}

const INDUCTIONS: &str = "/api/inductions";

async fn demand(app: &App, by: &Person, name: &str, of: Value) -> Reply {
    app.post(by, INDUCTIONS, patched(json!({ "name": name }), &of)).await
}

async fn note(app: &App, by: &Person, induction: &str, who: &Person, days: Value) -> Reply {
    let new = json!({ "user_id": who.id, "given_by": "Seguridad" });
    let new = patched(new, &days);
    app.post(by, &format!("{INDUCTIONS}/{induction}/people"), new).await
}

#[tokio::test]
async fn what_needs_an_induction_is_lent_to_who_has_had_it() {
    let app = App::new().await;
    let (ana, wilson, machine) = (&app.world.ana, &app.world.wilson, app.world.bodega.machine);
    let induction =
        id(&demand(&app, wilson, "Torno", json!({ "item_id": machine })).await.expect(201).json());
    let wish = json!({ "item_id": machine, "end_date": day(2) });
    let refused = ask(&app, ana, wish.clone()).await.expect(400);
    assert_eq!(
        refused.detail(),
        "Para este equipo necesita la inducción «Torno», vigente hasta el último día"
    );
    // Nobody is asked for it who borrows something else.
    ask(&app, ana, json!({})).await.expect(201);

    // It must hold to the last day.
    note(&app, wilson, &induction, ana, json!({ "valid_until": day(1) })).await.expect(201);
    ask(&app, ana, wish.clone()).await.expect(400);
    let noted =
        note(&app, wilson, &induction, ana, json!({ "valid_until": day(2) })).await.expect(201).json();
    assert_eq!(
        (&noted["given_by"], &noted["given_on"], &noted["is_valid"]),
        (&json!("Seguridad"), &json!(day(0)), &json!(true))
    );
    let loan = id(&ask(&app, ana, wish).await.expect(201).json());
    step(&app, wilson, &loan, "approved").await.expect(200);

    // Taken back meanwhile, it is asked for at the desk.
    let person = format!("{INDUCTIONS}/{induction}/people/{}", ana.id);
    app.delete(wilson, &person).await.expect(204);
    app.delete(wilson, &person).await.expect(404);
    assert_eq!(
        step(&app, wilson, &loan, "active").await.expect(400).detail(),
        "Ana Prueba no tiene vigente la inducción «Torno», que exige este equipo"
    );
    app.delete(wilson, &format!("{INDUCTIONS}/{induction}")).await.expect(204);
    step(&app, wilson, &loan, "active").await.expect(200);
}

#[tokio::test]
async fn a_category_asks_for_it_in_every_warehouse_and_the_form_says_so() {
    let app = App::new().await;
    let (ana, wilson) = (&app.world.ana, &app.world.wilson);
    let induction = id(&demand(&app, wilson, "Cuidado del teclado", json!({ "category": "keyboard" }))
        .await
        .expect(201)
        .json());
    let missing = async || {
        let uri = format!(
            "/api/loans/availability?environment_id={}&start_date={}&end_date={}",
            app.world.bodega.id,
            day(0),
            day(4)
        );
        let list = app.get(ana, &uri).await.expect(200).json();
        let of = |item: Value| {
            list.as_array().unwrap().iter().find(|row| row["item_id"] == item).unwrap()["missing_inductions"]
                .clone()
        };
        (of(json!(app.world.bodega.group)), of(json!(app.world.bodega.machine)))
    };
    assert_eq!(missing().await, (json!(["Cuidado del teclado"]), json!([])));
    ask(&app, ana, json!({})).await.expect(400);
    note(&app, wilson, &induction, ana, json!({})).await.expect(201);
    assert_eq!(missing().await, (json!([]), json!([])));
    ask(&app, ana, json!({})).await.expect(201);

    let list = app.get(ana, INDUCTIONS).await.expect(200).json();
    assert_eq!((&list[0]["people"], &list[0]["is_mine"]), (&json!(1), &json!(true)));
    let of = async |item: Value| {
        let uri = format!("{INDUCTIONS}?item_id={}", item.as_str().unwrap());
        app.get(&app.world.ivan, &uri).await.expect(200).json().as_array().unwrap().len()
    };
    assert_eq!(of(json!(app.world.bodega.group)).await, 1);
    assert_eq!(of(json!(app.world.bodega.machine)).await, 0);
}

#[tokio::test]
async fn an_induction_is_of_one_thing_and_has_a_name_of_its_own() {
    let app = App::new().await;
    let (gloria, wilson) = (&app.world.gloria, &app.world.wilson);
    let item = json!({ "item_id": app.world.bodega.machine });
    for of in [json!({}), json!({ "item_id": app.world.bodega.machine, "category": "tv" })] {
        let refused = demand(&app, gloria, "Torno", of).await.expect(400);
        assert_eq!(refused.json()["code"], "induccion_sin_equipo");
    }
    // Another centre's equipment isn't the warehouse's affair.
    demand(&app, wilson, "Fresa", json!({ "item_id": app.world.taller.machine })).await.expect(404);
    let foreign = id(&demand(&app, gloria, "Fresa", json!({ "item_id": app.world.taller.machine }))
        .await
        .expect(201)
        .json());
    app.delete(wilson, &format!("{INDUCTIONS}/{foreign}")).await.expect(404);
    note(&app, wilson, &foreign, &app.world.ana, json!({})).await.expect(404);

    let torno = id(&demand(&app, wilson, "Torno", item).await.expect(201).json());
    let taken = demand(&app, wilson, "torno", json!({ "category": "tv" })).await.expect(400);
    assert_eq!(taken.detail(), "Ya hay una inducción con ese nombre");
    let uri = format!("{INDUCTIONS}/{torno}");
    demand(&app, wilson, "Fresa", json!({ "category": "tv" })).await.expect(201);
    app.put(wilson, &uri, json!({ "name": "FRESA" })).await.expect(400);
    let renamed = app.put(wilson, &uri, json!({ "name": "Torno CNC" })).await.expect(200).json();
    assert_eq!(renamed["name"], "Torno CNC");
}

#[tokio::test]
async fn an_induction_is_given_on_a_day_that_has_been_to_somebody_who_may_borrow() {
    let app = App::new().await;
    let (world, wilson) = (&app.world, &app.world.wilson);
    let induction = id(&demand(&app, wilson, "Torno", json!({ "category": "tv" })).await.expect(201).json());
    let fault = async |who: &Person, days: Value| {
        note(&app, wilson, &induction, who, days).await.expect(400).json()["code"].clone()
    };
    assert_eq!(fault(&world.ana, json!({ "given_on": day(1) })).await, "induccion_futura");
    assert_eq!(
        fault(&world.ana, json!({ "given_on": day(-1), "valid_until": day(-2) })).await,
        "induccion_fechas"
    );
    assert_eq!(fault(&world.estela, json!({})).await, "persona_sin_prestamos");
    let people = format!("{INDUCTIONS}/{induction}/people");
    assert_eq!(app.get(&world.bruno, &people).await.expect(200).json(), json!([]));
    // One that has ended is still on the list.
    let days = json!({ "given_on": day(-9), "valid_until": day(-2) });
    note(&app, wilson, &induction, &world.ana, days).await.expect(201);
    let list = app.get(&world.bruno, &people).await.expect(200).json();
    assert_eq!((list.as_array().unwrap().len(), &list[0]["is_valid"]), (1, &json!(false)));
    assert_eq!(app.get(&world.ana, INDUCTIONS).await.expect(200).json()[0]["is_mine"], json!(false));
}

/// Who keeps a warehouse of the other centre.
async fn other_warehouse(app: &App) -> Person {
    let (world, gloria) = (&app.world, &app.world.gloria);
    let new = json!({ "center_id": world.other_center, "name": "Bodega industrial", "location": "B", "is_warehouse": true });
    let room = app.post(gloria, "/api/environments/", new).await.expect(201).json()["id"].clone();
    let keeper = json!({ "role": "admin", "environment_id": room });
    app.put(gloria, &format!("/api/users/{}", world.pedro.id), keeper).await.expect(200);
    let session = Session::of(app.sign_in(&world.pedro.email, PASSWORD).await);
    world.pedro.with_token(session.access())
}

#[tokio::test]
async fn an_induction_of_a_category_is_asked_of_the_people_of_its_centre() {
    let app = App::new().await;
    let (world, gloria, wilson) = (&app.world, &app.world.gloria, &app.world.wilson);
    let pedro = other_warehouse(&app).await;
    let ours = id(&demand(&app, wilson, "Torno", json!({ "category": "keyboard" })).await.expect(201).json());
    // The other centre may call its own the same, and knows nothing of ours.
    let theirs = json!({ "category": "keyboard" });
    let theirs = id(&demand(&app, &pedro, "torno", theirs).await.expect(201).json());
    for (who, foreign) in [(wilson, &theirs), (&pedro, &ours)] {
        let uri = format!("{INDUCTIONS}/{foreign}");
        app.put(who, &uri, json!({ "name": "Mía" })).await.expect(404);
        app.delete(who, &uri).await.expect(404);
        app.get(who, &format!("{uri}/people")).await.expect(404);
        let list = app.get(who, INDUCTIONS).await.expect(200).json();
        assert_eq!(list.as_array().unwrap().len(), 1);
    }
    let list = app.get(gloria, INDUCTIONS).await.expect(200).json();
    assert_eq!(list.as_array().unwrap().len(), 2);
    // Ours alone is asked for in our warehouse.
    note(&app, wilson, &ours, &world.ana, json!({})).await.expect(201);
    ask(&app, &world.ana, json!({})).await.expect(201);
    let refused = ask(&app, &world.ivan, json!({})).await.expect(400);
    assert_eq!(refused.detail().lines().count(), 1, "{}", refused.detail());
}

#[tokio::test]
async fn that_of_all_centres_is_changed_by_nobody_of_one() {
    let app = App::new().await;
    let (world, gloria, wilson) = (&app.world, &app.world.gloria, &app.world.wilson);
    let pedro = other_warehouse(&app).await;
    let made = demand(&app, gloria, "Alturas", json!({ "category": "tv" })).await.expect(201).json();
    assert_eq!(made["may_change"], true);
    let uri = format!("{INDUCTIONS}/{}", id(&made));
    for who in [wilson, &pedro] {
        assert_eq!(app.get(who, INDUCTIONS).await.expect(200).json()[0]["may_change"], false);
        app.put(who, &uri, json!({ "name": "Mía" })).await.expect(403);
        let refused = app.delete(who, &uri).await.expect(403);
        assert_eq!(refused.json()["code"], "induccion_de_todos");
    }
    // Each centre notes its own people, and sees them.
    note(&app, wilson, &id(&made), &world.ana, json!({})).await.expect(201);
    assert_eq!(
        note(&app, &pedro, &id(&made), &world.ivan, json!({})).await.expect(400).json()["code"],
        "persona_sin_prestamos"
    );
    for (who, people) in [(wilson, 1), (&pedro, 0), (gloria, 1)] {
        let list = app.get(who, &format!("{uri}/people")).await.expect(200).json();
        assert_eq!(list.as_array().unwrap().len(), people);
        assert_eq!(app.get(who, INDUCTIONS).await.expect(200).json()[0]["people"], people);
    }
    let person = format!("{uri}/people/{}", world.ana.id);
    app.delete(&pedro, &person).await.expect(404);
    app.delete(gloria, &uri).await.expect(204);
    let audit = app.get(gloria, "/api/audit-logs/?action_filter=DELETE_INDUCTION").await.expect(200).json();
    // The last one is not one of those that were refused.
    let kept = audit["logs"].as_array().unwrap().iter().find(|it| !it["old_values"].is_null()).unwrap();
    assert!(kept["old_values"].to_string().contains(&world.ana.id.to_string()), "{kept}");
}

#[tokio::test]
async fn nobody_notes_their_own_but_a_general_administrator() {
    let app = App::new().await;
    let (gloria, wilson) = (&app.world.gloria, &app.world.wilson);
    let induction = id(&demand(&app, wilson, "Torno", json!({ "category": "tv" })).await.expect(201).json());
    assert_eq!(
        note(&app, wilson, &induction, wilson, json!({})).await.expect(403).detail(),
        "Su propia inducción la anota otro administrador"
    );
    note(&app, gloria, &induction, wilson, json!({})).await.expect(201);
    note(&app, gloria, &induction, gloria, json!({})).await.expect(201);
}
