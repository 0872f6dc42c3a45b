//! What the preview says: which rows make, change, leave and refuse, and why; columns that people set themselves.

use super::*;

#[tokio::test]
async fn each_row_says_what_it_would_do_and_why_not() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    let machine = app.get(gloria, &format!("/api/inventory/{}", app.world.sistemas.machine)).await.json();
    let (code, name) = (machine["internal_code"].as_str().unwrap(), machine["name"].as_str().unwrap());
    let file = format!(
        "Placa;Nombre;Ambiente;Cantidad;Fecha de compra;Serie\n\
         N-1;Portátil;Sistemas 1;1;05/03/2024;\n\
         {code};{name};;;;\n\
         {};Otro nombre;;;;\n\
         N-2;Portátil;Luna;;;\n\
         N-1;Otra vez;;;;\n\
         ;Sin placa;;;;\n\
         N-3;;;;;\n\
         N-4;Portátil;;;31/02/2024;\n\
         N-5;Portátil;;0;;\n\
         N-6;Portátil;;;;{}\n",
        code.to_lowercase(),
        machine["serial_number"].as_str().unwrap_or("sin serie"),
    );
    let import = judged(&app, gloria, file).await;
    let told = verdicts(&app, gloria, &import).await;
    let told: Vec<(i64, &str, &str)> = told.iter().map(|(n, v, r)| (*n, v.as_str(), r.as_str())).collect();
    assert_eq!(told[0], (2, "create", ""));
    let first = &rows(&app, gloria, &import).await[0];
    assert_eq!(
        first["changes"],
        json!([
            { "field": "environment_name", "before": null, "after": "Sistemas 1" },
            { "field": "category", "before": null, "after": "other" },
            { "field": "purchase_date", "before": null, "after": "2024-03-05" },
        ])
    );
    assert_eq!(told[1], (3, "unchanged", ""));
    assert_eq!(told[2].1, "refused");
    assert!(told[2].2.ends_with("ya está en la fila 3 de este archivo"), "{}", told[2].2);
    assert_eq!(
        told[3],
        (
            5,
            "refused",
            "Fila 5, columna «Ambiente»: «Luna» no es un ambiente activo de los que usted administra: escriba su nombre o su código"
        )
    );
    assert_eq!(told[4], (6, "refused", "Fila 6: el código interno N-1 ya está en la fila 2 de este archivo"));
    assert_eq!(
        told[5],
        (7, "refused", "Fila 7: falta el código interno (placa), por el que se reconoce cada equipo")
    );
    assert_eq!(told[6], (8, "refused", "Fila 8: falta el nombre del equipo"));
    assert_eq!(
        told[7],
        (
            9,
            "refused",
            "Fila 9, columna «Fecha de compra»: debe ser una fecha día/mes/año, por ejemplo 31/12/2025"
        )
    );
    assert_eq!(told[8], (10, "refused", "Fila 10, columna «Cantidad»: debe estar entre 1 y 1000000"));
    let serial = told[9];
    match machine["serial_number"].as_str() {
        Some(_) => assert!(serial.2.contains("ya lo tiene"), "{serial:?}"),
        None => assert_eq!(serial.1, "create"),
    }
    let refused = app.get(gloria, &format!("{}/rows?verdict=refused&limit=2&skip=1", uri(&import))).await;
    assert_eq!(refused.header("x-total-count"), Some(&*import["refused_count"].to_string()));
    assert_eq!(refused.json().as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn a_change_shows_each_field_before_and_after_and_empty_cells_change_nothing() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    app.put(
        gloria,
        &format!("/api/inventory/{}", app.world.sistemas.machine),
        json!({ "brand": "HP", "notes": "nota" }),
    )
    .await
    .expect(200);
    let machine = app.get(gloria, &format!("/api/inventory/{}", app.world.sistemas.machine)).await.json();
    let file = format!(
        "Placa;Marca;Ambiente;Precio;Notas\n{};Lenovo;Idiomas;2.500.000,50;\n",
        machine["internal_code"].as_str().unwrap()
    );
    let import = judged(&app, gloria, file).await;
    let row = &rows(&app, gloria, &import).await[0];
    assert_eq!((&row["verdict"], &row["item_id"]), (&json!("change"), &machine["id"]));
    assert_eq!((&row["name"], &row["internal_code"]), (&machine["name"], &machine["internal_code"]));
    assert_eq!(
        row["changes"],
        json!([
            { "field": "environment_name", "before": "Sistemas 1", "after": "Idiomas" },
            { "field": "brand", "before": "HP", "after": "Lenovo" },
            { "field": "purchase_price", "before": null, "after": "$ 2.500.000,50" },
        ])
    );
    apply(&app, gloria, &uri(&import), false).await.expect(200);
    let after = app.get(gloria, &format!("/api/inventory/{}", app.world.sistemas.machine)).await.json();
    assert_eq!((&after["brand"], &after["notes"]), (&json!("Lenovo"), &json!("nota")));
}

#[tokio::test]
async fn a_preview_says_prices_in_their_currency_and_a_description_comes_along() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    let machine = format!("/api/inventory/{}", app.world.sistemas.machine);
    app.put(gloria, &machine, json!({ "purchase_price": 900, "currency": "USD" })).await.expect(200);
    let file = "Placa;Nombre;Precio;Moneda;Descripción;NIT del proveedor\n\
        S1-M;;1.234,50;;Portátil de 14 pulgadas;\n\
        N-1;Torno;2.500,75;EUR;De banco;899999034-1\n\
        N-2;Torno;10;;;899999034\n";
    let import = judged(&app, gloria, file).await;
    let found = rows(&app, gloria, &import).await;
    let price = |row: &Value| {
        let changes = row["changes"].as_array().unwrap();
        let change = changes.iter().find(|it| it["field"] == "purchase_price").unwrap();
        (change["before"].clone(), change["after"].clone())
    };
    assert_eq!(price(&found[0]), (json!("USD 900,00"), json!("USD 1.234,50")));
    assert_eq!(price(&found[1]), (Value::Null, json!("EUR 2.500,75")));
    let told = verdicts(&app, gloria, &import).await;
    assert!(
        told[2].2.contains("debe ser un NIT con su dígito de verificación, por ejemplo 899999034-1"),
        "{told:?}"
    );
    apply(&app, gloria, &uri(&import), true).await.expect(200);
    assert_eq!(app.get(gloria, &machine).await.json()["description"], "Portátil de 14 pulgadas");
}

#[tokio::test]
async fn a_plate_that_may_have_lost_its_zeros_is_new_with_a_word_on_those_that_have_them() {
    let app = App::new().await;
    let (gloria, bruno) = (&app.world.gloria, &app.world.bruno);
    let file = "Placa;Nombre;Ambiente\n00451;A;Taller\n0451;B;Taller\n0A;C;Taller\n";
    apply(&app, gloria, &uri(&judged(&app, gloria, file).await), false).await.expect(200);
    let import = judged(&app, gloria, "Placa;Nombre\n451;Portátil\nA;Portátil\n").await;
    let told = verdicts(&app, gloria, &import).await;
    assert_eq!((&*told[0].1, &*told[1].1), ("create", "create"));
    assert!(told[0].2.contains("pero sí 00451 y 0451: si es ese, la hoja de cálculo quitó"), "{told:?}");
    assert_eq!(told[1].2, "");
    // Of another centre nothing is told.
    let import = judged(&app, bruno, "Placa;Nombre;Ambiente\n451;Portátil;Idiomas\n").await;
    assert_eq!(verdicts(&app, bruno, &import).await, [(2, "create".to_owned(), String::new())]);
}

#[tokio::test]
async fn a_text_that_was_parted_by_the_separator_is_refused() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    let file = "Placa;Nombre;Notas\nN-1;Portátil;con cargador; sin mouse\nN-2;Portátil;;\n";
    let told = verdicts(&app, gloria, &judged(&app, gloria, file).await).await;
    assert!(told[0].2.starts_with("Fila 2: tiene más celdas que encabezados"), "{told:?}");
    assert_eq!(told[1].1, "create");
}

#[tokio::test]
async fn who_keeps_a_centre_imports_into_its_rooms_only() {
    let app = App::new().await;
    let (gloria, bruno) = (&app.world.gloria, &app.world.bruno);
    let other = app.get(gloria, &format!("/api/inventory/{}", app.world.taller.machine)).await.json();
    let file = format!(
        "Placa;Nombre;Ambiente\nN-1;Portátil;Taller\n{};Cambiado;\nN-2;Portátil;Idiomas\n",
        other["internal_code"].as_str().unwrap()
    );
    let import = judged(&app, bruno, &*file).await;
    let told = verdicts(&app, bruno, &import).await;
    assert!(told[0].2.contains("«Taller» no es un ambiente activo de los que usted administra"), "{told:?}");
    assert!(told[1].2.ends_with("de un equipo de otro centro, que usted no administra"), "{told:?}");
    assert_eq!(told[2].1, "create");
    let import = judged(&app, gloria, &*file).await;
    assert_eq!(import["refused_count"], 0, "{import}");
    // A room's name that two centres have is refused, its code isn't.
    let room = app
        .post(
            gloria,
            "/api/environments",
            json!({ "center_id": app.world.other_center, "name": "Idiomas", "location": "2" }),
        )
        .await
        .expect(201)
        .json();
    let file = format!("Placa;Nombre;Ambiente\nN-8;A;Idiomas\nN-9;B;{}\n", room["qr_code"].as_str().unwrap());
    let import = judged(&app, gloria, &*file).await;
    let told = verdicts(&app, gloria, &import).await;
    assert!(told[0].2.contains("es el nombre de varios ambientes"), "{told:?}");
    assert_eq!(told[1].1, "create");
    // That of the room in which the item stands already means that room.
    let held =
        json!({ "name": "A", "internal_code": "N-20", "category": "other", "environment_id": room["id"] });
    app.post(gloria, "/api/inventory", held).await.expect(201);
    let import = judged(&app, gloria, "Ambiente;Placa\nidiomas;N-20\n").await;
    assert_eq!(verdicts(&app, gloria, &import).await[0].1, "unchanged");
}

#[tokio::test]
async fn a_person_says_what_the_columns_bring_and_the_rows_are_judged_anew() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    let import = judged(&app, gloria, "A;B;C\nN-1;Portátil;Dell\n").await;
    assert_eq!((&import["preset"], &import["refused_count"]), (&json!("other"), &json!(1)));
    let columns = format!("{}/columns", uri(&import));
    for (fields, says) in [
        (json!(["internal_code"]), "El archivo tiene 3 columnas y se indicaron 1"),
        (json!(["name", "name", "brand"]), "«A» y «B» no pueden traer las dos «Nombre»: elija una"),
    ] {
        assert_eq!(app.put(gloria, &columns, json!({ "fields": fields })).await.expect(400).detail(), says);
    }
    app.put(gloria, &columns, json!({ "fields": ["internal_code", "luna", "brand"] })).await.expect(422);
    let fields = json!({ "fields": ["internal_code", "name", "brand"] });
    app.put(gloria, &columns, fields.clone()).await.expect(200);
    let import = settled(&app, gloria, &uri(&import)).await;
    assert_eq!((&import["create_count"], &import["refused_count"]), (&json!(1), &json!(0)));
    assert_eq!((&import["columns"][1]["field"], &import["progress"]), (&json!("name"), &json!(100)));
    apply(&app, gloria, &uri(&import), false).await.expect(200);
    assert_eq!(item(&app, "N-1").await.unwrap()["brand"], "Dell");
    app.put(gloria, &columns, fields).await.expect(400);
}
