//! A list is narrowed and taken along, in each format, and a whole centre; the audit knows of it.

use crate::support::{Inspector, Page, Screen, journey};

/// What the audit says of the last things that were taken along, the newest first.
fn taken(page: &Page<'_>) -> Vec<String> {
    let token = page.server.token("admin");
    let log = page.server.api("GET", "/api/audit-logs?per_page=20&action_filter=EXPORT", &token, None);
    let says = |entry: &serde_json::Value| entry["new_values"]["description"].as_str().unwrap().to_owned();
    log["logs"].as_array().unwrap().iter().map(says).collect()
}

#[test]
fn a_list_is_taken_along_as_it_is_narrowed() {
    journey(Screen::Desktop, async |page| {
        let inspector = Inspector::new(page).await;
        page.sign_in("admin").await;
        page.open("/equipos?categoria=projector&orden=-name").await;
        page.arrive("/equipos", "Equipos").await;
        page.press("Exportar").await;
        page.see("Excel: ").await;
        inspector.look("the formats of an export").await;
        page.click("at", ".menu-list:popover-open [role='menuitem']:nth-child(3)").await;
        page.see("en el archivo «Equipos ").await;
        let says = taken(page).remove(0);
        assert!(says.starts_with("Exportó la lista Equipos a PDF: "), "{says}");
        assert!(says.contains("Categoría: Proyector") && says.contains("Ordenar: Nombre ↓"), "{says}");

        page.open("/centros").await;
        let token = page.server.token("admin");
        let center = page.server.api("GET", "/api/centers", &token, None)[0].clone();
        page.open(&format!("/centros/{}", center["id"].as_str().unwrap())).await;
        page.see("Llevarse todo").await;
        inspector.look("a centre that can be taken along").await;
        page.press("Descargar ZIP").await;
        page.see("Archivo «Todo ").await;
        let says = taken(page).remove(0);
        assert!(says.starts_with("Exportó todo lo del centro "), "{says}");
        inspector.conclude(2);
    });
}

#[test]
fn the_desk_takes_its_overdue_loans_along_on_a_phone() {
    journey(Screen::Phone, async |page| {
        page.sign_in("bodega").await;
        page.open("/prestamos?estado=todos").await;
        page.press("Exportar").await;
        page.click("at", ".menu-list:popover-open [role='menuitem']:nth-child(2)").await;
        page.see("en el archivo «Préstamos ").await;
        let says = taken(page).remove(0);
        assert!(says.starts_with("Exportó la lista Préstamos a CSV: "), "{says}");
    });
}
