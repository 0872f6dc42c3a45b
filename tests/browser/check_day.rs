//! A day in a room, by three people with a phone: the apprentice goes through it, the instructor confirms, the supervisor
//! decides; and a day that doesn't end well.

use crate::support::{Morning, Page, Screen, journey};
use serde_json::{Value, json};

/// Stands at the door, and reads its label.
async fn scan_the_door(page: &Page<'_>, morning: &Morning<'_>) {
    let token = page.server.token("admin");
    let path = format!("/api/qr/generate/environment/{}", morning.room);
    let printed = page.server.api("GET", &path, &token, None);
    page.click("link", "Escanear").await;
    page.arrive("/escanear", "Escanear").await;
    page.write("Código escrito o leído con lector", printed["qr_data"].as_str().unwrap()).await;
    page.press("Usar código").await;
    page.see("Sistemas 1").await;
    page.press("Hacer la verificación").await;
    page.arrive("/verificaciones/hacer", "Sistemas 1").await;
    assert!(page.place().await.contains(&morning.room));
    // Which class goes on depends on the clock.
    morning.open().await;
}

/// Opens what the bell is about, and the newest of that kind.
async fn follow_the_bell(page: &Page<'_>, title: &str, check: &str) {
    page.click("at", ".topbar .bell[aria-label$='sin leer']").await;
    page.arrive("/notificaciones", "Avisos").await;
    page.click("row", title).await;
    page.arrive(&format!("/verificaciones/{check}"), "Sistemas 1").await;
}

/// The instructor's three questions, answered as they should be.
async fn tick(page: &Page<'_>, ticks: &[&str]) {
    for name in ticks {
        page.click("choice", name).await;
    }
}

/// What the steps of the check were, and who took them.
fn story(check: &Value) -> Vec<(&str, &str)> {
    let steps = check["steps"].as_array().unwrap().iter();
    let mut told: Vec<_> = steps
        .map(|step| (step["created_at"].as_str().unwrap(), &step["action"], &step["user_name"]))
        .collect();
    told.sort_by_key(|step| step.0);
    told.iter().map(|(_, action, name)| (action.as_str().unwrap(), name.as_str().unwrap())).collect()
}

const LAURA: &str = "Laura Gómez Ríos";
const CARLOS: &str = "Carlos Pérez Mejía";
const MARTA: &str = "Marta Suárez Ortiz";

#[test]
fn a_day_that_ends_well() {
    journey(Screen::Phone, async |page| {
        let morning = Morning::of(page);

        page.sign_in("aprendiz").await;
        page.see("Sin empezar").await;
        scan_the_door(page, &morning).await;
        page.see("0 de 50").await;
        morning.look_for("9301-10200").await;
        page.press("Bueno").await;
        page.see("1 de 50").await;
        page.press("Bueno").await;
        page.see("0 de 50").await;
        page.press("Bueno").await;
        morning.look_for("9301-10207").await;
        let pieces: String =
            page.ask("return document.querySelector('.check-answer.good').innerText", vec![]).await;
        assert!(pieces.starts_with("Los ") && pieces.ends_with(" bien"), "{pieces}");
        page.press(&pieces).await;
        page.see("2 de 50").await;
        morning.look_at_all().await;
        page.press("Lo demás está bien").await;
        page.see("48 marcados como buenos.").await;
        page.press("Deshacer").await;
        page.see("2 de 50").await;
        morning.send_the_rest().await;
        let check = morning.see_it_sent().await;
        page.see("Espera al instructor").await;
        assert_eq!(morning.only()["id"], check.as_str());

        page.hand_over_to("instructor").await;
        page.see("Esperan su confirmación").await;
        assert!(page.has("at", &format!("a[href='/verificaciones/{check}']")).await, "his home shows it");
        follow_the_bell(page, "Nueva Verificación Pendiente", &check).await;
        page.see("Sin «Inventario completo» terminará «Con novedades»").await;
        tick(page, &["Limpio", "Ordenado", "Inventario completo"]).await;
        page.see("Pasa al supervisor para aprobación.").await;
        page.press("Confirmar").await;
        page.see("Confirmada. Ahora la ve el supervisor.").await;
        page.see("Espera al supervisor").await;

        page.hand_over_to("supervisor").await;
        page.click("link", "Verificar").await;
        page.arrive("/verificaciones", "Verificaciones").await;
        page.see("Esperan su decisión").await;
        page.click("at", &format!(".link[href='/verificaciones/{check}']")).await;
        page.arrive(&format!("/verificaciones/{check}"), "Sistemas 1").await;
        page.see("Comparación con la anterior").await;
        page.see("Ningún equipo cambió").await;
        page.press("Aprobar").await;
        page.see("Verificación aprobada").await;
        page.see("Completa").await;
        page.see("Está completa. Si algo no era así, ábrala de nuevo.").await;

        let done = morning.only();
        assert_eq!(done["status"], "complete");
        assert_eq!(done["items_good"], done["total_items"]);
        assert_eq!(story(&done), [("started", LAURA), ("confirmed", CARLOS), ("approved", MARTA)]);

        // Something was not so after all.
        page.press("Reabrir").await;
        page.see("¿Reabrir la verificación?").await;
        page.write("Motivo", "El tablero no estaba limpio").await;
        page.press("Reabrir").await;
        page.see("Verificación reabierta").await;
        page.see("El tablero no estaba limpio").await;
        assert_eq!(morning.only()["status"], "supervisor_review");
    });
}

/// What the apprentice finds: one thing broken, and of a group one missing.
async fn find_trouble(page: &Page<'_>, morning: &Morning<'_>) {
    morning.open().await;
    morning.look_for("9301-10200").await;
    page.press("Dañado").await;
    page.write("Nota", "La pantalla está rota").await;
    morning.look_for("9301-10207").await;
    page.press("Hay novedad").await;
    page.press("Uno más: Faltan").await;
    page.see("1 falta").await;
    morning.look_at_all().await;
    page.press("Lo demás está bien").await;
    page.see("50 de 50").await;
    page.press("Enviar").await;
    page.see("Antes de enviar").await;
    page.see("La pantalla está rota").await;
    page.press("Enviar verificación").await;
}

#[test]
fn a_day_with_issues() {
    journey(Screen::Phone, async |page| {
        let morning = Morning::of(page);
        page.sign_in("aprendiz").await;
        find_trouble(page, &morning).await;
        let check = morning.see_it_sent().await;

        page.hand_over_to("instructor").await;
        page.click("at", &format!("a[href='/verificaciones/{check}']")).await;
        page.arrive(&format!("/verificaciones/{check}"), "Sistemas 1").await;
        page.see("La pantalla está rota").await;
        page.see("Terminará «Con novedades»").await;
        tick(page, &["Limpio", "Ordenado"]).await;
        page.press("Confirmar con novedades").await;
        page.see("Confirmada con novedades. Los supervisores ya están avisados.").await;
        let found = morning.only();
        assert_eq!([&found["items_damaged"], &found["items_missing"]], [1, 1]);
        assert_eq!(found["inventory_complete"], json!(false));

        // What it left behind, each with the way back.
        let here = format!("/verificaciones/{check}");
        page.hand_over_to("supervisor").await;
        page.click("link", "Alertas").await;
        page.arrive("/alertas", "Alertas").await;
        page.click("row", "Faltan equipos: Sistemas 1").await;
        page.see("falta 1 pieza y hay 1 dañada").await;
        page.press("Ver verificación").await;
        page.arrive(&here, "Sistemas 1").await;
        let request = found["maintenance_ids"][0].as_str().unwrap().to_owned();
        page.open("/mantenimiento").await;
        page.click("at", &format!("a[href='/mantenimiento/{request}']")).await;
        page.until("the request is open", async || page.title().await.starts_with("Equipo dañado: ")).await;
        page.settle().await;
        page.see("La pantalla está rota").await;
        page.see("9301-10200").await;
        page.click("link", "Ver verificación").await;
        page.arrive(&here, "Sistemas 1").await;

        page.see("2 equipos cambiaron").await;
        page.press("Dejar con novedades").await;
        page.see("Queda con novedades").await;
        page.see("Quedó con novedades. Apruébela cuando estén resueltas.").await;
        assert_eq!(morning.only()["supervisor_name"], MARTA);

        page.press("Rechazar").await;
        page.see("¿Rechazar la verificación?").await;
        page.press("Rechazar").await;
        page.see("Escriba este dato.").await;
        page.write("Motivo", "Falta revisar la bodega del salón").await;
        page.press("Rechazar").await;
        page.see("Verificación rechazada").await;
        page.until("it is rejected", async || morning.only()["status"] == "rejected").await;

        page.hand_over_to("aprendiz").await;
        follow_the_bell(page, "Verificación Revisada por Supervisor", &check).await;
        page.see("Rechazada: hay que hacerla de nuevo").await;
        page.see("Falta revisar la bodega del salón").await;
        page.press("Hacerla de nuevo").await;
        page.arrive("/verificaciones/hacer", "Sistemas 1").await;
        page.see("Marta Suárez Ortiz la rechazó: hay que hacerla de nuevo").await;
        page.see("Falta revisar la bodega del salón").await;
        // What is known is not called good in passing.
        page.press("Lo demás está bien").await;
        page.see("Quedan 2 por responder.").await;
        morning.look_for("9301-10200").await;
        page.press("Bueno").await;
        morning.send().await;
        morning.see_it_sent().await;
        let again = morning.only();
        assert_eq!(again["round"], 2);
        assert_eq!(
            story(&again),
            [
                ("started", LAURA),
                ("confirmed", CARLOS),
                ("decided", MARTA),
                ("rejected", MARTA),
                ("started", LAURA),
            ]
        );
    });
}
