//! Material is moved with a scanner that types: from bin to bin at once, and to the other warehouse, where not all of it comes well.

use crate::support::{Inspector, Page, Screen, journey};
use serde_json::{Value, json};

/// A bin of the demo, by its code.
fn bin(page: &Page<'_>, code: &str) -> Value {
    let token = page.server.token("bodega");
    page.server.api("GET", &format!("/api/bins?search={code}"), &token, None)["items"][0].clone()
}

/// Two lots of a product come into the central warehouse; answers the product.
fn stock(page: &Page<'_>) -> Value {
    let token = page.server.token("bodega");
    let product = json!({ "sku": "PAN-900", "name": "Harina de prueba", "default_unit": "kg" });
    let product = page.server.api("POST", "/api/products", &token, Some(&product));
    for (code, batch, use_by) in [("B-08-01", "H-1", "2099-01-31"), ("B-08-02", "H-2", "2099-06-30")] {
        let new = json!({
            "bin_id": bin(page, code)["id"], "product_id": product["id"], "batch_number": batch, "use_by_date": use_by,
            "quantity": 10,
        });
        page.server.api("POST", "/api/stock/receive", &token, Some(&new));
    }
    product
}

/// Scans into the field that has the focus, as soon as it is the one that is meant.
async fn scan(page: &Page<'_>, field: &str, text: &str) {
    page.until(&format!("«{field}» has the focus"), async || {
        let script = "return document.activeElement.labels?.[0]?.textContent ?? ''";
        let label: String = page.ask(script, vec![]).await;
        label.starts_with(field)
    })
    .await;
    page.type_blindly(&format!("{text}\u{e007}")).await;
}

async fn moved(page: &Page<'_>) {
    stock(page);
    let inspector = Inspector::new(page).await;
    page.sign_in("bodega").await;
    page.open("/traslados").await;
    page.arrive("/traslados", "Traslados").await;
    page.click("link", "Trasladar material").await;
    page.arrive("/traslados/nuevo", "Trasladar material").await;
    // Lot, bin, quantity: each ends with Enter, and the next one begins.
    scan(page, "Lote", "h-2").await;
    page.see("10 kg libres").await;
    page.see("Mover este no lo impide").await;
    inspector.look("a lot that is to be moved").await;
    scan(page, "Ubicación de destino", "b-08-03").await;
    scan(page, "Cantidad", "2,5").await;
    page.see("Traslado de 2,5 kg de Harina de prueba, lote H-2: de B-08-02 a B-08-03").await;
    // A product offers its lots in the order in which they should go out.
    scan(page, "Lote", "PAN-900").await;
    page.see("Debe salir primero").await;
    inspector.look("the lots of a product").await;
    page.click("at", ".move-choice").await;
    scan(page, "Ubicación de destino", "ZZ-99").await;
    page.see("Ninguna ubicación tiene el código «ZZ-99».").await;
    page.write("Ubicación de destino", "").await;
    page.choose("Bodega de destino", "Bodega audiovisual").await;
    page.write("Cantidad", "99").await;
    page.press("Trasladar").await;
    page.see("Del lote hay libres 10 kg.").await;
    page.write("Cantidad", "4").await;
    page.write("Transporte", "Camioneta 3").await;
    page.press("Trasladar").await;
    page.see("de Almacén central a Bodega audiovisual. Falta despacharlo").await;
    page.click("at", ".move-done a.link").await;
    page.see("Lo despacha Almacén central").await;
    inspector.look("a transfer that waits").await;
    let path = page.place().await;
    page.press("Despachar").await;
    page.see("Despachado: se le avisó a Bodega audiovisual.").await;
    page.see("Lo espera Bodega audiovisual").await;
    page.sign_out().await;

    page.sign_in("admin").await;
    page.open(&path).await;
    page.press("Recibir").await;
    page.see("Recibir el traslado").await;
    page.write("Ubicación de destino", "02-04-01").await;
    page.write("Llegó bien", "2,5").await;
    page.write("Llegó dañado", "1").await;
    assert_eq!(page.value("No llegó").await, "0,5");
    page.write("No llegó", "1").await;
    inspector.look("a receipt").await;
    page.press("Recibir").await;
    page.see("Suman 4,5 kg, y se enviaron 4 kg.").await;
    page.write("No llegó", "0,5").await;
    page.press("Recibir").await;
    page.see("De 4 kg enviados: 1 kg con daños y 0,5 kg sin llegar").await;
    page.see("Con faltantes").await;
    inspector.look("a transfer that came incomplete").await;
    inspector.conclude(5);
}

#[test]
fn material_is_moved_and_sent_with_a_scanner_that_types() {
    journey(Screen::Desktop, moved);
}

#[test]
fn material_is_moved_and_sent_with_a_phone() {
    journey(Screen::Phone, moved);
}

#[test]
fn what_is_cancelled_comes_back_and_a_supervisor_only_reads() {
    journey(Screen::Desktop, async |page| {
        stock(page);
        let token = page.server.token("bodega");
        let lots = page.server.api("GET", "/api/stock/lots?search=H-1", &token, None);
        let lot = lots["items"].as_array().unwrap().iter().find(|it| it["batch_number"] == "H-1").unwrap();
        let new = json!({
            "source_lot_id": lot["id"], "target_warehouse_id": bin(page, "01-01-01")["warehouse_id"], "quantity": 3,
        });
        let sent = page.server.api("POST", "/api/transfers/cross-warehouse", &token, Some(&new));
        let path = format!("/traslados/{}", sent["transfer_id"].as_str().unwrap());
        page.sign_in("supervisor").await;
        page.open(&path).await;
        page.see("Lo despacha Almacén central").await;
        for act in ["Despachar", "Cancelar traslado"] {
            assert!(!page.has("button", act).await, "{act}");
        }
        page.sign_out().await;
        page.sign_in("bodega").await;
        page.open(&path).await;
        page.press("Cancelar traslado").await;
        page.write("Motivo", "Ya no hace falta").await;
        page.press("Devolver al lote").await;
        page.see("Traslado cancelado: lo enviado volvió a B-08-01.").await;
        page.see("Volvió a").await;
    });
}
