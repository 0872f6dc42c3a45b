//! An instructor reserves material for a class, sees what would be taken, and fetches it: the keeper of the warehouse hears of it, hands it
//! out, and the instructor is told. What they don't need they cancel.

use crate::support::{Inspector, Page, Screen, journey};
use chrono::Days;
use inventario::kit::clock;
use serde_json::{Value, json};

/// Two lots of a product that the demo has, in a bin that is empty: so much is free, and it lasts 5 and 30 days.
fn stock(page: &Page<'_>) -> (String, Value) {
    let token = page.server.token("bodega");
    let get = |path: &str| page.server.api("GET", path, &token, None);
    let warehouses = get("/api/warehouses");
    let own = warehouses["items"].as_array().unwrap().iter().find(|it| it["name"] == "Almacén central");
    let warehouse = own.expect("the demo has it")["id"].clone();
    let bins =
        get(&format!("/api/bins?status=empty&is_active=true&warehouse_id={}", warehouse.as_str().unwrap()));
    let product = json!({ "name": "Masilla de prueba", "sku": "MAS-01", "default_unit": "kg" });
    let product = page.server.api("POST", "/api/products", &token, Some(&product));
    for (batch, days, quantity) in [("L-1", 5, 3), ("L-2", 30, 10)] {
        let use_by = clock::today() + Days::new(days);
        let new = json!({
            "bin_id": bins["items"][0]["id"], "product_id": product["id"], "batch_number": batch,
            "use_by_date": use_by.to_string(), "quantity": quantity,
        });
        page.server.api("POST", "/api/stock/receive", &token, Some(&new));
    }
    (bins["items"][0]["code"].as_str().unwrap().to_owned(), warehouse)
}

/// Reserves 4 kg as the instructor; ends on the page of the reservation.
async fn reserve(page: &Page<'_>) {
    page.open("/").await;
    page.see("Material para sus clases").await;
    page.click("link", "Reservar material").await;
    page.arrive("/reservas/nueva", "Reservar material").await;
    page.see("aquí verá cuánto hay libre").await;
    page.choose_by_writing("Producto", "Masilla de prueba").await;
    page.choose("Bodega", "Almacén central").await;
    page.see("Libre en Almacén central: 13 kg").await;
    page.write("Cantidad", "20").await;
    page.see("Solo hay 13 kg libres").await;
    page.write("Cantidad", "4").await;
    page.see("Se apartan 4 kg").await;
    page.see("Lote L-2").await;
}

async fn from_the_instructor_to_the_warehouse(page: &Page<'_>) {
    let (bin, _) = stock(page);
    let inspector = Inspector::new(page).await;
    page.sign_in("instructor").await;
    reserve(page).await;
    inspector.look("what would be taken").await;
    page.choose("Ficha", "Otra ficha u orden…").await;
    page.press("Reservar").await;
    page.see("Escriba este dato.").await;
    page.write("Ficha u orden", "990011").await;
    page.press("Reservar").await;
    page.see("Material reservado. La bodega ya lo sabe.").await;
    page.until("its page is open", async || page.title().await == "4 kg de Masilla de prueba").await;
    page.see("Recójalo en Almacén central").await;
    page.see(&bin).await;
    inspector.look("a reservation").await;
    let reservation = page.place().await;

    page.hand_over_to("bodega").await;
    page.open("/reservas").await;
    page.arrive("/reservas", "Reservas").await;
    page.see("Ficha 990011").await;
    inspector.look("the list").await;
    page.click("row", "4 kg de Masilla de prueba").await;
    page.until("its page is open", async || page.place().await == reservation).await;
    page.see("Por entregar").await;
    page.press("Entregar").await;
    page.see("Entregar la reserva").await;
    page.write("Notas de la entrega", "En dos bolsas").await;
    inspector.look("handing out").await;
    page.press("Entregar").await;
    page.see("Reserva entregada.").await;
    page.see("De aquí salió.").await;

    page.hand_over_to("instructor").await;
    page.open("/notificaciones").await;
    page.see("Reserva entregada").await;
    page.open(&reservation).await;
    page.see("Entregada").await;
    page.see("En dos bolsas").await;
    inspector.conclude(4);
}

#[test]
fn material_is_reserved_handed_out_and_told() {
    journey(Screen::Desktop, from_the_instructor_to_the_warehouse);
}

#[test]
fn material_is_reserved_handed_out_and_told_with_a_phone() {
    journey(Screen::Phone, from_the_instructor_to_the_warehouse);
}

#[test]
fn what_is_not_needed_is_cancelled_and_free_again() {
    journey(Screen::Desktop, async |page| {
        stock(page);
        page.sign_in("instructor").await;
        reserve(page).await;
        page.choose("Ficha", "Otra ficha u orden…").await;
        page.write("Ficha u orden", "990011").await;
        // What was typed outlives a reload.
        page.reload().await;
        page.see("Se apartan 4 kg").await;
        page.press("Reservar").await;
        page.until("its page is open", async || page.title().await == "4 kg de Masilla de prueba").await;
        page.press("Cancelar reserva").await;
        page.see("El material queda libre y otra persona puede tomarlo.").await;
        page.press("Cancelar reserva").await;
        page.see("Escriba este dato.").await;
        page.write("Motivo", "Se aplazó la clase").await;
        page.press("Cancelar reserva").await;
        page.see("Reserva cancelada: el material quedó libre.").await;
        page.see("De aquí era; ya está libre.").await;
        page.open("/reservas").await;
        page.settle().await;
        page.see_no("4 kg de Masilla de prueba").await;
        page.press("Canceladas").await;
        page.see("4 kg de Masilla de prueba").await;
    });
}
