//! Files as people have them: of other alphabets, of other programs, hostile ones, and the template.

use super::*;
use crate::reports;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

#[tokio::test]
async fn a_csv_of_spanish_excel_becomes_equipment() {
    let app = App::new().await;
    // Windows-1252, semicolons, a quoted line end, a day, an amount, a plate with zeros, a text like a formula.
    let file = b"Placa;Nombre;Clase;Ambiente;Fecha de compra;Precio;Observaciones;Cantidad\r\n\
        00042;Port\xe1til;Port\xe1til;sistemas 1;05/03/2024;\"1.234,56\";\"una\r\ndos\";\r\n\
        =1+1;Teclados;teclado;Sistemas 1;;$ 80.000;'=A1;1.000\r\n"
        .to_vec();
    let import = judged(&app, &app.world.bruno, file).await;
    assert_eq!(import["source"], "CSV separado por punto y coma, en Windows-1252");
    assert_eq!((&import["status"], &import["create_count"]), (&json!("ready"), &json!(2)), "{import}");
    assert_eq!(
        import["columns"][3],
        json!({ "heading": "Ambiente", "field": "environment", "example": "sistemas 1" })
    );
    assert!(item(&app, "00042").await.is_none(), "nothing is made by looking at it");
    apply(&app, &app.world.bruno, &uri(&import), false).await.expect(200);

    let made = item(&app, "00042").await.unwrap();
    for (member, value) in [
        ("name", json!("Portátil")),
        ("category", json!("computer")),
        ("environment_id", json!(app.world.sistemas.id)),
        ("purchase_date", json!("2024-03-05")),
        ("purchase_price", json!(1234.56)),
        ("notes", json!("una\ndos")),
        ("quantity", json!(1)),
        ("item_type", json!("individual")),
        ("status", json!("available")),
    ] {
        assert_eq!(made[member], value, "{member}");
    }
    let found = app.get(&app.world.gloria, "/api/inventory?search=Teclados").await.expect(200).json();
    let group = found.as_array().unwrap().iter().find(|it| it["internal_code"] == "=1+1").unwrap();
    assert_eq!(
        (&group["notes"], &group["quantity"], &group["item_type"], &group["purchase_price"]),
        (&json!("=A1"), &json!(1000), &json!("group"), &json!(80_000))
    );
}

#[tokio::test]
async fn a_workbook_becomes_equipment_with_its_days_and_zeros() {
    let app = App::new().await;
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let day = Format::new().set_num_format("dd/mm/yyyy");
    for (column, heading) in
        (0..).zip(["Código interno", "Nombre", "Cantidad", "Fecha de compra", "Precio de compra"])
    {
        sheet.write_string(0, column, heading).unwrap();
    }
    sheet.write_string(1, 0, "00077").unwrap().write_string(1, 1, "Cámara").unwrap();
    sheet.write_number(1, 2, 2).unwrap().write_number(1, 4, 1234.5).unwrap();
    let bought = ExcelDateTime::from_ymd(2024, 3, 5).unwrap();
    sheet.write_datetime_with_format(1, 3, bought, &day).unwrap();
    // A plate that is a number, as people type them.
    sheet.write_number(2, 0, 9_200_451).unwrap().write_string(2, 1, "Trípode").unwrap();
    let import = judged(&app, &app.world.gloria, book.save_to_buffer().unwrap()).await;
    assert_eq!(import["source"], "libro de Excel, hoja «Sheet1»");
    assert_eq!(import["preset"], "inventario");
    apply(&app, &app.world.gloria, &uri(&import), false).await.expect(200);
    let made = item(&app, "00077").await.unwrap();
    assert_eq!(
        (&made["purchase_date"], &made["purchase_price"], &made["quantity"]),
        (&json!("2024-03-05"), &json!(1234.5), &json!(2))
    );
    assert!(item(&app, "9200451").await.is_some());
}

#[tokio::test]
async fn exports_of_other_programs_are_known_by_their_headings() {
    let app = App::new().await;
    let files = [
        (
            "snipe_it",
            "Asset Tag,Name,Serial,Manufacturer,Model,Model Number,Location,Purchase Date,Purchase Cost,Status,Category\n\
             S-1,,SER-1,Dell,Latitude,5420,Sistemas 1,2024-03-05,1200.50,Ready to Deploy,Laptops\n",
            "S-1",
        ),
        (
            "homebox",
            "HB.location,HB.asset_id,HB.name,HB.quantity,HB.purchase_price,HB.purchase_time,HB.notes\n\
             Sede / Sistemas 1,000-001,Cable HDMI,5,0,0001-01-01,largo\n",
            "000-001",
        ),
        (
            "shelf",
            "title,description,category,location,custodian,valuation,qrId,barcode_Code128\n\
             Cámara Canon,con estuche,Cameras,Sistemas 1,,350000,q1,B-77\n",
            "q1",
        ),
        (
            "inventree",
            "ID,Part,Quantity,Serial,Location,Status\n812,Osciloscopio,1,SER-9,Sistemas 1,OK\n",
            "812",
        ),
    ];
    for (preset, file, code) in files {
        let import = judged(&app, &app.world.gloria, file).await;
        assert_eq!((&import["preset"], &import["create_count"]), (&json!(preset), &json!(1)), "{import}");
        apply(&app, &app.world.gloria, &uri(&import), false).await.expect(200);
        assert_eq!(item(&app, code).await.unwrap()["environment_name"], "Sistemas 1", "{preset}");
    }
    let laptop = item(&app, "S-1").await.unwrap();
    assert_eq!((&laptop["name"], &laptop["category"]), (&json!("Dell Latitude 5420"), &json!("computer")));
    assert_eq!(item(&app, "000-001").await.unwrap()["item_type"], "group");
}

#[tokio::test]
async fn what_the_house_writes_comes_back_and_changes_nothing() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    let group = format!("/api/inventory/{}", app.world.bodega.group);
    let item = json!({ "purchase_price": 80_000, "purchase_date": "2024-03-05", "quantity_damaged": 1, "brand": "HP" });
    app.put(gloria, &group, item).await.expect(200);
    for format in ["excel", "csv"] {
        let asked = json!({ "report_type": "inventory", "file_format": format });
        let report = reports::made(&app, gloria, asked).await;
        let file = reports::file_of(&app, gloria, &report).await.bytes;
        let import = judged(&app, gloria, file).await;
        assert_eq!(import["preset"], "inventario", "{import}");
        assert_eq!(import["unchanged_count"], import["row_count"], "{:?}", rows(&app, gloria, &import).await);
        assert!(import["row_count"].as_i64().unwrap() > 1);
    }
    // The table of equipment of a centre's export.
    let held = app.get(gloria, &group).await.json();
    let text = |member: &str| held[member].as_str().unwrap_or_default().to_owned();
    let file = format!(
        "Código interno;Nombre;Clase;Marca;Modelo;Número de serie;Ambiente;Estado;Tipo;Cantidad;Dañadas;Faltantes;\
         Fecha de compra;Precio de compra;Fin de la garantía;Último mantenimiento;Próximo mantenimiento;Notas;\
         Dirección de la foto;Id;Id del ambiente;Registrado;Cambiado\r\n\
         \"{}\";\"{}\";Teclado;HP;;;\"{}\";Dañado;Grupo;{};1;{};2024-03-05;80000;;;;;;{};{};2024-03-05 10:00:00;\r\n",
        text("internal_code"),
        text("name"),
        text("environment_name"),
        held["quantity"],
        held["quantity_missing"],
        text("id"),
        text("environment_id"),
    );
    let import = judged(&app, gloria, format!("\u{FEFF}{file}")).await;
    assert_eq!(import["preset"], "inventario");
    assert_eq!(import["unchanged_count"], 1, "{:?}", rows(&app, gloria, &import).await);
}

#[tokio::test]
async fn files_that_are_no_spreadsheets_or_too_long_are_refused_with_a_reason() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    let before = items(&app).await;
    let many: String =
        (0..10_001).fold("Placa;Nombre\n".to_owned(), |text, n| text + &format!("L-{n};Portátil\n"));
    let mut quoted = b"Placa;Nombre\n1;\"".to_vec();
    quoted.resize(5 << 20, b'x');
    for (file, says) in [
        (Vec::new(), "vacío"),
        (b"%PDF-1.7".to_vec(), "PDF"),
        (b"PK\x03\x04 no".to_vec(), "dañado"),
        (b"Placa;Nombre\n".to_vec(), "no tiene filas"),
        (many.into_bytes(), "10.000 filas"),
        (quoted, "comillas"),
    ] {
        let import = judged(&app, gloria, file).await;
        assert_eq!(import["status"], "failed");
        assert!(import["error"].as_str().unwrap().contains(says), "{import}");
        assert_eq!(rows(&app, gloria, &import).await.len(), 0);
        assert_eq!(apply(&app, gloria, &uri(&import), true).await.expect(400).detail(), import["error"]);
    }
    let too_large = send(&app, gloria, vec![b'x'; (10 << 20) + 1]).await.expect(413);
    assert_eq!(too_large.detail(), "El contenido supera el máximo de 10 MB");
    assert_eq!(items(&app).await, before);
}

#[tokio::test]
async fn the_template_is_a_file_that_can_be_filled_in_and_sent_back() {
    let app = App::new().await;
    let wilson = &app.world.wilson;
    let reply = app.get(wilson, &format!("{URI}/template?file_format=csv")).await.expect(200);
    assert_eq!(reply.header("content-type"), Some("text/csv; charset=utf-8"));
    assert_eq!(
        reply.header("content-disposition"),
        Some("attachment; filename=\"Plantilla de equipos.csv\"")
    );
    let mut file = String::from_utf8(reply.bytes).unwrap();
    let room = app.get(wilson, &format!("/api/environments/{}", app.world.bodega.id)).await.json();
    let name = room["name"].as_str().unwrap().to_uppercase();
    file.push_str(&format!("W-1;Proyector;proyector;Epson;;;{name};;;;;;;;;;;\r\n"));
    let import = judged(&app, wilson, file).await;
    assert_eq!((&import["preset"], &import["create_count"]), (&json!("inventario"), &json!(1)), "{import}");
    let workbook = app.get(wilson, &format!("{URI}/template")).await.expect(200);
    assert!(workbook.bytes.starts_with(b"PK"));
    let import = judged(&app, wilson, workbook.bytes).await;
    assert_eq!(import["error"], "El archivo no tiene filas debajo de los encabezados");
}
