//! Applying and undoing: as a whole or not at all, audited item by item, and never over what somebody has done since.

use super::*;
use crate::loans;
use inventario::kit::wire::Id;

#[tokio::test]
async fn refused_rows_are_left_out_only_by_somebodys_word() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    let before = items(&app).await;
    let import = judged(&app, gloria, "Placa;Nombre\nN-1;Portátil\n;Sin placa\n").await;
    let refused = apply(&app, gloria, &uri(&import), false).await.expect(400);
    assert_eq!(refused.json()["code"], "importacion_con_rechazos");
    app.post(gloria, &format!("{}/apply", uri(&import)), json!({})).await.expect(400);
    assert_eq!(items(&app).await, before);
    let applied = apply(&app, gloria, &uri(&import), true).await.expect(200).json();
    assert_eq!((&applied["status"], &applied["refused_count"]), (&json!("applied"), &json!(1)));
    assert_eq!(items(&app).await, before + 1);
    assert_eq!(
        apply(&app, gloria, &uri(&import), true).await.expect(400).json()["code"],
        "importacion_terminada"
    );
    let nothing = judged(&app, gloria, "Placa;Nombre\nN-1;Portátil\n").await;
    assert_eq!(nothing["unchanged_count"], 1);
    assert_eq!(
        apply(&app, gloria, &uri(&nothing), true).await.expect(400).json()["code"],
        "importacion_vacia"
    );
}

#[tokio::test]
async fn what_changed_since_the_preview_refuses_all_and_changes_nothing() {
    let app = App::new().await;
    let (gloria, machine) = (&app.world.gloria, app.world.sistemas.machine);
    let code = app.get(gloria, &format!("/api/inventory/{machine}")).await.json()["internal_code"].clone();
    let file = format!("Placa;Nombre;Marca\nN-1;Portátil;HP\n{};;Lenovo\n", code.as_str().unwrap());
    let import = judged(&app, gloria, &*file).await;
    assert_eq!((&import["create_count"], &import["change_count"]), (&json!(1), &json!(1)));
    app.put(gloria, &format!("/api/inventory/{machine}"), json!({ "notes": "vista por otra persona" }))
        .await
        .expect(200);
    let refused = apply(&app, gloria, &uri(&import), false).await.expect(400);
    assert_eq!(refused.json()["code"], "importacion_desactualizada");
    assert!(refused.detail().starts_with("Fila 3: "), "{}", refused.detail());
    assert!(refused.detail().contains("No se importó nada"));
    assert!(item(&app, "N-1").await.is_none(), "the row before is taken back");

    // Looked at anew it can be applied; a code that somebody took meanwhile is as much in the way.
    let columns = app.get(gloria, &uri(&import)).await.json()["columns"].clone();
    let fields: Vec<Value> = columns.as_array().unwrap().iter().map(|it| it["field"].clone()).collect();
    app.put(gloria, &format!("{}/columns", uri(&import)), json!({ "fields": fields })).await.expect(200);
    settled(&app, gloria, &uri(&import)).await;
    let taken = json!({ "name": "Otro", "internal_code": "n-1", "category": "other" });
    app.post(gloria, "/api/inventory", taken).await.expect(201);
    let refused = apply(&app, gloria, &uri(&import), false).await.expect(400).detail();
    assert!(refused.starts_with("Fila 2: El código interno N-1 ya lo tiene Otro (n-1)"), "{refused}");
    let brand = app.get(gloria, &format!("/api/inventory/{machine}")).await.json()["brand"].clone();
    assert_ne!(brand, "Lenovo");
}

#[tokio::test]
async fn two_imports_of_the_same_file_at_once_make_each_item_once() {
    let app = App::new().await;
    let (gloria, bruno) = (&app.world.gloria, &app.world.bruno);
    let file = "Placa;Nombre;Ambiente\nN-1;Portátil;Sistemas 1\nN-2;Portátil;Sistemas 1\n";
    let (one, two) = (judged(&app, gloria, file).await, judged(&app, bruno, file).await);
    let before = items(&app).await;
    let (uri_one, uri_two) = (uri(&one), uri(&two));
    let (first, second) =
        tokio::join!(apply(&app, gloria, &uri_one, false), apply(&app, bruno, &uri_two, false));
    let mut statuses = [first.status.as_u16(), second.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 400]);
    assert_eq!(items(&app).await, before + 2);
}

#[tokio::test]
async fn an_undone_import_leaves_everything_as_it_was_and_each_item_has_its_history() {
    let app = App::new().await;
    let (gloria, machine) = (&app.world.gloria, format!("/api/inventory/{}", app.world.sistemas.machine));
    let bought = json!({
        "status": "in_use", "purchase_price": 1234.56, "currency": "EUR", "supplier_name": "Cómputo", "description": "Gris",
    });
    app.put(gloria, &machine, bought).await.expect(200);
    let before = app.get(gloria, &machine).await.json();
    let code = before["internal_code"].as_str().unwrap();
    let file = format!(
        "Placa;Nombre;Ambiente;Precio;Faltantes;Moneda;Proveedor;NIT del proveedor;Factura\nN-1;Portátil;;;;;;;\n\
         {code};Otro;Idiomas;99;1;dólares;Molinos;899.999.034-1;FE-7\n"
    );
    let import = judged(&app, gloria, file).await;
    undo(&app, gloria, &uri(&import)).await.expect(400);
    apply(&app, gloria, &uri(&import), false).await.expect(200);
    let changed = app.get(gloria, &machine).await.json();
    assert_eq!((&changed["environment_name"], &changed["status"]), (&json!("Idiomas"), &json!("missing")));
    for (member, value) in [
        ("currency", "USD"),
        ("supplier_name", "Molinos"),
        ("supplier_nit", "899999034-1"),
        ("invoice_number", "FE-7"),
    ] {
        assert_eq!(changed[member], value, "{member}");
    }
    let made = item(&app, "N-1").await.unwrap();
    let history = format!("/api/inventory/{}/history", made["id"].as_str().unwrap());
    let told = app.get(gloria, &history).await.expect(200).json();
    assert_eq!(
        (&told[0]["action"], &told[0]["user_email"]),
        (&json!("CREATE_INVENTORY_ITEM"), &json!(gloria.email))
    );

    let undone = undo(&app, gloria, &uri(&import)).await.expect(200).json();
    assert_eq!(undone["status"], "undone");
    let mut after = app.get(gloria, &machine).await.json();
    after["updated_at"] = before["updated_at"].clone();
    assert_eq!(after, before);
    assert!(item(&app, "N-1").await.is_none());
    assert_eq!(undo(&app, gloria, &uri(&import)).await.expect(400).json()["code"], "importacion_sin_aplicar");
    app.audited(|entry| entry["action"] == "UNDO_IMPORT").await;
    app.audited(|entry| entry["action"] == "APPLY_IMPORT").await;
}

#[tokio::test]
async fn an_import_of_before_there_were_currencies_is_undone_to_pesos() {
    let app = App::new().await;
    let (gloria, machine) = (&app.world.gloria, format!("/api/inventory/{}", app.world.sistemas.machine));
    let import = judged(&app, gloria, "Placa;Nombre\nS1-M;Otro\n").await;
    apply(&app, gloria, &uri(&import), false).await.expect(200);
    app.run(
        "update import_rows
         set before = json_remove(before, '$.currency', '$.supplier_name', '$.description')
         where before is not null",
    )
    .await;
    undo(&app, gloria, &uri(&import)).await.expect(200);
    let item = app.get(gloria, &machine).await.expect(200).json();
    assert_eq!((&item["name"], &item["currency"]), (&json!("Computador Sistemas 1"), &json!("COP")));
}

#[tokio::test]
async fn an_import_whose_items_were_used_since_is_not_undone_and_says_which() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    let file =
        "Placa;Nombre;Ambiente\nN-1;A;Sistemas 1\nN-2;B;Sistemas 1\nN-3;C;Sistemas 1\nN-4;D;Sistemas 1\n";
    let import = judged(&app, gloria, file).await;
    apply(&app, gloria, &uri(&import), false).await.expect(200);
    let id = async |code: &str| item(&app, code).await.unwrap()["id"].as_str().unwrap().to_owned();
    let before = items(&app).await;
    // One is changed, one deleted, and of one somebody has reported a fault, which leaves its row as it is.
    app.put(gloria, &format!("/api/inventory/{}", id("N-1").await), json!({ "notes": "x" }))
        .await
        .expect(200);
    app.delete(gloria, &format!("/api/inventory/{}", id("N-2").await)).await.expect(200);
    let fault = json!({
        "item_id": id("N-3").await, "environment_id": app.world.sistemas.id, "title": "No enciende", "priority": "low",
        "description": "No enciende desde ayer",
    });
    app.post(gloria, "/api/maintenance-requests", fault).await.expect(201);
    let refused = undo(&app, gloria, &uri(&import)).await.expect(400);
    assert_eq!(
        refused.detail(),
        "No se puede deshacer: los equipos de las filas 2, 3 y 4 se cambiaron, prestaron o usaron después de la importación"
    );
    assert_eq!(items(&app).await, before - 1);
    assert!(item(&app, "N-4").await.is_some(), "nothing is undone by halves");
}

#[tokio::test]
async fn what_was_raised_and_lent_since_is_not_taken_back() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    let group = format!("/api/inventory/{}", app.world.bodega.group);
    let before = app.get(gloria, &group).await.json();
    let raised = before["quantity"].as_i64().unwrap() + 40;
    let file = format!("Placa;Cantidad\n{};{raised}\n", before["internal_code"].as_str().unwrap());
    let import = judged(&app, gloria, file).await;
    assert_eq!(import["change_count"], 1, "{import}");
    apply(&app, gloria, &uri(&import), false).await.expect(200);
    let wish = json!({ "quantity_requested": raised - 2 });
    let loan = loans::id(&loans::ask(&app, &app.world.ana, wish).await.expect(201).json());
    for status in ["approved", "active"] {
        loans::step(&app, &app.world.wilson, &loan, status).await.expect(200);
    }
    let refused = undo(&app, gloria, &uri(&import)).await.expect(400);
    assert!(
        refused.detail().contains("los equipos de la fila 2 se cambiaron, prestaron"),
        "{}",
        refused.detail()
    );
    assert_eq!(app.get(gloria, &group).await.json()["quantity"], raised);
}

#[tokio::test]
async fn imports_are_undone_one_after_the_other() {
    let app = App::new().await;
    let (gloria, machine) = (&app.world.gloria, format!("/api/inventory/{}", app.world.sistemas.machine));
    let before = app.get(gloria, &machine).await.json();
    let mut imports = Vec::new();
    for brand in ["Primera", "Segunda"] {
        let file = format!("Placa;Marca\n{};{brand}\n", before["internal_code"].as_str().unwrap());
        let import = judged(&app, gloria, file).await;
        apply(&app, gloria, &uri(&import), false).await.expect(200);
        imports.push(uri(&import));
    }
    undo(&app, gloria, &imports[0]).await.expect(400);
    for (import, brand) in [(&imports[1], &json!("Primera")), (&imports[0], &before["brand"])] {
        undo(&app, gloria, import).await.expect(200);
        assert_eq!(&app.get(gloria, &machine).await.json()["brand"], brand);
    }
}

/// How many rows a long file has, unless `IMPORT_ROWS` says otherwise: 10,000, which is the most, take a debug build a minute.
const ROWS: usize = 2_000;

#[tokio::test]
async fn a_long_file_is_judged_applied_and_undone() {
    let rows = std::env::var("IMPORT_ROWS").map_or(ROWS, |rows| rows.parse().unwrap());
    let app = App::new().await;
    let gloria = &app.world.gloria;
    let before = items(&app).await;
    let file = (0..rows).fold("Placa;Nombre;Clase;Ambiente;Serie\n".to_owned(), |text, n| {
        text + &format!("{n:06};Portátil {n};portátil;Sistemas 1;SER-{n}\n")
    });
    let import = judged(&app, gloria, file).await;
    assert_eq!(
        (&import["row_count"], &import["create_count"], &import["progress"]),
        (&json!(rows), &json!(rows), &json!(100)),
        "{import}"
    );
    apply(&app, gloria, &uri(&import), false).await.expect(200);
    assert_eq!(items(&app).await, before + rows);
    let page =
        app.get(gloria, &format!("{}/rows?verdict=create&limit=50&skip={}", uri(&import), rows - 10)).await;
    assert_eq!(page.json().as_array().unwrap().len(), 10);
    undo(&app, gloria, &uri(&import)).await.expect(200);
    assert_eq!(items(&app).await, before);
}

#[tokio::test]
async fn an_import_is_held_by_one_at_a_time() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    let import = judged(&app, gloria, "Placa;Nombre\nN-1;Portátil\n").await;
    let id: Id = serde_json::from_value(import["id"].clone()).unwrap();
    let held = app.parts.importer.hold(id).unwrap();
    held.note(37);
    assert_eq!(app.get(gloria, &uri(&import)).await.json()["progress"], 37);
    assert_eq!(
        apply(&app, gloria, &uri(&import), false).await.expect(400).json()["code"],
        "importacion_en_proceso"
    );
    drop(held);
    apply(&app, gloria, &uri(&import), false).await.expect(200);
    let others: Vec<_> = (0..4).map(|_| app.parts.importer.hold(Id::new()).unwrap()).collect();
    send(&app, gloria, "Placa;Nombre\nN-2;Portátil\n").await.expect(503);
    drop(others);
}
