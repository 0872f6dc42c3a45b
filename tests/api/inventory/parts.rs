//! Parts: where they stand, that they go along, and what can't be a part of what.

use super::new_item;
use crate::imports::{apply, judged, rows, uri};
use crate::support::App;
use serde_json::{Value, json};

fn address(item: &Value) -> String {
    format!("/api/inventory/{}", item["id"].as_str().unwrap())
}

fn named(code: &str, app: &App, more: &Value) -> Value {
    let mut new = new_item(app, code);
    for (name, value) in more.as_object().unwrap() {
        new[name] = value.clone();
    }
    new
}

async fn made(app: &App, code: &str, more: Value) -> Value {
    app.post(&app.world.bruno, "/api/inventory", named(code, app, &more)).await.expect(201).json()
}

#[tokio::test]
async fn a_part_stands_where_its_whole_stands_and_goes_with_it() {
    let app = App::new().await;
    let bruno = &app.world.bruno;
    let whole = made(&app, "P-1", json!({})).await;
    let part = made(&app, "P-1-D", json!({ "parent_code": "p-1", "environment_id": null })).await;
    assert_eq!((&part["parent_id"], &part["parent_code"]), (&whole["id"], &json!("P-1")));
    assert_eq!(part["environment_name"], "Sistemas 1");
    let list =
        app.get(bruno, &format!("/api/inventory?parent_id={}", whole["id"].as_str().unwrap())).await.json();
    assert_eq!((list.as_array().unwrap().len(), &list[0]["internal_code"]), (1, &json!("P-1-D")));
    let moved = app.put(bruno, &address(&whole), json!({ "environment_id": app.world.idiomas.id })).await;
    assert_eq!(moved.expect(200).json()["parts_count"], 1);
    assert_eq!(app.get(bruno, &address(&part)).await.json()["environment_name"], "Idiomas");
    let story = app.get(bruno, &format!("{}/history", address(&part))).await.expect(200).json();
    assert!(story[0]["description"].as_str().unwrap().contains("movido con el equipo del que es parte"));

    let alone =
        app.put(bruno, &address(&part), json!({ "environment_id": app.world.sistemas.id })).await.expect(400);
    assert_eq!(
        alone.detail(),
        "Es parte de Portátil HP (P-1): muévalo con ese equipo, o sepárelo de él primero"
    );
    let apart = json!({ "parent_id": null, "environment_id": app.world.sistemas.id });
    let apart = app.put(bruno, &address(&part), apart).await.expect(200).json();
    assert_eq!((&apart["parent_code"], &apart["environment_name"]), (&json!(null), &json!("Sistemas 1")));
    let story = app.get(bruno, &format!("{}/history", address(&part))).await.expect(200).json();
    let said = json!({ "field": "parent_code", "before": "P-1", "after": null });
    assert!(story[0]["changes"].as_array().unwrap().contains(&said), "{}", story[0]["changes"]);
}

/// As the app does, which knows nothing of parts.
#[tokio::test]
async fn an_item_that_is_sent_back_as_it_was_read_stays_what_it_is() {
    let app = App::new().await;
    let bruno = &app.world.bruno;
    let whole = made(&app, "P-1", json!({})).await;
    let part = made(&app, "P-1-D", json!({ "parent_code": "P-1" })).await;
    for read in [&whole, &part] {
        let mut sent = app.get(bruno, &address(read)).await.expect(200).json();
        sent["name"] = json!("Otro nombre");
        let kept = app.put(bruno, &address(read), sent).await.expect(200).json();
        assert_eq!(
            (&kept["name"], &kept["parent_id"], &kept["custom_fields"]),
            (&json!("Otro nombre"), &read["parent_id"], &json!([]))
        );
    }
    // What is taken apart is apart, though the code comes along.
    let mut apart = part.clone();
    apart["parent_id"] = json!(null);
    let apart = app.put(bruno, &address(&part), apart).await.expect(200).json();
    assert_eq!((&apart["parent_id"], &apart["parent_code"]), (&json!(null), &json!(null)));
}

#[tokio::test]
async fn a_part_has_no_parts_and_nothing_is_a_part_of_itself() {
    let app = App::new().await;
    let bruno = &app.world.bruno;
    let whole = made(&app, "P-1", json!({})).await;
    let part = made(&app, "P-1-D", json!({ "parent_id": whole["id"] })).await;
    let other = made(&app, "P-2", json!({})).await;
    for (item, sent, refusal) in [
        (&whole, json!({ "parent_id": whole["id"] }), "Un equipo no puede ser parte de sí mismo"),
        (
            &whole,
            json!({ "parent_id": part["id"] }),
            "El equipo P-1-D ya es parte de P-1: una parte no tiene partes",
        ),
        (
            &other,
            json!({ "parent_id": part["id"] }),
            "El equipo P-1-D ya es parte de P-1: una parte no tiene partes",
        ),
        (&whole, json!({ "parent_id": other["id"] }), "El equipo tiene partes, y no puede ser parte de otro"),
        (
            &other,
            json!({ "parent_code": "X-9" }),
            "No hay un equipo con el código X-9, del que este sería parte",
        ),
        (
            &other,
            json!({ "parent_id": app.world.center }),
            "El equipo del que es parte no existe o no es de los que usted administra",
        ),
        // Of another centre.
        (
            &other,
            json!({ "parent_id": app.world.taller.machine }),
            "El equipo del que es parte no existe o no es de los que usted administra",
        ),
    ] {
        assert_eq!(
            app.put(bruno, &address(item), sent.clone()).await.expect(400).detail(),
            refusal,
            "{sent}"
        );
    }
}

#[tokio::test]
async fn what_has_parts_is_not_deleted() {
    let app = App::new().await;
    let bruno = &app.world.bruno;
    let whole = made(&app, "P-1", json!({})).await;
    let part = made(&app, "P-1-D", json!({ "name": "Disco", "parent_id": whole["id"] })).await;
    let refused = app.delete(bruno, &address(&whole)).await.expect(400);
    assert_eq!(
        refused.detail(),
        "Portátil HP (P-1) tiene partes: Disco (P-1-D). Sepárelas o elimínelas primero"
    );
    // What is lost is a part all the same, and is shown as one.
    app.put(bruno, &address(&part), json!({ "status": "lost" })).await.expect(200);
    let list = format!("/api/inventory?parent_id={}", whole["id"].as_str().unwrap());
    assert_eq!(app.get(bruno, &list).await.expect(200).json()[0]["internal_code"], "P-1-D");
    app.delete(bruno, &address(&part)).await.expect(200);
    app.delete(bruno, &address(&whole)).await.expect(200);
}

#[tokio::test]
async fn an_import_makes_wholes_and_parts_by_code_and_takes_them_back() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    let file = "Placa;Nombre;Ambiente;Parte de\n\
                P-1;Torre;Sistemas 1;\n\
                P-1-D;Disco;;P-1\n\
                P-3;Mouse;;P-9\n\
                P-4;Tecla;;P-4\n";
    let import = judged(&app, gloria, file).await;
    let told = rows(&app, gloria, &import).await;
    let said = json!({ "field": "parent_code", "before": null, "after": "P-1" });
    assert!(told[1]["changes"].as_array().unwrap().contains(&said), "{}", told[1]["changes"]);
    assert_eq!(
        told[2]["reasons"][0],
        "Fila 4: no hay un equipo P-9 que pueda tener partes, ni lo registran las filas anteriores"
    );
    assert_eq!(told[3]["verdict"], "refused");
    apply(&app, gloria, &uri(&import), true).await.expect(200);
    let list = app.get(gloria, "/api/inventory?search=P-1-D").await.expect(200).json();
    assert_eq!(
        (&list[0]["parent_code"], &list[0]["environment_name"]),
        (&json!("P-1"), &json!("Sistemas 1"))
    );
    app.post(gloria, &format!("{}/undo", uri(&import)), json!({})).await.expect(200);
    let list = app.get(gloria, "/api/inventory?search=P-1").await.expect(200).json();
    assert_eq!(list, json!([]));
}

#[tokio::test]
async fn an_import_counts_on_no_whole_that_it_does_not_make() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    // One is refused, another a part itself.
    let file = "Placa;Nombre;Ambiente;Parte de\n\
                P-1;Torre;No existe;\n\
                P-1-D;Disco;;P-1\n\
                P-2;Torre;Sistemas 1;\n\
                P-2-D;Disco;;P-2\n\
                P-2-X;Tornillo;;P-2-D\n";
    let import = judged(&app, gloria, file).await;
    let told = rows(&app, gloria, &import).await;
    let verdicts: Vec<&str> = told.iter().map(|it| it["verdict"].as_str().unwrap()).collect();
    assert_eq!(verdicts, ["refused", "refused", "create", "create", "refused"]);
    apply(&app, gloria, &uri(&import), true).await.expect(200);
}

#[tokio::test]
async fn an_import_moves_a_whole_and_changes_its_part_whichever_comes_first_and_takes_both_back() {
    for file in ["P-1;Idiomas;\nP-1-D;;nota\n", "P-1-D;;nota\nP-1;Idiomas;\n"] {
        let app = App::new().await;
        let gloria = &app.world.gloria;
        made(&app, "P-1", json!({})).await;
        let part = made(&app, "P-1-D", json!({ "parent_code": "P-1" })).await;
        let import = judged(&app, gloria, format!("Placa;Ambiente;Notas\n{file}")).await;
        apply(&app, gloria, &uri(&import), false).await.expect(200);
        let now = app.get(gloria, &address(&part)).await.expect(200).json();
        assert_eq!((&now["environment_name"], &now["notes"]), (&json!("Idiomas"), &json!("nota")), "{file}");
        app.post(gloria, &format!("{}/undo", uri(&import)), json!({})).await.expect(200);
        let now = app.get(gloria, &address(&part)).await.expect(200).json();
        assert_eq!(
            (&now["environment_name"], &now["notes"], &now["parent_code"]),
            (&json!("Sistemas 1"), &part["notes"], &json!("P-1")),
            "{file}"
        );
    }
}
