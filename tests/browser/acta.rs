//! At the desk: what was handed over is signed on a phone by who borrows and by the warehouse; and a calendar is subscribed to.

use crate::support::{Page, Screen, journey};
use serde_json::{Value, json};

/// A loan of something that the demo's warehouse has, handed over.
fn handed_over(page: &Page<'_>) -> Value {
    let (instructor, keeper) = (page.server.token("instructor"), page.server.token("bodega"));
    let warehouse = page.server.api("GET", "/api/loans/warehouses", &instructor, None)[0]["id"].clone();
    let wish = json!({
        "program": "ADSO", "purpose": "Práctica de redes", "start_date": "2031-03-03", "end_date": "2031-03-05",
        "environment_id": warehouse, "item_name": "Extensión de 10 m",
    });
    let loan = page.server.api("POST", "/api/loans", &instructor, Some(&wish));
    let path = format!("/api/loans/{}", loan["id"].as_str().unwrap());
    for status in ["approved", "active"] {
        page.server.api("PUT", &path, &keeper, Some(&json!({ "status": status })));
    }
    loan
}

#[test]
fn an_acta_is_signed_on_the_phone_of_the_warehouse() {
    journey(Screen::Phone, async |page| {
        let loan = handed_over(page);
        let id = loan["id"].as_str().unwrap();
        page.sign_in("bodega").await;
        page.open(&format!("/prestamos/{id}")).await;
        page.see("Acta de préstamo").await;
        page.see("Sin firmar").await;
        page.press("Firmar").await;
        page.see("Léala antes de firmar.").await;
        // Nothing was drawn; the name that is there already stays.
        page.press("Firmar").await;
        page.see("Dibuje la firma, o elija «Escribir el nombre».").await;
        page.draw_on(".sign-canvas").await;
        page.press("Firmar").await;
        page.see("Falta una firma").await;

        page.press("Firmar").await;
        page.click("choice", "Escribir el nombre").await;
        page.see("El nombre escrito vale como firma").await;
        page.press("Firmar").await;
        page.see("Firmada").await;
        let actas =
            page.server.api("GET", &format!("/api/loans/{id}/actas"), &page.server.token("instructor"), None);
        let signatures = actas[0]["signatures"].as_array().unwrap();
        assert_eq!(signatures.len(), 2, "{actas}");
        assert_eq!((&signatures[0]["is_drawn"], &signatures[1]["is_drawn"]), (&json!(true), &json!(false)));
        assert_eq!(signatures[0]["name"], loan["instructor_name"]);
    });
}

#[test]
fn a_calendar_is_subscribed_to_and_withdrawn() {
    journey(Screen::Phone, async |page| {
        page.sign_in("instructor").await;
        page.open("/perfil").await;
        page.press("Mis clases y préstamos").await;
        page.see("Todavía no hay una dirección para este calendario.").await;
        page.press("Crear dirección").await;
        page.see("Guárdela ahora").await;
        let address = page.value("Dirección del calendario").await;
        assert!(address.contains("/calendar/") && address.ends_with(".ics"), "{address}");
        page.settle().await;
        page.click("at", "dialog [aria-label^='Retirar: ']").await;
        page.see("¿Retirar la dirección?").await;
        page.press("Retirar").await;
        page.see("Todavía no hay una dirección para este calendario.").await;
    });
}
