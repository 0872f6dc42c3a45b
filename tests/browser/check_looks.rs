//! axe, the ruler and the finger find nothing on the pages around a check, light or dark, on a phone or at a desk.

use crate::support::{Inspector, Morning, Page, Screen, journey};
use serde_json::json;

/// The lists and what opens from them, of whoever has them.
async fn visit_all(inspector: &Inspector<'_>, paths: &[&str]) {
    for path in paths {
        inspector.visit(path).await;
    }
}

async fn of_the_apprentice(page: &Page<'_>) {
    let inspector = Inspector::new(page).await;
    page.sign_in("aprendiz").await;
    visit_all(
        &inspector,
        &["/", "/verificaciones", "/verificaciones/historial", "/mantenimiento", "/notificaciones"],
    )
    .await;
    page.open("/notificaciones?tipo=loans").await;
    inspector.look("no notification").await;
    page.open("/escanear").await;
    page.write("Código escrito o leído con lector", "Multimedia\n").await;
    page.see("Vincularme y hacer la verificación").await;
    inspector.look("the door of another room").await;
    inspector.conclude(7);
}

async fn of_a_check_that_is_made(page: &Page<'_>) {
    let inspector = Inspector::new(page).await;
    let morning = Morning::of(page);
    page.sign_in("aprendiz").await;
    morning.open().await;
    inspector.look("a check, nothing marked").await;
    morning.look_for("9301-10200").await;
    page.press("Dañado").await;
    page.write("Nota", "Está rota").await;
    morning.look_for("9301-10207").await;
    page.press("Hay novedad").await;
    page.press("Uno más: Faltan").await;
    inspector.look("a group that is counted").await;
    page.write("Buscar equipo o código", "no existe").await;
    inspector.look("nothing like that").await;
    morning.look_at_all().await;
    page.press("Escanear").await;
    page.see("Escanear equipos").await;
    inspector.look("the scanner").await;
    page.write("Código escrito o leído con lector", "9301-10201\n").await;
    page.see("Marcado como bueno.").await;
    inspector.look("the scanner, with one read").await;
    page.write("Código escrito o leído con lector", "NADIE-1\n").await;
    page.see("Código que no está en la lista").await;
    inspector.look("an unknown code").await;
    page.press("Anotar que está aquí").await;
    page.press("Volver a la lista").await;
    inspector.look("a check, half done").await;
    page.press("Enviar").await;
    page.see("Antes de enviar").await;
    inspector.look("before it is sent").await;
    page.press("Enviar verificación").await;
    let check = morning.see_it_sent().await;
    inspector.look("one's own check").await;
    morning.open_taken().await;
    inspector.look("a check that is made already").await;
    page.press("Corregirla").await;
    page.see("Lo demás está bien").await;
    inspector.look("a check, once more").await;
    assert_eq!(morning.only()["id"], check.as_str());
    inspector.conclude(11);
}

async fn of_the_instructor(page: &Page<'_>) {
    let inspector = Inspector::new(page).await;
    let morning = Morning::of(page);
    let check = morning.done_by("aprendiz");
    page.sign_in("instructor").await;
    visit_all(&inspector, &["/", "/verificaciones", "/mantenimiento", "/notificaciones"]).await;
    inspector.visit(&format!("/verificaciones/historial?ambiente={}", morning.room)).await;
    page.open(&format!("/verificaciones/{check}")).await;
    inspector.look("a check to confirm").await;
    page.click("choice", "Limpio").await;
    page.click("summary", "Sin mirar 50").await;
    let items = morning.only()["items"].as_array().unwrap().clone();
    let single = items.iter().find(|item| item["item_type"] == "individual").unwrap();
    page.press(&format!("Corregir {}", single["item_name"].as_str().unwrap())).await;
    page.click("choice", "Dañado").await;
    inspector.look("a count that is corrected").await;
    page.press("Listo").await;
    page.see("Corregido por usted, sin enviar").await;
    inspector.look("a corrected count").await;
    page.press("Confirmar con novedades").await;
    page.see("Confirmada con novedades").await;
    inspector.look("a check with issues, confirmed").await;
    morning.open_taken().await;
    inspector.look("a check in other hands").await;
    inspector.conclude(10);
}

async fn of_the_supervisor(page: &Page<'_>) {
    let inspector = Inspector::new(page).await;
    let morning = Morning::of(page);
    let check = morning.done_by("aprendiz");
    let item = morning.only()["items"][0]["item_id"].clone();
    let counted =
        json!([{ "item_id": item, "quantity_found": 0, "quantity_damaged": 1, "notes": "Está rota" }]);
    let body =
        json!({ "is_clean": true, "is_organized": false, "inventory_complete": false, "items": counted });
    let token = page.server.token("instructor");
    page.server.api("PUT", &format!("/api/inventory-checks/{check}/confirm"), &token, Some(&body));
    page.sign_in("supervisor").await;
    visit_all(
        &inspector,
        &[
            "/",
            "/verificaciones",
            "/verificaciones?estado=complete",
            "/alertas",
            "/hallazgos",
            "/mantenimiento",
        ],
    )
    .await;
    inspector.visit("/verificaciones/historial").await;
    page.open("/alertas").await;
    page.click("row", "Sistemas 1").await;
    page.see("Ver verificación").await;
    inspector.look("an alert").await;
    page.open("/hallazgos").await;
    page.click("row", "SENA-2017-00418").await;
    page.see("Etiqueta vieja").await;
    inspector.look("a finding").await;
    let request = morning.only()["maintenance_ids"][0].as_str().unwrap().to_owned();
    inspector.visit(&format!("/mantenimiento/{request}")).await;
    page.open(&format!("/verificaciones/{check}")).await;
    page.see("1 equipo cambió").await;
    inspector.look("a check to decide").await;
    page.press("Rechazar").await;
    page.press("Rechazar").await;
    page.see("Escriba este dato.").await;
    inspector.look("a reason that is missing").await;
    page.write("Motivo", "Hay que contar de nuevo").await;
    page.press("Rechazar").await;
    page.see("Verificación rechazada").await;
    inspector.look("a rejected check").await;
    inspector.conclude(12);
}

async fn of_both_admins(page: &Page<'_>) {
    let inspector = Inspector::new(page).await;
    let morning = Morning::of(page);
    let check = morning.done_by("aprendiz");
    page.sign_in("bodega").await;
    let paths = ["/", "/verificaciones", "/hallazgos", "/alertas", "/notificaciones"];
    visit_all(&inspector, &paths).await;
    inspector.visit(&format!("/verificaciones/{check}")).await;
    page.hand_over_to("admin").await;
    visit_all(&inspector, &paths).await;
    inspector.visit(&format!("/verificaciones/{check}")).await;
    inspector.visit(&format!("/ambientes/{}/editar", morning.room)).await;
    inspector.conclude(13);
}

/// Each at a desk and on a phone.
macro_rules! looks {
    ($($desk:ident, $phone:ident: $story:ident;)*) => {
        $(
            #[test]
            fn $desk() {
                journey(Screen::Desktop, async |page| $story(page).await);
            }

            #[test]
            fn $phone() {
                journey(Screen::Phone, async |page| $story(page).await);
            }
        )*
    };
}

looks! {
    the_apprentice_at_a_desk, the_apprentice_with_a_phone: of_the_apprentice;
    a_check_at_a_desk, a_check_with_a_phone: of_a_check_that_is_made;
    the_instructor_at_a_desk, the_instructor_with_a_phone: of_the_instructor;
    the_supervisor_at_a_desk, the_supervisor_with_a_phone: of_the_supervisor;
    both_admins_at_a_desk, both_admins_with_a_phone: of_both_admins;
}
