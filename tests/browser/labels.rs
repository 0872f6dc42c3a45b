//! Labels: what the list shows is labelled, seen before, and printed a page a label; a plate that nobody has yet is given to an item.

use crate::support::{Inspector, Page, Screen, journey};
use lopdf::Document;
use serde_json::json;

/// The pages that the browser prints now, each with width and height in millimetres.
async fn printed(page: &Page<'_>, press: &str) -> Vec<(f32, f32)> {
    // The question which printer it is would wait for an answer.
    let script = "window.asked = false; window.print = () => { window.asked = true; }; return true";
    assert!(page.ask::<bool>(script, vec![]).await);
    page.press(press).await;
    page.until("the browser is asked to print", async || page.ask("return window.asked", vec![]).await).await;
    // Firefox (153) takes the first page's paper from the root and from nothing within it.
    let root = "const said = (rules) => [...rules].flatMap((rule) => [
            ...(rule.style?.page && document.documentElement.matches(rule.selectorText) ? [rule.style.page] : []),
            ...(rule.cssRules ? said(rule.cssRules) : []),
        ]);
        return [...document.styleSheets].flatMap((sheet) => said(sheet.cssRules)).length";
    assert_eq!(page.ask::<usize>(root, vec![]).await, 1, "the root says which paper it is");
    let document = Document::load_mem(&page.print().await).unwrap();
    let size = |id: lopdf::ObjectId| {
        let sides = document.get_dictionary(id).unwrap().get(b"MediaBox").unwrap().as_array().unwrap();
        let side = |n: usize| sides[n].as_float().unwrap() * 25.4 / 72.0;
        (side(2), side(3))
    };
    document.get_pages().into_values().map(size).collect()
}

fn is_about((width, height): (f32, f32), wanted: (f32, f32)) -> bool {
    (width - wanted.0).abs() < 0.7 && (height - wanted.1).abs() < 0.7
}

#[test]
fn the_labels_of_a_list_are_designed_seen_and_printed_a_page_each() {
    journey(Screen::Desktop, async |page| {
        let inspector = Inspector::new(page).await;
        page.sign_in("admin").await;
        page.open("/equipos?q=videoproyector%20dell").await;
        page.settle().await;
        let listed: usize =
            page.ask("return document.querySelectorAll('.data-table tbody tr').length", vec![]).await;
        assert!(listed > 1, "{listed}");
        page.press("Etiquetas de la lista").await;
        page.arrive("/etiquetas", "Etiquetas").await;
        page.see(&format!("{listed} equipos elegidos")).await;
        page.see(&format!("{listed} etiquetas en 1 página")).await;
        let drawn: usize = page.ask("return document.querySelectorAll('.label-code').length", vec![]).await;
        assert_eq!(drawn, listed, "each is seen");
        inspector.look("a sheet of labels").await;

        page.choose("Papel", "Rollo de 57 × 32 mm").await;
        page.see(&format!("{listed} etiquetas en {listed} páginas")).await;
        inspector.look("a roll of labels").await;
        let pages = printed(page, "Imprimir").await;
        assert_eq!(pages.len(), listed, "one label, one page");
        assert!(pages.iter().all(|size| is_about(*size, (57.0, 32.0))), "{pages:?}");

        page.expect_in_console("the server responded with a status of 400");
        // The smallest labels take no full code, which is said where they would be.
        page.choose("Papel", "Carta, 5167: 80 de 44,5 × 12,7 mm").await;
        page.see("El código no cabe legible en esta etiqueta").await;
        page.click("choice", "QR corto").await;
        page.see(&format!("{listed} etiquetas en 1 página")).await;
        let pages = printed(page, "Imprimir").await;
        assert!(pages.len() == 1 && is_about(pages[0], (215.9, 279.4)), "{pages:?}");

        // What is to be printed stays as it was asked for when a design is kept or deleted.
        page.write("Copias de cada una", "2").await;
        page.write("Empezar en la etiqueta n.º", "12").await;
        page.choose("Etiquetas de", "Puertas de ambientes y bodegas").await;
        page.press("Guardar diseño").await;
        page.write("Nombre del diseño", "Placas pequeñas").await;
        page.press("Guardar").await;
        page.see("Diseño «Placas pequeñas» guardado").await;
        let token = page.server.token("admin");
        let designs = page.server.api("GET", "/api/label-designs", &token, None);
        assert_eq!((&designs[0]["paper"], &designs[0]["code"]), (&json!("5167"), &json!("short_qr")));
        page.settle().await;
        let kept = async || {
            let labels = ["Copias de cada una", "Empezar en la etiqueta n.º", "Etiquetas de"];
            (page.value(labels[0]).await, page.value(labels[1]).await, page.value(labels[2]).await)
        };
        assert_eq!(kept().await, ("2".into(), "12".into(), "doors".into()));
        inspector.look("a design that is kept").await;
        inspector.conclude(3);
    });
}

#[test]
fn one_code_on_a_sheet_is_one_page() {
    journey(Screen::Desktop, async |page| {
        page.sign_in("admin").await;
        let token = page.server.token("admin");
        let item = page.server.api("GET", "/api/inventory?limit=1", &token, None)[0].clone();
        page.open(&format!("/equipos/{}", item["id"].as_str().unwrap())).await;
        page.settle().await;
        let pages = printed(page, "Imprimir en hoja").await;
        assert!(pages.len() == 1 && is_about(pages[0], (215.9, 279.4)), "{pages:?}");
        page.click("link", "Etiqueta").await;
        page.arrive("/etiquetas", "Etiquetas").await;
        page.see("1 etiqueta en 1 página").await;
        page.see(item["internal_code"].as_str().unwrap()).await;
    });
}

#[test]
fn a_plate_that_was_printed_beforehand_is_claimed_by_scanning() {
    journey(Screen::Phone, async |page| {
        let token = page.server.token("admin");
        let wanted = json!({ "prefix": "EQ-", "count": 2 });
        let run = page.server.api("POST", "/api/label-runs", &token, Some(&wanted));
        assert_eq!(run["first_code"], "EQ-000001");
        let inspector = Inspector::new(page).await;
        page.sign_in("admin").await;
        page.open("/escanear").await;
        page.write("Código escrito o leído con lector", "eq-000001").await;
        page.press("Usar código").await;
        page.see("Esta placa está libre").await;
        inspector.look("a plate that nobody has").await;
        page.click("link", "Registrar un equipo nuevo").await;
        page.arrive("/equipos/nuevo", "Nuevo equipo").await;
        assert_eq!(page.value("Código interno").await, "EQ-000001");

        page.open("/escanear").await;
        page.write("Código escrito o leído con lector", "EQ-000002").await;
        page.press("Usar código").await;
        page.press("Dársela a un equipo registrado").await;
        let item = page.server.api("GET", "/api/inventory?limit=1", &token, None)[0].clone();
        let (name, code) = (item["name"].as_str().unwrap(), item["internal_code"].as_str().unwrap());
        page.write("Equipo", code).await;
        page.click("option", name).await;
        page.see(&format!("Hoy tiene {code}")).await;
        inspector.look("a plate is given").await;
        page.press("Dar la placa").await;
        page.see(&format!("{name} ahora tiene la placa EQ-000002")).await;
        let path = format!("/api/inventory/{}", item["id"].as_str().unwrap());
        assert_eq!(page.server.api("GET", &path, &token, None)["internal_code"], "EQ-000002");
        inspector.conclude(2);
    });
}
