//! An apprentice reports a fault with a photo from their phone; a supervisor follows it on the board to its end; a plan is made.

use crate::support::{Page, Screen, journey};
use serde_json::{Value, json};

/// A machine of the apprentice's room of which nothing is open.
fn machine(page: &Page<'_>) -> Value {
    let token = page.server.token("aprendiz");
    let items = page.server.api("GET", "/api/inventory", &token, None);
    let open = page.server.api("GET", "/api/maintenance-requests?is_open=true", &token, None);
    let is_free = |item: &&Value| {
        item["item_type"] == "individual"
            && item["status"] == "available"
            && !open.as_array().unwrap().iter().any(|row| row["item_id"] == item["id"])
    };
    items.as_array().unwrap().iter().find(is_free).expect("a machine is well").clone()
}

#[test]
fn an_apprentice_reports_a_fault_with_a_photo_from_the_item_that_was_scanned() {
    journey(Screen::Phone, async |page| {
        let item = machine(page);
        let token = page.server.token("aprendiz");
        let folder = tempfile::tempdir().unwrap();
        let photo = folder.path().join("pantalla.png");
        image::RgbImage::from_pixel(320, 240, image::Rgb([20, 20, 25])).save(&photo).unwrap();
        page.sign_in("aprendiz").await;
        page.open(&format!("/equipos/{}", item["id"].as_str().unwrap())).await;
        page.click("link", "Reportar una falla").await;
        page.arrive("/mantenimiento/nuevo", "Reportar falla").await;
        page.see(item["name"].as_str().unwrap()).await;
        page.press("Enviar reporte").await;
        page.see("Escriba este dato.").await;
        page.write("¿Qué pasa?", "No da imagen").await;
        page.write("Cuente un poco más", "Prende, pero la pantalla queda negra").await;
        page.give_file(&photo).await;
        page.see("Agregar otra").await;
        page.press("Enviar reporte").await;
        page.until("the request is open", async || page.title().await == "No da imagen").await;
        page.see("Sin asignar").await;
        assert!(!page.has("button", "Asignar técnico").await, "an apprentice only watches");
        page.open("/mantenimiento").await;
        page.see("No da imagen").await;
        let own = page.server.api("GET", "/api/maintenance-requests", &token, None);
        let own = own.as_array().unwrap().iter().find(|row| row["title"] == "No da imagen").unwrap().clone();
        assert_eq!((&own["item_id"], own["images_urls"].as_array().unwrap().len()), (&item["id"], 1));
    });
}

#[test]
fn a_supervisor_follows_a_fault_on_the_board_until_the_machine_works_again() {
    journey(Screen::Desktop, async |page| {
        let item = machine(page);
        let report =
            json!({ "title": "Pantalla rayada", "description": "De lado a lado", "item_id": item["id"] });
        let token = page.server.token("aprendiz");
        let made = page.server.api("POST", "/api/maintenance-requests", &token, Some(&report));
        let id = made["id"].as_str().unwrap();
        page.sign_in("supervisor").await;
        page.click("link", "Mantenimiento").await;
        page.arrive("/mantenimiento", "Mantenimiento").await;
        page.click("at", &format!("[data-status='pending'] a[href='/mantenimiento/{id}']")).await;
        page.until("the request is open", async || page.title().await == "Pantalla rayada").await;
        page.settle().await;
        page.press("Asignar técnico").await;
        page.see("El técnico recibe un aviso.").await;
        page.choose("Técnico", "Marta Suárez Ortiz").await;
        page.click("at", "dialog .button.primary").await;
        page.see("Técnico asignado.").await;
        page.press("Empezar").await;
        page.see("Trabajo empezado.").await;
        let at_work =
            page.server.api("GET", &format!("/api/inventory/{}", item["id"].as_str().unwrap()), &token, None);
        assert_eq!(at_work["status"], "maintenance");
        page.press("Terminar").await;
        page.see("Lo que escriba queda en la historia del equipo.").await;
        page.write("Qué se hizo", "Se cambió la pantalla").await;
        page.write("Costo en pesos", "230000").await;
        page.click("at", "dialog .button.primary").await;
        page.see("Solicitud terminada.").await;
        page.see("$\u{A0}230.000").await;
        page.open(&format!("/equipos/{}", item["id"].as_str().unwrap())).await;
        page.see("Historia y costos").await;
        page.see("Se cambió la pantalla").await;
        let now =
            page.server.api("GET", &format!("/api/inventory/{}", item["id"].as_str().unwrap()), &token, None);
        assert_eq!(now["status"], "available");
    });
}

#[test]
fn the_keeper_of_the_warehouse_plans_work_that_comes_again() {
    journey(Screen::Desktop, async |page| {
        let item = machine(page);
        page.sign_in("bodega").await;
        page.open("/mantenimiento/planes").await;
        page.see("Limpieza de proyectores").await;
        page.click("link", "Nuevo plan").await;
        page.arrive("/mantenimiento/planes/nuevo", "Nuevo plan").await;
        page.write("Plan", "Revisar la batería").await;
        page.write("Qué hay que hacer", "Medir la capacidad").await;
        page.set("Próxima fecha", "2031-03-03").await;
        page.press("Guardar").await;
        page.see("Agregue al menos un equipo.").await;
        page.write("Agregar equipos", item["internal_code"].as_str().unwrap()).await;
        page.press(&format!("Agregar {}", item["name"].as_str().unwrap())).await;
        page.see("1 equipo elegido").await;
        page.press("Guardar").await;
        page.see("Plan guardado.").await;
        page.see("Revisar la batería").await;
        page.open("/mantenimiento/calendario?dia=2031-03-03").await;
        page.see("Revisar la batería").await;
    });
}

#[test]
fn a_scanner_that_types_adds_item_after_item_and_a_reload_loses_none() {
    journey(Screen::Desktop, async |page| {
        let token = page.server.token("bodega");
        let items = page.server.api("GET", "/api/inventory?limit=500", &token, None);
        let single = |item: &&Value| item["item_type"] == "individual";
        let two: Vec<&Value> = items.as_array().unwrap().iter().filter(single).take(2).collect();
        page.sign_in("bodega").await;
        page.open("/mantenimiento/nuevo").await;
        page.write("¿Qué pasa?", "Limpieza").await;
        page.write("Agregar equipos", "").await;
        // One by its label, one by its plate, as a scanner types them.
        let label = json!({ "type": "item", "id": two[0]["id"] }).to_string();
        for code in [label.as_str(), two[1]["internal_code"].as_str().unwrap()] {
            page.type_blindly(&format!("{code}\u{e007}")).await;
            page.until("the field is empty", async || page.value("Agregar equipos").await.is_empty()).await;
        }
        page.see("2 equipos elegidos").await;
        page.reload().await;
        page.see("Recuperamos lo que había escrito.").await;
        page.see("2 equipos elegidos").await;
        page.see(two[0]["internal_code"].as_str().unwrap()).await;
    });
}

#[test]
fn what_is_typed_on_a_sheet_is_asked_for_before_it_is_left_and_comes_back() {
    journey(Screen::Desktop, async |page| {
        page.sign_in("bodega").await;
        page.click("link", "Alertas").await;
        page.arrive("/alertas", "Alertas").await;
        page.press("Crear alerta").await;
        page.write("Título", "Se acaba el tóner").await;
        page.press("Cerrar").await;
        page.see("¿Salir sin guardar?").await;
        page.press("Seguir aquí").await;
        let _: Value = page.ask("history.back(); return null", vec![]).await;
        page.see("¿Salir sin guardar?").await;
        page.press("Salir sin guardar").await;
        page.until("the sheet goes with its page", async || page.place().await == "/").await;
        page.click("link", "Alertas").await;
        page.arrive("/alertas", "Alertas").await;
        page.press("Crear alerta").await;
        page.see("Recuperamos lo que había escrito.").await;
        assert_eq!(page.value("Título").await, "Se acaba el tóner");
    });
}
