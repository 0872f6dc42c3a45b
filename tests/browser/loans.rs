//! An instructor asks the warehouse for something; its keeper approves, hands over what is scanned and takes it back damaged.

use crate::support::{Page, Screen, journey};
use serde_json::{Value, json};

/// A warehouse of the demo, and an item of it that can be lent by itself.
fn something_free(page: &Page<'_>) -> (Value, Value) {
    let token = page.server.token("instructor");
    let warehouses = page.server.api("GET", "/api/loans/warehouses", &token, None);
    let warehouse = warehouses[0].clone();
    let day = "2031-03-03";
    let path = format!(
        "/api/loans/availability?environment_id={}&start_date={day}&end_date={day}",
        warehouse["id"].as_str().unwrap()
    );
    let free = page.server.api("GET", &path, &token, None);
    let free = free.as_array().unwrap();
    let alone = |item: &&Value| free.iter().filter(|other| other["name"] == item["name"]).count() == 1;
    let lent_to_all = |item: &&Value| item["missing_inductions"].as_array().is_some_and(Vec::is_empty);
    let item = free.iter().filter(|item| item["free"].as_i64() > Some(0)).filter(lent_to_all).find(alone);
    (warehouse, item.expect("the demo's warehouse has something").clone())
}

/// Asks for an item over the API, as the app does.
fn asked(page: &Page<'_>, warehouse: &Value, item: &Value) -> String {
    let wish = json!({
        "program": "ADSO", "purpose": "Práctica", "start_date": "2031-03-03", "end_date": "2031-03-05",
        "environment_id": warehouse["id"], "item_id": item["item_id"],
    });
    let loan = page.server.api("POST", "/api/loans", &page.server.token("instructor"), Some(&wish));
    loan["id"].as_str().unwrap().to_owned()
}

#[test]
fn an_instructor_asks_for_what_is_free_and_withdraws_it() {
    journey(Screen::Phone, async |page| {
        page.expect_in_console(
            "/api/loans - Failed to load resource: the server responded with a status of 400",
        );
        let (warehouse, item) = something_free(page);
        let name = item["name"].as_str().unwrap();
        page.sign_in("instructor").await;
        page.open("/prestamos").await;
        page.arrive("/prestamos", "Préstamos").await;
        page.click("link", "Pedir un préstamo").await;
        page.arrive("/prestamos/nuevo", "Pedir un préstamo").await;
        page.press("Pedir préstamo").await;
        page.see("Elija un equipo de la lista, o marque que no está en ella.").await;
        page.choose("Bodega", warehouse["name"].as_str().unwrap()).await;
        page.set("Desde el", "2031-03-05").await;
        page.set("Hasta el", "2031-03-05").await;
        page.settle().await;
        page.write("Nombre, placa, marca o modelo", item["internal_code"].as_str().unwrap()).await;
        page.click("at", ".loan-choice").await;
        page.see("Elegir otro").await;
        page.write("Programa de formación", "ADSO").await;
        page.write("Propósito", "Práctica con la ficha 2758999").await;

        // Somebody else was quicker; what was written is there still.
        let token = page.server.token("bodega");
        let wish = json!({
            "program": "ADSO", "purpose": "Primero", "start_date": "2031-03-05", "end_date": "2031-03-05",
            "environment_id": warehouse["id"], "item_id": item["item_id"],
            "quantity_requested": item["free"],
        });
        let other = page.server.api("POST", "/api/loans", &token, Some(&wish));
        let other = format!("/api/loans/{}", other["id"].as_str().unwrap());
        page.server.api("PUT", &other, &token, Some(&json!({ "status": "approved" })));
        page.press("Pedir préstamo").await;
        page.see("No hay piezas libres en esas fechas").await;
        assert_eq!(page.value("Propósito").await, "Práctica con la ficha 2758999");

        page.set("Desde el", "2031-03-07").await;
        page.set("Hasta el", "2031-03-07").await;
        page.settle().await;
        if page.has("at", ".loan-choice").await {
            page.click("at", ".loan-choice").await;
        }
        page.press("Pedir préstamo").await;
        page.until("the loan is open", async || page.title().await == name).await;
        page.see("Espera la decisión de la bodega").await;
        page.press("Retirar la solicitud").await;
        page.see(&format!("¿Retirar la solicitud de «{name}»?")).await;
        page.press("Retirar la solicitud").await;
        page.arrive("/prestamos", "Préstamos").await;
    });
}

#[test]
fn the_keeper_of_the_warehouse_approves_hands_over_by_scanner_and_takes_back_what_is_damaged() {
    journey(Screen::Desktop, async |page| {
        let (warehouse, item) = something_free(page);
        let id = asked(page, &warehouse, &item);
        let name = item["name"].as_str().unwrap();
        let code = item["internal_code"].as_str().unwrap();
        page.sign_in("bodega").await;
        page.click("link", "Préstamos").await;
        page.arrive("/prestamos", "Préstamos").await;
        page.click("row", name).await;
        page.until("the loan is open", async || page.title().await == name).await;
        page.settle().await;
        page.press("Aprobar").await;
        page.see("Préstamo aprobado.").await;
        page.press("Entregar por piezas").await;
        page.see("Falta 1 pieza por entregar.").await;
        page.write("Código escrito o leído con lector", "no-existe-9").await;
        page.press("Usar código").await;
        page.see("Ningún equipo tiene el código «no-existe-9».").await;
        page.write("Código escrito o leído con lector", code).await;
        page.press("Usar código").await;
        page.press("Entregar 1").await;
        page.see("Debe volver el").await;

        page.press("Recibir por piezas").await;
        page.see("Todavía afuera").await;
        page.write("Código escrito o leído con lector", code).await;
        page.press("Usar código").await;
        page.choose(&format!("Cómo volvió {name} ({code})"), "Dañado").await;
        page.see("Se pide su mantenimiento.").await;
        page.write(&format!("Notas de {name} ({code})"), "La pantalla está rota").await;
        page.press("Recibir 1").await;
        page.see("Volvió dañado").await;
        page.see("La pantalla está rota").await;
        let loan = page.server.api("GET", &format!("/api/loans/{id}"), &page.server.token("bodega"), None);
        assert_eq!(loan["status"], "returned");
        let faults = page.server.api("GET", "/api/maintenance-requests", &page.server.token("admin"), None);
        assert!(faults.as_array().unwrap().iter().any(|fault| fault["item_id"] == item["item_id"]));
    });
}

#[test]
fn the_keeper_says_why_not() {
    journey(Screen::Phone, async |page| {
        let (warehouse, item) = something_free(page);
        let id = asked(page, &warehouse, &item);
        page.sign_in("bodega").await;
        page.open(&format!("/prestamos/{id}")).await;
        page.press("Rechazar").await;
        page.see("¿Por qué se rechaza?").await;
        page.press("Rechazar").await;
        page.see("Escriba este dato.").await;
        page.write("Motivo", "Ese día hay inventario").await;
        page.press("Rechazar").await;
        page.see("Préstamo rechazado.").await;
        page.see("Ese día hay inventario").await;
        assert!(!page.has("button", "Aprobar").await);
    });
}

#[test]
fn whoever_is_suspended_reads_why_where_they_would_ask_until_the_desk_lifts_it() {
    journey(Screen::Phone, async |page| {
        let (warehouse, item) = something_free(page);
        let id = asked(page, &warehouse, &item);
        page.sign_in("bodega").await;
        page.open(&format!("/prestamos/{id}")).await;
        page.see("Quién lo pide").await;
        page.press("Suspender préstamos").await;
        page.see("Lo que ya tiene lo devuelve como siempre.").await;
        page.press("Suspender").await;
        page.see("Escriba este dato.").await;
        page.write("Motivo", "Devolvió el portátil sin el cargador").await;
        page.press("Suspender").await;
        page.see("Préstamos suspendidos hasta el").await;
        // The desk is told all at once why it can't approve.
        page.expect_in_console("Failed to load resource: the server responded with a status of 400");
        page.press("Aprobar").await;
        page.see("tiene suspendidos los préstamos hasta el").await;
        page.hand_over_to("instructor").await;
        page.open("/prestamos/nuevo").await;
        page.see("No puede pedir prestado hasta el").await;
        page.see("Devolvió el portátil sin el cargador").await;
        page.hand_over_to("bodega").await;
        page.open("/suspensiones").await;
        page.see("Devolvió el portátil sin el cargador").await;
        page.open(&format!("/prestamos/{id}")).await;
        page.press("Levantar").await;
        page.see("¿Levantar la suspensión de").await;
        page.press("Levantar").await;
        page.see("Suspensión levantada.").await;
        page.hand_over_to("instructor").await;
        page.open("/prestamos/nuevo").await;
        page.see("Elija los días y vea qué está libre").await;
    });
}

#[test]
fn an_induction_is_demanded_and_noted_and_opens_the_item() {
    journey(Screen::Desktop, async |page| {
        let (_, item) = something_free(page);
        page.sign_in("bodega").await;
        page.open(&format!("/equipos/{}", item["item_id"].as_str().unwrap())).await;
        page.see("Se presta sin inducción.").await;
        page.press("Exigir inducción").await;
        page.write("Nombre", "Seguridad eléctrica").await;
        page.press("Exigir").await;
        page.see("Inducción exigida.").await;
        page.click("row", "Seguridad eléctrica").await;
        page.see("Nadie la ha recibido").await;
        page.press("Anotar a alguien").await;
        page.choose_by_writing("Persona", "Carlos Pérez Mejía").await;
        page.write("Quién se la dio", "Ing. Núñez").await;
        page.press("Anotar").await;
        page.see("Carlos Pérez Mejía ya tiene la inducción.").await;
        page.see("No vence").await;
        let token = page.server.token("instructor");
        let path = format!("/api/inductions?item_id={}", item["item_id"].as_str().unwrap());
        let demanded = page.server.api("GET", &path, &token, None);
        assert_eq!(demanded[0]["is_mine"], true, "{demanded}");
    });
}
