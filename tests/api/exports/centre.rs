//! Everything of a centre: what its ZIP has, for whom, and that no secret leaves.

use super::*;
use crate::imports;
use inventario::campus::exports::centers::{STAYS, tables};
use inventario::campus::exports::lists::words::{ALERT_ENTITY, COUNT_METHOD};
use std::collections::BTreeMap;
use std::io::Cursor;

fn uri(center: Id) -> String {
    format!("/api/centers/{center}/export")
}

/// The files of a ZIP, by name.
fn files(bytes: &[u8]) -> BTreeMap<String, String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..archive.len())
        .map(|at| {
            let mut member = archive.by_index(at).unwrap();
            let mut text = String::new();
            member.read_to_string(&mut text).unwrap();
            (member.name().unwrap().into_owned(), text)
        })
        .collect()
}

async fn everything(app: &App, who: &Person, center: Id) -> BTreeMap<String, String> {
    let zip = app.get(who, &uri(center)).await.expect(200);
    assert_eq!(zip.headers["content-type"], "application/zip");
    assert_eq!(zip.headers["content-length"].to_str().unwrap(), zip.bytes.len().to_string());
    files(&zip.bytes)
}

/// What stands in a column of one of the files.
fn of(files: &BTreeMap<String, String>, file: &str, title: &str) -> Vec<String> {
    let mut records = records(files[file].as_bytes()).into_iter();
    let head = records.next().unwrap();
    let at = head.iter().position(|it| it == title).unwrap_or_else(|| panic!("{title} in {head:?}"));
    records.map(|record| record[at].clone()).collect()
}

#[tokio::test]
async fn the_zip_of_a_centre_has_what_the_lists_have() {
    let ready = Ready::new().await;
    let (app, world) = (&ready.app, &ready.app.world);
    let zip = everything(app, &world.gloria, world.center).await;
    // What the lists of the centre's supervisor without a room and of the general administrator have of it.
    let of_center = |row: &&Value| row["environment_name"].as_str() != Some("Taller");
    for (file, title, uri, pointer, member) in [
        ("equipos.csv", "Código interno", "/api/inventory", "", "internal_code"),
        ("ambientes.csv", "Id", "/api/environments", "", "id"),
        ("personas.csv", "Correo", "/api/users", "", "email"),
        ("horarios.csv", "Id", "/api/schedules", "", "id"),
        ("prestamos.csv", "Id", "/api/loans", "/loans", "id"),
        ("mantenimiento.csv", "Id", "/api/maintenance-requests", "", "id"),
        ("verificaciones.csv", "Id", "/api/inventory-checks", "", "id"),
        ("hallazgos.csv", "Id", "/api/inventory-check-findings", "", "id"),
        ("alertas.csv", "Id", "/api/system-alerts", "", "id"),
        ("opiniones.csv", "Id", "/api/feedback/all", "", "id"),
        ("suspensiones.csv", "Id", "/api/loan-suspensions", "", "id"),
        ("inducciones.csv", "Id", "/api/inductions", "", "id"),
    ] {
        let answer = app.get(&world.gloria, uri).await.expect(200).json();
        let rows = answer.pointer(pointer).unwrap().as_array().unwrap().iter();
        let mut expected: Vec<String> = rows
            .filter(of_center)
            .filter(|row| row["id"] != json!(world.taller.id))
            .map(|row| row[member].as_str().unwrap().to_owned())
            .collect();
        let mut got = of(&zip, file, title);
        expected.sort();
        got.sort();
        assert!(!got.is_empty(), "{file} is empty");
        assert_eq!(got, expected, "{file}");
    }
    let lines = of(&zip, "verificaciones_equipos.csv", "Id de la verificación");
    assert!(lines.contains(&ready.troubled) && !lines.contains(&ready.settled), "{lines:?}");
    for (file, title, words) in [
        ("verificaciones_equipos.csv", "Cómo se contó", COUNT_METHOD),
        ("alertas.csv", "De qué trata", ALERT_ENTITY),
    ] {
        let cells: Vec<String> = of(&zip, file, title).into_iter().filter(|cell| !cell.is_empty()).collect();
        let all_said = cells.iter().all(|cell| words.iter().any(|(_, said)| said == cell));
        assert!(!cells.is_empty() && all_said, "{title}: {cells:?}");
    }
    assert!(!of(&zip, "auditoria.csv", "Qué pasó").is_empty());
    assert!(of(&zip, "auditoria.csv", "Acción").iter().all(|act| !act.contains('_')));
    let head = zip["equipos.csv"].lines().next().unwrap();
    assert!(
        head.starts_with("\u{FEFF}\"Código interno\";\"Nombre\";\"Clase\";\"Marca\";\"Modelo\";"),
        "{head}"
    );

    let says = &zip["LEEME.txt"];
    assert!(
        says.contains("Todo lo del centro Comercio (código 9301)") && says.contains("Gloria Prueba"),
        "{says}"
    );
    for table in tables() {
        let rows = records(zip[table.file].as_bytes()).len() - 1;
        let rows = if rows == 1 { "1 fila".to_owned() } else { format!("{rows} filas") };
        assert!(
            says.contains(&format!("  {}: {} ({rows})", table.file, table.says)),
            "{}: {says}",
            table.file
        );
    }
    assert_eq!(zip.len(), tables().count() + 1);

    let log = app.get(&world.gloria, "/api/audit-logs?per_page=1").await.expect(200).json();
    let entry = &log["logs"][0];
    assert_eq!((&entry["action"], &entry["entity_id"]), (&json!("EXPORT_CENTER"), &json!(world.center)));
    let described = entry["new_values"]["description"].as_str().unwrap();
    let said = format!("Exportó todo lo del centro Comercio: {} archivos, ", tables().count());
    assert!(described.starts_with(&said), "{described}");
}

#[tokio::test]
async fn a_centre_leaves_to_those_who_keep_it_and_nobody_gets_another() {
    let ready = Ready::new().await;
    let (app, world) = (&ready.app, &ready.app.world);
    for who in [&world.estela, &world.ana, &world.bruno] {
        app.get(who, &uri(world.center)).await.expect(403);
    }
    let hidden = app.get(&world.wilson, &uri(world.other_center)).await.expect(404);
    assert_eq!(hidden.detail(), "Centro no encontrado");
    app.get(&world.gloria, &uri(Id::new())).await.expect(404);
    app.get(&world.gloria, "/api/centers/x/export").await.expect(422);
    // A warehouse's keeper gets what their role reads.
    let own = everything(app, &world.wilson, world.center).await;
    for general in ["personas.csv", "opiniones.csv", "auditoria.csv"] {
        assert!(!own.contains_key(general), "{general}");
    }
    assert!(own["LEEME.txt"].contains("sin las cuentas, las opiniones y la auditoría"));
    let loans = app.get(&world.wilson, "/api/loans").await.expect(200).json();
    let mut expected: Vec<&str> =
        loans["loans"].as_array().unwrap().iter().map(|loan| loan["id"].as_str().unwrap()).collect();
    let mut got = of(&own, "prestamos.csv", "Id");
    expected.sort_unstable();
    got.sort();
    assert_eq!(got, expected);
    // The other centre's has nothing of this one.
    let other = everything(app, &world.gloria, world.other_center).await;
    assert_eq!(of(&other, "ambientes.csv", "Nombre"), ["Taller"]);
    let rooms = of(&other, "equipos.csv", "Ambiente");
    // What stands nowhere yet leaves with each.
    assert!(rooms.iter().any(|room| room == "Taller"));
    assert!(rooms.iter().all(|room| room == "Taller" || room.is_empty()), "{rooms:?}");
    assert!(!of(&other, "personas.csv", "Correo").contains(&world.estela.email));
}

#[tokio::test]
async fn the_equipment_of_a_zip_is_imported_back_as_it_is() {
    let ready = Ready::new().await;
    let (app, gloria, world) = (&ready.app, &ready.app.world.gloria, &ready.app.world);
    let hard = json!({
        "name": "=1+1 Portátil; «gris»", "brand": "-HP", "notes": "una; \"dos\"\ntres", "serial_number": "00042",
        "purchase_price": 1_250_000.5, "purchase_date": "2024-02-29",
    });
    app.put(gloria, &format!("/api/inventory/{}", world.sistemas.machine), hard).await.expect(200);
    let lost = json!({ "status": "lost" });
    app.put(gloria, &format!("/api/inventory/{}", world.idiomas.machine), lost).await.expect(200);
    // What an import brings: the columns before the picture, the ids and the instants.
    let brought = |text: &str| -> Vec<Vec<String>> {
        records(text.as_bytes()).into_iter().map(|record| record[..18].to_vec()).collect()
    };
    let mut before = Vec::new();
    for separator in ["comma", "semicolon"] {
        let settings = json!({ "reports": { "csv_separator": separator } });
        app.put(gloria, "/api/settings", settings).await.expect(200);
        let file = everything(app, gloria, world.center).await.remove("equipos.csv").unwrap();
        let import = imports::judged(app, gloria, file.clone()).await;
        let rows = imports::rows(app, gloria, &import).await;
        assert_eq!(import["unchanged_count"], import["row_count"], "{separator}: {rows:#?}");
        before = file.into_bytes();
    }
    let before = String::from_utf8(before).unwrap();
    // Elsewhere nobody knows them yet.
    behind(app, |tx| {
        tx.execute(
            "update inventory_items set internal_code = 'X' || internal_code, serial_number = null",
            [],
        )?;
        Ok(())
    })
    .await;
    let import = imports::judged(app, gloria, before.clone()).await;
    let rows = imports::rows(app, gloria, &import).await;
    assert_eq!(import["create_count"], import["row_count"], "{rows:#?}");
    imports::apply(app, gloria, &imports::uri(&import), false).await.expect(200);
    behind(app, |tx| {
        tx.execute(
            "update inventory_items set environment_id = (select id from environments where name = 'Taller')
             where internal_code like 'X%'",
            [],
        )?;
        Ok(())
    })
    .await;
    let after = everything(app, gloria, world.center).await.remove("equipos.csv").unwrap();
    assert_eq!(brought(&after), brought(&before));
}

#[tokio::test]
async fn no_secret_leaves() {
    let ready = Ready::new().await;
    let (app, world) = (&ready.app, &ready.app.world);
    let zip = everything(app, &world.gloria, world.center).await;
    let hashes: Vec<String> = app
        .parts
        .db
        .read(|db| {
            let mut query = db.prepare("select password_hash from users")?;
            let hashes = query.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
            Ok(hashes)
        })
        .await
        .unwrap();
    assert!(hashes.len() > 5);
    for (file, text) in &zip {
        assert!(!hashes.iter().any(|hash| text.contains(hash)), "{file}");
        assert!(!text.contains("$argon2"), "{file}");
    }
}

#[tokio::test]
async fn what_grows_without_end_is_read_in_the_order_in_which_it_lies() {
    let app = App::new().await;
    for name in ["audit_logs", "inventory_check_items", "inventory_check_steps", "loan_pieces", "movements"] {
        let table = tables().find(|it| it.name == name).unwrap();
        let text = format!(
            "explain query plan select {} from {} where {} order by {}",
            table.fields.iter().map(|field| field.select).collect::<Vec<_>>().join(", "),
            table.from,
            table.belongs,
            table.order
        );
        let center = app.world.center;
        let plan: Vec<String> = app
            .parts
            .db
            .read(move |db| {
                let mut query = db.prepare(&text)?;
                let plan = query.query_map(named_params! { ":center": center }, |row| row.get("detail"))?;
                Ok(plan.collect::<rusqlite::Result<_>>()?)
            })
            .await
            .unwrap();
        // A sorter is in memory, all of it, and hears of nobody who hangs up.
        assert!(!plan.iter().any(|step| step.contains("TEMP B-TREE")), "{name}: {plan:#?}");
    }
}

#[tokio::test]
async fn every_column_of_the_database_leaves_or_stays_for_a_reason() {
    let app = App::new().await;
    let schema: BTreeMap<String, Vec<String>> = app
        .parts
        .db
        .read(|db| {
            let mut tables = db.prepare("select name from sqlite_schema where type = 'table'")?;
            let names: Vec<String> =
                tables.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
            let mut schema = BTreeMap::new();
            for name in names {
                let mut columns = db.prepare("select name from pragma_table_xinfo(:table)")?;
                let columns = columns.query_map(named_params! { ":table": name }, |row| row.get(0))?;
                schema.insert(name.clone(), columns.collect::<rusqlite::Result<_>>()?);
            }
            Ok(schema)
        })
        .await
        .unwrap();
    let mut seen = 0;
    for (table, columns) in &schema {
        if let Some((_, why)) = STAYS.iter().find(|(name, _)| name == table) {
            assert!(why.len() > 10 && !tables().any(|it| it.name == table), "{table} leaves and stays");
            continue;
        }
        let known = tables().find(|it| it.name == table).unwrap_or_else(|| {
            panic!(
                "the table {table} is new: does it leave with a centre (exports/centers) or stay (stays.rs)?"
            )
        });
        for column in columns {
            let leaves = known.fields.iter().filter(|field| field.of == Some(column)).count();
            let stays = known.stays.iter().filter(|(name, why)| name == column && why.len() > 10).count();
            assert_eq!(leaves + stays, 1, "{table}.{column}: does it leave, or stay for a reason?");
            seen += 1;
        }
        let named = known.fields.iter().filter_map(|field| field.of).chain(known.stays.iter().map(|it| it.0));
        for column in named {
            assert!(columns.iter().any(|it| it == column), "{table} has no column {column}");
        }
        let titles: std::collections::BTreeSet<_> =
            known.fields.iter().map(|field| &*field.column.title).collect();
        assert_eq!(titles.len(), known.fields.len(), "two columns of {} are called the same", known.file);
    }
    assert!(seen > 250, "{seen} columns were looked at");
    // None of these names may ever leave, whatever a list says.
    for table in tables() {
        for field in table.fields {
            let secret =
                ["password", "token", "secret", "code_hash"].iter().any(|it| field.select.contains(it));
            assert!(!secret, "{}.{}", table.name, field.select);
        }
    }
}
