//! The keeper of a warehouse works at the desk with a scanner that types: receives, issues what is next, is told why another lot isn't, answers
//! for it, puts a figure right, throws away what nobody may use; others only look.

use crate::support::{Inspector, Page, Screen, journey};
use chrono::Days;
use inventario::kit::clock;
use serde_json::{Value, json};

/// A product of these tests' own, so that nothing of the demo's lies beside it; it spoils after 180 days.
const SKU: &str = "PRU-900";
const NAME: &str = "Hipoclorito de prueba";

fn product(page: &Page<'_>) {
    let new = json!({ "sku": SKU, "name": NAME, "default_unit": "galón", "shelf_life_days": 180, "unit_price": 14_200 });
    page.server.api("POST", "/api/products", &page.server.token("bodega"), Some(&new));
}

/// A day from today on, as the wire has it.
fn day(ahead: u64) -> String {
    (clock::today() + Days::new(ahead)).to_string()
}

/// The first of what an address lists.
fn first(page: &Page<'_>, path: &str) -> Value {
    page.server.api("GET", path, &page.server.token("bodega"), None)["items"][0].clone()
}

/// Bins of the keeper's warehouse in which nothing lies.
fn free_bins(page: &Page<'_>) -> Vec<Value> {
    let token = page.server.token("bodega");
    let list = page.server.api("GET", "/api/warehouses", &token, None);
    let own = list["items"].as_array().unwrap().iter().find(|it| it["name"] == "Almacén central");
    let id = own.expect("the demo has it")["id"].as_str().unwrap().to_owned();
    let path = format!("/api/bins?warehouse_id={id}&status=empty&page_size=20");
    page.server.api("GET", &path, &token, None)["items"].as_array().unwrap().clone()
}

/// Receives by the API; answers the lot.
fn receive(page: &Page<'_>, bin: &Value, batch: &str, ahead: u64, more: &Value) -> Value {
    let mut body = json!({
        "bin_id": bin["id"], "product_id": first(page, &format!("/api/products?search={SKU}"))["id"],
        "batch_number": batch, "use_by_date": day(ahead), "quantity": 10,
    });
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    page.server.api("POST", "/api/stock/receive", &page.server.token("bodega"), Some(&body))["lot"].clone()
}

/// Waits until a field has the focus, and types there as a scanner does.
async fn scan(page: &Page<'_>, field: &str, text: &str) {
    page.until(&format!("the focus is in {field}"), async || {
        page.ask::<String>("return document.activeElement?.name ?? ''", vec![]).await == field
    })
    .await;
    page.type_blindly(text).await;
}

const ENTER: &str = "\u{e007}";

async fn two_lots_come_in(page: &Page<'_>, inspector: &Inspector<'_>) {
    let bins = free_bins(page);
    let code = |at: usize| format!("{}{ENTER}", bins[at]["code"].as_str().unwrap());
    page.open("/existencias").await;
    page.arrive("/existencias", "Existencias").await;
    page.click("link", "Recibir").await;
    page.arrive("/existencias/entrada", "Recibir material").await;
    page.write("Factura o remisión", "FV-118").await;
    page.click("field", "Producto").await;
    scan(page, "product", &code(0)).await;
    page.see("es una ubicación. Lea primero el producto.").await;
    scan(page, "product", &format!("nada-de-eso{ENTER}")).await;
    page.see("Ningún producto tiene el código ni el nombre «nada-de-eso».").await;
    scan(page, "product", &format!("{}{ENTER}", SKU.to_lowercase())).await;
    page.see("Se lleva en: Galón").await;
    scan(page, "bin", &format!("{SKU}{ENTER}")).await;
    page.see(&format!("«{NAME}» es un producto. Aquí va la ubicación.")).await;
    scan(page, "bin", &code(0)).await;
    page.see("Está vacía").await;
    inspector.look("a receipt that is half written").await;
    scan(page, "batch_number", &format!("L-1{ENTER}")).await;
    page.see("180 días de vida útil").await;
    assert_eq!(page.value("Vence").await, day(180));
    page.set("Vence", &day(3)).await;
    scan(page, "use_by_date", ENTER).await;
    scan(page, "quantity", &format!("10{ENTER}")).await;
    page.see("Entrada de 10 galones").await;
    // The next one, on the same paper.
    scan(page, "product", &format!("{SKU}{ENTER}")).await;
    page.see("Ya hay en:").await;
    assert_eq!(page.value("Factura o remisión").await, "FV-118");
    scan(page, "bin", &code(1)).await;
    scan(page, "batch_number", &format!("L-2{ENTER}")).await;
    page.set("Vence", &day(30)).await;
    scan(page, "use_by_date", ENTER).await;
    scan(page, "quantity", &format!("5{ENTER}")).await;
    page.see("Entrada de 5 galones").await;
    page.see("+5 galones").await;
    let receipt = first(page, "/api/movements?movement_type=receipt");
    assert_eq!((&receipt["reference_number"], receipt["quantity"].as_f64()), (&json!("FV-118"), Some(5.0)));
    inspector.look("what was received").await;
}

async fn they_go_out(page: &Page<'_>, inspector: &Inspector<'_>) {
    page.open("/existencias/salida").await;
    page.arrive("/existencias/salida", "Sacar material").await;
    scan(page, "code", &format!("l-1{ENTER}")).await;
    page.see("El que leyó").await;
    scan(page, "quantity", &format!("4{ENTER}")).await;
    page.see("Salida de 4 galones").await;
    // It isn't this one's turn: the sentence names the other, and nothing goes out until somebody answers for it.
    scan(page, "code", &format!("L-2{ENTER}")).await;
    page.see("No es el turno de este lote").await;
    page.see("Antes debe salir el lote L-1").await;
    scan(page, "quantity", &format!("1{ENTER}")).await;
    page.see("Saque el que sigue o marque esta casilla.").await;
    inspector.look("a lot that is not in turn").await;
    page.click("field", "Sacar este lote fuera de turno").await;
    page.press("Sacar").await;
    page.see("Escriba este dato.").await;
    page.write("¿Por qué este y no el que sigue?", "El otro está en el fondo").await;
    page.press("Sacar").await;
    page.see("Salió fuera de turno.").await;
    let movement = first(page, "/api/movements?movement_type=issue");
    assert_eq!(
        (&movement["fefo_compliant"], &movement["override_reason"], &movement["reason"]),
        (&json!(false), &json!("El otro está en el fondo"), &json!("Formación"))
    );
    // By the product: the lots in their turn, more than one of them.
    scan(page, "code", &format!("{SKU}{ENTER}")).await;
    scan(page, "quantity", "8").await;
    page.see("Tome 6 galones").await;
    page.see("Tome 2 galones").await;
    page.type_blindly(ENTER).await;
    page.see("6 galones del lote L-1").await;
    page.see("2 galones del lote L-2").await;
}

async fn the_books_are_put_right(page: &Page<'_>, inspector: &Inspector<'_>) {
    page.open(&format!("/existencias?q={SKU}")).await;
    page.click("row", "Lote L-2").await;
    page.until("the lot is open", async || page.title().await == format!("{NAME}, lote L-2")).await;
    page.see("Es su turno").await;
    inspector.look("a lot").await;
    page.pick("Más acciones", "Ajustar").await;
    page.see("El libro dice 2 galones.").await;
    page.write("Lo que de verdad hay (galón)", "1,5").await;
    page.choose("Motivo", "Otro…").await;
    page.write("¿Cuál?", "Goteó").await;
    page.press("Ajustar").await;
    page.see("Ajuste de 2 a 1,5 galones").await;
    page.see("Faltaron 0,5 galones. El libro decía 2; hay 1,5 galones.").await;
    page.see("Goteó").await;
    page.pick("Más acciones", "Retener").await;
    page.write("¿Por qué?", "Tapa rota").await;
    page.press("Retener").await;
    page.see("Retenido: no sale").await;
    page.pick("Más acciones", "Liberar").await;
    page.see("Estaba retenido por: Tapa rota").await;
    page.press("Liberar").await;
    page.see("Es su turno").await;
}

#[test]
fn a_keeper_receives_issues_in_turn_answers_for_another_and_puts_the_books_right() {
    journey(Screen::Desktop, async |page| {
        product(page);
        let inspector = Inspector::new(page).await;
        page.sign_in("bodega").await;
        two_lots_come_in(page, &inspector).await;
        they_go_out(page, &inspector).await;
        the_books_are_put_right(page, &inspector).await;
        page.open("/movimientos").await;
        page.arrive("/movimientos", "Movimientos").await;
        page.open(&format!("/movimientos?q={SKU}")).await;
        page.see("Fuera de turno: El otro está en el fondo").await;
        page.choose("Clase", "Ajuste").await;
        page.see("1 movimiento").await;
        page.see_no("Fuera de turno").await;
        inspector.look("the ledger").await;
        inspector.conclude(5);
    });
}

#[test]
fn what_expires_is_seen_by_its_urgency_and_thrown_away_from_the_board() {
    journey(Screen::Desktop, async |page| {
        product(page);
        let bins = free_bins(page);
        for (at, (batch, ahead)) in [("L-1", 3), ("L-2", 9), ("L-3", 20), ("L-4", 90)].into_iter().enumerate()
        {
            receive(page, &bins[at], batch, ahead, &json!({}));
        }
        let inspector = Inspector::new(page).await;
        page.sign_in("bodega").await;
        page.open("/vencimientos").await;
        page.arrive("/vencimientos", "Vencimientos").await;
        page.write("Producto, SKU, lote o ubicación", SKU).await;
        page.see("Vence en 3 días").await;
        page.see("Vence en 20 días").await;
        assert!(!page.text().await.contains("L-4"), "it has time");
        inspector.look("the board").await;
        page.pick(&format!("Acciones de {NAME}, lote L-1"), "Dar de baja").await;
        page.see("No se puede deshacer.").await;
        inspector.look("a question before something is thrown away").await;
        page.choose("Motivo", "Dañado").await;
        page.press("Dar de baja 10 galones").await;
        page.see("Baja de 10 galones").await;
        page.see_no("Vence en 3 días").await;
        page.see("Vence en 9 días").await;
        let scrap = first(page, "/api/movements?movement_type=scrap");
        assert_eq!((&scrap["reason"], scrap["quantity_after"].as_f64()), (&json!("Dañado"), Some(0.0)));
        page.write("Producto, SKU, lote o ubicación", "L-3").await;
        page.see_no("Vence en 9 días").await;
        inspector.conclude(2);
    });
}

/// Everything that is there to look at, and nothing to change it with.
async fn only_looks(page: &Page<'_>, name: &str) {
    product(page);
    let bins = free_bins(page);
    let lot = receive(page, &bins[0], &format!("L-{name}"), 5, &json!({}));
    page.sign_in(name).await;
    for (path, title, seen) in [
        ("/existencias", "Existencias", "1 lote"),
        ("/existencias/productos", "Existencias", NAME),
        ("/vencimientos", "Vencimientos", "Vence en 5 días"),
        ("/movimientos", "Movimientos", "Entraron 10 galones."),
    ] {
        page.open(path).await;
        page.arrive(path, title).await;
        page.open(&format!("{path}?q={SKU}")).await;
        page.see(seen).await;
        for link in ["Recibir", "Sacar"] {
            assert!(!page.has("link", link).await, "{link} on {path}");
        }
        assert!(!page.has("button", &format!("Acciones de {NAME}, lote L-{name}")).await, "{path}");
    }
    page.open(&format!("/existencias/{}", lot["id"].as_str().unwrap())).await;
    page.see("Es su turno").await;
    for button in ["Más acciones", "Sacar"] {
        assert!(!page.has("button", button).await, "{button}");
    }
    page.open("/existencias/salida").await;
    page.see("Su rol no tiene acceso").await;
}

#[test]
fn a_supervisor_looks_at_the_stock_and_is_offered_no_change() {
    journey(Screen::Desktop, async |page| only_looks(page, "supervisor").await);
}

#[test]
fn who_teaches_looks_at_the_stock_and_is_offered_no_change() {
    journey(Screen::Desktop, async |page| only_looks(page, "instructor").await);
}

#[test]
fn a_keeper_works_with_a_phone_and_reads_labels_with_it() {
    journey(Screen::Phone, async |page| {
        product(page);
        let bins = free_bins(page);
        let lot = receive(page, &bins[0], "L-1", 3, &json!({ "reference_number": "FV-9" }));
        receive(page, &bins[1], "L-2", 30, &json!({}));
        let id = lot["id"].as_str().unwrap().to_owned();
        let label = format!("LOT{}", id.replace('-', "").to_uppercase());
        let inspector = Inspector::new(page).await;
        page.sign_in("bodega").await;
        inspector.visit("/existencias").await;
        page.press("Escanear").await;
        page.write("Código escrito o leído con lector", &label).await;
        inspector.look("the sheet that reads a label").await;
        page.press("Usar código").await;
        page.arrive(&format!("/existencias/{id}"), &format!("{NAME}, lote L-1")).await;
        inspector.look("a lot").await;
        page.open("/existencias/salida").await;
        page.press("Escanear").await;
        page.write("Código escrito o leído con lector", "L-2").await;
        page.press("Usar código").await;
        page.see("No es el turno de este lote").await;
        inspector.look("a lot that is not in turn").await;
        page.press("Sacar el que sigue").await;
        page.see_no("No es el turno de este lote").await;
        page.write("Cantidad", "2").await;
        page.press("Sacar").await;
        page.see("Salida de 2 galones").await;
        for path in ["/existencias/productos", "/existencias/entrada", "/vencimientos", "/movimientos"] {
            inspector.visit(path).await;
        }
        inspector.conclude(8);
    });
}
