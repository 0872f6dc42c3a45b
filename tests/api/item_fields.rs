//! Fields of a category's own: what may be written in them, that it is found, shown and kept, and how it comes in and goes out by files.

use crate::categories::made;
use crate::imports::{apply, judged, rows, uri};
use crate::support::{App, Content, Ready, Resource, Roles, Rows};
use poem::http::Method;
use serde_json::{Value, json};

/// Read by all; written by the general administrator.
const ROLES: Roles = &[
    ("st in su ad ag", &["list_item_fields", "get_item_field"]),
    ("ag", &["create_item_field", "update_item_field", "delete_item_field"]),
];

/// What the tests that walk all operations must know.
pub const RESOURCE: Resource =
    Resource::new(ROLES).prepared_by(|ready| Box::pin(prepare(ready))).asked_with(value).sent(content);

/// What every database calls the first of the nine.
const COMPUTER: &str = "00000000-0000-7000-8000-000000000001";

async fn prepare(ready: &Ready) -> Rows {
    let make = async |name: &str| {
        let new = json!({ "category_id": COMPUTER, "name": name, "kind": "number", "unit": "GB" });
        asked(&ready.app, new).await["id"].as_str().unwrap().to_owned()
    };
    Rows(vec![("item_field", make("Disco").await), ("computer_field", make("Memoria").await)])
}

fn value(ready: &Ready, operation: &str, parameter: &str) -> Option<String> {
    match parameter {
        "id" => Some(ready.row("item_field")),
        "category_id" if operation == "list_item_fields" => Some(COMPUTER.to_owned()),
        _ => None,
    }
}

fn content(_: &Ready, operation: &str) -> Option<Content> {
    Some(Content::Json(match operation {
        "create_item_field" => json!({
            "category_id": COMPUTER, "name": "Pantalla", "kind": "number", "unit": "pulgadas", "choices": [],
        }),
        "update_item_field" => json!({
            "name": "Disco duro", "kind": "number", "unit": "TB", "choices": [], "is_active": true,
        }),
        _ => return None,
    }))
}

async fn asked(app: &App, new: Value) -> Value {
    app.post(&app.world.gloria, "/api/item-fields", new).await.expect(201).json()
}

/// A category with a field of each kind, and a lathe of it.
struct Workshop {
    app: App,
    voltage: Value,
    phases: Value,
    bought: Value,
    guarded: Value,
    maker: Value,
    lathe: String,
}

async fn workshop() -> Workshop {
    let app = App::new().await;
    let own = made(&app, "Torno").await;
    let make = async |new: Value| {
        let mut new = new;
        new["category_id"] = own["id"].clone();
        asked(&app, new).await["id"].clone()
    };
    let voltage = make(json!({ "name": "Voltaje", "kind": "number", "unit": "V" })).await;
    let phases =
        make(json!({ "name": "Fases", "kind": "choice", "choices": ["monofásico", "trifásico"] })).await;
    let bought = make(json!({ "name": "Calibrado", "kind": "date" })).await;
    let guarded = make(json!({ "name": "Con guarda", "kind": "yes_no" })).await;
    let maker = make(json!({ "name": "Fabricante", "kind": "text" })).await;
    let new = json!({
        "environment_id": app.world.sistemas.id, "name": "Torno", "internal_code": "T-1", "category": "other",
        "category_id": own["id"], "custom_fields": [{ "field_id": voltage, "value": "220,50" }],
    });
    let item = app.post(&app.world.bruno, "/api/inventory", new).await.expect(201).json();
    let lathe = format!("/api/inventory/{}", item["id"].as_str().unwrap());
    Workshop { app, voltage, phases, bought, guarded, maker, lathe }
}

impl Workshop {
    async fn write(&self, field: &Value, value: &str) -> crate::support::Reply {
        let sent = json!({ "custom_fields": [{ "field_id": field, "value": value }] });
        self.app.put(&self.app.world.bruno, &self.lathe, sent).await
    }

    /// What is written, by the names of the fields.
    async fn written(&self) -> Vec<(String, String)> {
        let item = self.app.get(&self.app.world.bruno, &self.lathe).await.expect(200).json();
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        item["custom_fields"]
            .as_array()
            .unwrap()
            .iter()
            .map(|it| (text(&it["name"]), text(&it["value"])))
            .collect()
    }
}

fn pair(name: &str, value: &str) -> (String, String) {
    (name.to_owned(), value.to_owned())
}

#[tokio::test]
async fn each_kind_takes_what_it_is_and_says_what_it_expects() {
    let it = workshop().await;
    assert_eq!(it.written().await, [pair("Voltaje", "220.5")]);
    for (field, value, refusal) in [
        (
            &it.voltage,
            "mucho",
            "El dato «Voltaje» debe ser un número con hasta dos decimales y sin puntos de miles, por ejemplo 1250,5",
        ),
        (&it.phases, "bifásico", "El dato «Fases» debe ser una de estas opciones: monofásico, trifásico"),
        (&it.bought, "31/02/2026", "El dato «Calibrado» debe ser una fecha, por ejemplo 2026-01-31"),
        (&it.guarded, "quizá", "El dato «Con guarda» debe ser sí o no"),
    ] {
        assert_eq!(it.write(field, value).await.expect(400).detail(), refusal);
    }
    it.write(&it.maker, &"x".repeat(201)).await.expect(422);
    for (field, value) in
        [(&it.phases, "Trifasico"), (&it.bought, "2026-01-31"), (&it.guarded, "sí"), (&it.maker, "Emco")]
    {
        it.write(field, value).await.expect(200);
    }
    it.write(&it.voltage, "").await.expect(200);
    let all = [
        pair("Calibrado", "2026-01-31"),
        pair("Con guarda", "true"),
        pair("Fabricante", "Emco"),
        pair("Fases", "trifásico"),
    ];
    assert_eq!(it.written().await, all);
    // Whoever knows nothing of them sends the item back as it was read.
    let bruno = &it.app.world.bruno;
    let read = it.app.get(bruno, &it.lathe).await.expect(200).json();
    it.app.put(bruno, &it.lathe, read).await.expect(200);
    it.app.put(bruno, &it.lathe, json!({ "custom_fields": null })).await.expect(200);
    let many = json!({ "custom_fields": vec![json!({ "field_id": it.maker, "value": "Emco" }); 201] });
    assert_eq!(
        it.app.put(bruno, &it.lathe, many).await.expect(422).detail(),
        "El campo «custom_fields» admite como máximo 200 datos y tiene 201"
    );
    assert_eq!(it.written().await, all);
}

#[tokio::test]
async fn what_is_written_is_found_and_told() {
    let it = workshop().await;
    let (app, bruno) = (&it.app, &it.app.world.bruno);
    it.write(&it.maker, "Ñandú Máquinas").await.expect(200);
    let found = async |query: String| {
        let list = app.get(bruno, &format!("/api/inventory?{query}")).await.expect(200).json();
        list.as_array()
            .unwrap()
            .iter()
            .map(|row| row["internal_code"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(found("search=nandu".into()).await, ["T-1"]);
    let of = |field: &Value, value: &str| format!("field_id={}&field_value={value}", field.as_str().unwrap());
    assert_eq!(found(of(&it.maker, "maquinas")).await, ["T-1"]);
    assert_eq!(found(of(&it.maker, "otra")).await, Vec::<String>::new());
    assert_eq!(found(format!("field_id={}", it.voltage.as_str().unwrap())).await, ["T-1"]);
    assert_eq!(found(format!("field_id={}", it.phases.as_str().unwrap())).await, Vec::<String>::new());

    let story = app.get(bruno, &format!("{}/history", it.lathe)).await.expect(200).json();
    assert_eq!(
        story[0]["changes"],
        json!([{ "field": "Fabricante", "before": null, "after": "Ñandú Máquinas" }])
    );
}

#[tokio::test]
async fn a_field_that_is_filled_in_keeps_its_kind_and_is_retired_instead_of_deleted() {
    let it = workshop().await;
    let (app, gloria) = (&it.app, &it.app.world.gloria);
    let at = format!("/api/item-fields/{}", it.voltage.as_str().unwrap());
    let fixed = app.put(gloria, &at, json!({ "kind": "text", "unit": null })).await.expect(409);
    assert_eq!(
        fixed.detail(),
        "Hay equipos con este dato y su tipo ya no cambia: retírelo y cree otro con otro nombre"
    );
    let kept = app.delete(gloria, &at).await.expect(409);
    assert_eq!(
        kept.detail(),
        "No se puede eliminar «Voltaje»: 1 equipo lo tiene escrito. Puede retirarlo, y lo escrito se conserva"
    );
    app.put(gloria, &at, json!({ "is_active": false })).await.expect(200);
    assert_eq!(it.written().await, [pair("Voltaje", "220.5")]);
    it.write(&it.voltage, "220.5").await.expect(200);
    let retired = it.write(&it.voltage, "110").await.expect(400);
    assert_eq!(retired.detail(), "El dato «Voltaje» no se pide de los equipos de esta categoría");
    // Another category asks for other things; nothing is lost.
    app.put(gloria, &it.lathe, json!({ "category_id": null })).await.expect(200);
    assert_eq!(it.written().await, [pair("Voltaje", "220.5")]);
    it.write(&it.maker, "Emco").await.expect(400);
    it.write(&it.voltage, "").await.expect(200);
    app.delete(gloria, &at).await.expect(200);
    app.get(gloria, &at).await.expect(404);
}

#[tokio::test]
async fn a_field_is_defined_by_its_kind() {
    let it = workshop().await;
    let (app, gloria) = (&it.app, &it.app.world.gloria);
    let own = app.get(gloria, &it.lathe).await.json()["category_id"].clone();
    for (new, status, refusal) in [
        (json!({ "name": "VOLTAJE", "kind": "text" }), 409, "La categoría ya tiene un dato con ese nombre"),
        (
            json!({ "name": "Otro", "kind": "choice", "choices": ["a"] }),
            400,
            "Escriba al menos dos opciones para elegir",
        ),
        (json!({ "name": "Otro", "kind": "choice", "choices": ["a", "A"] }), 400, "Hay opciones repetidas"),
        (
            json!({ "name": "Otro", "kind": "text", "unit": "V" }),
            400,
            "La unidad es solo de los números: déjela vacía",
        ),
    ] {
        let mut new = new;
        new["category_id"] = own.clone();
        assert_eq!(app.post(gloria, "/api/item-fields", new).await.expect(status).detail(), refusal);
    }
    for n in 0..25 {
        asked(app, json!({ "category_id": own, "name": format!("Dato {n}"), "kind": "text" })).await;
    }
    let full = json!({ "category_id": own, "name": "Uno más", "kind": "text" });
    let full = app.post(gloria, "/api/item-fields", full).await.expect(400);
    assert_eq!(full.detail(), "Una categoría admite hasta 30 datos propios");
    let ask = app.ask(Some(&app.world.bruno), Method::POST, "/api/item-fields", Some(json!({}))).await;
    ask.expect(403);
}

#[tokio::test]
async fn an_import_writes_them_by_the_names_of_its_columns_and_takes_them_back() {
    let it = workshop().await;
    let (app, gloria) = (&it.app, &it.app.world.gloria);
    let file = "Placa;Nombre;Clase;Voltaje;Calibrado;Color\n\
                T-1;Torno;Torno;1.250,5;31/01/2026;rojo\n\
                T-2;Fresa;Torno;110;;\n\
                T-3;Torno;Torno;alto;;\n\
                T-4;Silla;Otro;110;;\n";
    let import = judged(app, gloria, file).await;
    assert_eq!(import["columns"][3]["field"], "custom", "{}", import["columns"]);
    assert_eq!(import["columns"][5]["field"], "nothing");
    let told = rows(app, gloria, &import).await;
    assert_eq!(
        told[0]["changes"],
        json!([
            { "field": "Voltaje", "before": "220.5", "after": "1250.5" },
            { "field": "Calibrado", "before": null, "after": "2026-01-31" },
        ])
    );
    assert_eq!(told[1]["verdict"], "create");
    assert!(
        told[2]["reasons"][0].as_str().unwrap().starts_with("Fila 4: El dato «Voltaje» debe ser un número")
    );
    assert_eq!(
        told[3]["reasons"][0],
        "Fila 5: «Voltaje» no es un dato de la categoría del equipo: no se importa"
    );
    apply(app, gloria, &uri(&import), true).await.expect(200);
    assert_eq!(it.written().await, [pair("Calibrado", "2026-01-31"), pair("Voltaje", "1250.5")]);
    app.post(gloria, &format!("{}/undo", uri(&import)), json!({})).await.expect(200);
    assert_eq!(it.written().await, [pair("Voltaje", "220.5")]);
    let packed = "Placa;Datos propios\nT-1;\"Voltaje: 110\nCon guarda: Sí\"\n";
    let import = judged(app, gloria, packed).await;
    apply(app, gloria, &uri(&import), false).await.expect(200);
    assert_eq!(it.written().await, [pair("Con guarda", "true"), pair("Voltaje", "110")]);
}

/// What the list exports of the lathe's category, row by row, its head first.
async fn exported(it: &Workshop, format: &str) -> Vec<u8> {
    let own = it.app.get(&it.app.world.gloria, &it.lathe).await.json()["category_id"].clone();
    let asked = json!({ "list": "items", "file_format": format, "filters": { "category_id": own } });
    it.app.post(&it.app.world.gloria, "/api/exports/lists", asked).await.expect(200).bytes
}

#[tokio::test]
async fn a_sheet_of_the_list_has_a_column_for_each_that_its_rows_have() {
    let it = workshop().await;
    let (app, gloria) = (&it.app, &it.app.world.gloria);
    let head = |csv: &str| csv.lines().next().unwrap().to_owned();
    let text = async || String::from_utf8(exported(&it, "csv").await).unwrap();
    let before = head(&text().await);
    assert!(before.ends_with(r#""Otra moneda";"Voltaje (V)""#), "{before}");

    it.write(&it.bought, "2026-01-31").await.expect(200);
    it.write(&it.guarded, "sí").await.expect(200);
    let vice = json!({
        "environment_id": app.world.sistemas.id, "name": "Mordaza", "internal_code": "T-2", "category": "other",
        "category_id": app.get(gloria, &it.lathe).await.json()["category_id"], "parent_code": "T-1",
    });
    app.post(gloria, "/api/inventory", vice).await.expect(201);
    let csv = text().await;
    assert!(
        head(&csv).ends_with(r#""Otra moneda";"Parte de";"Calibrado";"Con guarda";"Voltaje (V)""#),
        "{csv}"
    );
    let line =
        |code: &str| csv.lines().find(|line| line.contains(&format!("\"{code}\""))).unwrap().to_owned();
    let lathe = csv.lines().find(|line| line.starts_with("\"T-1\"")).unwrap();
    assert!(lathe.ends_with(r#";"";"2026-01-31";"Sí";"220,5""#), "{lathe}");
    assert!(line("T-2").ends_with(r#";"T-1";"";"";"""#), "{csv}");

    let mut book: calamine::Xlsx<_> =
        calamine::open_workbook_from_rs(std::io::Cursor::new(exported(&it, "excel").await)).unwrap();
    let sheet = calamine::Reader::worksheet_range(&mut book, "Equipos").unwrap();
    let (row, last) = (1, u32::try_from(sheet.width()).unwrap() - 1);
    assert_eq!(sheet.get_value((0, last)), Some(&calamine::Data::String("Voltaje (V)".into())));
    assert_eq!(sheet.get_value((row + 1, last)), Some(&calamine::Data::Float(220.5)));

    // Paper has no room for them, and other equipment no need.
    let others = json!({ "list": "items", "file_format": "csv", "filters": { "category": "computer" } });
    let others = app.post(gloria, "/api/exports/lists", others).await.expect(200).bytes;
    assert!(head(&String::from_utf8(others).unwrap()).ends_with(r#""Otra moneda""#));

    let own = app.get(gloria, &it.lathe).await.json()["category_id"].clone();
    // Of one that has gone to a category that asks for the same, what that one asks counts, also if it is one of the nine.
    let same = json!({ "category_id": COMPUTER, "name": "Voltaje", "kind": "number", "unit": "V" });
    let same = asked(app, same).await["id"].clone();
    app.put(gloria, &it.lathe, json!({ "category": "computer", "category_id": null })).await.expect(200);
    it.write(&same, "19").await.expect(200);
    let all = json!({ "list": "items", "file_format": "csv" });
    let all = String::from_utf8(app.post(gloria, "/api/exports/lists", all).await.expect(200).bytes).unwrap();
    assert_eq!(head(&all).matches("Voltaje").count(), 1, "{all}");
    let lathe = all.lines().find(|line| line.starts_with("\"T-1\"")).unwrap();
    assert!(lathe.ends_with(";19"), "{lathe}");
    app.put(gloria, &it.lathe, json!({ "category_id": own })).await.expect(200);

    // The heading is known again.
    let import = judged(app, gloria, "Placa;Voltaje (V)\nT-1;110\n").await;
    let told = rows(app, gloria, &import).await;
    assert_eq!(told[0]["changes"], json!([{ "field": "Voltaje", "before": "220.5", "after": "110" }]));
}
