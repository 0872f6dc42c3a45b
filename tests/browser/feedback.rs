//! An apprentice says what is in their way; the general administrator answers, and the answer reaches them.

use crate::support::{Screen, journey};
use serde_json::json;

#[test]
fn an_opinion_is_sent_and_its_answer_read() {
    journey(Screen::Phone, async |page| {
        page.sign_in("aprendiz").await;
        page.open("/perfil").await;
        page.arrive("/perfil", "Mi perfil").await;
        page.click("row", "Opiniones").await;
        page.arrive("/opiniones", "Opiniones").await;
        page.click("link", "Dar una opinión").await;
        page.arrive("/opiniones/nueva", "Dar una opinión").await;
        page.press("Enviar opinión").await;
        page.see("Escriba este dato.").await;
        page.choose("De qué se trata", "Facilidad de uso").await;
        page.write("En pocas palabras", "La letra es muy pequeña").await;
        page.write("Cuéntenos más", "Con sol no se lee nada").await;

        // What was typed is there after a reload.
        page.reload().await;
        page.settle().await;
        assert_eq!(page.value("Cuéntenos más").await, "Con sol no se lee nada");
        page.press("Enviar opinión").await;
        page.see("Gracias: su opinión quedó enviada").await;
        page.see("Todavía no hay respuesta").await;

        let token = page.server.token("admin");
        let all = page.server.api("GET", "/api/feedback/all?search=letra%20peque", &token, None);
        let id = all[0]["id"].as_str().unwrap().to_owned();
        assert_eq!((&all[0]["type"], &all[0]["user_name"].is_string()), (&json!("usability"), &true));
        let answer = json!({ "admin_response": "La agrandamos", "status": "completed" });
        page.server.api("PUT", &format!("/api/feedback/{id}"), &token, Some(&answer));

        page.open("/notificaciones").await;
        page.see("Respuesta a su opinión").await;
        page.open(&format!("/opiniones/{id}")).await;
        page.see("La agrandamos").await;
        page.see("Hecha").await;
        page.open("/opiniones").await;
        page.see("La letra es muy pequeña").await;
    });
}

#[test]
fn the_general_administrator_finds_what_waits_and_answers_it() {
    journey(Screen::Desktop, async |page| {
        page.sign_in("admin").await;
        page.open("/opiniones").await;
        page.arrive("/opiniones", "Opiniones").await;
        page.click("row", "Letra más grande en los avisos").await;
        page.see("no alcanzo a leer el motivo").await;
        page.write("Su respuesta", "Sale en la próxima versión").await;
        page.choose("Estado", "En proceso").await;
        page.press("Guardar respuesta").await;
        page.see("Opinión actualizada").await;
        let token = page.server.token("admin");
        let all = page.server.api("GET", "/api/feedback/all?status=in_progress&search=letra", &token, None);
        assert_eq!(all[0]["admin_response"], "Sale en la próxima versión");
    });
}
