//! Two people count: the keeper with a scanner that types, through a lost connection and a reload; the general administrator looks at what
//! differs, says why, and approves.

use crate::support::{Inspector, Page, Screen, journey};
use chrono::Days;
use inventario::kit::clock;
use serde_json::{Value, json};

/// A bin of the keeper's warehouse with two lots in it: its code, and what a unit of the product is.
fn stocked(page: &Page<'_>) -> String {
    let token = page.server.token("bodega");
    let api = |method: &str, path: &str, body: Option<&Value>| page.server.api(method, path, &token, body);
    let warehouses = api("GET", "/api/warehouses", None);
    let own = warehouses["items"].as_array().unwrap().iter().find(|it| it["name"] == "Almacén central");
    let warehouse = own.unwrap()["id"].as_str().unwrap().to_owned();
    let bin =
        api("GET", &format!("/api/bins?status=empty&warehouse_id={warehouse}"), None)["items"][0].clone();
    let product =
        json!({ "name": "Harina de prueba", "sku": "HAR-PRUEBA", "default_unit": "kg", "unit_price": 2000 });
    let product = api("POST", "/api/products", Some(&product));
    let use_by = clock::today() + Days::new(60);
    for (batch, quantity) in [("HP-1", 10), ("HP-2", 4)] {
        let new = json!({
            "bin_id": bin["id"], "product_id": product["id"], "batch_number": batch, "use_by_date": use_by,
            "quantity": quantity, "unit_price": 2000,
        });
        api("POST", "/api/stock/receive", Some(&new));
    }
    bin["code"].as_str().unwrap().to_owned()
}

async fn two_people_count(page: &Page<'_>) {
    let code = stocked(page);
    let inspector = Inspector::new(page).await;
    page.sign_in("bodega").await;
    page.open("/conteos/por-contar").await;
    page.arrive("/conteos/por-contar", "Por contar").await;
    inspector.look("what is due").await;
    page.open(&format!("/conteos/por-contar?q={code}")).await;
    page.see(&code).await;
    page.press("Contar").await;
    page.until("the count is open", async || page.title().await == format!("Ubicación {code}")).await;
    page.see("0 de 2 contados").await;
    // The scanner: a lot and Enter, how much and Enter.
    page.write("Ubicación, lote o producto", "HP-1\u{e007}").await;
    page.write("Cuánto hay", "8,5\u{e007}").await;
    page.see("1 de 2 contados").await;
    page.see("Contado: Harina de prueba · HP-1, 8,5 kg").await;
    page.see_no("Por enviar").await;
    page.expect_in_console("ERR_INTERNET_DISCONNECTED");
    page.cut_off(true).await;
    // The label of the bin leads to what is left in it.
    page.write("Ubicación, lote o producto", &format!("{code}\u{e007}")).await;
    page.write("Cuánto hay", "4\u{e007}").await;
    page.see("2 de 2 contados").await;
    page.see("Sin conexión: 1 cantidad espera en este equipo").await;
    inspector.look("counting without a connection").await;
    page.cut_off(false).await;
    page.reload().await;
    page.see("2 de 2 contados").await;
    page.see_no("Por enviar").await;
    page.write("Ubicación, lote o producto", "HP-9\u{e007}").await;
    page.press("Registrar lo encontrado").await;
    page.write("Cuánto hay", "2").await;
    page.press("Guardar").await;
    page.see("3 de 3 contados").await;
    page.see_no("Por enviar").await;
    page.press("Entregar el conteo").await;
    page.see("Usted contó: lo aprueba otra persona").await;
    page.see("A ciegas").await;
    page.see_no("Aprobar").await;
    let place = page.place().await;

    page.hand_over_to("admin").await;
    page.open(&place).await;
    page.see("Harina de prueba").await;
    page.see("−1,5 kg").await;
    page.see("+2 kg").await;
    inspector.look("the review").await;
    page.press("Aprobar").await;
    page.see("Falta el motivo de 2 líneas.").await;
    for (lot, reason) in [("HP-9", "Entrada sin registrar"), ("HP-1", "Merma")] {
        let script = "for (const row of document.querySelectorAll('.count-diff')) \
            if (row.innerText.includes(arguments[0])) row.querySelector('input[type=text]').focus()";
        page.ask::<Value>(script, vec![json!(lot)]).await;
        page.type_blindly(reason).await;
    }
    page.press("Aprobar").await;
    page.see("Conteo aprobado: las diferencias ya están en las existencias.").await;
    let token = page.server.token("admin");
    let lots = page.server.api("GET", "/api/stock/lots?search=HP-", &token, None);
    let mut told: Vec<(&str, f64)> = lots["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|lot| (lot["batch_number"].as_str().unwrap(), lot["quantity"].as_f64().unwrap()))
        .collect();
    told.sort_by(|one, other| one.0.cmp(other.0));
    assert_eq!(told, [("HP-1", 8.5), ("HP-2", 4.0), ("HP-9", 2.0)]);
    inspector.conclude(3);
}

#[test]
fn a_keeper_counts_and_another_person_approves() {
    journey(Screen::Desktop, two_people_count);
}

#[test]
fn a_keeper_counts_with_a_phone_and_another_person_approves() {
    journey(Screen::Phone, two_people_count);
}
