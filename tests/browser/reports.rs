//! Somebody asks for a report: what it would hold is counted while they choose, it is made, downloaded and deleted.

use crate::support::{Inspector, Screen, journey};
use serde_json::Value;

#[test]
fn a_report_is_chosen_counted_made_downloaded_and_deleted() {
    journey(Screen::Desktop, async |page| {
        let inspector = Inspector::new(page).await;
        page.sign_in("admin").await;
        page.open("/reportes").await;
        page.arrive("/reportes", "Reportes").await;
        page.see("Todavía no ha pedido reportes").await;
        inspector.look("the kinds of reports").await;

        page.click("at", "[data-kind='loans']").await;
        page.settle().await;
        page.see(" filas").await;
        assert!(page.place().await.contains("tipo=loans"), "the address keeps what was chosen");
        page.choose("Empiezan en", "Otras fechas").await;
        page.set("Desde", "2001-01-01").await;
        page.set("Hasta", "2001-01-31").await;
        page.see("No hay datos con estos filtros").await;
        inspector.look("the form of a report").await;
        page.set("Hasta", "2000-01-01").await;
        page.press("Generar reporte").await;
        page.see("La última fecha es anterior a la primera.").await;

        // What was typed is there after a reload.
        page.choose("Empiezan en", "Cualquier fecha").await;
        page.write("Título", "Préstamos de fin de año").await;
        page.reload().await;
        page.see("Recuperamos lo que había escrito.").await;
        assert_eq!(page.value("Título").await, "Préstamos de fin de año");
        page.see(" filas").await;
        page.press("Generar reporte").await;
        page.see("«Préstamos de fin de año» está listo").await;
        page.settle().await;
        inspector.look("a report that is ready").await;

        let token = page.server.token("admin");
        let own = || page.server.api("GET", "/api/reports", &token, None);
        let report = own()[0].clone();
        assert_eq!((&report["report_type"], &report["status"]), (&"loans".into(), &"completed".into()));
        assert!(report["row_count"].as_i64() > Some(0) && report["file_size"].as_i64() > Some(0), "{report}");
        page.click("at", ".report-act").await;
        page.until("the download is counted", async || own()[0]["download_count"] == 1).await;

        page.click("row", "Préstamos de fin de año").await;
        page.see("Qué se pidió").await;
        inspector.look("what was asked for").await;
        page.press("Cerrar").await;

        page.pick("Acciones de Préstamos de fin de año", "Eliminar").await;
        page.see("¿Eliminar este reporte?").await;
        page.press("Eliminar").await;
        page.see("Todavía no ha pedido reportes").await;
        assert_eq!(own(), Value::Array(vec![]));
        inspector.conclude(4);
    });
}

#[test]
fn an_instructor_asks_for_the_life_of_an_item_on_its_page() {
    journey(Screen::Phone, async |page| {
        let token = page.server.token("instructor");
        let me = page.server.api("GET", "/api/auth/me", &token, None);
        let path =
            format!("/api/inventory?environment_id={}&limit=1", me["environment_id"].as_str().unwrap());
        let item = page.server.api("GET", &path, &token, None)[0].clone();

        page.sign_in("instructor").await;
        page.open(&format!("/equipos/{}", item["id"].as_str().unwrap())).await;
        page.click("link", "Hoja de vida (PDF)").await;
        page.arrive("/reportes", "Reportes").await;
        page.see(item["internal_code"].as_str().unwrap()).await;
        page.press("Generar reporte").await;
        page.see("está listo").await;
        let own = page.server.api("GET", "/api/reports", &token, None);
        assert_eq!((&own[0]["report_type"], &own[0]["file_format"]), (&"item".into(), &"pdf".into()));
    });
}

#[test]
fn a_supervisor_takes_the_weekly_report_that_is_offered_and_makes_another() {
    journey(Screen::Phone, async |page| {
        let inspector = Inspector::new(page).await;
        let token = page.server.token("supervisor");
        let own = || page.server.api("GET", "/api/report-schedules", &token, None);
        page.sign_in("supervisor").await;
        page.open("/reportes").await;
        page.arrive("/reportes", "Reportes").await;
        page.see("Las verificaciones de la semana, cada lunes").await;
        inspector.look("the report that is offered").await;
        page.press("Programarlo").await;
        page.see("«Verificaciones» quedó programado").await;
        page.see("Cada lunes a las 7:00").await;
        assert_eq!((&own()[0]["report_type"], &own()[0]["weekday"]), (&"inventory_checks".into(), &1.into()));

        page.pick("Acciones de Verificaciones", "Cambiar").await;
        page.choose("Qué día", "viernes").await;
        page.write("Título", "Cierre de la semana").await;
        inspector.look("the sheet of a scheduled report").await;
        page.press("Guardar").await;
        page.see("Cada viernes a las 7:00").await;

        page.pick("Acciones de Cierre de la semana", "Poner en pausa").await;
        page.see("En pausa").await;
        inspector.look("a report that is paused").await;
        page.press("Reanudar").await;
        page.see("Próximo:").await;

        page.press("Programar un reporte").await;
        page.click("at", "dialog[open] [data-kind='inventory']").await;
        page.see("Programar: Inventario").await;
        page.choose_by_writing("Categoría", "Computador").await;
        page.click("at", "dialog[open] button[type='submit']").await;
        page.see("«Inventario» quedó programado").await;
        page.until("it is kept with its filter", async || own()[1]["parameters"]["category"] == "computer")
            .await;

        page.pick("Acciones de Inventario", "Eliminar").await;
        page.see("¿Dejar de hacer este reporte?").await;
        page.press("Eliminar").await;
        page.see("El reporte ya no está programado").await;
        assert_eq!(own().as_array().map(Vec::len), Some(1));
        inspector.conclude(3);
    });
}

#[test]
fn the_keeper_of_a_warehouse_asks_how_much_went_out_in_its_turn() {
    journey(Screen::Phone, async |page| {
        let inspector = Inspector::new(page).await;
        page.sign_in("bodega").await;
        page.open("/reportes").await;
        page.see("Materiales de formación").await;
        page.click("at", "[data-kind='fefo']").await;
        page.settle().await;
        page.see(" filas").await;
        inspector.look("the form of a report of materials").await;
        page.press("Generar reporte").await;
        page.see("«Salidas en su turno (FEFO)» está listo").await;
        let token = page.server.token("bodega");
        let report = page.server.api("GET", "/api/reports", &token, None)[0].clone();
        assert_eq!((&report["report_type"], &report["status"]), (&"fefo".into(), &"completed".into()));
        assert!(report["row_count"].as_i64() > Some(5), "{report}");
        inspector.conclude(1);
    });
}
