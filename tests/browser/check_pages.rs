//! What else there is around a check: a scanner that types, strange labels, blind rooms, photos, the calendar, the findings.

use crate::support::{Morning, Page, Screen, journey};
use serde_json::{Value, json};

/// A thing of another room.
fn stranger(page: &Page<'_>) -> Value {
    let items = page.server.api("GET", "/api/inventory?limit=500", &page.server.token("admin"), None);
    let fits = |item: &&Value| item["environment_name"] == "Multimedia" && item["item_type"] == "individual";
    items.as_array().unwrap().iter().find(fits).unwrap().clone()
}

/// The findings of the visitor's room, as the warehouse gets them.
fn findings(page: &Page<'_>, morning: &Morning<'_>) -> Vec<Value> {
    let path = format!("/api/inventory-check-findings?environment_id={}", morning.room);
    let found = page.server.api("GET", &path, &page.server.token("bodega"), None);
    found.as_array().unwrap().clone()
}

#[test]
fn a_scanner_marks_what_is_here_and_notes_what_is_not() {
    journey(Screen::Desktop, async |page| {
        page.expect_in_console("the server responded with a status of 404");
        let morning = Morning::of(page);
        let other = stranger(page);
        page.sign_in("aprendiz").await;
        morning.open().await;

        page.type_blindly("9301-10200\n").await;
        page.see("marcado como bueno.").await;
        page.see("1 de 50").await;
        page.type_blindly("9301-10207\n").await;
        page.see("es un grupo: cuente cuántos hay.").await;
        page.see("1 de 50").await;

        // The label of a thing that belongs elsewhere: one notes it, and may ask for more.
        let label = json!({ "type": "item", "id": other["id"] }).to_string();
        page.type_blindly(&format!("{label}\n")).await;
        page.see(&format!("Este equipo es de {}.", other["environment_name"].as_str().unwrap())).await;
        assert!(page.has("button", "Anotar que está aquí").await);
        page.write("Nota", "Estaba sobre el armario").await;
        page.press("Pedir que lo pasen a este ambiente").await;
        page.see("Anotado, con el pedido de pasarlo.").await;
        page.see("Pidió pasarlo a este ambiente · Estaba sobre el armario").await;

        page.type_blindly("VIEJO-0001\n").await;
        page.see("Código que no está en la lista").await;
        page.see("VIEJO-0001").await;
        page.press("Anotar que está aquí").await;
        page.see("Anotado. Va con la verificación.").await;
        // Once more: it is the same one.
        page.type_blindly("VIEJO-0001\n").await;
        page.press("Quitar este hallazgo").await;
        page.see("Hallazgo quitado.").await;
        page.press("Deshacer").await;
        page.see("Código sin registrar").await;

        page.press("Enviar").await;
        page.see("2 hallazgos fuera de la lista").await;
        page.press("Enviar verificación").await;
        let check = morning.see_it_sent().await;
        page.see("VIEJO-0001").await;
        page.see("Piden pasarlo a este ambiente").await;
        let counted = morning.only();
        let first =
            counted["items"].as_array().unwrap().iter().find(|it| it["internal_code"] == "9301-10200");
        assert_eq!(first.unwrap()["method"], "scan");
        assert_eq!(findings(page, &morning).len(), 2);

        // The warehouse registers what nobody knew…
        page.hand_over_to("bodega").await;
        page.click("link", "Hallazgos").await;
        page.arrive("/hallazgos", "Hallazgos").await;
        page.click("row", "VIEJO-0001").await;
        page.see("Laura Gómez Ríos").await;
        page.press("Registrar equipo").await;
        page.arrive("/equipos/nuevo", "Nuevo equipo").await;
        assert_eq!(page.value("Código interno").await, "VIEJO-0001");
        assert_eq!(page.value("Ambiente").await, "Sistemas 1");
        page.write("Nombre", "Impresora olvidada").await;
        page.choose("Categoría", "Otro").await;
        page.press("Registrar equipo").await;
        page.until("its page is open", async || page.title().await == "Impresora olvidada").await;
        // …and brings over what was asked for.
        page.open("/hallazgos").await;
        page.see_no("VIEJO-0001").await;
        let name = other["name"].as_str().unwrap();
        let asked = findings(page, &morning).into_iter().find(|it| it["kind"] == "other_room").unwrap();
        page.open(&format!("/hallazgos?ver={}", asked["id"].as_str().unwrap())).await;
        page.see("Estaba sobre el armario").await;
        page.press("Pasar al ambiente").await;
        page.see(&format!("«{name}» pasa de Multimedia a Sistemas 1.")).await;
        page.write("Nota", "Lo necesitan allí").await;
        page.press("Pasar al ambiente").await;
        page.see(&format!("«{name}» ahora está en Sistemas 1")).await;
        let settled = findings(page, &morning);
        let states: Vec<_> = settled.iter().map(|it| it["status"].as_str().unwrap()).collect();
        assert!(states.contains(&"registered") && states.contains(&"moved"), "{states:?}");
        assert!(settled.iter().all(|it| it["check_id"] == check.as_str()));
        let path = format!("/api/inventory/{}", other["id"].as_str().unwrap());
        let moved = page.server.api("GET", &path, &page.server.token("admin"), None);
        assert_eq!(moved["environment_id"], morning.room.as_str());
    });
}

#[test]
fn a_finding_is_noted_or_dismissed_with_a_phone() {
    journey(Screen::Phone, async |page| {
        page.sign_in("bodega").await;
        page.see("Hallazgos por resolver").await;
        page.click("link", "Ver hallazgos").await;
        page.arrive("/hallazgos", "Hallazgos").await;
        page.click("row", "SENA-2017-00418").await;
        page.see("Etiqueta vieja, pegada en una pantalla").await;
        page.press("Descartar").await;
        page.see("«SENA-2017-00418» sale de los pendientes: no hay nada que hacer.").await;
        page.write("Nota", "Es una etiqueta de 2017").await;
        page.press("Descartar").await;
        page.see("«SENA-2017-00418» descartado").await;
        page.until("it is no longer waiting", async || !page.has("row", "SENA-2017-00418").await).await;
        let rows =
            page.server.api("GET", "/api/inventory-check-findings", &page.server.token("bodega"), None);
        let find =
            |kind: &str| rows.as_array().unwrap().iter().find(|it| it["kind"] == kind).unwrap().clone();
        assert_eq!(find("unknown_code")["status"], "dismissed");
        assert_eq!(find("unknown_code")["resolution_notes"], "Es una etiqueta de 2017");
        page.click("row", find("other_room")["item_name"].as_str().unwrap()).await;
        page.press("Anotado").await;
        page.see("¿Dejarlo anotado?").await;
        page.press("Anotado").await;
        page.see("quedó anotado").await;
        page.see("Nada pendiente").await;
    });
}

/// What the browser was told of the groups.
const SECRETS: &str = "return Object.entries(localStorage) \
    .filter(([key]) => key.startsWith('inventario.sheet.')) \
    .flatMap(([, sheet]) => JSON.parse(sheet).items.filter((item) => item.item_type === 'group')) \
    .filter((item) => item.quantity != null || item.quantity_damaged != null || item.quantity_missing != null).length";

#[test]
fn a_blind_room_keeps_its_numbers_to_itself() {
    journey(Screen::Phone, async |page| {
        let morning = Morning::of(page);
        let token = page.server.token("admin");
        let room = format!("/api/environments/{}", morning.room);
        page.server.api("PUT", &room, &token, Some(&json!({ "blind_checks": true })));
        let group = page.server.api("GET", "/api/inventory?search=9301-10207", &token, None)[0].clone();
        let there = group["quantity"].as_i64().unwrap();

        page.sign_in("aprendiz").await;
        morning.open().await;
        page.see("Conteo a ciegas: cuente los grupos usted mismo").await;
        assert_eq!(page.ask::<usize>(SECRETS, vec![]).await, 0, "no number leaves the server");
        morning.look_for("9301-10207").await;
        assert!(!page.text().await.contains(&format!("Los {there}")));
        page.write("Buenos", &(there - 2).to_string()).await;
        page.see("1 de 50").await;
        morning.look_at_all().await;
        page.press("Lo demás está bien").await;
        page.see("Quedan 14 por responder.").await;
        page.press("Enviar").await;
        page.see("Los faltantes de los grupos los calcula el sistema.").await;
        page.press("Enviar verificación").await;
        morning.see_it_sent().await;
        let check = morning.only();
        let line = check["items"].as_array().unwrap().iter().find(|it| it["item_id"] == group["id"]).unwrap();
        assert_eq!([&line["quantity_found"], &line["quantity_missing"]], [&json!(there - 2), &json!(2)]);
    });
}

#[test]
fn a_photo_of_an_item_is_seen_by_who_reviews() {
    journey(Screen::Phone, async |page| {
        let morning = Morning::of(page);
        page.sign_in("aprendiz").await;
        morning.open().await;
        morning.look_for("9301-10200").await;
        page.press("Dañado").await;
        let folder = tempfile::tempdir().unwrap();
        let photo = folder.path().join("golpe.png");
        image::RgbImage::from_fn(1600, 900, |x, y| image::Rgb([(x % 255) as u8, (y % 255) as u8, 90]))
            .save(&photo)
            .unwrap();
        page.give_file(&photo).await;
        page.until("the photo is kept", async || page.has("button", "Quitar foto").await).await;
        // It is kept with the rest, reload or not.
        page.reload().await;
        morning.look_for("9301-10200").await;
        page.until("the photo is still there", async || page.has("button", "Quitar foto").await).await;
        morning.look_at_all().await;
        morning.send_the_rest().await;
        let check = morning.see_it_sent().await;
        page.hand_over_to("instructor").await;
        page.open(&format!("/verificaciones/{check}")).await;
        page.click("at", "button.photo-thumb").await;
        let large =
            "const image = document.querySelector('dialog[open] img'); return image?.naturalWidth ?? 0";
        page.until("the photo is large", async || page.ask::<u32>(large, vec![]).await == 1280).await;
    });
}

#[test]
fn the_calendar_of_a_room_leads_to_its_checks() {
    journey(Screen::Desktop, async |page| {
        let morning = Morning::of(page);
        let path = format!("/api/inventory-checks?environment_id={}&status=complete&limit=1", morning.room);
        let last = page.server.api("GET", &path, &page.server.token("admin"), None)[0].clone();
        let (id, day) = (last["id"].as_str().unwrap(), &last["check_date"].as_str().unwrap()[..10]);
        page.sign_in("supervisor").await;
        page.open(&format!("/verificaciones/historial?ambiente={}&mes={}", morning.room, &day[..7])).await;
        page.arrive("/verificaciones/historial", "Historial de verificaciones").await;
        page.click("at", &format!(".calendar-day[data-day='{day}']")).await;
        page.until("the day is in the address", async || page.place().await.contains(day)).await;
        let said: String = page
            .ask("return document.querySelector('.calendar-day[aria-pressed=\"true\"]').innerText", vec![])
            .await;
        assert!(said.contains("1 verificación: Completa"), "{said}");
        page.press("Mes anterior").await;
        page.settle().await;
        page.press("Mes siguiente").await;
        page.settle().await;
        page.click("at", &format!(".calendar-day[data-day='{day}']")).await;
        page.click("at", &format!(".history-day a[href='/verificaciones/{id}']")).await;
        page.arrive(&format!("/verificaciones/{id}"), "Sistemas 1").await;
        page.click("link", "Historial del ambiente").await;
        page.arrive("/verificaciones/historial", "Historial de verificaciones").await;
        page.choose("Ambiente", "Cocina didáctica").await;
        page.until("the other room is shown", async || !page.place().await.contains(&morning.room)).await;
        page.settle().await;
    });
}

#[test]
fn an_instructor_says_how_the_room_is() {
    journey(Screen::Phone, async |page| {
        let morning = Morning::of(page);
        page.sign_in("instructor").await;
        morning.open().await;
        page.press("Lo demás está bien").await;
        page.see("50 de 50").await;
        page.press("Enviar").await;
        page.see("Antes de enviar").await;
        page.press("Enviar verificación").await;
        page.see("Responda Sí o No en cada pregunta.").await;
        assert!(morning.made().is_empty());
        for question in ["limpio", "organizado"] {
            let answer = "const set = [...document.querySelectorAll('dialog[open] fieldset')] \
                .find((one) => one.innerText.includes(arguments[0])); \
                set.querySelector('label').click()";
            page.ask::<Value>(answer, vec![json!(question)]).await;
        }
        page.press("Enviar verificación").await;
        morning.see_it_sent().await;
        let check = morning.only();
        assert_eq!([&check["is_clean"], &check["is_organized"]], [&json!(true), &json!(true)]);
        assert_eq!(check["student_name"], "Carlos Pérez Mejía");
    });
}
